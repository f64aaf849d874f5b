"""Offsets: places in a text as Python counts them (code points), and as Java and JavaScript do (UTF-16)."""

import numpy as np


class Offsets:
    """Places in one text, turned from one count into the other.

    Examples
    --------
    >>> offsets = Offsets("🌊 sea")
    >>> offsets.to_utf16(2), offsets.from_utf16(3), offsets.from_utf16(1)
    (3, 2, None)
    """

    def __init__(self, text: str):
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        self._edges = np.concatenate([[0], np.cumsum(1 + (points > 0xFFFF))])

    def to_utf16(self, place: int) -> int:
        """The count in UTF-16 of a place counted in code points."""
        return int(self._edges[place])

    def from_utf16(self, place: int) -> int | None:
        """The count in code points of a place in UTF-16; None inside of a character, and past the end."""
        found = int(np.searchsorted(self._edges, place))
        return found if found < len(self._edges) and self._edges[found] == place else None

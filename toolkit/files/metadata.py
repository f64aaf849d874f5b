"""Metadata: what a table beside the files, or their paths, say of them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from toolkit.reading.fields import Rows, as_text, columns_of

Described = dict[str, tuple[int, dict]]
"""Row number and fields by the name of a file as the metadata write it."""


def layout_pattern(layout: str) -> re.Pattern[str]:
    """Compile a layout; a field holds neither a slash nor the character that follows it: one reading only."""
    parts = re.split(r"\{(\w*)\}", re.sub(r"\.\w+\Z", "", layout))
    names, between = parts[1::2], parts[2::2]
    valid = all(name.isidentifier() for name in names) and len(set(names)) == len(names)
    if not names or not valid or "" in between[:-1]:
        raise ValueError(f"layout {layout!r} needs different {{fields}} with a character between any two.")
    fields = [
        f"(?P<{name}>[^/{re.escape(mark[:1])}]+){re.escape(mark)}"
        for name, mark in zip(names, between, strict=True)
    ]
    return re.compile(re.escape(parts[0]) + "".join(fields))


def described_files(rows: Rows) -> tuple[Described, list[tuple[int, str]]]:
    """Fields by the file that they describe, and rows that cannot be used, each with its reason.

    Raises
    ------
    ValueError
        If no column names the files.
    """
    described: Described = {}
    refused = []
    for row, fields in rows:
        if isinstance(fields, str):
            refused.append((row, fields))
            continue
        columns = columns_of(tuple(fields))
        key = columns.get("filename") or columns.get("path") or columns.get("article_id")
        if key is None:
            raise ValueError(f"has no column 'filename' (found: {', '.join(fields)})")
        name = unicodedata.normalize("NFC", as_text(fields.pop(key)).strip()).replace("\\", "/")
        if described.setdefault(name.removeprefix("./"), (row, fields))[0] != row:
            refused.append((row, f"describes {name!r} a second time; keep one row"))
    return described, refused


def matched(described: Described, files: Iterable[str]) -> dict[str, str]:
    """Name in the metadata of each of the `files` (paths) that they describe.

    A path is found as it is written; else without capitals and suffix; else where one of the two ends in the
    other (`C:/corpus/a.txt`, or `a.txt` for `beacon/a.txt`), if that is so of one file and one row alone.

    Examples
    --------
    >>> matched({"A": (1, {}), "C:/corpus/b.txt": (2, {}), "c.txt": (3, {})}, ["a.txt", "b.txt", "y/c.txt"])
    {'a.txt': 'A', 'b.txt': 'C:/corpus/b.txt', 'y/c.txt': 'c.txt'}
    """
    found: dict[str, str] = {}
    normal = {unicodedata.normalize("NFC", file): file for file in files}
    for fold in (str, _stem, _last):
        pairs: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for name in described.keys() - set(found.values()):
            pairs[fold(name)][0].append(name)
        for name in normal.keys() - found.keys():
            pairs[fold(name)][1].append(name)
        for rows, names in pairs.values():
            if len(rows) == len(names) == 1 and _ends_in(_stem(rows[0]), _stem(names[0])):
                found[names[0]] = rows[0]
    return {normal[name]: row for name, row in sorted(found.items())}


def _stem(name: str) -> str:
    return re.sub(r"(\.(txt|x?html?|docx|mht|mhtml))?(\.gz)?\Z", "", name.casefold(), count=1)


def _last(name: str) -> str:
    return _stem(name).rpartition("/")[2]


def _ends_in(first: str, second: str) -> bool:
    return f"/{first}".endswith(f"/{second}") or f"/{second}".endswith(f"/{first}")

"""Initials: which acronyms a text explains, and which short forms stand for one name alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_POSSESSIVE = re.compile(r"['’]s?$")
_IN_BRACKETS = re.compile(r"[(\[]([A-Z]{2,8})[)\]]")
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+")
_SMALL = frozenset("of for the and on de del la".split())
_REACH = 150  # characters before its acronym in which a body's name may begin


def acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Acronyms explained in brackets, each with the name before it whose initials it has.

    Examples
    --------
    >>> list(acronyms("Norland's Rural Office of Water (ROW) met the Old Guard (XY)."))
    [('ROW', 'Rural Office of Water')]
    """
    for match in _IN_BRACKETS.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()].strip(", \n\u00a0")
        name: list[str] = []
        for word in reversed(_POSSESSIVE.sub("", before).split()):
            if not (word in _SMALL or _CAPITALISED.fullmatch(word)):
                break
            name.insert(0, word)
            if "".join(re.findall(r"(?:^|[ -])([A-Z])", " ".join(name))) == match[1] and word not in _SMALL:
                yield match[1], " ".join(name)
                break


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Short form -> the one full form that it is paired with; those with several are left out."""
    full = defaultdict(set)
    for short, name in pairs:
        full[short].add(name)
    return {short: names.pop() for short, names in full.items() if len(names) == 1}

"""Persons and bodies: how a name is written, and which acronyms stand for it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from toolkit.shipped import lexicon

PARTICLES = tuple("de del de la van von der den bin ibn al el da dos di du la le".split())
COMPASS = frozenset("north south east west northern southern eastern western central new united".split())
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Rev|Prof|Sgt|Lt|Col|Maj|Capt|Adm|Sec|St)\."
_UPPER = "A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
_WORD = rf"(?:{_TITLE}|[JS]r\.|(?:[{_UPPER}]\.)+|[{_UPPER}][\w’'-]*)"
_SUFFIX = r"(?:,[ \u00a0][JS]r\.)?"
NAME = re.compile(rf"{_WORD}(?:[ \u00a0](?:(?:{'|'.join(PARTICLES)})[ \u00a0])*{_WORD})*{_SUFFIX}")
"""Words in capitals, with initials and particles inside: Sen. Ada B. Roe, Ursula von der Leyen."""

_POSSESSIVE = re.compile(r"['’]s?$")
_IN_BRACKETS = re.compile(r"[(\[]([A-Z]{2,8})[)\]]")
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+")
_SMALL = frozenset("of for the and on de del la".split())
_REACH = 150  # characters before its acronym in which a body's name may begin


@cache
def name_words() -> dict:
    """The words of `names/names.toml`, with `same` as name -> first name of its row."""
    words = lexicon("names/names.toml")
    same = {name.casefold(): row[0].casefold() for row in words["same"] for name in row}
    lists = {name: words[name].split() if isinstance(words[name], str) else words[name] for name in words}
    sets = {
        name: frozenset(lists[name]) for name in lists if name not in ("same", "abbreviated", "nicknames")
    }
    nicknames = [frozenset(row.split()) for row in words["nicknames"].split(";")]
    return sets | {"abbreviated": words["abbreviated"], "same": same, "nicknames": nicknames}


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

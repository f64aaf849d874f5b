"""Persons and bodies: how a name is written, and which shorter forms may stand for it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import dropwhile

from toolkit.shipped import lexicon

PARTICLES = "de del de la van von der den bin ibn al el da dos di du la le".split()
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
    leading = sets["titles"] | sets["openings"]
    nicknames = [frozenset(row.split()) for row in words["nicknames"].split(";")]
    made = {"abbreviated": words["abbreviated"], "same": same, "leading": leading, "nicknames": nicknames}
    return sets | made


@lru_cache(maxsize=1 << 16)
def bare_name(name: str) -> str:
    """A name without titles and other words in front, and without 's.

    Examples
    --------
    >>> bare_name("Former President Ada Roe's"), bare_name("the North")
    ('Ada Roe', 'the North')
    """
    words, leading = name.split(), name_words()["leading"]
    kept = dropwhile(lambda word: word[0].isupper() and word.rstrip(".").casefold() in leading, words[:-1])
    return _POSSESSIVE.sub("", " ".join([*kept, *words[-1:]]))


@lru_cache(maxsize=1 << 16)
def surnames(name: str) -> frozenset[str]:
    """The words that may stand for a person's full name; none where it is a body's or a place's.

    Examples
    --------
    >>> sorted(surnames("Kim Jong-un")), surnames("Ada Roe"), surnames("Port Service")
    (['Jong-un', 'Kim'], frozenset({'Roe'}), frozenset())
    """
    words, folded = name.split(), name.casefold().split()
    if not 1 < len(words) < 5 or folded[0] in COMPASS or name_words()["organisations"] & set(folded):
        return frozenset()
    return frozenset({words[-1], words[0] if folded[0] in name_words()["surname_first"] else words[-1]})


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

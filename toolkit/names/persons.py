"""Persons and bodies: how a name is written."""

import re
from functools import cache

from toolkit.shipped import lexicon

PARTICLES = tuple("de del de la van von der den bin ibn al el da dos di du la le".split())
COMPASS = frozenset("north south east west northern southern eastern western central new united".split())
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Rev|Prof|Sgt|Lt|Col|Maj|Capt|Adm|Sec|St)\."
_UPPER = "A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĞĢĪİĶŁĽŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
_WORD = rf"(?=[{_UPPER}])(?:{_TITLE}|[JS]r\.|(?:[{_UPPER}]\.)+|[{_UPPER}][\w’'-]*)"
_SUFFIX = r"(?:,[ \u00a0][JS]r\.)?"
NAME = re.compile(rf"{_WORD}(?:[ \u00a0](?:(?:{'|'.join(PARTICLES)})[ \u00a0])*{_WORD})*{_SUFFIX}")
"""Words in capitals, with initials and particles inside: Sen. Ada B. Roe, Ursula von der Leyen."""


@cache
def name_words() -> dict:
    """The words of `names/names.toml`, with `same` as name -> first name of its row."""
    words = lexicon("names/names.toml")
    same = {name.casefold(): row[0].casefold() for row in words["same"] for name in row}
    lists = {name: words[name].split() if isinstance(words[name], str) else words[name] for name in words}
    sets = {name: frozenset(lists[name]) for name in set(lists) - {"same", "abbreviated", "nicknames"}}
    nicknames = [frozenset(row.split()) for row in words["nicknames"].split(";")]
    return sets | {"abbreviated": words["abbreviated"], "same": same, "nicknames": nicknames}

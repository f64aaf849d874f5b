"""Stops: which full stops, question and exclamation marks end a sentence."""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np

# No sentence ends after these, whatever follows: a name or a number does.
_TITLES = frozenset(
    "adm amb art ave brig capt cmdr col cpl det dr fig gen gov hon insp lt maj messrs mr mrs ms mt no nos"
    " pfc pres prof pvt rep reps rev sen sens sgt spc st supt vs jan feb mar apr jun jul aug sep sept oct"
    " nov dec".split()
)
# After these a sentence ends only where a word follows that seldom stands in a name.
_AMBIGUOUS = frozenset("bros co corp dept est etc inc jr ltd sr univ".split())
_STARTERS = frozenset(
    "a after all although an and as asked at both but by critics despite during each earlier even for from"
    " he her here his however i if in it its last many meanwhile more most no not now officials on one"
    " only our she since so some such than that the their then there these they this those though to"
    " under until we what when where which while who with yet you".split()
)
_SPEECH = (
    "added|argued|asked|complained|cried|declared|demanded|exclaimed|explained|insisted|joked|noted|pleaded"
    "|replied|responded|said|says|shouted|told|tweeted|urged|warned|wrote|yelled"
)
TERMINAL = re.compile(
    r"(?P<mark>[.!?…]++)(?P<close>[\"”’')\]»]++|[ \u00a0\u202f]»)?+(?=\s)|[。！？]++[”’」』）]*+"
)
"""What may end a sentence: marks before a blank, with the quotation marks they close; full-width marks."""

WESTERN, FULL_WIDTH = ".!?…", "。！？"
_REACH = 20  # characters in which the last word before a stop is looked for
_SHORT = _TITLES | _AMBIGUOUS
_SPEAKER = re.compile(rf"\s+(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{_SPEECH})\b")
_NEXT = re.compile(r"\s*[\"“‘'(\[«]*\s?([^\W_]+)")
_LAST = re.compile(r"[^\s(\[\"“‘'—–-]*$")


@cache
def _mark_kind() -> np.ndarray:
    """By code point: 1 for a mark that may end a sentence before a blank, 2 for a full-width one, else 0."""
    kinds = np.zeros(0x110000, np.uint8)
    for kind, marks in enumerate((WESTERN, FULL_WIDTH), start=1):
        kinds[[ord(mark) for mark in marks]] = kind
    return kinds


def mark_places(points: np.ndarray) -> np.ndarray:
    """Where each row of marks of one kind begins in an array of code points."""
    kind = _mark_kind()[points]
    return np.flatnonzero((kind[1:] > 0) & (kind[1:] != kind[:-1])) + 1


def stops_between(
    text: str, places: Iterable[int], lines: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """End of each sentence that ends at one of the `places` of a mark, and the number of that place.

    `lines` are the start and end of the line that each place is in; no place is the last of its line.
    """
    found, done = [], 0
    for number, (place, (start, end)) in enumerate(zip(places, lines, strict=True)):
        # What nearly all full stops are like is told without a pattern: a word, a stop, a blank, a word.
        if text[place] == ".":
            if text[place + 1].isalnum():
                continue
            if text[place + 1] == " " and text[place + 2].isalnum():
                if text[place + 2].islower():
                    continue
                word = text[max(start, text.rfind(" ", start, place) + 1) : place]
                if word.isalnum() and 1 < len(word) < _REACH and word.lower() not in _SHORT:
                    found.append((place + 1, number))
                    continue
        terminal = TERMINAL.match(text, place, end)
        if terminal and terminal.end() > done and ends_sentence(text, terminal, start, end):
            done = terminal.end()
            found.append((done, number))
    return found


def ends_sentence(text: str, terminal: re.Match[str], start: int, end: int) -> bool:
    """Whether the marks matched by `terminal` end a sentence of the line `text[start:end]`."""
    if terminal["mark"] is None:  # full-width marks end sentences only
        return True
    following = _NEXT.match(text, terminal.end(), min(end, terminal.end() + 60))
    if following is None:
        return True
    word = following[1]
    if word[0].islower():
        return False
    if terminal["mark"] != ".":
        # "Never again!" Jane Roe said: the sentence goes on after the quotation.
        quoted = (terminal["close"] or "").strip()[:1] in tuple("\"”’'»")
        return not (quoted and _SPEAKER.match(text, terminal.end(), min(end, terminal.end() + 80)))
    if terminal["close"]:
        return True
    last = _LAST.search(text, max(start, terminal.start() - _REACH), terminal.start())[0].lower()
    if last in _TITLES and not (last == "no" and not word[0].isdigit()):
        return False
    if len(last) == 1 and last.isalpha() and last != "i":  # an initial: George W. Bush
        return False
    if "." in last or last in _AMBIGUOUS:  # the U.S. Senate, but: ... in the U.S. The
        return word.lower() in _STARTERS
    return True

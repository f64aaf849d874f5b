"""Tokens in text: a pattern that defines them, and array rules that find the same spans faster."""

import re
import unicodedata
from functools import cache

import numpy as np

_APOSTROPHES, _HYPHENS = "'’‘´`", "-‐‑"
STRAIGHT = dict.fromkeys(map(ord, _APOSTROPHES), "'") | dict.fromkeys(map(ord, _HYPHENS), "-")
"""What an outlet's keyboard decides, for `str.translate`: curly apostrophes, hyphens that do not break."""


def _mark_ranges(first: int, last: int) -> str:
    """Combining marks of any script as a character class: `re` has no class of its own for them."""
    is_mark = [unicodedata.category(chr(code)).startswith("M") for code in range(first, last + 1)]
    edges = np.flatnonzero(np.diff([False, *is_mark, False])) + first
    return "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in edges.reshape(-1, 2))


_BASIC, _ASTRAL = _mark_ranges(0x300, 0xFFFF), _mark_ranges(0x10000, 0x1F000) + "\U000e0100-\U000e01ef"
# The look-ahead keeps the long astral class, which `re` searches one range at a time, off ordinary text.
_MARKS = rf"(?:[{_BASIC}]|(?=[\U00010000-\U0010ffff])[{_ASTRAL}])"
_WORD = rf"(?:[^\W_]|{_MARKS})"
_RUN = rf"(?:[^\W_]++{_MARKS}*+|{_MARKS}++)++"
_NUMBER_OR_WORD = rf"{_RUN}(?:(?<=\d)[.,](?=\d){_RUN})*+"
_DEGREES = (
    "Phil",
    "Litt",
    "Eng",
    "Psy",
    "Ph",
    "Sc",
    "Ed",
    "LL",
    "Ch",
)  # parts of Ph.D., B.Sc., that are no letter
_LETTER_OR_DEGREE = rf"(?:{'|'.join(_DEGREES)}|[^\W\d_])"
_DOTTED = rf"{_LETTER_OR_DEGREE}(?:\.{_LETTER_OR_DEGREE})++(?!{_WORD})\.?"
_PART = rf"(?:{_DOTTED}|{_NUMBER_OR_WORD})"
_FINAL_S = rf"[sS](?!{_WORD})"
_JOINER = rf"(?:[{_APOSTROPHES}](?!{_FINAL_S})|[{_HYPHENS}])(?={_WORD})"
TOKEN = re.compile(rf"(?<![{_APOSTROPHES}](?={_FINAL_S})){_PART}(?:{_JOINER}{_PART})*+")
"""The pattern that defines a token: letters, digits and marks with single inner joiners, `12,000`, `U.S.`."""

# Classes of characters, as bits.
_IN_WORD, _DIGIT, _LETTER, _APOSTROPHE, _HYPHEN, _S, _DOT, _COMMA, _UNKNOWN = (1 << k for k in range(9))


def fold(form: str) -> str:
    """The term that a word counts as: lower case, one code point to one, straight apostrophes and hyphens.

    Examples
    --------
    >>> fold("O’Brien"), fold("well‑known")
    ("o'brien", 'well-known')
    """
    if form.isascii():
        return form.lower().replace("`", "'")
    # İ would become two code points, a final Σ another letter than an inner one.
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in form).translate(STRAIGHT)


@cache
def _tables() -> tuple[np.ndarray, np.ndarray]:
    """By code point: its class bits, and what it folds to, a blank where it is part of no token."""
    return np.full(0x110000, _UNKNOWN, np.uint16), np.arange(0x110000, dtype=np.uint32)


def kinds_of(points: np.ndarray) -> np.ndarray:
    """Class bits of each code point; those met for the first time are looked up, not all of Unicode."""
    kinds, folds = _tables()
    found = kinds[points]
    unknown = (found & _UNKNOWN).astype(bool)
    if unknown.any():
        for code in np.unique(points[unknown]).tolist():
            character = chr(code)
            bits = [re.fullmatch(_WORD, character), re.fullmatch(r"\d", character)]
            bits += [re.fullmatch(r"[^\W\d_]", character), character in _APOSTROPHES, character in _HYPHENS]
            bits += [character in "sS", character == ".", character == ","]
            kinds[code] = sum(1 << place for place, holds in enumerate(bits) if holds)
            folds[code] = ord(fold(character)) if kinds[code] else ord(" ")  # only tokens are looked at
        found = kinds[points]
    return found


def read_words(points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts and ends of the tokens in an array of code points, and the points as terms have them.

    The text must begin and end with a line break.
    """
    return *word_spans(points, kinds_of(points)), folds_of(points)


def folds_of(points: np.ndarray) -> np.ndarray:
    """What each code point is in a term; looked up for those of tokens whose `kinds_of` were."""
    return _tables()[1][points]


def word_spans(points: np.ndarray, kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Starts and ends of the tokens of a text, given the class bits of its characters.

    Runs of word characters are found first; what stands between two runs decides whether they are one token.
    """
    word = (kind & _IN_WORD).astype(bool)
    edges = np.flatnonzero(word[1:] != word[:-1]) + 1
    start, end = edges[0::2], edges[1::2]
    first, last, single = kind[start], kind[end - 1], end - start == 1
    dropped = single & (first & _S > 0) & (kind[start - 1] & _APOSTROPHE > 0)
    letter = single & (first & _LETTER > 0) & ~dropped
    letter |= _is_degree(points, start, end, kind) & ~dropped
    chained = _chains(start, end, kind, letter, (first & _LETTER > 0) & ~dropped)
    closes = np.append(False, chained) & ~np.append(chained, False)  # runs that end a dotted abbreviation
    end = end + (closes & (kind[end] & _DOT > 0))
    next_to, between = start[1:] - end[:-1] == 1, kind[end[:-1]]
    joined = (between & _HYPHEN > 0) | ((between & _APOSTROPHE > 0) & ~dropped[1:])
    joined |= (between & (_DOT | _COMMA) > 0) & (last[:-1] & _DIGIT > 0) & (first[1:] & _DIGIT > 0)
    joined = ((joined & next_to) | chained) & ~dropped[:-1] & ~dropped[1:]
    opens, shuts = np.append(True, ~joined)[: len(start)], np.append(~joined, True)[: len(end)]
    return start[opens & ~dropped], end[shuts & ~dropped]


def _is_degree(points: np.ndarray, start: np.ndarray, end: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Which runs are part of a degree such as Ph.D.; only those that a stop ties to another run are read."""
    tied = (start[1:] - end[:-1] == 1) & (kind[end[:-1]] & _DOT > 0)
    tied = (
        (np.append(tied, False) | np.append(False, tied))[: len(start)]
        & (end - start > 1)
        & (end - start < 5)
    )
    found = np.zeros(len(start), bool)
    for run in np.flatnonzero(tied).tolist():
        found[run] = "".join(map(chr, points[start[run] : end[run]].tolist())) in _DEGREES
    return found


def _chains(
    start: np.ndarray, end: np.ndarray, kind: np.ndarray, letter: np.ndarray, opens: np.ndarray
) -> np.ndarray:
    """Whether each run is tied by a stop to the next, as in U.S.: single letters before no longer word."""
    dot = (start[1:] - end[:-1] == 1) & (kind[end[:-1]] & _DOT > 0)
    chained = dot & letter[:-1] & letter[1:]
    spoilt = dot & letter[:-1] & ~letter[1:] & opens[1:]
    links = np.flatnonzero(chained)
    if len(links):
        last = np.append(np.diff(links) > 1, True)
        group = np.cumsum(np.append(0, last[:-1]))
        after = links[last] + 1
        bad = (after < len(spoilt)) & spoilt[np.minimum(after, len(spoilt) - 1)]
        chained[links[bad[group]]] = False
    return chained


def opens_upper(texts: list[str], text: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Whether what begins at `start` of the text with that number opens with a capital.

    Examples
    --------
    >>> opens_upper(["a Roe", "Ida"], np.array([0, 0, 1]), np.array([0, 2, 0])).tolist()
    [False, True, True]
    """
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    base = np.cumsum([0, *map(len, texts)])
    codes, place = np.unique(points[base[text] + start], return_inverse=True)
    return np.array([chr(code).isupper() for code in codes.tolist()], dtype=bool)[place]


def trimmed(points: np.ndarray, begin: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spans without the blanks at either end."""
    begin, end = begin.copy(), end.copy()
    for edge, inside, step in ((begin, 0, 1), (end, -1, -1)):
        rows = np.arange(len(edge))
        while len(rows):
            rows = rows[begin[rows] < end[rows]]
            rows = rows[blanks()[points[edge[rows] + inside]]]
            edge[rows] += step
    return begin, end


@cache
def blanks() -> np.ndarray:
    """By code point: whether it is white space; the last such character is U+3000."""
    table = np.zeros(0x110000, bool)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = True
    return table

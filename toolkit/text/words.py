"""Tokens in text: a pattern that defines them, and array rules that find the same spans faster."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

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
_DEGREES = "Phil Litt Eng Psy Ph Sc Ed LL Ch".split()  # parts of Ph.D., B.Sc., that are no letter
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
    Most runs have a blank on either side and are looked at no further.
    """
    word = kind & _IN_WORD != 0
    edges = np.flatnonzero(word[1:] != word[:-1]) + 1
    start, end = edges[0::2].copy(), edges[1::2].copy()
    dropped, joined = np.zeros(len(start), bool), np.zeros(len(start) + 1, bool)  # joined to the run before
    single = np.flatnonzero(end - start == 1)
    single = single[kind[start[single]] & _S != 0]
    dropped[single] = kind[start[single] - 1] & _APOSTROPHE != 0
    gap = np.flatnonzero(start[1:] - end[:-1] == 1)  # after which run one character stands before the next
    gap = gap[kind[end[gap]] & (_APOSTROPHE | _HYPHEN | _DOT | _COMMA) != 0]
    chained = _chains(points, start, end, kind, gap[kind[end[gap]] & _DOT != 0], dropped)
    closes = chained[~np.isin(chained + 1, chained)] + 1  # runs that end a dotted abbreviation
    end[closes] += kind[end[closes]] & _DOT != 0
    moved = closes[closes < len(start) - 1]
    moved = moved[start[moved + 1] - end[moved] == 1]
    gap = np.concatenate([gap[~np.isin(gap, closes)], moved])
    between, after = kind[end[gap]], gap + 1
    tied = between & (_DOT | _COMMA) != 0
    tied &= (kind[end[gap] - 1] & _DIGIT != 0) & (kind[start[after]] & _DIGIT != 0)
    tied |= (between & (_HYPHEN | _APOSTROPHE) != 0) | np.isin(gap, chained)
    joined[after] = tied & ~dropped[gap] & ~dropped[after]
    return start[~joined[:-1] & ~dropped], end[~joined[1:] & ~dropped]


def _chains(
    points: np.ndarray, start: np.ndarray, end: np.ndarray, kind: np.ndarray, dots: np.ndarray,
    dropped: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Which runs are tied by a stop to the next, as in U.S.: single letters before no longer word.

    `dots` are the runs that have a stop alone between them and the next one.
    """
    letters, opens = [], None
    for runs in (dots, dots + 1):
        opens = (kind[start[runs]] & _LETTER != 0) & ~dropped[runs]
        letter = opens & (end[runs] - start[runs] == 1)
        for place in np.flatnonzero((end[runs] - start[runs] > 1) & (end[runs] - start[runs] < 5)).tolist():
            run = runs[place]
            letter[place] = "".join(map(chr, points[start[run] : end[run]].tolist())) in _DEGREES
        letters.append(letter)
    links, spoilt = dots[letters[0] & letters[1]], dots[letters[0] & ~letters[1] & opens]
    last = np.append(np.diff(links) > 1, True)[: len(links)]
    group = np.cumsum(np.append(0, last[:-1]))[: len(links)]
    bad = np.isin(links[last] + 1, spoilt)
    return links[~bad[group]] if len(links) else links


def letters_at(texts: list[str], codes: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each token: whether it begins with a capital, and whether a quotation mark stands before it."""
    first, before = np.zeros((2, len(codes)), np.uint32)
    edges = np.flatnonzero(np.diff(codes, prepend=-1, append=-1))
    for a, b in pairwise(edges.tolist()):
        points = np.frombuffer(f"\n{texts[codes[a]]}".encode("utf-32-le", "surrogatepass"), np.uint32)
        before[a:b], first[a:b] = points[starts[a:b]], points[starts[a:b] + 1]
    known, which = np.unique(first, return_inverse=True)
    capital = np.array([chr(point).isupper() for point in known], bool)[which]
    return capital, np.isin(before, [ord(mark) for mark in '"“‘'])


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

"""Quotations: which marks open one, which close it, which are apostrophes; marks in, pairs out."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

PAIRS = dict(
    zip('“„«»‹›「『”"」』', ("”", "“”", "»", "«", "›", "‹", "」", "』", "”", '"', "", ""), strict=True)
)
"""Double marks, each with those that close it; other languages' marks stand in English text, too."""

MARKS = frozenset("'‘’‚").union(PAIRS)
_CLOSING = frozenset("”»›」』")
_CLIPPED = frozenset(
    "em til till cause tis twas twere n bout round fore".split()
)  # an apostrophe opens these
_BLANK, _LETS_OPEN, _LETS_CLOSE = 1, 2, 4
_BETWEEN = "\n\0\n"  # a line of its own between two texts, so that neither is read into the other
_PIECE = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


@cache
def _kinds() -> np.ndarray:
    """By code point: what a character means beside a quotation mark, as bits."""
    blank, kinds = " \n\t\u00a0", np.zeros(0x110000, np.uint8)
    lists = (blank, f'{blank}([{{—–-/\u2009“"„«‹「‘', f'{blank}.,;:!?)—–-”"»›」')
    for bit, characters in enumerate(lists):
        kinds[[ord(character) for character in characters]] |= 1 << bit
    return kinds


def read_marks(form, before, after, paragraph, article) -> tuple[np.ndarray, np.ndarray]:
    """Opening (1) and closing (-1) marks, and what stands between, to the paragraph's end if nothing closes.

    `form` is an array of words, `before` and `after` the code points beside each. Where the next paragraph of
    the article closes what was left open, its words up to there stand between the marks, too.
    """
    direction, quoted = np.zeros(len(form), np.int64), np.zeros(len(form), bool)
    place = np.flatnonzero(np.isin(form, [*MARKS]))
    kind_before, kind_after = (_kinds()[points[place]] for points in (before, after))
    opens = (kind_before & _LETS_OPEN > 0) & (kind_after & _BLANK == 0)
    closes = (kind_before & _BLANK == 0) & (kind_after & _LETS_CLOSE > 0)
    digit = (form[place] == "'") & (after[place] >= ord("0")) & (after[place] <= ord("9"))  # '62
    following = form[np.minimum(place + 1, len(form) - 1)]
    clipped = digit | np.array([word.lower() in _CLIPPED for word in following], bool)
    plural = np.isin(before[place], [ord("s"), ord("S")])
    line = paragraph[place].tolist()
    direction[place], left_open = _paired(form[place].tolist(), opens, closes, clipped, plural, line)
    double = np.isin(form, [*PAIRS]) * direction
    for apart in (double, direction - double):
        quoted |= last_mark(apart, paragraph) == 1
    for last in left_open:
        here, there = place[last], place[last + 1]
        start = np.searchsorted(paragraph, paragraph[there])
        if article[here] == article[there] and paragraph[start - 1] == paragraph[here]:
            quoted[start:there] = True
    return direction, (quoted | (direction != 0)).astype(np.int64)


def _paired(marks, opens, closes, clipped, plural, paragraph) -> tuple[list[int], list[int]]:
    """The direction of each mark, and the marks left open before a paragraph whose first one closes.

    A straight double mark has no sign but what stands beside it; others are paired. Single marks count
    outside double ones only and in pairs: of those that may close, the first after no plural, else the first.
    """
    direction, left_open, opened = [0] * len(marks), [], ""
    single, closing, line = -1, -1, -1
    for k, mark in enumerate(marks):
        if paragraph[k] != line:
            if opened and mark in PAIRS and _closes(mark, "", opens[k], closes[k]):
                left_open.append(k - 1)
            line, opened, single = paragraph[k], "", -1
        if mark in PAIRS:
            direction[k] = -1 if _closes(mark, opened, opens[k], closes[k]) else 1
            opened = mark if direction[k] == 1 else ""
        elif opened:
            continue
        elif mark != "’" and opens[k] and not clipped[k]:
            single, closing = k, -1
        elif single >= 0 and closes[k] and (mark != "‘" or marks[single] == "‚"):
            if closing < 0:
                direction[single], direction[k], closing = 1, -1, k
            elif plural[closing] and not plural[k]:  # the first was an apostrophe: ‘the crews’ fault’
                direction[closing], direction[k], closing = 0, -1, k
    return direction, left_open


def _closes(mark: str, opened: str, opens: bool, closes: bool) -> bool:
    """Whether a double mark closes, after the mark that is `opened`, "" for none."""
    if mark == '"':
        return not opens
    if opened and mark in PAIRS[opened]:
        return True
    if mark in _CLOSING:
        return bool(opened) or closes or not opens
    return bool(opened) and closes and not opens


def last_mark(marks: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The last non-zero mark at or before each place within its group, 0 where there is none."""
    place = np.maximum.accumulate(np.where(marks != 0, np.arange(len(marks)), -1))
    found = (place >= 0) & (group[place] == group)
    return np.where(found, marks[place], 0)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands in quotation marks, the marks included.

    Examples
    --------
    >>> text = "‘The port’s safe,’ said Roe. „Wirklich“, she said, “and so on."
    >>> [text[start:end] for start, end in quoted_spans(text)]
    ['‘The port’s safe,’', '„Wirklich“', '“and so on.']
    """
    return quoted_in([text])[0]


def quoted_in(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """What `quoted_spans` gives for each of many texts, which are read at once."""
    spans: list[list[tuple[int, int]]] = [[] for _ in texts]
    numbers = [number for number, text in enumerate(texts) if not MARKS.isdisjoint(text)]
    if not numbers:
        return spans
    joined = _BETWEEN.join(texts[number] for number in numbers)
    sizes = np.array([len(texts[number]) + len(_BETWEEN) for number in numbers])
    first = np.cumsum(sizes) - sizes
    pieces = np.array([piece.span() for piece in _PIECE.finditer(joined)], np.int64)
    start, end = pieces.T
    form = np.array([joined[a:b] for a, b in pieces.tolist()], object)
    points = np.frombuffer(f"\n{joined}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
    line = np.cumsum(points == ord("\n"))[start]
    which = np.searchsorted(first, start, "right") - 1
    _, quoted = read_marks(form, points[start], points[end + 1], line, which)
    edges = np.diff(np.concatenate([[0], quoted, [0]]))
    opening, closing = np.flatnonzero(edges[:-1] > 0), np.flatnonzero(edges[1:] < 0)
    offset = first[which[opening]]
    found = zip(which[opening], start[opening] - offset, end[closing] - offset, strict=True)
    for number, begin, stop in found:
        spans[numbers[number]].append((int(begin), int(stop)))
    return spans

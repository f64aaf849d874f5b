"""Alignment: which words two stretches of text share in order, and what was changed between them.

Words are compared as characters, one a term: `Blocks` are runs of equal ones, as (first word in a, first
word in b, number of words). A block of no words keeps the corner of a stretch that ends in a change.
"""

from collections.abc import Callable

import numpy as np
from rapidfuzz.distance import LCSseq

Blocks = list[tuple[int, int, int]]

MIN_IDENTITY = 0.6
_CHANGE_COST = MIN_IDENTITY / (1 - MIN_IDENTITY)  # so that a score above 0 means more than MIN_IDENTITY
_LOOSE_END = 3  # this many words on both sides of where a stretch ends are a change; more are another matter
_MOVED = 3  # words that a moved part needs in a row; fewer are found out of order in any two sentences


def as_characters(codes: np.ndarray) -> str:
    """Term codes as one character each (over a million terms, some share one).

    Examples
    --------
    >>> len(as_characters(np.array([3, 1, 3])))
    3
    """
    return (codes.astype(np.uint32) % 1_050_000 + 0xE000).astype("<u4").tobytes().decode("utf-32-le")


def span(blocks: Blocks) -> tuple[int, int, int, int]:
    """First and end word of a list of blocks in a, then in b.

    Examples
    --------
    >>> span([(0, 5, 2), (3, 8, 1)])
    (0, 4, 5, 9)
    """
    starts_a, starts_b, lengths = zip(*blocks, strict=True)
    ends_a, ends_b = map(int.__add__, starts_a, lengths), map(int.__add__, starts_b, lengths)
    return min(starts_a), max(ends_a), min(starts_b), max(ends_b)


def identity(blocks: Blocks) -> float:
    """Share of equal words in the longer of the two stretches that the blocks span.

    Examples
    --------
    >>> identity([(0, 0, 3), (4, 4, 6)])
    0.9
    """
    start_a, end_a, start_b, end_b = span(blocks)
    return sum(words for _, _, words in blocks) / max(end_a - start_a, end_b - start_b)


def equal_blocks(a: str, b: str) -> Blocks:
    """Blocks of a longest common subsequence.

    Examples
    --------
    >>> equal_blocks("abcd", "abxd")
    [(0, 0, 2), (3, 3, 1)]
    """
    blocks = LCSseq.editops(a, b).as_matching_blocks()[:-1]  # the last one is an empty end mark
    return [(block.a, block.b, block.size) for block in blocks]


def _best_stretch(a: str, b: str) -> Blocks:
    """The neighbouring equal blocks that score best: a kept word counts 1, a changed one its cost."""
    blocks, best, best_score, score, opened = equal_blocks(a, b), slice(0), 0.0, 0.0, 0
    end_a = end_b = 0
    for index, (start_a, start_b, words) in enumerate(blocks):
        score -= _CHANGE_COST * max(start_a - end_a, start_b - end_b)
        if score <= 0:
            score, opened = 0.0, index
        score += words
        if score > best_score:
            best_score, best = score, slice(opened, index + 1)
        end_a, end_b = start_a + words, start_b + words
    return blocks[best]


def _is_changed(words_a: int, words_b: int) -> bool:
    """Whether the words left at the end of a sentence are a change, not an addition such as "he said"."""
    return 0 < words_a <= _LOOSE_END and 0 < words_b <= _LOOSE_END


def align(a: str, b: str) -> Blocks:
    """Blocks of the best stretch that two sentences share, also where one part moved to the other end.

    Examples
    --------
    >>> align("abcdefgh", "xxxxdefghabc")
    [(0, 9, 3), (3, 4, 5)]
    """
    blocks = _best_stretch(a, b)
    if not blocks:
        return blocks
    start_a, end_a, start_b, end_b = span(blocks)
    for from_a, to_a, from_b, to_b in ((0, start_a, end_b, len(b)), (end_a, len(a), 0, start_b)):
        if min(to_a - from_a, to_b - from_b) >= _MOVED:
            stretch = _best_stretch(a[from_a:to_a], b[from_b:to_b])
            both = blocks + [(x + from_a, y + from_b, words) for x, y, words in stretch]
            longest = max((words for _, _, words in stretch), default=0)
            if longest >= _MOVED and identity(both) >= MIN_IDENTITY:
                return sorted(both)
    whole = [(0, 0, 0)] if _is_changed(start_a, start_b) else []
    whole += blocks
    whole += [(len(a), len(b), 0)] if _is_changed(len(a) - end_a, len(b) - end_b) else []
    return whole if identity(whole) >= MIN_IDENTITY else blocks


def tidy(blocks: Blocks) -> Blocks:
    """The same blocks in order, each word matched once (the longest first served), with corners.

    Examples
    --------
    >>> tidy([(0, 0, 4), (2, 2, 4)])
    [(0, 0, 0), (0, 0, 4), (4, 4, 2), (6, 6, 0)]
    """
    start_a, end_a, start_b, end_b = span(blocks)
    free_a, free_b, kept = np.ones(end_a - start_a, bool), np.ones(end_b - start_b, bool), []
    for x, y, words in sorted(set(blocks), key=lambda block: (-block[2], block)):
        in_a, in_b = slice(x - start_a, x - start_a + words), slice(y - start_b, y - start_b + words)
        edges = np.flatnonzero(np.diff(np.r_[False, free_a[in_a] & free_b[in_b], False]))
        kept += [(x + int(first), y + int(first), int(end - first)) for first, end in edges.reshape(-1, 2)]
        free_a[in_a] = free_b[in_b] = False
    return [(start_a, start_b, 0), *sorted(kept), (end_a, end_b, 0)]


def edits(blocks: Blocks, shown_a: Callable[[int, int], str], shown_b: Callable[[int, int], str]) -> str:
    """What b changed in a, in words: "old→new", "−left out", "+put in", "⇄moved".

    Parameters
    ----------
    blocks
        What `tidy` gives.
    shown_a, shown_b
        Give the words from one position to another as printed.

    Examples
    --------
    >>> a, b = "Zelenskyy cites losses", "He cites heavy losses"
    >>> words_a, words_b = a.split(), b.split()
    >>> blocks = [(0, 0, 0), (1, 1, 1), (2, 3, 1), (3, 4, 0)]
    >>> edits(blocks, lambda i, j: " ".join(words_a[i:j]), lambda i, j: " ".join(words_b[i:j]))
    'Zelenskyy→He; +heavy'
    """
    put_in, end_b = {}, blocks[0][1]
    for x, y, words in sorted(blocks, key=lambda block: (block[1], block[0])):
        put_in[x, y] = shown_b(end_b, y)
        end_b = y + words
    changes, end_a, (last_x, last_y, last) = [], blocks[0][0], blocks[0]
    for x, y, words in blocks:
        old, new = shown_a(end_a, x), put_in[x, y]
        if old or new:
            changes.append(f"{old}→{new}" if old and new else f"−{old}" if old else f"+{new}")
        if y < last_y and words:
            changes.append(f"⇄{shown_a(x, x + words) if words < last else shown_a(last_x, last_x + last)}")
        end_a, (last_x, last_y, last) = x + words, (x, y, words)
    return "; ".join(changes)

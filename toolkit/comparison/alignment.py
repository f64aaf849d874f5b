"""Alignment: which words two stretches of text share in order, and what was changed between them.

Words are compared as characters, one a term. Blocks are runs of equal words: (first word in a, first word in
b, number of words). A block of no words keeps the corner of a stretch that begins or ends in a change.
"""

from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

Blocks = list[tuple[int, int, int]]

MIN_IDENTITY = 0.6
_CHANGE_COST = MIN_IDENTITY / (1 - MIN_IDENTITY)  # so that a score above 0 means more than MIN_IDENTITY
_LOOSE_END = 3  # this many words on both sides of where a stretch ends are a change; more are another matter
_MOVED = 3  # words that a moved part needs in a row; fewer are found out of order in any two sentences


def as_characters(codes: np.ndarray) -> str:
    """Term codes as one character each (over a million terms, some share one)."""
    return (codes.astype(np.uint32) % 1_050_000 + 0xE000).astype("<u4").tobytes().decode("utf-32-le")


def span(blocks: Blocks) -> tuple[int, int, int, int]:
    """First and end word of a list of blocks in a, then in b."""
    first_a, first_b, _ = map(min, zip(*blocks, strict=True))
    return first_a, max(x + n for x, _, n in blocks), first_b, max(y + n for _, y, n in blocks)


def matched(blocks: Blocks) -> int:
    """Number of equal words."""
    return sum(words for _, _, words in blocks)


def identity(blocks: Blocks) -> float:
    """Share of equal words in the longer of the two stretches that the blocks span."""
    start_a, end_a, start_b, end_b = span(blocks)
    return matched(blocks) / max(end_a - start_a, end_b - start_b)


def equal_blocks(a: Sequence[str], b: Sequence[str]) -> Blocks:
    """Blocks of a longest common subsequence of two texts, as characters or as a list of words."""
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
        moved = _best_stretch(a[from_a:to_a], b[from_b:to_b])
        if max((words for _, _, words in moved), default=0) >= _MOVED:
            both = blocks + [(x + from_a, y + from_b, words) for x, y, words in moved]
            if identity(both) >= MIN_IDENTITY:
                return sorted(both)
    opening = [(0, 0, 0)] if _is_changed(start_a, start_b) else []
    closing = [(len(a), len(b), 0)] if _is_changed(len(a) - end_a, len(b) - end_b) else []
    whole = opening + blocks + closing
    return whole if identity(whole) >= MIN_IDENTITY else blocks


def tidy(blocks: Blocks) -> Blocks:
    """The same blocks in order, each word matched once (the longest first served), with both corners."""
    start_a, end_a, start_b, end_b = span(blocks)
    free_a, free_b, kept = np.ones(end_a - start_a, bool), np.ones(end_b - start_b, bool), []
    for x, y, words in sorted(set(blocks), key=lambda block: (-block[2], block)):
        in_a, in_b = slice(x - start_a, x - start_a + words), slice(y - start_b, y - start_b + words)
        edges = np.flatnonzero(np.diff(np.r_[False, free_a[in_a] & free_b[in_b], False]))
        kept += [(x + int(first), y + int(first), int(end - first)) for first, end in edges.reshape(-1, 2)]
        free_a[in_a] = free_b[in_b] = False
    return [(start_a, start_b, 0), *sorted(kept), (end_a, end_b, 0)]


def edits(blocks: Blocks, shown_a: Callable[[int, int], str], shown_b: Callable[[int, int], str]) -> str:
    """What b changed in a, in words; blocks are those of `tidy`, `shown` prints a stretch of words.

    Examples
    --------
    >>> a, b = "Zelenskyy cites losses".split(), "He cites heavy losses".split()
    >>> blocks = [(0, 0, 0), (1, 1, 1), (2, 3, 1), (3, 4, 0)]
    >>> edits(blocks, lambda i, j: " ".join(a[i:j]), lambda i, j: " ".join(b[i:j]))
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

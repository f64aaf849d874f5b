"""Shingles: texts that say the same in most of their words, found without a look at every pair.

A text is a row of numbers, one a word. A shingle is a run of five of them.
"""

from collections.abc import Iterator

import numpy as np

LENGTH = 5  # words of a shingle: in unlike texts hardly one is the same
_LONGER = 4  # a text of more than so many times the words is another one, such as a digest


def alike(texts: list[np.ndarray], share: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts (later, earlier, share) of which the shorter has so large a share of shingles in both.

    Only pairs are compared of which the earlier is the first, or the last before, that had half of such a
    share: the work grows with the words, not with the pairs, and copies of copies form a chain. Texts of
    fewer than five words are like none.
    """
    shingles = [_shingles(text) for text in texts]
    size = np.array([len(found) for found in shingles], np.int64)
    of, code = np.repeat(np.arange(len(texts)), size), np.concatenate([np.empty(0, np.uint64), *shingles])
    order = np.argsort(code, kind="stable")  # within a shingle, texts stay in their order
    code, of = code[order], of[order]
    opens = np.append(True, code[1:] != code[:-1])[: len(code)]
    first = of[np.maximum.accumulate(np.where(opens, np.arange(len(of)), 0))]
    before = np.append(0, of[:-1])[: len(of)]
    links = [(of * len(texts) + first)[~opens], (of * len(texts) + before)[~opens & (before != first)]]
    pairs, count = np.unique(np.concatenate(links), return_counts=True)
    later, earlier = np.divmod(pairs, max(len(texts), 1))
    shorter, longer = np.sort([size[later], size[earlier]], axis=0)
    near = (count >= share * shorter / 2) & (longer <= _LONGER * shorter)
    for a, b, few in zip(later[near].tolist(), earlier[near].tolist(), shorter[near].tolist(), strict=True):
        common = len(np.intersect1d(shingles[a], shingles[b], assume_unique=True))
        if common >= share * few:
            yield a, b, common / few


def _shingles(words: np.ndarray) -> np.ndarray:
    """The different shingles of a text, each as one number (equal numbers of unlike ones: 1 in 10^19)."""
    words, rows = _scattered(words), max(len(words) - LENGTH + 1, 0)
    code = np.zeros(rows, np.uint64)
    for step in range(LENGTH):
        code = code * np.uint64(0x9E3779B97F4A7C15) + words[step : step + rows]
    return np.unique(code)


def _scattered(codes: np.ndarray) -> np.ndarray:
    """Each number as one of 64 bits that looks random (the mixing step of splitmix64)."""
    mixed = codes.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))

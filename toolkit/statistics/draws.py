"""Draws: an event's articles cut to one length, so that the labels of its outlets can be exchanged.

Where one outlet writes longer than another, a rare word falls wholly on the longer side more often than
exchanged labels allow: a word that stands once in each of K articles, with probability (n1 / (n1 + n2)) ** K
and not 2 ** -K. Therefore whole sentences are drawn from all that an outlet says of an event (its cell), down
to the shortest cell of the event. What is counted among the words that stay may be words, phrases, hits of
frames or words of a voice. One draw leaves much to luck: `DRAWS` are made, and the `TAKEN`th smallest p of a
term counts. The labels of the cells that stay are exchanged as `permuted_labels` does.
"""

import numpy as np

DRAWS, TAKEN = 9, 3  # one draw finds other words with each seed; the median of nine is needlessly strict


def cells_of(blocks: np.ndarray, outlets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cell of each article, all that one outlet says of one event, and the first article of each cell.

    Codes (numbers) of block and outlet go in; what holds of a cell is read at its first article.

    >>> cell, first = cells_of(np.array([0, 0, 0, 1]), np.array([5, 4, 5, 4]))
    >>> cell.tolist(), first.tolist()
    ([1, 0, 1, 2], [1, 0, 3])
    """
    pairs = np.column_stack([blocks, outlets])
    _, first, cell = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
    return cell.ravel(), first


def floors(words: np.ndarray, blocks: np.ndarray, is_target: np.ndarray) -> np.ndarray:
    """Words to draw from each cell, the same for all of a block that stay; 0 for those left out.

    Of the lengths of its cells, a block is cut to the one with most to compare, length * t * r / (t + r) with
    t cells of the target and r of the reference at least as long; shorter ones are left out, lest one
    reference of ten words thin all others away. One against one, it is the shorter. Only lengths and sides
    decide, never what is counted. A block on one side only has no floor.

    >>> is_target = np.array([True, False, False, False])
    >>> floors(np.array([400, 900, 300, 10]), np.zeros(4, int), is_target).tolist()
    [300, 300, 300, 0]
    """
    drawn, order = np.zeros(len(words), dtype=np.int64), np.lexsort((-words, blocks))
    block, size, target = blocks[order], words[order], is_target[order]
    opens = np.flatnonzero(np.diff(block, prepend=-1))
    t, r = (_counted_up(side, opens) for side in (target, ~target))  # cells at least as long
    weight = size * t * r / np.maximum(t + r, 1)
    weight[:-1][(np.diff(block) == 0) & (np.diff(size) == 0)] = 0  # of one length, the last counts all
    best = np.lexsort((size, -weight, block))[opens]
    floor = np.repeat(np.where(weight[best] > 0, size[best], np.inf), np.diff(opens, append=len(order)))
    kept = size >= floor
    drawn[order[kept]] = floor[kept]
    return drawn


def _counted_up(values: np.ndarray, opens: np.ndarray) -> np.ndarray:
    """Running sums that begin anew where a block opens."""
    sums = np.cumsum(values)
    return sums - np.repeat((sums - values)[opens], np.diff(opens, append=len(values)))


def words_left(size: np.ndarray, cell: np.ndarray, drawn: np.ndarray, order: np.ndarray) -> np.ndarray:
    """How many of its first words each sentence keeps when `drawn` words of each cell stay.

    Parameters
    ----------
    size, cell
        Number of words and cell of each sentence.
    drawn
        Words to draw from each cell, from `floors`.
    order
        Numbers by which the sentences of a cell are taken until it has its words; the last one is cut. Random
        ones, `rng.random(len(size))`, draw at random; a sentence's place in its article, its first words.

    >>> order = np.array([0.2, 0.9, 0.1])
    >>> words_left(np.array([4, 4, 4]), np.array([0, 0, 0]), np.array([6]), order).tolist()
    [2, 0, 4]
    """
    turn = np.lexsort((order, cell))
    before = np.cumsum(size[turn]) - size[turn]  # words taken before each sentence, from the first cell on
    opening = np.diff(cell[turn], prepend=-1) != 0
    before -= np.maximum.accumulate(np.where(opening, before, 0))
    left = np.empty_like(size)
    left[turn] = np.clip(drawn[cell[turn]] - before, 0, size[turn])
    return left


def taken(draws: np.ndarray) -> np.ndarray:
    """The `TAKEN`th smallest of the p of each term (draws x terms); a draw without a p (NaN) counts as 1.

    A term that has a p in fewer draws than that has none (NaN).

    >>> taken(np.array([[0.2, 0.01], [0.04, 0.01], [0.03, np.nan], [0.5, np.nan]])).tolist()
    [0.2, nan]
    """
    return np.sort(draws, axis=0)[TAKEN - 1]

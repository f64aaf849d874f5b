"""Pairs: counts of terms in cells, held only where a term occurs in the cell's block.

Most terms occur in few blocks. In all others their counts are 0, which do not differ and add nothing to any
sum, so that there is nothing to hold and nothing to multiply.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

# Share of cells above which the product of whole columns is faster than that of what is not 0.
_FREQUENT = 0.1
_FEW = 32  # rows that are multiplied whole, whatever is in them


class Pairs(NamedTuple):
    """Units of terms found often enough to be tested, and the pairs of a term and a cell they count for."""

    sentence: np.ndarray  # of each unit, among those inside
    last: np.ndarray  # place in its sentence of each unit's last word
    pair: np.ndarray  # of each unit
    cell: np.ndarray  # of each pair, by term and block
    part: np.ndarray  # of each pair: its term in its block
    term: np.ndarray  # of each part
    block: np.ndarray  # of each part
    summing: sparse.csr_array  # parts x pairs: sums over the cells of a block


def pairs_of(
    column: np.ndarray, sentence: np.ndarray, last: np.ndarray, cell: np.ndarray, blocks: np.ndarray
) -> Pairs:
    """Pairs of these units, whose sentences are in these cells; `blocks` are the codes of all cells."""
    by_block, size = np.argsort(blocks, kind="stable"), np.bincount(blocks)
    first = np.cumsum(size) - size
    rank = np.empty_like(by_block)  # of each cell in its block
    rank[by_block] = np.arange(len(blocks)) - np.repeat(first, size)
    at = cell[sentence]
    parts, part = np.unique(column * len(size) + blocks[at], return_inverse=True)
    term, block = np.divmod(parts, max(len(size), 1))
    n = size[block]
    opens = np.cumsum([0, *n])
    of_pair = np.repeat(np.arange(len(parts)), n)
    cells = by_block[(first[block] - opens[:-1])[of_pair] + np.arange(len(of_pair))]
    ones = np.ones(len(cells), dtype=np.float32)
    summing = sparse.csr_array((ones, np.arange(len(cells)), opens), shape=(len(parts), len(cells)))
    return Pairs(sentence, last, opens[part] + rank[at], cells, of_pair, term, block, summing)


def scaled_pairs(
    pairs: Pairs, values: np.ndarray, size: np.ndarray, weight: np.ndarray, terms: int
) -> np.ndarray:
    """What `standardised` gives of the values of all pairs (float32); `size`, `weight`: of each block."""
    mean = (pairs.summing @ values) / size[pairs.block]
    values = values - mean[pairs.part]
    squares = weight[pairs.block] * (pairs.summing @ values**2)
    deviation = np.sqrt(np.bincount(pairs.term, squares, terms))[pairs.term][pairs.part]
    rounding = 100 * np.finfo(np.float32).eps
    return np.divide(values, deviation, out=np.zeros_like(values), where=deviation > rounding)


def sums_of_pairs(
    pairs: Pairs, scaled: np.ndarray, place: np.ndarray, tested: np.ndarray, labels: np.ndarray
) -> np.ndarray:
    """Sums over the target's cells of each tested term in each labelling: float32, (terms x labellings).

    `place` is the row of each cell among the `labels` (cells x labellings).
    """
    row = np.full(int(pairs.term.max(initial=-1)) + 1, -1)
    row[tested] = np.arange(len(tested))
    row = row[pairs.term][pairs.part]
    some = np.flatnonzero((row >= 0) & (scaled != 0))
    row, data, cell = row[some], scaled[some], place[pairs.cell[some]]
    opens = np.cumsum([0, *np.bincount(row, minlength=len(tested))])
    return product(sparse.csr_array((data, cell, opens), shape=(len(tested), len(labels))), labels)


def product(rows: sparse.csr_array, matrix: np.ndarray) -> np.ndarray:
    """Product of sparse rows and a matrix; rows with many numbers are multiplied whole, which is faster.

    >>> product(sparse.csr_array([[0, 2], [1, 1]]), np.array([[1.0], [3.0]])).ravel().tolist()
    [6.0, 4.0]
    """
    if rows.shape[0] <= _FEW:
        return rows.toarray() @ matrix
    many = np.diff(rows.indptr) > _FREQUENT * len(matrix)
    result = np.empty((len(many), matrix.shape[1]), dtype=matrix.dtype)
    result[~many] = rows[~many] @ matrix
    result[many] = rows[many].toarray() @ matrix
    return result

"""Cosines of the pairs of units that are near one another, from sparse rows of weights."""

import numpy as np
from scipy import sparse

_ROWS = 500  # rows that are multiplied at once


def cosine_vectors(
    counts: sparse.csr_array, articles_with: np.ndarray, n: int, raised: np.ndarray | float = 1.0
) -> sparse.csr_array:
    """Rows of length 1 whose products are cosines: (1 + ln tf) * ln((n + 1) / articles with the term).

    `raised` is what the weight of each term is multiplied with.
    """
    weights = counts.astype(np.float64)
    weights.data = 1 + np.log(weights.data)
    weights = weights.multiply(raised * np.log((n + 1) / np.maximum(articles_with, 1))).tocsr()
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    return sparse.diags_array(np.divide(1, length, out=np.zeros_like(length), where=length > 0)) @ weights


def near_pairs(vectors: sparse.csr_array, day: np.ndarray, reach: float, floor: float) -> np.ndarray:
    """Rows: first and second unit of each pair, their cosine, where that is `floor` or more.

    Pairs whose `day` differs by more than `reach` are left out; a missing day is near every other. Products
    are taken in blocks of rows, in the order of days, with the columns that are near.
    """
    order = np.argsort(day, kind="stable")  # undated ones last
    vectors, day = vectors[order], day[order]
    found = [np.empty((3, 0))]
    for first in range(0, len(day), _ROWS):
        rows = vectors[first : first + _ROWS]
        columns = first + np.flatnonzero(~(day[first:] - day[first + rows.shape[0] - 1] > reach))
        block = (rows @ vectors[columns].T).tocoo()
        a, b = block.row + first, columns[block.col]
        near = (block.data >= floor) & (a < b) & ~(np.abs(day[a] - day[b]) > reach)
        found.append(np.array([order[a[near]], order[b[near]], np.minimum(block.data[near], 1.0)]))
    return np.concatenate(found, axis=1)

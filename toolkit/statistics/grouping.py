"""Groups of units by the cosines of their pairs, and the cut at which they are clearest."""

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components

_LARGEST = 12_000  # units whose pairs are all held at once


def clearest_groups(cosine: sparse.csr_array, cuts: np.ndarray) -> tuple[np.ndarray, float]:
    """Number of each unit's group at the best of the cuts, in the order of the units; and that cut.

    Of several cuts the one with the largest mean silhouette is the best.
    """
    groups = average_link(cosine, cuts)
    clear = np.array([silhouette(cosine, group) for group in groups]) if len(cuts) > 1 else np.ones(1)
    best = np.flatnonzero(clear >= clear.max() - 1e-9)[-1]  # of equals, the one with the smaller events
    return _numbered(groups[best]), float(cuts[best])


def _numbered(groups: np.ndarray) -> np.ndarray:
    """The groups numbered by the first unit of each."""
    _, first, code = np.unique(groups, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[code]


def average_link(cosine: sparse.csr_array, cuts: np.ndarray) -> np.ndarray:
    """A row a cut, the group of each unit: groups merge while the mean cosine of their pairs is as high.

    Two groups with such a mean have a pair with such a cosine: units that no chain of such pairs joins stay
    apart. Where a chain joins too many, they are divided at a higher cosine.
    """
    lowest, size = cuts[0] - 0.02, np.full(1, len(cosine.indptr))
    while size.max() > _LARGEST or lowest < cuts[0]:
        lowest += 0.02
        _, part = connected_components(cosine >= lowest, directed=False)
        size = np.bincount(part, minlength=1)
    groups = np.zeros((len(cuts), len(part)), np.int64)
    order = np.argsort(part, kind="stable")
    starts = np.cumsum(size) - size
    place = np.empty(len(part), np.int64)  # of each unit among those of its part
    place[order] = np.arange(len(part)) - np.repeat(starts, size)
    pairs = cosine.tocoo()
    inside = np.flatnonzero((pairs.row < pairs.col) & (part[pairs.row] == part[pairs.col]))
    inside = inside[np.argsort(part[pairs.row[inside]], kind="stable")]
    edges = np.searchsorted(part[pairs.row[inside]], np.arange(len(size) + 1))
    for number in np.flatnonzero(size > 1):
        n, members = size[number], order[starts[number] : starts[number] + size[number]]
        here = inside[edges[number] : edges[number + 1]]
        row, column = place[pairs.row[here]], place[pairs.col[here]]
        far = np.ones(n * (n - 1) // 2)
        far[row * (2 * n - row - 3) // 2 + column - 1] = 1 - pairs.data[here]
        tree = linkage(far, "average")
        merges = np.searchsorted(tree[:, 2], 1 - cuts, "right")
        _, first, which = np.unique(merges, return_index=True, return_inverse=True)
        flat = [fcluster(tree, 1 - cuts[cut], "distance") for cut in first]
        groups[:, members] = np.array(flat)[which]
    return part * (len(part) + 1) + groups


def silhouette(cosine: sparse.csr_array, group: np.ndarray) -> float:
    """Mean of (own - next) / (1 - min(own, next)), the mean cosines with one's own group and the nearest."""
    if not len(group):
        return 0.0
    code = _numbered(group)
    size = np.bincount(code)[code]
    to_group = (cosine @ sparse.csr_array((1 / size, (np.arange(len(code)), code)))).tocoo()
    inside = to_group.col == code[to_group.row]
    own = np.zeros(len(code))
    own[to_group.row[inside]] = to_group.data[inside]
    own, to_group.data[inside] = own * size / np.maximum(size - 1, 1), 0
    nearest = to_group.max(axis=1).toarray().ravel()
    clear = (own - nearest) / np.maximum(1 - np.minimum(own, nearest), 1e-9)
    return float(np.where(size > 1, clear, 0).mean())

"""Agreements: claims of one event that give one number of one thing, and their independent origins."""

from collections.abc import Collection, Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from toolkit.matters.meetings import Compared, sure
from toolkit.statistics.grouping import average_link
from toolkit.text.words import fold

_ABOUT = 1.25  # ratio of the ends of a range that says "about"
_HALF = np.array([0.5])  # share of the pairs between two groups that must be of one thing for these to be one


def agreed_groups(compared: Compared) -> np.ndarray:
    """The group of each claim: claims that give one value of one thing are of one group."""
    low, high = compared.claims["low"].to_numpy(float), compared.claims["high"].fillna(np.inf).to_numpy(float)
    a, b, n = compared.a, compared.b, len(low)
    same = (low[a] == low[b]) & (high[a] == high[b]) & sure(compared)
    ends = np.concatenate([a[same], b[same]]), np.concatenate([b[same], a[same]])
    links = sparse.csr_array((np.ones(2 * same.sum()), ends), shape=(n, n))
    return average_link(links, _HALF)[0] if n else np.empty(0, np.int64)


def near_values(compared: Compared) -> np.ndarray:
    """Pairs (rows of `compared.a`) of one thing, one of which rounds or bounds the other: at least 40, 40."""
    low, high = compared.claims["low"].to_numpy(float), compared.claims["high"].fillna(np.inf).to_numpy(float)
    a, b, single = compared.a, compared.b, low == high
    noun = compared.claims["noun"].to_numpy(object)
    rounded = single[a] & single[b] & (low[a] != low[b])
    about = np.isclose((low[a] + high[a]), (low[b] + high[b])) & (
        np.fmax(high[a], high[b]) <= _ABOUT * np.fmin(low[a], low[b])
    )
    one_end = (low[a] == low[b]) | (high[a] == high[b]) | about  # at least, up to, about 40
    bounded = one_end & ((low[a] != low[b]) | (high[a] != high[b]))
    same = compared.agree & (rounded | bounded) & (noun[a] == noun[b]) & (noun[a] != "")
    return np.flatnonzero(same & sure(compared))


def count_origins(
    claims: Sequence, agencies: dict[str, str], copied: Collection[tuple[int, int]] = ()
) -> int:
    """How many of some claims of one event (named tuples) are independent of one another.

    An outlet, a speaker, an agency (article -> its name) and a copied passage (pairs of `copied`, numbered as
    the claims) count once, and so does a chain of them.
    """
    if len(claims) == 1:
        return 1
    first: dict[tuple[str, str], int] = {}
    ends = [(k, k) for k in range(len(claims))] + list(copied)
    for k, claim in enumerate(claims):
        speaker = fold(claim.source).split()[-1] if claim.source.strip() else ""
        told = {"outlet": claim.outlet, "agency": agencies.get(claim.article_id, ""), "speaker": speaker}
        ends += [(first.setdefault(key, k), k) for key in told.items() if key[1]]
    links = sparse.csr_array((np.ones(len(ends)), tuple(zip(*ends, strict=True))), shape=(len(claims),) * 2)
    return connected_components(links, directed=False)[0]

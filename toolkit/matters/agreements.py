"""Agreements: claims of one event that give one number of one thing, and their independent origins."""

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from toolkit.corpus.selection import groups_of
from toolkit.matters.meetings import Compared, sure
from toolkit.matters.passages import pairs_in
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


def origins_of(compared: Compared, articles: pd.DataFrame, passages: pd.DataFrame | None) -> sparse.csr_array:
    """Claim x claim: whether two have one origin: a copied passage, a speaker, an agency, an outlet."""
    claims = compared.claims
    ends = [np.empty((2, 0), np.int64)]
    if passages is not None and len(passages):
        ends.append(np.array(sorted(pairs_in(compared, passages)), dtype=np.int64).reshape(-1, 2).T)
    agency = claims["article_id"].map(groups_of(articles, "agency")) if "agency" in articles else ""
    speaker = claims["source"].map(lambda name: fold(name).split()[-1] if name.strip() else "")
    for group in (claims["outlet"], pd.Series(agency, claims.index), speaker):
        key = claims["event"].astype(str) + "\n" + group.fillna("").astype(str)
        rows = np.flatnonzero((group.fillna("") != "").to_numpy())
        first = pd.Series(rows).groupby(key.iloc[rows].to_numpy()).transform("first").to_numpy()
        ends.append(np.array([rows, first], dtype=np.int64).reshape(2, -1))
    one, other = np.concatenate(ends, axis=1)
    return sparse.csr_array((np.ones(len(one)), (one, other)), shape=(len(claims), len(claims)))


def count_origins(origins: sparse.csr_array, rows: np.ndarray) -> int:
    """Origins of some claims: a chain of shared origins among them counts once."""
    return connected_components(origins[rows][:, rows], directed=False)[0]

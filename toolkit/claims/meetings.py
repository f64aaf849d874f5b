"""Meetings: which numbers of an event can be about one thing, and what their sentences share."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.claims.contexts import Contexts
from toolkit.corpus.spans import span_keys

SURE = 8.0  # weight of shared words from which equal numbers are of one thing
_CELLS = 1 << 22  # pairs looked at in one step


class Meetings(NamedTuple):
    """Pairs of numbers of two articles of one event that count one kind of thing: rows `a` before `b` of the claims."""

    a: np.ndarray
    b: np.ndarray


def _groups(keys: pd.Series) -> Iterator[np.ndarray]:
    order = np.argsort(keys.to_numpy(), kind="stable")
    edges = np.flatnonzero(np.diff(keys.to_numpy()[order])) + 1
    yield from np.split(order, edges)


def meetings(claims: pd.DataFrame) -> Meetings:
    """Pairs of claims with one unit, whose nouns are equal, of one class, or one of which has none."""
    codes = {name: pd.factorize(claims[name])[0] for name in ("article_id", "outlet", "noun", "noun_class")}
    absent = claims["noun"].eq("").to_numpy(), claims["noun_class"].eq("").to_numpy()
    block = claims.groupby(["event", "unit"], sort=False).ngroup()
    found = [np.empty((2, 0), np.int64)]
    for rows in _groups(block):
        if len(np.unique(codes["outlet"][rows])) < 2:
            continue
        article, noun, kind = (codes[name][rows] for name in ("article_id", "noun", "noun_class"))
        no_noun, no_kind = (lacks[rows] for lacks in absent)
        height = max(1, _CELLS // len(rows))
        for start in range(0, len(rows), height):
            i = slice(start, start + height)
            meet = (noun[i, None] == noun) | no_noun[i, None] | no_noun
            meet |= (kind[i, None] == kind) & ~no_kind[i, None]
            meet &= article[i, None] != article
            meet &= np.arange(start, min(start + height, len(rows)))[:, None] < np.arange(len(rows))
            one, other = np.nonzero(meet)
            found.append(np.array([rows[one + start], rows[other]]))
    return Meetings(*np.concatenate(found, axis=1))


def shared(words: sparse.csr_array, pairs: Meetings) -> np.ndarray:
    """Sum of the weights of the words that the two contexts of each pair share."""
    total = [np.empty(0)]
    for start in range(0, len(pairs.a), _CELLS >> 6):
        a, b = (side[start : start + (_CELLS >> 6)] for side in pairs)
        total.append(np.asarray(words[a].multiply(words[b] != 0).sum(axis=1)).ravel())
    return np.concatenate(total)


def sure(contexts: Contexts, pairs: Meetings) -> np.ndarray:
    """Whether two sentences share so much that equal numbers in them are surely of one thing."""
    return shared(contexts.words, pairs) > SURE


def in_one_passage(claims: pd.DataFrame, pairs: Meetings, passages: pd.DataFrame | None) -> np.ndarray:
    """Whether the two claims of each pair stand in one shared passage, each on its side."""
    if passages is None or not len(passages):
        return np.zeros(len(pairs.a), bool)
    articles = pd.Index(claims["article_id"].unique())
    place = span_keys(articles, claims["article_id"], claims["start"])  # ascending: claims are in reading order
    spans = []
    for side in "ab":
        ids = passages[f"article_{side}"]
        edges = [span_keys(articles, ids, passages[f"{edge}_{side}"]) for edge in ("start", "end")]
        spans += [np.searchsorted(place, edge) for edge in edges]
    known = set()
    for first_a, last_a, first_b, last_b in zip(*spans, strict=True):
        known |= {(i, j) for i in range(first_a, last_a) for j in range(first_b, last_b)}
    n = len(claims)
    keys = np.array([min(i, j) * n + max(i, j) for i, j in known], np.int64)
    return np.isin(pairs.a * n + pairs.b, keys)

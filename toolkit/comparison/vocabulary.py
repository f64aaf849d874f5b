"""Similarity: how much of their vocabulary and wording articles or outlets share."""

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.corpus.counts import count_matrix, ngrams
from toolkit.corpus.selection import By, counted, groups_of
from toolkit.statistics.cosines import cosine_vectors

MOST_GROUPS = 1000


def _jensen_shannon(counts: sparse.csr_array) -> np.ndarray:
    """Divergence of every row from every other, base 2, read off the terms that both have."""
    words = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    share = (sparse.diags_array(1 / words) @ counts).tocsr()
    rows = np.repeat(np.arange(share.shape[0]), np.diff(share.indptr))
    result = np.empty((share.shape[0], share.shape[0]))
    for row in range(share.shape[0]):
        p = share[[row]].toarray().ravel()[share.indices]
        both = p > 0
        p, q = p[both], share.data[both]
        kept = p * np.log2(2 * p / (p + q)) + q * np.log2(2 * q / (p + q)) - p - q
        result[row] = 1 + np.bincount(rows[both], kept, share.shape[0]) / 2
    return np.clip(result, 0, 1)


def _containment(tokens: pd.DataFrame, ngram: int, group: np.ndarray, n: int) -> np.ndarray:
    """Share of the different n-grams of each of the `n` groups (rows) that each has (columns)."""
    start, gram, kinds = ngrams(tokens, ngram)
    place = group[tokens["article_id"].cat.codes.to_numpy()[start]], gram
    has = sparse.csr_array((np.ones(len(start)), place), shape=(n, len(kinds)))
    has.data[:] = 1  # duplicates were summed
    with np.errstate(invalid="ignore"):
        return (has @ has.T).toarray() / np.diff(has.indptr)[:, None]


def similarity(
    tokens: pd.DataFrame, articles: pd.DataFrame | pd.Series | None = None, *, by: By = None, ngram: int = 5
) -> pd.DataFrame:
    """Similarity of articles or groups of articles, in vocabulary and in wording.

    Parameters
    ----------
    tokens
        Table of `tokenize`; headline and body count.
    articles
        The articles that count; None: all those of the tokens. A Series here is `by` itself.
    by
        The groups that are compared: a column of the articles, or a Series indexed by `article_id` such as
        `articles["outlet"]`; None: every article with every other.
    ngram
        Words in a row that containment compares.

    Returns
    -------
    DataFrame
        One row a pair: `a`, `b`, the two articles, or values of `by`; `cosine` (0-1); `containment_a_in_b`,
        `containment_b_in_a` (0-1, missing where a side has no n-gram); `jensen_shannon` (0, the same words as
        often, to 1, no word in common).

    Raises
    ------
    ValueError
        If a column is missing, `ngram` is below 1, or there are more than 1,000 groups.

    Notes
    -----
    Cosine of (1 + ln tf) * ln((N + 1) / df), where df are the articles, of all N, that have the term.
    Containment: share of the different n-grams of one side that the other has. Jensen-Shannon divergence,
    base 2, of relative frequencies.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents. https://doi.org/10.1109/SEQUEN.1997.666900
    Lin (1991), Divergence measures based on the Shannon entropy. https://doi.org/10.1109/18.61115

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> text = ["The ferry will not sail.", "The ferry will sail."]
    >>> articles = pd.DataFrame({"text": text}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [24, 20], "kind": "body"})
    >>> similarity(tokenize(articles, body), ngram=2).round(2).values.tolist()
    [['a', 'b', 0.59, 0.5, 0.67, 0.11]]
    """
    groups = groups_of(articles, by)
    tokens = counted(tokens, articles.to_frame() if isinstance(articles, pd.Series) else articles)
    counts, ids, _ = count_matrix(tokens)
    label = ids if groups is None else groups.reindex(ids).fillna("")
    code, names = pd.factorize(label, sort=groups is not None)
    if len(names) > MOST_GROUPS:
        raise ValueError(f"by makes {len(names):,} groups, more than {MOST_GROUPS:,}; compare within events.")
    member = sparse.csr_array((np.ones(len(ids)), (code, np.arange(len(ids)))), shape=(len(names), len(ids)))
    grouped = (member @ counts).tocsr()
    vectors = cosine_vectors(grouped, np.diff(counts.tocsc().indptr), len(ids))
    shared = _containment(tokens, ngram, code, len(names))
    a, b = np.triu_indices(len(names), 1)
    names, cosine = np.asarray(names, dtype=object), (vectors @ vectors.T).toarray()
    columns = {
        "a": names[a], "b": names[b], "cosine": np.minimum(cosine[a, b], 1.0),
        "containment_a_in_b": shared[a, b], "containment_b_in_a": shared[b, a],
        "jensen_shannon": _jensen_shannon(grouped)[a, b],
    }  # fmt: skip
    table = pd.DataFrame(columns).astype({"a": "str", "b": "str"})
    table.attrs["caption"] = (
        f"Pairs of {len(names):,} groups of {len(ids):,} articles (headline and body): cosine of TF-IDF, "
        f"containment of runs of {ngram} words, Jensen-Shannon divergence (base 2)."
    )
    if len(names) < 2:
        table.attrs["note"] = "There is nothing to compare: fewer than two groups."
    return table

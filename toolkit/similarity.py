"""Similarity: how much of their vocabulary and wording articles or outlets share."""

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.terms import count_matrix, counted, ngrams

MOST_GROUPS = 1000
FLOOR = 0.05  # cosines below this are taken for 0: two articles about nothing in common have as much
_HEADLINE = 2  # a headline word counts twice more: it tells the event
_SMALL = 20  # in fewer articles, most words of an article stand in no other one and say nothing about it
_ROWS = 500


def cosine_vectors(counts: sparse.csr_array, articles_with: np.ndarray, n: int) -> sparse.csr_array:
    """Rows of length 1 whose products are cosines: (1 + ln tf) * ln((n + 1) / articles with the term)."""
    weights = counts.astype(np.float64)
    weights.data = 1 + np.log(weights.data)
    weights = weights.multiply(np.log((n + 1) / np.maximum(articles_with, 1))).tocsr()
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    return sparse.diags_array(np.divide(1, length, out=np.zeros_like(length), where=length > 0)) @ weights


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


def similarity(tokens: pd.DataFrame, by: str | pd.Series = "article_id", *, ngram: int = 5) -> pd.DataFrame:
    """Similarity of articles or groups of articles, in vocabulary and in wording.

    Parameters
    ----------
    tokens
        Table of `tokenize`; headline and body count.
    by
        What is compared: "article_id", or a Series indexed by `article_id`, such as `articles["outlet"]`.
    ngram
        Words in a row that containment compares.

    Returns
    -------
    DataFrame
        One row a pair: `a`, `b`; `cosine` (0-1); `containment_a_in_b`, `containment_b_in_a` (0-1, missing
        where a side has no n-gram); `jensen_shannon` (0, the same words as often, to 1, no word in common).

    Raises
    ------
    ValueError
        If a column is missing, `by` is something else, or there are more than 1,000 groups.

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
    >>> from toolkit.tokens import tokenize
    >>> text = ["The ferry will not sail.", "The ferry will sail."]
    >>> articles = pd.DataFrame({"text": text}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [24, 20], "kind": "body"})
    >>> similarity(tokenize(articles, body), ngram=2).round(2).values.tolist()
    [['a', 'b', 0.59, 0.5, 0.67, 0.11]]
    """
    tokens = counted(tokens)
    if isinstance(by, str) and by != "article_id":
        raise ValueError(f"by must be 'article_id' or a Series indexed by article_id, not {by!r}.")
    counts, ids, _ = count_matrix(tokens)
    label = ids if isinstance(by, str) else by.reindex(ids).fillna("").astype("str")
    code, names = pd.factorize(label, sort=not isinstance(by, str))
    if len(names) > MOST_GROUPS:
        raise ValueError(f"by makes {len(names):,} groups, more than {MOST_GROUPS:,}; compare within events.")
    member = sparse.csr_array((np.ones(len(ids)), (code, np.arange(len(ids)))), shape=(len(names), len(ids)))
    grouped = (member @ counts).tocsr()
    vectors = cosine_vectors(grouped, np.diff(counts.tocsc().indptr), len(ids))
    shared = _containment(tokens, ngram, code, len(names))
    a, b = np.triu_indices(len(names), 1)
    columns = {
        "a": np.asarray(names, dtype=object)[a],
        "b": np.asarray(names, dtype=object)[b],
        "cosine": np.minimum((vectors @ vectors.T).toarray()[a, b], 1.0),
        "containment_a_in_b": shared[a, b],
        "containment_b_in_a": shared[b, a],
        "jensen_shannon": _jensen_shannon(grouped)[a, b],
    }
    table = pd.DataFrame(columns).astype({"a": "str", "b": "str"})
    table.attrs["caption"] = (
        f"{len(table):,} pairs of {len(names):,} groups of {len(ids):,} articles (headline and body): cosine "
        f"of TF-IDF, containment of runs of {ngram} words, Jensen-Shannon divergence (base 2)."
    )
    if len(names) < 2:
        table.attrs["note"] = "There is nothing to compare: fewer than two groups."
    return table


def pair_similarity(tokens: pd.DataFrame, articles: pd.DataFrame, *, days: int | None = None) -> pd.DataFrame:
    """Cosine of the articles that may tell the same event; pairs below .05 are left out.

    Parameters
    ----------
    tokens, articles
        Tables of `tokenize` and `load_corpus`.
    days
        Pairs published further apart are left out (None: none are); an undated article is near every other.

    Returns
    -------
    DataFrame
        One row a pair, in the order of the articles: `article_a`, `article_b`, `cosine`.

    Notes
    -----
    Cosine as in `similarity`, with headline words counted three times; in a corpus of 20 articles or more
    words of a single article do not count. Products are taken in blocks of rows, with the columns that are
    near, so that no matrix of all pairs is made.

    Examples
    --------
    >>> import toolkit as tk
    >>> articles = tk.load_sample()
    >>> pair_similarity(tk.tokenize(articles), articles, days=3).columns.to_list()
    ['article_a', 'article_b', 'cosine']
    """
    headline = tokens[tokens["segment"] == "headline"]
    counts, ids, _ = count_matrix(pd.concat([tokens, *[headline] * _HEADLINE]))
    articles_with = np.diff(counts.tocsc().indptr)
    telling = articles_with >= (2 if len(ids) >= _SMALL else 1)
    vectors = cosine_vectors(counts.tocsc()[:, telling].tocsr(), articles_with[telling], len(ids))
    day, reach = _days(articles.reindex(ids)), np.inf if days is None else days
    order = np.argsort(day, kind="stable")  # undated ones last
    vectors, day = vectors[order], day[order]
    found = [np.empty((3, 0))]
    for first in range(0, len(ids), _ROWS):
        rows = vectors[first : first + _ROWS]
        columns = first + np.flatnonzero(~(day[first:] - day[first + rows.shape[0] - 1] > reach))
        block = (rows @ vectors[columns].T).tocoo()
        a, b = block.row + first, columns[block.col]
        near = (block.data >= FLOOR) & (a < b) & ~(np.abs(day[a] - day[b]) > reach)
        found.append(np.array([order[a[near]], order[b[near]], np.minimum(block.data[near], 1.0)]))
    *pairs, cosine = np.concatenate(found, axis=1)
    a, b = np.sort(np.array(pairs, dtype=np.int64), axis=0)
    rows, names = np.lexsort((b, a)), np.asarray(ids, dtype=object)
    columns = {"article_a": names[a[rows]], "article_b": names[b[rows]], "cosine": cosine[rows]}
    table = pd.DataFrame(columns).astype({"article_a": "str", "article_b": "str"})
    table.attrs["caption"] = f"{len(table):,} pairs of {len(ids):,} articles, those with {FLOOR} or more."
    return table


def _days(articles: pd.DataFrame) -> np.ndarray:
    """Days since 1970 of each article, missing where it has no date."""
    published = articles.get("published", pd.Series(pd.NaT, articles.index))
    return (pd.to_datetime(published, utc=True) - pd.Timestamp(0, tz="UTC")).dt.days.to_numpy(float)

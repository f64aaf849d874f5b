"""Counts: how often terms stand in each article.

Every count reads the tokens it is given: "in the outlet's own voice" is `tokens[tokens["voice"] == "own"]`.
N-grams join words whose places in the corpus follow one another inside one sentence: a word that was filtered
out is a gap that no n-gram bridges. Everywhere `ngram` is the number of words a unit has, `segments` are the
kinds of segment that count (None: all), and units that begin or end with one of `stop_words` are left out of
the table, but not of the running words that rates per thousand are based on.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import listed, require_words
from toolkit.corpus.selection import Names, counted
from toolkit.corpus.stream import Stream
from toolkit.corpus.tokens import COUNTED
from toolkit.text.words import fold


def article_lengths(tokens: pd.DataFrame) -> np.ndarray:
    """Number of words of each article, in the order of the categories of `article_id`."""
    articles = tokens["article_id"].cat
    return np.bincount(articles.codes, minlength=len(articles.categories))


def ngrams(tokens: pd.DataFrame, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row at which each n-gram starts, its code, and the (kinds, n) term codes that each code stands for."""
    if n < 1:
        raise ValueError(f"ngram must be 1 or more, not {n}.")
    stream = Stream(tokens)
    codes, run = stream.codes.astype(np.int64), stream.runs
    start = np.flatnonzero(run[: max(len(tokens) - n + 1, 0)] == run[n - 1 :])
    found = np.bincount(codes[start]) > 0  # codes are few: to count them is faster than to sort
    kinds, gram = np.flatnonzero(found), (np.cumsum(found) - 1)[codes[start]]
    parts = kinds[:, None]
    for step in range(1, n):
        pairs, gram = np.unique(gram * (codes.max(initial=0) + 1) + codes[start + step], return_inverse=True)
        before, last = np.divmod(pairs, codes.max(initial=0) + 1)
        parts = np.column_stack([parts[before], last])
    return start, gram, parts


def count_matrix(
    tokens: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> tuple[sparse.csr_array, pd.Index, pd.Index]:
    """Counts of every term in every article: a sparse matrix (articles x terms), the article ids, the terms.

    Rows are the `articles` given, else all categories of `article_id`, in order, also those without a token;
    columns are the terms that occur, sorted.

    Raises
    ------
    ValueError
        If a column is missing, a segment is unknown or `ngram` is below 1.
    """
    tokens = counted(tokens, articles, segments)
    start, column, terms = units(tokens, ngram, stop_words)
    ids = tokens["article_id"].cat
    ones, places = np.ones(len(start), dtype=np.int32), (ids.codes.to_numpy()[start], column)
    matrix = sparse.csr_array((ones, places), shape=(len(ids.categories), len(terms)))
    return matrix, ids.categories, terms


def units(tokens: pd.DataFrame, ngram: int, stop_words: Names) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """Row at which each counted unit starts, the code of its term, and the terms, sorted."""
    start, gram, parts = ngrams(tokens, ngram)
    words = tokens["term"].cat.categories.to_numpy(dtype=object)
    names = words[parts[:, 0]]
    for column in parts.T[1:]:
        names = names + " " + words[column]
    kept = np.flatnonzero(~stopped(words, stop_words)[parts[:, [0, -1]]].any(axis=1))
    order = kept[np.argsort(names[kept], kind="stable")]
    code = np.full(len(names), -1)
    code[order] = np.arange(len(order))
    some = code[gram] >= 0
    return start[some], code[gram[some]], pd.Index(names[order], dtype="str", name="term")


def stopped(terms: Sequence[str], stop_words: Names) -> np.ndarray:
    """Whether each term is one of the stop words, in whatever case these are written."""
    return np.isin(terms, [] if stop_words is None else [*map(fold, require_words(stop_words, "stop_words"))])


def column_sums(matrix: sparse.csr_array) -> np.ndarray:
    """Whole-number sum of each column."""
    return np.asarray(matrix.sum(axis=0), dtype=np.int64)


def counting_caption(what: str, articles: int, words: int, segments: Names, stop_words: Names) -> str:
    """One sentence on what was counted: unit, running words and settings."""
    kinds = "all segments" if segments is None else ", ".join(listed(segments, "segments"))
    n = "no" if stop_words is None else len(listed(stop_words, "stop_words"))
    return f"{what} in {articles} articles: {words} running words of {kinds}, {n} stop words left out."

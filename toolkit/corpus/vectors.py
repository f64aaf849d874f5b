"""Vectors: articles as weighted terms, and the cosine of those that may tell the same event."""

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_columns
from toolkit.corpus.counts import stopped
from toolkit.corpus.selection import counted
from toolkit.files.words import load_stop_words
from toolkit.statistics.cosines import cosine_vectors, near_pairs
from toolkit.text.words import opens_upper

FLOOR = 0.05  # cosines below this are taken for 0: two articles about nothing in common have as much
_HEADLINE, _LEAD, _LEAD_WORDS = 3, 2, 100  # how often a word of the headline, of the first hundred counts
_APART = 0.2  # share of the cosine that is of the headlines alone
_NAME = 1.25  # weight of words that are capitals inside sentences: who and where tell an event
_STEM = 5  # letters of a word that count, so that "strikers" and "striking" are one
_SMALL = 20  # in fewer articles, most words of an article stand in no other one and say nothing about it


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
        One row a pair, in the order of the articles: `article_a`, `article_b` (ids); `cosine` (0-1).

    Raises
    ------
    ValueError
        If a column is missing or `days` is negative.

    Notes
    -----
    Cosine of TF-IDF weights as in `similarity`, without stop words. A word is its first five letters here;
    one of the headline counts three times, one of the hundred words after it twice; weights of names
    (capitals inside sentences) are raised by a quarter; a fifth of the cosine is that of the headlines. In a
    corpus of 20 articles or more words of a single article do not count.

    Examples
    --------
    >>> import toolkit as tk
    >>> articles = tk.load_sample()
    >>> pair_similarity(tk.tokenize(articles), articles, days=3).columns.to_list()
    ['article_a', 'article_b', 'cosine']
    """
    if days is not None and days < 0:
        raise ValueError(f"days must be 0 or more, or None, not {days}.")
    vectors, ids = _event_vectors(tokens, articles), articles.index.astype("str")
    day, reach = _days(articles), np.inf if days is None else days
    *pairs, cosine = near_pairs(vectors, day, reach, FLOOR)
    a, b = np.sort(np.array(pairs, dtype=np.int64), axis=0)
    rows, names = np.lexsort((b, a)), np.asarray(ids, dtype=object)
    columns = {"article_a": names[a[rows]], "article_b": names[b[rows]], "cosine": cosine[rows]}
    table = pd.DataFrame(columns).astype({"article_a": "str", "article_b": "str"})
    table.attrs["caption"] = f"TF-IDF cosine of pairs of articles, where it is {FLOOR} or more."
    if table.empty:
        table.attrs["note"] = (
            f"No two of {len(articles)} articles that may be compared have so much in common."
        )
    return table


def _event_vectors(tokens: pd.DataFrame, articles: pd.DataFrame) -> sparse.csr_array:
    """Rows whose products are the cosines: weights of all words, and beside them those of the headlines."""
    require_columns(articles, ["text"], "articles")
    kept = counted(tokens, articles)
    article, term = kept["article_id"].cat.codes.to_numpy(np.int64), kept["term"].cat
    stem, stems = pd.factorize(term.categories.str[:_STEM])
    word, told = (
        stem[term.codes.to_numpy()],
        ~stopped(term.categories, load_stop_words())[term.codes.to_numpy()],
    )
    in_headline = (kept["segment"] == "headline").to_numpy()
    nth = np.arange(len(kept)) - np.searchsorted(article, article)
    nth -= np.bincount(article, in_headline, minlength=len(articles)).astype(np.int64)[article]
    times = np.where(in_headline, _HEADLINE, np.where(nth < _LEAD_WORDS, _LEAD, 1))
    inside = np.append(False, (np.diff(kept["sentence"]) == 0) & (np.diff(article) == 0))[: len(kept)]
    upper = opens_upper(articles["text"].to_list(), article, kept["start"].to_numpy()) & inside
    names = np.bincount(word, upper, len(stems)) > 0.7 * np.bincount(word, inside, len(stems))
    raised = np.where(names, _NAME, 1.0)
    parts = []
    for rows, part in ((told, 1 - _APART), (told & in_headline, _APART)):
        places, shape = (article[rows], word[rows]), (len(articles), len(stems))
        counts = sparse.csr_array((times[rows], places), shape=shape).tocsc()
        articles_with = np.diff(counts.indptr)
        telling = articles_with >= (2 if len(articles) >= _SMALL else 1)
        counts, articles_with = counts[:, telling].tocsr(), articles_with[telling]
        parts.append(np.sqrt(part) * cosine_vectors(counts, articles_with, len(articles), raised[telling]))
    return sparse.hstack(parts, format="csr")


def _days(articles: pd.DataFrame) -> np.ndarray:
    """Days since 1970 of each article, missing where it has no date."""
    published = articles.get("published", pd.Series(pd.NaT, articles.index))
    return (pd.to_datetime(published, utc=True) - pd.Timestamp(0, tz="UTC")).dt.days.to_numpy(float)

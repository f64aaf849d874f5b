"""Terms counted: by article, by group, over time, and how evenly they spread.

Every count reads the tokens it is given: "in the outlet's own voice" is `tokens[tokens["voice"] == "own"]`.
N-grams join words that follow one another in the tokens' index, inside one sentence: a word that was filtered
out is a gap that no n-gram bridges. Rates per thousand are per thousand of the words that were given.
"""

import tomllib
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_choice, require_columns
from toolkit.tokens import COUNTED

_NEEDED = ("article_id", "sentence", "term", "segment")


def load_stop_words(path: str | Path | None = None) -> frozenset[str]:
    """Words of grammar to leave out of tables; the list that ships keeps negation and modal verbs.

    Returns the union of all lists in the TOML file `path`.

    >>> "the" in load_stop_words(), "not" in load_stop_words(), "may" in load_stop_words()
    (True, False, False)
    """
    source = Path(path) if path else Path(__file__).parent / "lexicons" / "stop_words.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words)


def counted(tokens: pd.DataFrame, segments: Collection[str] | None = COUNTED) -> pd.DataFrame:
    """The tokens of the `segments` that count (None: all)."""
    require_columns(tokens, _NEEDED, "tokens")
    if segments is None:
        return tokens
    for kind in segments:
        require_choice(kind, tokens["segment"].cat.categories, "segments")
    return tokens[tokens["segment"].isin(list(segments))]


def ngrams(tokens: pd.DataFrame, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row at which each n-gram starts, its code, and the (kinds, n) term codes that each code stands for."""
    if n < 1:
        raise ValueError(f"ngram must be 1 or more, not {n}.")
    codes = tokens["term"].cat.codes.to_numpy().astype(np.int64)
    place = tokens.index.to_numpy() if pd.api.types.is_integer_dtype(tokens.index) else np.arange(len(tokens))
    article, sentence = tokens["article_id"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    start = np.arange(max(len(tokens) - n + 1, 0))
    stop = start + n - 1
    together = (place[stop] - place[start] == n - 1) & (article[stop] == article[start])
    start = start[together & (sentence[stop] == sentence[start])]
    kinds, gram = np.unique(codes[start], return_inverse=True)
    parts = kinds[:, None]
    for step in range(1, n):
        pairs, gram = np.unique(gram * (codes.max(initial=0) + 1) + codes[start + step], return_inverse=True)
        before, last = np.divmod(pairs, codes.max(initial=0) + 1)
        parts = np.column_stack([parts[before], last])
    return start, gram, parts


def count_matrix(tokens: pd.DataFrame, *, ngram: int = 1, segments: Collection[str] | None = COUNTED,
                 stop_words: Collection[str] | None = None) -> tuple[sparse.csr_array, pd.Index, pd.Index]:
    """Counts of every term in every article: a sparse matrix (articles x terms), the article ids, the terms.

    Rows are all categories of `article_id`, in order, also articles without a token; columns are the terms
    that occur, sorted. N-grams that begin or end with one of `stop_words` are left out.

    Raises
    ------
    ValueError
        If a column is missing, a segment is unknown or `ngram` is below 1.
    """
    tokens = counted(tokens, segments)
    start, gram, parts = ngrams(tokens, ngram)
    words = tokens["term"].cat.categories.to_numpy(dtype=object)
    names = words[parts[:, 0]] if len(parts) else np.array([], dtype=object)
    for column in parts.T[1:]:
        names = names + " " + words[column]
    stopped = np.isin(words, list(stop_words or ()))
    kept = ~(stopped[parts[:, 0]] | stopped[parts[:, -1]]) if len(parts) else np.zeros(0, dtype=bool)
    articles = tokens["article_id"].cat
    shape = (len(articles.categories), len(names))
    ones = np.ones(len(start), dtype=np.int32)
    matrix = sparse.csr_array((ones, (articles.codes.to_numpy()[start], gram)), shape=shape)
    order = np.flatnonzero(kept)[np.argsort(names[kept], kind="stable")]
    return matrix[:, order].tocsr(), articles.categories, pd.Index(names[order], dtype="str", name="term")


def column_dp(matrix: sparse.csr_array, words: np.ndarray) -> np.ndarray:
    """DP (Gries 2008) of each column of counts over articles of `words` words, touching the non-zeros only."""
    counts = matrix.tocoo()
    share = words / max(words.sum(), 1)
    total = np.asarray(matrix.sum(axis=0), dtype=float)
    with np.errstate(invalid="ignore"):
        gap = np.abs(counts.data / total[counts.col] - share[counts.row]) - share[counts.row]
        return np.where(total > 0, (1 + np.bincount(counts.col, gap, len(total))) / 2, np.nan)

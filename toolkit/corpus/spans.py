"""Spans: which tokens stand in stretches of text, joined by article and offset, never by an index label."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns


def span_keys(articles: pd.Index, ids: pd.Series, offsets: pd.Series | np.ndarray) -> np.ndarray:
    """One number an offset that sorts by article, then by offset; negative where the article is unknown."""
    coded = isinstance(ids.dtype, pd.CategoricalDtype) and ids.cat.categories is articles
    codes = ids.cat.codes if coded else articles.get_indexer(pd.Index(ids).astype("str"))
    return (np.asarray(codes, np.int64) << 32) + np.asarray(offsets, np.int64)  # offsets are below 2**31


def token_keys(tokens: pd.DataFrame, edge: str = "start") -> np.ndarray:
    """The key of each token's `start` or `end`; ascending where tokens are in reading order."""
    return span_keys(tokens["article_id"].cat.categories, tokens["article_id"], tokens[edge])


def tokens_in(tokens: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Which tokens begin in one of the spans (`article_id`, `start`, `end`): more have opened than closed.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": pd.Categorical(["a", "a"]), "start": [0, 5], "end": [4, 9]})
    >>> tokens_in(tokens, pd.DataFrame({"article_id": ["a"], "start": [4], "end": [8]})).tolist()
    [False, True]
    """
    require_columns(spans, ["article_id", "start", "end"], "spans")
    place, articles = token_keys(tokens), tokens["article_id"].cat.categories
    opened, closed = (
        np.searchsorted(np.sort(span_keys(articles, spans["article_id"], spans[edge])), place, "right")
        for edge in ("start", "end")
    )
    return opened > closed


def rows_of(tokens: pd.DataFrame, spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of each span among tokens in reading order; a span without a token is left out."""
    require_columns(spans, ["article_id", "start", "end"], "spans")
    articles = tokens["article_id"].cat.categories
    begin, end = (span_keys(articles, spans["article_id"], spans[edge]) for edge in ("start", "end"))
    first = np.searchsorted(token_keys(tokens, "end"), begin, "right")
    last = np.searchsorted(token_keys(tokens), end, "left") - 1
    found = (begin >= 0) & (first <= last)
    return first[found], last[found]


def row_at(tokens: pd.DataFrame, ids: pd.Series, starts: pd.Series) -> np.ndarray:
    """The row of the token (of tokens in reading order) that begins at each place; -1 where none does."""
    keys, wanted = token_keys(tokens), span_keys(tokens["article_id"].cat.categories, ids, starts)
    row = np.searchsorted(keys, wanted)
    found = row < len(keys)
    found[found] = keys[row[found]] == wanted[found]
    return np.where(found, row, -1)


def one_sided(table: pd.DataFrame) -> pd.DataFrame:
    """The spans of a table as `article_id`, `start`, `end`; of both sides where it has `_a` and `_b`."""
    if "article_a" not in table:
        return table
    columns = [[f"{name}_{side}" for name in ("article", "start", "end")] for side in ("a", "b")]
    sides = [table[names].set_axis(["article_id", "start", "end"], axis=1) for names in columns]
    return pd.concat(sides).drop_duplicates(ignore_index=True)

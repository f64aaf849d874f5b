"""Selection: the tokens that count, in reading order, and the group that each article belongs to."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import require_choices, require_columns
from toolkit.corpus.segments import KINDS
from toolkit.corpus.stream import Stream
from toolkit.corpus.tokens import COUNTED

Names = Collection[str] | None
By = str | pd.Series | None


def in_reading_order(tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens by article and `place`, with both ids as categories, however they were filtered or sorted.

    Tokens of another tokenizer, which have no `place`, are taken to be whole and in order.

    Raises
    ------
    ValueError
        If a column is missing, or a token stands in the table twice.
    """
    require_columns(tokens, ["article_id", "sentence", "term"], "tokens")
    made = {
        name: tokens[name].astype("str").astype("category")
        for name in ("article_id", "term")
        if not isinstance(tokens[name].dtype, pd.CategoricalDtype)
    }
    if "place" not in tokens:
        made["place"] = np.arange(len(tokens), dtype=np.int32)
    tokens = tokens.assign(**made) if made else tokens
    stream = Stream(tokens)
    if not stream.is_ordered:
        keys = stream.keys()
        order = np.argsort(keys, kind="stable")
        tokens, again = tokens.iloc[order], np.diff(keys[order]) == 0
        if again.any():
            row = tokens.iloc[int(np.argmax(again))]
            where = f"the place {row['place']} of article {row['article_id']!r}"
            raise ValueError(f"tokens has {where} twice; drop one of the rows.")
    return tokens


def counted(
    tokens: pd.DataFrame, articles: pd.DataFrame | None = None, segments: Names = COUNTED
) -> pd.DataFrame:
    """The tokens, in reading order, of the given articles and of the kinds of segment that count.

    Parameters
    ----------
    tokens
        Table of `tokenize`, or rows of it in any order.
    articles
        The articles that count, in the order of the result's categories; None: all those of the tokens.
    segments
        Kinds of segment that count; None: all.

    Raises
    ------
    ValueError
        If a column is missing, a kind is unknown, or no article is one of the tokens'.
    """
    tokens = in_reading_order(tokens)
    rows = which_count(tokens, np.arange(len(tokens)), articles, segments)
    if articles is not None and not _same_articles(tokens, articles):
        ids = articles.index.astype("str")
        code = article_positions(tokens, articles)[tokens["article_id"].cat.codes.to_numpy()]
        tokens = tokens.assign(article_id=pd.Categorical.from_codes(code, categories=ids))
    return tokens if len(rows) == len(tokens) and (np.diff(rows) == 1).all() else tokens.iloc[rows]


def which_count(
    tokens: pd.DataFrame, rows: np.ndarray, articles: pd.DataFrame | None, segments: Names
) -> np.ndarray:
    """Which of the `rows` of tokens stand in the articles and segments given, in the articles' order."""
    chosen = np.arange(len(rows))
    if segments is not None:
        require_columns(tokens, ["segment"], "tokens")
        kinds = require_choices(segments, KINDS, "segments")
        chosen = np.flatnonzero(tokens["segment"].iloc[rows].isin(kinds))
    if articles is None or _same_articles(tokens, articles):
        return chosen
    position = article_positions(tokens, articles)[tokens["article_id"].cat.codes.to_numpy()[rows[chosen]]]
    chosen, position = chosen[position >= 0], position[position >= 0]
    return chosen[np.argsort(position, kind="stable")]


def article_positions(tokens: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Where each of the tokens' article ids stands in the articles given, -1 where it does not."""
    require_columns(articles, [], "articles")
    ids, known = articles.index.astype("str"), tokens["article_id"].cat.categories.astype("str")
    if not ids.is_unique:
        twice = ids[ids.duplicated()][0]
        raise ValueError(f"articles has the article_id {twice!r} twice; give every article one row.")
    position = ids.get_indexer(known)
    if len(known) and len(ids) and (position < 0).all():
        first = f"its first is {ids[0]!r}, theirs {known[0]!r}"
        raise ValueError(f"articles has none of the article_ids of tokens; {first}: set its index to them.")
    return position


def _same_articles(tokens: pd.DataFrame, articles: pd.DataFrame) -> bool:
    require_columns(articles, [], "articles")
    return articles.index.astype("str").equals(tokens["article_id"].cat.categories.astype("str"))


def of_articles(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of a made table (attributions, hits, passages) whose articles are among those given."""
    columns = [name for name in ("article_id", "article_a", "article_b") if name in table]
    ids = articles.index.astype("str")
    keep = np.ones(len(table), dtype=bool)
    for name in columns:
        codes, names = pd.factorize(table[name])  # the ids of millions of tokens are few
        keep &= np.append(pd.Index(names).astype("str").isin(ids), False)[codes]
    return table if keep.all() else table[keep]


def groups_of(articles: pd.DataFrame | pd.Series | None, by: By, what: str = "by") -> pd.Series | None:
    """The group of each article, "" where it has none, indexed by `article_id`; None where `by` is None.

    Parameters
    ----------
    articles
        One row an article. A Series here is `by` itself: `term_frequencies(tokens, articles["outlet"])`.
    by
        A column of the articles, or a Series indexed by `article_id`.

    Raises
    ------
    ValueError
        If there is no such column, or the Series knows none of the articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", None]}, index=["a", "b"])
    >>> groups_of(articles, "outlet").to_list()
    ['Beacon', '']
    """
    if isinstance(articles, str):
        raise ValueError(f"{articles!r} is a column of the articles; give articles, and {what}={articles!r}.")
    if isinstance(articles, pd.Series):
        articles, by = None, articles
    if by is None:
        return None
    if not isinstance(by, str | pd.Series):
        kind = type(by).__name__
        raise TypeError(f"{what} must be a column of the articles or a Series by article_id, not a {kind}.")
    if isinstance(by, str):
        if articles is None:
            raise ValueError(f"{what} {by!r} is a column of the articles; give articles as well.")
        require_columns(articles, [by], "articles")
        by = articles[by]
    values = by.set_axis(by.index.astype("str"))
    if not values.index.is_unique:
        twice = values.index[values.index.duplicated()][0]
        raise ValueError(f"{what} has the article_id {twice!r} twice; give every article one value.")
    if articles is not None and not values.index.equals(ids := articles.index.astype("str")):
        if len(ids) and (values.index.get_indexer(ids) < 0).all():
            raise ValueError(f"{what} has none of the article_ids of articles; index it by article_id.")
        values = values.reindex(ids)
    return values.astype(object).fillna("").astype("str")


def group_name(by: By, *taken: str) -> str:
    """What the column of the groups is called; never as one of the table's other columns."""
    name = by if isinstance(by, str) else getattr(by, "name", None) or "group"
    if name in taken:
        raise ValueError(f"the table has a column {name!r} of its own; rename that of by.")
    return name

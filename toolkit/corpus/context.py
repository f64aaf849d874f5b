"""Context: from a number back to the words that it counts, as they were printed, in their sentences."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import listed, require_choice, require_choices, require_columns
from toolkit.corpus.matching import match_patterns
from toolkit.corpus.selection import (
    Names,
    article_positions,
    in_reading_order,
    of_articles,
    which_count,
)
from toolkit.corpus.spans import one_sided, rows_of
from toolkit.corpus.stream import Stream
from toolkit.corpus.tokens import COUNTED

_OFFSETS = ["start", "end", "segment"]
_SORTS = ("position", "left", "hit", "right")


def concordance(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    query: str | Collection[str],
    *,
    segments: Names = COUNTED,
    window: int = 8,
    case: bool = False,
    sort: str = "position",
) -> pd.DataFrame:
    """Key word in context: every hit of a query with the words before and after it.

    Parameters
    ----------
    tokens
        What `tokenize` gives, or rows of it: only they are searched and shown.
    articles
        One row an article, with `text`: those that are searched.
    query
        A word, a phrase or a wildcard: `troops`, `spy agency`, `deploy*`; several in a list, or as
        `troops|soldiers`. A phrase stays inside a sentence.
    segments
        Kinds of segment that are searched; None: all.
    window
        Words shown on either side, as far as the sentence goes.
    case
        Whether letters must be upper or lower case as in the query (US is not us).
    sort
        `position` (reading order), `left` (by the nearest word first), `hit` or `right`.

    Returns
    -------
    DataFrame
        One row a hit, so that the number of rows is the count of the query: `article_id`; `outlet`, `event`
        where the articles have them; `segment`; `voice` where the tokens have it; `sentence`; `start`, `end`,
        of the hit; `left`, `hit`, `right`: words before it, it and words after it, as printed.

    Raises
    ------
    ValueError
        If a column is missing, the query has no word, `window` is negative, or `sort` or a kind of segment is
        unknown.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Roe sends troops. No troops, says Doe."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [38], "kind": ["body"]})
    >>> concordance(tokenize(articles, body), articles, "troop*")[["left", "hit", "right"]].values.tolist()
    [['Roe sends', 'troops', '.'], ['No', 'troops', ', says Doe.']]
    """
    require_columns(tokens, _OFFSETS, "tokens")
    require_columns(articles, ["text"], "articles")
    require_choice(sort, _SORTS, "sort")
    if not (isinstance(window, int) and window >= 0):
        raise ValueError(f"window is {window}; give the number of words to show on either side, 0 or more.")
    tokens = in_reading_order(tokens)
    first, last = found(tokens, articles, query, segments, case)
    rows = in_context(tokens, articles, first, last, window)
    if sort != "position":
        key = rows[sort].str.casefold().str.replace(r"[^\w\s]", "", regex=True)
        if sort == "left":
            key = key.str.split().str[::-1].str.join(" ")
        rows = rows.iloc[np.argsort(key.to_numpy(), kind="stable")].reset_index(drop=True)
    asked, where = ", ".join(_asked(query)), _where(segments)
    rows.attrs["caption"] = f"Hits of {asked} {where}, with up to {window} words on either side."
    if rows.empty:
        rows.attrs["note"] = f"{asked} does not occur {where} of these articles."
    return rows


def evidence(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    spans: pd.DataFrame | None = None,
    term: str | Collection[str] | None = None,
    segments: Names = COUNTED,
    **conditions: object,
) -> pd.DataFrame:
    """Sentences behind a number: every word it counts, each inside its whole sentence.

    Parameters
    ----------
    tokens
        What `tokenize` gives, with whatever marks were added to it.
    articles
        One row an article, with `text`: those that count.
    spans
        Rows of any table that has `article_id`, `start`, `end`, or these for two sides (`article_a`, ...);
        each is shown in the sentence it begins in, whatever its segment.
    term
        A word, phrase or wildcard, or several, as in `concordance`.
    segments
        Kinds of segment that count (None: all); spans and a condition `segment` say themselves where to look.
    **conditions
        Columns of the tokens or the articles and the value, or collection of values, they must have:
        `outlet="Beacon", segment="body", voice="own"`.

    Returns
    -------
    DataFrame
        The columns of `concordance`, where `left` and `right` hold the rest of the sentence.

    Raises
    ------
    ValueError
        If a column is missing, a condition names none or a value that is not there, or neither spans, term
        nor condition is given.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Roe sends troops. None came."], "outlet": ["Beacon"]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [28], "kind": ["body"]})
    >>> evidence(tokenize(articles, body), articles, term="troops", outlet="Beacon")["left"].to_list()
    ['Roe sends']
    """
    require_columns(tokens, _OFFSETS, "tokens")
    require_columns(articles, ["text"], "articles")
    if spans is None and term is None and not conditions:
        raise ValueError("evidence needs spans, a term or a condition such as outlet='Beacon'; give one.")
    segments = None if spans is not None or "segment" in conditions else segments
    tokens = in_reading_order(tokens)
    if spans is not None:
        first, last = rows_of(tokens, of_articles(one_sided(of_articles(spans, articles)), articles))
    elif term is not None:
        first, last = found(tokens, articles, term, segments, False)
    else:
        first = last = which_count(tokens, np.arange(len(tokens)), articles, segments)
    for name, wanted in conditions.items():
        chosen = holds(tokens, articles, name, wanted, first)
        first, last = first[chosen], last[chosen]
    rows = in_context(tokens, articles, first, last, None)
    where = f" {_where(conditions.get('segment', segments))}" if spans is None else ""
    rows.attrs["caption"] = f"Places{where}, each in its sentence."
    if rows.empty:
        rows.attrs["note"] = "No word of these articles is what was asked for."
    return rows


def _where(segments: Names) -> str:
    return "in all segments" if segments is None else f"in {' and '.join(listed(segments, 'segments'))}"


def _asked(query: str | Collection[str]) -> list[str]:
    """Patterns of a query, of which there must be one."""
    if not (patterns := listed(query, "query")):
        raise ValueError("query is empty; give a word, a phrase or deploy*.")
    return patterns


def found(
    tokens: pd.DataFrame, articles: pd.DataFrame, query: str | Collection[str], segments: Names, case: bool
) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of each place that a pattern of the query fits, once."""
    hits = match_patterns(tokens, _asked(query), articles=articles, case=case)
    hits = hits.drop_duplicates(["first", "last"])
    first, last = hits["first"].to_numpy(), hits["last"].to_numpy()
    kept = which_count(tokens, first, articles, segments)
    return first[kept], last[kept]


def holds(
    tokens: pd.DataFrame, articles: pd.DataFrame, name: str, wanted: object, rows: np.ndarray
) -> np.ndarray:
    """Whether the token of each row, or its article, has one of the values that are wanted in a column."""
    of_tokens = name in tokens.columns
    if not of_tokens and name not in articles.columns:
        found = [*tokens.columns, *articles.columns]
        raise ValueError(f"condition {name!r} is no column of tokens or articles; choose from {found}.")
    column = tokens[name] if of_tokens else articles[name]
    known = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.unique()
    wanted = require_choices([wanted] if pd.api.types.is_scalar(wanted) else wanted, known, name)
    if of_tokens:
        return column.iloc[rows].isin(wanted).to_numpy()
    return column.isin(wanted).to_numpy()[_article_of(tokens, articles, rows)]


def _article_of(tokens: pd.DataFrame, articles: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """Position, among the articles given, of the article that each row is in."""
    return article_positions(tokens, articles)[tokens["article_id"].cat.codes.to_numpy()[rows]]


def in_context(
    tokens: pd.DataFrame, articles: pd.DataFrame, first: np.ndarray, last: np.ndarray, window: int | None
) -> pd.DataFrame:
    """Table of hits, given as first and last token row, with `window` words or the sentence around them."""
    opens = Stream(tokens).opens
    left = opens[np.searchsorted(opens, first, "right") - 1]
    right = opens[np.searchsorted(opens, last, "right")] - 1
    if window is not None:
        left, right = np.maximum(left, first - window), np.minimum(right, last + window)
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    article = _article_of(tokens, articles, first)
    read = np.unique(article)
    texts = dict(zip(read.tolist(), articles["text"].iloc[read], strict=True))  # one text, many hits
    edges = (edge.tolist() for edge in (article, start[left], start[first], end[last], end[right]))
    parts = [_parts(texts[place], *edge) for place, *edge in zip(*edges, strict=True)]
    marks = [name for name in ("segment", "voice") if name in tokens.columns]
    whose = [name for name in ("outlet", "event") if name in articles.columns]
    return pd.DataFrame(
        {
            "article_id": articles.index.astype("str").take(article),
            **{name: articles[name].array.take(article) for name in whose},
            **{name: tokens[name].array.take(first) for name in marks},
            "sentence": tokens["sentence"].to_numpy()[first],
            "start": start[first],
            "end": end[last],
            **{name: [part[place] for part in parts] for place, name in enumerate(("left", "hit", "right"))},
        }
    ).astype({"left": "str", "hit": "str", "right": "str"})


def _parts(text: str, begin: int, start: int, end: int, stop: int) -> tuple[str, str, str]:
    """Text before, in and after a hit, with the quotation marks and the stop that no token holds."""
    while begin > 0 and text[begin - 1] in "\"'“‘«([$€£「『《（":
        begin -= 1
    while stop < len(text) and text[stop] in ".,;:!?%…\"'”’»)]。，；：！？、」』》）":
        stop += 1
    return " ".join(text[begin:start].split()), text[start:end], " ".join(text[end:stop].split())

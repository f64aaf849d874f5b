"""Context: from a number back to the words that it counts, as they were printed, in their sentences."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import listed, require_choice, require_choices, require_columns
from toolkit.corpus.matching import match_patterns
from toolkit.corpus.selection import Names, counted
from toolkit.corpus.spans import one_sided, rows_of
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
        where the articles have them; `segment`; `voice` where the tokens have it; `sentence`; `start`, `end`
        of the hit in `text`; `left`, `hit`, `right` as printed.

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
    if window < 0:
        raise ValueError(f"window is {window}; give the number of words to show on either side, 0 or more.")
    kept = counted(tokens, articles, segments)
    rows = _in_context(kept, articles, *_found(kept, articles, query, case), window)
    if sort != "position":
        key = rows[sort].str.casefold().str.replace(r"[^\w\s]", "", regex=True)
        if sort == "left":
            key = key.str.split().str[::-1].str.join(" ")
        rows = rows.iloc[np.argsort(key.to_numpy(), kind="stable")].reset_index(drop=True)
    asked, where = ", ".join(_patterns(query)), _where(segments)
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
    kept = counted(tokens, articles, segments)
    if spans is not None:
        first, last = rows_of(kept, one_sided(spans))
    elif term is not None:
        first, last = _found(kept, articles, term, False)
    else:
        first = last = np.arange(len(kept))
    chosen = np.ones(len(first), dtype=bool)
    for name, wanted in conditions.items():
        chosen &= _holds(kept, articles, name, wanted)[first]
    rows = _in_context(kept, articles, first[chosen], last[chosen], None)
    rows.attrs["caption"] = f"Places {_where(segments)}, each in its sentence."
    if rows.empty:
        rows.attrs["note"] = "No word of these articles is what was asked for."
    return rows


def _where(segments: Names) -> str:
    return "in all segments" if segments is None else f"in {' and '.join(listed(segments, 'segments'))}"


def _patterns(query: str | Collection[str]) -> list[str]:
    """Patterns of a query, each once."""
    return list(dict.fromkeys(part.strip() for one in listed(query, "query") for part in one.split("|")))


def _found(
    kept: pd.DataFrame, articles: pd.DataFrame, query: str | Collection[str], case: bool
) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of each place that a pattern of the query fits, once."""
    hits = match_patterns(kept, _patterns(query), articles=articles, case=case)
    hits = hits.drop_duplicates(["first", "last"])
    return hits["first"].to_numpy(), hits["last"].to_numpy()


def _holds(kept: pd.DataFrame, articles: pd.DataFrame, name: str, wanted: object) -> np.ndarray:
    """Whether each token, or its article, has one of the values that are wanted in a column."""
    of_tokens = name in kept.columns
    if not of_tokens and name not in articles.columns:
        found = [*kept.columns, *articles.columns]
        raise ValueError(f"condition {name!r} is no column of tokens or articles; choose from {found}.")
    column = kept[name] if of_tokens else articles[name]
    wanted = [wanted] if pd.api.types.is_scalar(wanted) else listed(wanted, name)
    known = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.unique()
    holds = column.isin(require_choices(wanted, known, name)).to_numpy()
    return holds if of_tokens else holds[kept["article_id"].cat.codes.to_numpy()]


def _in_context(
    kept: pd.DataFrame, articles: pd.DataFrame, first: np.ndarray, last: np.ndarray, window: int | None
) -> pd.DataFrame:
    """Table of hits, given as first and last token row, with `window` words or the sentence around them."""
    codes, sentence = kept["article_id"].cat.codes.to_numpy(), kept["sentence"].to_numpy()
    border = (np.diff(codes, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0)
    run, begins = np.cumsum(border) - 1, np.flatnonzero(border)
    left, right = begins[run[first]], np.append(begins[1:], len(kept))[run[last]] - 1
    if window is not None:
        left, right = np.maximum(left, first - window), np.minimum(right, last + window)
    start, end, article = kept["start"].to_numpy(), kept["end"].to_numpy(), codes[first]
    texts = articles["text"].to_numpy(dtype=object)[article]
    parts = [
        _parts(*places)
        for places in zip(
            texts, start[left].tolist(), start[first].tolist(), end[last].tolist(), end[right].tolist(),
            strict=True,
        )
    ]  # fmt: skip
    marks = [name for name in ("segment", "voice") if name in kept.columns]
    whose = [name for name in ("outlet", "event") if name in articles.columns]
    return pd.DataFrame(
        {
            "article_id": kept["article_id"].cat.categories.take(article),
            **{name: articles[name].array.take(article) for name in whose},
            **{name: kept[name].array.take(first) for name in marks},
            "sentence": sentence[first],
            "start": start[first],
            "end": end[last],
            **{name: [part[place] for part in parts] for place, name in enumerate(("left", "hit", "right"))},
        }
    ).astype({"left": "str", "hit": "str", "right": "str"})


def _parts(text: str, begin: int, start: int, end: int, stop: int) -> tuple[str, str, str]:
    """Text before, in and after a hit, with the quotation marks and the stop that no token holds."""
    while begin > 0 and text[begin - 1] in "\"'“‘«([$€£":
        begin -= 1
    while stop < len(text) and text[stop] in ".,;:!?%…\"'”’»)]":
        stop += 1
    return " ".join(text[begin:start].split()), text[start:end], " ".join(text[end:stop].split())

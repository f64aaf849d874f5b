"""Concordance and evidence: from a number back to the words that it counts, as they were printed."""

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_columns
from toolkit.matching import match_patterns

_TOKENS = ["article_id", "sentence", "start", "end", "segment", "term"]
_SORTS = ("position", "left", "hit", "right")
_LONGEST = 2**31  # no text is longer: offsets are int32


def concordance(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    query: str,
    *,
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
        One row an article, with `text`.
    query
        A word, a phrase or a wildcard: `troops`, `spy agency`, `deploy*`. A phrase stays inside a sentence.
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
        If a column is missing, the query has no word, `window` is negative or `sort` unknown.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Roe sends troops. No troops, says Doe."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [38], "kind": ["body"]})
    >>> concordance(tokenize(articles, body), articles, "troop*")[["left", "hit", "right"]].values.tolist()
    [['Roe sends', 'troops', '.'], ['No', 'troops', ', says Doe.']]
    """
    require_columns(tokens, _TOKENS, "tokens")
    require_columns(articles, ["text"], "articles")
    require_choice(sort, _SORTS, "sort")
    if window < 0:
        raise ValueError(f"window is {window}; give the number of words to show on either side, 0 or more.")
    hits = match_patterns(tokens, [query], articles=articles, case=case)
    rows = _in_context(tokens, articles, hits["first"].to_numpy(), hits["last"].to_numpy(), window)
    if sort != "position":
        key = rows[sort].str.casefold().str.replace(r"[^\w\s]", "", regex=True)
        if sort == "left":
            key = key.str.split().str[::-1].str.join(" ")
        rows = rows.iloc[np.argsort(key.to_numpy(), kind="stable")].reset_index(drop=True)
    rows.attrs["caption"] = f"Hits of {query!r}: {len(rows)}, in {rows['article_id'].nunique()} articles."
    return rows


def evidence(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    spans: pd.DataFrame | None = None,
    term: str | None = None,
    **conditions: object,
) -> pd.DataFrame:
    """Sentences behind a number: every word it counts, each inside its whole sentence.

    Parameters
    ----------
    tokens
        What `tokenize` gives, with whatever marks were added to it.
    articles
        One row an article, with `text`.
    spans
        Rows of any table that has `article_id`, `start`, `end`; each is shown in the sentence it begins in.
    term
        A word, phrase or wildcard, as in `concordance`.
    **conditions
        Columns of the tokens or the articles and the value, or list of values, they must have:
        `outlet="Beacon", segment="body", voice="own"`.

    Returns
    -------
    DataFrame
        The columns of `concordance`, where `left` and `right` hold the rest of the sentence.

    Raises
    ------
    ValueError
        If a column is missing, a condition names none, or neither spans, term nor condition is given.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Roe sends troops. None came."], "outlet": ["Beacon"]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [28], "kind": ["body"]})
    >>> evidence(tokenize(articles, body), articles, term="troops", outlet="Beacon")["left"].to_list()
    ['Roe sends']
    """
    require_columns(tokens, _TOKENS, "tokens")
    require_columns(articles, ["text"], "articles")
    if spans is None and term is None and not conditions:
        raise ValueError("evidence needs spans, a term or a condition such as outlet='Beacon'; give one.")
    kept = np.ones(len(tokens), bool)
    for name, wanted in conditions.items():
        values = _column(tokens, articles, name)
        kept &= values.isin(wanted if isinstance(wanted, list) else [wanted]).to_numpy()
    if spans is not None:
        first, last = _rows_of(tokens, spans)
    elif term is not None:
        hits = match_patterns(tokens, [term], articles=articles)
        first, last = hits["first"].to_numpy(), hits["last"].to_numpy()
    else:
        first = last = np.arange(len(tokens))
    rows = _in_context(tokens, articles, first[kept[first]], last[kept[first]], None)
    rows.attrs["caption"] = f"Places: {len(rows)}, in {rows['article_id'].nunique()} articles."
    return rows


def _column(tokens: pd.DataFrame, articles: pd.DataFrame, name: str) -> pd.Series:
    """Values of a condition for each token, from the tokens or else from their articles."""
    if name in tokens.columns:
        return tokens[name]
    if name not in articles.columns:
        found = [*tokens.columns, *articles.columns]
        raise ValueError(f"condition {name!r} is no column of tokens or articles; choose from {found}.")
    return articles[name].reindex(tokens["article_id"].astype("str"))


def _rows_of(tokens: pd.DataFrame, spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """First and last token of each span; a span without a token is left out."""
    require_columns(spans, ["article_id", "start", "end"], "spans")
    ids = tokens["article_id"].cat.categories
    article = pd.Categorical(spans["article_id"].astype("str"), categories=ids)
    known = article.codes >= 0
    offset = article.codes[known].astype(np.int64) * _LONGEST
    place = tokens["article_id"].cat.codes.to_numpy().astype(np.int64) * _LONGEST
    first = np.searchsorted(place + tokens["end"], offset + spans["start"].to_numpy()[known], "right")
    last = np.searchsorted(place + tokens["start"], offset + spans["end"].to_numpy()[known], "left") - 1
    return first[first <= last], last[first <= last]


def _in_context(
    tokens: pd.DataFrame, articles: pd.DataFrame, first: np.ndarray, last: np.ndarray, window: int | None
) -> pd.DataFrame:
    """Table of hits, given as first and last token row, with `window` words or the sentence around them."""
    article, sentence = tokens["article_id"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    border = (np.diff(article, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0)
    run, begins = np.cumsum(border) - 1, np.flatnonzero(border)
    left, right = begins[run[first]], np.append(begins[1:], len(tokens))[run[last]] - 1
    if window is not None:
        left, right = np.maximum(left, first - window), np.minimum(right, last + window)
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    texts = articles["text"].reindex(tokens["article_id"].cat.categories).to_list()
    parts = [
        _parts(texts[code], *places)
        for code, *places in zip(
            article[first].tolist(), start[left].tolist(), start[first].tolist(), end[last].tolist(),
            end[right].tolist(), strict=True,
        )
    ]  # fmt: skip
    ids = tokens["article_id"].astype("str").to_numpy()[first]
    marks = [name for name in ("segment", "voice") if name in tokens.columns]
    whose = [name for name in ("outlet", "event") if name in articles.columns]
    return pd.DataFrame(
        {
            "article_id": ids,
            **{name: articles[name].reindex(ids).to_numpy() for name in whose},
            **{name: tokens[name].array.take(first) for name in marks},
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

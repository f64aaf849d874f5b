"""Where and when terms occur: their place in the article, and their rate over time."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.counts import article_lengths, counting_caption
from toolkit.corpus.matching import match_patterns
from toolkit.corpus.selection import By, Names
from toolkit.corpus.tokens import COUNTED
from toolkit.terms.sides import asked, grouped


def term_positions(
    tokens: pd.DataFrame,
    terms: str | Collection[str],
    articles: pd.DataFrame | pd.Series | None = None,
    *,
    by: By = None,
    segments: Names = COUNTED,
) -> pd.DataFrame:
    """Where in the article each occurrence of the terms stands.

    Parameters
    ----------
    terms
        Words, phrases or wildcards, as in `concordance`.
    articles
        The articles that count (None: all those of the tokens); a Series by `article_id` here is `by`:
        `term_positions(tokens, "troops", articles["outlet"])`.
    by
        Column of the articles, or Series by `article_id`, whose values are the groups.
    segments
        Kinds of segment that count; None: all.

    Returns
    -------
    DataFrame
        One row an occurrence, in reading order: `article_id`; `group` ("all" without `by`); `term` (as asked
        for); `words` (how many the article has); `position` (share of the article's words before it: 0 the
        first word); `start`, `end`.

    Raises
    ------
    ValueError
        If there is no term or one has no word, a column is missing or a kind of segment is unknown.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Troops left as troops arrived."]}, index=["a"])
    >>> term_positions(tokenize(articles), "troops", segments=None)["position"].tolist()
    [0.0, 0.6]
    """
    kept, groups, patterns, found, what = _find(tokens, terms, articles, by, segments)
    first = kept.iloc[found["first"]]
    table = pd.DataFrame({"article_id": first["article_id"].astype("str").to_numpy()})
    table["group"] = "all" if groups is None else groups[table["article_id"]].to_numpy()
    table["term"] = np.array(patterns, dtype=object)[found["pattern_index"]]
    codes, lengths = first["article_id"].cat.codes.to_numpy(), article_lengths(kept)
    table["words"] = lengths[codes]
    table["position"] = (found["first"].to_numpy() - (np.cumsum(lengths) - lengths)[codes]) / table["words"]
    table["start"], table["end"] = first["start"].to_numpy(), kept["end"].to_numpy()[found["last"]]
    table.attrs["caption"] = counting_caption(
        f"Places of {what}", kept["article_id"].nunique(), len(kept), segments, None
    )
    if table.empty:
        table.attrs["note"] = f"{what} does not occur."
    return table


def term_trends(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    terms: str | Collection[str],
    freq: str = "D",
    *,
    by: By = None,
    segments: Names = COUNTED,
) -> pd.DataFrame:
    """Rate of terms in each period of publication.

    Parameters
    ----------
    terms
        Words, phrases or wildcards, as in `concordance`; each is a line of its own.
    articles
        The articles that count, with `published`.
    freq
        Length of a period as pandas writes it: "D" day, "W" week (from Monday), "MS" month, "h" hour. In UTC.
    by
        Column of the articles, or Series by `article_id`, to separate, for example "outlet".
    segments
        Kinds of segment that count; None: all.

    Returns
    -------
    DataFrame
        One row a term, group and period in which the group published, in that order: `term`; `group` ("all"
        without `by`); `period` (its beginning, UTC); `n` (how many times); `words`, `articles` (how many the
        group has); `per_thousand` (times in a thousand words). Articles without a date are left out, as
        `attrs["note"]` says.

    Raises
    ------
    ValueError
        If a column is missing, there is no term or one has no word, or pandas knows no such `freq`.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["War now.", "No war."], "published": ["2026-03-01", "2026-03-02"]},
    ...                         index=["a", "b"])
    >>> table = term_trends(tokenize(articles), articles, "war", segments=None)
    >>> [(str(row.period.date()), row.n, row.per_thousand) for row in table.itertuples()]
    [('2026-03-01', 1, 500.0), ('2026-03-02', 1, 500.0)]
    """
    require_columns(articles, ["published"], "articles")
    try:
        period = pd.Grouper(key="period", freq=freq, label="left")
    except ValueError as error:
        raise ValueError(f"freq {freq!r} is no length of a period; write D, W, MS or h.") from error
    kept, groups, patterns, found, what = _find(tokens, terms, articles, by, segments)
    ids, published = kept["article_id"].cat.categories, pd.to_datetime(articles["published"], utc=True)
    rows = pd.DataFrame({"words": article_lengths(kept), "articles": 1, "period": published.array}, ids)
    rows.insert(0, "group", "all" if groups is None else groups)
    undated = int(rows["period"].isna().sum())
    tables = []
    for number, pattern in enumerate(patterns):
        hits = kept.iloc[found["first"][found["pattern_index"] == number]]
        dated = rows.assign(n=article_lengths(hits)).dropna(subset="period").query("words > 0")
        counts = dated.groupby(["group", period])[["n", "words", "articles"]].sum()
        tables.append(counts[counts["articles"] > 0].reset_index().assign(term=pattern))
    table = pd.concat(tables, ignore_index=True).sort_values(["term", "group", "period"], ignore_index=True)
    if period.closed == "right":  # weeks, and months as "ME": the left edge is the last day of the one before
        table["period"] += pd.Timedelta(days=1)
    table["per_thousand"] = 1000 * table["n"] / table["words"]
    what = f"Rate of {what} by period ({freq}, UTC)"
    table.attrs["caption"] = counting_caption(what, kept["article_id"].nunique(), len(kept), segments, None)
    if undated:
        table.attrs["note"] = f"Articles without a date of publication are left out: {undated}."
    elif table.empty:
        table.attrs["note"] = "None of the articles has words to count."
    return table[["term", "group", "period", "n", "words", "articles", "per_thousand"]]


def _find(tokens: pd.DataFrame, terms: object, articles: object, by: By, segments: Names) -> tuple:
    """The tokens that count, the group of each article, the patterns, where they match, and all in words."""
    patterns, (kept, groups) = asked(terms), grouped(tokens, articles, by, segments)
    return kept, groups, patterns, match_patterns(kept, patterns), ", ".join(map(repr, patterns))

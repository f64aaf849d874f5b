"""Where and when terms occur: their place in the article, and their rate over time."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.matching import match_patterns
from toolkit.terms import caption, counted
from toolkit.tokens import COUNTED


def term_positions(tokens: pd.DataFrame, terms: str | Sequence[str], by: pd.Series | None = None, *,
                   segments: Collection[str] | None = COUNTED) -> pd.DataFrame:
    """Where in the article each occurrence of the terms stands.

    Parameters
    ----------
    terms
        Words, phrases or wildcards, as in `concordance`.
    by
        Series indexed by article_id (`articles["outlet"]`) that groups the articles.

    Returns
    -------
    DataFrame
        One row an occurrence, in reading order: `article_id`, `group`, `term` (as asked for), `words` (of the
        article), `position` (share of the article's words before it: 0 the first word), `start`, `end`.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Troops left as troops arrived."]}, index=["a"])
    >>> term_positions(tokenize(articles), "troops", segments=None)["position"].tolist()
    [0.0, 0.6]
    """
    patterns = [terms] if isinstance(terms, str) else list(terms)
    kept = counted(tokens, segments)
    found = match_patterns(kept, patterns)
    first, last = kept.iloc[found["first"]], kept.iloc[found["last"]]
    article = kept["article_id"].cat.codes.to_numpy()
    length = np.bincount(article, minlength=len(kept["article_id"].cat.categories))
    begin = np.concatenate([[0], np.cumsum(length)])
    codes = article[found["first"]]
    ids = first["article_id"].astype("str").to_numpy()
    table = pd.DataFrame({
        "article_id": ids, "group": "all" if by is None else by.reindex(ids).fillna("").to_numpy(),
        "term": np.array(patterns, dtype=object)[found["pattern_index"]], "words": length[codes],
        "position": (found["first"].to_numpy() - begin[codes]) / np.maximum(length[codes], 1),
        "start": first["start"].to_numpy(), "end": last["end"].to_numpy()})
    table.attrs["caption"] = caption(f"Places of {', '.join(map(repr, patterns))}", kept, segments, None)
    if table.empty:
        table.attrs["note"] = f"{', '.join(map(repr, patterns))} does not occur."
    return table


def term_trends(tokens: pd.DataFrame, articles: pd.DataFrame, terms: str | Sequence[str], freq: str = "D", *,
                by: str | None = None, segments: Collection[str] | None = COUNTED) -> pd.DataFrame:
    """Rate of terms in each period of publication.

    Parameters
    ----------
    terms
        Words, phrases or wildcards, as in `concordance`; each is a line of its own.
    freq
        Length of a period as pandas writes it: "D" day, "W" week, "MS" month, "h" hour. In UTC.
    by
        Column of `articles` to separate, for example "outlet".

    Returns
    -------
    DataFrame
        `term`, `group` ("all" without `by`), `period` (its beginning), `n`, `words`, `articles`,
        `per_thousand`; one row a term, group and period in which the group published, in that order.
        Articles without a date are left out, as `attrs["note"]` says.
    """
    require_columns(articles, ["published", *([by] if by else [])], "articles")
    patterns = [terms] if isinstance(terms, str) else list(terms)
    kept = counted(tokens, segments)
    ids = kept["article_id"].cat.categories
    found = match_patterns(kept, patterns)
    article = kept["article_id"].cat.codes.to_numpy()
    words = np.bincount(article, minlength=len(ids))
    facts = articles.reindex(ids)
    dated = pd.DataFrame({"group": facts[by].fillna("") if by else "all", "words": words,
                          "period": pd.to_datetime(facts["published"], utc=True)})
    undated = int(dated["period"].isna().sum())
    dated = dated[dated["period"].notna() & (dated["words"] > 0)]
    keys = ["group", pd.Grouper(key="period", freq=freq)]
    tables = []
    for number, pattern in enumerate(patterns):
        places = article[found["first"][found["pattern_index"] == number]]
        hits = pd.Series(np.bincount(places, minlength=len(ids)), ids)
        rows = dated.assign(n=hits.reindex(dated.index), articles=1)
        counts = rows.groupby(keys)[["n", "words", "articles"]].sum()
        tables.append(counts[counts["articles"] > 0].reset_index().assign(term=pattern))
    table = pd.concat(tables, ignore_index=True).sort_values(["term", "group", "period"], ignore_index=True)
    table["per_thousand"] = 1000 * table["n"] / table["words"]
    asked = ", ".join(map(repr, patterns))
    table.attrs["caption"] = caption(f"Rate of {asked} by period ({freq}, UTC)", kept, segments, None)
    if undated:
        table.attrs["note"] = f"{undated} articles without a date of publication are left out."
    return table[["term", "group", "period", "n", "words", "articles", "per_thousand"]]

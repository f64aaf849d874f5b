"""Where and when terms occur: their place in the article, and their rate over time."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.counts import article_lengths, counting_caption
from toolkit.corpus.matching import match_patterns
from toolkit.corpus.selection import Names, counted
from toolkit.corpus.tokens import COUNTED


def term_positions(
    tokens: pd.DataFrame,
    terms: str | Sequence[str],
    by: pd.Series | None = None,
    *,
    segments: Names = COUNTED,
) -> pd.DataFrame:
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
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Troops left as troops arrived."]}, index=["a"])
    >>> term_positions(tokenize(articles), "troops", segments=None)["position"].tolist()
    [0.0, 0.6]
    """
    kept, patterns, found, asked = _find(tokens, terms, segments)
    first = kept.iloc[found["first"]]
    table = pd.DataFrame({"article_id": first["article_id"].astype("str").to_numpy()})
    table["group"] = "all" if by is None else by.reindex(table["article_id"]).fillna("").to_numpy()
    table["term"] = np.array(patterns, dtype=object)[found["pattern_index"]]
    codes, lengths = first["article_id"].cat.codes.to_numpy(), article_lengths(kept)
    table["words"] = lengths[codes]
    table["position"] = (found["first"].to_numpy() - (np.cumsum(lengths) - lengths)[codes]) / table["words"]
    table["start"], table["end"] = first["start"].to_numpy(), kept["end"].to_numpy()[found["last"]]
    table.attrs["caption"] = counting_caption(f"Places of {asked}", kept, segments, None)
    if table.empty:
        table.attrs["note"] = f"{asked} does not occur."
    return table


def term_trends(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    terms: str | Sequence[str],
    freq: str = "D",
    *,
    by: str | None = None,
    segments: Names = COUNTED,
) -> pd.DataFrame:
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
    kept, patterns, found, asked = _find(tokens, terms, segments)
    ids = kept["article_id"].cat.categories
    facts = articles.reindex(ids)
    rows = pd.DataFrame({"group": facts[by].fillna("") if by else "all", "words": article_lengths(kept)})
    rows = rows.set_axis(ids).assign(articles=1, period=pd.to_datetime(facts["published"], utc=True))
    undated = int(rows["period"].isna().sum())
    tables = []
    for number, pattern in enumerate(patterns):
        hits = kept.iloc[found["first"][found["pattern_index"] == number]]
        dated = rows.assign(n=article_lengths(hits)).dropna(subset="period").query("words > 0")
        counts = dated.groupby(["group", pd.Grouper(key="period", freq=freq)])[
            ["n", "words", "articles"]
        ].sum()
        tables.append(counts[counts["articles"] > 0].reset_index().assign(term=pattern))
    table = pd.concat(tables, ignore_index=True).sort_values(["term", "group", "period"], ignore_index=True)
    table["per_thousand"] = 1000 * table["n"] / table["words"]
    table.attrs["caption"] = counting_caption(
        f"Rate of {asked} by period ({freq}, UTC)", kept, segments, None
    )
    if undated:
        table.attrs["note"] = f"{undated} articles without a date of publication are left out."
    return table[["term", "group", "period", "n", "words", "articles", "per_thousand"]]


def _find(tokens: pd.DataFrame, terms: str | Sequence[str], segments: Names) -> tuple:
    """The tokens that count, the patterns, where they match, and the patterns for a sentence."""
    patterns = [terms] if isinstance(terms, str) else list(terms)
    kept = counted(tokens, segments=segments)
    return kept, patterns, match_patterns(kept, patterns), ", ".join(map(repr, patterns))

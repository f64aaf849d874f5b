"""Frequency: how often terms occur in each group of articles, how evenly, and which all outlets share."""

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_columns
from toolkit.corpus.counts import (
    article_lengths,
    column_sums,
    count_matrix,
    counting_caption,
    ngrams,
)
from toolkit.corpus.selection import By, Names, counted, groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.spread import dp_of_columns


def _spread(tokens: pd.DataFrame, ngram: int, stop_words: Names) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Each term's frequency and dispersion over the articles that have words, and the counts in these."""
    matrix, _, terms = count_matrix(tokens, ngram=ngram, segments=None, stop_words=stop_words)
    words = article_lengths(tokens)
    matrix, words = matrix[words > 0], words[words > 0]
    table = pd.DataFrame({"term": terms, "n": column_sums(matrix)})
    table["per_thousand"] = 1000 * table["n"] / max(words.sum(), 1)
    table["articles"] = column_sums(matrix > 0)
    table["share_articles"] = table["articles"] / max(len(words), 1)
    return table.assign(dp=dp_of_columns(matrix, words)), matrix


def term_frequencies(
    tokens: pd.DataFrame,
    articles: pd.DataFrame | pd.Series | None = None,
    *,
    by: By = None,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Frequency and dispersion of each term in each group.

    Returns
    -------
    DataFrame
        `group` ("all" without `by`), `term`, `n`, `share` (of all n-grams counted before stop words go),
        `per_thousand` (running words), `articles` (with the term), `share_articles` (of the group's),
        `dp` (Gries 2008 over articles: 0 even, near 1 clumped); by group, most frequent first.
    """
    groups = groups_of(articles, by)
    kept = counted(tokens, articles if isinstance(articles, pd.DataFrame) else None, segments)
    ids = kept["article_id"].cat
    named = pd.Series("all", ids.categories) if groups is None else groups.reindex(ids.categories).fillna("")
    of = named.to_numpy()[ids.codes]
    columns = ["group", "term", "n", "share", "per_thousand", "articles", "share_articles", "dp"]
    tables = []
    for group in sorted(set(of)):
        part = kept[of == group]
        spread, _ = _spread(part, ngram, stop_words)
        tables.append(spread.assign(group=group, share=spread["n"] / max(len(ngrams(part, ngram)[0]), 1)))
    table = pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    table = table.sort_values(["group", "n", "term"], ascending=[True, False, True], ignore_index=True)
    unit = "Words" if ngram == 1 else f"Sequences of {ngram} words"
    table.attrs["caption"] = counting_caption(unit, kept, segments, stop_words)
    return table


def lockwords(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    block: str = "event",
    max_ratio: float = 2.0,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Terms that all outlets use at a like rate, and in how many events every outlet that covers them does.

    Parameters
    ----------
    by, block
        Columns of `articles`: who is compared, and within what.
    max_ratio
        The highest rate of an outlet is at most so many times the lowest; inf: every outlet has the term.

    Returns
    -------
    DataFrame
        `term`, `n`, `articles`, `outlets` (all that use it), `events` (of two or more outlets, in which one
        uses it), `events_shared` (in which all do), `share_shared`, `lowest_per_thousand`,
        `highest_per_thousand` (of all outlets); shared in most events first, then in the largest share of
        them, then most even.

    References
    ----------
    Baker 2011, Times may change but we'll always have money, 10.1177/0075424211419511
    """
    require_columns(articles, [by, block], "articles")
    if not max_ratio >= 1:
        raise ValueError(f"max_ratio must be 1 or more, not {max_ratio}.")
    kept = counted(tokens, segments=segments)
    matrix, ids, terms = count_matrix(kept, segments=None, stop_words=stop_words)
    words = article_lengths(kept)
    sides = articles[[by, block]].reindex(ids).astype(object).fillna("").assign(row=np.arange(len(ids)))
    sides = sides[(words > 0) & (sides[by] != "")]
    outlets = [part["row"] for _, part in sides.groupby(by)]
    rates = [1000 * matrix[rows].sum(axis=0) / words[rows].sum() for rows in outlets]
    rates = np.array(rates or [np.zeros(len(terms))])
    table = pd.DataFrame({"term": terms, "n": column_sums(matrix[sides["row"]])})
    table["articles"] = column_sums(matrix[sides["row"]] > 0)
    table["outlets"] = (rates > 0).sum(axis=0)
    table[["events", "events_shared"]] = 0
    for _, event in sides[sides[block] != ""].groupby(block):
        users = np.array([matrix[part["row"]].sum(axis=0) > 0 for _, part in event.groupby(by)])
        if len(users) > 1:
            table["events"] += users.any(axis=0)
            table["events_shared"] += users.all(axis=0)
    table["share_shared"] = table["events_shared"] / table["events"].clip(lower=1)
    table["lowest_per_thousand"], table["highest_per_thousand"] = rates.min(axis=0), rates.max(axis=0)
    order = np.lexsort((terms, np.ptp(rates, axis=0), -table["share_shared"], -table["events_shared"]))
    low, high = table["lowest_per_thousand"], table["highest_per_thousand"]
    like = (low > 0) & (high / low.where(low > 0) <= max_ratio) & (table["events_shared"] > 0)
    table = table.iloc[order[like.to_numpy()[order]]].reset_index(drop=True)
    what = f"Words of every {by}, the highest rate at most {max_ratio:g} times the lowest,"
    table.attrs["caption"] = counting_caption(what, kept, segments, stop_words)
    if table.empty:
        table.attrs["note"] = f"No word is shared by every {by}, and within any {block}, at such rates."
    return table

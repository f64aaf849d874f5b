"""Frequency: how often terms occur in each group of articles, how evenly, and which all outlets share."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.corpus.counts import article_lengths, column_sums, count_matrix, counting_caption, ngrams
from toolkit.corpus.selection import By, Names, groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.intervals import dispersion_intervals
from toolkit.statistics.resampling import block_codes
from toolkit.terms.sides import grouped, label_of

_SPREAD = ["dp_low", "dp_high", "reason"]


def term_frequencies(
    tokens: pd.DataFrame,
    articles: pd.DataFrame | pd.Series | None = None,
    *,
    by: By = None,
    block: By = None,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Frequency and dispersion of each term in each group.

    Parameters
    ----------
    tokens, articles
        The tokens to count, and the articles that count (None: all those of the tokens). A Series by
        `article_id` in place of the articles is `by`: `term_frequencies(tokens, articles["outlet"])`.
    by
        Column of the articles, or Series by `article_id`, whose values are the groups.
    block
        The same, whose values are the events over which `dp` gets an interval; None: it gets none.
    ngram, segments, stop_words
        Words a unit has; kinds of segment that count (None: all); units that begin or end with one of these
        words are left out of the table, but not of the rates.

    Returns
    -------
    DataFrame
        One row a group and term, most frequent first: `group` ("all" without `by`); `term`; `n` (how many
        times); `share` (0-1, of all n-grams counted before stop words go); `per_thousand` (times in a
        thousand running words); `articles` (how many have it); `share_articles` (0-1, of the group's); `dp`
        (dispersion over articles, Gries 2008: 0 even, near 1 clumped); `dp_low`, `dp_high` with `block`: its
        95% interval over events; `reason` with `block`: why there is none (see `dispersion_intervals`).

    Raises
    ------
    ValueError
        If a column or an article is missing, a kind of segment is unknown or `ngram` is below 1.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["War war now.", "Peace now."]}, index=["a", "b"])
    >>> table = term_frequencies(tokenize(articles), segments=None)
    >>> table[["term", "n", "share", "articles"]].values.tolist()
    [['now', 2, 0.4, 2], ['war', 2, 0.4, 1], ['peace', 1, 0.2, 1]]
    """
    kept, groups = grouped(tokens, articles, by, segments)
    matrix, ids, terms = count_matrix(kept, ngram=ngram, segments=None, stop_words=stop_words)
    sequences = article_lengths(kept.iloc[ngrams(kept, ngram)[0]])
    given = Occurrences(matrix, terms, groups_or_all(groups, ids), article_lengths(kept), sequences)
    sums, totals = group_sums(given)
    sums = sums.assign(**excess(given, sums, totals))
    if block is not None:
        blocks = groups_of(None if isinstance(articles, pd.Series) else articles, block, "block")
        sums = sums.join(_spread(given, sums, block_codes(blocks.reindex(ids).fillna(""), len(ids))))
    return frequency_table(sums, totals, ngram, segments, stop_words)


class Occurrences(NamedTuple):
    """What is counted in some articles, and the group of each."""

    counts: sparse.csr_array  # articles x terms
    terms: pd.Index
    groups: np.ndarray
    words: np.ndarray  # running words of each article
    sequences: np.ndarray  # n-grams of each article, stop words included


def groups_or_all(groups: pd.Series | None, ids: pd.Index) -> np.ndarray:
    """The group of each article; "all" where there are none."""
    return np.full(len(ids), "all", object) if groups is None else groups.to_numpy(object)


def group_sums(given: Occurrences) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sums of each term in each group, by both: `n`, `articles`; and of each group `words`, ... .

    Whole numbers all, so that those of several parts of a corpus add up to those of the whole.
    """
    names, of = np.unique(given.groups.astype(object), return_inverse=True)
    cells, width = given.counts.tocoo(), max(len(given.terms), 1)
    key, data = of[cells.row] * width + cells.col, cells.data
    if len(names) * width <= 100 * len(key):
        n, articles = np.bincount(key, data), np.bincount(key)
        keys = np.flatnonzero(n)
        n, articles = n[keys], articles[keys]
    else:  # many groups of few words each: most of them lack most terms
        keys, place, articles = np.unique(key, return_inverse=True, return_counts=True)
        n = np.bincount(place, data, len(keys))
    group, term = np.divmod(keys, width)
    sums = {
        "group": pd.Categorical.from_codes(group, pd.Index(names, dtype="str")),
        "term": pd.Categorical.from_codes(term, given.terms),
        "n": n.astype(np.int64),
        "articles": articles.astype(np.int64),
    }
    totals = {"words": given.words, "sequences": given.sequences, "articles": given.words > 0}
    totals = {name: np.bincount(of, values, len(names)).astype(np.int64) for name, values in totals.items()}
    return pd.DataFrame(sums), pd.DataFrame(totals, index=names)


def excess(given: Occurrences, sums: pd.DataFrame, totals: pd.DataFrame) -> dict[str, np.ndarray]:
    """For each row of sums, occurrences and words of the articles with more of the term than their share.

    Half the sum of |share of occurrences - share of words| is what the articles above their share are above
    it, so that whole numbers tell DP: `excess_n` / n - `excess_words` / words.
    """
    of, column = totals.index.get_indexer(given.groups), given.terms.get_indexer(sums["term"].astype("str"))
    width, cells = max(len(given.terms), 1), given.counts.tocoo()
    keys = totals.index.get_indexer(sums["group"].astype("str")) * width + column
    keys[column < 0] = -1  # a term of another part
    order = np.argsort(keys, kind="stable")
    row = order[np.searchsorted(keys[order], of[cells.row] * width + cells.col)] if len(order) else cells.row
    words, data = given.words[cells.row].astype(np.int64), cells.data.astype(np.int64)
    total = totals["words"].to_numpy()[of[cells.row]]
    more = data * total > words * sums["n"].to_numpy()[row]
    sizes = {"excess_n": data, "excess_words": words}
    return {
        name: np.bincount(row[more], values[more], len(sums)).astype(np.int64)
        for name, values in sizes.items()
    }


def frequency_table(
    sums: pd.DataFrame, totals: pd.DataFrame, ngram: int, segments: Names, stop_words: Names
) -> pd.DataFrame:
    """The table of `term_frequencies` from sums of terms and of groups."""
    of_group = totals.reindex(sums["group"].astype("str"))
    words, sequences, articles = (of_group[name].to_numpy() for name in ("words", "sequences", "articles"))
    table = (
        sums[["group", "term", "n"]]
        .astype({"group": "str", "term": "str"})
        .assign(
            share=sums["n"] / sequences,
            per_thousand=1000 * sums["n"] / words,
            articles=sums["articles"],
            share_articles=sums["articles"] / articles,
            dp=sums["excess_n"] / sums["n"] - sums["excess_words"] / words,
        )
    )
    table = table.join(sums[[name for name in _SPREAD if name in sums]])
    table = table.sort_values(["group", "n", "term"], ascending=[True, False, True], ignore_index=True)
    unit = "Words" if ngram == 1 else f"Sequences of {ngram} words"
    size = totals[["articles", "words"]].sum()
    table.attrs["caption"] = counting_caption(unit, size["articles"], size["words"], segments, stop_words)
    if table.empty:
        table.attrs["note"] = "Nothing is left to count in these articles and segments."
    return table


def _spread(given: Occurrences, sums: pd.DataFrame, events: np.ndarray) -> pd.DataFrame:
    """Intervals of the dispersion of each row of sums, over the events of its group's articles."""
    found = [pd.DataFrame(columns=_SPREAD)]
    for group, rows in sums.groupby("group", observed=True):
        members = (given.groups == group) & (given.words > 0)
        counts = given.counts[members][:, given.terms.get_indexer(rows["term"].astype("str"))]
        bounds = dispersion_intervals(counts, given.words[members], events[members])
        found.append(pd.DataFrame(dict(zip(_SPREAD, bounds, strict=True)), index=rows.index))
    return pd.concat(found).infer_objects()


def lockwords(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series = "outlet",
    block: By = "event",
    max_ratio: float = 2.0,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Terms that all outlets use at a like rate, and in how many events every outlet that covers them does.

    Parameters
    ----------
    tokens, articles
        The tokens to count and the articles that count.
    by, block
        Columns of the articles, or Series by `article_id`: who is compared, and within what. `block=None`
        takes all articles to be on one event.
    max_ratio
        The highest rate of an outlet is at most so many times the lowest; inf: every outlet has the term.

    Returns
    -------
    DataFrame
        One row a term, shared in most events first, then in the largest share of them, then most even:
        `term`; `n` (how many times); `articles` (how many have it); `outlets` (all that use it); `events` (of
        two or more outlets, in which one uses it); `events_shared` (in which all do); `share_shared` (0-1, of
        `events`); `lowest_per_thousand`, `highest_per_thousand` (times in a thousand words, of all outlets).

    Raises
    ------
    ValueError
        If a column is missing, a kind of segment is unknown or `max_ratio` is below 1.

    References
    ----------
    Baker 2011, Times may change but we'll always have money, 10.1177/0075424211419511

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["War now.", "War then."], "outlet": ["Sun", "Star"], "event": "e"},
    ...                         index=["a", "b"])
    >>> lockwords(tokenize(articles), articles, segments=None)[["term", "events_shared"]].values.tolist()
    [['war', 1]]
    """
    if not max_ratio >= 1:
        raise ValueError(f"max_ratio must be 1 or more, not {max_ratio}.")
    kept, outlet = grouped(tokens, articles, by, segments)
    event = "all" if block is None else groups_of(articles, block, "block")
    matrix, ids, terms = count_matrix(kept, segments=None, stop_words=stop_words)
    words = article_lengths(kept)
    sides = pd.DataFrame({"outlet": outlet, "event": event, "row": np.arange(len(ids))}, ids)
    sides = sides[(words > 0) & (sides["outlet"] != "")]
    outlets = [part["row"] for _, part in sides.groupby("outlet")]
    none = [np.zeros(len(terms))]
    rates = np.array([1000 * matrix[rows].sum(axis=0) / words[rows].sum() for rows in outlets] or none)
    table = pd.DataFrame({"term": terms, "n": column_sums(matrix[sides["row"]])})
    table["articles"] = column_sums(matrix[sides["row"]] > 0)
    table["outlets"] = (rates > 0).sum(axis=0)
    table[["events", "events_shared"]] = 0
    for _, part in sides[sides["event"] != ""].groupby("event"):
        users = np.array([matrix[rows["row"]].sum(axis=0) > 0 for _, rows in part.groupby("outlet")])
        if len(users) > 1:
            table["events"] += users.any(axis=0)
            table["events_shared"] += users.all(axis=0)
    table["share_shared"] = table["events_shared"] / table["events"].clip(lower=1)
    table["lowest_per_thousand"], table["highest_per_thousand"] = rates.min(axis=0), rates.max(axis=0)
    order = np.lexsort((terms, np.ptp(rates, axis=0), -table["share_shared"], -table["events_shared"]))
    low, high = table["lowest_per_thousand"], table["highest_per_thousand"]
    like = (low > 0) & (high / low.where(low > 0) <= max_ratio) & (table["events_shared"] > 0)
    table = table.iloc[order[like.to_numpy()[order]]].reset_index(drop=True)
    what = f"Words of every {label_of(by)}, the highest rate at most {max_ratio:g} times the lowest,"
    table.attrs["caption"] = counting_caption(
        what, kept["article_id"].nunique(), len(kept), segments, stop_words
    )
    if table.empty:
        within = "" if block is None else f", and within any {label_of(block)},"
        table.attrs["note"] = f"No word is shared by every {label_of(by)}{within} at such rates."
    return table

"""Keyness: words an outlet uses more than others on the same events, and whether chance could do that."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_columns
from toolkit.corpus.counts import column_sums
from toolkit.corpus.selection import Names
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.contrasts import (
    Contrast,
    bootstrap_interval,
    closed_interval,
    contrast,
    event_sums,
    open_bounds,
    permutation_p,
    smoothed_ratio,
)
from toolkit.statistics.measures import benjamini_hochberg, log_likelihood, log_odds_dirichlet
from toolkit.statistics.resampling import events_needed, interval_reason, labellings, smallest_p
from toolkit.statistics.spread import dp_of_columns

ALPHA = 0.05
COLUMNS = (
    "term n_target n_reference articles_target articles_reference events per_thousand_target "
    "per_thousand_reference log_ratio low high p p_family q dp pooled_g2 pooled_z reason"
).split()


def keyness(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    target: str,
    reference: str | Sequence[str] | None = None,
    *,
    by: str = "outlet",
    block: str | None = "event",
    resamples: int = 2000,
    seed: int = 0,
    min_articles: int = 5,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
    interval: str = "bootstrap",
) -> pd.DataFrame:
    """Terms that the target uses more, or less, than the reference in articles on the same events.

    Parameters
    ----------
    tokens, articles
        The tokens to count (filter them first, for example to one voice) and the articles to compare.
    target, reference
        Values of the column `by` of `articles`; the reference may be several, None is all others.
    block
        Column of `articles` within which outlets are compared. None: articles are independent.
    resamples, seed
        Number of bootstrap resamples and of permutations, and the seed of both.
    min_articles
        Terms in fewer articles of both sides together are not tested.
    ngram, segments, stop_words
        As in `count_matrix`.
    interval
        "bootstrap" (percentiles) or, for very large vocabularies, "closed" (delta method over event sums).

    Returns
    -------
    DataFrame
        One row a term: `n_*`, `articles_*` of each side, `events` (with the term), `per_thousand_*` (words),
        `log_ratio` (log2: +1 is twice as often; above 0 exactly where the target's rate is the higher) with
        95% interval `low`, `high` (the bound away from 0 is NaN, open, where the rarer side has none, or has
        none in more resamples than lie beyond that bound), `p` (two-sided), `p_family` (adjusted for all
        terms tested), `q` (Benjamini-Hochberg), `dp` (0 even, 1 clumped), `pooled_g2` (signed) and `pooled_z`
        (descriptive, no tests), `reason` (why there is no interval or p). Rows with a reason are last; the
        others run from the target's words to the reference's by the interval bound nearest 0. `attrs`:
        caption, note, target, reference, articles, events, events_shared, permutations, exact (these are all
        there are), smallest_p, terms_tested, and the settings.

    Raises
    ------
    ValueError
        If a column is missing, target or reference is unknown or the same, or `resamples` is below 1.

    Notes
    -----
    log_ratio = log2 (a + k1)/n1 - log2 (b + k2)/n2 with k1 = n1/(n1 + n2), k2 = n2/(n1 + n2): .5 each where
    sides are alike; equal rates give 0. A resample draws events, both sides at once, and adds to each count a
    draw from Gamma(.5), the Jeffreys posterior of a count of 0, whatever the side's size. Draws scaled to k1
    would find 12% of words rarer on a small side where nothing differs, these 1% (simulated: 20 events,
    a fifth of the words, 10 occurrences of equal rates).

    `p` permutes labels within `block`; the statistic is the mean over articles of the per-article rate,
    target minus reference, standardised over all labellings. Ratios of pooled counts are not exchangeable
    where outlets write at different length. Events with articles on one side only count in the rates and say
    nothing about p. `p_family` is step-down max-T on the same permutations; intervals hold term by term. On
    invented corpora without a difference p is below .05 for 3-5% of words; p_family, for some word in 4-5% of
    tables, and in about 7% if the target's articles are 1.5 times as long (benchmarks/keyness_simulation.py).
    `pooled_z` is that of Monroe et al. (2008) with the pooled counts as prior.

    References
    ----------
    Westfall & Young 1993, Resampling-Based Multiple Testing; Lijffijt et al. 2016, 10.1093/llc/fqu064

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> stories = pd.DataFrame({"text": ["Rebels fled.", "Thugs fled."], "outlet": ["Sun", "Star"],
    ...                         "event": "siege"}, index=pd.Index(["a", "b"], name="article_id"))
    >>> table = keyness(tokenize(stories), stories, "Sun", segments=None)
    >>> table[["term", "n_target", "n_reference"]].values.tolist()
    [['rebels', 1, 0], ['fled', 1, 1], ['thugs', 0, 1]]
    >>> table["reason"][0]
    'no interval: 1 events, 5 needed; no p: the smallest that these articles allow is 1'
    """
    require_choice(interval, ["bootstrap", "closed"], "interval")
    if resamples < 1:
        raise ValueError(f"resamples must be 1 or more, not {resamples}.")
    counting = {"ngram": ngram, "segments": segments, "stop_words": stop_words}
    sides = contrast(tokens, articles, target, reference, by=by, block=block, **counting)
    table = described(sides)
    no_interval = [interval_reason(len(sides.event_names), hits) for hits in table["events"]]
    shown = np.flatnonzero([not reason for reason in no_interval])
    bootstrap = interval == "bootstrap"
    bounds = bootstrap_interval(sides, shown, resamples, seed) if bootstrap else closed_interval(sides, shown)
    table.loc[shown, ["low", "high"]] = np.where(open_bounds(sides, shown), np.nan, bounds)
    possible = smallest_p(sides.is_target, sides.blocks, resamples)
    present = table["articles_target"] + table["articles_reference"]
    tested = np.flatnonzero((present >= min_articles) & (possible <= ALPHA))
    table.loc[tested, ["p", "p_family"]] = np.column_stack(permutation_p(sides, tested, resamples, seed))
    table["q"] = benjamini_hochberg(table["p"].to_numpy())
    no_p = _no_p(table["p"], present, min_articles, possible)
    table["reason"] = ["; ".join(filter(None, reasons)) for reasons in zip(no_interval, no_p, strict=True)]
    table = table.iloc[_order(table)].reset_index(drop=True)
    left_out = f", without {len(stop_words)} stop words" if stop_words else ""
    facts = {
        "target": target,
        "reference": reference if isinstance(reference, str) else ", ".join(reference or ["all others"]),
        "note": sides.note or ("" if len(table) else "No term is left to compare."),
        "counted": (", ".join(segments) if segments else "all segments") + left_out,
        "unit": "events" if block else "articles",
        "interval": f"{interval}, {resamples} resamples, seed {seed}" if bootstrap else interval,
        "min_articles": min_articles,
        "smallest_p": possible,
        "terms_tested": int(table["p"].notna().sum()),
        **_design(sides, resamples),
    }
    on = f"{facts['articles']} articles" + (f" on {facts['events']} events" if block else "")
    lead = f"{len(table)} terms of {target} against {facts['reference']} in {on}"
    table.attrs = {**facts, "caption": _caption(lead, facts, f"{facts['terms_tested']}")}
    return table


def compare_outlets(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    pairs: bool = False,
    by: str = "outlet",
    **settings: object,
) -> pd.DataFrame:
    """`keyness` of each outlet against all others, or of all pairs, in one table.

    Returns the columns of `keyness` after `target` and `reference`; `settings` are passed on to it.
    `p_family` and `q` hold within one comparison. Fewer than two outlets give an empty table with a note; the
    note also names the comparisons in which nothing was tested.
    """
    require_columns(articles, [by], "articles")
    groups = sorted(group for group in articles[by].dropna().unique() if group != "")
    lead = f"Terms of each {by} against " + ("each other" if pairs else "all others")
    if len(groups) < 2:
        nothing = pd.DataFrame(columns=["target", "reference", *COLUMNS])
        note = f"Nothing to compare: {len(groups)} value of {by}, two needed."
        nothing.attrs = {"caption": f"{lead}.", "note": note}
        return nothing
    chosen = combinations(groups, 2) if pairs else [(group, None) for group in groups]
    tables = [keyness(tokens, articles, *pair, by=by, **settings) for pair in chosen]
    facts = pd.DataFrame([table.attrs for table in tables])
    named = [
        table.assign(target=table.attrs["target"], reference=table.attrs["reference"]) for table in tables
    ]
    stacked = pd.concat(named, ignore_index=True)[["target", "reference", *COLUMNS]]
    facts["name"] = facts["target"] + (" and " + facts["reference"] if pairs else "")
    tested = ", ".join(facts["name"] + " " + facts["terms_tested"].astype(str))
    notes = facts[facts["note"] != ""].groupby("note", sort=False)["name"].agg(list)
    most = facts["permutations"].max()
    overall = {
        "permutations": f"{'' if (facts['permutations'] == most).all() else 'at most '}{most}",
        "exact": facts["exact"].all(),
        "smallest_p": facts["smallest_p"].min(),
    }
    told = [
        note if len(names) == len(tables) else f"{', '.join(names)}: {note}" for note, names in notes.items()
    ]
    untested = [
        f"{name}: nothing tested, {_untested(table)}."
        for name, table in zip(facts["name"], tables, strict=True)
        if not table.attrs["terms_tested"]
    ]
    stacked.attrs = {
        "caption": _caption(lead, {**tables[0].attrs, **overall}, tested),
        "note": " ".join(told + untested),
    }
    return stacked


def _untested(table: pd.DataFrame) -> str:
    """Why no term of this table has a p."""
    if not table["n_target"].any():
        return "no words left"
    if not table["n_reference"].any():
        return "no words left to compare with"
    if table.attrs["smallest_p"] > ALPHA:
        return f"the smallest possible p is {table.attrs['smallest_p']:.3g}"
    return f"no term of different rates in {table.attrs['min_articles']} or more articles"


def described(sides: Contrast) -> pd.DataFrame:
    """Counts, rates, effect, dispersion and pooled scores of every term; intervals and p still missing."""
    target, reference = (sides.counts[rows] for rows in (sides.is_target, ~sides.is_target))
    a, b = column_sums(target), column_sums(reference)
    n1, n2 = (max(sides.words[rows].sum(), 1) for rows in (sides.is_target, ~sides.is_target))
    table = pd.DataFrame({"term": sides.terms, "n_target": a, "n_reference": b}).reindex(columns=COLUMNS)
    return table.assign(
        articles_target=column_sums(target > 0),
        articles_reference=column_sums(reference > 0),
        events=(event_sums(sides, sides.counts) > 0).sum(axis=0),
        per_thousand_target=1000 * a / n1,
        per_thousand_reference=1000 * b / n2,
        log_ratio=smoothed_ratio(a, b, n1, n2),
        dp=dp_of_columns(sides.counts, sides.words),
        pooled_g2=log_likelihood(a, b, n1, n2, signed=True),
        pooled_z=log_odds_dirichlet(a, b, a + b)[1],
    )


def _order(table: pd.DataFrame) -> np.ndarray:
    """Rows with a reason last; then by the interval bound nearest 0, pooled G2 and term."""
    bound = np.where(table["low"] > 0, table["low"], np.minimum(table["high"].fillna(0), 0))
    bound[table[["low", "high"]].isna().all(axis=1)] = -np.inf
    return np.lexsort((table["term"], -table["pooled_g2"], -bound, table["reason"] != ""))


def _design(sides: Contrast, resamples: int) -> dict:
    """How many articles, events and labellings there are."""
    shared = np.intersect1d(sides.blocks[sides.is_target], sides.blocks[~sides.is_target])
    possible = labellings(sides.is_target, sides.blocks)
    return {
        "articles": len(sides.words),
        "events": len(sides.event_names),
        "events_shared": len(shared),
        "permutations": min(possible, resamples),
        "exact": possible <= resamples,
    }


def _no_p(p: pd.Series, present: pd.Series, min_articles: int, possible: float) -> np.ndarray:
    """Why each term has no p, or ""."""
    if possible > ALPHA:
        return np.full(
            len(p), f"no p: the smallest that these articles allow is {possible:.3g}", dtype=object
        )
    few = "no p: found in " + present.astype(str) + f" articles, {min_articles} needed"
    same = "no p: same rate on both sides of every shared event"
    return np.select([present < min_articles, p.isna()], [few, same], "")


def _caption(lead: str, facts: dict, tested: str) -> str:
    """What the numbers mean, from which resampling, and how p was reached or why it could not be."""
    least = f"{facts['smallest_p']:.2g}"
    if facts["smallest_p"] > ALPHA:
        test = (
            f"There is no p, as the smallest possible is {least}: {events_needed(ALPHA)} events with one "
            f"article a side are the fewest that allow {ALPHA}."
        )
    else:
        ways = ("all" if facts["exact"] else "a sample of") + f" {facts['permutations']} reshuffles"
        within = "articles within events" if facts["unit"] == "events" else "all articles"
        test = (
            f"p is the share of {ways} of the labels of {within} that differ at least as much (smallest "
            f"possible {least}); p_family allows for all terms tested, those in {facts['min_articles']} or "
            f"more articles: {tested}."
        )
    return (
        f"{lead} ({facts['counted']}): a log_ratio of 1 means twice as often; low and high bound its 95% "
        f"interval over {facts['unit']} ({facts['interval']}; a missing bound is open: "
        f"the rarer side has the word in no event or too few). {test} Pooled scores only describe."
    )

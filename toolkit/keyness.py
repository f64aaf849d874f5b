"""Keyness: words an outlet uses more than others on the same events, and whether chance could do that."""

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_columns
from toolkit.contrast import (
    Contrast,
    bootstrap_interval,
    closed_interval,
    contrast,
    event_sums,
    permutation_p,
)
from toolkit.measures import benjamini_hochberg, log_likelihood, log_odds_dirichlet, log_ratio
from toolkit.resampling import events_needed, interval_reason, labellings, smallest_p
from toolkit.terms import column_dp
from toolkit.tokens import COUNTED

ALPHA = 0.05
COLUMNS = ["term", "n_target", "n_reference", "articles_target", "articles_reference", "events",
           "per_thousand_target", "per_thousand_reference", "log_ratio", "low", "high", "p", "p_family", "q",
           "dp", "pooled_g2", "pooled_z", "reason"]


def keyness(tokens: pd.DataFrame, articles: pd.DataFrame, target: str,
            reference: str | Sequence[str] | None = None, *, by: str = "outlet", block: str | None = "event",
            resamples: int = 2000, seed: int = 0, min_articles: int = 5, ngram: int = 1,
            segments: Collection[str] | None = COUNTED, stop_words: Collection[str] | None = None,
            interval: str = "bootstrap") -> pd.DataFrame:
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
        `log_ratio` (log2: +1 is twice as often) with 95% interval `low`, `high`, `p` (two-sided), `p_family`
        (adjusted for all terms tested), `q` (Benjamini-Hochberg), `dp` (0 even, 1 clumped), `pooled_g2`
        (signed) and `pooled_z` (descriptive, no tests), `reason` (why there is no interval or p). Rows with a
        reason are last; the others run from the target's words to the reference's by the interval bound
        nearest 0. `attrs`: caption, note, target, reference, articles, events, events_shared, permutations,
        exact, smallest_p, terms_tested.

    Raises
    ------
    ValueError
        If a column is missing, or target or reference is unknown or the same.

    Notes
    -----
    log_ratio = log2 (a + .5)/(n1 + .5) - log2 (b + .5)/(n2 + .5). A resample draws events, both sides at
    once, and replaces the .5 by a draw from Gamma(.5), the Jeffreys posterior of a count of 0: a word that
    one side lacks gets a wide interval, whose far bound says no more than "or any number of times".

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
    >>> from toolkit.tokens import tokenize
    >>> stories = pd.DataFrame({"text": ["Rebels fled.", "Thugs fled."], "outlet": ["Sun", "Star"],
    ...                         "event": "siege"}, index=pd.Index(["a", "b"], name="article_id"))
    >>> table = keyness(tokenize(stories), stories, "Sun", segments=None)
    >>> table[["term", "n_target", "n_reference"]].values.tolist()
    [['rebels', 1, 0], ['fled', 1, 1], ['thugs', 0, 1]]
    >>> table["reason"][0]
    'no interval: 1 events, 5 needed; no p: the smallest that these articles allow is 1'
    """
    require_choice(interval, ["bootstrap", "closed"], "interval")
    sides = contrast(tokens, articles, target, reference, by=by, block=block, ngram=ngram, segments=segments,
                     stop_words=stop_words)
    table = described(sides)
    possible = smallest_p(sides.is_target, sides.blocks, resamples)
    present = (table["articles_target"] + table["articles_reference"]).to_numpy()
    units = len(sides.event_names)
    refused = np.array([interval_reason(units, hits) for hits in table["events"]], dtype=object)
    shown, tested = refused == "", (present >= min_articles) & (possible <= ALPHA)
    estimate = bootstrap_interval if interval == "bootstrap" else closed_interval
    table.loc[shown, ["low", "high"]] = estimate(sides, np.flatnonzero(shown), resamples, seed)
    *p, exact = permutation_p(sides, np.flatnonzero(tested), resamples, seed)
    table.loc[tested, ["p", "p_family"]] = np.column_stack(p)
    table["q"] = benjamini_hochberg(table["p"].to_numpy())
    untested = _no_p(table["p"], present, min_articles, possible)
    table["reason"] = ["; ".join(filter(None, pair)) for pair in zip(refused, untested, strict=True)]
    result = table.iloc[_order(table)].reset_index(drop=True)
    names = (target, reference if isinstance(reference, str) else ", ".join(reference or ["all others"]))
    where = ", ".join(segments) if segments else "all segments"
    where += f", without {len(stop_words)} stop words" if stop_words else ""
    unit = "events" if block else "articles"
    result.attrs = _facts(sides, names, result, resamples, possible, exact)
    result.attrs["caption"] = (
        f"{len(result)} terms of {names[0]} against {names[1]} in {result.attrs['articles']} articles of "
        f"{result.attrs['events']} {unit} ({where}): "
        f"log2 ratio of rates, 95% intervals term by term ({interval} over {unit}, {resamples} resamples, "
        f"seed {seed}); {_p_sentence(result.attrs, block, min_articles)} Pooled scores are descriptive.")
    return result


def compare_outlets(tokens: pd.DataFrame, articles: pd.DataFrame, *, pairs: bool = False, by: str = "outlet",
                    **settings: object) -> pd.DataFrame:
    """`keyness` of each outlet against all others, or of all pairs, in one table.

    Returns the columns of `keyness` after `target` and `reference`; `settings` are passed on to it.
    `p_family` and `q` hold within one comparison. Fewer than two outlets give an empty table with a note.
    """
    require_columns(articles, [by], "articles")
    groups = sorted(group for group in articles[by].dropna().unique() if group != "")
    chosen = combinations(groups, 2) if pairs else [(group, None) for group in groups if len(groups) > 1]
    tables = [keyness(tokens, articles, *pair, by=by, **settings) for pair in chosen]
    sides = ["target", "reference"]
    named = [table.assign(**{side: table.attrs[side] for side in sides}) for table in tables]
    columns = [*sides, *COLUMNS]
    stacked = pd.concat(named, ignore_index=True)[columns] if named else pd.DataFrame(columns=columns)
    stacked.attrs = {"caption": " ".join(table.attrs["caption"] for table in tables)}
    if not named:
        stacked.attrs["note"] = f"Nothing to compare: {len(groups)} value of {by}, two needed."
    return stacked


def described(sides: Contrast) -> pd.DataFrame:
    """Counts, rates, effect, dispersion and pooled scores of every term; intervals and p still missing."""
    target, reference = (sides.counts[rows] for rows in (sides.is_target, ~sides.is_target))
    a, b = (np.asarray(part.sum(axis=0), dtype=np.int64) for part in (target, reference))
    n1, n2 = (max(sides.words[rows].sum(), 1) for rows in (sides.is_target, ~sides.is_target))
    table = pd.DataFrame({"term": sides.terms, "n_target": a, "n_reference": b}).reindex(columns=COLUMNS)
    return table.assign(
        articles_target=np.asarray((target > 0).sum(axis=0), dtype=np.int64),
        articles_reference=np.asarray((reference > 0).sum(axis=0), dtype=np.int64),
        events=(event_sums(sides, sides.counts) > 0).sum(axis=0),
        per_thousand_target=1000 * a / n1, per_thousand_reference=1000 * b / n2,
        log_ratio=log_ratio(a, b, n1, n2), dp=column_dp(sides.counts, sides.words),
        pooled_g2=log_likelihood(a, b, n1, n2, signed=True), pooled_z=log_odds_dirichlet(a, b, a + b)[1])


def _order(table: pd.DataFrame) -> np.ndarray:
    """Rows with a reason last; then by the interval bound nearest 0, pooled G2 and term."""
    bound = np.where(table["low"] > 0, table["low"], np.minimum(table["high"], 0))
    bound = np.nan_to_num(bound, nan=-np.inf)
    return np.lexsort((table["term"], -table["pooled_g2"], -bound, table["reason"] != ""))


def _no_p(p: pd.Series, present: np.ndarray, min_articles: int, possible: float) -> list[str]:
    """Why each term has no p, or ""."""
    if possible > ALPHA:
        return [f"no p: the smallest that these articles allow is {possible:.3g}"] * len(p)
    few = [f"no p: found in {n} articles, {min_articles} needed" if n < min_articles else "" for n in present]
    same = "no p: same rate on both sides of every shared event"
    return [reason or (same if missing else "") for reason, missing in zip(few, p.isna(), strict=True)]


def _facts(sides: Contrast, names: tuple[str, str], table: pd.DataFrame, resamples: int, possible: float,
           exact: bool) -> dict:
    """What the table rests on."""
    blocks = [np.unique(sides.blocks[rows]) for rows in (sides.is_target, ~sides.is_target)]
    return {"note": sides.note, "target": names[0], "reference": names[1], "articles": len(sides.words),
            "events": len(sides.event_names), "events_shared": len(np.intersect1d(*blocks)),
            "permutations": min(labellings(sides.is_target, sides.blocks), resamples), "exact": exact,
            "smallest_p": possible, "terms_tested": int(table["p"].notna().sum())}


def _p_sentence(facts: dict, block: str | None, min_articles: int) -> str:
    """How p was reached, or how many events it would take."""
    if facts["smallest_p"] > ALPHA:
        return (f"no p, as the smallest possible is {facts['smallest_p']:.3g} ({events_needed(ALPHA)} events "
                f"with one article a side are the fewest that allow {ALPHA}).")
    sampled, within = "all" if facts["exact"] else "a sample of", "events" if block else "the corpus"
    return (f"p from {sampled} {facts['permutations']} labellings within {within} (smallest possible "
            f"{facts['smallest_p']:.2g}), p_family for the {facts['terms_tested']} terms tested, those in "
            f"{min_articles} or more articles.")

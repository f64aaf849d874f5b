"""Keyness: words an outlet uses more than others on the same events, and whether chance could do that."""

from collections.abc import Collection
from itertools import combinations

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_choices
from toolkit.corpus.selection import By, Names, groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.progress import in_threads
from toolkit.statistics import contrasts
from toolkit.statistics.resampling import interval_reason
from toolkit.terms.sides import Counted, counted_terms, described, label_of, outcome, sides_in
from toolkit.terms.wording import against, caption, length_ratio, no_p, unlike_lengths

COLUMNS = (
    "target reference term n_target n_reference articles_target articles_reference events "
    "per_thousand_target per_thousand_reference log_ratio low high p p_family q draws dp pooled_g2 "
    "pooled_z reason"
).split()


def keyness(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    target: str,
    reference: str | Collection[str] | None = None,
    *,
    by: str | pd.Series = "outlet",
    block: By = "event",
    resamples: int = 2000,
    seed: int = 0,
    min_articles: int = 5,
    ngram: int = 1,
    segments: Names = COUNTED,
    stop_words: Names = None,
    interval: str = "bootstrap",
    draw: str = "random",
) -> pd.DataFrame:
    """Terms that the target uses more, or less, than the reference in articles on the same events.

    Parameters
    ----------
    tokens, articles
        The tokens to count (filter them first, for example to one voice) and the articles to compare.
    target, reference
        Values of `by`; the reference may be several, None is all others.
    by, block
        Columns of the articles, or Series by `article_id`: who is compared, and within what. `block=None`:
        articles are independent.
    resamples, seed
        Number of bootstrap resamples and of permutations, and the seed of both.
    min_articles
        Terms that are left in fewer articles of both sides together, at equal length, are not tested; all
        that an outlet has on an event is one article here. With 10 rarer words have no p, and frequent ones
        more power where one outlet is compared with several on few events.
    ngram, segments, stop_words
        As in `term_frequencies`.
    interval
        "bootstrap" (percentiles) or, for large vocabularies in 50 events or more, "closed" (delta method over
        event sums, which covers the truth too seldom where events are few).
    draw
        How long articles are cut for `p`: "random" sentences, nine times; or the "first" words only, where
        the question is what short articles and the tops of long ones say.

    Returns
    -------
    DataFrame
        One row a term: `target`, `reference`, the two sides (the same in all rows); `term`; `n_target`,
        `n_reference` (how many times); `articles_target`, `articles_reference` (how many have the term);
        `events` (how many have the term); `per_thousand_target`, `per_thousand_reference` (times in a
        thousand words); `log_ratio` (log2 of their ratio: +1 is twice as often; above 0 exactly where the
        target's rate is the higher); `low`, `high`, the 95% interval of the log ratio (the bound away from 0
        is NaN, open, where the rarer side has none, or has none in more resamples than lie beyond that
        bound); `p` (of the term alone, two-sided); `p_family` (p adjusted for all terms tested); `q` (false
        discovery rate); `draws` (in how many of the nine draws `p_family` is .05 or less; of first words, in
        all or none); `dp` (dispersion over articles: 0 even, 1 clumped); `pooled_g2`, `pooled_z` (G2 and
        log-odds z of all words together, signed; descriptive, no tests); `reason` (why there is no interval
        or p). Rows with a reason are last; the others run from the target's words to the reference's by the
        interval bound nearest 0.

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

    For `p` an outlet's articles on an event are one cell. From each cell whole sentences are drawn down to
    the words of the event's shortest (the last sentence is cut; of several references, much shorter ones are
    left out); labels are exchanged within `block`; the statistic is the sum over events of Freeman-Tukey
    roots sqrt(x) + sqrt(x + 1) of the counts left, target minus reference, standardised over all labellings.
    Of nine draws a term's third smallest p counts, and so for `p_family`, step-down max-T on the same
    labellings, and `q`, Benjamini-Hochberg on p from the null pooled over all terms, at most `p_family`.
    Rates, ratios and intervals are those of all words. Events with articles on one side only count in the
    rates and say nothing about p; copies and versions of an article by the same outlet on the same event
    count once.

    Whole articles cannot be compared so where one side writes longer: a rare word then falls on the longer
    side more often than exchanged labels allow. What share of tables has some p_family below .05 where
    nothing differs was measured on invented corpora and on real text whose sentences were dealt at random;
    docs/design.md has the figures, benchmarks/terms the scripts. No theorem covers the third of nine: the
    general bound is three times the level. Where a short article is no sample of what a long one says but
    another text, as its top is, the test finds that.

    `pooled_z` is that of Monroe et al. (2008) with the pooled counts as prior.

    References
    ----------
    Westfall & Young 1993, Resampling-Based Multiple Testing; Freeman & Tukey 1950, 10.1214/aoms/1177729756;
    Benjamini & Hochberg 1995, 10.1111/j.2517-6161.1995.tb02031.x; Lijffijt et al. 2016, 10.1093/llc/fqu064

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> stories = pd.DataFrame({"text": ["Rebels fled.", "Thugs fled."], "outlet": ["Sun", "Star"],
    ...                         "event": "siege"}, index=pd.Index(["a", "b"], name="article_id"))
    >>> table = keyness(tokenize(stories), stories, "Sun", segments=None)
    >>> table[["term", "n_target", "n_reference"]].values.tolist()
    [['rebels', 1, 0], ['fled', 1, 1], ['thugs', 0, 1]]
    >>> table["reason"][0]
    'no interval: 1 event, 5 needed; no p: the smallest that these articles allow is 1'
    """
    given = dict(locals())
    settings = {name: given[name] for name in keyness.__kwdefaults__}
    table, facts = _compared(_counted(tokens, articles, settings), target, reference, settings)
    on = f"{facts['articles']} articles" + ("" if block is None else f" on {facts['events']} events")
    lead = f"Terms of {target} against {against(reference)} in {on}"
    note = " ".join(filter(None, (facts["note"], unlike_lengths({"": facts}, block is not None))))
    table.attrs = {"caption": caption(lead, {"": facts}, settings), "note": note}
    return table


def compare_outlets(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    pairs: bool = False,
    by: str | pd.Series = "outlet",
    **settings: object,
) -> pd.DataFrame:
    """`keyness` of each outlet against all others, or of all pairs, in one table.

    Parameters
    ----------
    tokens, articles, by
        As in `keyness`, and so are the further `settings`.
    pairs
        Each outlet against each other, instead of against all others.

    Returns
    -------
    DataFrame
        The rows of `keyness`, one comparison after the other. `p_family` and `q` hold within one comparison.
        Fewer than two outlets give an empty table with a note; the note also names the comparisons in which
        nothing was tested.

    Raises
    ------
    ValueError
        As in `keyness`, or if it has no such setting.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> stories = pd.DataFrame({"text": ["Rebels fled.", "Thugs fled."], "outlet": ["Sun", "Star"],
    ...                         "event": "siege"}, index=pd.Index(["a", "b"], name="article_id"))
    >>> table = compare_outlets(tokenize(stories), stories, segments=None)
    >>> table[["target", "term", "n_target"]].values.tolist()[:2]
    [['Star', 'thugs', 1], ['Star', 'fled', 1]]
    """
    require_choices(settings, keyness.__kwdefaults__, "setting")
    settings = {**keyness.__kwdefaults__, **settings, "by": by}
    groups = sorted(set(groups_of(articles, by)) - {""})
    lead = f"Terms of each {label_of(by)} against " + ("each other" if pairs else "all others")
    if len(groups) < 2:
        table, note = pd.DataFrame(columns=COLUMNS), f"{len(groups)} value of {label_of(by)}, two needed."
        table.attrs = {"caption": f"{lead}.", "note": f"Nothing to compare: {note}"}
        return table
    given = _counted(tokens, articles, settings)
    tables, facts, told = {}, {}, {}
    comparisons = [*combinations(groups, 2)] if pairs else [(group, None) for group in groups]
    found = in_threads(lambda pair: _compared(given, *pair, settings), comparisons, "compare outlets")
    for pair, compared in zip(comparisons, found, strict=True):
        name = " and ".join(filter(None, pair))
        tables[name], facts[name] = compared
        for sentence in filter(None, (facts[name]["note"], facts[name]["untested"])):
            told.setdefault(sentence, []).append(name)
    notes = [text if len(who) == len(facts) else f"{', '.join(who)}: {text}" for text, who in told.items()]
    stacked = pd.concat(tables.values(), ignore_index=True)
    note = " ".join(filter(None, [*notes, unlike_lengths(facts, settings["block"] is not None)]))
    stacked.attrs = {"caption": caption(lead, facts, settings), "note": note}
    return stacked


def _counted(tokens: pd.DataFrame, articles: pd.DataFrame, settings: dict) -> Counted:
    """What all comparisons count, once the settings are known to make sense."""
    require_choice(settings["interval"], ["bootstrap", "closed"], "interval")
    require_choice(settings["draw"], ["random", "first"], "draw")
    if settings["resamples"] < 1:
        raise ValueError(f"resamples must be 1 or more, not {settings['resamples']}.")
    counting = {name: settings[name] for name in ("by", "block", "ngram", "segments", "stop_words")}
    return counted_terms(tokens, articles, **counting)


def _compared(
    given: Counted, target: str, reference: str | Collection[str] | None, settings: dict
) -> tuple[pd.DataFrame, dict]:
    """The table of one comparison, and what its caption and note are made of."""
    resamples, seed = settings["resamples"], settings["seed"]
    sides = sides_in(given, target, reference)
    contrast, events, table = sides.contrast, len(sides.event_names), described(sides.contrast, sides.terms)
    table = table.assign(target=target, reference=against(reference)).reindex(columns=COLUMNS)
    hits, place = np.unique(table["events"], return_inverse=True)
    no_interval = np.array([interval_reason(events, few) for few in hits.tolist()], dtype=object)[place]
    drawn = settings["interval"] == "bootstrap"
    if not drawn and events < contrasts.FEWEST_CLOSED:
        few = f"no interval: closed takes {contrasts.FEWEST_CLOSED} events, here are {events}; bootstrap them"
        no_interval = np.where(no_interval == "", few, no_interval)
    if len(shown := np.flatnonzero(no_interval == "")):
        by_events = contrasts.bootstrap_interval if drawn else contrasts.closed_interval
        bounds = by_events(contrast, shown, *((resamples, seed) if drawn else ()))
        table.loc[shown, ["low", "high"]] = np.where(contrasts.open_bounds(contrast, shown), np.nan, bounds)
    least = settings["min_articles"]
    test = outcome(sides, resamples=resamples, seed=seed, draw=settings["draw"], least=least)
    table["p"], table["p_family"], table["q"] = test.p, test.family, test.q
    has_p = table["p"].notna()
    table["draws"] = pd.array(test.draws, dtype="Int64")
    table["draws"] = table["draws"].where(has_p)
    missing = no_p(test, least)
    table["reason"] = no_interval + np.where((no_interval != "") & (missing != ""), "; ", "") + missing
    facts = {
        "note": sides.note or ("" if len(table) else "No term is left to compare."),
        "untested": "" if has_p.any() or table.empty else "No term was tested; `reason` says why.",
        "articles": len(contrast.words),
        "events": events,
        "ways": test.ways,
        "smallest_p": test.smallest,
        "intervals": len(shown),
        "tested": has_p.sum(),
        "ratio": length_ratio(sides.cells),
    }
    return table.iloc[_order(table)].reset_index(drop=True), facts


def _order(table: pd.DataFrame) -> np.ndarray:
    """Rows with a reason last; then by the interval bound nearest 0, pooled G2 and term."""
    bound = np.where(table["low"] > 0, table["low"], np.minimum(table["high"].fillna(0), 0))
    bound[table[["low", "high"]].isna().all(axis=1)] = -np.inf
    return np.lexsort((table["term"], -table["pooled_g2"], -bound, table["reason"] != ""))

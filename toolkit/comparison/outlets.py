"""Outlets: whether they differ within events in anything that a table says of their articles."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_choices, require_columns
from toolkit.corpus.segments import KINDS
from toolkit.corpus.selection import By, Names, groups_of, of_articles
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.differences import (
    FEWEST_COUNTED,
    Sides,
    difference_intervals,
    difference_p,
    differences_caption,
    rates_of,
)
from toolkit.statistics.resampling import block_codes

_COLUMNS = (
    "target reference value n_target n_reference articles_target articles_reference events rate_target"
    " target_low target_high rate_reference rates difference low high p p_family reason"
).split()


def differences(
    articles: pd.DataFrame,
    table: pd.DataFrame,
    measure: str,
    *,
    per: str | None = None,
    target: str | None = None,
    reference: str | Collection[str] | None = None,
    by: str | pd.Series = "outlet",
    block: By = "event",
    segments: Names = COUNTED,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Whether outlets differ within events in something that a table tells of their articles.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`: those that count.
    table
        Any table with `article_id`: attributions (joined to what you know of speakers), tokens with their
        marks, `wire_share`, a column of your own. A table with `segment` counts by it.
    measure
        Its column. Numbers, of 0 or more, are summed and divided by those of `per`, or by the number of
        articles: those without a row have 0, those whose rows have no number are left out. Of words and of
        true or false, the share of rows that have each value, or are true, is compared (rows without a value
        left out; the pieces of an attribution count once).
    per
        A column of numbers that those of `measure` are taken relative to, such as `words`.
    target, reference
        Values of `by`. Without a target each is compared with all others; the reference may be several.
    by, block
        Columns of the articles, or Series by `article_id`: who is compared, and within what (None: all
        articles).
    segments
        Kinds of segment that count where the table has them; None: all.
    resamples, seed
        Permutations.

    Returns
    -------
    DataFrame
        One row a target and value, targets by name, values by how often they occur: `target`, the outlet;
        `reference`, what it is compared with; `value` of the measure ("" of numbers); `n_target`,
        `n_reference` (how many rows have the value, or sum of the measure); `articles_target`,
        `articles_reference` (how many each side has); `events` (how many both sides cover); `rate_target`,
        the share of the value (0 to 1), or the mean or rate of the measure in its own unit; `target_low`,
        `target_high`, 95% interval of the target's rate; `rate_reference`, likewise; `rates` (rate of each
        outlet of the reference, in words: one may stand for all); `difference`, target's rate less
        reference's; `low`, `high`, 95% interval of the difference; `p`, of labels exchanged within events;
        `p_family` (p adjusted for all values of the target); `reason` (why there is no interval, or no p).

    Raises
    ------
    TypeError
        If `per` or the measure that it goes with is not a column of numbers.
    ValueError
        If a column is missing or has numbers below 0, or target or reference is unknown or the same.

    Notes
    -----
    Rates are ratios of sums; their intervals over events are those of `ratio_intervals`, from which those of
    a difference are recovered (Zou & Donner 2008). `p` exchanges the labels of what outlets say of one event;
    20 occurrences on shared events are needed. What is rare in texts of unequal length should be compared
    by `frame_rates` or `keyness`, which draw them to one length.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"] * 6, "event": list("aabbccddeeff")})
    >>> articles.index = [f"n{number}" for number in range(12)]
    >>> sources = pd.DataFrame({"article_id": articles.index.repeat(3), "gender": ["f", "m", "m"] * 12})
    >>> sources.loc[sources["article_id"].map(articles["outlet"]) == "Beacon", "gender"] = ["f", "f", "m"] * 6
    >>> table = differences(articles, sources, "gender", target="Beacon")
    >>> table[["value", "rate_target", "rate_reference", "p"]].round(2).values.tolist()
    [['f', 0.67, 0.33, nan], ['m', 0.33, 0.67, nan]]
    >>> table["reason"].str.split("; ").str[-1][0]
    'no p: 18 counted on shared events, 20 needed'
    """
    require_columns(articles, [], "articles")
    require_columns(table, ["article_id", measure, *([] if per is None else [per])], "table")
    articles = articles.iloc[np.argsort(articles.index.astype("str"), kind="stable")]
    groups, blocks = groups_of(articles, by), groups_of(articles, block, "block")
    names, codes = np.unique(groups.to_numpy(object), return_inverse=True)
    known = [name for name in names if name]
    compared = _comparisons(known, target, reference)
    rows = of_articles(table, articles)
    if segments is not None and "segment" in rows:
        rows = rows[rows["segment"].isin(require_choices(segments, KINDS, "segments"))]
    counts, among, values, unit = _summed(rows, groups.index, measure, per)
    events = block_codes(blocks, len(articles))
    sides = Sides(counts, among, codes, codes >= 0, events, blocks is not None)
    part = bool((counts.sum(axis=1) <= among).all())
    least = 0 if unit == "mean" else FEWEST_COUNTED
    others = {name for _, others, _ in compared for name in others}
    single = {name: rates_of(sides, names[codes] == name, part=part)[0] for name in sorted(others)}
    parts = [_rows(sides, names, *pair, values, single, part, least, resamples, seed) for pair in compared]
    result = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)
    within = "all articles" if blocks is None else f"{blocks.name or 'block'}s"
    what = {"share": f"Shares of rows by {measure}", "mean": f"Mean {measure} of an article"}
    test = differences_caption(within, resamples, seed, f"values of {measure}")
    result.attrs["caption"] = f"{what.get(unit, f'{measure} per {per}')}; 95% intervals over {within}. {test}"
    if result.empty:
        few = f"{len(known)} value of {groups.name or 'group'}, two needed"
        why = "reference is empty" if not compared else f"no row of the table has a value of {measure}"
        why = few if len(known) < 2 else why
        result.attrs["note"] = f"Nothing to compare: {why}."
    return result


def _comparisons(
    known: list[str], target: str | None, reference: str | Collection[str] | None
) -> list[tuple[str, list[str], str]]:
    """Each target with its references, and what these are called."""
    if target is not None:
        require_choice(target, known, "target")
    others = known if reference is None else require_choices(reference, known, "reference")
    if target in others and reference is not None:
        raise ValueError(f"reference {target!r} is the target itself; choose from {known} or leave it out.")
    name = "all others" if reference is None else ", ".join(others)
    pairs = [(one, [other for other in others if other != one], name) for one in known]
    return [pair for pair in pairs if pair[1] and (target is None or pair[0] == target)]


def _summed(
    rows: pd.DataFrame, ids: pd.Index, measure: str, per: str | None
) -> tuple[np.ndarray, np.ndarray, list[str], str]:
    """Numerators (articles x values) and denominators (articles,) by article, the values, and the unit."""
    for name in filter(None, (per, measure if per else None)):
        if not pd.api.types.is_numeric_dtype(rows[name]):
            raise TypeError(f"{name!r} must be a column of numbers, for measure is divided by per.")
    is_number = pd.api.types.is_numeric_dtype(rows[measure]) and not pd.api.types.is_bool_dtype(rows[measure])
    if is_number:
        columns, given = [measure, *filter(None, [per])], ids.isin(rows["article_id"].astype("str"))
        rows = rows.dropna(subset=columns)
        if below := [name for name in columns if (rows[name] < 0).any()]:
            raise ValueError(f"{below[0]!r} has numbers below 0; shift them, so that all are 0 or more.")
        article = ids.get_indexer(rows["article_id"].astype("str"))
        sums = np.bincount(article, rows[measure], len(ids))
        known = (np.bincount(article, minlength=len(ids)) > 0) | ~given
        among = known.astype(float) if per is None else np.bincount(article, rows[per], len(ids))
        return sums[:, None], among, [""] if len(rows) else [], "mean" if per is None else "ratio"
    if "attribution_id" in rows:
        rows = rows.drop_duplicates("attribution_id")
    text = rows[measure]
    if text.dtype == object:  # whose 1, True and 1.0 are one value to pandas, and lists none
        text = text.where(text.notna(), "").astype("str")
    codes, kinds = pd.factorize(text, use_na_sentinel=False)
    kinds = pd.Series(kinds).astype(object)
    values, kind = np.unique(
        kinds.where(kinds.notna(), "").astype("str").to_numpy(object), return_inverse=True
    )
    places, known = pd.factorize(rows["article_id"])
    article, value = ids.get_indexer(known.astype("str"))[places], kind[codes]
    counts = np.bincount(article * len(values) + value, minlength=len(ids) * len(values))
    counts = counts.reshape(len(ids), len(values)).astype(float)[:, values != ""]
    values = values[values != ""]
    among = counts.sum(axis=1)
    if pd.api.types.is_bool_dtype(rows[measure]):
        n = min(len(values), 1)  # a share of 0 where nothing is true, none where nothing is known
        counts, values = counts[:, values == "True"].sum(axis=1, keepdims=True)[:, :n], ["True"] * n
    return counts, among, list(values), "share"


def _rows(
    sides: Sides, names: np.ndarray, target: str, others: list[str], reference: str, values: list[str],
    single: dict[str, np.ndarray], part: bool, least: int, resamples: int, seed: int,
) -> pd.DataFrame:  # fmt: skip
    """Rows of one comparison."""
    used = np.isin(names[sides.outlets], [target, *others]) & (sides.denominators > 0)
    sides = Sides(*(column[used] for column in sides[:5]), sides.blocked)
    sides = sides._replace(is_target=names[sides.outlets] == target)
    both = sides.is_target, ~sides.is_target
    (rate, low, high, why), (other, *_) = (rates_of(sides, rows, part=part) for rows in both)
    found, bottom, top = difference_intervals(sides, part=part)
    p, family, no_p = difference_p(sides, resamples, seed, fewest=least)
    told = [", ".join(f"{name} {single[name][k]:.3g}" for name in others) for k in range(len(values))]
    shared = len(np.intersect1d(sides.events[both[0]], sides.events[both[1]]))
    whole = (sides.numerators % 1 == 0).all()
    n = [sides.numerators[rows].sum(axis=0).astype(int if whole else float) for rows in both]
    reasons = ["; ".join(filter(None, two)) for two in zip(why, no_p, strict=True)]
    table = pd.DataFrame({"value": values, "n_target": n[0], "n_reference": n[1]}).assign(
        target=target, reference=reference, articles_target=both[0].sum(), articles_reference=both[1].sum(),
        events=shared, rate_target=rate, target_low=low, target_high=high, rate_reference=other, rates=told,
        difference=found, low=bottom, high=top, p=p, p_family=family, reason=reasons,
    )[_COLUMNS]  # fmt: skip
    return table.iloc[np.lexsort((table["value"], -(n[0] + n[1])))]

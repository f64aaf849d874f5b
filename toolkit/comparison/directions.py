"""Directions: who had a passage first and who printed it later, by pair of outlets."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.comparison.passages import on_both_sides
from toolkit.comparison.quoting import MOSTLY
from toolkit.comparison.wire import agency_of, given, is_agency
from toolkit.corpus.selection import of_articles
from toolkit.names.credits import usual_name

_SOURCES = 5  # articles at most that are looked at as the source of one: of 400 reprints any few will do


def _held_in_common(passages: pd.DataFrame) -> np.ndarray:
    """Which passages stand, by more than half on both sides, in what both articles share with one source."""
    seen = on_both_sides(passages, "earlier")
    later = seen.loc[seen["earlier"] != seen["side"], ["article", "start", "end", "other_article"]]
    code = pd.factorize(later["other_article"], sort=True)[0]
    wanted = pd.Series(np.bincount(code, minlength=1)[code] + code / (len(later) + 1), later.index)
    later = later[wanted.groupby(later["article"]).rank(method="dense", ascending=False) <= _SOURCES]
    met = seen.merge(later.set_axis(["article", "opens", "closes", "source"], axis=1), on="article")
    met = met.query("source != other_article and opens < end and start < closes")
    met = met.sort_values(["passage", "side", "source", "opens"])
    keys = [met[name] for name in ("passage", "side", "source")]
    done = met.groupby(keys)["closes"].cummax().groupby(keys).shift(fill_value=0)
    first = met[["opens", "start"]].max(axis=1).clip(lower=done)
    share = (met[["closes", "end"]].min(axis=1) - first).clip(lower=0) / (met["end"] - met["start"])
    held = share.groupby(keys).sum() > 0.5
    sides = held[held].groupby(level=["passage", "source"]).size()
    return np.isin(np.arange(len(passages)), sides.index[sides == 2].get_level_values("passage"))


def copying(
    articles: pd.DataFrame, passages: pd.DataFrame, *, agencies: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Who had a passage first and who printed it later, by pair of outlets.

    Parameters
    ----------
    articles
        The articles that count, and that may be the common source of two others.
    passages
        Table of `find_reuse`; only those between two of the articles count.
    agencies
        Table of `agencies`; left out, the articles are read for it.

    Returns
    -------
    DataFrame
        One row a pair of outlets and direction, most words of prose first: `outlet_a`, `outlet_b` (in order
        of direction, else of name); `first`, `later`: who was which ("" where it is unknown who was first);
        `direction` (time: published at different times; credited: one is the agency that the other names as
        the author of its text, where times do not tell; unknown); `articles` (how many pairs of them);
        `passages` (how many they share); `verbatim`, `edited` and `quotations` (how many of the passages are;
        of quotations half of the words and more stand in quotation marks or attributed content on one side);
        `words` (how many are equal); `prose_words`, equal words of passages that are no quotations;
        `n_common`, passages that likely come from a common source: more than half of their characters in both
        articles also stand in passages that each shares with one same third article (of the five with which
        an article shares, and which share most).

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    The later outlet need not have copied the earlier one: both may have printed the same agency or the same
    press release, and whoever quotes the same speech shares its words. A third article that is known to be
    later than one of the two is no common source.

    Examples
    --------
    >>> row = {"article_a": "a", "start_a": 0, "end_a": 9, "article_b": "b", "start_b": 0, "end_b": 9,
    ...        "n_words": 8, "kind": "edited", "quoted": 0.2, "earlier": "b", "outlet_a": "Beacon",
    ...        "outlet_b": "Ledger"}
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"]}, index=["a", "b"])
    >>> table = copying(articles, pd.DataFrame([row, row | {"quoted": 0.9}]))
    >>> table[["first", "later", "passages", "quotations", "words", "prose_words"]].values.tolist()
    [['Ledger', 'Beacon', 2, 1, 16, 8]]
    """
    require_columns(articles, [], "articles")
    names = ["article_a", "article_b", "outlet_a", "outlet_b", "kind", "n_words", "quoted", "earlier"]
    require_columns(passages, names, "passages")
    passages = of_articles(passages, articles)
    a, b = passages["outlet_a"].astype("str"), passages["outlet_b"].astype("str")
    timed, credited = passages["earlier"], _credited(articles, passages, agencies)
    first = timed.where(timed != "unknown", credited)
    swap = (first == "b") | ((first == "unknown") & (b < a))
    a, b = a.mask(swap, b), b.mask(swap, a)
    prose = passages["quoted"] < MOSTLY
    rows = passages.assign(
        outlet_a=a, outlet_b=b, first=a.mask(first == "unknown", ""), later=b.mask(first == "unknown", ""),
        direction=np.select([timed != "unknown", first != "unknown"], ["time", "credited"], "unknown"),
        pair=passages["article_a"].astype("str") + "\0" + passages["article_b"].astype("str"),
        verbatim=passages["kind"] == "verbatim", edited=passages["kind"] == "edited", quotation=~prose,
        prose_words=passages["n_words"].where(prose, 0), common=_held_in_common(passages),
    )  # fmt: skip
    keys = ["outlet_a", "outlet_b", "first", "later", "direction"]
    table = rows.groupby(keys, as_index=False).agg(
        articles=("pair", "nunique"), passages=("kind", "size"), verbatim=("verbatim", "sum"),
        edited=("edited", "sum"), quotations=("quotation", "sum"), words=("n_words", "sum"),
        prose_words=("prose_words", "sum"), n_common=("common", "sum"),
    )  # fmt: skip
    order = ["prose_words", "words", *keys]
    table = table.sort_values(order, ascending=[False, False, *[True] * len(keys)], ignore_index=True)
    table.attrs["caption"] = (
        "Shared passages by pair of outlets and by who was first: by time, or because the other names the"
        " agency as its author; unknown where neither tells. Passages of which at least half is quoted or"
        " attributed count as quotations, the others as prose; n_common likely come from a common third"
        " article."
    )
    if table.empty:
        table.attrs["note"] = "No two of these articles share a passage."
    return table


def _credited(articles: pd.DataFrame, passages: pd.DataFrame, agencies: pd.DataFrame | None) -> pd.Series:
    """The side (a, b) that is the agency which the other names as its author; else unknown."""
    outlet, agency = given(articles, "outlet").map(usual_name), agency_of(articles, agencies)
    own = is_agency(articles)
    a, b = passages["article_a"].astype("str"), passages["article_b"].astype("str")
    is_first = [
        x.map(own).astype(bool) & ~y.map(own).astype(bool) & (x.map(outlet) == y.map(agency))
        for x, y in ((a, b), (b, a))
    ]
    return pd.Series(np.select(is_first, ["a", "b"], "unknown"), passages.index, "str")

"""Sensitivity: does a difference between outlets hang on one indicator of its frame."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, Names
from toolkit.corpus.tokens import COUNTED
from toolkit.framing.rates import counted_hits, frame_rates, rates_table
from toolkit.statistics.exchange import ALPHA


def frame_sensitivity(
    hits: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: By = "outlet",
    block: By = "event",
    segments: Names = COUNTED,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Whether the differences that `frame_rates` finds hold without each one of the frame's indicators.

    Parameters
    ----------
    hits, tokens, articles, by, block, segments, resamples, seed : as in `frame_rates`

    Returns
    -------
    pandas.DataFrame
        One row a difference found (p_family of .05 or less) and indicator of its frame, in the order of
        `frame_rates`, most frequent indicator first: `frame`, its name; `<by>`; `indicator`, its pattern; `n`
        (how many hits it has); `share` (0-1, of the frame's hits); `difference` (from all others, per
        thousand words); `difference_without`, the difference without the indicator; `p_without`, its p (of
        the frame alone); `holds`, whether it does without (p of .05 or less in the same direction; missing
        where there is no p).

    Raises
    ------
    ValueError
        As `frame_rates`.

    Notes
    -----
    What was not found is not checked. Hits of an indicator are taken away and nothing takes their place: a
    word that a longer indicator covered is not counted anew.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> texts, ids = ["A row, a row, a clash", "All calm at sea now"] * 7, [f"n{k}" for k in range(10, 24)]
    >>> articles = pd.DataFrame({"text": texts, "outlet": ["Beacon", "Ledger"] * 7}, index=ids)
    >>> articles["event"] = list("aabbccddeeffgg")
    >>> hits = pd.DataFrame({"frame": "conflict", "article_id": articles.index[::2].repeat(6)})
    >>> hits = hits.assign(start=[2, 9, 9, 9, 16, 16] * 7, indicator=["row", *["clash"] * 5] * 7)
    >>> table = frame_sensitivity(hits, tokenize(articles), articles, segments=None)
    >>> table[["outlet", "indicator", "n", "p_without"]].head(2).to_numpy().tolist()
    [['Beacon', 'clash', 35, nan], ['Beacon', 'row', 7, 0.015625]]
    """
    require_columns(hits, ["frame", "indicator"], "hits")
    test = {"resamples": resamples, "seed": seed}
    rates = frame_rates(hits, tokens, articles, by=by, block=block, segments=segments, **test)
    name, found = rates.columns[1], rates[rates["p_family"] <= ALPHA]
    parts = []
    if len(found):
        counted = counted_hits(_without_each(hits, found), tokens, articles, by, block, None, segments)
        without = rates_table([counted], None, None, **test, compared=set(found[name]))
        without[["frame", "indicator"]] = [key.split("\n", 1) for key in without["frame"]]
        totals = rates.groupby("frame", observed=True)["n"].sum()
        for frame, part in found.groupby("frame", sort=False, observed=True):
            parts.append(_checks(without[without["frame"] == frame], totals[frame], part, name))
    columns = ["frame", name, "indicator", "n", "share", "difference", "difference_without", "p_without"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*columns, "holds"])
    table.attrs["caption"] = (
        "Differences from all others, per thousand words, with each indicator of the frame left out in turn;"
        " its hits are taken away and nothing takes their place."
    )
    if not parts:
        table.attrs["note"] = "No difference was found, so that none can hang on an indicator."
    return table


def _without_each(hits: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Hits of the frames found, once for each indicator: a frame that has the hits of all others."""
    indicators, rows, kinds = hits["indicator"].astype("str").to_numpy(object), [], []
    for frame in found["frame"].unique():
        of_frame = np.flatnonzero(hits["frame"] == frame)
        for one in pd.unique(indicators[of_frame]):
            kinds.append(f"{frame}\n{one}")
            rows.append(of_frame[indicators[of_frame] != one])
    codes = np.repeat(np.arange(len(kinds)), list(map(len, rows)))
    return hits.iloc[np.concatenate(rows)].assign(frame=pd.Categorical.from_codes(codes, kinds))


def _checks(without: pd.DataFrame, total: int, found: pd.DataFrame, name: str) -> pd.DataFrame:
    """Rows of one frame: each difference found, without each indicator."""
    n = total - without.groupby("indicator")["n"].sum()
    n = n[n > 0].sort_values(ascending=False, kind="stable")
    counts = pd.DataFrame({"indicator": n.index.astype("str"), "n": n.to_numpy()})
    names = {"difference": "difference_without", "p": "p_without"}
    left = without.rename(columns=names)[[name, "indicator", *names.values()]]
    pairs = found[["frame", name, "difference"]].merge(counts, how="cross")
    table = pairs.merge(left, how="left", on=[name, "indicator"])
    same = np.sign(table["difference_without"]) == np.sign(table["difference"])
    holds = ((table["p_without"] <= ALPHA) & same).astype("boolean").mask(table["p_without"].isna())
    table = table.assign(share=table["n"] / total, holds=holds)
    return table[["frame", name, "indicator", "n", "share", "difference", *names.values(), "holds"]]

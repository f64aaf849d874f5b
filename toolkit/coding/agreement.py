"""Agreement: how far coders agree beyond chance."""

import krippendorff
import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.statistics.resampling import FEWEST_EVENTS, bootstrap_weights

_COLUMNS = "frame coders units codes percent alpha low high reason".split()


def reliability(codes: pd.DataFrame, *, resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """How far coders agree on each frame, beyond chance.

    Parameters
    ----------
    codes : table of `read_codes`; `present` may hold any numbers that name categories
    resamples, seed : of the bootstrap over articles

    Returns
    -------
    pandas.DataFrame
        One row a frame: `frame`, its name; `coders`, how many; `units` (how many articles were coded by two
        or more); `codes` (how many these have); `percent` (0-100, of pairs of codes of one article that are
        equal, mean over articles); `alpha` (Krippendorff's: 1 full agreement, 0 chance); `low`, `high` (95%
        interval of alpha); `reason` (why there is no alpha or no interval, or "").

    Raises
    ------
    ValueError
        If codes lacks a column.

    Notes
    -----
    Krippendorff's alpha, nominal: 1 - observed / expected disagreement. Codes may be missing. The interval
    is the percentile bootstrap over units; resamples without different codes have no alpha and are left out.

    A language model is a coder like others, and is held against people before its codes count: people must
    agree among themselves (`codes[codes["coder"] != "model"]`), and about as well where it is one of them.
    In `validate_frames` every coder has a vote, so that a model's codes are to be left out there, or have it.

    References
    ----------
    Hayes & Krippendorff (2007), Answering the call for a standard reliability measure for coding data,
    Communication Methods and Measures 1(1), doi:10.1080/19312450709336664

    Examples
    --------
    >>> codes = pd.DataFrame({"article_id": list("ababab"), "coder": list("xxyyzz"), "frame": "conflict"})
    >>> table = reliability(codes.assign(present=[1, 0, 1, 0, 1, 1]))
    >>> table[["units", "percent", "alpha"]].round(3).to_numpy().tolist()
    [[2.0, 66.667, 0.375]]
    """
    require_columns(codes, ["article_id", "coder", "frame", "present"], "codes")
    parts = codes.groupby("frame", sort=False, observed=True)
    rows = [_agreement(part, resamples, seed) | {"frame": frame} for frame, part in parts]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    drawn = f"{resamples} resamples of articles (seed {seed})"
    table.attrs["caption"] = f"Krippendorff's alpha (nominal) with 95% intervals from {drawn}."
    if table.empty:
        table.attrs["note"] = "No hand codes, so there is no agreement to measure."
    return table


def _agreement(codes: pd.DataFrame, resamples: int, seed: int) -> dict[str, object]:
    """One row of `reliability`."""
    counts = pd.crosstab(codes["article_id"], codes["present"]).to_numpy()
    counts = counts[counts.sum(axis=1) > 1]
    m, coders = counts.sum(axis=1), codes["coder"].nunique()
    row = {"coders": coders, "units": len(counts), "codes": m.sum()}
    if not len(counts):
        why = "one coder" if coders == 1 else "no article has codes of two coders"
        return row | {"reason": f"no alpha: {why}"}
    differing = m**2 - (counts**2).sum(axis=1)  # ordered pairs of unequal codes in each unit
    row["percent"] = 100 * (1 - np.mean(differing / (m * (m - 1))))
    if (counts.sum(axis=0) > 0).sum() < 2:
        return row | {"reason": "no alpha: all codes are equal"}
    row["alpha"] = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    drawn = bootstrap_weights(len(counts), resamples, seed).astype(float)
    totals = drawn @ counts
    expected = (totals.sum(axis=1) ** 2 - (totals**2).sum(axis=1)) / (totals.sum(axis=1) - 1)
    observed = (drawn @ (differing / (m - 1)))[expected > 0]
    low, high = np.percentile(1 - observed / expected[expected > 0], [2.5, 97.5])
    if np.isclose(low, high):
        why = "all resamples have the same alpha" if differing.any() else "no disagreement"
        return row | {"reason": f"no interval: {why}"}
    if len(counts) < FEWEST_EVENTS:
        return row | {"reason": f"no interval: {len(counts)} articles, {FEWEST_EVENTS} needed"}
    return row | {"low": low, "high": high, "reason": ""}

"""Validity: what each frame's indicators are worth against hand codes of the same corpus."""

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import rankdata

from toolkit.checks import require_choices, require_columns
from toolkit.corpus.selection import Names
from toolkit.corpus.tokens import COUNTED
from toolkit.framing.rates import article_rates
from toolkit.statistics.resampling import bootstrap_weights

FEWEST_CODED = 5  # articles with, and articles without, a frame below which no verdict is given
VALID_AUC = 0.7  # the lower bound that "valid" asks for; 0.5 is chance
_SCORES = ("precision", "recall", "f1")
_BOUNDED = [score + end for score in _SCORES for end in ("", "_low", "_high")]
_COLUMNS = ["frame", "n", "positives", "auc", "auc_low", "auc_high", "cut"]
_COLUMNS += [*_BOUNDED, "constant_f1", "verdict", "reason"]


def validate_frames(
    codes: pd.DataFrame,
    hits: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    segments: Names = COUNTED,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """What each frame's indicators are worth against hand codes of the same corpus.

    Parameters
    ----------
    codes : table of `read_codes`; an article has a frame where half of its coders or more say so
    hits, tokens, segments : as in `frame_rates`
    resamples, seed : of the bootstrap over articles

    Returns
    -------
    pandas.DataFrame
        One row a frame of the codebook: `frame`, `n` (articles coded), `positives` (with the frame), `auc`,
        `cut` (hits per thousand words from which an article counts as having the frame), `precision`,
        `recall`, `f1`, the four scores each with `_low` and `_high` (95%), `constant_f1` (of saying yes to
        every article), `verdict` (valid, doubtful, not valid, not validated) and its `reason`.

    Raises
    ------
    ValueError
        If a table lacks a column, or codes has a frame that the hits' codebook has not.

    Notes
    -----
    AUC: probability that an article with the frame has the higher rate, ties half; interval of Newcombe
    (2006), method 5, which is not of zero width for perfect separation. Precision, recall and F1
    use for each article the cut that is best (F1) for all other articles, and percentile bootstraps.
    Verdict: *not validated* below 5 articles with or 5 without the frame; *not valid* if the AUC's lower
    bound is not above .5; *valid* if it is .7 or more and F1 beats the constant; else *doubtful*.

    References
    ----------
    Newcombe (2006), Confidence intervals for an effect size measure based on the Mann-Whitney statistic,
    part 2, Statistics in Medicine 25(4), doi:10.1002/sim.2324
    van Atteveldt, van der Velden & Boukes (2021), The validity of sentiment analysis, Communication Methods
    and Measures 15(2), doi:10.1080/19312458.2020.1869198

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> ids = list("abcdefghijklmnop")
    >>> tokens = tokenize(pd.DataFrame({"text": "clash"}, index=ids))
    >>> hits = pd.DataFrame({"frame": "conflict", "article_id": ids[:8], "start": 0})
    >>> codes = pd.DataFrame({"article_id": ids, "frame": "conflict", "present": [1] * 7 + [0] * 9})
    >>> table = validate_frames(codes, hits, tokens, segments=None)
    >>> table[["auc", "auc_low", "verdict"]].round(2).to_numpy().tolist()
    [[0.94, 0.67, 'doubtful']]
    """
    require_columns(codes, ["article_id", "frame", "present"], "codes")
    rates = article_rates(hits, tokens, segments=segments)
    require_choices(codes["frame"].unique(), rates.columns, "the frame of codes")
    rows = {}
    for frame in rates.columns:
        gold = codes[codes["frame"] == frame].groupby("article_id", observed=True)["present"].mean() >= 0.5
        rate = rates[frame].reindex(gold.index).dropna()
        rows[frame] = _validity(gold[rate.index].to_numpy(bool), rate.to_numpy(), resamples, seed)
    table = pd.DataFrame([{"frame": frame} | row for frame, row in rows.items()], columns=_COLUMNS)
    table.attrs["caption"] = (
        "Indicator rates per thousand words against hand codes; an article has a frame where half of its"
        f" coders or more say so; valid asks for an AUC whose lower bound is {VALID_AUC} or more; 95%"
        f" intervals over articles as if these were independent, {resamples} resamples, seed {seed}."
    )
    if codes.empty:
        table.attrs["note"] = "No hand codes, so no frame is validated; see coding_sheet and read_codes."
    return table


def _validity(gold: np.ndarray, rate: np.ndarray, resamples: int, seed: int) -> dict[str, object]:
    """One row of `validate_frames`, from codes and rates of the same articles."""
    positives, negatives = int(gold.sum()), int((~gold).sum())
    row = {"n": len(gold), "positives": positives}
    if min(positives, negatives) < FEWEST_CODED:
        reason = f"{positives} articles with the frame and {negatives} without; {FEWEST_CODED} of each needed"
        return row | {"verdict": "not validated", "reason": reason}
    above = rankdata(rate)[gold].sum() - positives * (positives + 1) / 2
    auc = above / (positives * negatives)
    low, short = (_lower_bound(share, positives, negatives) for share in (auc, 1 - auc))
    cut, predicted = _cuts(gold, rate)
    row |= {"auc": auc, "auc_low": low, "auc_high": 1 - short, "cut": cut}
    row |= _scores(gold, predicted, resamples, seed)
    row["constant_f1"] = 2 * positives / (len(gold) + positives)
    if low <= 0.5:
        verdict, reason = "not valid", f"the AUC may be as low as {low:.2f}, no better than chance"
    elif low < VALID_AUC:
        verdict, reason = "doubtful", f"the AUC may be as low as {low:.2f}"
    elif row["f1"] <= row["constant_f1"]:
        verdict, reason = "doubtful", "F1 is no better than that of saying yes to every article"
    else:
        verdict, reason = "valid", ""
    return row | {"verdict": verdict, "reason": reason}


def _lower_bound(auc: float, m: int, n: int) -> float:
    """Smaller root of (theta - auc)^2 = z^2 var(theta), Newcombe's method 5."""

    def excess(theta: float) -> float:
        spread = 1 + ((m + n) / 2 - 1) * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return (auc - theta) ** 2 - 1.959964**2 * theta * (1 - theta) * spread / (m * n)

    return brentq(excess, 0, auc - 1e-9) if auc > 1e-6 else 0.0


def _cuts(gold: np.ndarray, rate: np.ndarray) -> tuple[float, np.ndarray]:
    """Best cut for all articles, and for each article the answer of the cut that is best without it."""
    cuts = np.unique(rate[rate > 0])
    cuts = np.quantile(cuts, np.linspace(0, 1, 100), method="nearest") if len(cuts) > 100 else cuts
    if not len(cuts):
        return np.nan, np.zeros(len(rate), dtype=bool)
    yes = rate >= cuts[:, None]
    hits, said = (yes & gold).sum(axis=1), yes.sum(axis=1)
    best = np.argmax(2 * hits / (said + gold.sum()))
    others = (hits[:, None] - (yes & gold)) / (said[:, None] - yes + gold.sum() - gold)
    return cuts[best], yes[np.argmax(others, axis=0), np.arange(len(rate))]


def _scores(gold: np.ndarray, predicted: np.ndarray, resamples: int, seed: int) -> dict[str, float]:
    """Precision, recall and F1 with percentile intervals; no interval where every resample gives the same."""
    cells = np.stack([gold & predicted, predicted, gold], axis=1).astype(float)
    weights = np.vstack([np.ones(len(gold)), bootstrap_weights(len(gold), resamples, seed)])
    hits, said, true = (weights @ cells).T
    row = {}
    for score, below in zip(_SCORES, (said, true, (said + true) / 2), strict=True):
        value, *drawn = hits / np.where(below > 0, below, np.nan)
        drawn = np.array(drawn)[np.isfinite(drawn)]
        low, high = np.percentile(drawn, [2.5, 97.5]) if len(drawn) else (np.nan, np.nan)
        row[score] = value
        if low < high:
            row |= {f"{score}_low": low, f"{score}_high": high}
    return row

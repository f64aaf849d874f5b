"""Discrimination: how well a score tells two classes apart, where articles of one event go together."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtrit
from scipy.stats import rankdata


def auc_interval(present: np.ndarray, score: np.ndarray, events: np.ndarray) -> tuple[float, float, float]:
    """Probability that an article of the class has the higher score, ties half, and its 95% interval.

    Parameters
    ----------
    present, score, events
        Of each article: whether it is of the class, its score, and the code of its event.

    Notes
    -----
    The interval is Newcombe's (2006, 10.1002/sim.2324, method 5), which has a width for perfect separation,
    too, with t of events - 1 degrees of freedom in place of z, and with effective numbers of articles: these
    are fewer by as much as the variance over events (Obuchowski 1997, 10.2307/2533958) exceeds that of
    independent articles (DeLong et al. 1988). Coverage: benchmarks/framing/auc_coverage.py.

    >>> present, score = np.arange(16) < 8, np.array([9, 8, 7, 6, 5, 4, 3, 1, 4, 3, 2, 2, 1, 1, 0, 0])
    >>> [round(x, 2) for x in auc_interval(present, score, np.arange(16))]
    [0.89, 0.58, 0.98]
    >>> [round(x, 2) for x in auc_interval(present, score, np.arange(16) % 4)]
    [0.89, 0.42, 0.99]
    """
    present, score = np.asarray(present, dtype=bool), np.asarray(score, dtype=float)
    m, n = int(present.sum()), int((~present).sum())
    placed = _placements(present, score)
    auc = float(placed[present].mean())
    codes = np.unique(events, return_inverse=True)[1]
    effect = _design_effect(present, placed - auc, codes)
    width = -float(stdtrit(max(codes.max(), 1), 0.025))
    low, short = (_lower_bound(share, m / effect, n / effect, width) for share in (auc, 1 - auc))
    return auc, low, 1 - short


def _placements(present: np.ndarray, score: np.ndarray) -> np.ndarray:
    """For each article, the share of those of the other class that it beats or, if not present, loses to."""
    above = np.empty(len(score))
    ranks = rankdata(score)
    for side, sign in ((present, 1), (~present, -1)):
        own = rankdata(sign * score[side])
        place = ranks[side] if sign > 0 else len(score) + 1 - ranks[side]
        above[side] = (place - own) / (~side).sum()
    return above


def _design_effect(present: np.ndarray, gap: np.ndarray, codes: np.ndarray) -> float:
    """How many times the variance of independent articles that over events is, at least 1."""
    sums = [np.bincount(codes[side], gap[side] / side.sum(), codes.max() + 1) for side in (present, ~present)]
    held = [len(np.unique(codes[side])) for side in (present, ~present)] + [int(codes.max()) + 1]
    spread = sums[0] @ sums[0], sums[1] @ sums[1], 2 * sums[0] @ sums[1]
    over_events = sum(x * k / max(k - 1, 1) for x, k in zip(spread, held, strict=True))
    independent = sum(gap[side].var(ddof=1) / side.sum() for side in (present, ~present))
    return max(over_events / independent, 1.0) if independent > 0 else 1.0


def _lower_bound(auc: float, m: float, n: float, z: float) -> float:
    """Smaller root of (theta - auc)^2 = z^2 var(theta)."""

    def excess(theta: float) -> float:
        spread = 1 + ((m + n) / 2 - 1) * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return (auc - theta) ** 2 - z**2 * theta * (1 - theta) * spread / (m * n)

    return brentq(excess, 0, auc - 1e-9) if auc > 1e-6 else 0.0

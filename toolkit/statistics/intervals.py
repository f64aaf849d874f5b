"""Intervals: how far a ratio of sums, such as a rate or a share, moves when events are drawn anew."""

import numpy as np

from toolkit.statistics.resampling import bootstrap_weights, interval_reason, percentiles


def ratio_intervals(
    numerators: np.ndarray, denominators: np.ndarray, resamples: int = 2000, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """95% percentile bootstrap over events of ratios of sums, and why a ratio has none.

    Parameters
    ----------
    numerators
        Counts (events x k): hits of k frames, attributions of k sources; times 1,000 for a rate per thousand.
    denominators
        What they are counts among, whole numbers: (events,) for all k alike, or (events x k).
    resamples, seed
        Bootstrap: a resample draws as many events as there are, the same ones for all k.

    Returns
    -------
    low, high : numpy.ndarray
        Bounds (k,) of sum of numerators / sum of denominators, widened for few events; NaN without interval.
    reasons : list of str
        Why there is none, or "": fewer than 5 events, found in fewer than 3, or no resample differs.

    Examples
    --------
    >>> hits = np.array([[1, 0], [2, 0], [0, 9], [1, 0], [3, 0]])
    >>> low, high, reasons = ratio_intervals(hits, np.full(5, 10))
    >>> low.round(2).tolist(), high.round(2).tolist(), reasons
    ([0.02, nan], [0.28, nan], ['', 'no interval: found in 1 events, 3 needed'])
    """
    numerators = np.asarray(numerators, dtype=float)
    denominators = np.asarray(denominators, dtype=float).reshape(len(numerators), -1)
    events, low = len(numerators), np.full(numerators.shape[1], np.nan)
    high = low.copy()
    reasons = [interval_reason(events, int(hits)) for hits in (numerators > 0).sum(axis=0)]
    told = np.flatnonzero([not reason for reason in reasons])
    if len(told):
        weights = bootstrap_weights(events, resamples, seed)
        among = np.broadcast_to(denominators, numerators.shape)[:, told]
        ratios = (weights @ numerators[:, told]) / np.maximum(weights @ among, 1)
        low[told], high[told] = np.percentile(ratios, percentiles(events), axis=0)
    for column in told[low[told] == high[told]]:
        low[column] = high[column] = np.nan
        reasons[column] = "no interval: every event has the same rate"
    return low, high, reasons

"""Effects: how much more often a word stands on one side, and p-values of single 2 x 2 tables.

`a` of `n1` words in the target, `b` of `n2` in the reference; numbers or arrays of one shape. Public through
`toolkit.measures`. Words of one text are not independent, so that these p are too small for words of texts:
they are here to be compared with the literature; for a test see `keyness`.
"""

import numpy as np
from scipy.special import ndtr

from toolkit.statistics.spread import Numbers


def percent_difference(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Numbers:
    """%DIFF = 100 (rate1 - rate2) / rate2 (Gabrielatos & Marchi 2011); NaN for words the reference lacks.

    >>> round(float(percent_difference(206523, 178174, 959641, 1562358)), 1)
    88.7
    """
    return 100 * (relative_risk(a, b, n1, n2) - 1)


def relative_risk(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Numbers:
    """(a / n1) / (b / n2), the ratio of rates; NaN for words the reference lacks.

    >>> round(float(relative_risk(620, 267, 1017879, 1007532)), 4)
    2.2985
    """
    return a / n1 / (np.where(np.asarray(b) == 0, np.nan, b) / n2)


def odds_ratio(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Numbers:
    """(a / (n1 - a)) / (b / (n2 - b)); infinite where the reference lacks the word.

    >>> round(float(odds_ratio(16217, 735, 2796938, 2087946)), 1)
    16.6
    """
    a, b, n1, n2 = (np.asarray(x, dtype=float) for x in (a, b, n1, n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return a / (n1 - a) / (b / (n2 - b))


def simple_maths(
    a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, *, k: float = 100, per: float = 1e6
) -> Numbers:
    """(rate1 + k) / (rate2 + k), rates per million: `k` 1 ranks rare words first, 1,000 frequent ones.

    Kilgarriff 2009, Simple maths for keywords

    >>> round(float(simple_maths(35, 263, 112289811, 1559717242, k=1)), 4)
    1.1224
    """
    return (per * np.divide(a, n1) + k) / (per * np.divide(b, n2) + k)


def z_to_p(z: Numbers) -> Numbers:
    """Two-sided p of a standard normal z.

    >>> round(float(z_to_p(1.959964)), 6)
    0.05
    """
    return 2 * ndtr(-np.abs(z))


def fisher_p(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Numbers:
    """Two-sided p of Fisher's exact test: tables with these margins that are no likelier than the one seen.

    >>> round(float(fisher_p(7, 2, 10, 9)), 6)
    0.069779
    """
    from scipy.stats import fisher_exact  # a second of import, which no other formula needs

    tables = np.broadcast_arrays(a, b, n1, n2)
    one = np.vectorize(lambda x, y, n, m: fisher_exact([[x, y], [n - x, m - y]]).pvalue, otypes=[float])
    return one(*tables)[()]


def holm(p: np.ndarray) -> np.ndarray:
    """p-values adjusted for their number, step by step (Holm 1979); NaN are left out.

    >>> holm(np.array([0.01, 0.02, np.nan, 0.03, 0.005])).tolist()
    [0.03, 0.04, nan, 0.04, 0.02]
    """
    p = np.asarray(p, dtype=float)
    adjusted, some = np.full(len(p), np.nan), np.flatnonzero(~np.isnan(p))
    rising = some[np.argsort(p[some], kind="stable")]
    steps = np.arange(len(rising), 0, -1)
    adjusted[rising] = np.minimum(np.maximum.accumulate(p[rising] * steps), 1) if len(rising) else 0
    return adjusted

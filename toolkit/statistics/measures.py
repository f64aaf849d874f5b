"""Formulas over counts, each with its variant, its source and a worked value; nothing here knows of articles.

Keyness: `a` of `n1` words in the target, `b` of `n2` in the reference. Association: a pair occurs `f` times,
its members `f1` and `f2` times, among `N`. Numbers go in and come out, or arrays of one shape. Words of one
text are not independent: these scores describe and rank; for a test see `keyness`. This module is the door
to all formulas, `tk.measures`; those of effects stand in `toolkit.statistics.effects`, of dispersion and
diversity in `toolkit.statistics.spread`.
"""

import numpy as np
from scipy.special import betainccinv, betaincinv, rel_entr, xlogy

from toolkit.statistics.effects import (  # isort: skip  # noqa: F401
    fisher_p, holm, odds_ratio, percent_difference, relative_risk, simple_maths, z_to_p,
)  # fmt: skip
from toolkit.statistics.spread import (  # isort: skip  # noqa: F401
    Numbers, carroll_d2, dp, dp_norm, hdd, juilland_d, kl_divergence, mattr, mtld, rosengren_s, ttr, yule_k,
)  # fmt: skip


def _cells(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Observed and expected cells of the 2 x 2 table: a, b, n1 - a, n2 - b."""
    a, b, n1, n2 = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, n1, n2)))
    p = (a + b) / (n1 + n2)
    return np.stack([a, b, n1 - a, n2 - b]), np.stack([n1 * p, n2 * p, n1 * (1 - p), n2 * (1 - p)])


def log_likelihood(
    a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, *, cells: int = 4, signed: bool = False
) -> Numbers:
    """G2 = 2 sum O ln(O / E) over `cells` 4 (Dunning 1993) or the 2 of the word (Rayson & Garside 2000).

    `signed`: negative where the word is rarer in the target. https://aclanthology.org/J93-1003

    >>> round(log_likelihood(10, 2, 1000, 1000, cells=2), 4), round(log_likelihood(7, 2, 1000, 1000), 4)
    (np.float64(5.8221), np.float64(2.9545))
    """
    observed, expected = _cells(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = xlogy(observed, np.where(observed > 0, observed / expected, 1.0))[:cells]
    g2 = np.maximum(2 * terms.sum(axis=0), 0)
    return g2 * np.where(observed[0] < expected[0], -1, 1) if signed else g2


def chi_squared(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, *, correction: str = "none") -> Numbers:
    """X2 = sum (O - E)^2 / E over 4 cells.

    `correction` "yates" takes .5, or all where it is less, from each abs(O - E); "williams" divides X2 by q =
    1 + (N/n1 + N/n2 - 1)(N/m + N/(N - m) - 1) / 6N with N = n1 + n2, m = a + b (Williams 1976,
    10.1093/biomet/63.1.33).

    >>> [round(float(chi_squared(7, 2, 10, 10, correction=c)), 4) for c in ("none", "yates", "williams")]
    [5.0505, 3.2323, 4.6937]
    """
    observed, expected = _cells(a, b, n1, n2)
    total, word = observed.sum(axis=0), observed[0] + observed[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.abs(observed - expected)
        gap = np.maximum(gap - 0.5, 0) if correction == "yates" else gap
        x2 = np.where(expected > 0, gap**2 / expected, 0).sum(axis=0)
        rows, columns = total / n1 + total / n2 - 1, total / word + total / (total - word) - 1
        return x2 / (1 + rows * columns / (6 * total)) if correction == "williams" else x2


def log_ratio(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, *, zeros: str = "walter") -> Numbers:
    """log2 of the ratio of rates (Hardie 2014); finite for words that one side lacks.

    `zeros`: "walter" (x + .5)/(n + .5) for every word (Walter 1975, 10.1093/biomet/62.2.371), "floor" .5 in
    place of 0 only, "none" (may be infinite).

    >>> [round(float(log_ratio(10, 2, 1000, 1000, zeros=z)), 4) for z in ("walter", "floor")]
    [2.0704, 2.3219]
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if zeros == "walter":
        return np.log2((a + 0.5) / (n1 + 0.5)) - np.log2((b + 0.5) / (n2 + 0.5))
    if zeros == "floor":
        a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    with np.errstate(divide="ignore"):
        return np.log2(a / n1) - np.log2(b / n2)


def log_ratio_interval(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, *, family=1, sides=2) -> tuple:
    """95% Clopper-Pearson interval of a / (a + b), read as log2 ratio of rates (Evert 2022).

    Bonferroni over `family` words; `sides` 1 gives one-sided bounds. Infinite only where a or b is 0.

    >>> [round(float(x), 3) for x in log_ratio_interval(620, 267, 1017879, 1007532)]
    [0.991, 1.413]
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    tail = 0.05 / sides / family
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, betaincinv(a, b + 1, tail), 0)
        high = np.where(b > 0, betainccinv(a + 1, b, tail), 1)
        return tuple(np.log2(x / (1 - x)) + np.log2(n2 / n1) for x in (low, high))


def conservative_log_ratio(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers, *, family: int = 1) -> Numbers:
    """LRC: the bound of `log_ratio_interval` nearest 0, and 0 where the interval covers 0 (Evert 2022).

    >>> conservative_log_ratio(np.array([50, 7]), np.array([0, 2]), 1000, 1000).round(4).tolist()
    [3.7071, 0.0]
    """
    low, high = log_ratio_interval(a, b, n1, n2, family=family)
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def bic(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Numbers:
    """G2 of two cells - ln(n1 + n2): above 10 very strong evidence of a difference, below 0 against it.

    Wilson 2013, Embracing Bayes factors for key item analysis in corpus linguistics

    >>> round(float(bic(620, 267, 1017879, 1007532)), 2)
    126.34
    """
    return log_likelihood(a, b, n1, n2, cells=2) - np.log(np.add(n1, n2))


def effect_size_ll(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> Numbers:
    """ELL = G2 of two cells / (N ln of the smallest expected count), as UCREL's table has it.

    NaN where that count is not above 1. After Johnston et al. 2006, 10.2466/pms.103.2.412-414

    >>> round(1e6 * float(effect_size_ll(620, 267, 1017879, 1007532)), 2)
    11.42
    """
    expected = np.min(_cells(a, b, n1, n2)[1][:2], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = log_likelihood(a, b, n1, n2, cells=2) / np.add(n1, n2) / np.log(expected)
    return np.where(expected > 1, size, np.nan)[()]


def scores(a: Numbers, b: Numbers, n1: Numbers, n2: Numbers) -> dict[str, Numbers]:
    """All scores of keyness that the literature compares, by name: `table.assign(**scores(a, b, n1, n2))`.

    >>> list(scores(10, 2, 1000, 1000))[:4]
    ['log_likelihood', 'chi_squared', 'chi_squared_yates', 'bic']
    """
    sides = a, b, n1, n2
    return {
        "log_likelihood": log_likelihood(*sides, cells=2, signed=True),
        "chi_squared": chi_squared(*sides),
        "chi_squared_yates": chi_squared(*sides, correction="yates"),
        "bic": bic(*sides),
        "effect_size_ll": effect_size_ll(*sides),
        "log_ratio": log_ratio(*sides),
        "percent_difference": percent_difference(*sides),
        "relative_risk": relative_risk(*sides),
        "odds_ratio": odds_ratio(*sides),
        "simple_maths": simple_maths(*sides),
    }


def log_odds_dirichlet(a: np.ndarray, b: np.ndarray, prior: Numbers, *, variance: str = "two") -> tuple:
    """Log-odds ratio with Dirichlet prior and its z, over a whole vocabulary ("Fightin' Words").

    `prior`: pseudo-counts, one number for all words (uninformative) or one a word (informative). `variance`
    "two": 1/(a + prior) + 1/(b + prior); "four" adds the same for the words that are not this one.
    Monroe, Colaresi & Quinn 2008, 10.1093/pan/mpn018

    >>> log_odds_dirichlet([9, 12, 4, 1, 6, 0], [3, 2, 14, 1, 6, 3], 0.01)[1].round(3).tolist()
    [1.831, 2.739, -3.308, -0.072, -0.212, -0.59]
    """
    a, b, prior = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, prior)))
    inside = np.stack([a, b]) + prior
    outside = inside.sum(axis=-1, keepdims=True) - inside
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log(inside[0] / outside[0]) - np.log(inside[1] / outside[1])
        spread = (1 / inside).sum(axis=0) + ((1 / outside).sum(axis=0) if variance == "four" else 0)
        return delta, delta / np.sqrt(spread)


def pmi(f: Numbers, f1: Numbers, f2: Numbers, N: Numbers, *, base: float = 2, power: float = 1) -> Numbers:
    """log(f^power / E), E = f1 f2 / N (Church & Hanks 1990); -inf for pairs that never occur.

    >>> round(float(pmi(8, 1105, 44, 15_000_000)), 1)
    11.3
    """
    with np.errstate(divide="ignore"):
        odds = np.asarray(f, dtype=float) ** power * N / np.multiply(f1, f2, dtype=float)
        return np.log(odds) / np.log(base)


def mi3(f: Numbers, f1: Numbers, f2: Numbers, N: Numbers) -> Numbers:
    """log2(f^3 / E), which favours frequent pairs (Daille 1994).

    >>> round(float(mi3(150, 12593, 932, 14307668)), 3)
    21.972
    """
    return pmi(f, f1, f2, N, power=3)


def npmi(f: Numbers, f1: Numbers, f2: Numbers, N: Numbers) -> Numbers:
    """PMI / -log(f / N): 1 always together, 0 independent, -1 never (Bouma 2009).

    >>> npmi(np.array([10, 1, 0]), 10, 10, 100).round(3).tolist()
    [1.0, 0.0, -1.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(f) > 0, pmi(f, f1, f2, N) / -np.log2(np.divide(f, N)), -1.0)


def t_score(f: Numbers, f1: Numbers, f2: Numbers, N: Numbers, *, variance: str = "observed") -> Numbers:
    """(f - E) / sqrt(f), or / sqrt(f (1 - f / N)) for `variance` "binomial" (Manning & Schuetze 1999, 5.3.1).

    >>> round(float(t_score(8, 15828, 4675, 14307668, variance="binomial")), 6)
    0.999932
    """
    f = np.asarray(f, dtype=float)
    spread = np.sqrt(f * (1 - f / N) if variance == "binomial" else f)
    with np.errstate(divide="ignore"):
        return (f - np.multiply(f1, f2, dtype=float) / N) / spread


def log_dice(f: Numbers, f1: Numbers, f2: Numbers) -> Numbers:
    """14 + log2(2 f / (f1 + f2)); at most 14, whatever the size of the corpus (Rychly 2008).

    >>> round(float(log_dice(150, 12593, 932)), 4)
    8.5055
    """
    with np.errstate(divide="ignore"):
        return 14 + np.log2(2 * np.asarray(f, dtype=float) / np.add(f1, f2))


def delta_p(f: Numbers, f1: Numbers, f2: Numbers, N: Numbers) -> tuple[Numbers, Numbers]:
    """P(2 | 1) - P(2 | not 1), and the same with 1 and 2 swapped (Gries 2013, 10.1075/ijcl.18.1.09gri).

    >>> [round(float(x), 3) for x in delta_p(5610, 174548, 7867, 10409868)]
    [0.032, 0.697]
    """
    f, f1, f2 = (np.asarray(x, dtype=float) for x in (f, f1, f2))
    return f / f1 - (f2 - f) / (N - f1), f / f2 - (f1 - f) / (N - f2)


def jensen_shannon(a: np.ndarray, b: np.ndarray) -> float:
    """Jensen-Shannon divergence (base 2) of two lists of counts: 0 same shares, 1 no common word.

    Lin 1991, 10.1109/18.61115

    >>> round(jensen_shannon([10] * 7 + [0], [0] + [10] * 7), 4)
    0.1429
    """
    p, q = (np.asarray(x, dtype=float) / np.sum(x) for x in (a, b))
    middle = (p + q) / 2
    return float((rel_entr(p, middle) + rel_entr(q, middle)).sum() / 2 / np.log(2))


def rank_turbulence(a: np.ndarray, b: np.ndarray) -> float:
    """Rank-turbulence divergence of two lists of counts: 0 same ranks, 1 no common word.

    Sum of abs(1 / r1 - 1 / r2)^.5 over all words (alpha 1), divided by its value for lists without a common
    word; ties share their mean rank, and so do the words that a list lacks; what both lack does not count.
    NaN where a list has no word. The published constant ignores half a rank: lists of a few words that share
    none come out a little above 1.
    Dodds et al. 2023, 10.1140/epjds/s13688-023-00400-x

    >>> round(rank_turbulence([3, 2, 0, 0], [0, 1, 4, 0]), 4)
    0.6667
    """
    from scipy.stats import rankdata  # a second of import, which no other formula needs

    a, b = np.asarray(a), np.asarray(b)
    a, b = a[(a > 0) | (b > 0)], b[(a > 0) | (b > 0)]
    if not (a.any() and b.any()):
        return float("nan")
    r1, r2 = rankdata(-a), rankdata(-b)
    n1, n2 = (a > 0).sum(), (b > 0).sum()
    pairs = [(r1, r2), (r1[a > 0], n1 + n2 / 2), (r2[b > 0], n2 + n1 / 2)]
    shift, *disjoint = (np.sum(np.sqrt(np.abs(1 / x - 1 / y))) for x, y in pairs)
    return float(shift / sum(disjoint))

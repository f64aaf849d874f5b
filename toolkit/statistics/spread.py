"""How words spread: over the articles or other parts of a corpus (dispersion) and over types (diversity).

Dispersion takes `counts` in parts of `sizes` (None: equal parts), parts along the last axis; diversity takes
the running words of a text. All but TTR try to be comparable between texts of different length.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.special import binom, rel_entr, xlogy

Numbers = float | np.ndarray


def _shares(counts: np.ndarray, sizes: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Share of the occurrences and of the words that each part holds."""
    counts = np.asarray(counts, dtype=float)
    sizes = np.ones(counts.shape[-1]) if sizes is None else np.asarray(sizes, dtype=float)
    return counts / counts.sum(axis=-1, keepdims=True), sizes / sizes.sum()


def dp(counts: np.ndarray, sizes: np.ndarray | None = None) -> Numbers:
    """DP = half the sum of abs(share of occurrences - share of words); 0 even, near 1 clumped.

    Gries 2008, 10.1075/ijcl.13.4.02gri

    >>> round(float(dp([1, 0, 0, 0, 0], [9, 10, 10, 10, 11])), 2)
    0.82
    """
    v, s = _shares(counts, sizes)
    return np.abs(v - s).sum(axis=-1) / 2


def dp_norm(
    counts: np.ndarray, sizes: np.ndarray | None = None, *, variant: str = "lijffijt_gries_2012"
) -> Numbers:
    """DP / (1 - s): s the smallest part (Lijffijt & Gries 2012), or the smallest that has it ("egbert_2020").

    10.1075/ijcl.17.1.08lij, 10.1075/ijcl.18010.egb

    >>> round(float(dp_norm([1, 0, 0, 0, 0], [9, 10, 10, 10, 11])), 3)
    1.0
    """
    v, s = _shares(counts, sizes)
    smallest = np.where(v > 0, s, 1).min(axis=-1) if variant == "egbert_2020" else s.min()
    return dp(counts, sizes) / (1 - smallest)


def dp_of_columns(counts: sparse.csr_array, shares: np.ndarray) -> np.ndarray:
    """DP of each column of a sparse matrix of counts (parts x terms); touches what is not 0 only.

    `shares`: of the words, that each part holds; those of the parts that a column is about sum to 1.

    >>> dp_of_columns(sparse.csr_array([[1], [0], [0]]), np.array([0.2, 0.3, 0.5])).tolist()
    [0.8]
    """
    cells, total = counts.tocoo(), counts.sum(axis=0)
    gap = np.abs(cells.data / total[cells.col] - shares[cells.row]) - shares[cells.row]
    return np.where(total > 0, (1 + np.bincount(cells.col, gap, len(total))) / 2, np.nan)


def juilland_d(counts: np.ndarray, sizes: np.ndarray | None = None) -> Numbers:
    """D = 1 - V / sqrt(parts - 1), V = population sd / mean of the rates in the parts (Juilland 1970).

    >>> round(float(juilland_d([0, 4, 3, 2, 1])), 4)
    0.6464
    """
    v, s = _shares(counts, sizes)
    rates = v / s
    return 1 - rates.std(axis=-1) / rates.mean(axis=-1) / np.sqrt(len(s) - 1)


def rosengren_s(counts: np.ndarray, sizes: np.ndarray | None = None) -> Numbers:
    """S = (sum of sqrt(share of words x share of occurrences))^2 (Rosengren 1971).

    >>> round(float(rosengren_s([1, 2, 3, 4, 5])), 3)
    0.937
    """
    v, s = _shares(counts, sizes)
    return np.sqrt(v * s).sum(axis=-1) ** 2


def carroll_d2(counts: np.ndarray, sizes: np.ndarray | None = None) -> Numbers:
    """D2 = entropy of the rates over the parts / log(parts) (Carroll 1970).

    >>> round(float(carroll_d2([2, 1, 1, 1, 0])), 4)
    0.8277
    """
    rates = np.divide(*_shares(counts, sizes))
    rates = rates / rates.sum(axis=-1, keepdims=True)
    return -xlogy(rates, np.where(rates > 0, rates, 1)).sum(axis=-1) / np.log(rates.shape[-1])


def kl_divergence(counts: np.ndarray, sizes: np.ndarray | None = None) -> Numbers:
    """Bits by which the occurrences depart from the parts' sizes: sum v log2(v / s) (Gries 2020).

    >>> round(float(kl_divergence([1, 0, 0, 0, 0], [9, 10, 10, 10, 11])), 3)
    2.474
    """
    return rel_entr(*_shares(counts, sizes)).sum(axis=-1) / np.log(2)


def ttr(words: Sequence[str], *, form: str = "plain") -> float:
    """Types V / tokens N; `form` "root" V / sqrt(N) (Guiraud), "corrected" V / sqrt(2N) (Carroll), "log".

    "log" is ln V / ln N (Herdan). NaN without words. All depend on the length of the text: compare equal
    lengths only.

    >>> ttr("b a b a b a b a".split()), ttr("b a b a b a b a".split(), form="corrected")
    (0.25, 0.5)
    """
    types, tokens = len(set(words)), len(words)
    if tokens < (2 if form == "log" else 1):
        return float("nan")
    if form == "log":
        return float(np.log(types) / np.log(tokens))
    return types / {"plain": tokens, "root": tokens**0.5, "corrected": (2 * tokens) ** 0.5}[form]


def mattr(words: Sequence[str], *, window: int = 50) -> float:
    """Mean TTR of all windows of so many running words (Covington & McFall 2010); NaN for shorter texts.

    >>> mattr("one one two one one two one".split(), window=4)
    0.5
    """
    windows = len(words) - window + 1
    if windows < 1:
        return float("nan")
    # Each word adds a type to the windows that hold it and not the last word like it.
    codes, place = np.unique(np.asarray(words), return_inverse=True)[1], np.arange(len(words))
    order = np.argsort(codes, kind="stable")
    before = np.full(len(words), -1)
    before[order[1:]] = np.where(codes[order[1:]] == codes[order[:-1]], order[:-1], -1)
    first = np.maximum(before + 1, place - window + 1).clip(min=0)
    adds = np.minimum(place, windows - 1) - first + 1
    return float(adds.clip(min=0).sum() / windows / window)


def mtld(words: Sequence[str], *, threshold: float = 0.72, strict: bool = True) -> float:
    """Mean length of stretches that keep TTR above `threshold`, forwards and backwards averaged.

    A stretch ends when TTR falls below the threshold (`strict`) or reaches it; the rest counts as the part
    (1 - TTR) / (1 - threshold) of one. All words different: the number of words. NaN without words.
    McCarthy & Jarvis 2010, 10.3758/BRM.42.2.381

    >>> round(mtld("the cat saw the dog and the dog saw the cat".split()), 2)
    8.41
    """
    if not len(words):
        return float("nan")
    return (_mtld(words, threshold, strict) + _mtld(words[::-1], threshold, strict)) / 2


def _mtld(words: Sequence[str], threshold: float, strict: bool) -> float:
    factors, types, length, ratio = 0.0, set(), 0, 1.0
    for word in words:
        types.add(word)
        length += 1
        ratio = len(types) / length
        if ratio < threshold or (ratio == threshold and not strict):
            factors, types, length, ratio = factors + 1, set(), 0, 1.0
    factors += (1 - ratio) / (1 - threshold)
    return len(words) / factors if factors else float(len(words))


def hdd(words: Sequence[str], *, draws: int = 42) -> float:
    """HD-D: expected TTR of `draws` words drawn without replacement, sum of P(type is drawn) / draws.

    NaN for texts with fewer words than draws. McCarthy & Jarvis 2007, 10.1177/0265532207080767

    >>> round(hdd("test text with some text numbers hyphenhere and text punctuations".split(), draws=5), 4)
    0.8833
    """
    if len(words) < draws:
        return float("nan")
    counts = np.unique(np.asarray(words), return_counts=True)[1]
    never = binom(len(words) - counts, draws) / binom(len(words), draws)
    return float((1 - never).sum() / draws)


def yule_k(words: Sequence[str]) -> float:
    """K = 10^4 (sum of squared counts - N) / N^2 (Yule 1944); NaN without words.

    >>> yule_k("test text with some text numbers hyphenhere and text punctuations".split())
    600.0
    """
    if not len(words):
        return float("nan")
    counts = np.unique(np.asarray(words), return_counts=True)[1]
    return float(1e4 * ((counts**2).sum() - len(words)) / len(words) ** 2)

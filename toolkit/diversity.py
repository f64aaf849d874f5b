"""Lexical diversity: how varied the words of a text are; every measure but TTR tries to ignore its length."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import hypergeom


def ttr(words: Sequence[str], *, form: str = "plain") -> float:
    """Types V / tokens N; `form` "root" V / sqrt(N) (Guiraud), "corrected" V / sqrt(2N) (Carroll), "log".

    "log" is ln V / ln N (Herdan). All depend on the length of the text: compare equal lengths only.

    >>> ttr("b a b a b a b a".split()), ttr("b a b a b a b a".split(), form="corrected")
    (0.25, 0.5)
    """
    types, tokens = len(set(words)), len(words)
    return {"plain": types / tokens, "root": types / tokens**0.5, "corrected": types / (2 * tokens) ** 0.5,
            "log": np.log(types) / np.log(tokens) if tokens > 1 else np.nan}[form]


def mattr(words: Sequence[str], *, window: int = 50) -> float:
    """Mean TTR of all windows of so many running words (Covington & McFall 2010); NaN for shorter texts.

    >>> mattr("one one two one one two one".split(), window=4)
    0.5
    """
    if len(words) < window:
        return float("nan")
    codes, place = np.unique(np.asarray(words), return_inverse=True)[1], np.arange(len(words))
    order = np.argsort(codes, kind="stable")
    last = np.full(len(words), -1)  # where the same word last stood
    same = codes[order][1:] == codes[order][:-1]
    last[order[1:][same]] = order[:-1][same]
    # A word counts as a type in the windows that hold it and start after its last occurrence.
    first_window = np.maximum(last + 1, place - window + 1)
    windows = np.minimum(place, len(words) - window) - first_window + 1
    return float(np.maximum(windows, 0).sum() / (len(words) - window + 1) / window)


def mtld(words: Sequence[str], *, threshold: float = 0.72, strict: bool = True) -> float:
    """Mean length of stretches that keep TTR above `threshold`, forwards and backwards averaged.

    A stretch ends when TTR falls below the threshold (`strict`) or reaches it; the rest counts as the part
    (1 - TTR) / (1 - threshold) of one. All words different: the number of words.
    McCarthy & Jarvis 2010, 10.3758/BRM.42.2.381

    >>> round(mtld("the cat saw the dog and the dog saw the cat".split()), 2)
    8.41
    """
    return (_mtld(words, threshold, strict) + _mtld(words[::-1], threshold, strict)) / 2


def _mtld(words: Sequence[str], threshold: float, strict: bool) -> float:
    factors, seen, length, ratio = 0.0, set(), 0, 1.0
    for word in words:
        seen.add(word)
        length += 1
        ratio = len(seen) / length
        if ratio < threshold or (ratio == threshold and not strict):
            factors, seen, length, ratio = factors + 1, set(), 0, 1.0
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
    counts, n = np.unique(np.asarray(words), return_counts=True)[1], len(words)
    absent = hypergeom.pmf(0, n, counts, draws)
    return float((1 - absent).sum() / draws)


def yule_k(words: Sequence[str]) -> float:
    """K = 10^4 (sum of squared counts - N) / N^2 (Yule 1944).

    >>> yule_k("test text with some text numbers hyphenhere and text punctuations".split())
    600.0
    """
    counts = np.unique(np.asarray(words), return_counts=True)[1]
    return float(1e4 * ((counts**2).sum() - len(words)) / len(words) ** 2)

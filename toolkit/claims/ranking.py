"""Ranking: what speaks for and against two different numbers being two answers to one question."""

import re

import numpy as np
import pandas as pd

from toolkit.claims.contexts import Contexts
from toolkit.claims.meetings import Meetings, shared

_PART = re.compile(
    r"\b(?:additional|another|more(?! than)|extra|further|remaining|first|last|others?|each|per|every"
    r"|one of|half of|of (?:the|them|its|their|his|these|those))\b", re.IGNORECASE,
)  # fmt: skip
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|more than|over|at least|up to|as many as"
    r"|fewer than|less than|under|estimated|close to|upwards of)\b", re.IGNORECASE,
)  # fmt: skip
_LEAD = 700
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HARM = ["kill", "injure", "sicken", "missing", "arrest", "displace"]
_FAR = 6.0  # log ratio beyond which further away makes no difference


def _digits(value: float) -> tuple[str, int]:
    """The digits of a value without the zeros at its ends, and the power of ten of the last one."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    number = (whole + decimals).lstrip("0")
    bare = number.rstrip("0")
    return bare, len(number) - len(bare) - len(decimals)


def rounds(one: float, other: float) -> bool:
    """Whether the rounder of two values is the other one rounded, or cut, to its last digit (at most 5% off).

    >>> rounds(12_000, 11_932), rounds(43_000_000, 43_885_310), rounds(13, 13.3), rounds(47, 48)
    (True, True, True, False)
    """
    last, (value, exact) = max((_digits(value)[1], pair) for value, pair in ((one, (one, other)), (other, (other, one))))
    step = 10.0**last
    off = exact - value
    return -step / 2 <= off < step and (abs(off) <= 0.05 * exact)


def agree(claims: pd.DataFrame, pairs: Meetings) -> np.ndarray:
    """Whether the ranges of two claims overlap, or the rounder of two single values rounds the other."""
    low, high = claims["low"].to_numpy(float), claims["high"].fillna(np.inf).to_numpy(float)
    exact = low == high
    a, b = pairs
    meet = (low[a] <= high[b]) & (low[b] <= high[a])
    close = exact[a] & exact[b] & ~meet & (np.abs(low[a] - low[b]) <= 0.05 * np.maximum(low[a], low[b]))
    for pair in np.flatnonzero(close):
        meet[pair] = rounds(low[a[pair]], low[b[pair]])
    return meet


def _one_digit_apart(one: float, other: float) -> bool:
    """Whether two numbers of four digits or more differ in one digit, or in two neighbours that changed places."""
    x, y = f"{one:.2f}", f"{other:.2f}"
    if len(x) != len(y) or min(len(_digits(one)[0]), len(_digits(other)[0])) < 4:
        return False
    places = [k for k in range(len(x)) if x[k] != y[k]]
    swapped = len(places) == 2 and places[1] - places[0] == 1 and x[places[0]] == y[places[1]] and x[places[1]] == y[places[0]]
    return len(places) == 1 or swapped


def _same_start(one: np.ndarray, other: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weight of the words that two rows of words begin with alike."""
    alike = np.logical_and.accumulate((one == other) & (one >= 0), axis=1)
    return np.where(alike, np.maximum(weight[one], 0.1), 0).sum(axis=1)


def _given_too(claims: pd.DataFrame, pairs: Meetings, agreed: np.ndarray, like: np.ndarray) -> tuple:
    """Of each pair: how many of its two values the other article gives too, and whether in a likelier sentence."""
    article = pd.factorize(claims["article_id"])[0].astype(np.int64)
    n = article.max(initial=0) + 1
    a, b = pairs
    holds = np.concatenate([a * n + article[b], b * n + article[a]])  # claim and article that says the same
    known, which = np.unique(holds[np.tile(agreed, 2)], return_inverse=True)
    best = np.zeros(len(known) + 1)
    np.maximum.at(best, which, np.tile(like, 2)[np.tile(agreed, 2)])
    place = np.minimum(np.searchsorted(known, holds), max(len(known) - 1, 0))
    found = known[place] == holds if len(known) else np.zeros(len(holds), bool)
    better = found & (best[place] >= np.tile(like, 2))
    return found.reshape(2, -1).sum(axis=0), better.reshape(2, -1).any(axis=0)


def _support(claims, pairs, agreed, like):
    """Outlets that give the one or the other value in a like sentence, beyond these two."""
    a, b = pairs
    good = agreed & (like > 3)
    n = np.bincount(np.concatenate([a[good], b[good]]), minlength=len(claims))
    return np.log1p(n[a]) + np.log1p(n[b])


def features(
    claims: pd.DataFrame, contexts: Contexts, pairs: Meetings, texts: dict[str, str], edited: np.ndarray | None = None
) -> pd.DataFrame:
    """The named features of `claims/weights.toml`, a row a pair; those of pairs that agree are of no use."""
    a, b = pairs
    low, high = claims["low"].to_numpy(float), claims["high"].to_numpy(float)
    middle = np.maximum(0.1, np.where(np.isnan(high), low, (low + high) / 2))
    gap = np.abs(np.log(middle[a] / middle[b]))
    agreed = agree(claims, pairs)
    like = shared(contexts.telling, pairs)
    least = np.asarray(contexts.telling.sum(axis=1)).ravel()
    too, better = _given_too(claims, pairs, agreed, like)
    rivals = np.bincount(np.concatenate([a[~agreed], b[~agreed]]), minlength=len(claims)).clip(min=1)
    listed = claims.groupby(["article_id", "sentence", "unit"], sort=False)["low"].transform("size").to_numpy()
    places = list(zip(claims["article_id"], claims["start"], claims["end"], strict=True))
    part, hedge = (
        np.array([bool(words.search(texts[name], max(0, start - 15), end + 8)) for name, start, end in places], bool)
        for words in (_PART, _HEDGE)
    )
    noun, source = claims["noun"].to_numpy(object), claims["source"].str.split().str[-1].fillna("").to_numpy(object)
    verb = claims["verb_class"].to_numpy(object)
    named = np.diff(contexts.names.indptr) > 0
    apart = np.asarray(contexts.names[a].multiply(contexts.names[b]).sum(axis=1)).ravel() == 0
    early = (claims["start"] < _LEAD).to_numpy()
    kind = claims["noun_class"].to_numpy(object)
    timed = np.isin(kind, ["durations"])
    money = ~claims["unit"].isin(["count", "percent"]).to_numpy()
    years = [set(_YEAR.findall(texts[name], max(0, start - 120), end + 80)) for name, start, end in places]
    apart_in_time = np.array([bool(years[i] ^ years[j]) for i, j in zip(a, b, strict=True)], bool)
    bare = np.array([c.rstrip("0") for c in map("{:.0f}".format, low)])
    is_round = np.array([len(c) <= 1 for c in bare]) & (low >= 10)
    alone = claims.groupby(["article_id", "unit", "noun_class"], sort=False)["low"].transform("nunique").to_numpy()
    article = pd.factorize(claims["article_id"])[0].astype(np.int64)
    near_words = np.asarray(((contexts.words[a] != 0).multiply(contexts.words[b] != 0)).sum(axis=1)).ravel()
    support = _support(claims, pairs, agreed, like)
    table = {
        "lead": early[a].astype(int) + early[b],
        "duration": timed[a] | timed[b],
        "money": money[a],
        "years_apart": apart_in_time,
        "round": is_round[a].astype(int) + is_round[b],
        "alone": np.log(alone[a] * alone[b]),
        "n_words": near_words,
        "support": support,
        "same_kind": (kind[a] == kind[b]) & (kind[a] != ""),
        "harm": np.isin(verb[a], _HARM) & (verb[a] == verb[b]),
        "no_noun": (noun[a] == "") | (noun[b] == ""),
        "exact": (low == high)[a].astype(int) + (low == high)[b],
        "near": gap < 0.35,
        "gap": np.minimum(gap, _FAR),
        "step": np.abs(low[a] - low[b]) <= np.maximum(2, 0.12 * np.maximum(low[a], low[b])),
        "slip": np.abs(gap - np.log(1000)) < 0.0005,
        "digit": np.array([_one_digit_apart(low[i], low[j]) if low[i]!=low[j] and abs(low[i]-low[j])<.3*low[i] else False for i, j in zip(a, b, strict=True)], bool),
        "both_given": too == 2,
        "near_like": (gap < 0.35) * np.log1p(like),
        "step_noun": (np.abs(low[a] - low[b]) <= np.maximum(2, 0.12 * np.maximum(low[a], low[b]))) & (noun[a] == noun[b]) & (noun[a] != "") & (np.maximum(middle[a], middle[b]) >= 10),

        "small": np.maximum(middle[a], middle[b]) < 10,
        "percent": claims["unit"].eq("percent").to_numpy()[a],
        "same_noun": (noun[a] == noun[b]) & (noun[a] != ""),
        "same_act": (verb[a] == verb[b]) & (verb[a] != ""),
        "other_act": (verb[a] != verb[b]) & (verb[a] != "") & (verb[b] != ""),
        "covered": like / (np.minimum(least[a], least[b]) + 5),
        "like": np.log1p(like),
        "next_words": _same_start(contexts.after[a], contexts.after[b], contexts.weight),
        "words_before": _same_start(contexts.before[a], contexts.before[b], contexts.weight),
        "agreed_better": better,
        "given_too": too,
        "rivals": np.log(rivals[a] * rivals[b]),
        "list": np.log(listed[a] * listed[b]),
        "part": part[a].astype(int) + part[b],
        "hedge": hedge[a].astype(int) + hedge[b],
        "names_apart": named[a] & named[b] & apart,
        "other_source": (source[a] != source[b]) & (source[a] != "") & (source[b] != ""),
        "edited": np.zeros(len(a), bool) if edited is None else edited,
    }  # fmt: skip
    return pd.DataFrame(table).astype(float)

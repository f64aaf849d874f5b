"""Ranking: what speaks for and against two different numbers being two answers to one question."""

import re

import numpy as np
import pandas as pd

from toolkit.matters.contexts import stem
from toolkit.matters.meetings import Compared, in_openings, one_digit_apart, shared
from toolkit.shipped import lexicon

_PART = re.compile(
    r"\b(?:additional|another|more(?! than)|extra|further|remaining|first|last|others?|each|per|every"
    r"|one of|half of|of (?:the|them|its|their|his|these|those))\b", re.IGNORECASE,
)  # fmt: skip
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|more than|over|at least|up to|as many as"
    r"|fewer than|less than|under|estimated|close to|upwards of)\b", re.IGNORECASE,
)  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEAR, _STEP, _SMALL, _SLIP = 0.35, 0.12, 10, 2.2
_FAR = 6.0  # log ratio of two numbers from which more makes no difference
_TELLS = 0.25  # log-odds from which a feature is named among what speaks for or against a pair


def _given_too(compared: Compared, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Of each pair (rows of claims): how many of its two values the article of the other one gives, too."""
    article = pd.factorize(compared.claims["article_id"])[0].astype(np.int64)
    n = article.max(initial=0) + 1
    one, other = compared.a[compared.agree], compared.b[compared.agree]
    says = np.unique(np.concatenate([one * n + article[other], other * n + article[one]]))
    return np.isin(a * n + article[b], says).astype(int) + np.isin(b * n + article[a], says)


def _same_next(after: np.ndarray, a: np.ndarray, b: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weight of the words that follow both claims alike."""
    alike = np.logical_and.accumulate((after[a] == after[b]) & (after[a] >= 0), axis=1)
    return np.where(alike, np.maximum(weight[after[a]], 0.1), 0).sum(axis=1)


def _restricted(compared: Compared, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether two shares are of one thing that is named, in words that share a stem."""
    words = [{stem(word) for word in text.split()} for text in compared.claims["restrictor"]]
    return np.array([bool(words[i] & words[j]) for i, j in zip(a, b, strict=True)], bool)


def conflicts(
    compared: Compared, changed: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Pairs of two outlets whose ranges do not meet: rows `a`, `b` of the claims, and their features.

    Two shares are a pair only where what they are a share of is named in both alike, two numbers that are known to be of
    two acts are none. `changed` says which pairs of
    `compared` stand where one outlet changed the number in words that it shares with the other.
    """
    kept = np.flatnonzero(compared.between & ~compared.agree)
    share = compared.claims["unit"].isin(["percent", "points"]).to_numpy()[compared.a[kept]]
    kept = kept[~share | _restricted(compared, compared.a[kept], compared.b[kept])]
    verb = compared.claims["verb_class"].to_numpy(object)
    one, other = verb[compared.a[kept]], verb[compared.b[kept]]
    kept = kept[(one == other) | (one == "") | (other == "")]
    a, b = compared.a[kept], compared.b[kept]
    table = _features(compared, a, b)
    table["changed"] = 0.0 if changed is None else changed[kept].astype(float)
    return a, b, table


def _features(compared: Compared, a: np.ndarray, b: np.ndarray) -> pd.DataFrame:
    """The features of `matters/to_check.toml`, a row a pair."""
    claims, contexts = compared.claims, compared.contexts
    low, high = claims["low"].to_numpy(float), claims["high"].to_numpy(float)
    middle = np.maximum(0.1, np.where(np.isnan(high), low, (low + high) / 2))
    gap, larger = np.abs(np.log(middle[a] / middle[b])), np.maximum(middle[a], middle[b])
    like = np.log1p(shared(contexts.telling, a, b))
    noun, verb = claims["noun"].to_numpy(object), claims["verb_class"].to_numpy(object)
    same_noun = (noun[a] == noun[b]) & (noun[a] != "")
    step = np.abs(low[a] - low[b]) <= np.maximum(2, _STEP * np.maximum(low[a], low[b]))
    rivals = np.bincount(np.concatenate([a, b]), minlength=len(claims)).clip(min=1)
    places = list(zip(claims["article_id"], claims["start"], claims["end"], strict=True))
    part, hedge = (
        np.array(
            [
                bool(words.search(compared.texts[name][max(0, start - 15) : end + 8]))
                for name, start, end in places
            ]
        )
        for words in (_PART, _HEDGE)
    )
    years = [
        set(_YEAR.findall(compared.texts[name][max(0, start - 120) : end + 80]))
        for name, start, end in places
    ]
    digits = np.array([f"{value:.6f}".strip("0").rstrip(".") for value in low], object)
    is_round = (low >= 10) & np.array([len(text.rstrip("0")) < 2 for text in digits], bool)
    early = in_openings(claims)
    close = zip(low[a], low[b], gap < _NEAR, strict=True)
    table = {
        "like_near": (gap < _NEAR) * like,
        "next_words": _same_next(contexts.after, a, b, contexts.weight),
        "same_noun": same_noun,
        "same_act": (verb[a] == verb[b]) & (verb[a] != ""),
        "step": step,
        "step_noun": step & same_noun & (larger >= _SMALL),
        "small": larger < _SMALL,
        "gap": np.minimum(gap, _FAR),
        "given_too": _given_too(compared, a, b),
        "rivals": np.log(rivals[a] * rivals[b]),
        "partial": np.add(part[a], part[b], dtype=int),
        "hedge": np.add(hedge[a], hedge[b], dtype=int),
        "round": np.add(is_round[a], is_round[b], dtype=int),
        "years_apart": [bool(years[i] ^ years[j]) for i, j in zip(a, b, strict=True)],
        "lead": np.add(early[a], early[b], dtype=int),
        "digit": [is_close and one_digit_apart(one, other) for one, other, is_close in close],
        "slip": (np.abs(gap - np.log(1000)) < 1e-6) & (like > _SLIP),
    }
    return pd.DataFrame(table).astype(float)


def weights() -> pd.Series:
    """Weight of each feature, in log-odds a unit (`matters/to_check.toml`)."""
    return pd.Series(
        {name: feature["weight"] for name, feature in lexicon("matters/to_check.toml")["features"].items()}
    )


def log_odds(features: pd.DataFrame) -> np.ndarray:
    """Natural log of the odds that a pair is right, or later news."""
    weight = weights()
    return (
        lexicon("matters/to_check.toml")["intercept"] + features[weight.index].to_numpy() @ weight.to_numpy()
    )


def reasons(features: pd.Series) -> tuple[str, str]:
    """What speaks for and against one pair, in words."""
    parts = (features[weights().index] * weights()).sort_values(key=abs, ascending=False, kind="stable")
    words = lexicon("matters/to_check.toml")["features"]
    sides = (parts[parts > _TELLS], parts[parts < -_TELLS])
    told = [[words[name]["words"] for name in side.index if words[name]["words"]] for side in sides]
    return "; ".join(told[0]), "; ".join(told[1])

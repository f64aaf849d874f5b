"""Ranking: what speaks for and against two different numbers being two answers to one question."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.matters.contexts import stem
from toolkit.matters.meetings import Compared, one_digit_apart, shared
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
_NEAR = 0.35  # log ratio below which two numbers are close
_FAR = 6.0  # log ratio of two numbers from which more makes no difference
_APART, _STEP = 2, 0.12  # what two numbers of one step may differ by, or which share of the larger one
_SMALL = 10
_SLIP = 2.2  # log of 1 + the weight of the words that the sentences of a thousandfold share
_OPENING = 700  # characters at the top of an article that say what is new
_TELLS = 0.25  # log-odds from which a feature is named among what speaks for or against a pair


def _given_too(compared: Compared, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Of each pair (rows of claims): how many of its two values the article of the other one gives, too."""
    article = pd.factorize(compared.claims["article_id"])[0].astype(np.int64)
    n = article.max(initial=0) + 1
    one, other = compared.a[compared.agree], compared.b[compared.agree]
    says = np.unique(np.concatenate([one * n + article[other], other * n + article[one]]))
    return np.isin(a * n + article[b], says).astype(int) + np.isin(b * n + article[a], says)


def _beside(compared: Compared, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether a sentence of either claim gives the other's value, too: then the two are of two things."""
    claims = compared.claims
    sentence = claims.groupby(["article_id", "sentence"], sort=False).ngroup().to_numpy(np.int64)
    n = sentence.max(initial=0) + 1
    closed = claims["high"].notna().to_numpy()  # "over $300" would agree with everything above
    agreed = compared.agree & closed[compared.a] & closed[compared.b]
    one, other = compared.a[agreed], compared.b[agreed]
    says = np.unique(np.concatenate([one * n + sentence[other], other * n + sentence[one]]))
    return np.isin(a * n + sentence[b], says) | np.isin(b * n + sentence[a], says)


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

    Two shares are a pair only where what they are a share of is named in both alike; two numbers that are
    known to be of two acts are none, nor are two of which one sentence gives both. `changed` says which pairs
    of `compared` stand where one outlet changed the number in words that it shares with the other.
    """
    kept = np.flatnonzero(compared.between & ~compared.agree)
    share = compared.claims["unit"].isin(["percent", "points"]).to_numpy()[compared.a[kept]]
    kept = kept[~share | _restricted(compared, compared.a[kept], compared.b[kept])]
    verb = compared.claims["verb_class"].to_numpy(object)
    one, other = verb[compared.a[kept]], verb[compared.b[kept]]
    kept = kept[(one == other) | (one == "") | (other == "")]
    kept = kept[~_beside(compared, compared.a[kept], compared.b[kept])]
    a, b = compared.a[kept], compared.b[kept]
    table = _features(compared, a, b)
    table["changed"] = 0.0 if changed is None else changed[kept].astype(float)
    return a, b, table


def _features(compared: Compared, a: np.ndarray, b: np.ndarray) -> pd.DataFrame:
    """The features of `matters/to_check.toml`, a row a pair."""
    claims, contexts = compared.claims, compared.contexts
    gap = _gaps(claims, a, b)
    like = np.log1p(shared(contexts.telling, a, b))
    rivals = np.bincount(np.concatenate([a, b]), minlength=len(claims)).clip(min=1)
    early = (claims["start"] < _OPENING).to_numpy()
    table = {
        "like_near": (gap < _NEAR) * like,
        "next_words": _same_next(contexts.after, a, b, contexts.weight),
        "same_noun": _same(claims["noun"], a, b),
        "same_act": _same(claims["verb_class"], a, b),
        "gap": np.minimum(gap, _FAR),
        "given_too": _given_too(compared, a, b),
        "rivals": np.log(rivals[a] * rivals[b]),
        "lead": np.add(early[a], early[b], dtype=int),
        "slip": (np.abs(gap - np.log(1000)) < 1e-6) & (like > _SLIP),
    }
    return pd.DataFrame(table | _of_values(claims, a, b, gap) | _of_texts(compared, a, b)).astype(float)


def _middles(claims: pd.DataFrame) -> np.ndarray:
    """Each value, or the middle of its range; the lowest value where it is open above."""
    low, high = claims["low"].to_numpy(float), claims["high"].to_numpy(float)
    return np.maximum(0.1, np.where(np.isnan(high), low, (low + high) / 2))


def _gaps(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Log ratio of the two values of each pair, or of the middles of their ranges."""
    middle = _middles(claims)
    return np.abs(np.log(middle[a] / middle[b]))


def _same(names: pd.Series, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether both have one name."""
    name = names.to_numpy(object)
    return (name[a] == name[b]) & (name[a] != "")


def _of_values(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray, gap: np.ndarray) -> dict[str, np.ndarray]:
    """Features of the values themselves."""
    low, middle = claims["low"].to_numpy(float), _middles(claims)
    larger = np.maximum(middle[a], middle[b])
    step = np.abs(low[a] - low[b]) <= np.maximum(_APART, _STEP * np.maximum(low[a], low[b]))
    digits = [f"{value:.6f}".strip("0").rstrip(".") for value in low]
    is_round = (low >= _SMALL) & np.array([len(text.rstrip("0")) < 2 for text in digits], bool)
    close = zip(low[a], low[b], gap < _NEAR, strict=True)
    return {
        "step": step,
        "step_noun": step & _same(claims["noun"], a, b) & (larger >= _SMALL),
        "small": larger < _SMALL,
        "round": np.add(is_round[a], is_round[b], dtype=int),
        "digit": np.array([near and one_digit_apart(one, other) for one, other, near in close], bool),
    }


def _of_texts(compared: Compared, a: np.ndarray, b: np.ndarray) -> dict[str, np.ndarray]:
    """Features of the words close by."""
    part, hedge = (
        np.array([bool(words.search(text)) for text in _around(compared, 15, 8)], bool)
        for words in (_PART, _HEDGE)
    )
    years = [set(_YEAR.findall(text)) for text in _around(compared, 120, 80)]
    return {
        "partial": np.add(part[a], part[b], dtype=int),
        "hedge": np.add(hedge[a], hedge[b], dtype=int),
        "years_apart": np.array([years[i] != years[j] for i, j in zip(a, b, strict=True)], bool),
    }


def _around(compared: Compared, before: int, after: int) -> Iterator[str]:
    """Each claim with so many characters before and after it."""
    places = compared.claims[["article_id", "start", "end"]]
    for name, start, end in places.itertuples(index=False):
        yield compared.texts[name][max(0, start - before) : end + after]


def weights() -> pd.Series:
    """Weight of each feature, in log-odds a unit (`matters/to_check.toml`)."""
    features = lexicon("matters/to_check.toml")["features"]
    return pd.Series({name: feature["weight"] for name, feature in features.items()})


def log_odds(features: pd.DataFrame) -> np.ndarray:
    """Natural log of the odds that a pair is right, or later news."""
    intercept = lexicon("matters/to_check.toml")["intercept"]
    # One after the other: a product of matrices rounds a row by how many there are.
    parts = (features[name].to_numpy() * weight for name, weight in weights().items())
    return sum(parts, np.full(len(features), float(intercept)))


def reasons(features: pd.Series) -> tuple[str, str]:
    """What speaks for and against one pair, in words, the weightiest first."""
    parts = (features[weights().index] * weights()).sort_values(key=abs, ascending=False, kind="stable")
    told = lexicon("matters/to_check.toml")["features"]
    sides = (parts[parts > _TELLS], parts[parts < -_TELLS])
    speaks_for, speaks_against = ("; ".join(told[name]["words"] for name in side.index) for side in sides)
    return speaks_for, speaks_against

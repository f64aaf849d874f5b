"""Meetings: which numbers of an event can be about one thing, whether they agree, what they share."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import require_columns
from toolkit.claims.count_nouns import MEASURES, WORDS
from toolkit.claims.statements import texts_of
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.matters.contexts import Contexts, Whole, contexts_of, whole_of

_NAMES = "article_id segment text unit noun noun_class verb_class restrictor source".split()
_NEEDED = [*_NAMES, "sentence", "start", "end", "low", "high"]
_ONE_CLAIM = "article_id segment unit noun noun_class verb_class low high".split()
_NO_VALUE = ["date", "time", "age", "unreadable"]
_REPEATS = 20  # more mentions of one number by one article tell nothing new
_CELLS = 1 << 22  # pairs looked at in one step
_VAGUE = re.compile(
    r"\b(?:several|few|couple|dozens|scores|tens|hundreds|thousands|millions|billions)\b"
    r"|-(?:way|pointed|sided|fold)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bothers?\b", re.IGNORECASE)
_NAMED = re.compile(r"([A-Za-z]+)[,;”\"]? ([A-Z][a-z]+) $")
_DATED = re.compile(rf"(?:{WORDS['months']})$|[A-Z][a-z]+day$")
_PLACED = set("at by for from in near of on outside over to".split())  # "in Oxford 14 miners"
_ONE_OR_TWO_DIGITS = re.compile(r"\d\d?(?![\d.,]?\d)")
_CLOSE = 0.05  # a rounded value is no further off than this share of the exact one
# Weight of shared words from which equal numbers are of one thing: the more a number tells, the less.
_SURE = {"small": 10.0, "digit": 8.0, "two digits": 7.0, "more": 6.0}
_MORE = 3.0  # ... and so much more of a measure, or where the acts differ


class Compared(NamedTuple):
    """The numbers of events, and the pairs of them that can be about one thing.

    `claims`: those with a value, by article and offset, with `event` and `outlet`. `texts`: by article.
    `a`, `b`: rows of the two claims of each pair, `a` before `b`. `between`: they are of two outlets.
    `agree`: their ranges overlap, or one rounds the other. `shared`: weight of the words that both
    sentences have.
    """

    claims: pd.DataFrame
    texts: dict[str, str]
    contexts: Contexts
    a: np.ndarray
    b: np.ndarray
    between: np.ndarray
    agree: np.ndarray
    shared: np.ndarray


def compare(claims: pd.DataFrame, articles: pd.DataFrame, whole: Whole | None = None) -> Compared:
    """Set the numbers of each event against one another (what `quantities` gives).

    `whole` is counted of all articles of the corpus; left out, these are all.
    """
    require_columns(claims, _NEEDED, "claims")
    require_columns(articles, ["outlet", "text"], "articles")
    texts = texts_of(articles)
    claims = _with_value(of_articles(claims, articles), articles)
    named = [_is_name(texts[claim.article_id], claim.start) for claim in claims.itertuples()]
    claims = claims[~np.array(named, dtype=bool)].reset_index(drop=True)
    contexts = contexts_of(claims, texts, whole or whole_of(articles))
    a, b = _meetings(claims)
    outlet = pd.factorize(claims["outlet"])[0]
    return Compared(
        claims, texts, contexts, a, b,
        between=outlet[a] != outlet[b], agree=_agree(claims, a, b), shared=shared(contexts.words, a, b),
    )  # fmt: skip


def _with_value(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The claims that give a value, by article and offset, with `event` and `outlet`."""
    claims = claims[~claims["unit"].isin(_NO_VALUE) & claims["low"].notna()]
    # A table read from a file has missing values for empty text.
    claims = claims.assign(**{name: claims[name].astype(object).fillna("") for name in _NAMES})
    claims["article_id"] = claims["article_id"].astype("str")
    claims = claims.sort_values(["article_id", "start"], kind="stable")
    repeated = claims.groupby(_ONE_CLAIM, dropna=False, sort=False).cumcount()
    claims = claims[repeated < _REPEATS].reset_index(drop=True)
    for name in ("event", "outlet"):
        group = groups_of(articles, name) if name in articles else pd.Series("", articles.index.astype("str"))
        claims[name] = claims["article_id"].map(group).astype(object)
    # An article without an outlet has one of its own.
    return claims.assign(outlet=claims["outlet"].where(claims["outlet"] != "", claims["article_id"]))


def _is_name(text: str, start: int) -> bool:
    """Whether a number ends a name: Falcon 9."""
    if not _ONE_OR_TWO_DIGITS.match(text, start):
        return False
    named = _NAMED.search(text, max(0, start - 40), start)
    return bool(named) and named[1].lower() not in _PLACED and not _DATED.match(named[2])


def _groups(keys: np.ndarray) -> Iterator[np.ndarray]:
    """Places of each key."""
    order = np.argsort(keys, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(keys[order])) + 1)


def _meetings(claims: pd.DataFrame) -> np.ndarray:
    """Pairs of one event and unit that can be of one thing (see `_fitting`)."""
    codes = {name: pd.factorize(claims[name])[0] for name in ("outlet", "noun", "noun_class")}
    codes["measure"] = claims["noun_class"].isin(MEASURES).to_numpy()
    codes["rest"] = claims["text"].str.contains(_OTHERS).to_numpy(bool)
    codes |= {f"no {name}": claims[name].eq("").to_numpy(bool) for name in ("noun", "noun_class")}
    counted = np.flatnonzero(claims["event"] != "")
    block = claims.iloc[counted].groupby(["event", "unit"], sort=False).ngroup().to_numpy()
    found = [np.empty((2, 0), np.int64)]
    for rows in _groups(block):
        rows = counted[rows]
        if len(np.unique(codes["outlet"][rows])) > 1:
            found += _fitting(rows, {name: values[rows] for name, values in codes.items()})
    return np.concatenate(found, axis=1)


def _fitting(rows: np.ndarray, code: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """Pairs of rows whose nouns are equal, of one class, or one of which has none; a rest with a rest."""
    height = max(1, _CELLS // len(rows))
    for start in range(0, len(rows), height):
        i = np.arange(start, min(start + height, len(rows)))[:, None]
        meet = (code["noun"][i] == code["noun"]) | code["no noun"][i] | code["no noun"]
        meet |= (code["noun_class"][i] == code["noun_class"]) & ~code["no noun_class"][i]
        meet &= ~code["measure"][i] | (code["noun"][i] == code["noun"])
        meet &= (code["rest"][i] == code["rest"]) & (i < np.arange(len(rows)))
        one, other = np.nonzero(meet)
        yield np.array([rows[one + start], rows[other]])


def shared(words: sparse.csr_array, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Sum of the weights of the words that the two contexts of each pair share."""
    total, step = [np.empty(0)], _CELLS >> 6
    binary = words.copy()
    binary.data = np.ones_like(binary.data)
    for start in range(0, len(a), step):
        part = slice(start, start + step)
        total.append(np.asarray(words[a[part]].multiply(binary[b[part]]).sum(axis=1)).ravel())
    return np.concatenate(total)


def _digits(value: float) -> tuple[str, int]:
    """The digits of a value without the zeros at its ends, and the power of ten of the last one."""
    whole, _, decimals = f"{value:.6f}".rstrip("0").rstrip(".").partition(".")
    number = (whole + decimals).lstrip("0")
    bare = number.rstrip("0")
    return bare, len(number) - len(bare) - len(decimals)


def rounds(one: float, other: float) -> bool:
    """Whether the rounder of two values is the other, rounded or cut to its last digit, and at most 5% off.

    >>> rounds(12_000, 11_932), rounds(43_000_000, 43_885_310), rounds(13, 13.3), rounds(47, 48)
    (True, True, True, False)
    """
    (_, rounder), (_, exact) = sorted((-_digits(value)[1], value) for value in (one, other))
    last = _digits(rounder)[1]
    off, step = exact - rounder, 10.0**last
    return last > _digits(exact)[1] and -step / 2 <= off < step and abs(off) <= _CLOSE * exact


def _agree(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the ranges of each pair meet, or one number rounds the other."""
    low, high = claims["low"].to_numpy(float), claims["high"].fillna(np.inf).to_numpy(float)
    meet = (low[a] <= high[b]) & (low[b] <= high[a])
    single = (low == high) & (low > 0)
    close = np.abs(low[a] - low[b]) <= _CLOSE * np.maximum(low[a], low[b])
    for pair in np.flatnonzero(single[a] & single[b] & close & ~meet):
        meet[pair] = rounds(low[a[pair]], low[b[pair]])
    return meet


def one_digit_apart(one: float, other: float) -> bool:
    """Whether two numbers of four digits or more differ in one digit, or in two neighbours changed round.

    >>> one_digit_apart(5687.75, 5587.75), one_digit_apart(1923, 1932), one_digit_apart(1.5e9, 1.6e9)
    (True, True, False)
    """
    x, y = f"{one:.2f}", f"{other:.2f}"
    if len(x) != len(y) or min(len(_digits(value)[0]) for value in (one, other)) < 4:
        return False
    places = [k for k in range(len(x)) if x[k] != y[k]]
    swapped = len(places) == 2 and x[places[0]] == y[places[1]] and x[places[1]] == y[places[0]]
    return len(places) == 1 or (swapped and places[1] - places[0] == 1)


def sure(compared: Compared) -> np.ndarray:
    """Whether the sentences of each pair share enough for their numbers, if equal, to be of one thing.

    Vague numbers ("several"), a single thing and a kind ("three-way") never are.
    """
    claims, a, b = compared.claims, compared.a, compared.b
    low = claims["low"].to_numpy(float)
    values, which = np.unique(low, return_inverse=True)
    needed = np.array([_needed(value) for value in values])[which]
    vague = (
        claims["text"].str.contains(_VAGUE).to_numpy(bool)
        | (low <= 1) & claims["unit"].eq("count").to_numpy()
    )
    verb = claims["verb_class"].to_numpy(object)
    measure = claims["noun_class"].isin(MEASURES).to_numpy()
    other_act = (verb[a] != verb[b]) & (verb[a] != "") & (verb[b] != "")
    enough = compared.shared > np.minimum(needed[a], needed[b]) + _MORE * (other_act | measure[a])
    return enough & ~vague[a] & ~vague[b]


def _needed(value: float) -> float:
    """Weight of the shared words that a number asks for."""
    digits = len(_digits(value)[0])
    if value <= 3:
        return _SURE["small"]
    return _SURE["digit" if digits < 2 else "two digits" if digits == 2 else "more"]

"""Contexts: the words around each claim as arrays, so that the claims of all events are compared at once."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from toolkit.claims.statements import texts_of
from toolkit.corpus.selection import groups_of
from toolkit.corpus.tokens import sentences
from toolkit.progress import steps
from toolkit.shipped import lexicon

_WORD = re.compile(r"[^\W\d_]{3,}")
_NEXT_WORD = re.compile(r"[^\W_]+")
_NEXT = 4  # words after a claim that are compared one by one
_ARTICLES = 500  # that the shares of `matters/common_words.toml` are worth beside those of the corpus
_RAREST = 0.004  # share of articles that have a word which is in no list


class Whole(NamedTuple):
    """What comparing the claims of one event takes of all articles: their number, that of events, words."""

    articles: int
    events: int
    words: Counter
    """In how many articles each stem stands."""


class Contexts(NamedTuple):
    """What stands around each claim; a row a claim, a column a stem.

    `words`: content words of the sentence, each with its rarity (see `rarity`).
    `telling`: the same, each times how rare it is among the sentences of the event that hold claims.
    `after`: columns of the next words; -1 where the sentence ends.
    `weight`: rarity of each column; `stems`: the columns.
    `first`, `last`: where the sentence begins and ends.
    """

    words: sparse.csr_array
    telling: sparse.csr_array
    after: np.ndarray
    weight: np.ndarray
    stems: list[str]
    first: np.ndarray
    last: np.ndarray


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A crude stem of a lower-case word: six letters, no plural s.

    >>> stem("deployment"), stem("deployed"), stem("boots")
    ('deploy', 'deploy', 'boot')
    """
    return word[:6] if len(word) > 6 else word.rstrip("s") if len(word) > 3 else word


def content_words(text: str) -> Iterable[str]:
    """Stems of the content words of a text."""
    words = _WORD.findall(text.lower())
    return [stem(word) for word in words if word not in ENGLISH_STOP_WORDS]


@cache
def _shares() -> dict[str, float]:
    """Share of articles of news in general that have a stem."""
    lists = lexicon("matters/common_words.toml")
    return {word: float(share) for share, words in lists.items() for word in words.split()}


def whole_of(articles: pd.DataFrame) -> Whole:
    """What is counted of articles, all of a corpus or a part of it."""
    words: Counter = Counter()
    for text in texts_of(articles).values():
        words.update(set(map(stem, set(_WORD.findall(text.lower())))))
    events = groups_of(articles, "event").replace("", np.nan).nunique() if "event" in articles else 0
    return Whole(len(articles), events, words)


def added(parts: Iterable[Whole]) -> Whole:
    """What is counted of the parts of a corpus, of which each holds all articles of its events."""
    articles, events, words = 0, 0, Counter()
    for part in parts:
        articles, events = articles + part.articles, events + part.events
        words.update(part.words)
    return Whole(articles, events, words)


def rarity(whole: Whole, wanted: list[str]) -> np.ndarray:
    """Log of how rarely articles have each wanted stem, in news in general and in these together.

    Formula: ln((N + n) / (N s + c)): c of the n articles and a share s of news have the stem; N = 500.
    """
    share = np.array([max(_shares().get(word, 0), _RAREST) for word in wanted])
    known = [whole.words[word] for word in wanted]
    return np.log((_ARTICLES + whole.articles) / (_ARTICLES * share + known))


def sentences_around(claims: pd.DataFrame, texts: dict[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Start and end of the sentence in which each claim begins."""
    used = pd.Index(claims["article_id"].unique())
    known = pd.DataFrame({"text": pd.Series([texts[name] for name in used], used, dtype="str")})
    whole = pd.DataFrame({"article_id": used, "start": 0, "end": known["text"].str.len().to_numpy()})
    units = sentences(known, whole.assign(kind="body"))
    keys = (used.get_indexer(units["article_id"]).astype(np.int64) << 32) + units["start"].to_numpy()
    wanted = (used.get_indexer(claims["article_id"]).astype(np.int64) << 32) + claims["start"].to_numpy()
    row = np.searchsorted(keys, wanted, "right") - 1
    end = np.maximum(units["end"].to_numpy()[row], claims["end"].to_numpy())
    return units["start"].to_numpy()[row], end


def _binary(bags: list[set[str]], codes: dict[str, int]) -> sparse.csr_array:
    """A row a bag, with 1 in the columns of the stems that it holds."""
    sizes = np.cumsum([0, *map(len, bags)])
    cells = np.array([codes[word] for bag in bags for word in sorted(bag)], dtype=np.int64)
    return sparse.csr_array((np.ones(len(cells)), cells, sizes), shape=(len(bags), len(codes)))


def _telling(words: sparse.csr_array, events: np.ndarray) -> sparse.csr_array:
    """Words of each sentence times max(.1, ln((n + 1) / (c + .5))): c of its event's n sentences have it."""
    n = np.bincount(events)
    row = np.repeat(np.arange(words.shape[0]), np.diff(words.indptr))
    cell = events[row].astype(np.int64) * words.shape[1] + words.indices
    _, which, count = np.unique(cell, return_inverse=True, return_counts=True)
    rare = np.log((n[events[row]] + 1) / (count[which] + 0.5))
    return sparse.csr_array(
        (words.data * np.maximum(rare, 0.1), words.indices, words.indptr), shape=words.shape
    )


def _sentence_rows(
    claims: pd.DataFrame, texts: dict[str, str], first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, list[set[str]], np.ndarray]:
    """Number of the sentence of each claim; and of each sentence its stems, and its event."""
    rows, bags, events = {}, [], []
    # An article of no event is alone.
    event = pd.factorize(claims["event"].where(claims["event"] != "", "\n" + claims["article_id"]))[0]
    places, which = zip(claims["article_id"], first, last, event, strict=True), []
    for article, begin, stop, of in steps(places, "contexts of claims", len(claims)):
        if (article, begin) not in rows:
            rows[article, begin] = len(bags)
            bags.append(set(content_words(texts[article][begin:stop])))
            events.append(of)
        which.append(rows[article, begin])
    return np.array(which, np.int64), bags, np.array(events, np.int64)


def _words_after(claims: pd.DataFrame, texts: dict[str, str], last: np.ndarray) -> list[list[str]]:
    """Stems of the words that follow each claim in its sentence; "" where there are no more."""
    rows = []
    for article, end, stop in zip(claims["article_id"], claims["end"], last, strict=True):
        words = [match.group() for match in islice(_NEXT_WORD.finditer(texts[article], end, stop), _NEXT)]
        rows.append([stem(word.lower()) for word in words] + [""] * (_NEXT - len(words)))
    return rows


def contexts_of(claims: pd.DataFrame, texts: dict[str, str], whole: Whole) -> Contexts:
    """The contexts of claims (`article_id start end event`); `whole` is counted of the whole corpus."""
    first, last = sentences_around(claims, texts)
    which, bags, events = _sentence_rows(claims, texts, first, last)
    after = _words_after(claims, texts, last)
    # In the order of the alphabet a sum over words is the same to the last digit, whatever else is compared.
    stems = sorted(set().union(*bags, *after) - {""})
    codes = dict(zip(stems, range(len(stems)), strict=True))
    next_words = np.array([[codes.get(word, -1) for word in row] for row in after], np.int64)
    weight = rarity(whole, stems)
    words = sparse.csr_array(_binary(bags, codes) * weight)
    telling = _telling(words, events)
    return Contexts(words[which], telling[which], next_words.reshape(-1, _NEXT), weight, stems, first, last)


def _cells(matrix: sparse.csr_array, row: int) -> tuple[np.ndarray, np.ndarray]:
    """Columns and values of one row."""
    cells = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[cells], matrix.data[cells]


def words_shared(
    contexts: Contexts, claims: pd.DataFrame, texts: dict[str, str],
    a: np.ndarray, b: np.ndarray, most: int = 3,
) -> list[str]:  # fmt: skip
    """The rarest words that both sentences of each pair have, as the first one writes them."""
    told = []
    for row, other in zip(a, b, strict=True):
        (codes, values), (others, rarities) = _cells(contexts.telling, row), _cells(contexts.words, other)
        both = set(others[rarities != 0].tolist())
        cells = zip(codes.tolist(), values.tolist(), strict=True)
        weight = {contexts.stems[code]: value for code, value in cells if value and code in both}
        sentence = texts[claims["article_id"].iloc[row]][contexts.first[row] : contexts.last[row]]
        words = {stem(word.lower()): word for word in _WORD.findall(sentence)}
        found = sorted((name for name in weight if name in words), key=lambda name: (-weight[name], name))
        told.append(", ".join(words[name] for name in found[:most]))
    return told

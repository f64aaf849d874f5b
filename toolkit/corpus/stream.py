"""Stream: the words of a table of tokens as arrays in reading order, with an index of each term's places.

What is worked out from a table (whether it is in order, where sentences open, where each term stands) is kept
as long as the table lives, so that the second look-up of a word costs nothing; the table itself stays a plain
pandas frame.
"""

import weakref
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import sparse

# By the identity of a table: the table, a shallow copy of it, and what was worked out. While the copy lives,
# pandas copies a column before it writes into it: equal addresses mean equal values.
_known: dict[int, tuple[weakref.ref, pd.DataFrame, dict[str, object]]] = {}


class Stream:
    """Columns of tokens as arrays: `codes` into `terms`, `article` codes into `ids`, `sentence`, `place`."""

    def __init__(self, tokens: pd.DataFrame):
        term, article = tokens["term"].array, tokens["article_id"].array
        self.codes, self.terms = term.codes, term.categories
        self.article, self.ids = article.codes, article.categories
        self.sentence, self.place = tokens["sentence"].to_numpy(), tokens["place"].to_numpy()
        self._kept = _kept_for(tokens)

    def __len__(self) -> int:
        return len(self.codes)

    def _once(self, name: str, make: Callable[[], object]) -> object:
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    @property
    def is_ordered(self) -> bool:
        """Whether rows run by article, then by place, and none stands twice."""
        return self._once("is_ordered", lambda: bool((np.diff(self.keys()) > 0).all()))

    def keys(self) -> np.ndarray:
        """One number a row that sorts by article, then by place."""
        return (self.article.astype(np.int64) << 32) + self.place

    @property
    def opens(self) -> np.ndarray:
        """Rows at which a sentence opens, and the number of rows."""
        return self._once("opens", self._opens)

    def _opens(self) -> np.ndarray:
        new = (np.diff(self.article) != 0) | (np.diff(self.sentence) != 0)
        return np.concatenate([[0], np.flatnonzero(new) + 1, [len(self)]])[int(not len(self)) :]

    @property
    def runs(self) -> np.ndarray:
        """Number of the run of neighbouring words of one sentence that each row belongs to."""
        return self._once("runs", self._runs)

    def _runs(self) -> np.ndarray:
        new = np.diff(self.place, prepend=-2) != 1
        new[self.opens[:-1]] = True
        return np.cumsum(new, dtype=np.int32)

    @property
    def words(self) -> np.ndarray:
        """The terms as Python strings, in the order of their codes: found faster than Arrow strings."""
        return self._once("words", lambda: self.terms.to_numpy(dtype=object))

    @property
    def has_phrases(self) -> bool:
        """Whether a term has a blank, as names that were merged do."""
        return self._once("has_phrases", lambda: " " in "".join(self.words))

    @property
    def code_of(self) -> dict[str, int]:
        """Code of each term."""
        return self._once("code_of", lambda: dict(zip(self.words, range(len(self.words)), strict=True)))

    @property
    def _index(self) -> tuple[np.ndarray, np.ndarray]:
        return self._once("index", self._sort_places)

    def _sort_places(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows sorted by term, and where each term's begin: transposing one sparse row is a counting sort."""
        rows = np.arange(len(self), dtype=np.int32)
        bounds, shape = np.array([0, len(self)], dtype=np.int32), (1, len(self.terms))
        by_term = sparse.csr_array((rows, self.codes.astype(np.int32), bounds), shape=shape).tocsc()
        return by_term.data, by_term.indptr

    def frequency(self, codes: np.ndarray) -> int:
        """How often the terms of these codes stand in the stream."""
        _, bounds = self._index
        return int((bounds[codes + 1] - bounds[codes]).sum())

    def rows_with(self, codes: np.ndarray) -> np.ndarray:
        """Rows, ascending, at which one of the terms of these codes stands."""
        rows, bounds = self._index
        found = [rows[bounds[code] : bounds[code + 1]] for code in codes.tolist()]
        return np.sort(np.concatenate(found)) if len(found) > 1 else np.concatenate([*found, rows[:0]])


def _kept_for(tokens: pd.DataFrame) -> dict[str, object]:
    """What has been worked out from these very columns; dropped when the last table that has them is."""
    key, here = id(tokens), _addresses(tokens)
    kept = next((kept for _, copy, kept in [*_known.values()] if _addresses(copy) == here), {})
    if key not in _known or _known[key][2] is not kept:
        gone = weakref.ref(tokens, lambda _: _known.pop(key, None))
        _known[key] = gone, tokens.copy(deep=False), kept
    return kept


def _addresses(tokens: pd.DataFrame) -> tuple:
    """Where the columns that a stream is made of lie in memory."""
    term, article = tokens["term"].array, tokens["article_id"].array
    arrays = term.codes, article.codes, tokens["sentence"].to_numpy(), tokens["place"].to_numpy()
    places = ((array.ctypes.data, len(array), array.strides) for array in arrays)
    return (*places, id(term.categories), id(article.categories))

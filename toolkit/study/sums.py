"""Sums: whole numbers by group and term, added up over the parts of a corpus."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

_WIDTH = 1 << 40  # terms at most: a group and a term are one number


class Sums:
    """Sums of several columns by group and term, whichever parts bring which terms.

    >>> sums = Sums()
    >>> for terms, n in ((["sea", "fog"], [2, 1]), (["ice", "sea"], [5, 3])):
    ...     sums.add(pd.DataFrame({"group": "all", "term": terms, "n": n}))
    >>> sums.table().to_numpy().tolist()
    [['all', 'sea', 5], ['all', 'fog', 1], ['all', 'ice', 5]]
    """

    def __init__(self) -> None:
        self._codes: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._waiting: list[tuple[np.ndarray, np.ndarray]] = []
        self._rows = 0
        self._columns: list[str] = []

    def add(self, sums: pd.DataFrame) -> None:
        """Add a table with `group`, `term` and columns of whole numbers."""
        self._columns = [name for name in sums if name not in ("group", "term")]
        group, term = (
            _numbered(sums[name], code) for name, code in zip(("group", "term"), self._codes, strict=True)
        )
        self._waiting.append((group * _WIDTH + term, sums[self._columns].to_numpy(np.int64)))
        # Added up when as much waits as is there: the work stays in proportion to what comes.
        if sum(len(key) for key, _ in self._waiting[1:]) > max(self._rows, 1_000_000):
            self._add_up()

    def _add_up(self) -> None:
        keys = np.concatenate([key for key, _ in self._waiting])
        values = np.concatenate([value for _, value in self._waiting])
        order = np.argsort(keys, kind="stable")
        first = np.flatnonzero(np.diff(keys[order], prepend=-1))
        self._waiting = [(keys[order][first], np.add.reduceat(values[order], first))] if len(first) else []
        self._rows = len(first)

    def table(self) -> pd.DataFrame:
        """The sums; one row a group and term, in the order in which they came."""
        if not self._waiting:
            return pd.DataFrame(columns=["group", "term", *self._columns])
        self._add_up()
        if not self._waiting:
            empty = {"group": "str", "term": "str", **dict.fromkeys(self._columns, np.int64)}
            return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in empty.items()})
        ((keys, values),) = self._waiting
        names = (pd.array(list(code), "str") for code in self._codes)
        group, term = (name.take(number) for name, number in zip(names, np.divmod(keys, _WIDTH), strict=True))
        columns = dict(zip(self._columns, values.T, strict=True))
        return pd.DataFrame({"group": group, "term": term, **columns})


def _numbered(values: pd.Series, code: dict[str, int]) -> np.ndarray:
    """The number of each value, new ones numbered on."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        kinds, names = values.cat.codes.to_numpy(), values.cat.categories.to_numpy(object)
    else:
        kinds, names = pd.factorize(values)
    numbers = np.array([code.setdefault(name, len(code)) for name in names], dtype=np.int64)
    return numbers[kinds] if len(names) else np.empty(0, np.int64)


def added(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The sum of small tables of whole numbers by their index."""
    return pd.concat(tables).groupby(level=0).sum()

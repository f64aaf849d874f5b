"""Checks at a function's door: one clear sentence instead of a late KeyError."""

from collections.abc import Collection, Iterable
from os import PathLike

import pandas as pd


def require_columns(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Raise unless `table` is a frame that has `columns`; `name` is what the message calls it.

    Raises
    ------
    TypeError
        If `table` is no pandas frame.
    ValueError
        If a column is missing; the message names it and what was found.

    Examples
    --------
    >>> require_columns(pd.DataFrame({"outlet": []}), ["outlet", "event"], "articles")
    Traceback (most recent call last):
    ValueError: articles has no column 'event'; found ['outlet'].
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{name} must be a pandas DataFrame, not {type(table).__name__}.")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        wanted = ", ".join(repr(column) for column in missing)
        raise ValueError(f"{name} has no column {wanted}; found {[str(column) for column in table.columns]}.")


def require_own(table: pd.DataFrame | None, articles: pd.DataFrame, name: str) -> None:
    """Raise a ValueError unless a table with rows of every article, such as segments, has one of these.

    Examples
    --------
    >>> require_own(pd.DataFrame({"article_id": ["z"]}), pd.DataFrame(index=["a"]), "segments")
    Traceback (most recent call last):
    ValueError: segments are those of other articles: the first has article_id 'z'.
    """
    if table is None:
        return
    require_columns(table, ["article_id"], name)
    known = pd.Index(table["article_id"].unique()).astype("str")
    if len(known) and len(articles) and not known.isin(articles.index.astype("str")).any():
        raise ValueError(f"{name} are those of other articles: the first has article_id {known[0]!r}.")


def require_choice(value: object, choices: Iterable[object], what: str) -> None:
    """Raise a ValueError that lists the `choices` unless `value` is one of them.

    Examples
    --------
    >>> require_choice("Sun", ["Beacon", "Ledger"], "target")
    Traceback (most recent call last):
    ValueError: target 'Sun' is not known here; choose from ['Beacon', 'Ledger'].
    """
    choices = list(choices)
    if value not in choices:
        raise ValueError(f"{what} {value!r} is not known here; choose from {choices}.")


def listed(values: object, what: str) -> list:
    """The values of any collection as a list; one string is a list of one.

    Raises
    ------
    TypeError
        If `values` is neither a string nor a collection.

    Examples
    --------
    >>> listed("body", "segments"), listed({"body"}, "segments"), listed(pd.Series(["body"]), "segments")
    (['body'], ['body'], ['body'])
    """
    if isinstance(values, str):
        return [values]
    if not isinstance(values, Collection | pd.Series | pd.Index):
        raise TypeError(f"{what} must be a collection such as a list, not {values!r}.")
    return sorted(values, key=str) if isinstance(values, set | frozenset) else list(values)


def require_words(values: object, what: str) -> list:
    """The words of any collection as a list, for the name of a file is no word.

    Examples
    --------
    >>> require_words("my-words.txt", "stop_words")
    Traceback (most recent call last):
    ValueError: stop_words 'my-words.txt' is a file; give what load_stop_words('my-words.txt') reads from it.
    """
    if isinstance(values, str | PathLike) and str(values).lower().endswith((".txt", ".toml", ".csv")):
        name = repr(str(values))
        raise ValueError(f"{what} {name} is a file; give what load_stop_words({name}) reads from it.")
    return listed(values, what)


def require_choices(values: object, choices: Iterable[object], what: str) -> list:
    """The `values` as a list, each of which must be one of the `choices`.

    Examples
    --------
    >>> require_choices(("body", "title"), ["headline", "body"], "segments")
    Traceback (most recent call last):
    ValueError: segments 'title' is not known here; choose from ['headline', 'body'].
    """
    values, choices = listed(values, what), list(choices)
    for value in values:
        require_choice(value, choices, what)
    return values

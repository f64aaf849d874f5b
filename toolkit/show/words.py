"""Words: what columns and values are called on a page, whose readers know no names of columns."""

import re

from toolkit.shipped import lexicon

_OF_TWO = re.compile(r"(.+)_([ab])\Z")  # columns of two articles, side by side


def _is_listed(name: str, column: str) -> bool:
    return column in lexicon("show/words.toml")[name].split()


def column_words(name: str) -> str:
    """What a reader calls a column.

    Examples
    --------
    >>> column_words("n_target"), column_words("content_b"), column_words("my_column")
    ('times here', 'what was said (other)', 'my column')
    """
    known = lexicon("show/words.toml")["columns"]
    if name in known:
        return known[name]
    if of_two := _OF_TWO.match(name):
        return f"{column_words(of_two[1])} ({'one' if of_two[2] == 'a' else 'other'})"
    return name.replace("_", " ")


def value_words(column: str, value: str) -> str:
    """What a reader calls a value of a column; the value itself where it needs no other words.

    Examples
    --------
    >>> value_words("source_type", "office"), value_words("status_a", "done"), value_words("term", "done")
    ('offices and institutions', 'yes, it has happened', 'done')
    """
    known = lexicon("show/words.toml")["values"]
    column = column if column in known else _OF_TWO.sub(r"\1", column)
    return known.get(column, {}).get(value, value)


def is_left_out(column: str) -> bool:
    """Whether a page leaves a column to the table that is written beside it.

    Examples
    --------
    >>> [is_left_out(name) for name in ("q", "pooled_z", "start_a", "p_family")]
    [True, True, True, False]
    """
    return column.startswith("pooled_") or _is_listed("left_out", _OF_TWO.sub(r"\1", column))


def names_outlets(column: str) -> bool:
    """Whether a column holds names of outlets.

    Examples
    --------
    >>> names_outlets("outlet_a"), names_outlets("person")
    (True, False)
    """
    return _is_listed("outlets", column)


def is_share(column: str) -> bool:
    """Whether a column holds shares from 0 to 1, which a page writes as percentages.

    Examples
    --------
    >>> is_share("share_articles"), is_share("per_thousand")
    (True, False)
    """
    return _is_listed("percent", column)

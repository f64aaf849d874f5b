"""Words: what columns and values are called on a page, whose readers know no names of columns."""

import re

from toolkit.shipped import lexicon

_OF_TWO = re.compile(r"(.+)_([ab])\Z")  # columns of two articles, side by side


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


def kind_of(column: str) -> str:
    """What a column holds: `outlets` (names), `percent` (shares), `left_out` (of pages), or anything else.

    Examples
    --------
    >>> [kind_of(name) for name in ("outlet_a", "share_articles", "start_b", "pooled_z", "person")]
    ['outlets', 'percent', 'left_out', 'left_out', '']
    """
    listed = lexicon("show/words.toml")
    names = {column, _OF_TWO.sub(r"\1", column), *(["pooled"] if column.startswith("pooled_") else [])}
    return next(
        (kind for kind in ("outlets", "percent", "left_out") if names & set(listed[kind].split())), ""
    )

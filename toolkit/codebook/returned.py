"""Returned: what the `Returns` section of a docstring says of the columns of a table.

The section is prose that a person reads, in one form, so that this module can read it, too: columns stand in
one sentence, parted by semicolons, names in backquotes, then what they hold, in brackets or after a comma or
colon.

    One row a word: `term`; `n`, `words` (times; running words); `dp_low` with `block`: the lower bound.

What stands before the first colon belongs to the row. "with `option`" or "where ..." right after a name says
when the column is there. A name without a word beside it means what it means where the toolkit first makes
it; `<by>` is the column that `by` names. "The columns of `tokenize`" are those of another function. Other
sentences say what they like.
"""

import inspect
import re
from typing import NamedTuple

_SECTION = re.compile(r"^Returns\n-+\n[^\n]*\n(.*?)(?=^\w[^\n]*\n---|\Z)", re.DOTALL | re.MULTILINE)
_NAME = r"`(?:\w+|<\w+>)`"
_ENTRY = re.compile(rf"({_NAME}(?:(?:, | and ){_NAME})*)(?!\w)(.*)")
_OTHER = re.compile(r"The (?:columns|rows) of `(\w+)`")
_WHEN = re.compile(r" ((?:with(?:out)? `|where )[^:]*)(?:: (.*))?")


class Column(NamedTuple):
    """A column as a docstring has it; with a `function`, all columns of that one."""

    name: str
    meaning: str
    when: str = ""
    function: str = ""


def columns_of(docstring: str) -> list[Column]:
    r"""The columns that a docstring says a function returns, in its order.

    Examples
    --------
    >>> rows = "One row a word: `term`; `low`, `high` with `block`: 95%; `n` (times). By name."
    >>> for column in columns_of(f"Count.\n\nReturns\n-------\nDataFrame\n    {rows}"):
    ...     print(column[:3])
    ('term', '', '')
    ('low', '95%', 'with `block`')
    ('high', '95%', 'with `block`')
    ('n', 'times', '')
    """
    docstring = inspect.cleandoc(docstring)
    found = _SECTION.search(docstring)
    text = " ".join(re.sub(r"(?m)^ *- ", "", found[1] if found else docstring).split())
    return [column for sentence in _parted(text, ". ") for column in _listed(sentence)]


def _listed(sentence: str) -> list[Column]:
    """The columns of one sentence, none where it lists none."""
    lead, *rest = _parted(sentence, ": ")
    has_lead = not lead.startswith("`") and bool(rest) and rest[0].startswith("`")
    entries = _parted(sentence[len(lead) + 2 :] if has_lead else sentence, "; ")
    if not has_lead and len(entries) == 1 and not _OTHER.match(sentence):
        return []
    when = "o" + lead[1:] if has_lead and lead.startswith("Of ") else ""
    return [column for entry in entries for column in _entry(entry, when)]


def _entry(entry: str, when: str) -> list[Column]:
    """The columns that one entry of a list names, none where it begins with no name."""
    if other := _OTHER.match(entry):
        return [Column("", "", when, other[1])]
    found = _ENTRY.fullmatch(entry)
    if found is None:
        return []
    names, rest = found.groups()
    if given := _WHEN.fullmatch(rest):
        when, rest = ", ".join(filter(None, [when, given[1]])), given[2] or ""
    rest = rest.lstrip(",:").strip()
    if rest.startswith("(") and _parted(rest[1:], ")") == [rest[1:-1]]:
        rest = rest[1:-1]
    return [Column(name.strip("`"), rest, when) for name in re.findall(_NAME, names)]


def _parted(text: str, mark: str) -> list[str]:
    """A text cut at a mark that stands in no brackets, quotation marks or backquotes."""
    parts, depth, quoted, begin = [], 0, False, 0
    for place, letter in enumerate(text):
        if depth == 0 and not quoted and text.startswith(mark, place):
            parts.append(text[begin:place])
            begin = place + len(mark)
        quoted ^= letter in '"`'
        depth += ((letter == "(") - (letter == ")")) * (not quoted)
    return [part for part in [*parts, text[begin:].rstrip(".")] if part]

"""Tables: CSV, whatever its delimiter, and Parquet, one article a row."""

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.reading.fields import ALIASES, Rows, columns_of


def is_tab_table(head: str) -> bool:
    r"""Say whether a text is a table with tabs: its first line names the text and another column.

    Examples
    --------
    >>> is_tab_table("Title\tText\nStorm\tNo ship sails."), is_tab_table("Title\tStorm\n")
    (True, False)
    """
    names = head.partition("\n")[0].strip("\r").split("\t")
    known = ALIASES.keys() & columns_of(tuple(names))
    return len(names) > 1 and "text" in known and len(known) > 1


def csv_rows(text: str) -> Rows:
    r"""Rows of a CSV file; the delimiter is the one that makes most sense of the header.

    Raises
    ------
    ValueError
        If two columns have one name.

    Examples
    --------
    >>> list(csv_rows("title;text\nHail;Ice, wind\nFog\n"))
    [(1, {'title': 'Hail', 'text': 'Ice, wind'}), (2, "has 1 fields, the header 2; quote text that has ';'")]
    """
    start = text.lstrip().partition("\n")[0].replace('"', "")
    known = {mark: len(ALIASES.keys() & columns_of(tuple(start.split(mark)))) for mark in ",;\t|"}
    delimiter = max(known, key=lambda mark: (known[mark], start.count(mark)))
    limit = csv.field_size_limit(len(text) + 1)  # its own, 131,072 characters, is too few
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    finally:
        csv.field_size_limit(limit)
    header = [name.strip() for name in header]
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise ValueError(f"has two columns named {twice[0]!r}; rename one")
    for number, row in enumerate(rows, 1):
        fits = len(row) == len(header)
        reason = f"has {len(row)} fields, the header {len(header)}; quote text that has {delimiter!r}"
        if row:
            yield number, dict(zip(header, row, strict=True)) if fits else reason


def parquet_rows(data: bytes) -> Rows:
    """Rows of a Parquet file; what is none raises a ValueError."""
    return enumerate(pq.ParquetFile(pa.BufferReader(data)).read().to_pylist(), 1)

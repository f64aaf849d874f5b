"""Tables: CSV whatever its delimiter, Excel workbooks and Parquet, one article a row."""

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.reading.fields import ALIASES, Rows, columns_of
from toolkit.reading.json import flat
from toolkit.reading.limits import MAX_HEADER, MAX_TEXT

_DATA = re.compile(r".{80}|.*://|\d{4}-\d\d|\d{5}")  # no column is called so
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BEFORE = re.compile(r"\A(?:sep=.)?[\r\n]+")  # a hint for Excel, or empty lines
_GKG = re.compile(r"\d{14}-T?\d+\t")
# Names that mean a column only beside others: in 4CAT, in LexisNexisTools.
_EXPORTS = (("thread_id", "subject", "headline"), ("Newspaper", "Article", "text"))
_LONG, _SHORT = 300, 100  # characters of the text of an article at the least, of another field at the most


def is_tab_table(head: str) -> bool:
    r"""Say whether a text is a table with tabs: its first line names the text and another column.

    Examples
    --------
    >>> is_tab_table("Title\tText\nStorm\tNo ship sails."), is_tab_table("Title\tStorm\n")
    (True, False)
    """
    names = head[:MAX_HEADER].partition("\n")[0].strip("\r").split("\t")
    known = ALIASES.keys() & columns_of(tuple(names))
    return len(names) > 1 and "text" in known and len(known) > 1


def csv_rows(text: str) -> Rows:
    r"""Rows of a CSV file; the delimiter is the one that makes most sense of the header.

    A row whose quotation mark is not closed is refused, and reading goes on with the next line.

    Raises
    ------
    ValueError
        If two columns have one name, or there is no header.

    Examples
    --------
    >>> list(csv_rows("title;text\nHail;Ice, wind\nFog\n"))
    [(1, {'title': 'Hail', 'text': 'Ice, wind'}), (2, "has 1 fields, the header 2; quote text that has ';'")]
    >>> [reason for _, reason in csv_rows('title,text\nHail,"Ice\nFog,"Mist"\n')][0]
    'opens a quotation mark that is not closed; close it'
    """
    if _GKG.match(text):
        raise ValueError(
            "is a table of GDELT's knowledge graph, only metadata; save the pages at its addresses as .html"
        )
    text = _BEFORE.sub("", text, count=1)
    start = text.partition("\n")[0].replace('"', "")
    known = {mark: len(ALIASES.keys() & columns_of(tuple(start.split(mark)))) for mark in ",;\t|"}
    delimiter = max(known, key=lambda mark: (known[mark], start.count(mark)))
    limit = csv.field_size_limit(MAX_TEXT)  # its own, 131,072 characters, is too few
    try:
        header, *rows = _records(_LINE.findall(text), delimiter)
    finally:
        csv.field_size_limit(limit)
    return table_rows(header, rows, f"; quote text that has {delimiter!r}")


def _records(lines: list[str], delimiter: str) -> Iterator[list[str] | str]:
    """Rows of cells, or what is wrong with one, after which the next line is read as the next row."""
    done, width = 0, 0
    while done < len(lines):
        read = 0
        reader = csv.reader((lines[n] for n in range(done, len(lines))), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                width, read = width or len(row), reader.line_num
                yield row
            return
        except csv.Error as error:
            done += read
            reason, used = _mended(lines, done, delimiter, width, str(error))
            yield reason
            done += used


def _mended(lines: list[str], at: int, delimiter: str, width: int, error: str) -> tuple[list[str] | str, int]:
    """The row at a line that is no strict CSV, as it is meant or what is wrong with it, and its lines.

    A cell may hold quotation marks that are not doubled. It is open, and swallows the rows below it, if one
    of its further lines is a row by itself.
    """
    too_long = f"has a cell of more than {MAX_TEXT:,} characters; divide it", 1
    if "limit" in error:
        return too_long
    reader = csv.reader((lines[n] for n in range(at, len(lines))), delimiter=delimiter)
    try:
        row = next(reader)
        below = lines[at + 1 : at + reader.line_num]
        inside = [len(line) for line in csv.reader(below, delimiter=delimiter, quoting=csv.QUOTE_NONE)]
    except csv.Error:
        return too_long
    if reader.line_num > 1 and (len(row) != width or width in inside):
        return "opens a quotation mark that is not closed; close it", 1
    return row, reader.line_num


def table_rows(header: Any, rows: list, wrong: str = "") -> Rows:
    """Rows of a table given its header and its rows: of cells, or a string that says what is wrong."""
    if isinstance(header, str):
        raise ValueError(f"has a header that {header}")
    header = [name.strip() for name in header]
    for beside, name, column in _EXPORTS:
        if beside in header and name in header and column not in header:
            header[header.index(name)] = column
    if twice := sorted(name for name, n in Counter(header).items() if name and n > 1):
        raise ValueError(f"has two columns named {twice[0]!r}; rename one")
    columns = columns_of(tuple(header))
    if not ALIASES.keys() & columns and any(map(_DATA.match, header)):
        first = f"{header[0][:40]}…" if len(header[0]) > 40 else header[0]
        raise ValueError(f"has no header (its first row: {first}); put one above, such as outlet,title,text")
    if "text" not in columns and (place := _text_column(len(header), rows)) is not None:
        yield 0, f"has no column called text; {header[place]!r}, the one of long texts, is taken for it"
        header[place] = "text"
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield number, row
        elif any(row):
            row = row if any(row[len(header) :]) else row[: len(header)]  # Excel writes cells beyond the last
            fits = len(row) == len(header)
            reason = f"has {len(row)} fields, the header {len(header)}{wrong}"
            yield number, dict(zip(header, row, strict=True)) if fits else reason


def _text_column(width: int, rows: list) -> int | None:
    """The one column of long texts among short ones, judged by the first rows."""
    seen = [row for row in rows[:50] if isinstance(row, list) and len(row) == width]
    lengths = [median(len(row[place]) for row in seen) for place in range(width)] if seen else []
    long = [place for place, length in enumerate(lengths) if length >= _LONG]
    return long[0] if len(long) == 1 and sum(length <= _SHORT for length in lengths) == width - 1 else None


def workbook_rows(data: bytes) -> Rows:
    """Rows of the first sheet of an Excel workbook that has a column of texts; dates as dates.

    Raises
    ------
    ValueError
        If no sheet has one, or the workbook cannot be read.
    """
    sheets = [sheet for sheet in _sheets(data) if sheet]
    if not sheets:
        raise ValueError("has no rows")
    for header, *rows in sheets:
        if "text" in columns_of(tuple(header)) or _text_column(len(header), rows) is not None:
            return table_rows(header, rows)
    return table_rows(sheets[0][0], sheets[0][1:])


def _sheets(data: bytes) -> Iterator[list[list[str]]]:
    """Rows of each sheet from its header on: of the first ten, the row with most names that are known."""
    from openpyxl import load_workbook  # only where a workbook is read

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and validations, which do not matter here
            for sheet in load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets:
                sheet.reset_dimensions()  # a sheet may claim any
                rows = [list(map(_cell, row)) for row in sheet.iter_rows(values_only=True)]
                known = [len(ALIASES.keys() & columns_of(tuple(row))) for row in rows[:10]]
                yield rows[known.index(max(known)) :] if known else []
    except Exception as error:  # openpyxl raises whatever it meets in a damaged workbook
        raise ValueError("is no Excel workbook that can be read; save it as .csv") from error


def _cell(value: object) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()  # Excel has no dates without a time
    if isinstance(value, date | time):
        return value.isoformat()
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value)  # type: ignore[call-overload]


def parquet_rows(data: bytes) -> Rows:
    """Rows of a Parquet file; what is none raises a ValueError."""
    return rows_of_groups(pq.ParquetFile(pa.BufferReader(data)))


def rows_of_groups(file: pq.ParquetFile, groups: Sequence[int] | None = None, before: int = 0) -> Rows:
    """Rows of some row groups of a Parquet file, None for all; `before` of its rows stand above them."""
    batches = (  # it may be packed very small
        batch.to_pylist() for batch in file.iter_batches(batch_size=100, row_groups=groups)
    )
    return enumerate((flat(row) for batch in batches for row in batch), before + 1)

"""Tables of pages: those that `show_table` shows, in words, as few rows and columns as a reader reads."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from lxml import html as markup

from toolkit.show.outlets import Look, outlet_html
from toolkit.show.words import column_words, kind_of, value_words

MARK = "<table class='toolkit "  # how show_table begins
_ROWS = 12  # that stand open
_SIZE = re.compile(r"\s*(?:The first [\d,]+ of )?(The table has no rows|[\d,]+ rows?)\.\Z")
_BOUND = re.compile(r"(.*?)_?(low|high)\Z")
_NUMBER = re.compile(r"-?[\d,]+(\.\d+)?(e-\d+)?|–?")
_SURE = 0.05


class Column(NamedTuple):
    """One column of a page: technical name, words, class of its cells, and each cell as HTML."""

    name: str
    words: str
    kind: str
    cells: list[str]


class Download(NamedTuple):
    """A table that is written beside the pages: its address, columns and number of rows."""

    address: str
    columns: tuple[str, ...]
    rows: int

    def link(self) -> str:
        """A link to it, as HTML."""
        name = unquote(self.address.rpartition("/")[2])
        return f"<a href='{html.escape(self.address)}'>{html.escape(name)}</a>"


class Known(NamedTuple):
    """What a page knows of a corpus: the look of each outlet, and what each event is called."""

    looks: dict[str, Look]
    titles: Mapping[str, str] = MappingProxyType({})


def reader_table(
    shown: str, known: Known, downloads: Iterable[Download] = ()
) -> tuple[str, str, dict[str, str]]:
    """A table as a page shows it, what its caption says of the method, and its columns' words.

    Parameters
    ----------
    shown
        What `show_table` handed to the notebook.
    known
        Looks of the outlets, and titles of the events, of the corpus.
    downloads
        Tables written beside the page; the one that has all rows of this one is linked.
    """
    table = markup.fragment_fromstring(shown)
    said = table.findtext("caption") or ""
    size = _SIZE.search(said)
    told = said[: size.start()] if size else said
    caption, method = _short(told)
    names = [cell.text_content() for cell in table.iterfind("thead/tr/th")]
    rows = [row.findall("td") for row in table.iterfind("tbody/tr")]
    columns = _columns(names, rows, known)
    whole = _whole(names, int(re.sub(r"\D", "", size[1]) or 0) if size else len(rows), len(rows), downloads)
    if not rows:
        nothing = "none." if told.endswith(":") else "There is nothing to show."
        return f"<p class='note'>{html.escape(told)} {nothing}</p>", "", {}
    open_rows = len(rows) if len(rows) <= _ROWS + 3 else _ROWS  # two rows are not worth a click
    drawn = _written(columns, known, range(open_rows), caption)
    if len(rows) > open_rows:
        rest = _written(columns, known, range(open_rows, len(rows)), "")
        more = len(rows) - open_rows
        drawn += f"<details class='more'><summary>{more:,} more rows</summary>{rest}</details>"
    words = {column.words: column.name for column in columns if column.words != column.name}
    return drawn + whole, told if method else "", words


def _short(caption: str) -> tuple[str, bool]:
    """The first clause of a long caption, and whether there is more, which goes to the methods."""
    if len(caption) <= 120:
        return caption, False
    first = re.split(r"(?<=[\w)”])[.:;]\s", caption, maxsplit=1)[0]
    return f"{first}.", True


def _columns(names: list[str], rows: list, known: Known) -> list[Column]:
    columns = []
    for place, name in enumerate(names):
        cells = [row[place] for row in rows]
        low, high = _bounds(names, name)
        if high is not None and name == names[high]:
            continue  # it stands beside the other bound
        if low is not None and high is not None:
            write = _writer(names, name)
            texts = [_range(write(_text(row[low])), write(_text(row[high]))) for row in rows]
            columns.append(Column(f"{names[low]}, {names[high]}", column_words("range"), "range", texts))
        elif name == "share" and "per_thousand" in names:
            continue  # of all words: both say the same
        elif kind_of(name) != "left_out" or len(names) == 1:
            columns.append(_column(name, cells, known))
    return [column for column in columns if any(column.cells)] or columns[:1]


def _bounds(names: list[str], name: str) -> tuple[int | None, int | None]:
    """Places of both bounds where a column is one of two."""
    found = _BOUND.match(name)
    if found is None:
        return None, None
    stem = f"{found[1]}_" if found[1] else ""
    both = [f"{stem}low", f"{stem}high"]
    return (names.index(both[0]), names.index(both[1])) if set(both) <= set(names) else (None, None)


def _column(name: str, cells: list, known: Known) -> Column:
    words, texts = column_words(name), [_text(cell) for cell in cells]
    numeric = all(_NUMBER.fullmatch(text) for text in texts)
    if name == "in context":
        return Column(name, words, "context quote", [_inner(cell) for cell in cells])
    if name == "log_ratio":
        return Column(name, words, "num", [_times(text) for text in texts])
    if name in ("p_family", "holds"):
        return Column(name, words, "", [_sure(text) for text in texts])
    if name == "n_reference":
        return Column(name, words, "num", ["only here" if text == "0" else text for text in texts])
    if numeric and kind_of(name) == "percent" and all(abs(_number(text) or 0) <= 1 for text in texts):
        return Column(name, words, "num", [_percent(text) for text in texts])
    if numeric:
        return Column(name, words, "num", texts)
    if kind_of(name) == "outlets":
        written = [
            ", ".join(outlet_html(part, known.looks) for part in text.split("; ") if part) for text in texts
        ]
        return Column(name, words, "", written)
    if name == "event":
        return Column(name, words, "", [html.escape(known.titles.get(text, text)) for text in texts])
    kind = "wide" if any(len(text) > 40 for text in texts) else ""
    return Column(name, words, kind, [html.escape(value_words(name, text)) for text in texts])


def _text(cell: markup.HtmlElement) -> str:
    return cell.text_content().strip()


def _inner(cell: markup.HtmlElement) -> str:
    """What stands in a cell, as HTML; all of it was escaped when it was shown."""
    children = (markup.tostring(child, encoding="unicode") for child in cell)
    return html.escape(cell.text or "") + "".join(children)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _times(text: str, sign: str = "×") -> str:
    """How many times as often, of a logarithm to base 2.

    Examples
    --------
    >>> [_times(text) for text in ("5.17", "1", "-1.00", "–")]
    ['36×', '2.0×', '0.50×', '']
    """
    value = _number(text)
    if value is None:
        return ""
    times = 2.0**value
    return f"{times:,.{0 if times >= 10 else 1 if times >= 1 else 2}f}{sign}"


def _percent(text: str) -> str:
    value = _number(text)
    return "" if value is None else f"{value:.0%}" if value >= 0.01 or value == 0 else "under 1%"


def _plain(text: str) -> str:
    return text.replace("–", "")


def _writer(names: list[str], low: str) -> Callable[[str], str]:
    """How the bounds of an interval are written: as what they are bounds of."""
    if low == "low" and "log_ratio" in names:
        return _times
    return _percent if low in ("low", "target_low") and {"share", "rate_target"} & set(names) else _plain


def _range(low: str, high: str) -> str:
    """Both bounds in words; of a bound that is missing, that it is.

    Examples
    --------
    >>> [_range("2.0×", ""), _range("", "2.5"), _range("3", "3"), _range("", "")]
    ['2.0× to no upper end', 'up to 2.5', '3', '']
    """
    if low == high:
        return low
    return " to ".join([low, high or "no upper end"]) if low else f"up to {high}"


def _sure(text: str) -> str:
    """How sure a difference is, as the dot of all pages, of p or of yes and no."""
    value = {"True": 0.0, "False": 1.0}.get(text, _number(text))
    if value is None:
        return "<span class='chip none'>not measured</span>"
    if value <= _SURE:
        return "<span class='chip holds'>holds</span>"
    return "<span class='chip'>could be chance</span>"


def _whole(names: list[str], n: int, shown: int, downloads: Iterable[Download]) -> str:
    """Where all rows are, if they are not here."""
    if n <= shown:
        return ""
    wanted = {name for name in names if name not in ("in context", "index")}
    found = [download for download in downloads if download.rows == n and wanted <= set(download.columns)]
    if not found:
        return f"<p class='note'>The first {shown:,} of {n:,} rows.</p>"
    return f"<p class='note'>All {n:,} rows: {found[0].link()}</p>"


def _written(columns: list[Column], known: Known, rows: range, caption: str) -> str:
    """Some rows as HTML; on a phone each becomes a list whose values keep their heads."""
    heads = "".join(
        f"<th scope='col'{_class(column.kind)}{_title(column)}>{_head(column, known)}</th>"
        for column in columns
    )
    body = []
    for row in rows:
        cells = [f"<th scope='row'{_class(columns[0].kind)}>{columns[0].cells[row] or '–'}</th>"]
        for column in columns[1:]:
            data = f" data-head='{html.escape(column.words)}:'"
            kind = f"{column.kind} none".strip() if column.cells[row] in ("", "–") else column.kind
            cells.append(f"<td{_class(kind)}{data}>{column.cells[row]}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    named = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return (
        f"<table class='stack'>{named}<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def _class(kind: str) -> str:
    return f" class='{kind}'" if kind else ""


def _title(column: Column) -> str:
    return f" title='{html.escape(column.name)}'" if column.words != column.name else ""


def _head(column: Column, known: Known) -> str:
    return outlet_html(column.name, known.looks) if column.name in known.looks else html.escape(column.words)

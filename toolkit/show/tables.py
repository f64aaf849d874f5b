"""Display: tables with the sentence that explains them, figures with a text for those who do not see them."""

import html
from collections.abc import Iterable

import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from matplotlib.axes import Axes

from toolkit.checks import listed, require_columns
from toolkit.show.pictures import outputs_of

_HIT = ["left", "hit", "right"]
_LITERAL = (
    "tex2jax_ignore mathjax_ignore"  # classes that keep JupyterLab from reading "$5m to $9m" as mathematics
)
_LEFT = "style='text-align:left'"
_CLOSING = tuple(".,;:!?%…”’»)]")  # marks that stand close to the word before them


def show_table(
    table: pd.DataFrame, caption: str | None = None, *, columns: Iterable[str] | None = None, rows: int = 20
) -> None:
    """Show the first rows of a table with its caption, in a notebook and in a report.

    Every cell is escaped, so that a headline cannot run as a script. Columns `left`, `hit` and `right` of a
    concordance become one column with the hit marked. Numbers are shown to two decimals, or to as many as a
    small one needs, a cell of several values as "Beacon; Ledger". A page of a report writes words for names
    of columns, which a notebook keeps.

    Parameters
    ----------
    table
        Any result table.
    caption
        A sentence; where left out, `table.attrs["caption"]` and `table.attrs["note"]`.
    columns
        Which columns are shown, in this order; None: all.
    rows
        How many rows are shown; after the caption stands how many there are.

    Raises
    ------
    TypeError, ValueError
        If `table` is no table, or has no such column.

    Examples
    --------
    >>> terms = pd.DataFrame({"term": ["troops"], "n": [3], "share": [0.25]})
    >>> show_table(terms, "Share of all words.", columns=["term", "share"])
      term  share
    troops   0.25
    Share of all words. 1 row.
    """
    wanted = None if columns is None else listed(columns, "columns")
    require_columns(table, wanted or [], "table")
    shown = joined_cells((table if wanted is None else table[wanted]).head(rows))
    told = [caption] if caption else filter(None, map(table.attrs.get, ("caption", "note")))
    text = " ".join([*map(_sentence, told), _size(len(table), rows)])
    index = shown.index.name is not None or not pd.api.types.is_integer_dtype(shown.index)
    plain = shown.to_string(index=index, float_format=_number, na_rep="–") if len(shown) else ""
    _show({"text/html": _html(shown, text, index), "text/plain": "\n".join(filter(None, [plain, text]))})


def joined_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table with each cell of several values as one text: "Beacon; Ledger", "a, 3, 9; b, 1, 4"."""
    cells = [table.iloc[:, place] for place in range(table.shape[1])]
    several = [cell.map(type).eq(tuple).any() if cell.dtype == object else False for cell in cells]
    if not any(several):
        return table
    made = [cell.map(_joined) if many else cell for cell, many in zip(cells, several, strict=True)]
    joined = pd.concat(made, axis=1)
    joined.attrs = table.attrs
    return joined


def _joined(value: object, mark: str = "; ") -> object:
    """A tuple as one text, tuples within it with commas."""
    return mark.join(str(_joined(part, ", ")) for part in value) if isinstance(value, tuple) else value


def show_figure(ax: Axes, caption: str | None = None) -> None:
    """Show the figure that `ax` belongs to: its title, and an SVG with a text alternative.

    What a `plot_` function drew on Axes of its own is drawn a second time for narrow pages; what was changed
    on the Axes since then stands in the wide drawing only. The figure is closed.

    Parameters
    ----------
    ax
        What a `plot_` function gives.
    caption
        The text alternative; where left out, the words that the `plot_` function gave it.

    Raises
    ------
    TypeError, ValueError
        If `ax` is no Axes, or there is no caption.
    """
    for data, metadata in outputs_of(ax, caption):
        _show(data, metadata)


def show_text(sentence: str) -> None:
    """Show a sentence that reads a number from a table, escaped.

    Examples
    --------
    >>> show_text("3 outlets cover the event.")
    3 outlets cover the event.
    """
    _show({"text/html": f"<p class='reading {_LITERAL}'>{_cell(sentence)}</p>", "text/plain": sentence})


def _show(data: dict[str, object], metadata: dict[str, object] | None = None) -> None:
    """Hand a bundle to the notebook; outside of one print its plain text."""
    if InteractiveShell.initialized():
        display(data, metadata=metadata, raw=True)
    else:
        print(data["text/plain"])


def _sentence(text: object) -> str:
    """The text with a full stop where it ends in a word."""
    return f"{text}." if str(text)[-1].isalnum() else str(text)


def _size(n: int, rows: int) -> str:
    """How many rows the table has, and how many of them are shown."""
    whole = f"{n:,} row{'s' * (n > 1)}." if n else "The table has no rows."
    return whole if n <= rows else f"The first {rows:,} of {n:,} rows."


def _number(value: float) -> str:
    """Two decimals, or as many as a small number needs: .049 is not .05, and .0001 not nought."""
    decimals = 2 if value == 0 or abs(value) >= 0.1 else 3
    return f"{value:,.{decimals}f}" if value == 0 or abs(value) >= 0.0005 else f"{value:.1g}"


def _cell(value: object) -> str:
    """One value as escaped HTML."""
    if isinstance(value, float):
        return "–" if pd.isna(value) else _number(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None or value is pd.NaT or value is pd.NA else html.escape(str(value), quote=True)


def _kind(value: object, numeric: bool) -> str:
    """The class of a cell: long text has room, and only numbers stand right, where JupyterLab sets all."""
    width = "wide" if len(str(value)) > 40 else "text"
    return "class='number'" if numeric else f"class='{width}' {_LEFT}"


def _html(table: pd.DataFrame, caption: str, index: bool) -> str:
    """The table as HTML whose every text is escaped."""
    table = table.reset_index(allow_duplicates=True) if index else table
    names, kinds = list(table.columns), pd.api.types
    numeric = [kinds.is_numeric_dtype(kind) and not kinds.is_bool_dtype(kind) for kind in table.dtypes]
    context = [names.index(name) for name in _HIT] if set(_HIT) <= set(names) else []
    kept = [place for place in range(len(names)) if place not in context]
    titles = [*(names[place] for place in kept), *(["in context"] if context else [])]
    sides = [*("" if numeric[place] else f" {_LEFT}" for place in kept), *([f" {_LEFT}"] if context else [])]
    head = "".join(
        f"<th scope='col'{side}>{_cell(title)}</th>" for title, side in zip(titles, sides, strict=True)
    )
    body = []
    for row in table.astype(object).itertuples(index=False, name=None):
        cells = [f"<td {_kind(row[place], numeric[place])}>{_cell(row[place])}</td>" for place in kept]
        if context:
            left, hit, right = (_cell(row[place]) for place in context)
            gap = "" if right.startswith(_CLOSING) else " "
            cells.append(f"<td class='context' {_LEFT}>{left} <mark>{hit}</mark>{gap}{right}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption style='text-align:left;max-width:60em'>{_cell(caption)}</caption>"
    rows = f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f"<table class='toolkit {_LITERAL}'>{caption}{rows}</table>"

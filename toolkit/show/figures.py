"""Figures about a corpus as a whole."""

import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.bars import Part, draw_shares
from toolkit.show.style import Words, drawn, empty
from toolkit.show.wording import joined, percent

_MOST = 40  # bars that a page has room for


def plot_shares(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw shares of a whole as bars: one bar a row, one part a column.

    Parameters
    ----------
    table
        Shares from 0 to 1 that sum to 1 in each row, such as `pandas.crosstab(..., normalize="index")`.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        With a bar for each row, the first row on top; of more than 40 rows, the first 40.

    Examples
    --------
    >>> shares = pd.DataFrame({"body": [0.75], "caption": [0.25]}, index=pd.Index(["Beacon"], name="outlet"))
    >>> plot_shares(shares).words.title
    'Body: 75% in Beacon'
    """
    require_columns(table, [], "table")
    if table.empty:
        return empty(table, ax)
    left_out = f" Of {len(table):,} rows, the first {_MOST} are drawn." if len(table) > _MOST else ""
    table = table.head(_MOST)
    names, parts = [str(name) for name in table.index], [Part(str(n), table[n].to_list()) for n in table]
    sub = (
        f"Share of each {table.columns.name or 'part'}, a bar for each {table.index.name or 'row'}.{left_out}"
    )
    told = [
        f"{name}: {joined(f'{part.name} {percent(part.sizes[row])}' for part in parts)}"
        for row, name in enumerate(names)
    ]
    words = Words(_title(table), sub, "; ".join(told))
    return drawn(lambda sheet: draw_shares(sheet, names, parts, percent), words, ax)


def _title(table: pd.DataFrame) -> str:
    """The part that differs most between rows, and where it is largest and smallest."""
    part = (table.max() - table.min()).idxmax()
    high, low = table[part].idxmax(), table[part].idxmin()
    told = f"{str(part).capitalize()}: {percent(table.loc[high, part])} in {high}"
    return told if len(table) == 1 else f"{told}, {percent(table.loc[low, part])} in {low}"

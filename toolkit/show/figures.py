"""Figures about a corpus as a whole."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.bars import Part, draw_shares
from toolkit.show.style import Words, drawn, empty
from toolkit.show.wording import joined, percent
from toolkit.show.words import value_words

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
    names = [str(name) for name in table.index]
    parts = [Part(name, table.iloc[:, place].to_list()) for place, name in enumerate(_named(table))]
    part, row = table.columns.name or "part", table.index.name or "row"
    sub = f"Share of each {part}, a bar for each {row}.{left_out}"
    told = [
        f"{name}: {joined(f'{part.name} {percent(part.sizes[row])}' for part in parts)}"
        for row, name in enumerate(names)
    ]
    words = Words(_title(table), sub, "; ".join(told))
    return drawn(lambda sheet: draw_shares(sheet, names, parts, percent), words, ax)


def _named(table: pd.DataFrame) -> list[str]:
    """What a reader calls the columns, which are values of what they are named for."""
    return [value_words(str(table.columns.name), str(name)) for name in table]


def _title(table: pd.DataFrame) -> str:
    """The part that differs most between rows, and where it is largest and smallest."""
    shares = table.to_numpy(float)
    place = int(np.argmax(np.ptp(shares, axis=0)))
    part, rows = _named(table)[place], (int(np.argmax(shares[:, place])), int(np.argmin(shares[:, place])))
    most, least = (percent(shares[row, place]) for row in rows)
    high, low = (table.index[row] for row in rows)
    told = f"{part[:1].upper()}{part[1:]}: {most}"
    if most == least and len(table) > 1:
        return f"{told} everywhere"
    return f"{told} in {high}" + f", {least} in {low}" * (len(table) > 1)

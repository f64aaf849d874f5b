"""Figures about a corpus as a whole."""

from itertools import cycle

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, empty, explain, literal, new_axes

_MOST = 40  # bars that a page has room for
_HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++", "oo", "--")  # kinds are told apart without colour, too


def plot_shares(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw shares of a whole as stacked bars: one bar a row, one part a column.

    Parameters
    ----------
    table
        Shares from 0 to 1 that sum to 1 in each row, such as `pandas.crosstab(..., normalize="index")`;
        names of its index and columns label the axis and the legend.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        With a bar for each row, the first row on top; of more than 40 rows, the first 40.

    Examples
    --------
    >>> shares = pd.DataFrame({"body": [0.75], "caption": [0.25]}, index=pd.Index(["Beacon"], name="outlet"))
    >>> plot_shares(shares).get_label()
    'Share of each part, one bar for each outlet.'
    """
    require_columns(table, [], "table")
    left_out = f" Of {len(table):,} rows, the first {_MOST} are drawn." if len(table) > _MOST else ""
    table = table.head(_MOST)
    ax = new_axes(ax, (8.0, 1.4 + 0.45 * len(table)))
    if table.empty:
        return empty(ax, table)
    rows, left = np.arange(len(table)), np.zeros(len(table))
    looks = cycle(zip(COLOURS, _HATCHES, strict=True))
    for name, (colour, hatch) in zip(table.columns, looks, strict=False):
        bars = ax.barh(rows, table[name], left=left, color=colour, hatch=hatch, edgecolor="white")
        bars.set_label(literal(name))
        left = left + table[name].to_numpy(float)
    ax.set_yticks(rows, [literal(name) for name in table.index])
    ax.invert_yaxis()
    ax.set(xlim=(0, 1), xlabel="share", ylabel=literal(table.index.name or ""))
    sentence = f"Share of each {table.columns.name or 'part'}"
    ax.set_title(literal(sentence, 100), loc="left")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return explain(ax, f"{sentence}, one bar for each {table.index.name or 'row'}." + left_out, table)

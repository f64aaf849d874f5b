"""Figures of matters: the values that outlets give, side by side."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_choices, require_columns
from toolkit.show.style import COLOURS, empty, explain, literal, new_axes

_WIDE = 20  # a largest value so many times the smallest is drawn on a logarithmic scale


def plot_matter(table: pd.DataFrame, matter: str | None = None, *, ax: Axes | None = None) -> Axes:
    """Draw the values of one matter, each on a line with its printed words and the outlets that give it.

    Parameters
    ----------
    table : what `claim_map` gives, or rows of it
    matter : the question to draw; left out, the first whose values differ
    ax : axes to draw on; new ones where left out

    Returns
    -------
    matplotlib.axes.Axes
        One line a value, the first on top: a dot at a number, a bar from the lowest to the highest value of a
        range, an arrow where it is open above. Filled where outlets agree, hollow where it is to be checked.

    Raises
    ------
    ValueError
        If the table lacks a column it needs, or has no such matter.
    """
    require_columns(table, ["event", "matter", "value", "low", "high", "outlets", "kind", "mark"], "table")
    numbers = table[table["low"].notna()]
    if matter is None:
        several = numbers.groupby(["event", "matter"])["value"].transform("size") > 1
        matter = next(iter(numbers.loc[several, "matter"]), None)
    else:
        require_choices([matter], numbers["matter"].unique(), "matter")
    rows = numbers[numbers["matter"] == matter]
    rows = rows[rows["event"] == rows["event"].iloc[0]] if len(rows) else rows
    ax = new_axes(ax, (8.0, 1.2 + 0.6 * max(len(rows), 1)))
    if not len(rows):
        return empty(ax, table)
    low, high = rows["low"].to_numpy(float), rows["high"].to_numpy(float)
    top = np.nanmax([*low, *high])
    is_open, lines = np.isnan(high), np.arange(len(rows))[::-1]
    single = low == high
    colours = np.where(rows["kind"] == "agreed", COLOURS[0], COLOURS[1])
    ax.hlines(
        lines[~single],
        low[~single],
        np.where(is_open, top, high)[~single],
        colors=colours[~single],
        linewidth=5,
    )
    for x, y, colour, kind in zip(
        low[single], lines[single], colours[single], rows["kind"][single], strict=True
    ):
        ax.plot(x, y, "o", color=colour, markersize=9, fillstyle="full" if kind == "agreed" else "none")
    ax.plot(np.full(is_open.sum(), top), lines[is_open], ">", color="black", markersize=9)
    for value, outlets, kind, mark, line in zip(
        rows["value"], rows["outlets"], rows["kind"], rows["mark"], lines, strict=True
    ):
        told = f"{value}: {', '.join(outlets)}" + ("" if kind == "agreed" else f" ({mark or kind})")
        ax.annotate(literal(told, 90), (0, line), (2, 9), xycoords=("axes fraction", "data"),
                    textcoords="offset points", fontsize=9)  # fmt: skip
    if low.min() > 0 and top > _WIDE * low.min():
        ax.set_xscale("log")
    else:
        ax.set_xlim(0, top * 1.08)
        ax.locator_params(axis="x", nbins=5)
    ax.xaxis.set_major_formatter("{x:,.10g}")
    ax.set_yticks([])
    ax.set_ylim(-0.5, len(rows) - 0.2)
    ax.spines["left"].set_visible(False)
    ax.set_title(literal(matter, 90), loc="left")
    return explain(
        ax, "Each value of the matter on a line, with its printed words and the outlets that give it.", table
    )

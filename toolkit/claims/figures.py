"""Figures of claims: pairs of different numbers to check."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, MARKERS, empty, explain, literal, new_axes


def plot_disagreements(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each pair of different numbers as two dots, or ranges, on one line.

    Parameters
    ----------
    table : what `disagreements` gives for quantities
    ax : axes to draw on; new ones where left out

    Returns
    -------
    matplotlib.axes.Axes
        One line a pair, the first on top: a marker at each number, a bar over each range, an arrow where it
        is open above.

    Raises
    ------
    ValueError
        If the table lacks a column it needs.
    """
    sides = [f"{name}_{side}" for name in ("low", "high", "outlet", "segment") for side in "ab"]
    require_columns(table, ["noun_class", *sides], "table")
    ax = new_axes(ax, (8.0, 1.6 + 0.45 * len(table)))
    if not len(table):
        return empty(ax, table)
    lines = np.arange(len(table))[::-1]
    for side, shift, colour, marker in zip("ab", (0.12, -0.12), COLOURS, MARKERS, strict=False):
        low, high = table[f"low_{side}"].to_numpy(float), table[f"high_{side}"].to_numpy(float)
        is_open, ends = np.isnan(high), np.where(np.isnan(high), low, high)
        ax.hlines(lines + shift, low, ends, colors=colour, linewidth=2)
        ax.plot((low + ends) / 2, lines + shift, marker, color=colour, linestyle="none")
        ax.plot(low[is_open], lines[is_open] + shift, ">", color=colour, markersize=11, fillstyle="none")
        texts = table[f"outlet_{side}"].map(literal)
        texts += np.where(table[f"segment_{side}"] == "headline", " (headline)", "")
        for text, end, line in zip(texts, ends, lines + shift, strict=True):
            ax.annotate(text, (end, line), (8, 0), textcoords="offset points", va="center", fontsize=8)
    top = np.nanmax(table[["low_a", "high_a", "low_b", "high_b"]].to_numpy(float))
    if top > 20 * max(table[["low_a", "low_b"]].to_numpy(float).min(), 1):
        ax.set_xscale("symlog", linthresh=1)
    else:
        ax.locator_params(axis="x", nbins=5)
    ax.xaxis.set_major_formatter("{x:,.10g}")
    ax.set_yticks(lines, [literal(thing or "number") for thing in table["noun_class"]])
    ax.margins(x=0.25, y=0.1)
    ax.set_xlabel("number given (count, percent or amount)")
    ax.set_title("Pairs of numbers to check: between outlets, or headline and body")
    return explain(ax, "Each pair of different numbers on a line of its own, a marker an outlet.", table)

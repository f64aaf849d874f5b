"""Figures of matters: the values that outlets give, side by side."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_choices, require_columns
from toolkit.show.style import COLOURS, empty, explain, largest, literal, new_axes

_MOST = 20  # values that a figure has room for
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
        Of more than 20 values those of most outlets are drawn.

    Raises
    ------
    ValueError
        If the table lacks a column it needs, or has no such matter.
    """
    require_columns(table, ["event", "matter", "value", "low", "high", "outlets", "kind", "mark"], "table")
    rows = _values(table, matter)
    outlets = rows["outlets"].map(len).reset_index(drop=True)
    kept, left_out = largest(outlets, _MOST, "values of most outlets")
    rows = rows.iloc[kept]
    ax = new_axes(ax, (8.0, 1.2 + 0.6 * max(len(rows), 1)))
    if not len(rows):
        return empty(ax, table)
    _draw(ax, rows)
    _write(ax, rows)
    _scale(ax, rows)
    ax.set_title(literal(rows["matter"].iloc[0], 90), loc="left")
    told = "Each value of the matter on a line, with its printed words and the outlets that give it."
    return explain(ax, told + left_out, table)


def _values(table: pd.DataFrame, matter: str | None) -> pd.DataFrame:
    """The rows of one matter of one event."""
    numbers = table[table["low"].notna()]
    if matter is None:
        several = numbers.groupby(["event", "matter"])["value"].transform("size") > 1
        matter = next(iter(numbers.loc[several, "matter"]), None)
    else:
        require_choices([matter], table["matter"].unique(), "matter")
        if matter not in set(numbers["matter"]):
            raise ValueError(f"{matter!r} is about an act, and has no numbers to draw.")
    rows = numbers[numbers["matter"] == matter]
    return rows[rows["event"] == rows["event"].iloc[0]] if len(rows) else rows


def _lines(rows: pd.DataFrame) -> np.ndarray:
    """Height of each value, the first on top."""
    return np.arange(len(rows))[::-1]


def _top(rows: pd.DataFrame) -> float:
    """The largest number that is told."""
    return np.nanmax(rows[["low", "high"]].to_numpy(float))


def _draw(ax: Axes, rows: pd.DataFrame) -> None:
    """Dots, bars and arrows."""
    agreed = (rows["kind"] == "agreed").to_numpy()
    for y, low, high, full in zip(_lines(rows), rows["low"], rows["high"], agreed, strict=True):
        colour, right = COLOURS[0 if full else 1], _top(rows) if np.isnan(high) else high
        if low == high:
            ax.plot(low, y, "o", color=colour, markersize=9, fillstyle="full" if full else "none")
        else:
            ax.hlines(y, low, right, colors=colour, linewidth=5)
        if np.isnan(high):
            ax.plot(right, y, ">", color="black", markersize=9)


def _write(ax: Axes, rows: pd.DataFrame) -> None:
    """Above each value its printed words, its outlets and what is to be said of it."""
    sides = zip(rows["value"], rows["outlets"], rows["kind"], rows["mark"], _lines(rows), strict=True)
    for value, outlets, kind, mark, line in sides:
        told = f"{value}: {', '.join(outlets)}" + ("" if kind == "agreed" else f" ({mark or kind})")
        ax.annotate(literal(told, 90), (0, line), (2, 9), xycoords=("axes fraction", "data"),
                    textcoords="offset points", fontsize=9)  # fmt: skip


def _scale(ax: Axes, rows: pd.DataFrame) -> None:
    """Numbers from nought on, or on a logarithmic scale where they lie far apart."""
    lowest, top = rows["low"].min(), _top(rows)
    if lowest > 0 and top > _WIDE * lowest:
        ax.set_xscale("log")
    else:
        ax.set_xlim(0, top * 1.08)
        ax.locator_params(axis="x", nbins=5)
    ax.xaxis.set_major_formatter("{x:,.10g}")
    ax.set_yticks([])
    ax.set_ylim(-0.5, len(rows) - 0.2)
    ax.spines["left"].set_visible(False)

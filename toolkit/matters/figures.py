"""Figures of matters: the values that outlets give, side by side."""

import re
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_choices, require_columns
from toolkit.show.lettering import INK, SMALL, aside, width_of, wrapped
from toolkit.show.marks import dot, interval, looks_for, name_ticks, ticks
from toolkit.show.outlets import Look
from toolkit.show.rows import rows_of
from toolkit.show.style import Sheet, Words, drawn, empty, largest
from toolkit.show.wording import event_words, joined
from toolkit.show.words import value_words

_MOST = 20  # values that a figure has room for
_WIDE = 20  # a largest value so many times the smallest is drawn on a logarithmic scale
_RIGHT = 30  # units beside the axis, where words may end
_SEVERAL = Look(INK, "o", "●", 0)  # of a value that several outlets give


def plot_matter(
    table: pd.DataFrame,
    matter: str | None = None,
    *,
    outlets: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the values of one matter, each on a line with its printed words and the outlets that give it.

    Parameters
    ----------
    table : what `claim_map` gives, or rows of it
    matter : the question to draw; left out, the first whose values differ
    outlets : all outlets of the corpus, so that each has the look it has elsewhere; None: those of the table
    ax : axes to draw on; new ones where left out

    Returns
    -------
    matplotlib.axes.Axes
        One line a value, the first on top: a mark at a number, a bar from the lowest to the highest value of
        a range, an arrow where it is open. Filled where outlets agree, hollow where it is to be checked. Of
        more than 20 values those of most outlets are drawn.

    Raises
    ------
    ValueError
        If the table lacks a column it needs, or has no such matter.
    """
    require_columns(table, ["event", "matter", "value", "low", "high", "outlets", "kind", "mark"], "table")
    rows = _values(table, matter)
    if not len(rows):
        return empty(table, ax)
    kept, left_out = largest(rows["outlets"].map(len).reset_index(drop=True), _MOST, "values of most outlets")
    rows = rows.iloc[kept]
    every = [name for names in table["outlets"] for name in names] if outlets is None else outlets
    looks = looks_for([name for names in rows["outlets"] for name in names], every)
    values = joined(dict.fromkeys(value[:1].lower() + value[1:] for value in rows["value"]), "or", 4)
    question = re.sub(r" \(\d+\)\Z", "", str(rows["matter"].iloc[0]))  # the number tells matters apart
    title = f"{question} {values[:1].upper()}{values[1:]}"
    sub = f"{event_words(rows['event'].iloc[0])}. Filled: outlets agree; hollow or thin: read both."
    sub += f" A bar: a range; an arrow: an open end.{left_out}"
    told = [f"{row.value}: {joined(row.outlets)} ({_said(row)})" for row in rows.itertuples()]
    return drawn(lambda sheet: _draw(sheet, rows, looks), Words(title, sub, "; ".join(told)), ax)


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


def _said(row: Any) -> str:
    """What is to be said of a value, in words."""
    return value_words("mark", row.mark) if row.mark else value_words("kind", row.kind)


def _draw(sheet: Sheet, rows: pd.DataFrame, looks: dict[str, Look]) -> Axes:
    """Marks, bars and arrows, with the printed words above them."""
    shown = [looks[names[0]] if len(names) == 1 else _SEVERAL for names in rows["outlets"]]
    named = [(joined(names, most=3), look.colour) for names, look in zip(rows["outlets"], shown, strict=True)]
    told = [
        wrapped(row.value if row.kind == "agreed" else f"{row.value} ({_said(row)})", 280, SMALL)
        for row in rows.itertuples()
    ]
    heights = [26 + 15 * len(lines) for lines in told]
    ax, middles = rows_of(sheet, named, heights, _RIGHT)
    _scale(ax, rows, sheet.narrow)
    for row, look, lines, height, middle in zip(
        rows.itertuples(), shown, told, heights, middles, strict=True
    ):
        y, agreed = middle + height / 2 - 12, row.kind == "agreed"
        if row.low == row.high:
            dot(ax, row.low, y, look, agreed)
        else:
            interval(ax, y, row.low, row.high, look.colour, 8 if agreed else 3)
        x = np.fmax(row.low, ax.get_xlim()[0])
        aside(ax, lines, (x, y), (_inside(ax, x, lines), 9 + 7.5 * len(lines)), colour=INK)
    return ax


def _inside(ax: Axes, x: float, lines: list[str]) -> float:
    """How far right of a value its words begin, so that they end within the figure."""
    frame = ax.get_window_extent()
    place = ax.transData.transform((x, 0))[0] - frame.x0
    room = frame.width + _RIGHT - 2 - max(width_of(line, SMALL) for line in lines)
    return min(place - 6, room) - place


def _scale(ax: Axes, rows: pd.DataFrame, narrow: bool) -> None:
    """Numbers from nought on, or on a logarithmic scale where they lie far apart."""
    lowest, top = rows["low"].min(), np.nanmax(rows[["low", "high"]].to_numpy(float)) or 1.0
    if lowest > 0 and top > _WIDE * lowest:
        ax.set_xscale("log")
        ax.set_xlim(lowest / 1.5, top * 1.5)
        first, last = np.log10(ax.get_xlim())
        powers = 10.0 ** np.arange(np.ceil(first), last, np.ceil((last - first) / (3 if narrow else 6)))
        ax.minorticks_off()
        name_ticks(ax, powers, [_amount(power) for power in powers])
    else:
        ax.set_xlim(0, top * (1.18 if rows["high"].isna().any() else 1.08))
        ticks(ax, 3 if narrow else 5, _amount)


def _amount(value: float) -> str:
    """A large number, with its millions and billions in words."""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.4g}{name}"
    return f"{value:,.10g}"

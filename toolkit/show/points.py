"""Points and lines: words in a plane, some of them named, and rates over time."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.show.calendar import date_marks
from toolkit.show.lettering import SMALL, aside, column, room_for
from toolkit.show.outlets import Look
from toolkit.show.rows import PLACES
from toolkit.show.style import INK, PAGE, QUIET, Sheet
from toolkit.show.wording import number

_ROUND = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)


class Line(NamedTuple):
    """A name, values at times, and a look."""

    name: str
    times: pd.DatetimeIndex
    values: Sequence[float]
    look: Look


def draw_spread(sheet: Sheet, table: pd.DataFrame, named: int) -> Axes:
    """Terms by rate and dispersion; the first rows are named where their labels find room."""
    ax = sheet.axes(300 if not sheet.narrow else 340, 58, 16, top=26, bottom=46)
    rate, dp = np.log10(table["per_thousand"].to_numpy()), table["dp"].to_numpy()
    ax.set_ylim(0, 1.02)
    ax.set_xlim(rate.min() - 0.05, rate.max() + 0.12)
    pixels = np.unique(np.round(ax.transData.transform(np.c_[rate, dp])), axis=0)  # one dot where many lie
    dots = ax.transData.inverted().transform(pixels)
    ax.plot(dots[:, 0], dots[:, 1], "o", ms=4.5, mfc=QUIET, mec="none", alpha=0.45, clip_on=False)
    shown = [value for value in _ROUND if ax.get_xlim()[0] <= np.log10(value) <= ax.get_xlim()[1]]
    ax.set_xticks(np.log10(shown), [f"{value:g}" for value in shown])
    for at, told in ((0, "even"), (1, ["in one", "article"])):
        aside(ax, told, (0, at), (-10, 0), coords=PLACES, across="right")
    aside(ax, "times in a thousand words", (1, 0), (0, -34), coords="axes fraction", across="right")
    candidates = list(zip(rate, dp, table["term"].astype(str), strict=True))
    for word, at, shift, side in room_for(ax, candidates, named, named * 3):
        ax.plot(*at, "o", ms=5, color=INK, clip_on=False)
        aside(ax, word, at, shift, across=side, colour=INK)
    return ax


def draw_trends(sheet: Sheet, lines: Sequence[Line], unit: str) -> Axes:
    """A line for each, with a mark at each of its times and its name at its end."""
    right, told = column([line.name for line in lines], 110 if sheet.narrow else 170, SMALL)
    ax = sheet.axes(230, 34, right + 22, top=26)
    highest = max(max(line.values) for line in lines) or 1
    ax.set_ylim(0, highest * 1.06)
    first, last = min(line.times.min() for line in lines), max(line.times.max() for line in lines)
    ax.set_xlim(0, max((last - first) / pd.Timedelta(seconds=1), 1))
    for line in lines:
        at = (line.times - first) / pd.Timedelta(seconds=1)
        ax.plot(at, line.values, color=line.look.colour, lw=1.8, clip_on=False)
        style = {"mfc": PAGE, "mec": line.look.colour, "mew": 1.6, "clip_on": False}
        ax.plot(at, line.values, line.look.marker, ms=6, ls="", **style)
    heights = _apart(
        [ax.transData.transform((0, line.values[-1]))[1] for line in lines],
        [len(name) * 16 + 2 for name in told],
    )
    for line, name, height in zip(lines, told, heights, strict=True):
        y = (height - ax.get_window_extent().y0) / ax.get_window_extent().height
        aside(ax, name, (1, y), (12, 0), coords="axes fraction", colour=line.look.colour)
    marks = date_marks(first, last, ax.get_window_extent().width)
    ax.set_xticks([(place - first) / pd.Timedelta(seconds=1) for place in marks], list(marks.values()))
    for value in (0, highest):
        aside(ax, number(value), (0, value), (-8, 0), coords=PLACES, across="right")
    aside(ax, unit, (0, 1), (-34, 16), coords="axes fraction")
    return ax


def _apart(heights: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Heights of labels, moved up where one would stand on another."""
    order, placed, floor = np.argsort(heights, kind="stable"), [0.0] * len(heights), -np.inf
    for place in order:
        placed[place] = max(heights[place], floor + sizes[place] / 2)
        floor = placed[place] + sizes[place] / 2
    return placed

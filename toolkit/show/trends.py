"""Rates over time: a line each, with its name at its end."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.show.calendar import date_axis, day
from toolkit.show.lettering import SMALL, aside, column, width_of
from toolkit.show.marks import looks_for
from toolkit.show.outlets import Look
from toolkit.show.rows import PLACES
from toolkit.show.style import PAGE, Sheet, Words, largest
from toolkit.show.wording import number, quoted

_MOST = 8  # lines that can be told apart


class Line(NamedTuple):
    """A name, values at times, and a look."""

    name: str
    times: pd.DatetimeIndex
    values: Sequence[float]
    look: Look


def trends_of(table: pd.DataFrame, outlets: Collection[str] | None) -> tuple[Callable[[Sheet], Axes], Words]:
    """The drawing of rates with `term`, `group`, `period` and `per_thousand`, and its words."""
    table = table.reset_index(drop=True)
    several = len(set(table["group"])) > 1  # else lines are told apart by their terms
    looks = looks_for(table["group"], outlets) if several else looks_for(table["term"])
    parts = table.sort_values("period", kind="stable").groupby(["term", "group"])
    kept, left_out = largest(parts["per_thousand"].max(), _MOST, "lines that rise highest")
    lines = [
        Line(
            f"{term}, {group}" if several else str(term),
            pd.DatetimeIndex(part["period"]),
            part["per_thousand"].to_list(),
            looks[str(group if several else term)],
        )
        for (term, group), part in ((key, parts.get_group(key)) for key in kept)
    ]
    peak = table.loc[table["per_thousand"].idxmax()]
    title = f"{quoted(peak['term'])} is most frequent on {day(peak['period'])}"
    title += f" in {peak['group']}" * several + f": {number(peak['per_thousand'])} times in a thousand words"
    sub = f"Rate by date of publication (UTC), a mark where there are articles.{left_out}"
    ends = [(line.name, number(line.values[0]), number(line.values[-1])) for line in lines]
    told = "; ".join(f"{name}: {first} at first, {last} at last" for name, first, last in ends)
    return lambda sheet: draw_trends(sheet, lines, "times in a thousand words"), Words(title, sub, told)


def draw_trends(sheet: Sheet, lines: Sequence[Line], unit: str) -> Axes:
    """A line for each, with a mark at each of its times and its name at its end."""
    right, told = column([line.name for line in lines], 110 if sheet.narrow else 170, SMALL)
    sizes = [len(name) * 15 + 5 for name in told]
    highest = max(max(line.values) for line in lines) or 1
    left = max(34, width_of(number(highest), SMALL) + 12)
    ax = sheet.axes(max(230, sum(sizes)), left, right + 22, top=26)
    ax.set_ylim(0, highest * 1.06)
    times = pd.DatetimeIndex(np.concatenate([line.times for line in lines]))
    ends: Any = times.min(), times.max()
    first, last = ends
    place = date_axis(ax, first, last)
    for line in lines:
        at = [place(time) for time in line.times]
        ax.plot(at, line.values, color=line.look.colour, lw=1.8, clip_on=False)
        style: dict[str, Any] = {"mfc": PAGE, "mec": line.look.colour, "mew": 1.6, "clip_on": False}
        ax.plot(at, line.values, line.look.marker, ms=6, ls="", **style)
    frame = ax.get_window_extent()
    ends_at = [ax.transData.transform((0, line.values[-1]))[1] for line in lines]
    heights = _apart(ends_at, sizes, frame.y0 - 10, frame.y1 + 10)
    for line, name, height in zip(lines, told, heights, strict=True):
        y = (height - frame.y0) / frame.height
        aside(ax, name, (1, y), (12, 0), coords="axes fraction", colour=line.look.colour)
    for value in (0, highest):
        aside(ax, number(value), (0, value), (-8, 0), coords=PLACES, across="right")
    aside(ax, unit, (0, 1), (-left, 16), coords="axes fraction")
    return ax


def _apart(heights: Sequence[float], sizes: Sequence[float], bottom: float, top: float) -> list[float]:
    """Heights of labels, moved where one would stand on another: up first, and down again from the top."""
    placed = list(heights)
    order = [int(place) for place in np.argsort(heights, kind="stable")]
    for place in order:
        placed[place] = max(placed[place], bottom + sizes[place] / 2)
        bottom = placed[place] + sizes[place] / 2
    for place in reversed(order):
        placed[place] = min(placed[place], top - sizes[place] / 2)
        top = placed[place] - sizes[place] / 2
    return placed

"""Rows with a name each: a dot an article, a line an occurrence."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, column, tall, width_of, write
from toolkit.show.marks import ticks
from toolkit.show.outlets import Look
from toolkit.show.style import PAGE, QUIET, Sheet

PLACES = ("axes fraction", "data")


class Named(NamedTuple):
    """A row: its name, the values on it, its look, and a note at the right."""

    name: str
    values: Sequence[float]
    look: Look
    note: str = ""
    middle: float = float("nan")


def rows_of(
    sheet: Sheet,
    names: Sequence[tuple[str, str]],
    step: float,
    right: float,
    top: float = 8,
    bottom: float = 36,
) -> tuple[Axes, list[float]]:
    """Axes with a row for each name and colour, and the middles of the rows.

    On a wide sheet names stand left of the rows, on a narrow one above them.
    """
    left, lines = column([name for name, _ in names], sheet.width - 8 if sheet.narrow else 200)
    left = 10 if sheet.narrow else left + 14
    above = [tall(len(told), 20) if sheet.narrow else 0 for told in lines]
    steps = [
        high + max(step, 0 if sheet.narrow else tall(len(told), step))
        for high, told in zip(above, lines, strict=True)
    ]
    ax = sheet.axes(sum(steps), left, right, top, bottom)
    start, middles = 0.0, []
    for (_, colour), told, high, whole in zip(names, lines, above, steps, strict=True):
        middles.append(start + high + (whole - high) / 2)
        at = (0, start + high / 2 + 2) if sheet.narrow else (0, middles[-1])
        shift, side = ((-left, 0), "left") if sheet.narrow else ((-14, 0), "right")
        write(ax, told, at, shift, coords=PLACES, across=side, colour=colour)
        start += whole
    return ax, middles


def draw_strips(sheet: Sheet, rows: Sequence[Named], unit: str, say: Callable[[float], str]) -> Axes:
    """A hollow mark for each value, and an upright bar, with its number, at the middle of each row."""
    notes = max((width_of(row.note, SMALL) for row in rows), default=0)
    right = 26 if sheet.narrow or not notes else notes + 30
    ax, middles = rows_of(sheet, [(row.name, row.look.colour) for row in rows], 40, right, bottom=50)
    highest = max([value for row in rows for value in row.values], default=0)
    ax.set_xlim(0, max(0.1, highest) * 1.06)
    for row, y in zip(rows, middles, strict=True):
        marks = {"mfc": PAGE, "mec": row.look.colour, "mew": 1.5, "ls": "", "clip_on": False, "zorder": 3}
        ax.plot(
            np.unique(np.round(row.values, 3)),
            [y + 4] * len(np.unique(np.round(row.values, 3))),
            row.look.marker,
            ms=7,
            **marks,
        )
        if np.isnan(row.middle):
            write(ax, row.note, (0, y + 4), (4, 0), colour=QUIET, size=SMALL)
            continue
        ax.plot([row.middle] * 2, [y - 7, y + 15], color=row.look.colour, lw=3, clip_on=False, zorder=4)
        write(
            ax,
            say(row.middle),
            (row.middle, y - 7),
            (0, 7),
            across="center",
            colour=row.look.colour,
            size=SMALL,
            bold=True,
        )
        if not sheet.narrow:
            write(ax, row.note, (1, y + 4), (20, 0), coords=PLACES, colour=QUIET, size=SMALL)
    ticks(ax, 4 if sheet.narrow else 6, say)
    write(
        ax, unit, (0, 0), (-10 if sheet.narrow else 0, -36), coords="axes fraction", colour=QUIET, size=SMALL
    )
    return ax


def draw_barcode(sheet: Sheet, rows: Sequence[Named], ends: tuple[str, str]) -> Axes:
    """A line for each value from 0 to 1; what the ends of the axis are stands below it."""
    ax, middles = rows_of(sheet, [(row.name, row.look.colour) for row in rows], 30, 16)
    ax.set_xlim(0, 1)
    for row, y in zip(rows, middles, strict=True):
        grains = 500 if len(row.values) < 300 else 250  # lines closer than this are one
        places = np.unique(np.round(np.asarray(row.values) * grains)) / grains
        across = np.repeat(places, 3)
        down = np.tile([y - 11, y + 11, np.nan], len(places))
        ax.plot(across, down, color=row.look.colour, lw=1, clip_on=False)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [""] * 5)
    for place, end in zip((0, 1), ends, strict=True):
        side = ("left", "right")[place]
        write(ax, end, (place, 0), (0, -16), coords="axes fraction", across=side, colour=QUIET, size=SMALL)
    return ax

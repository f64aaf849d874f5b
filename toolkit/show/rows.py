"""Rows with a name each, and marks of articles on them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, aside, column, tall, width_of, write
from toolkit.show.marks import ticks
from toolkit.show.outlets import Look
from toolkit.show.style import PAGE, Sheet
from toolkit.show.wording import percent

PLACES = ("axes fraction", "data")


class Named(NamedTuple):
    """A row: its name, the values on it, its look, a note at the right, and the value of them all."""

    name: str
    values: Sequence[float]
    look: Look
    note: str = ""
    whole: float = float("nan")


def rows_of(
    sheet: Sheet,
    names: Sequence[tuple[str, str]],
    heights: float | Sequence[float],
    right: float,
    top: float = 8,
    bottom: float = 36,
) -> tuple[Axes, list[float]]:
    """Axes with a row for each name and colour, of these heights or more, and the middles of the rows.

    On a wide sheet names stand left of the rows, on a narrow one above them.
    """
    left, lines = column([name for name, _ in names], sheet.width - 8 if sheet.narrow else 200)
    left = 10 if sheet.narrow else left + 14
    names_above = [tall(len(told), 20) if sheet.narrow else 0.0 for told in lines]
    rows = np.broadcast_to(heights, len(names)).tolist()
    rows = [
        height if sheet.narrow else tall(len(told), height) for height, told in zip(rows, lines, strict=True)
    ]
    ax = sheet.axes(sum(rows) + sum(names_above), left, right, top, bottom)
    start, middles = 0.0, []
    for (_, colour), told, above, height in zip(names, lines, names_above, rows, strict=True):
        middles.append(start + above + height / 2)
        at = (0, start + above / 2 + 2) if sheet.narrow else (0, middles[-1])
        shift, side = ((-left, 0), "left") if sheet.narrow else ((-14, 0), "right")
        write(ax, told, at, shift, coords=PLACES, across=side, colour=colour)
        start += above + height
    return ax, middles


def draw_strips(sheet: Sheet, rows: Sequence[Named]) -> Axes:
    """A hollow mark for each share, and an upright bar, with its number, at the share of the whole row."""
    notes = max((width_of(row.note, SMALL) for row in rows), default=0)
    right = 26 if sheet.narrow or not notes else notes + 30
    ax, middles = rows_of(sheet, [(row.name, row.look.colour) for row in rows], 48, right, bottom=50)
    ax.set_xlim(0, np.nanmax([0.1, *(value for row in rows for value in [row.whole, *row.values])]) * 1.06)
    for row, y in zip(rows, middles, strict=True):
        if np.isnan(row.whole):
            aside(ax, row.note, (0, y), (4, 0))
            continue
        values = np.unique(np.round(row.values, 3))
        look: dict[str, Any] = {
            "mfc": PAGE,
            "mec": row.look.colour,
            "mew": 1.5,
            "ls": "",
            "clip_on": False,
            "zorder": 3,
        }
        ax.plot(values, np.full(len(values), y), row.look.marker, ms=7, **look)
        ax.plot([row.whole] * 2, [y - 10, y + 10], color=row.look.colour, lw=3, clip_on=False, zorder=4)
        told = {"across": "center", "colour": row.look.colour, "bold": True}
        aside(ax, percent(row.whole), (row.whole, y), (0, 18), **told)
        if not sheet.narrow:
            aside(ax, row.note, (1, y), (20, 0), coords=PLACES)
    ticks(ax, 4 if sheet.narrow else 6, percent)
    aside(
        ax, "share of an article’s words", (0, 0), (-10 if sheet.narrow else 0, -36), coords="axes fraction"
    )
    return ax

"""Rows with a name each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import column, tall, write
from toolkit.show.outlets import Look
from toolkit.show.style import Sheet

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

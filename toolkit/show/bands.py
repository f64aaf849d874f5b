"""Bands: rows of ranges under headings, on one axis for all."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, column, tall, width_of, wrapped, write
from toolkit.show.marks import dot, doublings, interval, ticks
from toolkit.show.outlets import Look
from toolkit.show.style import INK, LINE, QUIET, Sheet

_STEP = 22


class Row(NamedTuple):
    """A name, a value with its range (NaN: not known, or open), its look, whether it holds, and a note."""

    label: str
    value: float
    low: float
    high: float
    look: Look
    holds: bool
    note: str = ""


class Band(NamedTuple):
    """A heading with a remark at the right, and the rows below it."""

    heading: str
    remark: str
    rows: list[Row]


def draw_bands(
    sheet: Sheet, bands: Sequence[Band], unit: str, say: Callable[[float], str] = "{:g}".format
) -> Axes:
    """Each band with its rows; the notes stand where the ranges end. The axis begins at 0."""
    rows = [row for band in bands for row in band.rows]
    left, lines = column([row.label for row in rows], 128 if sheet.narrow else 200)
    left, right = left + 14, 18 + max(width_of(row.note, SMALL) for row in rows)
    heads = [_heading(band, sheet.width) for band in bands]
    steps = [tall(len(told), _STEP) for told in lines]
    count = iter(steps)
    heights = [
        tall(len(head), 27) + 8 + sum(next(count) for _ in band.rows)
        for head, band in zip(heads, bands, strict=True)
    ]
    ax = sheet.axes(sum(heights) + 4, left, right, bottom=50)
    ends = [end for row in rows for end in (row.value, row.high) if not np.isnan(end)]
    ax.set_xlim(0, (max(ends, default=0) or 1) * 1.02)
    edge = (-left / (sheet.width - left - right), 1 + right / (sheet.width - left - right))
    top, count, told = 0.0, iter(steps), iter(lines)
    for band, head, height in zip(bands, heads, heights, strict=True):
        ax.plot(edge, [top, top], color=LINE, lw=0.8, transform=ax.get_yaxis_transform(), clip_on=False)
        middle = top + tall(len(head), 27) / 2 + 1
        places = ("axes fraction", "data")
        write(ax, head, (0, middle), (-left, 0), coords=places, bold=True)
        if band.remark:
            beside = {"coords": places, "across": "right", "colour": QUIET, "size": SMALL}
            write(ax, band.remark, (1, middle), (right, 0), **beside)
        y = top + tall(len(head), 27)
        for row in band.rows:
            step = next(count)
            _draw_row(ax, row, next(told), y + step / 2)
            y += step
        top += height
    ticks(ax, 4 if sheet.narrow else 6, say)
    write(
        ax,
        unit,
        (0, 0),
        (-left if sheet.narrow else 0, -36),
        coords="axes fraction",
        colour=QUIET,
        size=SMALL,
    )
    return ax


def _heading(band: Band, width: float) -> list[str]:
    """Lines of a heading, beside its remark."""
    return wrapped(band.heading, width - width_of(band.remark, SMALL) - 20, 14)


def _draw_row(ax: Axes, row: Row, lines: list[str], y: float) -> None:
    places = ("axes fraction", "data")
    write(ax, lines, (0, y), (-14, 0), coords=places, across="right", colour=row.look.colour)
    interval(ax, y, row.low, row.high, row.look.colour)
    dot(ax, row.value, y, row.look, row.holds)
    end = row.value if np.isnan(row.high) else max(row.high, row.value)
    write(ax, row.note, (end, y), (10, 0), size=SMALL, colour=INK)


def draw_ranges(sheet: Sheet, rows: Sequence[Row], limits: tuple[float, float]) -> Axes:
    """Rows of log2 ratios on an axis between limits; their notes stand in a column at the right."""
    left, lines = column([row.label for row in rows], 110 if sheet.narrow else 180)
    notes, told = column([row.note for row in rows], 180, SMALL)
    left, right = left + 16, 24 if sheet.narrow else notes + 26
    steps = [tall(len(name), 27) for name in lines]
    ax = sheet.axes(sum(steps), left, right)
    ax.set_xlim(*limits)
    doublings(ax, 5 if sheet.narrow else 9)
    if limits[0] <= 0 <= limits[1]:
        ax.axvline(0, color=QUIET, lw=1)
    y = 0.0
    for row, name, note, step in zip(rows, lines, told, steps, strict=True):
        y += step / 2
        write(ax, name, (0, y), (-14, 0), coords=("axes fraction", "data"), across="right")
        interval(ax, y, row.low, row.high, row.look.colour)
        if limits[0] <= row.value <= limits[1]:
            dot(ax, row.value, y, row.look, row.holds)
        if not sheet.narrow:
            write(ax, note, (1, y), (18, 0), coords=("axes fraction", "data"), colour=QUIET, size=SMALL)
        y += step / 2
    return ax

"""Bands: rows of ranges under headings, on one axis for all."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, aside, column, tall, width_of, wrapped, write
from toolkit.show.marks import dot, doublings, interval, ticks
from toolkit.show.outlets import Look
from toolkit.show.rows import PLACES
from toolkit.show.style import INK, LINE, Sheet

_FAR = 2.5  # a range that runs so many times as far as the largest value is cut, with an arrow


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


def end_of(rows: Sequence[Row]) -> float:
    """Where an axis from 0 ends that has room for all values, and for ranges that are not much longer."""
    largest = max((row.value for row in rows), default=0) or 1.0
    ends = [row.high for row in rows if not np.isnan(row.high)]
    return min(max([largest, *ends]), _FAR * largest) * 1.02


def beyond(bands: Sequence[Band]) -> str:
    """What arrows mean, where there are any."""
    rows = [row for band in bands for row in band.rows]
    return " An arrow: the range goes on." * any(row.high > end_of(rows) for row in rows)


def values_of(bands: Sequence[Band], say: Callable[[float], str]) -> str:
    """All values in words, band by band."""
    told = []
    for band in bands:
        rows = []
        for row in band.rows:
            known = not (np.isnan(row.low) or np.isnan(row.high))
            ends = f" ({say(row.low)} to {say(row.high)})" * known
            rows.append(f"{row.label} {row.note}{ends}{', holds' * row.holds}")
        told.append(f"{band.heading}{f' ({band.remark})' * bool(band.remark)}: {', '.join(rows)}.")
    return " ".join(told)


def draw_bands(
    sheet: Sheet, bands: Sequence[Band], unit: str, say: Callable[[float], str] = "{:g}".format
) -> Axes:
    """Each band with its rows; the notes stand where the ranges end. The axis begins at 0."""
    rows = [row for band in bands for row in band.rows]
    left, lines = column([row.label for row in rows], 128 if sheet.narrow else 230)
    left, right = left + 14, 20 + max(width_of(row.note, SMALL) for row in rows)
    rooms = [sheet.width - width_of(band.remark, SMALL) - 20 for band in bands]
    heads = [wrapped(band.heading, room, 14) for band, room in zip(bands, rooms, strict=True)]
    heights = [tall(len(told), 22) for told in lines]
    tops = [tall(len(head), 27) for head in heads]
    ax = sheet.axes(sum(tops) + sum(heights) + 8 * len(bands), left, right, bottom=50)
    ax.set_xlim(0, end_of(rows))
    edge = np.array([-left, sheet.width - left]) / (sheet.width - left - right)
    y, each = 0.0, zip(rows, lines, heights, strict=True)
    for band, head, top in zip(bands, heads, tops, strict=True):
        ax.plot(edge, [y, y], color=LINE, lw=0.8, transform=ax.get_yaxis_transform(), clip_on=False)
        write(ax, head, (0, y + top / 2 + 1), (-left, 0), coords=PLACES, bold=True)
        aside(ax, band.remark, (1, y + 14), (right, 0), coords=PLACES, across="right")
        y += top
        for _ in band.rows:
            row, told, height = next(each)
            _draw_row(ax, row, told, y + height / 2)
            y += height
        y += 8
    ticks(ax, 4 if sheet.narrow else 6, say)
    aside(ax, unit, (0, 0), (-left if sheet.narrow else 0, -36), coords="axes fraction")
    return ax


def _draw_row(ax: Axes, row: Row, lines: list[str], y: float) -> None:
    write(ax, lines, (0, y), (-14, 0), coords=PLACES, across="right", colour=row.look.colour)
    interval(ax, y, row.low, row.high, row.look.colour)
    dot(ax, row.value, y, row.look, row.holds)
    end = np.fmin(np.fmax(row.value, row.high), ax.get_xlim()[1])
    aside(ax, row.note, (end, y), (10, 0), colour=INK)


def draw_ranges(sheet: Sheet, rows: Sequence[Row], limits: tuple[float, float]) -> Axes:
    """Rows of log2 ratios on an axis between limits; their notes stand in a column at the right.

    Columns have one width at the least, so that figures of several outlets can be read against each other.
    """
    left, lines = column([row.label for row in rows], 110 if sheet.narrow else 180)
    notes, told = column([row.note for row in rows], 180, SMALL)
    left, right = max(left + 16, 90 if sheet.narrow else 130), 24 if sheet.narrow else max(notes + 26, 160)
    told = [[] if sheet.narrow else note for note in told]
    heights = [tall(max(map(len, pair)), 27) for pair in zip(lines, told, strict=True)]
    ax = sheet.axes(sum(heights), left, right)
    ax.set_xlim(*limits)
    doublings(ax, 5 if sheet.narrow else 9)
    y = 0.0
    for row, name, note, height in zip(rows, lines, told, heights, strict=True):
        middle, y = y + height / 2, y + height
        write(ax, name, (0, middle), (-14, 0), coords=PLACES, across="right")
        interval(ax, middle, row.low, row.high, row.look.colour)
        if limits[0] <= row.value <= limits[1]:
            dot(ax, row.value, middle, row.look, row.holds)
        aside(ax, note, (1, middle), (18, 0), coords=PLACES)
    return ax

"""Bars: stretches of one colour each, side by side, with their numbers."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, width_of, wrapped, write
from toolkit.show.outlets import COLOURS
from toolkit.show.rows import PLACES, rows_of
from toolkit.show.style import INK, PAGE, QUIET, Sheet

_MANY = len(COLOURS)


class Part(NamedTuple):
    """One part of all bars: its name, and how long it is in each."""

    name: str
    sizes: Sequence[float]


def draw_shares(
    sheet: Sheet, names: Sequence[str], parts: Sequence[Part], say: Callable[[float], str]
) -> Axes:
    """Bars of 100%: one a name, one stretch a part, with its number where it fits; a key above them."""
    places, key = _key_places(sheet, [part.name for part in parts])
    ax, middles = rows_of(sheet, [(name, INK) for name in names], 30, 16, top=key, bottom=8)
    ax.set_xlim(0, 1)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    room, left = ax.get_window_extent().width, np.zeros(len(names))
    edge = -ax.get_window_extent().x0
    for number, (part, (x, y)) in enumerate(zip(parts, places, strict=True)):
        fill = {"color": COLOURS[number % _MANY], "alpha": 1 if number < _MANY else 0.4}
        text = PAGE if number < _MANY else INK  # colours come again, paler
        ax.barh(middles, part.sizes, left=left, height=20, lw=0, **fill)
        for size, start, middle in zip(part.sizes, left, middles, strict=True):
            if width_of(say(size), SMALL) + 6 < size * room:
                write(ax, say(size), (start + size / 2, middle), across="center", size=SMALL, colour=text)
        left = left + np.asarray(part.sizes, float)
        ax.plot(
            [(edge + x + 5) / room],
            [-key + y],
            "s",
            ms=10,
            mew=0,
            transform=_units(ax),
            clip_on=False,
            **fill,
        )
        write(ax, part.name, (0, 0), (edge + x + 16, key - y), coords=PLACES, size=SMALL)
    return ax


def _units(ax: Axes):
    """Fractions across, units down."""
    return ax.get_yaxis_transform()


def _key_places(sheet: Sheet, names: Sequence[str]) -> tuple[list[tuple[float, float]], float]:
    """Where the entries of a key stand, in units from the upper left, and its height."""
    x, y, places = 0.0, 12.0, []
    for name in names:
        wide = width_of(name, SMALL) + 36
        if x and x + wide > sheet.width:
            x, y = 0.0, y + 21
        places.append((x, y))
        x += wide
    return places, y + 20


def draw_bars(
    sheet: Sheet, names: Sequence[str], parts: Sequence[Sequence[tuple[float, str]]], notes: Sequence[str]
) -> Axes:
    """One bar a name, of stretches with a length and a colour each, and a note at its end."""
    right = 12 if sheet.narrow else 270
    ax, middles = rows_of(sheet, [(name, INK) for name in names], 46 if sheet.narrow else 30, right, bottom=8)
    ax.set_xlim(0, max(sum(size for size, _ in bar) for bar in parts))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    for bar, note, middle in zip(parts, notes, middles, strict=True):
        y, left = middle - 12 * sheet.narrow, 0.0
        for size, colour in bar:
            ax.barh(y, size, left=left, height=14, color=colour, ec=PAGE, lw=1)
            left += size
        if sheet.narrow:
            write(ax, wrapped(note, sheet.width - 20, SMALL)[:1], (0, y), (0, -18), colour=QUIET, size=SMALL)
        else:
            write(ax, wrapped(note, right - 12, SMALL), (left, y), (8, 0), colour=QUIET, size=SMALL)
    return ax

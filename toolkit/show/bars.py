"""Bars of shares: stretches of one colour each, side by side, with their numbers."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, width_of, wrapped, write
from toolkit.show.outlets import COLOURS
from toolkit.show.rows import PLACES, rows_of
from toolkit.show.style import INK, PAGE, Sheet

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
    edge = 0.0 if sheet.ax else -ax.get_window_extent().x0
    for number, (part, (x, y, lines)) in enumerate(zip(parts, places, strict=True)):
        fill: dict[str, Any] = {"color": COLOURS[number % _MANY], "alpha": 1 if number < _MANY else 0.4}
        text = PAGE if number < _MANY else INK  # colours come again, paler
        ax.barh(middles, part.sizes, left=left, height=20, lw=0, **fill)
        for size, start, middle in zip(part.sizes, left, middles, strict=True):
            if width_of(say(size), SMALL) + 6 < size * room:
                write(ax, say(size), (start + size / 2, middle), across="center", size=SMALL, colour=text)
        left = left + np.asarray(part.sizes, float)
        ax.plot([(edge + x + 5) / room], [y - key], "s", ms=10, mew=0, clip_on=False, **fill)
        write(ax, lines, (0, 0), (edge + x + 16, key - y), coords=PLACES, size=SMALL)
    return ax


def _key_places(sheet: Sheet, names: Sequence[str]) -> tuple[list[tuple[float, float, list[str]]], float]:
    """Where the entries of a key stand, in units from the upper left, their lines, and the key's height."""
    x, y, places = 0.0, 12.0, []
    for name in names:
        lines = wrapped(name, sheet.width - 36, SMALL)
        wide = max(width_of(line, SMALL) for line in lines) + 36
        if (x and x + wide > sheet.width) or len(lines) > 1:
            x, y = 0.0, y + 21 * bool(x) + 8 * (len(lines) - 1)
        places.append((x, y, lines))
        x, y = (x + wide, y) if len(lines) == 1 else (0.0, y + 21 + 8 * (len(lines) - 1))
    return places, y + 20 * bool(x)

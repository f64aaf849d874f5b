"""Marks in figures: ranges with their points, ticks, and the look of each outlet."""

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from toolkit.checks import listed
from toolkit.show.lettering import aside
from toolkit.show.outlets import Look, looks_of
from toolkit.show.style import PAGE, QUIET

HOLDS = 0.05  # of p_family: what is drawn filled
_HOLLOW = "Filled: differs from the others by more than chance; hollow: could be chance. "


def looks_for(names: Iterable[object], outlets: Collection[str] | pd.Series | None = None) -> dict[str, Look]:
    """The look of each name, among all outlets of the corpus where these are given."""
    every = [] if outlets is None else listed(outlets, "outlets")
    return looks_of([*map(str, names), *every])


def holding(table: pd.DataFrame) -> pd.Series:
    """Which rows differ by more than chance: a p_family of .05 or less; without one, none."""
    if "p_family" not in table:
        return pd.Series(False, index=table.index)
    return table["p_family"].le(HOLDS)


def legend(holds: Collection[bool]) -> str:
    """What filled and hollow marks mean, where there are both, and what lines mean."""
    return _HOLLOW * (len(set(holds)) > 1) + "Lines are 95% ranges."


def dot(ax: Axes, x: float, y: float, look: Look, filled: bool) -> None:
    """One mark: filled where it holds, hollow where it could be chance."""
    face = look.colour if filled else PAGE
    size = 10.5 if look.marker == "P" else 8.5  # so that its middle can be seen
    ax.plot(x, y, look.marker, ms=size, mfc=face, mec=look.colour, mew=1.8, clip_on=False, zorder=4)


def interval(ax: Axes, y: float, low: float, high: float, colour: str, thick: float = 2.2) -> None:
    """A line over a range; an end that is open, or lies beyond the axis, has an arrow there."""
    if np.isnan(low) and np.isnan(high):
        return
    left, right = ax.get_xlim()
    start, stop = np.nanmax([low, left]), np.nanmin([high, right])
    ax.plot([start, stop], [y, y], color=colour, lw=thick, clip_on=False, zorder=2)
    if not high <= right:
        ax.plot(right, y, ">", color=colour, ms=thick + 5, mew=0, clip_on=False, zorder=3)
    if not low >= left:
        ax.plot(left, y, "<", color=colour, ms=thick + 5, mew=0, clip_on=False, zorder=3)


def name_ticks(ax: Axes, places: Iterable[float], words: Sequence[str]) -> None:
    """Lines at places along the axis, with words below that no font of the machine moves."""
    places = list(places)
    ax.set_xticks(places, [""] * len(places))
    for place, word in zip(places, words, strict=True):
        aside(ax, word, (place, 0), (0, -14), coords=("data", "axes fraction"), across="center")


def ticks(ax: Axes, most: int, say: Callable[[float], str] = "{:g}".format) -> None:
    """At most so many round numbers along the axis."""
    left, right = ax.get_xlim()
    places = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(left, right)
    places = [float(place) for place in places if left <= place <= right]
    name_ticks(ax, places, [say(place) for place in places])


def doublings(ax: Axes, most: int) -> None:
    """Whole powers of 2 along an axis of log2 ratios, as times: 1/2, same, 2×, 4×."""
    left, right = ax.get_xlim()
    step = max(1, int(np.ceil((right - left) / most)))
    places = [
        place for place in range(int(np.floor(left)), int(right) + 1) if left <= place and place % step == 0
    ]
    words = [
        "same" if place == 0 else f"{2**place:,}×" if place > 0 else f"1/{2**-place:,}" for place in places
    ]
    name_ticks(ax, places, words)
    if left <= 0 <= right:
        ax.axvline(0, color=QUIET, lw=1)

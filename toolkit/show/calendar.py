"""Dates in figures: how they are said, and which of them stand along an axis."""

from collections.abc import Callable, Iterator

import pandas as pd
from matplotlib.axes import Axes

from toolkit.show.lettering import SMALL, width_of
from toolkit.show.marks import name_ticks

_MONTHS = "January February March April May June July August September October November December".split()
_HOURS = (1, 2, 3, 6, 12)
_DAYS = (1, 2, 7, 14)
_PAD = 24  # units at either end of an axis, so that the dates there stand within the figure


def day(when: pd.Timestamp) -> str:
    """A day in words.

    Examples
    --------
    >>> day(pd.Timestamp("2024-11-05"))
    '5 November 2024'
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def date_axis(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> Callable[[pd.Timestamp], float]:
    """Put dates along an axis; what is given back says where a time stands on it, in seconds."""
    span = max((last - first).total_seconds(), 1.0)
    width = ax.get_window_extent().width
    pad = span * _PAD / (width - 2 * _PAD)
    ax.set_xlim(-pad, span + pad)
    marks = date_marks(first, last, width)
    name_ticks(ax, [(place - first).total_seconds() for place in marks], list(marks.values()))
    return lambda when: (when - first).total_seconds()


def date_marks(first: pd.Timestamp, last: pd.Timestamp, width: float) -> dict[pd.Timestamp, str]:
    """Round times between two, as close as their labels have room on `width` units.

    Examples
    --------
    >>> list(date_marks(pd.Timestamp("2024-11-05 06:12"), pd.Timestamp("2024-11-05 10:30"), 300).values())
    ['07:00', '08:00', '09:00', '10:00']
    """
    marks: dict[pd.Timestamp, str] = {}
    for marks in _scales(first, last):
        if len(marks) * (max(width_of(text, SMALL) for text in marks.values()) + 14) <= width:
            return marks
    return marks


def _scales(first: pd.Timestamp, last: pd.Timestamp) -> Iterator[dict[pd.Timestamp, str]]:
    """Marks from hours to decades apart; a scale that has no mark in the range is left out."""
    span = last - first
    every = [f"{n}h" for n in _HOURS if span < pd.Timedelta(days=3)]
    every += [f"{n}D" for n in _DAYS if span < pd.Timedelta(days=400)]
    every += ["MS", "3MS", *(f"{n}YS" for n in (1, 2, 5, 10, 20))]
    for step in every:
        places = pd.date_range(first.normalize(), last, freq=step)
        places = places[places >= first]
        if len(places):
            yield {place: _label(place, step) for place in places}
    yield {first: day(first)}


def _label(place: pd.Timestamp, step: str) -> str:
    """The hour, at midnight and for whole days the date, for months and years these."""
    month = _MONTHS[place.month - 1][:3]
    if step.endswith("h") and place != place.normalize():
        return f"{place:%H:%M}"
    if step.endswith("MS"):
        return f"{month} {place.year}"
    return str(place.year) if step.endswith("YS") else f"{place.day} {month}"

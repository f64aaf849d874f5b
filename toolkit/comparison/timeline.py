"""Who published when: the articles of one event on a line of time."""

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.calendar import date_axis, day
from toolkit.show.lettering import SMALL, aside, width_of
from toolkit.show.marks import looks_for
from toolkit.show.outlets import Look
from toolkit.show.rows import PLACES, rows_of
from toolkit.show.style import LINE, SOFT, Sheet, Words, drawn, empty
from toolkit.show.wording import joined

_MOST = 40  # articles that a page has room for
_DAY = pd.Timedelta(days=1)


class _Published(NamedTuple):
    outlet: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    told: str
    look: Look


def plot_timeline(
    articles: pd.DataFrame, *, outlets: Collection[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw who published when on one event, the earliest on top.

    Parameters
    ----------
    articles
        Articles of one event, with `outlet`, `published` (UTC) and `published_precision`.
    outlets
        All outlets of the corpus, so that each has the look it has elsewhere; None: those of the articles.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        One row an article: a mark at its time; where only the day is known, a band over that day, and where
        nothing is, neither. Of more than 40 articles the first 40 are drawn.

    Raises
    ------
    ValueError
        If a column is missing, or the articles are of several events.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Ledger", "Beacon"], "published_precision": ["day", "time"]})
    >>> articles["published"] = pd.to_datetime(["2024-11-06T00:00", "2024-11-05T06:12"], utc=True)
    >>> plot_timeline(articles).words.title
    'Beacon was first, on 5 November 2024 at 06:12'
    """
    require_columns(articles, ["outlet", "published", "published_precision"], "articles")
    events = list(articles["event"].unique()) if "event" in articles else []
    if len(events) > 1:
        raise ValueError(
            f"articles are of {len(events)} events, a timeline is of one; take the rows of one: {events[:5]}."
        )
    if articles.empty:
        return empty(articles, ax, "There are no articles to put in order.")
    looks = looks_for(articles["outlet"], outlets)
    every = [
        _published(*row, looks)
        for row in zip(
            articles["outlet"], articles["published"], articles["published_precision"], strict=True
        )
    ]
    every.sort(
        key=lambda one: (
            one.start is None,
            one.start or pd.Timestamp(0, tz="UTC"),
            one.end or pd.Timestamp(0, tz="UTC"),
            one.outlet,
        )
    )
    rows = every[:_MOST]
    sub = "Time of publication in UTC"
    sub += "; a band: only the day is known." if any(one.start != one.end for one in rows) else "."
    sub += f" Of {len(every):,} articles, the first {_MOST} are drawn." * (len(every) > _MOST)
    told = "; ".join(f"{row.outlet}: {row.told}" for row in rows)
    title = "No date of publication is known" if rows[0].start is None else _title(every)
    return drawn(lambda sheet: _draw(sheet, rows), Words(title, sub, told), ax)


def _published(outlet: str, when: pd.Timestamp, precision: str, looks: dict[str, Look]) -> _Published:
    """From when to when an article may have been published, in words, too."""
    look = looks[str(outlet)]
    if pd.isna(when) or precision == "unknown":
        return _Published(str(outlet), None, None, "date not known", look)
    if precision == "day":
        return _Published(
            str(outlet), when.normalize(), when.normalize() + _DAY, f"{day(when)}, hour not given", look
        )
    return _Published(str(outlet), when, when, f"{day(when)}, {when:%H:%M}", look)


def _title(every: list[_Published]) -> str:
    """Who was first, where that can be told."""
    known = [one for one in every if one.start is not None]
    first = min(known, key=lambda one: one.end)
    timed = first.start == first.end
    at = f"{day(first.start)} at {first.start:%H:%M}" if timed else day(first.start)
    names = sorted({one.outlet for one in known if timed and one[1:3] == first[1:3]} | {first.outlet})
    rivals = {one.outlet for one in known if one.start < first.end} - set(names)
    if not rivals and len(known) == len(every):
        if len({one.outlet for one in every}) == 1:
            return f"{first.outlet} published on {at}"
        return f"{joined(names)} {'were' if len(names) > 1 else 'was'} first, on {at}"
    if timed:
        return f"{joined(names)} first of those that give the hour, on {at}"
    days = dict.fromkeys([day(min(one.start for one in known)), day(max(one.start for one in known))])
    return f"Published {'from' if len(days) > 1 else 'on'} {' to '.join(days)}; who was first cannot be told"


def _draw(sheet: Sheet, rows: list[_Published]) -> Axes:
    right = 6 if sheet.narrow else max(width_of(row.told, SMALL) for row in rows) + 10
    names = [(f"{row.outlet}, {row.told}" if sheet.narrow else row.outlet, row.look.colour) for row in rows]
    ax, middles = rows_of(sheet, names, 24 if sheet.narrow else 32, right)
    ax.set_xticks([])
    known = [row for row in rows if row.start is not None]
    if known:
        first, last = min(row.start for row in known), max(row.end for row in known)
        unit = "h" if last - first < 2 * _DAY else "D"
        first = first.floor(unit)
        place = date_axis(ax, first, max(last.ceil(unit), first + pd.Timedelta(hours=1)))
    for row, y in zip(rows, middles, strict=True):
        look = {"color": row.look.colour, "clip_on": False}
        if row.start is not None and row.start == row.end:
            ax.plot([place(first), place(row.start)], [y, y], color=LINE, lw=1.4)
            ax.plot(place(row.start), y, row.look.marker, ms=9, zorder=4, **look)
        elif row.start is not None:
            left, edge = place(row.start), {"ec": row.look.colour, "lw": 1, "ls": (0, (3, 2))}
            ax.barh(y, place(row.end) - left, left=left, height=10, color=SOFT, clip_on=False, **edge)
        if not sheet.narrow:
            aside(ax, row.told, (1, y), (0, 0), coords=PLACES)
    return ax

"""Figures that compare articles and outlets: wire copy, and what only one outlet has."""

from collections.abc import Collection, Iterable

import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_choice, require_columns
from toolkit.show.grid import draw_grid
from toolkit.show.marks import looks_for
from toolkit.show.rows import Named, draw_strips
from toolkit.show.style import Words, drawn, empty, largest
from toolkit.show.wording import event_words, joined, percent

_MOST_OUTLETS = 5  # columns of words that a page has room for
_MOST_ROWS = 30
_ABSENT = "no article"
_GAPS = {"only": "that only one has", "missing": "that only one lacks"}


def plot_wire_share(
    table: pd.DataFrame, *, outlets: Collection[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Share of wire copy from `wire_share`: a mark an article, a bar at the share of all an outlet's words.

    How much of an outlet's words stands in quotation marks within the copy, which it may have heard itself,
    is noted at the right. Articles whose share cannot be told count nowhere; an outlet that has no others is
    labelled so. `outlets` are all outlets of the corpus, so that each has the look it has elsewhere.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(table, ["outlet", "words", "wire_words", "quoted_words", "share"], "table")
    words = table[table["words"] > 0].groupby("outlet")["words"].sum()
    names, left_out = largest(words, _MOST_ROWS, "outlets with most words")
    told = table[table["share"].notna() & table["outlet"].isin(names)]
    if told.empty:
        return empty(table, ax)
    sums = told.groupby("outlet")[["words", "wire_words", "quoted_words"]].sum().reindex(names)
    share = (sums["wire_words"] / sums["words"]).sort_values(ascending=False, kind="stable")
    quoted = sums["quoted_words"] / sums["words"]
    looks = looks_for(table["outlet"], outlets)
    rows = [
        Named(
            str(name),
            told.loc[told["outlet"] == name, "share"].to_list(),
            looks[str(name)],
            "cannot be told" if pd.isna(whole) else f"{percent(quoted[name])} in quotation marks",
            whole,
        )
        for name, whole in share.items()
    ]
    sub = f"Each mark an article, the bar all body words of an outlet.{left_out}"
    values = [
        f"{row.name}: {row.note}" if pd.isna(row.whole) else f"{row.name}: {percent(row.whole)}, {row.note}"
        for row in rows
    ]
    return drawn(
        lambda sheet: draw_strips(sheet, rows),
        Words(_copied(share.dropna()), sub, "; ".join(values)),
        ax,
    )


def _copied(share: pd.Series) -> str:
    """How much of an agency's text the outlets take, those apart that print nothing else."""
    whole, part = share[share >= 0.995], share[share < 0.995]
    told = f"All words in {joined(whole.index, most=3)} are an agency’s"
    if part.empty:
        return told
    ends = f"{percent(part.iloc[-1])} of the words in {part.index[-1]}"
    if len(part) > 1:
        ends = f"From {ends} to {percent(part.iloc[0])} in {part.index[0]}"
    return f"{ends} stand in an agency’s text" + f", and all in {joined(whole.index, most=3)}" * bool(
        len(whole)
    )


def plot_coverage_gaps(
    table: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    gap: str = "only",
    outlets: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Sentences of `coverage_gaps` (or terms, where it has no sentences) by event and outlet.

    Parameters
    ----------
    table
        What `coverage_gaps` gives.
    articles
        With columns `event` and `outlet`: who covers what; an `event_title` names its event. Where left out,
        an outlet without a row of an event is taken not to cover it.
    gap
        `"only"`: what an outlet alone has; `"missing"`: what it alone lacks.
    outlets
        All outlets of the corpus, so that each has the look it has elsewhere; None: those of the table.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        One cell an event and outlet: a number, or "no article". Of more than 30 events and 5 outlets those
        are drawn that have most.

    Raises
    ------
    ValueError
        If a column is missing, or there is no such gap.
    """
    require_columns(table, ["event", "kind", "gap", "outlet"], "table")
    require_choice(gap, _GAPS, "gap")
    kind = "sentence" if (table["kind"] == "sentence").any() else "term"
    every = table[table["kind"] == kind].astype({"event": "str", "outlet": "str"})
    rows = every[every["gap"] == gap]
    if rows.empty:
        return empty(table, ax)
    events, fewer = largest(every.groupby("event").size(), _MOST_ROWS, f"events with most {kind}s")
    there = every[every["event"].isin(events)]
    names, left_out = largest(
        there.groupby("outlet").size(), _MOST_OUTLETS, f"outlets with most {kind}s there"
    )
    covered = every if articles is None else articles
    pairs = set(zip(covered["event"].astype("str"), covered["outlet"].astype("str"), strict=True))
    counts = rows.groupby(["event", "outlet"]).size()
    cells = {
        (event, name): int(counts.get((event, name), 0))
        for event in events
        for name in names
        if (event, name) in pairs
    }
    called = _called(events, articles)
    called = {event: called[event] for event in events if any((event, name) in cells for name in names)}
    top, (event, name) = max((n, pair) for pair, n in cells.items())
    most = f"{top:,} {kind}{'s' * (top != 1)} on {called[event]}"
    title = f"{name} {'has most of its own' if gap == 'only' else 'leaves out most'}: {most}"
    sub = f"Number of {kind}s {_GAPS[gap]}, by event.{fewer}{left_out}"
    told = [
        f"{shown}: {joined(f'{name} {cells.get((event, name), _ABSENT)}' for name in names)}"
        for event, shown in called.items()
    ]
    looks = looks_for(table["outlet"], outlets)
    words = Words(title, sub, "; ".join(told))
    return drawn(lambda sheet: draw_grid(sheet, called, list(names), cells, looks), words, ax)


def _called(events: Iterable[str], articles: pd.DataFrame | None) -> dict[str, str]:
    """What each event is called: by its `event_title`, where the articles have one."""
    if articles is None or "event_title" not in articles:
        return {event: event_words(event) for event in events}
    titles = articles[articles["event_title"].fillna("") != ""].drop_duplicates("event")
    titles = titles.set_index("event")["event_title"]
    return {event: str(titles.get(event, event_words(event))) for event in events}

"""Figures about who is heard."""

from collections.abc import Collection, Sequence

import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.bands import Band, Row, beyond, draw_bands, values_of
from toolkit.show.lettering import SMALL, aside, tall, wrapped
from toolkit.show.marks import holding, legend, looks_for
from toolkit.show.rows import rows_of
from toolkit.show.style import INK, PAGE, Sheet, Words, drawn, empty, largest
from toolkit.show.wording import joined, percent
from toolkit.show.words import value_words
from toolkit.voices.shares import DESCRIBED

_JOINED = "\N{NO-BREAK SPACE}"  # a number stays beside its name
_MOST = 8  # groups that a page has room for


def plot_quoted_sources(
    table: pd.DataFrame,
    *,
    of: str | None = None,
    by: str = "outlet",
    top: int = 6,
    outlets: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw shares of attributions with their intervals, one band a value and one row a group.

    Parameters
    ----------
    table
        What `quoted_sources` gives.
    of, by
        Columns: what was counted (None: the one of its choices that the table has), and the groups.
    top
        Number of values drawn, those with most attributions; of the groups, it is eight.
    outlets
        All outlets of the corpus, so that each has the look it has elsewhere; None: those of the table.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        A mark is filled where the share differs from that of all others (`p_family` of .05 or less), hollow
        where it could be chance or was not tested.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    of = of or next((name for name in DESCRIBED if name in table and name != by), DESCRIBED[0])
    require_columns(table, [by, of, "n", "share", "low", "high"], "table")
    if table.empty:
        return empty(table, ax)
    values = table.groupby(of)["n"].sum().sort_values(ascending=False, kind="stable").index[:top]
    groups, left_out = largest(table.groupby(by)["n"].sum(), _MOST, "with most statements")
    looks = looks_for(table[by], outlets)
    shown = table[table[by].isin(groups) & table[of].isin(values)].reset_index(drop=True)
    shown = shown.assign(holds=holding(shown))
    bands = [
        Band(
            _said(of, value),
            "",
            [
                Row(
                    str(who) or "(none)",
                    row.share,
                    row.low,
                    row.high,
                    looks[str(who)],
                    row.holds,
                    percent(row.share),
                )
                for row, who in zip(part.itertuples(), part[by], strict=True)
            ],
        )
        for value, part in ((value, shown[shown[of] == value]) for value in values)
    ]
    sub = f"Share of each {by}’s statements. {legend(shown['holds'])}{beyond(bands)}{left_out}"
    words = Words(_title(shown, of, by), sub, values_of(bands, percent))
    return drawn(lambda sheet: draw_bands(sheet, bands, f"of the {by}’s statements", percent), words, ax)


def _said(of: str, value: object) -> str:
    """A value as a reader calls it, with a capital where it is no name."""
    words = value_words(of, str(value)) or "(none)"
    return words if of == "speaker" else words[:1].upper() + words[1:]


def _title(shown: pd.DataFrame, of: str, by: str) -> str:
    """The value that sets a group most apart, where that holds; else what is commonest."""
    held = shown[shown["holds"]]
    ordered = shown.assign(n=shown.groupby(of)["n"].transform("sum"))
    if len(held) and "difference" in held:
        value = held.loc[held["difference"].abs().idxmax(), of]
        ordered = shown[shown[of] == value]
        lowest, highest = (
            ordered.loc[place] for place in (ordered["share"].idxmin(), ordered["share"].idxmax())
        )
        name = _said(of, value)
        sides = f"{percent(highest['share'])} of the statements in {highest[by]}"
        return f"{name}: {sides}, {percent(lowest['share'])} in {lowest[by]}"
    value = ordered.loc[ordered["n"].idxmax(), of]
    same = shown.loc[shown[of] == value, "share"]
    ends = dict.fromkeys([percent(same.min()), percent(same.max())])
    said = f"{_said(of, value)}, {' to '.join(ends)} of the statements"
    return f"No difference larger than chance; heard most: {said}"


def plot_speakers(
    table: pd.DataFrame,
    *,
    by: str = "outlet",
    top: int = 15,
    outlets: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw who is heard where: a bar a speaker, one stretch for each group that quotes him.

    Parameters
    ----------
    table
        What `speakers(articles, attributions, by=...)` gives, or rows of it.
    by
        Column with the groups.
    top
        Number of speakers drawn, those with most attributions.
    outlets
        All outlets of the corpus, so that each has the look it has elsewhere; None: those of the table.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        The longer a bar, the more attributions; the groups have one order in all bars, as beside them.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(table, [by, "person", "attributions"], "table")
    sums = table.groupby(["person", by], sort=True)["attributions"].sum()
    totals = sums.groupby("person").sum().sort_values(ascending=False, kind="stable").head(top)
    if not totals.sum():
        return empty(table, ax)
    looks = looks_for(table[by], outlets)
    heard = {person: sums[person][lambda counts: counts > 0] for person in totals.index}
    notes = [_heard_in(counts) for counts in heard.values()]
    parts = [[(n, looks[str(group)].colour) for group, n in counts.items()] for counts in heard.values()]
    first = totals.index[totals == totals.iloc[0]]
    n, count = len(heard[first[0]]), table[by].nunique()
    every = "both" if count == 2 else f"all {count}"
    where = f", in {every} {by}s" if n == count > 1 else f", in {n} of {count} {by}s"
    are, each = ("is", where) if len(first) == 1 else ("are", " each")  # the first by name is not more heard
    title = f"{joined(first, most=3)} {are} heard most: {totals.iloc[0]:,} statements{each}"
    told = "; ".join(f"{person}: {note}" for person, note in zip(heard, notes, strict=True))
    words = Words(
        title,
        f"Statements of those heard most. Each colour is one {by}, in the same order in every row.",
        told,
    )
    names = list(map(str, heard))
    return drawn(lambda sheet: _draw_speakers(sheet, names, parts, notes), words, ax)


def _draw_speakers(
    sheet: Sheet, names: Sequence[str], bars: Sequence[Sequence[tuple[float, str]]], notes: Sequence[str]
) -> Axes:
    """One bar a name, of stretches with a length and a colour each, and a note at its end, or below it."""
    right = 12 if sheet.narrow else 270
    lines = [wrapped(note, (sheet.width if sheet.narrow else right) - 22, SMALL) for note in notes]
    heights = [28 + 15 * len(told) if sheet.narrow else tall(len(told), 30) for told in lines]
    ax, middles = rows_of(sheet, [(name, INK) for name in names], heights, right, bottom=8)
    ax.set_xlim(0, max(sum(size for size, _ in bar) for bar in bars))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    for bar, told, height, middle in zip(bars, lines, heights, middles, strict=True):
        y, left = middle - (height / 2 - 8 if sheet.narrow else 0), 0.0
        for size, colour in bar:
            ax.barh(y, size, left=left, height=14, color=colour, ec=PAGE, lw=1)
            left += size
        at, shift = ((0, y), (0, -11 - 7.5 * len(told))) if sheet.narrow else ((left, y), (8, 0))
        aside(ax, told, at, shift)
    return ax


def _heard_in(counts: pd.Series) -> str:
    """How often, and by whom."""
    if len(counts) == 1:
        return f"{counts.iloc[0]:,}, only in {counts.index[0]}"
    numbers = (f"{group}{_JOINED}{n:,}" for group, n in counts.items())
    return f"{counts.sum():,}: {joined(numbers, most=4)}"

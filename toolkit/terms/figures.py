"""Figures of terms: words against the others, frequency by spread, places in the article, trends."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.bands import Row, draw_ranges
from toolkit.show.calendar import day
from toolkit.show.marks import HOLLOW, holding, looks_for
from toolkit.show.points import Line, draw_spread, draw_trends
from toolkit.show.rows import Named, draw_barcode
from toolkit.show.style import Words, drawn, empty, largest
from toolkit.show.wording import joined, number, percent, quoted, times


def plot_keyness(
    table: pd.DataFrame,
    *,
    top: int = 8,
    limits: tuple[float, float] | None = None,
    outlets: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The `top` words that the target has more often, from rows of one comparison of `keyness`.

    Only words whose interval leaves out 0 are drawn, those that hold first, then by the lower bound. `limits`
    are those of the axis as log2 ratios, such as (-1, 7), so that outlets share one; an arrow: the range goes on.

    Raises
    ------
    ValueError
        If a column is missing, or the table holds more than one comparison.
    """
    columns = "target reference term n_target n_reference log_ratio low high p_family"
    require_columns(table, columns.split(), "table")
    sides = table[["target", "reference"]].drop_duplicates().to_numpy().tolist()
    if len(sides) > 1:
        names = [f"{target} against {reference}" for target, reference in sides]
        raise ValueError(f"table has several comparisons, a figure shows one; take the rows of one: {names}.")
    more = table[table["low"] > 0].assign(holds=holding(table))
    more = more.sort_values(["holds", "low"], ascending=False, kind="stable").head(top)
    if more.empty:
        return empty(table, ax, "No word has a range that lies above “same”.")
    (target, reference), look = sides[0], looks_for(table["target"], outlets)[str(table["target"].iloc[0])]
    rows = [
        Row(
            row.term,
            row.log_ratio,
            row.low,
            row.high,
            look,
            row.holds,
            f"{row.n_target:,} here, {row.n_reference:,} elsewhere",
        )
        for row in more.itertuples()
    ]
    limits = limits or (-0.5, max(2.0, np.ceil(more["log_ratio"].max()) + 0.5))
    held = [row for row in rows if row.holds][:3]
    title = f"{joined(quoted(row.label) for row in held)}: at least {times(min((row.low for row in held), default=0))} as often"
    title = title if held else f"No word sets {target} apart by more than chance"
    sub = f"How many times as often {target} uses a word as {reference}. {HOLLOW} An arrow: no upper end."
    told = [
        f"{row.label}: {row.note}, at least {times(row.low)} as often, {'holds' if row.holds else 'could be chance'}"
        for row in rows
    ]
    return drawn(lambda sheet: draw_ranges(sheet, rows, limits), Words(title, sub, "; ".join(told)), ax)


def plot_frequency_dispersion(table: pd.DataFrame, *, labels: int = 22, ax: Axes | None = None) -> Axes:
    """Frequency and dispersion of terms found twice or more, from `term_frequencies`; the commonest named."""
    require_columns(table, ["term", "n", "per_thousand", "dp"], "table")
    every = table[table["dp"].notna() & (table["n"] > 1)]
    if every.empty:
        return empty(table, ax)
    shown = every.sort_values("n", ascending=False, kind="stable").head(1200)
    common = shown.head(labels)
    even, clumped = (common.loc[place, "term"] for place in (common["dp"].idxmin(), common["dp"].idxmax()))
    title = f"Of the commonest words, {quoted(even)} is spread most evenly, {quoted(clumped)} least"
    sub = "Each dot a word: how often it is used (across) and whether in all articles or in few (up)."
    sub += f" Of {len(every):,} words, the {len(shown)} commonest are drawn." * (len(every) > len(shown))
    told = [
        f"{row.term} {number(row.per_thousand)} in a thousand words" for row in common.head(8).itertuples()
    ]
    draw = lambda sheet: draw_spread(sheet, shown, labels // 2 + 3 if sheet.narrow else labels)  # noqa: E731
    return drawn(draw, Words(title, sub, "; ".join(told)), ax)


def plot_barcode(
    table: pd.DataFrame, *, outlets: Collection[str] | None = None, ax: Axes | None = None
) -> Axes:
    """A line for each occurrence at its place in the article, a row a group and term, from `term_positions`."""
    require_columns(table, ["group", "term", "position"], "table")
    if table.empty:
        return empty(table, ax)
    groups, left_out = largest(table.groupby("group").size(), 12, "that use it most")
    looks, terms = looks_for(table["group"], outlets), sorted(table["term"].unique())
    parts = table[table["group"].isin(groups)].groupby(["group", "term"])["position"].agg(list)
    rows = [
        Named(
            f"{group or '(none)'}{f', {term}' if len(terms) > 1 else ''} ({len(places):,})",
            places,
            looks[str(group)],
        )
        for (group, term), places in parts.items()
    ]
    halves = table.groupby("term")["position"].median()
    said = [
        f"half of the uses of {quoted(term)} stand in the first {percent(half)} of the article"
        for term, half in halves.items()
    ]
    title = joined(said, most=2)
    sub = f"Each line a use, at its place in its article; in brackets their number.{left_out}"
    told = [f"{row.name}: half in the first {percent(np.median(row.values))}" for row in rows]
    return drawn(
        lambda sheet: draw_barcode(sheet, rows, ("first word", "last word")),
        Words(title[0].upper() + title[1:], sub, "; ".join(told)),
        ax,
    )


def plot_trend(
    table: pd.DataFrame, *, outlets: Collection[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Rate over time, a line for each term and group, from `term_trends`."""
    require_columns(table, ["term", "group", "period", "per_thousand"], "table")
    if table.empty:
        return empty(table, ax)
    several, looks = table["group"].nunique() > 1, looks_for(table["group"], outlets)
    sizes = table.groupby(["term", "group"])["per_thousand"].max()
    kept, left_out = largest(sizes, 8, "lines that rise highest")
    parts = [
        (key, part)
        for key, part in table.sort_values("period", kind="stable").groupby(["term", "group"])
        if key in kept
    ]
    if not several:  # lines are told apart by their terms
        looks = looks_for(table["term"])
    lines = [
        Line(
            f"{term}, {group}" if several else str(term),
            pd.DatetimeIndex(part["period"]),
            part["per_thousand"].to_list(),
            looks[str(group if several else term)],
        )
        for (term, group), part in parts
    ]
    peak = table.loc[table["per_thousand"].idxmax()]
    title = f"{quoted(peak['term'])} is most frequent on {day(peak['period'])}: {number(peak['per_thousand'])} in a thousand words"
    sub = f"Rate by date of publication (UTC); a mark where there are articles.{left_out}"
    told = [
        f"{line.name}: from {number(line.values[0])} to {number(line.values[-1])} in a thousand words"
        for line in lines
    ]
    return drawn(
        lambda sheet: draw_trends(sheet, lines, "times in a thousand words"),
        Words(title, sub, "; ".join(told)),
        ax,
    )

"""Figures of terms: words against the others, frequency by spread, places in the article, trends."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.bands import Row, draw_ranges
from toolkit.show.barcodes import barcode_of
from toolkit.show.marks import holding, legend, looks_for
from toolkit.show.spread import spread_of
from toolkit.show.style import Words, drawn, empty
from toolkit.show.trends import trends_of
from toolkit.show.wording import joined, quoted, times

_ROW = ["term", "log_ratio", "low", "high", "holds", "n_target", "n_reference"]


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
    are those of the axis, as log2 ratios such as (-1, 7), so that outlets share one; `outlets` are all those
    of the corpus, so that each has one look everywhere.

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
    more = table[table["low"] > 0]
    more = (
        more.assign(holds=holding(more))
        .sort_values(["holds", "low"], ascending=False, kind="stable")
        .head(top)
    )
    if more.empty:
        return empty(table, ax, "No word has a range that lies above “same”.")
    (target, reference), look = sides[0], looks_for(table["target"], outlets)[str(table["target"].iloc[0])]
    rows = [
        Row(term, *numbers, look, holds, f"{here:,} here, {there:,} elsewhere")
        for term, *numbers, holds, here, there in more[_ROW].itertuples(index=False, name=None)
    ]
    limits = limits or (-0.5, max(2.0, np.ceil(more["log_ratio"].max()) + 0.5))
    title = f"No word sets {target} apart by more than chance"
    if held := [row for row in rows if row.holds][:3]:
        words = joined(quoted(row.label) for row in held)
        title = f"{words}: at least {times(min(row.low for row in held))} as often"
    marks = legend([row.holds for row in rows])
    sub = f"How many times as often {target} uses a word as {reference}. {marks} An arrow: the range goes on."
    told = [
        f"{row.label}: {row.note}, at least {times(row.low)} as often{', holds' * row.holds}" for row in rows
    ]
    return drawn(lambda sheet: draw_ranges(sheet, rows, limits), Words(title, sub, "; ".join(told)), ax)


def plot_frequency_dispersion(table: pd.DataFrame, *, labels: int = 22, ax: Axes | None = None) -> Axes:
    """Frequency and dispersion of terms found twice or more, from `term_frequencies`; the commonest named."""
    require_columns(table, ["term", "n", "per_thousand", "dp"], "table")
    shown = table[table["dp"].notna() & (table["n"] > 1)]
    return empty(table, ax) if shown.empty else drawn(*spread_of(shown, labels), ax)


def plot_barcode(
    table: pd.DataFrame, *, outlets: Collection[str] | None = None, ax: Axes | None = None
) -> Axes:
    """A line for each use at its place in the article, a row for each group, from `term_positions`."""
    require_columns(table, ["group", "term", "position"], "table")
    return empty(table, ax) if table.empty else drawn(*barcode_of(table, outlets), ax)


def plot_trend(
    table: pd.DataFrame, *, outlets: Collection[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Rate over time, a line for each term and group, from `term_trends`."""
    require_columns(table, ["term", "group", "period", "per_thousand"], "table")
    return empty(table, ax) if table.empty else drawn(*trends_of(table, outlets), ax)

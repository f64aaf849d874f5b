"""Barcodes: a line for each use of a word, at its place in the article."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.show.lettering import aside
from toolkit.show.marks import looks_for
from toolkit.show.rows import Named, rows_of
from toolkit.show.style import Sheet, Words, largest
from toolkit.show.wording import joined, percent, quoted

_MOST = 12  # groups that a page has room for


def barcode_of(table: pd.DataFrame, outlets: Collection[str] | None) -> tuple[Callable[[Sheet], Axes], Words]:
    """The drawing of places with `group`, `term` and `position`, and its words."""
    groups, left_out = largest(table.value_counts("group", sort=False), _MOST, "groups that use it most")
    looks, several = looks_for(table["group"], outlets), len(set(table["term"])) > 1
    parts = table[table["group"].isin(groups)].groupby(["group", "term"])["position"].agg(list)
    rows = [
        Named(f"{group or '(none)'}{f', {term}' * several} ({len(places):,})", places, looks[str(group)])
        for (group, term), places in parts.items()
    ]
    halves = table.groupby("term")["position"].median().to_dict()
    said = [
        f"of {quoted(term)} {'are ' * (n == 0)}in the first {percent(half)} of the article"
        for n, (term, half) in enumerate(halves.items())
    ]
    title = f"Half of the uses {joined(said, most=2)}"
    sub = f"Each line a use, at its place in its article; in brackets their number.{left_out}"
    told = "; ".join(f"{row.name}: half in the first {percent(float(np.median(row.values)))}" for row in rows)
    return lambda sheet: draw_barcode(sheet, rows, ("first word", "last word")), Words(title, sub, told)


def draw_barcode(sheet: Sheet, rows: Sequence[Named], ends: tuple[str, str]) -> Axes:
    """A line for each value from 0 to 1; what the ends of the axis are stands below it."""
    ax, middles = rows_of(sheet, [(row.name, row.look.colour) for row in rows], 30, 16)
    ax.set_xlim(0, 1)
    for row, y in zip(rows, middles, strict=True):
        grains = 500 if len(row.values) < 300 else 250  # lines closer than this are one
        places = np.unique(np.round(np.asarray(row.values) * grains)) / grains
        down = np.tile([y - 11, y + 11, np.nan], len(places))
        ax.plot(np.repeat(places, 3), down, color=row.look.colour, lw=1, clip_on=False)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [""] * 5)
    for place, end in enumerate(ends):
        aside(ax, end, (place, 0), (0, -16), coords="axes fraction", across=("left", "right")[place])
    return ax

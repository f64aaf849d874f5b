"""Figures about who is heard."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, MARKERS, STARRED, empty, explain, largest, literal, new_axes, star
from toolkit.voices.shares import DESCRIBED


def plot_quoted_sources(
    table: pd.DataFrame, *, of: str | None = None, by: str = "outlet", top: int = 12, ax: Axes | None = None
) -> Axes:
    """Draw shares of attributions with their intervals, one row a value and one mark a group.

    Parameters
    ----------
    table
        What `quoted_sources` gives.
    of, by
        Columns: what was counted (None: the one of its choices that the table has), and the groups.
    top
        Number of values drawn, those with most attributions; of the groups, it is eight.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        With a mark at each share, a line over its interval, where there is one, and a star beside it where it
        differs from that of all others.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    of = of or next((name for name in DESCRIBED if name in table and name != by), DESCRIBED[0])
    require_columns(table, [by, of, "n", "share", "low", "high"], "table")
    values = table.groupby(of)["n"].sum().sort_values(ascending=False, kind="stable").index[:top]
    ax = new_axes(ax, (8.0, 1.5 + 0.5 * len(values)))
    if table.empty:
        return empty(ax, table)
    sizes = table.groupby(by)["n"].sum()
    groups, left_out = largest(sizes, len(MARKERS), "with most attributions")
    for number, group in enumerate(groups):
        rows = table[table[by] == group].set_index(of).reindex(values)
        place = np.arange(len(values)) + 0.6 * ((number + 0.5) / len(groups) - 0.5)
        colour = COLOURS[number % len(COLOURS)]
        ax.hlines(place, rows["low"], rows["high"], color=colour, linewidth=1.5)
        marker = MARKERS[number % len(MARKERS)]
        ax.plot(rows["share"], place, marker, color=colour, label=literal(group), markersize=5)
        star(ax, rows, "share", place)
    ax.set_yticks(range(len(values)), [literal(value) for value in values])
    ax.invert_yaxis()
    ax.set(xlim=(0, None), xlabel=f"share of the {by}'s attributions")
    ax.set_title(literal(f"Attributions by {of.replace('_', ' ')} and {by}", 100), loc="left")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    what = f"The {len(values)} commonest, with the share that each has of the {by}'s attributions;"
    what += f" {STARRED}." if "p_family" in table else " whether any differ is not tested."
    return explain(ax, what + left_out, table)

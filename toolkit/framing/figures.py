"""The figure of frames: rates with their intervals and verdicts, by outlet, voice or part."""

import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, MARKERS, STARRED, empty, explain, largest, literal, new_axes, star

_RATE = "indicator hits per thousand words"
_SPLITS = {"voice": "in own and attributed voice", "part": "in headline, lead and body"}


def plot_frame_rates(
    table: pd.DataFrame, *, by: str = "outlet", split: str | None = None, ax: Axes | None = None
) -> Axes:
    """Rate of each frame, with 95% intervals where there are any; hollow marks are not valid, stars differ.

    Parameters
    ----------
    table : what `frame_rates` gives
    by : column of the table that says who is compared
    split : column of the table that `frame_rates` was split by, such as `"voice"` or `"part"`
    ax : where to draw

    Returns
    -------
    Axes
        One row a frame and one mark a value of `by`; with `split` a panel for each value of `by`, and one
        mark a value of `split`. Of more than eight values of `by` those with most words are drawn.

    Raises
    ------
    ValueError
        If table lacks a column, or is split and `split` does not say by what.
    """
    rows = ["frame", by, *([split] if split else [])]
    require_columns(table, [*rows, "words", "per_thousand", "low", "high", "validity"], "table")
    if table.duplicated(rows).any():
        raise ValueError(f"table has several rows for one value of {rows}; say by what it is split.")
    title = f"Frames {_SPLITS.get(split, f'by {split or by}')}"
    words = table.drop_duplicates(rows[1:]).groupby(by)["words"].sum()
    groups, left_out = largest(words, len(MARKERS), "with most words")
    groups, table = list(groups), table[table[by].isin(groups)]
    marks = groups if split is None else list(dict.fromkeys(table[split]))
    has_panels = split is not None and len(groups) > 1
    width = min(2.5 + 1.9 * len(groups), 16.0) if has_panels else 8.0
    ax = new_axes(ax, (width, min(1.5 + 0.5 * table["frame"].nunique(), 9.0)))
    if table.empty:
        return empty(ax, table)
    verdicts = table.drop_duplicates("frame").set_index("frame")["validity"]
    if has_panels:
        _panels(ax, table, by, split, groups, marks, verdicts)
    else:
        _dots(ax, table, split or by, marks, verdicts)
    ax.set_title(literal(f"{title} (filled: valid)", 100), pad=28 if has_panels else None)
    ax.set_xlabel(_RATE, labelpad=22 if has_panels else None)
    marked = f"{title}: a line is a 95% interval; a filled mark is a frame found valid, a hollow one is not;"
    marked += f" {STARRED}." if "p_family" in table else " whether outlets differ is not tested."
    return explain(ax, marked + left_out, table)


def _panels(
    ax: Axes, table: pd.DataFrame, by: str, split: str, groups: list, marks: list, verdicts: pd.Series
) -> None:
    """One panel a group, side by side on one scale, with a mark for each value of the split."""
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    first = None
    for place, name in enumerate(groups):
        panel = ax.inset_axes([place / len(groups), 0, 0.9 / len(groups), 1], sharex=first, sharey=first)
        _dots(new_axes(panel), table[table[by] == name], split, marks, verdicts)
        panel.set_title(literal(name) or "(none)")
        panel.tick_params(labelleft=first is None)
        if place < len(groups) - 1:
            panel.get_legend().remove()
        first = first or panel
    first.set_xlim(0, 1.05 * (table[["per_thousand", "high"]].max(axis=None) or 1))


def _dots(ax: Axes, table: pd.DataFrame, by: str, groups: list, verdicts: pd.Series) -> None:
    """One row a frame of the verdicts, one mark a group: filled where the frame is valid."""
    for place, group in enumerate(groups):
        part = table[table[by] == group]
        y = verdicts.index.get_indexer(part["frame"]) + (place + 1) / (len(groups) + 1) - 0.5
        colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
        ax.hlines(y, part["low"], part["high"], color=colour)
        face = [colour if verdict == "valid" else "none" for verdict in part["validity"]]
        style = {"marker": marker, "edgecolors": colour, "facecolors": face, "zorder": 3, "clip_on": False}
        ax.scatter(part["per_thousand"], y, **style)
        star(ax, part, "per_thousand", y)
        ax.scatter([], [], marker=marker, color=colour, label=literal(group) or "(none)")
    ax.set_yticks(range(len(verdicts)), [literal(f"{frame}\n({word})") for frame, word in verdicts.items()])
    ax.set(ylim=(len(verdicts) - 0.5, -0.5))
    ax.set_xlim(left=0)
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))

"""Figures of frames: rates with intervals and verdicts, voices, segments, and the learning curve."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, MARKERS, empty, literal, new_axes

_RATE = "indicator hits per thousand words"


def plot_frame_rates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Rate of each frame by outlet, with 95% intervals where there are any; hollow marks are not valid yet.

    Parameters
    ----------
    table : what `frame_rates` gives without `split`
    ax : where to draw
    """
    require_columns(table, ["frame", "per_thousand", "low", "high", "validity"], "table")
    by = str(table.columns[1])
    return _dots(table, by, f"Frames by {by}", ax, sorted(table[by].unique()))


def plot_voice_rates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Rate of each frame in own voice and in that of sources; a panel for each outlet.

    Parameters
    ----------
    table : what `frame_rates(..., split="voice")` gives
    ax : where to draw
    """
    require_columns(table, ["frame", "voice", "per_thousand", "low", "high", "validity"], "table")
    return _panels(table, "voice", "Frames in own and attributed voice", ax)


def plot_segment_rates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Rate of each frame in headlines, leads and the rest of the body; a panel for each outlet.

    Parameters
    ----------
    table : what `frame_rates(..., split="part")` gives
    ax : where to draw
    """
    require_columns(table, ["frame", "part", "per_thousand", "low", "high", "validity"], "table")
    return _panels(table, "part", "Frames in headline, lead and body", ax)


def plot_learning_curve(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Macro-F1 by number of hand codes, with and without indicators; the band is one standard deviation.

    Parameters
    ----------
    table : what `learning_curve` gives
    ax : where to draw
    """
    require_columns(table, ["codes", "f1", "sd", "text_only_f1", "text_only_sd", "constant_f1"], "table")
    ax = new_axes(ax)
    if table.empty:
        return empty(ax, table)
    lines = (("f1", "sd", "text and indicators"), ("text_only_f1", "text_only_sd", "text only"))
    for place, (mean, spread, label) in enumerate(lines):
        ax.plot(table["codes"], table[mean], marker=MARKERS[place], color=COLOURS[place], label=label)
        band = table[mean] - table[spread], table[mean] + table[spread]
        ax.fill_between(table["codes"], *band, color=COLOURS[place], alpha=0.15)
    ax.axhline(table["constant_f1"].iloc[0], color="0.4", linestyle=":", label="always the commonest frame")
    ax.set(xlabel="hand-coded texts", ylabel="macro-F1 on unseen texts", title="How many codes are enough?")
    ax.set_ylim(bottom=0)
    ax.legend(frameon=False)
    return ax


def _panels(table: pd.DataFrame, by: str, title: str, ax: Axes | None) -> Axes:
    """One panel a group, side by side: the frames as rows, a mark for each value of `by`."""
    group = table.columns[2]
    groups = sorted(table[group].unique())
    if len(groups) < 2:
        return _dots(table, by, title, ax)
    ax = new_axes(ax, (min(2.5 + 1.9 * len(groups), 16.0), _height(table)))
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    ax.set_title(literal(f"{title} (filled: valid)"), pad=28)
    ax.set_xlabel(_RATE, labelpad=22)
    first = None
    for place, name in enumerate(groups):
        panel = ax.inset_axes([place / len(groups), 0, 0.9 / len(groups), 1], sharex=first, sharey=first)
        _dots(table[table[group] == name], by, "", panel, list(dict.fromkeys(table[by])))
        panel.set(xlabel="", title=literal(name) or "(none)")
        panel.tick_params(labelleft=first is None)
        if place < len(groups) - 1:
            panel.get_legend().remove()
        first = first or panel
    panel.set_xlim(0, 1.05 * table[["per_thousand", "high"]].max(axis=None))
    return ax


def _height(table: pd.DataFrame) -> float:
    return min(1.5 + 0.5 * table["frame"].nunique(), 9.0)


def _dots(
    table: pd.DataFrame, by: str, title: str, ax: Axes | None, groups: Iterable[str] | None = None
) -> Axes:
    """One row a frame, one mark a group: filled where the frame is valid, with its interval as a line."""
    rows = list(dict.fromkeys(table["frame"]))
    ax = new_axes(ax, (8.0, _height(table)))
    if table.empty:
        return empty(ax, table)
    groups = list(dict.fromkeys(table[by])) if groups is None else list(groups)
    for place, group in enumerate(groups):
        part = table[table[by] == group]
        y = np.array([rows.index(frame) for frame in part["frame"]]) + (place + 1) / (len(groups) + 1) - 0.5
        colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
        ax.hlines(y, part["low"], part["high"], color=colour)
        face = [colour if verdict == "valid" else "none" for verdict in part["validity"]]
        style = {"marker": marker, "edgecolors": colour, "facecolors": face, "zorder": 3, "clip_on": False}
        ax.scatter(part["per_thousand"], y, **style)
        ax.scatter([], [], marker=marker, color=colour, label=literal(group) or "(none)")
    verdict = table.drop_duplicates("frame").set_index("frame")["validity"]
    ax.set_yticks(range(len(rows)), [literal(f"{frame}\n({verdict[frame]})") for frame in rows])
    ax.set(ylim=(len(rows) - 0.5, -0.5), xlabel=_RATE, title=literal(f"{title} (filled: valid)"))
    ax.set_xlim(left=0)
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return ax

"""Figures that compare articles and outlets: shared passages, wire copy, similarity, gaps."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.figures.style import COLOURS, empty, literal, new_axes


def plot_reuse(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where the passages that two articles share stand in either: an alignment map.

    Parameters
    ----------
    table
        Rows of `find_reuse` about one pair of articles; of several pairs, the one with most words is drawn.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        One line a passage, from its start in a (across) and in b (down) to its end; edited ones are dashed.
    """
    spans = ["start_a", "end_a"], ["start_b", "end_b"]
    require_columns(table, ["article_a", "article_b", *spans[0], *spans[1], "n_words", "kind"], "table")
    ax = new_axes(ax, (6.0, 6.0))
    if table.empty:
        return empty(ax, table)
    words = table.groupby(["article_a", "article_b"])["n_words"].sum()
    pair = words.index[int(np.argmax(words.to_numpy()))]
    rows = table[(table["article_a"] == pair[0]) & (table["article_b"] == pair[1])]
    for kind, style, colour in (("verbatim", "-", COLOURS[0]), ("edited", "--", COLOURS[1])):
        shown = rows[rows["kind"] == kind]
        ends = [shown[side].to_numpy().T for side in spans]
        lines = ax.plot(*ends, style, color=colour, marker="|", linewidth=3)
        if lines:
            lines[0].set_label(f"{kind} ({len(shown)})")
    ax.set(xlabel=literal(f"character in {pair[0]}"), ylabel=literal(f"character in {pair[1]}"))
    ax.set_xlim(left=0)
    ax.set_ylim(bottom=0)
    ax.invert_yaxis()
    ax.set_title(f"Where {len(rows)} shared passages stand", loc="left")
    ax.legend(frameon=False)
    return ax


def plot_wire_share(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of wire copy in each article, and of each outlet as a whole.

    Parameters
    ----------
    table
        Table of `wire_share`.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        One bar an outlet (wire words of all its body words), one dot an article.
    """
    require_columns(table, ["outlet", "words", "wire_words", "share"], "table")
    outlets = table.groupby("outlet")[["words", "wire_words"]].sum()
    outlets = outlets[outlets["words"] > 0]
    ax = new_axes(ax, (8.0, 1.2 + 0.45 * len(outlets)))
    if outlets.empty:
        return empty(ax, table)
    share = (outlets["wire_words"] / outlets["words"]).sort_values(ascending=False, kind="stable")
    ax.barh(range(len(share)), share, color=COLOURS[0], alpha=0.35, label="outlet")
    row = share.index.get_indexer(table["outlet"])
    ax.plot(table["share"][row >= 0], row[row >= 0], "o", color=COLOURS[0], markersize=4, label="article")
    ax.set_yticks(range(len(share)), [literal(name) for name in share.index])
    ax.invert_yaxis()
    ax.set(xlim=(-0.02, 1.02), xlabel="wire copy (share of body words)")
    ax.set_title("Share of wire copy by outlet", loc="left")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return ax


def plot_similarity(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the cosines of all pairs as a heat map with the numbers written in.

    Parameters
    ----------
    table
        Table of `similarity`.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        One cell a pair, both ways; the diagonal is left out. Above 15 groups the numbers are left out.
    """
    require_columns(table, ["a", "b", "cosine"], "table")
    names = list(dict.fromkeys([*table["a"], *table["b"]]))
    ax = new_axes(ax, (2.5 + 0.5 * min(len(names), 30), 2.0 + 0.5 * min(len(names), 30)))
    if table.empty:
        return empty(ax, table)
    grid, place = np.full((len(names), len(names)), np.nan), pd.Index(names)
    row, column = place.get_indexer(table["a"]), place.get_indexer(table["b"])
    grid[row, column] = grid[column, row] = table["cosine"]
    image = ax.imshow(grid, cmap="Blues", vmin=0)
    for (y, x), value in np.ndenumerate(grid if len(names) <= 15 else np.empty((0, 0))):
        if np.isfinite(value):
            colour = "white" if value > 0.6 * np.nanmax(grid) else "black"
            ax.text(x, y, f"{value:.2f}", ha="center", va="center", color=colour, fontsize=8)
    labels = [literal(name) for name in names]
    ax.set_xticks(range(len(names)), labels, rotation=45, ha="right")
    ax.set_yticks(range(len(names)), labels)
    ax.set_title("Similarity of vocabulary", loc="left")
    ax.figure.colorbar(image, ax=ax, label="TF-IDF cosine", shrink=0.8)
    return ax


def plot_coverage_gaps(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many sentences only one outlet has, or all but one: a matrix of events and outlets.

    Parameters
    ----------
    table
        Table of `coverage_gaps`; its sentences are counted, or its terms where it has no sentences.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        One cell an event and outlet: sentences that it alone has / that it alone lacks; shaded by the former.
    """
    require_columns(table, ["event", "kind", "gap", "outlet"], "table")
    kind = "sentence" if (table["kind"] == "sentence").any() else "term"
    rows = table[table["kind"] == kind]
    events, outlets = sorted(rows["event"].unique()), sorted(rows["outlet"].unique())
    ax = new_axes(ax, (3.0 + 1.1 * len(outlets), 1.5 + 0.4 * len(events)))
    if rows.empty:
        return empty(ax, table)
    only, missing = (
        pd.crosstab(here["event"], here["outlet"]).reindex(index=events, columns=outlets, fill_value=0)
        for here in (rows[rows["gap"] == "only"], rows[rows["gap"] == "missing"])
    )
    ax.imshow(only, cmap="Blues", vmin=0, aspect="auto")
    for (y, x), value in np.ndenumerate(only.to_numpy()):
        colour = "white" if value > 0.6 * only.to_numpy().max() else "black"
        ax.text(x, y, f"{value} / {missing.to_numpy()[y, x]}", ha="center", va="center", color=colour)
    ax.set_xticks(range(len(outlets)), [literal(name) for name in outlets], rotation=30, ha="right")
    ax.set_yticks(range(len(events)), [literal(name) for name in events])
    ax.set_title(f"{kind.capitalize()}s that the outlet alone has / alone lacks (number)", loc="left")
    return ax

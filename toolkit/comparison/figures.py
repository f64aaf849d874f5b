"""Figures that compare articles and outlets: shared passages, wire copy, similarity, gaps."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, empty, explain, largest, literal, new_axes

_MOST_CELLS = 15  # columns of cells with words in them that a page has room for
_MOST_ROWS = 30


def plot_reuse(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Where the passages of `find_reuse` stand in two articles: a line each, from its start to its end.

    Where the table holds several pairs of articles, the pair with most shared words is drawn.
    """
    names = ["article_a", "article_b", "outlet_a", "outlet_b"]
    require_columns(table, [*names, "start_a", "end_a", "start_b", "end_b", "n_words", "kind"], "table")
    ax = new_axes(ax, (6.0, 6.0))
    if table.empty:
        return empty(ax, table)
    pairs = table.groupby(names)["n_words"].sum()
    a, b, outlet_a, outlet_b = pairs.index[int(np.argmax(pairs.to_numpy()))]
    rows = table[(table["article_a"] == a) & (table["article_b"] == b)]
    for kind, style, colour in (("verbatim", "-", COLOURS[0]), ("edited", "--", COLOURS[1])):
        shown = rows[rows["kind"] == kind]
        across, down = (shown[[f"start_{side}", f"end_{side}"]].to_numpy().T for side in "ab")
        for line in ax.plot(across, down, style, color=colour, marker="|", linewidth=3)[:1]:
            line.set_label(f"{kind} ({len(shown)})")
    ax.set(xlabel=literal(f"character in {a}"), ylabel=literal(f"character in {b}"))
    ax.set(xlim=(0, None), ylim=(0, None))
    ax.invert_yaxis()
    of = f"\n(of {len(pairs)} pairs of articles, the one that shares most words)" if len(pairs) > 1 else ""
    ax.set_title(literal(f"{len(rows)} passages shared by {outlet_a} and {outlet_b}{of}", 100), loc="left")
    ax.legend(frameon=False)
    return explain(ax, "Where shared passages stand in two articles, a line each.", table)


def plot_wire_share(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Share of wire copy from `wire_share`: a bar an outlet, of all its body words, and a dot an article.

    The pale part of a bar stands in quotation marks, which an outlet may have heard itself. Articles whose
    share cannot be told count nowhere; an outlet that has no others is labelled so.
    """
    require_columns(table, ["outlet", "words", "wire_words", "quoted_words", "share"], "table")
    words = table[table["words"] > 0].groupby("outlet")["words"].sum()
    names, left_out = largest(words, _MOST_ROWS, "outlets with most words")
    told = table[table["share"].notna() & table["outlet"].isin(names)]
    ax = new_axes(ax, (8.0, 1.2 + 0.45 * len(names)))
    if told.empty:
        return empty(ax, table)
    outlets = told.groupby("outlet")[["words", "wire_words", "quoted_words"]].sum().reindex(names)
    share = (outlets["wire_words"] / outlets["words"]).sort_values(ascending=False, kind="stable")
    quoted = (outlets["quoted_words"] / outlets["words"]).reindex(share.index)
    ax.barh(range(len(share)), share - quoted, color=COLOURS[0], alpha=0.5, label="outlet, prose")
    places = {"left": share - quoted, "alpha": 0.2, "label": "outlet, quoted"}
    ax.barh(range(len(share)), quoted, color=COLOURS[0], **places)
    rows = share.index.get_indexer(told["outlet"])
    ax.plot(told["share"], rows, "o", color=COLOURS[0], markersize=4, label="article")
    for row in np.flatnonzero(share.isna()):
        ax.text(0, row, "cannot be told", va="center", fontsize=9)
    ax.set_yticks(range(len(share)), [literal(name) for name in share.index])
    ax.invert_yaxis()
    ax.set(xlim=(-0.02, 1.02), xlabel="wire copy (share of body words)")
    ax.set_title("Share of wire copy by outlet", loc="left")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return explain(
        ax,
        "Share of wire copy: a bar an outlet, of all its body words, pale where quoted, a dot an article."
        + left_out,
        table,
    )


def _cells(ax: Axes, shades: pd.DataFrame, written: pd.DataFrame) -> None:
    """One cell a row and column of `shades`, with what is `written` in it."""
    ax.imshow(shades, cmap="Blues", vmin=0, aspect="auto")
    dark = 0.6 * np.nanmax(shades)
    for (y, x), value in np.ndenumerate(shades.to_numpy()):
        colour = "white" if value > dark else "black"
        ax.text(x, y, written.iloc[y, x], ha="center", va="center", color=colour, fontsize=9)
    ax.set_xticks(range(shades.shape[1]), [literal(name) for name in shades.columns], rotation=30, ha="right")
    ax.set_yticks(range(shades.shape[0]), [literal(name) for name in shades.index])


def plot_similarity(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Cosines of `similarity`: one cell a pair, both ways; above 15 groups a colour bar says which.

    Of more than 30 groups those are drawn that are most alike to another one.
    """
    require_columns(table, ["a", "b", "cosine"], "table")
    both = pd.concat([table, table.rename(columns={"a": "b", "b": "a"})])
    closest = both.groupby("a", sort=False)["cosine"].max()
    names, left_out = largest(closest, _MOST_ROWS, "groups most alike to another")
    ax = new_axes(ax, (3.0 + 0.8 * len(names), 1.2 + 0.45 * len(names)))
    if table.empty:
        return empty(ax, table)
    both = both[both["a"].isin(names) & both["b"].isin(names)]
    grid = both.pivot_table("cosine", "a", "b").reindex(index=names, columns=names)
    few = len(names) <= _MOST_CELLS
    _cells(ax, grid, grid.map(lambda value: f"{value:.2f}" if few and np.isfinite(value) else ""))
    ax.set_title("Similarity of vocabulary (TF-IDF cosine)", loc="left")
    if not few:
        ax.figure.colorbar(ax.images[0], ax=ax, label="TF-IDF cosine")
    sentence = "Similarity of vocabulary, a cell a pair; the darker the more alike."
    return explain(ax, sentence + left_out, table)


def plot_coverage_gaps(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Sentences of `coverage_gaps` (or terms) by event and outlet: those it alone words so / alone lacks.

    Of more than 30 events and 15 outlets those are drawn that have most of them.
    """
    require_columns(table, ["event", "kind", "gap", "outlet"], "table")
    kind = "sentence" if (table["kind"] == "sentence").any() else "term"
    rows = table[table["kind"] == kind]
    events, fewer = largest(rows.groupby("event").size(), _MOST_ROWS, f"events with most {kind}s")
    rows = rows[rows["event"].isin(events)]
    of_outlets = rows.groupby("outlet").size()
    outlets, left_out = largest(of_outlets, _MOST_CELLS, f"outlets with most {kind}s there")
    ax = new_axes(ax, (3.0 + 1.1 * len(outlets), 1.5 + 0.4 * len(events)))
    if rows.empty:
        return empty(ax, table)
    counts = pd.crosstab(rows["event"], [rows["gap"], rows["outlet"]])
    every = pd.MultiIndex.from_product([["only", "missing"], outlets])
    counts = counts.reindex(index=events, columns=every, fill_value=0)
    only, missing = counts["only"], counts["missing"]
    _cells(ax, only, only.astype("str") + " / " + missing.astype("str"))
    ax.set_title(f"{kind.capitalize()}s without a counterpart: outlet alone has / alone lacks", loc="left")
    sentence = f"Number of {kind}s that an outlet alone has / alone lacks, by event; the darker the more."
    sentence += fewer + left_out
    return explain(ax, sentence, table)

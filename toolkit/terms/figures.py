"""Figures of terms: keyness with intervals, frequency by dispersion, places in the article, trends."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.style import COLOURS, MARKERS, empty, explain, literal, new_axes


def plot_keyness(table: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Log ratios with intervals of the `top` terms on either side, from the table of `keyness`.

    Only terms whose interval leaves out 0 are drawn; filled marks have a p_family of .05 or less. An arrow at
    the edge: the interval goes on, without end where one side lacks the word.

    Raises
    ------
    ValueError
        If a column is missing, or the table holds more than one comparison.
    """
    require_columns(table, "target reference term log_ratio low high p_family".split(), "table")
    sides = table[["target", "reference"]].drop_duplicates().to_numpy().tolist()
    if len(sides) > 1:
        names = [f"{target} against {reference}" for target, reference in sides]
        raise ValueError(f"table has several comparisons, a figure shows one; take the rows of one: {names}.")
    over, under = table[table["low"] > 0].head(top), table[table["high"] < 0]
    under = under.iloc[np.argsort(under["high"].to_numpy(), kind="stable")].head(top)
    ax = new_axes(ax, (8.0, 1.5 + 0.25 * (len(over) + len(under))))
    rows = pd.concat([over, under.iloc[::-1]]).reset_index(drop=True)
    if rows.empty:
        rows.attrs["note"] = "No term has an interval that leaves out 0. " + table.attrs.get("note", "")
        return empty(ax, rows)
    limit = max(2.0, 1.3 * rows["log_ratio"].abs().max())
    for place, row in rows.iterrows():
        colour = COLOURS[0] if row["log_ratio"] > 0 else COLOURS[1]
        ends = row[["low", "high"]].astype(float).fillna({"low": -np.inf, "high": np.inf}).to_numpy()
        ax.plot(np.clip(ends, -limit, limit), [place, place], color=colour)
        if np.abs(ends).max() > limit:
            edge, arrow = (limit, ">") if ends[1] > limit else (-limit, "<")
            ax.plot(edge, place, arrow, color=colour, clip_on=False)
        face = colour if row["p_family"] <= 0.05 else "white"
        ax.plot(row["log_ratio"], place, MARKERS[0], color=colour, markerfacecolor=face)
    ax.axvline(0, color="0.4", linewidth=0.8)
    ax.set(xlim=(-limit, limit), ylim=(len(rows) - 0.5, -0.5))
    ax.set_yticks(range(len(rows)), [literal(term) for term in rows["term"]])
    target, reference = map(literal, sides[0])
    ax.set_xlabel(f"log2 ratio of rates, 95% interval (right: more in {target}; filled: p_family up to .05)")
    ax.set_title(f"Words of {target} against {reference}", loc="left")
    return explain(ax, "Log ratios of the words that most set {} apart from {}.".format(*sides[0]), table)


def plot_frequency_dispersion(table: pd.DataFrame, *, labels: int = 15, ax: Axes | None = None) -> Axes:
    """Frequency and dispersion of each term, from `term_frequencies`; the commonest named."""
    require_columns(table, ["term", "n", "per_thousand", "dp"], "table")
    ax = new_axes(ax)
    shown = table[table["dp"].notna() & (table["n"] > 1)]
    if shown.empty:
        return empty(ax, table)
    ax.scatter(shown["per_thousand"], shown["dp"], s=8, color=COLOURS[0], alpha=0.4, linewidths=0)
    named = shown.nlargest(labels, "n", keep="first")
    for term, rate, dp in zip(named["term"], named["per_thousand"], named["dp"], strict=True):
        ax.annotate(literal(term), (rate, dp), xytext=(3, 3), textcoords="offset points", fontsize=8)
    ax.set(xscale="log", xlabel="per thousand words", ylim=(0, 1.02))
    ax.set_ylabel("dispersion DP (0 even over articles, 1 clumped)")
    ax.set_title("Terms found twice or more: frequent everywhere, or in a few articles only?", loc="left")
    return explain(ax, "Frequency of each term, and how evenly it is spread over the articles.", table)


def plot_barcode(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """A line for each occurrence at its place in the article, a row for each group, from `term_positions`."""
    require_columns(table, ["group", "term", "position"], "table")
    groups, terms = sorted(table["group"].unique()), sorted(table["term"].unique())
    ax = new_axes(ax, (8.0, 1.5 + 0.4 * len(groups)))
    if table.empty:
        return empty(ax, table)
    for place, group in enumerate(groups):
        part = table[table["group"] == group]
        for number, term in enumerate(terms):
            style = {"color": COLOURS[number % len(COLOURS)], "linestyle": ("-", "--", ":", "-.")[number % 4]}
            label = literal(term) if place == 0 else None
            places = part["position"][part["term"] == term]
            ax.vlines(places, place - 0.4, place + 0.4, linewidth=0.9, label=label, **style)
    sizes = table["group"].value_counts()
    ax.set(xlim=(0, 1), ylim=(len(groups) - 0.5, -0.5), xlabel="place in the article (0 first word, 1 last)")
    ax.set_yticks(range(len(groups)), [literal(f"{group} (n = {sizes[group]})") for group in groups])
    ax.set_title("Where in the article: " + literal(", ".join(terms), 100), loc="left")
    if len(terms) > 1:
        ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return explain(ax, f"Where {', '.join(terms)} stands in the articles of each group.", table)


def plot_trend(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Rate over time, a line for each term and group, from `term_trends`."""
    require_columns(table, ["term", "group", "period", "per_thousand"], "table")
    ax = new_axes(ax)
    if table.empty:
        return empty(ax, table)
    several = len(table["group"].unique()) > 1
    for number, ((term, group), part) in enumerate(table.groupby(["term", "group"], sort=True)):
        style = {"color": COLOURS[number % len(COLOURS)], "marker": MARKERS[number % len(MARKERS)]}
        name = literal(f"{term}, {group}" if several else term)
        ax.plot(part["period"], part["per_thousand"], label=name, **style)
    ax.set(xlabel="date of publication (UTC)", ylabel="per thousand words", ylim=(0, None))
    ax.set_title("Rate over time", loc="left")
    ax.legend(frameon=False)
    ax.tick_params(axis="x", rotation=30)
    return explain(ax, "Rate of each term over time.", table)

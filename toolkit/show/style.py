"""What all figures share: fresh axes, text taken literally, and a sentence where there is nothing to draw."""

import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

COLOURS = ("#0b5394", "#c45a00", "#3d7a34", "#7b3f8c", "#5f5f5f", "#a61c3c", "#1b7f79", "#8a6d00")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")


def new_axes(ax: Axes | None = None, size: tuple[float, float] = (8.0, 4.5)) -> Axes:
    """Give back `ax`, or axes on a new pyplot figure of `size` inches, which a notebook shows by itself."""
    if ax is None:
        _, ax = plt.subplots(figsize=size, layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def literal(text: object) -> str:
    r"""Escape what matplotlib would read as mathematics, so that "$5m" stays money.

    Examples
    --------
    >>> print(literal("from $5m to $9m"))
    from \$5m to \$9m
    """
    return str(text).replace("$", r"\$")


STARRED = (
    "a star marks what differs from all others (p_family of .05 or less); without one, no difference is shown"
)


def star(ax: Axes, table: pd.DataFrame, x: str, y: np.ndarray) -> None:
    """Put a star beside the marks, at the column `x` and heights `y`, of rows that differ from all others."""
    if "p_family" in table:
        for place in np.flatnonzero(table["p_family"] <= 0.05):
            at = (table[x].iloc[place], y[place])
            ax.annotate("*", at, (5, -2), textcoords="offset points", va="center", fontsize="large")


def empty(ax: Axes, table: pd.DataFrame) -> Axes:
    """Write the table's note, or that it has no rows, where the drawing would be."""
    note = table.attrs.get("note", "There is nothing to draw: the table has no rows.")
    ax.set_axis_off()
    ax.set_label(note)
    ax.text(0.5, 0.5, literal(textwrap.fill(note, 70)), ha="center", va="center", transform=ax.transAxes)
    return ax


def explain(ax: Axes, sentence: str, table: pd.DataFrame) -> Axes:
    """Give the Axes the words that `show_figure` prints: the sentence, and the caption of the table."""
    ax.set_label(" ".join(filter(None, [sentence, table.attrs.get("caption", "")])))
    return ax

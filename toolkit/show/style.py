"""What all figures share: fresh axes, text taken literally, and a sentence where there is nothing to draw."""

import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

COLOURS = ("#0b5394", "#c45a00", "#3d7a34", "#7b3f8c", "#5f5f5f", "#a61c3c", "#1b7f79", "#8a6d00")
_FONTS = (  # of scripts that matplotlib's own font lacks, as they are called on Linux, Windows and macOS
    *(f"Noto Sans CJK {place}" for place in ("KR", "JP", "SC", "TC")),
    *("Source Han Sans", "NanumGothic", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Unifont"),
    *("Malgun Gothic", "Yu Gothic", "Microsoft YaHei", "Nirmala UI", "Leelawadee UI"),
    *("Apple SD Gothic Neo", "Hiragino Sans", "PingFang SC", "Arial Unicode MS"),
    *(f"Noto Sans {script}" for script in ("Devanagari", "Bengali", "Tamil", "Thai", "Hebrew", "Arabic")),
)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")


def new_axes(ax: Axes | None = None, size: tuple[float, float] = (8.0, 4.5)) -> Axes:
    """Give back `ax`, or axes on a new pyplot figure of `size` inches, which a notebook shows by itself."""
    if ax is None:
        _, ax = plt.subplots(figsize=size, layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def literal(text: object, longest: int = 45) -> str:
    r"""Escape what matplotlib would read as mathematics, so that "$5m" stays money; cut what leaves no room.

    Examples
    --------
    >>> print(literal("from $5m to $9m"))
    from \$5m to \$9m
    """
    name = str(text)
    return (name if len(name) <= longest else f"{name[: longest - 1]}…").replace("$", r"\$")


@cache
def _fallbacks() -> list[str]:
    """Fonts of this machine for letters that the first font lacks."""
    known = {font.name for font in fontManager.ttflist}
    return [name for name in _FONTS if name in known]


@contextmanager
def any_script(figure: Figure) -> Iterator[None]:
    """Let the text of a figure fall back on fonts of other scripts; letters in none are boxes, untold."""
    for text in figure.findobj(Text):
        text.set_fontfamily([*text.get_fontfamily(), *_fallbacks()])
    families = [*plt.rcParams["font.family"], *_fallbacks()]  # for labels that are made while drawing
    with plt.rc_context({"font.family": families}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        yield


STARRED = (
    "a star marks what differs from all others (p_family of .05 or less); without one, no difference is shown"
)


def star(ax: Axes, table: pd.DataFrame, x: str, y: np.ndarray) -> None:
    """Put a star beside the marks, at the column `x` and heights `y`, of rows that differ from all others."""
    if "p_family" in table:
        for place in np.flatnonzero(table["p_family"] <= 0.05):
            at = (table[x].iloc[place], y[place])
            ax.annotate("*", at, (4, 0), textcoords="offset points", fontsize="large")


def empty(ax: Axes, table: pd.DataFrame) -> Axes:
    """Write the table's note, or that it has no rows, where the drawing would be."""
    note = table.attrs.get("note", "There is nothing to draw: the table has no rows.")
    ax.set_axis_off()
    ax.set_label(note)
    ax.text(
        0.5, 0.5, literal(textwrap.fill(note, 70), 1000), ha="center", va="center", transform=ax.transAxes
    )
    return ax


def largest(sizes: pd.Series, most: int, what: str) -> tuple[pd.Index, str]:
    """The names with the largest sizes, in their own order, and a sentence where others are left out.

    Examples
    --------
    >>> words = pd.Series({"Beacon": 4, "Ledger": 1, "Meridian": 3})
    >>> names, told = largest(words, 2, "outlets with most words")
    >>> names.to_list(), told
    (['Beacon', 'Meridian'], ' Of 3, the 2 outlets with most words are drawn.')
    """
    kept = sizes.sort_values(ascending=False, kind="stable").index[:most]
    told = f" Of {len(sizes):,}, the {most} {what} are drawn." if len(sizes) > most else ""
    return sizes.index[sizes.index.isin(kept)], told


def explain(ax: Axes, sentence: str, table: pd.DataFrame) -> Axes:
    """Give the Axes the words that `show_figure` prints: the sentence, and the caption of the table."""
    ax.set_label(" ".join(filter(None, [sentence, table.attrs.get("caption", "")])))
    return ax

"""What all figures share: colours, settings, and axes that can be drawn again for a narrow page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from toolkit.show.lettering import INK, QUIET, printable, wrapped, write
from toolkit.show.outlets import COLOURS

WIDE, NARROW = 680, 350  # units of the two drawings; type has one size in both
LINE, SOFT, PAGE = "#d9d5cb", "#f4f1e9", "#fdfcf9"
VARIABLES = {INK: "ink", QUIET: "quiet", LINE: "line", SOFT: "soft", PAGE: "page"}
VARIABLES |= {colour: f"outlet-{number}" for number, colour in enumerate(COLOURS, 1)}
NOTHING = "There is nothing to draw"
_STYLE = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so that labels are set alike on any machine
    "font.size": 13,
    "svg.fonttype": "none",  # text stays text, in the fonts of the reader
    "svg.hashsalt": "toolkit",
    "lines.solid_capstyle": "butt",
}


class Words(NamedTuple):
    """What a figure says: what was found, what is drawn, and its main values, for those who do not see it."""

    title: str
    sub: str
    values: str = ""

    @property
    def told(self) -> str:
        """All of it, as sentences."""
        parts = (printable(part) for part in self if part)
        return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)


class Drawing(Axes):
    """Axes that the toolkit made: they know their words, and how to be drawn again on another sheet."""

    words: Words
    heading: Text
    again: Callable[["Sheet"], Axes]


class Sheet(NamedTuple):
    """What is drawn on: its width in units, and Axes, where a reader gave some of his own."""

    width: int
    ax: Axes | None = None

    @property
    def narrow(self) -> bool:
        """Whether it is for the page of a phone."""
        return self.width < WIDE

    def axes(
        self, height: float, left: float = 0, right: float = 14, top: float = 8, bottom: float = 36
    ) -> Axes:
        """Axes of `height` units, with margins in units around them; y runs down, one unit a unit."""
        ax = self.ax or self._new(height, left, right, top, bottom)
        ax.set_ylim(height, 0)
        ax.set_yticks([])
        ax.spines[["top", "right", "left"]].set_visible(False)
        ax.spines["bottom"].set_color(LINE)
        ax.grid(True, axis="x", color=LINE, linewidth=0.8)
        ax.set_axisbelow(True)
        ax.tick_params(axis="x", length=0)
        return ax

    def _new(self, height: float, left: float, right: float, top: float, bottom: float) -> Axes:
        """The wide figure is one of pyplot, which a notebook shows by itself."""
        whole = top + height + bottom
        make = Figure if self.narrow else plt.figure
        figure = make(figsize=(self.width / 72, whole / 72), dpi=72, facecolor=PAGE)
        inner = (self.width - left - right) / self.width
        return figure.add_axes(
            Drawing(figure, (left / self.width, bottom / whole, inner, height / whole), facecolor="none")
        )


@contextmanager
def settings() -> Iterator[None]:
    """The settings of matplotlib under which all is drawn, whatever those of the machine are."""
    with style.context(_STYLE, after_reset=True):
        yield


def drawn(draw: Callable[[Sheet], Axes], words: Words, ax: Axes | None = None) -> Axes:
    """Axes with what `draw` puts on a wide sheet, or on `ax`; with a title, and all words as their label."""
    with settings():
        made = draw(Sheet(WIDE, ax))
        width = made.get_window_extent().transformed(made.figure.dpi_scale_trans.inverted()).width * 72
        lines = "\n".join(wrapped(words.title, 0.9 * width))  # bold letters are wider
        heading = made.set_title(lines, loc="left", fontsize=13, weight="bold", parse_math=False, pad=8)
    made.set_label(words.told)
    if isinstance(made, Drawing):
        made.words, made.again, made.heading = words, draw, heading
    return made


def empty(table: pd.DataFrame, ax: Axes | None = None, note: str = "") -> Axes:
    """Axes with a sentence where the drawing would be: that given, and the table's note."""
    told = " ".join(filter(None, [note, table.attrs.get("note", "")]))
    told = told or f"{NOTHING}: the table has no rows."

    def draw(sheet: Sheet) -> Axes:
        lines = wrapped(told, sheet.width - 20)
        made = sheet.axes(20 * len(lines) + 8, 0, 0, bottom=8)
        made.set_axis_off()
        write(made, lines, (0, 0.5), coords="axes fraction", colour=QUIET)
        return made

    made = drawn(draw, Words(NOTHING, "", told), ax)
    made.set_label(told)
    return made


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

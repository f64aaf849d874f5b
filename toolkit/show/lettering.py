"""Text in figures: its width on any machine, its lines, and where labels find room."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import get_data_path
from matplotlib.axes import Axes
from matplotlib.ft2font import FT2Font, LoadFlags

SIZE, SMALL = 13.0, 12.5  # of labels and of what stands beside them; nothing is smaller
INK, QUIET = "#1b1b1a", "#5c5a55"
_LEADING = 1.2
_SIDES = ((7.0, 0.0, "left"), (0.0, 12.0, "center"), (0.0, -12.0, "center"), (-7.0, 0.0, "right"))
Placed = tuple[str, tuple[float, float], tuple[float, float], str]  # word, point, shift, side
_BLANK = re.compile(r"[ \t\n\r\f\v]+")
# What no reader sees and what turns the direction of the text around it; XML forbids some of these.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def printable(text: object) -> str:
    r"""The text on one line, with a mark in place of letters that only steer.

    Examples
    --------
    >>> printable("the \u202e news\n today")
    'the � news today'
    """
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _BLANK.sub(" ", str(text).strip()))


@cache
def _advance(letter: str) -> float:
    """Width of one letter of size 1, in the font that comes with matplotlib: the same on all machines."""
    if unicodedata.combining(letter):
        return 0.0
    font = _font()
    if not font.get_char_index(ord(letter)):
        return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.7
    return font.load_char(ord(letter), LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100


@cache
def _font() -> FT2Font:
    font = FT2Font(str(Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
    font.set_size(100, 72)
    return font


def width_of(text: str, size: float = SIZE) -> float:
    """Width of a line in units; most fonts of readers run narrower.

    Examples
    --------
    >>> width_of("Beacon", 10) < width_of("Beacon", 13) < width_of("The Beacon", 13)
    True
    """
    return size * sum(map(_advance, text))


def wrapped(text: object, width: float, size: float = SIZE) -> list[str]:
    """Lines of a text, none wider than `width`; a word that is wider by itself is broken.

    Examples
    --------
    >>> wrapped("The Daily Northshore Commons", 120)
    ['The Daily', 'Northshore', 'Commons']
    """
    lines = [""]
    for word in printable(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width:
            lines[-1] = longer
            continue
        lines = lines if lines[-1] else lines[:-1]
        lines += _pieces(word, width, size)
    return lines


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def column(names: Iterable[object], most: float, size: float = SIZE) -> tuple[float, list[list[str]]]:
    """Width of a column that holds the names, at most `most`, and the lines of each."""
    lines = [wrapped(name, most, size) for name in names]
    return max((width_of(line, size) for name in lines for line in name), default=0.0), lines


def write(
    ax: Axes,
    lines: str | Sequence[str],
    at: tuple[float, float],
    shift: tuple[float, float] = (0, 0),
    *,
    coords: str | tuple[str, str] = "data",
    across: str = "left",
    size: float = SIZE,
    colour: str = INK,
    bold: bool = False,
) -> None:
    """Write lines around a place, `shift` units right and up, each by itself, so that any font fits."""
    lines = [printable(lines)] if isinstance(lines, str) else lines
    first = shift[1] + ((len(lines) - 1) / 2 * _LEADING - 0.36) * size  # the base line of the first
    for number, line in enumerate(lines):
        ax.annotate(
            line,
            at,
            (shift[0], first - number * size * _LEADING),
            coords,
            "offset points",
            ha=across,
            va="baseline",
            size=size,
            color=colour,
            weight="bold" if bold else "normal",
            parse_math=False,
            annotation_clip=False,
        )


def aside(
    ax: Axes,
    lines: str | Sequence[str],
    at: tuple[float, float],
    shift: tuple[float, float] = (0, 0),
    **how: Any,
) -> None:
    """Write what stands beside the labels: smaller, in the second colour of text, unless told otherwise."""
    write(ax, lines, at, shift, **{"size": SMALL, "colour": QUIET, **how})


def tall(lines: int, least: float, size: float = SIZE) -> float:
    """Height of a row that holds a number of lines."""
    return max(least, size * _LEADING * lines + 7)


def room_for(ax: Axes, points: Sequence[tuple[float, float, str]], most: int, tried: int) -> list[Placed]:
    """Where labels of the first points stand, none over another or the edge: `most` of those `tried`.

    Each is a word, its point, the shift and the side that `write` takes. A label that finds no room, or would
    lie on two points or more, is left out.
    """
    places = ax.transData.transform([(x, y) for x, y, _ in points])
    frame, size = ax.get_window_extent(), SMALL
    edges = np.array([frame.x0, frame.y0, frame.x1 + 14, frame.y1 + 20])
    taken: list[np.ndarray] = []
    found: list[Placed] = []
    for (px, py), (x, y, word) in zip(places[:tried], points[:tried], strict=True):
        best: tuple[int, np.ndarray, Placed] | None = None
        for dx, dy, across in _SIDES:
            left = px + dx - width_of(word, size) * {"left": 0, "center": 0.5, "right": 1}[across]
            box = np.array(
                [left - 2, py + dy - size / 2, left + width_of(word, size) + 2, py + dy + size / 2]
            )
            covered = int(((places > box[:2]) & (places < box[2:])).all(axis=1).sum())
            inside = (box[:2] >= edges[:2]).all() and (box[2:] <= edges[2:]).all()
            free = inside and covered < 2 and not any(_meet(box, other) for other in taken)
            if free and (best is None or covered < best[0]):
                best = covered, box, (word, (x, y), (dx, dy), across)
        if best and len(found) < most:
            taken += [best[1], np.array([px - 3, py - 3, px + 3, py + 3])]
            found.append(best[2])
    return found


def _meet(a: np.ndarray, b: np.ndarray) -> bool:
    return bool((a[:2] < b[2:]).all() and (b[:2] < a[2:]).all())

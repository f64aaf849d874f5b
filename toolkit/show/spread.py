"""Words in a plane: how often each is used, and in how many articles, some of them named."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.show.lettering import aside, printable, room_for
from toolkit.show.marks import name_ticks
from toolkit.show.rows import PLACES
from toolkit.show.style import INK, QUIET, Sheet, Words
from toolkit.show.wording import number, quoted

_ROUND = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)
_MOST = 1200  # dots that keep a figure small


def spread_of(terms: pd.DataFrame, labels: int) -> tuple[Callable[[Sheet], Axes], Words]:
    """The drawing of terms with `term`, `n`, `per_thousand` and `dp`, and its words."""
    shown = terms.sort_values("n", ascending=False, kind="stable").head(_MOST).reset_index(drop=True)
    common = shown.head(labels * 3)
    even, clumped = (common.loc[place, "term"] for place in (common["dp"].idxmin(), common["dp"].idxmax()))
    title = f"Of the commonest words, {quoted(even)} is spread most evenly, {quoted(clumped)} least evenly"
    sub = "Each dot a word: how often it is used (across), and in how few of the articles (up)."
    sub += f" Of {len(terms):,} words, the {_MOST:,} commonest are drawn." * (len(terms) > _MOST)
    rates = zip(common["term"].head(8), common["per_thousand"].head(8), strict=True)
    told = "; ".join(f"{term} {number(rate)} times in a thousand words" for term, rate in rates)
    first = shown["term"].isin([even, clumped]).sort_values(ascending=False, kind="stable").index
    return lambda sheet: draw_spread(sheet, shown.loc[first], labels), Words(title, sub, told)


def draw_spread(sheet: Sheet, table: pd.DataFrame, named: int) -> Axes:
    """Terms by rate and dispersion; the first, half as many on a narrow sheet, are named."""
    ax = sheet.axes(300 if not sheet.narrow else 340, 58, 16, top=26, bottom=46)
    rate, dp = np.log10(table["per_thousand"].to_numpy()), table["dp"].to_numpy()
    ax.set_ylim(0, 1.02)
    ax.set_xlim(rate.min() - 0.05, rate.max() + 0.12)
    pixels = np.unique(np.round(ax.transData.transform(np.c_[rate, dp])), axis=0)  # one dot where many lie
    dots = ax.transData.inverted().transform(pixels)
    ax.plot(dots[:, 0], dots[:, 1], "o", ms=4.5, mfc=QUIET, mew=0, alpha=0.45, clip_on=False)
    shown = [value for value in _ROUND if ax.get_xlim()[0] <= np.log10(value) <= ax.get_xlim()[1]]
    name_ticks(ax, np.log10(shown), [f"{value:g}" for value in shown])
    for height, told in ((0, ["even"]), (1, ["in one", "article"])):
        aside(ax, told, (0, height), (-10, 0), coords=PLACES, across="right")
    aside(ax, "times in a thousand words", (1, 0), (0, -34), coords="axes fraction", across="right")
    named = (named + 1) // 2 if sheet.narrow else named
    candidates = list(zip(rate, dp, map(printable, table["term"]), strict=True))
    for word, at, shift, side in room_for(ax, candidates, named, named * 3):
        ax.plot(*at, "o", ms=5, color=INK, clip_on=False)
        aside(ax, word, at, shift, across=side, colour=INK)
    return ax

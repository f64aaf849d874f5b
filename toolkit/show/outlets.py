"""Outlets: one colour and one sign each, the same in every figure, sentence and page."""

import html
from collections.abc import Iterable
from typing import NamedTuple

# 4.5:1 and more on the page, told apart by the colour-blind; a report names them --outlet-1 to --outlet-6.
COLOURS = ("#0067a5", "#b34700", "#00735a", "#85417f", "#735a00", "#56606b")
MARKERS = ("o", "s", "^", "D", "v", "P")  # of matplotlib
SIGNS = ("●", "■", "▲", "◆", "▼", "✚")  # the same in text


class Look(NamedTuple):
    """Colour in hexadecimal, marker of matplotlib, sign in text, number of the colour from 1."""

    colour: str
    marker: str
    sign: str
    number: int


def looks_of(outlets: Iterable[str]) -> dict[str, Look]:
    """Give each outlet its look, in the order of the alphabet.

    Of more than six, colours come again, each with another sign than before, so that 36 can be told apart.
    To keep the look of an outlet in figures that show only some of them, give all outlets of the corpus.

    Examples
    --------
    >>> looks_of(["Ledger", "Beacon", "Ledger"])["Ledger"]
    Look(colour='#b34700', marker='s', sign='■', number=2)
    """
    names = sorted({str(name) for name in outlets})
    count = len(COLOURS)
    places = {name: (i % count, (i + i // count) % count) for i, name in enumerate(names)}
    return {name: Look(COLOURS[c], MARKERS[s], SIGNS[s], c + 1) for name, (c, s) in places.items()}


def outlet_html(name: str, looks: dict[str, Look]) -> str:
    """The name of an outlet behind its sign in its colour, as escaped HTML; plain where it has no look.

    The name is in the colour of the text, so that it can be read in a dark notebook as well.

    Examples
    --------
    >>> outlet_html("Beacon & Co", looks_of(["Beacon & Co"]))
    "<b class='o o1'><span style='color:#0067a5'>●</span> Beacon &amp; Co</b>"
    """
    written = html.escape(name)
    look = looks.get(name)
    if look is None:
        return f"<b>{written}</b>"
    sign = f"<span style='color:{look.colour}'>{look.sign}</span>"
    return f"<b class='o o{look.number}'>{sign} {written}</b>"

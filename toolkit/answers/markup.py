"""Markup: answers as HTML that looks alike in a notebook, trusted or not, and in a report."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.show.outlets import Look, looks_of, outlet_html

LITERAL = "tex2jax_ignore mathjax_ignore"  # keeps JupyterLab from reading "$5m to $9m" as mathematics
MARKED = "background-color:#ffe36e;color:#1b1b1a;padding:0 2px"
_CHIPS = {
    "holds": ("holds", "●", "holds"),
    "chance": ("chance", "○", "could be chance"),
    "read": ("read", "◐", "read both"),
    "none": ("none", "◌", "not measured"),
}
_ENDS = re.compile(r"</(?:p|li|h3|blockquote|summary)>|(?=<blockquote)")


@dataclass(frozen=True, repr=False)
class Shown:
    """What an answer shows: HTML in a notebook and in a report, plain text elsewhere."""

    html: Markup

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        return plain(self.html)


def fill(pattern: str, *values: object, **named: object) -> Markup:
    """The pattern, which is HTML, with values that are escaped unless they are HTML themselves.

    Examples
    --------
    >>> str(fill("<b>{}</b> {x}", "<i>", x=Markup("<br>")))
    '<b>&lt;i&gt;</b> <br>'
    """
    return Markup(pattern).format(*values, **named)


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """The parts, escaped unless they are HTML, with something between them."""
    return Markup(between).join(parts)


def chip(kind: str) -> Markup:
    """How sure something is, as a dot and words: holds, chance, read or none.

    The dot is text, so that it needs no style; a report draws it and hides the text.

    Examples
    --------
    >>> str(chip("chance"))
    "<b class='chip chance'><span class='dot'>○</span> could be chance</b>"
    """
    name, dot, words = _CHIPS[kind]
    return fill("<b class='chip {}'><span class='dot'>{}</span> {}</b>", name, dot, words)


def number(text: object) -> Markup:
    """The number or words that answer, under the highlighter."""
    return fill("<span class='n' style='{}'>{}</span>", MARKED, text)


def word(text: object) -> Markup:
    """A word that is spoken of."""
    return fill("<i class='word'>{}</i>", text)


def outlet(name: object, looks: dict[str, Look]) -> Markup:
    """The name of an outlet behind its sign."""
    return Markup(outlet_html(str(name), looks))


def signs(articles) -> dict[str, Look]:
    """The looks of all outlets of these articles."""
    return looks_of(name for name in articles["outlet"].dropna().astype("str") if name)


def answer(asked: str, said: object, sure: object) -> Shown:
    """One answer: what was asked, what is said, and how sure it is."""
    return Shown(
        fill(
            "<ol class='answers {}' style='list-style:none;padding:0;margin:0'><li>"
            "<p class='asked'><b>{}</b></p>"
            "<div><p class='say' style='font-size:1.15em;margin:0 0 4px 0'>{}</p>"
            "<p class='sure'>{}</p></div></li></ol>",
            LITERAL, asked, said, sure,
        )
    )  # fmt: skip


def plain(markup: str) -> str:
    """The text of HTML that was made here, one line a paragraph."""
    lines = re.sub(r"<[^>]+>", "", _ENDS.sub("\n", markup)).split("\n")
    return "\n".join(filter(None, (" ".join(html.unescape(line).split()) for line in lines)))

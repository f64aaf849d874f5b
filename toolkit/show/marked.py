"""Marked text: a text as HTML with stretches of it inside elements; nothing of the text is read as HTML.

Everything that shows an article goes through `stretches`. A kind of mark has one look, which no colour alone
tells apart. JupyterLab shows a notebook that was not run yet without style sheets, `var()` and
`color: inherit`: a look is an inline style of what it keeps.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from IPython.display import HTML

LITERAL = "tex2jax_ignore mathjax_ignore"  # keeps JupyterLab from reading "$5m to $9m" as mathematics

_YELLOW = "background-color:#ffe36e;color:#1b1b1a;padding:0 .12em;border-radius:2px"
# The element and the look of each kind of mark.
KINDS = MappingProxyType(
    {
        "aside": ("span", "opacity:.68;font-style:italic"),
        "said": ("span", "border-bottom:2px dotted #9a76ad"),
        "same": ("span", "border-bottom:2px solid #7d8791;padding-bottom:.17em"),
        "hit": ("mark", f"{_YELLOW};font-weight:600"),
        "number": ("span", "border:1px solid;border-radius:3px;padding:0 .12em"),
        "double": ("span", "border-bottom:4px double;padding-bottom:1px"),
        "dashed": ("span", "border:1px dashed;border-radius:3px;padding:0 .12em"),
        "del": ("del", "text-decoration:line-through;background-color:rgba(128,128,128,.2);padding:0 .12em"),
        "ins": ("ins", f"{_YELLOW};text-decoration:none;font-weight:600"),
        "who": ("small", "font-size:.86em;opacity:.8;padding-right:.3em"),
    }
)


class Mark(NamedTuple):
    """A stretch of a text, from `start` to before `end`, and the element that it is put in.

    `attributes` are those of the element (`id`, `class`, `href`); `label` is text that opens it, such as a
    number. A stretch without characters shows its label alone.
    """

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = MappingProxyType({})
    label: str = ""


class Shown(HTML):
    """HTML for a notebook, with the sentence that stands for it where no HTML is shown."""

    def __init__(self, page: str, plain: str):
        super().__init__(page)
        self.plain = plain

    def __repr__(self) -> str:
        return self.plain


def mark_of(kind: str, start: int, end: int, label: str = "", **attributes: str) -> Mark:
    """A mark that looks as its kind does.

    Examples
    --------
    >>> marked_text("a row", [mark_of("double", 2, 5, title="conflict")])
    "a <span class='double' style='border-bottom:4px double;padding-bottom:1px' title='conflict'>row</span>"
    """
    tag, style = KINDS[kind]
    return Mark(int(start), int(end), tag, {"class": kind, "style": style, **attributes}, label)


def stretches(
    text: str, marks: Iterable[Mark] = (), within: tuple[int, int] | None = None
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The text from border to border of its marks, each piece with the marks around it, outermost first.

    Marks come in any order; of two that begin at one place the first is the outer one. `within` is the
    start and end of the part of the text that is wanted; a mark that began before has no `id`, no label.

    Raises
    ------
    ValueError
        If a mark ends before it starts, or stands outside the text.

    Examples
    --------
    >>> [(words, [mark.tag for mark in around]) for words, around in stretches("abc", [Mark(1, 2, "b")])]
    [('a', []), ('b', ['b']), ('c', [])]
    """
    begin, stop = within or (0, len(text))
    waiting = sorted(_clipped(marks, len(text), begin, stop), key=lambda mark: mark.start)
    edges = {begin, stop, *(place for mark in waiting for place in mark[:2])}
    opened: list[Mark] = []
    position, following = begin, 0
    for edge in sorted(edges):
        if edge > position:
            yield text[position:edge], tuple(opened)
        position = edge
        opened = [mark for mark in opened if mark.end > edge]
        while following < len(waiting) and waiting[following].start == edge:
            mark = waiting[following]
            following += 1
            if mark.end > edge:
                opened.append(mark)
            else:
                yield "", (*opened, mark)


def _clipped(marks: Iterable[Mark], length: int, begin: int, stop: int) -> Iterator[Mark]:
    """The marks that stand between two places, cut to them."""
    for mark in marks:
        start, end, tag, attributes, _ = mark
        if not 0 <= start <= end <= length:
            raise ValueError(f"a mark from {start} to {end} does not fit a text of {length} characters.")
        if begin <= start <= stop:
            yield mark._replace(end=min(end, stop))
        elif start < begin < end:
            kept = {name: value for name, value in attributes.items() if name != "id"}
            yield Mark(begin, min(end, stop), tag, kept)


def marked_text(text: str, marks: Iterable[Mark] = (), within: tuple[int, int] | None = None) -> str:
    """The text, or a part of it (see `stretches`), as HTML, with every mark as an element around its stretch.

    White space is kept. A mark that goes on where the one around it ends is continued behind it, without
    `id` and label. Text, labels and values of attributes are escaped; names of tags and attributes are
    written as they are, and so must never come from a text.

    Examples
    --------
    >>> marked_text("a <b> c", [Mark(2, 5, "mark", {"id": "m1"}), Mark(2, 2, "a", {"href": "#m2"}, "1")])
    "a <mark id='m1'><a href='#m2'>1</a>&lt;b&gt;</mark> c"
    """
    pieces: list[str] = []
    opened: tuple[Mark, ...] = ()
    begun: set[int] = set()
    for words, around in chain(stretches(text, marks, within), [("", ())]):
        kept = 0
        while kept < min(len(opened), len(around)) and opened[kept] is around[kept]:
            kept += 1
        pieces += [f"</{mark.tag}>" for mark in reversed(opened[kept:])]
        for mark in around[kept:]:
            pieces.append(_opening(mark, id(mark) in begun))
            begun.add(id(mark))
        pieces.append(html.escape(words))
        opened = around
    return "".join(pieces)


def _opening(mark: Mark, again: bool) -> str:
    """The tag that opens a mark, with its label; continued ones have neither label nor `id`."""
    named = {name: value for name, value in mark.attributes.items() if not (again and name == "id")}
    written = "".join(f" {name}='{html.escape(value)}'" for name, value in named.items())
    return f"<{mark.tag}{written}>{'' if again else html.escape(mark.label)}"


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Start and end of every line that is not blank, without the white space around it.

    Examples
    --------
    >>> paragraphs("Storm hits\n\n  Roe came. ")
    [(0, 10), (14, 23)]
    """
    return [found.span() for found in re.finditer(r"\S(?:.*\S)?", text)]


def paragraph(text: str, marks: Iterable[Mark], span: tuple[int, int], is_headline: bool = False) -> str:
    """One paragraph as HTML, larger where it is a headline."""
    look = " class='headline' style='font-weight:700;font-size:1.15em;line-height:1.3'"
    return f"<p{look if is_headline else ''}>{marked_text(text, marks, span)}</p>"


def key_of(entries: Iterable[tuple[str, str, str]]) -> str:
    """The key, as one line of HTML: kind of mark ("" for none), a word that is marked so, what that says."""
    items = []
    for kind, word, meaning in entries:
        marked = f"{marked_text(word, [mark_of(kind, 0, len(word))])} " if kind else ""
        items.append(f"<li>{marked}{html.escape(meaning)}</li>")
    look = "display:flex;flex-wrap:wrap;gap:.2em 1.4em;margin:.4em 0;padding:0;list-style:none;font-size:.9em"
    return f"<ul class='legend' style='{look}'>{''.join(items)}</ul>"

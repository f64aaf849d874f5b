"""Marked text: a text as HTML with stretches of it inside elements; nothing of the text is read as HTML."""

import heapq
import html
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple


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


def marked_text(text: str, marks: Iterable[Mark] = ()) -> str:
    """The whole text as HTML, with every mark as an element around its stretch.

    Parameters
    ----------
    text
        Any text; white space is kept as it is.
    marks
        In any order. Of two that begin at one place the one that comes first is the outer one. A mark that
        goes on where the one around it ends is continued behind it, without its `id` and its label.

    Returns
    -------
    str
        HTML in which the text, the labels and the values of the attributes are escaped. Names of tags and
        attributes are written as they are, and so must never come from a text.

    Raises
    ------
    ValueError
        If a mark ends before it starts, or stands outside the text.

    Examples
    --------
    >>> marked_text("a <b> c", [Mark(2, 5, "mark", {"id": "m1"}), Mark(2, 2, "a", {"href": "#m2"}, "1")])
    "a <mark id='m1'><a href='#m2'>1</a>&lt;b&gt;</mark> c"
    """
    waiting = [(mark.start, number, mark) for number, mark in enumerate(marks)]
    for _, _, (start, end, *_) in waiting:
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"a mark from {start} to {end} does not fit a text of {len(text)} characters.")
    heapq.heapify(waiting)
    pieces, position = [], 0
    opened: list[Mark] = []
    while waiting or opened:
        if opened and (not waiting or opened[-1].end <= waiting[0][0]):
            mark = opened.pop()
            pieces += [html.escape(text[position : mark.end]), f"</{mark.tag}>"]
            position = mark.end
            continue
        start, number, mark = heapq.heappop(waiting)
        if opened and mark.end > opened[-1].end:
            border = opened[-1].end
            kept = {name: value for name, value in mark.attributes.items() if name != "id"}
            heapq.heappush(waiting, (border, number, Mark(border, mark.end, mark.tag, kept)))
            mark = mark._replace(end=border)
        written = "".join(f" {name}='{html.escape(value)}'" for name, value in mark.attributes.items())
        opening = f"<{mark.tag}{written}>{html.escape(mark.label)}"
        pieces += [html.escape(text[position:start]), opening]
        position = start
        opened.append(mark)
    return "".join(pieces) + html.escape(text[position:])

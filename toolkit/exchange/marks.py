"""Marks: what an annotation tool knows of one text: the text, its labels, and its labelled spans."""

from typing import NamedTuple


class Span(NamedTuple):
    """A labelled stretch of a text, in code points; `printed` is the text of it where the tool tells."""

    start: int
    end: int
    label: str
    printed: str | None = None


class Marked(NamedTuple):
    """One text as one coder left it; `name` tells the article where the tool kept it."""

    name: str
    text: str
    coder: str
    labels: list[str]
    spans: list[Span]

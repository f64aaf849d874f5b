"""Outputs: what the cells of a notebook gave, as a page shows it: tables in words, figures in its colours."""

import base64
import html
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

import nbformat

from toolkit.notebooks.runs import outputs_of
from toolkit.report.excerpts import quoted
from toolkit.report.tables import MARK, Download, Known, reader_table

_NARROW = "application/vnd.toolkit.narrow"
_SVG = "image/svg+xml"


class Told(NamedTuple):
    """What a page tells at its end: the methods of its tables, and the columns behind their words."""

    methods: list[str]
    words: dict[str, str]


def for_page(
    notebook: nbformat.NotebookNode,
    known: Known,
    downloads: Sequence[Download] = (),
    most: int | None = None,
    said: str = "",
) -> tuple[nbformat.NotebookNode, Told]:
    """A copy of a notebook whose outputs are those of a page, and what is told at the end of it.

    Of what is quoted no more than `most` words are kept, where that is limited. What the head of the page
    has `said` is not said again.
    """
    page, told = deepcopy(notebook), Told([], {})
    for cell in page.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                output
                for output in cell.outputs
                if not (
                    _is_title(output)
                    or (said and _joined(output.get("data", {}).get("text/plain", "")).endswith(said))
                )
            ]
    for output in outputs_of(page):
        data = output.get("data", {})
        if data.get("text/html", "").startswith(MARK):
            shown, method, words = reader_table(data["text/html"], known, downloads)
            data["text/html"] = _scrolling(shown)
            told.methods.extend([method] * (bool(method) and method not in told.methods))
            told.words.update(words)
        elif "<table" in data.get("text/html", ""):
            data["text/html"] = _scrolling(data["text/html"])
        elif _SVG in data and "text/html" not in data:
            data["text/html"] = _figure(data, output.get("metadata", {}).get(_SVG, {}))
            continue
        if most is not None and "text/html" in data:
            data["text/html"] = quoted(data["text/html"], most)
    return page, told


def _is_title(output: nbformat.NotebookNode) -> bool:
    """Whether an output is the title of the figure below it, which a page sets itself."""
    return bool(output.get("metadata", {}).get("text/html", {}).get("figure"))


def _scrolling(shown: str) -> str:
    """A table in a frame of its own, so that a wide one does not make the page wide."""
    return f'<div class="scroll" tabindex="0" role="group" aria-label="table">{shown}</div>'


def _figure(data: Mapping[str, str], said: Mapping[str, str]) -> str:
    """A figure with its title as text and both its drawings, of which the page shows the one that fits."""
    alt = said.get("alt") or "Figure without a description."
    title = f"<b>{html.escape(said['title'])}</b>" if said.get("title") else ""
    sub = f'<span class="sub">{html.escape(said.get("sub") or ("" if title else alt))}</span>'
    if _NARROW in data:  # drawn by the toolkit
        drawings = (("wide", data[_SVG]), ("narrow", data[_NARROW]))
        drawn = "".join(f'<div class="{width}">{_inline(svg, alt)}</div>' for width, svg in drawings)
    else:  # any other is a picture, in which nothing can run and whose style is its own
        encoded = base64.b64encode(_joined(data[_SVG]).encode()).decode()
        drawn = f'<img src="data:{_SVG};base64,{encoded}" alt="{html.escape(alt)}">'
    return f"<figure><figcaption>{title}{sub}</figcaption>{drawn}</figure>"


def _inline(svg: str | list[str], alt: str) -> str:
    """A drawing as an element of the page, with its text alternative."""
    _, start, drawn = _joined(svg).partition("<svg")
    drawn = re.sub(
        r"\A[^>]*>", lambda tag: re.sub(r'\s(?:role|aria-label|width|height)="[^"]*"', "", tag[0]), drawn
    )
    return f'{start} role="img" aria-label="{html.escape(alt)}"{drawn}'


def _joined(text: str | list[str]) -> str:
    """Text that a notebook may hold by lines."""
    return text if isinstance(text, str) else "".join(text)

"""Overview: the first page of a report, which answers, made from what its notebooks found."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import nbformat
import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import chip, fill, joined
from toolkit.answers.prose import counted, names_of, opening, spelt, titles
from toolkit.answers.reach import limits
from toolkit.checks import require_columns
from toolkit.report.page import short_name
from toolkit.report.verdict import comparable
from toolkit.show.style import NOTHING

_FIRST = ("class='cards", "class='plain agreed")
_OTHER = len(_FIRST)
_ABOUT = 2  # events at most that the page is about, instead of about all
_SEE = {  # answers in their order, what the link to their page says, and words of the heading there
    "What differs most": ("See the words", ""),
    "Where they disagree": ("See what differs", ""),
    "Who copied": ("See the copied text", "wire copy"),
    "Who shares text": ("See the shared text", "had it first"),
    "Who is heard": ("See the sources", ""),
    "How it is told": ("See the ways of telling", ""),
}
_ITEM = re.compile(r"<ol class='answers[^>]*>(<li>.*?</li>)</ol>", re.DOTALL)
_END = "</p></div></li>"
_SHORT = "class='plain short"  # one event in three lines: the page of many events has no room for it
_ASKED = re.compile(r"<p class='asked'><b>(.*?)</b></p>")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~&<>^=:$])")
_CHIPS = {
    "holds": "more than chance",
    "chance": "seen here, but no finding",
    "read": "found by rules: the sentences decide",
    "none": "the data do not allow it",
}
_RANGES = (
    "A range is where a value would mostly lie (95 times in 100) if other events of this kind had been drawn."
    " Whether two outlets differ is not read from two ranges: it is tested by exchanging the names of outlets"
    " within each event, and holds where fewer than 5 in 100 exchanges give as much, in any word, kind of"
    " source or way of telling that was compared."
)


class Part(NamedTuple):
    """A cell that the first page repeats: its page with all headings, the heading above it, and the cell."""

    page: str
    title: str
    headings: list[str]
    heading: str
    cell: nbformat.NotebookNode

    def has(self, tag: str) -> bool:
        """Whether the cell has a tag."""
        return tag in self.cell.metadata.get("tags", [])

    def shown(self) -> str:
        """What the cell shows as HTML."""
        shown = (output.get("data", {}).get("text/html", "") for output in self.cell.get("outputs", []))
        return "".join("".join(text) for text in shown)

    def asked(self) -> str:
        """The question that it answers, "" where none is told."""
        found = _ASKED.search(self.shown())
        return found[1] if found else ""

    def is_empty(self) -> bool:
        """Whether all that the cell shows is that there is nothing to draw."""
        words = (output.get("metadata", {}).get("image/svg+xml") for output in self.cell.get("outputs", []))
        titles = [told.get("title") for told in words if told]
        return bool(titles) and set(titles) == {NOTHING}

    def link(self, said: str = "", at: str = "") -> Markup:
        """The page it is from, at the heading above it, or at a heading with these words, else the first."""
        heading = self.heading or next(
            (one for one in self.headings if at in one), "".join(self.headings[:1])
        )
        place = f"{quote(self.page)}.html" + (f"#{quote(anchor(heading))}" if heading else "")
        return fill('<a href="{}">{}</a>', place, said or self.called())

    def called(self) -> str:
        """What the line of pages calls its page."""
        return self.title if self.page.startswith("event-") else short_name(self.page)


def first_page(
    results: dict[Path, nbformat.NotebookNode], articles: pd.DataFrame, corpus: str = ""
) -> nbformat.NotebookNode:
    """The first page: answers, cards, a figure a section, what cannot be said, and where to read on.

    Parameters
    ----------
    results
        Notebooks that were run, by their path. Cells tagged `answer` are answers, those tagged `front` are
        repeated under the heading that stands above them, and those tagged `limits` say what cannot be said.
    articles
        All articles of the report.
    corpus
        What the corpus is called.

    Returns
    -------
    NotebookNode
        Headings as markdown, everything else as HTML and figures.
    """
    require_columns(articles, ["outlet", "event", "published"], "articles")
    shown = list(_parts(results))
    parts = {
        tag: [part for part in shown if part.has(tag) and not part.is_empty()]
        for tag in ("answer", "front", "limits")
    }
    title = title_of_corpus(articles)
    enough = fill("<p class='reading'>{}</p>", comparable(articles)[0])
    cells = [_heading(1, title), _shown(enough)]
    answers = sorted((part for part in parts["answer"] if _SHORT not in part.shown()), key=_rank)
    told = [part for part in shown if _SHORT in part.shown()]
    few = len(titles(articles)) <= _ABOUT
    if told and few:
        cells.append(_heading(2, "In short"))
        cells += [cell for part in told for cell in (_repeated(part), _more(part))]
    if answers:
        asked = f"{opening(spelt(len(answers)))} {'answer' if len(answers) == 1 else 'answers'}"
        cells += [_heading(2, asked), _shown(_key()), _shown(_list(answers))]
    front = [part for part in parts["front"] if _kind(part) < _OTHER or not few]  # few cannot be compared
    cells += _sections(front, [part.page for part in answers])
    cells += [_heading(2, "What cannot be said here")]
    cells += [_repeated(part) for part in parts["limits"]] or [_shown(limits(articles).html)]
    cells += [
        _heading(2, "How to read this"),
        _shown(_reading()),
        _heading(2, "All pages"),
        _shown(_pages(results)),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"first-{number}"
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["title"] = f"{title}: {corpus}" if corpus else title
    return notebook


def title_of_corpus(articles: pd.DataFrame) -> str:
    """How many outlets told how many events; of one or two events their names.

    Examples
    --------
    >>> pages = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": ["storm", "storm"]})
    >>> title_of_corpus(pages), title_of_corpus(pages.assign(event=["", ""]))
    ('storm', 'How two outlets told the news')
    """
    events, outlets = titles(articles), names_of(articles)
    if 0 < len(events) <= _ABOUT:
        return " and ".join(events.values())
    what = f"{spelt(len(events))} events" if events else "the news"
    if outlets:
        return f"How {counted(len(outlets), 'outlet')} told {what}"
    return f"How {what} {'were' if events else 'was'} told"


def title_of(notebook: nbformat.NotebookNode) -> str:
    """The title that a notebook is given, or its first heading."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(r"(?m)^# (.+)$", text)
    return notebook.metadata.get("title") or (html.unescape(found[1]).strip() if found else "Report")


def anchor(heading: str) -> str:
    """What nbconvert calls the place of a heading."""
    return heading.replace(" ", "-")


def _parts(results: dict[Path, nbformat.NotebookNode]) -> Iterator[Part]:
    """The cells that show something, each with the heading above it."""
    for path, notebook in results.items():
        heading = ""
        texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        headings = [text.strip() for text in re.findall(r"(?m)^## (.+)$", "\n".join(texts))]
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                heading = next(reversed(re.findall(r"(?m)^## (.+)$", cell.source)), heading).strip()
            elif cell.get("outputs"):
                yield Part(path.stem, title_of(notebook), headings, heading, cell)


def _rank(part: Part) -> int:
    """The place of an answer: those that are known in their order, others behind."""
    return [*_SEE, part.asked()].index(part.asked())


def _list(answers: Iterable[Part]) -> Markup:
    """All answers as one list, each with its heading and a link to what it rests on."""
    items = []
    for part in answers:
        link = fill(" {}</p></div></li>", part.link(*_SEE.get(part.asked(), ("Read on", ""))))
        for item in _ITEM.findall(part.shown()) or [f"<li><div>{part.shown()}<p class='sure'>{_END}"]:
            headed = _ASKED.sub(r"<h3>\1</h3>", item)
            items.append(Markup(headed.removesuffix(_END)) + link)
    return fill("<ol class='answers'>{}</ol>", joined(items))


def _sections(front: list[Part], pages: list[str]) -> list[nbformat.NotebookNode]:
    """A section for each heading that shows something: cards first, then in the order of the answers."""
    place = {page: number for number, page in reversed(list(enumerate(pages)))}
    front = sorted(front, key=lambda part: (_kind(part), place.get(part.page, len(pages))))
    cells = []
    for (_, heading), same in groupby(front, lambda part: (part.page, part.heading)):
        parts = list(same)
        cells += [_heading(2, heading or parts[0].title), *map(_repeated, parts), _more(parts[0])]
    return cells


def _kind(part: Part) -> int:
    """Cards come first, then what most agree on, then everything else."""
    shown = part.shown()
    return next((place for place, kind in enumerate(_FIRST) if kind in shown), _OTHER)


def _more(part: Part) -> nbformat.NotebookNode:
    """The link to the page that something is from."""
    return _shown(fill("<p class='note'>All of it: {}</p>", part.link()))


def _key() -> Markup:
    """What the dots before the answers mean."""
    shown = joined((fill("{} {}", chip(kind), told) for kind, told in list(_CHIPS.items())[:3]), " &ensp; ")
    return fill("<p class='note'>{}. <a href='#How-to-read-this'>How to read this</a></p>", shown)


def _reading() -> Markup:
    """What the dots and ranges mean."""
    items = joined(fill("<li>{} {}</li>", chip(kind), told) for kind, told in _CHIPS.items())
    return fill("<ul class='legend'>{}</ul><p>{}</p>", items, _RANGES)


def _pages(results: dict[Path, nbformat.NotebookNode]) -> Markup:
    """The question of each page, with its link."""
    items = (
        fill('<li><a href="{}">{}</a></li>', f"{quote(path.stem)}.html", title_of(notebook))
        for path, notebook in results.items()
    )
    return fill("<ul class='plain'>{}</ul>", joined(items))


def _heading(level: int, text: str) -> nbformat.NotebookNode:
    """A heading that reads as it stands, whatever marks of markdown are in it."""
    return nbformat.v4.new_markdown_cell(f"{'#' * level} {escaped(text)}")


def escaped(text: str) -> str:
    """Text as markdown that shows it as it is, "$5m" and "<b>" too."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[1])};", " ".join(text.split()))


def _shown(markup: str) -> nbformat.NotebookNode:
    """A cell that shows HTML."""
    output = nbformat.v4.new_output("display_data", {"text/html": str(markup)})
    return nbformat.v4.new_code_cell(outputs=[output])


def _repeated(part: Part) -> nbformat.NotebookNode:
    """A cell of a notebook without its code."""
    return nbformat.from_dict({**part.cell, "source": ""})

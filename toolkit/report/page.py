"""Page: one notebook as one HTML file, in the frame that all pages of a report have."""

import html
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import nbformat
import pandas as pd
from nbconvert import HTMLExporter
from traitlets.config import Config

from toolkit import __version__
from toolkit.corpus.load import describe_articles
from toolkit.report.outputs import Told, for_page
from toolkit.report.tables import Download, Known
from toolkit.show.outlets import outlet_html

_ROOT = Path(__file__).parent
_SIGN = re.compile(
    r"""(<b class=["']o o\d["']><span[^>]*>\S</span>) """
)  # of an outlet, which stays beside its name
_ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')  # the headings have places without it
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib")
_SHOWN = 12  # outlets that the head of a page names
_LONGEST = 40  # letters of a page's name in the line of pages


class Frame(NamedTuple):
    """What a page is about, for its head, its line of pages and its end."""

    name: str  # of the file, without .html
    title: str
    kicker: str
    articles: pd.DataFrame
    known: Known  # of the corpus, so that an outlet has one look on all pages
    reports: Sequence[tuple[str, str]]  # names and titles of all pages
    notes: Sequence[str]
    downloads: Sequence[Download]
    most: int | None = None  # words of an article in a row


def write_page(notebook: nbformat.NotebookNode, frame: Frame) -> str:
    """One HTML page, in which nothing can run and which asks for nothing."""
    said = describe_articles(frame.articles)
    shown, told = for_page(notebook, frame.known, frame.downloads, frame.most, said)
    settings = Config()
    settings.TagRemovePreprocessor.enabled = True
    settings.TagRemovePreprocessor.remove_cell_tags = {"parameters", "remove"}
    exporter = HTMLExporter(config=settings, template_name="template", extra_template_basedirs=[str(_ROOT)])
    counted = _counted(len(frame.articles), "article")
    resources = {
        "name": frame.name,
        "title": f"{frame.title}: {frame.kicker}, {counted}{_days(frame.articles, ', ')}",
        "reports": [(name, _shortened(title)) for name, title in frame.reports],
        "footer": _footer(frame, told),
        "metadata": {"name": frame.name},
    }
    page, _ = exporter.from_notebook_node(shown, resources)
    head, main, body = page.partition('<main id="main">')
    body = _ANCHOR.sub("", body)
    body = re.sub(r"(?i)<(?=meta\b)", "&lt;", body)  # the one element that a policy lets lead elsewhere
    if 'class="code"' not in body:
        head = re.sub(r'<label class="switch">.*?</label>', "", head)
    notes = "".join(f'<p class="refused" role="note">{html.escape(note)}</p>' for note in frame.notes)
    below = notes + _facts(frame)
    kicker = f'<p class="kicker">{html.escape(frame.kicker)}</p>'
    before, found, rest = body.partition("</h1>")
    body = kicker + before + found + below + rest if found else kicker + below + body
    items = "".join(
        f'<li><a href="#{anchor}">{re.sub("<[^>]+>", "", text)}</a></li>'
        for anchor, text in _HEADING.findall(body)
    )
    body = _SIGN.sub(r"\1&nbsp;", body)
    contents = f'<nav class="contents" aria-label="On this page"><p>On this page</p><ol>{items}</ol></nav>'
    return head.replace("<!--contents-->", contents if items else "<div></div>") + main + body


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'s' * (n != 1)}"


def _days(articles: pd.DataFrame, before: str = "") -> str:
    """From which day to which, in words."""
    known = articles["published"].dropna()
    if known.empty:
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (known.min(), known.max()))
    return before + (first if first == last else f"{first} to {last}")


def _facts(frame: Frame) -> str:
    """What the page is about: how many articles, outlets and events, which days, and the outlets' signs."""
    articles = frame.articles
    counts = {
        "article": len(articles),
        **{name: articles.loc[articles[name] != "", name].nunique() for name in ("outlet", "event")},
    }
    facts = [f"<b>{n:,}</b> {name}{'s' * (n != 1)}" for name, n in counts.items() if n > (name == "event")]
    undated = int(articles["published"].isna().sum())
    facts += [html.escape(_days(articles) or "no dates known")]
    facts += [f"<b>{undated:,}</b> without a date"] * (0 < undated < len(articles))
    items = "".join(f"<li>{fact}</li>" for fact in facts)
    named = sorted(set(articles["outlet"]) - {""})
    signs = " &ensp; ".join(outlet_html(name, frame.known.looks) for name in named[:_SHOWN])
    more = f" &ensp; and {len(named) - _SHOWN:,} more" if len(named) > _SHOWN else ""
    return f'<ul class="facts">{items}</ul>' + (f'<p class="note">{signs}{more}</p>' if named else "")


def short_name(stem: str) -> str:
    """Name of a page in the line of pages: 02-term-frequency is Term frequency."""
    return re.sub(r"^\d+[-_ ]*", "", stem).replace("-", " ").replace("_", " ").capitalize() or stem


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _footer(frame: Frame, told: Told) -> str:
    """The end of a page: its tables to download, how it was made, and the methods, folded."""
    versions = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    made = f"{describe_articles(frame.articles)} News Coverage Toolkit {__version__}."
    if frame.most:
        made += f" Of an article no more than {frame.most:,} words in a row are quoted."
    rows = {
        "Software": f"news-coverage-toolkit {__version__}, Python {platform.python_version()}, {versions}",
        "Parameters": (
            "as in the code of the page; random steps use seed 0, so that it comes out the same each time"
        ),
    }
    items = "".join(f"<dt>{term}</dt><dd>{html.escape(text)}</dd>" for term, text in rows.items())
    tables = "".join(f"<li>{html.escape(method)}</li>" for method in told.methods)
    tables = f'<p>Of the tables above:</p><ul class="plain">{tables}</ul>' if tables else ""
    return (
        f'<footer>{_links(frame.downloads)}<h2 id="methods">How this was made</h2><p>{html.escape(made)}</p>'
        f'<details class="more methods"><summary>Methods, for those who check</summary>{tables}{_names(told)}'
        f"<dl>{items}</dl></details></footer>"
    )


def _names(told: Told) -> str:
    """The names that columns have in notebooks and in the tables beside the page."""
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(words)}</th>"
        f"<td data-head='column:'><code>{html.escape(name)}</code></td></tr>"
        for words, name in sorted(told.words.items())
    )
    head = "<thead><tr><th scope='col'>on this page</th><th scope='col'>column</th></tr></thead>"
    caption = "<caption>What columns are called in notebooks and tables</caption>"
    return f"<table class='stack'>{caption}{head}<tbody>{rows}</tbody></table>" if rows else ""


def _links(downloads: Sequence[Download]) -> str:
    """Tables that are written beside the page."""
    links = ", ".join(
        download.link() + (f" ({_counted(download.rows, 'row')})" if download.columns else "")
        for download in downloads
    )
    return f'<h2 id="tables">Tables of this page</h2><p>{links}.</p>' if links else ""

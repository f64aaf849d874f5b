"""Reports: notebooks run on a corpus and written as single HTML files for a colleague without Python."""

import html
import platform
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from toolkit import __version__
from toolkit.corpus.load import describe_articles, load_corpus
from toolkit.report.runs import errors_of, run_all
from toolkit.shipped import shipped_path

_ROOT = Path(__file__).parent
_HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.*?)<a class="anchor-link"', re.DOTALL)
_PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib")


def render(
    corpus: str | Path, out: str | Path, *, notebooks: Iterable[str | Path] | None = None, run: bool = True
) -> list[str]:
    """Write one self-contained HTML file a notebook, and `index.html`, about a corpus.

    Nothing in the files runs: a content-security policy forbids scripts and every network request.

    Parameters
    ----------
    corpus
        Whatever `load_corpus` reads.
    out
        Folder for the reports; it is made where it does not exist.
    notebooks
        Notebooks whose `parameters` cell assigns `corpus`; those that come with the toolkit if left out.
    run
        Whether to run them on the corpus; if not, their saved outputs are rendered.

    Returns
    -------
    list of str
        One sentence for each cell that gave an error instead of a result.

    Raises
    ------
    FileNotFoundError, NotADirectoryError, ValueError
        If the corpus or a notebook is missing or cannot be read, two notebooks have one name, or `out` is a
        file.
    """
    paths = [Path(path) for path in notebooks or sorted(shipped_path("notebooks").glob("0*.ipynb"))]
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"There is no notebook {path}; name an existing .ipynb file.")
    if len({"index", *(path.stem for path in paths)}) <= len(paths):
        raise ValueError("notebooks need different names, and none of them index; rename one.")
    corpus, out = Path(corpus), Path(out)
    if file := next((place for place in (out, *out.parents) if place.is_file()), None):
        raise NotADirectoryError(f"{str(file)!r} is a file; name a folder for the reports.")
    methods = _methods(corpus.resolve().name, describe_articles(load_corpus(corpus)))
    out.mkdir(parents=True, exist_ok=True)
    results = dict(zip(paths, run_all(paths, corpus.resolve() if run else None), strict=True))
    problems = [f"{path.stem}: {error}" for path, book in results.items() for error in errors_of(book)]
    of_sample = corpus.resolve() == shipped_path("data/sample").resolve()
    for book in results.values():  # what was written about the sample says nothing of another corpus
        book.cells = [c for c in book.cells if of_sample or "sample" not in c.metadata.get("tags", [])]
    books = {"index": _overview(results), **{path.stem: book for path, book in results.items()}}
    reports = [(name, "Overview" if name == "index" else _short(name)) for name in books]
    for name, book in books.items():
        resources = {"name": name, "title": _title(book), "reports": reports, "methods": methods}
        (out / f"{name}.html").write_text(_page(book, resources), encoding="utf-8")
    return problems


def _title(notebook: nbformat.NotebookNode) -> str:
    """First heading of a notebook."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(r"(?m)^# (.+)$", text)
    return found[1].strip() if found else "Report"


def _page(notebook: nbformat.NotebookNode, resources: Mapping[str, Any]) -> str:
    """One HTML page."""
    settings = Config()
    settings.TagRemovePreprocessor.enabled = True
    settings.TagRemovePreprocessor.remove_cell_tags = {"parameters", "remove"}
    exporter = HTMLExporter(config=settings, template_name="template", extra_template_basedirs=[str(_ROOT)])
    page, _ = exporter.from_notebook_node(notebook, {**resources, "metadata": {"name": resources["name"]}})
    items = "".join(
        f'<li class="{level}"><a href="#{anchor}">{re.sub("<[^>]+>", "", text)}</a></li>'
        for level, anchor, text in _HEADING.findall(page)
    )
    contents = f'<nav class="contents" aria-label="Contents"><p>Contents</p><ol>{items}</ol></nav>'
    return page.replace("<!--contents-->", contents if items else "")


def _short(stem: str) -> str:
    """Name of a report in the line of links: 02-term-frequency is Term frequency."""
    return re.sub(r"^\d+[-_ ]*", "", stem).replace("-", " ").replace("_", " ").capitalize() or stem


def _overview(results: dict[Path, nbformat.NotebookNode]) -> nbformat.NotebookNode:
    """Index page: each report's question, and what its cells tagged `summary` found."""
    cells = [nbformat.v4.new_markdown_cell("# How do outlets cover the same events?")]
    for path, notebook in results.items():
        cells.append(nbformat.v4.new_markdown_cell(f"## [{_title(notebook)}]({quote(path.stem)}.html)"))
        shown = [cell for cell in notebook.cells if "summary" in cell.metadata.get("tags", [])]
        cells += [
            nbformat.from_dict({**cell, "id": f"{path.stem}-{cell.id}", "source": ""}) for cell in shown
        ]
    return nbformat.v4.new_notebook(cells=cells)


def _methods(name: str, caption: str) -> str:
    """Appendix: corpus, versions, parameters."""
    versions = [f"{package} {version(package)}" for package in _PACKAGES]
    versions = [f"news-coverage-toolkit {__version__}", f"Python {platform.python_version()}", *versions]
    rows = {
        "Corpus": f"{name}. {caption}",
        "Software": ", ".join(versions),
        "Parameters": "as in the code that each section folds out; random steps use seed 0",
    }
    items = "".join(f"<dt>{term}</dt><dd>{html.escape(text)}</dd>" for term, text in rows.items())
    return f'<footer class="methods"><h2 id="methods">Methods</h2><dl>{items}</dl></footer>'

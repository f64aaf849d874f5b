"""Reports: notebooks run on a corpus and written as single HTML files for a colleague without Python."""

import html
import platform
import re
import warnings
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from toolkit import __version__
from toolkit.checks import require_choice
from toolkit.corpus.load import describe_articles, load_corpus
from toolkit.report.files import require_folder, require_unchanged, write_files
from toolkit.report.overview import first_page, title_of
from toolkit.report.proposals import propose
from toolkit.report.runs import errors_of, hide_folders, parameters_of, run_all
from toolkit.shipped import PACKAGE, shipped_path
from toolkit.study.prepared import prepare

_ROOT = Path(__file__).parent
_HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.*?)<a class="anchor-link"', re.DOTALL)
_PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib")


def render(
    corpus: str | Path,
    out: str | Path,
    *,
    notebooks: Iterable[str | Path] | None = None,
    run: bool = True,
    layout: str | None = None,
    events: str | Path | None = None,
    outlet: str | None = None,
    parameters: Mapping[str, object] | None = None,
    cache: str | Path | None = None,
) -> list[str]:
    """Write one self-contained HTML file a notebook, and `index.html`, about a corpus.

    Nothing in the files runs: a content-security policy forbids scripts and every network request. They are
    written beside those of an earlier run and then take their place, all or none.

    Parameters
    ----------
    corpus, layout, events, outlet
        As for `load_corpus`. Where no article has an event, they are grouped by `group_events`; where none
        has an outlet, each stands for one. Every page says so, and `events.csv` beside them holds it, to be
        corrected and given back as `events`.
    out
        Folder for the reports; it is made where it does not exist.
    notebooks
        Notebooks whose `parameters` cell assigns `corpus`, and `options` and `cache`, which they give to
        `prepare`; those that come with the toolkit if left out.
    run
        Whether to run them on the corpus; if not, their saved outputs are rendered.
    parameters
        Further values for names that the `parameters` cell of a notebook assigns.
    cache
        Folder in which `prepare` keeps what the notebooks read, for the next report as well; if left out, a
        folder that is deleted after.

    Returns
    -------
    list of str
        One sentence for each cell that gave an error instead of a result.

    Raises
    ------
    FileNotFoundError, NotADirectoryError, FileExistsError, OSError, ValueError
        If the corpus or a notebook is missing or cannot be read, two notebooks have one name, none has a
        parameter, `out` is a file, lies in the corpus or cannot be written to, or holds an `events.csv` that
        would be lost.
    """
    paths = [Path(path) for path in notebooks or sorted(shipped_path("notebooks").glob("0*.ipynb"))]
    _require_notebooks(paths, parameters or {})
    corpus, out = Path(corpus), Path(out)
    require_folder(out, corpus)
    given = {"layout": layout, "events": events and str(Path(events).resolve()), "outlet": outlet}
    options = {name: value for name, value in given.items() if value}
    articles = load_corpus(corpus, layout=layout, events=events, outlet=outlet)
    proposed, notes = propose(articles) if run else (None, [])
    files = {}
    if proposed is not None:
        files["events.csv"] = proposed.to_csv(index=False, lineterminator="\n")
        articles = articles.assign(event=proposed["event"], outlet=proposed["outlet"])
    require_unchanged(out, files)
    if notes:
        warnings.warn(f"{' '.join(notes)} Correct that in {out / 'events.csv'}: see --events.", stacklevel=2)
        notes.append("Correct that in events.csv beside this page, and run again with --events and its path.")
    with TemporaryDirectory() as beside:
        write_files(Path(beside), files)
        proposals = {"events": str(Path(beside, "events.csv"))} if files else {}
        kept = Path(beside, "cache") if cache is None else Path(cache).resolve()
        assigned = {"cache": str(kept), **(parameters or {})}
        values, problems = _values(paths, corpus.resolve(), options, proposals, assigned)
        if run and any("cache" in value for value in values):
            with warnings.catch_warnings():  # what there is to say of the files has been said
                warnings.simplefilter("ignore", UserWarning)
                prepare(corpus.resolve(), cache=kept, workers=None, **options | proposals)
        results = dict(zip(paths, run_all(paths, values if run else None), strict=True))
    problems += [f"{path.stem}: {error}" for path, book in results.items() for error in errors_of(book)]
    of_sample = corpus.resolve() == shipped_path("data/sample").resolve()
    for book in results.values():  # what was written about the sample says nothing of another corpus
        book.cells = [c for c in book.cells if of_sample or "sample" not in c.metadata.get("tags", [])]
    books = {"index": first_page(results, articles, corpus.resolve().name)}
    books |= {path.stem: book for path, book in results.items()}
    reports = [(name, "Overview" if name == "index" else _short(name)) for name in books]
    methods = _methods(corpus.resolve().name, describe_articles(articles))
    folders = [Path(beside), kept, corpus.resolve().parent, out.resolve(), PACKAGE.parent, Path.home()]
    for name, book in books.items():
        hide_folders(book, [*folders, *(path.resolve().parent for path in paths)])
        resources = {"name": name, "title": title_of(book), "reports": reports, "methods": methods}
        files[f"{name}.html"] = _page(book, resources, notes)
    write_files(out, files)
    return problems


def _require_notebooks(paths: list[Path], parameters: Mapping[str, object]) -> None:
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"There is no notebook {path}; name an existing .ipynb file.")
    if len({"index", *(path.stem for path in paths)}) <= len(paths):
        raise ValueError("notebooks need different names, and none of them index; rename one.")
    for name in parameters:
        require_choice(name, sorted(set().union(*map(parameters_of, paths))), "parameter")


def _values(
    paths: list[Path],
    corpus: Path,
    options: dict[str, str],
    proposals: dict[str, str],
    parameters: Mapping[str, object],
) -> tuple[list[dict[str, object]], list[str]]:
    """Values for the `parameters` cell of each notebook, and those that cannot take what was proposed."""
    values, problems = [], []
    for path in paths:
        known = parameters_of(path)
        reading = options | (proposals if "options" in known else {})
        value: dict[str, object] = {name: parameters[name] for name in parameters if name in known}
        values.append({"corpus": str(corpus), **({"options": reading} if reading else {}), **value})
        if proposals and "options" not in known:
            problems.append(
                f"{path.stem}: ran without the proposed events; add a line `options = {{}}` to its cell of"
                " parameters, and give them to load_corpus(corpus, **options)."
            )
    return values, problems


def _page(notebook: nbformat.NotebookNode, resources: Mapping[str, Any], notes: Iterable[str]) -> str:
    """One HTML page, with the notes below its title."""
    settings = Config()
    settings.TagRemovePreprocessor.enabled = True
    settings.TagRemovePreprocessor.remove_cell_tags = {"parameters", "remove"}
    exporter = HTMLExporter(config=settings, template_name="template", extra_template_basedirs=[str(_ROOT)])
    page, _ = exporter.from_notebook_node(notebook, {**resources, "metadata": {"name": resources["name"]}})
    head, main, body = page.partition('<main id="main">')
    body = re.sub(r"(?i)<(?=meta\b)", "&lt;", body)  # the one element that a policy lets lead elsewhere
    told = "".join(f'<p class="refused" role="note">{html.escape(note)}</p>' for note in notes)
    below = "</h1>" if "</h1>" in body else "<!--contents-->"
    page = head + main + body.replace(below, below + told, 1)
    items = "".join(
        f'<li class="{level}"><a href="#{anchor}">{re.sub("<[^>]+>", "", text)}</a></li>'
        for level, anchor, text in _HEADING.findall(page)
    )
    contents = f'<nav class="contents" aria-label="Contents"><p>Contents</p><ol>{items}</ol></nav>'
    return page.replace("<!--contents-->", contents if items else "")


def _short(stem: str) -> str:
    """Name of a report in the line of links: 02-term-frequency is Term frequency."""
    return re.sub(r"^\d+[-_ ]*", "", stem).replace("-", " ").replace("_", " ").capitalize() or stem


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

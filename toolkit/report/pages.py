"""Reports: notebooks run on a corpus and written as single HTML files for a colleague without Python."""

import html
import os
import platform
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from tqdm import tqdm
from traitlets.config import Config

from toolkit import __version__
from toolkit.corpus.load import load_corpus
from toolkit.shipped import shipped

_ROOT = Path(__file__).parent
_HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.*?)<a class="anchor-link"', re.DOTALL)
_PACKAGES = ("numpy", "pandas", "scipy", "scikit-learn", "matplotlib")
# The same code and data must give the same outputs: no random hash order, no local time, no progress bars.
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1"}


def run_notebook(path: str | Path, parameters: dict[str, object] | None = None) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom in its own folder and give it back with its outputs.

    Parameters
    ----------
    path
        A notebook; the file is not changed.
    parameters
        Values for names that the cell tagged `parameters` assigns.

    Returns
    -------
    NotebookNode
        Without times, so that running it twice gives the same bytes. A cell that raised holds its error, and
        the cells after it were run all the same.

    Raises
    ------
    ValueError
        If a parameter is not assigned in the cell tagged `parameters`.
    """
    path = Path(path)
    notebook = nbformat.read(path, as_version=4)
    for name, value in (parameters or {}).items():
        _set_parameter(notebook, name, value, path.name)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=None,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=40"],  # kernels warn about their own transport on stderr
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env={**os.environ, **_ENVIRONMENT})
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    return notebook


def refresh(paths: list[str | Path] | None = None) -> list[str]:
    """Run notebooks, all shipped ones unless named, and save their outputs in place; give the errors."""
    problems = []
    for path in tqdm(paths or sorted(shipped("notebooks").glob("*.ipynb")), desc="refresh"):
        path = Path(path)
        notebook = run_notebook(path)
        problems += [f"{path.name}: {error}" for error in _errors(notebook)]
        nbformat.write(notebook, path)
    return problems


def render(
    corpus: str | Path,
    out: str | Path,
    *,
    notebooks: list[str | Path] | None = None,
    run: bool = True,
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
        Notebooks whose `parameters` cell assigns `corpus`; the four that come with the toolkit if left out.
    run
        Whether to run them on the corpus; if not, their saved outputs are rendered.

    Returns
    -------
    list of str
        One sentence for each cell that gave an error instead of a result.

    Raises
    ------
    FileNotFoundError, ValueError
        If the corpus or a notebook is missing or cannot be read.
    """
    paths = [Path(path) for path in notebooks or sorted(shipped("notebooks").glob("0*.ipynb"))]
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"There is no notebook {path}; name an existing .ipynb file.")
    corpus, out = Path(corpus), Path(out)
    methods = _methods(corpus.resolve().name, load_corpus(corpus).attrs["caption"])
    out.mkdir(parents=True, exist_ok=True)
    results = dict(zip(paths, _run_all(paths, corpus.resolve() if run else None), strict=True))
    reports = [("index", "Overview"), *((path.stem, _short(path.stem)) for path in paths)]
    problems = []
    for path, notebook in results.items():
        problems += [f"{path.stem}: {error}" for error in _errors(notebook)]
        _drop_sample_readings(notebook, keep=corpus.resolve() == shipped("data/sample").resolve())
        resources = {"name": path.stem, "title": _title(notebook), "reports": reports, "methods": methods}
        (out / f"{path.stem}.html").write_text(_page(notebook, resources), encoding="utf-8")
    overview = _overview(results)
    resources = {"name": "index", "title": "Overview", "reports": reports, "methods": methods}
    (out / "index.html").write_text(_page(overview, resources), encoding="utf-8")
    return problems


def _run_all(paths: list[Path], corpus: Path | None) -> list[nbformat.NotebookNode]:
    """Run the notebooks two at a time, or read them as saved where no corpus is given."""
    if corpus is None:
        return [nbformat.read(path, as_version=4) for path in paths]
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda path: run_notebook(path, {"corpus": str(corpus)}), paths)
        return list(tqdm(runs, total=len(paths), desc="notebooks"))


def _set_parameter(notebook: nbformat.NotebookNode, name: str, value: object, where: str) -> None:
    """Replace the value that the cell tagged `parameters` gives to a name."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            lines = cell.source.split("\n")
            places = [number for number, line in enumerate(lines) if line.startswith(f"{name} = ")]
            if places:
                lines[places[0]] = f"{name} = {value!r}"
                cell.source = "\n".join(lines)
                return
    raise ValueError(f"{where} has no cell tagged 'parameters' with a line `{name} = ...`; add one.")


def _errors(notebook: nbformat.NotebookNode) -> list[str]:
    """What went wrong, one sentence a cell."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    return [f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"]


def _drop_sample_readings(notebook: nbformat.NotebookNode, keep: bool) -> None:
    """Leave out the sentences that were written about the sample corpus where another one was analysed."""
    if not keep:
        notebook.cells = [c for c in notebook.cells if "sample" not in c.metadata.get("tags", [])]


def _title(notebook: nbformat.NotebookNode) -> str:
    """First heading of a notebook."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(r"(?m)^# (.+)$", text)
    return found[1].strip() if found else "Report"


def _page(notebook: nbformat.NotebookNode, resources: dict[str, object]) -> str:
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
        cells.append(nbformat.v4.new_markdown_cell(f"## [{_title(notebook)}]({path.stem}.html)"))
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

"""Overview: the first page of a report, made from what its notebooks found."""

import html
import re
from pathlib import Path
from urllib.parse import quote

import nbformat
import pandas as pd

from toolkit.corpus.load import describe_articles
from toolkit.report.verdict import comparable


def first_page(results: dict[Path, nbformat.NotebookNode], articles: pd.DataFrame) -> nbformat.NotebookNode:
    """Index page: what can be compared, each report's question, and what its cells tagged `summary` found."""
    cells = [nbformat.v4.new_markdown_cell("# How do outlets cover the same events?")]
    said = [describe_articles(articles), *comparable(articles)]
    shown = "".join(f"<p class='reading'>{html.escape(line)}</p>" for line in said)
    output = nbformat.v4.new_output("display_data", {"text/html": shown})
    cells.append(nbformat.v4.new_code_cell(id="comparable", outputs=[output]))
    for path, notebook in results.items():
        cells.append(nbformat.v4.new_markdown_cell(f"## [{title_of(notebook)}]({quote(path.stem)}.html)"))
        found = [cell for cell in notebook.cells if "summary" in cell.metadata.get("tags", [])]
        cells += [
            nbformat.from_dict({**cell, "id": f"{path.stem}-{cell.id}", "source": ""}) for cell in found
        ]
    return nbformat.v4.new_notebook(cells=cells)


def title_of(notebook: nbformat.NotebookNode) -> str:
    """First heading of a notebook."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(r"(?m)^# (.+)$", text)
    return found[1].strip() if found else "Report"

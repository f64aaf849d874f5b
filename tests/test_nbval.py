"""What `conftest.py` makes of nbval: a notebook passes after `refresh`, and what nbval lets pass fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from toolkit.report.runs import refresh

ROOT = Path(__file__).parents[1]
CELLS = [
    "import pandas as pd",
    "pd.Series([1, 3, 2]).plot()",
    "pd.Series([3, 1, 2]).plot();",
    "print(3)",
]


def failed(folder):
    """Numbers of the cells that fail under the project's settings."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no", "mine.ipynb"]
    environment = {**os.environ, "MPLBACKEND": "agg"}  # as somebody may have set it
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert "passed" in run.stdout, run.stdout
    lines = [line for line in run.stdout.splitlines() if line.startswith("FAILED")]
    return [int(line.split("Cell ")[1].split()[0]) for line in lines]


def test_a_refreshed_notebook_passes_and_one_whose_figure_changed_or_cell_never_ran_fails(tmp_path):
    for name in ("conftest.py", "pyproject.toml", "tests/nbval_sanitize.cfg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    path = tmp_path / "mine.ipynb"
    nbformat.write(new_notebook(cells=list(map(new_code_cell, CELLS))), path)
    assert refresh([path]) == []
    assert failed(tmp_path) == []
    book = nbformat.read(path, as_version=4)
    figures = [cell.outputs[-1].data for cell in book.cells[1:3]]
    figures[0]["image/png"] = figures[1]["image/png"]
    book.cells[3].execution_count = None
    nbformat.write(book, path)
    assert failed(tmp_path) == [1, 3]

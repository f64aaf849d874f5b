"""What the pytest plugin makes of nbval: what was refreshed passes, and what nbval lets pass fails."""

import base64
import io
import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

from toolkit.notebooks.runs import refresh
from toolkit.notebooks.stored import lines_differ, pictures_differ

CELLS = [
    "import pandas as pd",
    "pd.Series([1, 3, 2]).plot()",
    "pd.Series([3, 1, 2]).plot();",
    "print(3, object())",
]
DRAWN = """
from IPython.display import display
display({"image/svg+xml": "<svg>1</svg>", "application/vnd.toolkit.narrow": "<svg>2</svg>"}, raw=True)
""".strip()


def check(folder, *options):
    """What pytest prints of the notebook `mine.ipynb`, in a folder without settings."""
    plugin = ["-p", "toolkit.notebooks.stored"]  # as an installed package brings it
    command = [sys.executable, "-m", "pytest", "-q", *plugin, "-p", "no:cacheprovider", "--color=no"]
    environment = {**os.environ, "MPLBACKEND": "agg"}  # as somebody may have set it
    run = subprocess.run(
        [*command, *options, "mine.ipynb"], cwd=folder, capture_output=True, text=True, env=environment
    )
    return run.stdout


def failed(printed):
    """Names of the cells that failed."""
    return re.findall(r"(?m)^FAILED mine\.ipynb::(\S.*?)(?: - .*)?$", printed)


def made(folder, cells):
    """A notebook that was refreshed, read again."""
    path = folder / "mine.ipynb"
    nbformat.write(new_notebook(cells=list(map(new_code_cell, cells))), path)
    assert refresh([path]) == []
    return nbformat.read(path, as_version=4)


def test_a_refreshed_notebook_passes_and_what_differs_is_told_as_jupyterlab_numbers_it(tmp_path):
    book = made(tmp_path, [*CELLS, DRAWN])
    assert "5 passed" in check(tmp_path)
    figures = [cell.outputs[-1].data for cell in book.cells[1:3]]
    figures[0]["image/png"] = figures[1]["image/png"]
    book.cells[3].outputs[0].text = book.cells[3].outputs[0].text.replace("3", "4", 1)
    book.cells[4].outputs[0].data["application/vnd.toolkit.narrow"] = "<svg>3</svg>"
    nbformat.write(book, tmp_path / "mine.ipynb")
    printed = check(tmp_path)
    assert failed(printed) == ["[2]", "[4]", "[5]"]
    assert "stored: 4 <object object at" in printed
    assert "now:    3 <object object at" in printed
    folders = dict.fromkeys(
        re.findall(r"stored and now, is in (\S+)", printed)
    )  # where CI is set, pytest says it twice
    kinds = [["now.png", "stored.png"], ["now.narrow.svg", "stored.narrow.svg"]]
    assert [sorted(os.listdir(folder)) for folder in folders] == kinds


def test_a_cell_that_was_never_run_fails(tmp_path):
    book = made(tmp_path, CELLS)
    book.cells[3].execution_count = None
    nbformat.write(book, tmp_path / "mine.ipynb")
    printed = check(tmp_path)
    assert failed(printed) == ["[ ]"]
    assert "this cell was never run" in printed


def test_a_kernel_that_dies_is_told(tmp_path):
    book = made(tmp_path, ["n = 1"])
    book.cells[0].source = "import os; os._exit(1)"
    nbformat.write(book, tmp_path / "mine.ipynb")
    assert "mine.ipynb [1]: the kernel died while this cell ran" in check(tmp_path)


@pytest.mark.parametrize("option", ["--nbval", "--nbval-lax"])
def test_who_sets_nbval_has_other_notebooks_checked_by_nbval_itself(tmp_path, option):
    book = made(tmp_path, ["3"])
    book.cells[0].execution_count = None
    book.cells[0].outputs = []
    nbformat.write(book, tmp_path / "mine.ipynb")
    assert "1 passed" in check(tmp_path, option)


def test_with_nbval_set_a_notebook_that_uses_the_toolkit_is_checked_strictly(tmp_path):
    book = made(tmp_path, ["import toolkit", "3"])
    book.cells[1].outputs = []
    nbformat.write(book, tmp_path / "mine.ipynb")
    printed = check(tmp_path, "--nbval", "--nbval-current-env")
    assert failed(printed) == ["[2]"]
    assert "text/plain: 0 stored, 1 now" in printed


def test_pictures_of_other_sizes_are_told_apart():
    drawn = []
    for width in (2, 3):
        encoded = io.BytesIO()
        Image.new("RGB", (width, 1)).save(encoded, "png")
        drawn.append(base64.b64encode(encoded.getvalue()).decode())
    assert pictures_differ(*drawn) == "image/png\nstored: 2 by 1 pixels\nnow:    3 by 1 pixels"
    assert pictures_differ(drawn[0], drawn[0]) == ""


def test_of_a_long_line_the_place_that_differs_is_shown():
    page = "x" * 300
    told = lines_differ(f"{page}1{page}", f"{page}2{page}")
    assert told.splitlines() == [f"stored: …{'x' * 60}1{'x' * 99}", f"now:    …{'x' * 60}2{'x' * 99}"]


def test_of_many_lines_the_first_ten_are_shown():
    told = lines_differ("\n".join("abcdefgh"), "\n".join("ijklmnop")).splitlines()
    assert told[0] == "stored: a"
    assert told[10:] == ["and 6 lines more"]

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.report.runs import errors_of, refresh, run_notebook

CELLS = [
    new_markdown_cell("# Is there a figure?"),
    new_code_cell('corpus = "nowhere"\nn = 2  # kept', metadata={"tags": ["parameters"]}),
    new_code_cell("import pandas as pd"),
    new_code_cell("pd.Series(range(n)).plot();"),
    new_code_cell("print(corpus)\nprint(n)"),
    new_code_cell('raise ValueError("nothing there")'),
]


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "question.ipynb"
    nbformat.write(new_notebook(cells=CELLS), path)
    return path


def outputs(book):
    return [output for cell in book.cells for output in cell.get("outputs", [])]


def test_a_run_has_outputs_figures_and_errors_and_leaves_the_file_alone(notebook, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")  # with this a bare figure is drawn nowhere
    before = notebook.read_bytes()
    book = run_notebook(notebook, {"corpus": 'a "b"'})
    picture, printed, _ = outputs(book)
    assert "image/png" in picture["data"]
    assert printed["text"] == 'a "b"\n2\n'
    assert errors_of(book) == ["ValueError: nothing there"]
    assert notebook.read_bytes() == before


def test_refreshing_twice_gives_the_same_bytes(notebook):
    assert refresh([notebook]) == ["question.ipynb: ValueError: nothing there"]
    before = notebook.read_bytes()
    refresh([notebook])
    assert notebook.read_bytes() == before


def test_a_parameter_that_the_notebook_does_not_assign_is_named(notebook):
    with pytest.raises(
        ValueError, match=r"question\.ipynb has no cell tagged 'parameters' with a line `codes"
    ):
        run_notebook(notebook, {"codes": "x"})

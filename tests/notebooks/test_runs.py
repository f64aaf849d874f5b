from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from toolkit.notebooks.runs import errors_of, hide_folders, parameters_of, refresh, run_notebook

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


def test_the_names_that_a_notebook_takes_are_those_of_its_cell_of_parameters(notebook):
    assert parameters_of(notebook) == {"corpus", "n"}


def test_folders_are_hidden_in_code_and_results_and_what_is_below_them_is_not():
    away = "/home/a&b/corpus/x.txt /home/a&b/reports"
    cell = new_code_cell(f"open({away!r})")
    cell.outputs = [
        nbformat.v4.new_output("stream", text=away),
        nbformat.v4.new_output("error", ename="E", evalue=away),
        nbformat.v4.new_output(
            "display_data",
            {"text/html": "/home/a&amp;b/corpus/x", "text/plain": away, "image/png": "/home/a&b/"},
        ),
    ]
    book = new_notebook(cells=[new_markdown_cell("/home/a&b/x, /x"), cell])
    hide_folders(book, [Path("/home/a&b"), Path("/home/a&b/corpus"), Path("/")])
    assert [cell.source for cell in book.cells] == ["x, /x", "open('x.txt reports')"]
    stream, error, shown = outputs(book)
    assert (stream.text, error.evalue) == ("x.txt reports", "x.txt reports")
    assert shown.data == {"text/html": "x", "text/plain": "x.txt reports", "image/png": "/home/a&b/"}


def test_a_warning_is_told_without_the_place_it_came_from(tmp_path):
    code = (
        "import warnings\nwarnings.warn('small: 3 of 5')\nimport sys\nprint('no.py:3: it', file=sys.stderr)"
    )
    nbformat.write(new_notebook(cells=[new_code_cell(code)]), tmp_path / "warns.ipynb")
    (output,) = outputs(run_notebook(tmp_path / "warns.ipynb"))
    assert output.text == "UserWarning: small: 3 of 5\nno.py:3: it\n"

"""Types: what an editor shows before first use, and what a type checker says of the notebooks' calls."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jedi
import nbformat
import pytest

import toolkit

ROOT = Path(__file__).parents[1]
FILES = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["files"]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WRONG = """import toolkit as tk

articles = tk.load_corpus("x")
reveal_type(articles)
tk.load_corpus("x", layuot="{outlet}.txt")
tk.show_table(3)
tk.keynes
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What mypy says of the package, of the code of each notebook, and of wrong calls, under our settings."""
    folder = tmp_path_factory.mktemp("types")
    for path in NOTEBOOKS:
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        (folder / f"of_{path.stem.replace('-', '_')}.py").write_text("\n".join(cells) + "\n", "utf-8")
    (folder / "wrong.py").write_text(WRONG, "utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", folder / "cache", "--no-error-summary"]
    files = [ROOT / name for name in FILES] + sorted(folder.glob("*.py"))
    run = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True)
    assert not run.stderr
    lines = [re.fullmatch(r"(.*?):(\d+): (\w+): (.*)", line) for line in run.stdout.splitlines()]
    return [(Path(line[1]).stem, int(line[2]), line[3], line[4]) for line in lines if line]


def test_the_package_and_the_notebooks_pass(said):
    assert [line for line in said if line[0] != "wrong"] == []


def test_tables_are_tables_and_wrong_calls_are_errors(said):
    found = [
        (line, message) for file, line, _, message in said if file == "wrong" and "defined in" not in message
    ]
    assert [line for line, _ in found] == [4, 5, 6, 7]
    assert found[0][1] == 'Revealed type is "pandas.core.frame.DataFrame"'
    for (_, message), part in zip(
        found[1:], ["layuot", '"int"; expected "DataFrame"', "keynes"], strict=True
    ):
        assert part in message


def test_names_are_completed_before_they_are_loaded():
    names = [found.name for found in jedi.Script("import toolkit as tk\ntk.load_cor").complete(2, 11)]
    assert names == ["load_corpus"]
    every = {found.name for found in jedi.Script("import toolkit as tk\ntk.").complete(2, 3)}
    assert set(toolkit.__all__) <= every


@pytest.mark.parametrize("name", [name for name in toolkit.__all__ if callable(getattr(toolkit, name))])
def test_signature_and_first_line_are_shown_before_first_use(name):
    call = f"tk.{name}("
    (shown, *_) = jedi.Script(f"import toolkit as tk\n{call}").get_signatures(2, len(call))
    first = getattr(toolkit, name).__doc__.split("\n")[0]
    assert first in shown.docstring()

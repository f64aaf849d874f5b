"""The methods page: it names what computes a statistic, its examples run, its formulas can be drawn."""

import inspect
import re
from pathlib import Path

import pytest

import toolkit as tk

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "methods.md").read_text("utf-8")
# What loads, lists, opens or writes, and reckons nothing.
NO_STATISTIC = set(
    "analyse_parts coding_sheet concordance describe_tables evidence load_corpus load_sample read_tasks"
    " scan_corpus verify write_tables write_tasks".split()
)


def test_every_function_that_computes_a_statistic_is_named():
    functions = {name for name in tk.__all__ if inspect.isfunction(getattr(tk, name))}
    tables = {name for name in functions if returns_table(getattr(tk, name))}
    formulas = {name for name, one in vars(tk.measures).items() if inspect.isfunction(one) and name[0] != "_"}
    named = set(re.findall(r"`(?:tk\.)?(?:measures\.)?(\w+)", PAGE))
    assert (tables - NO_STATISTIC | formulas | {"FrameClassifier"}) - named == set()


def returns_table(function):
    return "DataFrame" in str(inspect.signature(function).return_annotation)


def test_every_example_runs(monkeypatch):
    monkeypatch.chdir(ROOT)  # where data/ is
    names = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL):
        exec(code, names)
    assert len(names["found"])
    assert list(names["validation"]["frame"]) == list(names["codebook"].frames.index)


def test_a_section_ends_with_its_limits_and_is_short():
    for section in PAGE.split("\n## ")[3:-1]:
        title = section.splitlines()[0]
        assert re.search(r"^- \*\*Limits:\*\* ", section, flags=re.MULTILINE), title
        prose = re.sub(r"```.*?```|\$\$.*?\$\$", "", section, flags=re.DOTALL).split("\n")
        assert len([line for line in prose if line]) <= 14, title  # and its title


def test_every_formula_can_be_drawn():
    convert = pytest.importorskip(
        "docutils.utils.math.latex2mathml", reason="needs the extra docs"
    ).tex2mathml
    for formula in re.findall(r"\$\$(.+?)\$\$", PAGE) + re.findall(r"(?<!\$)\$([^$\n]+)\$(?!\$)", PAGE):
        assert not re.search(r"\\[A-Za-z]|merror", convert(formula)), formula

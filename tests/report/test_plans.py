from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from toolkit.report.plans import Given, Run, asks_for, planned, require_notebooks, values_of


@pytest.fixture
def books(tmp_path):
    def write(name, **values):
        lines = "\n".join(f"{key} = {value!r}" for key, value in values.items())
        cell = new_code_cell(lines, metadata={"tags": ["parameters"]})
        nbformat.write(new_notebook(cells=[cell]), tmp_path / name)
        return tmp_path / name

    return [
        write("01-words.ipynb", corpus="", options={}, cache=None, tables=None),
        write("06-event.ipynb", corpus="", options={}, event="none"),
        write("own.ipynb", corpus="", n=1),
    ]


GIVEN = Given(
    Path("pages"), {"layout": "{outlet}"}, {"events": "e.csv"}, {"cache": "kept", "n": 2}, Path("t")
)


def test_the_notebook_of_one_event_is_run_once_an_event(books):
    runs = planned(books, ["Mill fire", "Vote"])
    assert runs == [
        Run(books[0], "01-words"),
        Run(books[1], "event-mill-fire", "Mill fire"),
        Run(books[1], "event-vote", "Vote"),
        Run(books[2], "own"),
    ]
    assert [run.name for run in planned(books, [])] == ["01-words", "own"]


def test_each_run_gets_what_its_notebook_has_a_name_for(books):
    values, problems = values_of(planned(books, ["Vote"]), GIVEN)
    both = {"layout": "{outlet}", "events": "e.csv"}
    assert values == [
        {"corpus": "pages", "options": both, "cache": "kept", "tables": str(Path("t", "01-words"))},
        {"corpus": "pages", "options": both, "event": "Vote"},
        {"corpus": "pages", "options": {"layout": "{outlet}"}, "n": 2},
    ]
    assert [problem.partition(":")[0] for problem in problems] == ["own"]


def test_who_asks_for_a_parameter_is_known(books):
    assert asks_for(books, "cache")
    assert not asks_for(books[2:], "cache")


def test_a_parameter_that_no_notebook_has_is_named_with_those_that_are(books):
    require_notebooks(books, ["n"])
    with pytest.raises(ValueError, match=r"parameter 'm' is not known here; choose from .*'corpus'"):
        require_notebooks(books, ["m"])

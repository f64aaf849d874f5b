from collections import namedtuple
from itertools import zip_longest
from pathlib import Path

import pytest
from browser.lab import errors_of, look_at, run_cells
from browser.watching import picture

NOTEBOOKS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
TROUBLE = ", ".join(f"[data-mime-type='application/vnd.jupyter.{kind}']" for kind in ("error", "stderr"))
Run = namedtuple("Run", "cells trusted untrusted ragged trouble console requests")


@pytest.fixture(scope="module", params=NOTEBOOKS)
def run(request, browser, lab):
    """A notebook run in Lab from top to bottom, and then shown as if it came from somebody else."""
    with browser.page(height=1400) as watch:
        lab.open(watch, f"notebooks/{request.param}")
        cells = run_cells(watch.page)
        picture(watch.page, f"lab-{request.param}")
        ragged, trusted = look_at(watch.page, "ragged"), look_at(watch.page, "looks")
        trouble = watch.page.locator(TROUBLE).all_inner_texts()
        look_at(watch.page, "distrust")
        picture(watch.page, f"lab-{request.param}-untrusted")
        untrusted = look_at(watch.page, "looks")
        lab.shut(watch)
        yield Run(cells, trusted, untrusted, ragged, trouble, watch.console, watch.requests)


def test_a_notebook_runs_without_an_error(run):
    assert errors_of(run.cells) == []
    assert run.trouble == []


def test_text_stands_left(run):
    ragged = run.ragged
    assert not ragged, "\n".join(ragged)


def test_outputs_look_the_same_where_they_are_not_trusted(run):
    """As after a fresh clone, until somebody runs the notebook."""
    assert run.trusted
    lost = [
        f"trusted {was} | untrusted {now}"
        for was, now in zip_longest(run.trusted, run.untrusted)
        if was != now
    ]
    assert not lost, "\n".join(lost[:10])


def test_lab_prints_no_error_and_asks_nobody_else(run, lab):
    assert run.console == []
    assert [url for url in run.requests if not url.startswith((lab.address, "data:", "blob:"))] == []

from collections import namedtuple
from pathlib import Path

import pytest
from browser.lab import errors_of, look_at, run_cells
from browser.watching import picture

NOTEBOOKS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
TROUBLE = ", ".join(f"[data-mime-type='application/vnd.jupyter.{kind}']" for kind in ("error", "stderr"))
Run = namedtuple("Run", "cells before after ragged trouble console requests")


@pytest.fixture(scope="module", params=NOTEBOOKS)
def run(request, browser, lab):
    """A notebook opened in Lab as after a fresh clone, and then run from top to bottom."""
    with browser.page(height=1400) as watch:
        lab.open(watch, f"notebooks/{request.param}")
        before, ragged = look_at(watch.page, "looks"), look_at(watch.page, "ragged")
        picture(watch.page, f"lab-{request.param}-before")
        cells = run_cells(watch.page)
        picture(watch.page, f"lab-{request.param}")
        after, ragged = look_at(watch.page, "looks"), ragged + look_at(watch.page, "ragged")
        trouble = watch.page.locator(TROUBLE).all_inner_texts()
        lab.shut(watch)
        yield Run(cells, before, after, ragged, trouble, watch.console, watch.requests)


def test_a_notebook_runs_without_an_error(run):
    assert errors_of(run.cells) == []
    assert run.trouble == []


def test_text_stands_left(run):
    ragged = run.ragged
    assert not ragged, "\n".join(ragged)


def test_outputs_look_the_same_before_they_are_trusted(run):
    found = [
        f"{place}: {was} | {now}"
        for place, (before, after) in enumerate(zip(run.before, run.after, strict=True))
        for was, now in zip(sum(before, []), sum(after, []), strict=False)
        if was != now
    ]
    counts = [[len(sum(outputs, [])) for outputs in side] for side in (run.before, run.after)]
    assert not found, "\n".join(found[:10])
    assert counts[0] == counts[1]


def test_lab_prints_no_error_and_asks_nobody_else(run, lab):
    assert run.console == []
    assert [url for url in run.requests if not url.startswith((lab.address, "data:", "blob:"))] == []

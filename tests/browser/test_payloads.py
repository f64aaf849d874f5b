import html
import re
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from browser.lab import errors_of, run_cells
from browser.payloads import ENCODED, OTHERWISE, PAYLOADS
from browser.watching import fired, picture, unfold

# Functions of showing.py, and whether they show all payloads as text.
SHOWN = dict.fromkeys(["sentences", "tables", "contexts", "articles", "pairs", "evidence", "explorer"], True)
SHOWN |= {"figures": False, "answers": False}
TEXTS = "cells => cells.map((cell) => cell.querySelector('.jp-Cell-outputArea').textContent)"
MATHS = "mjx-container"
SETTING = "from browser import showing"
TYPESET = "from IPython.display import Math\ndisplay(Math('x'))"  # tells when Lab has looked for mathematics
PLANTED = """<!DOCTYPE html><html lang=en><title>Planted</title>
<body><p>Harbour {0} shut<p title='{0}'><p title="{0}">"""


@pytest.fixture(scope="module")
def reported(browser, tmp_path_factory):
    """What the watch reports of a page in which a text stands as it is given."""
    path = tmp_path_factory.mktemp("planted") / "page.html"

    def report(text):
        path.write_text(PLANTED.format(text), "utf-8")
        with browser.page() as watch:
            watch.page.goto(path.as_uri())
            return fired(watch)

    return report


def test_forty_payloads_differ():
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("number", sorted(set(range(len(PAYLOADS))) - OTHERWISE))
def test_a_planted_payload_is_reported(reported, number):
    """Else a page in which nothing is reported would say nothing."""
    text = PAYLOADS[number]
    assert reported(html.unescape(text) if number in ENCODED else text) == [number]


def test_a_payload_in_a_picture_is_reported(reported):
    drawn = (
        "<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:fire(7)'><text>read on</text></a></svg>"
    )
    assert reported(f"<img alt=Figure src=data:image/svg+xml,{quote(drawn)}>") == [7]


def test_escaped_payloads_are_not_reported(reported):
    assert reported(html.escape(" ".join(PAYLOADS))) == []


def test_nothing_fires_in_a_report_and_every_payload_is_read_as_it_is(browser, hostile_report):
    read = ""
    for path in sorted(hostile_report.glob("*.html")):
        with browser.page(width=390) as watch:
            watch.page.goto(path.as_uri())
            unfold(watch.page)
            assert fired(watch) == [], path.name
            assert watch.console == [], path.name  # what only the policy of the page stopped is told here
            assert [url for url in watch.requests if not url.startswith(("file:", "data:"))] == []
            assert watch.page.evaluate("document.scrollingElement.scrollWidth") <= 390, path.name
            read += words(watch.page.evaluate("document.body.textContent"))
    assert [text for text in PAYLOADS if words(text) not in read] == []


@pytest.fixture(scope="module")
def ran(browser, lab):
    """A notebook of some cells run in Lab: the watch on its page."""

    @contextmanager
    def run(name, sources):
        path = lab.write(f"{name}.ipynb", [SETTING, *sources, TYPESET])
        with browser.page() as watch:
            lab.open(watch, path)
            assert errors_of(run_cells(watch.page)) == []
            watch.page.wait_for_selector(f".jp-OutputArea .jp-RenderedLatex {MATHS}", timeout=30_000)
            picture(watch.page, f"lab-{name}")
            yield watch
            lab.shut(watch)

    return run


def test_nothing_fires_in_lab_and_every_payload_is_read_as_it_is(ran):
    with ran("payloads", [f"showing.{name}()" for name in SHOWN]) as watch:
        for row in watch.page.locator(".tk-explore .hits .open").all():
            row.click()
        watch.page.locator(".tk-explore .reader section").wait_for()
        assert fired(watch) == []
        assert watch.console == []
        assert watch.page.locator(f".jp-OutputArea {MATHS}").count() == 1  # that of the last cell
        read = watch.page.locator(".jp-CodeCell").evaluate_all(TEXTS)
        for (name, every), text in zip(SHOWN.items(), map(words, read[1:]), strict=False):
            unread = [payload for payload in PAYLOADS if every and words(payload) not in text]
            assert not unread, name


def test_payloads_that_a_notebook_does_not_escape_are_reported(ran):
    shown = "from IPython.display import HTML, Markdown"
    cells = [f"for text in showing.PAYLOADS: display({kind}(text))" for kind in ("HTML", "Markdown")]
    with ran("planted", [shown, *cells]) as watch:
        assert len(fired(watch)) > 35
        assert watch.page.locator(f".jp-OutputArea {MATHS}").count() > 1


def words(text):
    """A text without what browsers and readers of files leave out: blanks and characters of no width."""
    return re.sub(r"[\s\0\u200b\ufeff]", "", text)

import html
import re

import pytest
from browser.payloads import ENCODED, OTHERWISE, PAYLOADS
from browser.watching import fired, unfold


PLANTED = "<!DOCTYPE html><html lang=en><title>Planted</title><body><p>Harbour {0} shut<p title='{0}'><p title=\"{0}\">"


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
            read += words(watch.page.evaluate("document.body.textContent"))
    assert [text for text in PAYLOADS if words(text) not in read] == []


def words(text):
    """A text without what browsers and readers of files leave out: blanks and characters of no width."""
    return re.sub(r"[\s\0\u200b\ufeff]", "", text)

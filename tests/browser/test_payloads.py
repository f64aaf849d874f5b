import html
import json
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser.lab import errors_of, run_cells
from browser.payloads import ENCODED, OTHERWISE, PAYLOADS
from browser.watching import fired, picture, unfold


# Functions that show something, each given all payloads wherever it takes a text.
SETTING = """
import json
import pandas as pd
import toolkit as tk
payloads = json.loads(open("payloads.json").read())
texts = [f"{p} Harbour {p} shut\\n\\nThe harbour {p} of Lowmere was shut by a storm on Friday. “It is lost,” said Jane {p} Roe, the mayor." for p in payloads]
columns = {name: [f"{name} {p}" for p in payloads] for name in ["outlet", "event", "headline", "byline", "agency", "url", "path"]}
articles = pd.DataFrame({**columns, "text": texts}, index=pd.Index([f"id {p}" for p in payloads], name="article_id"))
articles["event"] = "storm " + payloads[8]
segments = tk.segment(articles)
attributions = tk.attribute(articles, segments)
tokens = tk.mark_voice(tk.tokenize(articles, segments), attributions)
passages = tk.find_reuse(tokens, articles)
found = tk.evidence(tokens, articles, term="harbour")
shares = pd.DataFrame([[0.5, 0.5]] * len(payloads), index=pd.Index(payloads, name=payloads[0]), columns=payloads[:2])
"""
MATHS = "mjx-container"
TYPESET = "from IPython.display import Math\ndisplay(Math('x'))"  # shows when mathematics has been looked for
SHOWING = (
    "for p in payloads: tk.show_text(p)",
    "tk.show_table(articles, payloads[8], rows=99)",
    "tk.show_table(articles.set_axis(payloads[:8], axis=1), rows=99)",
    "tk.show_table(found, rows=99)",
    "tk.show_table(attributions, rows=99)",
    "for k in range(0, len(payloads), 4): tk.show_figure(tk.plot_shares(shares.iloc[k : k + 4]), payloads[k])",
    "tk.show_figure(tk.plot_barcode(tk.term_positions(tokens, 'harbour', articles['outlet'])))",
    "for a, b in zip(articles.index[:-1], articles.index[1:]): display(tk.side_by_side(articles, passages, a, b, segments=segments))",
)
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


@pytest.fixture(scope="module")
def outputs(browser, lab):
    """A notebook run in Lab: what the cells after its first gave, and the watch on its page."""
    Path(lab.root, "payloads.json").write_text(json.dumps(PAYLOADS))

    @contextmanager
    def run(name, sources):
        path = lab.write(f"{name}.ipynb", ["import json", SETTING, *sources, TYPESET])
        with browser.page() as watch:
            lab.open(watch, path)
            assert errors_of(run_cells(watch.page)) == []
            watch.page.wait_for_selector(f".jp-OutputArea .jp-RenderedLatex {MATHS}", timeout=30_000)
            picture(watch.page, f"lab-{name}")
            yield watch, watch.page.locator(".jp-CodeCell .jp-Cell-outputArea")
            lab.shut(watch)

    return run


def test_nothing_fires_in_lab_and_every_payload_is_read_as_it_is(outputs):
    with outputs("payloads", SHOWING) as (watch, shown):
        assert fired(watch) == []
        assert watch.console == []
        assert watch.page.locator(f".jp-OutputArea {MATHS}").count() == 1  # that of the last cell
        for place, source in enumerate(SHOWING, start=2):
            read = words(shown.nth(place).evaluate("node => node.textContent"))
            if "plot_" not in source:  # a picture has no text that could be read
                assert [text for text in PAYLOADS if words(text) not in read] == [], source


def test_payloads_that_a_notebook_does_not_escape_are_reported(outputs):
    kinds = "from IPython.display import HTML, Markdown"
    cells = [f"for p in payloads: display({kind}(p))" for kind in ("HTML", "Markdown")]
    with outputs("planted", [kinds, *cells]) as (watch, _):
        assert len(fired(watch)) > 35
        assert watch.page.locator(f".jp-OutputArea {MATHS}").count() > 1


def words(text):
    """A text without what browsers and readers of files leave out: blanks and characters of no width."""
    return re.sub(r"[\s\0\u200b\ufeff]", "", text)

from pathlib import Path

import nbformat
import pandas as pd
import pytest
from markupsafe import Markup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from toolkit.answers.markup import answer, chip
from toolkit.report.overview import escaped, first_page, title_of, title_of_corpus

EVIL = "<script>alert(1)</script> *a* [b](c) $5m to $9m"
ARTICLES = pd.DataFrame(
    {
        "outlet": ["Beacon", "Ledger", "Beacon", "Ledger", "Beacon"],
        "event": ["fire", "fire", "vote", "vote", "flood"],
        "published": pd.to_datetime(["2024-10-18", "2024-10-19", None, "2025-03-14", "2025-01-01"], utc=True),
    }
)
CARDS = "<ul class='cards broad x'><li class='card'><h3>How many?</h3></li></ul>"
SHORT = "<ul class='plain short x'><li>In three lines.</li></ul>"


def cell(tag, html, source="code"):
    """A cell with a tag that shows HTML."""
    shown = new_output("display_data", {"text/html": str(html)})
    return new_code_cell(source, metadata={"tags": [tag]}, outputs=[shown])


def results(**cells):
    """Notebooks by name, each with a title."""
    return {
        Path(f"{name}.ipynb"): new_notebook(cells=[new_markdown_cell(f"# Page {name}?"), *some])
        for name, some in cells.items()
    }


def said(asked):
    return answer(asked, f"What was found on {asked}.", chip("holds")).html


def parts(page):
    """Headings, as markdown, and HTML of a page in its order."""
    return [
        part.source if part.cell_type == "markdown" else "".join(o.data["text/html"] for o in part.outputs)
        for part in page.cells
    ]


def headings(page):
    return [part.source for part in page.cells if part.cell_type == "markdown"]


def test_without_tagged_cells_the_page_has_facts_limits_and_links():
    page = first_page(results(mine=[new_code_cell("1 + 1")]), ARTICLES, "my corpus")
    assert headings(page) == [
        "# How two outlets told three events",
        "## What cannot be said here",
        "## How to read this",
        "## All pages",
    ]
    shown = "".join(parts(page))
    assert "Anything beyond these three events." in shown
    assert '<a href="mine.html">Page mine?</a>' in shown
    nbformat.validate(page)


def test_answers_stand_in_their_order_with_headings_and_a_link_to_what_shows_them():
    told = results(
        one=[cell("answer", said("How it is told"))],
        two=[
            cell("answer", said("Who copied")),
            *map(new_markdown_cell, ["## Who took it?", "## How much is wire copy?"]),
        ],
        three=[cell("answer", said("What differs most"))],
    )
    page = first_page(told, ARTICLES)
    assert "## Three answers" in headings(page)
    listed = next(part for part in parts(page) if part.startswith("<ol class='answers'>"))
    assert listed.count("<ol") == 1
    asked = [part.split("</h3>")[0] for part in listed.split("<h3>")[1:]]
    assert asked == ["What differs most", "Who copied", "How it is told"]
    assert '<a href="two.html#How-much-is-wire-copy%3F">See the copied text</a></p></div></li>' in listed
    assert '<a href="three.html">See the words</a>' in listed


def test_an_answer_of_ones_own_stands_behind_the_others():
    told = results(
        mine=[cell("answer", "<p class='reading'>So it is.</p>")], other=[cell("answer", said("Who copied"))]
    )
    listed = next(
        part for part in parts(first_page(told, ARTICLES)) if part.startswith("<ol class='answers'>")
    )
    assert listed.index("Who copied") < listed.index("So it is.")
    assert '<a href="mine.html">Read on</a>' in listed
    assert listed.count("<li>") == 2


def test_front_cells_stand_under_their_headings_cards_first_and_then_in_the_order_of_answers():
    told = results(
        frames=[
            cell("answer", said("How it is told")),
            new_markdown_cell("## Told"),
            cell("front", "<p>f</p>"),
        ],
        words=[
            cell("answer", said("What differs most")),
            new_markdown_cell("## Words"),
            cell("front", "<p>w</p>"),
        ],
        claims=[new_markdown_cell("## Cards"), cell("front", CARDS)],
    )
    page = first_page(told, ARTICLES)
    assert headings(page)[2:5] == ["## Cards", "## Words", "## Told"]
    assert parts(page)[parts(page).index("## Words") + 1] == "<p>w</p>"
    assert all(part.source == "" for part in page.cells if part.cell_type == "code")


def test_a_section_has_one_link_that_names_its_page():
    words = [new_markdown_cell("## Words"), cell("front", "<p>a</p>"), cell("front", "<p>b</p>")]
    told = parts(first_page(results(words=words), ARTICLES))
    more = "<p class='note'>All of it: <a href=\"words.html#Words\">Words</a></p>"
    assert told[told.index("## Words") + 1 :][:3] == ["<p>a</p>", "<p>b</p>", more]


def test_what_the_corpus_is_enough_for_stands_above_the_answers():
    assert parts(first_page(results(one=[]), ARTICLES))[1].startswith("<p class='reading'>Can be compared:")


def test_a_title_is_escaped_once():
    told = {Path("event-it.ipynb"): new_notebook(cells=[new_markdown_cell("# It isn&#39;t paid")])}
    assert ">It isn&#39;t paid</a>" in "".join(parts(first_page(told, ARTICLES)))


def test_figures_are_repeated_as_they_are():
    bundle = new_output("display_data", {"image/svg+xml": "<svg/>", "text/plain": "what it shows"})
    front = new_code_cell("plot", metadata={"tags": ["front"]}, outputs=[bundle])
    page = first_page(results(words=[new_markdown_cell("## Words"), front]), ARTICLES)
    assert bundle in [output for part in page.cells for output in part.get("outputs", [])]


def test_limits_of_a_notebook_are_repeated_in_place_of_those_made_here():
    page = first_page(results(one=[cell("limits", "<p>Nothing can be said.</p>")]), ARTICLES)
    assert "Nothing can be said." in "".join(parts(page))
    assert "Anything beyond" not in "".join(parts(page))


def test_of_one_or_two_events_the_page_is_about_them():
    told = results(event=[cell("answer", SHORT), cell("front", CARDS), cell("front", "<p>words</p>")])
    two = ARTICLES[ARTICLES["event"] != "flood"]
    page = first_page(told, two.assign(event_title=["Fire at sea", "", "", ""]))
    assert headings(page)[:2] == ["# Fire at sea and vote", "## In short"]
    assert "In three lines." in "".join(parts(page))
    assert CARDS in parts(page)
    assert "<p>words</p>" not in parts(page)
    many = parts(first_page(told, ARTICLES))
    assert "<p>words</p>" in many
    assert "In three lines." not in "".join(many)


@pytest.mark.parametrize(
    ("articles", "title"),
    [
        (ARTICLES, "How two outlets told three events"),
        (ARTICLES.assign(event=""), "How two outlets told the news"),
        (ARTICLES.assign(outlet="Beacon"), "How one outlet told three events"),
        (ARTICLES.assign(outlet=""), "How three events was told"),
    ],
)
def test_the_title_counts_outlets_and_events(articles, title):
    assert title_of_corpus(articles) == title.replace("events was", "events were")


def test_names_and_titles_are_text():
    evil = ARTICLES.assign(event=EVIL, outlet=EVIL)
    page = first_page(results(one=[]), evil, EVIL)
    assert "<script" not in "".join(parts(page))
    assert title_of(page) == f"{EVIL}: {EVIL}"


def test_a_heading_shows_text_as_it_stands():
    from nbconvert.filters import markdown2html

    shown = Markup(markdown2html(f"# {escaped(EVIL)}")).striptags()
    assert shown.removesuffix("¶") == EVIL


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="articles has no column 'published'"):
        first_page({}, ARTICLES[["outlet", "event"]])


def test_a_figure_without_anything_to_draw_is_not_repeated():
    words = {"image/svg+xml": {"alt": "", "title": "There is nothing to draw", "sub": ""}}
    drawn = new_output("display_data", {"image/svg+xml": "<svg/>"}, metadata=words)
    front = new_code_cell("plot", metadata={"tags": ["front"]}, outputs=[drawn])
    page = first_page(results(wire=[new_markdown_cell("## Wire copy"), front]), ARTICLES)
    assert "## Wire copy" not in parts(page)

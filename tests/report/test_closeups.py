import nbformat
import pandas as pd
import pytest

from toolkit.report.closeups import events_to_read, retitle, slugs_of
from toolkit.report.overview import title_of
from toolkit.study.prepared import prepare

TEXTS = [
    (
        "fire",
        "Beacon",
        "Mill fire kills 12\n\nThe fire at the Oxford mill killed 12 workers on Friday, police said.",
    ),
    (
        "fire",
        "Ledger",
        "Mill fire kills 14\n\nThe fire at the Oxford mill killed 14 workers on Friday, police said.",
    ),
    (
        "vote",
        "Beacon",
        "Vote\n\nThe council voted on Monday to keep the old library open until the year ends.",
    ),
    (
        "vote",
        "Ledger",
        "A vote\n\nThe council voted on Monday to keep the old library open until the year ends.",
    ),
    ("gale", "Beacon", "Gale\n\nA gale blew over the bay."),
    ("gale", "Ledger", "Wind\n\nTrees fell in the night."),
    ("fair", "Beacon", "Fair\n\nA fair began."),
    ("", "Ledger", "Nothing\n\nNothing happened."),
]


@pytest.fixture(scope="module")
def prepared():
    articles = pd.DataFrame(TEXTS, columns=["event", "outlet", "text"]).rename(index="a{}".format)
    return prepare(articles.rename_axis("article_id").assign(published=pd.NaT, agency="", headline=""))


def test_events_with_most_to_check_come_first_then_those_with_most_in_common(prepared):
    assert events_to_read(prepared, 3) == ["fire", "vote", "gale"]
    assert events_to_read(prepared, 1) == ["fire"]


def test_an_event_of_one_outlet_or_without_a_name_gets_no_page(prepared):
    assert events_to_read(prepared, 10) == ["fire", "vote", "gale"]
    assert events_to_read(prepared, 0) == []


def test_events_of_one_name_but_for_its_letters_have_different_files():
    events = ["Mill fire", "mill fire!", "../../etc", "火災", "?"]
    assert list(slugs_of(events).values()) == [
        "event-mill-fire", "event-mill-fire-2", "event-etc", "event-火災", "event-unnamed"
    ]  # fmt: skip
    assert len(slugs_of(["x" * 400])["x" * 400]) < 70


def test_a_title_is_text_whatever_stands_in_it():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# One event\n\nText. # 2")])
    retitle(book, "<b>*Fire*</b>\n# [x](y) $5m")
    heading, _, rest = book.cells[0].source.partition("\n")
    assert not set(heading[2:]) & set("<>*[]()$\n")
    assert rest == "\nText. # 2"
    assert title_of(book) == "<b>*Fire*</b> # [x](y) $5m"


def test_a_notebook_without_a_title_gets_one():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("# no title")])
    retitle(book, "Fire")
    assert [cell.source for cell in book.cells] == ["# Fire", "# no title"]

import pandas as pd
import pytest
from answers.builders import EVIL, stories

from toolkit.answers import copying

EVENTS = [f"event {n}" for n in range(8)]


def shares(*rows):
    """The table of wire shares from (article, outlet, words, wire words)."""
    table = pd.DataFrame(list(rows), columns=["article_id", "outlet", "words", "wire_words"])
    return table.assign(credited_words=table["wire_words"], share=table["wire_words"] / table["words"])


def pairs(*rows):
    """The table of copying from (outlet, outlet, first, passages, words, prose words)."""
    columns = ["outlet_a", "outlet_b", "first", "passages", "words", "prose_words"]
    return pd.DataFrame(list(rows), columns=columns)


def shared(*rows):
    """Passages from (outlet, outlet, event)."""
    table = pd.DataFrame(list(rows), columns=["outlet_a", "outlet_b", "event"])
    return table.assign(article_a="a0", article_b="a1")


def said(articles, wire=None, copied=None, passages=None):
    wire = shares() if wire is None else wire
    passages = shared() if passages is None else passages
    return str(copying(articles, wire, pairs() if copied is None else copied, passages)).split("\n")[1:]


def with_agency(of_beacon, of_ledger):
    """Articles of an agency and two outlets on eight events, with so many of 100 words from the agency."""
    rows = [(name, event, "x") for event in EVENTS for name in ("Beacon", "Ledger", "Wire")]
    articles = stories(*rows, agency="Wire")
    taken = {"Beacon": of_beacon, "Ledger": of_ledger, "Wire": 100}
    wire = [(article, row[0], 100, taken[row[0]]) for article, row in zip(articles.index, rows, strict=True)]
    return articles, shares(*wire)


def test_from_what_to_what_share_outlets_take_from_the_agency():
    answer, sure = said(*with_agency(20, 30), passages=shared(("Beacon", "Wire", "event 0")))
    assert answer == (
        "Both other outlets take text from the agency ▲ Wire: from 20% of the words in ● Beacon to 30% in"
        " ■ Ledger."
    )
    assert sure.startswith("● holds That text is shared: one shared passage of seven words and more.")


def test_whether_one_takes_more_is_tested_and_not_read_from_ranges():
    assert "● holds That ● Beacon takes least" in said(*with_agency(20, 60))[1]
    articles, wire = with_agency(20, 20)
    wire["wire_words"] += [n * n % 5 for n in range(24)]
    wire["share"] = (wire["wire_words"] / 100).where(wire["outlet"] != "Wire", 1.0)
    assert "○ could be chance Which of them takes most" in said(articles, wire)[1]


def test_one_taker_is_told_by_name():
    answer, _ = said(*with_agency(20, 0))
    assert answer == "● Beacon takes text from the agency ▲ Wire: 20% of its words."


def test_with_one_event_no_range_is_given():
    articles, wire = with_agency(20, 30)
    few = articles[articles["event"] == "event 0"]
    assert "◌ not measured Whether one takes more than another: too few events to say." in said(few, wire)[1]


def test_without_an_agency_the_two_that_share_most_are_named():
    articles = stories(*((name, event, "x") for event in ("a", "b") for name in ("Beacon", "Ledger", "Sun")))
    copied = pairs(("Beacon", "Ledger", "", 1, 9, 9), ("Ledger", "Sun", "", 3, 40, 10))
    answer, sure = said(articles, copied=copied, passages=shared(("Sun", "Ledger", "a")))
    assert answer == (
        "■ Ledger and ▲ Sun share most text: three passages, in one of the two events that both tell."
    )
    assert sure == (
        "◐ read both Who had it first is not known: no article has a date. Most of it is quotations, which"
        " both may have heard themselves."
    )


def test_who_had_most_of_it_first_is_told_where_times_tell():
    articles = stories(("Beacon", "a", "x"), ("Ledger", "a", "x"))
    copied = pairs(("Ledger", "Beacon", "Ledger", 3, 40, 40), ("Beacon", "Ledger", "Beacon", 1, 9, 9))
    sure = said(articles, copied=copied)[1]
    assert sure.startswith(
        "◐ read both ■ Ledger had most of these words first. That the other took it from there is likely"
    )


def test_days_alone_do_not_tell_who_was_first():
    articles = stories(("Beacon", "a", "x"), ("Ledger", "a", "x"), published_precision="day")
    articles["published"] = pd.Timestamp("2024-10-18", tz="UTC")
    sure = said(articles, copied=pairs(("Beacon", "Ledger", "", 1, 9, 9)))[1]
    assert "days are known, not hours" in sure


def test_credits_to_an_agency_that_is_not_at_hand_are_counted():
    articles = stories(("Beacon", "a", "x"), ("Ledger", "a", "x"))
    answer, sure = said(articles, shares(("a0", "Beacon", 100, 100)))
    assert answer == "No two outlets share a passage of seven words or more."
    assert sure.endswith("One article names an agency as author.")


def test_where_no_two_tell_an_event_nobody_could_copy():
    answer, sure = said(stories(("Beacon", "a", "x"), ("Ledger", "b", "x")))
    assert answer == "No event is told by two outlets, so that nobody could copy from another."
    assert sure.startswith("◌ not measured")


def test_names_are_text():
    articles = stories((EVIL, "a", "x"), ("Ledger", "a", "x"))
    shown = copying(articles, shares(), pairs((EVIL, "Ledger", EVIL, 1, 9, 9)), shared())
    assert "<script" not in shown._repr_html_()


@pytest.mark.parametrize("name", ["wire", "copied", "passages"])
def test_a_missing_column_is_a_sentence(name):
    tables = {"wire": shares(), "copied": pairs(), "passages": shared()} | {name: pd.DataFrame()}
    with pytest.raises(ValueError, match=f"{name} has no column"):
        copying(stories(("Beacon", "a", "x")), *tables.values())

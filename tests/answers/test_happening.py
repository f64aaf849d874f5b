import pandas as pd
import pytest
from answers.builders import EVIL, map_of, stories, value

from toolkit.answers import event

ARTICLES = stories(("Beacon", "fire", "17"), ("Ledger", "fire", "40"), ("Sun", "vote", "x"))
ROWS = [
    value("How many people were hurt?", "17", ("Beacon",), (("a0", 0, 2),), low=17),
    value("How many people were hurt?", "40", ("Ledger",), (("a1", 0, 2),), low=40),
]
AGREED = value("How many ships?", "Two", ("Beacon", "Ledger"), (("a0", 0, 2),), low=2, kind="agreed")


def passages(*rows):
    """Passages from (article, article, outlet, outlet, earlier)."""
    columns = ["article_a", "article_b", "outlet_a", "outlet_b", "earlier"]
    return pd.DataFrame(list(rows), columns=columns)


def said(*rows, articles=ARTICLES, shared=None, of="fire"):
    return str(event(articles, map_of(*rows), passages() if shared is None else shared, event=of)).split("\n")


def at(*times, precision="time"):
    published = pd.to_datetime(pd.Series([*times, None], index=ARTICLES.index), utc=True)
    return ARTICLES.assign(published=published, published_precision=precision)


def test_disagreement_agreement_and_who_was_first():
    assert said(*ROWS, AGREED) == [
        "“How many people were hurt?” 17, says ● Beacon; 40, says ■ Ledger.",
        "They agree: “How many ships?” two, say ● Beacon and ■ Ledger.",
        "Who was first is not known: no article has a date.",
    ]


def test_two_disagreements_leave_no_room_for_what_they_agree_on():
    other = [row | {"matter": "How many fled?"} for row in ROWS]
    assert len(said(*ROWS, *other, AGREED)) == 3
    assert "They agree" not in "".join(said(*ROWS, *other, AGREED))


def test_nothing_found_names_the_outlets():
    told = "No number and no act was found on which ● Beacon and ■ Ledger differ"
    assert said()[0] == f"{told}; most true conflicts are missed."


def test_one_outlet_alone_has_nobody_to_differ_from():
    assert said(of="vote") == ["▲ Sun alone tells it."]


def test_who_was_first_and_who_followed_with_how_much():
    shared = passages(("a0", "a1", "Beacon", "Ledger", "b"), ("a0", "a1", "Beacon", "Ledger", "b"))
    articles = at("2024-10-18 13:00", "2024-10-18 11:35")
    assert said(articles=articles, shared=shared)[-1] == (
        "■ Ledger was first, on 18 October 2024 at 11:35 (UTC); ● Beacon followed after 1 hour 25 minutes,"
        " with two passages of it."
    )


def test_days_tell_who_was_first_only_where_they_differ():
    apart = at("2024-10-18", "2024-10-19", precision="day")
    assert said(articles=apart)[-1] == "● Beacon was first, on 18 October 2024."
    same = at("2024-10-18", "2024-10-18", precision="day")
    assert said(articles=same)[-1] == "Who was first is not known: days are known, not hours."


def test_names_and_values_are_text():
    articles = stories((EVIL, EVIL, "17"), ("Ledger", EVIL, "40"))
    rows = [row | {"event": EVIL, "matter": EVIL, "value": EVIL, "outlets": (EVIL,)} for row in ROWS]
    assert "<script" not in event(articles, map_of(*rows), passages(), event=EVIL)._repr_html_()


def test_an_unknown_event_is_a_sentence():
    with pytest.raises(ValueError, match="event 'flood' is not known here; choose from"):
        said(of="flood")

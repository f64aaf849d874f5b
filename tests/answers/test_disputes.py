import pandas as pd
import pytest
from answers.builders import EVIL, map_of, stories, value

from toolkit.answers import claims

PAIR = stories(("Beacon", "fire", "It hurt 17."), ("Ledger", "fire", "It hurt 40."))
HURT = [
    value("How many people were hurt? (2)", "17", ("Beacon",), (("a0", 8, 10),), low=17),
    value("How many people were hurt? (2)", "At least 40", ("Ledger",), (("a1", 8, 10),), low=40),
]


def said(*rows, articles=PAIR):
    return str(claims(articles, map_of(*rows))).split("\n")[1:]


def test_the_question_and_its_two_ends_are_told():
    answer, sure = said(*HURT)
    assert answer == "“How many people were hurt?” 17, says ● Beacon; at least 40, says ■ Ledger."
    assert sure.startswith("◐ read both One question with different answers. Found by rules")


def test_several_outlets_say():
    articles = stories(*(("Beacon", "fire", "17"), ("Ledger", "fire", "40"), ("Sun", "fire", "40")))
    rows = [HURT[0], HURT[1] | {"outlets": ("Ledger", "Sun")}]
    assert said(*rows, articles=articles)[0].endswith("at least 40, say ■ Ledger and ▲ Sun.")


def test_of_five_outlets_three_are_named():
    articles = stories(*((name, "fire", "x") for name in ("Beacon", *"BCDEF")))
    rows = [HURT[0], HURT[1] | {"outlets": tuple("BCDEF")}]
    assert "▼ D and two more" not in said(*rows, articles=articles)[0]
    assert "D and two more." in said(*rows, articles=articles)[0]


def test_an_act_is_an_answer_in_words():
    rows = [
        value("Has it been signed?", "signed", ("Beacon",), (("a0", 0, 2),), status="done"),
        value("Has it been signed?", "signed", ("Ledger",), (("a1", 0, 2),), status="denied"),
    ]
    assert said(*rows)[0] == (
        "“Has it been signed?” Yes, it has happened, says ● Beacon; no, it has not, says ■ Ledger."
    )


def test_a_headline_over_its_own_text_is_told_as_such_and_after_what_two_outlets_say():
    articles = PAIR.assign(
        text=["At least 40 flee the ferry\n\nSome 17 people fled the ferry on Friday.", ""]
    )
    more = {"matter": "How many fled?", "mark": "headline", "outlets": ("Beacon",), "article_id": "a0"}
    rows = [HURT[0] | more | {"start": 33, "end": 35}, HURT[1] | more | {"start": 0, "end": 11}]
    told = "“How many fled?” 17 in the text of ● Beacon, at least 40 in the headline."
    assert said(*rows, articles=articles)[0] == told
    assert said(*rows, *HURT, articles=articles)[0].startswith("“How many people were hurt?”")


def test_of_several_events_the_event_and_how_many_have_one_are_named():
    articles = stories(
        ("Beacon", "fire", "17"), ("Ledger", "fire", "40"), ("Beacon", "vote", "x"), ("Ledger", "vote", "y"),
        event_title=["Fire at sea", "Fire at sea", "", ""],
    )  # fmt: skip
    answer = said(*HURT, articles=articles)[0]
    assert answer.startswith("Fire at sea: “How many people were hurt?”")
    assert answer.endswith("One of 2 events has a question on which they differ.")
    of_vote = [row | {"event": "vote"} for row in HURT]
    assert said(*HURT, *of_vote, articles=articles)[0].endswith(
        "Both events have a question on which they differ."
    )


def test_a_question_of_an_event_that_one_outlet_tells_is_not_among_the_shared_ones():
    articles = stories(*((name, event, "x") for event in ("a", "b") for name in ("Beacon", "Ledger")))
    alone = stories(("Beacon", "fire", "17 and 40")).rename(index={"a0": "z"})
    rows = [row | {"outlets": ("Beacon",), "spans": (("z", 0, 2),), "article_id": "z"} for row in HURT]
    assert "events" not in said(*rows, articles=pd.concat([articles, alone]))[0]


def test_a_question_of_no_event_has_no_name_before_it():
    articles = stories(*((name, event, "x") for event in ("a", "b", "") for name in ("Beacon", "Ledger")))
    assert said(*(row | {"event": ""} for row in HURT), articles=articles)[0].startswith("“How many")


def test_what_they_agree_on_is_counted():
    row = value("How many ships?", "two", ("Beacon", "Ledger"), (("a0", 0, 2),), low=2, kind="agreed")
    told = "Two outlets or more agree on one number; of such, about 95 in 100 were really the same"
    assert told in said(*HURT, row)[1]


def test_nothing_found_says_what_is_not_read():
    answer, sure = said()
    assert answer == "No number and no act was found on which they differ."
    assert "who, where, when and why are not read" in sure


def test_where_no_two_tell_an_event_nothing_could_be_found():
    answer, sure = said(articles=PAIR.assign(event=""))
    assert answer == "No event is told by two outlets, so no two of them can disagree on one."
    assert sure == "◌ not measured"


def test_values_and_names_are_text():
    articles = stories((EVIL, EVIL, EVIL), ("Ledger", EVIL, EVIL))
    rows = [
        HURT[0] | {"event": EVIL, "matter": EVIL, "value": EVIL, "outlets": (EVIL,)},
        HURT[1] | {"event": EVIL, "matter": EVIL, "value": EVIL},
    ]
    assert "<script" not in claims(articles, map_of(*rows))._repr_html_()


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="matters has no column 'event'"):
        claims(PAIR, map_of()[["matter", "value"]].assign(article_id=""))

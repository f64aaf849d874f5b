import pytest
from answers.builders import map_of, stories, value

from toolkit.answers.values import asked, inline, questions
from toolkit.answers.values import map_of as rows_of


def numbers(*pairs, **more):
    """Two values of one question, from (low, high)."""
    names = ("Beacon", "Ledger")
    return [
        value("How many?", str(low), (name,), ((name, 0, 1),), low=low, high=high, **more)
        for name, (low, high) in zip(names, pairs, strict=True)
    ]


def flat(*rows):
    """The map of claims, with nothing in a headline."""
    return map_of(*rows).assign(in_headline=False)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (numbers((17, 17), (50, 50)), ""),
        (numbers((13, 13), (40, float("inf"))), "The highest is at least 3 times the lowest."),
        (numbers((63, 63), (200, 999)), "The highest is at least 3.1 times the lowest."),
        (numbers((2, 2), (44, 44)), "The highest is 22 times the lowest."),
        (numbers((96, 96), (97, 97)), "Less than a tenth apart: the one may round the other."),
        (numbers((10, 20), (15, 30)), "The numbers differ."),
        (numbers((0, 0), (5, 5)), "One says none."),
    ],
)
def test_how_far_numbers_are_apart(rows, why):
    assert questions(flat(*rows))[0].why == why


@pytest.mark.parametrize(
    ("statuses", "why"),
    [
        (("done", "denied"), "One says it happened, another that it did not."),
        (("under_way", "denied"), "One says it happened, another that it did not."),
        (("done", "planned"), "The outlets see it at different stages."),
    ],
)
def test_how_far_acts_are_apart(statuses, why):
    rows = [
        value("Has it?", "it", (name,), ((name, 0, 1),), status=status)
        for name, status in zip("BL", statuses, strict=True)
    ]
    assert questions(flat(*rows))[0].why == why


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("later", "One was published later and may know more."),
        ("revised", "One speaks of a number that was corrected or has grown."),
    ],
)
def test_what_may_explain_it_is_told(mark, told):
    rows = numbers((17, 17), (21, 21))
    rows[1]["mark"] = mark
    assert questions(flat(*rows))[0].why.endswith(told)


def test_a_headline_goes_further_or_says_less():
    rows = numbers((12, 12), (20, 99), mark="headline")
    above = map_of(*rows).assign(in_headline=[False, True])
    assert questions(above)[0].why == "The headline goes further than the article’s own text."
    below = map_of(*rows).assign(in_headline=[True, False])
    assert questions(below)[0].why == "The headline says less than the article’s own text."


def test_what_may_be_a_rounding_comes_last():
    near = (row | {"event": "vote"} for row in numbers((1.5e6, 1.5e6), (1.6e6, 1.6e6)))
    far = (row | {"matter": "How far?"} for row in numbers((4, 4), (5, 5)))
    found = questions(flat(*near, *numbers((1, 1), (9, 9)), *far))
    assert [question.event for question in found] == ["fire", "fire", "vote"]


def test_each_event_has_a_turn_before_one_has_two():
    rows = [
        *numbers((1, 1), (9, 9)),
        *(row | {"matter": "How far?"} for row in numbers((1, 1), (5, 5))),
        *(row | {"event": "vote"} for row in numbers((1, 1), (2, 2))),
    ]
    found = [(question.event, question.text) for question in questions(flat(*rows))]
    assert found == [("fire", "How many?"), ("vote", "How many?"), ("fire", "How far?")]


def test_what_agrees_is_no_question():
    assert questions(flat(*numbers((2, 2), (2, 2), kind="agreed"))) == []


@pytest.mark.parametrize(
    ("matter", "question"),
    [
        ("How many jobs go? (2)", "How many jobs go?"),
        ("How many years (fleet, Tarn)? (3)", "How many years?"),
        ("What percentage (state schools)?", "What percentage (state schools)?"),
        ("How much money (million)?", "How much money?"),
        ("How many of them (oath, Roberts)?", "Which number (oath, Roberts)?"),
    ],
)
def test_a_matter_is_asked_in_words(matter, question):
    assert asked(matter) == question


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("TENS OF THOUSANDS of Kim's men", "tens of thousands of Kim's men"),
        ("A", "a"),
        ("", ""),
        ("US", "us"),
    ],
)
def test_a_value_stands_in_a_sentence(value, told):
    assert inline(value) == told


def test_what_stands_in_a_headline_is_found_by_its_place():
    text = "Fire hurts 17 at sea\n\nThe fire on the ferry hurt 17 people on Friday, police said."
    articles = stories(("Beacon", "fire", text))
    rows = [
        value("How many?", "17", ("Beacon",), (("a0", *place),), low=17, mark="headline")
        for place in ((11, 13), (49, 51))
    ]
    assert rows_of(articles, map_of(*rows))["in_headline"].tolist() == [True, False]
    assert not rows_of(articles, map_of(*(row | {"mark": ""} for row in rows)))["in_headline"].any()

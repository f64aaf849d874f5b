import pytest
from answers.builders import EVIL, claims_at, map_of, stories, value

from toolkit.answers import cards

ARTICLES = stories(
    ("Beacon", "fire", "Fire hurts 17\n\nIt was night. Police said 17 people were hurt. More later."),
    ("Ledger", "fire", "At least 40 people were hurt."),
)
FIRST, SECOND = ("a0", 11, 13), ("a1", 0, 18)
ROWS = [
    value("How many people were hurt?", "17", ("Beacon",), (FIRST,), low=17),
    value(
        "How many people were hurt?", "At least 40 people", ("Ledger",), (SECOND,), low=40, high=float("inf")
    ),
]
CLAIMS = claims_at((*FIRST, "headline", ""), (*SECOND, "body", "the coast guard"))


def lines(*rows, articles=ARTICLES, claims=CLAIMS, **more):
    return str(cards(articles, claims, map_of(*rows), **more)).split("\n")


def test_a_card_has_the_values_side_by_side_with_who_says_them():
    assert lines(*ROWS) == [
        "How many people were hurt?",
        "17",
        "● Beacon in the headline",
        "Fire hurts 17",
        "At least 40 people",
        "■ Ledger according to the coast guard",
        "At least 40 people were hurt.",
        "◐ read both",
    ]


def test_the_value_is_marked_in_its_sentence():
    place = ("a0", 41, 50)
    rows = [ROWS[0] | {"spans": (place,)}, ROWS[1]]
    markup = str(cards(ARTICLES, CLAIMS, map_of(*rows)).html)
    assert "<blockquote class='quote'>Police said <mark style=" in markup
    assert ">17 people</mark> were hurt.</blockquote>" in markup
    assert "● Beacon no source named" in lines(*rows)


def test_an_outlet_is_quoted_once_for_a_value_and_three_outlets_at_most():
    articles = stories(*((name, "fire", "Some 40 people.") for name in "ABCDEF"))
    spans = tuple((f"a{n}", 5, 7) for n in (1, 1, 2, 3, 4, 5))
    rows = [ROWS[0] | {"spans": (("a0", 5, 7),), "outlets": ("A",)}, ROWS[1] | {"spans": spans}]
    shown = lines(*rows, articles=articles, claims=claims_at())
    assert shown.count("Some 40 people.") == 4
    assert "Also ▼ E and ✚ F." in shown


def test_further_cards_fold_out():
    rows = [row | {"matter": f"How many {n}?"} for n in range(8) for row in ROWS]
    markup = str(cards(ARTICLES, CLAIMS, map_of(*rows)).html)
    first, rest = markup.split("<details class='more broad'>")
    assert (first.count("class='card'"), rest.count("class='card'")) == (6, 2)
    assert "Two more questions with different answers" in rest


def test_of_a_hundred_questions_thirty_are_shown_and_the_rest_counted():
    rows = [row | {"matter": f"How many {n}?"} for n in range(100) for row in ROWS]
    shown = cards(ARTICLES, CLAIMS, map_of(*rows))
    assert shown.html.count("class='card'") == 30
    assert str(shown).endswith("70 further questions stand in the tables.")


def test_the_event_is_named_where_there_are_several():
    articles = stories(("Beacon", "fire", "17 people"), ("Ledger", "fire", "40"), ("Sun", "vote", "x"))
    rows = [ROWS[0] | {"spans": (("a0", 0, 2),)}, ROWS[1] | {"spans": (("a1", 0, 2),)}]
    assert "fire" in lines(*rows, articles=articles, claims=claims_at())
    assert "fire" not in lines(*rows, articles=articles, claims=claims_at(), event="fire")
    assert "No number and no act was found" in lines(*rows, articles=articles, event="vote")[0]


def test_everything_of_an_article_is_text():
    articles = stories((EVIL, EVIL, EVIL), ("Ledger", EVIL, f"{EVIL} 40"), (EVIL, "vote", ""))
    more = {"event": EVIL, "matter": EVIL, "value": EVIL}
    spans = [(("a0", 0, 8),), (("a1", 3, 20),)]
    rows = [row | more | {"spans": place} for row, place in zip(ROWS, spans, strict=True)]
    claims = claims_at(("a0", 0, 8, "body", EVIL), ("a1", 3, 20, EVIL, EVIL))
    markup = str(cards(articles, claims, map_of(*rows)).html)
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


def test_a_long_sentence_is_cut_at_words():
    text = f"{'before ' * 60}17 {'after ' * 60}."
    place = text.index("17")
    articles = stories(("Beacon", "fire", text), ("Ledger", "fire", "40"))
    rows = [ROWS[0] | {"spans": (("a0", place, place + 2),)}, ROWS[1] | {"spans": (("a1", 0, 2),)}]
    quoted = lines(*rows, articles=articles, claims=claims_at())[3]
    assert quoted.startswith("… before before")
    assert quoted.endswith("after after …")
    assert len(quoted) < 320


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="claims has no column 'source'"):
        cards(ARTICLES, CLAIMS.drop(columns="source"), map_of(*ROWS))

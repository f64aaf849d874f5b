import pytest
from answers.builders import EVIL, map_of, stories, value

from toolkit.answers import agreed

ARTICLES = stories(
    ("Beacon", "fire", "Two ships burned."), ("Ledger", "fire", "Two ships."), ("Sun", "fire", "")
)
ROW = value(
    "How many ships?", "Two ships", ("Beacon", "Ledger"), (("a0", 0, 9), ("a1", 0, 9)), low=2, kind="agreed",
    silent=("Sun",), origins=1,
)  # fmt: skip


def lines(*rows, articles=ARTICLES, **more):
    return str(agreed(articles, map_of(*rows), **more)).split("\n")


def test_a_value_is_told_with_who_gives_it_who_does_not_and_from_how_many_origins():
    assert lines(ROW)[1:3] == [
        "“How many ships?” Two ships, say ● Beacon and ■ Ledger. In ▲ Sun none was found. From one origin.",
        "Two ships burned.",
    ]


def test_origins_are_explained_first_and_told_where_outlets_share_one():
    assert lines(ROW)[0].startswith("“From one origin”: they copied it")
    assert "origin" not in lines(ROW | {"origins": 2})[1]


def test_each_outlet_of_the_event_is_accounted_for():
    assert "▲ Sun gives such numbers, too, which were not matched." in lines(ROW | {"silent": ()})[1]


@pytest.mark.parametrize(
    ("matter", "text", "low"),
    [
        ("How many people were killed?", "50 people", 50),
        ("How many senators?", "two black senators", 2),
        ("How much money (budget)?", "$447 billion", 447e9),
        ("What percentage?", "4 percent", 4),
    ],
)
def test_people_money_and_shares_stand_before_what_agrees_easily(matter, text, low):
    first = ROW | {"matter": matter, "value": text, "low": low, "event": "vote"}
    weeks = ROW | {"matter": "How many weeks?", "value": "52 weeks", "low": 52}
    pages = ROW | {"matter": "How many pages?", "value": "100 pages", "low": 100}
    homes = ROW | {"matter": "How many homes?", "value": "30 homes", "low": 30}
    told = [line.split("”")[0][1:] for line in lines(weeks, pages, ROW, homes, first)[1:] if line[0] == "“"]
    assert told[:2] == [matter, "How many homes?"]


def test_what_most_outlets_give_comes_first_and_the_rest_is_counted():
    all_three = ROW | {"matter": "How many died?", "outlets": ("Beacon", "Ledger", "Sun"), "silent": ()}
    shown = lines(ROW, all_three, rows=1)
    assert "say ● Beacon, ■ Ledger and ▲ Sun" in shown[1]
    assert shown[-1].endswith("One further number that they agree on stands in the tables.")


def test_what_others_give_otherwise_stands_on_a_card_and_not_here():
    other = value("How many ships?", "3", ("Sun",), (("a2", 0, 0),), low=3)
    assert lines(ROW, other)[0].startswith("◐ read both No number was found")


def test_one_event_can_be_asked_for():
    assert lines(ROW, event="vote")[0].startswith("◐ read both No number was found")


def test_everything_is_text():
    articles = stories((EVIL, EVIL, EVIL), ("Ledger", EVIL, ""), ("Sun", "vote", ""))
    row = ROW | {"event": EVIL, "value": EVIL, "outlets": (EVIL, "Ledger"), "silent": (EVIL,)}
    assert "<script" not in agreed(articles, map_of(row))._repr_html_()

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
    assert lines(ROW)[:2] == [
        "Two ships, say ● Beacon and ■ Ledger. ▲ Sun gives no such number. From one origin.",
        "Two ships burned.",
    ]
    assert "From two origins." in lines(ROW | {"origins": 2, "silent": ()})[0]


def test_what_most_outlets_give_comes_first_and_the_rest_is_counted():
    all_three = ROW | {"matter": "How many died?", "outlets": ("Beacon", "Ledger", "Sun"), "silent": ()}
    shown = lines(ROW, all_three, rows=1)
    assert "say ● Beacon, ■ Ledger and ▲ Sun" in shown[0]
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

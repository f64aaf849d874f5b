import pytest

from toolkit.voices.attribution import attribute


def test_second_hand_speech_has_a_row_of_its_own_with_its_way(corpus):
    table = attribute(*corpus("The Reuters news agency said the ministry said it had found no survivors."))
    inner = table[table["via"] != ""]
    assert inner[["source", "content", "via"]].values.tolist() == [
        ["the ministry", "it had found no survivors", "The Reuters news agency"]
    ]


CHAINS = [
    (
        "“The Port Service (PS) said it has learned that two ships left,” the Yonhap news agency said.",
        ["The Port Service (PS)", "it has learned that two ships left", "the Yonhap news agency"],
    ),
    (
        "The army has crossed the river, the Reuters news agency said, citing two officials.",
        ["two officials", "The army has crossed the river", "the Reuters news agency"],
    ),
    (
        "The ferry sank in shallow water, the ministry said, according to Reuters.",
        ["the ministry", "The ferry sank in shallow water", "Reuters"],
    ),
    (
        "According to Reuters, the ministry said that the ferry had sunk.",
        ["the ministry", "that the ferry had sunk", "Reuters"],
    ),
    (
        "The minister said that, according to his officers, the troops had already left.",
        ["his officers", "the troops had already left", "The minister"],
    ),
    (
        "The mayor declined to confirm the report to Reuters.",
        ["The mayor", "to confirm the report to Reuters", "Reuters"],
    ),
    (
        "A ministry source told Reuters that it rained.",
        ["A ministry source", "that it rained", "Reuters"],
    ),
]


@pytest.mark.parametrize(("text", "inner"), CHAINS, ids=lambda value: str(value)[:20])
def test_every_chain_of_second_hand_speech_names_its_way(corpus, text, inner):
    table = attribute(*corpus(text))
    assert table.loc[table["via"] != "", ["source", "content", "via"]].values.tolist() == [inner]


def test_names_of_the_corpus_are_media_and_an_outlet_is_no_way_to_itself(corpus):
    text = "A guard told the Beacon that the search had ended."
    found = attribute(*corpus(text, text, outlet=["Beacon", "Ledger"]))
    assert found["via"].to_list() == ["", "the Beacon"]


def test_what_a_person_reports_of_another_stays_one_row(corpus):
    assert len(attribute(*corpus("Ada Roe said that Bo Cole was late."))) == 1


def test_an_outlet_that_was_told_is_the_way_it_came(corpus):
    found = attribute(*corpus("“The search has ended,” a coast guard official told Reuters on Friday."))
    assert found["via"].to_list() == ["Reuters"]

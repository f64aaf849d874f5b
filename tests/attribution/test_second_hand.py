import numpy as np
import pytest

from toolkit.attribution.attributions import attribute
from toolkit.attribution.linking import link
from toolkit.attribution.rules import CUE, LEFT, RIGHT, SOURCE_LEFT
from toolkit.attribution.second_hand import with_second_hand
from toolkit.attribution.words import read_words
from toolkit.corpus.tokens import sentences


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


def reported(pair, roles):
    """Source, content and way of every attribution, as words, from roles given by hand."""
    (words,) = read_words(*pair, sentences(*pair))
    found = with_second_hand(link(np.array(roles), words), words, frozenset())
    return [
        [words.text(*attribution[name]) for name in ("source", "content", "via")] for attribution in found
    ]


def test_what_is_reported_begins_two_words_after_the_reporting_at_most(corpus):
    roles = [SOURCE_LEFT, CUE, 0, 0, SOURCE_LEFT, CUE, RIGHT]
    near = reported(corpus("Roe said so so Lee said no"), roles)
    assert near == [["Roe", "Lee said no", ""], ["Lee", "no", "Roe"]]
    far = reported(corpus("Roe said so so so Lee said no"), [*roles[:2], 0, *roles[2:]])
    assert far == [["Roe", "so so so", ""], ["Lee", "no", ""]]


def test_a_content_found_by_its_place_has_three_words_at_least(corpus):
    assert reported(corpus("Roe said so so so."), [SOURCE_LEFT, CUE, 0, 0, 0, 0]) == [["Roe", "so so so", ""]]
    assert reported(corpus("Roe said so so."), [SOURCE_LEFT, CUE, 0, 0, 0]) == [["Roe", "", ""]]
    assert reported(corpus("So so so Roe said."), [0, 0, 0, SOURCE_LEFT, CUE, 0]) == [["Roe", "So so so", ""]]
    assert reported(corpus("So so Roe said."), [0, 0, SOURCE_LEFT, CUE, 0]) == [["Roe", "", ""]]


@pytest.mark.parametrize(("length", "is_cited"), [(10, True), (11, False)])
def test_a_cited_source_has_ten_words_at_most(corpus, length, is_cited):
    source = "two " + "big " * (length - 2) + "officials"
    roles = [LEFT] * 3 + [SOURCE_LEFT, CUE, 0, CUE] + [RIGHT] * length
    found = reported(corpus(f"So it is Roe said , citing {source}"), roles)
    assert ([source, "So it is", "Roe"] in found) is is_cited

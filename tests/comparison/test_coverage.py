import numpy as np
import pandas as pd
import pytest
from helpers import corpus

from toolkit.comparison.coverage import coverage_gaps
from toolkit.comparison.reuse import find_reuse

# Two outlets agree on the first sentence; the second is Beacon's own.

SHARED = "Divers searched the sunken ferry for survivors."
OWN = "Engineers blamed rust around forgotten valves."


def gaps(*texts, passages=True, **columns):
    articles, tokens = corpus(*texts, **{"event": "ferry", **columns})
    found = find_reuse(tokens, articles) if passages else None
    return articles, coverage_gaps(tokens, articles, found)


def test_a_sentence_that_one_outlet_alone_has_is_listed():
    articles, table = gaps(f"{SHARED} {OWN}", SHARED)
    row = table[table["kind"] == "sentence"].squeeze()
    assert (row["gap"], row["outlet"], row["outlets"]) == ("only", "Outlet 0", 2)
    assert articles.loc[row["article_id"], "text"][row["start"] : row["end"]] == row["item"] == OWN[:-1]


def test_what_all_but_one_have_is_listed_once():
    _, table = gaps(SHARED, SHARED, OWN)
    rows = table[(table["kind"] == "sentence") & (table["gap"] == "missing")]
    assert rows[["outlet", "article_id", "item"]].values.tolist() == [["Outlet 2", "a0", SHARED[:-1]]]


def test_terms_count_by_outlet():
    _, table = gaps("Ferry valves, valves. Ferry.", "Ferry.", "Harbour ferry.", "Harbour, valves.")
    assert table[["kind", "gap", "outlet", "item", "uses"]].values.tolist() == [
        ["term", "missing", "Outlet 3", "ferry", 4]
    ]


def test_events_are_read_one_by_one_and_one_outlet_makes_no_gap():
    _, table = gaps(SHARED, OWN, OWN, event=["x", "x", "y"])
    assert set(table["event"]) == {"x"}
    _, table = gaps(SHARED, OWN, event=["x", "y"])
    assert table.empty
    assert "two outlets or more" in table.attrs["note"]


def test_a_passage_in_common_closes_a_gap():
    first = "Divers searched the sunken ferry for survivors until darkness fell over grey water."
    second = "Divers searched the sunken ferry for survivors, relatives watching, praying, weeping, hoping."
    _, table = gaps(first, second)
    assert "Outlet 0" not in table.loc[table["kind"] == "sentence", "outlet"].to_list()


LEAD = "Engineers blamed rust around forgotten valves while divers searched the sunken ferry for survivors"


def test_a_sentence_of_which_a_third_is_a_passage_is_also_there_and_one_of_a_quarter_is_not():
    other = (
        "Weeping families waited as divers searched the sunken ferry for survivors in vain, praying, hoping."
    )
    alone = gaps(LEAD + " near Port Vale on Sunday night.", other)[1].query("kind == 'sentence'")
    assert alone["outlet"].to_list() == []
    longer = (
        LEAD
        + " near Port Vale, whose mayor promised families, crews, insurers quick answers about costs, blame"
    )
    alone = gaps(longer + ", inspections, pensions, tugs.", other)[1].query("kind == 'sentence'")
    assert alone["outlet"].to_list() == ["Outlet 0"]


def test_the_caption_says_of_how_many_sentences_and_what_a_gap_means():
    _, table = gaps(f"{SHARED} {OWN}", SHARED)
    assert "of the 3 sentences of 1 event that two outlets or more cover" in table.attrs["caption"]
    assert "without a counterpart in other articles" in table.attrs["caption"]
    assert "a paraphrase counts as missing" in table.attrs["caption"]


def test_an_impossible_overlap_is_refused():
    articles, tokens = corpus(SHARED, OWN, event="x")
    with pytest.raises(ValueError, match="overlap must be in"):
        coverage_gaps(tokens, articles, overlap=0)


@pytest.mark.parametrize(
    ("sentence", "n"), [("Engineers blamed rust.", 0), ("Engineers blamed rust valves.", 1)]
)
def test_a_sentence_needs_four_content_words(sentence, n):
    _, table = gaps(f"{SHARED} {sentence}", SHARED)
    assert (table["kind"] == "sentence").sum() == n


@pytest.mark.parametrize(("text", "n"), [("Valves.", 0), ("Valves. Valves.", 1)])
def test_a_term_needs_two_uses(text, n):
    _, table = gaps(f"{SHARED} {text}", SHARED)
    assert (table["kind"] == "term").sum() == n


@pytest.mark.parametrize(("below", "listed"), [(0.001, []), (-0.001, ["Outlet 0", "Outlet 1"])])
def test_a_counterpart_has_that_share_of_the_weight(below, listed):
    # Of four words two are in both sentences, ln(3/2) each, and two in one of the two, ln 3 each.
    articles, tokens = corpus("ferry harbour captain rescue", "ferry harbour teacher union", event="x")
    share = np.log(3 / 2) / (np.log(3 / 2) + np.log(3))
    assert coverage_gaps(tokens, articles, overlap=share - below)["outlet"].to_list() == listed


def test_a_sentence_whose_words_another_has_among_many_has_a_counterpart_but_is_none():
    short, long = (
        "Divers searched sunken ferry.",
        "Divers searched sunken ferry, engineers blamed rust, valves, steel, crews.",
    )
    _, table = gaps(short, long, passages=False)
    assert table.loc[table["kind"] == "sentence", "outlet"].to_list() == ["Outlet 1"]


def test_a_sentence_counts_with_its_counterparts():
    _, table = gaps(SHARED, SHARED, f"{SHARED} {SHARED}", OWN)
    rows = table[(table["kind"] == "sentence") & (table["gap"] == "missing")]
    assert rows[["outlet", "uses", "outlets"]].values.tolist() == [["Outlet 3", 4, 4]]


def test_words_of_one_event_weigh_nothing_in_another():
    # Alone, and beside a second event with the same words, the first event has the same rows.
    texts = [f"{SHARED} {OWN}", SHARED]
    _, alone = gaps(*texts)
    _, both = gaps(*texts, SHARED, OWN, event=["ferry", "ferry", "other", "other"])
    pd.testing.assert_frame_equal(both[both["event"] == "ferry"], alone)


def test_sentences_are_compared_a_few_at_a_time_with_the_same_result(monkeypatch):
    texts = [f"{SHARED} {OWN}", SHARED, OWN]
    _, whole = gaps(*texts)
    monkeypatch.setattr("toolkit.comparison.coverage._ROWS", 1)
    pd.testing.assert_frame_equal(gaps(*texts)[1], whole)


def test_a_passage_between_two_events_closes_no_gap():
    articles, tokens = corpus(SHARED, OWN, OWN, SHARED, event=["x", "x", "y", "y"])
    span = {"start": 0, "end": len(OWN) - 1}
    row = {f"{name}_{side}": value for side in "ab" for name, value in span.items()}
    between = pd.DataFrame([row | {"article_a": "a1", "article_b": "a2"}])
    pd.testing.assert_frame_equal(coverage_gaps(tokens, articles, between), coverage_gaps(tokens, articles))


def test_terms_that_are_used_more_come_first():
    _, table = gaps("Valves, valves, rust, rust. Valves. Captain, captain.", "Ferry.")
    terms = table[table["kind"] == "term"]
    # Of equal use, the term whose sentence stands first comes first.
    assert terms[["item", "uses"]].values.tolist() == [["valves", 3], ["rust", 2], ["captain", 2]]


def test_articles_without_an_event_or_an_outlet_and_those_not_given_are_left_out():
    articles, table = gaps(SHARED, OWN, OWN, OWN, event=["x", "x", None, "x"], outlet=["A", "B", "C", None])
    assert set(table["article_id"]) == {"a0", "a1"}
    _, tokens = corpus(SHARED, OWN, OWN, OWN)
    pd.testing.assert_frame_equal(coverage_gaps(tokens, articles.iloc[:2]), coverage_gaps(tokens, articles))


def test_articles_that_agree_in_everything_give_an_empty_table_that_says_so():
    _, table = gaps(SHARED, SHARED)
    assert table.attrs["note"] == "Every sentence and term has a counterpart."
    assert table.columns[0] == "event"


@pytest.mark.parametrize("name", ["tokens", "articles", "passages"])
def test_a_missing_column_is_named(name):
    articles, tokens = corpus(SHARED, OWN, event="x")
    given = {"tokens": tokens, "articles": articles, "passages": find_reuse(tokens, articles)}
    given[name] = given[name].drop(columns=given[name].columns[0])
    with pytest.raises(ValueError, match=f"{name} has no column"):
        coverage_gaps(**given)

import pandas as pd
import pytest

from toolkit.comparison.coverage import coverage_gaps
from toolkit.comparison.reuse import find_reuse
from toolkit.corpus.tokens import tokenize

# Two outlets agree on the first sentence; the second is Beacon's own.

SHARED = "Divers searched the sunken ferry for survivors."
OWN = "Engineers blamed rust around forgotten valves."


def corpus(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    outlets = [f"Outlet {number}" for number in range(len(texts))]
    articles = pd.DataFrame(
        {"text": texts, "outlet": outlets, **columns}, index=pd.Index(ids, name="article_id")
    )
    lengths = [len(text) for text in texts]
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": lengths, "kind": "body"})
    return articles, tokenize(articles, body[body["end"] > 0])


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


def test_the_caption_says_how_many_of_all_sentences_are_listed_and_what_that_means():
    _, table = gaps(f"{SHARED} {OWN}", SHARED)
    assert table.attrs["caption"].startswith("1 of the 3 sentences and 0 terms of 1 events")
    assert "without a counterpart in other articles" in table.attrs["caption"]
    assert "a paraphrase counts as missing" in table.attrs["caption"]


def test_an_impossible_overlap_is_refused():
    articles, tokens = corpus(SHARED, OWN, event="x")
    with pytest.raises(ValueError, match="overlap must be in"):
        coverage_gaps(tokens, articles, overlap=0)

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus.context import concordance, evidence
from toolkit.corpus.tokens import tokenize

TEXT = {
    "a": "Roe sends troops. “No troops,” says Doe.",
    "b": "The spy agency saw US troops move. Did us good.",
}


def corpus():
    articles = pd.DataFrame({"text": TEXT.values(), "outlet": ["Beacon", "Ledger"]}, index=list(TEXT))
    rows = [(key, 0, len(text), "body") for key, text in TEXT.items()]
    return articles, tokenize(articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"]))


def test_hits_stand_in_their_context_as_printed():
    articles, tokens = corpus()
    rows = concordance(tokens, articles, "troops", window=2)
    assert rows[["article_id", "left", "hit", "right"]].values.tolist() == [
        ["a", "Roe sends", "troops", "."],
        ["a", "“No", "troops", ",” says Doe."],
        ["b", "saw US", "troops", "move."],
    ]
    assert rows["outlet"].to_list() == ["Beacon", "Beacon", "Ledger"]


def test_the_window_stops_at_the_sentence():
    articles, tokens = corpus()
    assert concordance(tokens, articles, "no")["left"].to_list() == ["“"]


def test_phrases_and_wildcards():
    articles, tokens = corpus()
    assert concordance(tokens, articles, "spy agen*")["hit"].to_list() == ["spy agency"]
    assert len(concordance(tokens, articles, "troops no")) == 0  # never across a sentence end


def test_case_on_demand():
    articles, tokens = corpus()
    assert concordance(tokens, articles, "US", case=True)["hit"].to_list() == ["US"]
    assert len(concordance(tokens, articles, "US")) == 2


@pytest.mark.parametrize(
    ("sort", "first"), [("left", "“No"), ("right", "Roe sends"), ("position", "Roe sends")]
)
def test_sorting(sort, first):
    articles, tokens = corpus()
    assert concordance(tokens, articles, "troops", window=2, sort=sort)["left"].iloc[0] == first


def test_offsets_show_the_hit():
    articles, tokens = corpus()
    for row in concordance(tokens, articles, "t*").itertuples():
        assert articles["text"][row.article_id][row.start : row.end] == row.hit


def test_evidence_gives_whole_sentences_under_conditions():
    articles, tokens = corpus()
    rows = evidence(tokens, articles, term="troops", outlet="Ledger")
    assert rows[["left", "hit", "right"]].values.tolist() == [["The spy agency saw US", "troops", "move."]]
    assert len(evidence(tokens, articles, term="troops", outlet=["Ledger", "Beacon"], segment="body")) == 3


def test_evidence_of_spans_of_any_table():
    articles, tokens = corpus()
    spans = pd.DataFrame({"article_id": ["b", "b"], "start": [4, 18], "end": [14, 27]})
    assert evidence(tokens, articles, spans=spans)["hit"].to_list() == ["spy agency", "US troops"]


def test_a_query_may_be_several_words():
    articles, tokens = corpus()
    both = concordance(tokens, articles, ["agency", "move"])
    assert both["hit"].to_list() == ["agency", "move"]
    pd.testing.assert_frame_equal(concordance(tokens, articles, "agency|move"), both)
    assert len(concordance(tokens, articles, ("us", "US", "u?"))) == 2  # a place counts once


def test_captions_and_furniture_are_searched_only_when_asked():
    articles = pd.DataFrame({"text": ["Fury grew. Fury again. Fury here."]}, index=["a"])
    rows = pd.DataFrame({"article_id": "a", "start": [0, 11, 23], "end": [10, 22, 33]})
    tokens = tokenize(articles, rows.assign(kind=["headline", "body", "caption"]))
    assert len(concordance(tokens, articles, "fury")) == len(evidence(tokens, articles, term="fury")) == 2
    assert len(concordance(tokens, articles, "fury", segments=None)) == 3
    told = evidence(tokens, articles, term="fury", segment="caption")
    assert len(told) == 1
    assert told.attrs["caption"] == "Places in caption, each in its sentence."
    assert len(evidence(tokens, articles, term="fury", segment=("headline", "caption"))) == 2
    assert len(evidence(tokens, articles, spans=rows[2:])) == 1  # spans say themselves where they stand


def test_spans_of_two_sides_are_shown_each_once():
    articles, tokens = corpus()
    pair = {"article_a": "a", "start_a": 10, "end_a": 16, "article_b": "b", "start_b": 4, "end_b": 14}
    rows = evidence(tokens, articles, spans=pd.DataFrame([pair, pair]))
    assert rows["hit"].to_list() == ["troops", "spy agency"]


def test_only_the_articles_given_are_searched_in_their_order():
    articles, tokens = corpus()
    assert concordance(tokens, articles[:1], "troops")["article_id"].to_list() == ["a", "a"]
    assert evidence(tokens, articles[::-1], term="troops")["article_id"].to_list() == ["b", "a", "a"]
    spans = pd.DataFrame({"article_id": ["a", "b"], "start": [0, 4], "end": [3, 7]})
    assert evidence(tokens, articles[1:], spans=spans)["hit"].to_list() == ["spy"]
    pair = {"article_a": "a", "start_a": 10, "end_a": 16, "article_b": "b", "start_b": 4, "end_b": 14}
    assert evidence(
        tokens, articles[1:], spans=pd.DataFrame([pair])
    ).empty  # of a pair whose other side is out


@pytest.mark.parametrize("change", ["reset", "mixed", "filtered, reset"])
def test_filtered_and_mixed_tokens_give_the_same_hits(change):
    articles, tokens = corpus()
    queries = ["troops move", "the agency", "us"]
    if change.startswith("filtered"):
        tokens = tokens[tokens["term"] != "spy"]
    expected = concordance(tokens, articles, queries)
    table = tokens.sample(frac=1, random_state=3) if change == "mixed" else tokens.reset_index(drop=True)
    pd.testing.assert_frame_equal(concordance(table, articles, queries), expected)
    assert "The agency" not in expected["hit"].to_list()  # "spy" stands between, counted or not


def test_nothing_found_says_so():
    articles, tokens = corpus()
    empty = concordance(tokens, articles, "peace")
    assert list(empty.columns) == list(concordance(tokens, articles, "troops").columns)
    assert empty.attrs["note"] == "peace does not occur in headline and body of these articles."
    assert evidence(tokens, articles, term="peace").attrs["note"].startswith("No word")


words = st.lists(st.sampled_from(["a", "b", "c", "a.", "B,"]), max_size=12)


@given(st.lists(words.map(" ".join), min_size=1, max_size=3))
def test_the_number_of_rows_is_the_count(texts):
    articles = pd.DataFrame({"text": texts}, index=[f"x{n}" for n in range(len(texts))])
    rows = [(key, 0, len(text), "body") for key, text in articles["text"].items()]
    tokens = tokenize(articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"]))
    assert len(concordance(tokens, articles, "a")) == (tokens["term"] == "a").sum()
    assert len(evidence(tokens, articles, segment="body")) == len(tokens)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t, a: concordance(t, a, "..."), "no word to search for"),
        (lambda t, a: concordance(t, a, "x", window=-1), "window is -1"),
        (lambda t, a: concordance(t, a, "x", window=2.5), "window is 2.5"),
        (lambda t, a: concordance(t, a, []), "query is empty"),
        (lambda t, a: concordance(t, a, "x", sort="speed"), "sort 'speed' is not known"),
        (lambda t, a: evidence(t, a), "needs spans, a term or a condition"),
        (lambda t, a: evidence(t, a, colour="red"), "condition 'colour' is no column"),
        (
            lambda t, a: evidence(t, a, outlet="Sun"),
            r"outlet 'Sun' is not known here; choose",
        ),
        (lambda t, a: evidence(t, a, term="x", segments=["title"]), "segments 'title' is not known"),
        (lambda t, a: concordance(t, a, "x", segments="title"), "segments 'title' is not known"),
        (lambda t, a: concordance(t.drop(columns="term"), a, "x"), "tokens has no column 'term'"),
    ],
)
def test_bad_input_is_named(call, message):
    articles, tokens = corpus()
    with pytest.raises(ValueError, match=message):
        call(tokens, articles)

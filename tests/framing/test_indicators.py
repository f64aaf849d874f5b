"""Indicators: every place where one stands, with its span."""

import numpy as np
import pandas as pd
import pytest

from toolkit.framing.indicators import frame_hits

TWO = [
    ("Beacon", "e1", "Rivals clash over costs", "It cost a heart attack.", "The US attacked us. No clash."),
    ("Ledger", "e1", "Calm", "It cost.", "Nothing else."),
]


def test_the_longest_indicator_of_a_frame_wins_and_exclusions_are_no_hits(codebook, corpus):
    articles, tokens = corpus(TWO[:1])
    hits = frame_hits(tokens, codebook, articles=articles)
    text = articles["text"].iloc[0]
    spans = [text[start:end] for start, end in zip(hits["start"], hits["end"], strict=True)]
    assert list(zip(hits["frame"], hits["indicator"], spans, hits["segment"], strict=True)) == [
        ("conflict", "clash over", "clash over", "headline"),
        ("money", "clash over costs", "clash over costs", "headline"),
        ("money", "cost*", "cost", "body"),
        ("conflict", "US", "US", "body"),
        ("conflict", "attack*", "attacked", "body"),
        ("conflict", "clash", "clash", "body"),
    ]
    assert (tokens.set_index("place").loc[hits["place"], "start"].to_numpy() == hits["start"]).all()
    assert hits["place"].dtype == "int32"
    assert hits["frame"].cat.categories.tolist() == ["conflict", "money", "silence"]


def test_only_headline_and_body_are_searched_unless_told_otherwise(codebook, corpus):
    articles, tokens = corpus([("Beacon", "e1", "Clash", "An attack.", "Silence.")])
    tokens["segment"] = tokens["segment"].astype(str).where(tokens["paragraph"] < 2, "caption")
    found = {
        segments: frame_hits(tokens, codebook, articles=articles, segments=segments)["frame"].tolist()
        for segments in (("headline", "body"), ("caption",), None)
    }
    assert found == {("headline", "body"): ["conflict"] * 2, ("caption",): ["silence"],
                     None: ["conflict", "conflict", "silence"]}  # fmt: skip
    default = frame_hits(tokens, codebook, articles=articles)
    pd.testing.assert_frame_equal(
        default, frame_hits(tokens, codebook, articles=articles, segments={"body", "headline"}),
        check_categorical=False,
    )  # fmt: skip
    assert set(default["segment"].cat.categories) == {"headline", "body"}


def test_only_the_articles_given_are_searched(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles.tail(1))
    assert hits[["article_id", "indicator"]].to_numpy().tolist() == [["Ledger-e1", "cost*"]]


def test_shuffled_reindexed_and_filtered_tokens_give_the_same_hits(codebook, corpus):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    shuffled = tokens.sample(frac=1, random_state=1)
    for table in (shuffled, shuffled.reset_index(drop=True)):
        pd.testing.assert_frame_equal(frame_hits(table, codebook, articles=articles), hits)
    # "clash over costs" without "over": clash and costs are no neighbours, and "clash" alone is left.
    gap = frame_hits(tokens[tokens["term"] != "over"].reset_index(drop=True), codebook, articles=articles)
    headline = gap[gap["segment"] == "headline"]
    assert headline["indicator"].tolist() == ["clash", "cost*"]
    assert headline["place"].tolist() == [1, 3]


def test_voice_is_carried_where_tokens_have_it(codebook, corpus):
    articles, tokens = corpus(TWO)
    assert "voice" not in frame_hits(tokens, codebook, articles=articles)
    tokens = tokens.assign(voice=np.where(tokens["paragraph"] == 2, "attributed", "own"))
    hits = frame_hits(tokens, codebook, articles=articles)
    assert hits["voice"].tolist() == ["own"] * 3 + ["attributed"] * 3 + ["own"]


def test_nothing_found_gives_a_table_with_all_columns_and_a_note(codebook, corpus):
    articles, tokens = corpus(TWO)
    full = frame_hits(tokens, codebook, articles=articles)
    for none in (tokens.head(0), tokens[tokens["term"] == "calm"]):
        empty = frame_hits(none, codebook, articles=articles)
        assert empty.columns.tolist() == full.columns.tolist()
        assert empty["frame"].cat.categories.tolist() == ["conflict", "money", "silence"]
        assert empty.attrs["note"] == "No indicator of 'Test' stands in headline and body of these articles."
    assert full.attrs["caption"] == "Hits of the indicators of codebook 'Test' in headline and body."
    assert "note" not in full.attrs


def test_an_unknown_kind_of_segment_is_refused(codebook, corpus):
    articles, tokens = corpus(TWO)
    with pytest.raises(ValueError, match=r"segments 'title' is not known here; choose from \['headline'"):
        frame_hits(tokens, codebook, articles=articles, segments=["title"])


@pytest.mark.parametrize("column", ["article_id", "sentence", "start", "end", "term", "segment"])
def test_missing_columns_of_tokens_are_named(codebook, corpus, column):
    articles, tokens = corpus(TWO)
    with pytest.raises(ValueError, match=f"tokens has no column '{column}'"):
        frame_hits(tokens.drop(columns=column), codebook, articles=articles)


def test_what_is_no_codebook_is_refused(codebook, corpus):
    with pytest.raises(TypeError, match="codebook must come from load_codebook, not str"):
        frame_hits(corpus(TWO)[1], "generic.toml")


def test_case_without_articles_is_refused(codebook, corpus):
    with pytest.raises(ValueError, match="articles is needed where case counts"):
        frame_hits(corpus(TWO)[1], codebook)

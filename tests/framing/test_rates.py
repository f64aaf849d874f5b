"""Frames: hits with their spans, rates that add up, and what one indicator does to them."""

import numpy as np
import pandas as pd
import pytest

from toolkit.corpus.tokens import tokenize
from toolkit.framing.codebook import load_codebook
from toolkit.framing.rates import article_rates, frame_hits, frame_rates, frame_sensitivity

CODEBOOK = """\
name = "Test"
[frames.conflict]
definition = "Sides oppose."
indicators = ["clash", "clash over", "attack*", { pattern = "US", case = true }]
exclusions = ["heart attack*"]
[frames.money]
definition = "Costs."
indicators = ["cost*", { pattern = "clash over costs", reason = "a quarrel about money" }]
[frames.silence]
definition = "Nobody speaks."
indicators = ["silence"]
"""


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "test.toml"
    path.write_text(CODEBOOK)
    return load_codebook(path)


def corpus(rows):
    """Articles from (outlet, event, headline, lead, body); segments and tokens of them."""
    articles = pd.DataFrame(
        {
            "outlet": [row[0] for row in rows],
            "event": [row[1] for row in rows],
            "text": ["\n\n".join(row[2:]) for row in rows],
        },
        index=pd.Index([f"{row[0]}-{row[1]}" for row in rows], name="article_id"),
    )
    spans = []
    for article, row in zip(articles.index, rows, strict=True):
        start = 0
        for place, piece in enumerate(row[2:]):
            spans.append((article, start, start + len(piece), "body" if place else "headline"))
            start += len(piece) + 2
    segments = pd.DataFrame(spans, columns=["article_id", "start", "end", "kind"])
    return articles, tokenize(articles, segments)


TWO = [
    ("Beacon", "e1", "Rivals clash over costs", "It cost a heart attack.", "The US attacked us. No clash."),
    ("Ledger", "e1", "Calm", "It cost.", "Nothing else."),
]


def test_the_longest_indicator_of_a_frame_wins_and_exclusions_are_no_hits(codebook):
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
    assert (tokens.loc[hits["token"], "start"].to_numpy() == hits["start"].to_numpy()).all()
    assert hits["frame"].cat.categories.tolist() == ["conflict", "money", "silence"]


def test_rates_are_hits_per_thousand_words_of_each_group(codebook):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles)
    assert table.columns.tolist() == [
        "frame", "outlet", "n", "words", "articles", "events", "per_thousand", "low", "high", "reason",
        "validity"]  # fmt: skip
    found = table[["frame", "outlet", "n", "words", "articles"]].to_numpy().tolist()
    assert found == [
        ["conflict", "Beacon", 4, 15, 1], ["conflict", "Ledger", 0, 5, 1],
        ["money", "Ledger", 1, 5, 1], ["money", "Beacon", 2, 15, 1],
        ["silence", "Beacon", 0, 15, 1], ["silence", "Ledger", 0, 5, 1],
    ]  # fmt: skip
    np.testing.assert_allclose(table["per_thousand"], 1000 * table["n"] / table["words"])
    assert set(table["validity"]) == {"not validated"}
    assert table["reason"].iloc[0] == "no interval: 1 events, 5 needed"
    assert table["n"].sum() == len(hits)


def test_parts_are_headline_first_body_paragraph_and_the_rest(codebook):
    articles, tokens = corpus(TWO)
    table = frame_rates(frame_hits(tokens, codebook, articles=articles), tokens, articles, split="part")
    money = table[(table["frame"] == "money") & (table["outlet"] == "Beacon")]
    assert money[["part", "n", "words"]].to_numpy().tolist() == [
        ["headline", 1, 4], ["lead", 1, 5], ["body", 0, 6]]  # fmt: skip


def test_voices_split_words_and_hits_alike(codebook):
    articles, tokens = corpus(TWO)
    tokens = tokens.assign(voice=pd.Categorical(np.where(tokens["paragraph"] == 2, "attributed", "own")))
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles, split="voice")
    conflict = table[(table["frame"] == "conflict") & (table["outlet"] == "Beacon")]
    assert conflict[["voice", "n", "words"]].to_numpy().tolist() == [["attributed", 3, 6], ["own", 1, 9]]
    own = frame_rates(hits, tokens[tokens["voice"] == "own"], articles)
    assert own["n"].sum() == (hits["voice"] == "own").sum()


def test_only_articles_given_and_segments_asked_for_count(codebook):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    table = frame_rates(hits, tokens, articles.tail(1), segments=("headline",))
    assert table[["outlet", "n", "words"]].drop_duplicates().to_numpy().tolist() == [["Ledger", 0, 1]]


def test_intervals_come_from_events(codebook):
    rows = [("Beacon", f"e{k}", "Clash" if k % 2 else "Calm", "Nothing at all.") for k in range(8)]
    articles, tokens = corpus(rows)
    hits = frame_hits(tokens, codebook, articles=articles)
    row = frame_rates(hits, tokens, articles).iloc[0]
    assert (row["n"], row["words"], row["events"], row["per_thousand"]) == (4, 32, 8, 125.0)
    assert 0 <= row["low"] < 125 < row["high"] <= 250


def test_verdicts_of_a_validation_are_carried(codebook):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    validation = pd.DataFrame({"frame": ["money"], "verdict": ["valid"]})
    table = frame_rates(hits, tokens, articles, validation=validation)
    assert table.groupby("frame")["validity"].first().to_dict() == {
        "conflict": "not validated", "money": "valid", "silence": "not validated"}  # fmt: skip


def test_sensitivity_leaves_each_indicator_out(codebook):
    articles, tokens = corpus(TWO)
    table = frame_sensitivity(frame_hits(tokens, codebook, articles=articles), tokens, articles)
    money = table[table["frame"] == "money"].drop(columns=["frame", "range", "range_without"])
    assert money.to_numpy().tolist() == [
        ["cost*", 2, 2 / 3, "Ledger", "Beacon", False],
        ["clash over costs", 1, 1 / 3, "Ledger", "Ledger", True],
    ]
    assert table.loc[table["frame"] == "conflict", "n"].sum() == 4
    np.testing.assert_allclose(table.loc[table["indicator"] == "cost*", "range_without"], 1000 / 15)


def test_rates_of_articles_agree_with_rates_of_outlets(codebook):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    rates = article_rates(hits, tokens)
    assert rates.loc["Beacon-e1"].round(3).to_dict() == {"conflict": 266.667, "money": 133.333, "silence": 0}


def test_nothing_found_and_nothing_to_count_give_tables_with_all_columns(codebook):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    empty = frame_hits(tokens.head(0), codebook, articles=articles)
    assert empty.columns.tolist() == hits.columns.tolist()
    table = frame_rates(empty, tokens.head(0), articles)
    assert len(table) == 0
    assert table.columns.tolist() == frame_rates(hits, tokens, articles).columns.tolist()
    assert "no rates" in table.attrs["note"]
    assert len(frame_sensitivity(empty, tokens, articles)) == 0


def test_inputs_are_unchanged(codebook):
    articles, tokens = corpus(TWO)
    before = tokens.copy(), articles.copy()
    hits = frame_hits(tokens, codebook, articles=articles)
    kept = hits.copy()
    frame_rates(hits, tokens, articles, split="part")
    frame_sensitivity(hits, tokens, articles)
    for now, then in zip((tokens, articles, hits), (*before, kept), strict=True):
        pd.testing.assert_frame_equal(now, then)


def test_what_is_no_codebook_is_refused(codebook):
    with pytest.raises(TypeError, match="codebook must come from load_codebook, not str"):
        frame_hits(corpus(TWO)[1], "generic.toml")


def test_case_without_articles_is_refused(codebook):
    with pytest.raises(ValueError, match="articles is needed where case counts"):
        frame_hits(corpus(TWO)[1], codebook)


def test_missing_columns_are_named(codebook):
    articles, tokens = corpus(TWO)
    hits = frame_hits(tokens, codebook, articles=articles)
    with pytest.raises(ValueError, match="articles has no column 'event'"):
        frame_rates(hits, tokens, articles.drop(columns="event"))
    with pytest.raises(ValueError, match="tokens has no column 'voice'"):
        frame_rates(hits, tokens, articles, split="voice")
    with pytest.raises(ValueError, match="tokens has no column 'term'"):
        frame_hits(tokens.drop(columns="term"), codebook)
    with pytest.raises(ValueError, match="hits has no column 'indicator'"):
        frame_sensitivity(hits.drop(columns="indicator"), tokens, articles)

"""Frequencies and lockwords: counts on paper, and against a count of each group alone."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from helpers import words
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.counts import count_matrix
from toolkit.files.words import load_stop_words
from toolkit.statistics import measures
from toolkit.terms.frequency import lockwords, term_frequencies

TEXTS = st.lists(st.lists(st.text("abc ", max_size=12), max_size=3), min_size=1, max_size=4)


OUTLETS = pd.Series({"a0": "Sun", "a1": "Star", "a2": "Sun", "a3": "Star"})


def test_count_matrix_has_a_row_for_every_article_and_sorted_terms():
    matrix, ids, terms = count_matrix(words(["b a b"], [], ["c a"]))
    assert ids.tolist() == ["a0", "a1", "a2"]
    assert terms.tolist() == ["a", "b", "c"]
    assert matrix.toarray().tolist() == [[1, 2, 0], [0, 0, 0], [1, 0, 1]]


@given(TEXTS, st.integers(1, 3))
@settings(deadline=None)
def test_ngrams_equal_a_count_sentence_by_sentence(texts, n):
    expected = [
        Counter(
            " ".join(sentence.split()[i : i + n])
            for sentence in sentences
            for i in range(len(sentence.split()) - n + 1)
        )
        for sentences in texts
    ]
    matrix, _, terms = count_matrix(words(*texts), ngram=n)
    found = [{t: int(c) for t, c in zip(terms, row, strict=True) if c} for row in matrix.toarray()]
    assert found == [dict(row) for row in expected]


def test_ngrams_do_not_bridge_a_word_that_was_filtered_out():
    # Published counts of quanteda.textstats' collocation tests: a removed token leaves a gap.
    texts = ["a b c . . a b c . . a b c . . . a b c", "a b . . a b . . a b . . a b . a b"]
    tokens = words(*([text] for text in texts))
    tokens = tokens[tokens["term"] != "."]
    pairs = term_frequencies(tokens, ngram=2)
    assert pairs[["term", "n"]].values.tolist() == [["a b", 9], ["b c", 4]]
    assert term_frequencies(tokens, ngram=3)[["term", "n"]].values.tolist() == [["a b c", 4]]
    assert pairs["share"].tolist() == [9 / 13, 4 / 13]
    assert "Sequences of 2 words" in pairs.attrs["caption"]


def test_ties_are_alphabetical_and_groups_add_up():
    tokens = words(["b a"], ["a b c"], ["b"])
    assert term_frequencies(tokens)[["term", "n"]].values.tolist() == [["b", 3], ["a", 2], ["c", 1]]
    table = term_frequencies(tokens, OUTLETS)
    assert table[["group", "term", "n"]].values.tolist() == [
        ["Star", "a", 1],
        ["Star", "b", 1],
        ["Star", "c", 1],
        ["Sun", "b", 2],
        ["Sun", "a", 1],
    ]


def test_frequencies_on_paper():
    # Sun: "a a b" and "a" (4 words), Star: "a b" and nothing.
    tokens = words(["a a b"], ["a b"], ["a"], [])
    table = term_frequencies(tokens, OUTLETS).set_index(["group", "term"])
    row = table.loc[("Sun", "a"), ["n", "share", "per_thousand", "articles", "share_articles"]]
    assert row.tolist() == [3, 0.75, 750, 2, 1]
    # a: 2/3 and 1/3 of the occurrences in 3/4 and 1/4 of the words; b: all in 3/4 of the words.
    assert table.loc["Sun", "dp"].tolist() == pytest.approx([1 / 12, 1 / 4])
    assert table.loc[("Star", "b"), ["share_articles", "dp"]].tolist() == [1, 0]


@given(TEXTS, st.integers(1, 2))
@settings(max_examples=40, deadline=None)
def test_each_group_is_as_if_it_were_counted_alone(texts, ngram):
    tokens = words(*texts)
    articles = pd.DataFrame({"outlet": OUTLETS.iloc[: len(texts)]})
    table = term_frequencies(tokens, articles, by="outlet", ngram=ngram, stop_words=["b"])
    for group, part in articles.groupby("outlet"):
        own = table[table["group"] == group].reset_index(drop=True).assign(group="all")
        alone = term_frequencies(tokens, part, ngram=ngram, stop_words=["b"])
        pd.testing.assert_frame_equal(own, alone)


def test_captions_count_only_when_asked_for():
    tokens = words([("war", "headline"), "war now", ("war photo", "caption")])
    assert term_frequencies(tokens)["n"].tolist() == [2, 1]
    assert term_frequencies(tokens, segments=None)["n"].sum() == len(tokens)
    assert term_frequencies(tokens, segments={"caption"})["n"].sum() == 2
    assert "headline, body" in term_frequencies(tokens).attrs["caption"]


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_shares_sum_to_1_and_dispersion_equals_the_formula(texts):
    tokens = words(*texts)
    table = term_frequencies(tokens)
    assert table["share"].sum() == pytest.approx(1) or tokens.empty
    matrix, _, terms = count_matrix(tokens)
    dense = matrix.toarray()[matrix.toarray().sum(axis=1) > 0]
    for term, row in table.set_index("term").iterrows():
        counts = dense[:, list(terms).index(term)]
        assert row["dp"] == pytest.approx(measures.dp(counts, dense.sum(axis=1)))


def test_shipped_stop_words_keep_negation_modals_and_contrast():
    stop_words = load_stop_words()
    assert {"the", "of", "is"} <= stop_words
    kept = "no not never nor without can could may might must should will would but however only if".split()
    assert not stop_words & set(kept)
    table = term_frequencies(words(["the army will not leave"]), stop_words=stop_words)
    assert table["term"].tolist() == ["army", "leave", "not", "will"]
    assert table["share"].tolist() == [0.2] * 4
    assert f"{len(stop_words)} stop words left out" in table.attrs["caption"]


def test_a_stop_list_of_ones_own(tmp_path):
    (tmp_path / "mine.toml").write_text('mine = ["army"]\nmore = ["leave"]\n', "utf-8")
    assert load_stop_words(tmp_path / "mine.toml") == {"army", "leave"}


def test_the_articles_of_a_series_are_those_counted_and_one_without_a_value_has_no_name():
    tokens = words(["a"], ["b"])
    assert term_frequencies(tokens, OUTLETS.iloc[:1])[["group", "term"]].values.tolist() == [["Sun", "a"]]
    unnamed = OUTLETS.iloc[:2].mask(OUTLETS.iloc[:2] == "Star")
    assert term_frequencies(tokens, unnamed)["group"].tolist() == ["", "Sun"]


def test_wrong_arguments_are_named():
    tokens, articles = words(["a"]), pd.DataFrame({"outlet": OUTLETS.iloc[:1]})
    with pytest.raises(ValueError, match="segments 'title' is not known here"):
        term_frequencies(tokens, segments=["title"])
    with pytest.raises(ValueError, match="by 'voice' is a column of the articles; give articles as well"):
        term_frequencies(tokens, by="voice")
    with pytest.raises(ValueError, match="articles has no column 'voice'"):
        term_frequencies(tokens, articles, by="voice")
    with pytest.raises(TypeError, match="articles must be a pandas DataFrame, not Series"):
        term_frequencies(tokens, OUTLETS, by="outlet")
    with pytest.raises(ValueError, match="ngram must be 1 or more, not 0"):
        term_frequencies(tokens, ngram=0)


def test_lockwords_are_shared_within_events():
    tokens = words(["war now"], ["war peace"], ["war"], ["peace"])
    articles = pd.DataFrame({"event": ["e", "e", "f", "f"], "outlet": OUTLETS}, index=OUTLETS.index)
    table = lockwords(tokens, articles)
    assert table["term"].tolist() == ["war"]
    row = table.loc[0, ["n", "articles", "outlets", "events", "events_shared", "share_shared"]]
    assert row.tolist() == [3, 3, 2, 2, 1, 0.5]
    assert table.loc[0, "lowest_per_thousand"] == pytest.approx(1000 / 3)
    assert table.loc[0, "highest_per_thousand"] == pytest.approx(2000 / 3)
    nothing = lockwords(tokens, articles.assign(event=""))
    assert nothing.attrs["note"].startswith("No word is shared by every outlet")
    assert nothing.columns.tolist() == table.columns.tolist()
    by_series = lockwords(tokens, articles[[]], by=articles["outlet"], block=articles["event"])
    pd.testing.assert_frame_equal(by_series, table)


def test_lockwords_without_blocks_are_those_of_one_event():
    tokens = words(["war now"], ["war peace"], ["war"], ["peace"])
    articles = pd.DataFrame({"event": ["e", "", "f", "f"], "outlet": OUTLETS}, index=OUTLETS.index)
    table = lockwords(tokens, articles, block=None)
    assert table[["term", "n", "events", "events_shared", "share_shared"]].values.tolist() == [
        ["war", 3, 1, 1, 1.0]
    ]
    nothing = lockwords(tokens, articles, block=None, max_ratio=1.5)
    assert nothing.attrs["note"] == "No word is shared by every outlet at such rates."


def test_lockwords_run_from_most_events_to_the_evenest_rates():
    tokens = words(["a a b c"], ["a b b c"], ["c x x x"], ["c y y y"])
    articles = pd.DataFrame({"event": ["e", "e", "f", "f"], "outlet": OUTLETS}, index=OUTLETS.index)
    assert lockwords(tokens, articles)["term"].tolist() == ["c", "a", "b"]
    assert lockwords(tokens, articles.iloc[:2])["term"].tolist() == ["c", "a", "b"]
    only = lockwords(tokens, articles.iloc[2:])
    assert only["term"].tolist() == ["c"]


def test_an_event_of_one_outlet_shares_nothing():
    tokens = words(["war"], ["war"], ["war"])
    articles = pd.DataFrame({"event": ["e", "e", "f"], "outlet": ["Sun", "Star", "Sun"]}, OUTLETS.index[:3])
    assert lockwords(tokens, articles)[["n", "events", "events_shared"]].values.tolist() == [[3, 1, 1]]


def test_articles_of_no_outlet_and_without_words_do_not_count_as_outlets():
    tokens = words(["war"], ["war"], ["peace"], [])
    articles = pd.DataFrame({"event": "e", "outlet": ["Sun", "Star", "", "Moon"]}, index=OUTLETS.index)
    assert lockwords(tokens, articles)[["term", "outlets"]].values.tolist() == [["war", 2]]
    assert lockwords(tokens.iloc[:0], articles).empty


def test_lockwords_have_a_like_rate_in_every_outlet():
    tokens = words(["war war war town x"], ["war town y y y"])
    articles = pd.DataFrame({"event": "e", "outlet": ["Sun", "Star"]}, index=["a0", "a1"])
    assert lockwords(tokens, articles)["term"].tolist() == ["town"]
    assert lockwords(tokens, articles, max_ratio=3)["term"].tolist() == ["town", "war"]
    assert lockwords(tokens, articles, max_ratio=np.inf)["term"].tolist() == ["town", "war"]
    assert lockwords(tokens, articles, stop_words=["town"]).empty
    assert "at most 2 times the lowest" in lockwords(tokens, articles).attrs["caption"]
    third = pd.DataFrame({"event": ["e", "e", "f"], "outlet": ["Sun", "Star", "Moon"]}, ["a0", "a1", "a2"])
    assert lockwords(words(["town"], ["town"], ["z"]), third).empty
    with pytest.raises(ValueError, match=r"max_ratio must be 1 or more, not 0\.5"):
        lockwords(tokens, articles, max_ratio=0.5)


def test_dispersion_has_an_interval_over_events_where_it_is_asked_for():
    counts = [3, 1, 0, 4, 2, 0, 5, 1]
    texts = [" ".join(["troops"] * n + ["sea"] * (20 - n)) for n in counts]
    tokens = words(*([text] for text in texts))
    articles = pd.DataFrame({"outlet": "Sun", "event": [f"e{k}" for k in range(8)]})
    articles.index = [f"a{k}" for k in range(8)]
    table = term_frequencies(tokens, articles, by="outlet", block="event").set_index("term")
    row = table.loc["troops"]
    without = np.array([measures.dp(np.delete(counts, k)) for k in range(8)])
    spread = np.sqrt(7 / 8 * ((without - without.mean()) ** 2).sum())
    width = 2.364624 * spread / (row["dp"] * (1 - row["dp"]))
    middle = np.log(row["dp"] / (1 - row["dp"]))
    expected = 1 / (1 + np.exp([-middle + width, -middle - width]))
    assert row[["dp_low", "dp_high"]].tolist() == pytest.approx(expected.tolist(), abs=1e-6)
    assert row["reason"] == ""
    few = term_frequencies(tokens, articles.iloc[:4], by="outlet", block="event")
    assert set(few["reason"]) == {"no interval: 4 events, 5 needed"}
    assert "dp_low" not in term_frequencies(tokens, articles, by="outlet")
    groups = articles.assign(outlet=["Sun"] * 6 + ["Star"] * 2)
    both = term_frequencies(tokens, groups, by="outlet", block="event").set_index(["group", "term"])
    alone = term_frequencies(tokens, groups.iloc[:6], by="outlet", block="event").set_index(["group", "term"])
    pd.testing.assert_frame_equal(both.loc[["Sun"]], alone)
    assert both.loc[("Star", "troops"), "reason"] == "no interval: 2 events, 5 needed"


def test_articles_without_words_and_no_articles_have_the_columns_of_dispersion_all_the_same():
    tokens = words(*(["troops sea"] for _ in range(6)))
    articles = pd.DataFrame({"outlet": ["Sun"] * 5 + ["Star"], "event": [f"e{k}" for k in range(6)]})
    articles.index = [f"a{k}" for k in range(6)]
    options = {"by": "outlet", "block": "event"}
    whole = term_frequencies(tokens, articles, **options)
    silent = term_frequencies(tokens[tokens["article_id"] != "a5"], articles, **options)
    assert silent["group"].unique().tolist() == ["Sun"]
    for none in (tokens.iloc[:0], articles), (tokens.iloc[:0], articles.iloc[:0]):
        empty = term_frequencies(*none, **options)
        assert len(empty) == 0
        assert list(empty) == list(silent) == list(whole)


def test_a_term_that_every_event_has_alike_has_no_interval_of_dispersion():
    tokens = words(*(["troops sea"] for _ in range(6)))
    articles = pd.DataFrame({"event": [f"e{k}" for k in range(6)]}, index=[f"a{k}" for k in range(6)])
    table = term_frequencies(tokens, articles, block="event")
    assert set(table["reason"]) == {"no interval: every event has the same rate"}

"""Phrases and collocates: counts on paper, and against a walk through each sentence."""

from collections import Counter

import numpy as np
import pytest
from helpers import words
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.statistics import measures
from toolkit.terms.association import collocates, phrases

TEXTS = st.lists(st.lists(st.text("abc ", max_size=12), max_size=3), min_size=1, max_size=4)


def test_phrases_stay_inside_sentences_and_off_stop_words():
    tokens = words(["the gun law", "gun law of"], ["a gun law", "law gun"])
    table = phrases(tokens, min_count=2, stop_words=["the"])
    assert table["term"].tolist() == ["gun law"]
    # 3 of the 3 pairs that begin with gun and of the 3 that end with law; 7 pairs in all.
    assert table.loc[0, ["n", "articles", "log_dice"]].tolist() == [3, 2, 14]
    assert table.loc[0, "pmi"] == pytest.approx(np.log2(3 * 7 / (3 * 3)))


def test_phrases_equally_strong_run_by_n_then_term_and_rare_ones_are_left_out():
    tokens = words(*[["c d", "a b", "e f"]] * 5, ["e f"], ["g h"])
    table = phrases(tokens)
    assert table[["term", "n", "log_dice"]].values.tolist() == [
        ["e f", 6, 14],
        ["a b", 5, 14],
        ["c d", 5, 14],
    ]


def test_a_phrase_of_three_is_as_strong_as_its_weaker_split():
    tokens = words(["x y z"], ["x y z"], ["x y w"], ["q w z"], ["q w z"])
    table = phrases(tokens, min_count=2).set_index("term")
    # x | y z: 2 of 3 and 2; x y | z: 2 of 3 and 4, as q w z ends in z too.
    assert table.loc["x y z", "log_dice"] == pytest.approx(float(measures.log_dice(2, 3, 4)))
    assert "z x" not in table.index


def test_collocates_on_paper():
    tokens = words(["big war ends", "war war big news"], ["big news"])
    table = collocates(tokens, "war", window=1, min_count=1).set_index("term")
    # Near war, in its sentence: big and ends; big. Of 9 words 3 are near.
    assert table["n"].to_dict() == {"big": 2, "ends": 1}
    assert table.loc["big", "expected"] == pytest.approx(3 * 3 / 9)
    assert table.loc["big", "g2"] == pytest.approx(float(measures.log_likelihood(2, 1, 3, 6)))
    assert table.loc["big", "log_dice"] == pytest.approx(float(measures.log_dice(2, 3, 3)))
    sentence = collocates(tokens, "war", window="sentence", min_count=1).set_index("term")
    assert sentence["n"].to_dict() == {"big": 2, "ends": 1, "news": 1}


def test_a_window_counts_the_words_that_were_filtered_out():
    tokens = words(["war x big", "x war y ends"])
    own = tokens[~tokens["term"].isin(["x", "y"])]
    assert collocates(own, "war", window=1, min_count=1).empty
    assert collocates(own, "war", window=2, min_count=1)["term"].tolist() == ["big", "ends"]
    assert collocates(own, "war", window="sentence", min_count=1)["term"].tolist() == ["big", "ends"]


def test_a_phrase_does_not_bridge_a_word_that_was_filtered_out():
    tokens = words(["gun x law"], ["gun law"], ["gun law"])
    table = phrases(tokens[tokens["term"] != "x"], min_count=1, min_articles=1)
    assert table[["term", "n"]].values.tolist() == [["gun law", 2]]


def test_what_nothing_is_as_common_as_is_a_note():
    tokens = words(["a b"], ["a b"])
    assert phrases(tokens, min_count=3).attrs["note"] == "No sequence is as common as that."
    assert phrases(tokens, min_count=2)["n"].tolist() == [2]
    assert collocates(tokens, "a", min_count=3).attrs["note"] == (
        "No word stands near 'a' 3 times; it occurs 2 times."
    )
    assert collocates(tokens, "a", min_count=2)["n"].tolist() == [2]


def test_defaults_ask_for_three_near_and_five_in_two_articles():
    near = words(["war big"] * 3, ["war peace"] * 2)
    assert collocates(near, "war")["term"].tolist() == ["big"]
    far = words(["war a b c d big", "war a b c d e news"] * 3)
    assert "big" in collocates(far, "war")["term"].tolist()
    assert "news" not in collocates(far, "war")["term"].tolist()
    assert phrases(words(["a b"] * 5)).empty
    assert phrases(words(["a b"] * 4, ["a b"]))["term"].tolist() == ["a b"]
    assert phrases(words(["a b"] * 3, ["a b"])).empty


def test_stop_words_are_no_collocates_but_count_as_words():
    tokens = words(["war the big"] * 3)
    table = collocates(tokens, "war", stop_words=("the",))
    assert table["term"].tolist() == ["big"]
    assert table.loc[0, "expected"] == pytest.approx(6 * 3 / 9)


def test_a_node_everywhere_has_no_delta_p():
    tokens = words(["a a"])
    assert collocates(tokens, "a", min_count=1).empty
    whole = collocates(words(["b a b"]), "a", min_count=1)
    assert whole.loc[0, "delta_p"] == 1


@given(TEXTS, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_collocates_equal_a_walk_through_each_sentence(texts, window):
    expected = Counter()
    for sentence in (sentence.split() for sentences in texts for sentence in sentences):
        nodes = [i for i, term in enumerate(sentence) if term == "a"]
        expected.update(
            term
            for i, term in enumerate(sentence)
            if term != "a" and any(abs(i - node) <= window for node in nodes)
        )
    table = collocates(words(*texts), "a", window=window, min_count=1)
    assert dict(zip(table["term"], table["n"], strict=True)) == dict(expected)


@pytest.mark.parametrize("window", [0, -1, "paragraph", 2.5])
def test_a_window_that_is_none_is_named(window):
    with pytest.raises(ValueError, match="is neither a number of words above 0 nor 'sentence'"):
        collocates(words(["a b"]), "a", window=window)


def test_phrases_of_one_word_are_refused():
    with pytest.raises(ValueError, match="max_words must be 2 or more, not 1"):
        phrases(words(["a b"]), max_words=1)

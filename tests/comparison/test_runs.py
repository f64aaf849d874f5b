import numpy as np
import pandas as pd
import pytest

from toolkit.comparison.runs import equal_runs, runs_of, times_of, word_table
from toolkit.corpus.tokens import tokenize


def words_of(*texts, max_uses=100, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    articles = pd.DataFrame({"text": texts, "outlet": ids, "event": "x", **columns}, index=ids)
    ends = [len(text) for text in texts]
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": ends, "kind": "body"})
    return word_table(tokenize(articles, body), articles, max_uses)


@pytest.mark.parametrize(("n", "bounds"), [(100, [0, 100]), (101, [0, 100, 101])])
def test_a_sentence_without_an_end_is_cut_after_a_hundred_words(n, bounds):
    assert words_of("word " * n)["bounds"].tolist() == bounds


def test_a_unit_ends_with_a_sentence_and_a_stretch_with_the_article():
    words = words_of("One two. Three four.", "One two.")
    assert words["bounds"].tolist() == [0, 2, 4, 6]
    assert words["stretch"].tolist() == [1, 1, 1, 1, 2, 2]
    assert words["first"].tolist() == [0, 4, 6]


def test_equal_runs_are_pairs_of_positions_of_two_outlets():
    words = words_of("a b c d", "x a b c d", "a b c d", outlet=["A", "B", "A"])
    pairs, skipped = equal_runs(*runs_of(words, 4), words, 3, 100)
    assert pairs.T.tolist() == [[0, 5], [5, 9]]
    assert skipped == 0


def test_a_run_that_is_used_too_often_is_skipped_whole():
    words = words_of("a b c d", "x a b c d", "y a b c d")
    assert equal_runs(*runs_of(words, 4), words, 3, 3)[0].shape == (2, 3)
    pairs, skipped = equal_runs(*runs_of(words, 4), words, 3, 2)
    assert (pairs.shape, skipped) == ((2, 0), 1)


def test_uses_further_apart_than_the_window_do_not_add_up():
    published = pd.to_datetime(["2024-03-01", "2024-03-02", "2024-03-09"], utc=True)
    words = words_of("a b c d", "x a b c d", "y a b c d", event="", published=published)
    pairs, skipped = equal_runs(*runs_of(words, 4), words, 3, 2)
    assert (pairs.T.tolist(), skipped) == ([[0, 5]], 0)


def test_only_what_stands_for_many_copies_is_searched():
    words = words_of("a b c d", "a b c d", "a b c d", "x a b c d", max_uses=2)
    assert words["stand_in"].tolist() == [0, 0, 0, 3]
    assert equal_runs(*runs_of(words, 4), words, 3, 2)[0].T.tolist() == [[0, 13]]


def test_times_are_those_of_utc_and_missing_ones_are_not_a_time():
    articles = pd.DataFrame({"published": pd.to_datetime(["1724-03-01T12:00+02:00", None], utc=True)})
    assert times_of(articles).tolist() == times_of(articles.astype("str").replace("NaT", None)).tolist()
    assert times_of(articles)[0] == np.datetime64("1724-03-01T10:00")
    assert np.isnat(times_of(articles)[1])
    assert np.isnat(times_of(pd.DataFrame(index=["a"]))).all()

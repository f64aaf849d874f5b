import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus import stream
from toolkit.corpus.stream import Stream


def table(terms, articles=None, sentences=None):
    return pd.DataFrame(
        {
            "article_id": pd.Categorical(articles or ["a"] * len(terms)),
            "sentence": np.array(sentences or [0] * len(terms), np.int32),
            "term": pd.Categorical(list(terms)),
            "place": np.arange(len(terms), dtype=np.int32),
        }
    )


def test_sentences_open_at_each_new_number_or_article():
    tokens = table("wxyz", ["a", "a", "b", "b"], [0, 1, 1, 1])
    assert Stream(tokens).opens.tolist() == [0, 1, 2, 4]
    assert Stream(tokens[:0]).opens.tolist() == [0]


def test_a_word_that_was_filtered_out_ends_a_run():
    tokens = table("wxyz")
    assert Stream(tokens).runs.tolist() == [1, 1, 1, 1]
    assert Stream(tokens[tokens["term"] != "x"]).runs.tolist() == [1, 2, 2]


@given(st.lists(st.sampled_from("abc"), max_size=30))
def test_the_index_finds_every_place_of_a_term(terms):
    found = Stream(table(terms))
    for word in set(terms):
        codes = np.array([found.code_of[word]])
        assert found.rows_with(codes).tolist() == [row for row, term in enumerate(terms) if term == word]
        assert found.frequency(codes) == terms.count(word)
    everything = np.arange(len(found.terms))
    assert found.rows_with(everything).tolist() == list(range(len(terms)))


def test_what_was_worked_out_is_kept_with_the_table_and_goes_with_it():
    tokens = table("abca")
    before, kept = len(stream._known), Stream(tokens)._kept
    assert Stream(tokens)._kept is kept
    assert Stream(tokens.assign(voice="own"))._kept is kept
    assert Stream(tokens[1:])._kept is not kept
    del tokens, kept
    gc.collect()
    assert len(stream._known) <= before


@pytest.mark.parametrize(
    ("rows", "column", "values"),
    [([0], "term", ["b"]), ([0, 1], "term", ["b", "a"]), ([2, 3], "sentence", 1), ([0, 1], "place", 7)],
    ids=["a term", "two terms exchanged", "a sentence", "places"],
)
def test_what_is_written_over_in_place_is_seen(rows, column, values):
    tokens = table("abca")
    for work in ("is_ordered", "opens", "runs", "_index"):
        getattr(Stream(tokens), work)
    tokens.loc[rows, column] = values
    after, anew = Stream(tokens), Stream(tokens.copy())
    assert after.is_ordered == anew.is_ordered
    assert [after.opens.tolist(), after.runs.tolist()] == [anew.opens.tolist(), anew.runs.tolist()]
    assert [part.tolist() for part in after._index] == [part.tolist() for part in anew._index]


def test_changes_leave_no_more_than_one_entry_a_table():
    tokens, before = table("abca"), len(stream._known)
    for _ in range(5):
        tokens.loc[0, "term"] = "b"
        assert Stream(tokens).is_ordered
        tokens.loc[0, "term"] = "a"
        assert Stream(tokens).is_ordered
    assert len(stream._known) == before + 1


def test_order_is_by_article_then_place():
    tokens = table("abcd", ["a", "a", "b", "b"])
    assert Stream(tokens).is_ordered
    assert not Stream(tokens[::-1]).is_ordered
    assert not Stream(pd.concat([tokens, tokens[:1]])).is_ordered

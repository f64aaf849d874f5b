"""Any split of a corpus into batches gives the tables that the single functions give."""

import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import toolkit as tk
from toolkit.study import batches
from toolkit.study.batches import mark

# What one article cannot know alone: persons of other articles of its event, outlets that are told.
TEXTS = [
    "Mayor Ada Roe spoke on Friday. “The bridge is safe,” Roe said. She said nobody was hurt.",
    "Roe told the Ledger that the bridge would close.\n\nThe ministry denied it, Tom Cole said.",
    "Police said the ferry was late.",
    "“No,” said Cole. “Not today.”",
    "Der Hafen ist zu, weil der Sturm die Mauer zerstört hat, sagte die Polizei am Abend.",
    "Harbour shut",
    "",
    "The Meridian reported that Roe said the port was shut, according to two officials.",
]


def articles_of(chosen):
    """Articles of (text, event, outlet)."""
    texts, events, outlets = zip(*chosen, strict=True) if chosen else ((), (), ())
    ids = pd.Index([f"a{number}" for number in range(len(texts))], dtype="str", name="article_id")
    return pd.DataFrame({"text": texts, "event": events, "outlet": outlets}, index=ids).astype("str")


def assert_equal_to_single_calls(articles, found):
    segments = tk.segment(articles)
    expected = segments, tk.attribute(articles, segments)
    for made, table in zip(found, expected, strict=True):
        assert_frame_equal(made, table, check_exact=True)
        assert made.attrs == table.attrs


parts = st.tuples(st.sampled_from(TEXTS), st.sampled_from(["", "x", "y"]), st.sampled_from(["Ledger", "Sun"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(parts, max_size=9), st.integers(1, 10))
def test_any_split_gives_the_same_tables(chosen, size):
    articles = articles_of(chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "SIZE", size)
        assert_equal_to_single_calls(articles, mark(articles))


@pytest.mark.parametrize("size", [5, 31, 32])
def test_the_sample_in_batches_is_the_sample(sample, monkeypatch, size):
    monkeypatch.setattr(batches, "SIZE", size)
    segments, attributions = mark(sample.articles)
    assert_frame_equal(segments, sample.segments)
    assert_frame_equal(attributions, sample.attributions)


def test_several_processes_give_the_same_tables(sample, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 5)
    segments, attributions = mark(sample.articles, workers=2)
    assert_frame_equal(segments, sample.segments)
    assert_frame_equal(attributions, sample.attributions)


def test_without_a_column_for_events_each_article_is_one():
    articles = articles_of([(TEXTS[0], "", "Sun"), (TEXTS[1], "", "Sun")])[["text"]]
    assert_equal_to_single_calls(articles, mark(articles))


def test_a_process_that_is_killed_is_told_in_a_sentence():
    with pytest.raises(RuntimeError, match="A process that read articles was killed, or found no memory"):
        list(batches._each(os._exit, [(1,), (1,)], 2, 2, "prepare"))


@pytest.mark.parametrize(("articles", "workers"), [(199, 1), (200, 3)])
def test_workers_start_where_there_is_enough_to_do(monkeypatch, articles, workers):
    asked = []

    def alone(function, tasks, total, workers, what):
        asked.append(workers)
        return (function(*task) for task in tasks)

    monkeypatch.setattr(batches, "cpu_count", lambda: 3)
    monkeypatch.setattr(batches, "_each", alone)
    mark(articles_of([("Harbour shut", "", "")] * articles))
    assert asked == [workers, workers]


def test_whole_events_stay_together_and_those_in_which_nobody_speaks_are_left_out(monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 2)
    articles = articles_of([("", event, "") for event in "xyxyxzuv"])
    spoken = pd.DataFrame({"article_id": ["a0", "a0", "a1", "a3", "a5"]})
    parts = [(rows.tolist(), place.tolist()) for rows, place in batches._by_event(articles, spoken)]
    # Three articles of x are more than two; those of y are two; z and u are two together.
    assert parts == [([0, 1], [0, 2, 4]), ([2, 3], [1, 3]), ([4], [5])]
    monkeypatch.setattr(batches, "SIZE", 6)
    parts = [(rows.tolist(), place.tolist()) for rows, place in batches._by_event(articles, spoken)]
    assert parts == [([0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5])]

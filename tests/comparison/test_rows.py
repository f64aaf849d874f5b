"""Rules of every function of the room: rows in any order, and the articles given are those that count."""

import pandas as pd
import pytest

from toolkit.comparison.coverage import coverage_gaps
from toolkit.comparison.directions import copying
from toolkit.comparison.reuse import find_reuse
from toolkit.comparison.vocabulary import similarity
from toolkit.comparison.wire import mark_wire, wire_share

MADE = {
    "find_reuse": lambda tokens, articles, passages: find_reuse(tokens, articles),
    "similarity": lambda tokens, articles, passages: similarity(tokens, articles),
    "similarity by": lambda tokens, articles, passages: similarity(tokens, articles, by="outlet"),
    "wire_share": wire_share,
    "coverage_gaps": coverage_gaps,
    "copying": lambda tokens, articles, passages: copying(articles, passages),
}
ORDERS = {
    "shuffled": lambda tokens: tokens.sample(frac=1, random_state=1),
    "reset": lambda tokens: tokens.sample(frac=1, random_state=2).reset_index(drop=True),
    "by term": lambda tokens: tokens.sort_values("term"),
    "labelled": lambda tokens: tokens.set_axis(range(7, len(tokens) + 7)),
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", [name for name in MADE if name != "copying"])
def test_the_order_and_the_labels_of_tokens_say_nothing(sample, name, order):
    tables = [
        MADE[name](tokens, sample.articles, sample.passages)
        for tokens in (sample.tokens, ORDERS[order](sample.tokens))
    ]
    pd.testing.assert_frame_equal(*tables)


@pytest.mark.parametrize("name", MADE)
def test_the_articles_given_are_those_that_count(sample, name):
    some = sample.articles[sample.articles["outlet"] != "The Lantern"].iloc[::-1]
    tokens = sample.tokens[sample.tokens["article_id"].isin(some.index)]
    given = MADE[name](sample.tokens, some, sample.passages)
    alone = MADE[name](tokens, some, find_reuse(tokens, some))
    if name == "copying":  # the sides of a passage follow the order of the articles, and so do ties
        keys = ["first", "later", "direction"]
        given, alone = (table.sort_values(keys, ignore_index=True) for table in (given, alone))
    pd.testing.assert_frame_equal(given, alone)
    assert len(given) > 0


def test_marks_stand_beside_the_same_words_whatever_their_order(sample):
    marked = mark_wire(sample.tokens, sample.articles, sample.passages)["wire"]
    for order in ORDERS.values():
        tokens = order(sample.tokens).assign(
            label=order(sample.tokens.assign(label=sample.tokens.index))["label"]
        )
        wire = mark_wire(tokens, sample.articles, sample.passages).set_index("label")["wire"].sort_index()
        assert wire.to_list() == marked.to_list()


def test_nothing_given_is_changed(sample):
    given = sample.tokens, sample.articles, sample.passages
    before = [table.copy(deep=True) for table in given]
    for function in (*MADE.values(), mark_wire):
        function(*given)
    for table, copy in zip(given, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)
        assert table.attrs == copy.attrs

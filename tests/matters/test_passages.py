import pandas as pd

from tests.helpers import pages
from toolkit.claims.numbers import quantities
from toolkit.matters.meetings import compare
from toolkit.matters.passages import changed_numbers, pairs_in

TEXTS = {"a": "Aside. The fire killed 12 miners, and 3 dogs.", "b": "The fire killed 14 miners, and 3 dogs."}


def compared():
    articles, segments = pages(TEXTS)
    return compare(quantities(articles, segments), articles)


def passage(kind="edited", a=(7, 45), b=(0, 38), names=("a", "b")):
    sides = {"article_a": names[0], "start_a": a[0], "end_a": a[1], "article_b": names[1], "start_b": b[0]}
    return pd.DataFrame([sides | {"end_b": b[1], "kind": kind}])


def test_numbers_at_one_place_of_a_passage_are_a_pair():
    assert pairs_in(compared().claims, passage()) == {(0, 2), (1, 3)}
    assert pairs_in(compared().claims, passage(a=(0, 38), b=(7, 45), names=("b", "a"))) == {(0, 2), (1, 3)}


def test_a_passage_with_more_numbers_on_one_side_says_nothing():
    assert pairs_in(compared().claims, passage(a=(7, 34))) == set()


def test_a_number_is_in_a_passage_that_it_begins_in():
    start = TEXTS["b"].index("14")
    assert pairs_in(compared().claims, passage(a=(7, 24), b=(start, start + 1))) == {(0, 2)}
    assert pairs_in(compared().claims, passage(a=(7, 23), b=(start, start + 1))) == set()


def test_passages_of_other_articles_hold_nothing():
    assert pairs_in(compared().claims, passage(names=("x", "b"), a=(0, 9), b=(0, 9))) == set()


def changed(passages):
    table = compared()
    pairs = zip(table.a, table.b, changed_numbers(table, passages), strict=True)
    return {(int(a), int(b)) for a, b, is_changed in pairs if is_changed}


def test_numbers_are_changed_in_edited_passages_only():
    assert changed(passage()) == {(0, 2), (1, 3)}
    assert changed(passage("verbatim")) == changed(None) == changed(passage().iloc[:0]) == set()

import numpy as np
import pandas as pd
import pytest

from tests.helpers import pages
from toolkit.claims.numbers import quantities
from toolkit.matters import meetings
from toolkit.matters.meetings import compare, one_digit_apart, rounds, sure

FIRST = "The fire killed 12 miners at the Oxford pit."


def met(first, second, **columns):
    """The pairs of numbers of two texts: their words, and whether they agree."""
    articles, segments = pages({"a": first, "b": second}, **columns)
    compared = compare(quantities(articles, segments), articles)
    text = compared.claims["text"].to_numpy()
    pairs = zip(text[compared.a], text[compared.b], compared.agree, strict=True)
    return [(one, other, bool(agree)) for one, other, agree in pairs]


@pytest.mark.parametrize(
    ("second", "pairs"),
    [
        ("The pit fire killed 14 miners.", [("12 miners", "14 miners", False)]),
        ("The pit fire killed 12 miners.", [("12 miners", "12 miners", True)]),
        ("The pit fire killed 10 to 15 miners.", [("12 miners", "10 to 15 miners", True)]),
        ("The pit fire killed more than 10 miners.", [("12 miners", "more than 10 miners", True)]),
        ("The pit fire killed 30 dogs.", []),
        ("The pit fire cost $12.", []),
        ("The pit fire killed 30 other miners.", []),  # a rest is no whole
        ("The pit fire was in 2016.", []),
    ],
)
def test_numbers_of_one_unit_and_a_like_noun_meet(second, pairs):
    assert met(FIRST, second) == pairs


def test_numbers_meet_in_one_event_of_two_outlets():
    second = "The pit fire killed 14 miners."
    assert met(FIRST, second, event=["x", "y"]) == []
    assert met(FIRST, second, event="") == []
    assert met(FIRST, second, event=[None, None]) == []
    assert met(FIRST, second, outlet="Beacon") == []
    assert len(met(FIRST, second, outlet=["", None])) == 1  # an article without outlet has one of its own
    articles, segments = pages({"a": FIRST, "b": second})
    alone = articles.drop(columns="event")
    assert len(compare(quantities(articles, segments), alone).a) == 0


def test_nouns_of_one_class_meet_and_those_of_two_do_not():
    assert met("They sent 12 soldiers.", "They sent 14 troops.") == [("12 soldiers", "14 troops", False)]
    assert met("They sent 12 soldiers.", "They sent 14 miners.") == []


def test_a_number_without_noun_meets_any_of_its_unit():
    articles, segments = pages({"a": FIRST, "b": "The pit fire killed 30 dogs."})
    claims = quantities(articles, segments)
    bare = claims.assign(noun=claims["noun"].where(claims["text"] == "12 miners", ""), noun_class="")
    assert [len(compare(table, articles).a) for table in (claims, bare)] == [0, 1]


def test_pairs_of_one_outlet_are_known_as_such():
    articles, segments = pages({"a": f"{FIRST} At Oxford 14 miners left.", "b": FIRST})
    compared = compare(quantities(articles, segments), articles)
    assert compared.between.tolist() == [False, True, True]
    assert compared.a.tolist() == [0, 0, 1]
    assert compared.b.tolist() == [1, 2, 2]


def test_shared_words_weigh_what_they_are_rare(monkeypatch):
    articles, segments = pages({"a": "Oxford lost 12 boats.", "b": "Oxford saw 14 boats."})
    compared = compare(quantities(articles, segments), articles)
    weight = np.log(502 / (500 * 0.004 + 2))
    known = dict(zip(compared.contexts.stems, compared.contexts.weight, strict=True))
    assert compared.shared == pytest.approx([known["oxford"] + known["boat"]])
    assert known["boat"] == pytest.approx(weight)
    monkeypatch.setattr(meetings, "_CELLS", 1)
    monkeypatch.setattr(meetings, "shared", lambda words, a, b: np.zeros(len(a)))
    assert len(compare(quantities(articles, segments), articles).a) == 1


def test_blocks_of_any_size_find_the_same_pairs(monkeypatch):
    texts = {name: f"{FIRST} At Vale {n + 13} miners left." for n, name in enumerate("abcd")}
    articles, segments = pages(texts)
    claims = quantities(articles, segments)
    whole = compare(claims, articles)
    monkeypatch.setattr(meetings, "_CELLS", 64)
    parts = compare(claims, articles)
    assert sorted(zip(parts.a, parts.b, strict=True)) == sorted(zip(whole.a, whole.b, strict=True))
    assert len(whole.a) == 28


@pytest.mark.parametrize(
    ("one", "other", "is_rounded"),
    [
        (12_000, 11_932, True),
        (12_000, 12_499, True),
        (12_000, 12_500, True),  # also rounded down from the middle: cut
        (12_000, 12_600, True),  # cut, and 4.8% off
        (12_000, 12_700, False),  # 5.5% off
        (12_000, 11_499, False),
        (40, 38, False),
        (13, 13.3, True),
        (47, 48, False),
        (1_000, 1_040, True),
        (100, 105, True),
        (1_000, 1_052, True),  # 4.94% off
        (1_000, 1_053, False),  # 5.03%
        (100, 106, False),
    ],
)
def test_the_rounder_number_agrees_with_the_one_it_rounds_or_cuts(one, other, is_rounded):
    assert rounds(one, other) == rounds(other, one) == is_rounded


def test_a_rounding_agrees_in_two_texts():
    assert met("It cost 11,932 jobs.", "It cost 12,000 jobs.") == [("11,932 jobs", "12,000 jobs", True)]
    assert met("It cost 11,932 jobs.", "It cost 13,000 jobs.") == [("11,932 jobs", "13,000 jobs", False)]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (5687.75, 5587.75, True),
        (1923, 1932, True),
        (1923, 1293, True),
        (1923, 3921, False),  # places that are no neighbours
        (1923, 1845, False),
        (192, 182, False),  # three digits
        (1.5e9, 1.6e9, False),  # two digits
        (1923, 19231, False),
    ],
)
def test_long_numbers_one_digit_apart(one, other, apart):
    assert one_digit_apart(one, other) == one_digit_apart(other, one) == apart


def surely(noun="miners", kind="", verbs=("", ""), low=12.0, text="12 miners", shared=7.0):
    """Whether two claims with shared words of a weight are surely of one thing."""
    claims = pd.DataFrame(
        {"noun": noun, "noun_class": kind, "verb_class": verbs, "low": low, "text": text, "unit": "count"},
        index=[0, 1],
    )
    none = np.empty(0)
    pair = meetings.Compared(claims, {}, None, np.array([0]), np.array([1]), none, none, np.array([shared]))
    return bool(sure(pair)[0])


@pytest.mark.parametrize(("low", "needed"), [(3, 10), (4, 8), (40, 8), (12, 7), (120, 7), (123, 6)])
def test_the_less_a_number_tells_the_more_its_sentences_share(low, needed):
    assert surely(low=float(low), shared=needed + 0.1)
    assert not surely(low=float(low), shared=needed)


def test_of_two_numbers_the_one_that_tells_more_counts():
    assert surely(low=[3.0, 123.0], shared=6.1)


def test_known_acts_that_differ_ask_for_more():
    assert not surely(verbs=("kill", "send"), shared=10.0)
    assert surely(verbs=("kill", "send"), shared=10.1)
    assert surely(verbs=("kill", ""), shared=7.1)


def test_vague_numbers_are_never_of_one_thing():
    assert not surely(text=["12 miners", "Dozens of miners"], shared=50.0)
    assert not surely(text=["several miners", "12 miners"], shared=50.0)


def test_measures_ask_for_more_and_meet_in_one_unit():
    assert not surely(noun=["days", "days"], kind="durations", shared=10.0)
    assert surely(noun=["days", "days"], kind="durations", shared=10.1)
    assert met("It lay 300 miles off.", "It lay 300 km off.") == []
    assert len(met("It lay 300 miles off.", "It lay 310 miles off.")) == 1


def test_a_single_thing_and_a_kind_of_thing_are_no_count():
    assert not surely(low=1.0, text="one miner", shared=50.0)
    assert not surely(text="three-way", shared=50.0)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("The big Falcon 9 rockets flew.", 0),
        ("In all the Falcon 900 rockets flew.", 1),
        ("At Oxford 14 miners left.", 1),
        ("They left on Monday 14 miners behind.", 1),
        ("They met 14 miners.", 1),
    ],
)
def test_a_number_that_ends_a_name_counts_nothing(text, n):
    articles, segments = pages({"a": text})
    assert len(compare(quantities(articles, segments), articles).claims) == n


def test_what_has_no_value_is_not_compared():
    assert met("The mayor, aged 55, left on May 11, 2016 at 9 a.m.", "The mayor, 56, left at 10 a.m.") == []


def test_of_one_number_that_an_article_repeats_twenty_mentions_are_read():
    articles, segments = pages({"a": f"{FIRST} " * 22, "b": FIRST})
    assert len(compare(quantities(articles, segments), articles).claims) == 21


@pytest.mark.parametrize("name", "unit noun restrictor low start sentence source".split())
def test_missing_columns_of_claims_are_named(name):
    articles, segments = pages({"a": FIRST})
    with pytest.raises(ValueError, match=f"claims has no column '{name}'"):
        compare(quantities(articles, segments).drop(columns=name), articles)


@pytest.mark.parametrize("name", ["outlet", "text"])
def test_missing_columns_of_articles_are_named(name):
    articles, segments = pages({"a": FIRST})
    with pytest.raises(ValueError, match=f"articles has no column '{name}'"):
        compare(quantities(articles, segments), articles.drop(columns=name))

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import pages
from toolkit.claims.acts import statuses
from toolkit.claims.numbers import quantities
from toolkit.corpus.context import evidence
from toolkit.corpus.tokens import tokenize
from toolkit.matters.deeds import act_pairs
from toolkit.matters.meetings import compare
from toolkit.matters.pairs import _headlines, _telling, disagreements

HEAD = "Oxford pit fire kills dozens of miners\n\nThe Oxford pit fire killed 4 miners, doctors say."
BODY = "The Oxford pit fire killed 5 miners, doctors said."


def made(*texts, passages=None, **columns):
    names = [f"a{n:02}" for n in range(len(texts))]
    articles, segments = pages(dict(zip(names, texts, strict=True)), **columns)
    return disagreements(quantities(articles, segments), articles, passages)


def pairs(*texts, **columns):
    return made(*texts, **columns)[["kind", "text_a", "text_b"]].values.tolist()


def events(n):
    """Two articles of each of n events; in the first one the numbers are closer than in the others."""
    texts = [f"The Oxford pit fire killed {12 + (k > 1)}0 miners." for k in range(2 * n)]
    texts[1::2] = ["The Oxford pit fire killed 140 miners."] * n
    return texts, [f"e{k // 2:02}" for k in range(2 * n)]


def test_two_outlets_and_a_headline_against_its_own_body():
    assert pairs(HEAD, BODY) == [
        ["between outlets", "4 miners", "5 miners"],
        ["between outlets", "dozens of miners", "5 miners"],
        ["headline against body", "dozens of miners", "4 miners"],
    ]


@pytest.mark.parametrize(
    ("page", "n"),
    [
        (HEAD, 1),
        (HEAD.replace("4", "44"), 0),
        (HEAD + " A doctor feared for 30 miners.", 0),  # a number of the body agrees
        (HEAD.replace("4 miners", "4 dogs"), 0),
        (HEAD.replace("The Oxford", "It rained. " * 88 + "The Oxford"), 1),
        (HEAD.replace("The Oxford", "It rained. " * 89 + "The Oxford"), 0),  # more than a thousand characters
        ("Pit burns for three days\n\nThe Oxford pit burnt for four days.", 0),
        ("Pit fire costs $3 million\n\nThe pit fire cost $4 million.", 0),
    ],
)
def test_a_headline_is_held_against_counts_of_one_thing_at_the_top_of_its_body(page, n):
    assert len(pairs(page)) == n


def headlines_against_all(claims):
    """The same by comparing each headline with every claim."""
    found, high = [], claims["high"].fillna(np.inf)
    thing = claims["noun_class"].where(claims["noun_class"] != "", claims["noun"]).replace("durations", "")
    for row, claim in claims[(claims["segment"] == "headline") & (claims["unit"] == "count")].iterrows():
        own = (claims["article_id"] == claim["article_id"]) & (claims["segment"] == "body")
        own &= claims["start"] < claim["end"] + 1000
        verb = claims["verb_class"]
        act = (verb == claim["verb_class"]) | (verb == "") | (claim["verb_class"] == "")
        meet = (claims["low"] <= high[row]) & (high >= claim["low"]) & (claims["unit"] == claim["unit"])
        rivals = claims.index[own & act & (thing == thing[row]) & (thing != "")]
        found += [(row, rivals[0])] if len(rivals) and not (own & meet).any() else []
    return found


SAID = "Fire kills 12 miners.;Fire kills 14 miners.;Beacon hires 4 miners.;It cost $3 million.;It fed 12 men."


@given(st.lists(st.lists(st.sampled_from(SAID.split(";")), min_size=1, max_size=4), min_size=1, max_size=4))
@settings(deadline=None, max_examples=30)
def test_headlines_are_those_that_a_look_at_every_claim_finds(texts):
    names = [f"a{n}" for n in range(len(texts))]
    pages_of = {
        name: f"{some[0][:-1]}\n\n{' '.join([*some[1:], 'x.'])}"
        for name, some in zip(names, texts, strict=True)
    }
    articles, segments = pages(pages_of)
    compared = compare(quantities(articles, segments), articles)
    assert _headlines(compared) == headlines_against_all(compared.claims)


def test_a_headline_is_held_against_its_body_without_events():
    articles, segments = pages({"a": HEAD})
    table = disagreements(quantities(articles, segments), articles.drop(columns="event"))
    assert table["kind"].tolist() == ["headline against body"]
    assert table["event"].tolist() == [""]


def test_rows_hold_both_sides_and_how_likely_they_are_right():
    table = made(HEAD, BODY)
    first = table.iloc[0]
    assert first[["event", "noun_class", "verb_class"]].tolist() == ["pit", "miners", "kill"]
    assert first[["article_a", "outlet_a", "segment_a", "low_a", "high_a"]].tolist() == (
        ["a00", "A00", "body", 4, 4]
    )
    assert first["text_b"] == BODY[first["start_b"] : first["end_b"]] == "5 miners"
    assert table["score"].iloc[:2].is_monotonic_decreasing
    assert table["score"].iloc[:2].between(0, 1).all()
    assert table["score"].isna().tolist() == [False, False, True]
    assert "the values are close, in sentences with the same rare words; " in first["speaks_for"]
    assert first["speaks_for"].endswith("both sentences have: doctors, killed, miners")
    assert first["speaks_against"] == "both are small numbers"


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("10 to 12 miners", "30 miners", 2.5),
        ("30 miners", "at least 60 miners", 2),
    ],
)
def test_the_gap_is_the_ratio_at_the_nearest_ends(first, second, gap):
    for texts in ((first, second), (second, first)):
        table = made(*(f"The Oxford pit fire killed {text}, doctors say." for text in texts))
        assert table["gap"].tolist() == [gap]


def test_both_sentences_may_share_no_words():
    table = made("Smoke killed 12 miners.", "Fire killed 14 miners.")
    assert table["speaks_for"].str.endswith("both sentences have: miners, killed").all()


def test_a_number_changed_in_a_shared_passage_speaks_for_a_pair():
    texts = ["Oxford lost 20 miners.", "Oxford lost 90 miners."]
    passages = pd.DataFrame(
        {"article_a": ["a00"], "start_a": [0], "end_a": [22], "kind": ["edited"]}
        | {"article_b": ["a01"], "start_b": [0], "end_b": [22]}
    )
    without, given_them = made(*texts), made(*texts, passages=passages)
    assert given_them["speaks_for"].iloc[0].startswith("the number was changed in a shared passage")
    assert given_them["score"].iloc[0] > (without["score"].iloc[0] if len(without) else 0)


def test_a_thousandfold_and_one_digit_are_slips_to_see():
    names = "Oxford, Vale, Quay, Dover, Brant, Stowe, Mere, Holt, Wick, Thorpe and Ely"
    table = made(f"{names} lost $12 million.", f"{names} lost $12 billion.")
    assert table["speaks_for"].iloc[0].startswith("exactly a thousandfold: a slip of the pen?")
    table = made("Oxford pays $5,687.75.", "Oxford pays $5,587.75.")
    assert table["speaks_for"].iloc[0].startswith("long numbers that differ in one digit")


def test_each_couple_of_values_is_shown_once_an_event():
    texts = ["The Oxford pit fire killed 12 miners."] * 2 + ["The Oxford pit fire killed 14 miners."] * 2
    assert len(pairs(*texts)) == 1
    assert len(pairs(*texts, event=["x", "y", "x", "y"])) == 2


def test_an_event_has_five_rows_at_most():
    texts = [f"The Oxford pit fire killed {n} miners." for n in (21, 22, 23, 24)]
    assert len(pairs(*texts)) == 5
    assert len(pairs(*texts[:3])) == 3
    assert len(pairs(*texts, *texts, event=["x"] * 4 + ["y"] * 4)) == 10


@pytest.mark.parametrize(("n", "rows"), [(29, 29), (30, 3), (31, 4)])
def test_from_thirty_events_on_a_tenth_as_many_rows_are_shown(n, rows):
    texts, names = events(n)
    table = made(*texts, event=names)
    assert len(table) == rows
    assert table["event"].is_monotonic_increasing


def test_in_a_few_events_less_likely_pairs_of_one_act_or_of_unshared_values_are_shown():
    far = ("Smoke killed 20 miners.", "The Oxford pit fire killed 90 miners.")
    assert made(*far)["score"].iloc[0] < 1 / (1 + np.exp(0.9))  # the cut of many events
    texts, names = events(30)
    table = made(*far, *texts, event=["far", "far", *names])
    assert "far" not in set(table["event"])


@pytest.mark.parametrize(
    ("nouns", "kind", "same_act", "given_too", "told"),
    [
        (["miners", "miners"], "", 1, 0, True),
        (["miners", "miners"], "", 1, 2, True),
        (["miners", "miners"], "", 0, 0, True),
        (["miners", "miners"], "", 0, 1, False),
        (["miners", ""], "", 1, 0, False),
        (["", "miners"], "", 1, 0, False),
        (["", ""], "money", 1, 0, True),
        (["days", "days"], "durations", 1, 0, False),
    ],
)
def test_in_few_events_pairs_are_told_of_named_things_of_one_act_or_unshared_values(
    nouns, kind, same_act, given_too, told
):
    claims = pd.DataFrame({"noun": nouns, "noun_class": kind})
    features = pd.DataFrame({"same_act": [same_act], "given_too": [given_too]})
    assert _telling(claims, np.array([0]), np.array([1]), features).tolist() == [told]


def test_any_order_gives_the_same_rows():
    texts = [HEAD, BODY, "The Oxford pit fire killed 6 miners. At Vale 30 dogs ran.", "At Vale 40 dogs ran."]
    articles, segments = pages(dict(zip("abcd", texts, strict=True)))
    claims = quantities(articles, segments)
    whole = disagreements(claims, articles)

    @given(st.permutations(range(len(claims))), st.permutations(range(4)))
    @settings(max_examples=15, deadline=None)
    def holds(rows, order):
        shuffled = claims.iloc[rows].set_axis(range(len(claims), 0, -1))
        pd.testing.assert_frame_equal(disagreements(shuffled, articles.iloc[order]), whole)

    holds()
    assert len(whole) > 3


def test_ids_may_be_numbers():
    articles, segments = pages({"1": HEAD, "2": BODY})
    claims = quantities(articles, segments)
    table = disagreements(
        claims.assign(article_id=claims["article_id"].astype(int)), articles.set_axis([1, 2])
    )
    pd.testing.assert_frame_equal(table, disagreements(claims, articles))


def test_claims_of_articles_that_are_not_given_are_left_out():
    articles, segments = pages({"a": HEAD, "b": BODY})
    claims = quantities(articles, segments)
    assert disagreements(claims, articles.loc[["a"]])["kind"].tolist() == ["headline against body"]
    assert len(disagreements(claims, articles.iloc[:0])) == 0


def test_claims_that_were_written_to_a_file_give_the_same_pairs():
    articles, segments = pages(
        {"a": HEAD, "b": BODY + " It cost $4 million.", "c": "Oxford pit cost $5 million."}
    )
    claims = quantities(articles, segments)
    again = pd.read_csv(io.StringIO(claims.to_csv(index=False)))
    assert again["restrictor"].isna().any()
    for table in (again, claims.astype({"article_id": "category"})):
        pd.testing.assert_frame_equal(disagreements(table, articles), disagreements(claims, articles))


def test_both_sides_of_a_pair_open_into_their_sentences():
    articles, segments = pages({"a": HEAD, "b": BODY})
    table = disagreements(quantities(articles, segments), articles)
    shown = evidence(tokenize(articles, segments), articles, spans=table)
    assert set(shown["hit"]) == {"dozens of miners", "4 miners", "5 miners"}


def test_statuses_are_paired_as_acts():
    articles, segments = pages(
        {"a": "The Oxford paper mill will close.", "b": "The Oxford paper mill was closed."}
    )
    claims = statuses(articles, segments)
    table = disagreements(claims, articles)
    assert len(table) == 1
    pd.testing.assert_frame_equal(table, act_pairs(claims, articles))


def test_an_empty_table_keeps_its_columns_and_says_why():
    articles, segments = pages({"a": HEAD, "b": BODY})
    claims = quantities(articles, segments)
    full, none = disagreements(claims, articles), disagreements(claims.iloc[:0], articles)
    assert list(full) == list(none)
    assert list(full.dtypes[full.columns != "x"]) == list(none.dtypes)
    assert none.attrs["note"] == "No pairs of quantities to check were found in 2 articles."
    assert full.attrs == {
        "caption": "Pairs of different quantities to check: the likeliest to be two answers to one question."
    }


def test_the_input_is_unchanged():
    articles, segments = pages({"a": HEAD, "b": BODY})
    claims = quantities(articles, segments)
    copies = claims.copy(deep=True), articles.copy(deep=True)
    disagreements(claims, articles)
    pd.testing.assert_frame_equal(claims, copies[0])
    pd.testing.assert_frame_equal(articles, copies[1])


def test_what_is_no_table_of_claims_is_one_sentence():
    articles, segments = pages({"a": HEAD, "b": BODY})
    claims = quantities(articles, segments)
    with pytest.raises(ValueError, match=r"claims has no column 'restrictor'; found \['article_id'"):
        disagreements(claims.drop(columns="restrictor"), articles)
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        disagreements(claims, articles.drop(columns="outlet"))
    with pytest.raises(TypeError, match="claims must be a pandas DataFrame, not int"):
        disagreements(5, articles)

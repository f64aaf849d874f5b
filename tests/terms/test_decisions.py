"""Robustness: other tables of tokens, each event left out, and why there is no p."""

import numpy as np
import pandas as pd
import pytest

from toolkit.corpus.segments import KINDS
from toolkit.corpus.tokens import tokenize
from toolkit.terms.decisions import robustness
from toolkit.terms.keywords import keyness


def corpus(rows):
    """Articles and their tokens from (event, outlet, text); all text is body."""
    ids = pd.Index([f"a{number}" for number in range(len(rows))], name="article_id", dtype="str")
    articles = pd.DataFrame(rows, columns=["event", "outlet", "text"], index=ids)
    kind = pd.Categorical(["body"] * len(articles), categories=KINDS)
    ends = articles["text"].str.len().to_numpy()
    return articles, tokenize(
        articles, pd.DataFrame({"article_id": ids, "start": 0, "end": ends, "kind": kind})
    )


def one_a_side(events, target="rebels", reference="thugs"):
    return corpus(
        [
            (f"e{n}", outlet, f"{word} won the town")
            for n in range(events)
            for outlet, word in (("Sun", target), ("Star", reference))
        ]
    )


def by_check(card):
    return card.set_index("check")


def test_each_version_is_held_against_the_first_and_terms_stay_in_the_order_asked():
    articles, tokens = one_a_side(8)
    versions = {
        "whole": tokens,
        "without e0": tokens[~tokens["article_id"].isin(["a0", "a1"])],
        "one event": tokens[tokens["article_id"].isin(["a0", "a1"])],
        "no rebels": tokens[tokens["term"] != "rebels"],
    }
    card = robustness(versions, articles, ["thugs", "rebels"], "Sun")
    assert card.columns.tolist() == "term check n_target n_reference log_ratio p holds detail".split()
    assert card["term"].unique().tolist() == ["thugs", "rebels"]
    rebels = by_check(card[card["term"] == "rebels"])
    assert rebels.index.tolist() == [*versions, "each event left out"]
    assert rebels["n_target"].tolist() == [8, 7, 1, 0, 7]
    assert rebels["p"].tolist()[:2] == [2 / 256, 2 / 128]
    assert rebels["holds"].tolist() == [True, True, pd.NA, pd.NA, True]
    assert rebels["detail"].tolist() == [
        "", "", "the smallest p that these articles allow is 1", "does not occur", "weakest without e0",
    ]  # fmt: skip
    assert by_check(card[card["term"] == "thugs"])["holds"].tolist() == [True, True, pd.NA, True, True]


def test_the_first_version_gives_the_numbers_of_keyness():
    articles, tokens = one_a_side(8)
    table = keyness(tokens, articles, "Sun").set_index("term").loc["rebels"]
    row = robustness({"any name": tokens}, articles, "rebels", "Sun").iloc[0]
    for column in ("n_target", "n_reference", "log_ratio", "p"):
        assert row[column] == table[column]


def test_the_other_direction_does_not_hold():
    articles, tokens = one_a_side(8)
    turned = tokens.assign(term=tokens["term"].cat.rename_categories({"rebels": "thugs", "thugs": "rebels"}))
    card = by_check(robustness({"as counted": tokens, "turned": turned}, articles, "rebels", "Sun"))
    assert card.loc["turned", "p"] == card.loc["as counted", "p"] <= 0.05
    assert not card.loc["turned", "holds"]


def test_the_event_that_carries_a_term_is_named():
    rows = [
        (f"e{n}", outlet, f"{word} won the town")
        for n in range(8)
        for outlet, word in (("Sun", "rebels " * (9 if n == 5 else 1)), ("Star", "thugs"))
    ]
    articles, tokens = corpus(rows)
    card = by_check(robustness({"as counted": tokens}, articles, "rebels", "Sun"))
    assert card.loc["each event left out", ["n_target", "detail"]].tolist() == [7, "weakest without e5"]


def test_six_events_allow_a_p_but_not_with_one_of_them_left_out():
    articles, tokens = one_a_side(6)
    card = by_check(robustness({"as counted": tokens}, articles, "rebels", "Sun"))
    assert card.loc["as counted", ["p", "holds"]].tolist() == [1 / 32, True]
    assert np.isnan(card.loc["each event left out", "p"])
    assert card.loc["each event left out", "holds"] is pd.NA
    detail = card.loc["each event left out", "detail"]
    assert detail == "weakest without e0; the smallest p that these articles allow is 0.0625"


def test_a_term_of_the_same_rate_on_both_sides_says_so():
    articles, tokens = one_a_side(8)
    card = by_check(robustness({"as counted": tokens}, articles, "town", "Sun"))
    assert card.loc["as counted", "detail"] == "same rate on both sides of every shared event"
    assert not card["holds"].any()


def test_a_term_that_does_not_occur_has_all_its_rows():
    articles, tokens = one_a_side(8)
    card = robustness({"as counted": tokens}, articles, ["rebels", "peace"], "Sun")
    peace = card[card["term"] == "peace"]
    assert peace["detail"].tolist() == ["does not occur", "does not occur"]
    assert peace[["n_target", "n_reference"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert (
        robustness({"as counted": tokens}, articles, "peace", "Sun")["detail"].tolist()
        == peace["detail"].tolist()
    )


@pytest.mark.parametrize("events", ["", None, np.nan])
def test_without_a_named_event_there_is_none_to_leave_out(events):
    articles, tokens = one_a_side(8)
    card = robustness({"as counted": tokens}, articles.assign(event=events), "rebels", "Sun")
    assert card["detail"].tolist() == [
        "the smallest p that these articles allow is 1", "there is no event to leave out",
    ]  # fmt: skip


def test_without_blocks_p_is_over_all_articles_and_no_event_is_left_out():
    articles, tokens = one_a_side(8)
    card = by_check(robustness({"as counted": tokens}, articles, "rebels", "Sun", block=None))
    assert card.loc["as counted", "holds"]
    assert card.loc["each event left out", "detail"] == "there is no event to leave out"


def test_one_event_has_no_other():
    articles, tokens = one_a_side(1)
    card = robustness({"as counted": tokens}, articles, "rebels", "Sun")
    assert card["detail"].tolist() == [
        "the smallest p that these articles allow is 1", "there is no other event",
    ]  # fmt: skip
    assert card["p"].isna().all()
    assert not card["holds"].any()


def test_a_version_without_tokens_is_a_reason():
    articles, tokens = one_a_side(8)
    card = by_check(robustness({"as counted": tokens, "nothing": tokens.iloc[:0]}, articles, "rebels", "Sun"))
    assert card.loc["nothing", "detail"] == "does not occur"


def test_segments_and_series_count_as_in_keyness():
    articles, tokens = one_a_side(8)
    captions = tokens.assign(segment=pd.Categorical(["caption"] * len(tokens), KINDS))
    none = robustness({"as counted": captions}, articles, "rebels", "Sun")
    assert set(none["detail"]) == {"does not occur", "there is no other event"}
    some = robustness(
        {"as counted": captions}, articles[["text"]], ("rebels",), "Sun", {"Star"},
        by=articles["outlet"], block=articles["event"], segments=None,
    )  # fmt: skip
    assert some["holds"].tolist() == [True, True]


@pytest.mark.parametrize(
    ("versions", "terms", "error", "message"),
    [
        ({}, "rebels", TypeError, "versions must be a dict of tables of tokens"),
        (pd.DataFrame(), "rebels", TypeError, "versions must be a dict of tables of tokens"),
        ("tokens", [], ValueError, "terms is empty"),
        ("tokens", 3, TypeError, "terms must be a collection"),
    ],
)
def test_wrong_arguments_are_named(versions, terms, error, message):
    articles, tokens = one_a_side(6)
    with pytest.raises(error, match=message):
        robustness({"as counted": tokens} if isinstance(versions, str) else versions, articles, terms, "Sun")

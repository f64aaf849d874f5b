"""Multiverse: what was found under other decisions, what was not found left alone, and why there is no p."""

import numpy as np
import pandas as pd
import pytest

from toolkit.corpus.segments import KINDS
from toolkit.corpus.tokens import tokenize
from toolkit.terms import decisions
from toolkit.terms.decisions import FIRST_WORDS, LEFT_OUT, OTHER_DRAWS, multiverse
from toolkit.terms.keywords import compare_outlets, keyness


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
            (f"e{n}", outlet, f"{word} won, {word} won the town.")
            for n in range(events)
            for outlet, word in (("Sun", target), ("Star", reference))
        ]
    )


def by_check(card):
    return card.set_index("check")


CHECKS = [OTHER_DRAWS, FIRST_WORDS, LEFT_OUT]


def test_what_was_found_is_checked_in_each_version_with_other_draws_and_without_each_event():
    articles, tokens = one_a_side(8)
    versions = {
        "whole": tokens,
        "without e0": tokens[~tokens["article_id"].isin(["a0", "a1"])],
        "one event": tokens[tokens["article_id"].isin(["a0", "a1"])],
        "no rebels": tokens[tokens["term"] != "rebels"],
    }
    card = multiverse(versions, articles, ["thugs", "rebels"], "Sun")
    assert (
        card.columns.tolist()
        == "target term check n_target n_reference log_ratio p p_family holds detail".split()
    )
    assert card["term"].unique().tolist() == ["thugs", "rebels"]
    rebels = by_check(card[card["term"] == "rebels"])
    assert rebels.index.tolist() == [*versions, *CHECKS]
    assert rebels["n_target"].tolist() == [16, 14, 2, 0, 16, 16, 14]
    assert rebels["p"].tolist()[:2] == [2 / 256, 2 / 128]
    assert rebels["p_family"].notna().tolist() == [True] + [False] * 6
    assert rebels["holds"].tolist() == [True, True, pd.NA, pd.NA, True, True, True]
    assert rebels["detail"].tolist() == [
        "p_family 0.0078 among 2 terms", "", "no p: the smallest that these articles allow is 1",
        "does not occur", "", "", "weakest without e0",
    ]  # fmt: skip


def test_the_first_version_gives_the_numbers_of_keyness():
    articles, tokens = one_a_side(8)
    table = keyness(tokens, articles, "Sun").set_index("term").loc["rebels"]
    row = multiverse({"any name": tokens}, articles, "rebels", "Sun").iloc[0]
    for column in ("n_target", "n_reference", "log_ratio", "p", "p_family"):
        assert row[column] == table[column]


def test_what_was_not_found_is_not_checked():
    # "rebels" in six of eight events of the target, "thugs" in the rest: no side is sure to use it more.
    rows = [
        (f"e{n}", outlet, f"{word} won, {word} won the town.")
        for n in range(8)
        for outlet, word in (
            ("Sun", "rebels" if n < 6 else "thugs"),
            ("Star", "thugs" if n < 6 else "rebels"),
        )
    ]
    articles, tokens = corpus(rows)
    card = multiverse({"as counted": tokens, "again": tokens}, articles, ["rebels", "town"], "Sun")
    assert card["check"].tolist() == ["as counted", "as counted"]
    assert card["holds"].tolist() == [False, pd.NA]
    assert card["p"].iloc[0] > 0.05
    assert card["detail"].iloc[0].startswith("not found, so not checked: p_family 0.")
    assert card["detail"].iloc[1].startswith("not found, so not checked: no p: same number on both sides")


def test_only_what_was_found_is_checked():
    articles, tokens = one_a_side(8)
    card = multiverse({"as counted": tokens}, articles, ["town", "rebels", "peace"], "Sun")
    assert card["term"].tolist() == ["town", *["rebels"] * 4, "peace"]
    assert card["detail"].iloc[-1] == "not found, so not checked: does not occur"
    assert card[["n_target", "n_reference"]].iloc[-1].tolist() == [0, 0]


def test_the_other_direction_does_not_hold():
    articles, tokens = one_a_side(8)
    turned = tokens.assign(term=tokens["term"].cat.rename_categories({"rebels": "thugs", "thugs": "rebels"}))
    card = by_check(multiverse({"as counted": tokens, "turned": turned}, articles, "rebels", "Sun"))
    assert card.loc["turned", "p"] == card.loc["as counted", "p"] <= 0.05
    assert not card.loc["turned", "holds"]


def test_events_with_most_of_a_term_are_left_out_and_no_more(monkeypatch):
    # "rebels" in e0 to e7, "peace" in e8 to e15: with eight events a term, each has all of its own.
    rows = [
        (f"e{n}", outlet, f"{word} won, {word} won the town.")
        for n in range(16)
        for outlet, word in (("Sun", "rebels" if n < 8 else "peace"), ("Star", "thugs"))
    ]
    articles, tokens = corpus(rows)
    whole = multiverse({"as counted": tokens}, articles, ["rebels", "peace"], "Sun")
    monkeypatch.setattr(decisions, "_MOST_LEFT_OUT", 8)
    part = multiverse({"as counted": tokens}, articles, ["rebels", "peace"], "Sun")
    pd.testing.assert_frame_equal(part.drop(columns="detail"), whole.drop(columns="detail"))
    left = [card.loc[card["check"] == LEFT_OUT, "detail"].tolist() for card in (part, whole)]
    assert left[0] == [f"{named}, of the 8 events with most of the term" for named in left[1]]
    monkeypatch.setattr(decisions, "_MOST_LEFT_OUT", 1)
    without, test = [], decisions.drawn_p

    def counted(words, cells, terms, **settings):
        without.append((cells.words == 0).any())
        return test(words, cells, terms, **settings)

    monkeypatch.setattr(decisions, "drawn_p", counted)
    multiverse({"as counted": tokens}, articles, ["rebels", "peace"], "Sun")
    assert sum(without) == 2


def test_the_event_whose_absence_weakens_a_term_most_is_named():
    # Seven events speak for it and e5 more than any: without it, the smallest p of seven events is left.
    rows = [
        (f"e{n}", outlet, f"{word} won, {word} won the town.")
        for n in range(8)
        for outlet, word in (("Sun", "rebels"), ("Star", "rebels" if n == 2 else "thugs"))
    ]
    articles, tokens = corpus(rows)
    card = by_check(multiverse({"as counted": tokens}, articles, "rebels", "Sun"))
    assert card.loc["as counted", "p"] == 2 / 2**7
    left = card.loc[LEFT_OUT]
    assert left["p"] == 2 / 2**6
    assert left["detail"] == "weakest without e0"
    assert left["n_target"] == 14
    assert left["holds"]


def test_six_events_allow_a_p_but_not_with_one_of_them_left_out():
    articles, tokens = one_a_side(6)
    card = by_check(multiverse({"as counted": tokens}, articles, "rebels", "Sun"))
    assert card.loc["as counted", ["p", "holds"]].tolist() == [1 / 32, True]
    assert np.isnan(card.loc[LEFT_OUT, "p"])
    assert card.loc[LEFT_OUT, "holds"] is pd.NA
    detail = "weakest without e0; no p: the smallest that these articles allow is 0.0625"
    assert card.loc[LEFT_OUT, "detail"] == detail


def test_first_words_are_the_top_of_the_longer_article():
    # At its top Sun says what Star says; what it adds stands further down.
    top, more = "Thugs won the town and left.", " Rebels came. Rebels saw. Rebels won. Rebels went. Rebels."
    rows = [
        (f"e{n}", outlet, text) for n in range(8) for outlet, text in (("Sun", top + more * 3), ("Star", top))
    ]
    articles, tokens = corpus(rows)
    card = by_check(multiverse({"as counted": tokens}, articles, "rebels", "Sun"))
    assert card.loc["as counted", "holds"]
    assert card.loc[OTHER_DRAWS, "holds"]
    assert np.isnan(card.loc[FIRST_WORDS, "p"])
    assert card.loc[FIRST_WORDS, "detail"] == "no p: at equal length left in fewer than 5 articles"


@pytest.mark.parametrize("events", ["", None, np.nan])
def test_without_a_named_event_nothing_is_found(events):
    articles, tokens = one_a_side(8)
    card = multiverse({"as counted": tokens}, articles.assign(event=events), "rebels", "Sun")
    assert card["detail"].tolist() == [
        "not found, so not checked: no p: the smallest that these articles allow is 1"
    ]


def test_without_blocks_p_is_over_all_articles_and_no_event_is_left_out():
    articles, tokens = one_a_side(8)
    card = by_check(multiverse({"as counted": tokens}, articles, "rebels", "Sun", block=None))
    assert card.loc["as counted", "holds"]
    assert card.loc[LEFT_OUT, "detail"] == "there is no event to leave out"
    assert card.loc[LEFT_OUT, "holds"] is pd.NA


def test_a_version_without_tokens_is_a_reason():
    articles, tokens = one_a_side(8)
    card = by_check(multiverse({"as counted": tokens, "nothing": tokens.iloc[:0]}, articles, "rebels", "Sun"))
    assert card.loc["nothing", "detail"] == "does not occur"
    nothing = multiverse({"nothing": tokens.iloc[:0]}, articles, "rebels", "Sun")
    assert nothing["detail"].tolist() == ["not found, so not checked: does not occur"]


def test_segments_and_series_count_as_in_keyness():
    articles, tokens = one_a_side(8)
    captions = tokens.assign(segment=pd.Categorical(["caption"] * len(tokens), KINDS))
    none = multiverse({"as counted": captions}, articles, "rebels", "Sun")
    assert none["detail"].tolist() == ["not found, so not checked: does not occur"]
    some = multiverse(
        {"as counted": captions}, articles[["text"]], ("rebels",), "Sun", {"Star"},
        by=articles["outlet"], block=articles["event"], segments=None,
    )  # fmt: skip
    assert some["holds"].tolist() == [True] * 4
    few = multiverse({"as counted": tokens}, articles, "rebels", "Sun", min_articles=9)
    assert few["detail"].tolist() == [
        "not found, so not checked: no p: at equal length left in fewer than 9 articles"
    ]


@pytest.mark.parametrize(
    ("versions", "terms", "error", "message"),
    [
        ({}, "rebels", TypeError, "versions must be a dict of tables of tokens"),
        (pd.DataFrame(), "rebels", TypeError, "versions must be a dict of tables of tokens"),
        ("tokens", [], ValueError, "terms is empty"),
        ("tokens", {"Sun": []}, ValueError, "terms is empty"),
        ("tokens", {}, ValueError, "terms is empty"),
        ("tokens", 3, TypeError, "terms must be a collection"),
    ],
)
def test_wrong_arguments_are_named(versions, terms, error, message):
    articles, tokens = one_a_side(6)
    given = {"as counted": tokens} if isinstance(versions, str) else versions
    with pytest.raises(error, match=message):
        multiverse(given, articles, terms, None if isinstance(terms, dict) else "Sun")


def test_other_draws_are_those_of_the_next_seed():
    # Star says a sentence, Sun eight, six of them with the word: what stays of Sun depends on the draw.
    rows = [
        (f"e{n}", outlet, text)
        for n in range(14)
        for outlet, text in (("Sun", "Rebels came. " * 6 + "They came. " * 2), ("Star", "They came."))
    ]
    articles, tokens = corpus(rows)
    card = by_check(multiverse({"as counted": tokens}, articles, "rebels", "Sun"))
    seeds = [
        keyness(tokens, articles, "Sun", seed=seed).set_index("term").loc["rebels", "p"] for seed in (0, 1)
    ]
    assert card.loc["as counted", "holds"]
    assert seeds[0] != seeds[1]
    assert card.loc[["as counted", OTHER_DRAWS], "p"].tolist() == seeds


def test_an_event_without_which_nothing_can_be_said_weakens_more_than_one_that_says_nothing():
    rows = [
        (f"e{n}", outlet, f"{word} won, {word} won the town.")
        for n in range(6)
        for outlet, word in (("Sun", "rebels"), ("Star", "thugs"))
    ]
    articles, tokens = corpus([("a", "Sun", "Rebels won, rebels won the town."), *rows])
    left = by_check(multiverse({"as counted": tokens}, articles, "rebels", "Sun")).loc[LEFT_OUT]
    assert left["detail"] == "weakest without e0; no p: the smallest that these articles allow is 0.0625"


def three_outlets():
    """Sun says "rebels" in every event, Star "thugs" in every second; "brave" are Sun and Moon alike."""
    return corpus(
        [
            (f"e{n}", outlet, f"{word} won, {word} won {'brave' if n in brave else 'the'} town.")
            for n in range(8)
            for outlet, word, brave in (
                ("Sun", "rebels", (0, 1, 2, 3)),
                ("Star", "thugs" if n % 2 else "they" if n else "peace", ()),
                ("Moon", "they", (4, 5, 6)),
            )
        ]
    )


@pytest.mark.parametrize("reference", [None, ["Star", "Moon"]])
def test_a_finding_at_hand_gives_the_same_rows_and_is_not_worked_out_again(monkeypatch, reference):
    articles, tokens = three_outlets()
    versions = {"as counted": tokens, "without e0": tokens[~tokens["article_id"].isin(["a0", "a1", "a2"])]}
    words = ["brave", "rebels", "town", "peace"]
    anew = multiverse(versions, articles, words, "Sun", reference)
    assert by_check(anew).loc["as counted", "holds"].tolist() == [False, True, pd.NA, pd.NA]
    finding = keyness(tokens, articles, "Sun", reference)
    monkeypatch.setattr(decisions, "outcome", None)
    pd.testing.assert_frame_equal(
        multiverse(versions, articles, words, "Sun", reference, finding=finding), anew
    )
    monkeypatch.setattr(decisions, "counted_terms", None)  # nothing is counted where nothing was found
    left = multiverse(versions, articles, ["brave"], "Sun", reference, finding=finding)
    assert left["detail"].tolist() == anew["detail"].tolist()[:1]


def test_several_targets_are_one_table_and_each_version_is_counted_once(monkeypatch):
    articles, tokens = three_outlets()
    versions = {"as counted": tokens, "again": tokens}
    terms = {"Sun": ["rebels", "won"], "Star": ["rebels", "thugs"], "Moon": ["they"]}
    alone = [multiverse(versions, articles, words, outlet) for outlet, words in terms.items()]
    assert [table["target"].unique().tolist() for table in alone] == [["Sun"], ["Star"], ["Moon"]]
    assert by_check(alone[1]).loc["as counted", "holds"].tolist() == [False, pd.NA]
    counting, counted = decisions.counted_terms, []

    def once(tokens, articles, **settings):
        counted.append(settings["only"])
        return counting(tokens, articles, **settings)

    monkeypatch.setattr(decisions, "counted_terms", once)
    together = multiverse(versions, articles, terms, finding=compare_outlets(tokens, articles))
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))
    assert counted == [{"rebels", "they"}] * 2


@pytest.mark.parametrize(
    ("terms", "target"), [({"Sun": ["rebels"]}, "Sun"), (["rebels"], None), ("rebels", None)]
)
def test_a_target_is_given_once(terms, target):
    articles, tokens = one_a_side(6)
    with pytest.raises(ValueError, match="a dict of terms has the targets as its keys"):
        multiverse({"as counted": tokens}, articles, terms, target)


def test_a_finding_of_something_else_is_refused():
    articles, tokens = one_a_side(8)
    finding, versions = keyness(tokens, articles, "Sun"), {"as counted": tokens}
    for word, target in (("peace", "Sun"), ("rebels", "Star")):
        with pytest.raises(
            ValueError, match=f"finding has no row of '{word}' of '{target}' against all others"
        ):
            multiverse(versions, articles, word, target, finding=finding)
    with pytest.raises(ValueError, match="finding has no row of 'rebels' of 'Sun' against Star"):
        multiverse(versions, articles, "rebels", "Sun", "Star", finding=finding)
    fewer = {"as counted": tokens[tokens["article_id"] != "a0"]}
    with pytest.raises(ValueError, match="finding has other counts of 'rebels' than the first version"):
        multiverse(fewer, articles, "rebels", "Sun", finding=finding)
    with pytest.raises(ValueError, match="finding has no column 'reason'"):
        multiverse(versions, articles, "rebels", "Sun", finding=finding.drop(columns="reason"))

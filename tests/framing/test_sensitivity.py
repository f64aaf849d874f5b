"""Sensitivity: what was found, without each indicator; what was not found is left alone."""

import pandas as pd
import pytest

from toolkit.framing.indicators import frame_hits
from toolkit.framing.rates import frame_rates
from toolkit.framing.sensitivity import frame_sensitivity


@pytest.fixture
def eight(codebook, corpus):
    """Beacon clashes three times an event and attacks once, its rival neither; both speak of costs."""
    rows = [
        row
        for k in range(8)
        for row in (
            (
                "Beacon",
                f"e{k}",
                "A cost",
                "A clash, a clash, a clash, one attack and then the end of it all.",
            ),
            (
                "Ledger",
                f"e{k}",
                "A cost",
                "They talked and talked, and then they talked until the end of it.",
            ),
        )
    ]
    articles, tokens = corpus(rows)
    return articles, tokens, frame_hits(tokens, codebook, articles=articles)


def test_a_difference_found_is_tested_without_each_indicator_and_says_on_which_it_hangs(eight):
    articles, tokens, hits = eight
    table = frame_sensitivity(hits, tokens, articles)
    shown = ["frame", "outlet", "indicator", "n", "share"]
    assert table[shown].to_numpy().tolist() == [
        ["conflict", "Beacon", "clash", 24, 0.75], ["conflict", "Beacon", "attack*", 8, 0.25],
        ["conflict", "Ledger", "clash", 24, 0.75], ["conflict", "Ledger", "attack*", 8, 0.25],
    ]  # fmt: skip
    rates = frame_rates(hits, tokens, articles).set_index(["frame", "outlet"])
    assert table["difference"].tolist()[0] == rates.loc[("conflict", "Beacon"), "difference"]
    without = frame_rates(hits[hits["indicator"] != "attack*"], tokens, articles).set_index(
        ["frame", "outlet"]
    )
    expected = without.loc[("conflict", "Beacon"), ["difference", "p"]].tolist()
    assert table[["difference_without", "p_without"]].iloc[1].tolist() == expected
    assert table["holds"].tolist() == [pd.NA, True, pd.NA, True]  # eight attacks are too few to test


def test_frames_that_share_their_indicators_are_checked_apart(eight):
    articles, tokens, hits = eight
    conflict = hits[hits["frame"] == "conflict"]
    both = pd.concat([hits, conflict.assign(frame="quarrel")])
    both["frame"] = both["frame"].astype("category")
    table = frame_sensitivity(both, tokens, articles)
    one, other = (table[table["frame"] == name].reset_index(drop=True) for name in ("conflict", "quarrel"))
    alone = frame_sensitivity(conflict, tokens, articles)
    pd.testing.assert_frame_equal(one, alone)
    pd.testing.assert_frame_equal(other.assign(frame="conflict"), alone)


def test_what_was_not_found_is_not_checked(eight):
    articles, tokens, hits = eight
    money = hits[hits["frame"] == "money"]
    table = frame_sensitivity(money, tokens, articles)
    assert len(table) == 0
    assert table.attrs["note"] == "No difference was found, so that none can hang on an indicator."
    assert table.columns.tolist() == frame_sensitivity(hits, tokens, articles).columns.tolist()


def test_it_does_not_depend_on_labels_or_order(eight):
    articles, tokens, hits = eight
    expected = frame_sensitivity(hits, tokens, articles)
    mixed = tokens.sample(frac=1, random_state=2).reset_index(drop=True)
    again = frame_sensitivity(hits.sample(frac=1, random_state=1), mixed, articles.iloc[::-1])
    pd.testing.assert_frame_equal(again, expected)
    series = frame_sensitivity(
        hits, tokens, articles[["text"]], by=articles["outlet"], block=articles["event"]
    )
    pd.testing.assert_frame_equal(series, expected)


def test_inputs_are_unchanged_and_missing_columns_named(eight):
    articles, tokens, hits = eight
    before = hits.copy()
    frame_sensitivity(hits, tokens, articles)
    pd.testing.assert_frame_equal(hits, before)
    for column in ("frame", "indicator", "article_id", "start"):
        with pytest.raises(ValueError, match=f"hits has no column '{column}'"):
            frame_sensitivity(hits.drop(columns=column), tokens, articles)

"""Agreement: alpha against published values, and reasons where there is none."""

import krippendorff
import numpy as np
import pandas as pd
import pytest

from toolkit.coding.agreement import reliability
from toolkit.statistics.resampling import bootstrap_weights

_ = np.nan


def long(rows, frame="f"):
    """Long codes from rows of coders, a column a unit."""
    return pd.DataFrame(
        [
            (f"u{unit:02}", f"c{coder}", frame, value)
            for coder, row in enumerate(rows)
            for unit, value in enumerate(row)
            if not np.isnan(value)
        ],
        columns=["article_id", "coder", "frame", "present"],
    )


# Krippendorff (2011), Computing Krippendorff's alpha-reliability: binary; nominal, two observers; nominal,
# four observers with missing codes.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
NOMINAL = [[ord(code) for code in codes] for codes in ("aabbdcccedda", "babbbccceddd")]
MISSING = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


@pytest.mark.parametrize(("rows", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_equals_published_examples(rows, alpha):
    assert round(reliability(long(rows))["alpha"].iloc[0], 3) == alpha


def test_percent_agreement_is_the_mean_over_units():
    row = reliability(long([[1, 1, 0, 0, 1, 0], [1, 0, 0, 0, 1, 0]])).iloc[0]
    assert (row["coders"], row["units"], row["codes"]) == (2, 6, 12)
    assert row["percent"] == pytest.approx(100 * 5 / 6)
    assert row["low"] < row["alpha"] <= row["high"]


def test_intervals_cover_the_alpha_and_repeat_with_the_seed():
    codes = long(MISSING)
    first, again = reliability(codes, seed=1), reliability(codes, seed=1)
    pd.testing.assert_frame_equal(first, again)
    assert 0 < first["low"].iloc[0] < 0.743 < first["high"].iloc[0] <= 1


def test_the_interval_equals_that_of_recomputing_alpha_for_every_resample():
    codes = long(MISSING)
    counts = pd.crosstab(codes["article_id"], codes["present"])
    counts = counts[counts.sum(axis=1) > 1].to_numpy()
    drawn = bootstrap_weights(len(counts), 60, 2).astype(int)
    alphas = [
        krippendorff.alpha(value_counts=np.repeat(counts, weight, axis=0), level_of_measurement="nominal")
        for weight in drawn
    ]
    row = reliability(codes, resamples=60, seed=2).iloc[0]
    assert row[["low", "high"]].tolist() == pytest.approx(np.percentile(alphas, [2.5, 97.5]))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, 0, 1]], "no alpha: one coder"),
        ([[1, _, _], [_, 0, 1]], "no alpha: no article has codes of two coders"),
        ([[1, 1, 1], [1, 1, 1]], "no alpha: all codes are equal"),
    ],
)
def test_alpha_is_undefined_with_a_reason(rows, reason):
    row = reliability(long(rows)).iloc[0]
    assert np.isnan(row["alpha"])
    assert row["reason"] == reason


def test_no_interval_where_there_is_nothing_to_resample():
    few = reliability(long([[1, 0, 1], [1, 0, 0]])).iloc[0]
    assert (few["reason"], np.isnan(few["low"])) == ("no interval: 3 articles, 5 needed", True)
    perfect = reliability(long([[1, 0, 1, 0, 1, 0]] * 2)).iloc[0]
    assert (perfect["alpha"], perfect["reason"]) == (1, "no interval: no disagreement")


@pytest.mark.parametrize("articles", [6, 4])
def test_coders_who_never_agree_are_told_apart_from_those_who_always_do(articles):
    # Observed: every pair differs. Expected of 12 codes, 6 of each kind: 2 x 6 x 6 / (12 x 11), so -5/6.
    row = reliability(long([[1] * articles, [0] * articles])).iloc[0]
    n = 2 * articles
    assert row["alpha"] == pytest.approx(1 - (n - 1) / (n / 2))
    assert row["percent"] == 0
    assert row["reason"] == "no interval: all resamples have the same alpha"
    assert np.isnan(row["low"])


def test_an_interval_of_no_width_but_for_rounding_is_none():
    # Two against two on every article: thirds that sum up to another last digit in each resample.
    row = reliability(long([[1] * 7] * 2 + [[0] * 7] * 2)).iloc[0]
    assert row["reason"] == "no interval: all resamples have the same alpha"


@pytest.mark.parametrize(("units", "reason"), [(4, "no interval: 4 articles, 5 needed"), (5, "")])
def test_intervals_begin_at_five_articles(units, reason):
    row = reliability(long([([1, 0] * 3)[:units], ([1, 1, 1, 0, 0])[:units]])).iloc[0]
    assert (row["reason"], np.isnan(row["low"])) == (reason, bool(reason))


def test_articles_of_one_coder_do_not_count():
    table = reliability(long([[1, 0, 1, 0, 1, 0, 1], [1, 0, 1, 0, 0, _, _]]))
    assert table[["units", "codes", "percent"]].to_numpy().tolist() == [[5, 10, 80]]


def test_frames_come_in_the_order_of_the_codes():
    codes = pd.concat([long([[1, 0], [1, 0]], "money"), long([[1, 0], [1, 1]], "conflict")])
    table = reliability(codes)
    assert table[["frame", "percent"]].to_numpy().tolist() == [["money", 100], ["conflict", 50]]


@pytest.mark.parametrize("codes", [long([[1]]).head(0), pd.DataFrame(columns=long([[1]]).columns)])
def test_no_codes_give_an_empty_table_with_a_note(codes):
    table = reliability(codes)
    assert len(table) == 0
    assert table.attrs["note"].startswith("No hand codes")
    assert table.columns.tolist() == [
        "frame", "coders", "units", "codes", "percent", "alpha", "low", "high", "reason"]  # fmt: skip


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="codes has no column 'coder'"):
        reliability(long(BINARY).drop(columns="coder"))


def test_a_model_is_a_coder_like_others_and_is_held_against_people():
    people = [[0, 1, 0, 1, 0, 1, 1, 0], [0, 1, 0, 1, 0, 1, 1, 0]]
    good, bad = people[0], [1, 1, 1, 1, 0, 0, 0, 0]
    alone, with_good, with_bad = (
        reliability(long(rows))["alpha"].iloc[0] for rows in (people, [*people, good], [*people, bad])
    )
    assert alone == with_good == 1
    assert with_bad < 0.667

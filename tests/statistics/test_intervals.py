"""One interval for rates and shares: refusals, and what the bootstrap of a ratio of sums gives."""

import numpy as np
import pytest

from toolkit.statistics.intervals import ratio_intervals
from toolkit.statistics.resampling import bootstrap_weights, percentiles

HITS = np.array([1, 2, 0, 1, 3, 0])
WORDS = np.array([10, 10, 5, 10, 20, 10])


def test_bounds_are_percentiles_of_the_ratio_of_resampled_sums():
    drawn = bootstrap_weights(6, 500, 3)
    ratios = [(row @ HITS) / (row @ WORDS) for row in drawn.astype(float)]
    low, high, reasons = ratio_intervals(HITS[:, None], WORDS, resamples=500, seed=3)
    assert (low[0], high[0]) == pytest.approx(tuple(np.percentile(ratios, percentiles(6))))
    assert low[0] < HITS.sum() / WORDS.sum() < high[0]
    assert reasons == [""]


def test_a_numerator_of_thousands_gives_a_rate_per_thousand():
    share, rate = (ratio_intervals(times * HITS[:, None], WORDS) for times in (1, 1000))
    assert rate[1] == pytest.approx(1000 * share[1])


def test_each_column_may_have_denominators_of_its_own():
    both = ratio_intervals(np.column_stack([HITS, HITS]), np.column_stack([WORDS, 2 * WORDS]))
    assert both[1][0] == pytest.approx(2 * both[1][1])
    assert both[0][0] == ratio_intervals(HITS[:, None], WORDS)[0][0]


def test_fewer_than_five_events_give_no_interval():
    low, high, reasons = ratio_intervals(HITS[:4, None], WORDS[:4])
    assert np.isnan([low[0], high[0]]).all()
    assert reasons == ["no interval: 4 events, 5 needed"]
    assert ratio_intervals(HITS[:5, None], WORDS[:5])[2] == [""]


def test_what_is_found_in_fewer_than_three_events_has_no_interval():
    two, three = [1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0]
    low, _, reasons = ratio_intervals(np.column_stack([two, three]), WORDS)
    assert np.isnan(low).tolist() == [True, False]
    assert reasons == ["no interval: found in 2 events, 3 needed", ""]


def test_a_ratio_that_no_resample_moves_has_no_interval():
    low, high, reasons = ratio_intervals(np.ones((6, 1)), np.full(6, 4))
    assert np.isnan([low[0], high[0]]).all()
    assert reasons == ["no interval: every event has the same rate"]


def test_resamples_without_a_word_divide_by_one():
    words = np.array([0, 0, 0, 0, 0, 1])
    hits = np.array([0, 0, 1, 1, 1, 0])[:, None]
    drawn = bootstrap_weights(6, 2000).astype(float)
    lacking = drawn @ words == 0
    ratios = np.where(lacking, drawn @ hits[:, 0], drawn @ hits[:, 0] / np.where(lacking, 1, drawn @ words))
    expected = np.percentile(ratios, percentiles(6))
    assert lacking.mean() > 0.1
    assert [bound[0] for bound in ratio_intervals(hits, words)[:2]] == pytest.approx(expected.tolist())


def test_no_columns_give_no_bounds():
    low, high, reasons = ratio_intervals(np.empty((6, 0)), WORDS)
    assert (low.size, high.size, reasons) == (0, 0, [])

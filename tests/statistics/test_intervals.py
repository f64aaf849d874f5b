"""Intervals: refusals, bounds worked out from their definition, and how often they hold the truth."""

import numpy as np
import pytest
from scipy.stats import beta, gamma, norm, t

from toolkit.statistics.intervals import proportion_interval, ratio_intervals
from toolkit.statistics.resampling import percentiles

HITS = np.array([1, 2, 0, 1, 3, 0])
WORDS = np.array([10, 10, 5, 10, 20, 10])


def bounds(x, n, **options):
    low, high, reasons = ratio_intervals(np.asarray(x)[:, None], np.asarray(n), **options)
    return low[0], high[0], reasons[0]


def test_bounds_are_those_of_a_gamma_variable_with_as_many_effective_hits():
    ratio = 7 / 65
    variance = 6 / 5 * ((HITS - ratio * WORDS) ** 2).sum()
    hits = 7**2 / variance
    fewer = hits * (norm.ppf(0.975) / t.ppf(0.975, 5)) ** 2
    low, high, reason = bounds(HITS, WORDS)
    assert low == pytest.approx(ratio * gamma.ppf(0.025, fewer + 0.5) / fewer)
    assert high == pytest.approx(ratio * hits / gamma.ppf(percentiles(6)[0] / 100, hits))
    assert low < ratio < high
    assert reason == ""


def test_a_numerator_of_thousands_gives_a_rate_per_thousand():
    share, rate = (bounds(times * HITS, WORDS, part=False) for times in (1, 1000))
    assert rate[:2] == pytest.approx([1000 * share[0], 1000 * share[1]])


def test_each_column_may_have_denominators_of_its_own():
    both = ratio_intervals(np.column_stack([HITS, HITS]), np.column_stack([WORDS, 2 * WORDS]))
    assert both[1][0] == pytest.approx(2 * both[1][1])
    assert both[0][0] == bounds(HITS, WORDS)[0]


def test_what_stands_in_as_few_events_as_are_asked_for_may_be_as_rare_as_can_be():
    assert bounds([1, 2, 3, 0, 0, 0], WORDS)[0] == 0
    assert bounds([1, 2, 2, 1, 0, 0], WORDS)[0] > 0


def test_a_share_above_one_half_is_one_less_the_rest():
    low, high, _ = bounds(HITS, np.full(6, 4))
    assert bounds(4 - HITS, np.full(6, 4))[:2] == pytest.approx((1 - high, 1 - low))


def test_no_share_is_above_one_whatever_the_bursts():
    n = np.array([10, 10, 10, 10, 10])
    assert bounds([9, 1, 0, 0, 1], n)[1] == 1
    assert bounds([9, 1, 0, 0, 1], n, part=False)[1] > 1
    assert bounds([10, 10, 9, 0, 1], n)[0] == 0


def test_bursts_reach_further_up_than_even_hits():
    assert bounds([12, 0, 1, 2, 0], np.full(5, 600))[1] > bounds([3, 4, 2, 3, 3], np.full(5, 600))[1]


def test_fewer_than_five_events_give_no_interval():
    low, high, reason = bounds(HITS[:4], WORDS[:4])
    assert np.isnan([low, high]).all()
    assert reason == "no interval: 4 events, 5 needed"
    assert bounds(HITS[:5], WORDS[:5])[2] == ""


def test_what_is_found_in_fewer_than_three_events_has_no_interval():
    two, three = [1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0]
    low, _, reasons = ratio_intervals(np.column_stack([two, three]), WORDS)
    assert np.isnan(low).tolist() == [True, False]
    assert reasons == ["no interval: found in 2 events, 3 needed", ""]


@pytest.mark.parametrize("x", [np.ones(6), np.full(6, 4.0)], ids=["a quarter", "all"])
def test_a_ratio_that_no_event_moves_has_no_interval(x):
    low, high, reason = bounds(x, np.full(6, 4))
    assert np.isnan([low, high]).all()
    assert reason == "no interval: every event has the same rate"


def test_equal_rates_that_differ_by_rounding_alone_are_the_same():
    words = np.array([3, 7, 11, 13, 29])
    assert bounds(words * 0.1, words)[2] == "no interval: every event has the same rate"


def test_no_columns_give_no_bounds():
    low, high, reasons = ratio_intervals(np.empty((6, 0)), WORDS)
    assert (low.size, high.size, reasons) == (0, 0, [])


@pytest.mark.parametrize("shape", [1, 0.3])
def test_bursty_rates_are_covered(shape):
    rng = np.random.default_rng(0)
    words = rng.lognormal(np.log(600), 0.5, (8, 1500)).round()
    hits = rng.poisson(0.005 * words * rng.gamma(shape, 1 / shape, words.shape))
    low, high, reasons = ratio_intervals(hits, words)
    told = np.array(reasons) == ""
    assert 0.93 < ((low <= 0.005) & (high >= 0.005))[told].mean() < 0.98


def test_a_proportion_is_bounded_as_by_clopper_and_pearson_with_effective_numbers():
    x, n = np.array([1, 2, 0, 2, 0, 2]), np.array([2, 2, 2, 2, 2, 2])
    variance = 6 / 5 * ((x - 7 / 6) ** 2).sum()
    size = 7 / 12 * 5 / 12 * 12**2 / variance * (norm.ppf(0.975) / t.ppf(0.975, 5)) ** 2
    assert size < 12
    yes, no = 7 / 12 * size, 5 / 12 * size
    expected = beta.ppf(0.025, yes, no + 1), beta.ppf(0.975, yes + 1, no)
    assert proportion_interval(x, n) == pytest.approx(expected)


def test_even_events_count_no_more_than_there_is_and_all_or_nothing_has_a_width():
    shrink = (norm.ppf(0.975) / t.ppf(0.975, 4)) ** 2
    n = np.full(5, 2)
    assert proportion_interval(n, n) == pytest.approx((0.025 ** (1 / (10 * shrink)), 1))
    assert proportion_interval(0 * n, n) == pytest.approx((0, 1 - 0.025 ** (1 / (10 * shrink))))
    half = beta.ppf([0.025, 0.975], [5 * shrink, 5 * shrink + 1], [5 * shrink + 1, 5 * shrink])
    assert proportion_interval(n / 2, n) == pytest.approx(tuple(half))


def test_a_proportion_needs_five_events_that_have_something():
    assert np.isnan(proportion_interval(np.array([1, 1, 0, 1, 0]), np.array([1, 1, 1, 1, 0]))).all()
    assert not np.isnan(proportion_interval(np.array([1, 1, 0, 1, 0]), np.array([1, 1, 1, 1, 1]))).any()

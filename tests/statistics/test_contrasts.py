"""Contrasts on arrays: intervals against a plain definition, against one another and on paper."""

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import gamma

from toolkit.statistics.contrasts import (
    Contrast,
    bootstrap_interval,
    closed_interval,
    events_with,
    open_bounds,
    smoothed_ratio,
)
from toolkit.statistics.resampling import bootstrap_weights, percentiles


def contrast_of(counts, is_target, events):
    """A contrast whose articles have no words but those counted, and one that is never a term."""
    counts, events = np.array(counts), np.array(events)
    words = counts.sum(axis=1) + 1.0
    return Contrast(
        sparse.csr_array(counts),
        words,
        np.array(is_target, dtype=bool),
        events,
    )


def pairs(events):
    """Target and reference label, and event, of one article a side on so many events."""
    return [True, False] * events, np.repeat(np.arange(events), 2)


def test_part_of_a_contrast_counts_its_events_anew():
    sides = contrast_of([[1, 5], [2, 6], [3, 7], [4, 8]], [1, 0, 1, 0], [0, 0, 2, 2])
    part = sides.part(sides.events == 2, np.array([1]))
    assert part.counts.toarray().tolist() == [[7], [8]]
    assert (part.events.tolist(), part.n_events) == ([0, 0], 1)


def test_counts_of_events_may_be_those_of_one_side():
    sides = contrast_of([[1], [2], [4]], [1, 0, 1], [0, 0, 1])
    assert sides.event_counts().toarray().tolist() == [[3], [4]]
    assert sides.event_counts(sides.is_target).toarray().tolist() == [[1], [4]]
    assert events_with(sides.event_counts(sides.is_target & (sides.words < 0))).tolist() == [0]


def test_equal_rates_have_a_smoothed_ratio_of_0_and_a_lacking_word_a_finite_one():
    assert smoothed_ratio(np.array([3, 0]), np.array([6, 0]), 100, 200).tolist() == [0, 0]
    # 2 + 3/7 of 3 words against 4/7 of 4
    assert smoothed_ratio(2, 0, 3, 4) == pytest.approx(np.log2((17 / 7 / 3) / (4 / 7 / 4)))


def random_contrast(seed, events=40, terms=30):
    rng = np.random.default_rng(seed)
    share = rng.dirichlet(np.ones(terms))
    counts = [rng.multinomial(rng.integers(60, 140), share) for _ in range(2 * events)]
    return contrast_of(counts, *pairs(events))


def test_closed_form_agrees_with_the_bootstrap_over_events():
    sides = random_contrast(1)
    frequent = np.flatnonzero(np.asarray(sides.counts.sum(axis=0)) >= 60)
    drawn = np.diff(bootstrap_interval(sides, frequent, 4000, 0)).ravel()
    closed = np.diff(closed_interval(sides, frequent)).ravel()
    assert len(frequent) > 15
    assert np.median(drawn / closed) == pytest.approx(1, abs=0.05)
    assert (abs(drawn / closed - 1) < 0.2).all()


def test_a_bound_is_open_where_more_resamples_than_lie_beyond_it_lack_the_word():
    # In k of 8 events the reference has the word: (1 - k/8) ** 8 of resamples lack it; the tail is 0.7%.
    for k, is_open in ((0, True), (3, True), (4, False), (8, False)):
        counts = [row for event in range(8) for row in ([9, 1], [int(event < k), 1])]
        sides = contrast_of(counts, *pairs(8))
        assert ((1 - k / 8) ** 8 > percentiles(8)[0] / 100) == is_open
        assert open_bounds(sides, np.array([0])).tolist() == [[False, is_open]]
        mirrored = sides._replace(is_target=~sides.is_target)
        assert open_bounds(mirrored, np.array([0])).tolist() == [[is_open, False]]


@pytest.mark.parametrize("width", [1, 4])
def test_terms_resampled_in_small_portions_give_the_same_numbers(monkeypatch, width):
    sides, columns = random_contrast(5, events=12), np.arange(30)
    whole = bootstrap_interval(sides, columns, 200, 0)
    monkeypatch.setattr("toolkit.statistics.contrasts._WIDTH", width)
    np.testing.assert_allclose(bootstrap_interval(sides, columns, 200, 0), whole, rtol=1e-5)


def test_the_bootstrap_is_the_percentiles_of_the_log_ratio_over_drawn_events():
    sides = random_contrast(2, events=9, terms=4)
    weights = bootstrap_weights(9, 300, 5)
    halves = np.random.default_rng([5, 1]).gamma(0.5, size=(2, 300, 1))
    logs = []
    for side, half in zip((sides.is_target, ~sides.is_target), halves, strict=True):
        counts = sides.counts.toarray()[side]  # one article a side and event
        logs.append(np.log2(weights @ counts + half) - np.log2(weights @ sides.words[side] + 0.5)[:, None])
    expected = np.percentile(logs[0] - logs[1], percentiles(9), axis=0).T
    np.testing.assert_allclose(bootstrap_interval(sides, np.arange(4), 300, 5), expected, atol=1e-5)


def test_a_count_of_0_is_drawn_from_its_jeffreys_posterior():
    # The target has the word 500 times in every event, the reference never: only Gamma(.5) moves the ratio.
    sides = contrast_of([[500], [0]] * 8, *pairs(8))._replace(words=np.full(16, 1000.0))
    low = bootstrap_interval(sides, np.array([0]), 20000, 0)[0, 0]
    assert low == pytest.approx(np.log2(4000 / gamma.isf(percentiles(8)[0] / 100, 0.5)), abs=0.08)

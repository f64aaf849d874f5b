"""Contrasts on arrays: permutation p against a plain listing, intervals against one another and on paper."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import gamma

from toolkit.statistics.contrasts import (
    Contrast,
    bootstrap_interval,
    closed_interval,
    events_with,
    left_out_p,
    open_bounds,
    permutation_p,
    smoothed_ratio,
)
from toolkit.statistics.resampling import percentiles


def contrast_of(counts, is_target, events, blocks=None):
    """A contrast whose articles have no words but those counted, and one that is never a term."""
    counts, events = np.array(counts), np.array(events)
    words = counts.sum(axis=1) + 1.0
    return Contrast(
        sparse.csr_array(counts),
        words,
        np.array(is_target, dtype=bool),
        events,
        events if blocks is None else np.array(blocks),
    )


def pairs(events):
    """Target and reference label, and event, of one article a side on so many events."""
    return [True, False] * events, np.repeat(np.arange(events), 2)


def plain_p(rates, sides, blocks):
    """Reference: step-down max-T over all labellings, term by term and labelling by labelling."""
    places = [np.flatnonzero(blocks == block) for block in np.unique(blocks)]
    shuffles = [sorted({tuple(p) for p in distinct(sides[where])}) for where in places]
    statistic = []
    for choice in product(*shuffles):
        labels = np.zeros(len(sides), dtype=bool)
        for where, part in zip(places, choice, strict=True):
            labels[where] = part
        statistic.append(rates[labels].mean(axis=0) - rates[~labels].mean(axis=0))
    statistic = np.array(statistic)
    z = np.abs(statistic - statistic.mean(axis=0)) / statistic.std(axis=0)
    observed = rates[sides].mean(axis=0) - rates[~sides].mean(axis=0)
    seen = np.abs(observed - statistic.mean(axis=0)) / statistic.std(axis=0)
    p = (z >= seen - 1e-4).mean(axis=0)
    order, family, floor = np.argsort(-seen, kind="stable"), np.empty(len(seen)), 0
    for rank, term in enumerate(order):
        largest = z[:, order[rank:]].max(axis=1)
        floor = family[term] = max(floor, (largest >= seen[term] - 1e-4).mean())
    return p, family


def distinct(labels):
    if len(labels) == 1:
        return [labels]
    return [[labels[i], *rest] for i in range(len(labels)) for rest in distinct(np.delete(labels, i))]


@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=9, max_size=9))
@settings(max_examples=25, deadline=None)
def test_permutation_p_equals_the_plain_definition(counts):
    is_target = np.array([1, 0, 1, 0, 0, 1, 0, 1, 1], dtype=bool)
    sides = contrast_of(counts, is_target, [0, 0, 1, 1, 1, 2, 2, 2, 3])
    p, family = permutation_p(sides, np.arange(5), 2000, 0)
    varying = ~np.isnan(p)
    rates = sides.counts.toarray() / sides.words[:, None]
    expected_p, expected_family = plain_p(rates[:, varying], is_target, sides.blocks)
    np.testing.assert_allclose(p[varying], expected_p)
    np.testing.assert_allclose(family[varying], expected_family)
    assert np.isnan(family).tolist() == (~varying).tolist()


def test_a_term_of_one_rate_everywhere_has_no_p():
    sides = contrast_of([[2, 1], [2, 0]] * 6, *pairs(6))
    sides = sides._replace(words=np.full(12, 10.0))
    p, family = permutation_p(sides, np.arange(2), 2000, 0)
    assert np.isnan(p).tolist() == np.isnan(family).tolist() == [True, False]
    assert p[1] == 2 / 64


def test_an_event_left_out_is_as_if_its_articles_were_not_there():
    counts = [[1, 0], [0, 1]] * 7 + [[1, 3], [2, 0]]
    sides = contrast_of(counts, *pairs(8))
    p, size = left_out_p(sides, np.arange(2), 2000, 0)
    for event in range(8):
        rest = sides.part(sides.events != event, np.arange(2))
        assert rest.n_events == 7
        assert p[event] == pytest.approx(permutation_p(rest, np.arange(2), 2000, 0)[0])
    assert size[7].min() > size[:7].max()  # the last event speaks against both words


def test_part_of_a_contrast_counts_its_events_anew():
    sides = contrast_of([[1, 5], [2, 6], [3, 7], [4, 8]], [1, 0, 1, 0], [0, 0, 2, 2], [9, 9, 4, 4])
    part = sides.part(sides.events == 2, np.array([1]))
    assert part.counts.toarray().tolist() == [[7], [8]]
    assert (part.events.tolist(), part.blocks.tolist(), part.n_events) == ([0, 0], [4, 4], 1)


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
    whole = bootstrap_interval(sides, columns, 200, 0), permutation_p(sides, columns, 200, 0)
    monkeypatch.setattr("toolkit.statistics.contrasts._WIDTH", width)
    np.testing.assert_allclose(bootstrap_interval(sides, columns, 200, 0), whole[0], rtol=1e-5)
    np.testing.assert_array_equal(permutation_p(sides, columns, 200, 0), whole[1])


def test_the_family_p_is_never_below_p_and_ties_with_the_observed_labelling_count():
    sides = random_contrast(3, events=10)
    p, family = permutation_p(sides, np.arange(30), 500, 0)
    assert not (family < p).any()
    # All six events count alike: the observed labelling and its mirror are the most extreme.
    alone = contrast_of([[1], [0]] * 6, *pairs(6))
    assert permutation_p(alone, np.array([0]), 2000, 0)[0].tolist() == [2 / 64]


def test_a_count_of_0_is_drawn_from_its_jeffreys_posterior():
    # The target has the word 500 times in every event, the reference never: only Gamma(.5) moves the ratio.
    sides = contrast_of([[500], [0]] * 8, *pairs(8))._replace(words=np.full(16, 1000.0))
    low = bootstrap_interval(sides, np.array([0]), 20000, 0)[0, 0]
    assert low == pytest.approx(np.log2(4000 / gamma.isf(percentiles(8)[0] / 100, 0.5)), abs=0.08)

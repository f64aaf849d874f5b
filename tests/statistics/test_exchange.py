"""Exchanged labels: p, p_family and the pooled null against a plain listing; draws against a plain count."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from toolkit.statistics import exchange, pairs
from toolkit.statistics.draws import floors, taken, words_left
from toolkit.statistics.exchange import (
    Cells,
    Words,
    discovery_rate,
    drawn_p,
    exchanged_p,
    roots,
    standardised,
    statistics,
)
from toolkit.statistics.resampling import permuted_labels


def distinct(labels):
    if len(labels) == 1:
        return [labels]
    return [[labels[i], *rest] for i in range(len(labels)) for rest in distinct(np.delete(labels, i))]


def plain_p(values, sides, blocks):
    """Reference: step-down max-T and pooled p over all labellings, term by term."""
    places = [np.flatnonzero(blocks == block) for block in np.unique(blocks)]
    shuffles = [sorted({tuple(p) for p in distinct(sides[where])}) for where in places]
    sums = []
    for choice in product(*shuffles):
        labels = np.zeros(len(sides), dtype=bool)
        for where, part in zip(places, choice, strict=True):
            labels[where] = part
        sums.append(values[labels].sum(axis=0))
    z = np.abs(sums - np.mean(sums, axis=0)) / np.std(sums, axis=0)
    seen = np.abs(values[sides].sum(axis=0) - np.mean(sums, axis=0)) / np.std(sums, axis=0)
    p = (z >= seen - 1e-4).mean(axis=0)
    pooled = np.array([[(z >= one - gap).mean() for one in seen] for gap in (1e-4, 1.2e-3)])
    order, family, floor = np.argsort(-seen, kind="stable"), np.empty(len(seen)), 0
    for rank, term in enumerate(order):
        largest = z[:, order[rank:]].max(axis=1)
        floor = family[term] = max(floor, (largest >= seen[term] - 1e-4).mean())
    return p, family, pooled


@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=9, max_size=9))
@settings(max_examples=25, deadline=None)
def test_p_equals_the_plain_definition(counts):
    sides = np.array([1, 0, 1, 0, 0, 1, 0, 1, 1], dtype=bool)
    blocks = np.array([0, 0, 1, 1, 1, 2, 2, 2, 3])  # the last is on one side only
    values = roots(np.array(counts, dtype=float))
    labels = permuted_labels(sides, blocks)[0]
    p, family, pooled = exchanged_p(statistics(values, blocks, sides, labels))
    varying = ~np.isnan(p)
    inside = blocks < 3
    if varying.any():
        expected = plain_p(values[inside][:, varying], sides[inside], blocks[inside])
        np.testing.assert_allclose([p[varying], family[varying]], expected[:2])
        assert (expected[2][0] <= pooled[varying] + 1e-9).all()
        assert (pooled[varying] <= expected[2][1] + 1e-9).all()
    same = [all(np.ptp(values[blocks == b, k]) == 0 for b in range(3)) for k in range(5)]
    assert same == np.isnan(p).tolist() == np.isnan(family).tolist() == np.isnan(pooled).tolist()


def test_the_targets_sum_has_variance_1_over_all_labellings():
    rng = np.random.default_rng(0)
    sides, blocks = np.array([1, 0, 0, 1, 1, 0, 0], dtype=bool), np.array([0, 0, 0, 1, 1, 1, 1])
    scaled = standardised(rng.random((7, 3)), blocks, sides)
    labels = permuted_labels(sides, blocks)[0]
    sums = labels @ scaled
    assert len(labels) == 3 * 6
    assert sums.var(axis=0) == pytest.approx(1)
    assert sums.mean(axis=0) == pytest.approx(0)


def test_more_deviations_than_the_pooled_null_has_steps_for_are_the_most_there_are():
    sides, events = np.array([True, False] * 300), np.repeat(np.arange(300), 2)  # z = sqrt(300) > 16
    values = np.column_stack([sides, np.arange(600) % 7]).astype(float)
    labels = permuted_labels(sides, events)[0]
    p, _, pooled = exchanged_p(statistics(values, events, sides, labels))
    assert p[0] == 1 / 2000
    assert pooled[0] == 1 / 4000


def some_words(seed, events=8, terms=6, shortest=10, longest=40):
    """Sentences of two outlets on each event; a unit is a word, and every third word is of no term."""
    rng = np.random.default_rng(seed)
    size = [rng.integers(1, 8, rng.integers(shortest, longest) // 4) for _ in range(2 * events)]
    article = np.repeat(np.arange(2 * events), [len(part) for part in size])
    turn = np.concatenate([np.arange(len(part)) for part in size])
    size = np.concatenate(size)
    sentence = np.repeat(np.arange(len(size)), size)
    last = np.concatenate([np.arange(n) for n in size])
    column = rng.integers(0, terms * 3 // 2, len(sentence))
    units = column < terms
    words = Words(size, article, turn, sentence[units], last[units], column[units])
    lengths = np.bincount(article, size).astype(int)
    return words, Cells(
        np.arange(2 * events), np.repeat(np.arange(events), 2), np.array([True, False] * events), lengths
    )


def plain_drawn_p(words, cells, terms, resamples, seed):
    """Reference: nine draws, each counted word by word and tested by itself."""
    drawn = floors(cells.words, cells.blocks, cells.is_target)
    labels = permuted_labels(cells.is_target, cells.blocks, resamples, seed)[0]
    rng, found = np.random.default_rng([seed, 2]), []
    for _ in range(9):
        stays = words_left(words.size, words.article, drawn, rng.random(len(words.size)))
        counts = np.zeros((len(drawn), terms))
        for sentence, last, column in zip(words.sentence, words.last, words.column, strict=True):
            counts[words.article[sentence], column] += last < stays[sentence]
        enough = (counts > 0).sum(axis=0) >= 5
        row = np.full((3, terms), np.nan)
        drawn_t = statistics(roots(counts[:, enough]), cells.blocks, cells.is_target, labels)
        row[:, enough] = exchanged_p(drawn_t)
        found.append(row)
    return np.array(found)


@pytest.mark.parametrize("entries", [0.1, 1, 0])
def test_drawn_p_is_the_third_smallest_of_nine_draws(monkeypatch, entries):
    monkeypatch.setattr(pairs, "_FREQUENT", entries)
    for seed in range(3):
        words, cells = some_words(seed)
        got = drawn_p(words, cells, 6, resamples=100, seed=seed)
        draws = plain_drawn_p(words, cells, 6, 100, seed)
        p, family, pooled = taken(draws)
        np.testing.assert_allclose(got.p, p)
        np.testing.assert_allclose(got.family, family)
        np.testing.assert_allclose(got.q, np.fmin(discovery_rate(pooled), family), atol=0.01)
        assert got.draws.tolist() == (draws[:, 1] <= 0.05).sum(axis=0).tolist()
        assert got.smallest == 1 / 100
        assert not np.isnan(got.p).all()


def test_at_equal_length_nothing_is_drawn_and_the_seed_of_the_draws_does_not_matter():
    words, cells = some_words(1)
    cut = np.minimum(*cells.words.reshape(-1, 2).T).repeat(2)
    stays = words_left(words.size, words.article, cut, words.turn)
    kept = words.last < stays[words.sentence]
    units = (part[kept] for part in (words.sentence, words.last, words.column))
    equal = Words(stays, words.article, words.turn, *units)
    first = drawn_p(words, cells, 6, seed=1, draw="first")
    for seed in (1, 2):
        got = drawn_p(equal, cells._replace(words=cut), 6, seed=seed)
        np.testing.assert_array_equal(got.p, first.p)  # 256 labellings: all, whatever the seed
        assert set(got.left) <= {0, 9}
    assert not np.isnan(first.p).all()


def test_articles_without_a_cell_and_events_of_one_side_say_nothing():
    words, cells = some_words(2, events=9)
    whole = drawn_p(words, cells, 6)
    alone = cells._replace(blocks=np.where(np.arange(18) == 17, 99, cells.blocks))
    without = cells._replace(of_article=np.where(np.arange(18) >= 16, -1, np.arange(18)), words=np.where(
        np.arange(18) >= 16, 0, cells.words))  # fmt: skip
    assert drawn_p(words, alone, 6).smallest == drawn_p(words, without, 6).smallest == 2 / 256
    assert whole.smallest == 2 / 512


def test_a_term_must_be_left_in_five_cells_of_at_least_three_draws():
    # One sentence of two words a cell, so that nothing is drawn; term 0 stands in four cells, term 1 in five.
    cells = Cells(np.arange(16), np.repeat(np.arange(8), 2), np.array([True, False] * 8), np.full(16, 2))
    units = [(cell, 0, 0) for cell in range(0, 8, 2)] + [(cell, 1, 1) for cell in range(0, 10, 2)]
    sentence, last, column = np.array(units).T
    words = Words(np.full(16, 2), np.arange(16), np.zeros(16, int), sentence, last, column)
    outcome = drawn_p(words, cells, 2)
    assert np.isnan(outcome.p).tolist() == [True, False]
    assert outcome.left.tolist() == [0, 9]
    assert drawn_p(words, cells, 2, least=4).left.tolist() == [9, 9]
    assert outcome.p[1] == 2 * 2**3 / 2**8  # all five on one side, whatever the other three events say


def test_five_events_allow_no_p():
    words, cells = some_words(0, events=5)
    outcome = drawn_p(words, cells, 6)
    assert outcome.smallest == 2 / 32
    assert np.isnan(outcome.p).all()
    assert outcome.draws.tolist() == [0] * 6


def test_q_is_that_of_scipy_and_leaves_out_what_has_no_p():
    p = np.random.default_rng(0).random(40)
    p[[3, 7]] = np.nan
    some = ~np.isnan(p)
    np.testing.assert_allclose(discovery_rate(p)[some], false_discovery_control(p[some]))
    assert np.isnan(discovery_rate(p)[[3, 7]]).all()
    assert len(discovery_rate(np.array([]))) == 0


def test_terms_looked_at_a_few_at_a_time_give_the_same_p(monkeypatch):
    drawn = np.random.default_rng(3).random((9, 40)).astype(np.float32)
    whole = exchanged_p(drawn)
    monkeypatch.setattr(exchange, "_NEAR", 80)  # two terms
    np.testing.assert_array_equal(exchanged_p(drawn), whole)

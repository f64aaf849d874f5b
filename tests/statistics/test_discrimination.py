"""Discrimination: the AUC and its interval against independent implementations, and its coverage."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from toolkit.statistics.discrimination import auc_interval

RNG = np.random.default_rng(0)
PRESENT = np.arange(24) % 3 == 0
SCORE = np.round(PRESENT + RNG.normal(size=24), 0)


def test_the_auc_is_that_of_scikit_learn_with_ties_half():
    assert auc_interval(PRESENT, SCORE, np.arange(24))[0] == pytest.approx(roc_auc_score(PRESENT, SCORE))


def test_the_interval_of_independent_articles_solves_newcombes_equation():
    # 6 of 8 with and 3 of 12 without have a hit: AUC .75. DeLong's variance is at least Obuchowski's here.
    present, score = np.arange(20) < 8, np.array([1] * 6 + [0] * 2 + [1] * 3 + [0] * 9)
    auc, low, high = auc_interval(present, score, np.arange(20))
    assert auc == 0.75
    for bound in (low, high):
        spread = 1 + (20 / 2 - 1) * ((1 - bound) / (2 - bound) + bound / (1 + bound))
        error = np.sqrt(bound * (1 - bound) * spread / (8 * 12))
        assert abs(bound - 0.75) / error == pytest.approx(2.093, abs=0.001)  # t, 19 degrees of freedom


def obuchowski(present, score, event):
    """Variance of Obuchowski 1997, and DeLong's, word for word."""
    kernel = lambda x, y: 1.0 if x > y else 0.5 if x == y else 0.0  # noqa: E731
    cases, others = np.flatnonzero(present), np.flatnonzero(~present)
    v10 = {i: np.mean([kernel(score[i], score[j]) for j in others]) for i in cases}
    v01 = {j: np.mean([kernel(score[i], score[j]) for i in cases]) for j in others}
    auc, m, n = np.mean(list(v10.values())), len(cases), len(others)
    events = sorted(set(event))
    a = [sum(v10[i] - auc for i in cases if event[i] == e) for e in events]
    b = [sum(v01[j] - auc for j in others if event[j] == e) for e in events]
    k10, k01, k = len(set(event[cases])), len(set(event[others])), len(events)
    s10 = k10 / (k10 - 1) / m * np.sum(np.square(a))
    s01 = k01 / (k01 - 1) / n * np.sum(np.square(b))
    s11 = k / (k - 1) * np.sum(np.multiply(a, b))
    over = s10 / m + s01 / n + 2 * s11 / (m * n)
    alone = np.var(list(v10.values()), ddof=1) / m + np.var(list(v01.values()), ddof=1) / n
    return over, alone


def test_effective_numbers_are_fewer_by_the_variance_over_events():
    event = np.repeat(np.arange(6), 4)
    present = np.arange(24) % 2 == 0
    score = 3.0 * present * (event % 2) + np.arange(24) % 5 / 10
    over, alone = obuchowski(present, score, event)
    assert over > 1.5 * alone
    auc, low, _ = auc_interval(present, score, event)
    m, n = 12 * alone / over, 12 * alone / over
    spread = 1 + ((m + n) / 2 - 1) * ((1 - low) / (2 - low) + low / (1 + low))
    error = np.sqrt(low * (1 - low) * spread / (m * n))
    assert (auc - low) / error == pytest.approx(2.571, abs=0.001)  # t, 5 degrees of freedom


def test_perfect_separation_has_a_width_and_mirrors():
    auc, low, high = auc_interval(PRESENT, PRESENT * 1.0, np.arange(24) // 3)
    assert auc == high == 1
    assert 0.5 < low < 0.9
    assert auc_interval(~PRESENT, PRESENT * 1.0, np.arange(24) // 3) == pytest.approx((0, 0, 1 - low))


def test_articles_of_one_event_only_have_the_widest_interval():
    one, many = (auc_interval(PRESENT, SCORE, event) for event in (np.zeros(24), np.arange(24)))
    assert one[2] - one[1] > many[2] - many[1]


def test_nested_articles_are_covered():
    rng, held = np.random.default_rng(1), []
    event = np.repeat(np.arange(12), 4)
    for _ in range(400):
        shared, own = rng.normal(size=(2, 12)), rng.normal(size=(2, 48))
        latent, score = np.sqrt(0.8) * shared[:, event] + np.sqrt(0.2) * own
        present = latent > 0.2
        if 5 <= present.sum() <= 43:
            _, low, high = auc_interval(present, score, event)
            held.append(low <= 0.5 <= high)
    assert 0.92 < np.mean(held) < 0.99

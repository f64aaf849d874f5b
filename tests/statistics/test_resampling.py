import math
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.statistics.resampling import (
    block_codes,
    bootstrap_weights,
    events_needed,
    labellings,
    permuted_labels,
    smallest_p,
)


def listed_labellings(labels, blocks):
    """Reference: every order of the labels that leaves the count in each block as it is."""
    target = pd.Series(labels).groupby(blocks).sum()
    found = set(permutations(labels))
    return sorted(row for row in found if pd.Series(row).groupby(blocks).sum().equals(target))


@pytest.mark.parametrize(
    ("labels", "blocks"),
    [
        ([True, False, True, False], [0, 0, 1, 1]),
        ([True, False, False, True, True], [5, 2, 5, 2, 2]),
        ([True, True, False], [0, 0, 1]),
    ],
)
def test_exact_labellings_equal_a_listing_of_all_orders(labels, blocks):
    rows, exact = permuted_labels(np.array(labels), np.array(blocks), 100)
    assert exact
    assert sorted(tuple(map(bool, row)) for row in rows) == listed_labellings(labels, np.array(blocks))
    assert len(rows) == labellings(np.array(labels), np.array(blocks))
    assert rows[0].tolist() == labels


def test_sampled_labellings_keep_each_block_and_start_with_the_observed_one():
    labels, blocks = np.arange(60) % 7 < 3, np.tile(np.arange(20), 3)
    rows, exact = permuted_labels(labels, blocks, 50, seed=3)
    assert not exact
    assert rows.shape == (50, 60)
    assert rows[0].tolist() == labels.tolist()
    assert all((np.bincount(blocks, row) == np.bincount(blocks, labels)).all() for row in rows)
    assert (rows == permuted_labels(labels, blocks, 50, seed=3)[0]).all()
    assert (rows != permuted_labels(labels, blocks, 50, seed=4)[0]).any()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 12)), min_size=10, max_size=60), st.integers(0, 99))
def test_sampled_labellings_are_those_of_random_keys_sorted_within_all_blocks(rows, seed):
    labels, blocks = map(np.array, zip(*rows, strict=True))
    order, sampled = np.argsort(blocks, kind="stable"), np.tile(labels, (5, 1))
    keys = (
        np.random.default_rng(seed).random((4, len(labels)))
        + np.unique(blocks, return_inverse=True)[1][order]
    )
    sampled[1:, order] = labels[order][np.argsort(keys, axis=1)]
    found, exact = permuted_labels(labels, blocks, 5, seed)
    assert exact or (found == sampled).all()


def test_sampled_labels_stand_everywhere_equally_often():
    rows, _ = permuted_labels(np.array([True, False, False] * 8), np.repeat(np.arange(8), 3), 4000)
    assert np.allclose(rows.mean(axis=0), 1 / 3, atol=0.035)


def test_smallest_p_counts_the_mirrored_labelling():
    def pairs(events):
        return np.array([True, False] * events), np.repeat(np.arange(events), 2)

    assert smallest_p(*pairs(5)) == 2 / 32
    assert smallest_p(*pairs(6)) == 2 / 64
    assert smallest_p(np.array([True, False, False] * 3), np.repeat(np.arange(3), 3)) == 1 / 27
    assert smallest_p(*pairs(30), resamples=500) == 1 / 500
    assert smallest_p(np.array([True, True]), np.array([0, 1])) == 1
    assert all(smallest_p(*pairs(events_needed(a))) <= a for a in (0.05, 0.01))
    assert events_needed(0.05) == math.ceil(math.log2(40))


def test_bootstrap_weights_are_multinomial_counts():
    weights = bootstrap_weights(7, 300, seed=2)
    assert weights.dtype == np.float32
    assert (weights.sum(axis=1) == 7).all()
    assert abs(weights.mean() - 1) < 1e-6
    assert abs(weights.var() - 6 / 7) < 0.05


def test_articles_without_an_event_are_blocks_of_their_own():
    codes = block_codes(pd.Series(["b", "", "a", None, "b"]), 5)
    assert codes[0] == codes[4]
    assert len(set(codes)) == 4

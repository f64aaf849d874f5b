"""Pairs: sums from the blocks in which a term occurs against those from all cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from toolkit.statistics import pairs
from toolkit.statistics.exchange import _design, roots, statistics
from toolkit.statistics.pairs import pairs_of, product, scaled_pairs, sums_of_pairs
from toolkit.statistics.resampling import permuted_labels

TERMS = 6


@st.composite
def tables(draw):
    """Units (term, cell) and blocks of two to four cells, mixed, the first of which is the target's."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=5))
    blocks = np.repeat(np.arange(len(sizes)), sizes)
    is_target = np.diff(blocks, prepend=-1) > 0
    order = np.array(draw(st.permutations(range(len(blocks)))))
    unit = st.tuples(st.integers(0, TERMS - 1), st.integers(0, len(blocks) - 1))
    units = np.array(draw(st.lists(unit, max_size=60)), dtype=int).reshape(-1, 2)
    return units, blocks[order], is_target[order]


@given(tables(), st.sampled_from([(0.1, 32), (0.1, 0), (0.0, 0), (1.0, 0)]))
@settings(max_examples=60, deadline=None)
def test_sums_of_pairs_are_those_of_whole_columns(table, how):
    (units, blocks, is_target), (pairs._FREQUENT, pairs._FEW) = table, how
    try:
        column, cell = units.T
        labels = permuted_labels(is_target, blocks, 50, 1)[0]
        counts = np.zeros((len(blocks), TERMS))
        np.add.at(counts, (cell, column), 1)
        expected = statistics(roots(counts).astype(np.float32), blocks, is_target, labels)

        each = np.arange(len(units))  # a sentence a unit
        made = pairs_of(column, each, np.zeros(len(units), int), cell, blocks)
        values = roots(np.bincount(made.pair, minlength=len(made.cell)).astype(np.float32))
        _, size, weight, _ = _design(blocks, is_target, np.dtype(np.float32))
        scaled = scaled_pairs(made, values, size[:, 0], weight, TERMS)
        tested = np.unique(column)
        columns = np.ascontiguousarray(labels.T, dtype=np.float32)
        got = np.abs(sums_of_pairs(made, scaled, np.arange(len(blocks)), tested, columns))
    finally:
        pairs._FREQUENT, pairs._FEW = 0.1, 32
    np.testing.assert_allclose(got, expected[tested], atol=2e-6)
    assert not expected[np.setdiff1d(np.arange(TERMS), tested)].any()


@pytest.mark.parametrize("few", [0, 32])
def test_the_product_is_that_of_the_whole_matrix(monkeypatch, few):
    monkeypatch.setattr(pairs, "_FEW", few)
    rng = np.random.default_rng(0)
    rows = rng.integers(1, 9, (9, 40)) * (rng.random((9, 40)) < np.linspace(0, 1, 9)[:, None])
    matrix = rng.integers(0, 9, (40, 5)).astype(np.float32)
    np.testing.assert_array_equal(product(sparse.csr_array(rows.astype(np.float32)), matrix), rows @ matrix)

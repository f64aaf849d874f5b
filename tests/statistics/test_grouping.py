import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.metrics import silhouette_score

from toolkit.statistics.grouping import average_link, clearest_groups, silhouette

# Units 0 and 1 are alike, 2 and 3 are, and 1 and 2 a little.
COSINE = np.array([[0, 0.8, 0, 0], [0.8, 0, 0.3, 0], [0, 0.3, 0, 0.6], [0, 0, 0.6, 0]])


def grouped(cosine, *cuts):
    """The groups at each cut as sets of units."""
    rows = average_link(sparse.csr_array(cosine), np.array(cuts))
    return [{frozenset(np.flatnonzero(row == group).tolist()) for group in row} for row in rows]


def test_groups_merge_while_their_mean_cosine_reaches_the_cut():
    pairs = {frozenset({0, 1}), frozenset({2, 3})}
    assert grouped(COSINE, 0.07, 0.08, 0.6, 0.7, 0.9) == [
        {frozenset(range(4))},  # the mean of 0, 0, .3 and 0 is .075
        pairs,
        pairs,
        {frozenset({0, 1}), frozenset({2}), frozenset({3})},
        {frozenset({unit}) for unit in range(4)},
    ]


@given(st.integers(0, 10_000), st.integers(2, 14))
@settings(deadline=None, max_examples=50)
def test_groups_are_those_of_all_pairs_held_at_once(seed, n):
    random = np.random.default_rng(seed)
    cosine = np.triu(random.random((n, n)) * (random.random((n, n)) < 0.3), 1)
    far = 1 - squareform(cosine + cosine.T)
    group = fcluster(linkage(far, "average"), 0.6, "distance")
    assert grouped(cosine + cosine.T, 0.4) == [
        {frozenset(np.flatnonzero(group == number).tolist()) for number in group}
    ]


def test_the_best_cut_is_the_one_of_the_largest_silhouette():
    group, cut = clearest_groups(sparse.csr_array(COSINE), np.array([0.07, 0.1, 0.5, 0.7]))
    assert group.tolist() == [0, 0, 1, 1]
    assert cut == 0.5  # of equals, the highest


def test_groups_are_numbered_by_their_first_unit_and_no_units_have_none():
    assert clearest_groups(sparse.csr_array(COSINE[::-1, ::-1]), np.array([0.5]))[0].tolist() == [0, 0, 1, 1]
    assert clearest_groups(sparse.csr_array((0, 0)), np.array([0.1, 0.5]))[0].tolist() == []


def test_a_chain_of_too_many_units_is_divided_at_a_higher_cosine(monkeypatch):
    monkeypatch.setattr("toolkit.statistics.grouping._LARGEST", 2)
    assert grouped(COSINE, 0.05) == [{frozenset({0, 1}), frozenset({2, 3})}]


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=6), min_size=2, max_size=12))
@settings(deadline=None, max_examples=50)
def test_the_silhouette_is_the_one_of_the_textbook(articles):
    vectors = np.array([[words.count(letter) for letter in "abcdefghij"] for words in articles], float)
    vectors /= np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, 0)
    group = np.arange(len(articles)) % 3
    if 1 < len(set(group)) < len(articles):
        far = np.maximum(1 - cosine, 0)
        np.fill_diagonal(far, 0)
        expected = silhouette_score(far, group, metric="precomputed")
        assert silhouette(sparse.csr_array(cosine), group) == pytest.approx(expected, abs=1e-9)

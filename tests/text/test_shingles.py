import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.shingles import LENGTH, alike

BODY = np.arange(24)  # 20 shingles


def pairs(*texts, share=0.8):
    return list(alike([np.asarray(text) for text in texts], share))


def shingles(text):
    return {tuple(text[i : i + LENGTH]) for i in range(len(text) - LENGTH + 1)}


def test_a_text_that_goes_on_is_alike():
    assert pairs(BODY, [*BODY, 50, 51]) == [(1, 0, 1.0)]


def test_the_share_is_that_of_the_shorter():
    changed = [*BODY[:20], 90, 91, 92, 93]  # keeps 16 of 20 runs
    assert pairs(BODY, changed, share=0.8) == [(1, 0, 0.8)]
    assert pairs(BODY, changed, share=0.81) == []


def test_a_text_more_than_four_times_as_long_is_another():
    assert len(pairs(BODY, np.arange(84))) == 1  # 80 runs
    assert pairs(BODY, np.arange(85)) == []


def test_versions_of_versions_form_a_chain():
    texts = [np.arange(start, start + 24) for start in range(0, 12, 3)]  # each keeps 17 of 20 runs
    assert pairs(*texts) == [(1, 0, 0.85), (2, 1, 0.85), (3, 2, 0.85)]


def test_texts_of_fewer_words_than_a_run_are_like_none():
    assert pairs([1, 2, 3, 4], [1, 2, 3, 4]) == []
    assert pairs() == []


@given(st.lists(st.lists(st.integers(0, 3), max_size=20), max_size=6), st.sampled_from([0.3, 0.8, 1.0]))
def test_every_pair_found_is_one_by_definition(texts, share):
    for later, earlier, found in pairs(*texts, share=share):
        a, b = shingles(texts[later]), shingles(texts[earlier])
        assert earlier < later
        assert found == pytest.approx(len(a & b) / min(len(a), len(b)))
        assert found >= share


@given(st.lists(st.integers(0, 9), min_size=LENGTH, max_size=30), st.lists(st.integers(0, 9), max_size=30))
def test_of_two_texts_none_is_missed(first, second):
    a, b = shingles(first), shingles(second)
    few = min(len(a), len(b))
    alike_by_definition = few > 0 and len(a & b) >= 0.8 * few and max(len(a), len(b)) <= 4 * few
    assert bool(pairs(first, second)) == alike_by_definition

"""Draws: the arrays against a plain definition, sentence by sentence, and floors on paper."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.statistics.draws import cells_of, floors, taken, words_left

SENTENCES = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=20)


def plain_draw(sentences, drawn, order):
    """Reference: sentences of a cell are taken in their turn until it has its words; the last one is cut."""
    kept = []
    for cell, words in enumerate(drawn):
        mine = sorted((order[s], s) for s in range(len(sentences)) if sentences[s][0] == cell)
        for _, s in mine:
            take = min(words, sentences[s][1])
            kept += [(s, place) for place in range(take)]
            words -= take
    return sorted(kept)


@given(SENTENCES, st.lists(st.integers(0, 12), min_size=4, max_size=4), st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_a_draw_takes_whole_sentences_in_their_turn_and_cuts_the_last(sentences, drawn, seed):
    sentences = sorted(sentences)  # the articles of a cell follow one another here; they need not
    order = np.random.default_rng(seed).random(len(sentences))
    sentence = np.repeat(np.arange(len(sentences)), [size for _, size in sentences])
    cell = np.array([cell for cell, _ in sentences])[sentence]
    cells, size = np.array(sentences).T
    place = np.concatenate([np.arange(words) for words in size])
    kept = place < words_left(size, cells, np.array(drawn), order)[sentence]
    assert list(zip(sentence[kept], place[kept], strict=True)) == plain_draw(sentences, drawn, order)
    sizes = np.bincount(cell, minlength=4)
    assert np.bincount(cell[kept], minlength=4).tolist() == np.minimum(sizes, drawn).tolist()


def test_the_articles_of_a_cell_need_not_follow_one_another():
    # Cells 0 and 1 take turns; the third sentence comes first in cell 0, the last in cell 1.
    left = words_left(
        np.array([3, 3, 3, 3]), np.array([0, 1, 0, 1]), np.array([4, 5]), np.array([2, 2, 1, 1])
    )
    assert left.tolist() == [1, 2, 3, 3]


def test_the_place_of_a_sentence_as_order_keeps_the_first_words():
    left = words_left(np.array([2, 2, 2]), np.zeros(3, int), np.array([3]), np.arange(3))
    assert left.tolist() == [2, 1, 0]


def test_all_articles_of_an_outlet_on_an_event_are_one_cell():
    cell, first = cells_of(np.array([7, 7, 3, 7]), np.array([1, 0, 1, 1]))
    assert cell.tolist() == [2, 1, 0, 2]
    assert first.tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    ("words", "is_target", "expected"),
    [
        ([500, 200], [1, 0], [200, 200]),  # one against one: the shorter
        ([500, 10], [1, 0], [10, 10]),  # however short
        ([500, 0], [1, 0], [0, 0]),  # a side without words is no side
        ([500, 400], [1, 1], [0, 0]),
        # 10 * 3 / 4 = 7.5 against 300 * 2 / 3 = 200 against 400 / 2 = 200: the lower of two ties
        ([400, 900, 300, 10], [1, 0, 0, 0], [300, 300, 300, 0]),
        # 90 * 3 / 4 = 67.5 against 100 * 2 / 3 = 66.7: all stay
        ([100, 100, 100, 90], [1, 0, 0, 0], [90, 90, 90, 90]),
        # 70 * 3 / 4 = 52.5 against 100 * 2 / 3 = 66.7: the shortest goes
        ([100, 100, 100, 70], [1, 0, 0, 0], [100, 100, 100, 0]),
        # The target's own length bounds it: 50 * 3 / 4.
        ([50, 100, 100, 100], [1, 0, 0, 0], [50, 50, 50, 50]),
        # Several of the target: 100 * 2 * 2 / 4 against 150 * 1 * 2 / 3 against 50 * 2 * 3 / 5.
        ([100, 150, 200, 200, 50], [1, 1, 0, 0, 0], [100, 100, 100, 100, 0]),
    ],
)
def test_a_block_is_cut_to_the_length_with_most_to_compare(words, is_target, expected):
    is_target = np.array(is_target, dtype=bool)
    assert floors(np.array(words), np.zeros(len(words), int), is_target).tolist() == expected
    assert floors(np.array(words), np.zeros(len(words), int), ~is_target).tolist() == expected


def test_each_block_has_a_floor_of_its_own():
    sides = np.array([True, True, False, False])
    assert floors(np.array([9, 7, 5, 8]), np.array([1, 0, 1, 0]), sides).tolist() == [5, 7, 5, 7]


def floor_of(words, is_target):
    """The rule of `floors` for one block, cell by cell."""
    best, floor = 0, 0
    for length in sorted(set(words)):
        long = [side for size, side in zip(words, is_target, strict=True) if size >= length]
        t, r = sum(long), len(long) - sum(long)
        if t and r and length * t * r / (t + r) > best:
            best, floor = length * t * r / (t + r), length
    return [floor if best and size >= floor else 0 for size in words]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.booleans()), max_size=14))
def test_floors_of_many_blocks_are_those_of_each_by_itself(cells):
    blocks, words, sides = np.array(cells or np.empty((0, 3)), dtype=int).T
    expected = np.zeros(len(words), dtype=int)
    for block in set(blocks.tolist()):
        here = blocks == block
        expected[here] = floor_of(words[here].tolist(), sides[here].astype(bool).tolist())
    assert floors(words, blocks, sides.astype(bool)).tolist() == expected.tolist()


def test_the_third_smallest_of_the_draws_counts_and_a_draw_without_p_counts_as_one():
    nine = np.array([[0.9, 0.8, 0.01, 0.7, 0.02, 0.6, 0.03, 0.5, 0.4], [0.01] * 3 + [np.nan] * 6]).T
    assert taken(nine).tolist() == [0.03, 0.01]
    assert np.isnan(taken(np.array([[0.01], [0.01], [np.nan]]))).all()

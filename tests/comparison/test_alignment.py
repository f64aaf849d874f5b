import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.comparison.alignment import align, equal_blocks, identity, tidy


@settings(max_examples=60, deadline=None)
@given(st.text("abcdef", max_size=25), st.text("abcdef", max_size=25))
def test_an_alignment_pairs_equal_words_and_each_word_once(a, b):
    blocks = align(a, b)
    for i, j, words in blocks:
        assert a[i : i + words] == b[j : j + words]
    if blocks:
        places = [
            (x, y)
            for i, j, words in tidy(blocks)
            for x, y in zip(range(i, i + words), range(j, j + words), strict=True)
        ]
        assert len({x for x, _ in places}) == len({y for _, y in places}) == len(places)
        assert identity(blocks) >= 0.6


def test_nothing_in_common_is_no_block():
    assert align("abc", "xyz") == []


@pytest.mark.parametrize(("gap", "blocks"), [("x", [(0, 0, 3), (4, 4, 3)]), ("xxx", [(0, 0, 3)])])
def test_a_changed_word_costs_one_and_a_half_kept_ones(gap, blocks):
    # Three words before and three behind: 3 - 1.5 + 3 is more than 3; 3 - 4.5 leaves nothing.
    assert align(f"abc{gap}def" + "q" * 9, f"abc{gap.upper()}def" + "Q" * 9) == blocks


@pytest.mark.parametrize(("moved", "blocks"), [("abc", [(0, 7, 3), (3, 0, 7)]), ("ab", [(2, 0, 7)])])
def test_a_part_that_moved_has_three_words_or_more(moved, blocks):
    assert align(f"{moved}defghij", f"defghij{moved}") == blocks


@pytest.mark.parametrize(("loose", "ends"), [("xyz", (15, 15, 0)), ("wxyz", (0, 0, 12))])
def test_up_to_three_other_words_at_an_end_are_a_change(loose, ends):
    assert align(f"abcdefghijkl{loose}", f"abcdefghijkl{loose.upper()}")[-1] == ends
    start = align(f"{loose}abcdefghijkl", f"{loose.upper()}abcdefghijkl")[0]
    assert start == ((0, 0, 0) if len(loose) == 3 else (4, 4, 12))


def test_words_that_only_one_side_has_at_an_end_are_no_change():
    assert align("abcdefghijkl", "abcdefghijklmn") == [(0, 0, 12)]


def test_lists_of_words_are_aligned_as_characters_are():
    assert equal_blocks(["a", "bb", "c"], ["x", "bb", "c"]) == equal_blocks("abc", "xbc") == [(1, 1, 2)]

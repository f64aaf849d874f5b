import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.comparison.alignment import align, identity, tidy


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

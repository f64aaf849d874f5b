import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.counts import count_matrix
from toolkit.corpus.tokens import tokenize
from toolkit.text import tallies
from toolkit.text.tallies import tallied

LETTERS = (
    "a b s S 's ’s ´s I U.S. u.s Ph.D. B.Sc 12 3,000 3.5 . , - ‐ ‑ ' ’ ` ! ? … 。 ！ ？ ” 」 « » İ ß Σ ς é"
    " e\u0301 ñ \u0300 я Ж 新 聞 ١ 𝒜 \ud800 \x00 € “ „ — O'Brien well-known x's".split()
)
PIECES = st.sampled_from([*LETTERS, *" \n\r\t\xa0\u3000\x85\u2028\x1c"])
TEXTS = st.lists(st.lists(PIECES, max_size=25).map("".join), max_size=6)


def counts_of_tokens(texts):
    """The reference: what is counted of the tokens of these texts, each one segment."""
    articles = pd.DataFrame({"text": texts}, index=[f"a{n}" for n in range(len(texts))], dtype=object)
    lengths = [len(text) for text in texts]
    body = pd.DataFrame({"article_id": articles.index, "start": 0, "end": lengths, "kind": "body"})
    matrix, _, terms = count_matrix(tokenize(articles, body), articles, segments=None)
    return matrix, terms.to_numpy(object)


def as_dicts(matrix, words):
    return [{words[k]: int(row[k]) for k in np.flatnonzero(row)} for row in matrix.toarray()]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_words_are_counted_as_tokens_are(texts):
    assert as_dicts(*tallied(texts)) == as_dicts(*counts_of_tokens(texts))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_where_batches_end_and_how_cells_are_counted_changes_nothing(texts):
    whole = as_dicts(*tallied(texts))
    before = tallies._BATCH, tallies._MOST
    try:
        for tallies._BATCH, tallies._MOST in ((1, 256), (20, 130), (1 << 18, 140)):
            assert as_dicts(*tallied(texts)) == whole
    finally:
        tallies._BATCH, tallies._MOST = before


def test_a_text_of_more_characters_than_bytes_is_read_all_the_same():
    many = " ".join(chr(code) for code in range(0x4E00, 0x4E00 + 300))
    matrix, words = tallied(["War now", many, "Now then"])
    assert matrix.sum() == 304
    assert as_dicts(matrix[[0, 2]], words) == [{"war": 1, "now": 1}, {"now": 1, "then": 1}]


@pytest.mark.parametrize("texts", [[], [""], ["", ".", ""]])
def test_texts_without_a_word_have_rows_of_nothing(texts):
    matrix, words = tallied(texts)
    assert (matrix.shape, len(words)) == ((len(texts), 0), 0)


def test_counts_are_by_text_and_words_in_the_order_in_which_they_came():
    matrix, words = tallied(["War war.", "Peace, war"] + ["x"] * 200)
    assert matrix[:2].toarray().tolist() == [[2, 0, 0], [1, 1, 0]]
    assert words.tolist() == ["war", "peace", "x"]

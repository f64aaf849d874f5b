import pytest

from toolkit.text.tokenizers import spans_in


def words(text, *given):
    return [(text[start:end], lemma) for start, end, lemma in spans_in(text, lambda _: given)]


def test_words_are_given_as_strings_or_spans_with_or_without_lemmas():
    assert words("It sank.", "It", "sank", ".") == [("It", ""), ("sank", "")]
    assert words("It sank.", (0, 2), [3, 7]) == [("It", ""), ("sank", "")]
    assert words("It sank.", (0, 2, "it"), (3, 7, None)) == [("It", "it"), ("sank", "")]


def test_what_has_no_letter_and_no_digit_is_no_word_and_blanks_are_no_part_of_one():
    assert words("a — 3 % 💥", " a ", "—", " ", "3 ", "% ", "💥") == [("a", ""), ("3", "")]
    assert words("AT&T's", "AT&T", "'s") == [("AT&T", ""), ("'s", "")]


def test_a_word_that_occurs_twice_is_found_in_order():
    assert spans_in("so so", str.split) == [(0, 2, ""), (3, 5, "")]


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        (
            ["gone"],
            ValueError,
            "tokenizer gives 'gone', which does not come next in 'It sank.'; give words as",
        ),
        (["sank", "It"], ValueError, "'It', which does not come next"),
        ([(3, 9)], ValueError, r"the span \(3, 9\) in 'It sank.', which has 8 characters; count them from 0"),
        ([(-1, 2)], ValueError, r"the span \(-1, 2\) in 'It sank.', which has 8"),
        ([(2, 1)], ValueError, r"the span \(2, 1\) in 'It sank.', which has 8"),
        (
            [(3, 7), (0, 2)],
            ValueError,
            r"the span \(0, 2\) in 'It sank.' after one that ends at 7; give each word once",
        ),
        ([(0, 4), (3, 7)], ValueError, r"the span \(3, 7\) in 'It sank.' after one that ends at 4"),
        (
            [3],
            TypeError,
            r"tokenizer gives 3 \(int\); give words as printed, \(start, end\) or \(start, end, lemma\)",
        ),
        ([("It", 0, 2)], TypeError, r"tokenizer gives \('It', 0, 2\) \(tuple\); give words"),
    ],
)
def test_what_is_no_span_of_the_text_is_told(given, error, message):
    with pytest.raises(error, match=message):
        words("It sank.", *given)


def test_a_long_sentence_is_shown_by_its_beginning():
    with pytest.raises(ValueError, match=r"'x{39}…'"):
        words("x" * 50, "y")

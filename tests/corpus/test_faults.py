import pandas as pd
import pytest

from toolkit.corpus.faults import check_corpus

ENGLISH = "the of and to that for it with by from".split()


def found(check, *texts, **columns):
    """How many of the texts a check finds."""
    table = check_corpus(pd.DataFrame({"text": list(texts), **columns}))
    return int(table.set_index("check").loc[check, "n"])


@pytest.mark.parametrize(("words", "short"), [(49, 1), (50, 0)])
def test_fewer_than_fifty_words_are_very_short(words, short):
    assert found("very short text", " ".join(["word"] * words)) == short


@pytest.mark.parametrize(("of_forty", "foreign"), [(1, 1), (2, 0)])
def test_a_text_with_fewer_than_one_function_word_in_twenty_is_not_english(of_forty, foreign):
    assert found("not English", " ".join(["the"] * of_forty + ["wort"] * (40 - of_forty))) == foreign


@pytest.mark.parametrize(("words", "foreign"), [(29, 0), (30, 1)])
def test_fewer_than_thirty_words_do_not_tell_a_language(words, foreign):
    assert found("not English", " ".join(["wort"] * words)) == foreign


def test_only_the_first_three_hundred_words_tell():
    assert found("not English", " ".join(["wort"] * 300 + ENGLISH * 60)) == 1


def test_what_the_language_column_says_decides():
    assert found("not English", " ".join(["wort"] * 40), language="en-GB") == 0
    assert found("not English", " ".join(ENGLISH * 5), language="de") == 1

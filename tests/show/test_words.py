import pytest

from toolkit.shipped import lexicon
from toolkit.show.words import column_words, is_left_out, is_share, names_outlets, value_words


def test_a_column_of_two_articles_has_the_words_of_one():
    assert column_words("content_a") == f"{column_words('content')} (one)"
    assert value_words("earlier_b", "unknown") == value_words("earlier", "unknown")


def test_a_column_that_nobody_listed_is_its_name_without_underscores():
    assert column_words("my_own_column") == "my own column"
    assert value_words("my_own_column", "person") == "person"
    assert not is_left_out("my_own_column")
    assert not is_share("my_own_column")
    assert not names_outlets("my_own_column")


def test_columns_that_are_left_out_have_no_words():
    words = lexicon("show/words.toml")
    assert [name for name in words["left_out"].split() if name in words["columns"]] == []


@pytest.mark.parametrize("column", ["columns", "values", "left_out"])
def test_the_list_has_what_its_head_says(column):
    assert column in lexicon("show/words.toml")


def test_no_words_are_those_of_a_programmer():
    said = lexicon("show/words.toml")["columns"].values()
    assert [words for words in said if "_" in words or words.startswith("p ")] == []

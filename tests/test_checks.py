from pathlib import Path

import pandas as pd
import pytest

from toolkit.checks import listed, require_choices, require_columns, require_words


@pytest.mark.parametrize("make", [list, tuple, pd.Series, pd.Index, dict.fromkeys], ids=str)
def test_any_collection_keeps_its_order(make):
    assert listed(make(["headline", "body"]), "segments") == ["headline", "body"]


def test_a_set_has_an_order_of_its_own():
    names = [f"outlet {number:02}" for number in range(20)]
    assert listed(set(names), "outlets") == listed(frozenset(names), "outlets") == names


@pytest.mark.parametrize("value", [3, None, iter(["body"]), (kind for kind in ["body"])], ids=str)
def test_what_is_no_collection_is_one_sentence(value):
    with pytest.raises(TypeError, match="segments must be a collection such as a list, not"):
        listed(value, "segments")


@pytest.mark.parametrize("given", ["words.txt", Path("words.txt")], ids=["str", "Path"])
def test_the_name_of_a_file_is_no_word(given):
    assert require_words("the", "stop_words") == ["the"]
    with pytest.raises(
        ValueError, match=r"stop_words 'words\.txt' is a file; give what load_stop_words\('wor"
    ):
        require_words(given, "stop_words")


def test_each_value_must_be_a_choice():
    assert require_choices("body", ["headline", "body"], "segments") == ["body"]
    with pytest.raises(ValueError, match=r"segments 'title' is not known here; choose from \['body'\]"):
        require_choices(["body", "title"], ["body"], "segments")


def test_a_table_must_be_one_and_have_its_columns():
    with pytest.raises(TypeError, match="articles must be a pandas DataFrame, not dict"):
        require_columns({}, ["text"], "articles")
    with pytest.raises(ValueError, match=r"articles has no column 'text', 'outlet'; found \['body'\]"):
        require_columns(pd.DataFrame({"body": []}), ["text", "outlet"], "articles")

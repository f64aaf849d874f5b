import pandas as pd
import pytest

from toolkit.corpus.languages import other_languages

GERMAN = "Nach dem Sturm bleibt der Hafen bis Freitag zu. Das teilte die Stadt am Montag mit."
ENGLISH = "The harbour stays shut until Friday after the storm that tore part of the wall."


def test_english_and_untold_texts_have_no_other_language():
    articles = pd.DataFrame({"text": [GERMAN, ENGLISH, "Storm Ida"]}, index=["a", "b", "c"])
    assert other_languages(articles).to_dict() == {"a": "German", "b": "", "c": ""}


def test_a_language_that_is_given_wins():
    texts, given = [GERMAN, ENGLISH, GERMAN, GERMAN], ["en", "fr", None, "und"]
    articles = pd.DataFrame({"text": texts, "language": given}, index=["a", "b", "c", "d"])
    assert other_languages(articles).to_list() == ["", "French", "German", "German"]


def test_no_articles_have_no_languages_and_text_is_needed():
    assert other_languages(pd.DataFrame({"text": []})).empty
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        other_languages(pd.DataFrame({"language": ["de"]}))

import pandas as pd
import pytest

from toolkit.corpus.tokens import tokenize
from toolkit.corpus.versions import find_versions

STORY = "The council of Lowmere shut the port on Monday after a storm tore the wall."
OTHER = "Farmers of the valley ask for rain and for cheaper seed before the spring comes."


def corpus(*rows):
    """Articles a, b, ... of (outlet, text)."""
    return pd.DataFrame(rows, index=list("abcdefgh"[: len(rows)]), columns=["outlet", "text"])


def found(articles, **options):
    return find_versions(articles, **options).to_numpy().tolist()


def test_a_story_with_one_more_sentence_is_a_version_of_the_first():
    articles = corpus(("Beacon", STORY), ("Beacon", OTHER), ("Beacon", STORY + " Nobody was hurt."))
    assert found(articles) == [["c", "a", "version", 1.0, True]]


def test_case_and_punctuation_make_no_version():
    articles = corpus(("Beacon", STORY), ("Beacon", STORY.upper() + "!"))
    assert found(articles) == [["b", "a", "copy", 1.0, True]]


def test_copies_of_other_outlets_are_found_and_their_versions_are_not():
    longer = STORY + " Nobody was hurt."
    articles = corpus(("Beacon", STORY), ("Ledger", STORY), ("Meridian", longer), ("Ledger", longer))
    assert found(articles) == [
        ["b", "a", "copy", 1.0, False],
        ["d", "b", "version", 1.0, True],  # the first of its own outlet, though c has the same words
    ]


def test_the_first_is_the_earliest_published():
    days = pd.to_datetime([None, "2024-10-19", "2024-10-18"], utc=True)
    articles = corpus(*[("Beacon", STORY)] * 3).assign(published=days)
    assert [row[:2] for row in found(articles)] == [["a", "c"], ["b", "c"]]


def test_articles_without_an_outlet_are_compared_but_not_said_to_be_of_one():
    expected = [["b", "a", "copy", 1.0, False]]
    assert found(corpus(("", STORY), ("", STORY))) == expected
    assert found(corpus(("", STORY), ("", STORY)).drop(columns="outlet")) == expected


def test_rows_of_one_outlet_are_what_to_leave_out_to_count_each_story_once():
    articles = corpus(*[("Beacon", STORY)] * 3, *[("Ledger", STORY)] * 3)
    versions = find_versions(articles)
    again = versions["article_id"][versions["same_outlet"]]
    assert articles[~articles.index.astype("str").isin(again)].index.to_list() == ["a", "d"]


def test_words_are_those_of_the_tokens_given():
    articles = corpus(("Beacon", STORY), ("Beacon", "Live blog. " + STORY))
    tokens = tokenize(articles, progress=False)
    assert found(articles, tokens=tokens)[0][2] == "version"
    assert found(articles, tokens=tokens[tokens["sentence"] > 0]) == []  # of a nothing is left
    assert found(articles[1:], tokens=tokens) == []


def test_a_version_keeps_at_least_the_share_given():
    half = " ".join(STORY.split()[:10]) + " and nobody knows for how long"
    articles = corpus(("Beacon", STORY), ("Beacon", half))  # 6 of 11 runs of five words
    assert found(articles) == []
    assert found(articles, share=0.5) == [["b", "a", "version", pytest.approx(6 / 11), True]]


def test_nothing_found_is_an_empty_table_of_the_same_columns():
    empty = find_versions(corpus(("Beacon", STORY), ("Beacon", OTHER), ("Beacon", ""), ("Beacon", "")))
    assert empty.columns.to_list() == ["article_id", "first", "kind", "share", "same_outlet"]
    assert empty.empty


def test_share_and_text_are_checked():
    with pytest.raises(ValueError, match="share must be above 0 and at most 1, not 0"):
        find_versions(corpus(("Beacon", STORY)), share=0)
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        find_versions(pd.DataFrame({"outlet": []}))

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.corpus.selection import counted, groups_of, in_reading_order, of_articles
from toolkit.corpus.tokens import tokenize

ARTICLES = pd.DataFrame(
    {"text": ["One two.", "Three four.", "Five."], "outlet": ["Sun", None, "Star"]}, index=["a", "b", "c"]
)
SEGMENTS = pd.DataFrame({"article_id": list("abc"), "start": 0, "end": [8, 11, 5]})
TOKENS = tokenize(ARTICLES, SEGMENTS.assign(kind=["body", "body", "caption"]))


def terms(tokens):
    return tokens["term"].to_list()


@pytest.mark.parametrize(
    "table",
    [TOKENS, TOKENS.sample(frac=1, random_state=1), TOKENS[::-1].reset_index(drop=True)],
    ids=["as made", "mixed", "backwards"],
)
def test_tokens_come_in_reading_order_however_they_were_sorted(table):
    assert terms(in_reading_order(table)) == ["one", "two", "three", "four", "five"]


def test_a_row_that_stands_twice_is_named():
    with pytest.raises(ValueError, match="the place 1 of article 'a' twice"):
        in_reading_order(pd.concat([TOKENS, TOKENS[1:2]]))


def test_tokens_of_another_tokenizer_need_no_categories_and_no_place():
    plain = TOKENS.drop(columns="place").astype({"term": "str", "article_id": "str", "segment": "str"})
    assert terms(counted(plain)) == ["one", "two", "three", "four"]
    assert in_reading_order(plain)["place"].to_list() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "segments", [("body",), ["body"], {"body"}, pd.Series(["body"]), pd.Index(["body"]), "body"], ids=str
)
def test_any_collection_of_segments_counts(segments):
    assert terms(counted(TOKENS, segments=segments)) == ["one", "two", "three", "four"]


def test_the_articles_given_are_those_counted_in_their_order():
    kept = counted(TOKENS, ARTICLES.loc[["b", "a"]], None)
    assert terms(kept) == ["three", "four", "one", "two"]
    assert kept["article_id"].cat.categories.to_list() == ["b", "a"]
    assert terms(counted(TOKENS, ARTICLES[:0])) == []


def test_an_unknown_kind_and_articles_of_another_corpus_are_named():
    with pytest.raises(ValueError, match="segments 'title' is not known here; choose from"):
        counted(TOKENS, segments=["title"])
    with pytest.raises(ValueError, match="none of the article_ids of tokens; its first is 'z', theirs 'a'"):
        counted(TOKENS, ARTICLES.set_axis(list("zyx")))
    with pytest.raises(ValueError, match="articles has the article_id 'a' twice; give every article one row"):
        counted(TOKENS, pd.concat([ARTICLES, ARTICLES]))


def test_made_tables_keep_the_rows_of_the_articles_given():
    pairs = pd.DataFrame({"article_a": ["a", "a"], "article_b": ["b", "c"]})
    assert of_articles(pairs, ARTICLES.loc[["a", "b"]]).values.tolist() == [["a", "b"]]
    assert of_articles(pairs, ARTICLES) is pairs


def test_groups_are_a_column_or_a_series_by_article():
    series = pd.Series({"c": "left", "a": "right"})
    assert groups_of(ARTICLES, "outlet").to_list() == ["Sun", "", "Star"]
    assert groups_of(ARTICLES, series).to_list() == ["right", "", "left"]
    assert groups_of(series, None).to_dict() == {"c": "left", "a": "right"}
    assert groups_of(ARTICLES, None) is None


@pytest.mark.parametrize(
    ("articles", "by", "message"),
    [
        (ARTICLES, "leaning", "articles has no column 'leaning'"),
        (None, "outlet", "by 'outlet' is a column of the articles; give articles as well"),
        ("outlet", None, "'outlet' is a column of the articles; give articles, and by='outlet'"),
        (ARTICLES, pd.Series({"z": "left"}), "by has none of the article_ids of articles"),
        (
            ARTICLES,
            ["outlet", "event"],
            "by must be a column of the articles or a Series by article_id, not a list",
        ),
        (ARTICLES, pd.Series(["x", "y"], ["a", "a"]), "by has the article_id 'a' twice"),
    ],
)
def test_groups_that_fit_no_article_are_one_sentence(articles, by, message):
    with pytest.raises((ValueError, TypeError), match=message):
        groups_of(articles, by)


IDS = st.lists(st.sampled_from(["a", "b", "1", 1, 2, "nan", None]), max_size=8)


@example([1, None], {"1"}, "category")
@given(IDS, st.sets(st.sampled_from(["a", "1", "2", "nan"])), st.sampled_from(["object", "str", "category"]))
def test_rows_of_articles_are_those_whose_id_as_text_is_one_of_theirs(ids, known, kind):
    table = pd.DataFrame({"article_id": pd.Series(ids, dtype=object).astype(kind)})
    articles = pd.DataFrame(index=pd.Index(sorted(known), dtype="str"))
    kept = [place for place, name in enumerate(ids) if name is not None and str(name) in known]
    pd.testing.assert_frame_equal(of_articles(table, articles), table.iloc[kept])

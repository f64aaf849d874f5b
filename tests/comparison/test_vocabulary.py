import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from toolkit.comparison.coverage import coverage_gaps
from toolkit.comparison.reuse import find_reuse
from toolkit.comparison.vocabulary import similarity
from toolkit.corpus.events import group_events
from toolkit.corpus.tokens import tokenize
from toolkit.corpus.vectors import pair_similarity


def corpus(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    outlets = [f"Outlet {number}" for number in range(len(texts))]
    articles = pd.DataFrame(
        {"text": texts, "outlet": outlets, **columns}, index=pd.Index(ids, name="article_id")
    )
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": [len(text) for text in texts], "kind": "body"})
    return articles, tokenize(articles, body[body["end"] > 0])


def pairs(*texts, **options):
    return similarity(corpus(*texts)[1], **options)


def test_equal_texts_are_alike_and_unlike_ones_are_not():
    table = pairs("a b c d e", "a b c d e", "v w x y z").round(9)
    numbers = table[["cosine", "containment_a_in_b", "containment_b_in_a", "jensen_shannon"]].values.tolist()
    assert numbers == [[1, 1, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1]]


def test_containment_has_a_direction():
    row = pairs("a b c", "a b c d e f", ngram=2).iloc[0]
    assert (row["containment_a_in_b"], row["containment_b_in_a"]) == (1.0, 2 / 5)


def test_containment_is_missing_where_a_text_is_too_short():
    row = pairs("a b", "a b c", ngram=3).iloc[0]
    assert np.isnan(row["containment_a_in_b"])
    assert row["containment_b_in_a"] == 0


def test_cosine_on_paper():
    # Two articles: idf is ln(3/2) for b, in both, and ln(3/1) for a and c, in one.
    shared, alone = np.log(3 / 2), np.log(3)
    expected = shared**2 / (shared**2 + alone**2)
    assert pairs("a b", "b c")["cosine"].iloc[0] == pytest.approx(expected)


def test_jensen_shannon_of_seven_types_of_which_six_are_shared():
    # 1/7, the value shifterator 0.3.0 gives for A-G and B-H, ten times each.
    assert pairs("a b c d e f g", "b c d e f g h")["jensen_shannon"].iloc[0] == pytest.approx(1 / 7)


@given(st.lists(st.text("abcd", min_size=1, max_size=12), min_size=2, max_size=4))
def test_jensen_shannon_equals_that_of_scipy(texts):
    table = pairs(*[" ".join(text) for text in texts])
    shares = [np.array([text.count(letter) / len(text) for letter in "abcd"]) for text in texts]
    for row in table.itertuples():
        a, b = (shares[int(name[1:])] for name in (row.a, row.b))
        assert row.jensen_shannon == pytest.approx(jensenshannon(a, b, base=2) ** 2, abs=1e-9)


def test_groups_are_compared_as_wholes():
    articles, tokens = corpus("a b", "c d", "a b c d", outlet=["Beacon", "Beacon", "Ledger"])
    row = similarity(tokens, articles["outlet"], ngram=2).iloc[0]
    assert (row["a"], row["b"], row["jensen_shannon"]) == ("Beacon", "Ledger", 0)
    assert (row["containment_a_in_b"], row["containment_b_in_a"]) == (1.0, 2 / 3)


def test_groups_stand_in_the_order_of_their_names():
    articles, tokens = corpus("a b", "c d", "a b c d", outlet=["Ledger", "Herald", "Beacon"])
    table = similarity(tokens, articles, by="outlet", ngram=2)
    assert table[["a", "b"]].values.tolist() == [
        ["Beacon", "Herald"],
        ["Beacon", "Ledger"],
        ["Herald", "Ledger"],
    ]


def test_groups_are_a_column_or_a_series_in_either_place():
    articles, tokens = corpus("a b", "c d", "a b c d", outlet=["Beacon", "Beacon", "Ledger"])
    expected = similarity(tokens, articles["outlet"], ngram=2)
    for table in (
        similarity(tokens, articles, by="outlet", ngram=2),
        similarity(tokens, articles, by=articles["outlet"], ngram=2),
        similarity(tokens, by=articles["outlet"], ngram=2),
    ):
        pd.testing.assert_frame_equal(table, expected)


def test_only_the_articles_given_are_compared_in_their_order():
    articles, tokens = corpus("a b", "a b", "c d")
    table = similarity(tokens, articles.loc[["a2", "a0"]], ngram=2)
    assert table[["a", "b", "cosine"]].values.tolist() == [["a2", "a0", 0.0]]
    assert "2 groups of 2 articles" in table.attrs["caption"]


def test_a_name_without_articles_is_refused():
    articles, tokens = corpus("a", "b")
    with pytest.raises(
        ValueError, match="'outlet' is a column of the articles; give articles, and by='outlet'"
    ):
        similarity(tokens, "outlet")
    with pytest.raises(ValueError, match="by 'outlet' is a column of the articles; give articles as well"):
        similarity(tokens, by="outlet")
    with pytest.raises(ValueError, match="none of the article_ids"):
        similarity(tokens, articles, by=pd.Series(["x"], ["zz"]))


def test_runs_of_no_word_are_refused():
    with pytest.raises(ValueError, match="ngram must be 1 or more, not 0"):
        pairs("a", "b", ngram=0)


def test_an_unknown_column_is_refused():
    articles, tokens = corpus("a", "b")
    with pytest.raises(ValueError, match="articles has no column 'desk'"):
        similarity(tokens, articles, by="desk")


def test_too_many_groups_are_refused():
    with pytest.raises(ValueError, match="1,001 groups, more than 1,000"):
        similarity(corpus(*["word"] * 1001)[1])


def test_as_many_groups_as_allowed_are_compared(monkeypatch):
    monkeypatch.setattr("toolkit.comparison.vocabulary.MOST_GROUPS", 3)
    assert len(pairs("word", "word", "word")) == 3
    with pytest.raises(ValueError, match="4 groups, more than 3"):
        pairs("word", "word", "word", "word")


@pytest.mark.parametrize("texts", [(), ("",), ("one",)])
def test_fewer_than_two_groups_give_an_empty_table_that_says_so(texts):
    table = pairs(*texts)
    assert table.empty
    assert "fewer than two groups" in table.attrs["note"]


# Events. Three words of each story are enough to tell the two apart.

FERRY, STRIKE = "ferry fire harbour captain rescue", "teachers strike school pay union"


def dated(*days):
    return pd.to_datetime([None if day is None else f"2024-03-{day:02}" for day in days], utc=True)


def test_stories_are_told_apart():
    articles, tokens = corpus(FERRY, STRIKE, FERRY + " night", STRIKE + " talks", published=dated(1, 1, 2, 2))
    table = group_events(articles, tokens)
    assert table["event"].to_list() == ["event-0001", "event-0002", "event-0001", "event-0002"]
    assert table["articles"].to_list() == [2, 2, 2, 2]
    assert set(table["terms"].iloc[0].split(", ")) <= set(FERRY.split())


def test_a_story_told_again_later_is_another_event_unless_dates_do_not_matter():
    articles, tokens = corpus(FERRY, FERRY, STRIKE, published=dated(1, 9, 1))
    assert group_events(articles, tokens, days=3)["event"].nunique() == 3
    assert group_events(articles, tokens, days=None)["event"].nunique() == 2


def test_an_undated_article_is_near_every_other():
    articles, tokens = corpus(FERRY, FERRY, STRIKE, published=dated(None, 9, 1))
    assert group_events(articles, tokens)["event"].to_list() == ["event-0001", "event-0001", "event-0002"]


def test_one_alone_has_no_score():
    articles, tokens = corpus(FERRY, STRIKE, "")
    table = group_events(articles, tokens)
    assert table["score"].isna().all()
    assert table["articles"].to_list() == [1, 1, 1]


def test_an_impossible_threshold_is_refused():
    articles, tokens = corpus(FERRY, STRIKE)
    with pytest.raises(ValueError, match="threshold must be above"):
        group_events(articles, tokens, threshold=0)


def test_pairs_in_a_window_are_the_pairs_of_all_that_are_near():
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(list("abcdefgh"), 6)) for _ in range(60)]
    days = [None if day == 0 else int(day) for day in rng.integers(0, 29, 60)]
    articles, tokens = corpus(*texts, published=dated(*days))
    number = pd.Series([np.nan if day is None else day for day in days], articles.index)
    every = pair_similarity(tokens, articles)
    far = (every["article_a"].map(number) - every["article_b"].map(number)).abs() > 3
    near = pair_similarity(tokens, articles, days=3)
    pd.testing.assert_frame_equal(near, every[~far].reset_index(drop=True))


def test_inputs_are_not_changed():
    articles, tokens = corpus(FERRY, STRIKE, event="x")
    before = articles.copy(), tokens.copy()
    coverage_gaps(tokens, articles, find_reuse(tokens, articles))
    group_events(articles, tokens)
    similarity(tokens, articles["outlet"])
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(tokens, before[1])

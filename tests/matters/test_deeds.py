import pandas as pd
import pytest

from toolkit.claims.acts import statuses
from toolkit.matters.deeds import ONE_SPEAKER, OPENINGS, act_pairs

PLAN = "The Oxford paper mill will close."
DEED = "The Oxford paper mill was closed."
DENIAL = "The Oxford paper mill has not closed."


def corpus(*texts, **columns):
    names = [f"a{n}" for n in range(len(texts))]
    articles = pd.DataFrame({"event": "mill", "outlet": names, "text": texts}, index=names).assign(**columns)
    ends = [len(text) for text in texts]
    return articles, pd.DataFrame({"article_id": names, "start": 0, "end": ends, "kind": "body"})


def table(*texts, sources=None, **columns):
    articles, segments = corpus(*texts, **columns)
    claims = statuses(articles, segments)
    return act_pairs(claims if sources is None else claims.assign(source=sources), articles)


def pairs(*texts, **columns):
    rows = table(*texts, **columns).itertuples()
    return [(row.kind, row.status_a, row.status_b, row.mark) for row in rows]


def test_an_act_planned_or_denied_in_one_opening_and_done_in_another_is_a_pair():
    assert pairs(PLAN, DEED) == [(OPENINGS, "planned", "done", "later")]
    assert pairs(DEED, DENIAL) == [(OPENINGS, "done", "denied", "")]
    assert pairs(PLAN, DENIAL) == []
    assert pairs(DEED, DEED) == []
    assert pairs(PLAN, "The Oxford paper mill is being closed.") == []
    assert pairs("The Oxford paper mill may close.", DEED) == []


def test_three_words_beside_the_act_are_shared():
    assert len(pairs(PLAN, DEED)) == 1
    assert pairs(PLAN, "The paper mill was closed.") == []


@pytest.mark.parametrize(("before", "n"), [(88, 1), (89, 0)])  # the act stands at 994, at 1005
def test_an_opening_is_a_thousand_characters_from_the_headline_on(before, n):
    assert len(pairs(PLAN, "It rained. " * before + DEED)) == n
    headline = "Oxford loses it. "
    page = "Go home. " * 50 + headline + ("It rained. " * (before - 1))[: -len(headline) + 11] + DEED
    assert len(pairs(PLAN, page, headline=["", headline])) == n
    assert pairs(PLAN, page, headline=["", None]) == []


def test_only_outlets_of_one_event_are_paired():
    assert pairs(PLAN, DEED, event=["x", "y"]) == []
    assert pairs(PLAN, DEED, event="") == []
    assert pairs(PLAN, DEED, outlet="Beacon") == []
    articles, segments = corpus(PLAN, DEED)
    claims = statuses(articles, segments)
    assert len(act_pairs(claims, articles.drop(columns="event"))) == 0


def test_one_speaker_who_denies_and_asserts_an_act_anywhere_is_a_pair():
    far = "Nothing else was said in town. " * 40
    both = (far + "Oxford's mill was closed.", far + "They did not close the mill at Oxford.")
    for names in (
        ["Asa Lindqvist", "Lindquist"],
        ["President Asa Marlow", "Asa Marlow"],
        ["Zelenskyy", "Volodymyr Zelensky"],
    ):
        assert pairs(*both, sources=names) == [(ONE_SPEAKER, "done", "denied", "")]
    for names in (["Asa Marlow", "Eva Marlow"], ["Marlow", "Hart"], ["", ""], ["officials", "officials"]):
        assert pairs(*both, sources=names) == []


def test_the_officers_of_a_person_speak_for_him():
    deed = "Hart said on Monday that, according to his officers, Oxford's mill was closed."
    denial = "They did not close the mill at Oxford."
    assert pairs(deed, denial, sources=["his officers", "Hart"]) == [(ONE_SPEAKER, "done", "denied", "")]
    assert pairs(deed, denial, sources=["his officers", "Monday"]) == []


def test_the_claim_of_another_that_a_person_tells_is_not_his():
    denial = "Hart told of Roe's wild claim that they did not close the mill at Oxford."
    deed = "Oxford's mill was closed."
    assert pairs(deed, denial, sources=["Hart", "Hart"]) == []
    assert len(pairs(deed, denial.replace("Roe's", "the"), sources=["Hart", "Hart"])) == 1


def test_what_is_denied_on_an_earlier_day_may_be_done_later():
    days = pd.to_datetime(["2026-01-02 08:00", "2026-01-01 23:00"], utc=True)
    assert pairs(DEED, DENIAL, published=days) == [(OPENINGS, "done", "denied", "later")]
    assert pairs(DEED, DENIAL, published=days[::-1]) == [(OPENINGS, "done", "denied", "")]
    assert pairs(DEED, DENIAL, published=days[[0, 0]]) == [(OPENINGS, "done", "denied", "")]


@pytest.mark.parametrize(("plan", "n"), [("2026-01-08", 1), ("2026-01-09", 0)])
def test_what_was_done_more_than_a_week_before_it_is_planned_is_another_act(plan, n):
    published = pd.to_datetime(["2026-01-01", plan], utc=True)
    assert len(pairs(DEED, PLAN, published=published)) == n


def test_of_the_pairs_of_two_articles_the_most_similar_stays():
    old, spring = "The old Oxford paper mill was closed.", "The Oxford paper mill was closed in spring."
    rows = table("The old Oxford paper mill will close.", f"{spring} {old} {spring}")
    assert rows[["start_b", "similarity"]].values.tolist() == [[len(spring) + 1 + old.index("closed"), 1.0]]


def test_similarity_is_the_share_of_the_words_beside_the_one_act():
    rows = table("The Oxford paper mill will close in June.", DEED)
    assert rows["similarity"].tolist() == [1.0]
    rows = table("The Oxford paper mill will close in June.", "The Oxford paper mill was closed on Monday.")
    assert rows["similarity"].tolist() == [0.75]


def test_rows_do_not_depend_on_the_order_or_on_other_articles():
    articles, segments = corpus(PLAN, DEED, DENIAL, DEED)
    claims = statuses(articles, segments)
    whole = act_pairs(claims, articles)
    shuffled = claims.sample(frac=1, random_state=1).set_index("start", drop=False)
    pd.testing.assert_frame_equal(act_pairs(shuffled, articles.iloc[::-1]), whole)
    assert whole[["article_a", "article_b"]].values.tolist() == (
        [["a0", "a1"], ["a0", "a3"], ["a1", "a2"], ["a2", "a3"]]
    )
    pd.testing.assert_frame_equal(act_pairs(claims, articles.iloc[:2]), whole.iloc[:1])


def test_an_empty_table_keeps_its_columns_and_says_why():
    full, none = table(PLAN, DEED), table(PLAN, PLAN)
    assert list(full) == list(none)
    assert full.attrs == {
        "caption": "Pairs of acts to check: planned or denied in one outlet and done in another."
    }
    assert none.attrs["note"] == "No pairs of acts to check were found in 2 articles."


def test_the_input_is_unchanged_and_missing_columns_are_named():
    articles, segments = corpus(PLAN, DEED)
    claims = statuses(articles, segments)
    copies = claims.copy(deep=True), articles.copy(deep=True)
    act_pairs(claims, articles)
    pd.testing.assert_frame_equal(claims, copies[0])
    pd.testing.assert_frame_equal(articles, copies[1])
    with pytest.raises(ValueError, match="statuses has no column 'status'"):
        act_pairs(claims.drop(columns="status"), articles)
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        act_pairs(claims, articles.drop(columns="outlet"))

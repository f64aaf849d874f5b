import pandas as pd
import pytest

from toolkit.corpus.tokens import tokenize
from toolkit.names.mentioned import find_persons, mentions
from toolkit.voices.naming import labels, name_variants

TEXTS = {
    "a": "Mayor Roe Leaves Old Port Council\n\nMayor Ada Roe met the Port Council.\n\nThen Roe slept.",
    "b": "Roe is gone\n\nIt rained all day.\n\nThen Mayor Roe and Hugh Cole met.",
}


def made(**columns):
    articles = pd.DataFrame(
        {"text": TEXTS.values(), "outlet": ["Beacon", "Ledger"], "event": "x"} | columns, list("ab")
    )
    parts = []
    for article, text in TEXTS.items():
        cut = text.index("\n")
        parts += [(article, 0, cut, "headline"), (article, cut + 2, len(text), "body")]
    return tokenize(articles, pd.DataFrame(parts, columns=["article_id", "start", "end", "kind"])), articles


def test_mentions_are_counted_by_outlet_with_headline_and_lead():
    table = mentions(*made())
    assert table.drop(columns="event").values.tolist() == [
        ["Ada Roe", "person", "Beacon", 3, 1, 1, 1],
        ["Ada Roe", "person", "Ledger", 2, 1, 1, 0],
        ["Hugh Cole", "person", "Ledger", 1, 1, 0, 0],
        ["Port Council", "body", "Beacon", 1, 1, 0, 1],
    ]


def test_groups_may_be_any_series_or_none():
    tokens, articles = made()
    table = mentions(tokens, articles, by=None)
    assert table[["name", "n", "articles", "headline"]].values.tolist()[0] == ["Ada Roe", 5, 2, 2]
    side = pd.Series({"a": "left", "b": ""}, name="side")
    assert set(mentions(tokens, articles, by=side)["side"]) == {"left"}


def test_without_events_an_identity_is_the_articles_own():
    table = mentions(*made(event=["x", "y"]))
    assert set(zip(table["event"], table["name"], strict=True)) == {
        ("x", "Ada Roe"), ("x", "Port Council"), ("y", "Roe"), ("y", "Hugh Cole")
    }  # fmt: skip
    tokens, articles = made()
    assert set(mentions(tokens, articles.drop(columns="event"))["event"]) == {""}


def test_only_what_is_counted_is_counted_and_the_order_of_tokens_is_nothing():
    tokens, articles = made()
    before = tokens.copy()
    pd.testing.assert_frame_equal(
        mentions(tokens.sample(frac=1, random_state=1), articles), mentions(tokens, articles)
    )
    body = mentions(tokens[tokens["segment"] == "body"], articles)
    assert body["headline"].sum() == 0
    assert mentions(tokens, articles.iloc[1:])["outlet"].unique().tolist() == ["Ledger"]
    pd.testing.assert_frame_equal(tokens, before)


def test_nobody_gives_a_note_and_a_missing_column_a_sentence():
    tokens, articles = made()
    empty = mentions(tokens.iloc[:0], articles)
    assert empty.attrs["note"] == "No person or body is named in English in 2 articles."
    assert list(empty) == list(mentions(tokens, articles))
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        mentions(tokens, articles.drop(columns="text"))
    with pytest.raises(ValueError, match="tokens has no column 'segment'"):
        mentions(tokens.drop(columns="segment"), articles)


def test_groups_may_be_the_events_and_are_never_another_column():
    tokens, articles = made(event=["x", "y"])
    pd.testing.assert_frame_equal(mentions(tokens, articles, by="event"), mentions(tokens, articles, by=None))
    with pytest.raises(ValueError, match="'type' of its own"):
        mentions(tokens, articles, by=articles["outlet"].rename("type"))


def test_without_an_event_a_surname_alone_is_its_articles_own():
    texts = ["Then Mayor Roe met Hugh Cole.", "Then Bishop Roe met Hugh Cole."]
    articles = pd.DataFrame({"text": texts}, index=["a", "b"])
    body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [29, 30], "kind": "body"})
    table = mentions(tokenize(articles, body), articles, by=None)
    assert table[["name", "n", "articles"]].values.tolist() == [
        ["Hugh Cole", 2, 2],
        ["Roe", 1, 1],
        ["Roe", 1, 1],
    ]


def test_persons_are_found_in_all_of_a_text_by_one_name_in_an_event():
    articles = made()[1]
    table = find_persons(articles)
    assert list(table) == ["article_id", "event", "start", "end", "form", "person", "sex"]
    assert table[["article_id", "start", "end", "form", "person"]].values.tolist() == [
        ["a", 6, 9, "Roe", "Ada Roe"], ["a", 41, 48, "Ada Roe", "Ada Roe"], ["a", 77, 80, "Roe", "Ada Roe"],
        ["b", 0, 3, "Roe", "Ada Roe"], ["b", 44, 47, "Roe", "Ada Roe"],
        ["b", 52, 61, "Hugh Cole", "Hugh Cole"],
    ]  # fmt: skip
    apart = find_persons(articles.drop(columns="event"))
    assert set(apart["event"]) == {""}
    assert apart.loc[apart["article_id"] == "b", "person"].to_list() == ["Roe", "Roe", "Hugh Cole"]
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        find_persons(articles.drop(columns="text"))


@pytest.mark.parametrize("event", ["x", ["x", "y"], ""])
def test_persons_worked_out_once_give_the_tables_that_persons_made_anew_give(event):
    tokens, articles = made(event=event)
    persons = find_persons(articles)
    before, mixed = persons.copy(), persons.sample(frac=1, random_state=1)
    for function, *given in ((mentions,), (name_variants,), (labels, "Ada Roe"), (labels, "Port Council")):
        pd.testing.assert_frame_equal(
            function(tokens, articles, *given, persons=mixed), function(tokens, articles, *given)
        )
    pd.testing.assert_frame_equal(persons, before)


def test_persons_of_other_articles_are_left_out_and_another_table_is_refused():
    tokens, articles = made()
    persons = find_persons(articles)
    # Of both articles it is known who Roe is, and that holds where one alone is counted.
    table = mentions(tokens, articles.iloc[1:], persons=persons)
    assert table[["name", "n"]].values.tolist() == [["Ada Roe", 2], ["Hugh Cole", 1]]
    for function, *given in ((mentions,), (name_variants,), (labels, "Ada Roe")):
        with pytest.raises(ValueError, match="persons has no column 'person'"):
            function(tokens, articles, *given, persons=persons.drop(columns="person"))

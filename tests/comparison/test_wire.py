import pandas as pd
import pytest
from helpers import corpus

from toolkit.comparison.directions import copying
from toolkit.comparison.reuse import find_reuse
from toolkit.comparison.wire import agency_of, mark_wire, wire_share

# Agency X prints SENTENCE; the others print it with three, or no, words of their own.
SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"


def wire(**columns):
    texts = SENTENCE + ".", SENTENCE + ". Drivers are angry.", "Nothing of that kind is known here."
    defaults = {"outlet": ["Agency X", "Beacon", "Ledger"], "agency": ["Agency X", "", ""], "event": "bridge"}
    articles, tokens = corpus(*texts, **{**defaults, **columns})
    return articles, tokens, find_reuse(tokens, articles)


def test_the_words_shared_with_an_agency_are_wire():
    articles, tokens, passages = wire()
    table = wire_share(tokens, articles, passages)
    assert table["words"].to_list() == [12, 15, 7]
    assert table["wire_words"].to_list() == [12, 12, 0]
    assert table["credited_words"].to_list() == [12, 0, 0]
    assert table["share"].to_list() == [1.0, 0.8, 0.0]
    marked = mark_wire(tokens, articles, passages)
    assert marked.loc[~marked["wire"] & (marked["article_id"] == "a1"), "term"].to_list() == [
        "drivers",
        "are",
        "angry",
    ]
    assert marked.drop(columns="wire").equals(tokens)


def test_credit_to_an_agency_counts_in_full_only_where_its_text_is_not_at_hand():
    articles, tokens, passages = wire(agency=["Agency X", "Agency X", "Agency Y"])
    table = wire_share(tokens, articles, passages)
    assert table["credited_words"].to_list() == [12, 12, 7]


def test_an_agencys_article_on_another_event_is_not_at_hand():
    articles, tokens, passages = wire(
        agency=["Agency X", "Agency X", ""], event=["other", "bridge", "bridge"]
    )
    assert wire_share(tokens, articles, passages)["wire_words"].to_list() == [12, 15, 0]


def test_an_outlet_that_was_first_did_not_copy_the_agency():
    published = pd.to_datetime(["2024-03-02", "2024-03-01", "2024-03-01"], utc=True)
    articles, tokens, passages = wire(published=published, published_precision="day")
    assert wire_share(tokens, articles, passages)["wire_words"].to_list() == [12, 0, 0]


def test_an_agencys_article_that_110_outlets_print_is_wire_in_all_of_them():
    outlets = [f"Outlet {number}" for number in range(110)]
    articles, tokens = corpus(
        *[SENTENCE] * 110, outlet=outlets, agency=["", "Outlet 1", *[""] * 108], event="x"
    )
    assert wire_share(tokens, articles, find_reuse(tokens, articles))["share"].to_list() == [1.0] * 110


def test_outlet_type_can_say_what_an_agency_is():
    articles, tokens, passages = wire(agency="", outlet_type=["agency", "daily", "daily"])
    assert wire_share(tokens, articles, passages)["wire_words"].to_list() == [12, 12, 0]


def test_without_agencies_the_table_says_that_nothing_can_be_told():
    articles, tokens, passages = wire(agency="")
    assert "cannot be told" in wire_share(tokens, articles, passages).attrs["note"]


def credited_page(published=None):
    """One event, its first article credited to an agency that is not at hand; another event, no sign."""
    texts = SENTENCE + ".", SENTENCE + ". Drivers are angry.", "Nothing of that kind is known here."
    dates = (
        {"published": pd.to_datetime(published, utc=True), "published_precision": "day"} if published else {}
    )
    articles, tokens = corpus(
        *texts, agency=["Agency X", "", ""], event=["bridge", "bridge", "other"], **dates
    )
    return articles, wire_share(tokens, articles, find_reuse(tokens, articles))


def test_words_shared_with_an_article_wholly_credited_to_an_agency_are_wire():
    _, table = credited_page()
    assert table["wire_words"].to_list() == [12, 12, 0]
    assert table["credited_words"].to_list() == [12, 0, 0]
    _, table = credited_page(["2024-03-02", "2024-03-01", "2024-03-01"])
    assert table["wire_words"].to_list() == [12, 0, 0]  # the credited article came later


def test_a_share_that_cannot_be_told_is_missing_and_says_why():
    articles, table = credited_page()
    assert table["share"].to_list()[:2] == [1.0, 0.8]
    assert table["share"].isna().to_list() == [False, False, True]
    assert table["reason"].to_list() == ["", "", "no agency text or credit on this event"]
    _, tokens = corpus("", "Nothing is known.")
    articles, _ = corpus(
        "", "Nothing is known.", agency=["Agency X", ""]
    )  # no event: only its own signs tell
    empty = pd.DataFrame(columns=list(find_reuse(tokens, articles)))
    assert wire_share(tokens, articles, empty)["reason"].to_list() == [
        "no body words",
        "no agency text or credit on this event",
    ]


def test_filtered_tokens_are_marked_like_all():
    articles, tokens, passages = wire()
    some = tokens[tokens["term"] != "bridge"].iloc[::-1]
    assert mark_wire(some, articles, passages)["wire"].equals(
        mark_wire(tokens, articles, passages)["wire"].loc[some.index]
    )


def test_only_the_articles_given_are_marked_and_counted():
    articles, tokens, passages = wire()
    some = articles.iloc[1:]
    assert set(mark_wire(tokens, some, passages)["article_id"]) == {"a1", "a2"}
    assert not mark_wire(tokens, some, passages)["wire"].any()  # the agency's article is not given
    assert wire_share(tokens, some, passages)["article_id"].to_list() == ["a1", "a2"]
    assert copying(some, passages).empty


def test_article_ids_need_not_be_categories():
    articles, tokens, passages = wire()
    plain = tokens.assign(article_id=tokens["article_id"].astype("str"))
    assert mark_wire(plain, articles, passages)["wire"].equals(mark_wire(tokens, articles, passages)["wire"])
    assert wire_share(plain, articles, passages).equals(wire_share(tokens, articles, passages))


def test_an_agency_without_a_name_is_none():
    articles, tokens, passages = wire(outlet=["", "Beacon", "Ledger"], agency="")
    assert not mark_wire(tokens, articles, passages)["wire"].any()


def test_only_body_words_are_shared_out():
    articles, tokens, passages = wire()
    tokens = tokens.assign(
        segment=tokens["segment"].astype("str").mask(tokens["term"] == "bridge", "headline")
    )
    assert wire_share(tokens, articles, passages)["words"].to_list() == [11, 14, 7]


@pytest.mark.parametrize(
    ("function", "tables"),
    [
        (mark_wire, "tokens articles passages"),
        (wire_share, "tokens articles passages"),
        (copying, "articles passages"),
    ],
)
def test_a_missing_column_is_named(function, tables):
    articles, tokens, passages = wire()
    given = {"tokens": tokens, "articles": articles, "passages": passages}
    for name in tables.split():
        if not (function is copying and name == "articles"):
            lacking = {**given, name: pd.DataFrame({"x": []})}
            with pytest.raises(ValueError, match=f"{name} has no column"):
                function(*[lacking[table] for table in tables.split()])


def test_the_order_of_version_one_is_refused_in_one_sentence():
    articles, tokens, passages = wire()
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        mark_wire(tokens, passages, articles)
    with pytest.raises(ValueError, match="tokens has no column 'segment'"):
        wire_share(passages, tokens, articles)
    with pytest.raises(ValueError, match="passages has no column 'article_a'"):
        copying(passages, articles)


def test_agencies_that_are_given_are_those_that_would_be_read():
    articles, tokens, passages = wire(agency="")
    texts = [*articles["text"][:2], articles["text"].iloc[2] + " Agency X contributed to this report."]
    table = pd.DataFrame({"article_id": ["a9", "a1"], "start": 0, "agency": "Agency X", "kind": "copy"})
    shown = wire_share(tokens, articles.assign(text=texts), passages, agencies=table)
    assert shown["credited_words"].to_list() == [0, 15, 0]  # a9 is no article here
    assert mark_wire(tokens, articles, passages, agencies=table)["wire"].sum() == 15 + 12
    part = table.assign(article_id="a2", kind="part", start=[9, 3])
    assert (
        wire_share(tokens, articles, passages, agencies=part)["reason"].iloc[2][:21]
        == "an agency contributed"
    )
    with pytest.raises(ValueError, match="agencies has no column 'kind'"):
        wire_share(tokens, articles, passages, agencies=table.drop(columns="kind"))


def test_the_first_credit_of_an_article_names_its_agency_in_any_order_of_the_table():
    articles, tokens, passages = wire(outlet=["AFP", "Beacon", "Ledger"], agency="")
    rows = {"article_id": "a1", "start": [30, 2], "agency": ["Reuters", "AFP"], "kind": "copy"}
    # AFP's own article is at hand, so that only what is shared counts.
    shared = wire_share(tokens, articles, passages, agencies=pd.DataFrame(rows))
    assert shared["wire_words"].to_list() == [12, 12, 0]


def test_the_column_then_the_byline_then_the_text_names_the_agency_of_an_article():
    text = "LOWMERE (AP) — No ship sails."
    columns = {
        "text": [text, text, text, "Roe told AP."],
        "agency": ["The Associated Press", "", "Halyard", ""],
    }
    articles = pd.DataFrame(
        columns | {"byline": ["", "By Ada Roe, Reuters", "", "Ada Roe"]}, index=list("abcd")
    )
    assert agency_of(articles).to_dict() == {"a": "AP", "b": "Reuters", "c": "Halyard", "d": ""}
    assert agency_of(articles[["byline"]]).to_list() == ["", "Reuters", "", ""]

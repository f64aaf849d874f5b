import pandas as pd
from helpers import corpus

from toolkit.comparison.directions import copying
from toolkit.comparison.reuse import find_reuse

SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"


def test_copying_counts_by_direction():
    published = pd.to_datetime(["2024-03-02", "2024-03-01", "2024-03-01"], utc=True)
    articles, tokens = corpus(
        SENTENCE, SENTENCE, SENTENCE, event="x", published=published, published_precision="day"
    )
    table = copying(articles, find_reuse(tokens, articles))
    assert table[["outlet_a", "outlet_b", "first", "later", "direction"]].values.tolist() == [
        ["Outlet 1", "Outlet 0", "Outlet 1", "Outlet 0", "time"],
        ["Outlet 1", "Outlet 2", "", "", "unknown"],
        ["Outlet 2", "Outlet 0", "Outlet 2", "Outlet 0", "time"],
    ]
    assert table["words"].to_list() == [12, 12, 12]


def agency_and_two_outlets(more=""):
    """An agency's sentence, printed by two outlets a day and two days later, and a second one of theirs."""
    published = pd.to_datetime(["2024-03-01", "2024-03-02", "2024-03-03"], utc=True)
    own = "Nobody at the ferry office could say on Friday who will pay for it."
    texts = SENTENCE + ".", f"{SENTENCE}{more}. {own}", f"{own} Drivers are angry. {SENTENCE}{more}."
    articles, tokens = corpus(*texts, event="x", published=published, published_precision="day")
    return articles, find_reuse(tokens, articles)


def test_passages_that_a_third_article_has_too_likely_have_a_common_source():
    articles, passages = agency_and_two_outlets()
    table = copying(articles, passages).set_index(["outlet_a", "outlet_b"])
    assert table.loc[("Outlet 1", "Outlet 2"), ["passages", "n_common"]].to_list() == [2, 1]
    # The others are later than the agency, so they are not where its sentence comes from.
    assert table["n_common"].sum() == 1


def test_a_third_article_that_has_less_than_half_or_is_not_given_is_no_common_source():
    articles, passages = agency_and_two_outlets(
        " because the steel cables that hold its old deck have rusted through at both of the towers"
    )
    assert len(passages) == 4
    assert copying(articles, passages).query("outlet_a == 'Outlet 1'")["n_common"].to_list() == [0]
    articles, passages = agency_and_two_outlets()
    assert copying(articles.iloc[1:], passages)["n_common"].sum() == 0


def test_overlapping_passages_with_a_source_count_their_characters_once():
    # The pair shares 0-10. Either shares 0-5 with the third article, twice over, or 0-6 in two parts.
    def table(*spans):
        rows = [("a", 0, 10, "b", 0, 10)]
        rows += [(side, *span, "c", *span) for side in "ab" for span in spans]
        columns = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
        passages = pd.DataFrame(rows, columns=columns).assign(
            kind="edited", n_words=2, earlier="unknown", quoted=0
        )
        passages = passages.assign(outlet_a=passages["article_a"], outlet_b=passages["article_b"])
        return copying(pd.DataFrame(index=list("abc")), passages).set_index(["outlet_a", "outlet_b"])[
            "n_common"
        ]

    assert table((0, 5), (1, 5))["a", "b"] == 0
    assert table((0, 4), (2, 6))["a", "b"] == 1


def test_pairs_of_outlets_are_listed_by_words_then_by_name():
    articles, tokens = corpus(SENTENCE, SENTENCE, SENTENCE + " early today", SENTENCE + " early today")
    table = copying(articles, find_reuse(tokens, articles))
    assert table["words"].to_list() == [14, 12, 12, 12, 12, 12]
    assert table["outlet_a"].to_list() == ["Outlet 2", *["Outlet 0"] * 3, *["Outlet 1"] * 2]
    assert table["outlet_b"].to_list() == [
        "Outlet 3",
        "Outlet 1",
        "Outlet 2",
        "Outlet 3",
        "Outlet 2",
        "Outlet 3",
    ]


def test_articles_that_share_nothing_give_an_empty_table_that_says_so():
    articles, tokens = corpus(SENTENCE, "Nothing of that kind is known here.")
    table = copying(articles, find_reuse(tokens, articles))
    assert (
        list(table)
        == (
            "outlet_a outlet_b first later direction articles passages verbatim edited quotations words"
            " prose_words n_common"
        ).split()
    )
    assert table.attrs["note"] == "No two of these articles share a passage."


def test_an_agency_that_the_other_names_was_first_where_times_do_not_tell():
    texts = f"{SENTENCE}.", f"LOWMERE (AFP) — {SENTENCE}."
    articles, tokens = corpus(*texts, outlet=["Agence France-Presse", "Beacon"], event="x")
    table = copying(articles, find_reuse(tokens, articles))
    assert table[["first", "later", "direction"]].values.tolist() == [
        ["Agence France-Presse", "Beacon", "credited"]
    ]
    published = pd.to_datetime(["2024-03-02", "2024-03-01"], utc=True)
    articles = articles.assign(published=published, published_precision="day")
    table = copying(articles, find_reuse(tokens, articles))
    assert table[["first", "direction"]].values.tolist() == [["Beacon", "time"]]


def test_an_agency_that_is_named_for_one_statement_was_not_first():
    texts = f"{SENTENCE}.", f"The mayor told AFP on Sunday. {SENTENCE}."
    articles, tokens = corpus(*texts, outlet=["AFP", "Beacon"], event="x")
    assert copying(articles, find_reuse(tokens, articles))["direction"].to_list() == ["unknown"]


def test_quotations_are_counted_apart_from_prose():
    said = "“We will not let the ferry sail before the crew is paid,” Roe said."
    articles, tokens = corpus(f"{SENTENCE}. {said}", f"{said} Rain fell. {SENTENCE}.", event="x")
    table = copying(articles, find_reuse(tokens, articles))
    assert table[["passages", "quotations", "words", "prose_words"]].values.tolist() == [[2, 1, 26, 12]]


def test_of_many_reprints_a_few_are_enough_to_find_what_all_have_in_common():
    articles, tokens = corpus(*[SENTENCE] * 12, event="x")
    table = copying(articles, find_reuse(tokens, articles))
    assert table["passages"].sum() == table["n_common"].sum() == 66


def test_agencies_that_are_given_are_those_that_would_be_read():
    articles, tokens = corpus(SENTENCE, SENTENCE, outlet=["AFP", "Beacon"], event="x")
    passages = find_reuse(tokens, articles)
    assert copying(articles, passages)["direction"].to_list() == ["unknown"]
    credit = pd.DataFrame({"article_id": ["a1"], "start": 0, "agency": "AFP", "kind": "copy"})
    table = copying(articles, passages, agencies=credit)
    assert table[["first", "later", "direction"]].values.tolist() == [["AFP", "Beacon", "credited"]]

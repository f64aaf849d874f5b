import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import pages
from toolkit.claims.acts import statuses
from toolkit.claims.numbers import quantities
from toolkit.corpus.context import evidence
from toolkit.corpus.tokens import tokenize
from toolkit.matters.maps import claim_map
from toolkit.show.export import write_tables

FIRST = "The fire killed 12 workers at the Oxford pit."
SECOND = "At the Oxford pit fire killed 12 workers."
OTHER = "At the Oxford pit fire killed 14 workers."
SILENT = "It rained at Oxford."
PLAN = "The Oxford paper mill will close."
DEED = "The Oxford paper mill was closed."


def corpus(*texts, **columns):
    names = [f"a{n:02}" for n in range(len(texts))]
    outlets = ["Beacon", "Ledger", "Meridian", "Sun", *(f"Post {n}" for n in range(len(texts)))][: len(texts)]
    return pages(dict(zip(names, texts, strict=True)), **{"outlet": outlets} | columns)


def mapped(*texts, passages=None, attributions=None, sources=None, **columns):
    articles, segments = corpus(*texts, **columns)
    claims = quantities(articles, segments)
    claims = claims if sources is None else claims.assign(source=sources)
    return claim_map(claims, articles, passages, attributions)


def rows(table, *names):
    return table[list(names)].values.tolist()


def test_what_outlets_agree_on_and_who_is_silent():
    table = mapped(FIRST, SECOND, SILENT)
    assert rows(table, "event", "matter", "value", "low", "high", "kind", "mark") == [
        ["pit", "How many workers were killed?", "12 workers", 12, 12, "agreed", ""]
    ]
    assert rows(table, "outlets", "silent", "sources", "origins") == [
        [("Beacon", "Ledger"), ("Meridian",), (), 2]
    ]
    assert table["sentences"].tolist() == [(f"Beacon: {FIRST}", f"Ledger: {SECOND}")]
    assert table["spans"].tolist() == [(("a00", 16, 26), ("a01", 30, 40))]
    assert rows(table, "article_id", "start", "end") == [["a00", 16, 26]]


def test_another_value_hangs_below_to_be_checked():
    table = mapped(OTHER, FIRST, SECOND)
    assert rows(table, "value", "outlets", "silent", "kind") == [
        ["12 workers", ("Ledger", "Meridian"), (), "agreed"],
        ["14 workers", ("Beacon",), (), "to check"],
    ]
    assert table["speaks_for"].iloc[0] == ""
    assert "the same act" in table["speaks_for"].iloc[1]
    assert len(set(table["matter"])) == 1


def test_two_values_of_an_outlet_each_are_both_to_be_checked():
    table = mapped(FIRST, OTHER)
    assert rows(table, "value", "kind", "origins") == [
        ["12 workers", "to check", 1],
        ["14 workers", "to check", 1],
    ]
    assert len(set(table["speaks_for"])) == 1


def test_another_value_of_several_outlets_is_to_be_checked_too():
    table = mapped(FIRST, OTHER, SECOND, OTHER, FIRST)
    assert table["outlets"].map(len).tolist() == [3, 2]
    assert table["kind"].tolist() == ["agreed", "to check"]


def test_a_rounding_and_a_range_agree_and_say_so():
    pit = "The Oxford pit lost {} workers."
    table = mapped(*map(pit.format, ["12,000", "12,000", "11,932"]))
    assert rows(table, "value", "kind", "mark") == [
        ["12,000 workers", "agreed", ""], ["11,932 workers", "agreed", "rounding"],
    ]  # fmt: skip
    table = mapped(*map(pit.format, ["12", "12", "about 12", "at least 12"]))
    assert rows(table, "value", "kind", "mark")[1:] == [
        ["about 12 workers", "agreed", "range"], ["at least 12 workers", "agreed", "range"],
    ]  # fmt: skip
    assert table["high"].isna().tolist() == [False, False, True]
    assert len(mapped(*map(pit.format, ["12", "12", "10 to 15"]))) == 1  # it may be of another thing


def test_open_ends_are_equal_to_open_ends():
    table = mapped(*["At least 40 workers left the Oxford pit."] * 2)
    assert rows(table, "value", "outlets") == [["At least 40 workers", ("Beacon", "Ledger")]]


def test_a_headline_against_its_body_is_a_note_of_one_outlet():
    head = "Oxford pit fire kills dozens of workers\n\nThe Oxford pit fire killed 4 workers."
    for columns in ({}, {"event": ""}):
        table = mapped(head, SILENT, **columns)
        assert rows(table, "value", "kind", "mark") == [
            ["dozens of workers", "to check", "headline"], ["4 workers", "to check", "headline"],
        ]  # fmt: skip
        assert table["silent"].tolist() == [() if columns else ("Ledger",)] * 2
    articles, segments = corpus(head, SILENT)
    table = claim_map(quantities(articles, segments), articles.drop(columns="event"))
    assert rows(table, "event", "silent") == [["", ()]] * 2


def test_revised_and_later_values_say_so():
    table = mapped(FIRST, SECOND, "The toll at the Oxford pit fire rose to 14 workers killed.")
    assert rows(table, "value", "mark")[1:] == [["14 workers", "revised"]]
    published = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 07:00", "2026-01-01 20:00"], utc=True)
    table = mapped(FIRST, SECOND, OTHER, published=published)
    assert rows(table, "value", "mark") == [["12 workers", ""], ["14 workers", "later"]]
    assert table["first"].tolist() == [published[1], published[2]]
    assert table["article_id"].tolist() == ["a01", "a02"]  # the first that was published


def test_copies_speakers_and_agencies_are_one_origin():
    both = (FIRST, FIRST)
    passages = pd.DataFrame(
        {"article_a": ["a00"], "start_a": [0], "end_a": [44], "kind": ["verbatim"]}
        | {"article_b": ["a01"], "start_b": [0], "end_b": [44]}
    )
    assert mapped(*both)["origins"].tolist() == [2]
    assert mapped(*both, passages=passages)["origins"].tolist() == [1]
    assert mapped(*both, agency="Halyard")["origins"].tolist() == [1]
    table = mapped(*both, sources=["Mayor Ada Roe", "Roe"])
    assert rows(table, "origins", "sources") == [[1, ("Mayor Ada Roe", "Roe")]]


def test_attributions_tell_on_whose_word():
    attributions = pd.DataFrame(
        {"article_id": ["a01"], "source": ["Roe"], "content_start": [0], "content_end": [60]}
    )
    table = mapped(FIRST, SECOND, attributions=attributions)
    assert table["sources"].tolist() == [("Roe",)]
    assert mapped(FIRST, SECOND)["sources"].tolist() == [()]


def test_a_number_changed_in_a_shared_passage_is_to_be_checked():
    texts = ("Oxford lost 20 boats.", "Oxford lost 90 boats.")
    passages = pd.DataFrame(
        {"article_a": ["a00"], "start_a": [0], "end_a": [20], "kind": ["edited"]}
        | {"article_b": ["a01"], "start_b": [0], "end_b": [20]}
    )
    table = mapped(*texts, passages=passages)
    assert (
        table["speaks_for"].str.startswith("the number was changed in a shared passage").tolist()
        == [True] * 2
    )


def test_acts_are_matters_whose_values_are_statuses_the_decisive_first():
    articles, segments = corpus(PLAN, DEED, SILENT)
    table = claim_map(statuses(articles, segments), articles)
    assert rows(table, "matter", "status", "value", "outlets", "silent", "kind", "mark") == [
        ["Has it been closed?", "done", "closed", ("Ledger",), ("Meridian",), "to check", "later"],
        ["Has it been closed?", "planned", "close", ("Beacon",), ("Meridian",), "to check", "later"],
    ]
    assert set(table["speaks_for"]) == {"one opening plans or denies what the other reports"}
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["sentences"].tolist() == [(f"Ledger: {DEED}",), (f"Beacon: {PLAN}",)]


def test_one_speaker_who_says_two_things_is_told_as_such():
    texts = ("Oxford's mill was closed.", "They did not close the mill at Oxford.")
    far = "Nothing else was said in town. " * 40
    articles, segments = corpus(*(far + text for text in texts))
    claims = statuses(articles, segments).assign(source="Ada Roe")
    table = claim_map(claims, articles)
    assert rows(table, "status", "mark", "sources") == [
        ["done", "", ("Ada Roe",)],
        ["denied", "", ("Ada Roe",)],
    ]
    assert set(table["speaks_for"]) == {"one speaker, in two outlets"}


def test_numbers_and_acts_may_come_in_one_table():
    articles, segments = corpus(f"{FIRST} {PLAN}", f"{SECOND} {DEED}")
    numbers, acts = quantities(articles, segments), statuses(articles, segments)
    table = claim_map(pd.concat([numbers, acts]), articles)
    apart = [claim_map(claims, articles) for claims in (numbers, acts)]
    assert len(table) == sum(map(len, apart)) == 3
    pd.testing.assert_frame_equal(table.iloc[:1], apart[0])
    pd.testing.assert_frame_equal(table.iloc[1:].reset_index(drop=True), apart[1])


def test_matters_that_ask_the_same_are_numbered():
    text = "The Oxford pit fire killed 12 workers. Later the Vale quay storm killed 12 workers."
    assert mapped(text, text)["matter"].tolist() == (
        ["How many workers were killed?", "How many workers were killed? (2)"]
    )
    assert mapped(FIRST, SECOND, FIRST, SECOND, event=["x", "x", "y", "y"])["matter"].tolist() == (
        ["How many workers were killed?"] * 2
    )


def test_events_come_by_name_and_matters_of_most_outlets_first():
    boats = "Oxford regatta drew 250 boats."
    table = mapped(f"{FIRST} {boats}", boats, f"{SECOND} {boats}", FIRST, SECOND, event=["y"] * 3 + ["x"] * 2)
    assert rows(table, "event", "value") == [["x", "12 workers"], ["y", "250 boats"], ["y", "12 workers"]]


def test_an_article_without_an_outlet_has_one_of_its_own():
    table = mapped(FIRST, SECOND, SILENT, outlet=["", None, ""])
    assert rows(table, "outlets", "silent") == [[("a00", "a01"), ("a02",)]]


def test_one_outlet_or_no_event_has_no_matter():
    for columns in ({"outlet": "Beacon"}, {"event": ""}, {"event": ["x", "y"]}):
        table = mapped(FIRST, OTHER, **columns)
        assert len(table) == 0
        assert table.attrs["note"] == (
            "No claim of two outlets on one matter was found in 2 articles; "
            "claims are compared within events (see `group_events`)."
        )
    articles, segments = corpus(FIRST, SECOND)
    assert len(claim_map(quantities(articles, segments), articles.drop(columns="event"))) == 0


def test_fifteen_outlets_give_one_number_and_a_chain_of_sentences_joins_no_two():
    assert mapped(*[FIRST] * 15)["outlets"].map(len).tolist() == [15]
    oxford = "At Oxford pit flames caught 12 boats underground."
    vale = "Near Vale harbour pirates captured 12 boats aboard."
    both = "At Oxford pit flames caught, like Vale harbour pirates captured, 12 boats."
    table = mapped(*[oxford] * 7, both, *[vale] * 7)
    assert not any({"Beacon", "Post 10"} <= set(outlets) for outlets in table["outlets"])
    assert sorted(table["outlets"].map(len))[0] >= 7


def test_any_order_gives_the_same_map():
    texts = [f"{FIRST} {PLAN}", f"{SECOND} {DEED}", f"{OTHER} {DEED}", "Oxford regatta drew 250 boats."]
    texts += ["Oxford regatta drew 250 boats.", "The Oxford pit fire killed 10 to 15 workers."]
    articles, segments = corpus(*texts, event=["x"] * 3 + ["y"] * 3)
    claims = pd.concat([quantities(articles, segments), statuses(articles, segments)], ignore_index=True)
    whole = claim_map(claims, articles)

    @given(st.permutations(range(len(claims))), st.permutations(range(len(articles))))
    @settings(max_examples=15, deadline=None)
    def holds(rows, order):
        pd.testing.assert_frame_equal(claim_map(claims.iloc[rows], articles.iloc[order]), whole)

    holds()
    assert len(whole) == 5


def test_ids_may_be_numbers_and_claims_may_come_from_a_file():
    articles, segments = pages({"1": FIRST, "2": SECOND, "3": DEED, "4": PLAN})
    claims = pd.concat([quantities(articles, segments), statuses(articles, segments)], ignore_index=True)
    again = pd.read_csv(io.StringIO(claims.to_csv(index=False)))
    assert again["article_id"].dtype == "int64"
    table = claim_map(again, articles.set_axis([1, 2, 3, 4]))
    pd.testing.assert_frame_equal(table, claim_map(claims, articles))
    assert len(table) == 3


def test_claims_of_articles_that_are_not_given_are_left_out():
    articles, segments = corpus(FIRST, SECOND, OTHER)
    claims = quantities(articles, segments)
    assert len(claim_map(claims, articles.iloc[:1])) == 0
    assert claim_map(claims, articles.iloc[:2])["value"].tolist() == ["12 workers"]


def test_every_row_opens_into_its_sentence():
    articles, segments = corpus(FIRST, SECOND, OTHER)
    table = claim_map(quantities(articles, segments), articles)
    shown = evidence(tokenize(articles, segments), articles, spans=table)
    assert shown["hit"].tolist() == ["12 workers", "14 workers"]


def test_rows_checked_in_a_spreadsheet_are_counted(tmp_path):
    articles, segments = corpus(FIRST, SECOND, OTHER)
    claims = quantities(articles, segments)
    table = claim_map(claims, articles)
    write_tables({"map": table}, tmp_path, spreadsheet=True)
    sheet = pd.read_csv(tmp_path / "map.csv", dtype=str)
    sheet["checked"] = ["", "no"]
    sheet.to_csv(tmp_path / "checked.csv", sep=";", index=False, encoding="utf-8-sig")
    checked = claim_map(claims, articles, checked=tmp_path / "checked.csv")
    assert str(checked["checked"].tolist()) == "[nan, 0.0]"
    assert checked.attrs["note"] == "Of 1 rows checked here 0 were real."
    checked = claim_map(claims, articles, checked=table.assign(checked=[1, 0]))
    assert checked.attrs["note"] == "Of 2 rows checked here 1 were real."


def test_an_empty_map_keeps_its_columns_and_kinds():
    articles, segments = corpus(FIRST, SECOND)
    full = claim_map(quantities(articles, segments), articles)
    assert full.attrs == {"caption": "What outlets agree on, and which values are to be checked."}
    for make in (quantities, statuses):
        none = claim_map(make(articles, segments).iloc[:0], articles)
        assert none.dtypes.tolist() == full.dtypes.tolist()
        assert list(none) == list(full)
        assert none.attrs["note"] == (
            "No claim of two outlets on one matter was found in 2 articles; "
            "claims are compared within events (see `group_events`)."
        )
    assert len(claim_map(quantities(articles, segments), articles.iloc[:0])) == 0


def test_the_input_is_unchanged():
    articles, segments = corpus(FIRST, SECOND)
    claims = quantities(articles, segments)
    copies = claims.copy(deep=True), articles.copy(deep=True)
    claim_map(claims, articles)
    pd.testing.assert_frame_equal(claims, copies[0])
    pd.testing.assert_frame_equal(articles, copies[1])


def test_what_is_no_table_of_claims_is_one_sentence():
    articles, segments = corpus(FIRST, SECOND)
    claims = quantities(articles, segments)
    with pytest.raises(ValueError, match="claims has neither 'low' nor 'status'; give what quantities"):
        claim_map(claims.drop(columns="low"), articles)
    with pytest.raises(TypeError, match="claims must be a pandas DataFrame, not list"):
        claim_map([], articles)
    with pytest.raises(TypeError, match="articles must be a pandas DataFrame, not NoneType"):
        claim_map(claims, None)
    for name in ("restrictor", "start", "article_id"):
        with pytest.raises(ValueError, match=f"claims has no column '{name}'; found"):
            claim_map(claims.drop(columns=name), articles)
    for name in ("outlet", "text"):
        with pytest.raises(ValueError, match=f"articles has no column '{name}'; found"):
            claim_map(claims, articles.drop(columns=name))
    with pytest.raises(ValueError, match="statuses has no column 'verb_class'; found"):
        claim_map(statuses(articles, segments).drop(columns="verb_class"), articles)
    with pytest.raises(ValueError, match="attributions has no column 'article_id', 'source', "):
        claim_map(claims, articles, None, articles)
    with pytest.raises(ValueError, match="the sheet has no column 'value', 'checked'; found"):
        claim_map(claims, articles, checked=claims)


def test_an_outlet_that_speaks_of_such_an_act_in_another_event_alone_is_silent():
    far = "The mayor spoke. " * 8
    texts = [PLAN, DEED, far + "The weather was fine.", "The Vale paper mill was closed."]
    articles, segments = corpus(*texts, event=["x", "x", "x", "y"], outlet=["Beacon", "Ledger", "Sun", "Sun"])
    table = claim_map(statuses(articles, segments), articles)
    assert set(table["silent"]) == {("Sun",)}
    told = articles.assign(event="x")
    assert set(claim_map(statuses(told, segments), told)["silent"]) == {()}

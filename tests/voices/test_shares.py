import pandas as pd
import pytest

from toolkit.voices.figures import plot_quoted_sources
from toolkit.voices.shares import quoted_sources, shared_quotes

TWO_EVENTS = pd.DataFrame(
    {"outlet": ["Beacon", "Ledger", "Beacon", "Ledger"], "event": ["x", "x", "y", "y"]}, index=list("abcd")
)


def attributions(*rows):
    """Rows of (article_id, speaker, directness, content); offsets are those of a text that begins with it."""
    table = pd.DataFrame(rows, columns=["article_id", "speaker", "directness", "content"])
    ends = table["content"].str.len()
    return table.assign(attribution_id=range(len(table)), content_start=0, content_end=ends, stance="neutral")


FOUND = attributions(
    ("a", "Roe", "direct", "We will never give up the town of Vale"),
    ("a", "Doe", "indirect", "that it was late in the day"),
    ("b", "Roe", "direct", "We will never give up"),
    ("c", "Roe", "direct", "no"),
    ("d", "Roe", "indirect", "that we will never give up the town"),
)


def test_shares_are_of_the_groups_attributions_and_sum_to_one():
    table = quoted_sources(FOUND, TWO_EVENTS)
    assert table[["outlet", "speaker", "n", "articles", "events", "share"]].values.tolist() == [
        ["Beacon", "Roe", 2, 2, 2, 2 / 3],
        ["Beacon", "Doe", 1, 1, 1, 1 / 3],
        ["Ledger", "Roe", 2, 2, 2, 1.0],
    ]
    assert table.groupby("outlet")["share"].sum().tolist() == [1.0, 1.0]


def test_pieces_of_a_split_quotation_count_once():
    split = pd.concat([FOUND, FOUND.iloc[:1]])
    assert quoted_sources(split, TWO_EVENTS)["n"].sum() == 5


def test_two_events_get_no_interval_and_the_reason():
    table = quoted_sources(FOUND, TWO_EVENTS)
    assert table["low"].isna().all()
    assert table["reason"].unique().tolist() == ["no interval: 2 events, 5 needed"]


def test_an_interval_holds_the_share_and_has_a_width():
    articles = pd.DataFrame({"outlet": "Beacon", "event": list("uvwxyz")}, index=list("abcdef"))
    rows = [(key, "Roe" if key in "abcd" else "Doe", "direct", "x") for key in "abcdefabc"]
    table = quoted_sources(attributions(*rows), articles).set_index("speaker")
    assert table.loc["Roe", "low"] < table.loc["Roe", "share"] < table.loc["Roe", "high"]
    assert table.loc["Doe", "reason"] == "no interval: found in 2 events, 3 needed"


def test_any_description_of_an_attribution_can_be_counted():
    assert quoted_sources(FOUND, TWO_EVENTS, of="directness").groupby("directness")["n"].sum().to_dict() == {
        "direct": 3,
        "indirect": 2,
    }


def test_a_speaker_is_named_without_apposition_and_pronouns_are_nobody():
    found = FOUND.assign(speaker=["Roe, a baker,", "Roe", "She", "he", ""])
    table = quoted_sources(found, TWO_EVENTS)
    assert table[["outlet", "speaker", "n", "share"]].values.tolist() == [["Beacon", "Roe", 2, 1.0]]


def test_no_attributions_give_an_empty_table_that_says_so():
    table = quoted_sources(FOUND.iloc[:0], TWO_EVENTS)
    assert list(table)[:3] == ["outlet", "speaker", "n"]
    assert "No attribution was found" in table.attrs["note"]


def test_a_quotation_is_cut_or_paraphrased_within_its_event_only():
    table = shared_quotes(FOUND, TWO_EVENTS)
    assert table[["event", "outlet_a", "outlet_b", "n_words", "overlap", "kind"]].values.tolist() == [
        ["x", "Beacon", "Ledger", 5, 1.0, "cut"]
    ]
    one_event = TWO_EVENTS.assign(event="x")
    assert sorted(shared_quotes(FOUND, one_event)["kind"]) == ["cut", "paraphrased"]


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ("We will never give up the town of Vale", "full"),
        ("We shall never give up the town of Vale", "edited"),
    ],
)
def test_full_and_edited_quotations(other, kind):
    pair = attributions(("a", "Roe", "direct", FOUND["content"][0]), ("b", "Roe", "mixed", other))
    assert shared_quotes(pair, TWO_EVENTS)["kind"].tolist() == [kind]


def test_one_outlet_and_missing_events_share_nothing():
    assert len(shared_quotes(FOUND, TWO_EVENTS.assign(outlet="Beacon"))) == 0
    assert len(shared_quotes(FOUND, TWO_EVENTS.assign(event=""))) == 0


def test_inputs_are_unchanged():
    before = FOUND.copy(), TWO_EVENTS.copy()
    quoted_sources(FOUND, TWO_EVENTS)
    shared_quotes(FOUND, TWO_EVENTS)
    pd.testing.assert_frame_equal(FOUND, before[0])
    pd.testing.assert_frame_equal(TWO_EVENTS, before[1])


def test_unknown_choices_and_missing_columns_are_named():
    with pytest.raises(ValueError, match="of 'mood' is not known here"):
        quoted_sources(FOUND, TWO_EVENTS, of="mood")
    with pytest.raises(ValueError, match="articles has no column 'event'"):
        quoted_sources(FOUND, TWO_EVENTS.drop(columns="event"))
    with pytest.raises(ValueError, match="attributions has no column 'speaker'"):
        shared_quotes(FOUND.drop(columns="speaker"), TWO_EVENTS)


def test_the_figure_marks_every_share_under_its_name():
    ax = plot_quoted_sources(quoted_sources(FOUND, TWO_EVENTS))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Roe", "Doe"]
    assert [list(line.get_xdata())[:1] for line in ax.lines] == [[2 / 3], [1.0]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Beacon", "Ledger"]
    assert plot_quoted_sources(quoted_sources(FOUND.iloc[:0], TWO_EVENTS)).texts

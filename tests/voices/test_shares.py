from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from toolkit.statistics.differences import Sides, against_others
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
    table = quoted_sources(TWO_EVENTS, FOUND)
    assert table[["outlet", "speaker", "n", "articles", "events", "share"]].values.tolist() == [
        ["Beacon", "Roe", 2, 2, 2, 2 / 3],
        ["Beacon", "Doe", 1, 1, 1, 1 / 3],
        ["Ledger", "Roe", 2, 2, 2, 1.0],
    ]
    assert table.groupby("outlet")["share"].sum().tolist() == [1.0, 1.0]


def test_pieces_of_a_split_quotation_count_once():
    split = pd.concat([FOUND, FOUND.iloc[:1]])
    assert quoted_sources(TWO_EVENTS, split)["n"].sum() == 5


def test_two_events_get_no_interval_and_the_reason():
    table = quoted_sources(TWO_EVENTS, FOUND)
    assert table["low"].isna().all()
    why = "no interval: 2 events, 5 needed; no p: the smallest that these articles allow is 0.5"
    assert table["reason"].unique().tolist() == [why]


def test_an_interval_holds_the_share_and_has_a_width():
    articles = pd.DataFrame({"outlet": "Beacon", "event": list("uvwxyz")}, index=list("abcdef"))
    rows = [(key, "Roe" if key in "abcd" else "Doe", "direct", "x") for key in "abcdefabc"]
    table = quoted_sources(articles, attributions(*rows)).set_index("speaker")
    assert table.loc["Roe", "low"] < table.loc["Roe", "share"] < table.loc["Roe", "high"]
    alone = "no p: there is no event of both sides to compare"
    assert table.loc["Doe", "reason"] == f"no interval: found in 2 events, 3 needed; {alone}"
    assert table[["difference", "p", "p_family"]].isna().all(axis=None)


def test_shares_are_tested_within_events_from_twenty_attributions_on():
    outlets = ["Beacon", "Ledger", "Mirror"]
    pairs = [(f"{outlet}-{k}", outlet, f"e{k}") for k in range(8) for outlet in outlets]
    articles = pd.DataFrame(pairs, columns=["id", "outlet", "event"]).set_index("id")
    said = {"Beacon": ["Roe"] * 3 + ["Doe"], "Ledger": ["Roe"] + ["Doe"] * 2 + ["Lee"], "Mirror": ["Doe"] * 3}
    rows = [(key, who, "direct", "x") for key, outlet, _ in pairs for who in said[outlet]]
    table = quoted_sources(articles, attributions(*rows)).set_index(["outlet", "speaker"])
    roe = table.loc[("Beacon", "Roe")]
    assert roe["difference"] == pytest.approx(24 / 32 - 8 / 56)
    assert roe["p"] == 1 / 2000
    assert roe["p_family"] <= 2 / 2000
    lee = table.loc[("Ledger", "Lee")]
    assert np.isnan(lee["p"])
    assert lee["reason"].endswith("no p: 8 attributions on shared events, 20 needed")
    shuffled = quoted_sources(articles.iloc[::-1], attributions(*rows))
    pd.testing.assert_frame_equal(shuffled.set_index(["outlet", "speaker"]), table)


def test_a_family_holds_what_is_tested_of_others_alone_and_not_what_is_rare():
    rng, outlets = np.random.default_rng(4), np.array(["Beacon", "Ledger", "Mirror"] * 12)
    names = ["Doe", "Kit", "Lee", "Roe", *(f"rare {k}" for k in range(5))]
    counts = rng.poisson([3, 2, 1, 2, *[0.1] * 5], size=(36, 9))
    counts[:, 1] = 12 * np.isin(np.arange(36), [1, 8])
    events, ids = np.repeat(np.arange(12), 3), [f"n{k:02}" for k in range(36)]
    articles = pd.DataFrame({"outlet": outlets, "event": events.astype(str)}, index=ids)
    rows = [(ids[k], names[j], "direct", "x") for k, j in np.argwhere(counts) for _ in range(counts[k, j])]
    table = quoted_sources(articles, attributions(*rows)).set_index(["outlet", "speaker"])["p_family"]
    codes, order = (
        np.unique(outlets, return_inverse=True)[1],
        np.unique(articles["event"], return_inverse=True)[1],
    )
    given = Sides(counts, counts.sum(axis=1), codes, codes == 0, order)
    whole = against_others(given, 0, 2000, 0).p_family
    assert table.loc["Beacon"].drop("Doe").isna().sum() == (counts[codes == 0, 4:].any(axis=0)).sum()
    assert table.loc[("Beacon", ["Doe", "Lee", "Roe"])].tolist() == whole[[0, 2, 3]].tolist()


def test_the_note_names_the_outlets_that_quote_more_than_twice_as_often_or_as_seldom():
    articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"] * 8, "event": list("aabbccddeeffgghh")})
    articles.index = [f"n{k}" for k in range(16)]
    rows = [(key, "Roe", "direct", "x") for k, key in enumerate(articles.index) for _ in range(5 - k % 2 * 3)]
    note = quoted_sources(articles, attributions(*rows)).attrs["note"]
    assert "so many times those of the other: Beacon 2.5, Ledger 2.5." in note
    even = [(key, "Roe", "direct", "x") for k, key in enumerate(articles.index) for _ in range(4 - k % 2 * 2)]
    assert "note" not in quoted_sources(articles, attributions(*even)).attrs
    unnamed = articles.assign(outlet=["Beacon", ""] * 8)
    assert "note" not in quoted_sources(unnamed, attributions(*rows)).attrs


def test_any_description_of_an_attribution_can_be_counted():
    assert quoted_sources(TWO_EVENTS, FOUND, of="directness").groupby("directness")["n"].sum().to_dict() == {
        "direct": 3,
        "indirect": 2,
    }


def test_a_speaker_is_named_without_apposition_and_pronouns_are_nobody():
    found = FOUND.assign(speaker=["Roe, a baker,", "Roe", "She", "he", ""])
    table = quoted_sources(TWO_EVENTS, found)
    assert table[["outlet", "speaker", "n", "share"]].values.tolist() == [["Beacon", "Roe", 2, 1.0]]


def test_no_attributions_give_an_empty_table_that_says_so():
    table = quoted_sources(TWO_EVENTS, FOUND.iloc[:0])
    assert list(table)[:3] == ["outlet", "speaker", "n"]
    assert "no voice to compare" in table.attrs["note"]


def test_a_quotation_is_cut_or_paraphrased_within_its_event_only():
    table = shared_quotes(TWO_EVENTS, FOUND)
    assert table[["event", "outlet_a", "outlet_b", "n_words", "overlap", "kind"]].values.tolist() == [
        ["x", "Beacon", "Ledger", 5, 1.0, "cut"]
    ]
    one_event = TWO_EVENTS.assign(event="x")
    assert sorted(shared_quotes(one_event, FOUND)["kind"]) == ["cut", "paraphrased"]


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ("We will never give up the town of Vale", "full"),
        ("We shall never give up the town of Vale", "edited"),
    ],
)
def test_full_and_edited_quotations(other, kind):
    pair = attributions(("a", "Roe", "direct", FOUND["content"][0]), ("b", "Roe", "mixed", other))
    assert shared_quotes(TWO_EVENTS, pair)["kind"].tolist() == [kind]


def test_one_outlet_and_missing_events_share_nothing():
    assert len(shared_quotes(TWO_EVENTS.assign(outlet="Beacon"), FOUND)) == 0
    assert len(shared_quotes(TWO_EVENTS.assign(event=""), FOUND)) == 0


def test_inputs_are_unchanged():
    before = FOUND.copy(), TWO_EVENTS.copy()
    quoted_sources(TWO_EVENTS, FOUND)
    shared_quotes(TWO_EVENTS, FOUND)
    pd.testing.assert_frame_equal(FOUND, before[0])
    pd.testing.assert_frame_equal(TWO_EVENTS, before[1])


def test_unknown_choices_and_missing_columns_are_named():
    with pytest.raises(ValueError, match="of 'mood' is not known here"):
        quoted_sources(TWO_EVENTS, FOUND, of="mood")
    with pytest.raises(ValueError, match="articles has no column 'event'"):
        quoted_sources(TWO_EVENTS.drop(columns="event"), FOUND)
    with pytest.raises(ValueError, match="attributions has no column 'speaker'"):
        shared_quotes(TWO_EVENTS, FOUND.drop(columns="speaker"))


def test_groups_and_blocks_may_be_series_and_articles_without_a_group_are_left_out():
    side = pd.Series({"d": "", "b": "north", "a": "south", "c": "north"}, name="side")
    table = quoted_sources(TWO_EVENTS, FOUND, by=side, block=None)
    assert table[["side", "speaker", "n", "share"]].values.tolist() == [
        ["north", "Roe", 2, 1.0],
        ["south", "Doe", 1, 0.5],
        ["south", "Roe", 1, 0.5],
    ]
    assert "intervals over articles" in table.attrs["caption"]
    assert "within all articles" in table.attrs["caption"]
    assert quoted_sources(TWO_EVENTS, FOUND, by=side.rename(None)).columns[0] == "group"
    assert "labels within events" in quoted_sources(TWO_EVENTS, FOUND).attrs["caption"]


def test_an_article_without_an_event_is_an_event_of_its_own():
    articles = pd.DataFrame({"outlet": "Beacon", "event": ["x", "x", "", None, "", ""]}, index=list("abcdef"))
    rows = [(key, "Roe", "direct", "x") for key in "abcd"] + [(key, "Doe", "direct", "x") for key in "ef"]
    table = quoted_sources(articles, attributions(*rows)).set_index("speaker")
    assert table["events"].to_dict() == {"Roe": 3, "Doe": 2}
    assert table.loc["Roe", "reason"] == "no p: there is no event of both sides to compare"


def test_only_the_given_articles_are_counted():
    some, found = TWO_EVENTS.loc[["c", "a"]], FOUND.sample(frac=1, random_state=0).reset_index(drop=True)
    whole = quoted_sources(TWO_EVENTS, FOUND)
    counted = ["outlet", "speaker", "n", "articles", "events", "share"]
    expected = whole.loc[whole["outlet"] == "Beacon", counted].reset_index(drop=True)
    pd.testing.assert_frame_equal(quoted_sources(some, found)[counted], expected)
    assert len(shared_quotes(some.assign(event="x", outlet=["p", "q"]), found)) == 0
    assert "No two outlets" in shared_quotes(some, found).attrs["note"]


def test_the_least_overlap_is_kept_and_what_is_below_is_not():
    pair = attributions(
        ("a", "Roe", "direct", "one two three four five"), ("b", "Roe", "direct", "one two three x y")
    )
    assert shared_quotes(TWO_EVENTS, pair)[["n_words", "overlap"]].values.tolist() == [[3, 0.6]]
    assert len(shared_quotes(TWO_EVENTS, pair, least=0.61)) == 0
    few = attributions(("a", "Roe", "direct", "one two three"), ("b", "Roe", "direct", "one two three"))
    assert len(shared_quotes(TWO_EVENTS, few)) == 0


def test_pairs_come_with_the_greatest_overlap_first():
    rows = [("a", "Roe", "direct", "one two three four five"), ("b", "Roe", "direct", "one two three four x")]
    rows += [("a", "Doe", "direct", "p q r s t"), ("b", "Doe", "indirect", "p q r s t")]
    rows += [("a", "Lee", "indirect", "k l m n o"), ("b", "Lee", "indirect", "k l m n o")]
    table = shared_quotes(TWO_EVENTS, attributions(*rows))
    assert table[["speaker_a", "overlap", "kind"]].values.tolist() == [
        ["Doe", 1.0, "paraphrased"],
        ["Roe", 0.8, "edited"],
    ]


def test_shared_quotations_are_the_same_in_any_order_and_after_a_file(tmp_path):
    whole = shared_quotes(TWO_EVENTS, FOUND)
    pd.testing.assert_frame_equal(shared_quotes(TWO_EVENTS, FOUND[::-1]), whole)
    unknown = FOUND.assign(speaker=FOUND["speaker"].replace("Roe", ""))
    unknown.to_csv(tmp_path / "found.csv", index=False)
    again = pd.read_csv(tmp_path / "found.csv")
    pd.testing.assert_frame_equal(shared_quotes(TWO_EVENTS, again), shared_quotes(TWO_EVENTS, unknown))
    voices = [quoted_sources(TWO_EVENTS, table) for table in (again, unknown)]
    pd.testing.assert_frame_equal(*voices)


CONTENTS = st.lists(st.sampled_from(["one", "two", "ten", "six"]), min_size=3, max_size=7).map(" ".join)
SAID = st.tuples(st.sampled_from("abcd"), st.just("Roe"), st.sampled_from(["direct", "indirect"]), CONTENTS)


@given(st.lists(SAID, max_size=8, unique_by=lambda row: (row[0], row[3])))
@settings(deadline=None, max_examples=40)
def test_shared_quotations_are_those_of_every_pair_compared(monkeypatch_rows, rows):
    found = set()
    for one, other in combinations(sorted(rows), 2):
        (a, _, how, first), (b, _, way, second) = one, other
        words, others = first.split(), second.split()
        shared, short = LCSseq.similarity(words, others), min(len(words), len(others))
        common, fewest = len({*words} & {*others}), min(len({*words}), len({*others}))
        together = (a, b) in [("a", "b"), ("c", "d")] and "direct" in (how, way)
        if together and short > 3 and shared >= 0.6 * short and common >= 0.5 * fewest:
            found.add((a, first, b, second, shared))
    table = shared_quotes(TWO_EVENTS, attributions(*rows))
    columns = ["article_a", "content_a", "article_b", "content_b", "n_words"]
    assert set(table[columns].itertuples(index=False, name=None)) == found


@pytest.fixture(scope="module")
def monkeypatch_rows():
    """Portions of two contents, so that few have several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.voices.shares._ROWS", 2)
        yield

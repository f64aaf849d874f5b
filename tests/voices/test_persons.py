import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.voices.persons import STANCES, _places, speakers

ARTICLES = pd.DataFrame(
    {
        "outlet": ["Beacon", "Ledger", "Beacon"],
        "event": ["x", "x", "y"],
        "text": ["Mayor Ada Roe said no.", "It rained, said Roe.", "Pilot Ada Roe slept."],
    },
    index=list("abc"),
)


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def said(*rows) -> pd.DataFrame:
    """Attributions: number, article, source, person, sure, type, content, directness, stance."""
    names = "attribution_id article_id source person sure source_type content directness stance".split()
    return pd.DataFrame(rows, columns=names)


SAID = said(
    (0, "a", "Mayor Ada Roe", "Ada Roe", "named", "person", "“no way”", "direct", "neutral"),
    (1, "a", "she", "Ada Roe", "likely", "person", "that it “was late” again", "mixed", "denying"),
    (1, "a", "she", "Ada Roe", "likely", "person", "and wet", "mixed", "denying"),
    (2, "b", "Roe", "Ada Roe", "sure", "person", "it rained", "indirect", "neutral"),
    (3, "b", "the report", "the report", "", "document", "all is well", "indirect", "asserting"),
    (4, "b", "they", "", "", "unknown", "all is well", "indirect", "neutral"),
    (5, "c", "Ada Roe", "Ada Roe", "named", "person", "good night", "indirect", "neutral"),
    (6, "z", "Bo Cole", "Bo Cole", "named", "person", "no", "indirect", "neutral"),
)


def test_one_row_a_person_or_body_and_event():
    table = speakers(ARTICLES, SAID)
    columns = "event person kind role outlets articles attributions words quoted".split()
    assert table[columns].values.tolist() == [
        ["x", "Ada Roe", "government", "mayor", 2, 2, 3, 11, 4],
        ["x", "the report", "document", "", 1, 1, 1, 3, 0],
        ["y", "Ada Roe", "", "pilot", 1, 1, 1, 2, 0],
    ]
    assert table[list(STANCES)].sum().to_dict() == dict.fromkeys(STANCES, 0) | {
        "neutral": 3, "denying": 1, "asserting": 1
    }  # fmt: skip


def test_pronouns_that_are_only_likely_can_be_left_out():
    table = speakers(ARTICLES, SAID, likely=False)
    assert table.loc[0, ["person", "attributions", "words"]].to_list() == ["Ada Roe", 2, 4]
    assert "without pronouns that one rule alone resolves" in table.attrs["caption"]


@pytest.mark.parametrize(
    "by", ["outlet", ARTICLES["outlet"], pd.Series({"a": "Beacon", "b": "Ledger"}, name="outlet")]
)
def test_groups_get_a_row_each(by):
    table = speakers(ARTICLES.iloc[:2], SAID, by=by)
    assert table[["person", "outlet", "attributions"]].values.tolist() == [
        ["Ada Roe", "Beacon", 2],
        ["Ada Roe", "Ledger", 1],
        ["the report", "Ledger", 1],
    ]


def test_without_events_all_articles_are_one():
    table = speakers(ARTICLES.drop(columns="event"), SAID)
    assert table.loc[0, ["event", "person", "attributions"]].to_list() == ["", "Ada Roe", 4]


def test_articles_and_attributions_may_come_in_any_order_and_stay_as_they_are():
    before = SAID.copy()
    mixed = speakers(ARTICLES.iloc[::-1], SAID.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(mixed, speakers(ARTICLES, SAID))
    pd.testing.assert_frame_equal(SAID, before)


def test_nobody_gives_a_note_and_a_missing_column_a_sentence():
    empty = speakers(ARTICLES, SAID.iloc[:0], by="outlet")
    assert empty.attrs["note"] == "Nobody speaks by name or description in 3 articles."
    with pytest.raises(ValueError, match="attributions has no column 'person', 'sure'"):
        speakers(ARTICLES, SAID.drop(columns=["person", "sure"]))
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        speakers(ARTICLES.drop(columns="outlet"), SAID)


def test_groups_may_be_the_events_and_are_never_another_column():
    whole, by_event = speakers(ARTICLES, SAID), speakers(ARTICLES, SAID, by="event")
    pd.testing.assert_frame_equal(by_event, whole)
    pd.testing.assert_frame_equal(speakers(ARTICLES, SAID, by=ARTICLES["event"]), whole)
    with pytest.raises(ValueError, match="'kind' of its own"):
        speakers(ARTICLES, SAID, by=ARTICLES["outlet"].rename("kind"))


def test_the_order_of_attributions_is_nothing():
    rows = said(
        (0, "a", "the note", "Marius Falk", "named", "document", "no", "indirect", "neutral"),
        (1, "b", "Mayor Marius Falk", "Marius Falk", "named", "person", "no", "indirect", "neutral"),
    )
    pd.testing.assert_frame_equal(speakers(ARTICLES, rows[::-1]), speakers(ARTICLES, rows))


def test_attributions_that_were_saved_and_read_are_the_same(tmp_path):
    SAID.to_csv(tmp_path / "said.csv", index=False)
    again = pd.read_csv(tmp_path / "said.csv")
    assert again["person"].isna().any()
    pd.testing.assert_frame_equal(speakers(ARTICLES, again), speakers(ARTICLES, SAID))


def test_without_an_event_a_surname_alone_is_its_articles_own():
    rows = said(
        (0, "a", "Mayor Roe", "Roe", "named", "person", "no", "indirect", "neutral"),
        (1, "a", "she", "Roe", "sure", "unknown", "no", "indirect", "neutral"),
        (2, "b", "Bishop Roe", "Roe", "named", "person", "no", "indirect", "neutral"),
        (3, "a", "Hugh Cole", "Hugh Cole", "named", "person", "no", "indirect", "neutral"),
        (4, "b", "Hugh Cole", "Hugh Cole", "named", "person", "no", "indirect", "neutral"),
    )
    table = speakers(ARTICLES.drop(columns="event"), rows)
    assert table[["event", "person", "role", "attributions"]].values.tolist() == [
        ["", "Hugh Cole", "", 2], ["", "Roe", "mayor", 2], ["", "Roe", "bishop", 1]
    ]  # fmt: skip
    assert len(speakers(ARTICLES, rows)) == 2


def test_words_in_any_quotation_marks_are_quoted():
    row = (
        0,
        "a",
        "Roe",
        "Ada Roe",
        "named",
        "person",
        "that it „was late“ and «very wet»",
        "mixed",
        "neutral",
    )
    assert speakers(ARTICLES, said(row))["quoted"].to_list() == [4]


@given(st.text("aé_ -"), st.text("aé -", min_size=1, max_size=3))
def test_places_of_words_are_those_that_a_pattern_finds(text, words):
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    assert list(_places(text, words)) == [match.start() for match in re.finditer(pattern, text)]

"""Differences between outlets in whatever a table says of their articles."""

import numpy as np
import pandas as pd
import pytest

from toolkit.comparison.outlets import differences
from toolkit.statistics.intervals import ratio_intervals

OUTLETS = ["Beacon", "Ledger", "Mirror"]
ARTICLES = pd.DataFrame(
    [(f"{outlet}-{k}", outlet, f"e{k}") for k in range(8) for outlet in OUTLETS],
    columns=["article_id", "outlet", "event"],
).set_index("article_id")
SAID = {"Beacon": "ffm", "Ledger": "fmmm", "Mirror": "mmm"}
SOURCES = pd.DataFrame(
    [(key, gender) for key, outlet in ARTICLES["outlet"].items() for gender in SAID[outlet]],
    columns=["article_id", "gender"],
)
WIRE = pd.DataFrame(
    {
        "article_id": ARTICLES.index,
        "words": 100,
        "copied": [60 + k if name == "Beacon" else 10 + k for k, name in enumerate(ARTICLES["outlet"])],
    }
)


def test_values_of_a_column_are_shares_of_rows_of_each_outlet_against_all_others():
    table = differences(ARTICLES, SOURCES, "gender")
    shown = [
        "target",
        "reference",
        "value",
        "n_target",
        "n_reference",
        "articles_target",
        "articles_reference",
    ]
    assert table[[*shown, "events"]].values.tolist() == [
        ["Beacon", "all others", "m", 8, 48, 8, 16, 8], ["Beacon", "all others", "f", 16, 8, 8, 16, 8],
        ["Ledger", "all others", "m", 24, 32, 8, 16, 8], ["Ledger", "all others", "f", 8, 16, 8, 16, 8],
        ["Mirror", "all others", "m", 24, 32, 8, 16, 8], ["Mirror", "all others", "f", 0, 24, 8, 16, 8],
    ]  # fmt: skip
    assert table["n_target"].dtype.kind == "i"
    women = table.iloc[1]
    assert (women["rate_target"], women["rate_reference"]) == pytest.approx((2 / 3, 1 / 7))
    assert women["difference"] == pytest.approx(2 / 3 - 1 / 7)
    assert women["p"] == 1 / 2000
    assert women["rates"] == "Ledger 0.25, Mirror 0"


def test_a_true_or_false_column_has_the_share_that_is_true():
    found = differences(ARTICLES, SOURCES.assign(woman=SOURCES["gender"] == "f"), "woman", target="Beacon")
    assert found[["value", "n_target", "rate_target"]].values.tolist() == [["True", 16, 2 / 3]]


def test_numbers_are_divided_by_those_of_another_column():
    row = differences(ARTICLES, WIRE, "copied", per="words", target="Beacon").iloc[0]
    assert row["value"] == ""
    assert row["rate_target"] == pytest.approx(WIRE.iloc[::3]["copied"].sum() / 800)
    assert row["target_low"] < row["rate_target"] < row["target_high"] < 1
    assert row["low"] < row["difference"] < row["high"]
    assert row["p"] == 1 / 2000


def test_numbers_alone_are_means_of_articles():
    row = differences(ARTICLES, WIRE, "copied", target="Ledger", reference="Mirror").iloc[0]
    assert (row["rate_target"], row["rate_reference"]) == (21.5, 22.5)
    assert row["difference"] == -1
    assert row["p"] == 2 / 2**8
    assert "Mean copied of an article" in differences(ARTICLES, WIRE, "copied").attrs["caption"]
    missing = WIRE.assign(copied=WIRE["copied"].where(WIRE["article_id"] != "Ledger-0"))
    assert differences(ARTICLES, missing, "copied", target="Ledger").iloc[0]["articles_target"] == 7


def test_articles_without_a_row_have_none_of_what_is_counted():
    rows = pd.DataFrame({"article_id": ["Beacon-0", "Beacon-0", "Beacon-3", "Ledger-1"], "k": [1, 1, 2, 1]})
    row = differences(ARTICLES, rows, "k", target="Beacon").iloc[0]
    assert (row["rate_target"], row["rate_reference"]) == (4 / 8, 1 / 16)
    assert (row["articles_target"], row["articles_reference"]) == (8, 16)


def test_nothing_true_is_a_share_of_0():
    row = differences(ARTICLES, SOURCES.assign(wire=False), "wire", target="Beacon").iloc[0]
    assert row[["value", "n_target", "n_reference", "rate_target", "difference"]].tolist() == [
        "True", 0, 0, 0, 0
    ]  # fmt: skip
    assert np.isnan(row["p"])
    unknown = differences(ARTICLES, SOURCES.assign(wire=pd.array([None] * len(SOURCES), "boolean")), "wire")
    assert unknown.attrs["note"] == "Nothing to compare: no row of the table has a value of wire."


def test_rare_things_are_not_tested():
    found = differences(ARTICLES, SOURCES.head(30), "gender", target="Beacon").set_index("value")
    assert np.isnan(found.loc["f", "p"])
    assert found.loc["f", "reason"].endswith("no p: 9 counted on shared events, 20 needed")


def test_pieces_of_an_attribution_count_once_and_rows_without_a_value_not_at_all():
    pieces = pd.concat([SOURCES.assign(attribution_id=range(len(SOURCES)))] * 2)
    expected = differences(ARTICLES, SOURCES, "gender")
    pd.testing.assert_frame_equal(differences(ARTICLES, pieces, "gender"), expected)
    unknown = pd.concat([SOURCES, SOURCES.assign(gender=""), SOURCES.assign(gender=None)])
    pd.testing.assert_frame_equal(differences(ARTICLES, unknown, "gender"), expected)


def test_segments_count_where_a_table_has_them():
    captions = SOURCES.assign(segment="caption", gender="f")
    both = pd.concat([SOURCES.assign(segment="body"), captions])
    expected = differences(ARTICLES, SOURCES, "gender")
    pd.testing.assert_frame_equal(differences(ARTICLES, both, "gender"), expected)
    every = differences(ARTICLES, both, "gender", segments=None)
    assert every["n_target"].sum() == 2 * len(SOURCES)
    with pytest.raises(ValueError, match="segments 'title' is not known here"):
        differences(ARTICLES, both, "gender", segments=["title"])


def test_values_of_any_kind_are_told_apart_as_they_are_printed():
    mixed = SOURCES.assign(gender=[[1, True, 1.0, ["f"], None, "1"][row % 6] for row in range(len(SOURCES))])
    table = differences(ARTICLES, mixed, "gender", target="Beacon")
    assert set(table["value"]) == {"1", "True", "1.0", "['f']"}


def test_the_articles_given_count_in_any_order():
    expected = differences(ARTICLES, SOURCES, "gender", target="Beacon")
    mixed = differences(
        ARTICLES.sample(frac=1, random_state=1), SOURCES.sample(frac=1, random_state=2), "gender"
    )
    pd.testing.assert_frame_equal(mixed.head(2), expected)
    some = differences(ARTICLES.iloc[:9], SOURCES, "gender", target="Beacon")
    assert some["n_target"].tolist() == [3, 6]
    assert some["reason"].str.contains("no interval: 3 events, 5 needed").all()


def test_by_and_block_may_be_series_or_none():
    bare = pd.DataFrame(index=ARTICLES.index)
    options = {"by": ARTICLES["outlet"], "block": ARTICLES["event"]}
    pd.testing.assert_frame_equal(
        differences(bare, SOURCES, "gender", **options), differences(ARTICLES, SOURCES, "gender")
    )
    free = differences(ARTICLES, SOURCES, "gender", block=None)
    assert free["p"].notna().all()
    assert "within all articles" in free.attrs["caption"]


def test_one_outlet_and_no_values_give_empty_tables_that_say_why():
    alone = differences(ARTICLES[ARTICLES["outlet"] == "Beacon"], SOURCES, "gender")
    assert len(alone) == 0
    assert alone.attrs["note"] == "Nothing to compare: 1 value of outlet, two needed."
    nothing = differences(ARTICLES, SOURCES.assign(gender=""), "gender")
    assert nothing.attrs["note"] == "Nothing to compare: no row of the table has a value of gender."
    assert list(nothing) == list(differences(ARTICLES, SOURCES, "gender"))
    against_none = differences(ARTICLES, SOURCES, "gender", reference=[])
    assert against_none.attrs["note"] == "Nothing to compare: reference is empty."


def test_bad_input_is_one_sentence():
    with pytest.raises(ValueError, match="table has no column 'party'"):
        differences(ARTICLES, SOURCES, "party")
    with pytest.raises(ValueError, match=r"target 'Sun' is not known here; choose from \['Beacon',"):
        differences(ARTICLES, SOURCES, "gender", target="Sun")
    with pytest.raises(ValueError, match="reference 'Sun' is not known here"):
        differences(ARTICLES, SOURCES, "gender", reference=["Sun"])
    with pytest.raises(ValueError, match="reference 'Beacon' is the target itself"):
        differences(ARTICLES, SOURCES, "gender", target="Beacon", reference=["Beacon", "Ledger"])
    with pytest.raises(TypeError, match="'gender' must be a column of numbers"):
        differences(ARTICLES, SOURCES.assign(words=3), "gender", per="words")


def test_numbers_below_0_are_refused():
    tones = WIRE.assign(tone=np.linspace(-1, 1, len(WIRE)))
    message = "'tone' has numbers below 0; shift them, so that all are 0 or more"
    with pytest.raises(ValueError, match=message):
        differences(ARTICLES, tones, "tone")
    with pytest.raises(ValueError, match=message):
        differences(ARTICLES, tones, "words", per="tone")


def test_inputs_are_unchanged():
    before = ARTICLES.copy(), SOURCES.copy()
    differences(ARTICLES, SOURCES, "gender")
    pd.testing.assert_frame_equal(ARTICLES, before[0])
    pd.testing.assert_frame_equal(SOURCES, before[1])


def test_means_need_no_twenty_and_parts_are_bounded_by_their_whole():
    few = WIRE.assign(copied=[1 if name == "Beacon" else 0 for name in ARTICLES["outlet"]], words=2)
    few.loc[0, "copied"] = 2
    assert differences(ARTICLES, few, "copied", target="Beacon").iloc[0]["p"] == 1 / 2000
    share = differences(ARTICLES, few, "copied", per="words", target="Beacon").iloc[0]
    assert np.isnan(share["p"])
    clumped = WIRE.assign(copied=[100 if k in (0, 3, 6, 9) else 5 for k in range(24)])
    row = differences(ARTICLES, clumped, "copied", per="words", target="Beacon").iloc[0]
    x = clumped["copied"].to_numpy()[::3]
    low, high, _ = ratio_intervals(x[:, None], np.full(8, 100))
    assert row[["target_low", "target_high"]].tolist() == [low[0], high[0]]
    assert ratio_intervals(x[:, None], np.full(8, 100), part=False)[1] > high
    ratio = differences(ARTICLES, clumped.assign(words=3), "copied", per="words", target="Beacon").iloc[0]
    assert ratio["target_high"] > 1

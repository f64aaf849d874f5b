"""Coding: blind sheets, codes read back, and agreement against published values."""

import krippendorff
import numpy as np
import pandas as pd
import pytest

from toolkit.coding.agreement import reliability
from toolkit.coding.sheets import coding_sheet, read_codes
from toolkit.framing.codebook import load_codebook
from toolkit.statistics.resampling import bootstrap_weights

CODEBOOK = """\
name = "Test"
[frames.conflict]
definition = "Sides oppose."
questions = ["Do sides oppose?"]
indicators = ["clash*"]
[frames.money]
definition = "Costs."
indicators = ["cost*"]
"""
_ = np.nan


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "test.toml"
    path.write_text(CODEBOOK)
    return load_codebook(path)


@pytest.fixture
def articles():
    names = ["a1", "a2", "b1", "b2", "c1", "c2"]
    text = "The {} reports\n\nThe Daily Ledger said costs rose on Friday, according to the town hall."
    return pd.DataFrame(
        {
            "outlet": ["Ledger", "Beacon"] * 3,
            "event": ["a", "a", "b", "b", "c", "c"],
            "text": [text.format(outlet) for outlet in ["Ledger", "Beacon"] * 3],
        },
        index=pd.Index(names, name="article_id"),
    )


@pytest.fixture
def segments(articles):
    rows = []
    for name, text in articles["text"].items():
        head = text.index("\n")
        rows += [(name, 0, head, "headline"), (name, head + 2, len(text), "body")]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])


def long(rows, frame="f"):
    """Long codes from rows of coders, a column a unit."""
    return pd.DataFrame(
        [
            (f"u{unit:02}", f"c{coder}", frame, value)
            for coder, row in enumerate(rows)
            for unit, value in enumerate(row)
            if not np.isnan(value)
        ],
        columns=["article_id", "coder", "frame", "present"],
    )


def test_a_sheet_is_blind_and_has_an_empty_column_a_frame(articles, segments, codebook):
    sheet = coding_sheet(articles, codebook, segments=segments)
    assert sheet.columns.tolist() == ["unit", "text", "conflict", "money", "note"]
    assert not sheet["text"].str.contains("Ledger|Beacon").any()
    assert sheet["text"].iloc[0].startswith("The [...] reports\n\nThe Daily [...] said costs rose")
    assert not set(sheet["unit"]) & set(articles.index)
    assert (sheet[["conflict", "money", "note"]] == "").all(axis=None)


def test_a_sample_is_even_over_outlets_and_events_and_repeatable(articles, segments, codebook):
    sheet = coding_sheet(articles, codebook, segments=segments, n=4, seed=3)
    again = coding_sheet(articles, codebook, segments=segments, n=4, seed=3)
    pd.testing.assert_frame_equal(sheet, again)
    filled = read_codes(sheet.assign(conflict="1", coder="x"), articles, codebook)
    assert articles.loc[filled["article_id"], "outlet"].value_counts().to_dict() == {"Ledger": 2, "Beacon": 2}
    orders = {tuple(coding_sheet(articles, codebook, segments=segments, seed=s)["unit"]) for s in (1, 2)}
    assert len(orders) == 2


def test_a_sheet_that_was_written_filled_and_saved_is_read_back(articles, segments, codebook, tmp_path):
    articles["text"] = "=1+1 " + articles["text"]
    coding_sheet(articles, codebook, tmp_path, segments=segments)
    path = tmp_path / "coding_sheet.csv"
    saved = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert saved["text"].str.startswith("'=").all()
    assert (tmp_path / "tables.xlsx").stat().st_size > 0
    assert "Do sides oppose?" in (tmp_path / "codebook.csv").read_text()
    saved.assign(conflict=["1", "no", "x", "", "0", "Yes"]).to_csv(tmp_path / "ann.csv", sep=";", index=False)
    codes = read_codes(tmp_path / "ann.csv", articles, codebook)
    assert codes.columns.tolist() == ["article_id", "coder", "frame", "present"]
    assert (len(codes), codes["present"].sum(), set(codes["coder"])) == (5, 3, {"ann"})
    assert codes["article_id"].is_monotonic_increasing


def test_several_coders_make_one_table(articles, codebook):
    first = pd.DataFrame({"article_id": ["a2", "a1"], "money": [1, 0], "conflict": [0, 1]})
    model = pd.DataFrame({"article_id": ["a1"], "frame": ["money"], "present": ["true"]})
    codes = read_codes({"ann": first, "model": model}, articles, codebook)
    assert codes.to_numpy().tolist() == [
        ["a1", "ann", "conflict", 1], ["a1", "ann", "money", 0], ["a1", "model", "money", 1],
        ["a2", "ann", "conflict", 0], ["a2", "ann", "money", 1],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ({"article_id": ["zz"], "money": [1]}, "codes for 1 unknown articles, the first 'zz'"),
        ({"unit": ["u123"], "money": [1]}, "codes for 1 unknown articles, the first 'u123'"),
        ({"article_id": ["a1"], "money": ["perhaps"]}, "has the code 'perhaps'; use 1 or 0"),
        ({"article_id": ["a1"], "money": [""]}, "coder 'ann' has coded nothing; fill in 1 or 0"),
        (
            {"article_id": ["a1", "a2"], "coder": ["x", "y"], "money": ["1", ""]},
            "coder 'y' has coded nothing",
        ),
        ({"article_id": ["a1"], "monny": [1]}, "has no column for a frame; the codebook has"),
        (
            {"article_id": ["a1"], "frame": ["monny"], "present": [1]},
            "codes 'monny', no frame of the codebook",
        ),
        ({"article": ["a1"], "money": [1]}, "has neither 'unit' nor 'article_id'"),
        ({"article_id": ["a1", "a1"], "money": [1, 0]}, "coder 'ann' has coded 'money' of 'a1' twice"),
    ],
)
def test_faulty_codes_are_refused(articles, codebook, sheet, message):
    with pytest.raises(ValueError, match=message):
        read_codes({"ann": pd.DataFrame(sheet)}, articles, codebook)


def test_files_that_are_not_there_or_no_csv_are_refused(articles, codebook, tmp_path):
    with pytest.raises(FileNotFoundError):
        read_codes(tmp_path / "none.csv", articles, codebook)
    with pytest.raises(ValueError, match="is a spreadsheet; save the sheet of codes as CSV"):
        read_codes(tmp_path / "codes.xlsx", articles, codebook)


def test_sheets_need_columns_and_a_size(articles, codebook):
    with pytest.raises(ValueError, match="articles has no column 'outlet'"):
        coding_sheet(articles.drop(columns="outlet"), codebook)
    with pytest.raises(ValueError, match="n must be 1 or more, not 0"):
        coding_sheet(articles, codebook, n=0)


# Krippendorff (2011), Computing Krippendorff's alpha-reliability: binary; nominal, two observers; nominal,
# four observers with missing codes.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
NOMINAL = [[ord(code) for code in codes] for codes in ("aabbdcccedda", "babbbccceddd")]
MISSING = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]


@pytest.mark.parametrize(("rows", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_equals_published_examples(rows, alpha):
    assert round(reliability(long(rows))["alpha"].iloc[0], 3) == alpha


def test_percent_agreement_is_the_mean_over_units():
    row = reliability(long([[1, 1, 0, 0, 1, 0], [1, 0, 0, 0, 1, 0]])).iloc[0]
    assert (row["coders"], row["units"], row["codes"]) == (2, 6, 12)
    assert row["percent"] == pytest.approx(100 * 5 / 6)
    assert row["low"] < row["alpha"] <= row["high"]


def test_intervals_cover_the_alpha_and_repeat_with_the_seed():
    codes = long(MISSING)
    first, again = reliability(codes, seed=1), reliability(codes, seed=1)
    pd.testing.assert_frame_equal(first, again)
    assert 0 < first["low"].iloc[0] < 0.743 < first["high"].iloc[0] <= 1


def test_the_interval_equals_that_of_recomputing_alpha_for_every_resample():
    codes = long(MISSING)
    counts = pd.crosstab(codes["article_id"], codes["present"])
    counts = counts[counts.sum(axis=1) > 1].to_numpy()
    drawn = bootstrap_weights(len(counts), 60, 2).astype(int)
    alphas = [
        krippendorff.alpha(value_counts=np.repeat(counts, weight, axis=0), level_of_measurement="nominal")
        for weight in drawn
    ]
    row = reliability(codes, resamples=60, seed=2).iloc[0]
    assert row[["low", "high"]].tolist() == pytest.approx(np.percentile(alphas, [2.5, 97.5]))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1, 0, 1]], "no alpha: one coder"),
        ([[1, _, _], [_, 0, 1]], "no alpha: no article has codes of two coders"),
        ([[1, 1, 1], [1, 1, 1]], "no alpha: all codes are equal"),
    ],
)
def test_alpha_is_undefined_with_a_reason(rows, reason):
    row = reliability(long(rows)).iloc[0]
    assert np.isnan(row["alpha"])
    assert row["reason"] == reason


def test_no_interval_where_there_is_nothing_to_resample():
    few = reliability(long([[1, 0, 1], [1, 0, 0]])).iloc[0]
    assert (few["reason"], np.isnan(few["low"])) == ("no interval: 3 articles, 5 needed", True)
    perfect = reliability(long([[1, 0, 1, 0, 1, 0]] * 2)).iloc[0]
    assert (perfect["alpha"], perfect["reason"]) == (1, "no interval: no disagreement")


@pytest.mark.parametrize("codes", [long([[1]]).head(0), pd.DataFrame(columns=long([[1]]).columns)])
def test_no_codes_give_an_empty_table_with_a_note(codes):
    table = reliability(codes)
    assert len(table) == 0
    assert table.attrs["note"].startswith("No hand codes")
    assert table.columns.tolist() == [
        "frame", "coders", "units", "codes", "percent", "alpha", "low", "high", "reason"]  # fmt: skip


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="codes has no column 'coder'"):
        reliability(long(BINARY).drop(columns="coder"))

"""Sheets: blind samples of articles, and the codes of people and programs read back."""

import zipfile
from itertools import pairwise

import pandas as pd
import pytest

from toolkit.coding.sheets import coding_sheet, read_codes
from toolkit.framing.codebook import load_codebook

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
        ({"article_id": ["a1"], "money": ["perhaps"]}, r"sheet 'ann': code 'perhaps' is not known .*\['1', "),
        ({"article_id": ["a1"], "money": [""]}, "coder 'ann' has coded nothing; fill in 1 or 0"),
        (
            {"article_id": ["a1", "a2"], "coder": ["x", "y"], "money": ["1", ""]},
            "coder 'y' has coded nothing",
        ),
        ({"article_id": ["a1"], "monny": [1]}, "has no column for a frame; the codebook has"),
        (
            {"article_id": ["a1"], "frame": ["monny"], "present": [1]},
            r"sheet 'ann': frame 'monny' is not known here; choose from \['conflict', 'money'\]",
        ),
        ({"article": ["a1"], "money": [1]}, "sheet 'ann' has no column 'unit'; found"),
        ({"article_id": ["a1"], "money": [1], "Money": [0]}, "sheet 'ann' has two columns named 'money'"),
        (
            {"article_id": ["a1", "a1"], "money": [1, 0]},
            "coder 'ann' has coded 'money' of 'a1' twice; delete one row",
        ),
    ],
)
def test_faulty_codes_are_refused(articles, codebook, sheet, message):
    with pytest.raises(ValueError, match=message):
        read_codes({"ann": pd.DataFrame(sheet)}, articles, codebook)


def test_a_sheet_without_rows_is_told(articles, codebook):
    with pytest.raises(ValueError, match="sheet 'ann': coder 'ann' has coded nothing"):
        read_codes({"ann": pd.DataFrame({"article_id": [], "money": []})}, articles, codebook)


def test_files_that_are_not_there_are_named(articles, codebook, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"sheet '.*none\.csv' is not there"):
        read_codes(tmp_path / "none.csv", articles, codebook)
    with pytest.raises(FileNotFoundError, match="is a folder; give the files in it, one a coder"):
        read_codes(tmp_path, articles, codebook)


def test_the_path_of_a_codebook_is_none(articles):
    for call in (lambda: coding_sheet(articles, "a.toml"), lambda: read_codes([], articles, "a.toml")):
        with pytest.raises(TypeError, match="codebook must come from load_codebook, not str"):
            call()


def test_what_is_neither_file_nor_collection_is_refused(articles, codebook):
    with pytest.raises(TypeError, match="sheets must be a collection such as a list, not 3"):
        read_codes(3, articles, codebook)


SAVED = """\
unit;text;conflict;money;note
uf55ff16f66;"Müller sagt ’nein“;
oder doch";1;0;–
u2c3a4249d7;Costs;;1;
;;;;
; ; ;;
"""


def test_a_sheet_saved_by_excel_is_read_without_its_empty_rows(articles, codebook, tmp_path):
    # Western Excel: cp1252, semicolons, text over two lines, empty rows at the end; or "Unicode text".
    (tmp_path / "ann.csv").write_bytes(SAVED.replace("\n", "\r\n").encode("cp1252"))
    (tmp_path / "bob.txt").write_bytes(SAVED.replace(";", "\t").encode("utf-16"))
    for name in ("ann.csv", "bob.txt"):
        codes = read_codes(tmp_path / name, articles, codebook)
        assert codes.to_numpy().tolist() == [
            ["a1", name[:3], "conflict", 1], ["a1", name[:3], "money", 0], ["a2", name[:3], "money", 1],
        ]  # fmt: skip


def unit_article(unit, articles, codebook):
    """The article that a unit stands for, found by coding it."""
    one = pd.DataFrame({"unit": [unit], "money": [1]})
    return read_codes(one, articles, codebook)["article_id"].iloc[0]


def test_units_stay_what_they_were_in_sheets_already_handed_out(articles, codebook):
    # "u" and ten figures of sha256("a1")
    assert unit_article("uf55ff16f66", articles, codebook) == "a1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"article_id,money\na1,1\x81\n",
            r"'ann.csv' is no table \(is neither UTF-8 .*save it as .xlsx or as UTF-8 CSV",
        ),
        (b"PK\x03\x04\x14\0\6\0\x08\0\0\0", r"'ann.csv' is no table \(is a binary file, "),
        (b"", r"'ann.csv' is no table \(No columns to parse from file\); save it as .xlsx or as UTF-8 CSV"),
        (b"article_id,money\na1,1\na2,1,1\n", r"'ann.csv' is no table \(.* line 3, saw 3\); save"),
        (b"article_id,money\na1,1,1\n", r"\(its rows have more fields than its header\)"),
    ],
)
def test_files_that_are_no_table_are_refused_with_name_and_advice(
    articles, codebook, tmp_path, content, message
):
    (tmp_path / "ann.csv").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_codes(tmp_path / "ann.csv", articles, codebook)


def test_what_is_no_workbook_of_codes_is_refused_with_its_name(articles, codebook, tmp_path):
    pd.DataFrame({"x": [1]}).to_excel(tmp_path / "other.xlsx", index=False)
    with pytest.raises(
        ValueError, match=r"'other.xlsx' is no table \(none of its sheets has a column of the"
    ):
        read_codes(tmp_path / "other.xlsx", articles, codebook)
    with zipfile.ZipFile(tmp_path / "cut.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(
        ValueError, match=r"'cut.xlsx' is no table \(it is no Excel workbook that can be read"
    ):
        read_codes(tmp_path / "cut.xlsx", articles, codebook)


@pytest.mark.parametrize(
    ("answer", "present"),
    [
        *((yes, 1) for yes in (1, 1.0, "1.0", "1,0", " Yes ", "Y", "TRUE", "x", True, "WAHR", "VRAI")),
        *((no, 0) for no in (0, 0.0, "0.0", "0,0", "No", "n", "False", False, "FALSCH", "FAUX")),
    ],
)
def test_yes_and_no_are_written_in_many_ways(articles, codebook, answer, present):
    sheet = pd.DataFrame({"article_id": ["a1"], "money": [answer]})
    assert read_codes(sheet, articles, codebook)["present"].tolist() == [present]


def test_blank_is_not_coded_and_a_blank_coder_is_the_one_of_the_sheet(articles, codebook):
    sheet = pd.DataFrame(
        {"article_id": ["a1", "a2", "b1", None], "coder": ["x", " ", None, None], "money": [1, 0, 1, None],
         "conflict": ["", None, "0", float("nan")]}
    )  # fmt: skip
    codes = read_codes({"ann": sheet}, articles, codebook)
    assert codes.to_numpy().tolist() == [
        ["a1", "x", "money", 1], ["a2", "ann", "money", 0],
        ["b1", "ann", "conflict", 0], ["b1", "ann", "money", 1],
    ]  # fmt: skip


def test_a_list_of_files_is_one_coder_a_file(articles, codebook, tmp_path):
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.csv").write_text("article_id,money\na1,1\n")
    paths = [tmp_path / "bob.csv", tmp_path / "ann.csv"]
    assert read_codes(paths, articles, codebook)["coder"].tolist() == ["ann", "bob"]
    assert read_codes(set(paths), articles, codebook)["coder"].tolist() == ["ann", "bob"]


def test_no_sheets_give_an_empty_table_with_a_note(articles, codebook):
    codes = read_codes({}, articles, codebook)
    assert (len(codes), codes.columns.tolist()) == (0, ["article_id", "coder", "frame", "present"])
    assert codes.attrs["note"] == "No sheet was given, so there are no codes."


def test_names_are_hidden_as_whole_words_letter_for_letter_the_longest_first(articles, codebook):
    articles["outlet"] = ["Daily", "Daily Ledger", "Costs!", "U.K", "", None]
    text = "Dailys of the UNK\n\nThe Daily Ledger said on Friday, Costs! that the U.K would not pay Daily."
    articles["text"] = text
    segments = pd.DataFrame(
        [(name, *span) for name in articles.index for span in ((0, 17, "headline"), (19, len(text), "body"))],
        columns=["article_id", "start", "end", "kind"],
    )
    sheet = coding_sheet(articles, codebook, segments=segments)
    assert set(sheet["text"]) == {
        "Dailys of the UNK\n\nThe [...] said on Friday, [...] that the [...] would not pay [...]."
    }


def test_the_order_of_a_sheet_does_not_tell_the_outlet(articles, segments, codebook):
    # Drawn in turn, outlets alternate; in the sheet they do so by chance only, one time in ten.
    orders = []
    for seed in range(8):
        units = coding_sheet(articles, codebook, segments=segments, seed=seed)["unit"]
        outlets = [articles.loc[unit_article(unit, articles, codebook), "outlet"] for unit in units]
        orders.append(all(one != other for one, other in pairwise(outlets)))
    assert sum(orders) < 4


def test_who_is_hidden_and_what_is_sampled_may_be_a_series(articles, segments, codebook):
    outlet, event = articles["outlet"], articles["event"]
    bare = articles.drop(columns=["outlet", "event"])
    sheet = coding_sheet(bare, codebook, segments=segments, by=outlet, block=event, n=3)
    pd.testing.assert_frame_equal(sheet, coding_sheet(articles, codebook, segments=segments, n=3))


def test_events_take_turns_unless_there_are_no_blocks(segments, codebook):
    # Five articles on one event and one on another: with blocks both events are among two articles, always.
    names, texts = ["a1", "a2", "b1", "b2", "c1", "c2"], "The Ledger\n\nCosts rose."
    articles = pd.DataFrame({"text": texts, "outlet": "L", "event": ["a"] * 5 + ["b"]}, index=names)

    def has_rare(seed, block):
        sheet = coding_sheet(articles, codebook, n=2, seed=seed, block=block)
        return "c2" in [unit_article(unit, articles, codebook) for unit in sheet["unit"]]

    assert all(has_rare(seed, "event") for seed in range(6))
    assert not all(has_rare(seed, None) for seed in range(6))


@pytest.mark.parametrize(("n", "rows"), [(1, 1), (5, 5), (6, 6), (7, 6)])
def test_no_more_articles_than_asked_for_are_drawn(articles, segments, codebook, n, rows):
    assert len(coding_sheet(articles, codebook, segments=segments, n=n)) == rows


def test_no_articles_give_an_empty_sheet_with_a_note(articles, codebook):
    sheet = coding_sheet(articles.head(0), codebook)
    assert (len(sheet), sheet.columns.tolist()) == (0, ["unit", "text", "conflict", "money", "note"])
    assert sheet.attrs["note"] == "There are no articles to code."


def test_inputs_of_sheets_are_unchanged(articles, segments, codebook):
    sheet = pd.DataFrame({"article_id": ["a1"], "money": ["yes"]})
    before = articles.copy(), segments.copy(), sheet.copy()
    coding_sheet(articles, codebook, segments=segments)
    read_codes(sheet, articles, codebook)
    for now, then in zip((articles, segments, sheet), before, strict=True):
        pd.testing.assert_frame_equal(now, then)


def test_sheets_need_columns_and_a_size(articles, codebook):
    for column in ("text", "outlet", "event"):
        with pytest.raises(ValueError, match=f"articles has no column '{column}'"):
            coding_sheet(articles.drop(columns=column), codebook)
    with pytest.raises(ValueError, match="n must be 1 or more, not 0"):
        coding_sheet(articles, codebook, n=0)


def test_ids_may_be_numbers(articles, codebook):
    numbered = articles.reset_index(drop=True)
    sheet = coding_sheet(numbered, codebook, n=6).assign(conflict="1", coder="x")
    long = pd.DataFrame({"article_id": [1, 0], "coder": "y", "frame": "conflict", "present": 0})
    codes = read_codes([sheet, long], numbered, codebook)
    ids = codes[codes["frame"] == "conflict"]["article_id"].to_list()
    assert ids == ["0", "0", "1", "1", "2", "3", "4", "5"]

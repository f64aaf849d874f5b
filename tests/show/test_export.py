import re
import warnings
import zipfile

import pandas as pd
import pytest

from toolkit.corpus.load import load_corpus
from toolkit.show import export
from toolkit.show.export import write_tables

RISKY = ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "a=1", ""]


def terms():
    """A table with an index that has a name, a categorical, a time and an interval that is missing."""
    table = pd.DataFrame(
        {
            "term": pd.Categorical(["sea", "=sea"]),
            "n": [2, -1],
            "low": [0.5, float("nan")],
            "published": pd.to_datetime(["2024-10-18T18:35+09:00", None], utc=True),
        },
        index=pd.Index(["a1", "a2"], name="article_id"),
    )
    table.attrs["caption"] = "2 terms; n counts tokens."
    return table


def sheet_text(path):
    """All strings of a spreadsheet, as it stores them."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/sharedStrings.xml").decode(), archive.read(
            "xl/worksheets/sheet1.xml"
        ).decode()


def test_tables_are_written_as_csv_and_parquet_with_their_captions(tmp_path):
    table = terms()
    before = table.copy()
    files = write_tables({"terms": table, "empty": table.iloc[:0]}, tmp_path / "new" / "folder")
    assert files["path"].tolist() == [
        "terms.csv",
        "terms.parquet",
        "empty.csv",
        "empty.parquet",
        "captions.txt",
    ]
    assert files["rows"].tolist() == [2, 2, 0, 0, 0]
    folder = tmp_path / "new" / "folder"
    assert (folder / "terms.csv").read_text() == (
        "article_id,term,n,low,published\na1,sea,2,0.5,2024-10-18 09:35:00+00:00\na2,=sea,-1,,\n"
    )
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "terms.parquet"), table.reset_index())
    assert (folder / "captions.txt").read_text() == "".join(
        f"{name}: 2 terms; n counts tokens.\n" for name in ["terms", "empty"]
    )
    pd.testing.assert_frame_equal(table, before)
    assert "'new" not in files.attrs["caption"]


def test_an_index_without_a_name_is_left_out_and_levels_of_columns_are_joined(tmp_path):
    table = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("n", "Beacon"), ("n", "Ledger")]))
    write_tables({"wide": table}, tmp_path)
    assert (tmp_path / "wide.csv").read_text() == "n Beacon,n Ledger\n1,2\n"


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_a_csv_for_spreadsheets_holds_no_formula(tmp_path, dtype):
    table = pd.DataFrame({"=head": pd.Series(RISKY, dtype=dtype), "n": range(-4, 4)})
    write_tables({"terms": table}, tmp_path, spreadsheet=True)
    assert (tmp_path / "terms.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    csv = pd.read_csv(tmp_path / "terms.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert csv["'=head"].tolist() == ["'=1+1", "'+1", "'-1", "'@a", "'\ta", "'\ra", "a=1", ""]
    assert csv["n"].tolist() == [str(n) for n in range(-4, 4)]
    assert pd.read_parquet(tmp_path / "terms.parquet")["=head"].tolist() == RISKY


def test_a_spreadsheet_holds_text_and_never_formulas_or_links(tmp_path):
    table = pd.DataFrame({"text": ["=1+1", "http://a.example/", "bell\x07 and\x00 nul", "mailto:a@b"]})
    files = write_tables({"terms": table}, tmp_path, spreadsheet=True)
    assert files["path"].tolist()[2] == "tables.xlsx"
    strings, sheet = sheet_text(tmp_path / "tables.xlsx")
    assert re.findall(r"<t[^>]*>(.*?)</t>", strings) == [
        "text",
        "=1+1",
        "http://a.example/",
        "bell and nul",
        "mailto:a@b",
    ]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_a_spreadsheet_has_a_sheet_a_table_and_times_in_utc(tmp_path):
    write_tables({"terms": terms(), "n" * 40: terms()}, tmp_path, spreadsheet=True)
    with zipfile.ZipFile(tmp_path / "tables.xlsx") as archive:
        names = re.findall(r'<sheet name="(\w+)"', archive.read("xl/workbook.xml").decode())
    assert names == ["terms", "n" * 31]
    day = (pd.Timestamp("2024-10-18 09:35") - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1)
    assert f"{day:.4f}" in sheet_text(tmp_path / "tables.xlsx")[1]


def test_what_a_cell_cannot_hold_is_cut_with_a_warning(tmp_path):
    table = pd.DataFrame({"text": ["a" * 32_768, "b" * 32_767]})
    with pytest.warns(UserWarning, match="truncated to 32767 characters"):
        write_tables({"texts": table}, tmp_path, spreadsheet=True)
    strings, _ = sheet_text(tmp_path / "tables.xlsx")
    assert [len(text) for text in re.findall(r"<t[^>]*>(.*?)</t>", strings)] == [4, 32_767, 32_767]
    assert pd.read_parquet(tmp_path / "texts.parquet")["text"].str.len().tolist() == [32_768, 32_767]


def test_one_table_alone_is_called_table(tmp_path):
    assert write_tables(terms(), tmp_path)["path"].tolist() == ["table.csv", "table.parquet", "captions.txt"]


@pytest.mark.parametrize("spreadsheet", [False, True])
def test_articles_that_were_written_load_as_they_were(sample, tmp_path, spreadsheet):
    write_tables({"articles": sample.articles}, tmp_path, spreadsheet=spreadsheet)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = load_corpus(tmp_path)
    pd.testing.assert_frame_equal(again, sample.articles)
    assert again.attrs == sample.articles.attrs


def test_captions_and_notes_are_written_beside_the_tables(tmp_path):
    noted = terms()
    noted.attrs["note"] = "One is unknown."
    write_tables({"noted": noted, "bare": pd.DataFrame({"n": [1]})}, tmp_path)
    lines = (tmp_path / "captions.txt").read_text().splitlines()
    assert lines == ["noted: 2 terms; n counts tokens. One is unknown.", "bare: no caption"]


@pytest.mark.parametrize(
    ("tables", "kind", "message"),
    [
        ([1], TypeError, "tables must be a table or a dict of tables, not list"),
        ({"terms": [1]}, TypeError, "table 'terms' must be a pandas DataFrame, not list"),
        (
            terms().assign(article_id=1),
            ValueError,
            "table 'table' has two columns named 'article_id', its ind",
        ),
        (pd.DataFrame([[1, 2]], columns=["n", "n"]), ValueError, "has two columns named 'n'"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_leaves_no_folder(tmp_path, tables, kind, message):
    with pytest.raises(kind, match=message):
        write_tables(tables, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder(tmp_path):
    with pytest.raises(
        ValueError, match=r"folder 'a\.xlsx' is named as a file is; give a folder, and spreadsh"
    ):
        write_tables(terms(), tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_table_too_long_for_a_sheet_stands_in_files_of_its_own_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "MAX_ROWS", 2)
    long = pd.DataFrame({"n": range(3)})
    written = write_tables({"long": long, "terms": terms().head(2)}, tmp_path, spreadsheet=True)
    assert list(pd.ExcelFile(tmp_path / "tables.xlsx").sheet_names) == ["terms"]
    assert len(pd.read_csv(tmp_path / "long.csv")) == 3
    assert written.attrs["note"] == "More than 2 rows, so not in the workbook: long."
    alone = write_tables({"long": long}, tmp_path / "alone", spreadsheet=True)
    assert "tables.xlsx" not in set(alone["path"])


def test_the_same_tables_give_the_same_bytes(tmp_path):
    for name in ["one", "two"]:
        write_tables({"terms": terms()}, tmp_path / name, spreadsheet=True)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["captions.txt", "tables.xlsx", "terms.csv", "terms.parquet"]
    assert all(
        (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files
    )


@pytest.mark.parametrize(
    "names", [[], ["a/b"], ["../a"], ["a b"], [""], ["a" * 31 + "b", "a" * 31 + "c"], ["Terms", "terms"]]
)
def test_names_that_cannot_be_files_and_sheets_are_refused(tmp_path, names):
    with pytest.raises(
        ValueError, match="tables need names of letters, digits, _, -, different in 31 of them"
    ):
        write_tables(dict.fromkeys(names, terms()), tmp_path)


def several():
    """A table whose cells hold several values, as a map of claims has them."""
    return pd.DataFrame(
        {
            "value": ["12 miners", "=14"],
            "outlets": [("Beacon", "Ledger"), ()],
            "spans": [(("a", 3, 9), ("b", 0, 6)), (("c", 1, 7),)],
            "n": [2, 0],
        }
    )


@pytest.mark.parametrize("spreadsheet", [False, True])
def test_a_cell_of_several_values_is_written_as_one_text(tmp_path, spreadsheet):
    table = several()
    write_tables({"map": table}, tmp_path, spreadsheet=spreadsheet)
    assert table["outlets"].tolist() == [("Beacon", "Ledger"), ()]
    written = (
        pd.read_csv(tmp_path / "map.csv", keep_default_na=False),
        pd.read_parquet(tmp_path / "map.parquet"),
    )
    for again in written:
        assert again["outlets"].tolist() == ["Beacon; Ledger", ""]
        assert again["spans"].tolist() == ["a, 3, 9; b, 0, 6", "c, 1, 7"]
        assert again["n"].tolist() == [2, 0]
    if spreadsheet:
        sheet = pd.read_excel(tmp_path / "tables.xlsx", keep_default_na=False)
        assert sheet["outlets"].tolist() == ["Beacon; Ledger", ""]
        assert sheet["spans"].tolist() == ["a, 3, 9; b, 0, 6", "c, 1, 7"]


def test_a_formula_made_of_several_values_is_no_formula(tmp_path):
    write_tables(pd.DataFrame({"outlets": [("=1+1", "b")]}), tmp_path, spreadsheet=True)
    assert pd.read_csv(tmp_path / "table.csv")["outlets"].tolist() == ["'=1+1; b"]

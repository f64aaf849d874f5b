import pandas as pd
import pytest

from toolkit.report.downloads import downloads_of, shorten_tables
from toolkit.report.excerpts import limit_to
from toolkit.report.tables import Download
from toolkit.show.export import write_tables

TEXT = "The storm tore the harbour wall of Lowmere at night."


@pytest.fixture
def folder(tmp_path):
    tables = {"texts": pd.DataFrame({"text": [TEXT], "n": [3]}), "words": pd.DataFrame({"term": ["a", "b"]})}
    write_tables(tables, tmp_path / "01 words", spreadsheet=True)
    return tmp_path / "01 words"


def test_csv_and_one_spreadsheet_are_offered_with_their_columns_and_rows(folder):
    downloads, files = downloads_of(folder)
    assert downloads == [
        Download("tables/01%20words/texts.csv", ("text", "n"), 1),
        Download("tables/01%20words/words.csv", ("term",), 2),
        Download("tables/01%20words/tables.xlsx", (), 0),
    ]
    assert list(files) == [f"tables/01 words/{name}" for name in ("texts.csv", "words.csv", "tables.xlsx")]
    assert files["tables/01 words/texts.csv"] == (folder / "texts.csv").read_bytes()


def test_a_notebook_that_writes_nothing_offers_nothing(tmp_path):
    assert downloads_of(tmp_path / "none") == ([], {})


def test_in_short_tables_no_cell_holds_a_longer_run_of_an_article(folder):
    shorten_tables(folder, limit_to(4, [TEXT]))
    table = pd.read_csv(folder / "texts.csv")
    assert table.to_dict("list") == {"text": ["The storm tore the … "], "n": [3]}
    assert pd.read_excel(folder / "tables.xlsx", sheet_name="texts").to_dict("list") == table.to_dict("list")
    assert pd.read_csv(folder / "words.csv")["term"].tolist() == ["a", "b"]


def test_a_table_of_other_making_is_left_out_of_short_ones(folder):
    (folder / "mine.csv").write_text(TEXT)
    shorten_tables(folder, limit_to(4, [TEXT]))
    assert not (folder / "mine.csv").exists()

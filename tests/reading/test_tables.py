import csv
import gzip
import io
import json
import zipfile
from datetime import datetime

import pandas as pd
import pytest
from helpers import refusals, write
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.reading import tables
from toolkit.reading.tables import csv_rows

STORM = "Harbour shut\n\nNo ship sails."


def test_strings_stay_strings_and_usual_column_names_are_known(tmp_path):
    write(tmp_path, {"c.csv": 'id,Title,body,media_name,when\n007,NA,None,"Ledger, The",1e5\n'})
    articles = load_corpus(tmp_path / "c.csv")
    assert articles.index.tolist() == ["007"]
    row = articles.loc["007"]
    assert (row.headline, row.text, row.outlet, row.when) == ("NA", "NA\n\nNone", "Ledger, The", "1e5")
    assert articles["url"].tolist() == [""]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_header(tmp_path, mark):
    rows = [["title", "text", "a;b,c|d"], ["Storm", "Wind; rain, hail | snow\nand ice", "x"]]
    with open(tmp_path / "c.csv", "w", newline="", encoding="utf-8-sig") as stream:
        csv.writer(stream, delimiter=mark).writerows(rows)
    assert load_corpus(tmp_path / "c.csv")["text"].tolist() == ["Storm\n\nWind; rain, hail | snow\nand ice"]


def test_every_format_gives_the_same_articles(tmp_path):
    rows = [{"id": "1", "headline": "Storm", "text": STORM}, {"id": "2", "headline": "", "text": "Café “x”"}]
    table = pd.DataFrame(rows)
    lines = "\n".join(json.dumps(row) for row in rows)
    table.to_csv(tmp_path / "c.csv", index=False)
    table.to_csv(tmp_path / "c.tsv", index=False, sep="\t")
    table.set_index("id").to_parquet(tmp_path / "c.parquet")
    write(tmp_path, {"c.jsonl": lines + "\n\n", "c.jsonl.gz": gzip.compress(lines.encode())})
    expected = load_corpus(tmp_path / "c.csv").drop(columns=["path", "encoding"])
    assert expected["text"].tolist() == [f"Storm\n\n{STORM}", "Café “x”"]
    for name in ["c.tsv", "c.parquet", "c.jsonl", "c.jsonl.gz"]:
        found = load_corpus(tmp_path / name).drop(columns=["path", "encoding"])
        pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "c.csv",
            "headline,when\nStorm,today\n",
            r"has no text column \(found: headline, when\); call a column",
        ),
        ("c.csv", "text\n", "has no rows"),
        ("c.csv", "text,text\na,b\n", "has two columns named 'text'; rename one"),
        ("c.parquet", "PAR1xxx", "Parquet"),
        ("c.jsonl.gz", b"\x1f\x8b not packed", "cannot be read"),
        ("c.json", "[]", "has no rows"),
        ("c.csv", b"\x89PNG\x00", "is a binary file"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(tmp_path, name, content, reason):
    write(tmp_path, {name: content})
    with pytest.raises(ValueError, match=f"no article could be read from '{name}' .*{reason}"):
        load_corpus(tmp_path / name)


def test_a_long_article_in_a_csv_is_read_and_the_limit_of_the_csv_module_put_back(tmp_path):
    before = csv.field_size_limit()
    write(tmp_path, {"c.csv": f"text\n{'word ' * 40_000}\n"})
    assert len(load_corpus(tmp_path)["text"].iloc[0]) == 200_000
    assert csv.field_size_limit() == before


def test_a_table_that_the_toolkit_wrote_loads_as_it_was(tmp_path):
    rows = ["id,title,text,date", "1,Storm,Wind.,2024-10-18", "2,,Rain.,2024-10-18T18:35+09:00", "3,,Hail.,x"]
    write(tmp_path, {"c.csv": "\n".join(rows)})
    articles = load_corpus(tmp_path / "c.csv").drop(columns="encoding")
    articles.to_parquet(tmp_path / "again.parquet")
    articles.to_csv(tmp_path / "again.csv")
    for name in ["again.parquet", "again.csv"]:
        again = load_corpus(tmp_path / name).drop(columns="encoding")
        pd.testing.assert_frame_equal(again, articles)


def test_a_quotation_mark_that_is_not_closed_swallows_no_rows(tmp_path):
    rows = "".join(f"{n},{chr(34) if n == 50 else ''}Text {n}, of Lowmere\n" for n in range(1, 101))
    write(tmp_path, {"c.csv": "id,text,place\n" + rows})
    table = scan_corpus(tmp_path)
    assert table["articles"].sum() == 99
    assert refusals(table) == {"c.csv:50": "opens a quotation mark that is not closed; close it"}


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ('1,"Wind\n\nand ""rain"""\n2,Fog\n', ['Wind\n\nand "rain"', "Fog"]),
        ('1,"The "big" storm"\n2,Fog\n', ['The big" storm"', "Fog"]),  # as the csv module takes it
        ('1,"Wind said "no"\nto rain"\n2,Fog\n', ['Wind said no"', "Fog"]),
        ('1,Wind\n2,"Fog\n', ["Wind", "Fog\n"]),
        ('1,"Wind\n2,"Fog"\n3,"Hail"\n', ["Fog", "Hail"]),
    ],
)
def test_quotation_marks_within_a_cell(tmp_path, lines, texts):
    write(tmp_path, {"c.csv": f"id,text\n{lines}"})
    found = [fields["text"] for _, fields in csv_rows(f"id,text\n{lines}") if isinstance(fields, dict)]
    assert found == texts


@given(st.lists(st.tuples(st.text('ab",;\n\r ', max_size=9), st.text('ab",;\n\r ', max_size=9)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_what_the_csv_module_wrote_is_read_as_it_was(rows):
    written = io.StringIO(newline="")
    csv.writer(written).writerows([("id", "text"), *rows])
    read = [tuple(fields.values()) for _, fields in csv_rows(written.getvalue())]
    assert read == [row for row in rows if any(row)]


@given(st.text('ab",\n', max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_lines_are_rows_or_sentences_and_no_line_is_in_two_rows(lines):
    found = list(csv_rows(f"id,text\n{lines}"))
    assert sum(
        "".join(fields.values()).count("a") for _, fields in found if isinstance(fields, dict)
    ) <= lines.count("a")


def test_a_cell_that_is_too_long_is_refused_and_reading_goes_on(monkeypatch):
    monkeypatch.setattr(tables, "MAX_TEXT", 20)
    rows = list(csv_rows(f"id,text\n1,{'a' * 21}\n2,Fog\n"))
    assert rows == [(1, "has a cell of more than 20 characters; divide it"), (2, {"id": "2", "text": "Fog"})]


@pytest.mark.parametrize("before", ["sep=;\r\n", "\n", "\r\n\r\n", ""])
def test_what_stands_before_the_header_is_no_header(before):
    assert list(csv_rows(f"{before}id;text\r\n1;Fog\r\n")) == [(1, {"id": "1", "text": "Fog"})]


def test_rows_without_content_and_cells_beyond_the_header_are_left_out():
    assert list(csv_rows("id;text\n1;Fog;;\n;;;\n2;Ice\n")) == [
        (1, {"id": "1", "text": "Fog"}), (3, {"id": "2", "text": "Ice"})
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("2024-10-18,Beacon,Fog\n2024-10-19,Ledger,Ice\n", r"has no header \(its first row: 2024-10-18\)"),
        (f"{'word ' * 50};x\nb;y\n", r"has no header \(its first row: word .*…\)"),
        ('id,"text\n1,Fog\n', "has a header that opens a quotation mark that is not closed"),
        ("id,url,title\n1,https://b.example/1,Fog\n", "only metadata; save the pages at its addresses"),
        ("20241018093000-1\t20241018093000\t1\tb.example\n", "is a table of GDELT's knowledge graph"),
    ],
)  # fmt: skip
def test_a_table_without_texts_or_header_says_so(tmp_path, table, reason):
    write(tmp_path, {"c.csv": table})
    with pytest.raises(ValueError, match=reason):
        load_corpus(tmp_path)


def test_the_one_column_of_long_texts_is_taken_for_the_text_and_told(tmp_path):
    write(tmp_path, {"c.csv": f"Titel;Inhalt\nFog;{'Nebel ' * 60}\nIce;{'Eis ' * 99}\n"})
    with pytest.warns(
        UserWarning, match="c.csv has no column called text; 'Inhalt', the one of long texts, is taken"
    ):
        assert load_corpus(tmp_path)["text"].str.len().tolist() == [360, 396]
    write(tmp_path, {"c.csv": f"a;b\n{'x' * 100};{'y' * 300}\n"})
    with pytest.warns(UserWarning, match="'b', the one of long texts"):
        load_corpus(tmp_path)
    two = f"a;b;c\n1;{'x' * 300};{'y' * 300}\n"
    middling = f"a;b\n{'x' * 101};{'y' * 300}\n"
    short = f"a;b\n1;{'y' * 299}\n"
    for table in (two, middling, short):
        write(tmp_path, {"c.csv": table})
        with pytest.raises(ValueError, match="has no text column"):
            load_corpus(tmp_path)


def test_usual_exports_are_read(tmp_path):
    exports = {
        "amcat": "_id,date,title,publisher,text\n1,2024-10-18T00:00:00,Fog,Beacon,Thick.\n",
        "4cat": "id,thread_id,timestamp,subject,body,author\n2,2,2024-10-18 09:00:00,Fog,Thick.,x\n",
        "quanteda": "doc_id,text,headline\n3,Thick.,Fog\n",
        "nexis tools": "ID,Headline,Newspaper,Article\n4,Fog,Beacon,Thick.\n",
    }
    write(tmp_path, {f"{name}.csv": table for name, table in exports.items()})
    articles = load_corpus(tmp_path)
    assert articles["text"].tolist() == ["Fog\n\nThick."] * 4
    assert articles["outlet"].to_dict() == {"2": "", "1": "Beacon", "4": "Beacon", "3": ""}


def test_html_in_a_text_column_is_no_words(tmp_path):
    rows = '1,"<p>The <b>port</b>&nbsp;is shut.</p><script>x</script>"\n2,&lt;p&gt;R&amp;amp;D&lt;/p&gt;\n'
    write(tmp_path, {"c.csv": f"id,text\n{rows}3,1 < 2\n"})
    with pytest.warns(UserWarning, match="1 note .*: c.csv has HTML in 2 texts; the tags were taken out"):
        assert load_corpus(tmp_path)["text"].tolist() == ["The port is shut.", "R&D", "1 < 2"]


def test_a_workbook_is_read_from_its_first_sheet_of_texts(tmp_path):
    dates = [datetime(2024, 10, 18), datetime(2024, 10, 19, 8, 30), None]
    table = pd.DataFrame(
        {"Title": ["Fog", "Ice", "NA"], "Text": ["A", "B", "C"], "Date": dates, "id": [7.0, 8.5, 9]}
    )
    with pd.ExcelWriter(tmp_path / "c.xlsx") as book:
        pd.DataFrame({"note": ["by hand"]}).to_excel(book, sheet_name="about", index=False)
        table.to_excel(book, sheet_name="articles", index=False, startrow=2)
    articles = load_corpus(tmp_path)
    assert articles.index.tolist() == ["7", "8.5", "9"]
    assert articles["headline"].tolist() == ["Fog", "Ice", "NA"]
    assert articles["published_precision"].tolist() == ["day", "time", "unknown"]


def test_a_workbook_without_texts_or_that_is_damaged_says_so(tmp_path):
    pd.DataFrame({"note": ["by hand"]}).to_excel(tmp_path / "a.xlsx", index=False)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook")
    pd.DataFrame().to_excel(tmp_path / "c.xlsx", index=False)
    reasons = refusals(scan_corpus(tmp_path))
    assert reasons["a.xlsx"].startswith("has no text column (found: note)")
    assert reasons["b.xlsx"] == "is no Excel workbook that can be read; save it as .csv"
    assert reasons["c.xlsx"] == "has no rows"


def test_objects_in_parquet_are_fields_of_their_own(tmp_path):
    pd.DataFrame({"text": ["Fog"], "source": [{"id": 3, "name": "Beacon"}]}).to_parquet(
        tmp_path / "c.parquet"
    )
    assert load_corpus(tmp_path)["outlet"].tolist() == ["Beacon"]


def test_a_table_of_more_text_than_fits_is_read_no_further(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.files.rows.MAX_FILE", 100)
    pd.DataFrame({"text": [f"{n}" * 60 for n in range(9)]}).to_parquet(tmp_path / "c.parquet")
    table = scan_corpus(tmp_path)
    assert refusals(table) == {"c.parquet": "is larger than 0 MB; divide it"}
    for module in ("rows", "intake"):
        monkeypatch.setattr(f"toolkit.files.{module}.MAX_FILE", 20_000)
    pd.DataFrame({"text": ["a" * 9_998 + f"{n:02}" for n in range(99)]}).to_parquet(
        tmp_path / "c.parquet", compression="zstd"
    )
    table = scan_corpus(tmp_path)
    assert refusals(table)["c.parquet"] == "holds more than 0 MB of text; divide it"
    assert table["articles"].sum() == 3


def test_a_cell_beyond_the_limit_after_a_stray_mark_loses_its_row_and_no_other(monkeypatch):
    monkeypatch.setattr(tables, "MAX_TEXT", 1000)
    rows = list(csv_rows('outlet,text\n"ab"c,"' + "x" * 2000 + '"\nBeacon,Harbour shut\n'))
    assert rows[0][1] == "has a cell of more than 1,000 characters; divide it"
    assert rows[1][1] == {"outlet": "Beacon", "text": "Harbour shut"}

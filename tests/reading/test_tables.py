import csv
import gzip
import json

import pandas as pd
import pytest
from helpers import write

from toolkit.corpus.load import load_corpus

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

import os
import re
import tempfile
import warnings
from pathlib import Path

import pandas as pd
import pytest
from helpers import refusals, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.files.metadata import layout_pattern
from toolkit.show.export import write_tables

STORM = "Harbour shut\n\nNo ship sails."
BUNDLE = "an export of a database is to be downloaded as .html, .txt or .docx"
NO_BODY = "is a page without the text of an article; save the article, or its text as .txt"
NEITHER = "is neither UTF-8 nor Western (cp1252) text (byte {}); save it as UTF-8"


def test_a_folder_of_text_takes_its_metadata_from_the_sidecar(tmp_path):
    metadata = "filename;Publisher;date;desk\nb.txt;Ledger;2024-10-18;city\nx/a.txt;Beacon;;\n"
    write(tmp_path, {"x/a.txt": STORM, "b.txt": "Ferries wait", "metadata.csv": metadata})
    articles = load_corpus(tmp_path)
    assert articles.index.tolist() == ["b", "x/a"]
    assert articles.index.name == "article_id"
    assert articles["outlet"].tolist() == ["Ledger", "Beacon"]
    assert articles["published_precision"].tolist() == ["day", "unknown"]
    assert articles["desk"].tolist() == ["city", ""]
    assert articles["text"].tolist() == ["Ferries wait", STORM]
    assert articles["path"].tolist() == ["b.txt", "x/a.txt"]
    assert str(articles["published"].dtype) == "datetime64[ns, UTC]"


def test_a_sidecar_may_lie_elsewhere_and_names_files_with_or_without_care(tmp_path):
    write(tmp_path, {"corpus/x/a.txt": STORM, "about.csv": "file,outlet\n.\\x\\a.txt,Beacon\n"})
    articles = load_corpus(tmp_path / "corpus", metadata=tmp_path / "about.csv")
    assert articles["outlet"].tolist() == ["Beacon"]


def test_gaps_between_files_and_metadata_are_told_and_the_rest_loads(tmp_path):
    metadata = "filename,outlet\na.txt,Beacon\ngone.txt,Ledger\na.txt,Ledger\n"
    write(tmp_path, {"a.txt": STORM, "b.txt": STORM, "metadata.csv": metadata})
    with pytest.warns(
        UserWarning, match="3 notes on reading .*: metadata.csv:3 describes 'a.txt' a second time"
    ):
        articles = load_corpus(tmp_path)
    assert articles["outlet"].to_dict() == {"a": "Beacon", "b": ""}
    assert refusals(scan_corpus(tmp_path)) == {
        "metadata.csv:3": "describes 'a.txt' a second time; keep one row",
        "b.txt": "has no row in the metadata",
        "metadata.csv:2": "names 'gone.txt', which is no file of an article below the folder",
    }


def test_a_sidecar_that_cannot_be_used_does_not_keep_the_texts_from_loading(tmp_path):
    write(tmp_path, {"a.txt": STORM, "metadata.csv": "page,outlet\na.txt,Beacon\n"})
    with pytest.warns(UserWarning, match=r"metadata.csv has no column 'filename' \(found: page, outlet\)"):
        assert len(load_corpus(tmp_path)) == 1
    with pytest.raises(ValueError, match=r"metadata 'metadata\.csv' has no column 'filename'"):
        load_corpus(tmp_path, metadata=tmp_path / "metadata.csv")


def test_a_layout_reads_the_fields_from_the_path(tmp_path):
    write(tmp_path, {"storm/Beacon/2024-10-18_harbour_v1.2.txt": STORM, "storm/Beacon/notes.txt": "x"})
    with pytest.warns(UserWarning, match="storm/Beacon/notes.txt does not fit the layout"):
        articles = load_corpus(tmp_path, layout="{event}/{outlet}/{date}_{slug}.txt")
    row = articles.loc["storm/Beacon/2024-10-18_harbour_v1.2"]
    assert (row.event, row.outlet, row.slug) == ("storm", "Beacon", "harbour_v1.2")
    assert row.published == pd.Timestamp("2024-10-18", tz="UTC")


@pytest.mark.parametrize("layout", ["all.txt", "{a}{b}.txt", "{a}/{a}.txt", "{}/{a}.txt", "{1a}.txt"])
def test_a_layout_that_could_be_read_in_two_ways_is_refused(tmp_path, layout):
    with pytest.raises(ValueError, match=r"needs different \{fields\} with a character between"):
        load_corpus(write(tmp_path, {"a.txt": STORM}), layout=layout)


def test_a_layout_matches_in_linear_time(tmp_path):
    pattern = layout_pattern("{a}_{b}_{c}/{d}.txt")
    assert pattern.fullmatch("_" * 50_000 + "x" * 50_000) is None


def test_files_that_are_no_articles_are_listed_and_only_what_may_hold_some_is_told(tmp_path):
    files = {"a.txt": STORM, "README.txt": "About", "truth.toml": "x", ".hidden": "x", ".git/config": "x"}
    tables = {"codes.csv": "article_id,present\na,1\n", "lines.csv": "filename,text\na.txt,x\n", "c.csv": ""}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(load_corpus(write(tmp_path, files | tables))) == 1
    assert scan_corpus(tmp_path).set_index("path")["status"].to_dict() == {
        ".git": "ignored",
        ".hidden": "ignored",
        "README.txt": "ignored",
        "a.txt": "read",
        "c.csv": "ignored",
        "codes.csv": "ignored",
        "lines.csv": "ignored",
        "truth.toml": "ignored",
    }


@pytest.mark.parametrize(
    ("name", "content", "status", "reason"),
    [
        ("b.docx", "x", "refused", "is a .docx file by its name only; save its text as .txt"),
        ("b.md", "x", "ignored", "is a .md file; call it .txt if it is an article"),
        ("b.TEXT", "x", "ignored", "is a .text file; call it .txt if it is an article"),
        ("b", "x", "ignored", "has no suffix; call it .txt if it is an article"),
        (
            "b.csv",
            "title,body\nStorm,x\n",
            "ignored",
            "is a table beside files of articles; read it by its own path, or give it as metadata=",
        ),
        (
            "b/metadata.csv",
            "filename\na.txt\n",
            "ignored",
            "is a table beside files of articles; read it by its own",
        ),
    ],
)
def test_loading_tells_of_a_file_that_may_hold_articles_and_is_not_read(
    tmp_path, name, content, status, reason
):
    write(tmp_path, {"a.txt": STORM, name: content})
    with pytest.warns(UserWarning, match=f"1 note on reading .*: {re.escape(f'{name} {reason}')}"):
        assert len(load_corpus(tmp_path)) == 1
    assert scan_corpus(tmp_path).set_index("path").loc[name, "status"] == status


@pytest.mark.parametrize("name", ["Metadata.csv", "METADATA.CSV", "metadata.tsv", "metadata.jsonl"])
def test_metadata_may_be_of_any_format_and_case(tmp_path, name):
    content = (
        '{"filename": "a.txt", "outlet": "Beacon"}' if "json" in name else "filename\toutlet\na.txt\tBeacon"
    )
    write(tmp_path, {"a.txt": STORM, name: content})
    assert load_corpus(tmp_path)["outlet"].tolist() == ["Beacon"]


def test_of_two_tables_of_metadata_one_is_used_and_the_other_told(tmp_path):
    tables = {
        "metadata.csv": "filename,outlet\na.txt,Beacon\n",
        "Metadata.tsv": "filename\toutlet\na.txt\tX\n",
    }
    write(tmp_path, {"a.txt": STORM, **tables})
    with pytest.warns(UserWarning, match=r"1 note .*: Metadata\.tsv is a table beside"):
        assert load_corpus(tmp_path)["outlet"].tolist() == ["Beacon"]


def test_metadata_that_cannot_be_used_are_one_note_and_not_one_a_text(tmp_path):
    write(tmp_path, {"a.txt": STORM, "b.txt": STORM, "metadata.csv": ""})
    assert refusals(scan_corpus(tmp_path)) == {"metadata.csv": "is empty"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path, {"b.txt": STORM})
    with pytest.warns(UserWarning, match="a.txt is no file but a folder, a pipe or a device"):
        assert load_corpus(tmp_path).index.tolist() == ["b"]
    with pytest.raises(ValueError, match=r"no article could be read .*a\.txt is no file"):
        load_corpus(tmp_path / "a.txt")


def test_a_link_to_nothing_is_refused(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    write(tmp_path, {"b.txt": STORM})
    assert refusals(scan_corpus(tmp_path)) == {"a.txt": "cannot be read (No such file or directory)"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        ("\u200b\xa0".encode(), "has no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file, not text"),
        (b"%PDF-1.7 ...", f"is a PDF; save the text of an article as .txt; {BUNDLE}"),
        (b"{\\rtf1 x}", f"is an RTF document; save an article as .docx or .txt; {BUNDLE}"),
        (bytes(range(32)) * 9, "is a binary file, not text"),
        (b"The mayor\x81 said so", NEITHER.format("0x81 at 9")),
        (b"\n<!DOCTYPE html><p>", NO_BODY),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused_with_its_reason(tmp_path, content, reason):
    write(tmp_path, {"bad.txt": content, "good.txt": STORM})
    with pytest.warns(UserWarning, match="1 note on reading"):
        assert load_corpus(tmp_path).index.tolist() == ["good"]
    assert refusals(scan_corpus(tmp_path)) == {"bad.txt": reason}


def test_links_are_followed_to_files_and_not_to_folders(tmp_path):
    write(tmp_path, {"a.txt": STORM})
    os.symlink(tmp_path, tmp_path / "loop")
    os.symlink(tmp_path / "a.txt", tmp_path / "same.txt")
    table = scan_corpus(tmp_path).set_index("path")
    assert table["articles"].to_dict() == {"a.txt": 1, "loop": 0, "same.txt": 1}
    assert table.loc["loop", "reason"] == "is a link to a folder, or a closed one; put its files here"


def test_a_file_name_may_be_any_bytes(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORM)
    except OSError:
        pytest.skip("this file system has only Unicode names")
    assert (
        load_corpus(tmp_path)["path"].tolist() == ["caf?.txt"] or "\ufffd" in load_corpus(tmp_path).index[0]
    )
    assert scan_corpus(tmp_path)["path"].tolist() == ["caf?.txt"]


def test_a_folder_of_tables_is_one_corpus_and_rows_get_ids_from_their_place(tmp_path):
    write(tmp_path, {"a.csv": "text\nOne\nTwo\n", "b/c.jsonl": '\n{"text": "Three", "n": 1.50}\n'})
    articles = load_corpus(tmp_path)
    assert articles["text"].to_dict() == {"a.csv:1": "One", "a.csv:2": "Two", "b/c.jsonl:2": "Three"}
    assert articles["n"].tolist() == ["", "", "1.50"]


def test_the_later_of_two_equal_ids_is_refused(tmp_path):
    write(tmp_path, {"a.csv": "id,text\n1,One\n1,Two\n"})
    with pytest.warns(UserWarning, match=r"1 note .*a.csv:2 has the article_id '1' of a.csv:1; change it"):
        assert load_corpus(tmp_path)["text"].tolist() == ["One"]


def test_an_article_in_two_tables_is_read_once_and_told_only_where_they_differ(tmp_path):
    write(tmp_path, {"a.csv": "id,text\n1,One\n2,Two\n", "b.jsonl": '{"id": 1, "text": "One"}\n'})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_corpus(tmp_path)["path"].tolist() == ["a.csv", "a.csv"]
    assert refusals(scan_corpus(tmp_path)) == {"b.jsonl": "1 of its articles were read before, word for word"}
    assert scan_corpus(tmp_path)["articles"].tolist() == [2, 0]
    write(tmp_path, {"b.jsonl": '{"id": 1, "text": "One", "outlet": "Beacon"}\n'})
    with pytest.warns(
        UserWarning, match=r"1 note .*: b.jsonl:1 has the article_id '1' of a.csv:1; change it"
    ):
        load_corpus(tmp_path)


def test_ids_that_two_tables_have_for_other_articles_are_made_unique_and_told_once(tmp_path):
    write(tmp_path, {"a.csv": "id,text\n1,One\n2,Two\n", "b.csv": "id,text\n1,Uno\n2,Two\n3,Tres\n"})
    with pytest.warns(
        UserWarning, match="1 note .*: b.csv has ids that a.csv has too; they begin with b.csv: here"
    ):
        articles = load_corpus(tmp_path)
    assert articles["text"].to_dict() == {"1": "One", "2": "Two", "b.csv:1": "Uno", "b.csv:3": "Tres"}
    assert refusals(scan_corpus(tmp_path)) == {
        "b.csv": "has ids that a.csv has too; they begin with b.csv: here"
    }


def test_a_table_of_articles_beside_a_note_is_not_passed_over_in_silence(tmp_path):
    write(tmp_path, {"notes.txt": "Ask Jane.", "articles.csv": "id,text\n" + "1,One\n" * 3})
    with pytest.warns(
        UserWarning, match="articles.csv is a table beside files of articles; read it by its own path"
    ):
        assert load_corpus(tmp_path).index.tolist() == ["notes"]


@pytest.mark.parametrize("spreadsheet", [False, True])
def test_a_folder_that_the_toolkit_wrote_loads_as_its_articles(tmp_path, spreadsheet):
    rows = ["id,title,text,date", "1,,=Wind.,2024-10-18", "2,Rain,Rain.,2024-10-18T18:35+09:00"]
    write(tmp_path, {"c.csv": "\n".join(rows)})
    articles = load_corpus(tmp_path / "c.csv").drop(columns="encoding")
    quotes = pd.DataFrame({"article_id": ["1"], "text": ["Wind"]})
    write_tables({"articles": articles, "quotes": quotes}, tmp_path / "out", spreadsheet=spreadsheet)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = load_corpus(tmp_path / "out").drop(columns="encoding")
    pd.testing.assert_frame_equal(again, articles)
    assert set(scan_corpus(tmp_path / "out")["status"]) == {"read", "ignored"}


STARTS = [
    b"",
    b"PK\x03\x04",
    b"PAR1",
    b"<html><p>",
    b"<?xml ?>",
    b'{"text": ',
    b'[{"a": ',
    b"\xff\xfe",
    b"id,text\n",
    b"\x1f\x8b\x08",
]
SUFFIXES = "txt html csv tsv json jsonl xlsx docx parquet zip txt.gz mhtml xml eml".split()


@given(
    st.sampled_from(STARTS),
    st.binary(max_size=60) | st.text('<>/p{}[]":,;\n a1', max_size=60),
    st.sampled_from(SUFFIXES),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_name_are_articles_or_a_sentence(tmp_path, start, rest, suffix):
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    content = start + (rest if isinstance(rest, bytes) else rest.encode())
    write(folder, {f"a.{suffix}": content, "metadata.csv": content})
    table = scan_corpus(folder)
    assert table["articles"].sum() or (table["reason"] != "").any()


def test_a_page_and_its_text_are_one_article(tmp_path):
    write(tmp_path, {"a.html": f"<html><body>{'<p>Thick fog lay over the quay.</p>' * 9}", "a.txt": STORM})
    assert refusals(scan_corpus(tmp_path)) == {
        "a.txt": "is called like a.html; rename it if it is another article"
    }

import csv
import gzip
import json
import os
import warnings

import ftfy
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import shipped as shipping
from toolkit.corpus.faults import check_corpus
from toolkit.corpus.load import SCANNED, load_corpus, load_sample, scan_corpus
from toolkit.reading import encodings
from toolkit.reading import files as reading
from toolkit.reading.dates import parse_published
from toolkit.reading.encodings import decode, repair
from toolkit.reading.fields import as_text, columns_of, with_headline
from toolkit.shipped import shipped

STORM = "Harbour shut\n\nNo ship sails."
NEITHER = "is neither UTF-8 nor Western (cp1252) text (byte {}); save it as UTF-8"


def write(folder, files):
    """Write files given as text or bytes, folders included."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def refusals(table):
    """Reasons of everything that has one, by path."""
    return table[table["reason"] != ""].set_index("path")["reason"].to_dict()


# ---- folders of text


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
        "metadata.csv:2": "names 'gone.txt', which is no .txt file below the folder",
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
    pattern = reading._layout_pattern("{a}_{b}_{c}/{d}.txt")
    assert pattern.fullmatch("_" * 50_000 + "x" * 50_000) is None


def test_files_that_are_no_articles_are_listed_and_only_convertible_ones_are_told(tmp_path):
    files = {"a.txt": STORM, "README.txt": "About", "b.docx": "x", "truth.toml": "x", ".hidden": "x"}
    write(tmp_path, files | {"codes.csv": "text\nx\n", ".git/config": "x"})
    with pytest.warns(UserWarning, match="1 note .*b.docx is a .docx file; save its text as .txt"):
        assert len(load_corpus(tmp_path)) == 1
    assert scan_corpus(tmp_path).set_index("path")["status"].to_dict() == {
        ".git": "ignored",
        ".hidden": "ignored",
        "README.txt": "ignored",
        "a.txt": "read",
        "b.docx": "refused",
        "codes.csv": "ignored",
        "truth.toml": "ignored",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        ("\u200b\xa0".encode(), "has no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file, not text"),
        (b"%PDF-1.7 ...", "is a binary file, not text"),
        (b"{\\rtf1 x}", "is a binary file, not text"),
        (bytes(range(32)) * 9, "is a binary file, not text"),
        (b"The mayor\x81 said so", NEITHER.format("0x81 at 9")),
        (b"\n<!DOCTYPE html><p>x", "is an HTML page; save the text of the page"),
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


# ---- tables


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


def test_a_folder_of_tables_is_one_corpus_and_rows_get_ids_from_their_place(tmp_path):
    write(tmp_path, {"a.csv": "text\nOne\nTwo\n", "b/c.jsonl": '\n{"text": "Three", "n": 1.50}\n'})
    articles = load_corpus(tmp_path)
    assert articles["text"].to_dict() == {"a.csv:1": "One", "a.csv:2": "Two", "b/c.jsonl:2": "Three"}
    assert articles["n"].tolist() == ["", "", "1.50"]


def test_the_later_of_two_equal_ids_is_refused(tmp_path):
    write(tmp_path, {"a.csv": "id,text\n1,One\n1,Two\n"})
    with pytest.warns(UserWarning, match=r"1 note .*a.csv:2 has the article_id '1' of a.csv:1; change it"):
        assert load_corpus(tmp_path)["text"].tolist() == ["One"]


def test_rows_that_cannot_be_read_are_refused_one_by_one(tmp_path):
    deep = "[" * 100_000
    lines = ['{"text": "One"}', '{"text": ', "3", '{"title": "x"}', '{"text": " "}', deep, '{"text": "Two"}']
    write(tmp_path, {"a.jsonl": "\n".join(lines), "b.csv": "text,n\nThree,1\nFour, five,2\nSix\n"})
    table = scan_corpus(tmp_path)
    reasons = refusals(table)
    assert list(reasons) == [f"a.jsonl:{n}" for n in range(2, 7)] + ["b.csv:2", "b.csv:3"]
    assert reasons["a.jsonl:2"].startswith("is not valid JSON (Expecting value")
    assert reasons["a.jsonl:3"] == "is no JSON object with the fields of an article"
    assert reasons["a.jsonl:4"] == "has no text column (found: title); call it text, body or content"
    assert reasons["a.jsonl:5"] == "has no text"
    assert reasons["a.jsonl:6"].startswith("is not valid JSON")
    assert reasons["b.csv:2"] == "has 3 fields, the header 2; quote text that has ','"
    assert table.set_index("path")["articles"][["a.jsonl", "b.csv"]].tolist() == [2, 1]
    assert (table["bytes"] > 0).tolist() == [path in {"a.jsonl", "b.csv"} for path in table["path"]]


def test_numbers_in_json_stay_as_they_are_written(tmp_path):
    write(tmp_path, {"a.jsonl": f'{{"text": "One", "id": {"9" * 5000}, "n": 1.50, "m": NaN}}\n'})
    row = load_corpus(tmp_path).reset_index().iloc[0]
    assert (row.article_id, row.n, row.m) == ("9" * 5000, "1.50", "")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "c.csv",
            "headline,when\nStorm,today\n",
            r"has no text column \(found: headline, when\); call it text",
        ),
        ("c.csv", "text\n", "has no rows"),
        ("c.csv", "text,text\na,b\n", "has two columns named 'text'; rename one"),
        ("c.parquet", "PAR1xxx", "Parquet"),
        ("c.jsonl.gz", "not packed", "cannot be read"),
        ("c.json", "[]", "is a .json file; save its text as .txt, or in a row of a .csv"),
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


# ---- arguments


def test_a_path_with_nothing_to_read_says_what_is_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist; give the path of a folder or a file"):
        load_corpus(tmp_path / "nothing")
    with pytest.raises(FileNotFoundError, match=r"about\.csv' does not exist"):
        load_corpus(write(tmp_path / "texts", {"a.txt": STORM}), metadata="about.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(
        ValueError,
        match=r"no article could be read from 'empty' \(found: no files\); put \.txt files or a table",
    ):
        load_corpus(tmp_path / "empty")
    write(tmp_path / "others", {"a.pdf": "x", "b.pdf": "x", "c.toml": "x"})
    with pytest.raises(ValueError, match=r"\(found: 2 .pdf, 1 .toml\); a.pdf is a .pdf file; save its text"):
        load_corpus(tmp_path / "others")
    assert scan_corpus(tmp_path / "empty").columns.tolist() == SCANNED
    with pytest.raises(
        ValueError, match=r"layout and metadata describe \.txt files, and there are none in 'others'"
    ):
        load_corpus(tmp_path / "others", layout="{outlet}.txt")


def test_one_text_file_is_a_corpus(tmp_path):
    write(tmp_path, {"a.txt": STORM, "b.txt": STORM})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_corpus(str(tmp_path / "a.txt"))["text"].tolist() == [STORM]


def test_scan_tells_of_each_file_how_it_was_read(tmp_path):
    write(tmp_path, {"a.txt": "It’s over", "b.txt": b"It\x92s over", "c.txt": "It’s over".encode("utf-16")})
    table = scan_corpus(tmp_path)
    assert table["encoding"].tolist() == ["utf-8", "cp1252", "utf-16"]
    assert table["bytes"].tolist() == [11, 9, 20]
    assert table["status"].tolist() == ["read"] * 3
    assert load_corpus(tmp_path)["text"].tolist() == ["It’s over"] * 3
    assert table.attrs["caption"].startswith("3 articles below")


# ---- text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_whatever_its_encoding(encoding):
    text = "“No deal”, the mayor of Málaga said – for now…"
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("given", "repaired"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x0bc\x1bd\te", "a b c d\te"),
        ("12\xa0000\u202fmen", "12 000 men"),
        ("co\xadop\u200berate\ufeff", "cooperate"),
        ("Itâ€™s CafÃ©", "It’s Café"),
        ("AT&amp;T &lsquo;x&rsquo;", "AT&T ‘x’"),
        ("Cafe\u0301", "Café"),
        ("\ud800", "\ufffd"),
    ],
)
def test_repair_mends(given, repaired):
    assert repair(given) == repaired


@pytest.mark.parametrize(
    "text", ["“Don’t” 'x'", "ﬁnal ½ ™ Ａ", "R&D; Q&A", "a  b\n\n\tc ", "سلام\u200cها", "[31m", "👩\u200d🚒"]
)
def test_repair_leaves_alone(text):
    assert repair(text) == text


@given(st.text(st.sampled_from("aZ9&;#x \n\t“”‘’–—…•.'\"<>"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_what_is_plain_is_what_ftfy_would_not_change(text):
    if encodings._PLAIN.fullmatch(text):
        assert ftfy.fix_text(text, encodings._REPAIR) == text


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_repaired_text_has_one_kind_of_line_end_and_no_control_characters(text):
    repaired = repair(text)
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in repaired)
    repaired.encode("utf-8")


def test_plain_text_is_recognised_in_linear_time():
    assert encodings._PLAIN.fullmatch("a&" * 100_000 + "\x00") is None


@pytest.mark.parametrize(
    ("headline", "text", "opens"),
    [
        ("Harbour shut", "Harbour  Shut\nby storm", False),
        ("Harbour shut", "\n HARBOUR SHUT\n\nNo ship sails.", True),
        ("Harbour shut", "(2nd LD) Harbour shut\nNo ship", True),
        ("(LEAD) Harbour shut", "Harbour shut", True),
        ("Harbour shut", "Harbour shut No ship sails.", True),
        ("Harbour shut", "Harbour shuts down", False),
        ("Harbour shut", "Harbour (LEAD) shut", False),
        ("Harbour shut", "No ship sails: (LEAD) Harbour shut", False),
        ("Harbour shut for the day", "Harbour shut", False),
        ("", "No ship sails.", True),
    ],
)
def test_the_headline_is_put_before_a_text_that_does_not_open_with_it(headline, text, opens):
    assert with_headline(headline, text) == (text if opens else f"{headline}\n\n{text}")


def test_of_several_names_for_a_column_the_more_definite_wins():
    assert columns_of(("date", "Publish Date", "source", "text")) == {
        "outlet": "source", "published": "Publish Date", "text": "text", "date": "date"
    }  # fmt: skip


def test_values_of_json_and_parquet_are_written_as_text():
    values = [None, float("nan"), True, ["a", None], 1.5, pd.Timestamp("2024-10-18")]
    assert list(map(as_text, values)) == ["", "", "True", "a; ", "1.5", "2024-10-18 00:00:00"]


# ---- dates

EVENING = "2024-10-18T09:35:00+00:00"


@pytest.mark.parametrize(
    ("written", "zone", "moment", "precision"),
    [
        ("2024-10-18", "", "2024-10-18T00:00:00+00:00", "day"),
        ("2024-10-18", "KST", "2024-10-18T00:00:00+00:00", "day"),
        ("20241018", "", "2024-10-18T00:00:00+00:00", "day"),
        ("18 October 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("Friday, Oct. 18th, 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("18/10/2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("10/18/2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("04/04/2024", "", "2024-04-04T00:00:00+00:00", "day"),
        ("2024-10-18T18:35+09:00", "", EVENING, "time"),
        ("2024-10-18 18:35:00 KST", "UTC", EVENING, "time"),
        ("2024-10-18 18:35", "Asia/Seoul", EVENING, "time"),
        ("2024-10-18 18:35", "+09:00", EVENING, "time"),
        ("2024-10-18 18:35", "GMT+9", EVENING, "time"),
        ("2024-10-18 06:05 -03:30", "", EVENING, "time"),
        ("2024-10-18T09:35:00.123Z", "", EVENING, "time"),
        ("20241018T093500Z", "", EVENING, "time"),
        ("Fri, 18 Oct 2024 18:35:00 +0900", "", EVENING, "time"),
        ("Oct 18, 2024 at 5:35 a.m. EDT", "", EVENING, "time"),
        ("October 18, 2024, 12:05 AM", "", "2024-10-18T00:05:00+00:00", "time"),
        ("2024-10-18 09:35", "", EVENING, "time"),
    ],
)
def test_a_date_is_understood(written, zone, moment, precision):
    found, how = parse_published(written, zone)
    assert (found.isoformat(), how) == (moment, precision)


@pytest.mark.parametrize(
    "written",
    [
        "", "03/04/2024", "30 February 2024", "18 Octember 2024", "2024", "October 2024", "Friday",
        "18/10/24", "0000-01-01", "9999-12-31", "2024-10-181", "2024-10-18 25:00", "2024-10-18 13:00 pm",
        "2024-10-18 18:35 CST", "2024-10-18 18:35 Asia/Nowhere", "2024-10-18 18:35 +99:00",
        "2024-10-18 or so",
    ],
)  # fmt: skip
def test_a_date_that_could_mean_something_else_is_not_guessed(written):
    assert parse_published(written) == (None, "unknown")


@given(st.text(st.sampled_from("0123456789-/.:T ,+JanuaryPMZ"), max_size=30))
@settings(max_examples=500, deadline=None)
def test_dates_of_any_form_never_raise(written):
    moment, precision = parse_published(written)
    assert (moment is None) == (precision == "unknown")


# ---- checks


def corpus(**columns):
    """Articles of the given columns, long and English unless said otherwise."""
    n = len(next(iter(columns.values())))
    english = [
        f"The mayor of town {i} said that " + "the ships are in the harbour and wait " * 7 for i in range(n)
    ]
    given = {
        "text": english,
        "event": ["storm"] * n,
        "outlet": list("AB")[:n] * 1,
        "published_precision": ["day"] * n,
    }
    given |= {"published": pd.to_datetime(["2024-10-18"] * n, utc=True)} | columns
    return pd.DataFrame(given, index=pd.Index([f"a{i}" for i in range(n)], name="article_id"))


def found(articles):
    """Checks that found something, with the examples."""
    table = check_corpus(articles)
    assert ((table["severity"] == "ok") == (table["n"] == 0)).all()
    return table[table["n"] > 0].set_index("check")["examples"].to_dict()


def test_a_sound_corpus_passes_every_check():
    assert found(corpus(outlet=["A", "B"])) == {}


@pytest.mark.parametrize(
    ("column", "values", "check", "example"),
    [
        ("outlet", ["A", ""], "no outlet", "a1"),
        ("event", ["storm", ""], "no event", "a1"),
        ("headline", ["Harbour shut", "harbour  Shut"], "same headline", "a1"),
        ("language", ["en-GB", "ko"], "not English", "a1"),
        ("encoding", ["utf-8", "cp1252"], "not UTF-8", "a1"),
    ],
)
def test_what_would_mislead_is_found_in_the_fields(column, values, check, example):
    assert found(corpus(**{column: values}))[check] == example


@pytest.mark.parametrize(
    ("end", "check"),
    [
        ("… [+2120 chars]", "cut text"),
        ("and then…", "cut text"),
        ("and then... [Read more]\n", "cut text"),
        ("It was Â£5 and theyâ€™re gone.", "garbled characters"),
        ("ÇÑ±¹¾î said so.", "garbled characters"),
        ("Lost \ufffd sign.", "garbled characters"),
    ],
)
def test_what_would_mislead_is_found_in_the_text(end, check):
    sound = corpus(outlet=["A", "B"])
    assert found(sound.assign(text=sound["text"] + ["It ended.", end])) == {check: "a1"}


def test_copies_short_and_foreign_texts_are_found():
    german = "Der Hafen der Stadt bleibt wegen des Sturms geschlossen, sagte der Sprecher am Abend. " * 5
    korean = "항구가 닫혔다. " * 30
    texts = ["Harbour shut by storm.", "Harbour  shut by STORM.", german, korean]
    articles = corpus(text=texts, outlet=list("ABCD"), headline=["Shut", "Shut", "Zu", ""])
    assert found(articles) == {"same text": "a1", "not English": "a2; a3", "very short text": "a0; a1"}


def test_dates_and_events_that_compare_nothing_are_found():
    articles = corpus(outlet=["A", "A", "B"], event=["storm", "storm", "vote"])
    articles["published"] = pd.to_datetime([None, None, "2024-10-18"], utc=True)
    articles["published_given"] = ["03/04/2024", "", "2024-10-18T00:00:00+09:00"]
    articles["published_precision"] = ["unknown", "unknown", "time"]
    assert found(articles) == {
        "date not understood": "a0",
        "no date": "a1",
        "one outlet only": "storm; vote",
        "date at midnight": "a2",
    }


def test_checks_need_only_text_and_change_nothing():
    articles = pd.DataFrame({"text": ["One", "Two"]}, index=["a", "b"])
    before = articles.copy()
    assert set(found(articles)) == {"no outlet", "no event", "no date", "very short text"}
    assert len(check_corpus(articles.iloc[:0])) == len(check_corpus(articles)) == 13
    pd.testing.assert_frame_equal(articles, before)
    with pytest.raises(ValueError, match="articles has no column 'text'"):
        check_corpus(articles.rename(columns={"text": "body"}))


# ---- what ships


def test_the_sample_loads_without_a_note():
    articles = load_sample()
    assert articles["outlet"].nunique() == 4
    assert (articles["text"].str.strip() != "").all()


def test_an_installed_copy_has_its_own_files_and_a_checkout_those_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(shipping, "PACKAGE", tmp_path / "toolkit")
    write(tmp_path, {"data/sample/a.txt": STORM})
    assert shipped("data/sample") == tmp_path / "data" / "sample"
    write(tmp_path, {"toolkit/_shipped/data/sample/a.txt": STORM})
    assert shipped("data/sample") == tmp_path / "toolkit" / "_shipped" / "data" / "sample"


# ---- real corpora


def test_real_corpora_load_whole(shared):
    labelled = load_corpus(shared / "data" / "basil" / "articles.jsonl.gz")
    pages = load_corpus(shared / "data" / "basil" / "txt", layout="{outlet}/{published}_{slug}.txt")
    by_path = labelled.set_index(labelled["path"].str.removeprefix("txt/"))["text"]
    assert len(labelled) == len(pages) == 240
    assert by_path[pages["path"]].tolist() == pages["text"].tolist()
    copies = load_corpus(shared / "data" / "cleaning" / "raw_txt")
    assert copies["encoding"].value_counts().to_dict() == {"utf-8": 14, "cp1252": 6}
    assert not set(check_corpus(copies).query("n > 0")["check"]) & {"garbled characters", "not English"}

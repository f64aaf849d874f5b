import re
import warnings

import pytest
from helpers import write

from toolkit.corpus.faults import check_corpus
from toolkit.corpus.load import SCANNED, describe_articles, load_corpus, load_sample, scan_corpus

STORM = "Harbour shut\n\nNo ship sails."


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
    with pytest.raises(
        ValueError, match=r"\(found: 2 .pdf, 1 .toml\); a.pdf is a .pdf file by its name only; save its"
    ):
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
    assert table.attrs["caption"].startswith("Files below ")


def test_the_sample_loads_without_a_note():
    articles = load_sample()
    assert articles["outlet"].nunique() == 4
    assert (articles["text"].str.strip() != "").all()


def test_real_corpora_load_whole(shared):
    labelled = load_corpus(shared / "data" / "basil" / "articles.jsonl.gz")
    pages = load_corpus(shared / "data" / "basil" / "txt", layout="{outlet}/{published}_{slug}.txt")
    by_path = labelled.set_index(labelled["path"].str.removeprefix("txt/"))["text"]
    assert len(labelled) == len(pages) == 240
    assert by_path[pages["path"]].tolist() == pages["text"].tolist()
    copies = load_corpus(shared / "data" / "cleaning" / "raw_txt")
    assert copies["encoding"].value_counts().to_dict() == {"utf-8": 14, "cp1252": 6}
    assert not set(check_corpus(copies).query("n > 0")["check"]) & {"garbled characters", "not English"}


PAGES = {"Beacon/2024-10-18_a.txt": STORM, "Ledger/2024-10-19_b.txt": "Mayor quits\n\nShe gave no reason."}


def test_paths_of_one_shape_are_read_and_loading_says_how(tmp_path):
    write(tmp_path, PAGES)
    with pytest.warns(UserWarning, match=r"^paths were read as '\{outlet\}/\{published\}\*'; a layout tells"):
        articles = load_corpus(tmp_path)
    assert articles["outlet"].tolist() == ["Beacon", "Ledger"]
    assert articles["published"].dt.day.tolist() == [18, 19]
    assert articles["published_precision"].tolist() == ["day", "day"]
    assert scan_corpus(tmp_path).attrs["note"].startswith("paths were read as")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert set(load_corpus(tmp_path, layout="{desk}/{slug}")["outlet"]) == {""}
    assert "note" not in scan_corpus(tmp_path, layout="{desk}/{slug}").attrs


def test_loading_tells_each_reason_once_with_how_many_more(tmp_path):
    write(tmp_path, {"a.txt": STORM, "b.pdf": "x", "c.pdf": "x", "d.md": "x", "e.text": "x", "f": "x"})
    with pytest.warns(UserWarning, match="5 notes on reading") as told:
        load_corpus(tmp_path)
    assert len(told) == 1
    said = str(told[0].message)
    assert re.search(r": b\.pdf is a \.pdf file [^;]+; [^;]+ \(and 1 more\); d\.md is", said)
    assert " f has no suffix" not in said
    assert said.endswith("scan_corpus lists all.")


def test_events_of_a_file_win_and_its_outlets_where_it_names_some(tmp_path):
    write(tmp_path, {"a.csv": "id,text,event,outlet\n1,One,storm,Beacon\n2,Two,,Ledger\n"})
    events = write(
        tmp_path / "x", {"events.csv": "article_id;event;outlet;score\n1;fire;;.5\n2;fire;Sun;.5\n"}
    )
    articles = load_corpus(tmp_path / "a.csv", events=events / "events.csv")
    assert articles["event"].tolist() == ["fire", "fire"]
    assert articles["outlet"].tolist() == ["Beacon", "Sun"]


def test_a_file_of_events_that_fits_in_part_says_how_far(tmp_path):
    write(tmp_path, {"a.csv": "id,text\n1,One\n2,Two\n", "events.csv": "article_id,event\n1,fire\n9,vote\n"})
    with pytest.warns(
        UserWarning,
        match=r"^events 'events.csv': 1 of its 2 rows name no article here and 1 of 2 articles are not",
    ):
        articles = load_corpus(tmp_path / "a.csv", events=tmp_path / "events.csv")
    assert articles["event"].tolist() == ["fire", ""]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "article_id,event\n8,fire\n9,vote\n",
            r"is of another corpus: of its 2 article_ids none is here \(its",
        ),
        ("article_id,event\n", "is of another corpus: of its 0 article_ids none is here"),
        ("article_id,topic\n1,x\n", r"needs the columns article_id and event \(found: article_id, topic\)"),
        ("article_id,event\n1,x\n1,y\n", "names '1' twice; keep one row"),
        ("article_id,event\n1,x,y\n", "cannot be used: row 1 has 3 fields, the header 2"),
    ],
)
def test_a_file_of_events_that_cannot_be_used_is_one_sentence(tmp_path, content, reason):
    write(tmp_path, {"a.csv": "id,text\n1,One\n", "events.csv": content})
    with pytest.raises(ValueError, match=f"^events 'events.csv' {reason}"):
        load_corpus(tmp_path / "a.csv", events=tmp_path / "events.csv")
    with pytest.raises(FileNotFoundError, match=r"none\.csv' is no file; give a CSV file with article_id"):
        load_corpus(tmp_path / "a.csv", events=tmp_path / "none.csv")


def test_the_column_that_names_the_outlet_can_be_given(tmp_path):
    write(tmp_path, {"a.csv": "id,text,Blatt\n1,One,Beacon\n2,Two,Ledger\n"})
    assert load_corpus(tmp_path / "a.csv", outlet="Blatt")["outlet"].tolist() == ["Beacon", "Ledger"]
    with pytest.raises(ValueError, match=r"outlet column 'blatt' is not known here; choose from .*'Blatt'"):
        load_corpus(tmp_path / "a.csv", outlet="blatt")


def test_a_corpus_without_outlets_and_events_says_so_in_words(tmp_path):
    articles = load_corpus(write(tmp_path, {"a.txt": STORM}))
    assert describe_articles(articles) == "Articles: 1; no outlet named; no event named; no dates known."

import warnings

import pytest
from helpers import write

from toolkit.corpus.faults import check_corpus
from toolkit.corpus.load import SCANNED, load_corpus, load_sample, scan_corpus

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

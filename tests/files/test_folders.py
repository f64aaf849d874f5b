import gzip
import io
import os
import stat
import zipfile

import pytest
from helpers import refusals, write

from toolkit.corpus.load import load_corpus, scan_corpus
from toolkit.files import folders
from toolkit.reading import limits

STORM = "Harbour shut\n\nNo ship sails."


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_a_zip_archive_is_a_folder(tmp_path):
    metadata = "filename,outlet\nstorm/b.txt,Beacon\n"
    members = {"storm/b.txt": STORM, "metadata.csv": metadata, "__MACOSX/storm/._b.txt": "x", "storm/": ""}
    articles = load_corpus(archive(tmp_path / "corpus.zip", members))
    assert articles[["outlet", "text", "path"]].values.tolist() == [["Beacon", STORM, "storm/b.txt"]]
    found = load_corpus(tmp_path / "corpus.zip", layout="{event}/{slug}.txt")
    assert found["event"].tolist() == ["storm"]
    assert load_corpus(archive(tmp_path / "x.zip", {"b.txt": STORM}).parent / "x.zip").index.tolist() == ["b"]


def test_an_archive_among_files_is_a_folder_named_like_it(tmp_path):
    archive(tmp_path / "b.zip", {"x/c.txt": STORM, "d.txt.gz": gzip.compress(STORM.encode())})
    write(tmp_path, {"a.txt": STORM})
    assert load_corpus(tmp_path).index.tolist() == ["a", "b.zip/d", "b.zip/x/c"]


def test_what_the_toolkit_wrote_is_no_corpus(tmp_path):
    page = '<html><head><meta content="news-coverage-toolkit" name="generator"></head><p>Storm.</html>'
    write(tmp_path, {"a.txt": STORM, "reports/index.html": page, "reports/tables/words.csv": "text\nsea\n"})
    archive(tmp_path / "study.zip", {"compendium.json": "{}", "articles/b.txt": STORM})
    assert load_corpus(tmp_path).index.tolist() == ["a"]
    files = scan_corpus(tmp_path).set_index("path")
    assert files.loc[["reports", "study.zip"], "reason"].tolist() == [
        "is a report of this toolkit", "is a study that this toolkit packed"
    ]  # fmt: skip
    (tmp_path / "reports" / "tables" / "words.csv").unlink()
    (tmp_path / "reports" / "index.html").write_text("<html><p>Storm hits the harbour town.</html>")
    assert "reports/index" in load_corpus(tmp_path).index


@pytest.mark.parametrize(
    "name", ["../x.txt", "/etc/x.txt", "C:\\x.txt", "a/../../x.txt", "..\\x.txt", "\\x.txt"]
)
def test_a_member_that_leads_out_of_its_archive_is_refused(tmp_path, name):
    archive(tmp_path / "a.zip", {name: "evil", "ok.txt": STORM})
    table = scan_corpus(tmp_path)
    assert table["articles"].sum() == 1
    (reason,) = refusals(table).values()
    assert reason == "leads out of its zip archive; take it out and put it into the folder"


def test_members_that_cannot_be_read_are_refused_one_by_one(tmp_path, monkeypatch):
    inner = archive(tmp_path / "inner.zip", {"x.txt": STORM}).read_bytes()
    (tmp_path / "inner.zip").unlink()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner.zip", inner)
        packed.writestr(link, "/etc/hostname")
        packed.writestr("bomb.txt", "a" * 30_000_000)
        packed.writestr("ok.txt", STORM)
    reasons = refusals(scan_corpus(tmp_path))
    assert reasons.pop("a.zip/bomb.txt").endswith("bytes to 30 MB; unpack it if you trust it")
    assert reasons == {
        "a.zip/inner.zip": "is a zip archive in another; unpack it",
        "a.zip/link.txt": "leads out of its zip archive; take it out and put it into the folder",
    }
    monkeypatch.setattr(folders, "MAX_MEMBERS", 4)
    assert scan_corpus(tmp_path)["articles"].sum() == 1
    monkeypatch.setattr(folders, "MAX_MEMBERS", 3)
    assert refusals(scan_corpus(tmp_path)) == {
        "a.zip": "holds more than 3 files or 2,000 MB; unpack and divide it"
    }
    monkeypatch.setattr(folders, "MAX_MEMBERS", 4)
    monkeypatch.setattr(folders, "MAX_UNPACKED", 30_000_000)
    assert refusals(scan_corpus(tmp_path)) == {
        "a.zip": "holds more than 4 files or 30 MB; unpack and divide it"
    }


def test_folders_of_an_archive_made_on_windows_are_folders(tmp_path):
    member = zipfile.ZipInfo("x.txt")
    member.filename = "storm\\x.txt"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(member, STORM)
    assert load_corpus(tmp_path / "a.zip", layout="{event}/{slug}.txt")["event"].tolist() == ["storm"]


def test_what_is_no_archive_or_is_locked_is_refused(tmp_path):
    write(tmp_path, {"a.zip": "not packed"})
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("x.txt", STORM)
    locked = bytearray(data.getvalue())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[locked.index(mark) + (6 if mark[2] == 3 else 8)] |= 1  # the flag of a password
    write(tmp_path, {"b.zip": bytes(locked)})
    assert refusals(scan_corpus(tmp_path)) == {
        "a.zip": "cannot be opened as a zip archive (File is not a zip file)",
        "b.zip/x.txt": "is locked with a password; unpack the zip archive",
    }


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_may_lead_to_a_file_of_the_folder_only(tmp_path):
    write(tmp_path, {"secret.txt": "secret", "corpus/a.txt": STORM})
    corpus = tmp_path / "corpus"
    for name, target in {"in": "a.txt", "out": "../secret.txt", "loop": "loop.txt"}.items():
        os.symlink(target, corpus / f"{name}.txt")
    assert load_corpus(tmp_path / "corpus" / "in.txt").index.tolist() == ["in"]
    reasons = refusals(scan_corpus(corpus))
    assert reasons.pop("loop.txt").startswith("cannot be read (")
    assert reasons == {"out.txt": "is a link to a file outside the folder; put a copy of it here"}
    os.symlink(corpus, tmp_path / "way")
    assert scan_corpus(tmp_path / "way")["articles"].sum() == 2  # the path given is taken at its word
    assert load_corpus(corpus / "out.txt")["text"].tolist() == ["secret"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def closed(*_):
        raise PermissionError(13, "Permission denied")

    write(tmp_path, {"a.txt": STORM})
    monkeypatch.setattr(folders, "open", closed, raising=False)
    assert refusals(scan_corpus(tmp_path)) == {"a.txt": "cannot be read (Permission denied)"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a" * 1_001, "is larger than 0 MB; divide it"),
        (b"a\n" * 200, "is larger than 0 MB; divide it"),
    ],
)
def test_a_text_that_is_too_large_is_refused_before_it_is_read_whole(tmp_path, monkeypatch, content, reason):
    monkeypatch.setattr("toolkit.files.rows.MAX_TEXT", 300)
    write(tmp_path, {"a.txt": content, "b.txt": STORM})
    assert refusals(scan_corpus(tmp_path)) == {"a.txt": reason}


def test_a_packed_file_is_not_unpacked_without_end(tmp_path):
    write(
        tmp_path,
        {"a.csv.gz": gzip.compress(b"text\n" * 6_000_000), "b.jsonl.gz": gzip.compress(b"a" * 60_000_000)},
    )
    assert refusals(scan_corpus(tmp_path)) == {
        "a.csv.gz": "unpacks to more than 200 times its size; pack it anew if you trust it",
        "b.jsonl.gz": "unpacks to more than 200 times its size; pack it anew if you trust it",
    }


def test_a_line_without_end_is_refused():
    class Endless:
        def read(self, size):
            return b"a" * size

    with pytest.raises(ValueError, match="has a line of more than 50 MB; leave it out or divide it"):
        list(limits.limited(Endless(), 10**12))


@pytest.mark.parametrize(
    ("unpacked", "packed", "bomb"),
    [(20_000_001, 100_000, True), (20_000_000, 1, False), (40_000_000, 200_000, False)],
)
def test_a_ratio_counts_only_for_what_is_large(unpacked, packed, bomb):
    assert limits.is_bomb(unpacked, packed) is bomb

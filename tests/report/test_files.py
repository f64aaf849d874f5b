import errno
import os
from pathlib import Path

import pytest

from toolkit.report.files import remove_old, require_folder, require_unchanged, write_files

OLD = {"index.html": "old", "events.csv": "old"}


@pytest.fixture
def out(tmp_path):
    for name, text in OLD.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def there(folder):
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_new_files_take_the_place_of_old_ones_and_others_stay(out):
    write_files(out, {"index.html": "new", "page.html": "new é"})
    assert there(out) == {**OLD, "index.html": "new", "page.html": "new é"}


def test_tables_have_a_mark_of_utf_8_for_spreadsheet_programs(out):
    write_files(out, {"events.csv": "é"})
    assert (out / "events.csv").read_bytes() == b"\xef\xbb\xbf\xc3\xa9"


def full_after(monkeypatch, n, error):
    """Let the disk be full, or the user interrupt, after `n` files were written."""
    left, write_bytes = [n], Path.write_bytes

    def write(path, data):
        left[0] -= 1
        if left[0] < 0:
            write_bytes(path, data[:2])
            raise error
        return write_bytes(path, data)

    monkeypatch.setattr(Path, "write_bytes", write)


def test_a_full_disk_leaves_the_old_files_whole_and_names_the_new_one(out, monkeypatch):
    full_after(monkeypatch, 1, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(
        OSError, match=r"page\.html' could not be written \(No space left on device\); the old is kept\."
    ):
        write_files(out, {"index.html": "new", "page.html": "new"})
    assert there(out) == OLD


def test_who_interrupts_keeps_the_old_files(out, monkeypatch):
    full_after(monkeypatch, 1, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_files(out, {"index.html": "new", "page.html": "new"})
    assert there(out) == OLD


def test_a_table_that_was_corrected_is_not_written_over(out):
    with pytest.raises(
        FileExistsError, match=r"events\.csv' is not as it would be written now; give it with"
    ):
        require_unchanged(out, {"events.csv": "new"})
    write_files(out, {"events.csv": "new"})
    require_unchanged(out, {"events.csv": "new", "other.csv": "new"})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everybody may write here")
def test_a_folder_that_is_closed_is_told_at_once(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError, match="cannot be written to; name another folder"):
        require_folder(tmp_path, tmp_path / "corpus")


def test_a_folder_is_made_and_a_file_refused(tmp_path):
    require_folder(tmp_path / "a" / "b", tmp_path / "corpus")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError, match="file' is a file; name a folder for the reports"):
        require_folder(tmp_path / "file" / "below", tmp_path / "corpus")


def test_reports_do_not_become_pages_of_the_corpus(tmp_path):
    with pytest.raises(ValueError, match="out' lies in the corpus, whose pages it would join; name another"):
        require_folder(tmp_path / "a" / "out", tmp_path / "a")
    assert not (tmp_path / "a").exists()
    require_folder(tmp_path / "a-out", tmp_path / "a")


OURS = '<meta name="generator" content="news-coverage-toolkit">'


def test_tables_have_folders_and_are_bytes(out):
    write_files(out, {"tables/01 words/words.csv": b"n\r\n"})
    assert (out / "tables" / "01 words" / "words.csv").read_bytes() == b"n\r\n"


def old(out, files):
    for name, text in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text)


def left(out):
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())


def test_what_an_earlier_report_left_goes(tmp_path):
    old(tmp_path, {"event-fire.html": OURS, "event-vote.html": OURS, "event-vote.pdf": "Skia/PDF"})
    old(tmp_path, {"tables/01/a.csv": "", "tables/01/b.csv": "", "tables/event-fire/tables.xlsx": ""})
    remove_old(tmp_path, {"event-vote.html": "", "tables/01/a.csv": b""})
    assert left(tmp_path) == ["event-vote.html", "tables/01/a.csv"]
    assert not (tmp_path / "tables" / "event-fire").exists()


def test_what_others_made_stays(tmp_path):
    files = {
        "event-mine.html": "<p>Mine</p>", "event-mine.pdf": "Skia/PDF", "own.html": OURS, "own.pdf": "mine",
        "tables/mine/a.csv": "", "tables/mine/notes.txt": "",
    }  # fmt: skip
    old(tmp_path, files)
    remove_old(tmp_path, {})
    assert left(tmp_path) == sorted(files)

"""A fingerprint is another one as soon as anything is that a table could depend on."""

import os
import time

import numpy as np
import pandas as pd
import pytest

from toolkit.study import fingerprint
from toolkit.study.fingerprint import of_articles, of_files, of_program

ARTICLES = pd.DataFrame(
    {"text": ["Storm.", "Sun."], "n": [1, 2]}, index=pd.Index(["a", "b"], name="article_id")
)
OTHERS = {
    "text": ARTICLES.assign(text=["Storm.", "Sun!"]),
    "border": ARTICLES.assign(text=["Storm.Su", "n."]),
    "type": ARTICLES.assign(n=[1.0, 2.0]),
    "width": ARTICLES.astype({"n": "int32"}),
    "missing": ARTICLES.assign(text=["Storm.", None]),
    "column": ARTICLES.rename(columns={"n": "m"}),
    "more": ARTICLES.assign(event=""),
    "id": ARTICLES.rename(index={"a": "c"}),
    "order": ARTICLES.iloc[::-1],
    "fewer": ARTICLES.iloc[:1],
}


@pytest.mark.parametrize("change", OTHERS)
def test_other_articles_have_another_fingerprint(change):
    assert of_articles(OTHERS[change]) != of_articles(ARTICLES) == of_articles(ARTICLES.copy())


def test_another_program_has_another_fingerprint(monkeypatch):
    before = of_articles(ARTICLES)
    monkeypatch.setattr(fingerprint, "of_program", lambda: "another")
    assert of_articles(ARTICLES) != before


@pytest.mark.parametrize("name", ["code.py", "words.toml", "room/model.npz", "room/names.txt"])
def test_the_program_is_its_code_its_lexicons_and_its_models(tmp_path, monkeypatch, name):
    (tmp_path / "room").mkdir()
    (tmp_path / name).write_bytes(b"1")
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path)
    before = of_program.__wrapped__()
    assert of_program.__wrapped__() == before
    (tmp_path / name).write_bytes(b"2")
    assert of_program.__wrapped__() != before


def test_the_program_is_what_it_is_built_on(monkeypatch):
    before = of_program.__wrapped__()
    monkeypatch.setattr(fingerprint, "version", lambda name: "0" if name == "lxml" else "1")
    one = of_program.__wrapped__()
    monkeypatch.setattr(fingerprint, "version", lambda name: "1")
    assert len({before, one, of_program.__wrapped__()}) == 3


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pages" / "beacon").mkdir(parents=True)
    (tmp_path / "pages" / "beacon" / "a.txt").write_text("Storm.")
    (tmp_path / "pages" / "b.txt").write_text("Sun.")
    return tmp_path / "pages"


def test_a_folder_is_known_by_its_files(folder, tmp_path):
    seen, _ = of_files(folder, {})
    assert of_files(folder, {})[0] == seen
    found = {seen}
    (folder / "beacon" / "a.txt").write_text("Storm!!")
    found.add(of_files(folder, {})[0])
    (folder / "c.txt").write_text("")
    found.add(of_files(folder, {})[0])
    (folder / "c.txt").rename(folder / "d.txt")
    found.add(of_files(folder, {})[0])
    (folder / "d.txt").symlink_to(tmp_path / "nowhere") if (folder / "d.txt").unlink() is None else None
    found.add(of_files(folder, {})[0])
    assert len(found) == 5


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a file does not tell when it was changed")
def test_a_file_of_the_same_size_and_time_that_was_written_again_is_another(folder):
    path = folder / "b.txt"
    before, seen = path.stat(), of_files(folder, {})[0]
    time.sleep(0.02)
    path.write_text("Son.")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert of_files(folder, {})[0] != seen


def test_files_that_are_seconds_old_are_not_known_by_their_times(folder, monkeypatch):
    assert not of_files(folder, {})[1]
    now = time.time_ns()
    monkeypatch.setattr(fingerprint.time, "time_ns", lambda: now + np.int64(10**10))
    assert of_files(folder, {})[1]


def test_a_file_is_known_like_a_folder(folder):
    seen, _ = of_files(folder / "b.txt", {})
    (folder / "b.txt").write_text("Storm.")
    assert of_files(folder / "b.txt", {})[0] != seen


def test_options_count_and_of_tables_that_they_name_the_content(folder, tmp_path):
    events = tmp_path / "events.csv"
    events.write_text("article_id,event\n")
    seen = {of_files(folder, options)[0] for options in ({}, {"layout": "{outlet}"}, {"layout": "{event}"})}
    seen.add(of_files(folder, {"events": events})[0])
    assert len(seen) == 4
    assert of_files(folder, {"events": str(events)})[0] in seen
    events.write_text("article_id,event\na,storm\n")
    assert of_files(folder, {"events": events})[0] not in seen

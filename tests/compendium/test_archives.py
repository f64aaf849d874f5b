import json
import zipfile

import pytest

from toolkit.compendium import archives
from toolkit.compendium.archives import ALWAYS, read_archive, require_place, write_archive

ABOUT = {
    "format": 1,
    "corpus": "port",
    "texts": True,
    "settings": {},
    "program": "",
    "files": [],
    "toolkit": "0.1.0",
}


def written(path, *members, **about):
    files = {"compendium.json": json.dumps(ABOUT | about), **dict.fromkeys(ALWAYS, ""), **dict(members)}
    write_archive(path, files)
    return path


def test_the_same_files_are_the_same_bytes_and_come_back(tmp_path):
    one, two = (written(tmp_path / name, ("a/ü.txt", "x")) for name in ("a.zip", "b.zip"))
    assert one.read_bytes() == two.read_bytes()
    assert read_archive(one).files["a/ü.txt"] == b"x"


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = written(tmp_path / "a.zip")
    before = path.read_bytes()
    with pytest.raises(TypeError):
        write_archive(path, {"a": None})
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["a.zip"]


def test_a_full_disk_is_one_sentence(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives.os, "replace", full)
    with pytest.raises(
        OSError, match=r"a\.zip' could not be written \(No space left on device\); nothing was"
    ):
        written(tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


def test_what_is_no_compendium_is_told_in_a_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no compendium"):
        read_archive(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("no archive")
    with pytest.raises(ValueError, match="no compendium but another kind of file, or damaged"):
        read_archive(tmp_path / "text.zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a.txt", "x")
    with pytest.raises(ValueError, match=r"it holds no compendium\.json"):
        read_archive(tmp_path / "other.zip")


def test_damage_is_told(tmp_path):
    path = written(tmp_path / "a.zip", ("a.txt", "harbour " * 100))
    whole = path.read_bytes()
    place = whole.index(b"a.txt") + 12
    path.write_bytes(whole[:place] + b"\x00\x01\x02" + whole[place + 3 :])
    with pytest.raises(ValueError, match="is damaged"):
        read_archive(path)
    path.write_bytes(whole[:-30])
    with pytest.raises(ValueError, match="or damaged"):
        read_archive(path)
    with pytest.raises(ValueError, match=r"damaged: it lacks 'b\.txt'"):
        read_archive(written(path, files=["b.txt"]))
    with pytest.raises(ValueError, match=r"its compendium\.json cannot be read"):
        read_archive(written(path, ("compendium.json", "{")))
    with pytest.raises(ValueError, match="says nothing of 'corpus'"):
        read_archive(written(path, ("compendium.json", '{"format": 1}')))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"files": None}, "says None of 'files'"),
        ({"files": 3}, "says 3 of 'files'"),
        ({"corpus": None}, "says None of 'corpus'"),
        ({"corpus": ""}, "says '' of 'corpus'"),
        ({"settings": []}, r"says \[\] of 'settings'"),
        ({"settings": {"events": ["a"]}}, r"says \['a'\] of 'events'"),
        ({"settings": {"parameters": ["a"]}}, r"says \['a'\] of 'parameters'"),
        ({"texts": False}, r"lacks 'terms/compare_outlets\.csv'"),
    ],
)
def test_a_manifest_of_other_kinds_is_told(tmp_path, about, said):
    with pytest.raises(ValueError, match=f"is damaged: it.* {said}"):
        read_archive(written(tmp_path / "a.zip", **about))


def test_another_format_names_the_version_that_made_it(tmp_path):
    with pytest.raises(ValueError, match=r"another format, by version 9\.1 of the toolkit; this is"):
        read_archive(written(tmp_path / "a.zip", format=2, toolkit="9.1"))
    with pytest.raises(ValueError, match="by version unknown"):
        read_archive(written(tmp_path / "a.zip", ("compendium.json", "[]")))


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "C:x", "a\\x", "a/./x"])
def test_no_member_leads_out(tmp_path, name):
    with pytest.raises(ValueError, match="leads out of it"):
        read_archive(written(tmp_path / "a.zip", (name, "x")))


@pytest.mark.parametrize("name", ["../x", "..", "a/b"])
def test_no_corpus_leads_out(tmp_path, name):
    with pytest.raises(ValueError, match=r"its corpus .* leads out of it"):
        read_archive(written(tmp_path / "a.zip", corpus=name))


def test_what_unpacks_to_too_much_is_not_opened(tmp_path, monkeypatch):
    path = written(tmp_path / "a.zip", ("a", "0" * 30_000_000))
    with pytest.raises(ValueError, match="'a' unpacks to too much"):
        read_archive(path)
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
    with pytest.raises(ValueError, match="holds more than 100,000 files or 0 MB"):
        read_archive(path)


def test_a_place_that_cannot_be_is_told_at_once(tmp_path, monkeypatch):
    (tmp_path / "corpus").mkdir()
    for name, error, said in (
        ("study.tar", ValueError, r"let it end in \.zip"),
        ("corpus/study.zip", ValueError, "lies in the corpus"),
        ("none/study.zip", FileNotFoundError, "There is no folder"),
    ):
        with pytest.raises(error, match=said):
            require_place(tmp_path / name, tmp_path / "corpus")
    monkeypatch.setattr(archives.os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(PermissionError, match="cannot be written to"):
        require_place(tmp_path / "study.zip", tmp_path / "corpus")
    monkeypatch.undo()
    (tmp_path / "study.zip").write_text("mine")
    with pytest.raises(FileExistsError, match="is there and no compendium"):
        require_place(tmp_path / "study.zip", tmp_path / "corpus")
    require_place(written(tmp_path / "study.zip"), tmp_path / "corpus")
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(FileExistsError, match="is there and no compendium"):
        require_place(tmp_path / "folder.zip", tmp_path / "corpus")

import json

import pandas as pd
import pytest
from helpers import write
from pandas.testing import assert_frame_equal

import toolkit as tk
from toolkit.study import written
from toolkit.study.written import write_parts

ROWS = [
    {
        "id": f"a{n}",
        "event": event,
        "outlet": "Beacon",
        "title": f"T{n}",
        "text": f"It\u2019s\u00a0number {n}.",
        "date": "2024-10-18",
    }
    for n, event in enumerate(["storm", "vote", "", "storm", "hail", "vote", "", "storm"])
]


def parts_of(folder, rows=ROWS, size=3):
    path = folder / "news.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return tk.open_parts(path, size=size)


def together(parts):
    return pd.concat([part.load() for part in parts])


def test_parts_that_are_kept_load_as_before(tmp_path):
    parts = parts_of(tmp_path)
    kept = write_parts(parts, tmp_path / "kept")
    assert [part.name for part in kept] == ["00000.parquet", "00001.parquet", "00002.parquet"]
    for part, again in zip(parts, kept, strict=True):
        assert_frame_equal(again.load(), part.load())
        assert again.load().attrs == part.load().attrs
    assert tk.open_parts(tmp_path / "kept") == kept


@pytest.mark.parametrize("held", [1, 4, 100])
def test_articles_of_one_event_stand_in_one_part(tmp_path, monkeypatch, held):
    monkeypatch.setattr(written, "_HELD", held)
    parts = parts_of(tmp_path)
    kept = write_parts(parts, tmp_path / "kept", by="event")
    assert len(kept) <= 3
    assert {part.piece.by for part in kept} == {"event"}
    events = [set(part.load()["event"]) - {""} for part in kept]
    assert sum(map(len, events)) == len(set.union(*events)) == 3
    whole = tk.load_corpus(tmp_path / "news.jsonl")
    assert_frame_equal(together(kept).loc[whole.index], whole)
    stories = together(kept).query("event == 'storm'")
    assert stories.index.tolist() == ["a0", "a3", "a7"]


def test_a_later_version_asks_for_the_files_anew(tmp_path, monkeypatch):
    write_parts(parts_of(tmp_path), tmp_path / "kept")
    monkeypatch.setattr("toolkit.study.pieces.__version__", "9.9")
    (first, *_) = tk.open_parts(tmp_path / "kept")
    assert first.piece.kind == "row groups"
    assert first.load()["text"].to_list() == [
        "T0\n\nIt’s number 0.",
        "T1\n\nIt’s number 1.",
        "T2\n\nIt’s number 2.",
    ]


def test_a_folder_with_files_is_left_alone(tmp_path):
    parts = parts_of(tmp_path)
    with pytest.raises(ValueError, match="is not empty; give a folder that is, or a new one"):
        write_parts(parts, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["news.jsonl"]


def test_what_fails_leaves_nothing_behind(tmp_path):
    parts = parts_of(tmp_path, [*ROWS, {"id": "a1", "text": "Another."}], 4)
    with pytest.raises(
        ValueError, match=r"an article of .* and one of .* have the same article_id; give every"
    ):
        write_parts(parts, tmp_path / "kept")
    with pytest.raises(ValueError, match="articles has no column 'desk'"):
        write_parts(parts, tmp_path / "kept", by="desk")
    bad = tk.open_parts(write(tmp_path / "bad", {"b.csv": "headline\nFog\n", "c.csv": "text\nHail\n"}))
    with pytest.raises(RuntimeError, match=r"1 of 2 parts failed and are in no result: b.csv"):
        write_parts(bad, tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_columns_that_come_too_late_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(written, "_HELD", 3)
    parts = parts_of(tmp_path, [*ROWS, {"id": "z", "text": "Late.", "desk": "city"}])
    with pytest.warns(UserWarning, match=r"left out are the columns \['desk'\]"):
        kept = write_parts(parts, tmp_path / "kept")
    assert "desk" not in together(kept)
    assert len(together(kept)) == 9


def test_columns_that_some_parts_lack_are_empty_there(tmp_path):
    parts = parts_of(tmp_path, [ROWS[0], ROWS[1] | {"desk": "city"}], size=1)
    kept = write_parts(parts, tmp_path / "kept", by="event")
    assert sorted(together(kept)["desk"]) == ["", "city"]


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(28, "No space left on device")

    parts = parts_of(tmp_path)
    monkeypatch.setattr(written.pq.ParquetWriter, "write_table", fails)
    with pytest.raises(OSError, match="No space left on device"):
        write_parts(parts, tmp_path / "kept", by="event")
    assert list((tmp_path / "kept").iterdir()) == []


def test_the_outlet_of_what_is_kept_may_stand_in_another_column(tmp_path):
    write_parts(parts_of(tmp_path), tmp_path / "kept")
    first = tk.open_parts(tmp_path / "kept", outlet="event")[0].load()
    assert first["outlet"].to_list() == ["storm", "vote", ""]
    with pytest.raises(ValueError, match="outlet column 'desk' is not known here"):
        tk.open_parts(tmp_path / "kept", outlet="desk")[0].load()

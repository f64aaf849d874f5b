"""Tables are kept exactly as they are, whole or not at all."""

import json

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from toolkit.study import kept
from toolkit.study.kept import keep, open_kept


@pytest.fixture
def tables():
    days = pd.to_datetime(["2024-10-18 18:35:00.000000001", None], utc=True).astype("datetime64[ns, UTC]")
    index = pd.Index(["a", "ü"], dtype="str", name="article_id")
    articles = pd.DataFrame({"text": ["“So”\n", ""], "published": days, "n": [1, 2]}, index=index)
    articles["text"] = articles["text"].astype("str")
    articles.attrs = {"caption": "Two."}
    ids = pd.Categorical.from_codes(np.array([1, 1, -1], np.int8), index)
    terms = pd.Categorical.from_codes(np.array([0, 2, 0], np.int8), ["storm", "never", "zu"])
    tokens = pd.DataFrame(
        {"article_id": ids, "term": terms, "start": np.int32([0, 1, 9]), "wire": [True, False, True]}
    )
    tokens.attrs = {"note": "Three."}
    return {"articles": articles, "tokens": tokens, "none": articles.iloc[:0], "no_tokens": tokens.iloc[:0]}


def test_tables_come_back_to_the_last_type_name_and_category(tmp_path, tables):
    keep(tmp_path / "entry", tables, {"key": "x"})
    opened, about = open_kept(tmp_path / "entry")
    assert about == {"key": "x"}
    assert list(opened) == list(tables)
    for name, table in tables.items():
        assert_frame_equal(opened[name], table, check_exact=True)
        assert opened[name].attrs == table.attrs
    assert opened["tokens"]["article_id"].cat.categories.name == "article_id"


def test_what_is_opened_can_be_written_to_and_stays_as_it_was_kept(tmp_path, tables):
    keep(tmp_path / "entry", tables)
    opened, _ = open_kept(tmp_path / "entry")
    for column, value in {"start": 7, "wire": False, "term": "never"}.items():
        opened["tokens"].loc[0, column] = value
    assert opened["tokens"].iloc[0].to_list() == ["ü", "never", 7, False]
    assert_frame_equal(open_kept(tmp_path / "entry")[0]["tokens"], tables["tokens"])


def test_where_nothing_is_kept_nothing_is_opened(tmp_path):
    assert open_kept(tmp_path / "entry") is None


def test_a_full_disk_leaves_nothing(tmp_path, tables, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.feather, "write_feather", full)
    with pytest.raises(OSError, match="No space left"):
        keep(tmp_path / "entry", tables)
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_would_come_back_otherwise_is_refused(tmp_path, tables):
    tables["articles"]["n"] = pd.Series(["one", "two"], tables["articles"].index, dtype=object)
    with pytest.raises(ValueError, match="the table articles has values that its file does not give back"):
        keep(tmp_path / "entry", tables)
    assert list(tmp_path.iterdir()) == []


def test_who_comes_second_leaves_what_the_first_has_kept(tmp_path, tables):
    keep(tmp_path / "entry", tables, {"by": "first"})
    keep(tmp_path / "entry", tables, {"by": "second"})
    assert open_kept(tmp_path / "entry")[1] == {"by": "first"}
    assert [path.name for path in tmp_path.iterdir()] == ["entry"]


def test_a_name_that_a_file_has_is_no_success(tmp_path, tables):
    (tmp_path / "entry").write_text("x")
    with pytest.raises(OSError):  # noqa: PT011
        keep(tmp_path / "entry", tables)


def damage(entry, name):
    """One byte in the middle is another."""
    data = bytearray((entry / name).read_bytes())
    data[len(data) // 2] ^= 1
    (entry / name).write_bytes(data)


@pytest.mark.parametrize(
    "name", ["articles.parquet", "tokens.arrow", "tokens.term.parquet", "none.parquet", "no_tokens.arrow"]
)
def test_a_byte_that_is_another_is_told_and_the_folder_goes(tmp_path, tables, name):
    keep(tmp_path / "entry", tables)
    damage(tmp_path / "entry", name)
    with pytest.warns(UserWarning, match=rf"entry' was damaged \({name} is not what was written\)"):
        assert open_kept(tmp_path / "entry") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"tables": ["other"], "files": {}, "about": {}}'])
def test_a_list_of_files_that_is_none_is_damage(tmp_path, tables, text):
    keep(tmp_path / "entry", tables)
    (tmp_path / "entry" / "files.json").write_text(text)
    with pytest.warns(UserWarning, match="was damaged"):
        assert open_kept(tmp_path / "entry") is None


@pytest.mark.parametrize("change", ["cut", "gone", "empty"])
def test_a_file_that_is_cut_or_gone_is_damage(tmp_path, tables, change):
    keep(tmp_path / "entry", tables)
    path = tmp_path / "entry" / "tokens.arrow"
    data = path.read_bytes()
    path.unlink() if change == "gone" else path.write_bytes(data[:-9] if change == "cut" else b"")
    with pytest.warns(UserWarning, match="was damaged"):
        assert open_kept(tmp_path / "entry") is None


def test_nothing_that_is_kept_runs_when_it_is_opened(tmp_path, tables):
    keep(tmp_path / "entry", tables)
    sums = json.loads((tmp_path / "entry" / "files.json").read_text("utf-8"))["files"]
    assert {name.rpartition(".")[2] for name in sums} == {"parquet", "arrow"}

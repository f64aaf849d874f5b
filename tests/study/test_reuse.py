import errno
from functools import partial

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit as tk

SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"


def opened(folder, rows, size=10):
    """Parts of a table of articles, and all of them in memory."""
    pd.DataFrame(rows).to_parquet(folder / "news.parquet", row_group_size=size)
    return tk.open_parts(folder / "news.parquet", size=size), tk.load_corpus(folder / "news.parquet")


def assert_same(parts, whole, **options):
    found = tk.analyse_parts(parts, tk.find_reuse, **options)
    expected = tk.find_reuse(tk.tokenize(whole), whole, **options)
    assert_frame_equal(found, expected, check_exact=True)
    assert found.attrs == expected.attrs
    return found


@pytest.mark.parametrize("nameless", [0, 0.5, 1])
def test_passages_are_those_of_memory_whatever_is_too_common_or_a_copy(tmp_path, nameless):
    rng, words = np.random.default_rng(3), [f"w{k}" for k in range(60)]
    said = [" ".join(rng.choice(words, 12)).capitalize() + "." for _ in range(20)]
    rows = []
    for n in range(32):
        text = " ".join(said[k] for k in (rng.integers(0, 20, 4) if n % 8 else (0, 1)))
        row = {
            "id": f"a{n:02}",
            "outlet": rng.choice(["Beacon", "Ledger", "Meridian", "AFP", ""]),
            "text": text,
        }
        event = "" if rng.random() < nameless else f"e{n % 5}"
        rows.append(row | {"event": event, "date": f"2024-10-{10 + rng.integers(9)}" if n % 7 else ""})
    parts, whole = opened(tmp_path, rows)
    assert len(assert_same(parts, whole))
    assert_same(parts, whole, max_uses=2)
    assert_same(parts, whole, min_words=9, max_uses=3, days=0)


def test_copies_in_other_parts_share_passages_with_what_stands_for_them(tmp_path):
    row = {"event": "e", "text": f"{SENTENCE}. Nobody knows why."}
    rows = [row | {"id": f"a{n}", "outlet": f"O{n}", "date": f"2024-10-{20 - n}"} for n in range(6)]
    found = assert_same(*opened(tmp_path, rows, size=2), max_uses=3)
    assert len(found) == 5
    assert "share passages with it alone" in found.attrs["note"]


def test_where_nothing_is_shared_the_table_is_empty_and_says_why(tmp_path):
    rows = [{"id": f"a{n}", "outlet": f"O{n}", "event": "e", "text": f"Word{n} fell."} for n in range(4)]
    assert assert_same(*opened(tmp_path, rows, size=2)).attrs["note"].startswith("No articles of different")
    alone = [row | {"outlet": "Beacon"} for row in rows]
    assert "fewer than two outlets" in assert_same(*opened(tmp_path, alone, size=2)).attrs["note"]


def test_what_makes_no_sense_is_refused_as_in_memory(tmp_path):
    parts, _ = opened(tmp_path, [{"id": "a", "outlet": "Beacon", "text": SENTENCE}])
    analyse = partial(tk.analyse_parts, parts, tk.find_reuse)
    with pytest.raises(ValueError, match="min_words must be 5 or more, not 4"):
        analyse(min_words=4)
    with pytest.raises(ValueError, match="days and max_uses must not be negative"):
        analyse(days=-1)
    with pytest.raises(ValueError, match="option 'attributions' is not known here"):
        analyse(attributions=None)


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    rows = [{"id": f"a{n}", "outlet": f"O{n}", "event": "e", "text": SENTENCE} for n in range(2)]
    parts, _ = opened(tmp_path, rows)
    (tmp_path / "beside").mkdir()
    monkeypatch.setattr(pd.DataFrame, "to_records", full)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "beside"))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(OSError, match="No space left"):
        tk.analyse_parts(parts, tk.find_reuse)
    assert not list((tmp_path / "beside").iterdir())

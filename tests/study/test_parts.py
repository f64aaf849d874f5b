import json
import os
import pickle
import signal
import warnings
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from helpers import write
from pandas.testing import assert_frame_equal

import toolkit as tk
from toolkit.study import pieces

ROWS = [
    {
        "outlet": outlet,
        "event": event,
        "title": f"{event} {n}",
        "text": f"The {event} came to Lowmere {n} times.",
    }
    for n, (outlet, event) in enumerate([("Beacon", "storm"), ("Ledger", "storm"), ("Beacon", "vote")] * 3)
]
JSONL = "".join(f"{json.dumps(row)}\n" for row in ROWS)


def together(parts):
    """The articles of all parts in one table."""
    return pd.concat([part.load() for part in parts])


def assert_loads_alike(parts, path, **options):
    whole = tk.load_corpus(path, **options)
    found = together(parts)[whole.columns]
    assert_frame_equal(found, whole)


def write_groups(path, rows, size=2):
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=size)
    return path


@pytest.fixture
def parquet(tmp_path):
    return write_groups(tmp_path / "news.parquet", ROWS)


def test_row_groups_are_put_together_until_they_hold_enough(parquet):
    names = [part.name.partition(", ")[2] for part in tk.open_parts(parquet, size=4)]
    assert names == ["row groups 0 to 1", "row groups 2 to 3", "row group 4"]


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_row_groups_load_as_the_whole_file_does_ids_included(parquet, size):
    assert_loads_alike(tk.open_parts(parquet, size=size), parquet)


@pytest.mark.parametrize("size", [1, 4, 9, 10])
def test_lines_load_as_the_whole_file_does_ids_and_encoding_included(tmp_path, size):
    path = tmp_path / "news.jsonl"
    path.write_text(JSONL.replace("Lowmere", "Lôwmère"), "utf-8")
    parts = tk.open_parts(path, size=size)
    assert len(parts) == -(-9 // size)
    assert_loads_alike(parts, path)


def test_lines_that_are_empty_or_lack_their_end_keep_their_numbers(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(JSONL.replace("\n", "\n\n").strip(), "utf-8")
    assert_loads_alike(tk.open_parts(path, size=3), path)


def test_a_folder_of_tables_has_a_part_for_each_and_ids_below_the_folder(tmp_path):
    for name in ("a/news.csv", "b/news.csv"):
        write(tmp_path, {name: pd.DataFrame(ROWS[:3] if name < "b" else ROWS[3:]).to_csv(index=False)})
    write_groups(tmp_path / "c.parquet", ROWS, 5)
    write(tmp_path, {"d.json": json.dumps([row | {"desk": "city"} for row in ROWS]), "notes.md": "Not one."})
    parts = tk.open_parts(tmp_path, size=5)
    assert [part.name for part in parts] == [
        "a/news.csv", "b/news.csv", "c.parquet, row group 0", "c.parquet, row group 1", "d.json"
    ]  # fmt: skip
    assert together(parts).index[[0, 3, 9]].tolist() == ["a/news.csv:1", "b/news.csv:1", "c.parquet:1"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the whole folder guesses from its paths
        whole = tk.load_corpus(tmp_path)
    columns = ["published", "headline", "text", "path", "encoding"]
    assert_frame_equal(together(parts)[columns], whole[columns])


def test_pages_are_blocks_with_what_their_metadata_say(tmp_path):
    files = {f"{n}.txt": f"Storm {n}\n\nNo ship sails on day {n}." for n in range(5)}
    rows = [f"{n}.txt,Outlet {n},0{n + 1}/13/2024" for n in range(5)]
    write(tmp_path, files | {"metadata.csv": "\n".join(["filename,outlet,published", *rows])})
    parts = tk.open_parts(tmp_path, size=2)
    assert [part.name for part in parts] == ["0.txt to 1.txt", "2.txt to 3.txt", "4.txt"]
    assert_loads_alike(parts, tmp_path)


def test_pages_may_be_described_by_a_layout(tmp_path):
    write(tmp_path, {f"vote/Outlet {n}/2024-10-1{n}.txt": f"The vote of {n}." for n in range(4)})
    layout = "{event}/{outlet}/{published}.txt"
    assert_loads_alike(tk.open_parts(tmp_path, size=3, layout=layout), tmp_path, layout=layout)


def test_a_page_without_a_row_is_told_in_its_part(tmp_path):
    files = {"a.txt": "Fog.", "b.txt": "Hail.", "metadata.csv": "filename,outlet\na.txt,Beacon\n"}
    first, second = tk.open_parts(write(tmp_path, files), size=1)
    assert first.load()["outlet"].to_list() == ["Beacon"]
    with pytest.warns(UserWarning, match=r"1 note on reading 'b.txt': b.txt has no row in the metadata"):
        second.load()


def test_the_outlet_may_stand_in_another_column(tmp_path):
    path = write_groups(tmp_path / "c.parquet", [{"text": "Fog.", "region": "North"}])
    assert tk.open_parts(path, outlet="region")[0].load()["outlet"].to_list() == ["North"]


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_addresses_load_as_paths_do(tmp_path, scheme):
    base = "memory://bucket/news" if scheme == "memory" else (tmp_path / "news").as_uri()
    fsspec = pytest.importorskip("fsspec") if scheme == "memory" else None
    local = write(tmp_path / "news", {"one/a.jsonl": JSONL, "b.csv": pd.DataFrame(ROWS).to_csv(index=False)})
    write_groups(local / "c.parquet", ROWS)
    write(local, {".hidden/d.csv": "text\nFog\n"})
    if fsspec:
        for name in ("one/a.jsonl", "b.csv", "c.parquet", ".hidden/d.csv"):
            with fsspec.open(f"{base}/{name}", "wb") as file:
                file.write((local / name).read_bytes())
    parts = tk.open_parts(base, size=4)
    assert [part.name for part in parts] == [part.name for part in tk.open_parts(local, size=4)]
    assert_frame_equal(together(parts), together(tk.open_parts(local, size=4)))
    (single,) = tk.open_parts(f"{base}/b.csv")
    assert_frame_equal(single.load(), tk.load_corpus(local / "b.csv"))


def test_an_address_where_nothing_is_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="none' does not exist; give the address of"):
        tk.open_parts((tmp_path / "none").as_uri())


def test_an_address_of_no_known_kind_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(ValueError, match=r"'memory://x' needs the package fsspec; install it"):
        tk.open_parts("memory://x")


def test_a_path_where_nothing_is_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="none' does not exist; give the path of"):
        tk.open_parts(tmp_path / "none")


def test_what_cannot_be_read_in_parts_is_one_sentence(tmp_path, monkeypatch, parquet):
    with pytest.raises(ValueError, match="size must be 1 or more articles, not 0"):
        tk.open_parts(parquet, size=0)
    with pytest.raises(
        ValueError, match=r"layout and metadata describe .txt files, and there are none in 'news"
    ):
        tk.open_parts(parquet, layout="{outlet}.txt")
    empty = write(tmp_path / "empty", {"notes.md": "None."})
    with pytest.raises(ValueError, match="no file of articles was found in 'empty'; give Parquet"):
        tk.open_parts(empty)
    pages = write(tmp_path / "pages", {"Beacon/a.txt": "Fog."})
    with pytest.raises(ValueError, match=r"'pages' is a folder of pages; give layout= or a metadata.csv"):
        tk.open_parts(pages)
    monkeypatch.setattr(pieces, "MAX_FILE", 10)
    with pytest.raises(ValueError, match=r"row group 0 of news.parquet holds more than 0 MB; write the file"):
        tk.open_parts(parquet)


def test_an_archive_is_to_be_unpacked(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.csv", "text\nFog\n")
    for path in (tmp_path, tmp_path / "news.zip"):
        with pytest.raises(
            ValueError, match=r"a.csv' is in a zip archive, which is not read in parts; unpack"
        ):
            tk.open_parts(path)


def test_a_part_is_a_note_of_where_to_read_and_can_be_sent(parquet):
    part = tk.open_parts(parquet)[0]
    sent = pickle.dumps(part)
    assert len(sent) < 1000
    assert_frame_equal(pickle.loads(sent).load(), part.load())


def test_a_file_that_changed_is_not_read_in_its_old_parts(tmp_path, parquet):
    path = tmp_path / "news.jsonl"
    path.write_text(JSONL, "utf-8")
    parts = tk.open_parts(path, size=5)
    path.write_text(JSONL[20:], "utf-8")
    with pytest.raises(ValueError, match=r"lines 6 to 9 changed after it was opened; open the corpus again"):
        parts[1].load()
    (part, *_) = tk.open_parts(parquet)
    write_groups(parquet, ROWS[:3])
    with pytest.raises(ValueError, match=r"news.parquet, row groups 0 to 4 changed after it was opened"):
        part.load()


# What is done with parts


def sizes(articles):
    return articles.index.tolist()


def marked(articles):
    warnings.warn(f"{len(articles)} seen", stacklevel=1)
    return os.getpid()


def test_results_come_in_the_order_of_the_parts(parquet):
    parts = tk.open_parts(parquet, size=2)
    alone = list(tk.map_parts(parts, sizes))
    with ThreadPoolExecutor(3) as threads:
        assert list(tk.map_parts(parts, sizes, executor=threads)) == alone
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        assert list(tk.map_parts(parts, sizes, executor=processes)) == alone
    assert [part for part, _ in alone] == parts
    assert [name for _, ids in alone for name in ids] == [f"news.parquet:{n}" for n in range(1, 10)]


def test_what_a_worker_warns_of_is_told_here(parquet):
    with pytest.warns(UserWarning, match="9 seen"), ProcessPoolExecutor(1, get_context("spawn")) as processes:
        ((_, process),) = tk.map_parts(tk.open_parts(parquet), marked, executor=processes)
    assert process != os.getpid()


class Counting(ThreadPoolExecutor):
    """An executor that knows how many parts were given and not yet asked for."""

    def __init__(self, workers):
        super().__init__(workers)
        self.given = 0

    def submit(self, *args):
        self.given += 1
        return super().submit(*args)


@pytest.mark.parametrize(("options", "most"), [({}, 2), ({"in_flight": 3}, 3)])
def test_no_more_parts_are_started_than_are_asked_for_soon(parquet, options, most):
    with Counting(1) as executor:
        results = tk.map_parts(tk.open_parts(parquet, size=1), sizes, executor=executor, **options)
        assert executor.given == 0
        for yielded in range(1, 4):
            next(results)
            assert executor.given == most + yielded - 1
        results.close()


def test_what_was_started_is_taken_back_when_the_loop_ends(parquet):
    class Never(Counting):
        def submit(self, *args):
            future = super().submit(*args) if self.given < 1 else Future()
            futures.append(future)
            return future

    futures = []
    with Never(1) as executor:
        for _ in tk.map_parts(tk.open_parts(parquet, size=2), sizes, executor=executor, in_flight=3):
            break
    assert [future.cancelled() for future in futures] == [False, True, True]


def test_a_part_that_fails_is_named_after_all_others_were_done(tmp_path):
    for n in range(5):
        write_groups(tmp_path / f"{n}.parquet", ROWS[n : n + 1])
    (tmp_path / "3.parquet").write_bytes((tmp_path / "3.parquet").read_bytes()[:-40])
    results, done = tk.map_parts(tk.open_parts(tmp_path), sizes), []
    with pytest.raises(
        RuntimeError, match=r"^1 of 5 parts failed and are in no result: 3.parquet \(3.parquet .*; mend"
    ):
        done.extend(ids for _, ids in results)
    assert done == [[f"{n}.parquet:1"] for n in (0, 1, 2, 4)]


def test_a_file_that_breaks_off_gives_no_half_of_its_articles(tmp_path):
    path = write_groups(tmp_path / "news.parquet", [{"text": "Fog. " * 50}] * 500, 500)
    data = bytearray(path.read_bytes())
    data[10:40] = bytes(30)
    path.write_bytes(data)
    with pytest.raises(RuntimeError, match=r"1 of 1 parts failed"):
        list(tk.map_parts(tk.open_parts(path), len))


def test_one_bad_line_among_a_thousand_is_named_and_loses_nothing_else(tmp_path):
    lines = ['{"text": "Fog fell."}'] * 1000
    lines[600] = '{"headline": "Hail"}'
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    parts, done = tk.open_parts(tmp_path / "news.jsonl", size=1), []
    with pytest.raises(RuntimeError, match=r"1 of 1000 parts failed and .* no result: news.jsonl, lines 601"):
        done.extend(tk.map_parts(parts, len))
    assert len(done) == 999


def test_more_than_three_failures_are_counted(tmp_path):
    for n in range(5):
        (tmp_path / f"{n}.csv").write_text("headline\nFog\n")
    with pytest.raises(
        RuntimeError, match=r"^5 of 5 parts .*0.csv .*; 1.csv .*; 2.csv .*\) and 2 more; mend"
    ):
        list(tk.map_parts(tk.open_parts(tmp_path), len))


def fails(path, error, times, articles):
    """Raise an error the first times that this is called."""
    calls = path.read_text() if path.exists() else ""
    path.write_text(calls + "x")
    if len(calls) < times:
        raise error("the disk is full")
    return len(articles)


@pytest.mark.parametrize("threads", [0, 1])
def test_what_fails_for_another_reason_than_its_articles_is_tried_three_times(tmp_path, parquet, threads):
    executor = ThreadPoolExecutor(1) if threads else None
    parts = tk.open_parts(parquet)
    twice = partial(fails, tmp_path / "twice", OSError, 2)
    assert [n for _, n in tk.map_parts(parts, twice, executor=executor)] == [9]
    with pytest.raises(RuntimeError, match=r"news.parquet, row groups 0 to 4 \(the disk is full\)"):
        list(tk.map_parts(parts, partial(fails, tmp_path / "thrice", OSError, 3), executor=executor))
    with pytest.raises(RuntimeError, match="the disk is full"):
        list(tk.map_parts(parts, partial(fails, tmp_path / "once", ValueError, 1), executor=executor))
    assert len((tmp_path / "once").read_text()) == 1


def dies(articles):
    if "storm 3" in articles["headline"].to_list():
        os.kill(os.getpid(), signal.SIGKILL)
    return len(articles)


def test_a_pool_that_lost_a_worker_says_how_far_it_came(parquet):
    done = []
    with (
        pytest.raises(RuntimeError, match=r"^the executor broke at .*: give a new one"),
        ProcessPoolExecutor(1, get_context("spawn")) as processes,
    ):
        done.extend(tk.map_parts(tk.open_parts(parquet, size=1), dies, executor=processes, in_flight=1))
    assert [n for _, n in done] == [2]


def test_what_is_no_function_or_executor_is_refused(parquet):
    parts = tk.open_parts(parquet)
    with pytest.raises(TypeError, match="function must be a function of articles, not a str"):
        tk.map_parts(parts, "count")
    with pytest.raises(TypeError, match=r"executor must be one of concurrent.futures or None, not a int"):
        tk.map_parts(parts, len, executor=2)

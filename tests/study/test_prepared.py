"""What is prepared is what the single functions give; what is kept is never used for anything else."""

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from helpers import write
from pandas.testing import assert_frame_equal

import toolkit as tk
from toolkit.study import batches, fingerprint, kept, prepared

ROOT = Path(tk.__file__).parent.parent
BEACON = "Mayor Ada Roe spoke on Friday. “The bridge to Port Vale is safe,” Roe told the Ledger.\n\nShe left."
LEDGER = "PORT VALE (AP) — “The bridge to Port Vale is safe,” Roe said on Friday, and the old ferry sails on."
METADATA = "filename,event,outlet\na.txt,bridge,Beacon\nb.txt,bridge,Ledger\n"


@pytest.fixture
def corpus(tmp_path):
    """Two articles in a folder, of which one file is too new to be known by its times."""
    return write(tmp_path / "pages", {"a.txt": BEACON, "b.txt": LEDGER, "metadata.csv": METADATA})


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def settled(monkeypatch):
    """As if the files had been there for long."""
    monkeypatch.setattr(fingerprint, "_SETTLED", -60e9)


@pytest.fixture
def calls(monkeypatch):
    """How often files are read, and marks worked out."""
    counts = {"load": 0, "mark": 0}

    def counted(name, function):
        def call(*arguments, **options):
            counts[name] += 1
            return function(*arguments, **options)

        return call

    monkeypatch.setattr(prepared, "load_corpus", counted("load", prepared.load_corpus))
    monkeypatch.setattr(prepared, "mark", counted("mark", prepared.mark))
    return counts


def single_calls(articles):
    segments = tk.segment(articles)
    attributions = tk.attribute(articles, segments)
    tokens = tk.mark_voice(tk.tokenize(articles, segments), attributions)
    passages = tk.find_reuse(tokens, articles, attributions)
    tokens = tk.mark_wire(tokens, articles, passages)
    return articles, segments, attributions, tokens, passages, tk.agencies(articles)


def assert_same(found, expected):
    for made, table in zip(found, expected, strict=True):
        assert_frame_equal(made, table, check_exact=True, check_index_type=True)
        assert made.attrs == table.attrs


def names(cache):
    return sorted(path.name.partition("-")[0] for path in cache.iterdir())


def test_the_tables_are_those_of_the_single_functions_kept_or_not(sample, cache):
    expected = single_calls(sample.articles)
    assert_same(tk.prepare(sample.articles), expected)
    for _ in range(2):
        assert_same(tk.prepare(sample.articles, cache=cache), expected)
    path = ROOT / "data" / "sample"
    for _ in range(2):
        assert_same(tk.prepare(path, cache=cache), expected)


def test_the_tables_have_names(corpus):
    found = tk.prepare(corpus)
    fields = ("articles", "segments", "attributions", "tokens", "passages", "agencies")
    assert found._fields == fields
    assert found.passages["n_words"].to_list() == [8]
    assert found.agencies["agency"].to_list() == ["AP"]
    assert found.tokens.columns[-2:].to_list() == ["voice", "wire"]


def test_a_table_of_articles_is_given_back_unchanged(corpus, cache):
    articles = tk.load_corpus(corpus)
    before = articles.copy()
    assert tk.prepare(articles, cache=cache).articles is articles
    assert_frame_equal(articles, before)


@pytest.mark.usefixtures("settled")
def test_what_was_worked_out_is_not_worked_out_again(corpus, cache, calls):
    first = tk.prepare(corpus, cache=cache)
    assert calls == {"load": 1, "mark": 1}
    assert_same(tk.prepare(corpus, cache=str(cache), workers=3), first)
    assert calls == {"load": 1, "mark": 1}
    assert names(cache) == ["CACHEDIR.TAG", "articles", "marks"]


def test_files_that_are_seconds_old_are_read_again_and_their_marks_opened(corpus, cache, calls):
    first = tk.prepare(corpus, cache=cache)
    assert_same(tk.prepare(corpus, cache=cache), first)
    assert calls == {"load": 2, "mark": 1}
    assert names(cache) == ["CACHEDIR.TAG", "marks"]


@pytest.mark.usefixtures("settled")
def test_a_table_and_the_files_it_was_read_from_share_their_marks(corpus, cache, calls):
    tk.prepare(corpus, cache=cache)
    assert_same(tk.prepare(tk.load_corpus(corpus), cache=cache), single_calls(tk.load_corpus(corpus)))
    assert calls == {"load": 1, "mark": 1}


CHANGES = {
    "text": {"b.txt": LEDGER.replace("Friday", "Monday")},
    "more": {"c.txt": "Harbour shut by storm."},
    "event": {"metadata.csv": METADATA.replace("b.txt,bridge", "b.txt,storm")},
    "outlet": {"metadata.csv": METADATA.replace("Ledger", "Meridian")},
}


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.filterwarnings("ignore:1 note on reading")
def test_a_folder_that_changed_is_prepared_anew(corpus, cache, change):
    before = tk.prepare(corpus, cache=cache)
    write(corpus, CHANGES[change])
    after = tk.prepare(corpus, cache=cache)
    assert_same(after, single_calls(tk.load_corpus(corpus)))
    assert not after.articles.equals(before.articles)


@pytest.mark.usefixtures("settled")
@pytest.mark.skipif(os.name != "posix", reason="elsewhere a file does not tell when it was changed")
def test_a_file_written_again_with_its_size_and_time_is_noticed(corpus, cache):
    tk.prepare(corpus, cache=cache)
    before = (corpus / "b.txt").stat()
    write(corpus, CHANGES["text"])
    os.utime(corpus / "b.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (corpus / "b.txt").stat().st_size == before.st_size
    assert "Monday" in tk.prepare(corpus, cache=cache).articles["text"].iloc[1]


@pytest.mark.usefixtures("settled")
def test_another_version_works_it_out_anew(corpus, cache, calls, monkeypatch):
    tk.prepare(corpus, cache=cache)
    monkeypatch.setattr(fingerprint, "of_program", lambda: "another version")
    tk.prepare(corpus, cache=cache)
    assert calls == {"load": 2, "mark": 2}


@pytest.mark.usefixtures("settled")
def test_corpora_stand_beside_each_other_and_those_not_used_for_longest_go(
    corpus, cache, calls, tmp_path, monkeypatch
):
    other = write(tmp_path / "other", {"a.txt": LEDGER})
    monkeypatch.setattr(prepared, "_MOST", 2)
    for path in (corpus, other, corpus):
        tk.prepare(path, cache=cache)
    assert calls == {"load": 2, "mark": 2}
    assert_same(tk.prepare(other, cache=cache), single_calls(tk.load_corpus(other)))
    tk.prepare(corpus, cache=cache)
    tk.prepare(write(tmp_path / "third", {"a.txt": BEACON}), cache=cache)
    assert names(cache) == ["CACHEDIR.TAG", "articles", "articles", "marks", "marks"]
    tk.prepare(corpus, cache=cache)
    assert calls == {"load": 3, "mark": 3}
    tk.prepare(other, cache=cache)
    assert calls == {"load": 4, "mark": 4}


@pytest.mark.usefixtures("settled")
def test_options_are_those_of_load_corpus_and_part_of_what_is_known(corpus, cache, calls, tmp_path):
    events = tmp_path / "events.csv"
    for event in ("storm", "vote"):
        events.write_text(f"article_id,event\na,{event}\nb,{event}\n")
        for _ in range(2):
            found = tk.prepare(corpus, cache=cache, events=events)
            assert found.articles["event"].to_list() == [event, event]
            assert_same(found, single_calls(tk.load_corpus(corpus, events=events)))
    assert calls == {"load": 2, "mark": 2}


@pytest.mark.usefixtures("settled")
def test_an_option_that_is_none_is_no_option(corpus, cache, calls):
    tk.prepare(corpus, cache=cache, layout=None, events=None)
    tk.prepare(corpus, cache=cache)
    assert calls["load"] == 1


@pytest.mark.usefixtures("settled")
def test_a_folder_that_changes_while_it_is_read_is_read_again(corpus, cache, monkeypatch):
    load = prepared.load_corpus

    def changing(path):
        articles = load(path)
        write(corpus, CHANGES["text"])
        return articles

    with monkeypatch.context() as patch:
        patch.setattr(prepared, "load_corpus", changing)
        assert "Friday" in tk.prepare(corpus, cache=cache).articles["text"].iloc[1]
    write(corpus, {"b.txt": LEDGER})
    write(corpus, CHANGES["text"])
    assert "Monday" in tk.prepare(corpus, cache=cache).articles["text"].iloc[1]
    assert names(cache).count("articles") == 1


@pytest.mark.usefixtures("settled")
def test_what_there_is_to_say_of_the_files_is_said_each_time(corpus, cache):
    write(corpus, {"empty.txt": ""})
    for _ in range(2):
        with pytest.warns(UserWarning, match=r"1 note on reading 'pages': empty\.txt is empty"):
            tk.prepare(corpus, cache=cache)


@pytest.mark.parametrize("file", ["tokens.arrow", "segments.parquet", "files.json"])
@pytest.mark.parametrize("kind", ["marks", "articles"])
@pytest.mark.usefixtures("settled")
def test_what_is_damaged_is_told_and_made_anew(corpus, cache, calls, kind, file):
    first = tk.prepare(corpus, cache=cache)
    (entry,) = cache.glob(f"{kind}-*")
    path = entry / file if (entry / file).exists() else entry / "articles.parquet"
    path.write_bytes(b"{" + path.read_bytes()[1:-5])
    with pytest.warns(UserWarning, match="was damaged .* and is made anew"):
        assert_same(tk.prepare(corpus, cache=cache), first)
    assert calls == {"load": 1 + (kind == "articles"), "mark": 1 + (kind == "marks")}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tk.prepare(corpus, cache=cache)


def test_an_interrupted_run_leaves_nothing_to_open_and_goes_on_where_it_was(sample, cache, monkeypatch):
    monkeypatch.setattr(batches, "SIZE", 10)
    read, find = [], batches.find_spoken

    def interrupted(articles, *rest):
        read.append(articles.index[0])
        if len(read) == 3:
            raise KeyboardInterrupt
        return find(articles, *rest)

    monkeypatch.setattr(batches, "find_spoken", interrupted)
    with pytest.raises(KeyboardInterrupt):
        tk.prepare(sample.articles, cache=cache)
    assert names(cache) == ["CACHEDIR.TAG", "unfinished"]
    assert_same(tk.prepare(sample.articles, cache=cache), single_calls(sample.articles))
    assert read == [sample.articles.index[k] for k in (0, 10, 20, 20, 30)]
    assert names(cache) == ["CACHEDIR.TAG", "marks"]


def test_an_interruption_while_tables_are_written_leaves_nothing_to_open(corpus, cache, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    tables = single_calls(tk.load_corpus(corpus))
    with monkeypatch.context() as patch:
        patch.setattr(kept.feather, "write_feather", interrupted)
        with pytest.raises(KeyboardInterrupt):
            tk.prepare(corpus, cache=cache)
    assert "marks" not in names(cache)
    assert not list(cache.rglob(".writing-*"))
    assert_same(tk.prepare(corpus, cache=cache), tables)


def test_a_full_disk_is_told_and_the_tables_are_given_all_the_same(corpus, cache, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.pd.DataFrame, "to_parquet", full)
    with pytest.warns(RuntimeWarning, match=r"Nothing was kept in '.*cache': No space left on device"):
        found = tk.prepare(corpus, cache=cache)
    assert_same(found, single_calls(tk.load_corpus(corpus)))
    assert [name for name in names(cache) if name != "unfinished"] == ["CACHEDIR.TAG"]
    assert not list(cache.rglob("*.*-*"))


def test_two_processes_that_prepare_one_folder_both_get_it_and_leave_one(corpus, cache):
    code = "import toolkit as tk, sys; print(len(tk.prepare(sys.argv[1], cache=sys.argv[2]).tokens))"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(corpus), str(cache)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    expected = single_calls(tk.load_corpus(corpus))
    assert [run.communicate()[0].strip() for run in runs] == [str(len(expected[3]))] * 2
    assert set(names(cache)) <= {"CACHEDIR.TAG", "articles", "marks"}
    assert names(cache).count("marks") == 1
    assert_same(tk.prepare(corpus, cache=cache), expected)


def test_a_script_without_a_guard_can_start_workers(tmp_path):
    """What starts workers with the script that called them would run it again in each."""
    script = (
        "import pandas as pd\nimport toolkit as tk\nfrom toolkit.study import batches\n"
        "batches.SIZE = 1\nprint('once')\n"
        "articles = pd.DataFrame({'text': ['Storm.', 'Sun.'], 'outlet': ''}, index=['a', 'b'])\n"
        "print(len(tk.prepare(articles, workers=2).tokens))\n"
    )
    (tmp_path / "script.py").write_text(script)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, str(tmp_path / "script.py")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["once", "2"]


def test_what_a_killed_process_left_goes_after_a_day(corpus, cache):
    tk.prepare(corpus, cache=cache)
    for name, age in (("old", 100_000), ("new", 10)):
        folder = cache / f".writing-{name}"
        folder.mkdir()
        then = folder.stat().st_mtime - age
        os.utime(folder, (then, then))
    tk.prepare(corpus, cache=cache)
    assert [path.name for path in cache.glob(".writing-*")] == [".writing-new"]


def test_a_folder_of_something_else_is_left_alone(corpus, tmp_path):
    other = write(tmp_path / "other", {"thesis.docx": "x"})
    with pytest.raises(FileExistsError, match="other' holds other files; name a new or an empty folder"):
        tk.prepare(corpus, cache=other)
    write(other, {"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# of another program"})
    with pytest.raises(FileExistsError, match="other' is that of another program; name another folder"):
        tk.prepare(corpus, cache=other)
    assert sorted(path.name for path in other.iterdir()) == ["CACHEDIR.TAG", "thesis.docx"]


def test_a_cache_is_a_folder(corpus):
    with pytest.raises(NotADirectoryError, match=r"cache '.*a\.txt' is a file; name a folder"):
        tk.prepare(tk.load_corpus(corpus), cache=corpus / "a.txt" / "below")


def test_a_cache_is_no_part_of_the_corpus(corpus):
    with pytest.raises(ValueError, match="lies in the corpus, whose files it would join; name another"):
        tk.prepare(corpus, cache=corpus / "cache")
    assert not (corpus / "cache").exists()


def test_options_tell_how_a_path_is_read(corpus):
    articles = tk.load_corpus(corpus)
    with pytest.raises(TypeError, match="layout tell how a path is read; a table of articles takes none"):
        tk.prepare(articles, layout="{outlet}")
    with pytest.raises(TypeError, match="unexpected keyword argument 'out_let'"):
        tk.prepare(corpus, out_let="x")


@pytest.mark.parametrize("workers", [0, -1])
def test_somebody_must_work(corpus, workers):
    with pytest.raises(ValueError, match=f"workers must be 1 or more, or None for one a core, not {workers}"):
        tk.prepare(corpus, workers=workers)


@pytest.mark.parametrize("column", ["text", "outlet"])
def test_a_missing_column_is_told_before_any_work(corpus, column, calls):
    with pytest.raises(ValueError, match=f"articles has no column '{column}'"):
        tk.prepare(tk.load_corpus(corpus).drop(columns=column))
    assert calls["mark"] == 0


def test_an_id_that_stands_twice_is_told_before_any_work(corpus, calls):
    articles = tk.load_corpus(corpus)
    with pytest.raises(ValueError, match="articles has the index 'a' twice"):
        tk.prepare(pd.concat([articles, articles]))
    assert calls["mark"] == 0


def test_a_corpus_that_is_not_there_is_told_as_by_load_corpus(tmp_path, cache):
    with pytest.raises(FileNotFoundError, match="nowhere' does not exist; give the path"):
        tk.prepare(tmp_path / "nowhere", cache=cache)


def test_a_cache_can_be_moved(corpus, cache, tmp_path, calls):
    first = tk.prepare(corpus, cache=cache)
    shutil.move(cache, tmp_path / "moved")
    assert_same(tk.prepare(corpus, cache=tmp_path / "moved"), first)
    assert calls["mark"] == 1

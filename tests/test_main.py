import os
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from toolkit.__main__ import main


def test_bad_input_is_one_sentence_and_exit_code_2(tmp_path, capsys):
    assert main(["report", str(tmp_path / "nothing"), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_word_sample_is_the_corpus_that_ships_where_there_is_no_such_folder(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["check", "sample"]) == 0
    assert capsys.readouterr().out.endswith("Next: python -m toolkit report sample\n")
    (tmp_path / "sample").mkdir()
    assert main(["check", "sample"]) == 2
    assert "no article could be read from 'sample' (found: no files)" in capsys.readouterr().err


def test_check_is_a_verdict_with_what_was_refused_first_and_the_next_command_last(tmp_path, capsys):
    (tmp_path / "Beacon").mkdir()
    (tmp_path / "Ledger").mkdir()
    for name in ("Beacon/a.txt", "Ledger/b.txt"):
        (tmp_path / name).write_text(f"A ferry sank on Friday, police said in the evening of {name}.")
    (tmp_path / "Ledger" / "c.bmp").write_bytes(b"BM\x00\x01")
    (tmp_path / "Ledger" / "d.txt").write_text("")
    assert main(["check", str(tmp_path)]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0] == "Articles: 2; outlets: 2; no event named; no dates known."
    assert lines[1:3] == ["refused:", "  Ledger/d.txt is empty"]
    assert lines[-3] == "No event is named: a report groups the articles itself, and says so. See --events."
    assert lines[-1] == f"Next: python -m toolkit report {tmp_path}"
    assert max(map(len, lines[:-1])) < 120
    assert said.err == "note: paths were read as '{outlet}/*'; a layout tells otherwise.\n"
    assert main(["check", str(tmp_path), "--layout", "{outlet}/{slug}", "--all"]) == 0
    said = capsys.readouterr()
    assert "\n  Beacon/a.txt\n" in said.out
    assert said.out.endswith(f"report {tmp_path} --layout '{{outlet}}/{{slug}}'\n")
    assert said.err == ""


def test_check_of_a_corpus_without_an_article_lists_why(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("")
    assert main(["check", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == "refused:\n  a.txt is empty\n"
    assert "no article could be read from" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("name", ["report", "refresh"])
def test_ctrl_c_ends_at_once_with_one_line_and_the_kernel_with_it(tmp_path, name):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("A ferry sank on Friday, police said in the evening.")
    runs = str(tmp_path / "runs")
    code = f'corpus = ""\nimport os, time\nopen({runs!r}, "w").write(str(os.getpid()))\ntime.sleep(60)'
    cell = new_code_cell(code, metadata={"tags": ["parameters"]})
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "slow.ipynb")
    command = [sys.executable, "-m", "toolkit", name]
    given = [tmp_path / "corpus", "--out", tmp_path / "out", "--notebook"] if name == "report" else []
    environment = {**os.environ, "TQDM_DISABLE": "1"}
    with subprocess.Popen(
        [*command, *given, tmp_path / "slow.ipynb"], stderr=subprocess.PIPE, text=True, env=environment
    ) as run:
        deadline = time.monotonic() + 60
        while not (tmp_path / "runs").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=20)
    assert errors.endswith("python -m toolkit: stopped\n")
    assert errors.count("\n") == (2 if name == "report" else 1)
    assert run.returncode == 130
    kernel = int((tmp_path / "runs").read_text())
    deadline = time.monotonic() + 10
    while _lives(kernel) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _lives(kernel)


def _lives(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_who_reads_only_the_head_of_a_check_sees_no_error():
    command = f"{sys.executable} -m toolkit check sample --all | head -1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("Articles: 31")
    assert "Broken pipe" not in run.stderr


def test_new_begins_a_notebook_once(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    assert main(["new", "who-speaks.ipynb", "--corpus", "texts"]) == 0
    assert capsys.readouterr().out == "Open who-speaks.ipynb\n"
    assert main(["new", "who-speaks.ipynb", "--corpus", "texts"]) == 2
    assert capsys.readouterr().err.endswith("is there already; choose another name.\n")


def test_a_tokenizer_that_gives_no_words_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.py").write_text("def cut(text):\n    print\n", "utf-8")
    (tmp_path / "news.csv").write_text("text,outlet\nThe port is shut until Friday.,Beacon\n", "utf-8")
    assert main(["check", "news.csv", "--tokenizer", "words.py:cut"]) == 2
    told = "tokenizer gives None (NoneType) for 'The port is shut until Friday.'; it must give a list of"
    assert capsys.readouterr().err.splitlines()[-1] == f"python -m toolkit: {told} its words."

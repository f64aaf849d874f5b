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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_ends_at_once_with_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("A ferry sank on Friday, police said in the evening.")
    cells = [
        new_code_cell(
            f'corpus = ""\nopen({str(tmp_path / "runs")!r}, "w").close()\nimport time\ntime.sleep(60)'
        )
    ]
    cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=cells), tmp_path / "slow.ipynb")
    command = [sys.executable, "-m", "toolkit", "report", tmp_path, "--out", tmp_path / "out"]
    command += ["--notebook", tmp_path / "slow.ipynb"]
    environment = {**os.environ, "TQDM_DISABLE": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as run:
        deadline = time.monotonic() + 60
        while not (tmp_path / "runs").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=20)
    assert errors == "python -m toolkit: stopped\n"
    assert run.returncode == 130

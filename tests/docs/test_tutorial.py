"""The tutorial, typed from top to bottom: what it shows is what is printed."""

import io
import re
import shlex
import shutil
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import lxml.html
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from toolkit.__main__ import main

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
# Each block, with the file that it shows, where it shows one.
BLOCKS = re.findall(r"(?:<!-- (.+?) -->\n)?```(\w+)\n(.*?)```\n", TUTORIAL, flags=re.DOTALL)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Per block, what the page shows and what came; files that a reader writes are written as shown."""
    folder, names, told, came = tmp_path_factory.mktemp("tutorial"), {}, io.StringIO(), []
    shutil.copy(ROOT / "docs" / "tutorial" / "harbour.txt", folder)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(told):
        patch.chdir(folder)
        for file, kind, shown in BLOCKS:
            if kind == "console":
                command, _, shown = shown.removeprefix("$ ").partition("\n")
                assert main([*shlex.split(command.removeprefix("python -m toolkit ")), *short(command)]) == 0
            elif kind == "python":
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # the article that is missing, as told by the commands
                    exec(shown, names)
                continue
            elif file == "events.csv":
                Path(file).write_text(shown, "utf-8")
                continue
            came.append((file or kind, shown, read(file) if file else taken(told)))
        came.append(("left", TUTORIAL, read("reports/events.csv")))
    return came


def short(command):
    """Fewer notebooks for a report: one that does nothing while no event is named, later that of an event."""
    if not command.startswith("python -m toolkit report"):
        return []
    if "--events" in command:
        return ["--notebook", str(ROOT / "notebooks" / "06-event.ipynb")]
    parameters = new_code_cell("corpus = None\noptions = {}", metadata={"tags": ["parameters"]})
    nbformat.write(new_notebook(cells=[parameters]), "nothing.ipynb")
    return ["--notebook", "nothing.ipynb"]


def taken(told):
    """What was printed since last asked."""
    text = told.getvalue()
    told.seek(0)
    told.truncate()
    return text


def read(file):
    """A file as a reader sees it; of a page its words, without the signs of outlets."""
    text = Path(file).read_text("utf-8-sig")
    if file.endswith(".html"):
        items = [
            re.sub(r"[●■▲]\s*", "", item.text_content()) for item in lxml.html.fromstring(text).iter("li")
        ]
        return "\n".join(items)
    return text


def lines(text):
    """Lines that say something; a bar that shows how far a report is changes all the time."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("notebooks: ")]


def test_every_command_and_every_cell_prints_what_the_page_shows(ran):
    printed = [(lines(shown), lines(came)) for kind, shown, came in ran if kind in ("console", "text")]
    assert len(printed) == 7
    for shown, came in printed:
        assert came == shown


def test_the_proposal_and_the_report_say_what_the_page_shows(ran):
    files = {file: (lines(shown), lines(came)) for file, shown, came in ran if "." in file}
    shown, came = files["reports/events.csv"]
    assert came == shown
    assert came == lines(ran[-1][2])  # a report with --events leaves the proposal as it is
    shown, came = files["reports/index.html"]
    assert shown
    assert set(shown) <= set(came)

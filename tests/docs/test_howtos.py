"""The how-tos: every example runs as it stands on its page, and prints what stands below it."""

import contextlib
import io
import re
import shlex
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from toolkit.__main__ import _parser

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "how-to"
PAGES = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "index")
INDEX = (FOLDER / "index.md").read_text("utf-8")
BLOCK = re.compile(r"(?:<!-- needs (\w+) -->\n)?```(python|text|console)\n(.*?)```", flags=re.DOTALL)
MOST = 5  # lines of an answer; the first block of a page is not one, for it only loads


class Block(NamedTuple):
    """A piece of code or what it prints, and the package that it needs, "" for none."""

    needs: str
    kind: str
    content: str


def page(name):
    return (FOLDER / f"{name}.md").read_text("utf-8")


def blocks(name):
    return [Block(*found) for found in BLOCK.findall(page(name))]


EXAMPLES = [
    (name, needs)
    for name in PAGES
    for needs in dict.fromkeys(b.needs for b in blocks(name) if b.kind == "python")
]


@pytest.mark.parametrize(("name", "needs"), EXAMPLES)
def test_an_example_prints_what_stands_below_it(name, needs, tmp_path, monkeypatch):
    if needs and not find_spec(needs):
        pytest.skip(f"needs {needs}: pip install {needs}")
    for folder in ("data", "docs"):  # examples run in the folder of the repository, and write beside it
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    found, names = blocks(name), {"__name__": "__main__"}
    for place, block in enumerate(found):
        if block.kind != "python" or (place and block.needs != needs):
            continue
        with contextlib.redirect_stdout(io.StringIO()) as said, warnings.catch_warnings():
            warnings.simplefilter("ignore" if needs else "error")  # those of other packages are theirs
            exec(block.content, names)
        follows = found[place + 1 : place + 2]
        printed = follows[0].content if follows and follows[0].kind == "text" else ""
        lines = [[line.rstrip() for line in text.splitlines()] for text in (said.getvalue(), printed)]
        assert lines[0] == lines[1], block.content


@pytest.mark.parametrize("name", PAGES)
def test_an_answer_takes_a_few_lines(name):
    answers = [block.content for block in blocks(name)[1:] if block.kind == "python"]
    lines = [[line for line in answer.splitlines() if line] for answer in answers]
    assert max(map(len, lines), default=0) <= MOST


@pytest.mark.parametrize("name", PAGES)
def test_commands_are_those_of_the_program(name):
    for block in blocks(name):
        for line in block.content.splitlines() if block.kind == "console" else []:
            words = shlex.split(line, comments=True)
            if words[:3] == ["python", "-m", "toolkit"]:
                _parser().parse_args(words[3:])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_its_question_and_says_its_limits(name):
    title, *rest = page(name).splitlines()
    assert title.startswith("# ")
    assert re.match(r"\*.*\?\*", next(filter(None, rest)))
    assert re.findall("^## (.*)", page(name), flags=re.MULTILINE)[-3:] == [
        "How to read it",
        "What can go wrong",
        "What to try next",
    ]


def test_the_index_has_a_line_and_an_entry_for_every_page():
    assert sorted(re.findall(r"^- .*\?.*\]\((.*)\.md\)", INDEX, flags=re.MULTILINE)) == PAGES
    toctree = re.search(r"```\{toctree\}\n(.*?)```", INDEX, flags=re.DOTALL)[1]
    assert sorted(line for line in toctree.splitlines() if line and not line.startswith(":")) == PAGES

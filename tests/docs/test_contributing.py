"""What contributors read: every room by its name, and a codebook that loads as shown."""

import re
from pathlib import Path

import toolkit as tk

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contributing.md").read_text("utf-8")


def test_every_room_is_named_once_in_two_lines():
    rooms = sorted(path.parent.name for path in (ROOT / "toolkit").glob("*/__init__.py"))
    lines = re.findall(r"^- (`.+`): .+\n  .+$", PAGE.split("## Add")[0], flags=re.MULTILINE)
    named = [name for line in lines for name in re.findall(r"`(\w+)`", line)]
    assert sorted(name for name in named) == rooms


def test_the_codebook_finds_its_words(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(re.search(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)[1], "utf-8")
    articles = tk.load_sample()
    hits = tk.frame_hits(tk.tokenize(articles), tk.load_codebook(path))
    assert set(hits["frame"]) == {"blame"}


def test_both_say_how_the_site_is_built():
    command = "python -m sphinx -W -b html docs docs/_build/html"
    assert command in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert command in (ROOT / "docs" / "conf.py").read_text("utf-8")

"""What README.md shows: its ten lines with their result, and its picture."""

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.filterwarnings("ignore")
def test_ten_lines_print_what_stands_below_them():
    example = re.search(r"## Ten lines\n\n```python\n(.*?)```\n\n```\n(.*?)```", README, re.DOTALL)
    lines, result = example.groups()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(lines, "README.md", "exec"), {})
    assert printed.getvalue() == result


def test_the_picture_is_the_one_that_a_notebook_draws():
    cells = json.loads((ROOT / "notebooks" / "06-event.ipynb").read_text("utf-8"))["cells"]
    drawn = [
        "".join(output["data"]["image/svg+xml"])
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]
    assert (ROOT / "docs" / "picture.svg").read_text("utf-8") in drawn

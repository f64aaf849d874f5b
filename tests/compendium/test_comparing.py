import base64
import io

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from toolkit.compendium.comparing import notebooks_differ, tables_differ


@pytest.mark.parametrize(
    ("stored", "now", "told"),
    [
        ("n\n0.30000000000000004\n", "n\n0.3\n", ""),
        ("n\n0.3\n", "n\n0.301\n", "row 1, column 'n': packed was '0.3', now it is '0.301'."),
        ("a,b\n1,2\n", "a\n1\n", "other columns: packed were ['a', 'b'], now there are ['a']."),
        ("a\n1\n", "a\n1\n2\n", "packed were 1 rows, now there are 2."),
        ("a\nNA\n", 'a\n""\n', "row 1, column 'a': packed was 'NA', now it is ''."),
    ],
)
def test_the_first_difference_of_tables_is_told(stored, now, told):
    assert tables_differ(stored.encode(), now.encode()) == told


def test_of_a_long_value_the_place_that_differs_is_shown():
    long = "harbour " * 20
    told = tables_differ(f"a\n{long}x\n".encode(), f"a\n{long}y\n".encode())
    assert "harbour x" in told
    assert len(told) < 200


def picture(shade):
    file = io.BytesIO()
    Image.fromarray(np.full((4, 4), shade, np.uint8)).save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def book(source="f()", *outputs):
    return new_notebook(cells=[new_code_cell(source, execution_count=3, outputs=list(outputs))])


def shown(**data):
    return new_output("display_data", {name.replace("_", "/"): value for name, value in data.items()})


@pytest.mark.parametrize(
    ("stored", "now", "told"),
    [
        (book("f()"), book("f()", new_output("stream", name="stderr", text="10%")), ""),
        (
            book("f()", shown(text_plain="at 0x7f0000000001")),
            book("f()", shown(text_plain="at 0x7f0000000002")),
            "",
        ),
        (book("f()"), book("g()"), "cell [3] holds other code."),
        (book("f()"), new_notebook(), "packed were 1 cells of code, now there are 0."),
        (
            book("f()", shown(text_plain="a")),
            book("f()"),
            "cell [3]: packed were 1 outputs, now there are 0.",
        ),
        (
            book("f()", shown(text_plain="a")),
            book("f()", shown(text_html="a")),
            "cell [3]: packed was text/plain, now it is text/html.",
        ),
        (
            book("f()", shown(text_plain="a 1")),
            book("f()", shown(text_plain="a 2")),
            "cell [3]: stored: a 1 | now:    a 2.",
        ),
        (
            book("f()", shown(**{"image/svg+xml": "<svg>"})),
            book("f()", shown(**{"image/svg+xml": "<svg/>"})),
            "cell [3]: its figure is drawn otherwise.",
        ),
        (book("f()", shown(image_png=picture(9))), book("f()", shown(image_png=picture(10))), ""),
    ],
)
def test_the_first_difference_of_notebooks_is_told(stored, now, told):
    assert notebooks_differ(nbformat.writes(stored).encode(), nbformat.from_dict(now)) == told


def test_a_picture_that_looks_otherwise_is_told():
    told = notebooks_differ(
        nbformat.writes(book("f()", shown(image_png=picture(9)))).encode(),
        book("f()", shown(image_png=picture(90))),
    )
    assert told.startswith("cell [3]: image/png differs by 81")


def test_the_cell_of_parameters_may_name_other_places():
    stored, now = book("cache = 'a'"), book("cache = 'b'")
    for one in (stored, now):
        one.cells[0].metadata["tags"] = ["parameters"]
    assert notebooks_differ(nbformat.writes(stored).encode(), now) == ""

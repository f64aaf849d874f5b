import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes

from toolkit.show.style import Drawing, Sheet, Words, drawn, empty


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def draw(sheet):
    return sheet.axes(100)


def test_a_drawing_knows_its_words_and_how_to_be_drawn_again():
    ax = drawn(draw, Words("A rose.", "What is drawn", "x 1"))
    assert isinstance(ax, Drawing)
    assert ax.words.told == ax.get_label() == "A rose. What is drawn. x 1."
    assert ax.again(Sheet(350)).get_figure().get_size_inches()[0] * 72 == pytest.approx(350)
    assert ax.get_title(loc="left") == "A rose."


def test_only_the_wide_figure_is_one_of_pyplot():
    ax = drawn(draw, Words("A rose", ""))
    assert plt.get_fignums() == [ax.get_figure().number]
    ax.again(Sheet(350))
    assert len(plt.get_fignums()) == 1


def test_axes_have_their_height_and_margins_in_units():
    ax = Sheet(680).axes(100, left=30, right=50, top=8, bottom=36)
    box = ax.get_window_extent()
    assert (box.x0, box.width, box.y0, box.height) == pytest.approx((30, 600, 36, 100))
    assert ax.get_ylim() == (100, 0)


def test_axes_of_a_reader_are_drawn_on():
    _, ax = plt.subplots()
    assert drawn(draw, Words("A rose", ""), ax) is ax
    assert type(ax) is Axes
    assert ax.get_label() == "A rose."


def test_nothing_to_draw_says_why():
    table = pd.DataFrame()
    assert empty(table).get_label() == "There is nothing to draw: the table has no rows."
    table.attrs["note"] = "Few events."
    assert empty(table, None, "No word.").get_label() == "No word. Few events."

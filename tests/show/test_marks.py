import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from toolkit.show.marks import dot, doublings, holding, interval, legend, looks_for, ticks
from toolkit.show.outlets import looks_of

LOOK = looks_of(["Beacon"])["Beacon"]


@pytest.fixture
def ax():
    yield plt.figure().add_subplot(xlim=(0, 10))
    plt.close("all")


def drawn(ax):
    return [(line.get_marker(), list(line.get_xdata())) for line in ax.lines]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (2, 5, [("None", [2, 5])]),
        (2, np.nan, [("None", [2, 10]), (">", [10])]),
        (2, 12, [("None", [2, 10]), (">", [10])]),
        (np.nan, 5, [("None", [0, 5]), ("<", [0])]),
        (np.nan, np.nan, []),
    ],
)
def test_an_open_end_or_one_beyond_the_axis_has_an_arrow(ax, low, high, expected):
    interval(ax, 1, low, high, "black")
    assert drawn(ax) == expected


def test_what_holds_is_filled_and_what_could_be_chance_hollow(ax):
    dot(ax, 1, 1, LOOK, True)
    dot(ax, 1, 1, LOOK, False)
    filled, hollow = ax.lines
    assert filled.get_markerfacecolor() == filled.get_markeredgecolor() == LOOK.colour
    assert hollow.get_markerfacecolor() != LOOK.colour


def test_a_p_family_of_5_percent_holds_and_none_holds_without_one():
    table = pd.DataFrame({"p_family": [0.05, 0.051, np.nan]})
    assert holding(table).to_list() == [True, False, False]
    assert holding(table.drop(columns="p_family")).to_list() == [False] * 3


def test_an_outlet_keeps_its_look_where_others_are_not_drawn():
    every = pd.Series(["Beacon", "Ledger", "Meridian"])
    assert looks_for(["Meridian"], every)["Meridian"] == looks_of(every)["Meridian"]
    assert looks_for(["Meridian"])["Meridian"].number == 1


def test_ticks_are_few_round_numbers(ax):
    ticks(ax, 4)
    assert [text.get_text() for text in ax.texts] == ["0", "5", "10"]


@pytest.mark.parametrize(
    ("limits", "most", "words"),
    [
        ((-1.5, 2.5), 9, ["1/2", "same", "2×", "4×"]),
        ((-0.5, 7), 5, ["same", "4×", "16×", "64×"]),
        ((1, 3), 9, ["2×", "4×", "8×"]),
    ],
)
def test_powers_of_two_are_said_as_times(ax, limits, most, words):
    ax.set_xlim(*limits)
    doublings(ax, most)
    assert [text.get_text() for text in ax.texts] == words
    assert bool(ax.lines) == (limits[0] <= 0)


def test_filled_and_hollow_are_explained_where_there_are_both():
    assert legend([True, False, True]).startswith("Filled: differs")
    assert legend([False, False]) == "Lines are 95% ranges."

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from tests.drawings import HOSTILE, drawings, require_readable, texts_of
from toolkit.show.outlets import looks_of
from toolkit.terms.figures import plot_barcode, plot_frequency_dispersion, plot_keyness, plot_trend


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def keyness_table():
    return pd.DataFrame(
        {
            "target": "Sun",
            "reference": "all others",
            "term": ["war", "$5m", "the", "peace", "rare"],
            "n_target": [9, 8, 40, 1, 2],
            "n_reference": [4, 0, 40, 9, 0],
            "log_ratio": [1.0, 3.0, 0.0, -2.0, 4.0],
            "low": [0.2, 1.5, -0.3, np.nan, np.nan],
            "high": [1.8, np.nan, 0.3, -1.0, np.nan],
            "p_family": [0.4, 0.01, 1.0, 0.03, np.nan],
        }
    )


def points(ax):
    """Place of each mark, and whether it is filled."""
    marks = [line for line in ax.lines if len(line.get_xdata()) == 1 and line.get_marker() not in "<>"]
    return [(line.get_xdata()[0], line.get_markerfacecolor() == line.get_markeredgecolor()) for line in marks]


def arrows(ax):
    return [line.get_xdata()[0] for line in ax.lines if line.get_marker() == ">"]


def test_words_with_a_range_above_same_are_drawn_those_that_hold_first_and_filled():
    ax = plot_keyness(keyness_table())
    assert points(ax) == [(3.0, True), (1.0, False)]
    assert arrows(ax) == [ax.get_xlim()[1]]
    told = texts_of(drawings(ax)[0])
    assert told[-4:] == ["$5m", "8 here, 0 elsewhere", "war", "9 here, 4 elsewhere"]
    assert {"same", "2×", "4×", "8×"} <= set(told)


def test_the_title_names_words_that_hold_and_the_least_of_their_lower_bounds():
    table = keyness_table().assign(p_family=0.01, low=[0.2, 1.5, -0.3, np.nan, 2.0])
    assert plot_keyness(table).words.title == "“rare”, “$5m” and “war”: at least 1.14 times as often"
    assert plot_keyness(table, top=2).words.title == "“rare” and “$5m”: at least 2.8 times as often"
    assert (
        plot_keyness(table.assign(p_family=1.0)).words.title == "No word sets Sun apart by more than chance"
    )


def test_the_alternative_text_has_the_values():
    assert plot_keyness(keyness_table()).words.values == (
        "$5m: 8 here, 0 elsewhere, at least 2.8 times as often, holds;"
        " war: 9 here, 4 elsewhere, at least 1.14 times as often"
    )


def test_a_figure_shows_one_comparison():
    compared = keyness_table().assign(target=["Sun", "Sun", "Sun", "Moon", "Moon"])
    with pytest.raises(
        ValueError, match=r"several comparisons, .* one: \['Sun against all others', 'Moon aga"
    ):
        plot_keyness(compared)


def test_no_word_with_a_range_above_same_is_a_sentence_with_the_note():
    table = keyness_table().iloc[2:4]
    table.attrs["note"] = "Few events."
    assert plot_keyness(table).get_label() == "No word has a range that lies above “same”. Few events."


def test_outlets_share_an_axis_where_limits_are_given_and_a_range_beyond_goes_on():
    near, far = (plot_keyness(keyness_table().iloc[place : place + 1]) for place in (0, 1))
    assert near.get_xlim() == (-0.5, 2.0)
    assert far.get_xlim() == (-0.5, 3.5)
    cut = plot_keyness(keyness_table(), limits=(-1, 2))
    assert cut.get_xlim() == (-1, 2)
    assert points(cut) == [(1.0, False)]
    assert arrows(cut) == [2]


def test_an_outlet_has_its_look_among_all_outlets():
    looks = looks_of(["Moon", "Sun"])
    ax = plot_keyness(keyness_table(), outlets=["Moon", "Sun"])
    assert {line.get_marker() for line in ax.lines if line.get_marker() not in ("None", ">")} == {
        looks["Sun"].marker
    }


def spread_table(n=60):
    numbers = np.arange(n)
    return pd.DataFrame(
        {"term": [f"word{i}" for i in numbers], "n": n + 1 - numbers, "per_thousand": (n - numbers) / 4}
    ).assign(dp=numbers % 7 / 7)


def test_frequency_by_dispersion_names_the_commonest_that_find_room():
    ax = plot_frequency_dispersion(spread_table(3), labels=2)
    assert texts_of(drawings(ax)[0])[-2:] == ["word0", "word2"]  # the most and the least even
    assert ax.words.title.endswith("“word0” is spread most evenly, “word2” least evenly")


def test_terms_found_once_have_no_dot():
    table = spread_table(3).assign(n=[9, 2, 1])
    assert len(plot_frequency_dispersion(table).lines[0].get_xdata()) == 2
    assert "nothing to draw" in plot_frequency_dispersion(table.tail(1)).get_label()


def test_many_words_make_a_small_figure():
    ax = plot_frequency_dispersion(spread_table(3000))
    require_readable(ax)
    assert "Of 3,000 words, the 1,200 commonest are drawn." in ax.get_label()


def test_barcode_has_a_line_for_each_use_in_the_row_of_its_group():
    table = pd.DataFrame({"group": ["Sun", "Star", "Sun"], "term": "war", "position": [0.1, 0.5, 0.9]})
    ax = plot_barcode(table)
    assert [sorted(set(line.get_xdata().tolist())) for line in ax.lines] == [[0.5], [0.1, 0.9]]
    assert {"Star (1)", "Sun (2)", "first word", "last word"} <= set(texts_of(drawings(ax)[0]))
    assert ax.words.title == "Half of the uses of “war” are in the first 50% of the article"


def test_trend_has_a_line_for_each_term_and_group_with_its_name_at_its_end():
    days = pd.to_datetime(["2026-03-01", "2026-03-02"] * 2, utc=True)
    table = pd.DataFrame({"term": "war", "group": ["Star", "Star", "Sun", "Sun"], "period": days})
    ax = plot_trend(table.assign(per_thousand=[1.0, 2.0, 3.0, 4.0]))
    lines = [list(line.get_ydata()) for line in ax.lines if line.get_linestyle() == "-"]
    assert lines == [[1.0, 2.0], [3.0, 4.0]]
    assert {"war, Star", "war, Sun", "1 Mar", "2 Mar"} <= set(texts_of(drawings(ax)[0]))
    assert ax.words.title == ("“war” is most frequent on 2 March 2026 in Sun: 4.0 times in a thousand words")


def hostile(plot):
    """A table with long, strange and close names for each figure."""
    names = [*HOSTILE, "연합뉴스", "x" * 60]
    if plot is plot_keyness:
        return pd.concat([keyness_table().iloc[:2].assign(term=name) for name in names])
    if plot is plot_frequency_dispersion:
        return spread_table().assign(term=(names * 10))
    rows = pd.DataFrame({"group": names * 2, "term": "$5m", "position": 0.5, "per_thousand": 1.0})
    return rows.assign(period=pd.to_datetime(["2026-03-01"] * 6 + ["2026-03-02"] * 6, utc=True))


@pytest.mark.parametrize("plot", [plot_keyness, plot_frequency_dispersion, plot_barcode, plot_trend])
def test_any_names_can_be_read(plot):
    require_readable(plot(hostile(plot)))


@pytest.mark.parametrize(
    ("plot", "columns"),
    [
        (plot_keyness, "target reference term n_target n_reference log_ratio low high p_family"),
        (plot_frequency_dispersion, "term n per_thousand dp"),
        (plot_barcode, "group term position"),
        (plot_trend, "term group period per_thousand"),
    ],
)
def test_an_empty_table_is_a_sentence(plot, columns):
    table = pd.DataFrame({name: pd.Series(dtype=float) for name in columns.split()})
    table.attrs["note"] = "Nothing was found."
    assert "Nothing was found." in plot(table).get_label()
    with pytest.raises(ValueError, match="table has no column"):
        plot(table.iloc[:, :-1])

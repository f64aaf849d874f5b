import numpy as np
import pandas as pd
import pytest

from toolkit.terms.figures import plot_barcode, plot_frequency_dispersion, plot_keyness, plot_trend


def keyness_table():
    table = pd.DataFrame(
        {
            "target": "Sun",
            "reference": "Star",
            "term": ["$5m", "war", "the", "peace", "rare"],
            "log_ratio": [3.0, 1.0, 0.0, -2.0, 4.0],
            "low": [1.5, 0.2, -0.3, np.nan, np.nan],
            "high": [12.0, 1.8, 0.3, -1.0, np.nan],
            "p_family": [0.01, 0.4, 1.0, 0.03, np.nan],
        }
    )
    table.attrs["caption"] = "Terms of Sun."
    return table


def test_keyness_draws_intervals_that_leave_out_0_target_first():
    ax = plot_keyness(keyness_table())
    assert [label.get_text() for label in ax.get_yticklabels()] == [r"\$5m", "war", "peace"]
    bars = [line.get_xdata() for line in ax.lines if line.get_marker() == "None"]
    limit = ax.get_xlim()[1]
    np.testing.assert_allclose(bars[:3], [[1.5, limit], [0.2, 1.8], [-limit, -1.0]])
    points = [line for line in ax.lines if line.get_marker() == "o"]
    assert [float(point.get_xdata()[0]) for point in points] == [3.0, 1.0, -2.0]
    arrows = [
        (line.get_marker(), float(line.get_xdata()[0])) for line in ax.lines if line.get_marker() in "<>"
    ]
    assert arrows == [(">", limit), ("<", -limit)]
    assert [point.get_markerfacecolor() == "white" for point in points] == [False, True, False]
    assert ax.get_title(loc="left") == "Words of Sun against Star"
    assert ax.yaxis_inverted()


def test_rows_of_one_comparison_name_their_sides_in_the_title():
    compared = keyness_table().assign(target=["Sun", "Sun", "Sun", "Moon", "Moon"], reference="all others")
    title = plot_keyness(compared[compared["target"] == "Sun"]).get_title(loc="left")
    assert title == "Words of Sun against all others"
    with pytest.raises(
        ValueError, match=r"several comparisons, .* one: \['Sun against all others', 'Moon aga"
    ):
        plot_keyness(compared)


def test_no_interval_that_leaves_out_0_is_a_sentence_with_the_note():
    table = keyness_table().iloc[2:3]
    table.attrs["note"] = "Few events."
    assert plot_keyness(table).texts[0].get_text() == "No term has an interval that leaves out 0. Few events."


def test_figures_say_what_they_show_and_how_it_was_counted():
    label = plot_keyness(keyness_table()).get_label()
    assert label == "Log ratios of the words that most set Sun apart from Star. Terms of Sun."


def test_the_axis_shows_at_least_four_times_as_often_and_a_third_more_than_the_furthest_word():
    near, far = (plot_keyness(keyness_table().iloc[place : place + 1]) for place in (1, 0))
    assert near.get_xlim() == (-2.0, 2.0)
    assert far.get_xlim()[1] == pytest.approx(1.3 * 3)


def test_a_p_family_of_exactly_5_percent_is_filled():
    ax = plot_keyness(keyness_table().iloc[1:2].assign(p_family=0.05))
    points = [line for line in ax.lines if line.get_marker() == "o"]
    assert points[0].get_markerfacecolor() != "white"


def test_keyness_shows_the_strongest_of_either_side():
    ax = plot_keyness(keyness_table(), top=1)
    assert [label.get_text() for label in ax.get_yticklabels()] == [r"\$5m", "peace"]


def test_frequency_by_dispersion_names_the_most_frequent():
    table = pd.DataFrame(
        {"term": ["a", "b", "c"], "n": [9, 4, 1], "per_thousand": [90.0, 40.0, 10.0], "dp": [0.1, 0.6, 0.9]}
    )
    ax = plot_frequency_dispersion(table, labels=1)
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[90, 0.1], [40, 0.6]])
    assert [text.get_text() for text in ax.texts] == ["a"]
    assert ax.get_xscale() == "log"


def test_barcode_has_a_line_for_each_occurrence_in_the_row_of_its_group():
    table = pd.DataFrame({"group": ["Sun", "Star", "Sun"], "term": "war", "position": [0.1, 0.5, 0.9]})
    ax = plot_barcode(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Star (n = 1)", "Sun (n = 2)"]
    assert [len(lines.get_segments()) for lines in ax.collections] == [1, 2]
    assert ax.collections[1].get_segments()[1][:, 0].tolist() == [0.9, 0.9]


def test_trend_has_a_line_for_each_term_and_group():
    days = pd.to_datetime(["2026-03-01", "2026-03-02"] * 2, utc=True)
    table = pd.DataFrame(
        {
            "term": "war",
            "group": ["Star", "Star", "Sun", "Sun"],
            "period": days,
            "per_thousand": [1.0, 2.0, 3.0, 4.0],
        }
    )
    ax = plot_trend(table)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["war, Star", "war, Sun"]
    assert [line.get_ydata().tolist() for line in ax.lines] == [[1.0, 2.0], [3.0, 4.0]]
    assert ax.get_ylabel() == "per thousand words"


@pytest.mark.parametrize(
    ("plot", "columns"),
    [
        (plot_keyness, ["target", "reference", "term", "log_ratio", "low", "high", "p_family"]),
        (plot_frequency_dispersion, ["term", "n", "per_thousand", "dp"]),
        (plot_barcode, ["group", "term", "position"]),
        (plot_trend, ["term", "group", "period", "per_thousand"]),
    ],
)
def test_an_empty_table_is_a_sentence(plot, columns):
    kinds = {"term": object, "group": object}
    table = pd.DataFrame({name: pd.Series(dtype=kinds.get(name, float)) for name in columns})
    table.attrs["note"] = "Nothing was found."
    ax = plot(table)
    assert "Nothing was found." in ax.texts[0].get_text().replace("\n", " ")
    with pytest.raises(ValueError, match="table has no column"):
        plot(table.drop(columns=columns[-1]))


def test_money_is_no_mathematics_in_any_figure():
    places = pd.DataFrame({"group": ["$Sun", "$Sun"], "term": ["$5m", "$9m"], "position": [0.1, 0.9]})
    ax = plot_barcode(places)
    assert ax.get_yticklabels()[0].get_text() == r"\$Sun (n = 2)"
    assert ax.get_title(loc="left") == r"Where in the article: \$5m, \$9m"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [r"\$5m", r"\$9m"]
    days = pd.to_datetime(["2026-03-01", "2026-03-02"], utc=True)
    trend = pd.DataFrame({"term": "$5m", "group": "all", "period": days, "per_thousand": [1.0, 2.0]})
    assert plot_trend(trend).get_legend().get_texts()[0].get_text() == r"\$5m"
    spread = pd.DataFrame({"term": ["$5m"], "n": [2], "per_thousand": [9.0], "dp": [0.5]})
    assert plot_frequency_dispersion(spread).texts[0].get_text() == r"\$5m"

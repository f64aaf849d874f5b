import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.drawings import LONG, drawings, require_readable, texts_of
from toolkit.show.figures import plot_shares


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def shares():
    return pd.DataFrame(
        {"body": [0.75, 0.5], "furniture": [0.25, 0.5]}, index=pd.Index(["Beacon", "Ledger"], name="outlet")
    )


def test_bars_are_as_wide_as_the_shares_and_stand_end_to_end():
    ax = plot_shares(shares())
    assert [[bar.get_width() for bar in group] for group in ax.containers] == [[0.75, 0.5], [0.25, 0.5]]
    assert [bar.get_x() for bar in ax.containers[1]] == [0.75, 0.5]


def test_rows_and_parts_are_named_with_their_shares_and_the_first_row_is_on_top():
    ax = plot_shares(shares())
    assert texts_of(drawings(ax)[0]) == ["Beacon", "Ledger", "75%", "50%", "body", "25%", "50%", "furniture"]
    upper, lower = ax.containers[0]
    assert upper.get_y() < lower.get_y()
    assert ax.yaxis_inverted()


def test_the_title_says_where_the_part_that_differs_most_is_largest_and_smallest():
    assert plot_shares(shares()).words.title == "Body: 75% in Beacon, 50% in Ledger"
    assert plot_shares(shares().head(1)).words.title == "Body: 75% in Beacon"


def test_an_empty_table_draws_its_note():
    table = shares().iloc[:0]
    table.attrs["note"] = "No words were found."
    ax = plot_shares(table)
    assert texts_of(drawings(ax)[0]) == ["No words were found."]
    assert ax.get_label() == "No words were found."


def test_a_figure_says_what_it_shows_in_words():
    label = plot_shares(shares().rename_axis(columns="kind")).get_label()
    assert "Share of each kind, a bar for each outlet." in label
    assert label.endswith("Beacon: body 75% and furniture 25%; Ledger: body 50% and furniture 50%.")


def test_more_parts_than_colours_come_again_paler():
    ax = plot_shares(pd.DataFrame([[1 / 9] * 9]))
    looks = [group[0].get_facecolor() for group in ax.containers]
    assert len(set(looks)) == 9
    assert looks[0][:3] == looks[6][:3]


@pytest.mark.parametrize("parts", [2, 9])
def test_long_names_are_whole_and_nothing_lies_on_another(parts):
    names = [LONG, "x" * 130, "연합뉴스"]
    columns = [f"{LONG} {n}" for n in range(parts)]
    ax = plot_shares(pd.DataFrame(1 / parts, index=names, columns=columns))
    require_readable(ax)
    for svg in drawings(ax):
        assert "".join(texts_of(svg)).count("x" * 20) >= 5


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError, match="table must be a pandas DataFrame, not Series"):
        plot_shares(shares()["body"])


def test_of_many_rows_the_first_forty_are_drawn():
    table = pd.DataFrame({"body": 1.0}, index=[f"Outlet {n}" for n in range(41)])
    ax = plot_shares(table)
    assert len(ax.patches) == 40
    assert "Of 41 rows, the first 40 are drawn." in ax.get_label()
    assert "are drawn" not in plot_shares(table.head(40)).get_label()

import pandas as pd
import pytest

from toolkit.show.figures import plot_shares
from toolkit.show.style import literal


def shares():
    return pd.DataFrame(
        {"body": [0.75, 0.5], "furniture": [0.25, 0.5]}, index=pd.Index(["Beacon", "Ledger"], name="outlet")
    )


def test_bars_are_as_wide_as_the_shares_and_stand_end_to_end():
    ax = plot_shares(shares())
    assert [[bar.get_width() for bar in group] for group in ax.containers] == [[0.75, 0.5], [0.25, 0.5]]
    assert [bar.get_x() for bar in ax.containers[1]] == [0.75, 0.5]


def test_rows_and_parts_are_named_and_the_first_row_is_on_top():
    ax = plot_shares(shares())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Beacon", "Ledger"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["body", "furniture"]
    assert ax.get_ylabel() == "outlet"
    assert ax.yaxis_inverted()


def test_an_empty_table_draws_its_note():
    table = shares().iloc[:0]
    table.attrs["note"] = "No words were found."
    ax = plot_shares(table)
    assert [text.get_text() for text in ax.texts] == ["No words were found."]
    assert ax.get_label() == "No words were found."


def test_a_figure_says_what_it_shows_and_then_what_the_table_says():
    table = shares().rename_axis(columns="kind")
    table.attrs["caption"] = "Share of running words."
    expected = "Share of each kind, one bar for each outlet. Share of running words."
    assert plot_shares(table).get_label() == expected


def test_parts_are_told_apart_by_colour_and_by_hatch():
    ax = plot_shares(pd.DataFrame([[1 / 9] * 9]))
    looks = [(group[0].get_facecolor(), group[0].get_hatch()) for group in ax.containers]
    assert len({colour for colour, _ in looks}) == len({hatch for _, hatch in looks}) == 8
    assert looks[8] == looks[0]


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError, match="table must be a pandas DataFrame, not Series"):
        plot_shares(shares()["body"])


@pytest.mark.parametrize(("text", "expected"), [("$5m to $9m", r"\$5m to \$9m"), ("plain", "plain")])
def test_money_is_no_mathematics(text, expected):
    assert literal(text) == expected

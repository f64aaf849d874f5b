import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

from toolkit.matters.figures import plot_disagreements

TABLE = pd.DataFrame(
    {
        "noun_class": ["troops", "dogs"],
        "low_a": [20000.0, 12.0],
        "high_a": [99999.0, 12.0],
        "low_b": [12000.0, 30.0],
        "high_b": [12000.0, None],
        "outlet_a": ["Beacon", "Beacon"],
        "outlet_b": ["Ledger", "S$n"],
        "segment_a": ["headline", "body"],
        "segment_b": ["body", "body"],
    }
)


def test_every_number_has_a_marker_at_its_middle():
    ax = plot_disagreements(TABLE)
    assert ax.lines[0].get_xdata().tolist() == [59999.5, 12]
    assert ax.lines[2].get_xdata().tolist() == [12000, 30]
    assert ax.lines[3].get_xdata().tolist() == [30]  # open above
    assert [label.get_text() for label in ax.get_yticklabels()] == ["troops", "dogs"]
    assert ax.get_xlabel().startswith("number given")
    assert ax.get_title()


def test_ranges_are_bars_and_outlets_are_written_beside_them():
    ax = plot_disagreements(TABLE)
    assert ax.collections[0].get_segments()[0][:, 0].tolist() == [20000, 99999]
    assert [text.get_text() for text in ax.texts] == ["Beacon (headline)", "Beacon", "Ledger", r"S\$n"]


def test_columns_are_found_by_name_and_the_figure_says_what_it_shows():
    table = TABLE[TABLE.columns[::-1]]
    table.attrs["caption"] = "Pairs to check."
    ax = plot_disagreements(table)
    assert ax.lines[0].get_xdata().tolist() == [59999.5, 12]
    assert ax.get_label().startswith("Each pair of different numbers on a line of its own")
    assert ax.get_label().endswith("Pairs to check.")


@pytest.mark.parametrize(("high", "scale"), [(200.0, "linear"), (201.0, "symlog")])
def test_numbers_twenty_times_apart_are_drawn_on_a_logarithmic_scale(high, scale):
    table = TABLE.iloc[[1]].assign(low_a=10.0, high_a=10.0, low_b=high, high_b=high)
    assert plot_disagreements(table).get_xscale() == scale


def test_an_empty_table_shows_its_note():
    table = TABLE.iloc[:0].copy()
    table.attrs["note"] = "Nothing found."
    assert plot_disagreements(table).texts[0].get_text() == "Nothing found."


def test_statuses_cannot_be_drawn():
    with pytest.raises(ValueError, match="table has no column 'low_a'"):
        plot_disagreements(TABLE.drop(columns="low_a"))


def test_large_numbers_are_written_out_on_the_axis():
    table = TABLE.iloc[:1].assign(low_a=240e6, high_a=240e6, low_b=190e6, high_b=190e6)
    ax = plot_disagreements(table)
    ax.figure.canvas.draw()
    assert "200,000,000" in [label.get_text() for label in ax.get_xticklabels()]

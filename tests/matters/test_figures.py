import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

mpl.use("Agg")

from toolkit.matters.figures import plot_matter

SENT, HURT = "How many soldiers are sent?", "How many people were hurt?"
ROWS = [
    ("pit", HURT, "30 people", 30.0, 30.0, ("Beacon", "S$n"), "agreed", ""),
    ("quay", SENT, "12,000 soldiers", 12000.0, 12000.0, ("Beacon", "Ledger"), "agreed", ""),
    ("quay", SENT, "tens of thousands", 20000.0, 99999.0, ("Sun",), "to check", "headline"),
    ("quay", SENT, "at least 10,000", 10000.0, None, ("Post",), "to check", ""),
]
TABLE = pd.DataFrame(ROWS, columns="event matter value low high outlets kind mark".split())


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def dots(ax):
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "o"]


def bars(ax):
    return [bar.get_segments()[0].tolist() for bar in ax.collections]


def test_the_first_matter_whose_values_differ_is_drawn_the_first_value_on_top():
    ax = plot_matter(TABLE)
    assert ax.get_title("left") == SENT
    assert dots(ax) == [(12000, 2)]
    assert bars(ax) == [[[20000, 1], [99999, 1]], [[10000, 0], [99999, 0]]]


def test_an_open_end_has_an_arrow_at_the_largest_number():
    arrows = [line for line in plot_matter(TABLE).lines if line.get_marker() == ">"]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in arrows] == [(99999, 0)]
    only = TABLE.iloc[[3]]
    assert plot_matter(only, SENT).lines[0].get_xdata().tolist() == [10000]


def test_values_are_written_with_their_outlets_and_marks():
    assert [text.get_text() for text in plot_matter(TABLE).texts] == [
        "12,000 soldiers: Beacon, Ledger",
        "tens of thousands: Sun (headline)",
        "at least 10,000: Post (to check)",
    ]


def test_what_is_agreed_is_full_and_what_is_to_be_checked_hollow():
    for kind, style in (("agreed", "full"), ("to check", "none")):
        ax = plot_matter(TABLE.iloc[[0]].assign(kind=kind), HURT)
        assert ax.lines[0].get_fillstyle() == style


def test_a_matter_is_chosen_by_its_question():
    ax = plot_matter(TABLE, HURT)
    assert dots(ax) == [(30, 0)]
    assert ax.texts[0].get_text() == r"30 people: Beacon, S\$n"
    with pytest.raises(ValueError, match=r"matter.*'Who won\?'"):
        plot_matter(TABLE, "Who won?")


def test_a_question_of_two_events_is_drawn_of_the_first():
    table = pd.concat([TABLE.iloc[[0]], TABLE.iloc[[0]].assign(event="mill", low=50.0, high=50.0)])
    assert dots(plot_matter(table, HURT)) == [(30, 0)]


def test_columns_are_found_by_name_and_the_figure_says_what_it_shows():
    table = TABLE[TABLE.columns[::-1]]
    table.attrs["caption"] = "What outlets agree on."
    ax = plot_matter(table)
    assert dots(ax) == [(12000, 2)]
    assert ax.get_label().startswith("Each value of the matter on a line")
    assert ax.get_label().endswith("What outlets agree on.")


@pytest.mark.parametrize(
    ("low", "high", "scale"), [(10.0, 200.0, "linear"), (10.0, 201.0, "log"), (0.0, 201.0, "linear")]
)
def test_numbers_twenty_times_apart_are_drawn_on_a_logarithmic_scale(low, high, scale):
    table = TABLE.iloc[1:3].assign(low=[low, high], high=[low, high])
    ax = plot_matter(table)
    assert ax.get_xscale() == scale
    assert ax.get_xlim()[0] >= 0


def test_large_numbers_are_written_out_on_the_axis():
    table = TABLE.iloc[1:3].assign(low=[240e6, 190e6], high=[240e6, 190e6])
    ax = plot_matter(table)
    ax.figure.canvas.draw()
    assert "200,000,000" in [label.get_text() for label in ax.get_xticklabels()]


def test_axes_that_are_given_are_drawn_on():
    ax = plot_matter(TABLE)
    ax.clear()
    assert plot_matter(TABLE, ax=ax) is ax


def test_an_empty_table_or_one_without_two_values_shows_its_note():
    for table in (TABLE.iloc[:0].copy(), TABLE.iloc[:1].copy(), TABLE.assign(low=float("nan"))):
        table.attrs["note"] = "Nothing found."
        assert plot_matter(table).texts[0].get_text() == "Nothing found."


def test_a_table_that_is_no_map_is_refused():
    with pytest.raises(ValueError, match="table has no column 'low'"):
        plot_matter(TABLE.drop(columns="low"))


def test_of_many_values_those_of_most_outlets_are_drawn():
    outlets = [("Sun",), *[("Beacon", "Sun")] * 20]
    rows = [(*ROWS[1][:2], "soldiers", n, n, names, "agreed", "") for n, names in enumerate(outlets, 1)]
    table = pd.DataFrame(rows, columns=TABLE.columns)
    ax = plot_matter(table)
    assert sorted(value for value, _ in dots(ax)) == list(range(2, 22))
    assert " Of 21, the 20 values of most outlets are drawn." in ax.get_label()

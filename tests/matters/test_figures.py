import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.drawings import HOSTILE, LONG, drawings, require_readable, texts_of
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
    """Number of each mark and whether it is filled."""
    marks = [line for line in ax.lines if line.get_marker() not in ("None", ">", "<")]
    return [(line.get_xdata()[0], line.get_markerfacecolor() == line.get_markeredgecolor()) for line in marks]


def bars(ax):
    return [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]


def arrows(ax):
    return [line.get_xdata()[0] for line in ax.lines if line.get_marker() == ">"]


def test_the_first_matter_whose_values_differ_is_drawn_with_its_words_and_outlets():
    ax = plot_matter(TABLE)
    assert ax.words.title == f"{SENT} 12,000 soldiers, tens of thousands or at least 10,000"
    assert ax.words.sub.startswith("Quay. Filled: outlets agree; hollow or thin: read both.")
    told = texts_of(drawings(ax)[0])
    assert [text for text in told if text in ("Beacon and Ledger", "Sun", "Post")] == [
        "Beacon and Ledger",
        "Sun",
        "Post",
    ]
    assert {
        "12,000 soldiers",
        "tens of thousands (headline against text)",
        "at least 10,000 (read both)",
    } <= set(told)


def test_a_number_is_a_mark_a_range_a_bar_and_no_mark_stands_where_nobody_printed_one():
    ax = plot_matter(TABLE)
    assert dots(ax) == [(12000, True)]
    end = ax.get_xlim()[1]
    assert bars(ax) == [[20000, 99999], [10000, end]]
    assert arrows(ax) == [end]
    assert end > 99999


def test_what_is_agreed_is_full_and_what_is_to_be_checked_hollow():
    for kind, full in (("agreed", True), ("to check", False)):
        assert dots(plot_matter(TABLE.iloc[[0]].assign(kind=kind), HURT)) == [(30, full)]


def test_a_matter_is_chosen_by_its_question():
    ax = plot_matter(TABLE, HURT)
    assert dots(ax) == [(30, True)]
    assert {"Beacon and S$n", "30 people"} <= set(texts_of(drawings(ax)[0]))
    with pytest.raises(ValueError, match=r"matter.*'Who won\?'"):
        plot_matter(TABLE, "Who won?")


def test_the_number_that_tells_matters_apart_is_not_in_the_title():
    table = TABLE.assign(matter=f"{HURT} (2)")
    assert plot_matter(table, f"{HURT} (2)").words.title == f"{HURT} 30 people"


def test_an_act_has_no_numbers_to_draw():
    act = TABLE.assign(low=[30.0, None, None, None], matter=[HURT, SENT, SENT, SENT])
    with pytest.raises(ValueError, match="is about an act, and has no numbers to draw"):
        plot_matter(act, SENT)


def test_a_question_of_two_events_is_drawn_of_the_first():
    table = pd.concat([TABLE.iloc[[0]], TABLE.iloc[[0]].assign(event="mill", low=50.0, high=50.0)])
    assert dots(plot_matter(table, HURT)) == [(30, True)]


def test_columns_are_found_by_name_and_the_figure_says_its_values():
    ax = plot_matter(TABLE[TABLE.columns[::-1]])
    assert dots(ax) == [(12000, True)]
    assert ax.words.values == (
        "12,000 soldiers: Beacon and Ledger (they agree); tens of thousands: Sun (headline against text);"
        " at least 10,000: Post (read both)"
    )


@pytest.mark.parametrize(
    ("low", "high", "scale"), [(10.0, 200.0, "linear"), (10.0, 201.0, "log"), (0.0, 201.0, "linear")]
)
def test_numbers_twenty_times_apart_are_drawn_on_a_logarithmic_scale(low, high, scale):
    table = TABLE.iloc[1:3].assign(low=[low, high], high=[low, high])
    ax = plot_matter(table)
    assert ax.get_xscale() == scale
    assert ax.get_xlim()[0] >= 0


def test_large_numbers_are_said_in_words_on_the_axis():
    table = TABLE.iloc[1:3].assign(low=[240e6, 190e6], high=[240e6, 190e6])
    assert "200 million" in texts_of(drawings(plot_matter(table))[0])


def test_axes_that_are_given_are_drawn_on():
    _, ax = plt.subplots()
    assert plot_matter(TABLE, ax=ax) is ax


def test_an_empty_table_or_one_without_two_values_shows_its_note():
    for table in (TABLE.iloc[:0].copy(), TABLE.iloc[:1].copy(), TABLE.assign(low=float("nan"))):
        table.attrs["note"] = "Nothing found."
        assert plot_matter(table).get_label() == "Nothing found."


def test_a_table_that_is_no_map_is_refused():
    with pytest.raises(ValueError, match="table has no column 'low'"):
        plot_matter(TABLE.drop(columns="low"))


def test_of_many_values_those_of_most_outlets_are_drawn():
    outlets = [("Sun",), *[("Beacon", "Sun")] * 20]
    rows = [(*ROWS[1][:2], "soldiers", n, n, names, "agreed", "") for n, names in enumerate(outlets, 1)]
    ax = plot_matter(pd.DataFrame(rows, columns=TABLE.columns))
    assert sorted(value for value, _ in dots(ax)) == list(range(2, 22))
    assert " Of 21, the 20 values of most outlets are drawn." in ax.get_label()


@pytest.mark.parametrize("times", [1, 10_000])
def test_any_names_and_values_can_be_read(times):
    names = [LONG, *HOSTILE, "연합뉴스"]
    rows = [
        (
            "quay",
            SENT,
            f"about {n} {name} of those who had been sent",
            n,
            n,
            tuple(names[:n]),
            "to check",
            name,
        )
        for n, name in enumerate(names, 1)
    ]
    table = pd.DataFrame(rows, columns=TABLE.columns)
    require_readable(
        plot_matter(table.assign(low=table["low"] ** 2 * times, high=table["high"] ** 2 * times))
    )

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.drawings import HOSTILE, LONG, drawings, require_readable, texts_of
from toolkit.show.outlets import looks_of
from toolkit.voices.figures import plot_quoted_sources, plot_speakers

TABLE = pd.DataFrame(
    {
        "reason": "",
        "n": [3, 1, 2],
        "share": [0.75, 0.25, 1.0],
        "low": [0.5, float("nan"), 0.9],
        "high": [0.9, float("nan"), 1.0],
        "speaker": ["Roe", "Doe $5", "Roe"],
        "outlet": ["Beacon", "Beacon", "Ledger"],
    }
)
SPOKEN = pd.DataFrame(
    {
        "person": ["Roe $5", "Roe $5", "the report"],
        "outlet": ["Beacon", "Ledger", "Ledger"],
        "attributions": [2, 1, 1],
    }
)


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def marks(ax):
    """Place of each mark, and whether it is filled."""
    points = [line for line in ax.lines if line.get_marker() not in ("None", ">", "<")]
    return [
        (line.get_xdata()[0], line.get_markerfacecolor() == line.get_markeredgecolor()) for line in points
    ]


def lines(ax):
    return [list(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 2.2]


def test_each_value_is_a_band_with_a_row_for_each_group_wherever_columns_stand():
    ax = plot_quoted_sources(TABLE)
    told = texts_of(drawings(ax)[0])
    assert told[:8] != told
    assert [text for text in told if text in ("Roe", "Doe $5", "Beacon", "Ledger")] == [
        "Roe", "Beacon", "Ledger", "Doe $5", "Beacon"
    ]  # fmt: skip
    assert [x for x, _ in marks(ax)] == [0.75, 1.0, 0.25]
    assert lines(ax) == [[0.5, 0.9], [0.9, 1.0]]
    assert "Roe: Beacon 75% (50% to 90%), Ledger 100% (90% to 100%)." in ax.words.values


def test_what_differs_by_more_than_chance_is_filled_and_what_is_not_tested_hollow():
    ax = plot_quoted_sources(TABLE.assign(p_family=[0.05, float("nan"), 0.2]))
    assert [filled for _, filled in marks(ax)] == [True, False, False]
    assert not any(filled for _, filled in marks(plot_quoted_sources(TABLE)))


def test_the_title_tells_the_difference_that_holds_or_the_commonest():
    held = TABLE.assign(
        p_family=[0.01, None, None], difference=[-0.25, None, 0.25], speaker=["Roe", "Doe", "Roe"]
    )
    title = plot_quoted_sources(held).words.title
    assert title == "Roe: 100% of the statements in Ledger, 75% in Beacon"
    title = plot_quoted_sources(TABLE).words.title
    assert title == "No difference larger than chance; heard most: Roe, 75% to 100% of the statements"


def test_types_of_source_are_said_in_words():
    table = TABLE.rename(columns={"speaker": "source_type"}).assign(
        source_type=["office", "person", "office"]
    )
    told = texts_of(drawings(plot_quoted_sources(table, of="source_type"))[0])
    assert {"Offices and institutions", "People"} <= set(told)


def test_only_the_commonest_are_drawn():
    assert "Doe $5" not in texts_of(drawings(plot_quoted_sources(TABLE, top=1))[0])


def test_groups_and_values_are_found_by_name():
    ax = plot_quoted_sources(TABLE.rename(columns={"speaker": "via", "outlet": "side"}), of="via", by="side")
    assert "of the side’s statements" in texts_of(drawings(ax)[0])
    with pytest.raises(ValueError, match="table has no column 'outlet'"):
        plot_quoted_sources(TABLE.drop(columns="outlet"))
    with pytest.raises(ValueError, match="table has no column 'speaker'"):
        plot_quoted_sources(TABLE.drop(columns="speaker"))


def test_of_many_groups_those_with_most_attributions_are_drawn():
    rows = [{"outlet": f"Outlet {n}", "speaker": "Roe", "n": 1 + n, "share": 1.0} for n in range(9)]
    ax = plot_quoted_sources(pd.DataFrame(rows).assign(low=0.5, high=1.0))
    told = texts_of(drawings(ax)[0])
    assert [text for text in told if text.startswith("Outlet")] == [f"Outlet {n}" for n in range(1, 9)]
    assert " Of 9, the 8 with most statements are drawn." in ax.get_label()


def test_a_bar_has_a_stretch_for_each_outlet_as_long_as_it_quotes():
    ax = plot_speakers(SPOKEN)
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [(0, 2), (2, 1), (0, 1)]
    looks = looks_of(["Beacon", "Ledger"])
    colours = [plt.matplotlib.colors.to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colours == [looks["Beacon"].colour, looks["Ledger"].colour, looks["Ledger"].colour]
    told = [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts_of(drawings(ax)[0])]
    assert told == ["Roe $5", "the report", "3: Beacon 2 and Ledger 1", "1, only in Ledger"]
    assert ax.words.title == "Roe $5 is heard most: 3 statements, in both outlets"
    tied = plot_speakers(SPOKEN.assign(attributions=[1, 1, 2]))
    assert tied.words.title == "Roe $5 and the report are heard most: 2 statements each"


def test_outlets_have_one_order_in_all_bars():
    more = SPOKEN.assign(attributions=[1, 2, 1])  # Ledger quotes Roe more
    looks = looks_of(["Beacon", "Ledger"])
    colours = [plt.matplotlib.colors.to_hex(bar.get_facecolor()) for bar in plot_speakers(more).patches]
    assert colours[:2] == [looks["Beacon"].colour, looks["Ledger"].colour]


def test_only_the_speakers_heard_most_are_drawn_and_their_column_is_told():
    assert len(plot_speakers(SPOKEN, top=1).patches) == 2
    with pytest.raises(ValueError, match="table has no column 'side'"):
        plot_speakers(SPOKEN, by="side")


@pytest.mark.parametrize("plot", [plot_quoted_sources, plot_speakers])
def test_an_empty_table_says_why(plot):
    nothing = (TABLE if plot is plot_quoted_sources else SPOKEN).iloc[:0].copy()
    nothing.attrs["note"] = "Nobody spoke."
    assert plot(nothing).get_label() == "Nobody spoke."


@pytest.mark.parametrize("plot", [plot_quoted_sources, plot_speakers])
def test_any_names_can_be_read(plot):
    names = [LONG, *HOSTILE, "연합뉴스", "x" * 60]
    table = TABLE if plot is plot_quoted_sources else SPOKEN
    column = "speaker" if plot is plot_quoted_sources else "person"
    parts = [table.assign(outlet=name, **{column: [name, f"{name} {name}", LONG]}) for name in names]
    require_readable(plot(pd.concat(parts)))

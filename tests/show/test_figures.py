import warnings

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from toolkit.show import style
from toolkit.show.figures import plot_shares
from toolkit.show.style import literal
from toolkit.show.tables import show_figure


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5m to $9m", r"\$5m to \$9m"),
        ("plain", "plain"),
        ("$" * 45, r"\$" * 45),
        ("x" * 46, "x" * 44 + "…"),
    ],
)
def test_money_is_no_mathematics_and_a_label_leaves_room(text, expected):
    assert literal(text) == expected


def test_a_note_is_not_cut():
    table = shares().iloc[:0]
    table.attrs["note"] = "word " * 60
    assert plot_shares(table).texts[0].get_text().count("word") == 60


def test_names_in_any_script_and_of_any_length_are_drawn_without_a_warning():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        table = shares().set_axis(["연합뉴스 Daily", "北京 " + "x" * 130], axis=0)
        show_figure(plot_shares(table))
    assert [str(warning.message) for warning in told] == []


def test_text_falls_back_on_fonts_that_are_there_while_it_is_drawn(monkeypatch):
    monkeypatch.setattr(style, "_fallbacks", lambda: ["STIXGeneral"])
    ax, before = plot_shares(shares()), list(plt.rcParams["font.family"])
    with style.any_script(ax.get_figure()):
        assert plt.rcParams["font.family"] == [*before, "STIXGeneral"]
        assert ax.title.get_fontfamily()[-1] == "STIXGeneral"
    assert plt.rcParams["font.family"] == before


def test_fonts_to_fall_back_on_are_those_of_this_machine():
    known = {font.name for font in style.fontManager.ttflist}
    assert set(style._fallbacks()) == set(style._FONTS) & known


def test_of_many_rows_the_first_forty_are_drawn():
    table = pd.DataFrame({"body": 1.0}, index=[f"Outlet {n}" for n in range(41)])
    ax = plot_shares(table)
    assert len(ax.patches) == 40
    assert "Of 41 rows, the first 40 are drawn." in ax.get_label()
    assert "are drawn" not in plot_shares(table.head(40)).get_label()

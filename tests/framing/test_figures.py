"""Figures of frames: marks stand where the table says, and verdicts can be read."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from tests.drawings import HOSTILE, LONG, drawings, require_readable, texts_of
from toolkit.framing.figures import plot_frame_rates
from toolkit.show.outlets import looks_of

RATES = pd.DataFrame(
    {
        "frame": ["conflict", "conflict", "money", "money"],
        "outlet": ["Beacon", "Ledger", "Ledger", "Beacon"],
        "words": 1000,
        "per_thousand": [8.0, 2.0, 5.0, 1.0],
        "low": [6.0, np.nan, 4.0, 0.5],
        "high": [9.0, np.nan, 6.0, 1.5],
        "validity": ["valid", "valid", "not valid", "not valid"],
    }
)


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def marks(ax):
    return [line for line in ax.lines if line.get_marker() not in ("None", ">", "<")]


def places(ax):
    return [float(line.get_xdata()[0]) for line in marks(ax)]


def filled(ax):
    return [line.get_markerfacecolor() == line.get_markeredgecolor() for line in marks(ax)]


def rows(ax):
    """Headings, remarks and names of rows, from above."""
    return [text for text in texts_of(drawings(ax)[0]) if not text[0].isdigit() and "thousand" not in text]


def test_each_frame_is_a_band_with_its_verdict_and_a_row_for_each_outlet():
    ax = plot_frame_rates(RATES)
    assert places(ax) == [8.0, 2.0, 5.0, 1.0]
    assert rows(ax) == [
        "Conflict", "agrees with two readers", "Beacon", "Ledger",
        "Money", "does not agree: not read", "Ledger", "Beacon",
    ]  # fmt: skip
    assert {"8.0", "in a thousand words"} <= set(texts_of(drawings(ax)[0]))


def test_marks_are_filled_where_a_difference_holds_and_hollow_where_it_was_not_tested():
    table = RATES.assign(p_family=[0.05, 0.051, np.nan, 0.001])
    assert filled(plot_frame_rates(table)) == [True, False, False, True]
    assert filled(plot_frame_rates(RATES)) == [False] * 4


def test_the_title_says_where_a_frame_is_told_most_if_that_holds_and_it_measures_something():
    table = RATES.assign(p_family=0.01, difference=[6.0, -6.0, 4.0, -4.0])
    assert plot_frame_rates(table).words.title == "Most words of conflict in Beacon"
    both = plot_frame_rates(table.assign(validity="not validated")).words.title
    assert both == "Most words of conflict in Beacon and of money in Ledger"
    assert plot_frame_rates(RATES).words.title == "No way of telling differs by more than chance"


def test_intervals_are_lines_from_low_to_high_and_one_that_runs_far_is_cut_with_an_arrow():
    def lines(ax):
        return [list(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 2.2]

    ax = plot_frame_rates(RATES)
    assert lines(ax) == [[6, 9], [4, 6], [0.5, 1.5]]
    assert "An arrow" not in ax.words.sub
    far = plot_frame_rates(RATES.replace({"high": {9.0: 99.0}}))
    assert lines(far)[0] == [6, far.get_xlim()[1]]
    assert far.get_xlim()[1] == pytest.approx(8 * 2.5 * 1.02)
    assert [line.get_marker() for line in far.lines].count(">") == 1
    assert "An arrow: the range goes on." in far.words.sub


def halves(split):
    table = pd.concat([RATES.assign(level="own"), RATES.assign(level="attributed", low=np.nan, high=np.nan)])
    table.loc[table["level"] == "attributed", "per_thousand"] /= 2
    table = table.sort_values("frame", kind="stable")
    table.insert(1, split, table.pop("level"))
    return table


def test_splits_are_rows_of_their_own_beside_each_other():
    ax = plot_frame_rates(halves("voice"), split="voice")
    assert rows(ax)[2:6] == [
        "Beacon (own voice)",
        "Beacon (reported)",
        "Ledger (own voice)",
        "Ledger (reported)",
    ]
    assert places(ax)[:4] == [8.0, 4.0, 2.0, 1.0]
    lead = halves("part").replace({"part": {"own": "lead"}})
    assert rows(plot_frame_rates(lead, split="part"))[2] == "Beacon (lead)"


def test_an_outlet_that_lacks_a_frame_has_no_row_there():
    ax = plot_frame_rates(RATES.iloc[:3])
    assert rows(ax)[-2:] == ["does not agree: not read", "Ledger"]


def test_of_more_than_eight_outlets_those_with_most_words_are_drawn():
    parts = [RATES.assign(outlet=f"Outlet {n}", words=100 + n % 9) for n in range(10)]
    table = pd.concat([part[part["frame"] == "money"].iloc[:1] for part in parts])
    ax = plot_frame_rates(table)
    assert rows(ax)[1:] == [f"Outlet {n}" for n in range(1, 9)]
    assert " Of 10, the 8 with most words are drawn." in ax.get_label()
    split = plot_frame_rates(pd.concat([table.assign(part=part) for part in "abc"]), split="part")
    assert " Of 10, the 4 with most words are drawn." in split.get_label()
    assert "are drawn" not in plot_frame_rates(table[table["words"] > 100]).get_label()


def test_by_says_which_column_is_compared_wherever_it_stands():
    table = RATES.rename(columns={"outlet": "country"})[
        ["per_thousand", "country", "low", "high", "words", "validity", "frame"]
    ]
    assert rows(plot_frame_rates(table, by="country")) == rows(plot_frame_rates(RATES))


def test_an_outlet_has_its_look_among_all_outlets():
    ax = plot_frame_rates(RATES, outlets={"Aurora", "Beacon", "Ledger"})
    looks = looks_of(["Aurora", "Beacon", "Ledger"])
    assert [line.get_marker() for line in marks(ax)[:2]] == [looks["Beacon"].marker, looks["Ledger"].marker]


def test_the_alternative_text_has_all_values():
    assert plot_frame_rates(RATES).words.values == (
        "Conflict (agrees with two readers): Beacon 8.0 (6.0 to 9.0), Ledger 2.0."
        " Money (does not agree: not read): Ledger 5.0 (4.0 to 6.0), Beacon 1.0 (0.5 to 1.5)."
    )


def test_axes_that_are_given_are_drawn_on():
    _, ax = plt.subplots()
    assert plot_frame_rates(RATES, ax=ax) is ax


def test_an_outlet_without_a_name_is_told():
    assert "(none)" in rows(plot_frame_rates(RATES.replace({"outlet": {"Beacon": ""}})))


@pytest.mark.parametrize("split", [None, "voice"])
def test_any_names_can_be_read(split):
    table = RATES if split is None else halves(split)
    table = table[table["outlet"] == "Beacon"]
    names = [LONG, *HOSTILE, "연합뉴스", "x" * 60]
    parts = [table.assign(outlet=name, frame=table["frame"] + name[:30]) for name in names]
    require_readable(plot_frame_rates(pd.concat(parts), split=split))


@pytest.mark.parametrize("split", [None, "voice"])
def test_empty_tables_draw_their_note(split):
    table = pd.DataFrame(columns=[*RATES.columns, "voice"])
    table.attrs["note"] = "There are no words."
    assert plot_frame_rates(table, split=split).get_label() == "There are no words."


def test_a_table_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="table has no column 'part'"):
        plot_frame_rates(RATES, split="part")
    with pytest.raises(ValueError, match="table has no column 'country'"):
        plot_frame_rates(RATES, by="country")


def test_a_table_that_is_split_is_not_drawn_as_if_it_were_not():
    with pytest.raises(ValueError, match=r"several rows for one value of \['frame', 'outlet'\]; say by what"):
        plot_frame_rates(halves("voice"))


def test_a_verdict_of_all_word_lists_is_told_once():
    ax = plot_frame_rates(RATES.assign(validity="not validated"))
    assert ax.words.sub.count("Lists of words: not checked by readers.") == 1
    assert "not checked by readers" not in rows(ax)

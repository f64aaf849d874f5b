"""Figures of frames: marks stand where the table says, and verdicts can be read."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection

from toolkit.framing.figures import plot_frame_rates

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


def marks(ax):
    """Label of each group and the positions of its marks."""
    labels = ax.get_legend_handles_labels()[1]
    points = [
        part for part in ax.collections if hasattr(part, "get_offsets") and part.get_label().startswith("_")
    ]
    points = [part.get_offsets()[:, 0].tolist() for part in points if len(part.get_offsets()) > 1]
    return dict(zip(labels, points, strict=True))


def test_marks_stand_at_the_rates_and_labels_carry_the_verdict():
    ax = plot_frame_rates(RATES)
    assert marks(ax) == {"Beacon": [8.0, 1.0], "Ledger": [2.0, 5.0]}
    assert [label.get_text() for label in ax.get_yticklabels()] == ["conflict\n(valid)", "money\n(not valid)"]
    assert ax.get_xlabel() == "indicator hits per thousand words"
    assert "outlet" in ax.get_title()


def test_only_valid_frames_have_filled_marks():
    ax = plot_frame_rates(RATES)
    faces = [part.get_facecolor()[:, 3].tolist() for part in ax.collections if len(part.get_facecolor()) == 2]
    assert faces == [[1.0, 0.0], [1.0, 0.0]]
    doubtful = plot_frame_rates(RATES.assign(validity="doubtful"))
    faces = [part.get_facecolor() for part in doubtful.collections if len(part.get_facecolor()) == 2]
    assert [face[:, 3].tolist() for face in faces] == [[0.0, 0.0]] * 2


@pytest.mark.parametrize(("split", "values"), [("voice", ["own", "attributed"]), ("part", ["lead", "body"])])
def test_splits_of_one_outlet_are_drawn_in_the_order_of_the_table(split, values):
    table = RATES.assign(outlet="Beacon")
    table.insert(1, split, values * 2)
    ax = plot_frame_rates(table, split=split)
    assert list(marks(ax)) == values
    assert len(ax.get_yticks()) == 2
    assert not ax.child_axes


def halves(split):
    table = pd.concat([RATES.assign(level="own"), RATES.assign(level="attributed", low=np.nan, high=np.nan)])
    table.loc[table["level"] == "attributed", "per_thousand"] /= 2
    table = table.sort_values("frame", kind="stable")
    table.insert(1, split, table.pop("level"))
    return table


@pytest.mark.parametrize(
    ("split", "title"),
    [
        ("voice", "Frames in own and attributed voice (filled: valid)"),
        ("part", "Frames in headline, lead and body (filled: valid)"),
        ("segment", "Frames by segment (filled: valid)"),
    ],
)
def test_several_outlets_have_a_panel_each_with_the_same_rows_and_scale(split, title):
    ax = plot_frame_rates(halves(split), split=split)
    assert ax.get_title() == title
    assert ax.get_xlabel() == "indicator hits per thousand words"
    assert [panel.get_title() for panel in ax.child_axes] == ["Beacon", "Ledger"]
    assert marks(ax.child_axes[0]) == {"own": [8.0, 1.0], "attributed": [4.0, 0.5]}
    assert marks(ax.child_axes[1]) == {"own": [2.0, 5.0], "attributed": [1.0, 2.5]}
    assert {panel.get_xlim() for panel in ax.child_axes} == {(0, 1.05 * 9)}
    assert [len(panel.get_yticks()) for panel in ax.child_axes] == [2, 2]
    assert [panel.get_legend() is None for panel in ax.child_axes] == [True, False]


def test_an_outlet_that_lacks_a_frame_or_a_voice_keeps_rows_and_marks():
    table = halves("voice")
    table = table[
        ~((table["outlet"] == "Ledger") & ((table["frame"] == "conflict") | (table["voice"] == "own")))
    ]
    ax = plot_frame_rates(table, split="voice")
    ledger = ax.child_axes[1]
    assert ledger.get_yticks().tolist() == [0, 1]
    assert ledger.get_legend_handles_labels()[1] == ["own", "attributed"]
    drawn = [part for part in ledger.collections if isinstance(part, PathCollection)]
    drawn = [part.get_offsets().tolist() for part in drawn if part.get_label().startswith("_")]
    assert drawn == [[], [[2.5, pytest.approx(1 + 2 / 3 - 0.5)]]]  # row of money, second of two marks


def test_many_frames_and_outlets_stay_on_a_page():
    table = halves("voice")
    many = pd.concat([table.assign(frame=table["frame"] + str(n)) for n in range(20)])
    assert plot_frame_rates(many, split="voice").figure.get_size_inches()[1] == 9
    wide = pd.concat([table.assign(outlet=table["outlet"] + str(n)) for n in range(20)])
    assert plot_frame_rates(wide, split="voice").figure.get_size_inches()[0] == 16


def test_of_more_than_eight_outlets_those_with_most_words_are_drawn():
    parts = [RATES.assign(outlet=f"Outlet {n}", words=100 + n % 9) for n in range(10)]
    table = pd.concat([part[part["frame"] == "money"].iloc[:1] for part in parts])
    ax = plot_frame_rates(table)
    assert ax.get_legend_handles_labels()[1] == [f"Outlet {n}" for n in range(1, 9)]
    assert " Of 10, the 8 with most words are drawn." in ax.get_label()
    split = plot_frame_rates(table.assign(voice="own"), split="voice")
    assert [panel.get_title() for panel in split.child_axes] == [f"Outlet {n}" for n in range(1, 9)]
    assert "are drawn" not in plot_frame_rates(table[table["words"] > 100]).get_label()


def test_by_says_which_column_is_compared_wherever_it_stands():
    table = RATES.rename(columns={"outlet": "country"})[
        ["per_thousand", "country", "low", "high", "words", "validity", "frame"]
    ]
    ax = plot_frame_rates(table, by="country")
    assert marks(ax) == {"Beacon": [8.0, 1.0], "Ledger": [2.0, 5.0]}
    assert ax.get_title() == "Frames by country (filled: valid)"


def test_intervals_are_lines_from_low_to_high():
    ax = plot_frame_rates(RATES)
    lines = [part.get_segments() for part in ax.collections if isinstance(part, LineCollection)]
    ends = [[(line[0][0], line[1][0]) for line in group if len(line)] for group in lines]
    assert ends == [[(6, 9), (0.5, 1.5)], [(4, 6)]]


def test_a_figure_says_what_it_shows_with_the_caption_of_its_table():
    table = RATES.copy()
    table.attrs["caption"] = "Hits per thousand words."
    label = plot_frame_rates(table).get_label()
    assert label.startswith(
        "Frames by outlet: a line is a 95% interval; a filled mark is a frame found valid"
    )
    assert label.endswith(" Hits per thousand words.")
    split = halves("voice")
    split.attrs["caption"] = "Of voices."
    assert plot_frame_rates(split, split="voice").get_label().endswith(" Of voices.")


def test_axes_that_are_given_are_drawn_on():
    _, ax = plt.subplots()
    assert plot_frame_rates(RATES, ax=ax) is ax


def test_an_outlet_without_a_name_is_in_the_legend():
    assert list(marks(plot_frame_rates(RATES.replace({"outlet": {"Beacon": ""}})))) == ["(none)", "Ledger"]


def test_dollar_signs_are_no_mathematics():
    ax = plot_frame_rates(RATES.replace({"outlet": {"Beacon": "The $5 $6"}}))
    ax.figure.canvas.draw()
    assert ax.get_legend_handles_labels()[1][1] == r"The \$5 \$6"


@pytest.mark.parametrize("split", [None, "voice"])
def test_empty_tables_draw_their_note(split):
    table = pd.DataFrame(columns=[*RATES.columns, "voice"])
    table.attrs["note"] = "There are no words."
    assert plot_frame_rates(table, split=split).texts[0].get_text() == "There are no words."


def test_a_table_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="table has no column 'part'"):
        plot_frame_rates(RATES, split="part")
    with pytest.raises(ValueError, match="table has no column 'country'"):
        plot_frame_rates(RATES, by="country")


def test_a_table_that_is_split_is_not_drawn_as_if_it_were_not():
    with pytest.raises(ValueError, match=r"several rows for one value of \['frame', 'outlet'\]; say by what"):
        plot_frame_rates(halves("voice"))


def test_stars_stand_beside_what_differs_from_all_others():
    table = RATES.assign(p_family=[0.05, 0.051, np.nan, 0.001])
    ax = plot_frame_rates(table)
    assert [(text.get_text(), *text.xy) for text in ax.texts] == [
        ("*", 8.0, pytest.approx(1 / 3 - 0.5)), ("*", 1.0, pytest.approx(1 + 1 / 3 - 0.5))
    ]  # fmt: skip
    assert "a star marks what differs from all others" in ax.get_label()
    assert not plot_frame_rates(RATES).texts
    assert "whether outlets differ is not tested" in plot_frame_rates(RATES).get_label()

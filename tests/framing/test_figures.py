"""Figures of frames: marks stand where the table says, and verdicts can be read."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from toolkit.framing.figures import (
    plot_frame_rates,
    plot_learning_curve,
    plot_segment_rates,
    plot_voice_rates,
)

RATES = pd.DataFrame(
    {
        "frame": ["conflict", "conflict", "money", "money"],
        "outlet": ["Beacon", "Ledger", "Ledger", "Beacon"],
        "per_thousand": [8.0, 2.0, 5.0, 1.0],
        "low": [6.0, np.nan, 4.0, 0.5],
        "high": [9.0, np.nan, 6.0, 1.5],
        "validity": ["valid", "valid", "not valid", "not valid"],
    }
)


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


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
    faces = [len(part.get_facecolor()) and part.get_facecolor()[:, 3].tolist() for part in ax.collections]
    assert [1.0, 0.0] in faces


@pytest.mark.parametrize(
    ("plot", "split", "values"),
    [(plot_voice_rates, "voice", ["own", "attributed"]), (plot_segment_rates, "part", ["headline", "body"])],
)
def test_splits_are_drawn_in_the_order_of_the_table(plot, split, values):
    table = RATES.assign(outlet="Beacon")
    table.insert(1, split, values * 2)
    ax = plot(table)
    assert list(marks(ax)) == values
    assert len(ax.get_yticks()) == 2


@pytest.mark.parametrize(("plot", "split"), [(plot_voice_rates, "voice"), (plot_segment_rates, "part")])
def test_several_outlets_have_a_panel_each_with_the_same_rows_and_scale(plot, split):
    table = pd.concat([RATES.assign(level="own"), RATES.assign(level="attributed")])
    table = table.sort_values("frame", kind="stable")
    table.insert(1, split, table.pop("level"))
    ax = plot(table)
    assert [panel.get_title() for panel in ax.child_axes] == ["Beacon", "Ledger"]
    assert marks(ax.child_axes[0]) == {"own": [8.0, 1.0], "attributed": [8.0, 1.0]}
    assert len({panel.get_xlim() for panel in ax.child_axes}) == 1
    assert [len(panel.get_yticks()) for panel in ax.child_axes] == [2, 2]
    many = pd.concat([table.assign(frame=table["frame"] + str(n)) for n in range(20)])
    assert plot(many).figure.get_size_inches()[1] <= 9


def test_an_outlet_without_a_name_is_in_the_legend():
    assert list(marks(plot_frame_rates(RATES.replace({"outlet": {"Beacon": ""}})))) == ["(none)", "Ledger"]


def test_dollar_signs_are_no_mathematics():
    ax = plot_frame_rates(RATES.replace({"outlet": {"Beacon": "The $5 $6"}}))
    ax.figure.canvas.draw()
    assert ax.get_legend_handles_labels()[1][1] == r"The \$5 \$6"


def test_the_curve_shows_both_models_and_the_constant():
    table = pd.DataFrame(
        {"codes": [50, 100], "f1": [0.4, 0.5], "sd": 0.01, "text_only_f1": [0.3, 0.4], "text_only_sd": 0.02,
         "constant_f1": 0.05}
    )  # fmt: skip
    ax = plot_learning_curve(table)
    assert [line.get_ydata()[0] for line in ax.lines] == [0.4, 0.3, 0.05]
    assert ax.get_xlabel() == "hand-coded texts"


@pytest.mark.parametrize(
    "plot", [plot_frame_rates, plot_voice_rates, plot_segment_rates, plot_learning_curve]
)
def test_empty_tables_draw_their_note(plot):
    columns = ["frame", "voice", "part", "per_thousand", "low", "high", "validity", "codes", "f1", "sd"]
    table = pd.DataFrame(columns=[*columns, "text_only_f1", "text_only_sd", "constant_f1"])
    table.attrs["note"] = "There are no words."
    assert plot(table).texts[0].get_text() == "There are no words."


def test_a_table_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="table has no column 'part'"):
        plot_segment_rates(RATES)

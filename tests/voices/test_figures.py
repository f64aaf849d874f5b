import matplotlib.pyplot as plt
import pandas as pd
import pytest

from toolkit.voices.figures import plot_quoted_sources

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


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def test_the_figure_marks_every_share_under_its_name_wherever_its_columns_stand():
    ax = plot_quoted_sources(TABLE)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Roe", "Doe \\$5"]
    assert [line.get_xdata().tolist()[0] for line in ax.lines] == [0.75, 1.0]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Beacon", "Ledger"]
    assert ax.collections[0].get_segments()[0][:, 0].tolist() == [0.5, 0.9]
    assert "share that each has of the outlet's attributions" in ax.get_label()


def test_only_the_commonest_are_drawn():
    assert [label.get_text() for label in plot_quoted_sources(TABLE, top=1).get_yticklabels()] == ["Roe"]


def test_groups_and_values_are_found_by_name():
    ax = plot_quoted_sources(TABLE.rename(columns={"speaker": "via", "outlet": "side"}), of="via", by="side")
    assert ax.get_xlabel() == "share of the side's attributions"
    with pytest.raises(ValueError, match="table has no column 'outlet'"):
        plot_quoted_sources(TABLE.drop(columns="outlet"))
    with pytest.raises(ValueError, match="table has no column 'speaker'"):
        plot_quoted_sources(TABLE.drop(columns="speaker"))


def test_an_empty_table_says_why():
    nothing = TABLE.iloc[:0]
    nothing.attrs["note"] = "Nobody spoke."
    assert [text.get_text() for text in plot_quoted_sources(nothing).texts] == ["Nobody spoke."]


def test_stars_stand_beside_what_differs_from_all_others():
    ax = plot_quoted_sources(TABLE.assign(p_family=[0.01, float("nan"), 0.2]))
    assert [(text.get_text(), text.xy[0]) for text in ax.texts] == [("*", 0.75)]
    assert "a star marks what differs from all others" in ax.get_label()
    assert not plot_quoted_sources(TABLE).texts
    assert "whether any differ is not tested" in plot_quoted_sources(TABLE).get_label()


def test_of_many_groups_those_with_most_attributions_are_drawn():
    rows = [{"outlet": f"Outlet {n}", "speaker": "Roe", "n": 1 + n, "share": 1.0} for n in range(9)]
    ax = plot_quoted_sources(pd.DataFrame(rows).assign(low=0.5, high=1.0))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [f"Outlet {n}" for n in range(1, 9)]
    assert " Of 9, the 8 with most attributions are drawn." in ax.get_label()

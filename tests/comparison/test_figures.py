import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.drawings import HOSTILE, LONG, drawings, require_readable, texts_of
from toolkit.comparison.figures import plot_coverage_gaps, plot_wire_share


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def shares():
    rows = [
        ("Beacon", 10, 5, 5, 0.5),
        ("Beacon", 30, 5, 0, 1 / 6),
        ("$un", 20, 18, 2, 0.9),
        ("None", 0, 0, 0, float("nan")),
    ]
    return pd.DataFrame(rows, columns=["outlet", "words", "wire_words", "quoted_words", "share"])


def gaps():
    rows = [
        ("e1", "sentence", "only", "A"),
        ("e1", "sentence", "only", "A"),
        ("e1", "sentence", "missing", "B"),
        ("e2", "sentence", "only", "A"),
        ("e2", "term", "only", "C"),
    ]
    return pd.DataFrame(rows, columns=["event", "kind", "gap", "outlet"])


def cells(ax):
    """What is written in the grid, without the names."""
    return [text for text in texts_of(drawings(ax)[0]) if text.isdigit() or text == "no article"]


def test_bars_are_shares_of_all_words_of_an_outlet_and_marks_are_articles():
    ax = plot_wire_share(shares())
    bars = [line.get_xdata() for line in ax.lines if line.get_marker() == "None"]
    assert bars == [pytest.approx([0.9, 0.9]), pytest.approx([0.25, 0.25])]
    marks = [list(line.get_xdata()) for line in ax.lines if line.get_marker() != "None"]
    assert marks == [[0.9], pytest.approx([1 / 6, 0.5], abs=1e-3)]
    told = texts_of(drawings(ax)[0])
    assert [text for text in told if "%" in text and "in" in text] == [
        "10% in quotation marks",
        "12% in quotation marks",
    ]
    assert ax.words.title == "From 25% of the words in Beacon to 90% in $un stand in an agency’s text"


def test_an_outlet_that_prints_nothing_else_stands_apart_in_the_title():
    table = pd.concat([shares(), shares().iloc[2:3].assign(outlet="Wire", wire_words=20, share=1.0)])
    assert plot_wire_share(table).words.title.endswith(
        "90% in $un stand in an agency’s text, and all in Wire"
    )
    assert plot_wire_share(table.tail(1)).words.title == "All words in Wire are an agency’s"
    one = table.iloc[[0, 1, 4]]
    assert plot_wire_share(one).words.title == (
        "25% of the words in Beacon stand in an agency’s text, and all in Wire"
    )


def test_an_outlet_whose_wire_copy_cannot_be_told_has_no_bar_but_says_so():
    unknown = pd.DataFrame(
        [("Dawn", 10, 0, 0, float("nan")), ("Beacon", 99, 0, 0, float("nan"))], columns=list(shares())
    )
    ax = plot_wire_share(pd.concat([shares(), unknown], ignore_index=True))
    told = texts_of(drawings(ax)[0])
    assert told[-2:] != ["Dawn", "cannot be told"]
    assert "cannot be told" in told
    assert len([line for line in ax.lines if line.get_marker() == "None"]) == 2
    unknown.attrs["note"] = "Nothing was found."
    assert plot_wire_share(unknown).get_label() == "Nothing was found."


def test_of_many_outlets_those_with_most_words_have_a_bar_of_wire_copy():
    rows = [(f"o{n:02}", 100 + n, 50, 0, 0.5) for n in range(31)]
    ax = plot_wire_share(pd.DataFrame(rows, columns=shares().columns))
    assert [text for text in texts_of(drawings(ax)[0]) if text.startswith("o")] == [
        f"o{n:02}" for n in range(1, 31)
    ]
    assert " Of 31, the 30 outlets with most words are drawn." in ax.get_label()


def test_cells_count_sentences_and_say_where_there_is_no_article():
    articles = pd.DataFrame({"event": ["e1", "e1", "e2"], "outlet": ["A", "B", "A"]})
    ax = plot_coverage_gaps(gaps(), articles)
    assert cells(ax) == ["2", "0", "1", "no article"]
    assert ax.words.title == "A has most of its own: 2 sentences on E1"
    assert ax.words.values == "E1: A 2 and B 0; E2: A 1 and B no article"
    assert cells(plot_coverage_gaps(gaps(), articles, gap="missing")) == ["0", "1", "0", "no article"]


def test_events_have_the_titles_that_articles_give_them():
    articles = pd.DataFrame({"event": ["e1", "e1", "e2"], "outlet": "A", "event_title": ["", "Fire", None]})
    told = texts_of(drawings(plot_coverage_gaps(gaps(), articles))[0])
    assert {"Fire", "E2"} <= set(told)


def test_without_articles_who_has_no_row_has_no_article():
    assert cells(plot_coverage_gaps(gaps())) == ["2", "0", "1", "no article"]


def test_terms_are_counted_where_there_are_no_sentences():
    ax = plot_coverage_gaps(gaps().iloc[4:])
    assert ax.words.title == "C has most of its own: 1 term on E2"


def test_an_unknown_gap_is_refused():
    with pytest.raises(ValueError, match="gap 'none' is not known here; choose from"):
        plot_coverage_gaps(gaps(), gap="none")


def test_of_many_events_and_outlets_those_with_most_gaps_are_drawn():
    rows = [(f"e{n:02}", "sentence", "only", f"o{n % 16:02}") for n in range(31)]
    table = pd.DataFrame([*rows, rows[1]], columns=["event", "kind", "gap", "outlet"])
    ax = plot_coverage_gaps(table)
    told = texts_of(drawings(ax)[0])
    assert [text for text in told if text.startswith("E")] == [f"E{n:02}" for n in range(30) if n % 16 < 5]
    assert " Of 31, the 30 events with most sentences are drawn." in ax.get_label()
    assert " Of 16, the 5 outlets with most sentences there are drawn." in ax.get_label()


@pytest.mark.parametrize(("plot", "table"), [(plot_wire_share, shares()), (plot_coverage_gaps, gaps())])
def test_any_table_of_these_columns_can_be_read_whole(plot, table):
    names = [LONG, *HOSTILE, "연합뉴스 Daily"]
    parts = [table.iloc[:3].assign(outlet=name, event=f"{name}: {LONG} burns down") for name in names]
    require_readable(plot(pd.concat(parts)))
    before = drawings(plot(table))
    assert drawings(plot(table[table.columns[::-1]].assign(more=1))) == before
    nothing = table.iloc[:0].copy()
    nothing.attrs["note"] = "Nothing was found."
    assert plot(nothing).get_label() == "Nothing was found."
    with pytest.raises(ValueError, match="table has no column"):
        plot(table.drop(columns="outlet"))

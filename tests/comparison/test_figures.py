import pandas as pd
import pytest

from toolkit.comparison.figures import plot_coverage_gaps, plot_reuse, plot_similarity, plot_wire_share


def passages():
    rows = [
        ("a", 0, 10, "b", 5, 15, 7, "verbatim"),
        ("a", 20, 30, "b", 0, 4, 6, "edited"),
        ("a", 0, 9, "c", 0, 9, 8, "edited"),
    ]
    columns = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "n_words", "kind"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(outlet_a="$un", outlet_b=table["article_b"].map({"b": "Beacon", "c": "Ledger"}))


def shares():
    rows = [
        ("Beacon", 10, 5, 5, 0.5),
        ("Beacon", 30, 5, 0, 1 / 6),
        ("$un", 20, 20, 2, 1.0),
        ("None", 0, 0, 0, float("nan")),
    ]
    return pd.DataFrame(rows, columns=["outlet", "words", "wire_words", "quoted_words", "share"])


def cosines():
    return pd.DataFrame({"a": ["x", "x", "y"], "b": ["y", "z", "z"], "cosine": [0.1, 0.2, 0.3]})


def gaps():
    rows = [
        ("e1", "sentence", "only", "A"),
        ("e1", "sentence", "only", "A"),
        ("e1", "sentence", "missing", "B"),
        ("e2", "term", "only", "A"),
    ]
    return pd.DataFrame(rows, columns=["event", "kind", "gap", "outlet"])


def test_the_map_draws_the_pair_that_shares_most_and_says_so():
    ax = plot_reuse(passages())
    assert ax.get_title(loc="left").splitlines() == [
        r"2 passages shared by \$un and Beacon",
        "(of 2 pairs of articles, the one that shares most words)",
    ]
    assert "(of" not in plot_reuse(passages().iloc[:2]).get_title(loc="left")
    assert [(list(line.get_xdata()), list(line.get_ydata())) for line in ax.lines] == [
        ([0, 10], [5, 15]),
        ([20, 30], [0, 4]),
    ]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("character in a", "character in b")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["verbatim (1)", "edited (1)"]


def test_wire_bars_are_shares_of_all_words_of_an_outlet_and_dots_are_articles():
    ax = plot_wire_share(shares())
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(
        [0.9, 0.125, 0.1, 0.125]
    )  # prose, then quoted
    assert [bar.get_x() for bar in ax.patches[2:]] == [0.9, 0.125]
    assert [label.get_text() for label in ax.get_yticklabels()] == [r"\$un", "Beacon"]
    assert list(ax.lines[0].get_ydata()) == [1, 1, 0]


def test_an_outlet_whose_wire_copy_cannot_be_told_has_no_bar_but_says_so():
    unknown = pd.DataFrame(
        [("Dawn", 10, 0, 0, float("nan")), ("Beacon", 99, 0, 0, float("nan"))], columns=list(shares())
    )
    ax = plot_wire_share(pd.concat([shares(), unknown], ignore_index=True))
    assert [bar.get_width() for bar in ax.patches][:2] == [0.9, 0.125]
    assert [label.get_text() for label in ax.get_yticklabels()] == [r"\$un", "Beacon", "Dawn"]
    assert [(text.get_text(), text.get_position()) for text in ax.texts] == [("cannot be told", (0, 2))]
    assert len(ax.lines[0].get_ydata()) == 3
    unknown.attrs["note"] = "Nothing was found."
    assert [text.get_text() for text in plot_wire_share(unknown).texts] == ["Nothing was found."]


def test_the_heat_map_is_symmetric_and_has_its_numbers_in_the_cells():
    ax = plot_similarity(cosines())
    grid = ax.images[0].get_array()
    assert grid[0, 1] == grid[1, 0] == 0.1
    written = sorted(text.get_text() for text in ax.texts if text.get_text())
    assert written == ["0.10", "0.10", "0.20", "0.20", "0.30", "0.30"]
    # White on the dark cells, those above six tenths of the highest.
    colours = {text.get_text(): text.get_color() for text in ax.texts if text.get_text()}
    assert colours == {"0.10": "black", "0.20": "white", "0.30": "white"}


def test_cells_count_sentences_that_only_one_has_and_that_one_lacks():
    ax = plot_coverage_gaps(gaps())
    assert [text.get_text() for text in ax.texts] == ["2 / 0", "0 / 1"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B"]


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_reuse, passages()),
        (plot_wire_share, shares()),
        (plot_similarity, cosines()),
        (plot_coverage_gaps, gaps()),
    ],
)
def test_an_empty_table_draws_its_note(plot, table):
    table = table.iloc[:0]
    table.attrs["note"] = "Nothing was found."
    assert [text.get_text() for text in plot(table).texts] == ["Nothing was found."]


@pytest.mark.parametrize("plot", [plot_reuse, plot_wire_share, plot_similarity, plot_coverage_gaps])
def test_another_table_is_refused(plot):
    with pytest.raises(ValueError, match="table has no column"):
        plot(pd.DataFrame({"term": []}))


@pytest.mark.parametrize(
    ("plot", "table", "words"),
    [
        (plot_reuse, passages(), "a line each"),
        (plot_wire_share, shares(), "a dot an article"),
        (plot_similarity, cosines(), "the darker the more alike"),
        (plot_coverage_gaps, gaps(), "Number of sentences that an outlet alone has"),
        (plot_coverage_gaps, gaps().iloc[3:], "Number of terms that an outlet alone has"),
    ],
)
def test_a_figure_says_what_it_shows_and_what_its_table_says(plot, table, words):
    table.attrs["caption"] = "From two articles."
    label = plot(table).get_label()
    assert words in label
    assert label.endswith("From two articles.")


@pytest.mark.parametrize(("n", "axes"), [(15, 1), (16, 2)])
def test_above_fifteen_groups_a_colour_bar_takes_the_place_of_the_numbers(n, axes):
    names = [f"g{number:02}" for number in range(n)]
    rows = [(a, b, 0.5) for place, a in enumerate(names) for b in names[place + 1 :]]
    ax = plot_similarity(pd.DataFrame(rows, columns=["a", "b", "cosine"]))
    assert len(ax.figure.axes) == axes
    assert any(text.get_text() for text in ax.texts) == (n == 15)


def test_columns_are_found_by_name():
    for plot, table in ((plot_reuse, passages()), (plot_wire_share, shares()), (plot_coverage_gaps, gaps())):
        drawn = [
            ([list(line.get_xdata()) for line in ax.lines], [text.get_text() for text in ax.texts])
            for ax in (plot(table), plot(table[table.columns[::-1]].assign(more=1)))
        ]
        assert drawn[0] == drawn[1]


def test_of_many_events_and_outlets_those_with_most_gaps_are_drawn():
    rows = [(f"e{n:02}", "sentence", "only", f"o{n % 16:02}") for n in range(31)]
    table = pd.DataFrame([*rows, rows[1]], columns=["event", "kind", "gap", "outlet"])
    ax = plot_coverage_gaps(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"e{n:02}" for n in range(30)]
    # o14 and o15 have one sentence less in these events than the others, and o14 comes first.
    assert [label.get_text() for label in ax.get_xticklabels()] == [f"o{n:02}" for n in range(15)]
    told = " Of 31, the 30 events with most sentences are drawn."
    assert f"{told} Of 16, the 15 outlets with most sentences there are drawn." in ax.get_label()


def test_of_many_groups_those_most_alike_are_drawn():
    names = [f"g{n:02}" for n in range(32)]
    pairs = [(a, b, 0.9 - 0.1 * (a == "g00")) for k, a in enumerate(names) for b in names[k + 1 :]]
    ax = plot_similarity(pd.DataFrame(pairs, columns=["a", "b", "cosine"]))
    assert [label.get_text() for label in ax.get_yticklabels()] == names[1:31]
    assert " Of 32, the 30 groups most alike to another are drawn." in ax.get_label()


def test_of_many_outlets_those_with_most_words_have_a_bar_of_wire_copy():
    rows = [(f"o{n:02}", 100 + n, 50, 0, 0.5) for n in range(31)]
    ax = plot_wire_share(pd.DataFrame(rows, columns=shares().columns))
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"o{n:02}" for n in range(1, 31)]
    assert len(ax.lines[0].get_xdata()) == 30
    assert " Of 31, the 30 outlets with most words are drawn." in ax.get_label()

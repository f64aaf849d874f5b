import html
import re
from html.parser import HTMLParser

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from toolkit.show import tables
from toolkit.show.figures import plot_shares
from toolkit.show.tables import show_figure, show_table, show_text

EVIL = "<script>alert('1')</script>"


@pytest.fixture
def shown(monkeypatch):
    """What a notebook is handed: the bundles of data and of metadata, in order."""
    bundles = []
    monkeypatch.setattr(tables.InteractiveShell, "initialized", lambda: True)
    monkeypatch.setattr(
        tables, "display", lambda data, metadata=None, raw=None: bundles.append((data, metadata))
    )
    return bundles


class Reader(HTMLParser):
    """Start tags with their attributes, and the text in each element."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append((self.tags[-1][0], data))


def read(bundle):
    return Reader(bundle[0]["text/html"])


def terms():
    table = pd.DataFrame({"term": list("abc"), "share": [0.5, float("nan"), 0.00012]})
    table.attrs.update(caption="Share of words.", note="One is unknown")
    return table


def test_a_table_shows_its_caption_its_note_and_how_many_rows_there_are(capsys):
    show_table(terms(), rows=2)
    assert capsys.readouterr().out.splitlines() == [
        "term  share",
        "   a   0.50",
        "   b      –",
        "Share of words. One is unknown. The first 2 of 3 rows.",
    ]


@pytest.mark.parametrize(
    ("n", "rows", "sentence"),
    [
        (0, 20, "The table has no rows."),
        (1, 20, "1 row."),
        (2, 2, "2 rows."),
        (3, 2, "The first 2 of 3 rows."),
        (20, 20, "20 rows."),
        (1234, 1000, "The first 1,000 of 1,234 rows."),
    ],
)
def test_every_table_says_how_many_rows_it_has(capsys, n, rows, sentence):
    show_table(pd.DataFrame({"n": range(n)}), "Numbers.", rows=rows)
    assert capsys.readouterr().out.splitlines()[-1] == f"Numbers. {sentence}"


def test_twenty_rows_are_shown_unless_told_otherwise(shown):
    show_table(pd.DataFrame({"n": range(21)}))
    assert sum(tag == "tr" for tag, _ in read(shown[0]).tags) == 21  # one of them is the head
    assert "The first 20 of 21 rows." in shown[0][0]["text/plain"]


def test_a_caption_that_is_given_stands_instead_of_those_of_the_table(shown):
    show_table(terms(), "Mine")
    assert ("caption", "Mine. 3 rows.") in read(shown[0]).texts


@pytest.mark.parametrize("columns", [["share", "term"], ("share", "term"), pd.Index(["share", "term"])])
def test_chosen_columns_are_shown_in_the_order_given(shown, columns):
    show_table(terms().assign(n=1), columns=columns)
    assert [text for tag, text in read(shown[0]).texts if tag == "th"] == ["share", "term"]
    assert shown[0][0]["text/plain"].endswith("One is unknown. 3 rows.")


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(ValueError, match=r"table has no column 'rate'; found \['term', 'share'\]"):
        show_table(terms(), columns=["term", "rate"])
    with pytest.raises(TypeError, match="table must be a pandas DataFrame, not Series"):
        show_table(terms()["term"])
    with pytest.raises(TypeError, match="columns must be a collection such as a list, not 3"):
        show_table(terms(), columns=3)


def test_numbers_are_written_to_two_decimals_or_to_as_many_as_a_small_one_needs(shown):
    values = [0.25, 0.049, 0.0005, 0.00049, 0.0, -0.0001, 1234.5, float("nan")]
    show_table(pd.DataFrame({"share": values}))
    assert [text for tag, text in read(shown[0]).texts if tag == "td"] == [
        *("0.25", "0.049", "0.001", "0.0005", "0.00", "-0.0001", "1,234.50", "–")
    ]  # fmt: skip


def test_counts_get_separators_and_nothing_is_an_empty_cell(shown):
    values = pd.Series([1234, True, None, pd.NaT, pd.NA], dtype=object)
    show_table(pd.DataFrame({"n": values}))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", shown[0][0]["text/html"])
    assert cells == ["1,234", "True", "", "", ""]


def test_numbers_stand_to_the_right_and_long_texts_get_room(shown):
    show_table(pd.DataFrame({"n": [1], "short": ["x" * 40], "long": ["x" * 41]}))
    kinds = [given.get("class") for tag, given in read(shown[0]).tags if tag == "td"]
    assert kinds == ["number", "text", "wide"]


def test_text_stands_left_and_numbers_right_also_where_jupyterlab_sets_all_right(shown):
    show_table(
        pd.DataFrame({"n": [1], "term": ["sea"], "left": ["a"], "hit": ["b"], "right": ["c"]}), "Words."
    )
    sides = [
        (tag, given.get("style", "")) for tag, given in read(shown[0]).tags if tag in ("th", "td", "caption")
    ]
    left = "text-align:left"
    assert sides == [
        ("caption", f"{left};max-width:60em"),
        *[("th", ""), ("th", left), ("th", left)],
        *[("td", ""), ("td", left), ("td", left)],
    ]


def test_an_index_is_shown_where_it_says_something(shown):
    show_table(terms())
    show_table(terms().rename_axis("rank"))
    show_table(terms().set_axis(["x", "y", "z"]))
    show_table(terms().set_axis(["x", "y", "z"]).rename_axis("term"))
    heads = [[text for tag, text in read(bundle).texts if tag == "th"] for bundle in shown]
    assert heads == [
        ["term", "share"], ["rank", "term", "share"], ["index", "term", "share"], ["term", "term", "share"]
    ]  # fmt: skip


def test_a_hit_stands_marked_in_its_context(shown):
    lines = pd.DataFrame(
        {"outlet": ["A", "B"], "left": ["the", ""], "hit": ["sea", "Sea"], "right": ["rose", ", too"]}
    )
    show_table(lines)
    page = shown[0][0]["text/html"]
    assert "<td class='context' style='text-align:left'>the <mark>sea</mark> rose</td>" in page
    assert "<td class='context' style='text-align:left'> <mark>Sea</mark>, too</td>" in page
    assert [text for tag, text in read(shown[0]).texts if tag == "th"] == ["outlet", "in context"]


def spiked(place):
    """A table with a script in one place."""
    table = pd.DataFrame({"left": ["a"], "hit": ["b"], "right": ["c"], "kind": ["d"]}, index=["e"])
    if place in table.columns:
        table[place] = EVIL
    spiked = {
        "category": table.assign(kind=pd.Categorical([EVIL])),
        "list": table.assign(kind=[[EVIL]]),
        "column": table.rename(columns={"kind": EVIL}),
        "columns": table.set_axis(pd.MultiIndex.from_product([[EVIL], list(table.columns)]), axis=1),
        "row": table.set_axis([EVIL]),
        "index": table.rename_axis(EVIL),
        "level": table.set_index(["kind", "hit"]).rename_axis(["kind", EVIL]),
    }.get(place, table)
    spiked.attrs = {place: EVIL} if place in ("caption", "note") else {}
    return spiked


@pytest.mark.parametrize(
    "place",
    "left hit right kind category list column columns row index level caption note".split(),
)
def test_no_field_of_a_table_can_run_as_a_script(shown, place):
    show_table(spiked(place))
    assert "script" not in {tag for tag, _ in read(shown[0]).tags}
    assert (
        html.escape(EVIL) in shown[0][0]["text/html"] or html.escape(repr(EVIL)) in shown[0][0]["text/html"]
    )


def test_no_sentence_can_run_as_a_script(shown):
    show_table(pd.DataFrame({"n": [1]}), EVIL)
    show_text(EVIL)
    for bundle in shown:
        assert "script" not in {tag for tag, _ in read(bundle).tags}
        assert html.escape(EVIL) in bundle[0]["text/html"]


def test_money_in_tables_and_sentences_is_no_mathematics_to_jupyterlab(shown):
    show_table(pd.DataFrame({"text": ["from $5m to $9m"]}), "Talks over $5m rise to $9m.")
    show_text("Talks over $5m deal rise to $9m.")
    for bundle in shown:
        outermost = read(bundle).tags[0][1]["class"].split()
        assert {"tex2jax_ignore", "mathjax_ignore"} <= set(outermost)


def axes(label=""):
    _, ax = plt.subplots()
    ax.set_label(label)
    return ax


def test_a_figure_is_shown_with_its_own_words_as_text_alternative_or_with_those_given(shown):
    show_figure(axes("Its own."))
    show_figure(axes("Its own."), "Mine.")
    assert [bundle[0]["text/plain"] for bundle in shown] == ["Its own.", "Mine."]
    assert [bundle[1]["image/svg+xml"]["alt"] for bundle in shown] == ["Its own.", "Mine."]
    assert all(bundle[0]["image/svg+xml"].startswith("<svg ") for bundle in shown)


def test_a_figure_of_the_toolkit_is_shown_below_its_title(shown):
    show_figure(plot_shares(pd.DataFrame({"own": [1.0]}, index=["Beacon"])))
    assert ["text/html" in bundle[0] for bundle in shown] == [True, False]


def test_a_figure_is_closed_after_it_was_shown(capsys):
    ax = axes()
    show_figure(ax, "Nothing.")
    assert capsys.readouterr().out == "Nothing.\n"
    assert not plt.fignum_exists(ax.figure.number)


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="the figure says nothing of itself; give a caption"):
        show_figure(axes())
    with pytest.raises(TypeError, match="ax must be the Axes that a plot_ function gives, not tuple"):
        show_figure(plt.subplots())
    plt.close("all")


def test_a_cell_of_several_values_is_shown_as_one_text(shown):
    table = pd.DataFrame({"outlets": [("Beacon", "<b>"), ()], "spans": [(("a", 3, 9),), ()], "n": [2, 0]})
    table.attrs["caption"] = "Outlets."
    show_table(table)
    page = shown[0][0]["text/html"]
    assert "Beacon; &lt;b&gt;" in page
    assert "a, 3, 9" in page
    assert "Outlets. 2 rows." in page
    assert table["outlets"].tolist() == [("Beacon", "<b>"), ()]

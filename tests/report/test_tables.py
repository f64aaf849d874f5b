import pandas as pd
import pytest
from lxml import html as markup

from toolkit.report.tables import Download, Known, reader_table
from toolkit.show import tables
from toolkit.show.outlets import looks_of
from toolkit.show.tables import show_table

KNOWN = Known(looks_of(["Beacon", "Ledger"]), {"mill-fire": "Fire <at> the mill"})
NAN = float("nan")


@pytest.fixture
def shown(monkeypatch):
    """What `show_table` hands to a notebook, as HTML."""
    bundles = []
    monkeypatch.setattr(tables.InteractiveShell, "initialized", lambda: True)
    monkeypatch.setattr(tables, "display", lambda data, **_: bundles.append(data["text/html"]))

    def show(table, *caption, **options):
        show_table(pd.DataFrame(table), *caption, **options)
        return bundles.pop()

    return show


def heads(page):
    return [
        head.text_content() for head in markup.fragment_fromstring(page, "div").iterfind(".//thead/tr/th")
    ]


def cells(page):
    rows = markup.fragment_fromstring(page, "div").iterfind(".//tbody/tr")
    return [[cell.text_content() for cell in row] for row in rows]


KEYWORDS = {
    "target": ["Beacon", "Ledger"], "term": ["row", "aid"], "n_target": [8, 1200], "n_reference": [0, 3],
    "log_ratio": [5.17, -1.0], "low": [3.15, NAN], "high": [NAN, -0.5], "p_family": [0.0005, 0.3],
    "q": [0.1, 0.2], "pooled_z": [1.0, 2.0], "reason": ["", "too few"],
}  # fmt: skip


def test_columns_have_words_and_their_names_in_the_tooltip_and_in_the_methods(shown):
    page, _, words = reader_table(shown(KEYWORDS), KNOWN)
    assert heads(page) == [
        "outlet", "word", "times here", "times elsewhere", "times as often", "range", "how sure"
    ]  # fmt: skip
    assert "<th scope='col' class='num' title='n_target'>times here</th>" in page
    assert words["range"] == "low, high"
    assert words["times here"] == "n_target"
    assert "q" not in words.values()


def test_values_are_those_of_a_reader(shown):
    page, *_ = reader_table(shown(KEYWORDS), KNOWN)
    assert cells(page) == [
        ["● Beacon", "row", "8", "only here", "36×", "8.9× to no upper end", "holds"],
        ["■ Ledger", "aid", "1,200", "3", "0.50×", "up to 0.71×", "could be chance"],
    ]
    assert "<span class='chip holds'>holds</span>" in page
    assert "<b class='o o2'><span style='color:#b34700'>■</span> Ledger</b>" in page


def test_shares_are_percentages_and_so_are_their_bounds(shown):
    table = {"outlet": ["Beacon"], "share": [0.36], "low": [0.004], "high": [0.46], "p_family": [NAN]}
    page, *_ = reader_table(shown(table), KNOWN)
    assert cells(page) == [["● Beacon", "36%", "under 1% to 46%", "not measured"]]


def test_counts_and_means_under_the_name_of_a_share_are_no_percentages(shown):
    table = {"person": ["Ada Roe"], "quoted": [38], "rate_target": [512.5]}
    page, *_ = reader_table(shown(table), KNOWN)
    assert cells(page) == [["Ada Roe", "38", "512.50"]]


def test_known_values_have_words_and_others_stay(shown):
    table = {"source_type": ["person", "office", "robot"], "status_a": ["done", "denied", "open"]}
    page, *_ = reader_table(shown(table), KNOWN)
    assert cells(page) == [
        ["people", "yes, it has happened"],
        ["offices and institutions", "no, it has not"],
        ["robot", "it is asked for"],
    ]
    assert heads(page) == ["who speaks", "has it happened (one)"]


def test_a_crosstab_by_outlet_has_their_looks_in_its_heads(shown):
    table = pd.DataFrame({"Beacon": [1], "Other": [0]}, index=pd.Index(["storm"], name="event"))
    page, *_ = reader_table(shown(table), KNOWN)
    assert heads(page) == ["event", "● Beacon", "Other"]
    assert cells(page) == [["storm", "1", "0"]]


def test_on_a_phone_each_value_keeps_its_head_and_empty_ones_go(shown):
    page, *_ = reader_table(shown({"outlet": ["Beacon"] * 2, "agency": ["AFP", ""]}), KNOWN)
    assert page.startswith("<table class='stack'>")
    assert "<td data-head='agency credited:'>AFP</td>" in page
    assert "<td class='none' data-head='agency credited:'></td>" in page


def test_an_event_is_called_by_its_title(shown):
    page, *_ = reader_table(shown({"event": ["mill-fire", "vote"]}), KNOWN)
    assert cells(page) == [["Fire <at> the mill"], ["vote"]]
    assert "<at>" not in page


def test_what_is_absent_is_no_number_and_goes_on_a_phone(shown):
    page, *_ = reader_table(shown({"who": ["Roe", "Poe"], "Beacon": ["3", "–"]}), KNOWN)
    assert "<td class='num' data-head='Beacon:'>3</td>" in page
    assert "<td class='num none' data-head='Beacon:'>–</td>" in page


def test_a_column_without_a_value_is_left_out(shown):
    page, *_ = reader_table(shown({"outlet": ["Beacon"], "agency": [""], "byline": [None]}), KNOWN)
    assert heads(page) == ["outlet"]


def test_a_short_caption_stays_and_the_rest_of_a_long_one_goes_to_the_methods(shown):
    long = f"Words of Beacon (headline): {'low and high bound an interval over events, ' * 4}seed 0."
    page, method, _ = reader_table(shown({"n": [1]}, "Words of Beacon."), KNOWN)
    assert "<caption>Words of Beacon.</caption>" in page
    assert method == ""
    page, method, _ = reader_table(shown({"n": [1]}, long), KNOWN)
    assert "<caption>Words of Beacon (headline).</caption>" in page
    assert method == long


@pytest.mark.parametrize(("n", "opened", "folded"), [(12, 12, 0), (15, 15, 0), (16, 12, 4)])
def test_rows_that_nobody_reads_at_once_fold_out(shown, n, opened, folded):
    page, *_ = reader_table(shown({"n": range(n)}), KNOWN)
    first, _, rest = page.partition("<details")
    assert (first.count("<tr>") - 1, max(rest.count("<tr>") - 1, 0)) == (opened, folded)
    assert (f"{folded} more rows</summary>" in rest) == bool(folded)


def test_a_table_that_goes_on_says_where_all_of_it_is(shown):
    page = shown({"term": range(30), "n": range(30)}, rows=10)
    files = [
        Download("tables/02/other.csv", ("term", "n"), 29),
        Download("tables/02/a%20b.csv", ("term", "n", "p"), 30),
    ]
    assert "All 30 rows: <a href='tables/02/a%20b.csv'>a b.csv</a>" in reader_table(page, KNOWN, files)[0]
    assert "The first 10 of 30 rows." in reader_table(page, KNOWN)[0]


def test_a_table_without_rows_says_so_in_a_sentence(shown):
    page, _, words = reader_table(shown({"n": []}, "Words of <b>Beacon</b>."), KNOWN)
    assert page == "<p class='note'>Words of &lt;b&gt;Beacon&lt;/b&gt;. There is nothing to show.</p>"
    assert words == {}
    assert "the others: none.</p>" in reader_table(shown({"n": []}, "All hold; the others:"), KNOWN)[0]


def test_a_hit_stays_marked_in_its_context(shown):
    table = {"left": ["a <i>"], "hit": ["sea"], "right": [", too"], "start": [3]}
    page, *_ = reader_table(shown(table), KNOWN)
    assert heads(page) == ["in context"]
    assert "a &lt;i&gt; <mark>sea</mark>, too" in page


EVIL = "<script>alert('1')</script>"


@pytest.mark.parametrize("place", ["term", "outlet", "column", "caption", "left"])
def test_no_field_of_a_table_can_run_as_a_script(shown, place):
    table = {"term": ["a"], "outlet": ["Beacon"], "left": ["b"], "hit": ["c"], "right": ["d"]}
    table |= {place: [EVIL]} if place in table else {}
    table |= {f"{EVIL}'\"": ["x"]} if place == "column" else {}
    page, *_ = reader_table(
        shown(table, EVIL if place == "caption" else "Words."), Known(looks_of([EVIL, "Beacon"]))
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page

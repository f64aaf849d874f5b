import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib import rc_context

from tests.drawings import HOSTILE, LONG, drawings, labels_of, require_readable, texts_of
from toolkit.show.figures import plot_shares
from toolkit.show.pictures import NARROW_TYPE, outputs_of


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def shares(*names):
    return pd.DataFrame({"own": 0.75, "attributed": 0.25}, index=pd.Index(names, name="outlet"))


def test_a_figure_has_a_title_and_two_drawings_with_their_words():
    (title, marked), (data, words) = outputs_of(plot_shares(shares("Beacon", "Sun <i>")))
    assert title["text/html"].startswith(
        "<p class='figure-title tex2jax_ignore mathjax_ignore'><b>Own: 75% everywhere</b>"
    )
    assert "<br>Share of each part, a bar for each outlet.</p>" in title["text/html"]
    assert marked == {"text/html": {"figure": True}}
    assert set(data) == {"image/svg+xml", NARROW_TYPE, "text/plain"}
    assert words["image/svg+xml"] == {
        "alt": "Beacon: own 75% and attributed 25%; Sun <i>: own 75% and attributed 25%",
        "title": "Own: 75% everywhere",
        "sub": "Share of each part, a bar for each outlet.",
    }
    assert data["text/plain"].endswith("attributed 25%.")


def test_the_narrow_drawing_has_the_same_type_on_350_units():
    wide, narrow = drawings(plot_shares(shares("Beacon")))
    assert 'width="680"' in wide
    assert 'width="350"' in narrow
    assert {label.size for label in labels_of(wide)} == {label.size for label in labels_of(narrow)}


def test_what_is_drawn_has_the_same_bytes_under_any_settings():
    before = drawings(plot_shares(shares("Beacon", LONG)))
    with rc_context(
        {"font.size": 30, "savefig.facecolor": "red", "svg.hashsalt": None, "ytick.major.size": 9}
    ):
        assert drawings(plot_shares(shares("Beacon", LONG))) == before


def test_settings_of_the_reader_stay_as_they_are():
    before = plt.rcParams.copy()
    drawings(plot_shares(shares("Beacon")))
    assert plt.rcParams == before


def test_colours_follow_the_page_and_names_stay_what_they_are():
    svg, _ = drawings(plot_shares(shares("#0067a5 12.3456")))
    assert "fill:var(--outlet-1,#0067a5)" in svg
    assert "#0067a5 12.3456" in texts_of(svg)


def test_ids_differ_between_figures_and_all_that_are_used_are_there():
    every = [*drawings(plot_shares(shares("Beacon"))), *drawings(plot_shares(shares("Ledger")))]
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in every]
    assert all(ids)
    assert len(set().union(*ids)) == sum(map(len, ids))
    for svg, known in zip(every, ids, strict=True):
        assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg)) <= known


def test_hostile_names_are_text():
    ax = plot_shares(shares(*HOSTILE))
    require_readable(ax)
    title = next(outputs_of(plot_shares(shares(HOSTILE[0]))))[0]["text/html"]
    assert "<b>Own: 75% in &lt;script&gt;alert(1)&lt;/script&gt;</b>" in title
    svg, _ = drawings(ax)
    assert "script" not in {element.tag for element in ElementTree.fromstring(svg).iter()}
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert {"<script>alert(1)</script>", "$x$ to $y$", "\ufffdesrever", "a & b \ufffd"} <= set(texts_of(svg))


def test_letters_of_any_script_are_written_without_a_warning(recwarn):
    svg, _ = drawings(plot_shares(shares("연합뉴스", "北京晚报")))
    assert {"연합뉴스", "北京晚报"} <= set(texts_of(svg))
    assert not recwarn.list


def test_axes_of_a_reader_are_shown_once_with_their_own_title():
    _, ax = plt.subplots()
    ax.set_title("Mine")
    ((data, words),) = outputs_of(ax, "A line.")
    assert "Mine" in texts_of(data["image/svg+xml"])
    assert words["image/svg+xml"] == {"alt": "A line.", "title": "", "sub": ""}
    assert NARROW_TYPE not in data


def test_a_figure_drawn_on_axes_of_a_reader_keeps_its_title_there():
    _, (left, right) = plt.subplots(1, 2)
    assert plot_shares(shares("Beacon"), ax=right) is right
    assert right.get_title(loc="left") == "Own: 75% in Beacon"
    assert not left.texts

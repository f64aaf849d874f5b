import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.report.excerpts import cut_page, cut_table, cut_texts, limit_to, quoted

STORM = "The storm tore the harbour wall of Lowmere at night and the ferry stays in port until it is mended."
WORDS = st.sampled_from("the storm tore wall ferry of Lowmere <mark> </mark> &amp; , . in night".split())


def longest_run(page, text):
    """Words of the longest row of words that page and text share."""
    words, known = (re.findall(r"[^\W_]+", part.lower()) for part in (page, text))
    told = f" {' '.join(known)} "
    return max(
        (end - start for start in range(len(words)) for end in range(start + 1, len(words) + 1)
         if f" {' '.join(words[start:end])} " in told), default=0,
    )  # fmt: skip


def test_of_a_long_stretch_the_first_words_stay_and_the_rest_goes():
    limit = limit_to(4, [STORM])
    assert cut_texts([f"They write: {STORM} So they write."], limit) == [
        "They write: The storm tore the … So they write."
    ]
    assert cut_texts(["The storm tore the ferry."], limit) == ["The storm tore the ferry."]


def test_case_punctuation_and_elements_hide_no_stretch():
    limit = limit_to(3, [STORM])
    assert cut_page("<p>THE <b>storm</b>, tore<i> the harbour</i> wall</p>", limit) == (
        "<p>THE <b>storm</b>, tore<i> … </i> </p>"
    )


def test_a_stretch_that_goes_on_in_the_next_cell_is_cut_there():
    table = pd.DataFrame(
        {"n": [1], "left": ["storm tore the"], "right": ["harbour wall of Lowmere, they say"]}
    )
    cut = cut_table(table, limit_to(4, [STORM]))
    assert cut.to_dict("list") == {"n": [1], "left": ["storm tore the"], "right": ["harbour … they say"]}
    assert table["right"][0].startswith("harbour wall")


def test_attributes_are_cut_and_stay_whole():
    page = f"<img alt=\"{STORM}\" title='a &quot;storm&quot;'>"
    assert (
        cut_page(page, limit_to(3, [STORM])) == "<img alt=\"The storm tore … \" title='a &quot;storm&quot;'>"
    )


def test_what_is_left_stays_escaped():
    page = "<p>The &lt;b&gt; storm tore the harbour wall &amp; all</p>"
    limit = limit_to(3, ["The <b> storm tore the harbour wall"])
    assert cut_page(page, limit) == "<p>The &lt;b&gt; storm … &amp; all</p>"


def test_letters_of_scripts_without_blanks_count_as_words():
    assert cut_texts(["海上大火造成三人"], limit_to(3, ["海上大火造成三人受伤"])) == ["海上大 … "]


def test_a_quotation_is_cut_around_what_is_marked():
    shown = f"<ul><li class='quote'>{STORM.replace('ferry', '<mark>ferry</mark>')}</li></ul>"
    assert quoted(shown, 5) == '<ul><li class="quote">… and the <mark>ferry</mark> stays in …</li></ul>'
    assert quoted(shown, 50).replace('"', "'") == shown
    assert quoted(f"<p class='quote'>{STORM}</p>", 2) == '<p class="quote">The storm …</p>'


@pytest.mark.parametrize("kind", ["pair", "article"])
def test_articles_side_by_side_and_whole_ones_are_left_out_with_a_sentence(kind):
    shown = quoted(f"<p>What the marks mean</p><div class='{kind} broad'><p>{STORM}</p></div>", 30)
    told = "Left out here: this report quotes at most 30 words of an article at a time."
    assert shown == f"<p class='note'>{told}</p>"


def test_what_quotes_nothing_is_not_touched():
    shown = "<p title='a'>Text<br>with 3 < 4"
    assert quoted(shown, 3) is shown


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=60), st.integers(2, 5))
def test_no_longer_run_of_an_article_is_ever_left(article, page, most):
    text, written = (" ".join(words) for words in (article, page))
    plain = re.sub("<.*?>", " ", text)
    left = cut_page(written, limit_to(most, [plain]))
    assert longest_run(re.sub("<.*?>|&amp;", " ", left), plain) <= most
    assert re.findall("<.*?>", left) == re.findall("<.*?>", written)

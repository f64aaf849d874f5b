import re

import pandas as pd
import pytest
from helpers import corpus

from toolkit.corpus.context import evidence
from toolkit.reader import sentences as module
from toolkit.reader.sentences import show_evidence

FIRST = "Storm hits\n\nRoe sends troops. Troops came.\n\nThe sea is calm.\n\nDoe left."
SECOND = "No troops here."


@pytest.fixture
def shown(monkeypatch):
    """What was displayed."""
    pages = []
    monkeypatch.setattr(module, "display", pages.append)
    return pages


@pytest.fixture
def two():
    return corpus(FIRST, SECOND, event=["war", "calm"])


def folded(source):
    """The sentence and the paragraphs that it folds out into, of every item of the list."""
    items = re.findall(
        r"<summary[^>]*><span class='quote'>(.*?)</span><small.*?<div class='quote'[^>]*>(.*?)</div>", source
    )
    return [
        [re.sub("<[^>]*>", "", part) for part in (head, *re.findall("<p>(.*?)</p>", below))]
        for head, below in items
    ]


def test_a_sentence_folds_out_into_its_paragraph_and_those_around_it(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="calm"), articles)
    assert folded(shown[0].data) == [
        ["The sea is calm.", "Roe sends troops. Troops came.", "The sea is calm.", "Doe left."]
    ]
    assert "1 place." in shown[0].data


def test_at_the_edge_of_an_article_there_is_less(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="storm|doe|here"), articles, around=2)
    assert [item[1:] for item in folded(shown[0].data)] == [
        ["Storm hits", "Roe sends troops. Troops came.", "The sea is calm."],
        ["Roe sends troops. Troops came.", "The sea is calm.", "Doe left."],
        ["No troops here."],
    ]


def test_what_is_not_counted_is_passed_over_unless_it_is_what_was_found(shown, two):
    articles, tokens = two
    rows = [("a0", 0, 10, "headline"), ("a0", 12, 43, "caption"), ("a0", 43, len(FIRST), "body")]
    segments = pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
    show_evidence(evidence(tokens, articles, term="storm|roe"), articles, segments=segments)
    assert [item[1:] for item in folded(shown[0].data)] == [
        ["Storm hits", "The sea is calm."],
        ["Storm hits", "Roe sends troops. Troops came.", "The sea is calm."],
    ]


def test_only_its_own_hit_is_marked_where_it_stands(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="troops"), articles)
    marks = re.findall(r"</summary>(.*?)</details>", shown[0].data)
    assert [re.findall(r"<mark [^>]*>(.*?)</mark>", below) for below in marks] == [
        ["troops"],
        ["Troops"],
        ["troops"],
    ]


def test_nothing_folds_where_no_paragraph_is_wanted(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="troops"), articles, around=0)
    assert "<details" not in shown[0].data
    assert shown[0].data.count("<span class='quote'") == 3


def test_rows_say_how_many_are_shown_of_how_many(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="troops"), articles, rows=2)
    assert "The first 2 of 3 places." in shown[0].data
    assert repr(shown[0]) == "Roe sends troops.\nTroops came."


def test_a_sentence_names_its_outlet_where_there_are_several_and_its_event(shown, two):
    articles, tokens = two
    found = evidence(tokens, articles, term="troops")
    show_evidence(found, articles, around=0)
    show_evidence(found[:2], articles.assign(event_title="The war"), around=0)
    smalls = [
        re.sub("<[^>]*>", "", small) for small in re.findall("<small[^>]*>(.*?)</small>", shown[0].data)
    ]
    assert smalls == ["● Outlet 0 · war", "● Outlet 0 · war", "■ Outlet 1 · calm"]
    assert re.findall("<small[^>]*>(.*?)</small>", shown[1].data) == ["The war"] * 2


def rows_of(source):
    return [
        re.sub("<[^>]*>", "", row)
        for row in re.findall("<summary style='cursor[^>]*>(.*?)</summary>", source)
    ]


def test_rows_of_a_table_fold_out_into_their_sentences(shown, two):
    articles, tokens = two
    words = pd.DataFrame({"term": ["calm", "troops", "peace"], "p_family": [0.2, 0.01, None]})
    show_evidence(evidence(tokens, articles, term=words["term"]), articles, words, each=2)
    source = shown[0].data
    assert rows_of(source) == ["calm once in 1 article could be chance", "troops 3 times in 2 articles holds"]
    assert "<b>peace</b> <span>not found</span> <span class='chip none'" in source
    assert [item[0] for item in folded(source)] == ["The sea is calm.", "Roe sends troops.", "Troops came."]
    assert "and 1 more" in source
    assert source.count("<details open>") == 1
    assert "class='words " in source


def test_a_table_without_a_test_has_no_chips(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="calm"), articles, pd.DataFrame({"term": ["calm"]}))
    assert "chip" not in shown[0].data


def test_whole_sentences_are_counted_as_sentences(shown, two):
    articles, tokens = two
    found = evidence(tokens, articles, term="troops")
    found = found.assign(left=found["left"] + " " + found["hit"], hit="")
    show_evidence(found, articles, by="outlet")
    assert rows_of(shown[0].data)[0] == "● Outlet 0 2 sentences in 1 article"
    assert "></mark>" not in shown[0].data


def test_a_column_that_is_not_there_is_told(two):
    articles, tokens = two
    with pytest.raises(ValueError, match="paper"):
        show_evidence(evidence(tokens, articles, term="troops"), articles, by="paper")


def test_a_word_is_called_as_it_is_mostly_written(shown):
    articles, tokens = corpus("The US said us. The US came. US, us and US.")
    show_evidence(evidence(tokens, articles, term="us"), articles, pd.DataFrame({"term": ["us"]}))
    assert rows_of(shown[0].data) == ["US 6 times in 1 article"]


def test_sentences_are_grouped_by_a_column_of_theirs(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="troops"), articles, by="outlet")
    assert rows_of(shown[0].data) == ["● Outlet 0 2 times in 1 article", "■ Outlet 1 once in 1 article"]


def test_rows_of_a_table_are_matched_by_the_column_that_by_names(shown, two):
    articles, tokens = two
    table = pd.DataFrame({"event": ["calm"]})
    show_evidence(evidence(tokens, articles, term="troops"), articles, table, by="event")
    assert rows_of(shown[0].data) == ["calm once in 1 article"]


def test_paragraphs_have_the_marks_that_are_asked_for(shown, two):
    articles, tokens = two
    passages = pd.DataFrame(
        [{"article_a": "a0", "start_a": 12, "end_a": 28, "article_b": "a1", "start_b": 0, "end_b": 14}]
    )
    show_evidence(evidence(tokens, articles, term="here"), articles, passages=passages)
    assert "⇄ Outlet 0" in shown[0].data


def test_sentences_of_other_articles_are_left_out(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="troops"), articles.loc[["a1"]])
    assert [item[0] for item in folded(shown[0].data)] == ["No troops here."]


def test_nothing_found_is_said(shown, two):
    articles, tokens = two
    show_evidence(evidence(tokens, articles, term="zebra"), articles)
    assert "Nothing was found." in shown[0].data
    assert repr(shown[0]) == "Nothing was found."


def test_a_hundred_sentences_of_long_articles_stay_below_half_a_megabyte(shown):
    articles, tokens = corpus("\n\n".join(["The row goes on and on, said a man who had seen it all."] * 300))
    show_evidence(evidence(tokens, articles, term="row"), articles, rows=100)
    assert len(shown[0].data) < 150_000


def test_nothing_that_an_article_brings_can_run(shown):
    attack = "<img src=x onerror='alert(1)'> troops <script>alert(1)</script>"
    articles, tokens = corpus(attack, outlet=[attack], event=[attack])
    found = evidence(tokens, articles, term="troops")
    show_evidence(found, articles)
    show_evidence(found, articles, pd.DataFrame({"term": [attack, "troops"]}))
    show_evidence(found, articles, by="event")
    for page in shown:
        assert not re.search("<(script|img)", page.data)


@pytest.mark.parametrize("option", ["rows", "each", "around"])
def test_a_negative_number_is_refused(option, two):
    articles, tokens = two
    with pytest.raises(ValueError, match=f"{option} is -1; give a number, 0 or more"):
        show_evidence(evidence(tokens, articles, term="troops"), articles, **{option: -1})


def test_sentences_without_context_are_refused(two):
    with pytest.raises(ValueError, match="sentences has no column 'left', 'hit', 'right'"):
        show_evidence(pd.DataFrame({"article_id": [], "start": [], "end": []}), two[0])


def test_a_table_without_the_column_of_by_is_refused(two):
    articles, tokens = two
    with pytest.raises(ValueError, match="table has no column 'term'"):
        show_evidence(evidence(tokens, articles, term="troops"), articles, pd.DataFrame({"word": ["x"]}))


@pytest.mark.parametrize("name", ["segments", "tokens"])
def test_tables_of_other_articles_are_refused(two, name):
    articles, tokens = two
    others = pd.DataFrame({"article_id": ["z"], "start": [0], "end": [1], "kind": ["body"]})
    with pytest.raises(ValueError, match=f"{name} are those of other articles: the first has article_id 'z'"):
        show_evidence(evidence(tokens, articles, term="calm"), articles, **{name: others})

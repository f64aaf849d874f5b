import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from helpers import corpus, pages

from toolkit.reader.article import read

ATTACK = "<script>alert(1)</script><img src=x onerror='alert(\"1\")'>"


class Page(HTMLParser):
    """Every run of text with the kinds of mark around it, and the elements and attributes of the page."""

    def __init__(self, source):
        super().__init__()
        self.runs, self.open, self.tags, self.names = [], [], set(), set()
        self.feed(source)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.open.append(dict(attributes).get("class", ""))
        self.tags.add(tag)
        self.names |= {name for name, _ in attributes}

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.runs.append((data, [kind for kind in self.open if kind in MARKS]))


MARKS = ("aside", "said", "same", "hit", "number", "double", "dashed", "who")
TEXT = "Bridge shut\n\nRoe said it was unsafe, he told us. Traffic stops at 9.\n\nRead on"


def article():
    articles, _ = pages({"beacon": TEXT, "ledger": "Traffic stops at 9."})
    rows = [("beacon", 0, 11, "headline"), ("beacon", 13, 68, "body"), ("beacon", 70, 77, "teaser")]
    return articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])


def marked(articles, article_id="beacon", **tables):
    return [run for run in Page(read(articles, article_id, **tables).data).runs if run[1]]


def spans(*words, text=TEXT, article_id="beacon"):
    places = [(article_id, text.index(word), text.index(word) + len(word)) for word in words]
    return pd.DataFrame(places, columns=["article_id", "start", "end"])


def test_the_whole_text_stands_there_in_its_paragraphs():
    source = read(article()[0], "beacon").data
    assert re.findall("<p>(.*?)</p>", source) == TEXT.split("\n\n")


def test_a_line_that_fills_a_page_of_a_fixed_width_ends_no_paragraph():
    text = "The council of the town has asked the United\nStates for help against the\nsea.\n\nNext."
    articles, _ = pages({"beacon": text})
    assert read(articles, "beacon").data.count("<p>") == 2


def test_what_is_not_counted_is_slanted_and_says_what_it_is():
    articles, segments = article()
    source = read(articles, "beacon", segments=segments).data
    assert marked(articles, segments=segments) == [("slanted", ["aside"]), ("Read on", ["aside"])]
    assert "title='not counted: teaser'" in source
    assert "<p class='headline'" in source


def attributions(**changes):
    row = {
        "article_id": "beacon",
        "source": "he",
        "person": "Jane Roe",
        "content_start": 22,
        "content_end": 35,
    }
    return pd.DataFrame([row | changes])


def test_attributed_words_have_a_line_and_the_name_of_who_says_them():
    articles, _ = article()
    key = [("dotted line", ["said"])]
    assert marked(articles, attributions=attributions()) == [
        *key,
        ("[Jane Roe]", ["who"]),
        (TEXT[22:35], ["said"]),
    ]
    assert "title='said by Jane Roe'" in read(articles, "beacon", attributions=attributions()).data


@pytest.mark.parametrize(
    ("changes", "who"), [({"person": ""}, "he"), ({"person": None, "source": ""}, "somebody")]
)
def test_who_has_no_name_is_called_as_in_the_text(changes, who):
    assert (f"[{who}]", ["who"]) in marked(article()[0], attributions=attributions(**changes))


def test_of_several_pieces_in_a_row_the_first_has_the_name():
    pieces = pd.concat([attributions(), attributions(content_start=37, content_end=47)])
    assert [run for run in marked(article()[0], attributions=pieces) if run[1] == ["who"]] == [
        ("[Jane Roe]", ["who"])
    ]


def test_without_attributions_the_voice_of_the_tokens_tells_what_somebody_says():
    articles, tokens = corpus("Roe said it fell down.")
    tokens["voice"] = ["own", "own", "attributed", "attributed", "own"]
    shuffled = tokens.sample(frac=1, random_state=1)
    for table in (tokens, shuffled):
        assert marked(articles, "a0", tokens=table) == [("dotted line", ["said"]), ("it fell", ["said"])]


def passages(**changes):
    row = {
        "article_a": "beacon",
        "start_a": 49,
        "end_a": 67,
        "article_b": "ledger",
        "start_b": 0,
        "end_b": 18,
    }
    return pd.DataFrame([row | {"kind": "verbatim"} | changes])


@pytest.mark.parametrize(("article_id", "other"), [("beacon", "Ledger"), ("ledger", "Beacon")])
def test_a_shared_passage_names_the_other_outlet_on_both_sides(article_id, other):
    runs = marked(article()[0], article_id, passages=passages())
    assert runs == [("full line", ["same"]), (f"⇄ {other}", ["who"]), ("Traffic stops at 9", ["same"])]
    assert f"title='verbatim, also in {other}'" in read(article()[0], article_id, passages=passages()).data


def test_passages_of_articles_that_are_not_given_are_left_out():
    assert marked(article()[0].loc[["beacon"]], passages=passages()) == []


def test_spans_are_highlighted_and_several_tables_have_looks_of_their_own():
    articles, _ = article()
    assert marked(articles, spans=spans("Traffic")) == [("found", ["hit"]), ("Traffic", ["hit"])]
    named = {"traffic": spans("Traffic"), "numbers": spans("9").assign(noun="o'clock")}
    assert marked(articles, spans=named) == [
        ("traffic", ["hit"]),
        ("numbers", ["number"]),
        ("Traffic", ["hit"]),
        ("9", ["number"]),
    ]
    assert "title='o&#x27;clock'" in read(articles, "beacon", spans=named).data


def test_spans_of_two_sides_are_marked_on_either():
    both = spans("Traffic").rename(columns={"article_id": "article_a", "start": "start_a", "end": "end_a"})
    both = both.assign(article_b="ledger", start_b=0, end_b=7)
    for name in ("beacon", "ledger"):
        assert ("Traffic", ["hit"]) in marked(article()[0], name, spans=both)


def test_the_key_names_the_marks_that_occur_and_no_others():
    articles, segments = article()
    assert "legend" in read(articles, "beacon").data
    assert [word for word, _ in marked(articles, "ledger", segments=segments, spans=spans("Traffic"))] == []


def test_marks_may_cross():
    crossing = {"a": spans("Roe said it"), "b": spans("said it was")}
    assert marked(article()[0], spans=crossing)[2:] == [
        ("Roe ", ["hit"]),
        ("said it", ["hit", "number"]),
        (" was", ["number"]),
    ]


def test_the_head_is_outlet_time_and_id():
    articles, _ = article()
    articles["published"] = pd.Timestamp("2024-03-01 10:30", tz="UTC")
    for precision, when in (("time", "1 March 2024, 10:30 UTC"), ("day", "1 March 2024")):
        source = read(articles.assign(published_precision=precision), "ledger").data
        assert f"</span> Ledger</b> · {when} · ledger</p>" in source


def test_nothing_that_an_article_brings_can_run():
    articles = pd.DataFrame({"text": [f"{ATTACK} {ATTACK}"], "outlet": ATTACK}, index=[ATTACK])
    there = {"article_id": [ATTACK], "start": [0], "end": [len(ATTACK)]}
    said = pd.DataFrame({"article_id": [ATTACK], "source": ATTACK, "content_start": 0, "content_end": 20})
    shared = {
        "article_a": [ATTACK],
        "start_a": [0],
        "end_a": [9],
        "article_b": ATTACK,
        "start_b": 3,
        "end_b": 9,
    }
    page = read(
        articles,
        ATTACK,
        segments=pd.DataFrame(there | {"kind": [ATTACK]}),
        attributions=said,
        passages=pd.DataFrame(shared | {"kind": ATTACK}),
        spans={ATTACK: pd.DataFrame(there | {"frame": ATTACK})},
    )
    found = Page(page.data)
    assert found.tags <= {"div", "p", "b", "ul", "li", "span", "mark", "small"}
    assert found.names <= {"class", "style", "title", "dir"}
    assert "<script" not in page.data


def test_ids_may_be_numbers_and_tables_may_be_of_any_order():
    articles = pd.DataFrame({"text": ["one two", "two one"], "outlet": ["A", "B"]})
    found = pd.DataFrame({"article_id": [1, 0, 0], "start": [0, 4, 0], "end": [3, 7, 3]}, index=[7, 7, 9])
    runs = Page(read(articles, 0, spans=found).data).runs
    assert [word for word, kinds in runs if kinds] == ["found", "one", "two"]
    assert read(articles, 0, spans=found).data == read(articles, "0", spans=found).data


def test_an_unknown_article_is_named():
    with pytest.raises(
        ValueError, match=r"article_id 'zz' is no article; the first are \['beacon', 'ledger'\]"
    ):
        read(article()[0], "zz")


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"segments": pd.DataFrame({"start": [0]})}, "segments has no column 'article_id'"),
        ({"tokens": pd.DataFrame({"article_id": []})}, "tokens has no column 'start'"),
        ({"attributions": pd.DataFrame({"source": []})}, "attributions has no column 'article_id'"),
        ({"passages": pd.DataFrame({"article_a": []})}, "passages has no column 'start_a'"),
        ({"spans": pd.DataFrame({"start": []})}, "spans has no column 'article_id'"),
    ],
)
def test_a_table_that_lacks_a_column_is_named(tables, told):
    with pytest.raises(ValueError, match=told):
        read(article()[0], "beacon", **tables)


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="a mark from 0 to 99 does not fit a text of 77 characters"):
        read(article()[0], "beacon", spans=spans("Bridge").assign(end=99))


def test_an_article_of_the_sample_with_all_its_marks(sample):
    tables = {"segments": sample.segments, "attributions": sample.attributions, "passages": sample.passages}
    for name in sample.articles.index:
        page = read(sample.articles, name, **tables)
        words = " ".join(run for run, kinds in Page(page.data).runs if "who" not in kinds)
        assert len(page.data) < 40_000
        assert words.split()[-1] == sample.articles.loc[name, "text"].split()[-1]


@pytest.mark.parametrize("name", ["segments", "tokens"])
def test_tables_of_other_articles_are_refused(name):
    others = pd.DataFrame({"article_id": ["z"], "start": [0], "end": [1], "kind": ["body"]})
    with pytest.raises(ValueError, match=f"{name} are those of other articles: the first has article_id 'z'"):
        read(pd.DataFrame({"text": ["Port shut"]}, index=["a"]), "a", **{name: others})

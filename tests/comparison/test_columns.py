import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from toolkit.comparison.columns import side_by_side
from toolkit.comparison.reuse import find_reuse
from toolkit.corpus.tokens import tokenize

SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"
EDITED = "The harbour bridge will shut to all heavy traffic on Monday"


def page(*texts, a="a0", b="a1", segments=None, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    outlets = ["Beacon <&>", "Ledger", "Herald"][: len(texts)]
    articles = pd.DataFrame({"text": texts, "outlet": outlets, **columns}, index=ids)
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": [len(text) for text in texts], "kind": "body"})
    passages = find_reuse(tokenize(articles, body), articles)
    return side_by_side(articles, passages, a, b, segments=segments).data


def times(*hours, precision="time"):
    published = [pd.Timestamp(f"2024-03-{hour}", tz="UTC") for hour in hours]
    return {"published": published, "published_precision": precision}


class Columns(HTMLParser):
    """What a reader sees in either column: head, line below it, paragraphs; struck words are in [ ]."""

    def __init__(self, source):
        super().__init__()
        self.columns, self.open = [], []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if tag == "section":
            self.columns.append([])
        elif tag in ("h3", "p") and self.columns:
            self.columns[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "section" in self.open and "a" not in self.open:
            self.columns[-1][-1] += f"[{data}]" if "del" in self.open else data


def read(source):
    left, right = Columns(source).columns
    return left, right


def test_both_texts_stand_there_in_full():
    first, second = f"Roe & Doe: “{SENTENCE}.”\n\n<end>", "Others, a < b."
    left, right = read(page(first, second))
    assert left == ["● Beacon <&>", "", f"Roe & Doe: “{SENTENCE}.”", "<end>"]
    assert right == ["■ Ledger", "", "Others, a < b."]


def test_the_left_article_is_untouched_and_the_right_one_shows_what_it_changed():
    left, right = read(page(SENTENCE + ".", EDITED + "."))
    assert left[2] == SENTENCE + "."
    assert right[2] == EDITED.replace("shut", "[close] shut") + "."


def test_words_that_were_left_out_are_struck_where_they_stood():
    whole, less = (
        "The old harbour bridge will close to all heavy traffic on Monday.",
        "The harbour bridge will close to all heavy traffic on Monday.",
    )
    assert read(page(whole, less))[1][2] == less.replace("harbour", "[old] harbour", 1)


def test_a_word_that_was_left_out_at_the_end_of_a_passage_stands_apart_from_it():
    articles = pd.DataFrame(
        {"text": ["one two three four.", "one two."], "outlet": ["A", "B"]}, index=["a", "b"]
    )
    row = {
        "article_a": "a",
        "start_a": 0,
        "end_a": 18,
        "article_b": "b",
        "start_b": 0,
        "end_b": 7,
        "n_words": 2,
    }
    assert read(side_by_side(articles, pd.DataFrame([row]), "a", "b").data)[1][2] == "one two [three four]."


def test_the_earlier_article_stands_left_whichever_is_named_first():
    source = page(EDITED + ".", SENTENCE + ".", **times("02 11:30", "02 09:05"))
    left, right = read(source)
    assert left[:2] == ["■ Ledger", "Earlier: 2 March 2024, 09:05"]
    assert right[:2] == ["● Beacon <&>", "Later: 2 March 2024, 11:30"]
    assert right[2] == EDITED.replace("shut", "[close] shut") + "."
    assert "Times are UTC." in source


def test_two_articles_of_a_day_without_an_hour_have_no_order():
    source = page(SENTENCE, SENTENCE, a="a1", b="a0", **times("02", "02", precision="day"))
    assert [column[:2] for column in read(source)] == [
        ["■ Ledger", "2 March 2024"],
        ["● Beacon <&>", "2 March 2024"],
    ]
    assert "UTC" not in source


def test_all_times_are_of_one_zone():
    published = [pd.Timestamp("2024-03-01 09:00+09:00"), pd.Timestamp("2024-03-01 01:00+01:00")]
    left, right = read(
        page(
            SENTENCE,
            SENTENCE,
            published=pd.Series(published, ["a0", "a1"], dtype=object),
            published_precision="time",
        )
    )
    assert [left[1], right[1]] == ["1 March 2024, 00:00"] * 2


def test_links_lead_to_the_other_side_and_back():
    source = page(SENTENCE + ".", SENTENCE + ".")
    ids, targets = re.findall(r" id='([^']+)'", source), re.findall(r"href='#([^']+)'", source)
    assert ids == targets[::-1]
    assert len(set(ids)) == 2
    assert re.findall(r"title='([^']*)'", source) == [
        "passage 1, go to the right article",
        "passage 1, go to the left article",
    ]


def test_the_same_two_articles_give_the_same_page_and_others_other_ids():
    texts = [SENTENCE, SENTENCE, SENTENCE]
    assert page(*texts) == page(*texts)
    ids = [set(re.findall(r" id='([^']+)'", page(*texts, b=b))) for b in ("a1", "a2")]
    assert not ids[0] & ids[1]


ATTACK = "<script>alert(1)</script><img src=x onerror='alert(\"1\")'>"
MADE = {"div", "section", "h3", "b", "p", "a", "del", "ins", "span", "ul", "li"}


def opened(source):
    """Names of the elements of a page, those of their attributes, and its text."""
    parser = HTMLParser()
    tags, names, text = set(), set(), []
    parser.handle_starttag = lambda tag, given: (tags.add(tag), names.update(name for name, _ in given))
    parser.handle_data = text.append
    parser.feed(source)
    return tags, names, "".join(text)


def written(**changes):
    """Elements and attributes of a page of two articles whose text, outlet, id or date is changed."""
    text, outlet = changes.get("text", SENTENCE), changes.get("outlet", "Beacon")
    ids = [changes.get("article_id", "a0"), "a1"]
    columns = {"text": [text, EDITED + "."], "outlet": [outlet, "Ledger"], "event": "x"}
    if "published_precision" in changes:
        columns["published"] = pd.Timestamp("2024-03-01 10:30", tz="UTC")
        columns["published_precision"] = changes["published_precision"]
    articles = pd.DataFrame(columns, index=ids)
    row = {"article_a": ids[0], "start_a": text.index("The harbour"), "end_a": text.index("morning") + 7}
    row |= {"article_b": ids[1], "start_b": 0, "end_b": len(EDITED), "n_words": 10}
    source = side_by_side(articles, pd.DataFrame([row]), *ids).data
    return source, *opened(source)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": f"{ATTACK} {SENTENCE} {ATTACK}."},  # before and after a passage
        {"text": SENTENCE.replace("bridge", f"bridge {ATTACK}")},  # in a passage
        {"text": SENTENCE.replace("close", f"close {ATTACK} down")},  # in an edit
        {"outlet": ATTACK},
        {"outlet": ATTACK, "published_precision": "time"},
        {"outlet": ATTACK, "published_precision": "day"},
        {"article_id": ATTACK},
    ],
)
def test_nothing_that_an_article_brings_can_run(changes):
    source, tags, attributes, text = written(**changes)
    assert tags <= MADE
    assert attributes <= {"class", "dir", "id", "href", "style", "title"}
    assert "<script" not in source
    if "article_id" not in changes:
        assert ATTACK in text


def test_of_passages_that_overlap_the_longer_one_is_shown():
    articles = pd.DataFrame(
        {"text": ["one two three", "one two three"], "outlet": ["A", "B"]}, index=["a", "b"]
    )
    rows = [("a", 0, 7, "b", 0, 7, 2), ("a", 0, 13, "b", 0, 13, 3), ("a", 8, 13, "b", 0, 3, 1)]
    columns = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "n_words"]
    source = side_by_side(articles, pd.DataFrame(rows, columns=columns), "a", "b").data
    assert re.findall(r" id=[^>]*><a [^>]*>1</a>(.*?)</span>", source) == ["one two three"] * 2


def test_some_articles_are_enough_and_passages_of_others_are_left_out():
    texts = [SENTENCE, SENTENCE, SENTENCE]
    ids = ["a0", "a1", "a2"]
    articles = pd.DataFrame({"text": texts, "outlet": ["Beacon", "Ledger", "Herald"]}, index=ids)
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": len(SENTENCE), "kind": "body"})
    passages = find_reuse(tokenize(articles, body), articles)
    some = articles.loc[["a2", "a0"]]
    assert len(read(side_by_side(some, passages, "a0", "a2").data)) == 2
    with pytest.raises(ValueError, match=r"b 'a1' is no article_id; the first are \['a2', 'a0'\]"):
        side_by_side(some, passages, "a0", "a1")


def test_the_order_of_version_one_is_refused_in_one_sentence():
    with pytest.raises(TypeError, match="passages must be a pandas DataFrame, not str"):
        side_by_side(pd.DataFrame({"text": ["x", "y"], "outlet": "A"}, index=["a", "b"]), "a", "b", "a")


def test_what_is_not_compared_is_left_out_if_segments_are_given():
    text = f"Share & save\nBridge shut\n{SENTENCE}\nRead on"
    rows = [
        ("a0", 0, 12, "furniture"),
        ("a0", 13, 24, "headline"),
        ("a0", 25, 93, "body"),
        ("a0", 94, 101, "teaser"),
    ]
    rows += [("a1", 0, len(SENTENCE), "body")]
    segments = pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
    source = page(text, SENTENCE, segments=segments)
    assert read(source)[0][2:] == ["Bridge shut", SENTENCE]
    assert "<p class='headline'" in source
    assert "Captions, teasers and the like are left out." in source
    assert read(page(text, SENTENCE))[0][2:] == text.split("\n")


def test_articles_that_share_nothing_say_so():
    source = page("One.", "Two.")
    assert "The two share no passage." in source
    assert "underlined" not in source


@pytest.mark.parametrize(("a", "b", "side"), [("zz", "a1", "a"), ("a0", "zz", "b")])
def test_an_unknown_article_is_named(a, b, side):
    with pytest.raises(ValueError, match=f"{side} 'zz' is no article_id"):
        page(SENTENCE, SENTENCE, a=a, b=b)


def test_ids_may_be_numbers():
    articles = pd.DataFrame({"text": [SENTENCE, EDITED], "outlet": ["Beacon", "Ledger"]})
    ids = articles.index
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": articles["text"].str.len(), "kind": "body"})
    passages = find_reuse(tokenize(articles, body), articles)
    pages = [side_by_side(articles, passages, *pair, segments=body).data for pair in (("0", "1"), (0, 1))]
    numbered = passages.astype({"article_a": int, "article_b": int})
    assert pages[0] == pages[1] == side_by_side(articles, numbered, 0, 1, segments=body).data
    assert ">shut</ins>" in pages[0]


def test_one_article_is_not_set_beside_itself():
    with pytest.raises(ValueError, match="a and b are both 'a0'; name two articles"):
        page(SENTENCE, EDITED, b="a0")


def test_segments_of_other_articles_are_refused():
    others = pd.DataFrame({"article_id": ["z"], "start": [0], "end": [1], "kind": ["body"]})
    with pytest.raises(
        ValueError, match="segments are those of other articles: the first has article_id 'z'"
    ):
        page(SENTENCE, EDITED, segments=others)

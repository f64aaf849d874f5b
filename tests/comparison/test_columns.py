import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from toolkit.comparison.columns import side_by_side
from toolkit.comparison.reuse import find_reuse
from toolkit.corpus.tokens import tokenize

SENTENCE = "The harbour bridge will close to all heavy traffic on Monday morning"
EDITED = "The harbour bridge will shut to all heavy traffic on Monday"


def page(*texts, a="a0", b="a1", **options):
    ids = [f"a{number}" for number in range(len(texts))]
    articles = pd.DataFrame(
        {"text": texts, "outlet": ["Beacon <&>", "Ledger", "Herald"][: len(texts)]}, index=ids
    )
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": [len(text) for text in texts], "kind": "body"})
    return side_by_side(articles, find_reuse(tokenize(articles, body), articles), a, b, **options).data


class Texts(HTMLParser):
    """What a reader sees in either column."""

    def __init__(self, source):
        super().__init__()
        self.columns, self.open = [], []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if dict(attributes).get("class") == "text":
            self.columns.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.columns and self.open[-1] != "a" and "h4" not in self.open:
            self.columns[-1] += data


def test_both_texts_stand_there_in_full():
    first, second = f"Roe & Doe: “{SENTENCE}.”\n\n<end>", f"{EDITED}, a < b."
    assert Texts(page(first, second)).columns == [first, second]


def test_edits_are_marked_on_the_side_that_has_the_words():
    source = page(SENTENCE + ".", EDITED + ".")
    assert re.findall(r"<del>(.*?)</del>", source) == ["close"]
    assert re.findall(r"<ins>(.*?)</ins>", source) == ["shut"]


def test_links_lead_to_the_other_side_and_back():
    source = page(SENTENCE + ".", SENTENCE + ".")
    ids, targets = re.findall(r"mark id='([^']+)'", source), re.findall(r"href='#([^']+)'", source)
    assert ids == targets[::-1]
    assert len(set(ids)) == 2


def test_the_same_two_articles_give_the_same_page_and_others_other_ids():
    texts = [SENTENCE, SENTENCE, SENTENCE]
    assert page(*texts) == page(*texts)
    ids = [set(re.findall(r"mark id='([^']+)'", page(*texts, b=b))) for b in ("a1", "a2")]
    assert not ids[0] & ids[1]


def test_sides_can_be_swapped():
    source = page(SENTENCE + ".", EDITED + ".", a="a1", b="a0")
    assert re.findall(r"<del>(.*?)</del>", source) == ["shut"]
    assert Texts(source).columns == [EDITED + ".", SENTENCE + "."]


ATTACK = "<script>alert(1)</script><img src=x onerror='alert(\"1\")'>"
MADE = {"style", "div", "section", "h4", "mark", "a", "del", "ins", "small"}


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
    passages = pd.DataFrame([row])
    asides = pd.DataFrame({"article_id": ids, "start": 0, "end": changes.get("aside", 0), "kind": "caption"})
    source = side_by_side(articles, passages, *ids, segments=asides[asides["end"] > 0]).data
    return source, *opened(source)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": f"{ATTACK} {SENTENCE} {ATTACK}."},  # before and after a passage
        {"text": SENTENCE.replace("bridge", f"bridge {ATTACK}")},  # in a passage
        {"text": SENTENCE.replace("close", f"close {ATTACK} down")},  # in an edit
        {"text": f"{ATTACK}\n{SENTENCE}.", "aside": len(ATTACK)},  # in what is greyed
        {"outlet": ATTACK},
        {"outlet": ATTACK, "published_precision": "time"},
        {"outlet": ATTACK, "published_precision": "day"},
        {"article_id": ATTACK},
    ],
)
def test_nothing_that_an_article_brings_can_run(changes):
    source, tags, attributes, text = written(**changes)
    assert tags <= MADE
    assert attributes <= {"class", "dir", "id", "href"}
    assert "<script" not in source
    if "article_id" not in changes:
        assert ATTACK in text


@pytest.mark.parametrize(
    ("precision", "shown"), [("time", "Beacon, 2024-03-01 10:30 UTC"), ("day", "Beacon, 2024-03-01")]
)
def test_the_title_is_the_outlet_with_the_time_or_the_day(precision, shown):
    assert f"<h4>{shown}</h4>" in written(published_precision=precision)[0]


def test_of_passages_that_overlap_the_longer_one_is_shown():
    articles = pd.DataFrame(
        {"text": ["one two three", "one two three"], "outlet": ["A", "B"]}, index=["a", "b"]
    )
    rows = [("a", 0, 7, "b", 0, 7, 2), ("a", 0, 13, "b", 0, 13, 3), ("a", 8, 13, "b", 0, 3, 1)]
    columns = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "n_words"]
    source = side_by_side(articles, pd.DataFrame(rows, columns=columns), "a", "b").data
    assert re.findall(r"<mark [^>]*><a [^>]*>1</a>(.*?)</mark>", source) == ["one two three"] * 2


def test_some_articles_are_enough_and_passages_of_others_are_left_out():
    texts = [SENTENCE, SENTENCE, SENTENCE]
    ids = ["a0", "a1", "a2"]
    articles = pd.DataFrame({"text": texts, "outlet": ["Beacon", "Ledger", "Herald"]}, index=ids)
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": len(SENTENCE), "kind": "body"})
    passages = find_reuse(tokenize(articles, body), articles)
    some = articles.loc[["a2", "a0"]]
    assert side_by_side(some, passages, "a0", "a2").data == side_by_side(articles, passages, "a0", "a2").data
    with pytest.raises(ValueError, match=r"b 'a1' is no article_id; the first are \['a2', 'a0'\]"):
        side_by_side(some, passages, "a0", "a1")


def test_the_order_of_version_one_is_refused_in_one_sentence():
    with pytest.raises(TypeError, match="passages must be a pandas DataFrame, not str"):
        side_by_side(pd.DataFrame({"text": ["x", "y"], "outlet": "A"}, index=["a", "b"]), "a", "b", "a")


def test_what_is_not_compared_is_greyed_if_segments_are_given():
    text = f"Share & save\n{SENTENCE}\nRead on"
    rows = [("a0", 0, 12, "furniture"), ("a0", 13, 81, "body"), ("a0", 82, 89, "teaser")]
    segments = pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
    source = page(text, SENTENCE, segments=segments)
    assert re.findall(r"<small>(.*?)</small>", source) == ["Share &amp; save", "Read on"]
    assert Texts(source).columns == [text, SENTENCE]
    assert "<small>" not in page(text, SENTENCE)


def test_articles_that_share_nothing_have_no_marks():
    assert "<mark" not in page("One.", "Two.")


@pytest.mark.parametrize(("a", "b", "side"), [("zz", "a1", "a"), ("a0", "zz", "b")])
def test_an_unknown_article_is_named(a, b, side):
    with pytest.raises(ValueError, match=f"{side} 'zz' is no article_id"):
        page(SENTENCE, SENTENCE, a=a, b=b)


def test_ids_may_be_numbers():
    articles = pd.DataFrame({"text": [SENTENCE, EDITED], "outlet": ["Beacon", "Ledger"]})
    ids = articles.index
    body = pd.DataFrame({"article_id": ids, "start": 0, "end": articles["text"].str.len(), "kind": "caption"})
    passages = find_reuse(tokenize(articles, body.assign(kind="body")), articles)
    pages = [side_by_side(articles, passages, *pair, segments=body).data for pair in (("0", "1"), (0, 1))]
    numbered = passages.astype({"article_a": int, "article_b": int})
    assert pages[0] == pages[1] == side_by_side(articles, numbered, 0, 1, segments=body).data
    assert "<ins>" in pages[0]
    assert "<small>" in pages[0]

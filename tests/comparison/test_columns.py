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


def test_nothing_in_a_text_runs():
    attack = "<script>alert(1)</script><img src=x onerror='alert(1)'> "
    source = page(attack + SENTENCE, SENTENCE + attack)
    assert "<script" not in source
    assert "<img" not in source
    assert "Beacon &lt;&amp;&gt;" in source


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

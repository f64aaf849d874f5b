import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus.tokens import sentences
from toolkit.text.stops import TERMINAL, ends_sentence, mark_places, stops_between


def corpus(*texts):
    ids = pd.Index([f"a{n}" for n in range(len(texts))], name="article_id")
    return pd.DataFrame({"text": list(texts)}, index=ids)


def body(articles):
    rows = [(key, 0, len(text), "body") for key, text in articles["text"].items()]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Roe left. He said so.", ["Mr. Roe left.", "He said so."]),
        ("It fell 3.5 percent. Then it rose.", ["It fell 3.5 percent.", "Then it rose."]),
        ("George W. Bush spoke. Nobody came.", ["George W. Bush spoke.", "Nobody came."]),
        ("He left the U.S. The rest stayed.", ["He left the U.S.", "The rest stayed."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ('"No." She left.', ['"No."', "She left."]),
        ("“Never!” Jane Roe said. “Why?” he asked.", ["“Never!” Jane Roe said.", "“Why?” he asked."]),
        ("On Oct. 18 it began. It ended Nov. 2.", ["On Oct. 18 it began.", "It ended Nov. 2."]),
        ("He said no. No one moved.", ["He said no.", "No one moved."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("东京。大阪。", ["东京。", "大阪。"]),
        ("Elle dit : « Bonjour ! » Puis elle part.", ["Elle dit : « Bonjour ! »", "Puis elle part."]),
        ("He read « Le Soir ! » there.", ["He read « Le Soir ! » there."]),
        ("“Good day!” Ada Roe exclaimed. He left.", ["“Good day!” Ada Roe exclaimed.", "He left."]),
        ("“Go!” Mayor Roe warned. Nobody went.", ["“Go!” Mayor Roe warned.", "Nobody went."]),
        ("It closed in 2024. Then it rained.", ["It closed in 2024.", "Then it rained."]),
        ("An I. It is a letter.", ["An I.", "It is a letter."]),
        ("Wait... Then run.", ["Wait...", "Then run."]),
        ("It ended.Then", ["It ended.Then"]),
        ("See st.louisvillecounty. Roe left.", ["See st.louisvillecounty. Roe left."]),
    ],
)
def test_sentences_end_where_a_reader_says(text, expected):
    articles = corpus(text)
    table = sentences(articles, body(articles))
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == expected


def reference(text):
    """Sentences of one line as the patterns define them, without any short cut."""
    found, first = [], 0
    for stop in TERMINAL.finditer(text):
        if stop.end() < len(text) and ends_sentence(text, stop, 0, len(text)):
            found.append(text[first : stop.end()].strip())
            first = stop.end()
    return [sentence for sentence in [*found, text[first:].strip()] if sentence]


pieces = [" ", ".", "?", "!", "…", "”", '"', "»", "« ", "Mr", "Inc", "U.S", "no", "Roe", "left", "The", "5"]
pieces += ["é", "。", ")"]


@given(st.lists(st.sampled_from(pieces), max_size=25).map("".join))
def test_short_cuts_decide_as_the_patterns_do(text):
    articles = corpus(text)
    table = sentences(articles, body(articles))
    found = [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
    assert found == reference(text)


def test_a_long_row_of_marks_is_read_once():
    for marks in ("." * 100_000, "?!" * 50_000, ".…" * 50_000):
        text = f"a{marks} A"
        places = mark_places(np.frombuffer(text.encode("utf-32-le"), np.uint32))
        assert places.tolist() == [1]
        assert stops_between(text, [1], [(0, len(text))]) == [(100_001, 0)]

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus.segments import KINDS
from toolkit.corpus.tokens import TOKEN, fold, sentences, tokenize


def corpus(*texts):
    ids = pd.Index([f"a{n}" for n in range(len(texts))], name="article_id")
    return pd.DataFrame({"text": list(texts)}, index=ids)


def body(articles, *kinds):
    """One segment an article, whole."""
    rows = [(key, 0, len(text), "body", "test") for key, text in articles["text"].items() if text.strip()]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "kind", "rule"])


def words(text):
    articles = corpus(text)
    tokens = tokenize(articles, body(articles))
    return [text[start:end] for start, end in zip(tokens["start"], tokens["end"], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korea's spy agency", ["South", "Korea", "spy", "agency"]),
        ("It’s what he’s sure of", ["It", "what", "he", "sure", "of"]),
        ("don't, O’Brien, rock'n'roll", ["don't", "O’Brien", "rock'n'roll"]),
        ("the soldiers' pay", ["the", "soldiers", "pay"]),
        ("12,000 or 3.5 million, 1.234.567.", ["12,000", "or", "3.5", "million", "1.234.567"]),
        ("the U.S. and the U.S.-led", ["the", "U.S.", "and", "the", "U.S.-led"]),
        ("the U.S.'s word, at 9 p.m.", ["the", "U.S.", "word", "at", "9", "p.m."]),
        ("Kim Jong-un's F-16s", ["Kim", "Jong-un", "F-16s"]),
        ("an effort.The next", ["an", "effort", "The", "next"]),
        ("a--b co- -x", ["a", "b", "co", "x"]),
        ("$5.3bn, 40% and #tag @name", ["5.3bn", "40", "and", "tag", "name"]),
        ("snake_case", ["snake", "case"]),
        ("नमस्ते दुनिया Москва 서울", ["नमस्ते", "दुनिया", "Москва", "서울"]),
        ("'s ’S", []),
        ("• — …", []),
    ],
)
def test_a_token_is_what_the_design_says(text, expected):
    assert words(text) == expected


def test_term_is_lower_case_with_straight_apostrophe_and_as_long_as_the_word():
    assert [fold("O’Brien"), fold("İSTANBUL"), fold("ΣΑΣ")] == ["o'brien", "İstanbul", "σασ"]


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
    ],
)
def test_sentences_end_where_a_reader_says(text, expected):
    articles = corpus(text)
    table = sentences(articles, body(articles))
    assert [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == expected


def test_sentence_and_paragraph_numbers_run_through_the_article():
    articles = corpus("Head\n\nCITY -- One. Two.\nThree.")
    segments = pd.DataFrame(
        [("a0", 0, 4, "headline"), ("a0", 6, 13, "dateline"), ("a0", 14, 30, "body")],
        columns=["article_id", "start", "end", "kind"],
    )
    table = sentences(articles, segments)
    assert table["sentence"].to_list() == [0, 1, 2, 3, 4]
    assert table["paragraph"].to_list() == [0, 1, 1, 1, 2]
    assert table["segment"].to_list() == ["headline", "dateline", "body", "body", "body"]


def test_every_article_is_a_category_even_without_tokens():
    tokens = tokenize(corpus("one two", "", "…"))
    assert tokens["article_id"].cat.categories.to_list() == ["a0", "a1", "a2"]
    assert tokens["term"].cat.categories.to_list() == ["one", "two"]
    assert tokens["segment"].cat.categories.to_list() == list(KINDS)


def test_a_corpus_without_a_word_gives_an_empty_table_with_all_columns():
    tokens = tokenize(corpus(""))
    assert len(tokens) == 0
    assert list(tokens) == ["article_id", "paragraph", "sentence", "start", "end", "term", "segment"]
    assert len(tokenize(corpus().astype({"text": "str"}))) == 0


def test_the_input_is_unchanged():
    articles = corpus("One two. Three.")
    before = articles.copy()
    tokenize(articles)
    pd.testing.assert_frame_equal(articles, before)


def reference(articles, segments):
    """Ten lines that define tokens: in every segment, every line, whatever TOKEN finds in it."""
    rows = []
    for segment in segments.itertuples():
        text, start = articles["text"][segment.article_id], segment.start
        for match in TOKEN.finditer(text, start, segment.end):
            rows.append((segment.article_id, match.start(), match.end(), fold(match.group()), segment.kind))
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "term", "segment"])


PIECES = ["Roe", "'s", "’", "s", "-", ".", "U", " ", "\n", "12", ",", "0", "é", "İ", "़", "क", "“", "?", "a"]
pieces = st.sampled_from(PIECES)


@given(st.lists(st.lists(pieces, max_size=30).map("".join), max_size=3), st.data())
def test_tokens_equal_the_reference_on_any_text_and_any_segments(texts, data):
    articles, rows = corpus(*texts), []
    for key, text in articles["text"].items():
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=5)))
        for start, end in pairwise(cuts):
            if data.draw(st.booleans()):
                rows.append((key, start, end, data.draw(st.sampled_from(["headline", "body"]))))
    segments = pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"])
    segments = segments.astype({"start": int, "end": int})
    found = tokenize(articles.astype({"text": "str"}), segments)
    expected = reference(articles, segments)
    columns = ["article_id", "start", "end", "term", "segment"]
    assert found[columns].astype(str).values.tolist() == expected[columns].astype(str).values.tolist()


def test_a_missing_text_column_is_named():
    with pytest.raises(ValueError, match=r"articles has no column 'text'; found \['body'\]"):
        tokenize(pd.DataFrame({"body": ["x"]}))


def test_an_id_that_occurs_twice_is_named():
    with pytest.raises(ValueError, match="the index 'a' twice"):
        tokenize(pd.DataFrame({"text": ["x", "y"]}, index=["a", "a"]))


def test_segments_of_another_corpus_are_refused():
    segments = pd.DataFrame({"article_id": ["z"], "start": [0], "end": [1], "kind": ["body"]})
    with pytest.raises(ValueError, match="article_id 'z', which is not in articles"):
        tokenize(corpus("x"), segments)

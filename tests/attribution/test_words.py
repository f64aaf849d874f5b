from itertools import chain, pairwise

import numpy as np
import pandas as pd
import pytest

from toolkit.attribution.words import LONGEST_SENTENCE, Words, read_words, sentence_bounds
from toolkit.corpus.tokens import sentences


def read(articles, segments, **options) -> Words:
    (words,) = read_words(articles, segments, sentences(articles, segments), **options)
    return words


def cut(words: Words, column: str) -> list[str]:
    """The words with a bar wherever a column changes."""
    bounds = [0, *(np.flatnonzero(np.diff(getattr(words, column))) + 1).tolist(), len(words.form)]
    return [words.text(span) for span in pairwise(bounds)]


def test_words_are_punctuation_too_and_know_their_place(corpus):
    articles, segments = corpus("Roe’s U.N. mission won’t end -- 1,200 say.", "No.")
    words = read(articles, segments)
    assert words.text((0, len(words.form))) == "Roe’s U.N. mission won’t end -- 1,200 say . No ."
    for k, form in enumerate(words.forms[words.form]):
        assert articles["text"].iloc[words.article[k]][words.start[k] : words.end[k]] == form
    assert words.article.tolist() == [0] * 9 + [1] * 2


def test_sentences_are_those_of_the_corpus(corpus):
    words = read(*corpus("Mr. Roe left. “Never again!” Jane Roe said. No. 5 won.\nIt rained"))
    assert cut(words, "sentence") == [
        "Mr . Roe left .",
        "“ Never again ! ” Jane Roe said .",
        "No . 5 won .",
        "It rained",
    ]


def test_a_broken_line_goes_on_and_an_ended_one_does_not(corpus):
    words = read(*corpus("Roe said that\nthe bridge is old,\nCole that it is safe.\nIt rained"))
    assert cut(words, "sentence") == ["Roe said that the bridge is old , Cole that it is safe .", "It rained"]
    assert len(set(words.paragraph.tolist())) == 2


def test_a_sentence_without_an_end_is_cut(corpus):
    words = read(*corpus("so " * (2 * LONGEST_SENTENCE + 1)))
    assert np.bincount(words.sentence)[1:].tolist() == [LONGEST_SENTENCE, LONGEST_SENTENCE, 1]
    assert len(set(read(*corpus("so " * LONGEST_SENTENCE)).sentence.tolist())) == 1


def test_headings_and_body_are_read_and_nothing_else(corpus):
    articles, _ = corpus("Head\nSub\nPhoto\nBody")
    spans = {
        "start": [0, 5, 9, 15],
        "end": [4, 8, 14, 19],
        "kind": ["headline", "subhead", "caption", "body"],
    }
    words = read(articles, pd.DataFrame({"article_id": "a0", **spans}))
    assert words.text((0, 3)) == "Head Sub Body"
    assert words.heading.tolist() == [2, 1, 0]
    assert words.start.tolist() == [0, 5, 15]


@pytest.mark.parametrize("size", [1, 9, 20, 500])
def test_whole_articles_are_read_at_a_time(corpus, size):
    articles, segments = corpus("It rained.", "Roe left.", "", "No.")
    units = sentences(articles, segments)
    batches = list(read_words(articles, segments, units, size=size))
    whole = [words.article.tolist() for words in batches]
    assert list(chain(*whole)) == [0, 0, 0, 1, 1, 1, 3, 3]
    assert len([ids for ids in whole if 1 in ids]) == 1
    assert (len(batches) == 1) == (size == 500)


@pytest.mark.parametrize("text", ["He said “so and", "“So it is", "‘So"])
def test_a_quotation_never_goes_on_in_another_article(corpus, text):
    words = read(*corpus(text, "so on.” It is."))
    assert words.quoted[words.article == 1].tolist() == [0, 0, 0, 1, 0, 0, 0]


def test_two_typewriter_marks_are_one_quotation_mark(corpus):
    words = read(*corpus("He said ''no'' twice"))
    assert words.text(*[(k, k + 1) for k in np.flatnonzero(words.quoted)]) == '" " no " "'


def test_bounds_of_a_sentence():
    first, last = sentence_bounds(np.array([4, 4, 7]))
    assert (first.tolist(), last.tolist()) == ([0, 0, 2], [1, 1, 2])


def test_words_stand_in_their_own_article_where_ids_are_numbers(corpus):
    articles, segments = corpus("Roe left.", "Cole slept.")
    articles, segments = articles.reset_index(drop=True), segments.assign(article_id=["0", "1"])
    words = read(articles, segments)
    assert cut(words, "sentence") == ["Roe left .", "Cole slept ."]
    assert words.article.tolist() == [0] * 3 + [1] * 3

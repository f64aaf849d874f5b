from itertools import chain, pairwise

import numpy as np
import pandas as pd
import pytest

from toolkit.corpus.tokens import sentences
from toolkit.voices.words import LONGEST_SENTENCE, Words, quotation, read_words, sentence_bounds


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


QUOTED = [
    ("“So it is,” he said.", "[“ So it is , ”] he said ."),
    ('He said: "So it is."', 'He said : [" So it is . "]'),
    ("He said ''no'' twice", 'He said [" " no " "] twice'),
    ("It is 'so', he said", "It is [' so '] , he said"),
    ("the winter of '62 was 'cold'", "the winter of ' 62 was [' cold ']"),
    ("the dogs' bowl and 'em", "the dogs ' bowl and ' em"),
    ("He said “so and\n\nso on.”", "He said [“ so and so on . ”]"),
    ("He said “so and\n\nshe, “so on.”", "He said [“ so and] she , [“ so on . ”]"),
    ("He said “so and\n\nshe left.\n\nNo.”", "He said [“ so and] she left . No . [”]"),
    ("He said „so“ and „so” twice", "He said [„ so “] and [„ so ”] twice"),
    ("He said «so» and »so« and ‹so›", "He said [« so »] and [» so «] and [‹ so ›]"),
    ("He said « so » and ”so” twice", "He said [« so »] and [” so ”] twice"),
    ("他说「好」。", "他说 [「 好 」] 。"),
    ("It is “so“ and he left", "It is [“ so “] and he left"),
    ("‘It’s the crews’ fault.’ He left", "[‘ It’s the crews ’ fault . ’] He left"),
    ("‘It is the crews’, he said, ‘not us’", "[‘ It is the crews ’] , he said , [‘ not us ’]"),
    ("He said ‚so‘ twice", "He said [‚ so ‘] twice"),
    ("tell 'em of the dogs' bowl", "tell ' em of the dogs ' bowl"),
    ("‘He said “no” to us,’ she said", "[‘ He said “ no ” to us , ’] she said"),
    ("“He said ‘no’ to her,” she said", "[“ He said ‘ no ’ to her , ”] she said"),
    ("“‘No,’ he said.”", "[“ ‘ No , ’ he said . ”]"),
    ("‘No, he said", "‘ No , he said"),
    ("‘No\n\nhe’ said", "‘ No he ’ said"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_open_and_close(corpus, text, expected):
    words = read(*corpus(text))
    inside, shown = np.append(np.append(0, words.quoted), 0), []
    for k, form in enumerate(words.forms[words.form]):
        form = "[" + form if inside[k + 1] > inside[k] else form
        shown.append(form + "]" if inside[k + 1] > inside[k + 2] else form)
    assert " ".join(shown) == expected


def test_a_quotation_never_goes_on_in_another_article(corpus):
    words = read(*corpus("He said “so and", "so on.” It is."))
    assert words.text(*np.flatnonzero(words.quoted)[:, None].repeat(2, 1) + [0, 1]) == "“ so and ”"


def test_nothing_is_quoted_where_nothing_stands():
    none = np.empty(0, np.int64)
    assert [part.tolist() for part in quotation(none.astype(object), none, none, none, none)] == [[], []]


def test_bounds_of_a_sentence():
    first, last = sentence_bounds(np.array([4, 4, 7]))
    assert (first.tolist(), last.tolist()) == ([0, 0, 2], [1, 1, 2])

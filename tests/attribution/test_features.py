import numpy as np

from toolkit.attribution import crf
from toolkit.attribution.features import (
    bucket,
    context,
    feature_codes,
    form_properties,
    nearest,
    shape,
    shift,
)
from toolkit.attribution.words import read_words
from toolkit.corpus.tokens import sentences


def features(articles, segments):
    (words,) = read_words(articles, segments, sentences(articles, segments))
    properties = form_properties(words.forms, crf.load_model().clusters)
    return words, properties, context(words, properties)


def code_of(words, properties, form):
    return properties["w"][words.forms.tolist().index(form)]


def test_no_feature_looks_into_another_article(corpus):
    line = "The mayor said, “Never again.” Roe left."
    alone = features(*corpus(line))[2]
    for others in (("”So", "“Never"), ("“No", "No”")):
        words, _, among = features(*corpus(others[0], line, others[1]))
        here = words.article == 1
        assert {name for name in alone if (alone[name] != among[name][here]).any()} == set()


def test_the_sentence_before_counts_within_the_article_only(corpus):
    words, _, codes = features(*corpus("Roe said no. It rained.", "It rained."))
    previous = [codes["previous"][words.sentence == k][0] for k in (1, 2, 3)]
    assert previous == [31, 1, 31]


def test_words_around_a_quotation_are_those_of_its_paragraph(corpus):
    words, properties, codes = features(*corpus("He said.\n“no” and.\nLeft, “so"))
    first, last = words.forms[words.form].tolist().index("no"), len(words.form) - 1
    assert codes["quote_before"][first] == 0
    assert codes["quote_after"][first] == code_of(words, properties, "and")
    assert codes["quote_length"][first] == bucket(np.array([2]))[0]
    assert codes["quote_before"][last] == code_of(words, properties, ",")
    assert codes["quote_after"][last] == 0
    assert codes["quote_length"][last] == 14


def test_a_closing_mark_without_an_opening_one_has_nothing_before_it(corpus):
    words, _, codes = features(*corpus("It “was” so.\nAnd no” more"))
    stray = words.forms[words.form].tolist().index("no") + 1
    assert (codes["quote_length"][stray], codes["quote_before"][stray]) == (14, 0)


def test_the_nearest_marked_word_is_one_of_the_sentence():
    first, last = np.array([0, 0, 0, 3, 3]), np.array([2, 2, 2, 4, 4])
    left, right = nearest(np.array([True, False, True, False, False]), first, last)
    assert left.tolist() == [-1, 0, 0, -1, -1]
    assert right.tolist() == [2, 2, 5, 5, 5]


def test_values_are_shifted_within_the_paragraph():
    values, paragraph = np.array([1, 2, 3, 4]), np.array([0, 0, 1, 1])
    assert shift(values, 1, paragraph).tolist() == [2, 7, 4, 7]
    assert shift(values, -1, paragraph).tolist() == [7, 1, 7, 3]
    assert shift(values, -6, paragraph).tolist() == [7, 7, 7, 7]


def test_shapes_and_distances_are_coarse():
    assert [shape(form) for form in ("McRoe", "U.N.", "12,000", "aaaa")] == ["XxXxx", "X.X.", "dd,dd", "xx"]
    assert bucket(np.array([0, 1, 2, 5, 34, 35, 900])).tolist() == [0, 1, 2, 4, 8, 9, 9]


def test_codes_stay_below_the_size_of_the_table(corpus):
    (words,) = read_words(*(pair := corpus("Roe said no.")), sentences(*pair))
    codes = feature_codes(words, crf.load_model().clusters, np.zeros(len(words.form)))
    assert codes.min() >= 0
    assert codes.max() < 1 << 22

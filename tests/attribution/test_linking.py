import numpy as np

from toolkit.attribution.linking import link, runs_by_sentence
from toolkit.attribution.rules import CARRIED, CUE, LEFT, RIGHT, SOURCE_LEFT, SOURCE_RIGHT
from toolkit.attribution.words import read_words
from toolkit.corpus.tokens import sentences


def linked(pair, roles):
    """Source, cue and content of every attribution, as words."""
    (words,) = read_words(*pair, sentences(*pair))
    found = link(np.array(roles), words)
    return [
        [words.text(*attribution[name]) for name in ("source", "cue", "content")] for attribution in found
    ]


def test_runs_end_with_their_sentence():
    roles, sentence = np.array([1, 1, 1, 0, 2]), np.array([0, 0, 1, 1, 1])
    assert runs_by_sentence(roles, sentence) == [[(1, 0, 2)], [(1, 2, 3), (2, 4, 5)]]
    assert runs_by_sentence(roles * 0, sentence) == []
    assert runs_by_sentence(roles[:0], sentence[:0]) == []


def test_source_and_content_belong_to_the_nearest_cue_on_the_side_of_their_role(corpus):
    pair = corpus("Roe said no Lee said so")
    roles = [SOURCE_LEFT, CUE, RIGHT, SOURCE_LEFT, CUE, RIGHT]
    assert linked(pair, roles) == [["Roe", "said", "no"], ["Lee", "said", "so"]]
    roles = [LEFT, CUE, SOURCE_RIGHT, LEFT, CUE, SOURCE_RIGHT]
    assert linked(pair, roles) == [["no", "said", "Roe"], ["so", "said", "Lee"]]


def test_a_cue_without_a_source_takes_the_nearest(corpus):
    roles = [SOURCE_LEFT, CUE, RIGHT, 0, CUE, RIGHT]
    assert linked(corpus("Roe said no and added so"), roles) == [
        ["Roe", "said", "no"],
        ["Roe", "added", "so"],
    ]


def test_parts_of_a_cue_stand_three_words_apart_at_most(corpus):
    for between, parts in ((3, 1), (4, 2)):
        roles = [SOURCE_LEFT, CUE, *[0] * between, CUE]
        assert len(linked(corpus("Roe has " + "so " * between + "said"), roles)) == parts


def test_a_bare_quotation_follows_the_last_attribution_a_sentence_away_at_most(corpus):
    for between, number in ((1, 1), (2, 2)):
        text = "Roe said “no.” " + "It rained. " * between + "“Never again.”"
        roles = [SOURCE_LEFT, CUE, *[RIGHT] * 4, *[0] * 3 * between, *[CARRIED] * 5]
        assert len(linked(corpus(text), roles)) == number
    first, second = (
        corpus("Roe said “no.”", "“Never again.”"),
        [SOURCE_LEFT, CUE, *[RIGHT] * 4, *[CARRIED] * 5],
    )
    assert len(linked(first, second)) == 2


def test_a_quotation_that_goes_on_belongs_to_the_cue_after_it(corpus):
    roles = [*[CARRIED] * 4, *[LEFT] * 4, SOURCE_LEFT, CUE]
    assert linked(corpus("“So it. Is it,” Roe said"), roles) == [["Roe", "said", "“ So it . Is it , ”"]]

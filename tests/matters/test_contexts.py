import numpy as np
import pandas as pd
import pytest

from toolkit.matters.contexts import contexts_of, likeness, same_matter, shared_words, told_apart


def shared(text, *spans, segment="body"):
    """Shared words of the claims at the given words of one text: around, in the sentence, names, years."""
    starts = [text.index(span) for span in spans]
    claims = pd.DataFrame({"article_id": "a", "start": starts, "segment": segment})
    claims["end"] = claims["start"] + [len(span) for span in spans]
    return shared_words(contexts_of(claims, {"a": text}), np.arange(len(claims)))


def test_words_are_counted_once_without_grammar_numbers_and_endings():
    around, sentence, _, _ = shared(
        "Campers of the camper and pitman 12 dug in Ukraine, Ukrainian pits.", "dug"
    )
    assert around.tolist() == sentence.tolist() == [[4]]  # campe, pitma, ukrai, pits


@pytest.mark.parametrize(("blanks", "words"), [(197, 2), (198, 0)])
def test_a_body_is_read_two_hundred_characters_on_either_side(blanks, words):
    text = "fox" + " " * blanks + "dug" + " " * blanks + "hen"
    assert shared(text, "dug")[0].tolist() == [[words]]


def test_a_headline_is_read_as_far_as_its_line_goes():
    text = "below\n" + "aside " + "x " * 150 + "dug" + " x" * 150 + " north\nwalls"
    assert shared(text, "dug", segment="headline")[0].tolist() == [[2]]
    assert shared("aside dug north", "dug", segment="headline")[0].tolist() == [[2]]


@pytest.mark.parametrize(("blanks", "words"), [(597, 2), (598, 0)])
def test_a_headline_without_end_and_a_sentence_are_read_six_hundred_characters_on_either_side(blanks, words):
    text = "fox" + " " * blanks + "dug" + " " * blanks + "hen"
    around, sentence, _, _ = shared(text, "dug", segment="headline")
    assert around.tolist() == sentence.tolist() == [[words]]


def test_a_sentence_ends_at_a_stop_after_four_letters_or_a_line_break():
    text = "Aside here. North Gov. Doe dug near walls. Later they left."
    assert shared(text, "dug")[1].tolist() == [[5]]  # north, gov, doe, near, walls
    assert shared("North\ndug\nwalls", "dug")[1].tolist() == [[0]]


@pytest.mark.parametrize(("between", "names", "years"), [(11, 1, 1), (13, 1, 0), (14, 0, 0)])
def test_names_and_years_stand_up_to_sixty_characters_before_a_claim_in_its_sentence(between, names, years):
    text = "In 2008 with Roe " + "the " * between + "dug"
    assert [words.tolist() for words in shared(text, "dug")[2:]] == [[[names]], [[years]]]
    assert shared(text, "dug", segment="caption")[2].tolist() == [[0]]


def test_likeness_is_the_share_of_the_shorter_context_or_of_eight_words():
    assert likeness(np.array([[10.0, 4.0], [4.0, 20.0]]))[0, 1] == 0.4
    assert likeness(np.array([[5.0, 4.0], [4.0, 20.0]]))[0, 1] == 0.5


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"verb_class": ["", ""], "text": ["12", "14"]}, 3), ({"status": "done", "text": ["sent", "moved"]}, 2)],
)
def test_sentences_share_three_stems_without_an_act_and_two_with_two_verbs(columns, words):
    claims = pd.DataFrame(columns)
    assert same_matter(claims, np.full((2, 2), words)).all()
    assert not same_matter(claims, np.full((2, 2), words - 1))[0, 1]


def test_an_act_or_one_verb_makes_one_matter():
    assert same_matter(pd.DataFrame({"verb_class": ["kill", ""]}), np.zeros((2, 2)))[0, 1]
    verbs = pd.DataFrame({"status": "done", "text": ["Closed", "close"]})
    assert same_matter(verbs, np.zeros((2, 2))).all()


def test_other_years_tell_any_two_claims_apart_and_other_names_bare_percentages():
    none, own, both = np.zeros((2, 2)), np.eye(2), np.ones((2, 2))
    bare, counted = pd.DataFrame({"key": ["percent "] * 2}), pd.DataFrame({"key": ["count men"] * 2})
    assert told_apart(counted, none, own)[0, 1]
    assert told_apart(counted, none, np.diag([1, 0]))[0, 1]
    assert not told_apart(counted, none, both)[0, 1]
    assert told_apart(bare, own, none)[0, 1]
    assert not told_apart(bare, both, none)[0, 1]
    assert not told_apart(bare, np.diag([1, 0]), none)[0, 1]
    assert not told_apart(counted, own, none)[0, 1]

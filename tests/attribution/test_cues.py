import pytest

from toolkit.attribution.cues import STANCES, cue_lexicon, cue_stance


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", "neutral"),
        ("according to", "neutral"),
        ("insisted", "asserting"),
        ("claimed", "doubting"),
        ("believes", "hedging"),
        ("acknowledged", "confirming"),
        ("has denied", "denying"),
        ("declined to confirm", "declining"),
        ("would not say", "declining"),
        ("did not immediately respond", "declining"),
        ("refused to comment", "declining"),
        ("doesn’t believe", "doubting"),
        ("did not deny", "neutral"),
        ("", "neutral"),
        ("'s claim that", "doubting"),
    ],
)
def test_stances(cue, stance):
    assert cue_stance(cue) == stance


def test_every_stance_has_words_and_every_word_a_known_stance():
    assert {stance for _, _, stance in cue_lexicon().values()} == set(STANCES)


def test_a_consonant_doubles_after_one_syllable_only():
    assert {"blogged", "planned", "answered", "denies"} <= set(cue_lexicon())
    assert not {"answerred", "planed"} & set(cue_lexicon())


def test_nouns_stand_in_the_lexicon_with_their_plurals():
    assert cue_lexicon()["allegations"] == ("allegation", "noun", "doubting")
    assert cue_lexicon()["speeches"] == ("speech", "noun", "neutral")

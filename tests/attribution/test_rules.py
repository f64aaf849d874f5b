import numpy as np
import pytest

from toolkit.attribution.crf import ROLES
from toolkit.attribution.features import cue_classes
from toolkit.attribution.rules import rule_roles
from toolkit.attribution.words import read_words
from toolkit.corpus.tokens import sentences


@pytest.fixture
def roles(corpus):
    """The words of each role that the rules give, by role."""

    def read(text: str) -> dict[str, str]:
        articles, segments = corpus(text)
        (words,) = read_words(articles, segments, sentences(articles, segments))
        found, forms = rule_roles(words, cue_classes(words)), words.forms[words.form]
        return {ROLES[role]: " ".join(forms[found == role]) for role in np.unique(found) if role}

    return read


PATTERNS = [
    ("Ada Roe said that it rained.", {"sourceL": "Ada Roe", "cue": "said", "contentR": "that it rained"}),
    ("It rained, Ada Roe said.", {"contentL": "It rained", "sourceL": "Ada Roe", "cue": "said"}),
    ("It rained, said Ada Roe.", {"contentL": "It rained", "sourceR": "Ada Roe", "cue": "said"}),
    ("According to Roe, it rained.", {"sourceR": "Roe", "cue": "According to", "contentR": "it rained"}),
    ("It had rained in Vale, according to Ada Roe, a baker.",
     {"sourceR": "Ada Roe , a baker", "cue": "according to", "contentL": "It had rained in Vale"}),
    ("Ada Roe, a baker, said it rained.",
     {"sourceL": "Ada Roe , a baker ,", "cue": "said", "contentR": "it rained"}),
    ("The mayor's claim that it rained",
     {"sourceL": "The mayor's", "cue": "claim", "contentR": "that it rained"}),
    ("Roe told them that it rained.", {"sourceL": "Roe", "cue": "told", "contentR": "that it rained"}),
    ("Roe has not yet said so.", {"sourceL": "Roe has not yet", "cue": "said", "contentR": "so"}),
    ("The question was long.", {}),
    ("Roe urged that", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PATTERNS)
def test_patterns_around_a_cue(roles, text, expected):
    assert roles(text) == expected


def test_a_quotation_of_six_words_goes_on_without_a_cue(roles):
    assert roles("“So it is, no”") == {"contentN": "“ So it is , no ”"}
    assert roles("“It is so”") == {}
    assert roles("“It is so.”") == {"contentN": "“ It is so . ”"}


def test_a_source_has_fourteen_words_at_most(roles):
    text = "The " + "very " * 12 + "old mayor said that it rained."
    assert roles(text)["sourceL"] == "very " * 12 + "old mayor"
    assert roles(text.replace("very ", "", 1))["sourceL"] == "The " + "very " * 11 + "old mayor"


def test_commas_in_a_row_are_no_name(roles):
    assert roles("Roe" + "," * 400 + " said so") == {}

import sys

import numpy as np
import pytest

from toolkit.attribution.attributions import attribute
from toolkit.attribution.clauses import BESIDE, SPEAKER, SUBJECT, TURN, clause_roles
from toolkit.attribution.crf import ROLES
from toolkit.attribution.words import read_words
from toolkit.corpus.tokens import sentences


@pytest.fixture
def roles(corpus):
    """The words of each role that clauses alone give, by role; `known` words have a role before."""

    def read(text: str, kind: str = "body", **known: str) -> dict[str, str]:
        articles, segments = corpus(text, kind=kind)
        (words,) = read_words(articles, segments, sentences(articles, segments))
        forms = words.forms[words.form]
        before = np.zeros(len(forms), np.int64)
        for role, told in known.items():
            before[np.isin(forms, told.split())] = ROLES.index(role)
        found = clause_roles(before, words)
        return {ROLES[role]: " ".join(forms[found == role]) for role in np.unique(found) if role}

    return read


def spoken(content: str, cue: str, source: str, side: str = "L") -> dict[str, str]:
    return {"contentL": content, "cue": cue, "source" + side: source}


ASIDES = [
    ("The dam is old, Roe said.", spoken("The dam is old", "said", "Roe")),
    ("The dam is old, Roe has clearly said on Monday.", spoken("The dam is old", "has clearly said", "Roe")),
    ("The dam is old, said Ada Roe.", spoken("The dam is old", "said", "Ada Roe", "R")),
    ("The dam is old, said Ada Roe on Monday.", spoken("The dam is old", "said", "Ada Roe", "R")),
    ("The dam is old, according to Ada Roe.", spoken("The dam is old", "according to", "Ada Roe", "R")),
    ("The dam is old, a new study found.", spoken("The dam is old", "found", "a new study")),
    ("The dam is old, government figures show.", spoken("The dam is old", "show", "government figures")),
    ("The dam is old, papers seen by Roe show.", spoken("The dam is old", "show", "papers seen by Roe")),
    ("The dam is old, a new show.", {}),  # a noun
    ("The dam is old, says report.", {}),  # its cue is another
    ("The dam is old, new reports said.", spoken("The dam is old", "said", "new reports")),
    ("The dam is old, a body found on the bank.", {}),  # a participle of what is no source
    ("The dam is old, but Roe said.", {}),
    ("The dam is old, who had come said.", {}),
    ("In May, Roe said.", {}),
    ("Old, Roe said.", {}),  # one word
    ("“The dam is old”, Roe said.", {}),  # left to the model
    ("The dam is old, said no man.", spoken("The dam is old", "said", "no man", "R")),
    ("The dam is old, said he.", {}),
    ("The dam is old, said", {}),
    ("The dam is old, told Roe on Monday.", {}),
    ("The dam is old, announced Monday morning.", {}),
    ("The old man, Cole said that it fell.", {}),
]


@pytest.mark.parametrize(("text", "expected"), ASIDES)
def test_a_speaker_between_commas(roles, text, expected):
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The dam, Roe said, is old.", "is old"),
        ("It is, Roe said, a ruin.", "a ruin"),
        ("The old committee, said Roe on Monday, derided the plan.", "derided the plan"),
        ("Committees, said Roe, derided the plan.", ""),
        ("The dam is old, said Roe, a baker.", ""),
        ("The old committee is split, said Roe, flanked by bakers.", ""),
    ],
)
def test_a_statement_goes_on_behind_its_speaker_where_half_of_it_would_be_none(roles, text, after):
    assert roles(text).get("contentR", "") == after


def test_the_subject_parted_from_its_verb_has_five_words_at_most(roles):
    text = "The " + "old " * (SUBJECT - 2) + "committee, said Roe, derided it."
    assert roles(text)["contentR"] == "derided it"
    assert "contentR" not in roles("The old " + text[4:])


def test_a_speaker_has_twelve_words_at_most_and_a_comma_is_not_far(roles):
    text = "The dam is old, the " + "very " * (SPEAKER - 2) + "man said."
    assert roles(text)["sourceL"].count("very") == SPEAKER - 2
    assert roles(text.replace("very", "very very", 1)) == {}
    assert roles("The dam is old, " + "very " * BESIDE + "men said.") == {}


def test_what_is_known_of_a_clause_stays(roles):
    told = {"contentL": "The dam", "cue": "said", "sourceL": "Roe"}
    assert roles("The dam, Roe said.", **told) == told
    assert roles("The dam, Roe said, adding it.", **told) == told
    assert roles("Cole says the dam fell, Roe said.", sourceL="Cole", cue="says")["cue"] == "says"
    assert roles("Cole is asked of the dam, Roe said.", cue="asked")["cue"] == "said"
    told = {"cue": "decided said", "contentR": "to mend", "sourceL": "Cole Roe"}
    found = roles("Cole decided to mend “it” all, Roe said, citing papers.", **told)
    assert found["contentL"] == "Cole decided to mend “ it ” all"


def test_in_a_headline_a_speaker_needs_no_article(roles):
    assert roles("Dam is old, warns builder", kind="headline") == spoken(
        "Dam is old", "warns", "builder", "R"
    )
    assert roles("Dam is old, warns builder") == {}


ASKED = {"cue": "Asked asked said", "sourceL": "Roe", "contentR": "whether if it would fall"}


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether it would fall, Roe said it would.",
        "When asked if it would fall, Roe said it would.",
        "Roe, asked whether would fall, said it would.",
    ],
)
def test_what_a_reporter_asked_is_the_reporters(roles, text):
    assert roles(text, **ASKED) == {"sourceL": "Roe", "cue": "said", "contentR": "it would"}


def test_whoever_asks_is_a_speaker(roles):
    assert roles("Roe asked whether it would fall.", **ASKED)["cue"] == "asked"
    assert roles("Roe, a baker, asked there, on a day.", **ASKED)["cue"] == "asked"


TURNS = [
    ("Roe: “It is old.”", {"sourceL": "Roe", "cue": ":", "contentR": "“ It is old . ”"}),
    ("“No.” Roe: “It is old.” Cole: “Is it?”",
     {"sourceL": "Roe Cole", "cue": ": :", "contentR": "“ It is old . ” “ Is it ? ”"}),
    ("And from Mayor Roe:\n\n“It is old.”", {"sourceL": "Mayor Roe", "cue": ":"}),
    ("There was one thing: “It is old.”", {}),
    ("roe: “It is old.”", {}),
    ("Mayor Roe: “Old,” a book.", {}),
    ("Mayor Monday: “It is old.”", {}),
    ("Roe: it is old.", {}),
    ("Roe, Cole: “It is old.”", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_a_speaker_and_a_colon_before_a_quotation_are_a_turn(roles, text, expected):
    assert roles(text) == expected


def test_a_turn_has_a_speaker_of_five_words_and_no_other_cue(roles):
    assert roles("Mayor " * TURN + ": “No.”")["sourceL"] == "Mayor " * (TURN - 1) + "Mayor"
    assert roles("Mayor " * (TURN + 1) + ": “No.”") == {}
    assert roles("Roe said: “No.”", cue="said") == {"cue": "said"}
    assert roles("From the report: “No.”", cue="report") == {
        "sourceL": "the report",
        "cue": ":",
        "contentR": "“ No . ”",
    }
    assert roles("Roe: “No.”", kind="headline") == {}


SIGNED = [
    ("“It is old.” — Ada Roe, teacher", "— Ada Roe , teacher"),
    ("“It is old.”\n- Ada Roe", "- Ada Roe"),
    ("“It is old” – Ada Roe.", "– Ada Roe"),
    ("“It is old” — and it fell.", ""),
    ("“It is old” — Roe’s words — hurt.", ""),
    ("“It is old” — Roe is sure.", ""),
    ("It is old — Ada Roe", ""),
]


@pytest.mark.parametrize(("text", "signature"), SIGNED)
def test_a_quotation_may_be_signed(roles, text, signature):
    found = roles(text)
    assert f"{found.get('cue', '')} {found.get('sourceR', '')}".strip() == signature
    quoted = found.get("contentL", "") + found.get("contentN", "")
    assert quoted.startswith("“ It is old") == bool(signature)


def test_a_quotation_is_not_signed_by_the_next_article(corpus):
    articles, segments = corpus("“It is old.”", "— Ada Roe")
    assert "Ada Roe" not in attribute(articles, segments)["source"].to_list()


HOSTILE = [
    '."',
    ", said Roe",
    "Roe groused that ",
    "“x” - Roe ",
    ": “x” ",
    "Asked x, ",
    "‘’'",
    "“a\n",
    "said ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_with_the_text_and_no_faster(corpus, piece):
    def steps(n: int) -> int:
        articles, segments = corpus(piece * n)
        lines = 0

        def count(frame, event, argument):
            nonlocal lines
            lines += event == "line"
            return count

        sys.settrace(count)
        try:
            attribute(articles, segments, method="rules", language="en")
        finally:
            sys.settrace(None)
        return lines

    once, twice, four = (steps(n) for n in (600, 1200, 2400))
    assert four - twice < 2.5 * (twice - once) + 5000

import numpy as np
import pandas as pd
import pytest

from toolkit.attribution.attributions import SPANS, attribute
from toolkit.attribution.headings import heading_roles
from toolkit.attribution.rules import CUE, LEFT, SOURCE_RIGHT
from toolkit.attribution.words import read_words
from toolkit.corpus.tokens import sentences

HEADINGS = [
    ("FLAMES AT SEA: Forty hurt as tanker burns", []),
    ("Sixty trucks fewer: what the toll takes from Port Vale", []),
    ("After the mill: what 900 lost jobs would mean", []),
    ("STREET WAR: Two in five buses stop as drivers walk out", []),
    ("Steel crisis: hundreds of jobs will go by June", []),
    ("One day without buses: who paid for it, from nurses to cooks", []),
    ("Harbour police: The strait is closed to all ships", ["Harbour police"]),
    ("Roe: The strait is closed to all ships", ["Roe"]),
    ("Cole: The strait is closed to all ships", []),
    ("Strait to stay closed for a week: spy agency", ["spy agency"]),
    ("Strait will stay closed, minister says", ["minister"]),
]


def speakers(heading: str, kind: str, **options) -> list[str]:
    body = "Ada Roe walked along the harbour."
    articles = pd.DataFrame({"text": [f"{heading}\n{body}"]}, index=["a0"])
    spans = [("a0", 0, len(heading), kind), ("a0", len(heading) + 1, len(heading + body) + 1, "body")]
    segments = pd.DataFrame(spans, columns=["article_id", "start", "end", "kind"])
    return attribute(articles, segments, **options)["source"].to_list()


@pytest.mark.parametrize("method", ["model", "rules"])
@pytest.mark.parametrize(("heading", "expected"), HEADINGS, ids=lambda value: str(value)[:12])
def test_a_headline_is_attributed_only_to_what_can_speak(heading, expected, method):
    assert speakers(heading, "headline", method=method) == expected


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("The big old harbour police union: Ships wait outside", False),  # six words before the colon
        ("The old harbour police union: Ships wait outside", True),
        ("Harbour police: Ships wait", False),  # a statement of two words
        ("Harbour police: Ships wait outside", True),
        ("Strait is closed: police", False),  # three words before the colon
        ("The strait is closed: police", True),
        ("The strait is closed: a report by the six police", False),
        ("The strait is closed: report by the six police", True),
        ("The strait is closed: Police", False),
        ("Analysis of a report: Ships wait outside", False),
    ],
)
def test_beside_a_colon_stand_a_short_speaker_and_a_longer_statement(heading, found):
    assert bool(speakers(heading, "headline", method="rules")) is found


def test_a_colon_tells_nothing_in_a_subhead_without_a_speaker():
    assert speakers("Steel crisis: hundreds of jobs will go", "subhead", method="rules") == []


@pytest.mark.parametrize(
    ("speaker", "is_one"),
    [
        ("spy agency", True),
        ("big old harbour spy agency", True),
        ("the big old harbour spy agency", False),
        ("fog", False),
    ],
)
def test_a_heading_may_end_with_its_speaker_of_five_words_at_most(corpus, speaker, is_one):
    articles, segments = corpus(f"“It stays closed” says {speaker}", kind="subhead")
    (words,) = read_words(articles, segments, sentences(articles, segments))
    roles = np.zeros(len(words.form), dtype=np.int8)
    roles[:5], roles[5] = LEFT, CUE
    found = heading_roles(roles, words)
    assert found.tolist() == (
        [LEFT] * 5 + [CUE] + [SOURCE_RIGHT] * len(speaker.split()) if is_one else [0] * len(roles)
    )


@pytest.mark.parametrize("kind", ["headline", "subhead"])
def test_a_quotation_without_a_source_is_no_attribution_in_a_heading(corpus, kind):
    text = "“We never had a chance against it”"
    assert attribute(*corpus(text))["content"].to_list() == [text]
    assert attribute(*corpus(text, kind=kind))[list(SPANS)].values.tolist() == []

import re

import numpy as np
import pytest

from toolkit.attribution.crf import ROLES
from toolkit.attribution.statements import FEWEST, NAME, stated
from toolkit.attribution.words import lowered, read_words
from toolkit.corpus.tokens import sentences

MARK = re.compile(r"\[(?P<content>[^]]*)\]|<(?P<source>[^>]*)>|\{(?P<cue>[^}]*)\}")


@pytest.fixture
def kept(corpus):
    """What becomes of the attribution "<source> {cue} [content]" in a text; nothing if it is no statement."""

    def read(marked: str, kind: str = "body") -> tuple[str, str, str] | None:
        text, spans = "", {"source": [], "cue": [], "content": []}
        end = 0
        for match in MARK.finditer(marked):
            text += marked[end : match.start()]
            spans[match.lastgroup].append((len(text), len(text) + len(match[match.lastgroup])))
            text, end = text + match[match.lastgroup], match.end()
        articles, segments = corpus(text + marked[end:], kind=kind)
        (words,) = read_words(articles, segments, sentences(articles, segments))
        cue, attribution = spans["cue"][0][0] if spans["cue"] else 0, {"via": []}
        for name, found in spans.items():
            runs = [np.searchsorted(words.start, span).tolist() for span in found]
            sides = ["" if name == "cue" else "LR"[start > cue] for start, _ in found]
            attribution[name] = [(ROLES.index(name + s), *run) for s, run in zip(sides, runs, strict=True)]
        made = stated([attribution], words, lowered(words))
        return tuple(words.text(*made[0][name]) for name in spans) if made else None

    return read


@pytest.mark.parametrize(
    "text",
    [
        "<Roe> {said} [that it fell]",
        "<Roe> {said} [it would fall]",
        "<Roe> {declined} [to comment]",
        "<Roe> {did not respond}.",
        "<Roe> {said} [“no”]",
        "<Roe> {blasted} [him for the old dam]",
        "<Roe> {is convinced} [that the dam will fall]",
        "<It> {is believed} [to have fallen long ago]",
        "It {was criticized} by <Roe> [for the old dam]",
        "<Roe> {spoke about} [the old dam]",
        "<Roe> {mooed} [that the dam will fall]",
        "<Roe> {mooed} [“no”]",
        "<Roe> {appeared} [“to fall”]",
        "<Polls> {prove} [that the dam will fall]",
        "{reported} [that the dam will fall]",
        "{hoping} [that the dam will fall]",
        "[“The dam will fall”]",
    ],
)
def test_words_of_a_source_are_a_statement(kept, text):
    assert kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "<Roe> {is expected} [to be named to the board]",
        "<Roe> {was asked}.",
        "<Roe> {were criticized for} [their old dam there]",
        "<They> {have been caught} [with the old nets]",
        "<Roe> {vetoed} [the bill of last year]",
        "<Roe> {mooed about} [the “no” and the old dam]",
        "<Roe> {appeared} [to know the old dam]",
        "<Roe> {blasted} [the old dam]",
        "<Roe> {blasted}.",
        "<Roe> {said} [something]",
        "{blasted} [the dam for being old]",
        "{were sold as} [“green” by the firm]",
        "{blasted} [“green” dams of the firm]",
        "<Roe> {mooed}.",
        "<Figures> {reported} by [Roe show that the dam is old]",
    ],
)
def test_acts_passives_and_expectations_are_none(kept, text):
    assert kept(text) is None


def test_headlines_have_rules_of_their_own(kept):
    assert kept("<Roe> {blasted} [dam]", kind="headline")


def test_a_statement_has_four_words_at_least(kept):
    words = "old dams by the sea".split()
    assert kept(f"<Roe> {{blasted}} [{' '.join(words[:FEWEST])}]")
    assert not kept(f"<Roe> {{blasted}} [{' '.join(words[: FEWEST - 1])},]")


ENDS = [
    ("the dam is old, but Cole left", "the dam is old"),
    ("the dam is old, but not that it fell", "the dam is old , but not that it fell"),
    ("the dam is old, and he left", "the dam is old"),
    ("the dam is old, and Cole will mend it", "the dam is old , and Cole will mend it"),
    ("the dam is old, while Cole left", "the dam is old"),
    ("the dam is old, while old dams fall", "the dam is old , while old dams fall"),
    ("the dam is old, though it stood", "the dam is old"),
    ("the dam is “quite old,” though it stood", "the dam is “ quite old , ”"),
    ("the dam is “old, but safe” now", "the dam is “ old , but safe ” now"),
    ("the dam, but Cole left", "the dam , but Cole left"),
    ("“the dam is old” after it fell", "“ the dam is old ”"),
    ("“the dam is old” after “it” fell", "“ the dam is old ” after “ it ” fell"),
    ("“old” after it fell down", "“ old ” after it fell down"),
    ("the dam is old (a new one was never built)", "the dam is old"),
    ("the dam is old (since May)", "the dam is old ( since May )"),
    (
        "the dam is old (a new one was never built) there",
        "the dam is old ( a new one was never built ) there",
    ),
    ("on Monday the dam was old", "the dam was old"),
    ("Monday the dam was old", "the dam was old"),
    ("on Monday the dam fell", "on Monday the dam fell"),
]


@pytest.mark.parametrize(("content", "left"), ENDS)
def test_a_content_ends_where_the_reporter_goes_on(kept, content, left):
    assert kept(f"<Roe> {{said}} [{content}]")[2] == left


def test_a_day_is_no_part_of_a_cue(kept):
    assert kept("<Roe> {said Monday} [the dam is old]")[1] == "said"
    assert kept("<Roe> {said on Monday} [the dam is old]")[1] == "said"
    assert kept("<Roe> {Monday} [that the dam is old]")[1] == "Monday"


SUBJECTS = [
    ("Ada Roe left early, {saying} [that the dam was old]", "Ada Roe"),
    ("On Monday Ada Roe left early, {saying} [that the dam was old]", "Ada Roe"),
    ("When it fell, Ada Roe left early, {saying} [that the dam was old]", "Ada Roe"),
    ("But she left early, {saying} [that the dam was old]", "she"),
    ("The old ministry closed it, {citing} [the age of the dam]", "The old ministry"),
    ("Other papers seen since {show} [the mayor knew of it]", "Other papers seen since"),
    ("Mr. Roe left early, {saying} [that the dam was old]", "Mr . Roe"),
    ("it rained early, {saying} [that the dam was old]", ""),
    ("“No,” Roe left early, {saying} [that the dam was old]", ""),
    ("Roe left " + "very " * 22 + "early, {saying} [that the dam was old]", ""),
]


@pytest.mark.parametrize(("text", "source"), SUBJECTS)
def test_a_cue_without_a_source_has_the_subject_of_its_sentence(kept, text, source):
    assert kept(text)[0] == source


SOURCES = [
    ("<So Ada Roe> {said} [the dam is old]", "Ada Roe"),
    ("<Then, on Friday, Ada Roe> {said} [the dam is old]", "Ada Roe"),
    ("<Another, Ada Roe,> {said} [the dam is old]", "Ada Roe ,"),
    ("<four witnesses —> {said} [the dam is old]", "four witnesses"),
    ("Last week Ada Roe, <the mayor of Vale,> {said} [the dam is old]", "Ada Roe , the mayor of Vale ,"),
    ("Last week Ada Roe, <the mayor of Vale>, {said} [the dam is old]", "Ada Roe , the mayor of Vale"),
    ("In Vale, <the mayor,> {said} [the dam is old]", "the mayor ,"),
    ("Last week Ada Roe, <the mayor> {said} [the dam is old]", "the mayor"),
    ("On Friday Ada Roe, <who> had left, {said} [the dam is old]", "Ada Roe , who had left ,"),
    ("Three old men, <who> had left, {said} [the dam is old]", "Three old men , who had left ,"),
    ("Three old men, <who> {said} [the dam is old], had left.", "who"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_a_source_has_its_name_and_no_word_that_only_joins(kept, text, source):
    assert kept(text)[0] == source


def test_a_name_before_an_apposition_has_eight_words_at_most(kept):
    name = "Roe " * (NAME - 1)
    assert kept(f"{name}, <the mayor,> {{said}} [the dam is old]")[0].count("Roe") == NAME - 1
    assert kept(f"Roe {name}, <the mayor,> {{said}} [the dam is old]")[0].count("Roe") == NAME - 1


@pytest.mark.parametrize(
    ("marked", "source", "content"),
    [
        ("{According to} <Roe>, the port is unsafe.", "Roe", "the port is unsafe"),
        ("{According to} <Roe, the port is unsafe>.", "Roe", "the port is unsafe"),
        ("{According to} <a report>, the crews were late", "a report", "the crews were late"),
        ("{According to} <Roe>, it is.", "Roe", ""),
        ("The port is unsafe, {according to} <Roe>, who left.", "Roe", ""),
    ],
)
def test_what_follows_according_to_and_its_comma_is_said_where_nothing_else_is(kept, marked, source, content):
    found = kept(marked)
    assert (found[0], found[2]) == (source, content)

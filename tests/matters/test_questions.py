import pandas as pd
import pytest

from toolkit.matters.questions import question_of, question_of_act
from toolkit.shipped import lexicon

ASKED = lexicon("matters/questions.toml")
TABLES = {name: table for name, table in ASKED["numbers"].items() if isinstance(table, dict)}
VERBS = set(lexicon("claims/verb_classes.toml"))
NOUNS = set(lexicon("claims/noun_classes.toml")["classes"])


def question(*rows, words=()):
    empty = dict.fromkeys("noun noun_class verb_class restrictor".split(), "") | {"unit": "count"}
    return question_of(list(pd.DataFrame([empty | row for row in rows]).itertuples()), words)


@pytest.mark.parametrize(
    ("name", "verb_class"),
    [(name, verb) for name, table in TABLES.items() for verb in table if verb != "asked_of"],
)
def test_each_template_is_asked_of_its_nouns(name, verb_class):
    table = TABLES[name]
    for kind in table["asked_of"].split():
        earlier = [TABLES[first] for first in list(TABLES)[: list(TABLES).index(name)]]
        if not any(kind in other["asked_of"].split() and verb_class in other for other in earlier):
            asked = question({"noun": "things", "noun_class": kind, "verb_class": verb_class})
            assert asked == table[verb_class].replace("{things}", "things")


def test_templates_name_classes_that_exist():
    for table in TABLES.values():
        assert set(table["asked_of"].split()) <= NOUNS
        assert set(table) - {"asked_of"} <= VERBS
    assert set(ASKED["acts"]) - {"plain"} <= VERBS


def test_what_no_template_asks_is_counted_plainly_with_the_words():
    assert question({"noun": "boats"}) == "How many boats?"
    assert question({"noun": "boats"}, words=["quay"]) == "How many boats (quay)?"
    assert question({"noun": "boats", "verb_class": "kill"}, words=["quay"]) == "How many boats (quay)?"


def test_things_are_the_commonest_plural_noun_or_what_their_class_says():
    kill = {"noun_class": "people", "verb_class": "kill"}
    assert question(kill | {"noun": "wounded"}) == "How many people were killed?"
    assert question(kill | {"noun": "miners"}, kill | {"noun": "ill"}) == "How many miners were killed?"
    assert question({"noun": "boats"}, {"noun": "ships"}, {"noun": "ships"}) == "How many ships?"
    assert question({"noun": "ships"}, {"noun": "boats"}) == "How many boats?"
    assert question({"noun": "city", "noun_class": "places"}) == "How many cities?"
    assert question({"noun": "", "noun_class": "homes"}) == "How many of them?"
    assert question({"noun": ""}) == "How many of them?"


@pytest.mark.parametrize(
    ("unit", "asked"),
    [
        ("percent", "What percentage (likely voters)?"),
        ("points", "How many percentage points (likely voters)?"),
        ("dollar", "How much money (likely voters)?"),
    ],
)
def test_other_units_are_asked_with_what_restricts_them_or_the_words(unit, asked):
    assert question({"unit": unit, "restrictor": "likely voters"}, words=["poll"]) == asked
    assert question({"unit": unit}, words=["poll"]) == asked.replace("likely voters", "poll")
    assert question({"unit": unit}) == asked.replace(" (likely voters)", "")


@pytest.mark.parametrize("verb_class", sorted(set(ASKED["acts"]) - {"plain"}))
def test_each_class_of_acts_has_its_question(verb_class):
    assert question_of_act(verb_class) == ASKED["acts"][verb_class]
    assert question_of_act(verb_class).endswith("?")


def test_another_act_is_asked_plainly():
    assert question_of_act("juggle") == "Has it happened?"


def test_lives_are_those_of_people_and_a_case_concerns_them():
    killed = {"unit": "count", "noun": "lives", "noun_class": "people", "verb_class": "kill"}
    assert question(killed) == "How many people were killed?"
    assert (
        question(killed | {"noun": "women", "verb_class": "charge"})
        == "How many women does the case concern?"
    )

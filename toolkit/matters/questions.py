"""Questions: what a matter asks, in words for a reader."""

from collections.abc import Iterable

import pandas as pd

from toolkit.matters.contexts import stem
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural
from toolkit.text.phrases import is_plural


def _commonest(values: pd.Series) -> str:
    """The value that most have, of several the first by name; "" where none has one."""
    told = values[values != ""]
    return "" if told.empty else min(told.value_counts().items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _things(claims: pd.DataFrame, kind: str) -> str:
    """What is counted, in the plural: "12 wounded" and "4 ill" count people."""
    if noun := _commonest(claims["noun"].where(claims["noun"].map(is_plural), "")):
        return noun
    noun = "" if kind == "people" else _commonest(claims["noun"])
    return plural(noun) if kind and noun else "people" if kind == "people" else "of them"


def question_of(claims: pd.DataFrame, words: Iterable[str] = ()) -> str:
    """The question that some numbers of one thing (rows of `quantities`) answer.

    The first two of the `words` that the sentences share say which one where the question does not.

    Examples
    --------
    >>> row = {"unit": "count", "noun": "miners", "noun_class": "workers", "restrictor": ""}
    >>> question_of(pd.DataFrame([row | {"verb_class": "hire"}]), ["pit"])
    'How many miners are hired?'
    >>> question_of(pd.DataFrame([row | {"verb_class": ""}]), ["miner", "pit"])
    'How many miners (pit)?'
    """
    unit, counted = _commonest(claims["unit"]), {stem(noun) for noun in claims["noun"]}
    words = ", ".join([word for word in words if stem(word.lower()) not in counted][:2])
    if unit == "count":
        return _question_of_count(claims, words)
    asked = lexicon("matters/questions.toml")["units"]
    restricting = _commonest(claims["restrictor"]) or words
    known = unit if unit in asked else "money"
    return asked[known].replace("{of}", f" ({restricting})" if restricting else "")


def _question_of_count(claims: pd.DataFrame, words: str) -> str:
    """The question of a class of nouns and of verbs, or the plain one with the words."""
    asked = lexicon("matters/questions.toml")["numbers"]
    kind, verb_class = _commonest(claims["noun_class"]), _commonest(claims["verb_class"])
    if claims["verb_class"].replace("", verb_class).nunique() > 1:
        verb_class = ""  # what the sentences do not say alike is not asked
    things = _things(claims, kind)
    for table in asked.values():
        if isinstance(table, dict) and kind in table["asked_of"].split() and verb_class in table:
            return table[verb_class].replace("{things}", things)
    return asked["plain"].replace("{things}", f"{things} ({words})" if words else things)


def question_of_act(verb_class: str) -> str:
    """The question that the status of an act answers."""
    asked = lexicon("matters/questions.toml")["acts"]
    return asked.get(verb_class, asked["plain"])

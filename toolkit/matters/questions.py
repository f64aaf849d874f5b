"""Questions: what a matter asks, in words for a reader."""

import pandas as pd

from toolkit.shipped import lexicon
from toolkit.text.inflection import plural
from toolkit.text.phrases import is_plural


def _commonest(values: pd.Series) -> str:
    told = values[values != ""]
    return "" if told.empty else min(told.value_counts().items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _things(claims: pd.DataFrame, kind: str) -> str:
    """What is counted, in the plural: "12 wounded" and "4 ill" count people."""
    noun = _commonest(claims["noun"].where(claims["noun"].map(is_plural), ""))
    return noun or (
        "people" if kind == "people" else plural(_commonest(claims["noun"])) if kind else "of them"
    )


def question_of(claims: pd.DataFrame, words: str = "") -> str:
    """The question that some numbers of one thing (rows of `quantities`) answer.

    `words` that the sentences share say which one where the question does not.

    Examples
    --------
    >>> row = {"unit": "count", "noun": "miners", "noun_class": "workers", "verb_class": "hire", "restrictor": ""}
    >>> question_of(pd.DataFrame([row]), "pit"), question_of(pd.DataFrame([row | {"verb_class": ""}]), "pit")
    ('How many miners are hired?', 'How many miners (pit)?')
    """
    asked = lexicon("matters/questions.toml")
    unit, kind = _commonest(claims["unit"]), _commonest(claims["noun_class"])
    if unit == "count":
        verb_class, things = _commonest(claims["verb_class"]), _things(claims, kind)
        tables = (table for table in asked["numbers"].values() if isinstance(table, dict))
        fitting = (
            table[verb_class] for table in tables if kind in table["asked_of"].split() and verb_class in table
        )
        if question := next(fitting, ""):
            return question.replace("{things}", things)
        return asked["numbers"]["plain"].replace("{things}", f"{things} ({words})" if words else things)
    restricting = _commonest(claims["restrictor"]) or words
    known = unit if unit in asked["units"] else "money"
    return asked["units"][known].replace("{of}", f" ({restricting})" if restricting else "")


def question_of_act(verb_class: str) -> str:
    """The question that the status of an act answers."""
    asked = lexicon("matters/questions.toml")["acts"]
    return asked.get(verb_class, asked["plain"])

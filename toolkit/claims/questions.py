"""Questions: what a matter asks, in words for a reader."""

import pandas as pd

from toolkit.claims.count_nouns import NOUN_CLASSES
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural
from toolkit.text.phrases import is_plural

_HARMED = {"people", "civilians"}  # "12 wounded" counts people


def _commonest(values: pd.Series) -> str:
    told = values[values != ""]
    return "" if told.empty else sorted(told.value_counts().items(), key=lambda pair: (-pair[1], pair[0]))[0][0]


def question_of(claims: pd.DataFrame) -> str:
    """The question that some numbers of one thing (rows of `quantities`) answer.

    Examples
    --------
    >>> row = {"unit": "count", "noun": "miners", "noun_class": "", "verb_class": "kill", "restrictor": ""}
    >>> question_of(pd.DataFrame([row]))
    'How many miners were killed?'
    """
    asked = lexicon("claims/questions.toml")
    unit, noun, kind = (_commonest(claims[name]) for name in ("unit", "noun", "noun_class"))
    if unit == "count":
        verb_class = _commonest(claims["verb_class"])
        known = "plain" if kind == "durations" or verb_class not in asked["numbers"] else verb_class
        things = "people" if kind in _HARMED and noun not in NOUN_CLASSES else noun or "of them"
        things = things if is_plural(things) or not noun or things == "people" else plural(things)
        return asked["numbers"][known].replace("{things}", things)
    restricting = _commonest(claims["restrictor"]) or noun
    known = unit if unit in asked["units"] else "money"
    return asked["units"][known].replace("{of}", f" ({restricting})" if restricting else "")


def question_of_act(verb_class: str) -> str:
    """The question that the status of an act answers."""
    asked = lexicon("claims/questions.toml")["acts"]
    return asked.get(verb_class, asked["plain"])

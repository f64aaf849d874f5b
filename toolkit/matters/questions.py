"""Questions: what a matter asks, in words for a reader."""

from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.claims.acts import find_acts
from toolkit.claims.count_nouns import WORDS
from toolkit.claims.phrases import is_plural
from toolkit.matters.contexts import stem
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural


def _commonest(values: Iterable[str]) -> str:
    """The value that most have, of several the first by name; "" where none has one."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _things(nouns: list[str], kind: str) -> str:
    """What is counted, in the plural: "12 wounded", "4 ill" and "9 lives" count people."""
    if noun := _commonest(
        noun for noun in nouns if is_plural(noun) and not _is_verb(noun) and noun != "lives"
    ):
        return noun
    noun = "" if kind == "people" else _commonest(nouns)
    return plural(noun) if kind and noun else "people" if kind == "people" else "of them"


def _is_verb(word: str) -> bool:
    """Whether a word is the verb of a harm that stands for who suffers it: "fire kills six"."""
    return any(act in WORDS["harms"] and "noun" not in kinds for _, act, kinds in find_acts(word))


def question_of(claims: Sequence, words: Iterable[str] = ()) -> str:
    """The question that some numbers of one thing (rows of `quantities`, as named tuples) answer.

    The first two of the `words` that the sentences share say which one where the question does not.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"unit": "count", "noun": "miners", "noun_class": "workers", "restrictor": ""}
    >>> hired, told = pd.DataFrame([row | {"verb_class": "hire"}, row | {"verb_class": ""}]).itertuples()
    >>> question_of([hired], ["pit"]), question_of([told], ["miner", "pit"])
    ('How many miners are hired?', 'How many miners (pit)?')
    """
    unit, counted = _commonest(claim.unit for claim in claims), {stem(claim.noun) for claim in claims}
    words = ", ".join([word for word in words if stem(word.lower()) not in counted][:2])
    if unit == "count":
        return _question_of_count(claims, words)
    asked = lexicon("matters/questions.toml")["units"]
    restricting = _commonest(claim.restrictor for claim in claims) or words
    known = unit if unit in asked else "money"
    return asked[known].replace("{of}", f" ({restricting})" if restricting else "")


def _question_of_count(claims: Sequence, words: str) -> str:
    """The question of a class of nouns and of verbs, or the plain one with the words."""
    asked = lexicon("matters/questions.toml")["numbers"]
    kind = _commonest(claim.noun_class for claim in claims)
    acts = {claim.verb_class for claim in claims} - {""}
    verb_class = acts.pop() if len(acts) == 1 else ""  # what the sentences do not say alike is not asked
    things = _things([claim.noun for claim in claims], kind)
    for table in asked.values():
        if isinstance(table, dict) and kind in table["asked_of"].split() and verb_class in table:
            return table[verb_class].replace("{things}", things)
    return asked["plain"].replace("{things}", f"{things} ({words})" if words else things)


def question_of_act(verb_class: str) -> str:
    """The question that the status of an act answers."""
    asked = lexicon("matters/questions.toml")["acts"]
    return asked.get(verb_class, asked["plain"])

"""Cues: the words by which a text hands a statement to a source, and the stance they show towards it."""

import re
from functools import cache

from toolkit.shipped import lexicon
from toolkit.text.inflection import plural, verb_forms

STANCES = ("neutral", "asserting", "doubting", "hedging", "confirming", "denying", "declining")
CLASSES = ("none", "statement", "clause", "object", "noun", "according")
_NOT = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b")


@cache
def cue_lexicon() -> dict[str, tuple[str, str, str]]:
    """Spelling -> (lemma, class, stance), from `attribution/cues.toml`; the first place of a word counts."""
    lists = lexicon("attribution/cues.toml")
    entries = {"according": ("according", "according", "neutral")}
    for stance, classes in lists["verbs"].items():
        for kind, verbs in classes.items():
            for verb in verbs.split():
                for form in [verb, *lists["irregular"].get(verb, " ".join(_regular(verb))).split()]:
                    entries.setdefault(form, (verb, kind, stance))
    for stance, nouns in lists["nouns"].items():
        for noun in nouns.split():
            for form in (noun, plural(noun)):
                entries.setdefault(form, (noun, "noun", stance))
    return entries


def _regular(verb: str) -> list[str]:
    """The regular forms of a verb; a consonant doubles after one syllable only: blogged, but answered."""
    short = len(re.findall("[aeiou]+", verb)) == 1
    return [form for form in verb_forms(verb) if short or not form.startswith(verb + verb[-1])]


@cache
def _phrases() -> list[tuple[str, str]]:
    phrases = lexicon("attribution/cues.toml")["phrases"]
    return [(phrase.strip(), stance) for stance, line in phrases.items() for phrase in line.split(";")]


@cache
def cue_stance(cue: str) -> str:
    """The stance a cue shows towards what it introduces.

    Parameters
    ----------
    cue
        The cue as it stands in the text, of one word or several.

    Returns
    -------
    str
        neutral, asserting, doubting, hedging, confirming, denying or declining. A negated verb of
        speech is declining
        ("would not say"), a negated verb of belief doubting ("does not believe").

    Notes
    -----
    The last word with a stance of its own decides; a verb of declining decides wherever it stands
    ("declined to confirm").
    The words and their sources are in `attribution/cues.toml`.

    Examples
    --------
    >>> [cue_stance(cue) for cue in ("said", "insisted", "declined to say", "does not believe")]
    ['neutral', 'asserting', 'declining', 'doubting']
    """
    text = " ".join(cue.lower().replace("’", "'").split())
    for phrase, stance in _phrases():
        whole = rf"(?<!\w){re.escape(phrase)}(?!\w)" if phrase != "n't" else phrase
        if phrase in text and re.search(whole, text):  # most are not there: nothing to compile
            return stance
    entries = [cue_lexicon()[word] for word in re.findall(r"[\w'-]+", text) if word in cue_lexicon()]
    stances = [stance for _, _, stance in entries]
    if "declining" in stances:
        return "declining"
    stance = next((stance for stance in reversed(stances) if stance != "neutral"), "neutral")
    if entries and _NOT.search(text):
        silent = "declining" if entries[-1][1] == "statement" else "neutral"
        negated = {"neutral": silent, "confirming": silent, "hedging": "doubting", "denying": "neutral"}
        return negated.get(stance, stance)
    return stance

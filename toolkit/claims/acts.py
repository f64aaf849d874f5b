"""Acts: words of the verb classes, in every inflected form, found in a text."""

import re
from collections.abc import Iterator
from functools import cache

from toolkit.shipped import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _inflect(verb: str) -> dict[str, str]:
    """Regular forms of an English verb and their kinds; both spellings where its consonant may double."""
    if re.search("[^aeiou]y$", verb):
        return {verb[:-1] + "ies": "s", verb + "ing": "ing", verb[:-1] + "ied": "past"}
    forms = {verb + ("es" if re.search("(?:s|sh|ch|x|z)$", verb) else "s"): "s"}
    if verb.endswith("e"):
        stem = verb[:-2] + "y" if verb.endswith("ie") else verb[:-1]
        return forms | {stem + "ing": "ing", verb + "d": "past"}
    doubled = [verb + verb[-1]] if re.search("(?:^|[^aeiou])[aeiou][bdgmnprtl]$", verb) else []
    for stem in [verb, *doubled]:
        forms |= {stem + "ing": "ing", stem + "ed": "past"}
    return forms


def _forms(entry: str) -> list[tuple[str, str]]:
    """Every form of one entry of the lexicon: `deploy`, `send sent sent` or `pull_out`."""
    base, *irregular = entry.split()
    verb, _, particle = base.partition("_")
    regular = [pair for pair in _inflect(verb).items() if not irregular or pair[1] != "past"]
    forms = [(f"{form} {particle}".strip(), kind) for form, kind in [(verb, "base"), *regular]]
    return [(form.replace("_", " "), kind) for form, kind in forms + [(form, "past") for form in irregular]]


@cache
def _forms_known() -> tuple[dict[str, tuple[str, str]], dict[str, re.Pattern[str]]]:
    """Form -> (class, kinds); and the first word of forms of several words -> pattern that finds them."""
    known: dict[str, tuple[str, str]] = {}
    for name, words in lexicon("claims/verb_classes.toml").items():
        pairs = [pair for verb in words.get("verbs", []) for pair in _forms(verb)]
        pairs += [(noun, "noun") for noun in words.get("nouns", [])]
        pairs += [(form, "undone") for verb in words.get("undone", []) for form, _ in _forms(verb)]
        for form, kind in pairs:
            first, kinds = known.get(form, (name, ""))
            known[form] = (first, kinds if kind in kinds.split() else f"{kinds} {kind}".strip())
    longer = sorted((form for form in known if " " in form), key=len, reverse=True)
    patterns = {
        word: re.compile(rf"(?:{'|'.join(form for form in longer if form.split()[0] == word)})(?!\w)", re.I)
        for word in {form.split()[0] for form in longer}
    }
    return known, patterns


def find_acts(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Words of a known act: match, verb class, kinds (base, s, ing, past, noun, undone; one or more).

    Examples
    --------
    >>> [(match.group(), verb_class, kinds) for match, verb_class, kinds in find_acts("They sent help.")]
    [('sent', 'deploy', 'past')]
    """
    known, phrases = _forms_known()
    for word in _WORD.finditer(text):
        form = word.group().lower()
        match = (form in phrases and phrases[form].match(text, word.start())) or word
        verb_class, kinds = known.get(match.group().lower(), ("none", ""))
        if verb_class != "none":
            yield match, verb_class, kinds

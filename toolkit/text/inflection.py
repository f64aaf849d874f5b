"""Inflection: the regular forms of English verbs and nouns; irregular ones stand in the lexicons."""

import re


def verb_forms(verb: str) -> dict[str, str]:
    """Regular forms of a verb and their kinds (s, ing, past); both spellings where its consonant may double.

    Examples
    --------
    >>> verb_forms("deny")
    {'denies': 's', 'denying': 'ing', 'denied': 'past'}
    >>> list(verb_forms("commit"))
    ['commits', 'commiting', 'commited', 'committing', 'committed']
    """
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


def plural(noun: str) -> str:
    """Regular plural of a noun.

    Examples
    --------
    >>> [plural(noun) for noun in ("city", "day", "brush", "fireman", "boot")]
    ['cities', 'days', 'brushes', 'firemen', 'boots']
    """
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if re.search("[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search("(?:s|x|sh|ch)$", noun) else "s")

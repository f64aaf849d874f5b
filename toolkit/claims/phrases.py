"""Noun phrases: the words of the phrase that begins at a place, and the phrase that restricts it."""

import re
from collections.abc import Iterator

from toolkit.shipped import lexicon

_LISTS = {name: frozenset(words.split()) for name, words in lexicon("claims/phrases.toml").items()}
_WORD = re.compile(
    rf"(?:{'|'.join(_LISTS['titles'])})\.(?=\s)|(?:[^\W\d_]\.){{2,}}|\d[\d,.]*\d"
    r"|[^\W_]+(?:[-'’&][^\W_]+)*(?:['’](?=\s))?",
    re.IGNORECASE,
)
_ALTERNATIVES = "|".join(sorted(_LISTS["determiners"], key=len, reverse=True))
_DETERMINED = re.compile(rf"\s*(?:(?:{_ALTERNATIVES})\s+)*", re.IGNORECASE)
_GAP = re.compile(r"(?:[\s\"“”]|[‘’'](?!\s)|-(?![\s-]))*")
_RESTRICTING = re.compile(
    rf"[\"”’]?\s+(?:(?:worth )?(?:{'|'.join(_LISTS['restricting'])})(?!\w)"
    r"|an?(?= (?:second|minute|hour|day|week|month|year|night)\b))",
    re.IGNORECASE,
)
_ENDS = _LISTS["closed"] | _LISTS["verbs"] | _LISTS["restricting"] | _LISTS["determiners"]
_PARTICIPLES = {word for word in _LISTS["verbs"] if word.endswith(("en", "wn", "uilt"))}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\ds?")
_PART = re.compile("(?:of|among|amongst)$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s", re.IGNORECASE)
_LONGEST = 7  # words of a phrase at most
_NOT_PLURAL = ("ss", "us", "sis", "his", "ris", "uis", "'s", "’s")
_NOT_PAST = ("eed", "red", "hundred", "united", "limited")


def is_plural(word: str) -> bool:
    """Whether a word in lower case is or looks like a plural.

    Examples
    --------
    >>> [is_plural(word) for word in ("votes", "vote", "crisis", "mayor's")]
    [True, False, False, False]
    """
    looks = len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL)
    return (looks and word not in _LISTS["not_plurals"]) or word in _LISTS["plurals"]


def phrase_words(text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """Words of the noun phrase whose first word after its determiners stands at `at`, to where it must end.

    Examples
    --------
    >>> [word.group() for word in phrase_words("the U.S. Park and D.C. police who left", 3)]
    ['U.S.', 'Park', 'and', 'D.C.', 'police']
    """
    position, joins, describes = at, False, True
    for count in range(_LONGEST):
        match = _WORD.match(text, _GAP.match(text, position).end())
        if match is None:
            return
        word = match.group().lower()
        if joined := word in _LISTS["joined"]:
            if joins or not count:
                return
        elif joins and (word[0].isdigit() or word in _LISTS["numbers"]):
            return  # "of Iowa and 12 others"
        elif word.endswith(("n't", "n’t")) or (word in _ENDS and not (describes and word in _PARTICIPLES)):
            return
        yield match
        position, joins = match.end(), joined
        describes = not count and word.endswith("ly")  # a newly built quay


def restrictor(text: str, at: int = 0) -> tuple[int, int, int, int] | None:
    """Start and end of the phrase that restricts what ends at `at`, and of its head; None without one.

    Its preposition and determiners are left out; a phrase with "of" that follows it is part of it.

    Examples
    --------
    >>> text = "66 percent of the Hispanic vote went to Roe"
    >>> start, end, *head = restrictor(text, 10)
    >>> text[start:end], text[slice(*head)]
    ('Hispanic vote', 'vote')
    """
    opening = _RESTRICTING.match(text, at)
    words = _phrase(text, opening.end()) if opening else []
    if not words or _is_empty(words, is_part=_PART.search(opening.group()) is not None):
        return None
    end, head = words[-1].end(), words[-1].span()
    if further := _OF.match(text, end):
        more = _phrase(text, further.end() - 1)
        end = more[-1].end() if more else end
    return words[0].start(), end, *head


def _is_empty(words: list[re.Match[str]], is_part: bool) -> bool:
    """Whether the phrase says nothing of which: "of the 53", "in response", "for killing him"."""
    only = words[-1].group().lower()
    if len(words) == 1 and (only[0].isdigit() or only.endswith("ing") or only in _LISTS["numbers"]):
        return not (_YEAR.fullmatch(only) or only in _LISTS["gerunds"])
    return only in _LISTS["idle"] and not is_part


def _phrase(text: str, at: int) -> list[re.Match[str]]:
    """Words of a noun phrase that may open with determiners, up to its head: a plural, or the last word."""
    words = list(phrase_words(text, _DETERMINED.match(text, at).end()))
    words = words[: next((n for n in range(1, len(words)) if _is_verb(words, n)), len(words))]
    forms = [word.group() for word in words]
    joined = next((n for n, form in enumerate(forms) if form.lower() in _LISTS["joined"]), len(words))
    # "State and local taxes" is one phrase, "the port’s fees and taxes" are two, and so is "the vote and".
    describing = [form for form in forms[:joined] if not form.endswith("ly")]
    if len(describing) > 1 and not all(form[0].isupper() for form in describing):
        words, forms = words[:joined], forms[:joined]
    for n, form in enumerate(forms):
        follows = forms[n + 1] if n + 1 < len(forms) else ""
        is_inside = is_plural(follows.lower()) or (form[0].isupper() and follows[:1].isupper())
        if is_plural(form.lower()) and not is_inside:
            return words[: n + 1]
    words = words[:joined]
    while len(words) > 1 and words[-1].group().lower().endswith("ly"):
        words = words[:-1]
    return words


def _is_verb(words: list[re.Match[str]], n: int) -> bool:
    """Whether the word is a participle that follows its noun: no plural comes next, and no adverb before."""
    form, before = words[n].group().lower(), words[n - 1].group().lower()
    if form.endswith("ly"):
        return form not in _LISTS["not_adverbs"] and before not in _LISTS["joined"]
    if not form.endswith(("ed", "ing")) or form.endswith(_NOT_PAST) or form in _LISTS["gerunds"]:
        return False
    if words[n].group().istitle() and words[n - 1].group().istitle():  # the Advanced Research Agency
        return False
    follows = n + 1 < len(words) and is_plural(words[n + 1].group().lower())
    return not (follows or before.endswith("ly"))

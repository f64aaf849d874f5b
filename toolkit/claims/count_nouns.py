"""Counted nouns: what a number counts, and the act that the thing counted does or suffers."""

import re

from toolkit.claims.acts import find_acts
from toolkit.claims.numerals import NUMBER_WORDS
from toolkit.claims.phrases import is_plural, phrase_words
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural

WORDS = lexicon("claims/quantity_words.toml")
_STATES = frozenset(WORDS["states"])
_ADJECTIVES, _AFTERWARDS = (frozenset(WORDS[name].split()) for name in ("adjectives", "afterwards"))
_FORMS = {
    singular: (name, plurals or [plural(singular)])
    for name, entries in lexicon("claims/noun_classes.toml")["classes"].items()
    for singular, *plurals in map(str.split, entries)
}
NOUN_CLASSES = {form: name for noun, (name, plurals) in _FORMS.items() for form in (noun, *plurals)}
"""Every form of a noun of `claims/noun_classes.toml` -> its class."""

_PLURALS = frozenset(form for _, plurals in _FORMS.values() for form in plurals)
_OF_THEM = re.compile(
    r"(?: the number)?(?: of)?(?: (?:the|these|those|its|his|her|their|our|all|them))*\s+|-(?:strong\s)?|",
    re.IGNORECASE,
)
MEASURES = frozenset(["durations", "distances", "areas", "weights", "volumes", "temperatures"])
"""Noun classes of which "over" and "under" bound even a small number."""

_TOLL = re.compile(
    r"\b(?:(?:death|casualty) toll|number of (?:the )?(?P<noun>[^\W\d_]+))\b[^.;]{0,40}$", re.IGNORECASE
)
_AUXILIARY = rf"(?:\s+(?:{WORDS['auxiliaries']}|\w+ly))"
_AUXILIARIES = re.compile(rf",?(?:\s*(?:who|that|which))?{_AUXILIARY}*\s*", re.IGNORECASE)
# "Four rebels and one soldier were wounded": all five were.
_SHARED = re.compile(rf"(?:(?:,|\s+and|\s+or)(?:\s+[\w-]+){{1,4}}?){{1,2}}{_AUXILIARY}+\s*", re.IGNORECASE)
_VOTED = re.compile(r"\b(?:vot|passed|passage|reject|approv|adopt)\w*\b[^.;]*$", re.IGNORECASE)
_TALLY = re.compile(
    r"(?<![\w.,–-])\d{1,3}(?:[-–]| to |-to-)\d{1,3}(?![\w–%-]|[.,]\d| percent)"
)  # rejected 84-327
_BALLOT = re.compile(r" (?:[\w-]+ ){0,2}(?:votes?|majority|decision|ruling|tally|margin)\b", re.IGNORECASE)
_BY_VOTE = re.compile(r"\b(?:vot\w+|(?:vote|margin) (?:of|was)|by)(?: \w+)? $", re.IGNORECASE)


def _is_number(word: re.Match[str], n: int) -> bool:
    """Whether the n-th word after a number is a number too, and no part of a name: three Big Ten states."""
    form = word.group().lower()
    is_name = n and word.group().istitle()
    return not form[0].isalpha() or (form in NUMBER_WORDS and not is_name) or form.startswith("to-")


def _is_counted(form: str, n: int, is_one: bool) -> bool:
    """Whether the n-th word after a number may be what it counts; "an eight year span" needs no plural."""
    is_measure = not n and NOUN_CLASSES.get(form) in MEASURES
    return is_plural(form) or form in _PLURALS or is_measure or (is_one and form in NOUN_CLASSES)


def head_noun(right: str, is_one: bool = False) -> tuple[str, int]:
    """The noun that a number counts and where it ends: the first plausible one of the phrase that follows.

    A plural; after a hyphen the next word (a 12-member team); after one, a known noun that ends its phrase.
    """
    best, last, of_some = "", 0, right[:4].lower() == " of "
    words = list(phrase_words(right, _OF_THEM.match(right).end()))
    if right.startswith("-"):
        return _hyphened(words)
    for n, word in enumerate(words):
        form = word.group().lower().rstrip("'’")
        if (_is_number(word, n) and (best or not of_some)) or (best and form in ("and", "or")):
            break
        describes = form in _ADJECTIVES and n + 1 < len(words)  # one major city
        is_noun = _is_counted(form, n, is_one and not describes)
        if best and (not is_noun or (form in _STATES and best not in _STATES)):
            is_after = form in _AFTERWARDS or form.endswith(("ed", "ing", "ly"))
            ends = not is_one or is_after or is_plural(best)  # "one town hall" is no town
            return (best, last) if ends else ("", 0)
        if is_noun:
            best, last = form, word.end()
        elif n > 1 and form.endswith(("ed", "ing")) and "-" not in form:
            break
    return best, last


def _hyphened(words: list[re.Match[str]]) -> tuple[str, int]:
    """The noun that a hyphen ties to its number, and its end: member in "12-member", foot in "6-foot-4"."""
    if not words or _is_number(words[0], 0):
        return "", 0
    form = words[0].group().lower()
    first = form.split("-")[0]
    form = first if NOUN_CLASSES.get(first) in MEASURES else form
    return form, words[0].start() + len(form)


def act_of(sentence: str, acts: list, start: int, end: int) -> str:
    """Verb class of the act of a quantity: the passive after it, else the nearest before, else after it."""
    for match, verb_class, kinds in acts:
        if start <= match.start() < end and "noun" in kinds:
            return verb_class
        gap = sentence[end : match.start()]
        passive = "past" in kinds and 0 <= match.start() - end < 60
        if passive and (_AUXILIARIES.fullmatch(gap) or _SHARED.fullmatch(gap)):
            return verb_class
    before = [(act[0], act[1]) for act in acts if start - 70 <= act[0].end() <= start]
    after = [(act[0], act[1]) for act in acts if end <= act[0].start() <= end + 70]
    if before and not re.search(r"[;:]\s", sentence[before[-1][0].end() : start]):
        return before[-1][1]
    return after[0][1] if after and not re.search(r"[;:]\s", sentence[end : after[0][0].start()]) else ""


def is_tally(sentence: str, start: int, end: int) -> bool:
    """Whether the number at `start:end` is one side of a vote: rejected 84-327, a 52 to 48 vote."""
    tally = _TALLY.search(sentence, max(0, start - 7), end + 16)
    if not tally or tally.end() < end or tally.start() > start:
        return False
    left, right = (
        sentence[max(0, tally.start() - 80) : tally.start()],
        sentence[tally.end() : tally.end() + 90],
    )
    if _BALLOT.match(right):
        return "to" not in tally.group() or bool(re.search(r"\b(?:an?|the|by|of) $", left))
    voted = _VOTED.search(left) and ("to" not in tally.group() or _BY_VOTE.search(left))
    return bool(voted) and not head_noun(right)[0]


def noun_elsewhere(left: str, right: str, verb_class: str) -> tuple[str, str, str]:
    """Noun, its class and verb class where no noun follows: "12 were killed", "the death toll rose to 12"."""
    if toll := _TOLL.search(left):
        noun = (toll["noun"] or "deaths").lower()
        return noun, NOUN_CLASSES.get(noun, ""), verb_class if toll["noun"] else "kill"
    right = right.removeprefix(" of them")
    after = [act for act in find_acts(right) if _AUXILIARIES.fullmatch(right, 0, act[0].start())][:1]
    before = [act for act in find_acts(left) if not left[act[0].end() :].strip()][-1:]
    for match, name, _ in after + before:
        if name in WORDS["harms"]:
            return match.group().lower(), "people", name
    return "", "", verb_class

"""Counted nouns: what a number counts, and the act that the thing counted does or suffers."""

import re

from toolkit.claims.acts import find_acts
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural

WORDS = lexicon("claims/quantity_words.toml")
_NOT_NOUNS, _STATES = frozenset(WORDS["not_nouns"].split()), frozenset(WORDS["states"])
NOUN_CLASSES = {
    form: name
    for name, entries in lexicon("claims/noun_classes.toml")["classes"].items()
    for singular, *plurals in map(str.split, entries)
    for form in (singular, *(plurals or [plural(singular)]))
}
"""Every form of a noun of `claims/noun_classes.toml` -> its class."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*")
_OF_THEM = re.compile(
    r"(?: of)?(?: (?:the|these|those|its|his|her|their|our|all|them))*\s+|-(?:strong\s)?|", re.IGNORECASE
)
_TOLL = re.compile(
    r"\b(?:(?:death|casualty) toll|number of (?:the )?(?P<noun>[^\W\d_]+))\b[^.;]{0,40}$", re.IGNORECASE
)
_AUXILIARY = rf"(?:\s+(?:{WORDS['auxiliaries']}|\w+ly))"
_AUXILIARIES = re.compile(rf",?(?:\s*(?:who|that|which))?{_AUXILIARY}*\s*", re.IGNORECASE)
# "Four rebels and one soldier were wounded": all five were.
_SHARED = re.compile(rf"(?:(?:,|\s+and|\s+or)(?:\s+[\w-]+){{1,4}}?){{1,2}}{_AUXILIARY}+\s*", re.IGNORECASE)
_VOTED = re.compile(r"\b(?:vot|pass|reject|approv|adopt)\w*\b[^.;]*$", re.IGNORECASE)
_TALLY = re.compile(r"(?<![\w.,–-])\d{1,3}[-–]\d{1,3}(?![\w–-])")  # rejected 84-327


def _is_noun(word: str) -> bool:
    """Whether a word is of a noun class or looks like a plural."""
    no_plural = ("ss", "us", "sis", "his", "ris", "uis", "'s", "’s")
    return word in NOUN_CLASSES or (len(word) > 3 and word.endswith("s") and not word.endswith(no_plural))


def head_noun(right: str, hyphen: bool) -> tuple[str, int]:
    """The noun that a number counts and where it ends: the first plausible one of the words that follow."""
    best, last, position = "", 0, _OF_THEM.match(right).end()
    for skipped, match in enumerate(_WORD.finditer(right, position)):
        word, gap = match.group().lower(), right[position : match.start()]
        is_end = skipped > 5 or not word[0].isalpha() or word in _NOT_NOUNS
        if is_end or re.search(r"[^\s\"“”‘’-]", gap):
            break
        is_noun = _is_noun(word) or (hyphen and not skipped)
        if best and (hyphen or not is_noun or (word in _STATES and best not in _STATES)):
            break
        if is_noun:
            best, last = word, match.end()
        elif skipped > 1 and word.endswith(("ed", "ing")):
            break
        position = match.end()
    return best, last


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
    """Whether the number at `start:end` is one side of a vote that names no noun: rejected 84-327."""
    tally = _TALLY.search(sentence, max(0, start - 4), end + 5)
    voted = tally and _VOTED.search(sentence[max(0, start - 80) : start])
    return bool(voted) and not head_noun(sentence[tally.end() : tally.end() + 90], False)[0]


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

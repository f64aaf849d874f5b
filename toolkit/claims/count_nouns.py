"""Counted nouns: what a number counts, and the act that the thing counted does or suffers."""

import re
from bisect import bisect_left, bisect_right

from toolkit.claims.acts import find_acts
from toolkit.claims.numerals import NUMBER_WORDS
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural
from toolkit.text.phrases import is_plural, phrase_words

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
_VOTED = re.compile(r"\b(?:vot|pass|reject|approv|adopt)\w*\b[^.;]*$", re.IGNORECASE)
_TALLY = re.compile(
    r"(?<![\w.,–-])\d{1,3}(?:[-–]| to |-to-)\d{1,3}(?![\w–%-]|[.,]\d| percent)"
)  # rejected 84-327
_BALLOT = re.compile(r" (?:[\w-]+ ){0,2}(?:votes?|majority|decision|ruling|tally|margin)\b", re.IGNORECASE)
_BY_VOTE = re.compile(r"\b(?:vot\w+|(?:vote|margin) (?:of|was)|by)(?: \w+)? $", re.IGNORECASE)


def head_noun(right: str, is_one: bool = False) -> tuple[str, int]:
    """The noun that a number counts and where it ends: the first plausible one of the phrase that follows.

    A plural; after a hyphen the next word (a 12-member team); after one, a known noun that ends its phrase.
    """
    best, last, hyphen = "", 0, right.startswith("-")
    of_some, words = right[:4].lower() == " of ", list(phrase_words(right, _OF_THEM.match(right).end()))
    for n, match in enumerate(words):
        word = match.group().lower().rstrip("'’")
        if hyphen and not n and NOUN_CLASSES.get(word.split("-")[0]) in MEASURES and "-" in word:
            return word.split("-")[0], match.start() + word.index("-")  # 6-foot-4
        is_number = not word[0].isalpha() or word in NUMBER_WORDS or word.startswith("to-")  # a 5-to-4 vote
        if (is_number and (best or not of_some)) or (best and word in ("and", "or")):
            break
        is_measure = NOUN_CLASSES.get(word) in MEASURES and not n  # an eight year span
        is_noun = is_plural(word) or word in _PLURALS or is_measure or (hyphen and not n)
        describes = word in _ADJECTIVES and n + 1 < len(words)  # one major city
        is_noun = is_noun or (is_one and word in NOUN_CLASSES and not describes)
        if best and (hyphen or not is_noun or (word in _STATES and best not in _STATES)):
            is_other = not (hyphen or word in _AFTERWARDS or word.endswith(("ed", "ing", "ly")))
            return ("", 0) if is_one and is_other and not is_plural(best) else (best, last)
        if is_noun:
            best, last = word, match.end()
        elif n > 1 and word.endswith(("ed", "ing")) and "-" not in word:
            break
    return best, last


class Acts:
    """Acts of a sentence, looked for when a number first asks for those near it."""

    def __init__(self, sentence: str) -> None:
        self.sentence, self.found = sentence, None

    def near(self, start: int, end: int) -> list:
        """Acts that begin within 150 characters of `start:end`."""
        if self.found is None:
            self.found = [act for act in find_acts(self.sentence) if act[2] != "undone"]
            self.starts = [act[0].start() for act in self.found]
        return self.found[bisect_left(self.starts, start - 150) : bisect_right(self.starts, end + 150)]


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

"""Counted nouns: what a number counts, and the act that the thing counted does or suffers."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from toolkit.acts import find_acts

_WORDS = tomllib.loads((files("toolkit") / "lexicons/quantity_words.toml").read_text("utf-8"))
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*")
_STOP, _STATES = frozenset(_WORDS["not_nouns"].split()), frozenset(_WORDS["states"])
_OF_THEM = re.compile(
    r"(?: of)?(?: (?:the|these|those|its|his|her|their|our|all|them))*\s+|-(?:strong\s)?", re.IGNORECASE
)
_TOLL = re.compile(
    r"\b(?:(?P<toll>(?:death|casualty) toll)|number of (?:the )?(?P<noun>[^\W\d_]+))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:\s+(?:was|were|is|are|has|have|had|be|been|being|will|may|might|could|already|also|reportedly|feared|"
    r"reported|\w+ly))"
)
_AUXILIARIES = re.compile(rf",?(?:\s*(?:who|that|which))?{_AUXILIARY}*\s*", re.IGNORECASE)
# "Four rebels and one soldier were wounded": all five were.
_SHARED = re.compile(rf"(?:(?:,|\s+and|\s+or)(?:\s+[\w-]+){{1,4}}?){{1,2}}{_AUXILIARY}+\s*", re.IGNORECASE)


def _plural(noun: str) -> str:
    """Regular plural of an English noun."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if re.search("[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search("(?:s|x|sh|ch)$", noun) else "s")


@cache
def noun_classes() -> dict[str, str]:
    """Every form of a noun of `lexicons/noun_classes.toml` -> its class."""
    lexicon = tomllib.loads((files("toolkit") / "lexicons/noun_classes.toml").read_text("utf-8"))
    nouns = {}
    for name, entries in lexicon["classes"].items():
        for singular, *plural in map(str.split, entries):
            nouns |= dict.fromkeys([singular, *(plural or [_plural(singular)])], name)
    return nouns


def _looks_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "sis", "his", "ris", "uis", "'s", "’s"))
    )


def head_noun(right: str, hyphen: bool) -> tuple[str, int]:
    """The noun that a number counts and where it ends: the first plausible one of the words that follow."""
    nouns = noun_classes()
    position = _OF_THEM.match(right).end() if _OF_THEM.match(right) else 0
    best, last = "", 0
    for skipped, match in enumerate(_WORD.finditer(right, position)):
        word = match.group().lower()
        if (
            skipped > 5
            or not word[0].isalpha()
            or word in _STOP
            or re.search(r"[^\s\"“”‘’-]", right[position : match.start()])
        ):
            break
        position, known = match.end(), word in nouns or (hyphen and not skipped)
        other = not (known or _looks_plural(word)) or (best not in _STATES and word in _STATES)
        if best and (other or hyphen):
            break
        if known or _looks_plural(word):
            best, last = word, match.end()
        if not best and skipped > 1 and word.endswith(("ed", "ing")):
            break
    return best, last


def act_of(sentence: str, acts: list, start: int, end: int) -> str:
    """Verb class of the act of a quantity: the passive after it, else the nearest before, else after it."""
    for match, verb_class, kinds in acts:
        if start <= match.start() < end and "noun" in kinds:
            return verb_class
        if 0 <= match.start() - end < 60 and "past" in kinds and \
                any(rule.fullmatch(sentence, end, match.start()) for rule in (_AUXILIARIES, _SHARED)):
            return verb_class
    before = [(match, verb_class) for match, verb_class, _ in acts if start - 70 <= match.end() <= start]
    after = [(match, verb_class) for match, verb_class, _ in acts if end <= match.start() <= end + 70]
    if before and not re.search(r"[;:]\s", sentence[before[-1][0].end() : start]):
        return before[-1][1]
    return after[0][1] if after and not re.search(r"[;:]\s", sentence[end : after[0][0].start()]) else ""


def noun_elsewhere(left: str, right: str, verb_class: str) -> tuple[str, str, str]:
    """Noun, its class and verb class where no noun follows: "12 were killed", "the death toll rose to 12"."""
    if toll := _TOLL.search(left):
        noun = (toll["noun"] or "deaths").lower()
        return noun, noun_classes().get(noun, ""), verb_class if toll["noun"] else "kill"
    right = right.removeprefix(" of them")
    first = next(
        (
            (match, name)
            for match, name, _ in find_acts(right)
            if _AUXILIARIES.fullmatch(right, 0, match.start())
        ),
        None,
    )
    last = next(
        (
            (match, name)
            for match, name, _ in reversed(list(find_acts(left)))
            if not left[match.end() :].strip()
        ),
        None,
    )
    for match, name in filter(None, (first, last)):
        if name in _WORDS["harms"]:
            return match.group().lower(), "people", name
    return "", "", verb_class

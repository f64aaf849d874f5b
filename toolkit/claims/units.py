"""Units: what a number is a number of, where no noun says it: percent, points, money, an age, a year."""

import re

from toolkit.claims.count_nouns import WORDS, head_noun
from toolkit.shipped import lexicon

_CURRENCIES = {
    word.lower(): unit
    for unit, words in lexicon("claims/noun_classes.toml")["currencies"].items()
    for word in words
}
_UNITS = sorted(_CURRENCIES, key=len, reverse=True)
_SIGNS = [unit for unit in _UNITS if not unit.isalpha() or unit in ("usd", "eur", "gbp")]  # not: "He won 3"
_SIGN = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _SIGNS))})\s?$", re.IGNORECASE)
_CURRENCY = re.compile(
    rf"[- ]?(?:of )?(?:U\.?S\.? )?({'|'.join(map(re.escape, _UNITS))})(?!\w)", re.IGNORECASE
)
PERCENT = re.compile(r"\s?%|[- ]?(?:percent|per\s?cent)\b", re.IGNORECASE)
"""The unit percent, after its number."""

_LEADS = rf"(?:{WORDS['leads']})"
LEAD = re.compile(rf"(?<!\w){_LEADS}$", re.IGNORECASE)
"""What points are the points of, at the end of the words for the unit: a four-point lead."""

_AHEAD = rf"(?:{WORDS['ahead']})"
_POINTS = re.compile(
    rf"(?:\s?%|[- ]?(?:percentage|percent|per\s?cent))[- ]points?(?!\w)(?: (?:{_LEADS})\b)?"
    rf"|[- ]points?(?: [a-z]+)?? (?:{_LEADS})\b|[- ]points?(?= {_AHEAD}\b)",
    re.IGNORECASE,
)
# "47 to 43 percent", "leads 50-46 percent": the first of two takes the unit of the second.
_SHARED = re.compile(r"(?:[-–]| to )\d{1,2}(?:\.\d)?(?:\s?%|[- ](?:percent|per\s?cent)\b)", re.IGNORECASE)
_MARGIN, _PLAIN_POINTS = (
    re.compile(rf"\b(?:{WORDS['before_points']}) $", re.I),
    re.compile(r"[- ]points?(?!\w)", re.I),
)
_YEARS_OLD = re.compile(r"[- ]years?(?:[- ]| - )(?:old|of age)s?", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s$", re.IGNORECASE)
_OF = re.compile(
    r"\b(?:girl|boy|child|baby|toddler|woman|man|mother|father|widow|widower) of $", re.IGNORECASE
)
_ASIDE = re.compile(r"[A-Z]\w+,\s$")  # "Jane Roe, 34,"
_LABEL = re.compile(rf"(?:\b(?:{'|'.join(WORDS['labels'])})\.?|#|№)\s*$", re.IGNORECASE)
_YEAR, _AFTER_YEAR = (
    re.compile(r"(?:1[5-9]|20)\d\d"),
    re.compile(rf"\b(?:{WORDS['before_years']})[ -]$", re.I),
)


def unit_of(sentence: str, start: int, end: int, text: str) -> tuple[str, int, int]:
    """Unit of the number or range at `start:end`, "" for a label, and the span with the unit's words."""
    left, right = sentence[max(0, start - 40) : start], sentence[end : end + 40]
    if sign := _SIGN.search(left[-6:]):
        return _CURRENCIES[sign[1].lower()], start - len(sign.group()), end
    if (word := _CURRENCY.match(right)) and not text.lower().endswith("hundred"):
        return _CURRENCIES[word[1].lower()], start, end + word.end()
    if len(text) < 4 and (word := _PLAIN_POINTS.match(right)) and _MARGIN.search(left):
        return "points", start, end + word.end()
    for unit, pattern in (("points", _POINTS), ("percent", PERCENT), ("age", _YEARS_OLD)):
        if word := pattern.match(right):
            return unit, start, end + word.end()
    if _SHARED.match(right):
        return "percent", start, end
    if re.fullmatch(r"\d{1,2}", text) and (
        (right[:1] in (",", ")") and _ASIDE.search(left)) or _AGED.search(left)
    ):
        return "age", start, end
    if _OF.search(left) and not head_noun(right)[0]:  # "a girl of three", not "a man of three words"
        return "age", start, end
    is_listed = start == 0 and right[:1] in (".", ")", "")
    if is_listed or right[:1] == "°" or _LABEL.search(left[-20:]) or re.fullmatch(r"0\d+|\d\.0", text):
        return "", start, end
    if _YEAR.fullmatch(text) and (_AFTER_YEAR.search(left) or not (text[2:] == "00" and head_noun(right)[0])):
        return "date", start, end
    return "count", start, end

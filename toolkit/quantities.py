"""Quantities: numbers in the text with their value, unit, the noun they count and the act they belong to."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from toolkit.acts import find_acts
from toolkit.claims import find_claims
from toolkit.count_nouns import act_of, head_noun, noun_classes, noun_elsewhere
from toolkit.numerals import NUMBER, NUMBER_WORDS, SHARE, read_number, read_share

_COLUMNS = ["low", "high", "unit", "noun", "noun_class", "verb_class"]
_WORDS = tomllib.loads((files("toolkit") / "lexicons/quantity_words.toml").read_text("utf-8"))
_NAMES = ("january february march april may june july august september october november december"
          " jan feb mar apr jun jul aug sep sept oct nov dec").split()
# Case counts: "10 may arrive" is no date.
_MONTH = rf"(?-i:{'|'.join(name.title() for name in _NAMES)}|{'|'.join(map(str.upper, _NAMES))})\b\.?"
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–/] ?\d{{1,2}})? (?:of )?{_MONTH}(?:,? \d{{4}}\b|,? \d\d\b)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?(?:, ?\d{{4}})?(?!\d|,\d)|{_MONTH},? \d{{4}}\b"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|(?:1[89]|20)\d\d ?[-–/] ?(?:(?:1[89]|20)\d\d|\d\d)(?![\d,])"
)
_TIME = (r"\d{1,2}(?:[:.]\d\d){0,2} ?(?:[ap]\.m\.|[ap]m\b|o['’]clock)|\d{1,2}:\d\d(?::\d\d)?(?!\w)"
         r"|\d{3,4} (?:GMT|UTC)\b")
_FIND = re.compile(
    rf"(?<![\w.,/:-])(?:(?P<date>{_DATE})|(?P<time>{_TIME}))"
    rf"|(?<!\w)(?<![^\W\d][-/.,:])(?<!\d[/.,:])(?:(?P<share>{SHARE})|(?P<number>{NUMBER}))",
    re.IGNORECASE,
)
_OPENING, _OPENERS = re.compile(r"\d+|[^\W\d_]+"), NUMBER_WORDS | set(_NAMES)
_RANGE = re.compile(
    r"\s?[-–—]\s?|\s(?:to|or)\s(?:(?:more than|over|about|nearly|as many as)\s)?[$€£¥₩]?", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:ris\w+|rose|gr[eo]w\w*|f[ae]ll\w*|dropp\w+|increas\w+|up|down|cut)\b[^.;]*\bfrom $"
)
_SCALE = re.compile("(?:hundred|thousand|million|billion|trillion)$")
_LARGE = re.compile(r"\d[,٬.]\d|hundred|thousand|illion", re.IGNORECASE)
_BOUNDED = [re.compile(rf"\b(?:{bound['words']})", re.IGNORECASE) for bound in _WORDS["bounds"]]
_BEFORE = re.compile(rf"(?:(?:{'|'.join(bound['words'] for bound in _WORDS['bounds'])})\s+)+$", re.IGNORECASE)
_AFTER = re.compile(r"\s?\+|[- ]plus\b| or more\b", re.IGNORECASE)
_LABEL = re.compile(rf"(?:\b(?:{_WORDS['labels']})\.?|[#]|№)\s*$", re.IGNORECASE | re.VERBOSE)
_YEAR_LEFT = re.compile(rf"\b(?:{_WORDS['before_years']})[ -]$", re.IGNORECASE)
_AGE_LEFT = re.compile(r"\b(?:aged?|ages)\s$|(?:[^\W\d_]+\s)?[A-Z]\w+,\s$")
_AGE_RIGHT = re.compile(r"[- ]years?(?:[- ]| - )(?:old|of age)s?", re.IGNORECASE)
_PERCENT = re.compile(r"\s?%|[- ]?(?:percent(?:age points?)?|per\s?cent)\b", re.IGNORECASE)
_WHOLE = re.compile(r" of (?:the |its |their |his |her |all )?([^\W\d_]{3,})")


@cache
def _currencies() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns of currency before and after a number, and currency word -> unit."""
    lexicon = tomllib.loads((files("toolkit") / "lexicons/noun_classes.toml").read_text("utf-8"))
    units = {word.lower(): unit for unit, words in lexicon["currencies"].items() for word in words}
    alternatives = "|".join(re.escape(word) for word in sorted(units, key=len, reverse=True))
    # "He won 3": only signs and codes stand before an amount.
    signs = [word for word in units if not word.isalpha() or word in ("usd", "eur", "gbp")]
    signs = "|".join(re.escape(word) for word in sorted(signs, key=len, reverse=True))
    before = re.compile(rf"(?<!\w)(?:{signs})\s?$", re.IGNORECASE)
    return before, re.compile(rf"[- ]?(?:U\.?S\.? )?(?:{alternatives})(?!\w)", re.IGNORECASE), units


def _unit(sentence: str, start: int, end: int, text: str) -> tuple[str, int, int]:
    """Unit of the number at `start:end`, "" for a label, and the span with the words that make the unit."""
    left, right = sentence[max(0, start - 40) : start], sentence[end : end + 40]
    before, after, units = _currencies()
    if sign := before.search(left):
        return units[sign.group().strip().lower()], start - len(sign.group()), end
    if (word := after.match(right)) and not text.lower().endswith("hundred"):
        unit = re.sub(r"^[- ]?(?:U\.?S\.? )?", "", word.group(), flags=re.IGNORECASE).lower()
        return units[unit], start, end + word.end()
    if word := _PERCENT.match(right):
        return "percent", start, end + word.end()
    if word := _AGE_RIGHT.match(right):
        return "age", start, end + word.end()
    if (label := _AGE_LEFT.search(left)) and re.fullmatch(r"\d{1,2}", text) and \
            (label.group()[:2].lower() == "ag" or re.match(r"[,)]", right)):
        return "age", start, end
    if _LABEL.search(left) or (start == 0 and right[:1] in (".", ")", "")) or right[:1] == "°":
        return "", start, end
    if re.fullmatch(r"0\d+", text):  # a time of day, or a code
        return "", start, end
    is_year = re.fullmatch(r"(?:1[5-9]|20)\d\d", text)
    if is_year and (_YEAR_LEFT.search(left) or not head_noun(right, False)[0]):
        return "date", start, end
    return "count", start, end


def _bounds(low: float, high: float, prefix: str, suffix: str) -> tuple[float, float]:
    """Apply "at least", "up to", "about" and the like; an open upper end is missing."""
    for rule, bound in zip(_BOUNDED, _WORDS["bounds"], strict=True):
        if rule.search(prefix):
            low, high = low * bound["low"], np.nan if bound["high"] == "none" else high * bound["high"]
            break  # "no more than" must not be read as "more than" as well
    return round(low, 6), np.nan if suffix else round(high, 6)


def _read(sentence: str, number: re.Match[str], following: re.Match[str] | None) -> tuple[float, float, int]:
    """Lowest and highest value and end of a number, or of the range that it opens with the next one."""
    if (share := read_share(number.group())) is not None:
        return share, share, number.end()
    low, high = read_number(number.group()) or (np.nan, np.nan)
    end, left = number.end(), sentence[max(0, number.start() - 80) : number.start()].lower()
    if following is None or following["number"] is None or _CHANGE.search(left):
        return low, high, end
    gap, upper = sentence[end : following.start()], read_number(following.group()) or (np.nan, np.nan)
    if not (_RANGE.fullmatch(gap) or (gap == " and " and left.endswith("between "))):
        return low, high, end
    scale = _SCALE.search(following.group().lower())
    if scale and high < upper[0] and not _SCALE.search(number.group().lower()):  # "10 to 15 million"
        low = low * read_number("one " + scale.group())[0]
    return (low, upper[1], following.end()) if low < upper[1] else (low, high, end)


def _numbers(sentence: str) -> Iterator[re.Match[str]]:
    """Dates, times and numbers; the long pattern is tried only where a word stands that can open one."""
    done = 0
    for word in _OPENING.finditer(sentence):
        if word.start() >= done and (word.group()[0].isdigit() or word.group().lower() in _OPENERS) and \
                (match := _FIND.match(sentence, word.start())):
            yield match
            done = match.end()


def _find(sentence: str, _in_headline: bool) -> list[tuple]:
    """Quantities of one sentence: start, end, low, high, unit, noun, noun_class, verb_class."""
    found = list(_numbers(sentence))
    acts = [act for act in find_acts(sentence) if act[2] != "undone"] if found else []
    starts = [act.start() for act, _, _ in acts]
    rows, done = [], 0
    for match, following in zip(found, [*found[1:], None], strict=False):
        if match["date"] or match["time"]:
            rows.append((*match.span(), np.nan, np.nan, match.lastgroup, "", "", ""))
        elif match.start() >= done:
            low, high, done = _read(sentence, match, following)
            near = acts[bisect_left(starts, match.start() - 150) : bisect_right(starts, done + 150)]
            rows.append(_quantity(sentence, match, low, high, done, near))
    return [row for row in rows if row]


def _quantity(
    sentence: str, number: re.Match[str], low: float, high: float, end: int, acts: list
) -> tuple | None:
    """One row of `_find`, None where the number is a label or counts nothing that the sentence names."""
    unreadable, is_range = np.isnan(low), end > number.end()
    unit, start = "percent", number.start()
    if not number["share"]:
        unit, start, end = _unit(sentence, start, end, number.group())
    if not unit or unit in ("date", "age"):
        return None if not unit else (start, end, low, high, unit, "", "", "")
    prefix, suffix = _BEFORE.search(sentence[max(0, start - 60) : start]), _AFTER.match(sentence, end)
    start, end = start - len(prefix.group() if prefix else ""), suffix.end() if suffix else end
    low, high = _bounds(low, high, prefix.group() if prefix else "", suffix.group() if suffix else "")
    right = sentence[end : end + 90]
    noun, length = head_noun(right, right.startswith("-"))
    if not noun and unit == "percent" and (whole := _WHOLE.match(right)):
        noun, length = whole[1].lower(), whole.end()
    verb_class = act_of(sentence, acts, start, end + length)
    noun_class = noun_classes().get(noun, "") if unit in ("count", "percent") else "money"
    if not noun and unit == "count":
        noun, noun_class, verb_class = noun_elsewhere(
            sentence[max(0, start - 80) : start], right, verb_class
        )
    # A bare number such as "4" or "ten" is too often a label or a score to be told without its noun.
    telling = noun or prefix or suffix or is_range or unreadable or _LARGE.search(number.group())
    if unit == "count" and (not telling or (number.group().lower() in ("one", "1") and not noun_class)):
        return None
    return start, end + length, low, high, "unreadable" if unreadable else unit, noun, noun_class, verb_class


def quantities(
    articles: pd.DataFrame, segments: pd.DataFrame | None = None, attributions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the numbers an article gives: how many of what, how much, how old, when.

    Parameters
    ----------
    articles : one row an article, indexed by `article_id`, with `text`
    segments : what `segment(articles)` gives; made here where left out
    attributions : what `attribute(articles)` gives, for the column `source`

    Returns
    -------
    pandas.DataFrame
        One row a quantity of a headline, subhead, body or caption, in reading order: `article_id`;
        `sentence`; `start`, `end` and `text`, from the bounding word to the noun; `segment`; `low`, `high`,
        the values it allows (`high` missing: open above; both missing: no value); `unit` (count, percent, a
        currency such as dollar, age, date, time, or unreadable where separators make no sense, as in
        1,000,00); `noun`, the thing counted, in lower case; `noun_class` (of `lexicons/noun_classes.toml`, ""
        where the noun is in none); `verb_class` (of `lexicons/verb_classes.toml`), the act that the thing
        does or suffers; `source`, who gives the number, "" where the outlet does or no attributions were
        given.

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Notes
    -----
    "At least" and "more than" leave `high` open, "up to" and "fewer than" put `low` at 0; "about", "some" and
    "roughly" allow 10% either way, "nearly" and "almost" 10% below. For numerals see `toolkit.numerals`.
    Ordinals, fractions, labels (Highway 9, No. 4) and list numbers are no quantities. Rules for English.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["More than 200 nurses met tens of thousands of men."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [50], "kind": ["body"]})
    >>> quantities(articles, body)[["text", "low", "high"]].values.tolist()
    [['More than 200 nurses', 200.0, nan], ['tens of thousands of men', 20000.0, 99999.0]]
    """
    table = find_claims(_find, _COLUMNS, articles, segments, attributions)
    table = table.astype({"low": float, "high": float})
    table.attrs["caption"] = (
        f"Numbers given in headlines, bodies and captions: {len(table)} in {len(articles)} articles."
    )
    return table

"""Quantities: numbers in the text with their value, unit, the noun they count and the act they belong to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
import pandas as pd

from toolkit.claims.acts import find_acts
from toolkit.claims.count_nouns import (
    MEASURES,
    NOUN_CLASSES,
    WORDS,
    act_of,
    head_noun,
    is_tally,
    noun_elsewhere,
)
from toolkit.claims.numerals import AFTER_A, NUMBER, NUMBER_WORDS, SHARE, read_number, read_share
from toolkit.claims.phrases import restrictor
from toolkit.claims.statements import find_claims
from toolkit.claims.units import LEAD, PERCENT, unit_of
from toolkit.corpus.selection import groups_of
from toolkit.text.words import fold

_MONTHS = WORDS["months"]
# Case counts: "10 may arrive" is no date.
_MONTH = rf"(?-i:{_MONTHS}|{_MONTHS.upper()})\b\.?"
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–/] ?\d{{1,2}})? (?:of )?{_MONTH}"
    r"(?!\.? 11\b)"  # "19 Sept. 11 hijackers"
    r"(?:,? \d{4}\b|, \d\d\b| [6-9]\d\b)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?(?:, ?\d{{4}})?(?!\d|,\d)|{_MONTH},? \d{{4}}\b"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|(?:1[89]|20)\d\d ?[-–/] ?(?:(?:1[89]|20)\d\d|\d\d)(?![\d,])"
)
_TIME = (
    r"\d{1,2}(?:[:.]\d\d){0,2} ?(?:[ap]\.m\.|[ap]m\b|o['’]clock)|\d{1,2}:\d\d(?::\d\d)?(?!\w)"
    r"|\d{3,4} (?:GMT|UTC)\b"
)
_FIND = re.compile(
    rf"(?<![\w.,/:-])(?:(?P<date>{_DATE})|(?P<time>{_TIME}))"
    rf"|(?<!\w)(?<![^\W\d][-/.,:])(?<!\d[/.,:])(?:(?P<share>{SHARE})|(?P<number>{NUMBER}))",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?P<date>(?!))?(?P<time>(?!))?(?P<share>(?!))?(?P<number>{NUMBER})", re.IGNORECASE)
_OPENING = re.compile(
    rf"(?<![^\W_])(?:\d+|(?:{'|'.join(sorted(NUMBER_WORDS | set(_MONTHS.lower().split('|'))))})(?![^\W\d_])"
    rf"|an?[- ](?={AFTER_A}))"
)
_BLANK = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d)")  # between digits it groups thousands
_UNIT = r"(?:\s?%|[- ]percent|[- ]per cent)?"
_RANGE = re.compile(
    _UNIT + r"(?:\s?[-–—]\s?|\s(?:to|or)\s(?:(?:more than|over|about|nearly|as many as)\s)?)[$€£¥₩]?",
    re.IGNORECASE,
)
_BOTH = re.compile(_UNIT + r"\sand\s[$€£¥₩]?", re.IGNORECASE)
_ONE_OF = re.compile("one of (?:several|a few)", re.IGNORECASE)  # which is neither one nor several
_CHANGE = re.compile(rf"\b(?:{'|'.join(WORDS['changes'])})\b[^.;]*\bfrom $")
_VERSUS = re.compile(rf"\b(?:{WORDS['versus']})\b[^.;]*$")
_SCALE = re.compile("(?:hundred|thousand|million|billion|trillion)$")
_LARGE = re.compile(r"\d[,٬.]\d|hundred|thousand|illion", re.IGNORECASE)
_QUOTES = re.compile('["“”]')
_VAGUE = re.compile(r"(?:several|a few|a couple)\b", re.IGNORECASE)
_OR_MORE = re.compile(r"\s?\+|[- ]plus\b| or more\b", re.IGNORECASE)
_SEPARATED = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![.,]?\d)")  # 12.000: twelve, or thousands of them
_SHARE_OF = re.compile(r"\s(?:of|among|amongst)\s", re.IGNORECASE)
_BOUNDS = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(bound['words'] for bound in WORDS['bounds'])})\s+)+$", re.IGNORECASE
)
_BOUNDING = {
    re.findall("[a-z]+", words)[-1] for bound in WORDS["bounds"] for words in bound["words"].split("|")
}  # the last words of bounds; the long pattern is tried after these only
_LAST_WORD = re.compile(r"([a-z]+)\.?\s+$")
_FACTORS = [
    (re.compile(rf"\b(?:{bound['words']})", re.IGNORECASE), bound["low"], bound["high"])
    for bound in WORDS["bounds"]
]
_PLACED = re.compile(r"(?:over|under|above|below|around|about)\s+", re.IGNORECASE)
_BELOW = re.compile(r"(?:over|under|above|below)\s+", re.IGNORECASE)
_LASTING = re.compile(rf"\b(?:{WORDS['before_durations']}) $", re.IGNORECASE)


def _bounded(low: float, high: float, words: str, is_open: bool) -> tuple[float, float]:
    """Apply "at least", "up to", "about" and the like; an open upper end is missing."""
    for pattern, lowest, highest in _FACTORS if words else ():
        if pattern.search(words):
            low, high = low * lowest, high * highest
            break  # "no more than" must not be read as "more than" as well
    return round(low, 6), np.nan if is_open else round(high, 6)


def _read(sentence: str, number: re.Match[str], following: re.Match[str] | None) -> tuple[float, float, int]:
    """Lowest and highest value and end of a number, or of the range that it opens with the next one."""
    if (share := read_share(number.group())) is not None:
        return share, share, number.end()
    low, high = read_number(number.group()) or (np.nan, np.nan)
    end, left = number.end(), sentence[max(0, number.start() - 80) : number.start()].lower().rstrip("$€£¥₩")
    if following is None or following["number"] is None:
        return low, high, end
    gap = sentence[end : following.start()]
    is_range = _RANGE.fullmatch(gap) or (_BOTH.fullmatch(gap) and left.endswith("between "))
    if not is_range or _CHANGE.search(left) or is_tally(sentence, number.start(), end):
        return low, high, end
    is_percent = PERCENT.match(sentence, following.end())
    if is_percent and _VERSUS.search(left) and not left.endswith("between "):
        return low, high, end
    upper, scale = (
        read_number(following.group()) or (np.nan, np.nan),
        _SCALE.search(following.group().lower()),
    )
    size = read_number(f"one {scale.group()}")[0] if scale else 1.0
    if high < upper[0] / size and not _SCALE.search(number.group().lower()):  # "10 to 15 million"
        low = low * size
    is_range = low < upper[1] and (is_percent or not PERCENT.match(gap))
    return (low, upper[1], following.end()) if is_range else (low, high, end)


def _numbers(sentence: str) -> Iterator[re.Match[str]]:
    """Dates, times and numbers; the long pattern is tried only where a word stands that can open one."""
    lowered, done = sentence.lower(), 0
    if len(lowered) != len(sentence):
        lowered = fold(sentence)  # one to one
    for word in _OPENING.finditer(lowered):
        if word.start() >= done and (match := _FIND.match(sentence, word.start())):
            if match["share"] and read_share(match.group()) is None:  # "2015 in one"
                match = _NUMBER.match(sentence, word.start())
            yield match
            done = match.end()


def _find(sentence: str, _in_headline: bool) -> Iterator[tuple]:
    """Quantities of one sentence: start, end, low, high, unit, noun, noun_class, restrictor, verb_class."""
    if "\u00a0" in sentence:
        sentence = _BLANK.sub(" ", sentence)
    found, done = list(_numbers(sentence)), 0
    is_counting = any(match["number"] or match["share"] for match in found)
    acts = [act for act in find_acts(sentence) if act[2] != "undone"] if is_counting else []
    starts = [act[0].start() for act in acts]
    for match, following in zip_longest(found, found[1:]):
        if match["date"] or match["time"]:
            yield *match.span(), np.nan, np.nan, "date" if match["date"] else "time", "", "", "", ""
        elif following and _ONE_OF.fullmatch(sentence, match.start(), following.end()):
            done = following.end()
        elif match.start() >= done:
            low, high, done = _read(sentence, match, following)
            near = acts[bisect_left(starts, match.start() - 150) : bisect_right(starts, done + 150)]
            if row := _quantity(sentence, match, low, high, done, near):
                yield row


def _quantity(sentence: str, number: re.Match, low: float, high: float, end: int, acts: list) -> tuple | None:
    """One row of `_find`, None where the number is a label or counts nothing that the sentence names."""
    unit, start, is_range = "percent", number.start(), end > number.end()
    suffix = _OR_MORE.match(sentence, end)
    end = suffix.end() if suffix else end
    if not number["share"]:
        unit, start, end = unit_of(sentence, start, end, number.group())
    if unit in ("", "date", "age"):
        return (start, end, low, high, unit, "", "", "", "") if unit else None
    suffix = suffix or _OR_MORE.match(sentence, end)
    end = max(end, suffix.end()) if suffix else end
    left = sentence[max(0, start - 60) : start]
    before = _LAST_WORD.search(left[-20:].lower())
    prefix = _BOUNDS.search(left) if before and before[1] in _BOUNDING else None
    words = prefix.group() if prefix else ""
    left = sentence[max(0, start - len(words) - 80) : start - len(words)]
    noun, noun_class, verb_class, last = _noun(sentence, left, start, end, unit, low, acts)
    words = _bound(words, left, number.group(), unit, noun_class, low)
    start, (low, high) = start - len(words), _bounded(low, high, words, bool(suffix))
    # A bare number such as "4" or "ten" is too often a label or a score to be told without its noun.
    telling = noun or words or suffix or is_range or np.isnan(low) or _LARGE.search(number.group())
    if unit == "count" and (not telling or (number.group().lower() in ("one", "1") and not noun_class)):
        return None
    unit = "unreadable" if np.isnan(low) else unit
    found = restrictor(sentence, last if unit not in ("percent", "points") else end)
    first, stop = (
        found[:2] if found else (end, last if number["share"] else end)
    )  # "six in ten likely voters"
    restricting = " ".join(_QUOTES.sub("", sentence[first:stop]).lower().split())
    return start, last, low, high, unit, noun, noun_class, restricting, verb_class


def _bound(words: str, left: str, number: str, unit: str, noun_class: str, low: float) -> str:
    """The words that bound a number: those of "about several", "over six years" and "under two" do not."""
    is_vague = _VAGUE.match(number) and _PLACED.fullmatch(words)
    if is_vague or (unit == "count" and noun_class not in MEASURES and low < 10 and _BELOW.fullmatch(words)):
        return ""
    lasts = noun_class != "durations" or _LASTING.search(left)
    return words if lasts or not re.fullmatch(r"over\s+", words, re.IGNORECASE) else ""


def _noun(
    sentence: str, left: str, start: int, end: int, unit: str, value: float, acts: list
) -> tuple[str, str, str, int]:
    """What the number at `start:end` counts: noun, noun class, verb class, and where the words for it end."""
    right, is_share = sentence[end : end + 90], unit in ("percent", "points")
    noun, length = head_noun(right, value == 1)
    if is_share and _SHARE_OF.match(right) and (whole := restrictor(sentence, end)):
        noun, length = sentence[whole[2] : whole[3]].lower(), whole[3] - end
    elif unit == "points" and not noun:
        noun = LEAD.search(sentence[start:end])
        noun = noun.group().lower() if noun else ""
    verb_class = act_of(sentence, acts, start, end + length)
    if not noun and unit == "count":
        if is_tally(sentence, start, end):
            return "votes", NOUN_CLASSES["votes"], verb_class, end + length
        return *noun_elsewhere(left, right, verb_class), end + length
    noun_class = NOUN_CLASSES.get(noun, "") if unit in ("count", "percent", "points") else "money"
    return noun, noun_class, verb_class, end + length


def quantities(
    articles: pd.DataFrame,
    segments: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    *,
    language: str | None = None,
) -> pd.DataFrame:
    """Find the numbers an article gives: how many of what, how much, how old, when.

    Parameters
    ----------
    articles : one row an article, indexed by `article_id`, with `text`
    segments : what `segment(articles)` gives; made here where left out
    attributions : what `attribute(articles)` gives, for the column `source`
    language : "en" reads all articles as English; else those in other languages are not read (see the note)

    Returns
    -------
    pandas.DataFrame
        One row a quantity of a headline, subhead, body or caption, in reading order: `article_id`;
        `sentence`; `start`, `end`; `text`, as printed, from the bounding word to the noun; `segment`; `low`,
        `high`, the values it allows (`high` missing: open above; both missing: no value); `unit` (count,
        percent, points, which are percentage points, a currency such as dollar, age, date, time, or
        unreadable: 1,000,00); `noun`, the thing counted, in lower case; `noun_class`, of the noun (see
        `claims/noun_classes.toml`, "" if in none); `restrictor`, in lower case, what the phrase after it says
        of which of the things, or of what or among whom a share is taken ("hispanic vote", "likely voters";
        "" without one); `verb_class`, the act that the thing does or suffers (see
        `claims/verb_classes.toml`); `source`, the speaker who gives the number, "" where the outlet does or
        no attributions were given.

    Raises
    ------
    ValueError
        If a table lacks a column it needs, or `language` is not known.

    Notes
    -----
    "At least" and "more than" leave `high` open, "up to" and "fewer than" put `low` at 0; "about", "some" and
    "roughly" allow 10% either way, "nearly" and "almost" 10% below (numerals: `toolkit.claims.numerals`).
    Ordinals, fractions, labels (Highway 9, No. 4) and list numbers are no quantities. Rules for English;
    where an article's `language` is another, a number such as 12.000 or 12,000 is unreadable.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["More than 200 nurses met tens of thousands of men."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [50], "kind": ["body"]})
    >>> quantities(articles, body)[["text", "low", "high"]].values.tolist()
    [['More than 200 nurses', 200.0, nan], ['tens of thousands of men', 20000.0, 99999.0]]
    """
    columns = "low high unit noun noun_class restrictor verb_class"
    caption = "Numbers given in headlines, subheads, bodies and captions."
    table = find_claims(_find, columns, caption, articles, segments, attributions, language)
    table = table.astype({"low": float, "high": float})
    if "language" in articles:
        foreign = groups_of(articles, "language")[lambda language: ~language.str.lower().str.match("en|$")]
        foreign = table["article_id"].isin(foreign.index) & table["text"].str.contains(_SEPARATED)
        table.loc[foreign, ["low", "high", "unit"]] = [np.nan, np.nan, "unreadable"]
    return table

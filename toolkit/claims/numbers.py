"""Quantities: numbers in the text with their value, unit, the noun they count and the act they belong to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
import pandas as pd

from toolkit.claims.acts import find_acts
from toolkit.claims.count_nouns import NOUN_CLASSES, WORDS, act_of, head_noun, is_tally, noun_elsewhere
from toolkit.claims.numerals import NUMBER, NUMBER_WORDS, SHARE, read_number, read_share
from toolkit.claims.statements import find_claims
from toolkit.corpus.selection import groups_of
from toolkit.shipped import lexicon

_MONTHS = WORDS["months"]
# Case counts: "10 may arrive" is no date.
_MONTH = rf"(?-i:{_MONTHS}|{_MONTHS.upper()})\b\.?"
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–/] ?\d{{1,2}})? (?:of )?{_MONTH}(?:,? \d{{4}}\b|,? \d\d\b)?"
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
_OPENING, _OPENERS = re.compile(r"\d+|[^\W\d_]+"), NUMBER_WORDS | set(_MONTHS.lower().split("|"))
_RANGE = re.compile(
    r"\s?[-–—]\s?|\s(?:to|or)\s(?:(?:more than|over|about|nearly|as many as)\s)?[$€£¥₩]?", re.IGNORECASE
)
_BOTH = re.compile(r"\sand\s[$€£¥₩]?")
_ONE_OF = re.compile("one of (?:several|a few)", re.IGNORECASE)  # which is neither one nor several
_CHANGE = re.compile(
    r"\b(?:ris\w+|rose|gr[eo]w\w*|f[ae]ll\w*|dropp\w+|increas\w+|up|down|cut)\b[^.;]*\bfrom $"
)
_SCALE = re.compile("(?:hundred|thousand|million|billion|trillion)$")
_LARGE = re.compile(r"\d[,٬.]\d|hundred|thousand|illion", re.IGNORECASE)
_OR_MORE = re.compile(r"\s?\+|[- ]plus\b| or more\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s$", re.IGNORECASE)
_YEARS_OLD = re.compile(r"[- ]years?(?:[- ]| - )(?:old|of age)s?", re.IGNORECASE)
_PERCENT = re.compile(r"\s?%|[- ]?(?:percent(?:age points?)?|per\s?cent)\b", re.IGNORECASE)
_SEPARATED = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![.,]?\d)")  # 12.000: twelve, or thousands of them
_WHOLE = re.compile(r" of (?:the |its |their |his |her |all )?([^\W\d_]{3,})")
_CURRENCIES = {
    word.lower(): unit
    for unit, words in lexicon("claims/noun_classes.toml")["currencies"].items()
    for word in words
}
_UNITS = sorted(_CURRENCIES, key=len, reverse=True)
_SIGNS = [unit for unit in _UNITS if not unit.isalpha() or unit in ("usd", "eur", "gbp")]  # not: "He won 3"
_SIGN = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _SIGNS))})\s?$", re.IGNORECASE)
_CURRENCY = re.compile(rf"[- ]?(?:U\.?S\.? )?({'|'.join(map(re.escape, _UNITS))})(?!\w)", re.IGNORECASE)
_BOUNDS = re.compile(rf"(?:(?:{'|'.join(bound['words'] for bound in WORDS['bounds'])})\s+)+$", re.IGNORECASE)
_LABEL = re.compile(rf"(?:\b(?:{'|'.join(WORDS['labels'])})\.?|#|№)\s*$", re.IGNORECASE)
_YEAR = re.compile(rf"\b(?:{WORDS['before_years']})[ -]$", re.IGNORECASE)


def _unit(sentence: str, start: int, end: int, text: str) -> tuple[str, int, int]:
    """Unit of the number or range at `start:end`, "" for a label, and the span with the unit's words."""
    left, right = sentence[max(0, start - 40) : start], sentence[end : end + 40]
    if sign := _SIGN.search(left):
        return _CURRENCIES[sign[1].lower()], start - len(sign.group()), end
    if (word := _CURRENCY.match(right)) and not text.lower().endswith("hundred"):
        return _CURRENCIES[word[1].lower()], start, end + word.end()
    for unit, pattern in (("percent", _PERCENT), ("age", _YEARS_OLD)):
        if word := pattern.match(right):
            return unit, start, end + word.end()
    is_aside = re.search(r"[A-Z]\w+,\s$", left) and right[:1] in (",", ")")  # "Jane Roe, 34,"
    if re.fullmatch(r"\d{1,2}", text) and (is_aside or _AGED.search(left)):
        return "age", start, end
    is_listed = start == 0 and right[:1] in (".", ")", "")
    if is_listed or right[:1] == "°" or _LABEL.search(left) or re.fullmatch(r"0\d+", text):
        return "", start, end
    is_year = re.fullmatch(r"(?:1[5-9]|20)\d\d", text)
    if is_year and (_YEAR.search(left) or not head_noun(right, False)[0]):
        return "date", start, end
    return "count", start, end


def _bounded(low: float, high: float, words: str, is_open: bool) -> tuple[float, float]:
    """Apply "at least", "up to", "about" and the like; an open upper end is missing."""
    for bound in WORDS["bounds"]:
        if re.search(rf"\b(?:{bound['words']})", words, re.IGNORECASE):
            low, high = low * bound["low"], high * bound["high"]
            break  # "no more than" must not be read as "more than" as well
    return round(low, 6), np.nan if is_open else round(high, 6)


def _read(sentence: str, number: re.Match[str], following: re.Match[str] | None) -> tuple[float, float, int]:
    """Lowest and highest value and end of a number, or of the range that it opens with the next one."""
    if (share := read_share(number.group())) is not None:
        return share, share, number.end()
    low, high = read_number(number.group()) or (np.nan, np.nan)
    end, left = number.end(), sentence[max(0, number.start() - 80) : number.start()].lower().rstrip("$€£¥₩")
    if following is None or following["number"] is None or _CHANGE.search(left):
        return low, high, end
    gap, upper = sentence[end : following.start()], read_number(following.group()) or (np.nan, np.nan)
    is_range = _RANGE.fullmatch(gap) or (_BOTH.fullmatch(gap) and left.endswith("between "))
    if not is_range or is_tally(sentence, number.start(), end):
        return low, high, end
    scale = _SCALE.search(following.group().lower())
    if scale and high < upper[0] and not _SCALE.search(number.group().lower()):  # "10 to 15 million"
        low = low * read_number("one " + scale.group())[0]
    return (low, upper[1], following.end()) if low < upper[1] else (low, high, end)


def _numbers(sentence: str) -> Iterator[re.Match[str]]:
    """Dates, times and numbers; the long pattern is tried only where a word stands that can open one."""
    done = 0
    for word in _OPENING.finditer(sentence):
        opens = word.group()[0].isdigit() or word.group().lower() in _OPENERS
        if opens and word.start() >= done and (match := _FIND.match(sentence, word.start())):
            yield match
            done = match.end()


def _find(sentence: str, _in_headline: bool) -> Iterator[tuple]:
    """Quantities of one sentence: start, end, low, high, unit, noun, noun_class, verb_class."""
    found = list(_numbers(sentence))
    acts = [act for act in find_acts(sentence) if act[2] != "undone"] if found else []
    starts, done = [act[0].start() for act in acts], 0
    for match, following in zip_longest(found, found[1:]):
        if match["date"] or match["time"]:
            yield *match.span(), np.nan, np.nan, "date" if match["date"] else "time", "", "", ""
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
    if not number["share"]:
        unit, start, end = _unit(sentence, start, end, number.group())
    if unit in ("", "date", "age"):
        return (start, end, low, high, unit, "", "", "") if unit else None
    prefix = _BOUNDS.search(sentence[max(0, start - 60) : start])
    suffix = _OR_MORE.match(sentence, end)
    words, end = prefix.group() if prefix else "", suffix.end() if suffix else end
    start, (low, high) = start - len(words), _bounded(low, high, words, bool(suffix))
    noun, noun_class, verb_class, length = _noun(sentence, start, end, unit, acts)
    # A bare number such as "4" or "ten" is too often a label or a score to be told without its noun.
    telling = noun or words or suffix or is_range or np.isnan(low) or _LARGE.search(number.group())
    if unit == "count" and (not telling or (number.group().lower() in ("one", "1") and not noun_class)):
        return None
    unit = "unreadable" if np.isnan(low) else unit
    return start, end + length, low, high, unit, noun, noun_class, verb_class


def _noun(sentence: str, start: int, end: int, unit: str, acts: list) -> tuple[str, str, str, int]:
    """What the number at `start:end` counts: noun, noun class, verb class, and length of the words for it."""
    right = sentence[end : end + 90]
    noun, length = head_noun(right, right.startswith("-"))
    if not noun and unit == "percent" and (whole := _WHOLE.match(right)):
        noun, length = whole[1].lower(), whole.end()
    verb_class = act_of(sentence, acts, start, end + length)
    if not noun and unit == "count":
        if is_tally(sentence, start, end):
            return "votes", NOUN_CLASSES["votes"], verb_class, length
        return *noun_elsewhere(sentence[max(0, start - 80) : start], right, verb_class), length
    noun_class = NOUN_CLASSES.get(noun, "") if unit in ("count", "percent") else "money"
    return noun, noun_class, verb_class, length


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
        `sentence`; `start`, `end` and `text`, from the bounding word to the noun; `segment`; `low`, `high`,
        the values it allows (`high` missing: open above; both missing: no value); `unit` (count, percent, a
        currency such as dollar, age, date, time, or unreadable: 1,000,00); `noun`, the thing counted, in
        lower case; `noun_class` (of `claims/noun_classes.toml`, "" if in none); `verb_class` (of
        `claims/verb_classes.toml`), the act that the thing does or suffers; `source`, the speaker who gives
        the number, "" where the outlet does or no attributions were given.

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
    columns = "low high unit noun noun_class verb_class"
    caption = "Numbers given in headlines, subheads, bodies and captions."
    table = find_claims(_find, columns, caption, articles, segments, attributions, language)
    table = table.astype({"low": float, "high": float})
    if "language" in articles:
        foreign = groups_of(articles, "language")[lambda language: ~language.str.lower().str.match("en|$")]
        foreign = table["article_id"].isin(foreign.index) & table["text"].str.contains(_SEPARATED)
        table.loc[foreign, ["low", "high", "unit"]] = [np.nan, np.nan, "unreadable"]
    return table

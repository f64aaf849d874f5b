"""Numerals: the value, or the lowest and highest value, of a number as English news text writes it."""

import re

from toolkit.shipped import lexicon

_LISTS = lexicon("claims/quantity_words.toml")["numerals"]
_ONES = {word: n for n, word in enumerate(_LISTS["ones"].split())}
_TENS = {word: 10 * n for n, word in enumerate(_LISTS["tens"].split(), start=2)}
_THOUSANDS = {word: 1000**n for n, words in enumerate(_LISTS["thousands"], start=1) for word in words.split()}
_SOME, _VAGUE, _PARTS = (_LISTS[name] for name in ("some", "vague", "parts"))

_DIGITS = r"\d(?:[\d.,\u00a0\u202f\u2009٬٫]*\d)?"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(list(_ONES)[1:10])}))?"
    rf"|{'|'.join(sorted(_ONES, key=len, reverse=True))})(?!\w)"
)
_SEVERAL = r"several|a few|a couple(?: of)?"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?|{_SEVERAL})[ -]hundred(?!s)(?:[ -](?:and )?{_SMALL})?|{_SMALL})"
_SCALE = r"(?:thousand|million|billion|trillion)(?!s)"
_SCALED = (
    rf"(?:{_HUNDREDS}|{_DIGITS}|an?|half an?|{_SEVERAL})[ -]{_SCALE}\b"
    rf"(?:,? (?:and )?{_HUNDREDS}(?:[ -]{_SCALE}\b)?){{0,3}}"
)
_ORDINAL = (
    r"[- ]?(?:first|second|third|half|halves|thirds|quarters?|(?:four|fif|six|seven|eigh|nin|ten)ths?"
    r"|(?:elev|twelf|thirteen|hundred|thousand)ths?)\b"
)
_MANY = r"(?: of (?:thousands|millions|billions))?"
NUMBER = (
    rf"(?:(?:{_SMALL}|{_DIGITS})[- ]and[- ]a[- ]half(?:[- ]{_SCALE})?"
    rf"|(?:{_SMALL}|{_DIGITS}|half a|{_SEVERAL}|a) dozen(?!s)|{_SCALED}|{_HUNDREDS}(?!{_ORDINAL})"
    rf"|(?:tens|scores)(?= of\b){_MANY}"
    rf"|(?:(?:several|a few|many|(?:dozen|hundred|thousand|million)s and) )?"
    rf"(?:dozens|hundreds|thousands|millions|billions){_MANY}"
    rf"|(?:several|a few|a couple)(?= [^\W\d])|{_DIGITS}(?:[kKbm]|[bmt]n)?)"
    r"(?:(?=(?:km|kg|mph|kph|cm|mm|ft|lbs?)\b)|(?!\w|[.,]\d))"
)
"""One number: digits with or without a scale, number words, or a vague number such as "tens of thousands"."""

_PART = "|".join(_PARTS)
# "332 in 2012" and "3 in 10 days" are no shares.
_TOTAL = (
    rf"(?!(?:1[5-9]|20)\d\d\b)({_SMALL}|{_DIGITS})"
    r"(?![- ](?:second|minute|hour|day|week|month|year|decade)s?\b)"
)
SHARE = rf"(?<!\d[-–])({_SMALL}|an?|{_DIGITS})[- ](?:(?:in|out of)[- ]{_TOTAL}|({_PART})s?(?= of\b))(?!\w)"
"""A share in words: "two-thirds of", "three in four"."""

NUMBER_WORDS = frozenset(" ".join([*_ONES, *_TENS, *_VAGUE, *_SOME, "many"]).split()) - {"of", "a"}
"""Words that can open a number, beside "a" and "an"."""

AFTER_A = "|".join(
    ["few", "couple", "dozen", "hundred", "thousand", "million", "billion", "trillion", *_PARTS]
)
"""What "a" or "an" must stand before to open a number."""

_THOUSANDS_BY_COMMA = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:\.\d+)?")
_THOUSANDS_BY_POINT = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_THOUSANDS_BY_BLANK = re.compile(r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+")


def _digits(text: str) -> float | None:
    """Value of a run of digits and separators, None where the separators make no sense (1,000,00)."""
    if _THOUSANDS_BY_POINT.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif not (_THOUSANDS_BY_COMMA.fullmatch(text) or _THOUSANDS_BY_BLANK.fullmatch(text)):
        return None
    return float(re.sub(r"[,٬\s]", "", text).replace("٫", "."))


def _words(text: str) -> float | None:
    """Value of number words, or digits with a scale: "two hundred and fifty thousand", "3.5 million"."""
    total = current = 0.0
    for word in re.findall(rf"{_DIGITS}|[a-z]+", text):
        if word[0].isdigit():
            if (current := _digits(word)) is None:
                return None
        elif word in _THOUSANDS:
            total, current = total + (current or 1) * _THOUSANDS[word], 0.0
        elif word in ("hundred", "dozen"):
            current = (current or 1) * (100 if word == "hundred" else 12)
        else:
            current += _ONES.get(word, 0) + _TENS.get(word, 0) + (0.5 if word == "half" else 0)
    return total + current


def read_number(text: str) -> tuple[float, float] | None:
    """Lowest and highest value of one number, None where it is malformed.

    Notes
    -----
    A point groups thousands only where it does so twice (`1.234.567`); `1.234` is a decimal fraction, as
    English has it. A vague number reaches to where the next one begins: "tens of thousands" is 20,000 to
    99,999, "hundreds" 200 to 999, "dozens" 24 to 99, "scores" 40 to 199, "several" and "a few" 3 to 9.

    Examples
    --------
    >>> read_number("two hundred and fifty"), read_number("tens of thousands"), read_number("1,000,00")
    ((250.0, 250.0), (20000, 99999), None)
    """
    text = re.sub(r"[ \t\n]+", " ", text.strip().lower().replace("-", " "))
    first, _, rest = re.sub("^(?:several|a few|many|[a-z]+s and) (?=[a-z]+s\\b)", "", text).partition(" of ")
    if first in _VAGUE:
        low, high = _VAGUE[first]
        scale = _THOUSANDS.get(rest[:-1], 1)
        return low * scale, high * scale + scale - 1
    for words, (low, high) in _SOME.items():
        if text == words or text.startswith(words + " "):
            scale = _words(text[len(words) :]) or 1
            return low * scale, high * scale
    value = _words(text)
    return None if value is None else (value, value)


def read_share(text: str) -> float | None:
    """Percent meant by "two-thirds" or "three in four", None for anything else or for more than all.

    Examples
    --------
    >>> read_share("three in four"), read_share("half a mile")
    (75.0, None)
    """
    if not (match := re.match(SHARE, text.lower() + " of")):
        return None
    part = _PARTS[match[3]] if match[3] else _words(match[2])
    share = (_words(match[1]) or 1) / part if part else 2
    return round(100 * share, 1) if share <= 1 else None

"""Numerals: the value, or the lowest and highest value, of a number as English news text writes it."""

import re

_ONES = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
}
_SOME = {"several": (3, 9), "a few": (3, 9), "a couple": (2, 2), "a couple of": (2, 2), "half a": (0.5, 0.5),
         "a": (1, 1), "an": (1, 1)}
# "Tens of thousands" ends where the next vague word, "hundreds of thousands", begins.
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2 * 10**6, 10**7 - 1),
    "billions": (2 * 10**9, 10**10 - 1),
}
_OF = {"thousands": 10**3, "millions": 10**6, "billions": 10**9}

DIGITS = r"\d(?:[\d.,\u00a0\u202f\u2009٬٫]*\d)?"
_SMALL = (rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(list(_ONES)[1:10])}))?"
          rf"|{'|'.join(sorted(_ONES, key=len, reverse=True))})(?!\w)")
_SEVERAL = r"several|a few|a couple(?: of)?"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?|{_SEVERAL})[ -]hundred(?!s)(?:[ -](?:and )?{_SMALL})?|{_SMALL})"
_SCALE = r"(?:thousand|million|billion|trillion)(?!s)"
_SCALED = (rf"(?:{_HUNDREDS}|{DIGITS}|an?|half an?|{_SEVERAL})[ -]{_SCALE}\b"
           rf"(?:,? (?:and )?{_HUNDREDS}(?:[ -]{_SCALE}\b)?){{0,3}}")
_ORDINAL = (
    r"(?![- ]?(?:first|second|third|half|halves|thirds|quarters?|(?:four|fif|six|seven|eigh|nin|ten)ths?|"
    r"(?:elev|twelf|thirteen|hundred|thousand)ths?)\b)"
)
NUMBER = (rf"(?:(?:{_SMALL}|{DIGITS}|half a|{_SEVERAL}|a) dozen(?!s)|{_SCALED}|{_HUNDREDS}{_ORDINAL}"
          r"|(?:tens|scores)(?= of\b)(?: of (?:thousands|millions|billions))?"
          r"|(?:(?:several|a few|many) )?(?:dozens|hundreds|thousands|millions|billions)"
    r"(?: of (?:thousands|millions|billions))?"
          rf"|(?:several|a few|a couple)(?= [^\W\d])|{DIGITS}(?:[kKbm]|[bmt]n)?)(?!\w)")
"""One number: digits with or without a scale, number words, or a vague number such as "tens of thousands"."""

_WELL_FORMED = [
    (re.compile(r"\d+(?:\.\d+)?"), str),
    (
        re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}"),
        lambda digits: re.sub("[,٬]", "", digits).replace("٫", "."),
    ),
    (
        re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"),
        lambda digits: digits.replace(".", "").replace(",", "."),
    ),
    (re.compile(r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+"), lambda digits: re.sub(r"\D", "", digits)),
]

_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SHARE = (rf"(?P<of>{_SMALL}|an?|{DIGITS})[- ](?:(?:in|out of) (?P<in>{_SMALL}|{DIGITS})"
          rf"|(?P<part>{'|'.join(_PARTS)})s?(?= of\b))")
SHARE = _SHARE.replace("P<of>", ":").replace("P<in>", ":").replace("P<part>", ":") + r"(?!\w)"
"""A share in words: "two-thirds of", "three in four"."""

NUMBER_WORDS = frozenset(" ".join([*_ONES, *_TENS, *_VAGUE, *_SOME]).split()) - {"of"}
"""Words that can open a number."""


def _digits(text: str) -> float | None:
    """Value of a run of digits and separators, None where the separators make no sense (1,000,00)."""
    for pattern, plain in _WELL_FORMED:
        if pattern.fullmatch(text):
            return float(plain(text))
    return None


def _words(text: str) -> float | None:
    """Value of number words, or digits with a scale: "two hundred and fifty thousand", "3.5 million"."""
    total = current = 0.0
    for word in re.findall(rf"{DIGITS}|[a-z]+", text.lower()):
        if word[0].isdigit():
            digits = _digits(word)
            if digits is None:
                return None
            current = digits
        elif word in ("thousand", "million", "billion", "trillion", "mn", "bn", "tn", "k", "m", "b"):
            total, current = total + (current or 1) * _SCALES[word], 0.0
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        else:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
    return total + current


def read_number(text: str) -> tuple[float, float] | None:
    """Lowest and highest value of one number, None where it is malformed.

    Notes
    -----
    A point groups thousands only where it does so twice (`1.234.567`); `1.234` is a decimal fraction, as
    English has it. A vague number reaches to where the next one begins: "tens of thousands" is 20,000 to
    99,999, "hundreds" 200 to 999, "dozens" 24 to 99, "scores" 40 to 199, "several" and "a few" 3 to 9, "a
    couple" 2.

    Examples
    --------
    >>> read_number("two hundred and fifty"), read_number("tens of thousands"), read_number("1,000,00")
    ((250.0, 250.0), (20000, 99999), None)
    """
    text = re.sub(r"[ \t\n]+", " ", text.strip().lower().replace("-", " "))
    first, _, rest = re.sub("^(?:several|a few|many) (?=[a-z]+s\\b)", "", text).partition(" of ")
    if first in _VAGUE:
        low, high = _VAGUE[first]
        scale = _OF.get(rest, 1)
        return low * scale, high * scale + scale - 1
    for words, (low, high) in sorted(_SOME.items(), key=lambda item: -len(item[0])):
        if text == words or text.startswith(words + " "):
            scale = _words(text[len(words):]) if text != words else 1
            return low * scale, high * scale
    value = _digits(text) if re.fullmatch(DIGITS, text) else _words(text)
    return None if value is None else (value, value)


def read_share(text: str) -> float | None:
    """Percent meant by "two-thirds" or "three in four", None for anything else or for more than all.

    Examples
    --------
    >>> read_share("three in four"), read_share("half a mile")
    (75.0, None)
    """
    match = re.match(_SHARE, text + " of", re.IGNORECASE)
    if match is None:
        return None
    part = _PARTS[match["part"].lower()] if match["part"] else (read_number(match["in"]) or (0,))[0]
    share = (read_number(match["of"]) or (0,))[0] / part if part else 2
    return round(100 * share, 1) if share <= 1 else None

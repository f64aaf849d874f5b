"""Many articles in one text of a kind that no reader knows: told, rather than read as one article."""

import re
from collections import Counter
from itertools import pairwise

from toolkit.reading.dates import find_date

_FEWEST = 3  # times that a sign stands in the text; two may be chance
_STARS = re.compile(r"\*{4}(?: .*)?")
_ENDS = re.compile(
    r"\W*(?:end of document|ende des dokuments|fin du document|einde van document)\W*|ER  -"
    r"|Document [A-Z]\w{3,}\d{8}\w{6,}",
    re.I,
)
_COUNTER = re.compile(
    r"\W*(?:document|dokument|article|artikel|item|record|result)s? \d+ (?:of|von|de|van|/) \d+\W*"
    r"|\W*\d+ (?:of|von|de|van|/) \d+ (?:document|dokument|article|artikel|item|record|result)\w*\W*",
    re.I,
)
_LABEL = re.compile(
    r"(title|headline|date|author|byline|source|publication|newspaper|outlet|publisher|length|language"
    r"|section|url|link|text|body|copyright|published|titel|datum|autor|quelle|zeitung|titre|auteur"
    r"|journal|id) ?[:=]",
    re.I,
)
_RULE = re.compile(r"([-_=*#~+])(?: ?\1){7,}")
_RESERVED = re.compile(r"(?:copyright|©|\(c\)).{0,80}\d{4}|.{0,60}all rights reserved", re.I)
_LISTED = re.compile(r"\d{1,4}\. \S")
_PRINTED = re.compile(r".{3,60}\d{4},? (?:p|pg|blz|s)\. ?\w+")


def looks_like_bundle(text: str) -> str:
    r"""Say so in a sentence if a text looks like several articles or a table, else "".

    What tells: lines of four stars (ALCESTE, IRaMuTeQ), counters, ends of documents; two labels (Title: and
    Date:), a rule with a date, a copyright with a date, a numbered list with pages, three times or more; the
    same number of tabs in every line.

    Examples
    --------
    >>> looks_like_bundle("**** *outlet_Beacon\nStorm\n**** *outlet_Ledger\nWind").partition(" (")[0]
    'looks like 2 articles in one file'
    >>> looks_like_bundle("Harbour shut\n\nNo ship sails.")
    ''
    """
    lines = [line.strip("\r ") for line in text.splitlines() if line.strip()]
    tabs = {line.count("\t") for line in lines}
    if len(lines) >= _FEWEST and len(tabs) == 1 and max(tabs) > 1:
        return f"looks like a table ({max(tabs)} tabs in each of {len(lines)} lines); call it .tsv"
    short = [line for line in lines if len(line) <= 100]
    for signs, fewest in (
        ([line for line in short if _STARS.fullmatch(line)], 2),
        ([line for line in short if _ENDS.fullmatch(line)], 2),
        ([line for line in short if _COUNTER.fullmatch(line)], 2),
        (_labels(lines), _FEWEST),
        (_rules(lines), _FEWEST),
        (_reserved(short), _FEWEST),
        (
            [a for a, b in pairwise(lines) if _LISTED.match(a) and _PRINTED.match(b)],
            _FEWEST,
        ),
    ):
        if len(signs) >= fewest:
            return (
                f"looks like {len(signs)} articles in one file ({signs[0][:40]!r} or its like stands"
                f" {len(signs)} times); split it, or save it as a table"
            )
    return ""


def _labels(lines: list[str]) -> list[str]:
    """Lines with the second most frequent label: two that come again and again, not one."""
    found = [(label[1].lower(), line) for line in lines if (label := _LABEL.match(line))]
    second = [name for name, n in Counter(name for name, _ in found).most_common(2) if n >= _FEWEST][1:]
    return [line for name, line in found if name in second]


def _rules(lines: list[str]) -> list[str]:
    """Rules between pieces of forty words or more, of which most have a date near their ends."""
    places = [i for i, line in enumerate(lines) if _RULE.fullmatch(line)]
    if len(places) < _FEWEST:
        return []
    pieces = [lines[a + 1 : b] for a, b in zip([-1, *places], [*places, len(lines)], strict=True)]
    pieces = [piece for piece in pieces if sum(len(line.split()) for line in piece) >= 40]
    dated = [piece for piece in pieces if _days([*piece[:5], *piece[-3:]])]
    return [lines[i] for i in places] if len(dated) >= _FEWEST and len(dated) * 2 > len(pieces) else []


def _reserved(lines: list[str]) -> list[str]:
    """Lines of copyright, if there are as many dates."""
    found = [line for line in lines if _RESERVED.match(line)]
    return found if len(found) >= _FEWEST and _days(lines) >= _FEWEST else []


def _days(lines: list[str]) -> int:
    """Number of short lines that give a date."""
    return sum(bool(find_date(line)) for line in lines if len(line) <= 60)

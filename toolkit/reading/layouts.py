"""Layouts: what the paths of articles tell where no table does; outlet, event and day."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from operator import methodcaller
from typing import NamedTuple

from toolkit.reading.dates import parse_published

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(\d\d)\2(\d\d)(?!\d)")
_SUFFIX = re.compile(r"(?:\.[a-z]\w{0,7})?(?:\.gz)?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{5,}")
# Two articles of one event share .29 to .35 of their longer words in the sample and three labelled corpora,
# 2.3 to 4.2 times as many as two others; those of one outlet share .06 to .23, 1.0 to 1.9 times as many.
_SHARED, _ALIKE = 0.2, 2.0
_COMPARED = 120  # articles, so that the pairs are few in a corpus of any size


class _Level(NamedTuple):
    """A part of all paths: where it stands, and its value in each."""

    place: int  # number of the folder; -1 is the name of the file
    values: list[str]


def guess_fields(articles: Sequence[dict]) -> tuple[list[dict], str]:
    """Articles with outlet, event and day from their paths, where none of them has one; and what was read.

    Paths are read where all have one shape: as many folders each. A level whose texts are far more alike
    than others tells the event; of the rest the one with fewest values is the outlet. A file's name tells an
    outlet beside a date, or where it comes back in several folders. A date is year, month and day in digits.

    Examples
    --------
    >>> def page(path):
    ...     return {"path": path, "text": ""}
    >>> rows, said = guess_fields([page("Beacon/2024-10-18_harbour.txt"), page("Ledger/2024-10-19_vote.txt")])
    >>> [(row["outlet"], row["published_given"]) for row in rows]
    [('Beacon', '2024-10-18'), ('Ledger', '2024-10-19')]
    >>> said
    "paths were read as '{outlet}/{published}*'; a layout tells otherwise"
    """
    stems = [_SUFFIX.sub("", row["path"]) for row in articles]
    several = len(set(stems)) < 2 or len({stem.count("/") for stem in stems}) > 1
    if several or any("://" in stem for stem in stems):  # a column of addresses
        return list(articles), ""
    days, levels = _days(stems), _levels(stems)
    known = {
        name
        for name in ("outlet", "event", "published_given")
        if any(map(methodcaller("get", name), articles))
    }
    roles = _roles(levels, [row["text"] for row in articles])
    found = {role: level for role, level in roles.items() if role not in known}
    days = [] if "published_given" in known else days
    if not found and not days:
        return list(articles), ""
    given: list[dict[str, object]] = [
        {role: level.values[i] for role, level in found.items()} for i in range(len(stems))
    ]
    for fields, day in zip(given, days, strict=False):
        published, precision = parse_published(day)
        fields |= {"published": published, "published_precision": precision, "published_given": day}
    rows = [row | fields for row, fields in zip(articles, given, strict=True)]
    return rows, f"paths were read as {_shape(stems[0], found, days)!r}; a layout tells otherwise"


def _days(stems: list[str]) -> list[str]:
    """The day in each path, or none where a path has none."""
    found = [_DAY.search(stem) for stem in stems]
    days = ["-".join(day.group(1, 3, 4)) for day in found if day]
    return days if len(days) == len(stems) and all(parse_published(day)[0] for day in days) else []


def _levels(stems: list[str]) -> list[_Level]:
    """Parts of the paths that may tell an outlet or an event: several values, with letters."""
    *folders, names = (list(part) for part in zip(*(stem.split("/") for stem in stems), strict=True))
    levels = [_Level(place, values) for place, values in enumerate(folders) if len(set(values)) > 1]
    dated = [_DAY.split(name) for name in names]
    if all(len(pieces) > 1 for pieces in dated):
        before, after = ([pieces[end].strip("_-. ") for pieces in dated] for end in (0, -1))
        names = before if all(before) else [rest.partition("_")[0] for rest in after]
    elif any(re.search(r"\d", name) for name in names):
        names = []  # article1, article2: numbers of articles
    if 1 < len(set(names)) <= len(set(stems)) / 2:
        levels.append(_Level(-1, names))
    return [level for level in levels if all(re.search(r"[^\W\d_]", value) for value in level.values)]


def _roles(levels: list[_Level], texts: list[str]) -> dict[str, _Level]:
    """Which level tells the event, and which the outlet."""
    alike = [_likeness(level.values, texts) for level in levels]
    roles, rest = {}, list(levels)
    if max(alike, default=0) >= _ALIKE:
        roles["event"] = rest.pop(alike.index(max(alike)))
    if rest:
        roles["outlet"] = min(rest, key=lambda level: len(set(level.values)))
    return roles


def _likeness(values: list[str], texts: list[str]) -> float:
    """How many times as many words two texts of one value share, beside two of different values."""
    seen: Counter[str] = Counter()
    chosen = [i for i, value in enumerate(values) if seen.update([value]) or seen[value] <= 4][:_COMPARED]
    words = {i: frozenset(_WORD.findall(texts[i][:3000].casefold())) for i in chosen}
    shares: dict[bool, list[float]] = {True: [], False: []}
    for i, j in combinations(chosen, 2):
        least = min(len(words[i]), len(words[j]))
        shares[values[i] == values[j]].append(len(words[i] & words[j]) / least if least else 0.0)
    within, across = (sum(part) / len(part) if part else 0.0 for part in (shares[True], shares[False]))
    return within / max(across, 0.01) if within >= _SHARED else 0.0


def _shape(stem: str, roles: dict[str, _Level], days: list[str]) -> str:
    """The reading as a layout, with * for what was not read."""
    of_place = {level.place: f"{{{role}}}" for role, level in roles.items()}
    *folders, name = stem.split("/")
    shown = [of_place.get(place, "*") for place in range(len(folders))]
    in_name, dated = of_place.get(-1, ""), bool(days and _DAY.search(name))
    if dated and in_name and not _DAY.match(name):
        last = f"{in_name}_{{published}}*"
    else:
        last = "_".join(filter(None, ["{published}" * dated, in_name]))
        last += "" if in_name and not dated else "*"
    if days and not dated:
        shown = [
            "{published}" if part[0].isdigit() else mark for mark, part in zip(shown, folders, strict=True)
        ]
    return "/".join([*shown, last])

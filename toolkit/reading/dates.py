"""Publication times as pages and exports print them; what is ambiguous is not guessed."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_MONTHS = "january february march april may june july august september october november december".split()
# Abbreviations of one meaning only: CST is Chicago or Shanghai, IST India or Israel, BST London or Dhaka.
_HOURS = {"": 0, "Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "MSK": 3, "KST": 9, "JST": 9}
_HOURS |= {"EST": -5, "EDT": -4, "PST": -8, "PDT": -7}
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2} )?"
_DATES = [
    re.compile(_WEEKDAY + date + r"(?!\d)", re.IGNORECASE)
    for date in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})",
        r"(?P<month>[a-z]{3,9})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{4})",
        r"(?P<first>\d\d?)(?P<mark>[-/.])(?P<second>\d\d?)(?P=mark)(?P<year>\d{4})",
    )
]
_TIME = re.compile(
    r"(?:T|,? at |,? )(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?\(?(?P<zone>[a-z]+/[\w/+-]+|[a-z]*[+-][\d:]+|[a-z]+)\)?)?",
    re.IGNORECASE,
)


def parse_published(given: str, zone: str = "") -> tuple[datetime | None, str]:
    """Read a date or time as it was given: the time in UTC, or None, and its precision.

    Precision is `time`, `day` (00:00 stands for the whole day) or `unknown`: 03/04/2024 is a day in March or
    in April. A time without a zone is in `zone` (`Asia/Seoul`, `+09:00`, `KST`), or else in UTC.

    Examples
    --------
    >>> moment, precision = parse_published("2024-10-18 18:35:46 KST")
    >>> moment.isoformat(), precision
    ('2024-10-18T09:35:46+00:00', 'time')
    >>> parse_published("03/04/2024")
    (None, 'unknown')
    """
    given = " ".join(given.split())
    date = next(filter(None, (pattern.match(given) for pattern in _DATES)), None)
    rest = given[date.end() :] if date else ""
    time = _TIME.fullmatch(rest)
    if not date or (rest and not time):
        return None, "unknown"
    try:
        day = _day(date.groupdict())
        return (_moment(day, time, zone), "time") if time else (day, "day")
    except (ValueError, OverflowError, KeyError, OSError):  # the last two: no such time zone
        return None, "unknown"


def _day(parts: dict[str, str]) -> datetime:
    year, named = int(parts["year"]), parts.get("month", "").lower()
    if not 1700 <= year <= 2200:
        raise ValueError("outside the years that pandas holds")
    if "first" in parts:
        month, day = sorted((int(parts["first"]), int(parts["second"])))
        if month < day <= 12:
            raise ValueError("day or month first: not to be known")
    else:
        spelt = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(named)]
        month, day = int(named) if named.isdigit() else min(spelt, default=0), int(parts["day"])
    return datetime(year, month, day, tzinfo=UTC)


def _moment(day: datetime, time: re.Match[str], zone: str) -> datetime:
    hour, half = int(time["hour"]), (time["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("not an hour of twelve")
    hour = hour % 12 + 12 * (half == "p") if half else hour
    local = day.replace(hour=hour, minute=int(time["minute"]), second=int(time["second"] or 0))
    return local.replace(tzinfo=_zone(time["zone"] or zone.strip())).astimezone(UTC)


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if offset := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-away if offset[1] == "-" else away)
    return ZoneInfo(name)

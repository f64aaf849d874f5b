"""Publication times as pages and exports print them; what is ambiguous is not guessed."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# English, German, French, Spanish, Italian, Portuguese, Dutch, and what differs in Scandinavia; without
# accents. Any three first letters do.
_MONTHS = [
    "january januar janner janvier enero gennaio janeiro januari",
    "february februar feber fevrier febrero febbraio fevereiro februari",
    "march marz maerz mars marzo marco maart mrt marts",
    "april avril abril aprile",
    "may mai mayo maggio maio mei maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus augusti",
    "september septembre septiembre setiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro desember",
]
_WEEKDAYS = [
    "monday mon montag lundi lun lunes lunedi segunda-feira maandag",
    "tuesday tues tue dienstag mardi mar martes martedi terca-feira dinsdag",
    "wednesday weds wed mittwoch mercredi mer miercoles mercoledi quarta-feira woensdag",
    "thursday thurs thur thu donnerstag jeudi jeu jueves giovedi quinta-feira donderdag",
    "friday fri freitag vendredi ven viernes venerdi sexta-feira vrijdag",
    "saturday sat samstag sonnabend samedi sam sabado sabato zaterdag",
    "sunday sun sonntag dimanche dim domingo domenica zondag",
]
# Abbreviations of one meaning only: CST is Chicago or Shanghai, IST India or Israel, BST London or Dhaka.
_HOURS = {"": 0, "Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "MSK": 3, "KST": 9}
_HOURS |= {"JST": 9, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7}
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?", re.IGNORECASE)
_NAMES = "|".join(" ".join(_WEEKDAYS).split())
_ARTICLE = "(?:(?:le|am|den|el|on|op|the) )?"
_OPENING = rf"{_ARTICLE}(?:(?:{_NAMES}|mo|di|mi|do|fr|sa|so)\b[.,]{{0,2}} )?{_ARTICLE}"
_DATES = [
    re.compile(rf"{_OPENING}(?<![\w/]){date}(?!\d)(?:,? ?\(?(?:{_NAMES})\b[.,]?\)?)*")
    for date in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d\d?)(?:st|nd|rd|th|er|o|[.ºª°])?[ -](?:de |d')?(?P<month>[a-z]{3,10})\.?,?[ -](?:del? )?"
        r"(?P<year>\d{4})",
        r"(?P<month>[a-z]{3,10})\.? ?(?P<day>\d\d?)(?:st|nd|rd|th)?,? ?(?P<year>(?<![\d])\d{4})",
        r"(?P<first>\d\d?)(?P<mark>[-/.]) ?(?P<second>\d\d?)(?P=mark) ?(?P<year>\d{4})",
    )
]
_TIME = re.compile(
    r"(?:t|[,;]? (?:at |um |a |om |alle |[-–|] )?|,)(?P<hour>\d\d?)(?:(?: ?h ?|[:.]?)(?P<minute>\d\d))?"
    r"(?::?(?P<second>\d\d)(?:[.,]\d+)?)?(?: ?(?P<half>[ap])\.?m\b\.?)?(?: ?(?:uhr|h|uur)\b)?"
    r"(?: ?\(?(?P<zone>[a-z]+/[\w/+-]+|[a-z]*[+-][\d:]+|[a-z]{1,5}\b)\)?)?"
)
_MIDNIGHT = re.compile(
    r"(?:(?:T| )00:00(?::00(?:\.0+)?)?| 12:00 ?AM)(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?$", re.IGNORECASE
)
_SLASHED = re.compile(r"(?<![\d/-])(\d\d?)([/-])(\d\d?)\2\d{4}(?!\d)")
_CLOCK = re.compile(r"\d(?: ?h ?|[:.])\d\d(?!\d)|\d ?[ap]\.?m")
_DAYLIKE = re.compile(r"(?:[^\W\d]+,? )?\d\d?\.? (?:de )?[^\W\d]{3,12}\.? (?:de )?\d{4}(?:,? [^\W\d]+)?")
_EPOCH = re.compile(r"(1[0-8]\d{8})(\d{3}|\.\d+)?")
_LOGGED = re.compile(r"([A-Z][a-z]{2} )?([A-Z][a-z]{2} \d\d?) ([\d:]{8})( \S+)? (\d{4})")


def parse_published(given: str, zone: str = "", *, first: str = "") -> tuple[datetime | None, str]:
    """Read a date or time as it was given: the time in UTC, or None, and its precision.

    Precision is `time`, `day` (00:00 stands for the whole day) or `unknown`: 03/04/2024 is a day in March or
    in April, unless `first` says which part comes first (`day`, `month`). With dots the day does. Names of
    months and weekdays are English, German, French, Spanish, Italian, Portuguese or Dutch. A time without a
    zone is in `zone` (`Asia/Seoul`, `+09:00`, `KST`), or else in UTC; of a time in a zone that is not known,
    or could be two, the day is kept. Ten or thirteen digits are seconds or milliseconds since 1970.

    Examples
    --------
    >>> moment, precision = parse_published("2024-10-18 18:35:46 KST")
    >>> moment.isoformat(), precision
    ('2024-10-18T09:35:46+00:00', 'time')
    >>> parse_published("03/04/2024")
    (None, 'unknown')
    >>> parse_published("Mittwoch 31. August 2011")[0].isoformat()
    '2011-08-31T00:00:00+00:00'
    """
    given = " ".join(given.split())
    if epoch := _EPOCH.fullmatch(given):
        parts = (epoch[2] or "").removeprefix(".")[:3].ljust(3, "0")
        return datetime.fromtimestamp(int(epoch[1]), UTC) + timedelta(milliseconds=int(parts)), "time"
    given = re.sub(r"^(\d{8})(\d{6})$", r"\1T\2", _LOGGED.sub(r"\2 \5 \3\4", given))
    folded = _folded(given)
    for pattern in _DATES:
        date = pattern.match(folded)
        rest = folded[date.end() :].rstrip(" .") if date else "?"
        time = _TIME.fullmatch(folded, date.end(), date.end() + len(rest)) if date else None
        if date and (time or not rest):
            try:
                day = _day(date.groupdict(), first)
                return _moment(day, time, given, zone) if time else (day, "day")
            except (ValueError, OverflowError):
                return None, "unknown"
    return None, "unknown"


def find_date(text: str) -> str:
    """The first date in `text` as it stands there, with a time that follows it, or "" if there is none.

    Examples
    --------
    >>> find_date("Communication, lundi 4 mars 2019, p. 3")
    'lundi 4 mars 2019'
    """
    text = " ".join(text.split())
    if not re.search(r"\d{4}", text):
        return ""
    folded = _folded(text)
    found = [match for pattern in _DATES for match in pattern.finditer(folded) if _is_day(match)]
    date = min(found, key=lambda match: (match.start(), -match.end()), default=None)
    return text[date.start() : _end(date, text)].rstrip(" ,(") if date else ""


def split_date(line: str) -> tuple[str, str]:
    """The date with which a line opens and what follows it; ("", line) if it does not open with a date.

    A month and its year count as a date here, and so does a day in a language that is not known, or one that
    its month does not have (February 30), though `parse_published` makes nothing of them.

    Examples
    --------
    >>> split_date("December 19, 1991, Sunday, City Edition")
    ('December 19, 1991, Sunday', 'City Edition')
    """
    line = " ".join(line.split())
    if len(line) > 200 or not re.search(r"\d{4}", line):
        return "", line
    matches = (pattern.match(_folded(line)) for pattern in _DATES)
    if date := next((match for match in matches if match and (_is_day(match) or _in_month(match))), None):
        end = _end(date, line)
        return line[:end].rstrip(" ,("), line[end:].strip(" ,;")
    alone = re.fullmatch(r"([a-z]+)\.?,? \d{4}", _folded(line))
    return (line, "") if (alone and _month(alone[1])) or _DAYLIKE.fullmatch(line) else ("", line)


def slash_order(values: Iterable[str]) -> str:
    """Which part comes first in a column's dates with slashes or hyphens: `day`, `month`, `mixed`, or "".

    It takes one date that can be read in one way only (18/10/2024); "mixed" has some of both.

    Examples
    --------
    >>> slash_order(["03/04/2024", "18/10/2024"]), slash_order(["03/04/2024"])
    ('day', '')
    """
    pairs = {(int(found[1]), int(found[3])) for value in values for found in _SLASHED.finditer(value)}
    day, month = any(a > 12 >= b for a, b in pairs), any(b > 12 >= a for a, b in pairs)
    return "mixed" if day and month else "day" if day else "month" if month else ""


def settle_dates(articles: list[dict]) -> str:
    """Read the dates of one table again, now that all are known; say what was decided and what is odd.

    Articles are changed in place: dates with slashes by `slash_order`, and where every time is midnight the
    dates are days. What is said is "" where there was nothing to decide.
    """
    given = [article["published_given"] for article in articles]
    order, said = slash_order(given), ""
    open_ = [i for i, value in enumerate(given) if _SLASHED.search(value) and not articles[i]["published"]]
    if order == "mixed":
        said = "has dates with the day first and with the month first; those that could be either are unknown"
    elif open_ and order:
        said = f"has dates such as {given[open_[0]]!r}, read with the {order} first as others show"
        for i in open_:
            zone = articles[i].get("timezone", "")
            moment, precision = parse_published(given[i], zone, first=order)
            articles[i] |= {"published": moment, "published_precision": precision}
    elif open_:
        said = f"has dates such as {given[open_[0]]!r}, which could be two days; write 2024-10-18 instead"
    timed = [i for i, article in enumerate(articles) if article["published_precision"] == "time"]
    if timed and all(_MIDNIGHT.search(given[i]) for i in timed):
        for i in timed:
            day, _ = parse_published(_MIDNIGHT.sub("", given[i]), first=order)
            articles[i] |= {"published": day, "published_precision": "day"}
    odd = list(filter(None, map(weekday_conflict, given)))
    return "; ".join(filter(None, [said, f"odd dates: {len(odd)}, the first {odd[0]}" if odd else ""]))


def weekday_conflict(given: str) -> str:
    """Say so if the weekday in a date is not that of its day.

    Examples
    --------
    >>> weekday_conflict("Wednesday, November 19, 2020")
    'says Wednesday, but 2020-11-19 was a Thursday'
    """
    words = set(re.findall(r"[a-z-]{3,}", _folded(given))) - {"mar"}  # which is March, too
    named = [number for number, names in enumerate(_WEEKDAYS) if words & {*names.split()}]
    folded = _folded(find_date(given)) if len(named) == 1 else ""
    date = next(filter(None, (pattern.match(folded) for pattern in _DATES)), None)
    if not date or not _is_day(date) or _SLASHED.search(folded):
        return ""
    day, right = _day(date.groupdict()), [names.split()[0].capitalize() for names in _WEEKDAYS]
    fits = day.weekday() == named[0]
    return "" if fits else f"says {right[named[0]]}, but {day:%Y-%m-%d} was a {right[day.weekday()]}"


def _folded(text: str) -> str:
    """Lower case without accents, character by character, so that offsets stay."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text)


@lru_cache(maxsize=1000)
def _month(name: str) -> int:
    """Number of a month by its name or the first letters of it, 0 if it is none or could be two."""
    fits = [i for i, names in enumerate(_MONTHS, 1) if any(n.startswith(name) for n in names.split())]
    return fits[0] if len(fits) == 1 and len(name) >= 3 else 0


def _end(date: re.Match[str], text: str) -> int:
    """Where a date ends with the time that follows it."""
    time = _TIME.match(date.string, date.end())
    if not time or not _CLOCK.search(time[0]):  # else "4 mars 2019 134 mots" had a time
        return date.end()
    zone = text[time.start("zone") : time.end("zone")] if time["zone"] else ""
    return time.end() if zone.upper() == zone or "/" in zone else time.start("zone")


def _in_month(date: re.Match[str]) -> bool:
    return _month(date.groupdict().get("month") or "") > 0


def _is_day(date: re.Match[str]) -> bool:
    try:
        return bool(_day(date.groupdict(), "day"))
    except ValueError:
        return False


def _day(parts: dict[str, str], first: str = "") -> datetime:
    year = int(parts["year"])
    if not 1700 <= year <= 2200:
        raise ValueError("outside the years that pandas holds")
    if "first" in parts:
        day, month = int(parts["first"]), int(parts["second"])
        if month > 12 or (first == "month" and day <= 12 and parts["mark"] != "."):
            day, month = month, day
        elif day <= 12 and day != month and parts["mark"] != "." and first != "day":
            raise ValueError("day or month first: not to be known")
    else:
        month = int(parts["month"]) if parts["month"].isdigit() else _month(parts["month"])
        day = int(parts["day"])
    return datetime(year, month, day, tzinfo=UTC)


def _moment(day: datetime, time: re.Match[str], given: str, zone: str) -> tuple[datetime, str]:
    hour, half = int(time["hour"]), time["half"] or ""
    if (half and not 1 <= hour <= 12) or not (half or time["minute"]):
        raise ValueError("not an hour of twelve, or no time at all")
    hour = hour % 12 + 12 * (half == "p") if half else hour
    local = day.replace(hour=hour, minute=int(time["minute"] or 0), second=int(time["second"] or 0))
    printed = given[time.start("zone") : time.end("zone")] if time["zone"] else zone.strip()
    try:
        return local.replace(tzinfo=_zone(printed)).astimezone(UTC), "time"
    except (
        ValueError,
        OverflowError,
        KeyError,
        OSError,
    ):  # no such zone: the hour is unknown, the day is not
        return day, "day"


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if offset := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-away if offset[1] == "-" else away)
    return ZoneInfo(name)

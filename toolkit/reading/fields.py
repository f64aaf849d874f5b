"""One article from the fields of a file: usual column names, dates, and a headline before its text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from toolkit.checks import require_choice
from toolkit.reading.dates import parse_published
from toolkit.reading.encodings import repair
from toolkit.reading.limits import MAX_TEXT

Rows = Iterator[tuple[int, Any]]
"""Rows of a file, numbered from 1 (in JSON: lines): a dict of fields, or a string that says what is wrong.

A string that is numbered 0 is a remark on the whole file, which is read all the same.
"""

# Of several names in one table the first wins; capitals, spaces and underscores do not matter.
ALIASES = {
    "article_id": "article_id id doc_id document_id",
    "event": "event event_id story story_id cluster cluster_id",
    "outlet": "outlet publisher publication publication_title publication_name media_name newspaper"
    " newspaper_name site_name source_name source_hostname source source_domain hostname domain",
    "published": "published published_at date_published publish_date date_publish publication_date pub_date"
    " web_publication_date date datetime timestamp",
    "headline": "headline title web_title",
    "text": "text body content maintext main_text article_body body_text full_text article_text plaintext",
    "byline": "byline author authors",
    "agency": "agency news_agency source_agency wire",
    "url": "url link web_url",
    "language": "language lang in_language",
    "path": "path",
    "filename": "filename file file_name",
    "timezone": "timezone time_zone tz",
}
_UPDATE_TAG = re.compile(
    r"\A\s*(?:\((?:\d(?:st|nd|rd|th) )?(?:LEAD|LD|URGENT)\)|(?:UPDATE|WRAPUP) \d+-|(?:CORRECTED|REFILE)-)"
)


_ADDRESS = re.compile(r"(?:https?:)?//(?:www\d?\.)?([^/:?#\s]+)\S*", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[-–—|·]\s+([^-–—|·]{2,50})\Z")  # of a page's title: the outlet's name
_REMOVED = ("[Removed]", "[removed]")


@lru_cache(maxsize=1000)
def columns_of(names: tuple[str, ...]) -> dict[str, str]:
    """Column of the articles table -> name in the file that holds it; names without an alias stay.

    Examples
    --------
    >>> columns_of(("Title", "bodyText", "desk"))
    {'headline': 'Title', 'text': 'bodyText', 'desk': 'desk'}
    """
    columns = {column: given[0] for column in ALIASES if (given := _given(column, names))}
    taken = {*columns, *columns.values()}
    others = [name for name in names if name not in taken]
    return columns | {name: name for name in others if name and not name.startswith("__index_level_")}


@lru_cache(maxsize=1000)
def _folded(names: tuple[str, ...]) -> dict[str, str]:
    return {re.sub(r"[\W_]", "", name).casefold(): name for name in reversed(names)}


def _given(column: str, names: tuple[str, ...]) -> list[str]:
    """Names that may stand for a column, the best first."""
    folded = _folded(names)
    return [folded[alias] for alias in ALIASES[column].replace("_", "").split() if alias in folded]


def as_text(value: object) -> str:
    """Write a value of JSON or Parquet as a string, a list with semicolons, an object as its name.

    Examples
    --------
    >>> as_text(["Kim", {"id": 3, "name": "Lee"}]), as_text({"lat": 5, "lon": 9}), as_text(None)
    ('Kim; Lee', 'lat: 5; lon: 9', '')
    """
    if isinstance(value, list):
        return "; ".join(map(as_text, value))
    if isinstance(value, dict):
        named = value.get("name") or value.get("title")
        return as_text(named) if named else "; ".join(f"{key}: {as_text(value[key])}" for key in value)
    return "" if value is None or value != value else str(value)


def require_text(fields: dict[str, object]) -> None:
    """Raise a ValueError with the names found unless one of the fields is the text."""
    if "text" not in columns_of(tuple(fields)):
        found = ", ".join(name if len(name) <= 40 else f"{name[:40]}…" for name in islice(fields, 20))
        what = f"has no text column (found: {found})"
        if "url" in columns_of(tuple(fields)):
            what += ", only metadata; save the pages at its addresses as .html and load their folder"
        raise ValueError(f"{what}; call a column of texts text, body or content")


def to_article(fields: dict[str, object], name: str, path: str, encoding: str) -> dict[str, object]:
    """One row of the articles table from the fields of a file; `name` is its id if it brings none."""
    require_text(fields)
    found = {column: repair(as_text(fields[key])) for column, key in columns_of(tuple(fields)).items()}
    text, found = found["text"], {column: value.strip() for column, value in found.items()}
    if not found["text"]:
        raise ValueError("has no text")
    if found["text"] in _REMOVED or found.get("headline") in _REMOVED:
        raise ValueError("says [Removed]: its publisher took it back; leave it out")
    if len(text) > MAX_TEXT:
        raise ValueError(f"has a text of more than {MAX_TEXT:,} characters; divide it into articles")
    found |= _outlet_and_url(fields, found)
    published, precision = parse_published(found.get("published", ""), found.get("timezone", ""))
    if precision == "time" and found.get("published_precision") == "day":
        precision = "day"  # a table that the toolkit wrote keeps what it knew
    headline = _own_headline(" ".join(found.get("headline", "").split()), found["outlet"], text)
    return found | {
        "article_id": found.get("article_id") or repair(name),
        "published": published,
        "published_precision": precision,
        "published_given": found.get("published_given") or found.get("published", ""),
        "headline": headline,
        "text": with_headline(headline, text),
        "path": found.get("path") or repair(path),
        "encoding": encoding or found.get("encoding", ""),  # a packed table keeps what it knew
    }


def _outlet_and_url(fields: dict[str, object], found: dict[str, str]) -> dict[str, str]:
    """Outlet and address: an address is no outlet, its host is one where nothing else is known."""
    names = _given("outlet", tuple(fields))
    given = [value for value in (as_text(fields[name]).strip() for name in names) if value]
    addresses = list(filter(_ADDRESS.fullmatch, given))
    url = found.get("url") or (addresses[0] if addresses else "")
    hosts = addresses if names else [url]
    outlet = next((value for value in given if value not in addresses), "")
    if not outlet and hosts and (address := _ADDRESS.fullmatch(hosts[0])):
        outlet = address[1].lower()
    return {"outlet": repair(outlet), "url": url}


def _own_headline(headline: str, outlet: str, text: str) -> str:
    """Headline without the outlet's name after a dash, where it is that or the text opens without it."""
    suffix = _SUFFIX.search(headline)
    if not suffix:
        return headline
    own = headline[: suffix.start()]
    is_outlet = suffix[1].casefold() == outlet.casefold()
    opens = with_headline(headline, text) != text and with_headline(own, text) == text
    return own if own and (is_outlet or opens) else headline


def with_headline(headline: str, text: str) -> str:
    r"""Put `headline` before `text` unless the text opens with it; an update tag like (LEAD) does not matter.

    Examples
    --------
    >>> with_headline("Harbour shut", "(LEAD) Harbour\nShut\n\nNo ship sails.")
    '(LEAD) Harbour\nShut\n\nNo ship sails.'
    >>> with_headline("Harbour shut", "Harbour shut by storm, says mayor.")
    'Harbour shut\n\nHarbour shut by storm, says mayor.'
    """
    words = _UPDATE_TAG.sub("", headline, count=1).casefold().split()
    opening = _UPDATE_TAG.sub("", text, count=1).split(None, len(words))
    follows = "".join(opening[len(words) :])  # in lower case it is a sentence that goes on
    opens = [word.casefold() for word in opening[: len(words)]] == words and not follows[:1].islower()
    return text if opens or not words else f"{headline}\n\n{text}"


def with_outlet(articles: list[dict], outlet: str | None) -> list[dict]:
    """The articles, with their outlet from the column of that name, where one is named."""
    if outlet is None:
        return articles
    require_choice(outlet, dict.fromkeys(column for row in articles for column in row), "outlet column")
    return [row | {"outlet": row.get(outlet) or ""} for row in articles]

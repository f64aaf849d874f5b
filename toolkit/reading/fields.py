"""One article from the fields of a file: usual column names, dates, and a headline before its text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from toolkit.reading.dates import parse_published
from toolkit.reading.encodings import repair

Rows = Iterator[tuple[int, Any]]
"""Rows of a file, numbered from 1 (in JSON: lines): a dict of fields, or a string that says what is wrong.

A string that is numbered 0 is a remark on the whole file, which is read all the same.
"""

# Of several names in one table the first wins; capitals, spaces and underscores do not matter.
ALIASES = {
    "article_id": "article_id id doc_id document_id",
    "event": "event event_id story story_id cluster cluster_id",
    "outlet": "outlet publisher publication media_name newspaper site_name source source_domain hostname",
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


@lru_cache(maxsize=1000)
def columns_of(names: tuple[str, ...]) -> dict[str, str]:
    """Column of the articles table -> name in the file that holds it; names without an alias stay.

    Examples
    --------
    >>> columns_of(("Title", "bodyText", "desk"))
    {'headline': 'Title', 'text': 'bodyText', 'desk': 'desk'}
    """
    folded = {re.sub(r"[\W_]", "", name).casefold(): name for name in reversed(names)}
    columns: dict[str, str] = {}
    for column, aliases in ALIASES.items():
        given = [folded[alias] for alias in aliases.replace("_", "").split() if alias in folded]
        columns |= {column: given[0]} if given else {}
    others = [name for name in names if name not in columns.values() and name not in columns]
    return columns | {name: name for name in others if name and not name.startswith("__index_level_")}


def as_text(value: object) -> str:
    """Write a value of JSON or Parquet as a string, a list with semicolons.

    Examples
    --------
    >>> as_text(["Kim", "Lee"]), as_text(1.5), as_text(None)
    ('Kim; Lee', '1.5', '')
    """
    if isinstance(value, list):
        return "; ".join(map(as_text, value))
    return "" if value is None or value != value else str(value)


def require_text(fields: dict[str, object]) -> None:
    """Raise a ValueError with the names found unless one of the fields is the text."""
    if "text" not in columns_of(tuple(fields)):
        raise ValueError(f"has no text column (found: {', '.join(fields)}); call it text, body or content")


def to_article(fields: dict[str, object], name: str, path: str, encoding: str) -> dict[str, object]:
    """One row of the articles table from the fields of a file; `name` is its id if it brings none."""
    require_text(fields)
    found = {column: repair(as_text(fields[key])) for column, key in columns_of(tuple(fields)).items()}
    text, found = found["text"], {column: value.strip() for column, value in found.items()}
    if not found["text"]:
        raise ValueError("has no text")
    published, precision = parse_published(found.get("published", ""), found.get("timezone", ""))
    if precision == "time" and found.get("published_precision") == "day":
        precision = "day"  # a table that the toolkit wrote keeps what it knew
    headline = " ".join(found.get("headline", "").split())
    return found | {
        "article_id": found.get("article_id") or repair(name),
        "published": published,
        "published_precision": precision,
        "published_given": found.get("published_given") or found.get("published", ""),
        "headline": headline,
        "text": with_headline(headline, text),
        "path": found.get("path") or repair(path),
        "encoding": encoding,
    }


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

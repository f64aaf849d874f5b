"""Events that a file names for articles, such as the proposed ones of a report, corrected by hand."""

from collections.abc import Sequence
from pathlib import Path

from toolkit.reading.encodings import decode
from toolkit.reading.fields import columns_of
from toolkit.reading.tables import csv_rows


def take_events(articles: Sequence[dict], path: Path) -> tuple[list[dict], str]:
    """Articles with the event and outlet that a CSV file names for their ids; what did not fit, in words.

    Raises
    ------
    FileNotFoundError, ValueError
        If the file is not there, has no columns `article_id` and `event`, names an article twice, or none of
        these.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"events {str(path)!r} is no file; give a CSV file with article_id and event."
        )
    try:
        given = _read(decode(path.read_bytes())[0])
    except ValueError as error:
        raise ValueError(f"events {path.name!r} {error}.") from error
    found = sum(row["article_id"] in given for row in articles)
    if not found:
        first, here = next(iter(given), ""), articles[0]["article_id"]
        raise ValueError(
            f"events {path.name!r} is of another corpus: of its {len(given)} article_ids none is here"
            f" (its first is {first!r}, the first here {here!r})."
        )
    strange, left = len(given) - found, len(articles) - found
    said = [f"{strange} of its {len(given)} rows name no article here"] * bool(strange)
    said += [f"{left} of {len(articles)} articles are not in it"] * bool(left)
    told = f"events {path.name!r}: {' and '.join(said)}" if said else ""
    return [row | given.get(row["article_id"], {}) for row in articles], told


def _read(text: str) -> dict[str, dict[str, str]]:
    """Event and outlet by article, where they are not blank."""
    given: dict[str, dict[str, str]] = {}
    for number, fields in csv_rows(text):
        if isinstance(fields, str):
            raise ValueError(f"cannot be used: row {number} {fields}")
        names = columns_of(tuple(fields))
        if not {"article_id", "event"} <= names.keys():
            raise ValueError(f"needs the columns article_id and event (found: {', '.join(fields)})")
        found = {name: str(fields[key]).strip() for name, key in names.items()}
        row = {name: found[name] for name in found if name in ("event", "outlet") and found[name]}
        if given.setdefault(found["article_id"], row) is not row:
            raise ValueError(f"names {found['article_id']!r} twice; keep one row")
    return given

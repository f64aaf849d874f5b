"""JSON: an article a line, a list of articles, or an answer of a service with the list somewhere in it."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from toolkit.reading.fields import Rows, columns_of

_START = re.compile(r"(?:\{\s*[\"}]|\[\s*(?:[{[\]]|\Z))")
_NAMES = ("name", "title", "rendered", "text")  # what an object as a value is called, where it has these keys
_WRAPPERS = ("fields", "_source", "attributes", "article", "document", "data")  # their keys are the article's
_NO_ARTICLE = "is no JSON object with the fields of an article"


def is_json(head: str) -> bool:
    """Say whether a text opens an object of JSON, or a list of them."""
    return bool(_START.match(head))


def json_rows(text: str) -> Rows:
    r"""Rows of JSON, with numbers as they are written: an id is not a quantity.

    In a file of lines a row has the number of its line, elsewhere its place in the list.

    Raises
    ------
    ValueError
        If the text is neither one value of JSON nor lines of them.

    Examples
    --------
    >>> list(json_rows('{"text": "Storm", "id": 1.50}\n\n3\n'))
    [(1, {'text': 'Storm', 'id': '1.50'}), (3, 'is no JSON object with the fields of an article')]
    >>> list(json_rows('{"status": "ok", "articles": [{"source": {"id": 1, "name": "Beacon"}}]}'))
    [(1, {'source': 'Beacon'})]
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not any(isinstance(_parsed(line), dict | list) for _, line in islice(lines, 5)):
        whole = _parsed(text)
        if isinstance(whole, str) and "\n" in text.strip():
            raise ValueError(whole)
        lines = lines if isinstance(whole, str) else [(1, text)]
    last = 0
    for number, line in lines:
        value = _parsed(line)
        for record in _records(value):
            last = max(number, last + 1)
            yield last, _article(record)


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """Fields of an object without objects in them: by their name, else as fields of their own.

    Examples
    --------
    >>> flat({"source": {"id": 1, "name": "Beacon"}, "fields": {"body": "Fog"}, "place": {"lat": 5}})
    {'source': 'Beacon', 'body': 'Fog', 'place.lat': 5}
    """
    fields: dict[str, Any] = {}
    for key, value in record.items():
        if not isinstance(value, dict):
            fields[key] = value
            continue
        named = [value[name] for name in _NAMES if isinstance(value.get(name), str)]
        if named and key not in _WRAPPERS:
            fields[key] = named[0]
            continue
        for name, inner in flat(value).items():
            fields[name if key in _WRAPPERS and name not in record else f"{key}.{name}"] = inner
    return fields


def _parsed(text: str) -> Any:
    """Value of JSON, or a string that says what is wrong with it."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: "", strict=False)
        return _NO_ARTICLE if isinstance(value, str) else value
    except ValueError as error:
        return f"is not valid JSON ({error})"
    except RecursionError:
        return "is not valid JSON (nested too deeply)"


def _records(value: Any) -> list:
    """Articles in a value: a list, an article, or the one list of objects in an object."""
    if isinstance(value, list | str):
        return value if isinstance(value, list) else [value]
    lists = [] if _is_article(value) else list(_lists(value))
    with_text = [found for found in lists if "text" in columns_of(tuple(flat(found[1][0])))]
    lists = with_text if len(with_text) == 1 else lists
    if len(lists) > 1:
        names = ", ".join(name for name, _ in lists)
        return [f"has several lists of objects ({names}); save the one of the articles by itself"]
    return lists[0][1] if lists else [value]


def _lists(value: Any) -> Iterator[tuple[str, list]]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if isinstance(inner, dict):
            yield from _lists(inner)
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield key, inner


def _is_article(value: Any) -> bool:
    columns = columns_of(tuple(flat(value))) if isinstance(value, dict) else {}
    return "text" in columns or {"headline", "url"} <= columns.keys()


def _article(record: Any) -> dict | str:
    if not isinstance(record, dict):
        return record if isinstance(record, str) and record.startswith(("is ", "has ")) else _NO_ARTICLE
    fields = flat(record)
    columns = columns_of(tuple(fields))
    if "webPublicationDate" in fields and "webTitle" in fields:  # the Guardian does not name itself
        if "text" not in columns:
            return "has no text; ask the Guardian for it with show-fields=body,headline,byline"
        return fields if "outlet" in columns else {"outlet": "The Guardian", **fields}
    return fields

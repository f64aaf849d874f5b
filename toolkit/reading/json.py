"""JSON: one object a line, one article an object."""

import json
import re

from toolkit.reading.fields import Rows

_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[{[\]]|\Z))")


def is_json(head: str) -> bool:
    """Say whether a text opens an object of JSON, or a list of them."""
    return bool(_START.match(head))


def json_rows(text: str) -> Rows:
    r"""Rows of a file of JSON lines, with numbers as they are written: an id is not a quantity.

    Examples
    --------
    >>> list(json_rows('{"text": "Storm", "id": 1.50}\n\n3\n'))
    [(1, {'text': 'Storm', 'id': '1.50'}), (3, 'is no JSON object with the fields of an article')]
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_int=str, parse_float=str, parse_constant=lambda _: "")
            fits = isinstance(record, dict)
            yield number, record if fits else "is no JSON object with the fields of an article"
        except (ValueError, RecursionError) as error:
            yield number, f"is not valid JSON ({error})"

"""Text: a page copied into a .txt file, one article a file."""

import re

from toolkit.reading.fields import Rows

_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


def text_rows(text: str) -> Rows:
    r"""The one row of a text file; the source of a page raises a ValueError.

    Examples
    --------
    >>> list(text_rows("Harbour shut\n\nNo ship sails."))
    [(1, {'text': 'Harbour shut\n\nNo ship sails.'})]
    """
    if _HTML.match(text):
        raise ValueError("is an HTML page; save the text of the page")
    yield 1, {"text": text}

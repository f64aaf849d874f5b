"""Text: a page copied into a .txt file, one article a file."""

from toolkit.reading.bundles import looks_like_bundle
from toolkit.reading.fields import Rows


def text_rows(text: str) -> Rows:
    r"""The one row of a text file.

    Raises
    ------
    ValueError
        If it looks like several articles.

    Examples
    --------
    >>> list(text_rows("Harbour shut\n\nNo ship sails."))
    [(1, {'text': 'Harbour shut\n\nNo ship sails.'})]
    """
    if said := looks_like_bundle(text):
        raise ValueError(said)
    yield 1, {"text": text}

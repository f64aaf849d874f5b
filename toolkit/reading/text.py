"""Text: a page copied into a .txt file, one article a file."""

from toolkit.reading.fields import Rows


def text_rows(text: str) -> Rows:
    r"""The one row of a text file.

    Examples
    --------
    >>> list(text_rows("Harbour shut\n\nNo ship sails."))
    [(1, {'text': 'Harbour shut\n\nNo ship sails.'})]
    """
    yield 1, {"text": text}

"""Quotations: what stands between quotation marks, of any kind, found by pairs of marks."""

import re

_CLOSING = {
    "“": "”“",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "‚": "‘’",
}
_MARK = re.compile(r"[“”„«»‹›「」『』\"‘’‚]")
_LONGEST = 1500  # characters; what has no end by then is no quotation but a mark too many


def quoted_spans(text: str) -> list[tuple[int, int]]:
    r"""Start and end of each quotation, its marks included.

    A mark opens after a blank or an opening bracket and before a letter; it closes with the next mark that
    ends such a quotation, in the next paragraph too, unless another opens before: one that is not closed
    reaches to the end of its line. A single mark that is not closed is an apostrophe.

    Examples
    --------
    >>> text = "‘The port’s safe,’ said Roe. „Wirklich“, she said, “and \"open\"."
    >>> [text[start:end] for start, end in quoted_spans(text)]
    ['‘The port’s safe,’', '„Wirklich“', '“and "open".']
    """
    found, place = [], 0
    while match := _MARK.search(text, place):
        start, mark = match.start(), match.group()
        place = match.end()
        if not _opens(text, start, mark):
            continue
        if end := _end(text, start, mark):
            found.append((start, end))
            place = end
    return found


def _opens(text: str, place: int, mark: str) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    free = not before or before.isspace() or before in "([{—–-/:"
    spaced = mark in "«" and after in "\u00a0\u202f "  # French marks stand apart from their words
    return mark in _CLOSING and free and (spaced or not after.isspace()) and after != ""


def _end(text: str, start: int, mark: str) -> int:
    """Where a quotation that opens at `start` ends; 0 where it is none."""
    limit, single = min(len(text), start + _LONGEST), mark in "‘‚"
    line = text.find("\n", start, limit)
    line = limit if line < 0 else line
    for match in _MARK.finditer(text, start + 1, line if single else limit):
        place, opens = match.start(), _opens(text, match.start(), match.group())
        if match.group() in _CLOSING[mark] and not opens:
            if not single or (not text[place + 1 : place + 2].isalnum() and _ends_phrase(text, place)):
                return place + 1
        elif opens and match.group() == mark and not single:
            break  # opened again before it was closed
    return 0 if single else line


def _ends_phrase(text: str, place: int) -> bool:
    """Whether a single mark is no plural's apostrophe: after a stop, or the last of its line."""
    if text[place - 1] in ".,!?;:…":
        return True
    rest = text[place + 1 : place + _LONGEST].split("\n", 1)[0]
    return not re.search(r"[.,!?…]’", rest)

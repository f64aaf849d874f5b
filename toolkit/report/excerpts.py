"""Excerpts: pages that quote no article at more words a time than its owner may allow."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
import pandas as pd
from lxml import html as markup

_UNSPACED = (
    r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # a letter of these scripts counts as a word
)
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_TAG = re.compile(r"(<[^<>]*>)")
_VALUE = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
_QUOTED, _WHOLE = ("quote", "context"), ("pair", "article")
_TOLD = "Left out here: this report quotes at most {:,} words of an article at a time."


class Limit(NamedTuple):
    """How many words may stand in a row, and numbers of all longer runs of the articles, sorted."""

    most: int
    runs: np.ndarray


def limit_to(most: int, texts: Iterable[str]) -> Limit:
    """The limit of `most` words in a row of these texts."""
    found = [_runs([match[0].casefold() for match in _WORD.finditer(text)], most + 1) for text in texts]
    return Limit(most, np.unique(np.concatenate([np.empty(0, np.int64), *found])))


def _runs(words: Sequence[str], length: int) -> np.ndarray:
    """A number for each run of so many words, the same for the same words."""
    places = range(len(words) - length + 1)
    return np.fromiter((hash(tuple(words[place : place + length])) for place in places), np.int64)


def _known(runs: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Which of the runs are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(runs), bool)
    return known[np.searchsorted(known, runs).clip(max=len(known) - 1)] == runs


def cut_texts(texts: Sequence[str], limit: Limit) -> list[str]:
    """Texts that are read one after the other, with no more than so many words of an article in a row.

    Of a longer stretch the first words stay.

    Examples
    --------
    >>> cut_texts(["They said: the sea rose", "at night again."], limit_to(3, ["The sea rose at night."]))
    ['They said: the sea rose', ' … again.']
    """
    cut = list(texts)
    while True:
        spans = [(piece, match) for piece, text in enumerate(cut) for match in _WORD.finditer(text)]
        words = [match[0].casefold() for _, match in spans]
        found = np.flatnonzero(_known(_runs(words, limit.most + 1), limit.runs))
        if not len(found):
            return cut
        for stretch in np.split(found, np.flatnonzero(np.diff(found) > 1) + 1)[::-1]:
            _leave_out(cut, spans[stretch[0] + limit.most : stretch[-1] + limit.most + 1])


def stretched(texts: Sequence[str], limit: Limit) -> np.ndarray:
    """Which of the texts, read one after the other, stand in more words of an article than the limit allows.

    Examples
    --------
    >>> stretched(["so", "the sea", "rose"], limit_to(2, ["The sea rose at night."])).tolist()
    [False, True, True]
    """
    spans = [
        (piece, match[0].casefold()) for piece, text in enumerate(texts) for match in _WORD.finditer(text)
    ]
    found = np.flatnonzero(_known(_runs([word for _, word in spans], limit.most + 1), limit.runs))
    pieces = {spans[place + step][0] for place in found for step in range(limit.most + 1)}
    return np.isin(np.arange(len(texts)), list(pieces))


def _leave_out(texts: list[str], words: Sequence[tuple[int, re.Match]]) -> None:
    """Take words, given by text and place and in their order, out of the texts."""
    for piece in {place for place, _ in words}:
        inside = [match for place, match in words if place == piece]
        before, after = texts[piece][: inside[0].start()], texts[piece][inside[-1].end() :]
        gap = " … " if piece == words[0][0] else ""
        texts[piece] = before.rstrip() + gap + after.lstrip(" .,;:!?…") if gap else before + after


def cut_page(page: str, limit: Limit) -> str:
    """A page with no more than so many words of an article in a row, in its text and in each attribute.

    Examples
    --------
    >>> cut_page("<p title='at sea'>A <b>storm</b> at sea</p>", limit_to(2, ["a storm at sea"]))
    "<p title='at sea'>A <b>storm</b> … </p>"
    """
    parts = _TAG.split(page)
    parts[::2] = _cut_escaped(parts[::2], limit)
    parts[1::2] = [
        _VALUE.sub(lambda value: value[1] + _cut_escaped([value[2]], limit)[0] + value[1], tag)
        for tag in parts[1::2]
    ]
    return "".join(parts)


def _cut_escaped(texts: Sequence[str], limit: Limit) -> list[str]:
    if sum(map(len, texts)) <= limit.most:  # as most attributes: a word has a letter at least
        return list(texts)
    plain = list(map(html.unescape, texts))
    pairs = zip(texts, plain, cut_texts(plain, limit), strict=True)
    return [text if before == after else html.escape(after) for text, before, after in pairs]


def cut_table(table: pd.DataFrame, limit: Limit) -> pd.DataFrame:
    """A table with no more than so many words of an article in a row, from cell to cell."""
    cells = table.astype(object).to_numpy(copy=True)
    places = [place for place in np.ndindex(cells.shape) if isinstance(cells[place], str)]
    texts = cut_texts([str(cells[place]) for place in places], limit)
    changed = {}
    for place, text in zip(places, texts, strict=True):
        if cells[place] != text:
            cells[place] = text
            changed[table.columns[place[1]]] = cells[:, place[1]]
    return table.assign(**changed)


def cut_names(names: Iterable[str], limit: Limit) -> dict[str, str]:
    """Each name, with no more than so many words of an article in a row; different ones stay different.

    Examples
    --------
    >>> cut_names(["The sea rose", "The sea fell"], limit_to(2, ["The sea rose. The sea fell."]))
    {'The sea fell': 'The sea …', 'The sea rose': 'The sea … 2'}
    """
    known = sorted(set(names))
    cut = {name: cut_texts([name], limit)[0].strip() for name in known}
    taken = {name for name in known if cut[name] == name}
    for name in known:
        if name not in taken:
            tries = (f"{cut[name]} {number}" if number > 1 else cut[name] for number in count(1))
            cut[name] = next(one for one in tries if one not in taken and not stretched([one], limit).any())
            taken.add(cut[name])
    return cut


def quoted(shown: str, most: int) -> str:
    """What a cell shows, with quotations cut around what is marked; where it is whole articles, a sentence.

    Examples
    --------
    >>> quoted("<p class='quote'>Of the ferry <mark>sank</mark> on Friday</p>", 3)
    '<p class="quote">… ferry <mark>sank</mark> on …</p>'
    """
    if not any(name in shown for name in (*_QUOTED, *_WHOLE)):
        return shown
    root = markup.fragment_fromstring(shown, create_parent="div")
    if _with_class(root, _WHOLE):
        return f"<p class='note'>{_TOLD.format(most)}</p>"
    for element in _with_class(root, _QUOTED):
        _shorten(element, most)
    inner = (markup.tostring(child, encoding="unicode") for child in root)
    return html.escape(root.text or "", quote=False) + "".join(inner)


def _with_class(root: markup.HtmlElement, names: Sequence[str]) -> list[markup.HtmlElement]:
    return [element for element in root.iter() if set(names) & set(str(element.get("class", "")).split())]


def _texts(element: markup.HtmlElement) -> Iterator[tuple[markup.HtmlElement, str]]:
    """Where the texts of an element stand, in their order."""
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"


def _shorten(element: markup.HtmlElement, most: int) -> None:
    """Leave so many words of an element: those around the first that is marked."""
    texts = list(_texts(element))
    words = [
        (place, match)
        for place, (node, part) in enumerate(texts)
        for match in _WORD.finditer(getattr(node, part) or "")
    ]
    if len(words) <= most:
        return
    marked = (i for i, (place, _) in enumerate(words) if texts[place][0].tag == "mark")
    first = max(0, min(next(marked, 0) - most // 2, len(words) - most))
    (start, opening), (end, closing) = words[first], words[first + most - 1]
    for place, (node, part) in enumerate(texts):
        text = (getattr(node, part) or "") if start <= place <= end else ""
        if place == end and first + most < len(words):
            text = f"{text[: closing.end()]} …"
        if place == start and first:
            text = f"… {text[opening.start() :]}"
        setattr(node, part, text)

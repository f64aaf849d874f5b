"""Units: the sentences and words of many articles at once, as arrays over their joined text."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from toolkit.text.stops import mark_places, stops_between
from toolkit.text.words import read_words, trimmed

_NEWLINE = ord("\n")


class Units(NamedTuple):
    """Sentences of a batch of articles: `start` and `end` in its joined text, the rest as in the table."""

    article: np.ndarray
    paragraph: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray


class Batch(NamedTuple):
    """Articles joined by line breaks: text and code points, where each article begins, and the segments."""

    text: str
    points: np.ndarray
    base: np.ndarray  # of all articles; those of the batch are filled
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray


def find_sentences(batch: Batch) -> Units:
    """The sentences of a batch: what of a segment stands on one line, cut at its stops, blanks trimmed."""
    newline = np.flatnonzero(batch.points == _NEWLINE)
    line, last_line = np.searchsorted(newline, batch.start), np.searchsorted(newline, batch.end)
    breaks = last_line - line
    of = np.repeat(np.arange(len(breaks)), breaks + 1)
    step = np.arange(len(of)) - np.repeat(np.cumsum(breaks + 1) - breaks - 1, breaks + 1)
    at = np.minimum(line[of] + step, len(newline) - 1)
    first = np.where(step == 0, batch.start[of], newline[np.maximum(at - 1, 0)] + 1)
    last = np.where(step == breaks[of], batch.end[of], newline[at])
    stops, owner = _stops(batch, first, last)
    begin, piece = np.concatenate([first, stops]), np.concatenate([np.arange(len(first)), owner])
    order = np.lexsort((begin, piece))
    begin, piece = begin[order], piece[order]
    end = np.where(np.append(piece[1:] != piece[:-1], True), last[piece], np.append(begin[1:], 0))
    begin, end = trimmed(batch.points, begin, end)
    kept = begin < end
    begin, end, owner = begin[kept], end[kept], of[piece[kept]]
    article = batch.article[owner]
    opens = np.flatnonzero(np.diff(article, prepend=-1))
    size = np.diff(np.append(opens, len(article)))
    sentence = np.arange(len(article)) - np.repeat(opens, size)
    before = np.append(0, end[:-1])[: len(end)]
    before[opens] = batch.base[article[opens]]
    on_new_line = np.searchsorted(newline, begin) > np.searchsorted(newline, before)
    on_new_line[opens] = True
    paragraph = np.cumsum(on_new_line)
    paragraph -= np.repeat(paragraph[opens], size)
    return Units(article, paragraph, sentence, begin, end, batch.kind[owner])


def _stops(batch: Batch, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where sentences end inside the pieces of text `first:last`, and inside which."""
    places = mark_places(batch.points)
    piece = np.searchsorted(first, places, "right") - 1
    inside = (piece >= 0) & (places < last[piece] - 1)
    places, piece = places[inside], piece[inside]
    lines = zip(first[piece].tolist(), last[piece].tolist(), strict=True)
    found = np.array(stops_between(batch.text, places.tolist(), lines), dtype=np.int64).reshape(-1, 2)
    return found[:, 0], piece[found[:, 1]]


def find_tokens(batch: Batch, units: Units) -> tuple[np.ndarray, pa.DictionaryArray]:
    """Columns of the token table of a batch, and its words as codes of a dictionary."""
    # Outside of sentences all is blank; where two segments touch, a line break is put between.
    steps = np.zeros(len(batch.points) + 1, np.int8)
    steps[units.start] += 1
    steps[units.end] -= 1
    points = np.where(np.cumsum(steps[:-1], dtype=np.int8) > 0, batch.points, np.uint32(_NEWLINE))
    touching = units.start[1:][units.start[1:] == units.end[:-1]]
    points = np.insert(points, touching, _NEWLINE) if len(touching) else points
    start, end, folded = read_words(points)
    codes = encode(folded, start, end)
    if len(touching):
        border = touching + np.arange(len(touching))
        start, end = (edge - np.searchsorted(border, edge, "left") for edge in (start, end))
    unit = np.searchsorted(units.start, start, "right") - 1
    article = units.article[unit]
    places = article, units.paragraph[unit], units.sentence[unit]
    offset = batch.base[article]
    return np.array([*places, start - offset, end - offset, units.kind[unit]], dtype=np.int32), codes


def encode(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> pa.DictionaryArray:
    """Codes of the pieces between all edges, every second of which is a token, without a string for any."""
    edges = np.empty(2 * len(start) + 1, np.int32)
    edges[:-1:2], edges[1::2], edges[-1] = start, end, len(points)
    wide = np.flatnonzero(points > 0x7F)
    if len(wide):
        raw = points.tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
        extra = np.append(0, np.cumsum(1 + (points[wide] > 0x7FF) + (points[wide] > 0xFFFF)))
        edges += extra[np.searchsorted(wide, edges)].astype(np.int32)
    else:
        raw = points.astype(np.uint8).tobytes()
    buffers = [None, pa.py_buffer(edges), pa.py_buffer(raw)]
    return pa.BinaryArray.from_buffers(pa.binary(), 2 * len(start), buffers).dictionary_encode()

"""Tallies: how often each word stands in each of many texts, without a table of where.

The words are those of `read_words`, found on one byte a character: a text in a Western language has no more
than some dozen characters beyond ASCII, so that each gets a byte of its own. A batch of texts that has too
many, or full-width stops, which end sentences inside a run of characters, is read as tokens are.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from toolkit.text.stops import FULL_WIDTH
from toolkit.text.units import batches, find_sentences, find_tokens, merged
from toolkit.text.words import folds_of, kinds_of, word_spans

_BATCH = 1 << 19  # characters at a time, so that the arrays stay in the processor's cache
_MOST = 256  # characters, so that each has a byte


class _Characters:
    """A byte for each character met so far, with what it is and what it folds to."""

    def __init__(self) -> None:
        self.points = np.arange(128, dtype=np.uint32)
        self.byte = np.zeros(0x110000, np.uint8)
        self.kinds = self.folds = b""
        self.learn(self.points)

    def learn(self, points: np.ndarray) -> bool:
        """Give the characters of these code points a byte each; False where there are not enough."""
        kinds_of(points)  # which looks up what they fold to
        known = np.unique(np.concatenate([self.points, points, folds_of(points)]))
        new = np.setdiff1d(known, self.points)
        if len(self.points) + len(new) > _MOST:
            return False
        self.points = np.concatenate([self.points, new]).astype(np.uint32)
        self.byte[self.points] = np.arange(len(self.points))
        padded = np.pad(self.points, (0, 256 - len(self.points)))
        self.kinds = kinds_of(padded).astype(np.uint8).tobytes()
        self.folds = self.byte[folds_of(padded)].tobytes()
        return True

    def bytes_of(self, text: str) -> np.ndarray | None:
        """A byte for each character of a text, None where it has too many characters."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        found, wide = points.astype(np.uint8), np.flatnonzero(points > 0x7F)
        codes = self.byte[points[wide]]
        if not codes.all():
            if not self.learn(np.unique(points[wide])):
                return None
            codes = self.byte[points[wide]]
        found[wide] = codes
        return found


def tallied(texts: Sequence[str]) -> tuple[sparse.csr_array, np.ndarray]:
    """Counts of every word in every text (texts x words), and the words, in the order in which they came.

    >>> counts, words = tallied(["War, war now", "", "O’Brien's now"])
    >>> counts.toarray().tolist(), words.tolist()
    ([[2, 1, 0], [0, 0, 0], [0, 1, 1]], ['war', 'now', "o'brien"])
    """
    characters, pieces, begin = _Characters(), [], 0
    lengths = np.cumsum([len(text) for text in texts])
    while begin < len(texts):
        done = lengths[begin - 1] if begin else 0
        stop = max(begin + 1, int(np.searchsorted(lengths, done + _BATCH, "right")))
        pieces.append(_counted(*_words_of(texts[begin:stop], characters)))
        begin = stop
    of_piece, words = _joined([words for *_, words in pieces], characters.points)
    nothing = np.empty(0, np.int32)
    columns = [nothing, *(code[column] for code, (_, column, *_) in zip(of_piece, pieces, strict=True))]
    column = np.concatenate(columns)
    used = np.bincount(column, minlength=len(words)) > 0  # what stands between words has a code, too
    column = (np.cumsum(used, dtype=np.int32) - 1)[column]
    sizes = np.cumsum(np.concatenate([[0], *(size for size, *_ in pieces)]), dtype=np.int64)
    cells = np.concatenate([nothing, *(n for _, _, n, _ in pieces)]), column.astype(np.int32), sizes
    return sparse.csr_array(cells, shape=(len(texts), int(used.sum()))), words[used]


def _joined(
    dictionaries: list[pa.Array | list[str]], points: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray]:
    """New codes of the words of each dictionary, and the words; `points` is what their bytes stand for."""
    coded = [words for words in dictionaries if not isinstance(words, list)]
    indices = [
        pa.DictionaryArray.from_arrays(np.arange(len(words), dtype=np.int32), words) for words in coded
    ]
    whole = pa.chunked_array(indices or [pa.array([], pa.binary()).dictionary_encode()]).unify_dictionaries()
    forms = whole.chunk(0).dictionary if whole.num_chunks else pa.array([], pa.binary())
    text = points[np.frombuffer(b"".join(forms.to_pylist()), np.uint8)].tobytes()
    text = text.decode("utf-32-le", "surrogatepass")
    bounds = np.cumsum([0, *pc.binary_length(forms).to_pylist()]).tolist()
    number = {text[first:last]: code for code, (first, last) in enumerate(pairwise(bounds))}
    of_coded = iter(chunk.indices.to_numpy() for chunk in whole.chunks)
    codes = [
        np.array([number.setdefault(word, len(number)) for word in words], dtype=np.int32)
        if isinstance(words, list)
        else next(of_coded)
        for words in dictionaries
    ]
    return codes, np.array(list(number), dtype=object)


def _counted(
    article: np.ndarray, code: np.ndarray, articles: int, words: pa.Array | list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, pa.Array | list[str]]:
    """Number of different words of each text, their codes, how often each occurs, and the words."""
    width = max(len(words), 1)
    cell = article * width + code
    if articles * width > 50 * len(cell):  # many short texts: a table of all cells would be mostly empty
        cells, n = np.unique(cell, return_counts=True)
    else:
        n = np.bincount(cell, minlength=1)
        cells = np.flatnonzero(n > 0)
        n = n[cells]
    opens = np.arange(articles + 1) * width
    sizes = np.diff(np.searchsorted(cells, opens))
    return sizes, (cells - np.repeat(opens[:-1], sizes)).astype(np.int32), n.astype(np.int32), words


def _words_of(
    texts: Sequence[str], characters: _Characters
) -> tuple[np.ndarray, np.ndarray, int, pa.Array | list[str]]:
    """Text and code of each word, number of texts, and the words: as bytes of characters, or as they are."""
    text = "\n" + "\n".join(texts) + "\n"
    found = None if any(mark in text for mark in FULL_WIDTH) else characters.bytes_of(text)
    if found is None:
        return _read(texts)
    raw = found.tobytes()
    kind, folded = (
        np.frombuffer(raw.translate(table), np.uint8) for table in (characters.kinds, characters.folds)
    )
    start, end = word_spans(found, kind)
    opens = np.cumsum([1, *(len(text) + 1 for text in texts)])
    article = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(start, opens)))
    edges = np.empty(2 * len(start) + 1, np.int32)
    edges[:-1:2], edges[1::2], edges[-1] = start, end, len(found)
    buffers = [None, pa.py_buffer(edges), pa.py_buffer(folded)]
    # The pieces between all edges, every second of which is a word: quicker than to copy the words together.
    coded = pa.BinaryArray.from_buffers(pa.binary(), 2 * len(start), buffers).dictionary_encode()
    return article, coded.indices.to_numpy()[::2], len(texts), coded.dictionary


def _read(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, int, list[str]]:
    """The same by way of sentences and tokens."""
    place = np.arange(len(texts))
    whole = batches(list(texts), place, 0 * place, np.array([len(text) for text in texts]), 0 * place)
    tables, encoded = zip(*(find_tokens(batch, find_sentences(batch)) for batch in whole), strict=True)
    code, words = merged(list(encoded))
    return np.concatenate(tables, axis=1)[0].astype(np.int64), code, len(texts), words.tolist()

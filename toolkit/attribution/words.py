"""Words: the words and punctuation of articles, with the sentences and quotations in which they stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.shipped import lexicon
from toolkit.text.lines import flowing
from toolkit.text.quotations import read_marks
from toolkit.text.words import blanks

# Finer than the tokens that are counted: clauses hang on punctuation and quotation marks.
WORD = re.compile(
    r"\d+(?:[.,:]\d+)*%?|[A-Z](?:\.[A-Z])+\.?"
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-\w+(?:[’'][^\W\d_]+)?)*|\.\.\.|--|\w+|[^\w\s]"
)
# A line broken at a fixed width goes on in the next line.
BROKEN_LINE = re.compile(r"(?<=[a-z,;])\n(?=\S)|\n(?=[a-z])")

HEADINGS = {"headline": 2, "subhead": 1, "body": 0}
"""The segments that are read, each with its rank as a heading."""

LONGEST_SENTENCE = 600  # words; a longer one is cut, so that a text without an end costs no more
BATCH = 150_000  # characters read at once: enough to keep numpy busy, few enough to stay in the cache


def word_list(name: str) -> frozenset[str]:
    """A list of `attribution/grammar.toml`."""
    return frozenset(lexicon("attribution/grammar.toml")[name].split())


class Words(NamedTuple):
    """Words of a batch of articles, in reading order; every array but `forms` has one value a word."""

    form: np.ndarray  # index into `forms`
    forms: np.ndarray  # the distinct spellings
    article: np.ndarray  # position in the table of articles
    start: np.ndarray  # offsets into the article's text
    end: np.ndarray
    heading: np.ndarray  # one of HEADINGS
    paragraph: np.ndarray
    sentence: np.ndarray
    quoted: np.ndarray  # 0 outside, 1 inside quotation marks, the marks included
    direction: np.ndarray  # 1 an opening mark, -1 a closing mark

    def text(self, *spans: tuple[int, ...]) -> str:
        """The words of spans or runs, which end with their first word and the word after the last."""
        return " ".join(form for *_, first, stop in spans for form in self.forms[self.form[first:stop]])


def lowered(words: Words) -> list[str]:
    """Every word in lower case with straight apostrophes."""
    lower = [form.lower().replace("’", "'") for form in words.forms]
    return [lower[k] for k in words.form.tolist()]


def read_words(
    articles: pd.DataFrame, segments: pd.DataFrame, sentences: pd.DataFrame, *, size: int = BATCH
) -> Iterator[Words]:
    """Words of headings and body, whole articles at a time, about `size` characters of them."""
    read = segments[segments["kind"].isin(HEADINGS)]
    ids = articles.index.astype("str")
    position = ids.get_indexer(read["article_id"].astype("str"))
    order = np.lexsort((read["start"], position))
    article, (start, end) = position[order], read[["start", "end"]].to_numpy(np.int64)[order].T
    heading = read["kind"].astype(object).map(HEADINGS).to_numpy(np.int64)[order]
    begins = place_keys(ids.get_indexer(sentences["article_id"]), sentences["start"].to_numpy())
    place = np.cumsum(end - start + 1) - (end - start + 1)
    batch = place[np.searchsorted(article, article)] // size
    texts = list(map(flowing, articles["text"]))
    for number in np.unique(batch):
        rows = slice(*np.searchsorted(batch, [number, number + 1]))
        pieces = [texts[a][s:e] for a, s, e in zip(article[rows], start[rows], end[rows], strict=True)]
        words, piece = _read(
            "\n".join(BROKEN_LINE.sub(" ", text) for text in pieces), place[rows], article[rows]
        )
        shift = (start - place + place[rows][0])[rows][piece]
        words = words._replace(
            heading=heading[rows][piece],
            start=words.start + shift,
            end=words.end + shift,
        )
        broken = [
            key + match.end()
            for key, text in zip(place_keys(article, start)[rows].tolist(), pieces, strict=True)
            for match in BROKEN_LINE.finditer(text)
        ]
        key = place_keys(words.article, words.start)
        opens = np.diff(np.searchsorted(begins, key, side="right"), prepend=-1) > 0
        opens &= ~np.isin(key, broken)
        index = np.arange(len(key))
        opens |= (index - np.maximum.accumulate(np.where(opens, index, 0))) % LONGEST_SENTENCE == 0
        yield words._replace(sentence=np.cumsum(opens))


def place_keys(article: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """One number a place in the corpus, that sorts by article, then by offset."""
    return (np.asarray(article, np.int64) << 32) + offset


def _read(text: str, pieces: np.ndarray, article: np.ndarray) -> tuple[Words, np.ndarray]:
    """Words of one text, their places in it, and for each the number of the piece that it stands in."""
    text = text.replace("''", '""').replace("``", '""')  # typewriter quotation marks; offsets stay
    characters = np.frombuffer(("\n" + text + "\n").encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found = WORD.findall(text)  # every character but white space is in a word or mark, in order
    place, stop = np.flatnonzero(~blanks()[characters]) - 1, np.cumsum(list(map(len, found)), dtype=np.int64)
    start, end = place[np.append(0, stop)[: len(stop)]], place[stop - 1] + 1
    form, forms = pd.factorize(np.array(found, dtype=object))
    paragraph = np.cumsum(characters[1:] == 10)[start]
    piece = np.searchsorted(pieces - pieces[0], start, side="right") - 1
    whose = article[piece]
    direction, quoted = read_marks(forms[form], characters[start], characters[end + 1], paragraph, whose)
    none = np.zeros_like(start)
    return Words(form, forms, whose, start, end, none, paragraph, none, quoted, direction), piece


def sentence_bounds(sentence: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Place of the first and of the last word of each word's sentence."""
    return np.searchsorted(sentence, sentence), np.searchsorted(sentence, sentence, side="right") - 1

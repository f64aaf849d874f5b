"""Marks: words and punctuation of a text, with the sentences and quotations they stand in."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

# Finer than `toolkit.corpus.tokens.TOKEN`: punctuation and quotation marks are tokens here, because clauses hang
# on them.
MARK = re.compile(
    r"\d+(?:[.,:]\d+)*%?|[A-Z](?:\.[A-Z])+\.?"
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-\w+(?:[’'][^\W\d_]+)?)*|\.\.\.|--|\w+|[^\w\s]"
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen rep gov gen sgt lt col capt rev st jr sr no vs inc corp co ltd jan feb mar apr aug sept"
    " sep oct nov dec u.s u.n u.k d.c a.m p.m".split()
)


class Marks(NamedTuple):
    """Tokens of a batch of texts; every array has one value a token."""

    words: np.ndarray  # code into `vocabulary`
    vocabulary: np.ndarray  # the distinct spellings
    start: np.ndarray  # offsets into the joined text
    end: np.ndarray
    paragraph: np.ndarray
    sentence: np.ndarray
    quoted: np.ndarray  # 0 outside, 1 inside quotation marks, the marks included
    direction: np.ndarray  # 1 an opening mark, -1 a closing mark


def read_marks(text: str) -> Marks:
    """Tokens, paragraphs (lines), sentences and quotation of one text."""
    text = text.replace("''", '""').replace("``", '""')  # typewriter quotation marks; offsets stay
    spans = np.array([match.span() for match in MARK.finditer(text)], dtype=np.int64).reshape(-1, 2)
    start, end = spans[:, 0], spans[:, 1]
    characters = np.frombuffer(("\n" + text + "\n").encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    words, vocabulary = pd.factorize(np.array([text[s:e] for s, e in spans.tolist()], dtype=object))
    paragraph = np.cumsum(characters[1:] == 10)[start] if len(start) else start
    before, after = characters[start], characters[end + 1]
    direction, quoted = quotation(characters[start + 1], end - start, before, after, paragraph)
    sentence = sentence_numbers(words, vocabulary, paragraph, direction)
    return Marks(words, vocabulary, start, end, paragraph, sentence, quoted, direction)


def quotation(character, length, before, after, paragraph) -> tuple[np.ndarray, np.ndarray]:
    """Opening and closing marks, and what stands between; an unclosed mark reaches to its paragraph's end.

    A straight mark opens after a blank and closes after anything else. Single marks count only outside
    double ones
    and only in pairs, so that apostrophes are left alone.
    """
    lone = length == 1
    opens_here = np.isin(before, _codes(' \n\t\u00a0([{—–-/\u2009“"')) & ~np.isin(
        after, _codes(" \n\t\u00a0")
    )
    straight = lone & (character == ord('"'))
    double = np.where(lone & np.isin(character, _codes("“«„")) | straight & opens_here, 1, 0)
    double[lone & np.isin(character, _codes("”»")) | straight & ~opens_here] = -1
    inside = last_mark(double, paragraph) == 1
    closes_here = ~np.isin(before, _codes(" \n\t\u00a0")) & np.isin(after, _codes(' \n\t\u00a0.,;:!?)—–-”"'))
    digit = (after >= ord("0")) & (after <= ord("9"))  # the winter of '62
    apostrophe = (character == ord("'")) & ~digit | (character == ord("‘"))
    single = np.where(lone & apostrophe & opens_here & ~inside, 1, 0)
    single[lone & np.isin(character, _codes("’'")) & closes_here & ~inside & (single == 0)] = -1
    single[(single == 1) & (next_mark(single, paragraph) != -1)] = 0
    inside_single = last_mark(single, paragraph) == 1
    single[(single == -1) & ~np.r_[False, inside_single[:-1]]] = 0
    direction = np.where(double != 0, double, single)
    return direction, (inside | inside_single | (direction != 0)).astype(np.int64)


def _codes(characters: str) -> np.ndarray:
    return np.array([ord(character) for character in characters], dtype=np.uint32)


def last_mark(marks: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The last non-zero mark at or before each place within its group, 0 where there is none."""
    place = np.maximum.accumulate(np.where(marks != 0, np.arange(len(marks)), -1))
    found = (place >= 0) & (group[place] == group)
    return np.where(found, marks[place], 0)


def next_mark(marks: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The first non-zero mark after each place within its group, 0 where there is none."""
    following = last_mark(marks[::-1], group[::-1])[::-1]
    same = np.r_[group[1:] == group[:-1], False]
    return np.where(same, np.r_[following[1:], 0], 0)


def sentence_numbers(words, vocabulary, paragraph, direction) -> np.ndarray:
    """Sentences end with a paragraph, or at . ? ! before a capital or an opening mark."""
    if not len(words):
        return paragraph
    terminal = np.isin(vocabulary, [".", "?", "!", "…", "..."])[words]
    lower = [word.lower() for word in vocabulary]
    short = np.array([w in ABBREVIATIONS or (len(w) == 1 and w.isalpha()) for w in lower])[words]
    opener = np.array([w[0].isupper() or w[0].isdigit() or w[0] in "[(" for w in vocabulary])[words] | (
        direction == 1
    )
    following = np.r_[opener[1:], True]
    dotted = (np.isin(vocabulary, ["."])[words]) & np.r_[False, short[:-1]]
    ends = terminal & ~dotted & following & ~np.r_[(direction == -1)[1:], False]
    ends |= (direction == -1) & np.r_[False, terminal[:-1]] & following
    ends |= np.r_[paragraph[1:] != paragraph[:-1], True]
    return np.r_[0, np.cumsum(ends)[:-1]]


def sentence_bounds(sentence: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Place of the first and of the last token of each token's sentence."""
    return np.searchsorted(sentence, sentence), np.searchsorted(sentence, sentence, side="right") - 1

"""Features of the attribution model: words and marks of a text as integer codes, one array per property."""

import re
import zlib
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.cues import CLASSES, cue_lexicon

# Finer than `toolkit.tokens.TOKEN`: punctuation and quotation marks are tokens here, because clauses hang on them.
MARK = re.compile(
    r"\d+(?:[.,:]\d+)*%?|[A-Z](?:\.[A-Z])+\.?|[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-\w+(?:[’'][^\W\d_]+)?)*|\.\.\.|--|\w+|[^\w\s]"
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen rep gov gen sgt lt col capt rev st jr sr no vs inc corp co ltd jan feb mar apr aug sept sep oct nov"
    " dec u.s u.n u.k d.c a.m p.m".split()
)
LINKERS = tuple("that which who whom whose when while as if because but and or where after before since although though"
                " so than unless until with in on at by to".split())
BUCKETS = np.minimum(np.searchsorted([1, 2, 3, 4, 6, 9, 14, 21, 35], np.arange(64), side="right"), 9)
HASH_BITS = 22
SHAPE = str.maketrans({chr(c): "X" if chr(c).isupper() else "x" if chr(c).islower() else "d" for c in range(128) if chr(c).isalnum()})
RUN = re.compile(r"(.)\1{2,}")


class Marks(NamedTuple):
    """Tokens of a batch of texts; every array has one value a token."""

    words: np.ndarray       # code into `vocabulary`
    vocabulary: np.ndarray  # the distinct spellings
    start: np.ndarray       # offsets into the joined text
    end: np.ndarray
    paragraph: np.ndarray
    sentence: np.ndarray
    quoted: np.ndarray      # 0 outside, 1 inside quotation marks, the marks included
    direction: np.ndarray   # 1 an opening mark, -1 a closing mark


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
    """Opening and closing marks, and what stands between them; an unclosed mark reaches to the end of its paragraph.

    A straight mark opens after a blank and closes after anything else. Single marks count only outside double ones
    and only in pairs, so that apostrophes are left alone.
    """
    lone = length == 1
    opens_here = np.isin(before, _codes(" \n\t\u00a0([{—–-/\u2009“\"")) & ~np.isin(after, _codes(" \n\t\u00a0"))
    straight = lone & (character == ord('"'))
    double = np.where(lone & np.isin(character, _codes("“«„")) | straight & opens_here, 1, 0)
    double[lone & np.isin(character, _codes("”»")) | straight & ~opens_here] = -1
    inside = last_mark(double, paragraph) == 1
    closes_here = ~np.isin(before, _codes(" \n\t\u00a0")) & np.isin(after, _codes(" \n\t\u00a0.,;:!?)—–-”\""))
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
    """Sentences end with a paragraph, or at . ? ! (and the mark that closes a quotation) before a capital or a mark."""
    if not len(words):
        return paragraph
    terminal = np.isin(vocabulary, [".", "?", "!", "…", "..."])[words]
    lower = [word.lower() for word in vocabulary]
    short = np.array([w in ABBREVIATIONS or (len(w) == 1 and w.isalpha()) for w in lower])[words]
    opener = np.array([w[0].isupper() or w[0].isdigit() or w[0] in "[(" for w in vocabulary])[words] | (direction == 1)
    following = np.r_[opener[1:], True]
    dotted = (np.isin(vocabulary, ["."])[words]) & np.r_[False, short[:-1]]
    ends = terminal & ~dotted & following & ~np.r_[(direction == -1)[1:], False]
    ends |= (direction == -1) & np.r_[False, terminal[:-1]] & following
    ends |= np.r_[paragraph[1:] != paragraph[:-1], True]
    return np.r_[0, np.cumsum(ends)[:-1]]


def cue_classes(marks: Marks) -> np.ndarray:
    """Index into `cues.CLASSES` of every token."""
    entries = [cue_lexicon().get(word.lower(), ("", "none"))[1] for word in marks.vocabulary]
    return np.array([CLASSES.index(kind) for kind in entries], dtype=np.int64)[marks.words]


def word_properties(vocabulary: np.ndarray, clusters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Codes of each distinct word: itself, ending, shape, class as a cue, lemma, distributional clusters."""
    lexicon = cue_lexicon()
    lower = [word.lower().replace("’", "'") for word in vocabulary]
    lower = [word if word.isalpha() else re.sub(r"\d", "0", word) for word in lower]
    stems = [word[:-2] if word.endswith("'s") else word for word in lower]
    entries = [lexicon.get(word, ("", "none", "")) for word in lower]
    properties = {
        "w": [code(word) for word in lower],
        "end3": [code(word[-3:]) for word in lower],
        "end2": [code(word[-2:]) for word in lower],
        "shape": [code(shape(word)) for word in vocabulary],
        "cue": [CLASSES.index(entry[1]) for entry in entries],
        "lemma": [code(entry[0]) for entry in entries],
        "link": [LINKERS.index(word) + 1 if word in LINKERS else 0 for word in lower],
        "capital": [int(word[0].isupper()) + (word.endswith(("'s", "’s", "s’")) and 2) for word in vocabulary],
        "comma": [int(word == ",") for word in lower],
    }
    properties = {name: np.array(values, dtype=np.int64) for name, values in properties.items()}
    known = np.array([code(stem) for stem in stems], dtype=np.int64)
    place = np.minimum(np.searchsorted(clusters["word"], known), len(clusters["word"]) - 1)
    seen = clusters["word"][place] == known
    for name in ("fine", "coarse"):
        properties[name] = np.where(seen, clusters[name][place] + 1, 0).astype(np.int64)
    return properties


def code(text: str) -> int:
    """A number for a string that is the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def shape(word: str) -> str:
    """Upper, lower, digit pattern with long runs cut: `Xxx`, `d.d`, `X.X`."""
    return RUN.sub(r"\1\1", word[:40].translate(SHAPE))[:8]


def context(marks: Marks, word: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Codes of each token in its sentence and paragraph, unhashed: quotation, place, nearest cues, clause."""
    n, index, quoted, sentence = len(marks.words), np.arange(len(marks.words)), marks.quoted, marks.sentence
    base = {name: values[marks.words] for name, values in word.items()}
    first, last = sentence_bounds(sentence)
    strong = np.isin(base["cue"], (1, 2, 5)) & (quoted == 0)
    left, right = nearest(strong, first, last)
    link = np.maximum.accumulate(np.where((base["link"] > 0) & (quoted == 0), index, -1))
    link = np.where(link >= first, link, -1)
    padded = {name: np.append(base[name], 0) for name in ("w", "cue", "link")}
    commas = np.cumsum(base["comma"] * (1 - quoted))
    quotes = np.append(0, np.cumsum(quoted))
    share = (quotes[last + 1] - quotes[first]) / (last + 1 - first)
    cues = np.append(0, np.cumsum(strong))
    opening = marks.paragraph != np.append(-1, marks.paragraph[:-1])[first]
    coverage = np.select([share == 0, share < 0.3, share < 0.9], [0, 1, 2], 3)
    count = np.minimum(cues[last + 1] - cues[first], 3)
    before = np.maximum(first - 1, 0)
    base |= {
        "quoted": quoted + 2 * (marks.direction == 1) + 4 * (marks.direction == -1),
        "coverage": coverage + 4 * opening,
        "cues": count,
        "previous": np.where(first > 0, np.minimum(count[before], 1) + 2 * quoted[before] + 4 * coverage[before], 31),
        "left_gap": np.where(left >= 0, bucket(index - left), 15),
        "right_gap": np.where(right < n, bucket(right - index), 15),
        "left_cue": padded["cue"][left], "right_cue": padded["cue"][right],
        "left_word": padded["w"][left], "right_word": padded["w"][right],
        "left_next": padded["w"][np.where(left >= 0, np.minimum(left + 1, n), n)],
        "link_word": padded["link"][link], "link_gap": np.where(link >= 0, bucket(index - link), 15),
        "link_side": (link > left) + 2 * (link >= 0),
        "left_commas": np.where(left >= 0, np.minimum(commas - commas[left], 3), 4),
        "right_commas": np.where(right < n, np.minimum(commas[np.minimum(right, n - 1)] - commas, 3), 4),
        "place": bucket(index - first), "room": bucket(last - index),
        **quotation_codes(marks, base["w"]),
        "final": base["w"][last], "initial": base["w"][first],
        "side": (left >= 0) + 2 * (right < n),
    }
    return base


def quotation_codes(marks: Marks, word: np.ndarray) -> dict[str, np.ndarray]:
    """For tokens in quotation marks: how long the quotation is, and the words before and after it; else 0."""
    n, index = len(word), np.arange(len(word))
    opened = np.maximum.accumulate(np.where(marks.direction == 1, index, 0))
    closed = np.minimum.accumulate(np.where(marks.direction == -1, index, n - 1)[::-1])[::-1]
    inside = marks.quoted > 0
    same = marks.paragraph[closed] == marks.paragraph
    return {
        "quote_length": np.where(inside, np.where(same, bucket(closed - opened), 14), 0),
        "quote_before": np.where(inside, word[np.maximum(opened - 1, 0)], 0),
        "quote_after": np.where(inside & same, word[np.minimum(closed + 1, n - 1)], 0),
    }


def sentence_bounds(sentence: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Place of the first and of the last token of each token's sentence."""
    return np.searchsorted(sentence, sentence), np.searchsorted(sentence, sentence, side="right") - 1


def nearest(marked: np.ndarray, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the nearest marked token before and after each token in its sentence; -1 and n where there is none."""
    n, index = len(marked), np.arange(len(marked))
    left = np.append(-1, np.maximum.accumulate(np.where(marked, index, -1)))[:-1]
    right = np.append(np.minimum.accumulate(np.where(marked, index, n)[::-1])[::-1], n)[1:]
    return np.where(left >= first, left, -1), np.where(right <= last, right, n)


def bucket(distance: np.ndarray) -> np.ndarray:
    return BUCKETS[np.clip(distance, 0, 63)]


# One line a family of features: codes joined by "+", each with its offset from the token ("w-1" is the word before).
TEMPLATES = tuple("""
    bias w-3 w-2 w-1 w+0 w+1 w+2 w+3 w-1+w+0 w+0+w+1 w-2+w-1 w+1+w+2
    end3+0 end2+0 end3-1 end3+1 shape+0 shape-1 shape+1 shape-1+shape+0+shape+1
    fine-2 fine-1 fine+0 fine+1 fine+2 fine-1+fine+0 fine+0+fine+1
    coarse-2+coarse-1+coarse+0 coarse-1+coarse+0+coarse+1 coarse+0+coarse+1+coarse+2 coarse+1+coarse+2+coarse+3
    cue-2 cue-1 cue+0 cue+1 cue+2 cue-1+cue+0 cue+0+w+1 lemma+0 lemma+0+w+1 lemma+0+quoted+1 lemma+0+coarse-1
    quoted-1 quoted+0 quoted+1 quoted-1+quoted+0+quoted+1 quoted-1+w+0 quoted+1+w+0
    left_gap+0+left_cue+0 right_gap+0+right_cue+0 left_cue+0+right_cue+0+quoted+0 left_word+0 right_word+0
    left_word+0+left_next+0 left_word+0+left_gap+0 right_word+0+right_gap+0
    left_commas+0+left_cue+0 right_commas+0+right_cue+0 left_commas+0+right_commas+0+w+0 left_commas+0+quoted+0+right_cue+0
    link_word+0+link_gap+0 link_word+0+link_side+0 link_word+0+left_cue+0+link_side+0 link_word+0+coarse+0
    place+0 room+0 place+0+initial+0 room+0+final+0 place+0+coverage+0 side+0+w+0 side+0+coarse+0
    coverage+0 coverage+0+cues+0 coverage+0+previous+0 coverage+0+previous+0+quoted+0 coverage+0+cues+0+quoted+0
    quote_length+0 quote_length+0+quote_before+0 quote_length+0+quote_after+0 quote_before+0+quote_after+0
    rule+0 rule-1+rule+0+rule+1 rule+0+quoted+0 rule+0+cue+0 rule+0+w+0 rule-1+rule+0+coarse+0 rule+0+rule+1+coarse+1
    rule+0+left_word+0 rule+0+coverage+0+previous+0
    capital-1+capital+0+capital+1 capital+0+left_gap+0 capital+0+right_gap+0 side+0+final+0
""".split())


def feature_codes(marks: Marks, clusters: dict[str, np.ndarray], rules: np.ndarray) -> np.ndarray:
    """One row a token, one column a template: the hashed code of its feature, below 2 ** HASH_BITS.

    `rules` is the role the rules give to each token.
    """
    base = context(marks, word_properties(marks.vocabulary, clusters))
    base |= {"bias": np.zeros(len(marks.words), dtype=np.int64), "rule": rules.astype(np.int64)}
    shifted, columns = {}, np.empty((len(marks.words), len(TEMPLATES)), dtype=np.int32)
    for column, template in enumerate(TEMPLATES):
        mixed = np.full(len(marks.words), code(template), dtype=np.uint64)
        for part in re.findall(r"[a-z_0-9]+?(?:[+-]\d)?(?=\+[a-z]|$)", template):
            if part not in shifted:
                name, offset = re.fullmatch(r"([a-z_]+\d?)([+-]\d)?", part).groups()
                shifted[part] = shift(base[name], int(offset or 0), marks.paragraph).astype(np.uint64)
            mixed = (mixed ^ shifted[part]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        columns[:, column] = (mixed >> np.uint64(64 - HASH_BITS)).astype(np.int32)
    return columns


def shift(values: np.ndarray, offset: int, paragraph: np.ndarray) -> np.ndarray:
    """The value `offset` tokens further on, or 7 outside the paragraph."""
    if offset == 0:
        return values
    moved = np.full_like(values, 7)
    here, there = (slice(None, -offset), slice(offset, None)) if offset > 0 else (slice(-offset, None), slice(None, offset))
    same = paragraph[here] == paragraph[there]
    moved[here] = np.where(same, values[there], 7)
    return moved

"""Features of the attribution model: integer codes of words and of where they stand, an array a property."""

import re
import zlib
from functools import lru_cache

import numpy as np

from toolkit.attribution.cues import CLASSES, cue_lexicon
from toolkit.attribution.words import Words, sentence_bounds

LINKERS = tuple(
    "that which who whom whose when while as if because but and or where after before since although though"
    " so than unless until with in on at by to".split()
)
BUCKETS = np.minimum(np.searchsorted([1, 2, 3, 4, 6, 9, 14, 21, 35], np.arange(64), side="right"), 9)
HASH_BITS = 22
SHAPE = {
    c: "X" if chr(c).isupper() else "x" if chr(c).islower() else "d" for c in range(128) if chr(c).isalnum()
}
RUN = re.compile(r"(.)\1{2,}")


def cue_classes(words: Words) -> np.ndarray:
    """Index into `cues.CLASSES` of every word."""
    entries = [cue_lexicon().get(form.lower(), ("", "none"))[1] for form in words.forms]
    return np.array([CLASSES.index(kind) for kind in entries], dtype=np.int64)[words.form]


def like_marks(words: Words) -> Words:
    """The words with all opening quotation marks alike, and all closing ones: ‘no’ is read like “no”."""
    n, forms = len(words.forms), np.append(words.forms, np.array(["“", "”"], dtype=object))
    form = np.select([words.direction == 1, words.direction == -1], [n, n + 1], words.form)
    return words._replace(form=form, forms=forms)


def form_properties(forms: np.ndarray, clusters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Codes of each distinct word: itself, ending, shape, class as a cue, lemma, distributional clusters."""
    *names, stem = zip(*map(_codes_of, forms), strict=True) if len(forms) else [()] * (len(_OF_A_FORM) + 1)
    properties = dict(zip(_OF_A_FORM, (np.array(codes, dtype=np.int64) for codes in names), strict=True))
    known = np.array(stem, dtype=np.int64)
    place = np.minimum(np.searchsorted(clusters["word"], known), len(clusters["word"]) - 1)
    seen = clusters["word"][place] == known
    for name in ("fine", "coarse"):
        properties[name] = np.where(seen, clusters[name][place] + 1, 0).astype(np.int64)
    return properties


_OF_A_FORM = "w end3 end2 shape cue lemma link capital comma".split()


@lru_cache(maxsize=1 << 16)
def _codes_of(form: str) -> tuple[int, ...]:
    """What `form_properties` says of one word, and the code of its stem, by which its clusters are found."""
    word = form.lower().replace("’", "'")
    word = word if word.isalpha() else re.sub(r"\d", "0", word)
    lemma, kind, _ = cue_lexicon().get(word, ("", "none", ""))
    owns = 2 * form.endswith(("'s", "’s", "s’"))
    return (
        code(word), code(word[-3:]), code(word[-2:]), code(shape(form)), CLASSES.index(kind), code(lemma),
        LINKERS.index(word) + 1 if word in LINKERS else 0, form[0].isupper() + owns, word == ",",
        code(word.removesuffix("'s")),
    )  # fmt: skip


def code(text: str) -> int:
    """A number for a string that is the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def shape(word: str) -> str:
    """Upper, lower, digit pattern with long runs cut: `Xxx`, `d.d`, `X.X`."""
    return RUN.sub(r"\1\1", word[:40].translate(SHAPE))[:8]


def context(words: Words, properties: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Codes of each word in its sentence and paragraph, unhashed: quotation, place, nearest cues, clause."""
    n, index, quoted = len(words.form), np.arange(len(words.form)), words.quoted
    base = {name: values[words.form] for name, values in properties.items()}
    first, last = sentence_bounds(words.sentence)
    strong = np.isin(base["cue"], (1, 2, 5)) & (quoted == 0)
    left, right = nearest(strong, first, last)
    link = np.maximum.accumulate(np.where((base["link"] > 0) & (quoted == 0), index, -1))
    link = np.where(link >= first, link, -1)
    padded = {name: np.append(base[name], 0) for name in ("w", "cue", "link")}
    commas = np.cumsum(base["comma"] * (1 - quoted))
    quotes = np.append(0, np.cumsum(quoted))
    share = (quotes[last + 1] - quotes[first]) / (last + 1 - first)
    cues = np.append(0, np.cumsum(strong))
    opening = words.paragraph != np.append(-1, words.paragraph[:-1])[first]
    coverage = np.select([share == 0, share < 0.3, share < 0.9], [0, 1, 2], 3)
    count = np.minimum(cues[last + 1] - cues[first], 3)
    before = np.maximum(first - 1, 0)
    goes_on = (first > 0) & (words.article[before] == words.article)
    base |= {
        "quoted": quoted + 2 * (words.direction == 1) + 4 * (words.direction == -1),
        "coverage": coverage + 4 * opening,
        "cues": count,
        "previous": np.where(
            goes_on, np.minimum(count[before], 1) + 2 * quoted[before] + 4 * coverage[before], 31
        ),
        "left_gap": np.where(left >= 0, bucket(index - left), 15),
        "right_gap": np.where(right < n, bucket(right - index), 15),
        "left_cue": padded["cue"][left],
        "right_cue": padded["cue"][right],
        "left_word": padded["w"][left],
        "right_word": padded["w"][right],
        "left_next": padded["w"][np.where(left >= 0, np.minimum(left + 1, n), n)],
        "link_word": padded["link"][link],
        "link_gap": np.where(link >= 0, bucket(index - link), 15),
        "link_side": (link > left) + 2 * (link >= 0),
        "left_commas": np.where(left >= 0, np.minimum(commas - commas[left], 3), 4),
        "right_commas": np.where(right < n, np.minimum(commas[np.minimum(right, n - 1)] - commas, 3), 4),
        "place": bucket(index - first),
        "room": bucket(last - index),
        **quotation_codes(words, base["w"]),
        "final": base["w"][last],
        "initial": base["w"][first],
        "side": (left >= 0) + 2 * (right < n),
    }
    return base


def quotation_codes(words: Words, word: np.ndarray) -> dict[str, np.ndarray]:
    """For words in quotation marks: how long the quotation is, and the words before and after it; else 0.

    Nothing is looked for outside the paragraph: the one before may be another article's.
    """
    n, index = len(word), np.arange(len(word))
    opened = np.maximum.accumulate(np.where(words.direction == 1, index, -1))
    closed = np.minimum.accumulate(np.where(words.direction == -1, index, n)[::-1])[::-1]
    before, after = np.maximum(opened - 1, -1), np.minimum(closed + 1, n)
    word, paragraph, inside = np.append(word, 0), np.append(words.paragraph, -1), words.quoted > 0
    whole = (paragraph[opened] == words.paragraph) & (paragraph[closed] == words.paragraph)
    return {
        "quote_length": np.where(inside, np.where(whole, bucket(closed - opened), 14), 0),
        "quote_before": np.where(inside & (paragraph[before] == words.paragraph), word[before], 0),
        "quote_after": np.where(inside & (paragraph[after] == words.paragraph), word[after], 0),
    }


def nearest(marked: np.ndarray, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the nearest marked word before and after each word in its sentence; -1 and n for none."""
    n, index = len(marked), np.arange(len(marked))
    left = np.append(-1, np.maximum.accumulate(np.where(marked, index, -1)))[:-1]
    right = np.append(np.minimum.accumulate(np.where(marked, index, n)[::-1])[::-1], n)[1:]
    return np.where(left >= first, left, -1), np.where(right <= last, right, n)


def bucket(distance: np.ndarray) -> np.ndarray:
    """Distances in ten steps that widen."""
    return BUCKETS[np.clip(distance, 0, 63)]


# Codes joined by "+", each with its offset from the word ("w-1" is the word before).
TEMPLATES = tuple(
    """
    bias w-3 w-2 w-1 w+0 w+1 w+2 w+3 w-1+w+0 w+0+w+1 w-2+w-1 w+1+w+2 end3+0 end2+0 end3-1 end3+1 shape+0
    shape-1 shape+1 shape-1+shape+0+shape+1 fine-2 fine-1 fine+0 fine+1 fine+2 fine-1+fine+0 fine+0+fine+1
    coarse-2+coarse-1+coarse+0 coarse-1+coarse+0+coarse+1 coarse+0+coarse+1+coarse+2
    coarse+1+coarse+2+coarse+3 cue-2 cue-1 cue+0 cue+1 cue+2 cue-1+cue+0 cue+0+w+1 lemma+0 lemma+0+w+1
    lemma+0+quoted+1 lemma+0+coarse-1 quoted-1 quoted+0 quoted+1 quoted-1+quoted+0+quoted+1 quoted-1+w+0
    quoted+1+w+0 left_gap+0+left_cue+0 right_gap+0+right_cue+0 left_cue+0+right_cue+0+quoted+0 left_word+0
    right_word+0 left_word+0+left_next+0 left_word+0+left_gap+0 right_word+0+right_gap+0
    left_commas+0+left_cue+0 right_commas+0+right_cue+0 left_commas+0+right_commas+0+w+0
    left_commas+0+quoted+0+right_cue+0 link_word+0+link_gap+0 link_word+0+link_side+0
    link_word+0+left_cue+0+link_side+0 link_word+0+coarse+0 place+0 room+0 place+0+initial+0 room+0+final+0
    place+0+coverage+0 side+0+w+0 side+0+coarse+0 coverage+0 coverage+0+cues+0 coverage+0+previous+0
    coverage+0+previous+0+quoted+0 coverage+0+cues+0+quoted+0 quote_length+0 quote_length+0+quote_before+0
    quote_length+0+quote_after+0 quote_before+0+quote_after+0 rule+0 rule-1+rule+0+rule+1 rule+0+quoted+0
    rule+0+cue+0 rule+0+w+0 rule-1+rule+0+coarse+0 rule+0+rule+1+coarse+1 rule+0+left_word+0
    rule+0+coverage+0+previous+0 capital-1+capital+0+capital+1 capital+0+left_gap+0 capital+0+right_gap+0
    side+0+final+0 fine+0+w+1 end3+0+w+1 end2+0+w-1 fine+0+w-1 coarse-1+end2+0+w+1 left_word+0+w+0
    left_word+0+link_word+0 right_word+0+w+0 left_word+0+w-1 right_word+0+capital+0
""".split()
)


def feature_codes(words: Words, clusters: dict[str, np.ndarray], rules: np.ndarray) -> np.ndarray:
    """One row a word, one column a template: the hashed code of its feature, below 2 ** HASH_BITS.

    `rules` is the role the rules give to each word.
    """
    words = like_marks(words)
    base = context(words, form_properties(words.forms, clusters))
    base |= {"bias": np.zeros(len(words.form), dtype=np.int64), "rule": rules.astype(np.int64)}
    shifted, columns = {}, np.empty((len(words.form), len(TEMPLATES)), dtype=np.int32)
    for column, template in enumerate(TEMPLATES):
        mixed = np.full(len(words.form), code(template), dtype=np.uint64)
        for part in re.findall(r"[a-z_0-9]+?(?:[+-]\d)?(?=\+[a-z]|$)", template):
            if part not in shifted:
                name, offset = re.fullmatch(r"([a-z_]+\d?)([+-]\d)?", part).groups()
                shifted[part] = shift(base[name], int(offset or 0), words.paragraph).astype(np.uint64)
            mixed = (mixed ^ shifted[part]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        columns[:, column] = (mixed >> np.uint64(64 - HASH_BITS)).astype(np.int32)
    return columns


def shift(values: np.ndarray, offset: int, paragraph: np.ndarray) -> np.ndarray:
    """The value `offset` words further on, or 7 outside the paragraph."""
    place = np.arange(len(values)) + offset
    there = np.clip(place, 0, len(values) - 1)
    return np.where((place == there) & (paragraph[there] == paragraph), values[there], 7)

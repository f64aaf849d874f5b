"""Contexts: the words around each claim, and whether those of two claims are about one matter."""

import re

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.preprocessing import MultiLabelBinarizer

from toolkit.progress import steps
from toolkit.text.words import TOKEN, fold

_SENTENCE_END = re.compile(r"(?<=[\w%,]{4}[.!?])[\"”’)]*\s|\n")  # not after "Gov." or "U.S."
_NAME = re.compile(r"(?<=[\w,(] )\(?([A-Z][a-z]\w+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST, _BEFORE = 600, 60  # characters of a sentence read on either side; ... for names and years before it
_SAME_MATTER, _SAME_ACT = 3, 2  # stems that two sentences share where no act ties them; ... two verbs do
_AROUND = 200  # characters of context on either side of a claim in running text


def _stems(context: str) -> list[str]:
    """Content words but numbers, cut to five letters so that Ukraine and Ukrainian meet."""
    words = [fold(match.group()) for match in TOKEN.finditer(context)]
    words = [word for word in words if len(word) > 2 and not word[0].isdigit()]
    return [word[:5] for word in words if word not in ENGLISH_STOP_WORDS]


def contexts_of(claims: pd.DataFrame, texts: dict[str, str]) -> list[sparse.csr_array]:
    """Four matrices (claim x word): which words stand in the contexts of each claim.

    Stems of the line of a headline or caption, else of 200 characters a side; stems of the sentence;
    names (of a body) and years before the claim in its sentence.
    """
    contexts = []
    for claim in steps(claims.itertuples(), "contexts of claims", len(claims)):
        text, in_body = texts[claim.article_id], claim.segment == "body"
        first, last = max(0, claim.start - _LONGEST), claim.end + _LONGEST
        begin = max((end.end() for end in _SENTENCE_END.finditer(text, first, claim.start)), default=first)
        end, before = _SENTENCE_END.search(text, claim.end, last), text[begin : claim.start]
        sentence = _stems(before + " " + text[claim.end : end.start() if end else last])
        start, stop = max(0, claim.start - _AROUND), claim.end + _AROUND
        if not in_body:
            start, stop = text.rfind("\n", first, claim.start) + 1 or first, text.find("\n", claim.end, last)
            stop = last if stop < 0 else stop
        around = _stems(text[start : claim.start] + " " + text[claim.end : stop])
        names, years = (words.findall(before[-_BEFORE:]) for words in (_NAME, _YEAR))
        contexts.append((around, sentence, names if in_body else [], years))
    binary = MultiLabelBinarizer(sparse_output=True)
    bags = zip(*contexts, strict=True) if contexts else [[]] * 4
    return [sparse.csr_array(binary.fit_transform(bag), dtype=np.float32) for bag in bags]


def shared_words(contexts: list[sparse.csr_array], rows: np.ndarray) -> list[np.ndarray]:
    """Four matrices (claim x claim): how many words the contexts of two of these claims, or of one, have."""
    return [(words @ words.T).toarray() for words in (context[rows] for context in contexts)]


def same_matter(claims: pd.DataFrame, sentence: np.ndarray) -> np.ndarray:
    """Whether the sentences of two claims share enough words, which is more where no act ties them."""
    if "status" not in claims:
        acts = claims["verb_class"].to_numpy() != ""
        return np.logical_or.outer(acts, acts) | (sentence >= _SAME_MATTER)
    verb = claims["text"].str.lower().str[:4].to_numpy(object)
    return (verb[:, None] == verb) | (sentence >= _SAME_ACT)


def told_apart(claims: pd.DataFrame, names: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Whether other names or years before two claims say that they are about two subjects or times."""
    named, dated = (words.diagonal() > 0 for words in (names, years))
    apart = np.logical_or.outer(dated, dated) & (years == 0)
    # A percentage of nothing that is named is a candidate's or a company's; else names may be of speakers.
    unnamed = claims["key"].eq("percent ").to_numpy()
    return apart | (np.outer(named, named) & (names == 0) & unnamed)


def likeness(around: np.ndarray) -> np.ndarray:
    """Share of the shorter context's words, or of eight where it is shorter, that the other context has."""
    sizes = around.diagonal()
    return around / np.maximum(np.minimum(sizes[:, None], sizes), 8)

"""Words of a part of a corpus: counted article by article, or brought together with those of other parts."""

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import require_choices
from toolkit.corpus.counts import article_lengths, count_matrix, ngrams, stopped
from toolkit.corpus.segments import KINDS, joined, segment
from toolkit.corpus.selection import Names, counted, groups_of
from toolkit.corpus.tokens import tokenize
from toolkit.terms.frequency import Occurrences, groups_or_all
from toolkit.text.tallies import tallied
from toolkit.text.tokenizers import Tokenizer, unspaced

Own = Tokenizer | str | None


class Words(NamedTuple):
    """The words of some articles in reading order, as numbers."""

    article: np.ndarray
    sentence: np.ndarray
    term: np.ndarray
    segment: np.ndarray
    terms: np.ndarray


def occurrences_in(
    articles: pd.DataFrame, *, by: str | None, ngram: int, segments: Names, stop_words: Names, tokenizer: Own
) -> Occurrences:
    """What `term_frequencies` counts; the toolkit's own words are counted without a table of tokens."""
    groups = groups_or_all(groups_of(articles, by), articles.index)
    if ngram != 1 or tokenizer is not None:
        kept = counted(tokens_in(articles, segments, tokenizer), articles, segments)
        counts, _, terms = count_matrix(kept, ngram=ngram, segments=None, stop_words=stop_words)
        sequences = article_lengths(kept.iloc[ngrams(kept, ngram)[0]])
        return Occurrences(counts, terms, groups, article_lengths(kept), sequences)
    if why := unspaced(articles["text"]):  # which `tokenize` would have said
        warnings.warn(why, stacklevel=2)
    counts, terms = tallied(_texts(articles, segments))
    words = np.asarray(counts.sum(axis=1), dtype=np.int64)
    if stop_words is not None:
        left = np.flatnonzero(~stopped(terms, stop_words))
        counts, terms = counts[:, left], terms[left]
    return Occurrences(counts, pd.Index(terms, dtype="str"), groups, words, words)


def tokens_in(articles: pd.DataFrame, segments: Names, tokenizer: Own) -> pd.DataFrame:
    """The tokens of the articles of a part; each text is one segment where all that stands in it counts."""
    whole = {"article_id": articles.index, "start": 0, "end": articles["text"].str.len(), "kind": "body"}
    found = pd.DataFrame(whole) if segments is None else segment(articles)
    return tokenize(articles, found, tokenizer=tokenizer, progress=False)


def _texts(articles: pd.DataFrame, segments: Names) -> list[str]:
    """What counts of each text, with a line break between any two segments."""
    if segments is None:
        return articles["text"].to_list()
    return joined(articles, None, require_choices(segments, KINDS, "segments"), "\n").to_list()


def counted_words(articles: pd.DataFrame, segments: Names, tokenizer: Own) -> Words:
    """The words that count of some articles."""
    if not len(articles):
        return Words(*np.empty((4, 0), np.int32), np.empty(0, object))
    kept = counted(tokens_in(articles, segments, tokenizer), articles, segments)
    code, terms = pd.factorize(kept["term"].cat.codes.to_numpy())
    names = kept["term"].cat.categories.to_numpy(object)[terms]
    columns = kept["article_id"].cat.codes, kept["sentence"], code, kept["segment"].cat.codes
    kinds = np.int32, np.int32, np.int32, np.int8
    return Words(*(np.asarray(c, dtype=kind) for c, kind in zip(columns, kinds, strict=True)), names)


def tokens_of(parts: Sequence[Words], sizes: Sequence[int], ids: pd.Index) -> pd.DataFrame:
    """The words of several parts as one table of tokens.

    `ids` are those of all articles in their order, `sizes` how many each part has.
    """
    number: dict[str, int] = {}
    codes = [np.array([number.setdefault(t, len(number)) for t in words.terms], np.int32) for words in parts]
    names = np.array(list(number), dtype=object)
    order = np.argsort(names, kind="stable")
    rank = np.empty(len(names), np.int32)
    rank[order] = np.arange(len(names))
    before = np.cumsum([0, *sizes], dtype=np.int32)
    article = np.concatenate([words.article + first for words, first in zip(parts, before, strict=False)])
    term = np.concatenate([rank[code[words.term]] for words, code in zip(parts, codes, strict=True)])
    return pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(article, categories=ids.astype("str")),
            "sentence": np.concatenate([words.sentence for words in parts]),
            "term": pd.Categorical.from_codes(term, categories=pd.Index(names[order], dtype="str")),
            "segment": pd.Categorical.from_codes(np.concatenate([words.segment for words in parts]), KINDS),
            "place": np.arange(len(term), dtype=np.int32),
        }
    )

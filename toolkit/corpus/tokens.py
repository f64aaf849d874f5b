"""Tokens and sentences: one row a unit, with the offsets at which it stands in the article's text."""

import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.checks import require_columns, require_own
from toolkit.corpus.segments import KINDS, segment
from toolkit.progress import steps
from toolkit.text.lines import flowing
from toolkit.text.tokenizers import Tokenizer, own_tokens, tokenizer_of, unspaced
from toolkit.text.units import Batch, batches, find_sentences, find_tokens, merged

COUNTED = ("headline", "body")
"""The segments that counting functions take unless told otherwise."""

CLAIMED = ("headline", "subhead", "body", "caption")
"""The segments in which an article makes claims; bylines, credits, notes and furniture make none."""


def sentences(articles: pd.DataFrame, segments: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split every segment into sentences.

    The end of a paragraph ends a sentence; so does a stop, unless an abbreviation, an initial or a lower-case
    word says otherwise. A line break that only fills a page of a fixed width is a blank. The rules are
    English; full-width stops are known too.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `text`.
    segments
        What `segment(articles)` gives; it is called where this is left out. Those of other articles are left
        out.

    Returns
    -------
    DataFrame
        One row a sentence in reading order: `article_id`; `paragraph`, `sentence`: number of the non-blank
        line, of the sentence, from 0 within the article over all segments; `start`, `end` (characters of
        `text`, end exclusive); `segment`, its kind.

    Raises
    ------
    ValueError
        If `articles` has no `text` or repeats an id, or `segments` lacks a column or is of other articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Mr. Roe left. He said so."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [25], "kind": ["body"]})
    >>> sentences(articles, body)[["sentence", "start", "end"]].values.tolist()
    [[0, 0, 13], [1, 14, 25]]
    """
    parts = [np.empty((6, 0), np.int32)]
    for batch in _batches(articles, segments):
        units = find_sentences(batch)
        offset = batch.base[units.article]
        spans = units.start - offset, units.end - offset
        parts.append(np.array([*units[:3], *spans, units.kind], dtype=np.int32))
    article, paragraph, sentence, start, end, kind = np.concatenate(parts, axis=1)
    return pd.DataFrame(
        {
            "article_id": articles.index.astype("str").take(article),
            "paragraph": paragraph,
            "sentence": sentence,
            "start": start,
            "end": end,
            "segment": pd.Categorical.from_codes(kind, categories=KINDS),
        }
    )


def tokenize(
    articles: pd.DataFrame,
    segments: pd.DataFrame | None = None,
    *,
    tokenizer: Tokenizer | str | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Find every running word of every segment.

    A token is a run of letters, digits and marks of any script with single inner joiners (apostrophe,
    hyphen). Numbers keep their separators (`12,000`), dotted abbreviations are one token (`U.S.`), a final
    's is none. `TOKEN` is the pattern; a token never runs over the border of a segment.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `text`.
    segments
        What `segment(articles)` gives; it is called where this is left out.
    tokenizer
        A function of your own that is given one sentence at a time and gives its words in their order: as
        strings, as they are printed, or as (start, end) in the sentence, or as (start, end, lemma). Neither
        a sentence nor a segment is crossed. What holds no letter and no digit (punctuation) is no word.
        Or its name, by which other processes find it: "jieba:lcut" of a package, "words.py:cut" of a file.
    progress
        Whether to show a bar where it takes longer than two seconds.

    Returns
    -------
    DataFrame
        One row a token in reading order: `article_id`; `paragraph`; `sentence`; `start`, `end` (characters of
        `text`, end exclusive: `text[start:end]` is the word as printed); `term`, the word in lower case, with
        straight apostrophes and hyphens; `segment`, its kind; `place`, the position in the corpus, by which
        neighbours are known however the table is filtered or sorted; `lemma` where the tokenizer gives
        lemmas: in lower case. Categories are all articles, all kinds and the terms, sorted. To count lemmas,
        give counting functions `tokens.assign(term=tokens["lemma"])`.

    Raises
    ------
    ValueError
        If `articles` has no `text` or repeats an id, or `segments` lacks a column or is of other articles; if
        the tokenizer is not found by its name, gives a word that does not come next, or spans outside of the
        sentence or overlapping.
    TypeError
        If the tokenizer gives something else.

    Warns
    -----
    UserWarning
        If articles are in Chinese, Japanese, Thai or another script without blanks between words, and there
        is no tokenizer: whole clauses would count as words.

    Notes
    -----
    With spaCy: `lambda text: [(t.idx, t.idx + len(t), t.lemma_) for t in nlp(text)]`; Stanza: `lambda text:
    [(t.start_char, t.end_char) for s in nlp(text).sentences for t in s.tokens]`; jieba: `jieba.lcut`; Kiwi:
    `lambda text: [(t.start, t.end) for t in kiwi.tokenize(text) if t.tag[0] in "NVMSX"]`; fugashi: `lambda
    text: [word.surface for word in tagger(text)]`; PyThaiNLP: `pythainlp.word_tokenize`. A phrase of a
    script without blanks is found as it is printed or cut (港口工人, 港口 工人), a term that holds a mark by
    a wildcard (AT?T). A table of tokens that was made elsewhere is brought in by `check_tokens`.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Roe's U.S. troops: 12,000"]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [25], "kind": ["body"]})
    >>> tokenize(articles, body)["term"].to_list()
    ['roe', 'u.s.', 'troops', '12,000']
    >>> tokenize(articles, body, tokenizer=str.split)["term"].to_list()
    ["roe's", 'u.s.', 'troops:', '12,000']
    """
    columns, encoded, lemmas = [np.empty((6, 0), np.int32)], [], []
    parts, own = _batches(articles, segments), None if tokenizer is None else tokenizer_of(tokenizer)
    for batch in steps(parts, "tokenize") if progress else parts:
        if own is None:
            table, codes = find_tokens(batch, find_sentences(batch))
        else:
            table, codes, found = own_tokens(batch, find_sentences(batch), own)
            lemmas += found
        columns.append(table)
        encoded.append(codes)
    if own is None and (why := unspaced(articles["text"])):
        warnings.warn(why, stacklevel=2)
    article, paragraph, sentence, start, end, kind = np.concatenate(columns, axis=1)
    code, terms = merged(encoded)
    tokens = pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(article, categories=articles.index.astype("str")),
            "paragraph": paragraph,
            "sentence": sentence,
            "start": start,
            "end": end,
            "term": pd.Categorical.from_codes(code, categories=terms),
            "segment": pd.Categorical.from_codes(kind, categories=KINDS),
            "place": np.arange(len(code), dtype=np.int32),
        }
    )
    known = [lemma or term for lemma, term in zip(lemmas, tokens["term"], strict=False)]  # or none at all
    return tokens.assign(lemma=pd.Categorical(known)) if any(lemmas) else tokens


def _batches(articles: pd.DataFrame, segments: pd.DataFrame | None) -> Iterator[Batch]:
    """Articles, joined, with their segments in reading order."""
    require_columns(articles, ["text"], "articles")
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()][0]
        raise ValueError(f"articles has the index {twice!r} twice; every article needs an id of its own.")
    segments = segment(articles) if segments is None else segments
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    require_own(segments, articles, "segments")
    known = articles.index.astype("str").get_indexer(segments["article_id"].astype("str"))
    order = np.lexsort((segments["start"], known))[int((known < 0).sum()) :]
    known, kinds = known[order], pd.Categorical(segments["kind"], categories=KINDS).codes[order]
    first, last = (segments[edge].to_numpy()[order] for edge in ("start", "end"))
    yield from batches(list(map(flowing, articles["text"])), known, first, last, kinds)

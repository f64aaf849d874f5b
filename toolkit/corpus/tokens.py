"""Tokens and sentences: one row a unit, with the offsets at which it stands in the article's text."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.checks import require_columns
from toolkit.corpus.segments import KINDS, segment
from toolkit.progress import steps
from toolkit.text.lines import flowing
from toolkit.text.units import Batch, encode, find_sentences, find_tokens

COUNTED = ("headline", "body")
"""The segments that counting functions take unless told otherwise."""

CLAIMED = ("headline", "subhead", "body", "caption")
"""The segments in which an article makes claims; bylines, credits, notes and furniture make none."""

_BATCH = 1 << 18  # characters worked on at a time: the arrays stay in the processor's cache


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
        One row a sentence in reading order: `article_id`; `paragraph`, the number of the non-blank line, and
        `sentence`, both from 0 within the article over all segments; `start`, `end` (offsets into `text`, end
        exclusive); `segment`, its kind.

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
    articles: pd.DataFrame, segments: pd.DataFrame | None = None, *, progress: bool = True
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
    progress
        Whether to show a bar where it takes longer than two seconds.

    Returns
    -------
    DataFrame
        One row a token in reading order: `article_id` (categorical over all articles), `paragraph`,
        `sentence`, `start`, `end` (int32; `text[start:end]` is the word as printed), `term` (categorical,
        sorted: the word in lower case, with straight apostrophes and hyphens), `segment` (categorical over
        the kinds) and `place` (int32), the position in the corpus, by which neighbours are known however the
        table is filtered or sorted.

    Raises
    ------
    ValueError
        If `articles` has no `text` or repeats an id, or `segments` lacks a column or is of other articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Roe's U.S. troops: 12,000"]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [25], "kind": ["body"]})
    >>> tokenize(articles, body)["term"].to_list()
    ['roe', 'u.s.', 'troops', '12,000']
    """
    nothing = np.empty(0, np.int64)
    columns, encoded = [np.empty((6, 0), np.int32)], [encode(np.zeros(1, np.uint32), nothing, nothing)]
    batches = _batches(articles, segments)
    for batch in steps(batches, "tokenize") if progress else batches:
        table, codes = find_tokens(batch, find_sentences(batch))
        columns.append(table)
        encoded.append(codes)
    article, paragraph, sentence, start, end, kind = np.concatenate(columns, axis=1)
    words = pa.chunked_array(encoded).unify_dictionaries()
    code = np.concatenate([chunk.indices.to_numpy()[::2] for chunk in words.chunks])
    forms = words.chunk(0).dictionary
    order = pc.sort_indices(forms).to_numpy()  # bytes of UTF-8 sort as code points do
    order = order[np.bincount(code, minlength=len(forms))[order] > 0]
    number = np.zeros(len(forms), np.int32)
    number[order] = np.arange(len(order))
    terms = [form.decode("utf-8", "surrogatepass") for form in forms.take(pa.array(order)).to_pylist()]
    return pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(article, categories=articles.index.astype("str")),
            "paragraph": paragraph,
            "sentence": sentence,
            "start": start,
            "end": end,
            "term": pd.Categorical.from_codes(number[code], categories=np.array(terms, dtype=object)),
            "segment": pd.Categorical.from_codes(kind, categories=KINDS),
            "place": np.arange(len(code), dtype=np.int32),
        }
    )


def _batches(articles: pd.DataFrame, segments: pd.DataFrame | None) -> Iterator[Batch]:
    """Articles, joined, with their segments in reading order."""
    require_columns(articles, ["text"], "articles")
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()][0]
        raise ValueError(f"articles has the index {twice!r} twice; every article needs an id of its own.")
    segments = segment(articles) if segments is None else segments
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    known = articles.index.astype("str").get_indexer(segments["article_id"].astype("str"))
    if len(articles) and len(known) and (known < 0).all():
        stranger = segments["article_id"].iloc[0]
        raise ValueError(f"segments are those of other articles: the first has article_id {stranger!r}.")
    order = np.lexsort((segments["start"], known))[int((known < 0).sum()) :]
    known, kinds = known[order], pd.Categorical(segments["kind"], categories=KINDS).codes[order]
    first, last = (segments[edge].to_numpy()[order] for edge in ("start", "end"))
    texts = list(map(flowing, articles["text"]))
    length = np.array([len(text) for text in texts], dtype=np.int64)
    last, size = np.minimum(last, length[known]), np.cumsum(length + 1)
    begin = 0
    while begin < len(texts):
        done = size[begin - 1] if begin else 0
        stop = max(begin + 1, int(np.searchsorted(size, done + _BATCH, "right")))
        text = "\n" + "\n".join(texts[begin:stop]) + "\n"
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        base = np.zeros(len(texts), np.int64)
        base[begin:stop] = np.concatenate([[done], size[begin : stop - 1]]) - done + 1
        rows = slice(*np.searchsorted(known, [begin, stop]))
        article = known[rows]
        spans = (edge[rows] + base[article] for edge in (first, last))
        if len(article):
            yield Batch(text, points, base, article, *spans, kinds[rows])
        begin = stop

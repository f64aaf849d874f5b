"""Matching: words, phrases and wildcards found among tokens, as row positions."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.corpus.selection import in_reading_order
from toolkit.corpus.stream import Stream
from toolkit.text.patterns import compiled, pattern_words, recut
from toolkit.text.words import STRAIGHT, fold


def match_patterns(
    tokens: pd.DataFrame,
    patterns: Sequence[str],
    *,
    articles: pd.DataFrame | None = None,
    case: bool | Sequence[bool] = False,
) -> pd.DataFrame:
    """Every place where a pattern stands in the tokens, overlapping ones included.

    Parameters
    ----------
    tokens : table of `tokenize`, or rows of it (rows apart in the corpus make no phrase)
    patterns : words (`troops`), phrases (`gun law`), wildcards (`deploy*`, `wom?n`, `right * arms`), or
        several of these with a bar between (`troops|soldiers`)
    articles : needed only where case counts, because terms are lower-case
    case : whether letters must be upper or lower case as written; one value, or one for each pattern

    Returns
    -------
    pandas.DataFrame
        `pattern_index` (position in `patterns`), `first` and `last` (rows of the tokens in reading order,
        both inclusive), in that order. A phrase never crosses the end of a sentence.

    Raises
    ------
    TypeError
        If `patterns` is one string.
    ValueError
        If a pattern has no word, or case counts and `articles` is missing.

    Notes
    -----
    Each pattern is looked up where its rarest word stands, in the index that is kept with the tokens, then
    compared word by word.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": "a", "sentence": 0, "term": ["troops", "were", "deployed"]})
    >>> match_patterns(tokens, ["deploy*", "troops were"]).to_dict("list")
    {'pattern_index': [1, 0], 'first': [0, 2], 'last': [1, 2]}
    """
    if isinstance(patterns, str):
        raise TypeError(f"patterns must be a list of strings; write [{patterns!r}].")
    tokens, patterns = in_reading_order(tokens), list(patterns)
    cased = np.broadcast_to(np.asarray(case, dtype=bool), len(patterns))
    if cased.any() and articles is None:
        raise ValueError("articles is needed where case counts, because terms are lower-case.")
    index = [number for number, pattern in enumerate(patterns) for _ in str(pattern).split("|")]
    written = [pattern_words(part) for pattern in patterns for part in str(pattern).split("|")]
    stream, folded = Stream(tokens), [[fold(word) for word in words] for words in written]
    for number, words in list(zip(index, folded, strict=True)):
        for cut in recut(words, stream.code_of):
            index, written, folded = [*index, number], [*written, cut], [*folded, cut]
    starts = _find(stream, folded)
    if cased.any():
        _keep_as_written(starts, written, np.flatnonzero(cased[index]), tokens, articles)
    # Forms of a name that were merged are one token, whose term has blanks.
    lengths = [len(words) for words in folded]
    for part in [part for part, length in enumerate(lengths) if length > 1 and stream.has_phrases]:
        starts.append(stream.rows_with(_fitting(" ".join(folded[part]), stream)))
        index, lengths = [*index, index[part]], [*lengths, 1]
    sizes = [len(start) for start in starts]
    first = np.concatenate([*starts, np.zeros(0)]).astype(np.int64)
    last = first + np.repeat(np.array(lengths, dtype=np.int64), sizes) - 1
    number = np.repeat(np.array(index, dtype=np.int64), sizes)
    order = np.lexsort((number, last, first))
    table = pd.DataFrame({"pattern_index": number[order], "first": first[order], "last": last[order]})
    return table.drop_duplicates(ignore_index=True) if len(index) > len(patterns) else table


def keep_longest(matches: pd.DataFrame) -> pd.DataFrame:
    """Matches without overlap: longer before shorter, then leftmost, then the first in the list of patterns.

    Examples
    --------
    >>> matches = pd.DataFrame({"pattern_index": [0, 1], "first": [4, 4], "last": [4, 5]})
    >>> keep_longest(matches).to_dict("list")
    {'pattern_index': [1], 'first': [4], 'last': [5]}
    """
    index, first, last = (matches[column].to_numpy() for column in ("pattern_index", "first", "last"))
    taken = np.zeros(last.max(initial=-1) + 1, dtype=bool)
    kept = []
    order = np.lexsort((index, first))
    for words in np.unique(last - first)[::-1] + 1:
        rows = order[(last - first + 1)[order] == words]
        rows = rows[~taken[first[rows][:, None] + np.arange(words)].any(axis=1)]
        start = first[rows]
        chosen = np.diff(start, prepend=-words) >= words
        before = 0
        for place in np.flatnonzero(~chosen).tolist():  # the few that begin inside the one before
            before = place - 1 if chosen[place - 1] else before
            chosen[place] = start[place] - start[before] >= words
        kept.append(rows[chosen])
        taken[first[kept[-1]][:, None] + np.arange(words)] = True
    return matches.iloc[np.sort(np.concatenate([*kept, order[:0]]))]


def _find(stream: Stream, patterns: list[list[str]]) -> list[np.ndarray]:
    """Rows where each pattern starts: where its rarest word stands and the others stand around it."""
    allowed = {word: _fitting(word, stream) for words in patterns for word in words}
    total = {word: stream.frequency(fits) if word.strip("*") else np.inf for word, fits in allowed.items()}
    return [_starts(stream, words, allowed, min(words, key=total.__getitem__)) for words in patterns]


def _starts(stream: Stream, words: list[str], allowed: dict[str, np.ndarray], rarest: str) -> np.ndarray:
    """Rows where a pattern starts."""
    anchor = words.index(rarest)
    start = stream.rows_with(allowed[rarest]) - anchor
    if len(words) == 1:
        return start
    start = start[(start >= 0) & (start + len(words) <= len(stream))]
    start = start[stream.runs[start] == stream.runs[start + len(words) - 1]]
    for offset, word in enumerate(words):
        if offset != anchor and word != "*":
            here, fits = stream.codes[start + offset], allowed[word]
            start = start[here == fits[0] if len(fits) == 1 else np.isin(here, fits)]
    return start


def _fitting(word: str, stream: Stream) -> np.ndarray:
    """Codes of the terms that a word of a pattern stands for."""
    if not re.search(r"[*?]", word):
        code = stream.code_of.get(word)
        return np.array([] if code is None else [code], dtype=np.int64)
    if word.endswith("*") and not re.search(r"[*?]", word[:-1]) and stream.terms.is_monotonic_increasing:
        return np.arange(*np.searchsorted(stream.words, [word[:-1], word[:-1] + "\U0010ffff"]))
    same = compiled(word).fullmatch
    return np.flatnonzero([same(term) is not None for term in stream.words])


def _keep_as_written(
    starts: list, written: list, cased: np.ndarray, tokens: pd.DataFrame, articles: pd.DataFrame
) -> None:
    """Keep the starts whose surface form has the upper and lower case of patterns in which it counts."""
    whose = tokens["article_id"].astype("category").cat
    texts = articles["text"].set_axis(articles.index.astype("str")).reindex(whose.categories.astype("str"))
    texts, places = texts.fillna("").to_list(), np.array([whose.codes, tokens["start"], tokens["end"]])
    for part in cased:
        for offset, word in enumerate(written[part]):
            same = compiled(word).fullmatch if re.search(r"[*?]", word) else word.__eq__
            here = zip(*places[:, starts[part] + offset].tolist(), strict=True)
            kept = [bool(same(texts[text][a:b].translate(STRAIGHT))) for text, a, b in here]
            starts[part] = starts[part][np.array(kept, dtype=bool)]

"""Matching: words, phrases and wildcards found among tokens, as row positions."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.tokens import TOKEN

_STAR, _QUESTION = "ꙮ", "ꟿ"  # letters nobody writes: they carry * and ? through the token pattern
_ANY = {ord(_STAR): "*", ord(_QUESTION): "?"}


def pattern_words(pattern: str) -> tuple[str, ...]:
    """Words of a pattern, cut like the text itself; `*` and `?` inside a word stay.

    Raises
    ------
    ValueError
        If nothing but wildcards would be left to search for.

    Examples
    --------
    >>> pattern_words("Kim Jong-un's deploy*")
    ('Kim', 'Jong-un', 'deploy*')
    """
    carried = str(pattern).replace("*", _STAR).replace("?", _QUESTION)
    words = tuple(match.group().translate(_ANY).replace("’", "'") for match in TOKEN.finditer(carried))
    if not any(word.strip("*?") for word in words):
        raise ValueError(f"pattern {pattern!r} has no word to search for; write a word, a phrase or deploy*.")
    return words


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
    tokens : table of `tokenize`, or rows of it (keep their index: rows that were not neighbours make no phrase)
    patterns : words (`troops`), phrases (`gun law`), wildcards in words (`deploy*`, `wom?n`) or for a
        whole word of a phrase (`right * arms`)
    articles : needed only where case counts, because terms are lower-case
    case : whether upper and lower case must be as written; one value, or one for each pattern

    Returns
    -------
    pandas.DataFrame
        `pattern_index` (position in `patterns`), `first` and `last` (positions of rows in `tokens`, both
        inclusive), in reading order. A phrase never crosses the end of a sentence.

    Raises
    ------
    TypeError
        If `patterns` is one string.
    ValueError
        If a pattern has no word, or case counts and `articles` is missing.

    Notes
    -----
    Linear in the tokens: each pattern is looked up where its rarest word stands, then compared word by word.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": "a", "sentence": 0, "term": ["troops", "were", "deployed"]})
    >>> match_patterns(tokens, ["deploy*", "troops were"]).to_dict("list")
    {'pattern_index': [1, 0], 'first': [0, 2], 'last': [1, 2]}
    """
    require_columns(tokens, ["article_id", "sentence", "term"], "tokens")
    if isinstance(patterns, str):
        raise TypeError(f"patterns must be a list of strings; write [{patterns!r}].")
    cased = [bool(case)] * len(patterns) if isinstance(case, bool | np.bool_) else [bool(flag) for flag in case]
    if any(cased) and articles is None:
        raise ValueError("articles is needed where case counts, because terms are lower-case.")
    written = [pattern_words(pattern) for pattern in patterns]
    term = tokens["term"].astype("category").cat
    known = _word_codes({word.lower() for words in written for word in words}, term.categories)
    coded = [[known[word.lower()] for word in words] for words in written]
    starts = _find(tokens, term.codes.to_numpy(), len(term.categories), coded)
    for index, words in enumerate(written):
        if cased[index]:
            starts[index] = _as_written(tokens, articles, starts[index], words)
    return _in_reading_order(starts, [len(words) for words in written])


def keep_longest(matches: pd.DataFrame) -> pd.DataFrame:
    """Matches without overlap: longer before shorter, then leftmost, then the first in the list of patterns.

    Examples
    --------
    >>> matches = pd.DataFrame({"pattern_index": [0, 1], "first": [4, 4], "last": [4, 5]})
    >>> keep_longest(matches).to_dict("list")
    {'pattern_index': [1], 'first': [4], 'last': [5]}
    """
    if matches.empty:
        return matches
    first = matches["first"].to_numpy()
    length = matches["last"].to_numpy() - first + 1
    taken = np.zeros(first.max() + length.max(), dtype=bool)
    order = np.lexsort((matches["pattern_index"].to_numpy(), first))
    kept = []
    for words in np.unique(length)[::-1]:
        rows = order[length[order] == words]
        span = first[rows][:, None] + np.arange(words)
        free = ~taken[span].any(axis=1)
        chosen = rows[free][_leftmost(first[rows[free]], words)]
        taken[first[chosen][:, None] + np.arange(words)] = True
        kept.append(chosen)
    return matches.iloc[np.sort(np.concatenate(kept))]


def _word_codes(words: set[str], terms: pd.Index) -> dict[str, np.ndarray | None]:
    """Codes of the terms that each word of a pattern stands for; None where it stands for any."""
    plain = sorted(word for word in words if not re.search(r"[*?]", word))
    found = terms.get_indexer(plain)
    codes: dict[str, np.ndarray | None] = {
        word: np.array([code] if code >= 0 else [], dtype=np.int64) for word, code in zip(plain, found, strict=True)
    }
    ordered = np.asarray(terms, dtype=object) if terms.is_monotonic_increasing else None
    for word in sorted(words - set(plain)):
        prefix = word[:-1]
        if word == "*":
            codes[word] = None
        elif ordered is not None and not re.search(r"[*?]", prefix):
            codes[word] = np.arange(*np.searchsorted(ordered, [prefix, prefix + "\U0010ffff"]))
        else:
            same = _compiled(word).fullmatch
            codes[word] = np.flatnonzero([same(term) is not None for term in terms])
    return codes


def _compiled(word: str) -> re.Pattern:
    return re.compile(re.escape(word).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def _find(tokens: pd.DataFrame, codes: np.ndarray, n_terms: int, coded: list) -> list[np.ndarray]:
    """Start rows of each pattern, looked up at its rarest word."""
    frequency = np.bincount(codes, minlength=n_terms)
    anchors = [min(range(len(words)), key=lambda i: _total(frequency, words[i])) for words in coded]
    wanted = np.zeros(n_terms, dtype=bool)
    for words, anchor in zip(coded, anchors, strict=True):
        wanted[words[anchor]] = True
    rows = np.flatnonzero(wanted[codes])
    rows = rows[np.argsort(codes[rows], kind="stable")]
    bounds = np.concatenate([[0], np.cumsum(frequency * wanted)])
    starts = []
    for words, anchor in zip(coded, anchors, strict=True):
        places = [rows[bounds[code] : bounds[code + 1]] for code in words[anchor]]
        start = np.sort(np.concatenate([*places, rows[:0]])) - anchor
        starts.append(_whole(tokens, codes, start, words, anchor, n_terms) if len(words) > 1 else start)
    return starts


def _total(frequency: np.ndarray, codes: np.ndarray | None) -> float:
    return np.inf if codes is None else frequency[codes].sum()


def _whole(tokens: pd.DataFrame, codes: np.ndarray, start: np.ndarray, words: list, anchor: int, n_terms: int):
    """Keep the starts where every word fits and the words are neighbours in one sentence."""
    reach = len(words) - 1
    start = start[(start >= 0) & (start + reach < len(codes))]
    for offset, allowed in enumerate(words):
        if offset != anchor and allowed is not None:
            fits = np.zeros(n_terms, dtype=bool)
            fits[allowed] = True
            start = start[fits[codes[start + offset]]]
    for column in ("article_id", "sentence"):
        values = tokens[column]
        values = (values.cat.codes if values.dtype == "category" else values).to_numpy()
        start = start[values[start] == values[start + reach]]
    if pd.api.types.is_integer_dtype(tokens.index) and not isinstance(tokens.index, pd.RangeIndex):
        label = tokens.index.to_numpy()
        start = start[label[start + reach] - label[start] == reach]
    return start


def _as_written(tokens: pd.DataFrame, articles: pd.DataFrame, start: np.ndarray, words: Sequence[str]):
    """Keep the starts whose surface form has the pattern's upper and lower case."""
    for offset, word in enumerate(words):
        rows = tokens.iloc[start + offset]
        texts = articles["text"].reindex(rows["article_id"].astype(object)).to_numpy()
        places = zip(texts, rows["start"], rows["end"], strict=True)
        same = _compiled(word).fullmatch
        kept = [same(text[begin:end].replace("’", "'")) is not None for text, begin, end in places]
        start = start[np.array(kept, dtype=bool)]
    return start


def _in_reading_order(starts: list[np.ndarray], lengths: list[int]) -> pd.DataFrame:
    counts = [len(start) for start in starts]
    index = np.repeat(np.arange(len(starts)), counts)
    first = np.concatenate([*starts, np.zeros(0, dtype=np.int64)]).astype(np.int64)
    last = first + np.repeat(np.array(lengths, dtype=np.int64), counts) - 1
    order = np.lexsort((index, last, first))
    return pd.DataFrame({"pattern_index": index[order], "first": first[order], "last": last[order]})


def _leftmost(first: np.ndarray, words: int) -> np.ndarray:
    """Mask of the spans of equal length that a reader would take from left to right without overlap."""
    chosen = np.zeros(len(first), dtype=bool)
    end = -1
    for place, start in enumerate(first.tolist()):
        if start > end:
            chosen[place], end = True, start + words - 1
    return chosen

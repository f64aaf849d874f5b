"""Words that stand together: phrases of neighbouring words, and collocates around a word."""

import numpy as np
import pandas as pd

from toolkit.corpus.counts import counting_caption, ngrams, stopped
from toolkit.corpus.matching import match_patterns
from toolkit.corpus.selection import Names, counted
from toolkit.corpus.spans import token_keys
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.measures import delta_p, log_dice, log_likelihood, mi3, pmi, t_score


def phrases(
    tokens: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    max_words: int = 3,
    min_count: int = 5,
    min_articles: int = 2,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Sequences of two to `max_words` words of one sentence that stand together more than their parts would.

    A sequence of three is split into the last word and those before it, and into the first and those after
    it; the weaker split counts. Sequences that begin or end with a stop word are left out. Sentences
    copied from one article to another (agency copy, quotations) inflate n and all measures; see `mark_wire`.

    Parameters
    ----------
    tokens, articles
        The tokens to count, and the articles that count (None: all those of the tokens).
    max_words, min_count, min_articles
        Length of the longest sequences; occurrences and articles that a sequence needs.
    segments, stop_words
        As in `term_frequencies`.

    Returns
    -------
    DataFrame
        One row a phrase, by `log_dice`, then n, then term: `term`; `words` (how many it has); `n` (how many
        times); `articles` (how many have it); `log_dice` (at most 14, Rychly 2008); `g2` (signed, 4 cells);
        `pmi` (mutual information, log2). All three are of the weaker split.

    Raises
    ------
    ValueError
        If `max_words` is below 2.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Gun law now. A gun law.", "The gun law."]}, index=["a", "b"])
    >>> phrases(tokenize(articles), min_count=2, segments=None)[["term", "n", "log_dice"]].values.tolist()
    [['gun law', 3, 14.0]]
    """
    if max_words < 2:
        raise ValueError(f"max_words must be 2 or more, not {max_words}; see term_frequencies for words.")
    kept = counted(tokens, articles, segments)
    names = kept["term"].cat.categories.to_numpy(dtype=object)
    stops = stopped(names, stop_words)
    tables = []
    for words in range(2, max_words + 1):
        start, gram, parts = ngrams(kept, words)
        n = np.bincount(gram, minlength=len(parts))
        first, last = (_split(n, parts, at, len(start)) for at in (1, words - 1))
        weaker = last.where(last["log_dice"] <= first["log_dice"], first)
        table = weaker.assign(words=words, n=n, articles=_articles_with(kept, start, gram, len(parts)))
        common = (n >= min_count) & (table["articles"] >= min_articles)
        chosen = (common & ~stops[parts[:, [0, -1]]].any(axis=1)).to_numpy()
        tables.append(table[chosen].assign(term=[" ".join(names[row]) for row in parts[chosen]]))
    table = pd.concat(tables)[["term", "words", "n", "articles", "log_dice", "g2", "pmi"]]
    table = table.sort_values(["log_dice", "n", "term"], ascending=[False, False, True], ignore_index=True)
    what = f"Sequences of 2 to {max_words} words, {min_count} or more in {min_articles} or more articles,"
    table.attrs["caption"] = counting_caption(
        what, kept["article_id"].nunique(), len(kept), segments, stop_words
    )
    if table.empty:
        table.attrs["note"] = "No sequence is as common as that."
    return table


def collocates(
    tokens: pd.DataFrame,
    node: str,
    articles: pd.DataFrame | None = None,
    *,
    window: int | str = 5,
    min_count: int = 3,
    segments: Names = COUNTED,
    stop_words: Names = None,
) -> pd.DataFrame:
    """Words that stand near `node` more often than elsewhere, never beyond the end of its sentence.

    Parameters
    ----------
    node
        A word, phrase or wildcard as in `concordance`: "troops", "tens of thousands", "deploy*".
    tokens, articles
        The tokens to count, and the articles that count (None: all those of the tokens).
    window
        So many words to either side, those that were filtered out included, or "sentence".
    min_count
        Times that a word must stand near the node.
    segments, stop_words
        As in `term_frequencies`.

    Returns
    -------
    DataFrame
        One row a word, by `log_dice`, then term: `term`; `n` (times near the node; a word near two nodes
        counts once); `articles` (in which it is near); `n_total` (times anywhere); `expected` (n if all words
        were as common near the node as elsewhere); `log_dice` (of the word and the node); `g2` (signed, 4
        cells: near or not, the word or not); `delta_p` (of the word, near against not near); `pmi` (mutual
        information, log2); `mi3` (the same of n cubed, log2); `t_score` (of n and expected).

    Raises
    ------
    ValueError
        If `window` is neither a whole number above 0 nor "sentence", or `node` has no word.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Big war ends. Big war, big news."]}, index=["a"])
    >>> table = collocates(tokenize(articles), "war", window=1, min_count=1, segments=None)
    >>> table[["term", "n", "n_total", "expected"]].round(2).values.tolist()
    [['big', 3, 3, 1.71], ['ends', 1, 1, 0.57]]
    """
    if window != "sentence" and not (isinstance(window, int) and window > 0):
        raise ValueError(f"window {window!r} is neither a number of words above 0 nor 'sentence'.")
    kept = counted(tokens, articles, segments)
    found = match_patterns(kept, [node])
    near = _near(kept, found, window)
    codes, names = kept["term"].cat.codes.to_numpy(), kept["term"].cat.categories.to_numpy(dtype=object)
    table = pd.DataFrame({"term": names, "n": np.bincount(codes[near], minlength=len(names))})
    table["articles"] = _articles_with(kept, np.flatnonzero(near), codes[near], len(names))
    table["n_total"] = np.bincount(codes, minlength=len(names))
    table = table[(table["n"] >= min_count) & ~stopped(names, stop_words)]
    n, total, around, everywhere = table["n"].to_numpy(), table["n_total"].to_numpy(), near.sum(), len(kept)
    cells = n, around, total, everywhere
    table["expected"] = around * total / max(everywhere, 1)
    table["log_dice"], table["g2"] = log_dice(np.minimum(n, len(found)), len(found), total), _g2(*cells)
    table["delta_p"] = delta_p(*cells)[0] if around < everywhere else np.nan
    for measure in (pmi, mi3, t_score):
        table[measure.__name__] = measure(*cells)
    table = table.sort_values(["log_dice", "term"], ascending=[False, True], ignore_index=True)
    reach = "the sentence" if window == "sentence" else f"{window} words and the sentence"
    what = f"Words within {reach} of {node!r} ({len(found)} times), {min_count} times or more,"
    table.attrs["caption"] = counting_caption(
        what, kept["article_id"].nunique(), len(kept), segments, stop_words
    )
    if table.empty:
        table.attrs["note"] = f"No word stands near {node!r} {min_count} times; it occurs {len(found)} times."
    return table


def _near(kept: pd.DataFrame, found: pd.DataFrame, window: int | str) -> np.ndarray:
    """Whether each token is near a node but no part of one."""
    sentence, place = (token_keys(kept, column) for column in ("sentence", "place"))
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    reach = np.iinfo(np.int32).max if window == "sentence" else window
    left, right = (
        np.searchsorted(sentence, sentence[first]),
        np.searchsorted(sentence, sentence[last], "right"),
    )
    left = np.maximum(left, np.searchsorted(place, place[first] - reach))
    right = np.minimum(right, np.searchsorted(place, place[last] + reach, "right"))
    return _covered(left, right, len(kept)) & ~_covered(first, last + 1, len(kept))


def _covered(start: np.ndarray, end: np.ndarray, size: int) -> np.ndarray:
    """Rows that lie in any of the stretches."""
    steps = np.bincount(start, minlength=size + 1) - np.bincount(end, minlength=size + 1)
    return np.cumsum(steps)[:size] > 0


def _articles_with(kept: pd.DataFrame, rows: np.ndarray, kind: np.ndarray, kinds: int) -> np.ndarray:
    """In how many articles each kind stands."""
    article = kept["article_id"].cat.codes.to_numpy()[rows]
    pairs = pd.unique(article.astype(np.int64) * kinds + kind)
    return np.bincount(pairs % max(kinds, 1), minlength=kinds)


def _split(n: np.ndarray, parts: np.ndarray, at: int, total: int) -> pd.DataFrame:
    """Association of the first `at` words of each n-gram with the rest of it."""
    begins, ends = (
        pd.Series(n).groupby(list(columns)).transform("sum").to_numpy()
        for columns in (parts.T[:at], parts.T[at:])
    )
    scores = {"log_dice": log_dice(n, begins, ends), "g2": _g2(n, begins, ends, total)}
    return pd.DataFrame({**scores, "pmi": pmi(n, begins, ends, total)})


def _g2(n: np.ndarray, f1: np.ndarray, f2: np.ndarray, total: int) -> np.ndarray:
    rest = np.maximum(total - f1, 1e-9)  # every position may hold the first member
    return log_likelihood(n, f2 - n, f1, rest, signed=True)

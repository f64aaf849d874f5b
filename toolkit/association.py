"""Words that stand together: phrases of neighbouring words, and collocates around a word."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.matching import match_patterns
from toolkit.measures import delta_p, log_dice, log_likelihood, mi3, pmi, t_score
from toolkit.terms import caption, counted, ngrams
from toolkit.tokens import COUNTED


def phrases(tokens: pd.DataFrame, *, max_words: int = 3, min_count: int = 3, min_articles: int = 2,
            segments: Collection[str] | None = COUNTED,
            stop_words: Collection[str] | None = None) -> pd.DataFrame:
    """Sequences of two to `max_words` words of one sentence that stand together more than their parts would.

    A sequence of three is split into the last word and those before it, and into the first and those after
    it; the weaker split counts. Sequences that begin or end with a stop word are left out.

    Returns
    -------
    DataFrame
        `term`, `words`, `n`, `articles`, `log_dice` (at most 14, Rychly 2008), `g2` (signed, 4 cells), `pmi`
        (log2), all of the weaker split; by `log_dice`, then term.

    Raises
    ------
    ValueError
        If `max_words` is below 2.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Gun law now. A gun law.", "The gun law."]}, index=["a", "b"])
    >>> phrases(tokenize(articles), min_count=2, segments=None)[["term", "n", "log_dice"]].values.tolist()
    [['gun law', 3, 14.0]]
    """
    if max_words < 2:
        raise ValueError(f"max_words must be 2 or more, not {max_words}; count_terms counts single words.")
    kept = counted(tokens, segments)
    names = kept["term"].cat.categories.to_numpy(dtype=object)
    stopped = np.isin(names, list(stop_words or ()))
    tables = []
    for words in range(2, max_words + 1):
        start, gram, parts = ngrams(kept, words)
        n = np.bincount(gram, minlength=len(parts))
        articles = _articles_with(kept, start, gram, len(parts))
        splits = [_scores(n, _margin(parts[:, :-1], n), _margin(parts[:, -1:], n), len(start)),
                  _scores(n, _margin(parts[:, :1], n), _margin(parts[:, 1:], n), len(start))]
        weaker = splits[0].where(splits[0]["log_dice"] <= splits[1]["log_dice"], splits[1])
        bounded = ~stopped[parts[:, 0]] & ~stopped[parts[:, -1]]
        chosen = (n >= min_count) & (articles >= min_articles) & bounded
        table = pd.DataFrame({"term": "", "words": words, "n": n, "articles": articles}).join(weaker)[chosen]
        tables.append(table.assign(term=[" ".join(names[row]) for row in parts[chosen]]))
    table = pd.concat(tables).sort_values(["log_dice", "term"], ascending=[False, True], ignore_index=True)
    table.attrs["caption"] = caption(f"Sequences of 2 to {max_words} words, {min_count} times or more and in "
                                     f"{min_articles} articles or more,", kept, segments, stop_words)
    return table


def collocates(tokens: pd.DataFrame, node: str, *, window: int | str = 5, min_count: int = 3,
               segments: Collection[str] | None = COUNTED,
               stop_words: Collection[str] | None = None) -> pd.DataFrame:
    """Words that stand near `node` more often than elsewhere, never beyond the end of its sentence.

    Parameters
    ----------
    node
        A word, phrase or wildcard as in `concordance`: "troops", "tens of thousands", "deploy*".
    window
        So many words to either side, or "sentence".

    Returns
    -------
    DataFrame
        `term`, `n` (near the node; a word near two nodes counts once), `articles`, `n_total` (anywhere),
        `expected` (n if all words were as common near the node as elsewhere), `log_dice` (of the word and the
        node), `g2` (signed, 4 cells: near or not, the word or not), `delta_p` (of the word, near against not
        near), `pmi` (log2), `mi3`, `t_score` (of n and expected); by `log_dice`, then term.

    Raises
    ------
    ValueError
        If `window` is neither a whole number above 0 nor "sentence".
    """
    if window != "sentence" and not (isinstance(window, int) and window > 0):
        raise ValueError(f"window {window!r} is neither a number of words above 0 nor 'sentence'.")
    kept = counted(tokens, segments)
    found = match_patterns(kept, [node])
    near = _near(kept, found, window)
    codes, names = kept["term"].cat.codes.to_numpy(), kept["term"].cat.categories.to_numpy(dtype=object)
    n, total = (np.bincount(x, minlength=len(names)) for x in (codes[near], codes))
    articles = _articles_with(kept, np.flatnonzero(near), codes[near], len(names))
    chosen = (n >= min_count) & ~np.isin(names, list(stop_words or ()))
    n, total = n[chosen], total[chosen]
    around, everywhere = int(near.sum()), len(kept)
    scores = _scores(n, np.full(len(n), around), total, everywhere)
    table = pd.DataFrame({
        "term": names[chosen], "n": n, "articles": articles[chosen], "n_total": total,
        "expected": around * total / max(everywhere, 1),
        "log_dice": log_dice(np.minimum(n, len(found)), len(found), total), "g2": scores["g2"],
        "delta_p": delta_p(n, around, total, everywhere)[0] if around < everywhere else np.nan,
        "pmi": scores["pmi"], "mi3": mi3(n, around, total, everywhere),
        "t_score": t_score(n, around, total, everywhere)})
    table = table.sort_values(["log_dice", "term"], ascending=[False, True], ignore_index=True)
    reach = "the sentence" if window == "sentence" else f"{window} words and the sentence"
    table.attrs["caption"] = caption(f"Words within {reach} of {node!r} ({len(found)} times), {min_count} "
                                     "times or more,", kept, segments, stop_words)
    if table.empty:
        table.attrs["note"] = f"No word stands near {node!r} {min_count} times; it occurs {len(found)} times."
    return table


def _near(kept: pd.DataFrame, found: pd.DataFrame, window: int | str) -> np.ndarray:
    """Whether each token is near a node but no part of one."""
    article, sentence = kept["article_id"].cat.codes.to_numpy(), kept["sentence"].to_numpy()
    run = np.cumsum(np.concatenate([[0], (np.diff(article) != 0) | (np.diff(sentence) != 0)]))[: len(kept)]
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    left, right = np.searchsorted(run, run[first], "left"), np.searchsorted(run, run[first], "right")
    if window != "sentence":
        left, right = np.maximum(left, first - window), np.minimum(right, last + window + 1)
    return _covered(left, right, len(kept)) & ~_covered(first, last + 1, len(kept))


def _covered(start: np.ndarray, end: np.ndarray, size: int) -> np.ndarray:
    """Rows that lie in any of the stretches."""
    steps = np.bincount(start, minlength=size + 1) - np.bincount(end, minlength=size + 1)
    return np.cumsum(steps)[:size] > 0


def _articles_with(kept: pd.DataFrame, rows: np.ndarray, kind: np.ndarray, kinds: int) -> np.ndarray:
    """In how many articles each kind stands."""
    article = kept["article_id"].cat.codes.to_numpy()[rows]
    pairs = np.unique(article.astype(np.int64) * kinds + kind)
    return np.bincount(pairs % max(kinds, 1), minlength=kinds)


def _margin(parts: np.ndarray, n: np.ndarray) -> np.ndarray:
    """How often each row's part occurs in this place, whatever stands in the others."""
    return pd.Series(n).groupby(list(parts.T)).transform("sum").to_numpy()


def _scores(n: np.ndarray, f1: np.ndarray, f2: np.ndarray, total: int) -> pd.DataFrame:
    """Association of pairs that occur n times, their members f1 and f2 times."""
    rest = np.maximum(total - f1, 1e-9)  # every position may hold the first member
    g2 = log_likelihood(n, f2 - n, f1, rest, signed=True)
    return pd.DataFrame({"log_dice": log_dice(n, f1, f2), "g2": g2, "pmi": pmi(n, f1, f2, total)})

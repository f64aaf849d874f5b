"""Reuse: passages that articles of different outlets share, word for word or edited."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from toolkit.checks import require_columns
from toolkit.comparison.alignment import Blocks, align, as_characters, edits, matched, span, tidy
from toolkit.comparison.quoting import quoted_tokens
from toolkit.comparison.runs import Words, equal_runs, runs_of, shared_with_stand_in, times_of, word_table
from toolkit.comparison.wire import given
from toolkit.progress import steps

SEED_WORDS = 4  # with three words in ten changed, nearly every sentence keeps a run of 4; few keep one of 7
_SURE_WORDS = 12  # fewer must be half of the shorter sentence: "did not respond to a request" is no reuse
_MINUTES = 10  # articles this close in time do not tell who was first
_COLUMNS = {
    "article_a": "str", "start_a": "int64", "end_a": "int64", "article_b": "str", "start_b": "int64",
    "end_b": "int64", "n_words": "int64", "identity": "float64", "kind": "str", "quoted": "float64",
    "earlier": "str", "outlet_a": "str", "outlet_b": "str", "event": "str", "edits": "str",
}  # fmt: skip


def find_reuse(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    min_words: int = 7,
    days: int = 3,
    max_uses: int = 100,
) -> pd.DataFrame:
    """Passages that two articles of different outlets share, verbatim or edited.

    Parameters
    ----------
    tokens
        Table of `tokenize`; headline and body are compared.
    articles
        The articles that are compared: `text`, `outlet` (an article without one has one of its own), and
        where known `event`, `published`, `published_precision`, `agency`, `outlet_type`.
    attributions
        Table of `attribute`: with it, what sources are reported to say counts as quoted without quotation
        marks, too.
    min_words
        Every run of this many equal words is found; an edited passage keeps more than this many.
    days
        Articles of one event are compared whatever their dates; those without an event with one another if
        published at most this many days apart (undated ones with undated ones).
    max_uses
        Runs of words used more often than this within an event (or within `days`) are skipped; the caption
        says how many. Of more articles than this with the same words one stands for all.

    Returns
    -------
    DataFrame
        One row a passage, in the order of the articles, then of the text: `article_a`, `article_b` (ids);
        `start_a`, `end_a`, `start_b`, `end_b`; `n_words` (how many are equal); `identity`, share (0-1) of
        equal words in the longer side; `kind` (verbatim: the same words, whatever case and punctuation;
        edited); `quoted`, share (0-1) of the words inside quotation marks or attributed content, of the side
        that has more; `earlier` (a, b, unknown: no dates, times within 10 minutes, or one day and no times);
        `outlet_a`, `outlet_b`; `event`; `edits` from a to b ("old→new", "−left out", "+put in", "⇄moved").

    Raises
    ------
    ValueError
        If a column is missing, or `min_words` is below 5, or `days` or `max_uses` is negative.

    Notes
    -----
    Equal runs of `min_words` words are found by sorting hashes, and joined where they overlap. Sentences that
    share a run of 4 words are aligned (longest common subsequence, then the stretch in which a kept word
    counts 1 and a changed one -1.5; one part may have moved to the other end). An edited stretch counts where
    identity is at least .6, and it keeps at least 12 words or half of the shorter sentence, more than
    `min_words` words and half as many of 5 letters or more. Passages that overlap on both sides are made one.
    Pairs of articles are never enumerated: time and memory grow with the words and with what they share.

    Where more than `max_uses` articles of an event (or of a day) have the same counted words, every run in
    them is too common. One of them, the agency's own or else the earliest, then stands for all: it alone is
    searched, and each copy shares its passages with it, not with the other copies or with third articles. A
    note says so. Copies that differ in a word, such as in the headline, are not recognised, and what more
    than `max_uses` of them share is skipped.

    References
    ----------
    Smith, Cordell and Dillon (2013), Infectious texts. https://doi.org/10.1109/BigData.2013.6691675

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> text = ["Mayor Roe said the harbour bridge will close to all traffic on Monday.",
    ...         "The harbour bridge will close to all lorries on Monday, Mayor Roe said."]
    >>> articles = pd.DataFrame({"text": text, "outlet": ["Beacon", "Ledger"]}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [70, 71], "kind": "body"})
    >>> find_reuse(tokenize(articles, body), articles)[["n_words", "kind", "edits"]].values.tolist()
    [[12, 'edited', '⇄Mayor Roe said; traffic→lorries']]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term", "segment"], "tokens")
    require_columns(articles, ["text", "outlet"], "articles")
    require_settings(min_words, days, max_uses)
    words = word_table(tokens, articles, max_uses)
    runs, seeds = (equal_runs(*runs_of(words, k), words, days, max_uses) for k in (min_words, SEED_WORDS))
    table = passages_table(words, articles, runs[0], seeds[0], min_words, attributions)
    return captioned(table, words, (runs[1], seeds[1]), min_words, days, max_uses)


def require_settings(min_words: int, days: int, max_uses: int) -> None:
    """Raise a ValueError unless these can be searched for."""
    if min_words <= SEED_WORDS:
        raise ValueError(f"min_words must be 5 or more, not {min_words}: shorter runs are shared by chance.")
    if min(days, max_uses) < 0:
        raise ValueError(f"days and max_uses must not be negative, as {min(days, max_uses)} is.")


def passages_table(
    words: Words,
    articles: pd.DataFrame,
    runs: np.ndarray,
    seeds: np.ndarray,
    min_words: int,
    attributions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The passages behind pairs of equal runs, and those that copies share with what stands for them."""
    copied = shared_with_stand_in(words, min_words)
    found = [*_runs(*runs, min_words), *_runs(*copied, min_words), *_edited(words, *seeds, min_words)]
    passages = [tidy(blocks) for blocks in _merged(found, words["article"])]
    sharing = sorted({int(words["article"][place]) for blocks in passages for place in blocks[0][:2]})
    quoted = _quoted_words(words, articles, articles.iloc[sharing], attributions)
    return _table(passages, words, quoted, articles)


def captioned(
    table: pd.DataFrame, words: Words, skipped: tuple[int, int], min_words: int, days: int, max_uses: int
) -> pd.DataFrame:
    """The table with what was done, how many runs of either length were skipped, and why it may be empty."""
    outlet, stand_in, size = words["outlet"], words["stand_in"], np.diff(words["first"])
    copies = int(((outlet != outlet[stand_in]) & (size >= min_words)).sum())
    table.attrs["caption"] = (
        f"Passages of {min_words} words or more that articles of two outlets share, compared within events, "
        f"or without events within {days} days; case and punctuation do not count. Skipped, with more than "
        f"{max_uses} uses: {skipped[0]:,} runs of {min_words} words and {skipped[1]:,} of {SEED_WORDS}."
    )
    if len(np.unique(outlet[size > 0])) < 2:
        table.attrs["note"] = "Nothing to compare: headline and body words come from fewer than two outlets."
    elif table.empty:
        table.attrs["note"] = "No articles of different outlets share a passage."
    elif copies:
        have, share = ("article has", "shares") if copies == 1 else ("articles have", "share")
        few = f"{copies:,} {have} the words of another that over {max_uses} print, and {share} passages"
        table.attrs["note"] = f"{few} with it alone: with the agency's own, or else with the earliest."
    return table


def _runs(first: np.ndarray, second: np.ndarray, k: int) -> list[Blocks]:
    """Longest verbatim runs behind overlapping pairs of runs of `k` words."""
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    opens = np.flatnonzero(np.r_[True, (np.diff(second - first) != 0) | (np.diff(first) != 1)][: len(first)])
    lengths = np.diff(np.r_[opens, len(first)]) + k - 1
    runs = zip(first[opens].tolist(), second[opens].tolist(), lengths.tolist(), strict=True)
    return [[run] for run in runs]


def _edited(words: Words, first: np.ndarray, second: np.ndarray, min_words: int) -> Iterator[Blocks]:
    """Alignments of the sentences that share a seed, where they keep enough words."""
    unit, bounds, text = words["unit"], words["bounds"], as_characters(words["code"])
    last = SEED_WORDS - 1
    inside = (unit[first] == unit[first + last]) & (unit[second] == unit[second + last])
    pairs = unit[first[inside]].astype(np.int64) * len(bounds) + unit[second[inside]]
    pairs, seeds = np.unique(pairs, return_counts=True)
    for part in steps(np.array_split(np.arange(len(pairs)), len(pairs) // 100_000 + 1), "reuse"):
        a, b = np.divmod(pairs[part], len(bounds))
        left, right = ([text[bounds[u] : bounds[u + 1]] for u in side] for side in (a, b))
        shorter = np.minimum(bounds[a + 1] - bounds[a], bounds[b + 1] - bounds[b])
        kept = cpdist(left, right, scorer=LCSseq.similarity, dtype=np.uint16)
        # With a run of 6 words less than half will do: a moved part is not in the common subsequence.
        least = np.where(seeds[part] > 2, np.minimum(0.45 * shorter, _SURE_WORDS), 0.55 * shorter)
        for index in np.flatnonzero(kept >= np.maximum(least, min_words + 1)):
            start_a, start_b = int(bounds[a[index]]), int(bounds[b[index]])
            blocks = [(x + start_a, y + start_b, n) for x, y, n in align(left[index], right[index])]
            equal, long = matched(blocks), sum(int(words["is_long"][x : x + n].sum()) for x, _, n in blocks)
            enough = equal > min_words and long > min_words // 2
            if enough and (equal >= _SURE_WORDS or 2 * equal >= shorter[index]):
                yield blocks


def _merged(found: list[Blocks], article: np.ndarray) -> list[Blocks]:
    """Alignments of one pair of articles that overlap on both sides, made one."""
    spans = sorted((*article[list(blocks[0][:2])].tolist(), *span(blocks), blocks) for blocks in found)
    passages, active = [], []
    for a, b, start_a, end_a, start_b, end_b, blocks in spans:
        active = [passage for passage in active if passage[:2] == [a, b] and passage[3] > start_a]
        for passage in active:
            if passage[4] < end_b and start_b < passage[5]:
                passage[3:6] = max(passage[3], end_a), min(passage[4], start_b), max(passage[5], end_b)
                passage[6] = passage[6] + blocks
                break
        else:
            passages.append([a, b, start_a, end_a, start_b, end_b, blocks])
            active.append(passages[-1])
    return [passage[6] for passage in passages]


def _earlier(articles: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Which of two articles was published first, where dates and times can tell."""
    published = times_of(articles)
    precision = articles.get("published_precision", pd.Series("day", articles.index))
    timed, dated = (precision == "time").to_numpy(), precision.isin(["time", "day"]).to_numpy()
    day, lead = published.astype("datetime64[D]"), (published[b] - published[a]) / np.timedelta64(1, "m")
    other_day = dated[a] & dated[b] & (day[a] != day[b])
    sure = np.where(timed[a] & timed[b], np.abs(lead) > _MINUTES, other_day)
    # A lead from or to a missing date is no number, so that neither comparison holds.
    return np.where(sure & (lead > 0), "a", np.where(sure & (lead < 0), "b", "unknown"))


def _quoted_words(
    words: Words, articles: pd.DataFrame, sharing: pd.DataFrame, attributions: pd.DataFrame | None
) -> np.ndarray:
    """How many words before each place, and before the end, are quoted, in the articles that share some."""
    ids = pd.Categorical.from_codes(words["article"], articles.index.astype("str"))
    read = pd.DataFrame({"article_id": ids, "start": words["start"]})
    return np.r_[0, np.cumsum(quoted_tokens(read, sharing, attributions))]


def _table(passages: list[Blocks], words: Words, quoted: np.ndarray, articles: pd.DataFrame) -> pd.DataFrame:
    """Passages with the spans, names and edits of their words."""
    texts, article, start, end = articles["text"].to_list(), words["article"], words["start"], words["end"]
    outlet, event = given(articles, "outlet"), given(articles, "event").to_numpy()

    def shown(first: int, last: int) -> str:
        return " ".join(texts[article[first]][start[first] : end[last - 1]].split()) if last > first else ""

    spans = np.array([span(blocks) for blocks in passages], np.int64).reshape(-1, 4)
    n_words = np.array([matched(blocks) for blocks in passages], np.int64)
    share = n_words / np.maximum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2])
    columns = {"n_words": n_words, "identity": share, "kind": np.where(share == 1, "verbatim", "edited")}
    for side, first, last in (("a", 0, 1), ("b", 2, 3)):
        rows = outlet.iloc[article[spans[:, first]]]
        columns[f"article_{side}"], columns[f"outlet_{side}"] = rows.index.to_numpy(), rows.to_numpy()
        columns[f"start_{side}"], columns[f"end_{side}"] = start[spans[:, first]], end[spans[:, last] - 1]
    sides = [
        (quoted[spans[:, k + 1]] - quoted[spans[:, k]]) / (spans[:, k + 1] - spans[:, k]) for k in (0, 2)
    ]
    columns["quoted"] = np.maximum(*sides)
    columns["event"] = event[article[spans[:, 0]]]
    columns["earlier"] = _earlier(articles, article[spans[:, 0]], article[spans[:, 2]])
    columns["edits"] = [edits(blocks, shown, shown) for blocks in passages]
    return pd.DataFrame(columns)[list(_COLUMNS)].astype(_COLUMNS)

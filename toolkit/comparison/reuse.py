"""Reuse: passages that articles of different outlets share, word for word or edited."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from toolkit.checks import require_columns
from toolkit.comparison.alignment import (
    MIN_IDENTITY,
    Blocks,
    align,
    as_characters,
    edits,
    identity,
    matched,
    span,
    tidy,
)
from toolkit.comparison.wire import given, is_agency
from toolkit.corpus.selection import counted

Words = dict[str, np.ndarray]

_SEED_WORDS = 4  # with three words in ten changed, nearly every sentence keeps a run of 4; few keep one of 7
_UNIT_WORDS = 100  # a "sentence" without full stops is cut here, which bounds every alignment
_SURE_WORDS = 12  # fewer must be half of the shorter sentence: "did not respond to a request" is no reuse
_LONG_WORD = 5  # letters; stands for "content word" in languages for which there is no list of stop words
_MINUTES = 10  # articles this close in time do not tell who was first
_HASH = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiplying by it spreads small numbers
_COLUMNS = {
    "article_a": "str", "start_a": "int64", "end_a": "int64", "article_b": "str", "start_b": "int64",
    "end_b": "int64", "n_words": "int64", "identity": "float64", "kind": "str", "earlier": "str",
    "outlet_a": "str", "outlet_b": "str", "event": "str", "edits": "str",
}  # fmt: skip


def find_reuse(
    tokens: pd.DataFrame, articles: pd.DataFrame, *, min_words: int = 7, days: int = 3, max_uses: int = 100
) -> pd.DataFrame:
    """Passages that two articles of different outlets share, verbatim or edited.

    Parameters
    ----------
    tokens
        Table of `tokenize`; headline and body are compared.
    articles
        Columns `text`, `outlet` (an article without one has one of its own), and where known `event`,
        `published`, `published_precision`.
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
        One row a passage, in the order of the articles, then of the text: `article_a`, `start_a`, `end_a`,
        `article_b`, `start_b`, `end_b` (characters of `text`, end exclusive); `n_words`, equal words;
        `identity`, their share (0-1) of the longer side; `kind` (verbatim: the same words, whatever case and
        punctuation; edited); `earlier` (a, b, unknown: no dates, times within 10 minutes, or one day and no
        times); `outlet_a`, `outlet_b`; `event`; `edits` from a to b ("old→new", "−left out", "+put in",
        "⇄moved").

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
    if min_words <= _SEED_WORDS:
        raise ValueError(f"min_words must be 5 or more, not {min_words}: shorter runs are shared by chance.")
    if min(days, max_uses) < 0:
        raise ValueError(f"days and max_uses must not be negative, as {min(days, max_uses)} is.")
    words = _word_table(tokens, articles, max_uses)
    runs, skipped = _pairs(words, min_words, days, max_uses)
    seeds, skipped_seeds = _pairs(words, _SEED_WORDS, days, max_uses)
    copies, copied = _copied(words, min_words)
    runs = np.concatenate([runs, copied], axis=1)
    found = [*_runs(*runs, min_words), *_edited(words, *seeds, min_words)]
    table = _table([tidy(blocks) for blocks in _merged(found, words["article"])], words, articles)
    table.attrs["caption"] = (
        f"Passages of {min_words} words or more that two articles of different outlets share, among "
        f"{len(articles):,} articles, compared within events, or where they have none within {days} days; "
        f"case and punctuation do not count. Skipped as too common (more than {max_uses} uses): {skipped:,} "
        f"runs of {min_words} words and {skipped_seeds:,} of {_SEED_WORDS}."
    )
    if len(np.unique(words["outlet"])) < 2:
        table.attrs["note"] = "Nothing to compare: headline and body words come from fewer than two outlets."
    elif table.empty:
        table.attrs["note"] = "No articles of different outlets share a passage."
    elif copies:
        table.attrs["note"] = (
            f"More than {max_uses} articles have the same words: of these one, the agency's own or the "
            f"earliest, stands for all, and the other {copies:,} are listed with that one alone."
        )
    return table


def _published(articles: pd.DataFrame) -> np.ndarray:
    """Times of publication; not in nanoseconds, which reach no further than 292 years."""
    times = articles.get("published", pd.Series(pd.NaT, articles.index))
    return pd.to_datetime(times, utc=True).dt.tz_localize(None).to_numpy("datetime64[us]")


def _compared_within(articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Code of the event and day 0; where there is no event 1 and the day; without a day 0 and 0."""
    event, day = given(articles, "event"), _published(articles).astype("datetime64[D]")
    alone, dated = (event == "").to_numpy(), ~np.isnat(day)
    block = np.where(alone, dated, pd.factorize(event, sort=True)[0] + 2)
    return block.astype(np.int32), np.where(alone & dated, day.astype(np.int64), 0).astype(np.int32)


def _word_table(tokens: pd.DataFrame, articles: pd.DataFrame, max_uses: int) -> Words:
    """Columns of the counted words; a `stretch` has no gap inside, a `unit` is a sentence or part of one."""
    tokens = counted(tokens, articles)
    article = tokens["article_id"].cat.codes.to_numpy(np.int32)
    segment, sentence = tokens["segment"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    gap = (np.diff(article) != 0) | (np.diff(tokens["place"]) != 1) | (np.diff(segment) != 0)
    stretch_opens = np.r_[True, gap][: len(tokens)]
    unit_opens = np.r_[True, gap | (np.diff(sentence) != 0)][: len(tokens)]
    row = np.arange(len(tokens))
    unit_opens |= (row - np.maximum.accumulate(np.where(unit_opens, row, 0))) % _UNIT_WORDS == 0
    bounds = np.r_[np.flatnonzero(unit_opens), len(tokens)]
    block, day = _compared_within(articles)
    name = given(articles, "outlet")
    outlet = pd.factorize(name.where(name != "", "\0" + name.index))[0].astype(np.int32)
    terms, code = tokens["term"].cat.categories, tokens["term"].cat.codes.to_numpy()
    is_long = np.array([len(term) >= _LONG_WORD or term[:1].isdigit() for term in terms], bool)
    opens = np.searchsorted(article, np.arange(len(articles) + 1))
    order = np.lexsort([_published(articles), ~is_agency(articles)])
    texts = [(block[a], day[a], code[opens[a] : opens[a + 1]].tobytes()) for a in range(len(articles))]
    return {
        "code": code, "is_long": is_long[code], "article": article, "outlet": outlet[article],
        "block": block[article], "day": day[article], "stretch": np.cumsum(stretch_opens, dtype=np.int32),
        "unit": np.cumsum(unit_opens, dtype=np.int32) - 1, "bounds": bounds, "opens": opens,
        "stand_in": _stand_ins(texts, order, max_uses), "start": tokens["start"].to_numpy(),
        "end": tokens["end"].to_numpy(),
    }  # fmt: skip


def _stand_ins(texts: list[tuple], order: np.ndarray, max_uses: int) -> np.ndarray:
    """The article that is searched for each: itself, or of too many copies the first one in the order."""
    same, stand_in = defaultdict(list), np.arange(len(texts))
    for article in order:
        same[texts[article]].append(article)
    for copies in same.values():
        if len(copies) > max_uses:
            stand_in[copies] = copies[0]
    return stand_in


def _copied(words: Words, k: int) -> tuple[int, np.ndarray]:
    """Number of articles that another one stands for; positions of the runs of `k` words they share with it."""
    opens, stretch, found = words["opens"], words["stretch"], [np.empty((2, 0), np.int64)]
    copies = np.flatnonzero(words["stand_in"] != np.arange(len(words["stand_in"])))
    for copy in copies:
        first = opens[np.sort([copy, words["stand_in"][copy]])]
        n = opens[copy + 1] - opens[copy] - k + 1
        if n > 0 and words["outlet"][first[0]] != words["outlet"][first[1]]:
            pairs = first[:, None] + np.arange(n)
            found.append(pairs[:, (stretch[pairs] == stretch[pairs + k - 1]).all(axis=0)])
    return len(copies), np.concatenate(found, axis=1)


def _shingles(words: Words, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Hash and position of every run of `k` words that its block has again, by hash, then day."""
    n = max(0, len(words["code"]) - k + 1)
    hashed = words["block"][:n].astype(np.uint64) * _HASH
    for step in range(k):
        hashed = (hashed ^ words["code"][step : step + n].astype(np.uint64)) * _HASH
        hashed ^= hashed >> np.uint64(29)
    article = words["article"][:n]
    searched = words["stand_in"][article] == article
    position = np.flatnonzero(searched & (words["stretch"][:n] == words["stretch"][len(words["code"]) - n :]))
    hashed, day = hashed[position], words["day"][position]
    order = np.lexsort((day, hashed)) if day.any() else np.argsort(hashed, kind="stable")
    hashed = hashed[order]
    same = hashed[1:] == hashed[:-1]
    again = (np.r_[same, False] | np.r_[False, same])[: len(hashed)]
    return hashed[again], position[order[again]]


def _pairs(words: Words, k: int, days: int, max_uses: int) -> tuple[np.ndarray, int]:
    """Positions (first < second) of equal runs of `k` words of two outlets; how many runs were too common."""
    hashed, position = _shingles(words, k)
    day = words["day"][position]
    left = np.arange(max(0, len(position) - max_uses))
    left = left[(hashed[left] == hashed[left + max_uses]) & (day[left + max_uses] - day[left] <= days)]
    depth = np.bincount(left, minlength=len(position) + 1)
    depth -= np.bincount(left + max_uses + 1, minlength=len(position) + 1)
    rare = np.cumsum(depth)[: len(position)] == 0
    skipped = len(np.unique(hashed[~rare]))
    hashed, position, day = hashed[rare], position[rare], day[rare]
    outlet, left, found = words["outlet"][position], np.arange(len(position)), [np.empty((2, 0), np.int64)]
    for step in range(1, max_uses + 1):
        left = left[: np.searchsorted(left, len(position) - step)]
        left = left[(hashed[left] == hashed[left + step]) & (day[left + step] - day[left] <= days)]
        across = left[outlet[left] != outlet[left + step]]
        found.append(np.sort([position[across], position[across + step]], axis=0))
    return np.concatenate(found, axis=1), skipped


def _runs(first: np.ndarray, second: np.ndarray, k: int) -> Iterator[Blocks]:
    """Longest verbatim runs behind overlapping pairs of runs of `k` words."""
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    opens = np.flatnonzero(np.r_[True, (np.diff(second - first) != 0) | (np.diff(first) != 1)][: len(first)])
    lengths = np.diff(np.r_[opens, len(first)]) + k - 1
    for run in zip(first[opens].tolist(), second[opens].tolist(), lengths.tolist(), strict=True):
        yield [run]


def _edited(words: Words, first: np.ndarray, second: np.ndarray, min_words: int) -> Iterator[Blocks]:
    """Alignments of the sentences that share a seed, where they keep enough words."""
    unit, bounds, text = words["unit"], words["bounds"], as_characters(words["code"])
    last = _SEED_WORDS - 1
    inside = (unit[first] == unit[first + last]) & (unit[second] == unit[second + last])
    pairs = unit[first[inside]].astype(np.int64) * len(bounds) + unit[second[inside]]
    pairs, seeds = np.unique(pairs, return_counts=True)
    for part in np.array_split(np.arange(len(pairs)), len(pairs) // 100_000 + 1):
        a, b = np.divmod(pairs[part], len(bounds))
        left, right = ([text[bounds[u] : bounds[u + 1]] for u in side] for side in (a, b))
        shorter = np.minimum(bounds[a + 1] - bounds[a], bounds[b + 1] - bounds[b])
        kept = cpdist(left, right, scorer=LCSseq.similarity, dtype=np.uint16)
        # With a run of 6 words less than half will do: a moved part is not in the common subsequence.
        least = np.where(seeds[part] > 2, np.minimum(0.45 * shorter, _SURE_WORDS), 0.55 * shorter)
        for index in np.flatnonzero(kept >= np.maximum(least, min_words + 1)):
            start_a, start_b = int(bounds[a[index]]), int(bounds[b[index]])
            blocks = [(x + start_a, y + start_b, n) for x, y, n in align(left[index], right[index])]
            if _is_reuse(blocks, words["is_long"], shorter[index], min_words):
                yield blocks


def _is_reuse(blocks: Blocks, is_long: np.ndarray, shorter: int, min_words: int) -> bool:
    """Whether an alignment keeps enough words, and enough of content, for sentences of that length."""
    kept, long = matched(blocks), sum(int(is_long[x : x + n].sum()) for x, _, n in blocks)
    enough = kept > min_words and long > min_words // 2 and identity(blocks) >= MIN_IDENTITY
    return enough and (kept >= _SURE_WORDS or 2 * kept >= shorter)


def _merged(found: list[Blocks], article: np.ndarray) -> list[Blocks]:
    """Alignments of one pair of articles that overlap on both sides, made one."""
    pairs = [(int(article[blocks[0][0]]), int(article[blocks[0][1]])) for blocks in found]
    spans = sorted((*pair, *span(blocks), blocks) for pair, blocks in zip(pairs, found, strict=True))
    passages: list[list] = []
    active: list[list] = []
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
    published = _published(articles)
    precision = articles.get("published_precision", pd.Series("day", articles.index))
    timed, dated = (precision == "time").to_numpy(), precision.isin(["time", "day"]).to_numpy()
    day, lead = published.astype("datetime64[D]"), (published[b] - published[a]) / np.timedelta64(1, "m")
    other_day = dated[a] & dated[b] & (day[a] != day[b])
    sure = np.where(timed[a] & timed[b], np.abs(lead) > _MINUTES, other_day)
    # A lead from or to a missing date is no number, so that neither comparison holds.
    return np.where(sure & (lead > 0), "a", np.where(sure & (lead < 0), "b", "unknown"))


def _table(passages: list[Blocks], words: Words, articles: pd.DataFrame) -> pd.DataFrame:
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
    columns["event"] = event[article[spans[:, 0]]]
    columns["earlier"] = _earlier(articles, article[spans[:, 0]], article[spans[:, 2]])
    columns["edits"] = [edits(blocks, shown, shown) for blocks in passages]
    return pd.DataFrame(columns)[list(_COLUMNS)].astype(_COLUMNS)

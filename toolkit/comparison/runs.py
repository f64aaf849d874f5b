"""Runs: words in a row that articles of two outlets share, found by sorting hashes, not pair by pair."""

from hashlib import blake2b

import numpy as np
import pandas as pd

from toolkit.comparison.wire import given, is_agency
from toolkit.corpus.selection import counted

Words = dict[str, np.ndarray]

_UNIT_WORDS = 100  # a "sentence" without full stops is cut here, which bounds every alignment
_LONG_WORD = 5  # letters; stands for "content word" in languages for which there is no list of stop words
_HASH = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: multiplying by it spreads small numbers


def times_of(articles: pd.DataFrame) -> np.ndarray:
    """Times of publication in UTC; in microseconds, since nanoseconds reach no further than 292 years."""
    times = articles.get("published", pd.Series(pd.NaT, articles.index))
    return pd.to_datetime(times, utc=True).dt.tz_localize(None).to_numpy("datetime64[us]")


def _compared_within(articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Number of the event and day 0; where there is no event 1 and the day; without a day 0 and 0."""
    event, day = given(articles, "event"), times_of(articles).astype("datetime64[D]")
    alone, dated = (event == "").to_numpy(), ~np.isnat(day)
    block = np.where(alone, dated, numbered(event))
    return block.astype(np.uint64), np.where(alone & dated, day.astype(np.int64), 0).astype(np.int32)


def numbered(names: pd.Series | pd.Index) -> np.ndarray:
    """A number of 64 bits for each name, the same in any corpus or part of one."""
    return pd.util.hash_array(names.to_numpy(object))


def word_table(tokens: pd.DataFrame, articles: pd.DataFrame, max_uses: int) -> Words:
    """Columns of the counted words; a `stretch` has no gap inside, a `unit` is a sentence or part of one.

    The words of article i stand from `first[i]` to before `first[i + 1]`, those of unit i likewise in
    `bounds`. Of each article, `block` and `day` are what it is compared within, `outlet` is whose it is,
    `said` a number for its words, `stand_in` the article that is searched in its place, as a rule itself.
    """
    tokens = counted(tokens, articles)
    article = tokens["article_id"].cat.codes.to_numpy(np.int32)
    segment = tokens["segment"].astype("category").cat.codes.to_numpy()
    sentence = tokens["sentence"].to_numpy()
    gap = (np.diff(article) != 0) | (np.diff(tokens["place"]) != 1) | (np.diff(segment) != 0)
    stretch_opens = np.r_[True, gap][: len(tokens)]
    unit_opens = np.r_[True, gap | (np.diff(sentence) != 0)][: len(tokens)]
    row = np.arange(len(tokens))
    unit_opens |= (row - np.maximum.accumulate(np.where(unit_opens, row, 0))) % _UNIT_WORDS == 0
    block, day = _compared_within(articles)
    name = given(articles, "outlet")
    outlet = numbered(name.where(name != "", "\0" + name.index))
    terms, code = tokens["term"].cat.categories, tokens["term"].cat.codes.to_numpy()
    is_long = np.array([len(term) >= _LONG_WORD or term[:1].isdigit() for term in terms], bool)
    first = np.searchsorted(article, np.arange(len(articles) + 1))
    number = numbered(terms)
    within = zip(block.tolist(), day.tolist(), first.tolist(), first[1:].tolist(), strict=False)
    said = [_said(b"%d %d" % (event, on), number[code[begin:end]]) for event, on, begin, end in within]
    said = np.array(said, np.uint64)
    return {
        "code": code, "is_long": is_long[code], "number": number, "article": article, "first": first,
        "stretch": np.cumsum(stretch_opens, dtype=np.int32),
        "unit": np.cumsum(unit_opens, dtype=np.int32) - 1,
        "bounds": np.r_[np.flatnonzero(unit_opens), len(tokens)],
        "start": tokens["start"].to_numpy(), "end": tokens["end"].to_numpy(),
        "block": block, "day": day, "outlet": outlet, "said": said,
        "stand_in": stand_ins(said, times_of(articles), is_agency(articles), max_uses),
    }  # fmt: skip


def _said(within: bytes, numbers: np.ndarray) -> int:
    return int.from_bytes(blake2b(within + numbers.tobytes(), digest_size=8).digest(), "little")


def stand_ins(said: np.ndarray, times: np.ndarray, agency: pd.Series, max_uses: int) -> np.ndarray:
    """The article that is searched for each: of too many equal texts an agency's own, else the earliest."""
    same, _ = pd.factorize(said)
    order = np.lexsort([times, ~agency, same])
    chosen = order[np.unique(same[order], return_index=True)[1]]
    return np.where(np.bincount(same)[same] > max_uses, chosen[same], np.arange(len(same)))


def shared_with_stand_in(words: Words, k: int) -> np.ndarray:
    """Positions of the runs of `k` words that copies share with what stands for them."""
    first, stretch, found = words["first"], words["stretch"], [np.empty((2, 0), np.int64)]
    for copy in np.flatnonzero(words["stand_in"] != np.arange(len(words["stand_in"]))):
        both = np.sort([copy, words["stand_in"][copy]])
        opens = first[both]
        runs = np.arange(first[copy + 1] - first[copy] - k + 1)
        if len(runs) and words["outlet"][both[0]] != words["outlet"][both[1]]:
            pairs = opens[:, None] + runs
            found.append(pairs[:, (stretch[pairs] == stretch[pairs + k - 1]).all(axis=0)])
    return np.concatenate(found, axis=1)


def runs_of(words: Words, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Every run of `k` words: a number for them and for what they are compared within, and their position."""
    n = max(0, len(words["code"]) - k + 1)
    hashed = (words["block"] * _HASH)[words["article"][:n]]
    for step in range(k):
        hashed = (hashed ^ words["number"][words["code"][step : step + n]]) * _HASH
        hashed ^= hashed >> np.uint64(29)
    whole = np.flatnonzero(words["stretch"][:n] == words["stretch"][len(words["code"]) - n :])
    return hashed[whole], whole


def _may_return(hashed: np.ndarray) -> np.ndarray:
    """Whether a hash stands again, or agrees in its last bits with one that does: leaves few to be sorted."""
    ordered, bits = np.sort(hashed), np.uint64((1 << 22) - 1)
    returns = np.zeros(1 << 22, dtype=bool)
    returns[ordered[1:][ordered[1:] == ordered[:-1]] & bits] = True
    return returns[hashed & bits]


def equal_runs(
    hashed: np.ndarray, position: np.ndarray, words: Words, days: int, max_uses: int
) -> tuple[np.ndarray, int]:
    """Positions (first < second) of equal runs of two outlets; how many of the runs were too common.

    Positions rise; of `words`, what is known of each article is asked for: `first`, `day`, `outlet` and
    `stand_in`.
    """
    article = np.searchsorted(words["first"], position, "right") - 1
    kept = np.flatnonzero(words["stand_in"][article] == article)
    kept = kept[_may_return(hashed[kept])]
    hashed, position, article = hashed[kept], position[kept], article[kept]
    day = words["day"][article]
    order = np.lexsort((day, hashed)) if day.any() else np.argsort(hashed, kind="stable")
    same = np.diff(hashed[order]) == 0
    order = order[(np.r_[same, False] | np.r_[False, same])[: len(order)]]
    hashed, position, day = hashed[order], position[order], day[order]
    outlet = words["outlet"][article[order]]
    left = np.arange(max(0, len(position) - max_uses))
    left = left[(hashed[left] == hashed[left + max_uses]) & (day[left + max_uses] - day[left] <= days)]
    depth = np.bincount(left, minlength=len(position) + 1)
    depth -= np.bincount(left + max_uses + 1, minlength=len(position) + 1)
    rare = np.cumsum(depth)[: len(position)] == 0
    skipped = len(np.unique(hashed[~rare]))
    hashed, position, day, outlet = hashed[rare], position[rare], day[rare], outlet[rare]
    left, found = np.arange(len(position)), [np.empty((2, 0), np.int64)]
    for step in range(1, max_uses + 1):
        left = left[: np.searchsorted(left, len(position) - step)]
        left = left[(hashed[left] == hashed[left + step]) & (day[left + step] - day[left] <= days)]
        across = left[outlet[left] != outlet[left + step]]
        found.append(np.sort([position[across], position[across + step]], axis=0))
    return np.concatenate(found, axis=1), skipped

"""Resampling articles within events: bootstrap weights, permuted labels, and what few events cannot show."""

import math
from functools import lru_cache
from itertools import combinations

import numpy as np
from scipy.special import ndtr, stdtrit

_KEYS = 1_000_000  # random numbers held at a time; more do not stay close to the processor
FEWEST_EVENTS = 5  # a percentile interval over fewer blocks is narrower than it claims
FEWEST_HITS = 3  # events in which something must occur before its rate gets an interval


@lru_cache(maxsize=1)  # the same for all who are compared on the same events
def bootstrap_weights(n: int, resamples: int, seed: int = 0) -> np.ndarray:
    """How often each of `n` blocks is drawn in each resample: float32, (resamples, n), rows sum to n.

    >>> bootstrap_weights(4, 2, seed=1).sum(axis=1).tolist()
    [4.0, 4.0]
    """
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples)
    weights = draws.astype(np.float32)
    weights.flags.writeable = False
    return weights


def percentiles(n: int) -> list[float]:
    """Percentiles of the resamples that bound a 95% interval over `n` blocks.

    Wider than 2.5 and 97.5 by what t with n - 1 degrees of freedom, times sqrt(n / (n - 1)), has over normal:
    the plain ones miss too often where blocks are few (Hesterberg 2015, 10.1080/00031305.2015.1089789).

    >>> [round(x, 2) for x in percentiles(20)], [round(x, 2) for x in percentiles(1000)]
    ([1.59, 98.41], [2.48, 97.52])
    """
    tail = 100 * float(ndtr(stdtrit(n - 1, 0.025) * math.sqrt(n / (n - 1))))
    return [tail, 100 - tail]


def block_codes(blocks: np.ndarray | None, n: int) -> np.ndarray:
    """Integer code of each article's block; an article without one ("" or missing) is a block of its own.

    >>> block_codes(np.array(["b", "", "a", "b"]), 4).tolist()
    [1, 2, 0, 1]
    """
    if blocks is None:
        return np.arange(n)
    values = np.asarray(blocks, dtype=object)
    missing = np.array([value is None or value != value or value == "" for value in values], dtype=bool)
    codes = np.zeros(n, dtype=np.int64)
    codes[~missing] = np.unique(values[~missing], return_inverse=True)[1]
    codes[missing] = codes[~missing].max(initial=-1) + 1 + np.arange(missing.sum())
    return codes


def labellings(is_target: np.ndarray, blocks: np.ndarray) -> int:
    """Number of distinct ways to hand out the target labels within the blocks (1: nothing to permute)."""
    codes = np.unique(blocks, return_inverse=True)[1]
    sizes, targets = np.bincount(codes), np.bincount(codes, weights=is_target).astype(int)
    return math.prod(map(math.comb, sizes.tolist(), targets.tolist()))


def smallest_p(is_target: np.ndarray, blocks: np.ndarray, resamples: int = 2000) -> float:
    """Smallest two-sided p that these labels can reach.

    Where every block has as many target as other articles, the mirrored labelling is as extreme as the
    observed one, so with k events of one article a side it is 2 / 2**k.

    >>> smallest_p(np.array([True, False] * 6), np.repeat(np.arange(6), 2))
    0.03125
    """
    codes = np.unique(blocks, return_inverse=True)[1]
    mirrored = not np.bincount(codes, weights=np.where(is_target, 1, -1)).any()
    possible = labellings(is_target, blocks)
    return min(1.0, (1 + int(mirrored)) / possible) if possible <= resamples else 1 / resamples


def events_needed(alpha: float = 0.05) -> int:
    """Fewest events with one article a side whose two-sided permutation p can reach `alpha`.

    >>> events_needed(), events_needed(0.01)
    (6, 8)
    """
    return math.ceil(math.log2(2 / alpha))


def permuted_labels(
    is_target: np.ndarray,
    blocks: np.ndarray,
    resamples: int = 2000,
    seed: int = 0,
    among: np.ndarray | slice = slice(None),
) -> tuple[np.ndarray, bool]:
    """Labels handed out anew within blocks: bool (permutations, articles) and whether they are all there are.

    Row 0 is the observed labelling, so a p is the share of rows at least as extreme as row 0. All distinct
    labellings are listed once when there are at most `resamples`; otherwise `resamples` rows are drawn. The
    columns are the articles, or some `among` them, in whole blocks: others change none of these.

    >>> permuted_labels(np.array([True, False, True, False]), np.array([0, 0, 1, 1]))[0].astype(int).tolist()
    [[1, 0, 1, 0], [0, 1, 1, 0], [1, 0, 0, 1], [0, 1, 0, 1]]
    """
    labels = np.asarray(is_target, dtype=bool)
    codes, total = np.unique(blocks, return_inverse=True)[1], labellings(labels, blocks)
    order = np.argsort(codes, kind="stable")
    rows = np.tile(labels, (min(total, resamples), 1))
    if total > resamples:
        rng, some = np.random.default_rng(seed), max(1, _KEYS // len(labels))
        both = np.bincount(codes, labels) % np.bincount(codes) > 0  # only there can labels change hands
        asked = np.zeros(len(labels), dtype=bool)
        asked[among] = True
        changing = np.flatnonzero((both[codes] & asked)[order])
        order = order[changing]
        for part in np.split(rows[1:], range(some, resamples - 1, some)):
            keys = rng.random(part.shape).T[changing] + codes[order, None]
            part[:, order] = _handed_out(labels[order], codes[order], keys).T
        return rows[:, among], False
    index = np.arange(total)
    for members in np.split(order, np.cumsum(np.bincount(codes))[:-1]):
        choices = _choices(labels[members])
        rows[:, members] = choices[index % len(choices)]
        index //= len(choices)
    return rows[:, among], True


def _handed_out(labels: np.ndarray, blocks: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """The labels in the order of the keys (articles x labellings) of their block; blocks are ascending.

    A label goes to the place that its key has among those of its block, which are few: nothing is sorted.
    """
    targets, handed = np.flatnonzero(labels), np.zeros(keys.shape, dtype=bool)
    first, last = (np.searchsorted(blocks, blocks[targets], side) for side in ("left", "right"))
    place = np.repeat(first[:, None], keys.shape[1], axis=1)
    for step in range((last - first).max(initial=0)):
        some = np.flatnonzero(first + step < last)
        own, other = targets[some], first[some] + step
        before = np.where((other < own)[:, None], keys[other] <= keys[own], keys[other] < keys[own])
        place[some] += before
    np.put_along_axis(handed, place, True, axis=0)
    return handed


def _choices(labels: np.ndarray) -> np.ndarray:
    """All arrangements of one block's labels, the observed one first."""
    picks = combinations(range(len(labels)), int(labels.sum()))
    rows = np.array([np.isin(np.arange(len(labels)), pick) for pick in picks])
    return np.concatenate([labels[None], rows[(rows != labels).any(axis=1)]])


def interval_reason(events: int, with_hit: int) -> str:
    """Why an interval is refused, or ""."""
    if events < FEWEST_EVENTS:
        return f"no interval: {events} event{'s' * (events != 1)}, {FEWEST_EVENTS} needed"
    found = f"found in {with_hit} event{'s' * (with_hit != 1)}"
    return "" if with_hit >= FEWEST_HITS else f"no interval: {found}, {FEWEST_HITS} needed"

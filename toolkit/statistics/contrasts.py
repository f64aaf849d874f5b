"""Contrasts of two sides: what resampling says about some columns of the counts of their articles.

Articles are rows; events are what is resampled, blocks what labels are exchanged within. `columns` are the
positions of at least one term; intervals need two events or more.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.special import stdtrit

from toolkit.statistics.resampling import bootstrap_weights, percentiles, permuted_labels

_WIDTH = 2048  # columns resampled at a time: 2,000 resamples of them are 16 MB
_TIE = 1e-4  # labellings that tie with the observed one count as extreme, whatever the rounding


class Contrast(NamedTuple):
    """Counts (articles x terms), and the words, side, event and permutation block of each article."""

    counts: sparse.csr_array
    words: np.ndarray
    is_target: np.ndarray
    events: np.ndarray  # codes from 0, each of them in use
    blocks: np.ndarray

    @property
    def n_events(self) -> int:
        """Number of events."""
        return int(self.events.max(initial=-1)) + 1

    def part(self, rows: np.ndarray, columns: np.ndarray) -> "Contrast":
        """The same contrast for some of its articles and terms."""
        events = np.unique(self.events[rows], return_inverse=True)[1]
        kept = self.words[rows], self.is_target[rows], events, self.blocks[rows]
        return Contrast(self.counts[rows][:, columns], *kept)


def event_sums(
    sides: Contrast, matrix: sparse.csr_array | np.ndarray, weights: np.ndarray | None = None
) -> np.ndarray:
    """Column sums over the articles of each event, dense; `weights`: how often each article counts (once)."""
    size = sides.n_events, len(sides.events)
    weights = np.ones(size[1]) if weights is None else weights.astype(float)
    sums = sparse.csr_array((weights, (sides.events, np.arange(size[1]))), shape=size) @ matrix
    return sums.toarray() if sparse.issparse(sums) else sums


def _portions(columns: np.ndarray) -> list[np.ndarray]:
    return [columns[start : start + _WIDTH] for start in range(0, len(columns), _WIDTH)]


def _side_sums(sides: Contrast, columns: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Counts (events x terms) and words (events x 1) of the target and of the reference."""
    both, counts, words = (sides.is_target, ~sides.is_target), sides.counts[:, columns], sides.words[:, None]
    return [(event_sums(sides, counts, side), event_sums(sides, words, side)) for side in both]


def smoothed_ratio(a: np.ndarray, b: np.ndarray, n1: float, n2: float) -> np.ndarray:
    """log2 of the ratio of rates, each raised by one occurrence in all words of both sides."""
    return np.log2(a / n1 + 1 / (n1 + n2)) - np.log2(b / n2 + 1 / (n1 + n2))


def bootstrap_interval(sides: Contrast, columns: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Percentile interval (terms, 2) of the log ratio over resampled events."""
    weights = bootstrap_weights(sides.n_events, resamples, seed)
    halves = np.random.default_rng([seed, 1]).gamma(0.5, size=(2, resamples, 1)).astype(np.float32)
    bounds = []
    for portion in _portions(columns):
        logs = [
            np.log2(weights @ sums.astype(np.float32) + half) - np.log2(weights @ words + 0.5)
            for (sums, words), half in zip(_side_sums(sides, portion), halves, strict=True)
        ]
        bounds.append(np.percentile(logs[0] - logs[1], percentiles(sides.n_events), axis=0).T)
    return np.concatenate(bounds)


def open_bounds(sides: Contrast, columns: np.ndarray) -> np.ndarray:
    """Whether the far bound (terms, 2: low, high) lies among resamples in which the rarer side has none."""
    (a, n1), (b, n2) = _side_sums(sides, columns)
    units = sides.n_events
    lacking = [(1 - (sums > 0).mean(axis=0)) ** units > percentiles(units)[0] / 100 for sums in (a, b)]
    ratio = smoothed_ratio(a.sum(axis=0), b.sum(axis=0), max(n1.sum(), 1), max(n2.sum(), 1))
    return np.column_stack([lacking[0] & (ratio < 0), lacking[1] & (ratio > 0)])


def closed_interval(sides: Contrast, columns: np.ndarray) -> np.ndarray:
    """Normal interval (terms, 2) of the log ratio from its first-order variance over event sums."""
    influence, spread, counts = [], 0.0, []
    for sums, words in _side_sums(sides, columns):
        total, n = sums.sum(axis=0), max(words.sum(), 1)
        influence.append((sums - words * total / n) / (total + 0.5))
        spread = spread + 0.5 / (total + 0.5) ** 2  # the variance of the Gamma(.5) in place of the half
        counts.append((total, n))
    (a, n1), (b, n2) = counts
    units = sides.n_events
    width = -stdtrit(units - 1, 0.025) * np.sqrt(units / (units - 1)) if units > 1 else np.nan
    error = width * np.sqrt(((influence[0] - influence[1]) ** 2).sum(axis=0) + spread) / np.log(2)
    return smoothed_ratio(a, b, n1, n2)[:, None] + error[:, None] * [-1, 1]


def permutation_p(
    sides: Contrast, columns: np.ndarray, resamples: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Two-sided p of each term, and p adjusted for all of them (step-down max-T)."""
    labels = permuted_labels(sides.is_target, sides.blocks, resamples, seed)[0].astype(np.float32)
    rates = standardised_rates(sides, columns)
    observed = np.abs(sides.is_target @ rates)
    p, family = np.full((2, len(columns)), np.nan)
    ascending = np.argsort(observed, kind="stable")
    largest = np.zeros((len(labels), 1), dtype=np.float32)
    for portion in _portions(ascending):
        drawn = np.abs(labels @ rates[:, portion].astype(np.float32))
        p[portion] = (drawn >= observed[portion] - _TIE).mean(axis=0)
        drawn = np.maximum(np.maximum.accumulate(drawn, axis=1), largest)
        family[portion] = (drawn >= observed[portion] - _TIE).mean(axis=0)
        largest = drawn[:, -1:]
    family[ascending[::-1]] = np.maximum.accumulate(family[ascending[::-1]])
    constant = ~rates.any(axis=0)
    p[constant], family[constant] = np.nan, np.nan
    return p, family


def left_out_p(sides: Contrast, columns: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Two-sided p and size of the statistic with each block left out in turn: (2, blocks, terms)."""
    labels = permuted_labels(sides.is_target, sides.blocks, resamples, seed)[0].astype(float)
    rates = standardised_rates(sides, columns)
    everything = labels @ rates
    p, size = [], []
    for block in np.unique(sides.blocks):
        members = sides.blocks == block
        rest = np.abs(everything - labels[:, members] @ rates[members])
        p.append((rest >= rest[0] - _TIE).mean(axis=0))
        size.append(rest[0])
    return np.array([p, size])


def standardised_rates(sides: Contrast, columns: np.ndarray) -> np.ndarray:
    """Rates less their block's mean, scaled so that the target's sum has variance 1 over all labellings."""
    rates = sides.counts[:, columns].multiply(1 / sides.words[:, None]).toarray()
    _, codes = np.unique(sides.blocks, return_inverse=True)
    size, targets = np.bincount(codes), np.bincount(codes, sides.is_target)
    summing = sparse.csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))))
    rates -= ((summing @ rates) / size[:, None])[codes]
    # A block with articles on one side only has no weight: its labels cannot change.
    weight = targets * (size - targets) / (size * np.maximum(size - 1, 1))
    rates[(weight == 0)[codes]] = 0
    deviation = np.sqrt(weight @ (summing @ rates**2))
    return np.divide(rates, deviation, out=np.zeros_like(rates), where=deviation > 1e-12)

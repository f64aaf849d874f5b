"""Differences of rates, shares or means between an outlet and others: an interval, and a test within events.

What two outlets say of one event is compared, never all that they say: an outlet's articles on an event are
one cell, and the test exchanges the labels of the cells of an event. What is counted may be hits of frames
among words, sources of a type among sources, or words of an article among articles.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from toolkit.statistics.draws import cells_of
from toolkit.statistics.exchange import ALPHA, Cells, Words, drawn_p, exchanged_p, statistics
from toolkit.statistics.intervals import influences, ratio_intervals
from toolkit.statistics.resampling import permuted_labels, smallest_p

FEWEST_COUNTED = 20  # hits of a frame, or sources of a type, below which exchanged labels are not trusted
EVEN = 2.0  # how many times as long one side's cells may be for rates to be exchanged as they are


class Sides(NamedTuple):
    """Counts (articles x k), what they are counted among (articles,), and whose each article is.

    `outlets` and `events` are codes; `blocked` tells whether the events are blocks within which outlets are
    compared; where they are not, each article is an event of its own and all labels are exchanged.
    """

    numerators: np.ndarray
    denominators: np.ndarray
    outlets: np.ndarray
    is_target: np.ndarray
    events: np.ndarray
    blocked: bool = True

    def cells(self) -> tuple["Sides", np.ndarray]:
        """The articles of an outlet on an event as one, and the cell of each article.

        Cells without anything to count in are left out; their articles have the cell -1.
        """
        cell, first = np.arange(len(self.events)), np.arange(len(self.events))
        if self.blocked:
            cell, first = cells_of(self.events, self.outlets)
        sums = _summed(np.column_stack([self.denominators, self.numerators]), cell, len(first))
        used = sums[:, 0] > 0
        about = (column[first][used] for column in (self.outlets, self.is_target, self.events))
        place = np.where(used, np.cumsum(used) - 1, -1)
        return Sides(sums[used, 1:], sums[used, 0], *about, self.blocked), place[cell]

    def blocks(self) -> np.ndarray:
        """What labels are exchanged within."""
        return self.events if self.blocked else np.zeros(len(self.events), dtype=np.int64)


def rates_of(sides: Sides, rows: np.ndarray, *, part: bool = True) -> tuple[np.ndarray, ...]:
    """Rate, bounds and reasons of the articles of one side, over their events."""
    rows = rows & (sides.denominators > 0)
    sums = _event_sums(sides, rows)[np.unique(sides.events[rows])]
    with np.errstate(invalid="ignore"):
        rate = sums[:, 1:].sum(axis=0) / sums[:, 0].sum() if len(sums) else np.full(sums.shape[1] - 1, np.nan)
    return rate, *ratio_intervals(sums[:, 1:], sums[:, 0], part=part)


def _event_sums(sides: Sides, rows: np.ndarray) -> np.ndarray:
    """Denominators and numerators of each event, of some of the articles."""
    counts = np.column_stack([sides.denominators[rows], sides.numerators[rows]])
    return _summed(counts, sides.events[rows], int(sides.events.max(initial=-1)) + 1)


def _summed(values: np.ndarray, groups: np.ndarray, n: int) -> np.ndarray:
    """Sums of the rows of each of `n` groups; numbers are added in the order of the rows."""
    ones, places = np.ones(len(values)), np.arange(len(values))
    return sparse.csr_array((ones, (groups, places)), shape=(n, len(values))) @ values.astype(float)


def difference_intervals(sides: Sides, *, part: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Target's rate minus the others', and its 95% interval (NaN where a side has none).

    The bounds of both sides are recovered into one of the difference (Zou & Donner 2008, 10.1002/sim.3095),
    with the correlation that outlets have because they cover the same events.

    >>> hits = np.array([[1], [4], [2], [6], [0], [5], [2], [9], [1], [6]])
    >>> event, side = np.arange(10) // 2, np.arange(10) % 2 == 1
    >>> [round(float(x[0]), 2) for x in difference_intervals(Sides(hits, np.full(10, 20), side, side, event))]
    [0.24, 0.13, 0.4]
    """
    (a, low_a, high_a, _), (b, low_b, high_b, _) = (
        rates_of(sides, rows, part=part) for rows in (sides.is_target, ~sides.is_target)
    )
    target, others = (_event_sums(sides, rows) for rows in (sides.is_target, ~sides.is_target))
    shared = np.array([_correlation(target, others, k) for k in range(1, target.shape[1])])
    bounds = []
    for sign, from_a, from_b in ((-1, a - low_a, high_b - b), (1, high_a - a, b - low_b)):
        squares = from_a**2 + from_b**2 - 2 * shared * from_a * from_b
        bounds.append(a - b + sign * np.sqrt(np.maximum(squares, 0)))
    return a - b, *bounds


def _correlation(target: np.ndarray, others: np.ndarray, column: int) -> float:
    """How far both sides' rates go together over events."""
    if not (target[:, 0].sum() and others[:, 0].sum()):
        return 0.0
    one, two = (influences(sums[:, column], sums[:, 0]) for sums in (target, others))
    size = np.sqrt((one**2).sum() * (two**2).sum())
    return float(one @ two / size) if size > 0 else 0.0


def difference_p(
    sides: Sides,
    resamples: int,
    seed: int,
    *,
    fewest: int = FEWEST_COUNTED,
    what: str = "counted",
    words: Words | None = None,
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """p, p_family and reasons of a difference between the target and the others within events.

    Parameters
    ----------
    sides
        All articles of both sides.
    resamples, seed
        Permutations.
    fewest, what
        Least sum of a numerator over the events that both sides cover, and what a reason calls it.
    words
        Where the counted things stand, for the draws (articles by their row in sides). Given, cells are drawn
        to one length nine times, and p is the third smallest (`drawn_p`); left out, rates are exchanged as
        they are.

    Notes
    -----
    Rates may be exchanged as they are where cells are of like length, up to 2 to 1, and 20 hits are found;
    beyond, what is rare falls on the longer side more often than labels say, and draws of equal length are
    needed. Simulated in benchmarks/statistics/differences.py.

    >>> hits = np.array([[4], [1], [9], [3], [5], [1], [6], [1], [8], [2], [6], [4]])
    >>> event, side = np.arange(12) // 2, np.arange(12) % 2 == 0
    >>> difference_p(Sides(hits, np.full(12, 99), side, side, event), 2000, 0)[0].tolist()
    [0.03125]
    """
    cells, of_article = sides.cells()
    k = cells.numerators.shape[1]
    p, family = np.full((2, k), np.nan)
    compared = shared_events(cells)
    if not compared.any():
        return p, family, ["no p: there is no event of both sides to compare"] * k
    possible = smallest_p(cells.is_target, cells.blocks(), resamples)
    if possible > ALPHA:
        return p, family, [f"no p: the smallest that these articles allow is {possible:.3g}"] * k
    n = cells.numerators[compared].sum(axis=0)
    reasons = np.array([f"no p: {x:.0f} {what} on shared events, {fewest} needed" for x in n], dtype=object)
    tested = np.flatnonzero(n >= fewest)
    if words is None:
        rates = cells.numerators[:, tested] / cells.denominators[:, None]
        labels = permuted_labels(cells.is_target, cells.blocks(), resamples, seed)[0]
        found = exchanged_p(statistics(rates, cells.blocks(), cells.is_target, labels))[:2]
        untold = "no p: the same on both sides of every shared event"
    else:
        place = np.full(k, -1)
        place[tested] = np.arange(len(tested))
        units = place[words.column] >= 0
        words = words._replace(sentence=words.sentence[units], last=words.last[units])
        words = words._replace(column=place[words.column[units]])
        drawn = Cells(of_article, cells.blocks(), cells.is_target, cells.denominators.astype(np.int64))
        found = drawn_p(words, drawn, len(tested), resamples=resamples, seed=seed)[:2]
        untold = f"no p: too few {what} are left where lengths are made equal"
    p[tested], family[tested] = found
    reasons[tested] = np.where(np.isnan(p[tested]), untold, "")
    return p, family, reasons.tolist()


def shared_events(cells: Sides) -> np.ndarray:
    """Which cells stand in a block that has both sides."""
    codes = np.unique(cells.blocks(), return_inverse=True)[1]
    size, targets = np.bincount(codes), np.bincount(codes, cells.is_target)
    return ((targets > 0) & (targets < size))[codes] if len(codes) else np.zeros(0, dtype=bool)


def length_ratio(sides: Sides) -> float:
    """How many times the longer side's cells are as long as the shorter's, on the events that both cover."""
    cells, _ = sides.cells()
    compared = shared_events(cells)
    if not compared.any():
        return np.nan
    means = [cells.denominators[compared & side].mean() for side in (cells.is_target, ~cells.is_target)]
    return max(means) / min(means)


class Compared(NamedTuple):
    """What a comparison of one outlet with all others says of each of k numerators; NaN where nothing."""

    difference: np.ndarray
    p: np.ndarray
    p_family: np.ndarray
    reasons: list[str]


def against_others(
    sides: Sides, target: int, resamples: int, seed: int, *, words: Words | None = None, **options: object
) -> Compared:
    """One outlet against all others; `words` are drawn from only where lengths ask for it.

    `sides`: articles of all outlets (`is_target` is made anew); `options` as in `difference_p`.
    """
    sides = sides._replace(is_target=sides.outlets == target)
    rates = [
        sides.numerators[rows].sum(axis=0) / (sides.denominators[rows].sum() or np.nan)
        for rows in (sides.is_target, ~sides.is_target)
    ]
    uneven = words is not None and length_ratio(sides) > EVEN
    drawn = words if uneven else None
    return Compared(rates[0] - rates[1], *difference_p(sides, resamples, seed, words=drawn, **options))


def differences_caption(within: str, resamples: int, seed: int, family: str, *, drawn: bool = False) -> str:
    """What `difference`, `p` and `p_family` of a table mean; `drawn`: words may be drawn to one length."""
    length = f"; in draws of equal length where one side writes more than {EVEN:g} times as long"
    return (
        f"difference: from the rate of all others together; its p exchanges labels within {within}, at most"
        f" {resamples} times (seed {seed}{length if drawn else ''}), and p_family allows for all {family}."
    )

"""Differences of rates, shares or means between an outlet and others, with an interval and a test within events.

What two outlets say of one event is compared, never all that they say: an outlet's articles on an event are one
cell, and the test exchanges the labels of the cells of an event. What is counted may be hits of frames among
words, sources of a type among sources, or words of an article among articles.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from toolkit.statistics.draws import DRAWS, cells_of, draw_down, floors, taken
from toolkit.statistics.intervals import influences, ratio_intervals
from toolkit.statistics.resampling import permuted_labels, smallest_p

ALPHA = 0.05
FEWEST_COUNTED = 20  # hits of a frame, or sources of a type, below which exchanged labels are not trusted
FEWEST_DRAWN = 10  # of them that stay in a draw
_TIE = 1e-9  # labellings that tie with the observed one count as extreme, whatever the rounding


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
        sums = np.zeros((len(first), 1 + self.numerators.shape[1]))
        np.add.at(sums, cell, np.column_stack([self.denominators, self.numerators]))
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
    sums = np.zeros((int(sides.events.max(initial=-1)) + 1, 1 + sides.numerators.shape[1]))
    np.add.at(sums, sides.events[rows], np.column_stack([sides.denominators, sides.numerators])[rows])
    return sums


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


def exchange_p(
    values: np.ndarray, is_target: np.ndarray, blocks: np.ndarray, resamples: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Two-sided p of each column of values (cells x k), and p adjusted for all (step-down max-T).

    The statistic is the sum of the target's values, less the mean of their block, standardised over all
    labellings; labels are exchanged within blocks, exactly where there are at most `resamples` ways.
    A column that is constant in every block has no p (NaN).

    >>> values = np.array([[3.0, 1], [1, 1], [4, 2], [2, 2], [5, 7], [1, 7]] * 2)
    >>> p, family = exchange_p(values, np.arange(12) % 2 == 0, np.arange(12) // 2, 2000, 0)
    >>> p.tolist(), family.tolist()
    ([0.03125, nan], [0.03125, nan])
    """
    codes = np.unique(blocks, return_inverse=True)[1]
    size, targets = np.bincount(codes), np.bincount(codes, is_target)
    centred = values - _block_sums(values, codes)[codes] / size[codes, None]
    # A block with one side only has no weight: its labels cannot change.
    weight = targets * (size - targets) / (size * np.maximum(size - 1, 1))
    spread = np.sqrt(weight @ _block_sums(centred**2, codes))
    moved = np.flatnonzero(spread > 1e-12)
    p, family = np.full((2, values.shape[1]), np.nan)
    labels = permuted_labels(is_target, blocks, resamples, seed)[0]
    centred[(weight == 0)[codes]] = 0
    drawn = np.abs(labels @ (centred[:, moved] / spread[moved]))
    p[moved] = (drawn >= drawn[0] - _TIE).mean(axis=0)
    rising = np.argsort(drawn[0], kind="stable")
    largest = np.maximum.accumulate(drawn[:, rising], axis=1)
    stepped = (largest >= drawn[0, rising] - _TIE).mean(axis=0)
    family[moved[rising]] = np.maximum.accumulate(stepped[::-1])[::-1]
    return p, family


def _block_sums(values: np.ndarray, codes: np.ndarray) -> np.ndarray:
    sums = np.zeros((codes.max(initial=-1) + 1, values.shape[1]))
    np.add.at(sums, codes, values)
    return sums


def difference_p(
    sides: Sides,
    resamples: int,
    seed: int,
    *,
    fewest: int = FEWEST_COUNTED,
    what: str = "counted",
    draws: Callable[[], Iterable[Sides]] | None = None,
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
    draws
        What gives the cells in draws of equal length. Then p is the third smallest of the draws' p, of
        Freeman-Tukey roots of the counts; where it is left out, rates are exchanged as they are.

    Notes
    -----
    Rates may be exchanged as they are where cells are of like length: up to 2 to 1 with 20 hits the test keeps
    its level, for families of frames, too; beyond, what is rare falls on the longer side more often than labels
    say, and draws of equal length are needed. Simulated in benchmarks/statistics/differences.py.
    """
    cells, _ = sides.cells()
    k = cells.numerators.shape[1]
    p, family = np.full((2, k), np.nan)
    compared = shared_events(cells)
    possible = smallest_p(cells.is_target, cells.blocks(), resamples) if len(cells.events) else 1.0
    if possible > ALPHA:
        return p, family, [f"no p: the smallest that these articles allow is {possible:.3g}"] * k
    n = cells.numerators[compared].sum(axis=0)
    tested = np.flatnonzero(n >= fewest)
    reasons = np.where(n < fewest, [f"no p: {x:.0f} {what} on shared events, {fewest} needed" for x in n], "")
    if len(tested) and draws is None:
        rates = cells.numerators[:, tested] / cells.denominators[:, None]
        found = exchange_p(rates, cells.is_target, cells.blocks(), resamples, seed)
        same = "no p: the same on both sides of every shared event"
    elif len(tested):
        found = taken_p((_columns(drawn, tested) for drawn in draws()), resamples, seed)
        same = f"no p: fewer than {FEWEST_DRAWN} {what} stay where lengths are made equal"
    if len(tested):
        p[tested], family[tested] = found
        reasons[tested[np.isnan(found[0])]] = same
    return p, family, reasons.tolist()


def _columns(sides: Sides, columns: np.ndarray) -> Sides:
    return sides._replace(numerators=sides.numerators[:, columns])


def shared_events(cells: Sides) -> np.ndarray:
    """Which cells stand in a block that has both sides."""
    codes = np.unique(cells.blocks(), return_inverse=True)[1]
    size, targets = np.bincount(codes), np.bincount(codes, cells.is_target)
    return ((targets > 0) & (targets < size))[codes] if len(codes) else np.zeros(0, dtype=bool)


def taken_p(draws: Iterable[Sides], resamples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The third smallest of the p, and of the p_family, of cells drawn to one length nine times."""
    found = []
    for cells in draws:
        counts = cells.numerators
        p = np.full((2, counts.shape[1]), np.nan)
        left = np.flatnonzero(counts.sum(axis=0) >= FEWEST_DRAWN)
        roots = np.sqrt(counts[:, left]) + np.sqrt(counts[:, left] + 1)
        p[:, left] = exchange_p(roots, cells.is_target, cells.blocks(), resamples, seed)
        found.append(p)
    both = np.array(found)
    return taken(both[:, 0]), taken(both[:, 1])


def drawn_cells(
    sides: Sides, article: np.ndarray, sentence: np.ndarray, row: np.ndarray, kind: np.ndarray, seed: int
) -> Iterator[Sides]:
    """The cells in nine draws of whole sentences, in each of which all cells of an event are of one length.

    Parameters
    ----------
    sides
        All articles of both sides, with their words as denominators.
    article, sentence
        Of each word that counts, in reading order: the row of its article in sides, and the number of its
        sentence among all (from 0, each in use).
    row, kind
        Of each thing counted: the word at which it stands, and its column in sides.
    seed
        Of the draws.
    """
    cells, place = sides.cells()
    cell, rng = place[article], np.random.default_rng([seed, 2])
    drawn = floors(cells.denominators.astype(np.int64), cells.blocks(), cells.is_target)
    used = drawn > 0
    about = (column[used] for column in (drawn, cells.outlets, cells.is_target, cells.events))
    compared = Sides(np.empty((used.sum(), 0)), *about, cells.blocked)
    for _ in range(DRAWS):
        stays = draw_down(cell, sentence, drawn, rng.random(sentence.max(initial=-1) + 1))[row]
        counts = np.zeros(cells.numerators.shape)
        np.add.at(counts, (cell[row[stays]], kind[stays]), 1)
        yield compared._replace(numerators=counts[used])


def length_ratio(sides: Sides) -> float:
    """How many times the longer side's cells are as long as the shorter's, on the events that both cover."""
    cells, _ = sides.cells()
    compared = shared_events(cells)
    if not compared.any():
        return np.nan
    means = [cells.denominators[compared & side].mean() for side in (cells.is_target, ~cells.is_target)]
    return max(means) / min(means)

"""Exchange: p of many terms at once from labels that change hands within blocks.

Rows are cells (what one outlet says of one event) that are as long as the others of their block; `drawn_p`
makes them so, `exchanged_p` tests what it is given.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from toolkit.statistics.draws import DRAWS, floors, taken, words_left
from toolkit.statistics.pairs import Pairs, pairs_of, scaled_pairs, sums_of_pairs
from toolkit.statistics.resampling import labellings, permuted_labels, smallest_p

ALPHA = 0.05
# Cells in which a term must be left. To ask for 10 occurrences would find 6 words of the sample, not 27; on
# many events both find the same, and on few, one against three, 10 would find more of the frequent words.
FEWEST_CELLS = 5
_TIE = 1e-4  # labellings that tie with the observed one count as extreme, whatever the rounding
_STEP, _STEPS = 1e-3, 16_000  # the null pooled over terms is counted in steps of so many deviations
_NEAR = 1 << 17  # labellings of terms looked at at a time: so few stay close to the processor


class Words(NamedTuple):
    """What there is to draw from: sentences, and units (words, phrases, hits) that stand in them."""

    size: np.ndarray  # number of words of each sentence
    article: np.ndarray  # code of the article of each sentence
    turn: np.ndarray  # place of each sentence in its article, from 0
    sentence: np.ndarray  # sentence of each unit
    last: np.ndarray  # place in its sentence of the last word of each unit
    column: np.ndarray  # code of the term of each unit


class Cells(NamedTuple):
    """The cell of each article (-1: none), and block, side and words of each cell."""

    of_article: np.ndarray
    blocks: np.ndarray
    is_target: np.ndarray
    words: np.ndarray


class Outcome(NamedTuple):
    """What a test says of each term; NaN where it has none."""

    p: np.ndarray
    family: np.ndarray  # p adjusted for all terms tested: step-down max-T
    q: np.ndarray  # false discovery rate
    draws: np.ndarray  # in how many of the draws `family` is at most .05
    left: np.ndarray  # in how many of the draws enough of the term is left to test it
    smallest: float  # the smallest p that these cells allow
    ways: int  # in how many ways their labels can be handed out


BY_TERM = "p family q draws left".split()


def standardised(values: np.ndarray, blocks: np.ndarray, is_target: np.ndarray) -> np.ndarray:
    """Values (cells x terms) less their block's mean; the target's sum has variance 1 over all labellings.

    Terms that do not differ within any block are 0 throughout.

    >>> standardised(np.array([[3.0], [1.0]]), np.array([0, 0]), np.array([True, False])).ravel().tolist()
    [1.0, -1.0]
    """
    return _scaled(values, _design(blocks, is_target, values.dtype))


def _design(blocks: np.ndarray, is_target: np.ndarray, dtype: np.dtype) -> tuple:
    """Block of each cell, size and weight of each block, and the matrix that sums over blocks."""
    codes = np.unique(blocks, return_inverse=True)[1]
    size, targets = np.bincount(codes), np.bincount(codes, is_target)
    ones, places = np.ones(len(codes), dtype), (codes, np.arange(len(codes)))
    summing = sparse.csr_array((ones, places), shape=(len(size), len(codes)))
    # A block with cells on one side only has no weight: its labels cannot change.
    return (
        codes,
        size[:, None].astype(dtype),
        targets * (size - targets) / (size * np.maximum(size - 1, 1)),
        summing,
    )


def _scaled(values: np.ndarray, design: tuple) -> np.ndarray:
    codes, size, weight, summing = design
    values = values - ((summing @ values) / size)[codes]
    values[(weight == 0)[codes]] = 0
    deviation = np.sqrt(weight @ (summing @ values**2))
    rounding = 100 * np.finfo(values.dtype).eps
    return np.divide(values, deviation, out=np.zeros_like(values), where=deviation > rounding)


def statistics(
    values: np.ndarray, blocks: np.ndarray, is_target: np.ndarray, labels: np.ndarray
) -> np.ndarray:
    """Size of the target's standardised sum for each term and labelling: float32, (terms x labellings).

    `values` (cells x terms): what is compared, such as `roots` of counts, or rates; `labels` (labellings x
    cells): the observed one first, from `permuted_labels`.
    """
    return _sizes(standardised(values, blocks, is_target), labels)


def _sizes(scaled: np.ndarray, labels: np.ndarray) -> np.ndarray:
    drawn = scaled.astype(np.float32).T @ np.asarray(labels, dtype=bool).view(np.int8).T.astype(np.float32)
    return np.abs(drawn, out=drawn)


def exchanged_p(drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each term's p, p adjusted for all of them, and p from the null pooled over them, from `statistics`.

    Two-sided p; step-down max-T on the same labellings (Westfall & Young 1993, Resampling-Based Multiple
    Testing); the share of all terms and labellings that are as extreme. NaN where a term is the same in all
    cells of each block.

    >>> sides, events = np.array([True, False] * 6), np.repeat(np.arange(6), 2)
    >>> values, labels = sides[:, None] * 1.0, permuted_labels(sides, events)[0]
    >>> exchanged_p(statistics(values, events, sides, labels))[0].tolist()
    [0.03125]
    """
    result = np.full((3, len(drawn)), np.nan)
    rising = np.argsort(drawn[:, 0], kind="stable")
    rising = rising[drawn.any(axis=1)[rising]]
    if len(rising):
        drawn = drawn[rising]
        observed, beyond = drawn[:, :1] - _TIE, np.zeros(_STEPS + 1, dtype=np.int64)
        counts = np.empty((2, len(drawn)))
        some = max(1, _NEAR // drawn.shape[1])
        for start in range(0, len(drawn), some):
            rows = slice(start, start + some)
            part, least = drawn[rows], observed[rows]
            counts[0, rows] = np.count_nonzero(part >= least, axis=1)
            steps = np.minimum(part * (1 / _STEP), _STEPS).astype(np.intp)
            beyond += np.bincount(steps.ravel(), minlength=_STEPS + 1)
            for row in range(max(start, 1), start + len(part)):
                np.maximum(drawn[row - 1], drawn[row], out=drawn[row])
            counts[1, rows] = np.count_nonzero(part >= least, axis=1)
        place = (observed[:, 0] / _STEP).clip(0, _STEPS).astype(int)
        result[0, rising], family = counts / drawn.shape[1]
        result[1, rising] = np.maximum.accumulate(family[::-1])[::-1]
        result[2, rising] = np.cumsum(beyond[::-1])[::-1][place] / drawn.size
    return tuple(result)


def roots(counts: np.ndarray) -> np.ndarray:
    """Freeman-Tukey roots sqrt(x) + sqrt(x + 1) of counts: their variance does not grow with the count.

    Freeman & Tukey 1950, 10.1214/aoms/1177729756

    >>> roots(np.array([0.0, 1.0])).round(3).tolist()
    [1.0, 2.414]
    """
    return np.sqrt(counts) + np.sqrt(counts + 1)


def drawn_p(
    words: Words,
    cells: Cells,
    terms: int,
    *,
    resamples: int = 2000,
    seed: int = 0,
    draw: str = "random",
    least: int = FEWEST_CELLS,
) -> Outcome:
    """Each term's p, p_family and q, every cell drawn down to the shortest of its block.

    Parameters
    ----------
    words, cells
        What there is to draw from, and whose it is.
    terms
        Number of terms; `words.column` are their codes.
    resamples, seed
        Labellings at most (all where there are no more), and the seed of these and of the draws.
    draw
        "random" sentences, `DRAWS` times, of which a term's third smallest p counts; or the "first" words.
    least
        Fewest cells in which a term must be left to be tested in a draw.

    Notes
    -----
    A unit stays if its last word does, for of each sentence the first words stay. `q` is Benjamini-Hochberg
    on p from the null pooled over terms, and at most `family`.
    """
    drawn = floors(cells.words, cells.blocks, cells.is_target)
    used = np.flatnonzero(drawn)
    row = np.full(len(drawn) + 1, -1)  # the last one is for articles without a cell
    row[used] = np.arange(len(used))
    blocks, is_target, drawn = cells.blocks[used], cells.is_target[used], drawn[used]
    possible, ways = smallest_p(is_target, blocks, resamples), labellings(is_target, blocks)
    results, left = np.full((3, DRAWS, terms), np.nan), np.zeros(terms, dtype=int)
    if possible > ALPHA:
        return Outcome(*results[:, 0], left, left, possible, ways)
    cell = row[cells.of_article[words.article]]
    inside = np.flatnonzero(cell >= 0)  # sentences of the cells that are used
    cell, size, turn = cell[inside], words.size[inside], words.turn[inside]
    codes, block_size, weight, _ = _design(blocks, is_target, np.dtype(np.float32))
    pairs = _pairs(words, inside, cell, codes, terms, least)
    holding = np.zeros(len(used), dtype=bool)  # cells without any of the terms have nothing to draw
    holding[cell[pairs.sentence]] = True
    # Where a block has none of the terms its labels tell nothing, and are not handed out.
    told = np.flatnonzero(np.isin(blocks, blocks[holding]))
    place = np.zeros(len(used), dtype=np.int64)
    place[told] = np.arange(len(told))
    labels = permuted_labels(is_target, blocks, resamples, seed, told)[0]
    labels = np.ascontiguousarray(labels.T, dtype=np.float32)
    drawn_from, stays = np.flatnonzero(holding[cell]), np.zeros(len(size), dtype=np.int64)
    rng = np.random.default_rng([seed, 2])
    once = draw == "first" or (drawn == cells.words[used]).all()  # one draw is like the other
    for number in range(1 if once else DRAWS):
        order = (turn if draw == "first" else rng.random(len(size)))[drawn_from]
        stays[drawn_from] = words_left(size[drawn_from], cell[drawn_from], drawn, order)
        counts = np.bincount(pairs.pair[pairs.last < stays[pairs.sentence]], minlength=len(pairs.cell))
        found = np.bincount(pairs.term[pairs.part[counts > 0]], minlength=terms)
        tested = np.flatnonzero(found >= least)
        values = roots(np.arange(counts.max(initial=0) + 1, dtype=np.float32))[counts]
        scaled = scaled_pairs(pairs, values, block_size[:, 0], weight, terms)
        sums = sums_of_pairs(pairs, scaled, place, tested, labels)
        results[:, number, tested] = exchanged_p(np.abs(sums, out=sums))
        left[tested] += 1
    if once:
        results[:], left = results[:, :1], left * DRAWS
    p, family, pooled = taken(results.swapaxes(0, 1))
    held = (results[1] <= ALPHA).sum(axis=0)
    return Outcome(p, family, np.fmin(discovery_rate(pooled), family), held, left, possible, ways)


def _pairs(
    words: Words, inside: np.ndarray, cell: np.ndarray, blocks: np.ndarray, terms: int, least: int
) -> Pairs:
    """Pairs of the terms found often enough before anything is drawn, in sentences `inside` of cells."""
    place = np.full(len(words.size), -1)
    place[inside] = np.arange(len(inside))
    sentence = place[words.sentence]
    found = np.bincount(words.column[sentence >= 0], minlength=terms)
    some = np.flatnonzero((sentence >= 0) & (found >= least)[words.column])
    return pairs_of(words.column[some], sentence[some], words.last[some], cell, blocks)


def discovery_rate(p: np.ndarray) -> np.ndarray:
    """Benjamini-Hochberg: p times tests over rank, the least of this and all later ranks; NaN are left out.

    Benjamini & Hochberg 1995, 10.1111/j.2517-6161.1995.tb02031.x

    >>> discovery_rate(np.array([0.01, np.nan, 0.04, 0.03])).round(3).tolist()
    [0.03, nan, 0.04, 0.04]
    """
    q, some = np.full(len(p), np.nan), np.flatnonzero(~np.isnan(p))
    falling = some[np.argsort(-p[some], kind="stable")]
    rate = p[falling] * len(some) / np.arange(len(some), 0, -1)
    q[falling] = np.minimum.accumulate(rate).clip(max=1) if len(some) else rate
    return q

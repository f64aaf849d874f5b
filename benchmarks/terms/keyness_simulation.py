"""False positives and power of keyness tests: python benchmarks/terms/keyness_simulation.py [REPEATS].

Invented corpora: events have topics of their own; words are bursty within articles or not; the target's
articles are as long as the reference's or 1.5 times as long; in the power rows the target uses 10 of the
words twice as often. Printed is the share of tested words (in 5 or more articles; under an effect, of those
10) with p below .05, the share of tables with a p_family below .05 for any word without effect, and how
often the 95% interval of the log ratio missed the truth.
"""

import sys
import time

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import chi2, norm

from toolkit.statistics.contrasts import Contrast, bootstrap_interval, permutation_p
from toolkit.statistics.measures import log_likelihood, log_odds_dirichlet

WORDS, KEYWORDS = 400, 10


def corpus(rng, *, events=20, per_side=1, burst=0.6, longer=1.0, topics=0.8, effect=1.0):
    """Counts of one invented corpus as two sides, and the words that the target uses more."""
    base = rng.dirichlet(1 / np.arange(1, WORDS + 1) * 20)
    keywords = rng.choice(np.arange(20, 120), KEYWORDS, replace=False)
    counts, is_target, event = [], [], []
    for number in range(events):
        topic = base * np.exp(rng.normal(0, topics, WORDS))
        for side in (True, False):
            for _ in range(per_side):
                rate = topic.copy()
                rate[keywords] *= effect if side else 1
                if burst:
                    shape = 1 / burst
                    rate *= rng.gamma(shape, 1 / shape, WORDS)
                length = rng.poisson(rng.lognormal(np.log(400 * (longer if side else 1)), 0.3))
                counts.append(rng.multinomial(length, rate / rate.sum()))
                is_target.append(side)
                event.append(number)
    counts, event = np.array(counts), np.array(event)
    words = counts.sum(axis=1).astype(float)
    return Contrast(sparse.csr_array(counts), words, np.array(is_target), event, event), keywords


def p_values(sides, seed, resamples):
    """Two-sided p of each tested word by each test, and p_family."""
    counts, side = sides.counts.toarray(), sides.is_target
    tested = np.flatnonzero((counts > 0).sum(axis=0) >= 5)
    a, b = counts[side].sum(axis=0), counts[~side].sum(axis=0)
    everything = sides._replace(blocks=np.zeros(len(side), dtype=int))
    within, family = permutation_p(sides, tested, resamples, seed)
    return tested, {
        "G2": chi2.sf(log_likelihood(a, b, a.sum(), b.sum())[tested], 1),
        "z": 2 * norm.sf(np.abs(log_odds_dirichlet(a, b, 0.01)[1][tested])),
        "permute all": permutation_p(everything, tested, resamples, seed)[0],
        "permute in event": within,
        "p_family": family,
    }


DESIGNS = {
    "null, bursty": {},
    "null, bursty, target 1.5x as long": {"longer": 1.5},
    "null, not bursty": {"burst": 0},
    "null, not bursty, target 1.5x as long": {"burst": 0, "longer": 1.5},
    "null, bursty, 10 events x 2": {"events": 10, "per_side": 2},
    "null, bursty, 8 events (exact)": {"events": 8},
    "keywords x2, mild bursts, strong topics": {"effect": 2.0, "burst": 0.2, "topics": 1.2},
    "keywords x2, bursty": {"effect": 2.0},
}


def run(design, repeats, resamples, seed):
    """Shares of small p over all repeats of one design; under an effect, those of the keywords only."""
    names = ["G2", "z", "permute all", "permute in event"]
    small, missed, tables = {name: [] for name in names}, [], 0
    for repeat in range(repeats):
        sides, keywords = corpus(np.random.default_rng([seed, repeat]), **design)
        tested, p = p_values(sides, repeat, resamples)
        truth = np.isin(tested, keywords) & (design.get("effect", 1) > 1)
        counted = truth if truth.any() else np.ones(len(tested), dtype=bool)
        for name in names:
            small[name].append(np.nanmean(p[name][counted] < 0.05))
        tables += bool((p["p_family"][~truth] < 0.05).any())
        if not truth.any():  # without an effect the truth is a log ratio of 0
            low, high = bootstrap_interval(sides, tested, 400, repeat).T
            missed.append(((low > 0) | (high < 0)).mean())
    row = [np.mean(small[name]) for name in names]
    return [*row, tables / repeats, np.mean(missed) if missed else np.nan]


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    begin = time.perf_counter()
    columns = ["G2", "z", "permute all", "permute in event", "tables with p_family", "interval misses"]
    table = pd.DataFrame([run(design, repeats, 500, 7) for design in DESIGNS.values()], DESIGNS, columns)
    print(table.round(3).to_string())
    taken = time.perf_counter() - begin
    print(f"{repeats} corpora a row, {WORDS} words, 500 permutations, seed 7; {taken:.0f} s")


if __name__ == "__main__":
    main()

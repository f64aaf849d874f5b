"""Coverage of the intervals over events: python benchmarks/statistics/interval_coverage.py [TABLES].

Invented outlets: 5 to 80 events of about 600 words (log-normal, standard deviation .5) or about 8 sources.
Hits of a frame are negative binomial over events (gamma of shape 1 or .3 times Poisson), for which the
interval was chosen, or Poisson, or come in bursts that are log-normal or rarer where texts are longer.
Shares are beta-binomial of precision s. Differences: both outlets share half of an event's burst, and one
has twice the rate. Printed are, of the tables in which the rate got an interval (`told`), the share whose
interval holds the truth (Monte-Carlo standard error in brackets), how often the truth lies below and above,
and the median width (high / truth, for differences width / truth).
"""

import sys
import time

import numpy as np
import pandas as pd

from toolkit.statistics.differences import Sides, difference_intervals
from toolkit.statistics.intervals import ratio_intervals

EVENTS = (5, 8, 20, 80)
SEED = 11


def bursts(rng, kind, shape, words):
    """What multiplies the rate of each event."""
    if kind == "negative binomial":
        return rng.gamma(shape, 1 / shape, words.shape)
    if kind == "log-normal":
        return rng.lognormal(-0.5, 1, words.shape)
    if kind == "rarer in long texts":
        return rng.gamma(1, 1, words.shape) * np.exp(0.125) * 600 / words  # mean rate over words stays 1
    return np.ones(words.shape)


def lengths(rng, tables, events, mean):
    return np.maximum(1, rng.lognormal(np.log(mean), 0.5, (tables, events)).round())


def coverage(told, low, high, truth, width):
    held = (low <= truth) & (truth <= high)
    error = np.sqrt(held.mean() * (1 - held.mean()) / max(len(held), 1))
    below, above = (truth < low).mean(), (truth > high).mean()
    return [
        round(told, 2),
        f"{held.mean():.3f} ({error:.3f})",
        round(below, 3),
        round(above, 3),
        np.median(width),
    ]


def one_sided(x, n, truth):
    """Intervals of many tables at once: each table is a column with denominators of its own."""
    low, high, reasons = ratio_intervals(x.T, n.T)
    told = np.array([not reason for reason in reasons])
    low, high = low[told], high[told]
    return coverage(told.mean(), low, high, truth, high / truth)


def rates(tables):
    kinds = [("negative binomial", 1.0), ("negative binomial", 0.3), ("Poisson", np.inf)]
    kinds += [("log-normal", 1.0), ("rarer in long texts", 1.0)]
    for kind, shape in kinds:
        for events in EVENTS:
            for per_thousand in (1, 5, 20):
                rng = np.random.default_rng([SEED, events, per_thousand])
                words = lengths(rng, tables, events, 600)
                x = rng.poisson(per_thousand / 1000 * words * bursts(rng, kind, shape, words))
                row = one_sided(np.minimum(x, words), words, per_thousand / 1000)
                yield f"{kind} {shape:g}", events, per_thousand, *row


def shares(tables):
    for mean, precisions in ((8, (np.inf, 10, 2)), (600, (10, 1))):
        for precision in precisions:
            for events in EVENTS:
                for share in (0.03, 0.1, 0.4, 0.75):
                    rng = np.random.default_rng([SEED, events, int(100 * share)])
                    n = lengths(rng, tables, events, mean).astype(int)
                    own = np.full(n.shape, share)
                    if np.isfinite(precision):
                        own = rng.beta(share * precision, (1 - share) * precision, n.shape)
                    row = one_sided(rng.binomial(n, own), n, share)
                    yield f"of {mean}, precision {precision:g}", events, share, *row


def differences(tables):
    for shape in (1.0, 0.3):
        for events in EVENTS:
            for per_thousand in (5, 20):
                rng = np.random.default_rng([SEED, events, per_thousand])
                found = []
                for _ in range(tables):
                    words = lengths(rng, 2, events, 600)
                    common = rng.gamma(2 * shape, 1 / (2 * shape), events)
                    rate = per_thousand / 1000 * common * rng.gamma(2 * shape, 1 / (2 * shape), (2, events))
                    x = rng.poisson(words * rate * np.array([[2], [1]])).ravel()
                    side, event = np.repeat([True, False], events), np.tile(np.arange(events), 2)
                    sides = Sides(x[:, None], words.ravel(), side, side, event)
                    found.append([bound[0] for bound in difference_intervals(sides)[1:]])
                low, high = np.array(found).T
                told, truth = ~np.isnan(low), per_thousand / 1000
                low, high = low[told], high[told]
                row = coverage(told.mean(), low, high, truth, (high - low) / truth)
                yield f"difference, shape {shape:g}", events, per_thousand, *row


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    begin = time.perf_counter()
    columns = ["what", "events", "rate", "told", "coverage", "below", "above", "width"]
    for part in (rates, shares, differences):
        print(pd.DataFrame(part(tables), columns=columns).round(3).to_string(index=False), flush=True)
    print(f"{tables} tables a row, seed {SEED}; {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()

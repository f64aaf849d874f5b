"""Coverage of the AUC's interval, and the verdicts on it: python benchmarks/framing/auc_coverage.py [TABLES].

Articles of the same event go together, in whether they have the frame and in their rate of indicators: a
share `within` of both variances is the event's. Rates have ties at their lowest. Printed are the share of
tables whose interval holds the true AUC (Monte-Carlo standard error in brackets), of independent articles'
interval beside it, and how often the verdict is valid (low of .7 or more) and not valid (high below .7).
"""

import sys
import time

import numpy as np
import pandas as pd
from scipy.special import ndtri

from toolkit.statistics.discrimination import auc_interval

SEED, ARTICLES = 17, 4


def true_auc(rng, gap):
    have, lack = (np.maximum(mean + rng.normal(size=1_000_000), -0.3) for mean in (gap, 0))
    return (have > lack).mean() + (have == lack).mean() / 2


def table(rng, events, within, gap):
    event = np.repeat(np.arange(events), ARTICLES)
    shared, own = rng.normal(size=(2, events)), rng.normal(size=(2, len(event)))
    latent, noise = np.sqrt(within) * shared[:, event] + np.sqrt(1 - within) * own
    present = latent > 0.25
    return present, np.maximum(gap * present + noise, -0.3), event


def row(events, within, auc, tables):
    rng = np.random.default_rng([SEED, events, int(10 * within), int(100 * auc)])
    gap = np.sqrt(2) * ndtri(auc)
    truth, found = true_auc(rng, gap), []
    for _ in range(tables):
        present, rate, event = table(rng, events, within, gap)
        if min(present.sum(), (~present).sum()) >= 5:
            _, low, high = auc_interval(present, rate, event)
            _, bottom, top = auc_interval(present, rate, np.arange(len(event)))
            found.append([low <= truth <= high, low >= 0.7, high < 0.7, bottom <= truth <= top, high - low])
    held, valid, invalid, independent, width = np.mean(found, axis=0)
    error = np.sqrt(held * (1 - held) / len(found))
    shown = f"{held:.3f} ({error:.3f})"
    return [events, within, auc, len(found), shown, independent, valid, invalid, width]


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    begin = time.perf_counter()
    rows = [
        row(events, within, auc, tables)
        for events in (8, 20, 60)
        for within in (0, 0.5, 0.8)
        for auc in (0.7, 0.85, 0.95)
    ]
    columns = ["events", "within", "auc", "tables", "coverage", "independent", "valid", "not valid", "width"]
    print(pd.DataFrame(rows, columns=columns).round(3).to_string(index=False))
    print(f"{ARTICLES} articles an event, seed {SEED}; {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()

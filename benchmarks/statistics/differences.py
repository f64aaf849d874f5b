"""Level and power of the tests of differences: python benchmarks/statistics/differences.py [TABLES].

Invented outlets cover the same events, one article each, and differ in nothing but length (target /
others), or in the power rows by a factor of 2. Fifteen frames of .3 to 5 hits per thousand words, each
bursty within events (shared by the outlets; gamma of shape 1 or .3) and within articles (gamma of shape 2);
shares of sources of four types, of about 8 sources an article, and of attributed words in stretches of 20;
lengths themselves (log-normal). Printed are the share of tested frames or types with p < .05, the share of
tables with some p_family < .05 (Monte-Carlo standard error in brackets), and how many were tested a table.
Frames are exchanged as they are, and in draws of equal length; `rule` is what `frame_rates` does: draws
where cells differ by more than 2 to 1.
"""

import sys
import time

import numpy as np
import pandas as pd

from toolkit.statistics.differences import EVEN, Sides, difference_p, length_ratio
from toolkit.statistics.exchange import Words

SEED, PERMUTATIONS, SENTENCE = 13, 500, 20
FRAMES = np.repeat([0.3, 1, 2, 3, 5], 3) / 1000
TYPES = np.array([0.47, 0.4, 0.1, 0.03])


def layout(rng, events, target, others, rivals):
    """Outlet, event and words of each article."""
    event = np.repeat(np.arange(events), 1 + rivals)
    outlet = np.tile(np.arange(1 + rivals), events)
    words = rng.lognormal(np.log(np.where(outlet == 0, target, others)), 0.3).round().astype(int)
    return outlet, event, np.maximum(words, SENTENCE)


def frame_table(rng, shape, effect, outlet, event, words):
    """Sides, and the sentences that draws of them are made of, with the hits that stand in each."""
    events = event.max() + 1
    common = rng.gamma(shape, 1 / shape, (events, len(FRAMES)))
    own = rng.gamma(2, 1 / 2, (len(event), len(FRAMES)))
    rate = FRAMES * common[event] * own * np.where(outlet == 0, effect, 1)[:, None]
    sentences = -(-words // SENTENCE)
    article = np.repeat(np.arange(len(words)), sentences)
    opens = np.cumsum(sentences) - sentences
    turn = np.arange(len(article)) - opens[article]
    size = np.minimum(words[article] - turn * SENTENCE, SENTENCE)
    counts = np.minimum(rng.poisson(rate * words[:, None]), words[:, None])
    kind = np.repeat(np.tile(np.arange(len(FRAMES)), len(words)), counts.ravel())
    of = np.repeat(np.repeat(np.arange(len(words)), len(FRAMES)), counts.ravel())
    sentence, last = np.divmod(rng.integers(0, words[of]), SENTENCE)
    sides = Sides(counts, words, outlet, outlet == 0, event)
    return sides, Words(size, article, turn, opens[of] + sentence, last, kind)


def frames(rng, events, lengths, rivals, shape, effect, way):
    sides, words = frame_table(rng, shape, effect, *layout(rng, events, *lengths, rivals))
    drawn = way == "drawn" or (way == "rule" and length_ratio(sides) > EVEN)
    return difference_p(sides, PERMUTATIONS, 0, words=words if drawn else None)[:2]


def sources(rng, events, lengths, rivals, shape, effect, way):
    outlet, event, words = layout(rng, events, *lengths, rivals)
    mean = TYPES * 4 * shape
    own = np.array([rng.dirichlet(rng.dirichlet(mean) * 10 + 1e-3) for _ in range(events)])[event]
    own = np.where((outlet == 0)[:, None] & (effect > 1), own * [1, 1, effect, 1], own)
    n = rng.poisson(8 * words / 600)
    counts = np.array([rng.multinomial(k, p / p.sum()) for k, p in zip(n, own, strict=True)])
    return difference_p(Sides(counts, n, outlet, outlet == 0, event), PERMUTATIONS, 0)[:2]


def voice(rng, events, lengths, rivals, shape, effect, way):
    outlet, event, words = layout(rng, events, *lengths, rivals)
    share = rng.beta(3, 6, events)[event] * np.where(outlet == 0, effect**0.5, 1)
    counts = rng.binomial(words // SENTENCE, np.minimum(share, 0.95))[:, None] * SENTENCE
    return difference_p(Sides(counts, words, outlet, outlet == 0, event), PERMUTATIONS, 0)[:2]


def length(rng, events, lengths, rivals, shape, effect, way):
    outlet, event, words = layout(rng, events, 600 * effect**0.5, 600, rivals)
    ones = np.ones(len(words))
    return difference_p(Sides(words[:, None], ones, outlet, outlet == 0, event), PERMUTATIONS, 0, fewest=0)[
        :2
    ]


def row(measure, tables, way, shape, *design, effect=1.0):
    small, family, tested = [], [], []
    for number in range(tables):
        rng = np.random.default_rng([SEED, number, design[0]])
        p, adjusted = measure(rng, *design, shape, effect, way)
        told = ~np.isnan(p)
        tested.append(told.sum())
        small += (p[told] < 0.05).tolist()
        family.append(bool((adjusted[told] < 0.05).any()))
    share, error = np.mean(family), np.sqrt(np.mean(family) * (1 - np.mean(family)) / tables)
    events, lengths, rivals = design
    about = [measure.__name__, way, shape, events, "{}/{}".format(*lengths), rivals, effect]
    return [*about, np.mean(tested), np.mean(small) if small else np.nan, f"{share:.3f} ({error:.3f})"]


def rows(tables):
    for shape in (1.0, 0.3):
        for events in (8, 12, 20, 40, 80):
            for lengths in ((600, 600), (600, 300), (900, 300)):
                for way in ("as they are", "drawn") if lengths[0] == 900 else ("as they are",):
                    yield row(frames, tables, way, shape, events, lengths, 1)
    for events in (12, 40):
        for lengths in ((600, 300), (300, 600), (900, 300)):
            yield row(frames, tables, "rule", 0.3, events, lengths, 3)
    for measure in (sources, voice, length):
        for events in (8, 20, 80):
            for lengths in ((600, 300), (900, 300))[: 1 if measure is length else 2]:
                yield row(measure, tables, "as they are", 1.0, events, lengths, 1)
    for events in (12, 20, 40):
        for lengths in ((600, 600), (600, 300), (900, 300)):
            yield row(frames, tables // 5, "rule", 1.0, events, lengths, 1, effect=2.0)
        for measure in (sources, voice, length):
            yield row(measure, tables // 5, "as they are", 1.0, events, (600, 300), 1, effect=2.0)


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    begin = time.perf_counter()
    columns = "measure way shape events lengths rivals effect tested p<.05 tables".split()
    for found in rows(tables):
        print(
            pd.DataFrame([found], columns=columns).round(3).to_string(index=False, header=False), flush=True
        )
    print(" ".join(columns))
    print(
        f"{tables} tables a row (a fifth under an effect), {PERMUTATIONS} permutations, seed {SEED};", end=" "
    )
    print(f"{time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()

"""Level, power and steadiness of keyness where outlets write at different length, on invented corpora.

    python benchmarks/terms/keyness_simulation.py [TABLES] [--only WORDS]

Nothing is read; every corpus has a seed of its own. Of 2,000 words the frequencies are Zipf's; events have
topics (a lognormal factor for each word, .8), words come in bursts within articles (a gamma factor for each
word and article, variance .6) and, under "shock", within all that an outlet says of an event. Lengths vary
from article to article (lognormal, .3). Printed for each design, over TABLES corpora (1,000; fewer where they
are large), 250 permutations each, with Monte-Carlo standard errors in brackets:

family      share of tables with some p_family < .05 among words that do not differ
before      the same for whole articles and rates, labels of articles exchanged (the test of version 0.1.0),
            in the first 300 corpora
false       share of words that do not differ among those with q <= .05 (0 where none has), mean of tables
p           share of tested words that do not differ with p < .05
keywords    share of the planted words with p < .05, p_family < .05, q <= .05 (untested ones count as missed)
recur       share of finds (p_family <= .05) that are found with another seed as well; 2,000 permutations, as
            `keyness` has them, in the first 60 corpora
"""

import argparse
import time

import numpy as np
import pandas as pd

from toolkit.statistics.exchange import Cells, Words, drawn_p, exchanged_p, statistics
from toolkit.statistics.resampling import permuted_labels

VOCABULARY, KEYWORDS, SENTENCE = 2000, 10, 20
RESAMPLES, BEFORE, RECUR = 250, 300, 60

DESIGNS = {
    "20 events, 1200/400": {"lengths": (1200, 400)},
    "one against three, 20 events, 800/400": {"lengths": (800, 400, 400, 400)},
    "12 events, 1200/400": {"lengths": (1200, 400), "events": 12},
    "one against three, 12 events, 1200/400": {"lengths": (1200, 400, 400, 400), "events": 12},
    "two articles a cell, shock, 20 events, 800/400": {"lengths": (800, 400), "articles": 2, "shock": 0.6},
    "keywords x2.5, 40 events, 600/400": {"events": 40, "effect": 2.5, "lengths": (600, 400), "most": 300},
    "10 events, 1200/400": {"lengths": (1200, 400), "events": 10},
    "8 events, 1200/400": {"lengths": (1200, 400), "events": 8},
    "6 events, 1200/400": {"lengths": (1200, 400), "events": 6},
    "pairs of words, 20 events, 1200/400": {"lengths": (1200, 400), "ngram": 2},
    "second article 90% a copy, 20 events, 400/400": {"articles": 2, "copied": 0.9, "most": 500},
    "three articles a cell, shock, 20 events, 800/400": {
        "lengths": (800, 400), "articles": 3, "shock": 0.6, "most": 500},
    "five against one article, shock, 20 events, 400 each": {"articles": (5, 1), "shock": 0.6, "most": 500},
    "one against three, one of 40 words, 20 events": {"lengths": (800, 400, 400, 40), "most": 500},
    "no events, 30 and 30 articles, 1200/400": {
        "lengths": (1200, 400), "events": 30, "blocked": False, "most": 500},
    "20 events, 400/400": {},
    "20 events, 400/1200": {"lengths": (400, 1200)},
    "80 events, 1200/400": {"lengths": (1200, 400), "events": 80, "most": 300},
    "keywords x2.5, 40 events, 400/400": {"events": 40, "effect": 2.5, "most": 200},
    "keywords x2.5, 40 events, 1200/400": {"events": 40, "effect": 2.5, "lengths": (1200, 400), "most": 200},
    "keywords x4, one against three, 12 events, 800/400": {
        "events": 12, "effect": 4.0, "lengths": (800, 400, 400, 400), "most": 200},
}  # fmt: skip


def articles_of(
    rng, *, events=20, lengths=(400, 400), articles=1, burst=0.6, shock=0.0, effect=1.0, copied=0.0
):
    """Words of each article as codes in running order, its event and outlet (0: the target), and keywords."""
    base = 1 / np.arange(1, VOCABULARY + 1)
    keywords = rng.choice(np.arange(20, 120), KEYWORDS, replace=False) if effect > 1 else np.arange(0)
    several = (articles,) * len(lengths) if isinstance(articles, int) else articles
    texts, event, outlet = [], [], []
    for number in range(events):
        topic = base * np.exp(rng.normal(0, 0.8, VOCABULARY))
        for side, (length, n) in enumerate(zip(lengths, several, strict=True)):
            cell = topic * (rng.gamma(1 / shock, shock, VOCABULARY) if shock else 1)
            cell[keywords] *= effect if side == 0 else 1
            for nth in range(n):
                rate = cell * rng.gamma(1 / burst, burst, VOCABULARY)
                words = rng.poisson(rng.lognormal(np.log(length), 0.3)) + 1
                text = rng.permutation(
                    np.repeat(np.arange(VOCABULARY), rng.multinomial(words, rate / rate.sum()))
                )
                if nth and copied:
                    same = min(int(copied * len(texts[-1])), len(text))
                    text[:same] = texts[-1][:same]
                texts.append(text)
                event.append(number)
                outlet.append(side)
    return texts, np.array(event), np.array(outlet), keywords


def arrays_of(texts, event, outlet, *, ngram=1, blocked=True):
    """What `drawn_p` asks for, and the words (or pairs of words) that its terms stand for."""
    lengths = np.array([len(text) for text in texts])
    words, article = np.concatenate(texts), np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(len(words)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    new = place % SENTENCE == 0
    sentence = np.cumsum(new) - 1
    opens = np.flatnonzero(new)
    last = np.arange(len(words)) - opens[sentence]
    size = np.diff(opens, append=len(words))
    column, units = words.astype(np.int64), np.arange(len(words))
    if ngram == 2:
        units = np.flatnonzero(last >= 1)
        column = words[units - 1] * VOCABULARY + words[units]
    terms, column = np.unique(column[units] if ngram == 1 else column, return_inverse=True)
    sentences = Words(size, article[opens], place[opens] // SENTENCE, sentence[units], last[units], column)
    if not blocked:
        cells = Cells(np.arange(len(texts)), np.zeros(len(texts), int), outlet == 0, lengths)
        return sentences, cells, terms
    n = outlet.max() + 1
    cell = event * n + outlet
    of = np.arange(cell.max() + 1)
    return sentences, Cells(cell, of // n, of % n == 0, np.bincount(cell, lengths).astype(int)), terms


def before(texts, event, outlet, blocked, seed):
    """p_family of version 0.1.0: rates of whole articles; which words it tests."""
    counts = np.array([np.bincount(text, minlength=VOCABULARY) for text in texts])
    tested = np.flatnonzero((counts > 0).sum(axis=0) >= 5)
    rates = counts[:, tested] / counts.sum(axis=1)[:, None]
    blocks = event if blocked else np.zeros_like(event)
    labels = permuted_labels(outlet == 0, blocks, RESAMPLES, seed)[0]
    return tested, exchanged_p(statistics(rates, blocks, outlet == 0, labels))[1]


def one_table(seed, repeat, design):
    """Figures of one invented corpus."""
    design = dict(design)
    counting = {name: design.pop(name) for name in ("ngram", "blocked") if name in design}
    texts, event, outlet, keywords = articles_of(np.random.default_rng([seed, repeat]), **design)
    words, cells, terms = arrays_of(texts, event, outlet, **counting)
    got = drawn_p(words, cells, len(terms), resamples=RESAMPLES, seed=repeat)
    planted = np.isin(terms, keywords) & bool(len(keywords))
    row = {
        "family": (got.family[~planted] < 0.05).any(),
        "false": (got.q[~planted] <= 0.05).sum() / max((got.q <= 0.05).sum(), 1),
        "p": (got.p[~planted & ~np.isnan(got.p)] < 0.05).mean() if (~np.isnan(got.p)).any() else np.nan,
        "tested": (~np.isnan(got.p)).sum(),
    }
    if counting.get("ngram", 1) == 1 and repeat < BEFORE:
        tested, family = before(texts, event, outlet, counting.get("blocked", True), repeat)
        row["before"] = (family[~np.isin(tested, keywords)] < 0.05).any()
    if len(keywords):
        row |= {
            "keywords p": (got.p[planted] < 0.05).sum() / KEYWORDS,
            "keywords family": (got.family[planted] < 0.05).sum() / KEYWORDS,
            "keywords q": (got.q[planted] <= 0.05).sum() / KEYWORDS,
        }
    if len(keywords) and repeat < RECUR:
        seeds = repeat, repeat + 1_000_000
        one, other = (drawn_p(words, cells, len(terms), seed=number).family <= 0.05 for number in seeds)
        row |= {"both": 2 * (one & other).sum(), "found": one.sum() + other.sum()}
    return row


def run(design, tables, seed=11):
    """Means over all tables of a design, with their standard errors."""
    design = dict(design)
    tables = min(tables, design.pop("most", tables))
    rows = pd.DataFrame([one_table(seed, repeat, design) for repeat in range(tables)]).astype(float)
    cells = {"tables": str(tables)}
    for name in rows.drop(columns=["both", "found", "tested"], errors="ignore"):
        values = rows[name].dropna()
        cells[name] = f"{values.mean():.3f} ({values.std(ddof=0) / max(len(values), 1) ** 0.5:.3f})"
    cells["tested"] = f"{rows['tested'].mean():.0f}"
    if "found" in rows and rows["found"].sum():
        both, found = (rows[name].dropna() for name in ("both", "found"))
        share = both.sum() / found.sum()
        error = (both - share * found).std() * len(found) ** 0.5 / found.sum()
        cells["recur"] = f"{share:.3f} ({error:.3f}) of {found.sum():.0f}"
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="?", type=int, default=1000)
    parser.add_argument("--only", default="", help="designs whose name contains this")
    asked = parser.parse_args()
    found = {}
    for name, design in DESIGNS.items():
        if asked.only in name:
            begin = time.perf_counter()
            found[name] = run(design, asked.tables)
            print(name, found[name], f"{time.perf_counter() - begin:.0f} s", flush=True)
    table = pd.DataFrame(found).T.fillna("")
    print("| design | " + " | ".join(table) + " |", "|---" * (len(table.columns) + 1) + "|", sep="\n")
    for name, row in zip(table.index, table.to_numpy(), strict=True):
        print(f"| {name} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()

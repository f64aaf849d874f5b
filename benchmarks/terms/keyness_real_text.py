"""Level of keyness on real text in which nothing differs but length.

    python benchmarks/terms/keyness_real_text.py FOLDER [FOLDER ...] [--tables N]

Each folder holds `articles*.jsonl.gz`, one article a line with `text` and `doc_id`; folders take turns, and
are told apart in the last lines. For a table, so many articles are drawn, each an event, and the sentences of
each are dealt at random to two outlets that do not exist, until the first has its share of the words. What
keyness then finds is false. 250 permutations; Monte-Carlo standard errors in brackets:

family      share of tables with some p_family < .05
before      the same for rates of all that is dealt (the test of version 0.1.0), for one folder in four turns
longer      of the words then found, those that the first outlet, the longer one, "uses more"
q           share of tables with some q <= .05
p           share of tested words with p < .05
"""

import argparse
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.corpus.selection import counted
from toolkit.corpus.stream import Stream
from toolkit.statistics.exchange import Cells, Words, drawn_p, exchanged_p, statistics
from toolkit.statistics.resampling import permuted_labels

sys.path.insert(0, str(Path(__file__).parent.parent))
from corpora import read_real

DESIGNS = [(80, 0.5), (80, 0.6), (80, 0.667), (80, 0.75), (20, 0.75)]  # events, share of the words
RESAMPLES, BEFORE = 250, 4


def texts_of(folder: Path) -> list[list[np.ndarray]]:
    """Articles as lists of sentences, sentences as codes of their words; headline and body."""
    articles = read_real(folder.parent, folder.name)
    kept = counted(tk.tokenize(articles, tk.segment(articles), progress=False), articles)
    stream = Stream(kept)
    sentences = np.split(stream.codes.astype(np.int64), stream.opens[1:-1])
    article = stream.article[stream.opens[:-1]]
    bounds = np.searchsorted(article, np.arange(len(articles) + 1))
    texts = [sentences[start:end] for start, end in pairwise(bounds)]
    return [text for text in texts if len(text) > 3]


def deal(text: list[np.ndarray], share: float, rng: np.random.Generator) -> np.ndarray:
    """Which sentences go to the first outlet: in random order, until it has its share of the words."""
    size = np.array([len(sentence) for sentence in text])
    order = rng.permutation(len(text))
    middle = np.cumsum(size[order]) - size[order] / 2
    first = np.empty(len(text), dtype=bool)
    first[order] = middle <= share * size.sum()
    return first


def one_table(texts: list, events: int, share: float, seed: list[int]) -> dict:
    """Figures of one table in which nothing differs."""
    rng = np.random.default_rng(seed)
    chosen = [texts[place] for place in rng.permutation(len(texts))[:events]]
    cell = np.concatenate([2 * n + ~deal(text, share, rng) for n, text in enumerate(chosen)])
    sentences = [sentence for text in chosen for sentence in text]
    size = np.array([len(sentence) for sentence in sentences])
    terms, column = np.unique(np.concatenate(sentences), return_inverse=True)
    sentence = np.repeat(np.arange(len(size)), size)
    last = np.arange(len(column)) - np.repeat(np.cumsum(size) - size, size)
    turn = np.arange(len(size))  # not asked for: sentences are drawn at random
    of = np.arange(2 * events)
    words = np.bincount(cell, size, 2 * events).astype(int)
    cells = Cells(of, of // 2, of % 2 == 0, words)
    got = drawn_p(Words(size, cell, turn, sentence, last, column), cells, len(terms), resamples=RESAMPLES)
    row = {
        "family": (got.family < 0.05).any(),
        "q": (got.q <= 0.05).any(),
        "p": (got.p[~np.isnan(got.p)] < 0.05).mean(),
        "tested": (~np.isnan(got.p)).sum(),
        "ratio": np.median(words[::2] / np.maximum(words[1::2], 1)),
    }
    if seed[-1] // len(DESIGNS) % BEFORE == 0:
        used = words > 0
        flat = np.bincount(cell[sentence] * len(terms) + column, minlength=len(words) * len(terms))
        counts = flat.reshape(len(words), -1)[used]
        counts = counts[:, (counts > 0).sum(axis=0) >= 5]
        rates, sides, blocks = counts / words[used, None], cells.is_target[used], of[used] // 2
        labels = permuted_labels(sides, blocks, RESAMPLES)[0]
        found = np.flatnonzero(exchanged_p(statistics(rates, blocks, sides, labels))[1] < 0.05)
        row["before"] = len(found) > 0
        row["found"] = len(found)
        row["longer"] = (rates[sides][:, found].mean(axis=0) > rates[~sides][:, found].mean(axis=0)).sum()
    return row


def shown(rows: pd.DataFrame) -> dict[str, str]:
    """Means with their standard errors."""
    cells = {"tables": str(len(rows))}
    for name in ("family", "before", "q", "p"):
        values = rows[name].dropna().astype(float)
        cells[name] = f"{values.mean():.3f} ({values.std(ddof=0) / max(len(values), 1) ** 0.5:.3f})"
    cells["longer"] = f"{rows['longer'].sum():.0f} of {rows['found'].sum():.0f}"
    return cells | {"tested": f"{rows['tested'].mean():.0f}", "ratio": f"{rows['ratio'].mean():.2f}"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--tables", type=int, default=1000, help="tables a design")
    asked = parser.parse_args()
    corpora = {folder.name: texts_of(folder) for folder in asked.folders}
    print({name: len(texts) for name, texts in corpora.items()}, flush=True)
    everything, lines = [], {}
    for number, (events, share) in enumerate(DESIGNS):
        begin, rows = time.perf_counter(), []
        for repeat in range(asked.tables):
            name = list(corpora)[repeat % len(corpora)]
            if len(corpora[name]) >= events:
                row = one_table(corpora[name], events, share, [13, number, repeat])
                rows.append(row | {"folder": name})
        everything += rows
        lines[f"{events} events, {share:g} of the words"] = shown(pd.DataFrame(rows))
        print(list(lines)[-1], *lines.values(), f"{time.perf_counter() - begin:.0f} s", sep="\n", flush=True)
    table = pd.DataFrame(everything)
    lines["all"] = shown(table)
    lines |= {name: shown(part) for name, part in table.groupby("folder")}
    shown_table = pd.DataFrame(lines).T
    print("| | " + " | ".join(shown_table) + " |", "|---" * (len(shown_table.columns) + 1) + "|", sep="\n")
    for name, row in zip(shown_table.index, shown_table.to_numpy(), strict=True):
        print(f"| {name} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()

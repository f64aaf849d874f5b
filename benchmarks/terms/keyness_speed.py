"""Seconds of keyness beside a loop over terms: python benchmarks/terms/keyness_speed.py [ARTICLES.jsonl.gz].

The file has one article a line with `text`, `event_id`, `outlet` and an id; without one, 240 invented
articles of 640 words are used. The loop over terms runs on a sample of them and is scaled up to the whole
vocabulary.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from toolkit.corpus.counts import count_matrix
from toolkit.corpus.tokens import tokenize
from toolkit.statistics.measures import log_odds_dirichlet
from toolkit.statistics.resampling import bootstrap_weights, permuted_labels
from toolkit.terms.keywords import keyness

RESAMPLES, SAMPLE = 2000, 300


def invented() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    words = np.array([f"word{number}" for number in range(20000)])
    share = 1 / np.arange(1, 20001)
    texts = [" ".join(rng.choice(words, 640, p=share / share.sum())) + "." for _ in range(240)]
    events = np.repeat(np.arange(80).astype(str), 3)
    return pd.DataFrame(
        {"text": texts, "event": events, "outlet": ["a", "b", "c"] * 80},
        index=pd.Index([f"n{i}" for i in range(240)], name="article_id"),
    )


def read(path: str) -> pd.DataFrame:
    table = pd.read_json(path, lines=True).rename(columns={"event": "event_name", "event_id": "event"})
    return table.set_axis(table.filter(regex="id$").iloc[:, 0].astype(str), axis=0).rename_axis("article_id")


def seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def by_loop(counts, words, is_target, blocks) -> None:
    """One term at a time: the percentile bootstrap over events and the permutation p (no max-T)."""
    weights = bootstrap_weights(blocks.max() + 1, RESAMPLES, 0)
    labels = permuted_labels(is_target, blocks, RESAMPLES, 0)[0].astype(float)
    drawn = [weights @ np.bincount(blocks, words * side) for side in (is_target, ~is_target)]
    for column in counts.T:
        sums = [weights @ np.bincount(blocks, column * side) for side in (is_target, ~is_target)]
        logs = [np.log2((a + 0.5) / (n + 0.5)) for a, n in zip(sums, drawn, strict=True)]
        np.percentile(logs[0] - logs[1], [2.5, 97.5])
        rates = column / words
        statistic = labels @ rates / is_target.sum() - (1 - labels) @ rates / (~is_target).sum()
        (np.abs(statistic - statistic.mean()) >= abs(statistic[0] - statistic.mean())).mean()


def log_odds_by_loop(a, b, prior) -> list[float]:
    """Word by word over a dense vocabulary, as ConvoKit's FightingWords does."""
    n1, n2, a0 = a.sum(), b.sum(), prior.sum()
    z = []
    for i in range(len(a)):
        delta = np.log((a[i] + prior[i]) / (n1 + a0 - a[i] - prior[i])) - np.log(
            (b[i] + prior[i]) / (n2 + a0 - b[i] - prior[i])
        )
        z.append(delta / np.sqrt(1 / (a[i] + prior[i]) + 1 / (b[i] + prior[i])))
    return z


def main() -> None:
    articles = read(sys.argv[1]) if len(sys.argv) > 1 else invented()
    target = sorted(articles["outlet"].unique())[0]
    begin = time.perf_counter()
    tokens = tokenize(articles)
    tokenizing = time.perf_counter() - begin
    ours = seconds(lambda: keyness(tokens, articles, target, resamples=RESAMPLES))
    closed = seconds(lambda: keyness(tokens, articles, target, resamples=RESAMPLES, interval="closed"))
    matrix, _, terms = count_matrix(tokens)
    words = np.asarray(matrix.sum(axis=1), dtype=float)
    is_target, blocks = (articles["outlet"] == target).to_numpy(), pd.factorize(articles["event"])[0]
    chosen = np.random.default_rng(0).choice(len(terms), SAMPLE, replace=False)
    sampled = matrix[:, chosen].toarray()
    loop = seconds(lambda: by_loop(sampled, words, is_target, blocks)) * len(terms) / SAMPLE
    a, b = (np.asarray(matrix[side].sum(axis=0)) for side in (is_target, ~is_target))
    dense = seconds(lambda: log_odds_by_loop(a, b, a + b))
    vectorised = seconds(lambda: log_odds_dirichlet(a, b, a + b))
    rows = [
        ("keyness: bootstrap, permutation, max-T", ours, 1.0),
        ("the same, closed-form intervals", closed, closed / ours),
        (f"term by term, without max-T (from {SAMPLE} terms)", loop, loop / ours),
        ("log-odds z, word by word (no inference)", dense, dense / vectorised),
        ("log-odds z, vectorised (no inference)", vectorised, 1.0),
        ("tokenize", tokenizing, tokenizing / ours),
    ]
    print(
        f"{len(articles)} articles, {blocks.max() + 1} events, {len(terms)} terms, {RESAMPLES} resamples "
        f"and permutations, {target} against the rest; ratios to the vectorised form"
    )
    print(pd.DataFrame(rows, columns=["", "seconds", "ratio"]).round(4).to_string(index=False))
    print("scattertext and ConvoKit are not run: both score pooled counts only, as the log-odds rows do.")


if __name__ == "__main__":
    main()

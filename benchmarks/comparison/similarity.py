"""Similarity: average precision of pairs and F1 of proposed events on two corpora; seconds at 10,000.

    python benchmarks/comparison/similarity.py FOLDER [articles]

FOLDER holds `basil/articles.jsonl.gz` and `giveme5w1h/articles_clusters.jsonl.gz`. The peer is TF-IDF as
scikit-learn has it by default. Seconds are processor time.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score

from toolkit.corpus.events import group_events
from toolkit.corpus.tokens import tokenize
from toolkit.corpus.vectors import pair_similarity

CORPORA = {"basil": "basil/articles.jsonl.gz", "giveme5w1h": "giveme5w1h/articles_clusters.jsonl.gz"}


def read(path: Path) -> pd.DataFrame:
    table = pd.read_json(path, lines=True).set_index("doc_id")
    table["published"] = pd.to_datetime(table["date"], utc=True)
    return table.assign(event=table["event_id"], headline=table["title"].fillna(""))


def f1(a: np.ndarray, b: np.ndarray, event: np.ndarray, proposed: np.ndarray) -> float:
    """F1 of the pairs that the proposed events put together."""
    truly, guessed = event[a] == event[b], proposed[a] == proposed[b]
    return 2 * (truly & guessed).sum() / (truly.sum() + guessed.sum())


def quality(name: str, articles: pd.DataFrame) -> None:
    tokens, event = tokenize(articles), articles["event"].to_numpy()
    a, b = np.triu_indices(len(articles), 1)
    pairs = pair_similarity(tokens, articles)
    grid = np.zeros((len(articles), len(articles)))
    places = [articles.index.get_indexer(pairs[side]) for side in ("article_a", "article_b")]
    grid[places[0], places[1]] = pairs["cosine"]
    peer = TfidfVectorizer().fit_transform(articles["text"])
    for label, values in (("toolkit", grid[a, b]), ("scikit-learn", (peer @ peer.T).toarray()[a, b])):
        precision = average_precision_score(event[a] == event[b], values)
        print(f"{name:12} {label:14} average precision of pairs {precision:.3f}")
    for days in (None, 3):
        proposed = group_events(articles, tokens, days=days)["event"].to_numpy()
        print(f"{name:12} days={days!s:10} F1 of groups {f1(a, b, event, proposed):.3f}")


def speed(articles: pd.DataFrame, n: int) -> None:
    """Seconds for articles whose sentences come from real ones, 10 an event, over 60 days."""
    rng = np.random.default_rng(0)
    pools = [text.split(". ") for text in articles["text"]]
    texts = []
    for number in range(n):
        own, other = pools[number // 10 % len(pools)], pools[rng.integers(len(pools))]
        texts.append(". ".join([*rng.choice(own, 8), *rng.choice(other, 12)]))
    made = pd.DataFrame({"text": texts}, index=[str(number) for number in range(n)])
    days = pd.to_timedelta(np.arange(n) * 60 // n, unit="D")
    made["published"] = pd.Timestamp("2024-01-01", tz="UTC") + days
    ends = made["text"].str.len().to_numpy()
    body = pd.DataFrame({"article_id": made.index, "start": 0, "end": ends, "kind": "body"})
    tokens = tokenize(made, body)
    start = time.process_time()
    group_events(made, tokens)
    own = time.process_time() - start
    start = time.process_time()
    peer = TfidfVectorizer().fit_transform(made["text"])
    (peer @ peer.T).tocoo()
    other = time.process_time() - start
    print(f"{n:,} articles, {len(tokens):,} words: group_events {own:.1f} s, all cosines {other:.1f} s")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    corpora = {name: read(Path(sys.argv[1]) / path) for name, path in CORPORA.items()}
    for corpus, table in corpora.items():
        quality(corpus, table)
    speed(corpora["basil"], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)

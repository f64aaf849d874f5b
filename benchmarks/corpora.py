"""Corpora for speed: real articles as they are, and larger ones dealt from the paragraphs of real ones."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit as tk

REAL = 3000  # up to so many articles a corpus is real, with as many as the folder has
SHORTEST = 1000  # characters: what is shorter is a headline or a lead
PARAGRAPHS, AN_EVENT, OUTLETS, DAYS = 12, 4, 40, 60  # paragraphs an article, articles an event; dealt ones
SEED = 0
DEALT = (
    f"Up to {REAL:,} articles are real ones. Larger corpora are dealt from them: {PARAGRAPHS} random "
    f"paragraphs an article (seed {SEED}), {AN_EVENT} articles an event, {OUTLETS} outlets in turn, {DAYS} "
    "days; their vocabulary stops growing and whole paragraphs come back, unlike in real ones."
)


@dataclass
class Corpus:
    """Articles, and what is made of them once it is asked for."""

    articles: pd.DataFrame

    @cached_property
    def texts(self) -> list[str]:
        """The texts as a list, which is what most peers read."""
        return self.articles["text"].to_list()

    @cached_property
    def segments(self) -> pd.DataFrame:
        """What every line is; of dealt articles, which have neither headline nor furniture, all is body."""
        if "dealt" not in self.articles:
            return tk.segment(self.articles)
        ends = self.articles["text"].str.len().to_numpy()
        return pd.DataFrame({"article_id": self.articles.index, "start": 0, "end": ends, "kind": "body"})

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """One row a word."""
        return tk.tokenize(self.articles, self.segments, progress=False)


def read_real(folder: Path, name: str = "*") -> pd.DataFrame:
    """Articles of `*/articles*.jsonl.gz` in a folder, but for short ones and those all in capitals.

    Articles without an event or an outlet are dealt one, four an event; dates without a time are days.
    """
    paths = sorted(Path(folder).glob(f"{name}/articles*.jsonl.gz"))
    if not paths:
        raise SystemExit(f"{folder} has no */articles*.jsonl.gz; give the folder of the labelled corpora.")
    columns = ["doc_id", "text", "event_id", "outlet", "date"]
    rows = [{name: row.get(name) for name in columns} for path in paths for row in _lines(path)]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    text = table["text"].fillna("").astype("str")
    table = table[(text.str.len() >= SHORTEST) & (text.str.upper() != text)].drop_duplicates("doc_id")
    events, outlets = _events_and_outlets(len(table))
    made = table.set_index(pd.Index(table["doc_id"].astype("str"), name="article_id")).drop(columns="doc_id")
    known = made["date"].notna()
    return made.assign(
        event=made.pop("event_id").where(lambda event: event.notna(), events).astype("str"),
        outlet=made["outlet"].where(made["outlet"].notna(), outlets).astype("str"),
        published=pd.to_datetime(made.pop("date"), utc=True, errors="coerce", format="ISO8601"),
        published_precision=np.where(known, "day", "unknown"),
    ).astype({"text": "str"})


def _lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def deal(real: pd.DataFrame, n: int, seed: int = SEED) -> pd.DataFrame:
    """So many articles of random paragraphs of the real ones."""
    lines = real["text"].str.split("\n").explode().str.strip()
    pool = lines[lines.str.len().between(40, 1000)].drop_duplicates().to_numpy(object)
    chosen = np.random.default_rng(seed).integers(len(pool), size=(n, PARAGRAPHS))
    events, outlets = _events_and_outlets(n)
    days = pd.to_timedelta(np.arange(n) // AN_EVENT * DAYS // max(1, n // AN_EVENT), unit="D")
    return pd.DataFrame(
        {
            "text": ["\n\n".join(pool[row]) for row in chosen],
            "event": events,
            "outlet": outlets,
            "published": pd.Timestamp("2024-01-01", tz="UTC") + days,
            "published_precision": "day",
            "dealt": True,
        },
        index=pd.Index([f"a{number:06}" for number in range(n)], name="article_id"),
    )


def make_corpus(folder: Path, n: int) -> Corpus:
    """A corpus of so many articles, or of all real ones where they are fewer than `REAL`."""
    real = read_real(folder)
    return Corpus(real.head(n) if n <= REAL else deal(real, n))


def keep(corpus: Corpus, folder: Path) -> None:
    """Write articles and segments, so that they need not be made in every process."""
    corpus.articles.to_parquet(folder / "articles.parquet")
    corpus.segments.to_parquet(folder / "segments.parquet")


def kept(folder: Path) -> Corpus:
    """The corpus that `keep` wrote."""
    corpus = Corpus(pd.read_parquet(folder / "articles.parquet"))
    corpus.segments = pd.read_parquet(folder / "segments.parquet")
    return corpus


def _events_and_outlets(n: int) -> tuple[list[str], list[str]]:
    # An outlet of another round in every event: four in a row, shifted by one from event to event.
    events = [f"event {number // AN_EVENT}" for number in range(n)]
    outlets = [f"outlet {(number % AN_EVENT * (OUTLETS // AN_EVENT) + number // AN_EVENT) % OUTLETS:02}"
               for number in range(n)]  # fmt: skip
    return events, outlets

"""Searches: what a question finds in a corpus, how often by outlet, and the line of code that finds it."""

import re
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.context import found, holds, in_context
from toolkit.corpus.selection import article_positions, in_reading_order
from toolkit.corpus.stream import Stream
from toolkit.corpus.tokens import COUNTED

NARROWED = ("outlet", "event", "segment", "voice")  # what a question can be narrowed by, beside days


class Found(NamedTuple):
    """Places found: first and last row of the tokens, and the articles of the days that were asked for."""

    first: np.ndarray
    last: np.ndarray
    articles: pd.DataFrame


class Search:
    """The tokens and articles of a corpus, ready to be asked again and again."""

    def __init__(self, tokens: pd.DataFrame, articles: pd.DataFrame):
        require_columns(tokens, ["start", "end", "segment"], "tokens")
        require_columns(articles, ["text"], "articles")
        self.tokens, self.articles = in_reading_order(tokens), articles
        article_positions(self.tokens, articles)  # refuses articles that are not those of the tokens
        Stream(self.tokens).frequency(
            np.zeros(0, dtype=np.int64)
        )  # makes the index before the first question
        self._sizes: dict[tuple[str, str], np.ndarray] = {}

    def choices(self) -> dict[str, list[str]]:
        """The values of every column that a question can be narrowed by."""
        columns = {
            name: table[name] for table in (self.tokens, self.articles) for name in NARROWED if name in table
        }
        values = {name: columns[name].dropna().unique() for name in NARROWED if name in columns}
        return {name: sorted(filter(None, map(str, found))) for name, found in values.items()}

    def has_days(self) -> bool:
        """Whether articles have a date that a question can be narrowed by."""
        return "published" in self.articles and pd.api.types.is_datetime64_any_dtype(
            self.articles["published"]
        )

    def find(self, ask: dict) -> Found:
        """Every place that a question finds.

        Raises
        ------
        ValueError
            If the question has no word, or nothing in its days has what it is narrowed to.
        """
        articles, where = self.articles, narrowed(ask)
        if self.has_days():
            day = articles["published"]
            inside = [day >= ask["since"]] if ask["since"] else []
            inside += [day < day_after(ask["until"])] if ask["until"] else []
            articles = articles[np.logical_and.reduce(inside)] if inside else articles
        segments = None if "segment" in where else COUNTED
        first, last = found(self.tokens, articles, words_of(ask["term"]), segments, False)
        for name, value in where.items():
            chosen = holds(self.tokens, articles, name, value, first)
            first, last = first[chosen], last[chosen]
        return Found(first, last, articles)

    def rows(self, places: Found, start: int, stop: int, window: int | None = None) -> pd.DataFrame:
        """Some of the places in their sentences, as `evidence` shows them, or in so many words of them."""
        part = slice(start, stop)
        return in_context(self.tokens, places.articles, places.first[part], places.last[part], window)

    def n_articles(self, places: Found) -> int:
        """In how many articles the places stand."""
        return len(np.unique(self.tokens["article_id"].cat.codes.to_numpy()[places.first]))

    def rates(self, places: Found, ask: dict) -> pd.DataFrame:
        """How often by outlet, and in how many of its words: `outlet n words per_thousand`."""
        articles, where = places.articles, narrowed(ask)
        if "outlet" not in articles or articles.empty:
            return pd.DataFrame(columns=["outlet", "n", "words", "per_thousand"])
        codes = self.tokens["article_id"].cat.codes.to_numpy()
        ids = self.tokens["article_id"].cat.categories.astype("str").get_indexer(articles.index.astype("str"))
        kept = ids >= 0
        for name in {"outlet", "event"} & set(where):
            kept = kept & (articles[name].astype(object) == where[name]).to_numpy()
        hits = np.bincount(codes[places.first], minlength=len(self.tokens["article_id"].cat.categories))
        sizes = self._words_of(where.get("segment", ""), where.get("voice", ""))
        counts = pd.DataFrame({"n": hits[ids[kept]], "words": sizes[ids[kept]]})
        outlets = articles["outlet"].astype(object)[kept].fillna("").astype("str").to_numpy()
        table = counts.groupby(outlets).sum().rename_axis("outlet").reset_index()
        return table.assign(per_thousand=1000 * table["n"] / table["words"].clip(lower=1))

    def _words_of(self, segment: str, voice: str) -> np.ndarray:
        """Words of every article in the kinds of segment and the voice that are searched."""
        if (segment, voice) not in self._sizes:
            kept = self.tokens["segment"].isin([segment] if segment else COUNTED).to_numpy()
            if voice:
                kept = kept & (self.tokens["voice"] == voice).to_numpy()
            article = self.tokens["article_id"].cat
            sizes = np.bincount(article.codes.to_numpy()[kept], minlength=len(article.categories))
            self._sizes[segment, voice] = sizes
        return self._sizes[segment, voice]


def narrowed(ask: dict) -> dict[str, str]:
    """The columns that a question is narrowed by, with their values."""
    return {name: ask[name] for name in NARROWED if ask.get(name)}


def words_of(term: str) -> list[str]:
    """What is searched: one pattern, or several with commas between; that of 12,000 is none.

    Examples
    --------
    >>> words_of("troops, 12,000 soldiers; deploy*")
    ['troops', '12,000 soldiers', 'deploy*']
    """
    return [part for part in re.split(r"\s*(?:;|,(?!\d))\s*", term.strip()) if part]


def day_after(day: str) -> str:
    """The day after one given as 2024-10-18."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def code_of(ask: dict) -> str:
    """The line of code that gives the places that a question finds, as a table.

    Examples
    --------
    >>> print(code_of({"term": "troops", "since": "2024-10-18", "until": "", "outlet": "Beacon"}))
    tk.evidence(tokens, articles[articles["published"] >= "2024-10-18"], term='troops', outlet='Beacon')
    """
    days = [f'articles["published"] >= "{ask["since"]}"'] if ask["since"] else []
    days += [f'articles["published"] < "{day_after(ask["until"])}"'] if ask["until"] else []
    inside = f"({') & ('.join(days)})" if len(days) > 1 else "".join(days)
    articles = f"articles[{inside}]" if days else "articles"
    term = words_of(ask["term"])
    where = "".join(f", {name}={value!r}" for name, value in narrowed(ask).items())
    return f"tk.evidence(tokens, {articles}, term={(term[0] if len(term) == 1 else term)!r}{where})"


def code_of_kept(places: list[list]) -> str:
    """The line of code that gives the places that were kept, as a table; empty where there are none."""
    rows = ", ".join(repr(tuple(place)) for place in places)
    table = f'pd.DataFrame([{rows}], columns=["article_id", "start", "end"])'
    return f"tk.evidence(tokens, articles, spans={table})" if places else ""

"""Marks: what may explain that two values of one matter differ."""

import re
from typing import NamedTuple

import pandas as pd

from toolkit.matters.meetings import Compared
from toolkit.matters.pairs import HEADLINE

NEAR = "near"
"""Kind of a tie: one value rounds or bounds the other."""

_REVISED = re.compile(
    r"\b(?:revis|correct|updat|initial|earlier (?:said|reported|count|report|put)"
    r"|(?:previously|first) (?:said|reported)|(?:rose|risen|climbed|grown|up) to|(?:up|down) from"
    r"|death toll (?:rose|rises))",
    re.IGNORECASE,
)
_APART = pd.Timedelta(hours=6)  # what was published so much later may know more


class Published(NamedTuple):
    """When each article was published, by its id as text; NaT where it is not known.

    `days`: the articles of which the day is known, and not the hour.
    """

    times: dict[str, pd.Timestamp]
    days: frozenset[str]

    def apart(self, a: str, b: str) -> bool:
        """Whether six hours lie between two articles, or a day where the hour of one is not known."""
        one, other = self.times[a], self.times[b]
        if pd.isna(one) or pd.isna(other):
            return False
        if self.days & {a, b}:
            one, other = one.normalize(), other.normalize()
        return abs(one - other) >= _APART


def published_of(articles: pd.DataFrame) -> Published:
    """What articles tell of their publication."""
    ids = articles.index.astype("str")
    times = pd.Series(pd.NaT, ids, dtype="datetime64[ns, UTC]")
    if "published" in articles:
        times = pd.to_datetime(articles["published"], utc=True).set_axis(ids)
    precision = articles.get("published_precision", pd.Series("", articles.index))
    return Published(dict(zip(ids, times, strict=True)), frozenset(ids[precision == "day"]))


def mark_of(a: pd.Series, b: pd.Series, kind: str, compared: Compared, published: Published) -> str:
    """The mark of two claims of one matter: headline, rounding, range, revised, later, or none."""
    if kind == HEADLINE:
        return "headline"
    if kind == NEAR:
        return "rounding" if a["low"] == a["high"] and b["low"] == b["high"] else "range"
    around = (
        compared.texts[claim["article_id"]][max(0, claim["start"] - 120) : claim["end"] + 80]
        for claim in (a, b)
    )
    if any(_REVISED.search(text) for text in around):
        return "revised"
    return "later" if published.apart(a["article_id"], b["article_id"]) else ""

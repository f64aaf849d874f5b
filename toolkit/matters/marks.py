"""Marks: what may explain that two values of one matter differ."""

import re

import pandas as pd

from toolkit.matters.meetings import Compared
from toolkit.matters.pairs import HEADLINE

_REVISED = re.compile(
    r"\b(?:revis|correct|updat|initial|earlier (?:said|reported|count|report|put)"
    r"|(?:previously|first) (?:said|reported)|(?:rose|risen|climbed|grown|up) to|(?:up|down) from"
    r"|death toll (?:rose|rises))",
    re.IGNORECASE,
)
_APART = pd.Timedelta(hours=6)  # what was published so much later may know more


def times_of(articles: pd.DataFrame) -> pd.Series:
    """When each article was published, by its id as text; NaT where it is not known."""
    ids = articles.index.astype("str")
    if "published" not in articles:
        return pd.Series(pd.NaT, ids, dtype="datetime64[ns, UTC]")
    return pd.to_datetime(articles["published"], utc=True).set_axis(ids)


def mark_of(a: pd.Series, b: pd.Series, kind: str, compared: Compared, times: pd.Series) -> str:
    """The mark of two claims of one matter: headline, rounding, range, revised, later, or none."""
    if kind == HEADLINE:
        return "headline"
    if kind == "near":
        return "rounding" if a["low"] == a["high"] and b["low"] == b["high"] else "range"
    around = (
        compared.texts[claim["article_id"]][max(0, claim["start"] - 120) : claim["end"] + 80]
        for claim in (a, b)
    )
    if any(_REVISED.search(text) for text in around):
        return "revised"
    first, last = sorted(times[claim["article_id"]] for claim in (a, b))
    return "later" if last - first >= _APART else ""

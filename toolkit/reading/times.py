"""Times: when an article was published, in words, in one time zone."""

import pandas as pd


def published(article: pd.Series) -> str:
    """The day, and the time in UTC where the article gives one; empty where neither is known.

    Examples
    --------
    >>> time = pd.Timestamp("2024-03-01 11:30+01:00")
    >>> published(pd.Series({"published": time, "published_precision": "time"}))
    '1 March 2024, 10:30'
    """
    if (time := _time(article)) is None:
        return ""
    hour = f", {time:%H:%M}" if article.get("published_precision") == "time" else ""
    return f"{time.day} {time:%B %Y}{hour}"


def is_earlier(first: pd.Series, second: pd.Series) -> bool:
    """Whether the first of two articles is known to be the earlier one: a day alone orders no two of it."""
    one, other = _time(first), _time(second)
    if one is None or other is None:
        return False
    timed = all(article.get("published_precision") == "time" for article in (first, second))
    return one < other if timed else one.date() < other.date()


def _time(article: pd.Series) -> pd.Timestamp | None:
    time = article.get("published")
    return None if time is None or pd.isna(time) else pd.to_datetime(time, utc=True)

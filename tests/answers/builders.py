"""Builders of small tables that answers are made of."""

import pandas as pd

EVIL = "<script>alert(1)</script> $5m & 'co'"


def stories(*rows, **columns):
    """Articles from (outlet, event, text)."""
    ids = pd.Index([f"a{number}" for number in range(len(rows))], name="article_id")
    articles = pd.DataFrame(rows, columns=["outlet", "event", "text"], index=ids)
    articles["published"] = pd.to_datetime(pd.Series([None] * len(rows), index=ids), utc=True)
    return articles.assign(**columns)


def value(
    matter, text, outlets, spans, *, event="fire", low=None, high=None, status="", kind="to check", **more
):
    """A row of the map of claims."""
    row = {"event": event, "matter": matter, "value": text, "status": status, "outlets": outlets}
    row |= {"low": low, "high": low if high is None else high, "kind": kind, "mark": "", "silent": ()}
    row |= {"origins": len(outlets), "spans": spans, "article_id": spans[0][0]}
    return row | {"start": spans[0][1], "end": spans[0][2]} | more


def map_of(*rows):
    """The map of claims, empty where there are no rows."""
    columns = (
        "event matter value low high status outlets silent origins kind mark spans article_id start end"
    ).split()
    return pd.DataFrame(list(rows), columns=columns).astype({"low": float, "high": float})


def claims_at(*places):
    """Claims from (article, start, end, segment, source)."""
    return pd.DataFrame(list(places), columns=["article_id", "start", "end", "segment", "source"])

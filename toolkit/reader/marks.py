"""Marks: what is known of the stretches of one article, from the tables of a corpus."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import in_reading_order, of_articles
from toolkit.corpus.spans import one_sided
from toolkit.corpus.tokens import COUNTED
from toolkit.show.marked import Mark, mark_of

Spans = pd.DataFrame | Mapping[str, pd.DataFrame] | None

_LOOKS = ("hit", "number", "double", "dashed")  # of the tables of spans, in their order
_SHARED = ("article_a", "start_a", "end_a", "article_b", "start_b", "end_b")


def marks_of(
    articles: pd.DataFrame,
    article_id: str,
    *,
    segments: pd.DataFrame | None = None,
    tokens: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    spans: Spans = None,
) -> list[Mark]:
    """All marks of an article: not counted, attributed, shared, and whatever spans are given.

    `attributions` tell who speaks; without them the column `voice` of the tokens tells where somebody does.
    """
    marks = list(_not_counted(segments, article_id))
    if attributions is not None:
        marks += _spoken(attributions, article_id)
    elif tokens is not None:
        marks += _voiced(tokens, article_id)
    marks += _shared(passages, articles, article_id)
    for number, table in enumerate(named_spans(spans).values()):
        marks += _found(table, article_id, _LOOKS[number % len(_LOOKS)])
    return marks


def key_entries(marks: list[Mark], spans: Spans = None) -> list[tuple[str, str, str]]:
    """What the key says of these marks: kind, a word marked so, and its meaning."""
    said = {
        "aside": ("aside", "slanted", "not counted"),
        "said": ("said", "dotted line", "somebody is quoted or cited; [who]"),
        "same": ("same", "full line", "also in another outlet; ⇄ which"),
    }
    said |= {
        f"{_LOOKS[number % len(_LOOKS)]}": (_LOOKS[number % len(_LOOKS)], name, "")
        for number, name in enumerate(named_spans(spans))
    }
    seen = {mark.attributes.get("class") for mark in marks}
    return [entry for kind, entry in said.items() if kind in seen]


def named_spans(spans: Spans) -> dict[str, pd.DataFrame]:
    """Tables of spans, each with the name that the key gives it."""
    if spans is None:
        return {}
    return {"found": spans} if isinstance(spans, pd.DataFrame) else {str(k): v for k, v in spans.items()}


def _of(table: pd.DataFrame, article_id: str, column: str = "article_id") -> pd.DataFrame:
    """The rows of one article: of millions of tokens, the few ids are compared as text, not each row's."""
    codes, ids = pd.factorize(table[column])
    return table[codes == pd.Index(ids).astype("str").get_indexer([article_id])[0]] if len(ids) else table


def _not_counted(segments: pd.DataFrame | None, article_id: str) -> Iterator[Mark]:
    if segments is None:
        return
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    rows = _of(segments, article_id)
    for start, end, kind in rows.loc[~rows["kind"].isin(COUNTED), ["start", "end", "kind"]].itertuples(
        index=False
    ):
        yield mark_of("aside", start, end, title=f"not counted: {kind}")


def _spoken(attributions: pd.DataFrame, article_id: str) -> Iterator[Mark]:
    """Attributed words, with who says them; the name stands before the first of several in a row."""
    require_columns(attributions, ["article_id", "source", "content_start", "content_end"], "attributions")
    rows = _of(attributions, article_id).sort_values(["content_start", "content_end"], kind="stable")
    before = None
    for row in rows.to_dict("records"):
        names = (str(row.get(name) or "") for name in ("person", "speaker", "source"))
        who = next(filter(None, names), "") or "somebody"
        start, end = row["content_start"], row["content_end"]
        if start < 0 or end <= start:
            continue
        if who != before:
            yield mark_of("who", start, start, f"[{who}]")
        yield mark_of("said", start, end, title=f"said by {who}")
        before = who


def _voiced(tokens: pd.DataFrame, article_id: str) -> Iterator[Mark]:
    """Runs of attributed words, where no table says whose they are."""
    require_columns(tokens, ["article_id", "start", "end", "term", "sentence", "voice"], "tokens")
    rows = in_reading_order(_of(tokens, article_id))
    said = (rows["voice"] == "attributed").to_numpy()
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    edges = np.flatnonzero(np.diff(said.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    for first, after in edges.tolist():
        yield mark_of("said", start[first], end[after - 1], title="attributed")


def shared_with(passages: pd.DataFrame, articles: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The passages of an article: where they stand here and in the other article, and whose that is."""
    require_columns(passages, _SHARED, "passages")
    passages = of_articles(passages, articles)
    sides = []
    for here, there in ("ab", "ba"):
        columns = [f"{name}_{side}" for side in (here, there) for name in ("article", "start", "end")]
        rows = _of(passages, article_id, f"article_{here}")
        side = rows[columns].set_axis(
            ["article_id", "start", "end", "other", "other_start", "other_end"], axis=1
        )
        sides.append(side.assign(kind=rows.get("kind", "shared")))
    table = pd.concat(sides, ignore_index=True)
    outlets = articles["outlet"] if "outlet" in articles else articles.index.to_series()
    by_id = outlets.set_axis(outlets.index.astype("str"))
    table["outlet"] = by_id.reindex(table["other"].astype("str")).astype(object).fillna("").to_numpy()
    return table.sort_values(["start", "end", "outlet"], kind="stable", ignore_index=True)


def _shared(passages: pd.DataFrame | None, articles: pd.DataFrame, article_id: str) -> Iterator[Mark]:
    """Shared passages, with the outlets that have them; those that begin together have one label."""
    if passages is None:
        return
    table = shared_with(passages, articles, article_id)
    for start, rows in table.groupby("start", sort=True):
        whose = ", ".join(dict.fromkeys(map(str, rows["outlet"])))
        yield mark_of("who", start, start, f"⇄ {whose}")
        for end, kind, outlet in rows[["end", "kind", "outlet"]].itertuples(index=False):
            yield mark_of("same", start, end, title=f"{kind}, also in {outlet}")


def _found(table: pd.DataFrame, article_id: str, look: str) -> Iterator[Mark]:
    """Marks of a table of spans, each with what the table says it is."""
    table = one_sided(table)
    require_columns(table, ["article_id", "start", "end"], "spans")
    told = [name for name in ("frame", "indicator", "noun", "unit", "status", "agency") if name in table]
    for row in _of(table, article_id).sort_values(["start", "end"], kind="stable").to_dict("records"):
        title = ", ".join(str(row[name]) for name in told if row[name] and not pd.isna(row[name]))
        yield mark_of(look, row["start"], row["end"], **({"title": title} if title else {}))

"""Statements: the sentences in which an article claims something, and on whose word."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.languages import refused
from toolkit.corpus.selection import of_articles
from toolkit.corpus.spans import span_keys
from toolkit.corpus.tokens import CLAIMED, sentences
from toolkit.progress import steps
from toolkit.text.lines import flowing


def texts_of(articles: pd.DataFrame) -> dict[str, str]:
    """Text of each article by its id, line breaks inside paragraphs as blanks."""
    return dict(zip(articles.index.astype("str"), map(flowing, articles["text"]), strict=True))


def find_claims(
    find: Callable[[str, bool], Iterable[tuple]], columns: str, caption: str,
    articles: pd.DataFrame, segments: pd.DataFrame | None, attributions: pd.DataFrame | None,
    language: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """What `find(sentence, in_headline)` gives (start, end, `columns`) for each sentence, with its source."""
    require_columns(articles, ["text"], "articles")
    segments = None if segments is None else of_articles(segments, articles)
    units, texts = sentences(articles, segments), texts_of(articles)
    rows = []
    foreign, note = refused(articles, language)
    units = units[units["segment"].isin(CLAIMED) & ~units["article_id"].isin(foreign)]
    columns_of_units = (units[name].tolist() for name in "article_id sentence start end segment".split())
    for article, sentence, first, last, segment in steps(
        zip(*columns_of_units, strict=True), "claims", len(units)
    ):
        text = texts[article]
        for start, end, *values in find(text[first:last], segment == "headline"):
            start, end = start + first, end + first
            rows.append((article, sentence, start, end, segment, text[start:end], *values))
    claims = pd.DataFrame(rows, columns=f"article_id sentence start end segment text {columns}".split())
    claims["source"] = "" if attributions is None else sources_of(claims, articles, attributions)
    claims.attrs["caption"] = caption
    if claims.empty or note:
        none = f"None were found in {len(articles)} article{'s' * (len(articles) != 1)}."
        claims.attrs["note"] = f"{note} {none if claims.empty else ''}".strip()
    return claims


def sources_of(claims: pd.DataFrame, articles: pd.DataFrame, attributions: pd.DataFrame) -> np.ndarray:
    """Speaker of the innermost attributed content that holds each claim, "" for the outlet itself."""
    require_columns(attributions, ["article_id", "source", "content_start", "content_end"], "attributions")
    known = of_articles(attributions.dropna(subset=["content_start", "content_end"]), articles)
    names = known["source"].fillna("")
    if "speaker" in known:  # "he" -> Jane Roe
        names = known["speaker"].fillna("").where(lambda speaker: speaker != "", names)
    ids = articles.index.astype("str")
    place = span_keys(ids, claims["article_id"], claims["start"])
    begin, end = (span_keys(ids, known["article_id"], known[f"content_{edge}"]) for edge in ("start", "end"))
    order = np.argsort(place, kind="stable")
    stop = span_keys(ids, claims["article_id"], claims["end"])[order]
    first, last = (np.searchsorted(place[order], edge) for edge in (begin, end))
    holder = np.full(len(claims), -1)
    # From the longest content to the shortest, of equal ones from the last to the first: the innermost stays.
    for content in np.lexsort((begin, end - begin))[::-1]:
        held = slice(first[content], last[content])
        holder[order[held][stop[held] <= end[content]]] = content
    return np.append(names.to_numpy(object), "")[holder]

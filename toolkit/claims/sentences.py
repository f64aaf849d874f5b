"""Claims: the sentences in which an article claims something, and on whose word."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.tokens import CLAIMED, sentences


def find_claims(
    find: Callable[[str, bool], Iterable[tuple]],
    columns: list[str],
    articles: pd.DataFrame,
    segments: pd.DataFrame | None,
    attributions: pd.DataFrame | None,
) -> pd.DataFrame:
    """What `find(sentence, in_headline)` gives (start, end, `columns`) for each sentence, with its source."""
    require_columns(articles, ["text"], "articles")
    units, texts = sentences(articles, segments), articles["text"].to_dict()
    rows = []
    for unit in units[units["segment"].isin(CLAIMED)].itertuples():
        text = texts[unit.article_id]
        for start, end, *values in find(text[unit.start : unit.end], unit.segment == "headline"):
            start, end = start + unit.start, end + unit.start
            place = (str(unit.article_id), unit.sentence, start, end, unit.segment)
            rows.append((*place, text[start:end], *values))
    claims = pd.DataFrame(rows, columns="article_id sentence start end segment text".split() + columns)
    return claims.assign(source=_sources(claims, attributions))


def _sources(claims: pd.DataFrame, attributions: pd.DataFrame | None) -> list[str]:
    """Speaker of the innermost attributed content that holds each claim, "" for the outlet itself."""
    if attributions is None:
        return [""] * len(claims)
    require_columns(attributions, ["article_id", "source", "content_start", "content_end"], "attributions")
    known = attributions.dropna(subset=["content_start"]).sort_values("content_start", kind="stable")
    named = known["source"].fillna("")
    if "speaker" in known:  # "he" -> Jane Roe
        named = known["speaker"].fillna("").where(lambda speaker: speaker != "", named)
    spans = defaultdict(list)
    for key, *span in zip(
        known["article_id"], known["content_start"], known["content_end"], named, strict=True
    ):
        spans[str(key)].append(span)
    sources = []
    for claim in claims.itertuples():
        holding = [
            (last - first, name)
            for first, last, name in spans[claim.article_id]
            if first <= claim.start and claim.end <= last
        ]
        sources.append(str(min(holding, key=lambda held: held[0], default=(0, ""))[1]))
    return sources

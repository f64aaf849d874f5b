"""Quotations: the sentence in which an article says something, with what it says marked."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import MARKED, fill
from toolkit.claims.statements import texts_of
from toolkit.corpus.tokens import sentences

Span = tuple[str, int, int]  # article, start, end
_BEFORE, _AFTER = 170, 130  # characters of a sentence that stand around what is marked


def quoted(articles: pd.DataFrame, spans: Iterable[Span]) -> dict[Span, Markup]:
    """Each span in its sentence, as a block of HTML that names itself a quotation.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["It began at dawn. It hurt 17 people."]}, ["a"])
    >>> from toolkit.answers.markup import plain
    >>> plain(quoted(articles, [("a", 26, 28)])["a", 26, 28])
    'It hurt 17 people.'
    """
    wanted = list(dict.fromkeys(spans))
    some = articles[articles.index.astype("str").isin({article for article, _, _ in wanted})]
    texts = texts_of(some)
    ends = [len(text) for text in texts.values()]
    whole = pd.DataFrame({"article_id": list(texts), "start": 0, "end": ends, "kind": "body"})
    units = sentences(some, whole)
    stops = {article: part[["start", "end"]].to_numpy() for article, part in units.groupby("article_id")}
    return {span: _block(texts[span[0]], *span[1:], stops.get(span[0], ())) for span in wanted}


def _block(text: str, start: int, end: int, stops: Iterable[tuple[int, int]]) -> Markup:
    """One span in its sentence, which is cut where it is long."""
    first, last = next((pair for pair in stops if pair[0] <= start < pair[1]), (start, end))
    before, after = _flat(text[first:start]), _flat(text[end : max(last, end)])
    if len(before) > _BEFORE:
        before = f"… {before[-_BEFORE:].partition(' ')[2]}"
    if len(after) > _AFTER:
        after = f"{after[:_AFTER].rpartition(' ')[0]} …"
    pattern = "<blockquote class='quote'>{}<mark style='{}'>{}</mark>{}</blockquote>"
    return fill(pattern, before, MARKED, _flat(text[start:end]), after)


def _flat(text: str) -> str:
    """The text on one line; a blank at its ends stays."""
    return " ".join(f"|{text}|".split())[1:-1]

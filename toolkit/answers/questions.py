"""Questions: each with its answers side by side, on cards, so that a reader can decide."""

from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import LITERAL, Shown, chip, fill, joined, outlet, signs
from toolkit.answers.prose import counted, named, opening, titles
from toolkit.answers.quotations import Span, quoted
from toolkit.answers.values import Question, cut, map_of, questions, value_of
from toolkit.checks import require_columns
from toolkit.show.outlets import Look

_MOST = 30  # cards at most: the tables hold all
_BY_NAME = 3  # outlets of one value that are quoted
_CARD = "border:1px solid #8c8c8c;border-top:3px solid #8c8c8c;padding:10px 14px;margin:0 0 14px 0"
_NONE = (
    "No number and no act was found on which the articles differ. Rules read numbers, and acts of some kinds;"
    " who, where, when and why are not read, and most true conflicts are missed."
)


class Told(NamedTuple):
    """What the cards of a corpus are made of: of the outlets, events and articles, and of each claim."""

    looks: dict[str, Look]
    titles: dict[str, str]
    outlets: dict[str, str]
    sources: dict[Span, str]
    quotes: dict[Span, Markup]


def cards(
    articles: pd.DataFrame,
    claims: pd.DataFrame,
    matters: pd.DataFrame,
    *,
    event: str | None = None,
    rows: int = 6,
) -> Shown:
    """Show the questions to which articles give different answers, with the answers side by side.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `event` and `text`.
    claims
        What `quantities` and `statuses` give, in one table: they tell on whose word something is said.
    matters
        What `claim_map` gives.
    event
        One event; left out, one question of each event first, those furthest apart first.
    rows
        How many cards are shown; the rest, up to 30, fold out.

    Returns
    -------
    Shown
        A card a question: each value with its outlets, the source that each names, and its sentence with the
        value marked; and why it is to be read. Which value is right is not decided.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "fire",
    ...                          "text": ["It hurt 17 people.", "It hurt 40."]}, ["a", "b"])
    >>> claims = pd.DataFrame({"article_id": ["a", "b"], "start": 8, "end": [17, 10], "segment": "body",
    ...                        "source": ["Roe", ""]})
    >>> row = {"event": "fire", "matter": "How many people were hurt?", "value": "17 people", "low": 17,
    ...        "high": 17, "status": "", "outlets": ("Beacon",), "silent": (), "origins": 1, "mark": "",
    ...        "kind": "to check", "spans": (("a", 8, 17),), "article_id": "a", "start": 8, "end": 17}
    >>> other = {"value": "40", "low": 40, "high": 40, "outlets": ("Ledger",), "spans": (("b", 8, 10),)}
    >>> print(cards(articles, claims, pd.DataFrame([row, row | other])))
    How many people were hurt?
    17 people
    ● Beacon according to Roe
    It hurt 17 people.
    40
    ■ Ledger no source named
    It hurt 40.
    ◐ read both
    """
    require_columns(claims, ["article_id", "start", "end", "segment", "source"], "claims")
    found = questions(map_of(articles, matters, event))
    if not found:
        return Shown(fill("<p class='note {}'>{} {}</p>", LITERAL, chip("read"), _NONE))
    told = _told(articles, claims, found[:_MOST], event is None)
    first, more = found[:rows], found[rows:_MOST]
    pattern = "<ul class='cards broad {}' style='list-style:none;padding:0;margin:0'>{}</ul>"
    markup = fill(pattern, LITERAL, joined(_card(question, told) for question in first))
    if more:
        rest = fill(pattern, LITERAL, joined(_card(question, told) for question in more))
        head = opening(counted(len(more), "more question"))
        markup += fill(
            "<details class='more broad'><summary>{} with different answers</summary>{}</details>", head, rest
        )
    if len(found) > _MOST:
        left = opening(counted(len(found) - _MOST, "further question"))
        stand = "stands" if len(found) == _MOST + 1 else "stand"
        markup += fill("<p class='note'>{} {} in the tables.</p>", left, stand)
    return Shown(markup)


def _told(articles: pd.DataFrame, claims: pd.DataFrame, found: list[Question], several: bool) -> Told:
    """What the cards are made of."""
    titled = titles(articles)
    outlets = dict(zip(articles.index.astype("str"), articles["outlet"].astype("str"), strict=True))
    spans = [span for question in found for row in question.rows.itertuples() for span in _spans(row)]
    return Told(
        signs(articles), titled if several and len(titled) > 1 else {}, outlets, _sources(claims),
        quoted(articles, spans),
    )  # fmt: skip


def _sources(claims: pd.DataFrame) -> dict[Span, str]:
    """On whose word each claim is made."""
    columns = (claims[name] for name in ("article_id", "start", "end", "segment", "source"))
    return {
        (str(article), int(start), int(end)): "in the headline" if kind == "headline" else _according(source)
        for article, start, end, kind, source in zip(*columns, strict=True)
    }


def _according(source: object) -> str:
    """Who is named for it, cut where that is long."""
    name = "" if pd.isna(source) else " ".join(str(source).split())
    return f"according to {cut(name, 60)}" if name else "no source named"


def _spans(row) -> list[Span]:
    """The places of a value."""
    return [(str(article), int(start), int(end)) for article, start, end in row.spans]


def _card(question: Question, told: Told) -> Markup:
    """One question with its values."""
    about = told.titles.get(question.event, "")
    values = joined(_value(row, told) for row in question.rows.itertuples())
    return fill(
        "<li class='card' style='{}'><h3>{}</h3>{}"
        "<ul class='values' style='list-style:none;padding:0'>{}</ul><p class='sure'>{} {}</p></li>",
        _CARD, question.text, fill("<p class='about'>{}</p>", about) if about else "",
        values, chip("read"), question.why,
    )  # fmt: skip


def _value(row, told: Told) -> Markup:
    """One value, with those who give it and the sentences of the first few."""
    places: dict[str, Span] = {}
    for span in _spans(row):
        places.setdefault(told.outlets[span[0]], span)
    by = [
        (outlet(name, told.looks), told.sources.get(span, "no source named"), told.quotes[span])
        for name, span in list(places.items())[:_BY_NAME]
    ]
    said = joined(fill("<p class='by'>{} <span class='who'>{}</span></p>{}", *one) for one in by)
    more = list(places)[_BY_NAME:]
    also = fill("<p class='by'>Also {}.</p>", named(more, told.looks, 6)) if more else ""
    return fill("<li><p class='value'><b>{}</b></p>{}{}</li>", opening(cut(value_of(row), 70)), said, also)

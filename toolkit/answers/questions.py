"""Questions: each with its answers side by side, on cards, so that a reader can decide."""

from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import LITERAL, MARKED, Shown, chip, fill, joined, outlet, signs
from toolkit.answers.prose import counted, named, opening, titles
from toolkit.answers.values import Question, map_of, questions, shown, value_of
from toolkit.checks import require_columns
from toolkit.claims.statements import texts_of
from toolkit.corpus.tokens import sentences

_MOST = 30  # cards at most: the tables hold all
_BY_NAME = 3  # outlets of one value that are quoted
_BEFORE, _AFTER = 170, 130  # characters of a sentence that stand around the value
_CARD = "border:1px solid #8c8c8c;padding:10px 14px;margin:0 0 14px 0"
_NONE = (
    "No number and no act was found on which the articles differ. Rules read numbers, and acts of some kinds;"
    " who, where, when and why are not read, and most true conflicts are missed."
)


class Said(NamedTuple):
    """Where an article says something: whose it is, on whose word, and the sentence around it."""

    outlet: str
    source: str
    in_headline: bool
    before: str
    words: str
    after: str


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
    ...        "kind": "to check", "spans": (("a", 8, 17),), "article_id": "a"}
    >>> other = {"value": "40", "low": 40, "high": 40, "outlets": ("Ledger",), "spans": (("b", 8, 10),)}
    >>> print(cards(articles, claims, pd.DataFrame([row, row | other])))
    How many people were hurt?
    17 people
    ● Beacon according to Roe
    It hurt 17 people.
    40
    ■ Ledger no source named
    It hurt 40.
    ◐ read both The highest is 2.4 times the lowest.
    """
    require_columns(claims, ["article_id", "start", "end", "segment", "source"], "claims")
    found = questions(map_of(articles, matters, event))
    if not found:
        return Shown(fill("<p class='note {}'>{} {}</p>", LITERAL, chip("read"), _NONE))
    drawn = _Drawn(articles, claims, found[:_MOST], event is None)
    first, more = found[:rows], found[rows:_MOST]
    pattern = "<ul class='cards broad {}' style='list-style:none;padding:0;margin:0'>{}</ul>"
    markup = fill(pattern, LITERAL, joined(map(drawn.card, first)))
    if more:
        rest = fill(pattern, LITERAL, joined(map(drawn.card, more)))
        head = opening(counted(len(more), "more question"))
        markup += fill(
            "<details class='more broad'><summary>{} with different answers</summary>{}</details>", head, rest
        )
    if len(found) > _MOST:
        left = opening(counted(len(found) - _MOST, "further question"))
        markup += fill("<p class='note'>{} stand in the tables.</p>", left)
    return Shown(markup)


class _Drawn:
    """What the cards of one corpus share: its outlets and events, and the sentences around each value."""

    def __init__(
        self, articles: pd.DataFrame, claims: pd.DataFrame, found: list[Question], several: bool
    ) -> None:
        self.looks = signs(articles)
        told = titles(articles)
        self.titles = told if several and len(told) > 1 else {}
        ids = {str(span[0]) for question in found for spans in question.rows["spans"] for span in spans}
        some = articles[articles.index.astype("str").isin(ids)]
        self.outlets = dict(zip(some.index.astype("str"), some["outlet"].astype("str"), strict=True))
        self.texts = texts_of(some)
        ends = [len(self.texts[name]) for name in self.outlets]
        whole = pd.DataFrame({"article_id": list(self.outlets), "start": 0, "end": ends, "kind": "body"})
        units = sentences(some, whole)
        self.units = {name: part[["start", "end"]].to_numpy() for name, part in units.groupby("article_id")}
        places = zip(claims["article_id"].astype("str"), claims["start"], claims["end"], strict=True)
        told_by = zip(claims["source"].fillna(""), claims["segment"] == "headline", strict=True)
        self.sources = dict(zip(places, told_by, strict=True))

    def card(self, question: Question) -> Markup:
        """One question with its values."""
        about = self.titles.get(question.event, "")
        values = joined(map(self._value, question.rows.itertuples()))
        return fill(
            "<li class='card' style='{}'><h3>{}</h3>{}"
            "<ul class='values' style='list-style:none;padding:0'>{}</ul><p class='sure'>{} {}</p></li>",
            _CARD, question.text, fill("<p class='about'>{}</p>", about) if about else "",
            values, chip("read"), question.why,
        )  # fmt: skip

    def _value(self, row) -> Markup:
        """One value with those who give it."""
        said: dict[str, Said] = {}
        for span in row.spans:
            one = self._said(str(span[0]), int(span[1]), int(span[2]))
            said.setdefault(one.outlet, one)
        more = list(said)[_BY_NAME:]
        also = fill("<p class='by'>Also {}.</p>", named(more, self.looks, 6)) if more else ""
        quoted = joined(map(self._quoted, list(said.values())[:_BY_NAME]))
        head = shown(value_of(row))
        return fill("<li><p class='value'><b>{}</b></p>{}{}</li>", head, quoted, also)

    def _quoted(self, said: Said) -> Markup:
        """Who says it, on whose word, and the sentence."""
        who = f"according to {shown_source(said.source)}" if said.source else "no source named"
        return fill(
            "<p class='by'>{} <span class='who'>{}</span></p>"
            "<blockquote class='quote'>{}<mark style='{}'>{}</mark>{}</blockquote>",
            outlet(said.outlet, self.looks), "in the headline" if said.in_headline else who,
            said.before, MARKED, said.words, said.after,
        )  # fmt: skip

    def _said(self, article: str, start: int, end: int) -> Said:
        """What stands at a place of an article."""
        text = self.texts[article]
        spans = [(begin, stop) for begin, stop in self.units[article] if begin <= start < stop]
        begin, stop = spans[0] if spans else (start, end)
        source, in_headline = self.sources.get((article, start, end), ("", False))
        before, after = text[begin:start], text[end : max(stop, end)]
        if len(before) > _BEFORE:
            before = "… " + before[-_BEFORE:].partition(" ")[2]
        if len(after) > _AFTER:
            after = after[:_AFTER].rpartition(" ")[0] + " …"
        flat = (" ".join(part.split()) for part in (f"{before}\0", text[start:end], f"\0{after}"))
        left, words, right = flat
        return Said(
            self.outlets[article], str(source), in_headline, left.replace("\0", ""), words,
            right.replace("\0", ""),
        )  # fmt: skip


def shown_source(source: str, longest: int = 60) -> str:
    """A source as it is named, cut where it is long."""
    source = " ".join(source.split())
    return source if len(source) <= longest else f"{source[: longest - 1].rstrip()}…"

"""Deeds: one act that is planned or denied in one outlet and done in another."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from toolkit.checks import require_columns
from toolkit.claims.statements import texts_of
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.names.people import agree, take_apart
from toolkit.names.persons import NAME
from toolkit.text.spelling import alike, plain
from toolkit.text.words import TOKEN, fold

OPENINGS, ONE_SPEAKER = "between openings", "one speaker"

_SIDE = "article outlet segment start end text source status".split()
_BEGUN = {"done", "under_way"}
_OPENING = 1000  # characters of an article, from its headline on, in which it says what is new
_BEFORE, _AFTER, _WORDS = 160, 140, 8  # characters beside an act that are read, and content words of them
_SHARED = {OPENINGS: 3, ONE_SPEAKER: 2}  # words beside the act that two acts of one matter share
_SENTENCE_END = re.compile(r"(?<=[\w%,]{3}[.!?])[\"”’)]*\s|\n")
_EMPTY = ENGLISH_STOP_WORDS | set("said say says told according mr mrs ms year people".split())


def _stems(text: str) -> list[str]:
    """Content words cut to five letters, numbers as they are."""
    words = (fold(match.group()) for match in TOKEN.finditer(text))
    return [word if word[0].isdigit() else word[:5] for word in words if len(word) > 2 and word not in _EMPTY]


def _beside(text: str, start: int, end: int) -> frozenset[str]:
    """The content words nearest to an act in its sentence."""
    first = max(0, start - _BEFORE)
    first = max((stop.end() for stop in _SENTENCE_END.finditer(text, first, start)), default=first)
    stop = _SENTENCE_END.search(text, end, end + _AFTER)
    after = text[end : stop.start() if stop else end + _AFTER]
    return frozenset(_stems(text[first:start])[-_WORDS:] + _stems(after)[:_WORDS])


def _one_person(a: str, b: str) -> bool:
    """Whether two sources name one person, however spelt: President Asa Marlov, Marlow."""
    names = [[match.group() for match in NAME.finditer(source)] for source in (a, b)]
    if not all(names):
        return False
    first, second = (take_apart(found[-1]) for found in names)
    same = plain(first.surname) == plain(second.surname) or alike(first.surname, second.surname)
    return same and agree(first, second)


def _kind(a, b) -> str:
    """Which kind of pair two acts of one class are, "" where they are none."""
    statuses = {a.status, b.status}
    if a.outlet == b.outlet or not statuses & _BEGUN:
        return ""
    if "denied" in statuses and a.source and b.source and _one_person(a.source, b.source):
        return ONE_SPEAKER
    if a.opens and b.opens and "done" in statuses and statuses & {"planned", "denied"}:
        return OPENINGS
    return ""


def _pairs(acts: list) -> Iterator[tuple]:
    """The pairs of some acts of one class: kind, the two acts, similarity."""
    begun = [act for act in acts if act.status in _BEGUN]
    rest = [act for act in acts if act.status not in _BEGUN]
    for pair in product(begun, rest):
        a, b = sorted(pair, key=lambda act: (act.article, act.start))
        shared = len(a.beside & b.beside)
        if shared >= min(_SHARED.values()) and (kind := _kind(a, b)) and shared >= _SHARED[kind]:
            yield kind, a, b, shared / min(len(a.beside), len(b.beside))


def act_pairs(statuses: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Pairs of acts to check: planned or denied in one outlet and done in another.

    Parameters
    ----------
    statuses : what `statuses` gives
    articles : one row an article, indexed by `article_id`, with `outlet`, `text` and `event`

    Returns
    -------
    pandas.DataFrame
        One row a pair: `event`; `kind` (between openings, one speaker); `verb_class`; for each side, ending
        in `_a` and `_b`: `article`, `outlet`, `segment`, `start`, `end`, `text`, `source`, `status`;
        `similarity`, the share of the words beside the one act that stand beside the other; `mark` ("later"
        where one article plans what another reports as done, so that it may only be the later one, else "").
        Sorted by event, kind, class, articles and offsets.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Between openings: in the first 1,000 characters of two outlets, from the headline on, one act of a class is
    planned or denied here and done there, with three of the eight content words on either side in common. One speaker: anywhere in
    two outlets a person of one name, however spelt, denies an act in one and asserts it in the other, with
    two words in common. Of the pairs of two articles on a class the most similar one is kept.
    """
    require_columns(statuses, "article_id start end segment text verb_class status source".split(), "statuses")
    require_columns(articles, ["outlet", "text"], "articles")
    rows = []
    for (event, verb_class), acts in sorted(_acts(of_articles(statuses, articles), articles).items()):
        for kind, a, b, similarity in _pairs(acts):
            sides = [getattr(act, name) for act in (a, b) for name in _SIDE]
            mark = "later" if "planned" in (a.status, b.status) else ""
            rows.append((event, kind, verb_class, *sides, similarity, mark))
    sides = [f"{name}_{side}" for side in "ab" for name in _SIDE]
    table = pd.DataFrame(rows, columns=["event", "kind", "verb_class", *sides, "similarity", "mark"])
    table = table.sort_values("similarity", ascending=False, kind="stable")
    table = table.drop_duplicates(["event", "kind", "verb_class", "article_a", "article_b"])
    order = ["event", "kind", "verb_class", "article_a", "article_b", "start_a", "start_b"]
    table = table.sort_values(order, kind="stable").reset_index(drop=True)
    table.attrs["caption"] = "Pairs of acts to check: planned or denied in one outlet and done in another."
    if not len(table):
        table.attrs["note"] = f"No pairs of acts to check were found in {len(articles)} articles."
    return table


def _acts(statuses: pd.DataFrame, articles: pd.DataFrame) -> dict[tuple[str, str], list]:
    """Event and class -> its acts, with outlet, the words beside them and whether they are of an opening."""
    texts, acts = texts_of(articles), defaultdict(list)
    if "event" not in articles:
        return acts
    outlets, events = groups_of(articles, "outlet"), groups_of(articles, "event")
    headlines = articles["headline"] if "headline" in articles else pd.Series("", articles.index)
    begins = {
        name: max(0, texts[name].find(headline)) if isinstance(headline, str) else 0
        for name, headline in zip(texts, headlines, strict=True)
    }
    kept = statuses[statuses["status"].isin([*_BEGUN, "planned", "denied"])]
    kept = kept.rename(columns={"article_id": "article"})
    kept = kept.assign(
        outlet=kept["article"].map(outlets),
        event=kept["article"].map(events),
        source=kept["source"].astype(object).fillna(""),
        beside=[
            _beside(texts[name], start, end)
            for name, start, end in zip(kept["article"], kept["start"], kept["end"], strict=True)
        ],
        opens=kept["start"] < kept["article"].map(begins).add(_OPENING),
    )
    for act in kept.itertuples():
        if act.event:
            acts[act.event, act.verb_class].append(act)
    return acts

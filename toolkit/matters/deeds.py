"""Deeds: one act that is planned or denied in one outlet and done in another."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
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

_CAPTIONS = {
    "acts": "Pairs of acts to check: planned or denied in one outlet and done in another.",
    "quantities": "Pairs of different quantities to check: the likeliest to be two answers to one question.",
}
_SIDE = "article outlet segment start end text source status".split()
_BEGUN = {"done", "under_way"}
_OPENING = 1000  # characters of an article, from its headline on, in which it says what is new
_BEFORE, _AFTER, _WORDS = 160, 140, 8  # characters beside an act that are read, and content words of them
_LONG_BEFORE = pd.Timedelta(days=7)  # what was done so long before it is planned is another act
_SHARED = {OPENINGS: 3, ONE_SPEAKER: 2}  # words beside the act that two acts of one matter share
_SENTENCE_END = re.compile(r"(?<=[\w%,]{3}[.!?])[\"”’)]*\s|\n")
_HIS = re.compile(r"(?:his|her|their)\s", re.IGNORECASE)
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_CLAIM_OF = re.compile(r"['’]s?\s+(?:\w+\s+){0,2}(?:claim|allegation|accusation|assertion|charge)s?\b")
# The list of stop words holds these nouns too.
_NOUNS = set("bill computer detail fire interest mill system".split())
_EMPTY = ENGLISH_STOP_WORDS - _NOUNS | set("said say says told according mr mrs ms year people".split())


@lru_cache(maxsize=1 << 16)
def _stem(form: str) -> str:
    """A content word cut to five letters, a number as it is, "" for any other word."""
    word = fold(form)
    return "" if len(word) < 3 or word in _EMPTY else word if word[0].isdigit() else word[:5]


def _stems(text: str) -> list[str]:
    """Content words cut to five letters, numbers as they are."""
    return list(filter(None, map(_stem, TOKEN.findall(text))))


def _before(text: str, start: int) -> str:
    """What stands before an act in its sentence."""
    first = max(0, start - _BEFORE)
    stops = (stop.end() for stop in _SENTENCE_END.finditer(text, first, start))
    return text[max(stops, default=first) : start]


def _beside(before: str, text: str, end: int) -> frozenset[str]:
    """The content words nearest to an act in its sentence; `before` is what stands before it there."""
    stop = _SENTENCE_END.search(text, end, end + _AFTER)
    after = text[end : stop.start() if stop else end + _AFTER]
    return frozenset(_stems(before)[-_WORDS:] + _stems(after)[:_WORDS])


def _speaker(source: str, before: str) -> str:
    """The name of who speaks of an act: whose officers "his officers" are, nobody for another's claim."""
    if _CLAIM_OF.search(before):
        return ""
    found = NAME.findall(before.partition(source)[0] if _HIS.match(source) else source)
    return next((name for name in reversed(found) if not _DAY.fullmatch(name)), "")


def _one_person(a: str, b: str) -> bool:
    """Whether two names are of one person, however spelt: Asa Marlov, Marlow."""
    if not a or not b:
        return False
    first, second = take_apart(a), take_apart(b)
    same = plain(first.surname) == plain(second.surname) or alike(first.surname, second.surname)
    return same and agree(first, second)


def _kind(deed, other) -> str:
    """Which kind of pair a deed is with the same act planned or denied, "" where it is none."""
    if deed.outlet == other.outlet:
        return ""
    if other.status == "denied" and _one_person(deed.speaker, other.speaker):
        return ONE_SPEAKER
    before = other.status == "planned" and other.day - deed.day > _LONG_BEFORE
    return OPENINGS if deed.opens and other.opens and deed.status == "done" and not before else ""


def _pairs(acts: list) -> Iterator[tuple]:
    """The pairs of some acts of one class: kind, the two acts, similarity, mark."""
    deeds = [act for act in acts if act.status in _BEGUN]
    others = [act for act in acts if act.status not in _BEGUN]
    for deed, other in product(deeds, others):
        shared = len(deed.beside & other.beside)
        if shared >= min(_SHARED.values()) and (kind := _kind(deed, other)) and shared >= _SHARED[kind]:
            a, b = sorted((deed, other), key=lambda act: (act.article, act.start))
            mark = "later" if other.status == "planned" or deed.day > other.day else ""
            yield kind, a, b, shared / min(len(a.beside), len(b.beside)), mark


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
        where one article plans what the other reports as done, or denies on an earlier day what the other
        reports, so that the other may only know more, else ""). Sorted by event, kind, class, articles and
        offsets.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Between openings: in the first 1,000 characters of two outlets, from the headline on, one act of a class
    is planned or denied here and done there, with three of the eight content words on either side in common;
    not where it was done a week before it is planned. One speaker: anywhere in two outlets a person of one
    name, however spelt, denies an act in one and asserts it in the other, with two words in common; "his
    officers" speak for him, another's claim that he tells is not his. Of the pairs of two articles on a class
    the most similar one is kept. In 127 events of news on which no rule was chosen, 6 of 10 pairs were right
    or later; after repairs that these ten suggested, 7 of 9 (45% to 94%), all of them between openings.

    Examples
    --------
    >>> from toolkit.claims.acts import statuses
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "mill", "text": [
    ...     "The Oxford paper mill will close.", "The Oxford paper mill was closed."]}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": 33, "kind": "body"})
    >>> pairs = act_pairs(statuses(articles, body), articles)
    >>> pairs[["kind", "status_a", "status_b", "mark"]].values.tolist()
    [['between openings', 'planned', 'done', 'later']]
    """
    needed = "article_id start end segment text verb_class status source".split()
    require_columns(statuses, needed, "statuses")
    require_columns(articles, ["outlet", "text"], "articles")
    rows = []
    for (event, verb_class), acts in sorted(_acts(of_articles(statuses, articles), articles).items()):
        for kind, a, b, similarity, mark in _pairs(acts):
            sides = [getattr(act, name) for act in (a, b) for name in _SIDE]
            rows.append((event, kind, verb_class, *sides, similarity, mark))
    sides = [f"{name}_{side}" for side in "ab" for name in _SIDE]
    table = pd.DataFrame(rows, columns=["event", "kind", "verb_class", *sides, "similarity", "mark"])
    table = table.sort_values("similarity", ascending=False, kind="stable")
    table = table.drop_duplicates(["event", "kind", "verb_class", "article_a", "article_b"])
    order = ["event", "kind", "verb_class", "article_a", "article_b", "start_a", "start_b"]
    table = table.sort_values(order, kind="stable").reset_index(drop=True)
    return captioned(table, "acts", len(articles))


def captioned(table: pd.DataFrame, what: str, n: int) -> pd.DataFrame:
    """A table of pairs of claims with its caption; an empty one says in how many articles nothing was."""
    table.attrs["caption"] = _CAPTIONS[what]
    if not len(table):
        table.attrs["note"] = f"No pairs of {what} to check were found in {n} article{'s' * (n != 1)}."
    return table


def _acts(statuses: pd.DataFrame, articles: pd.DataFrame) -> dict[tuple[str, str], list]:
    """Event and class -> its acts, with outlet, the words beside them and whether they are of an opening."""
    acts = defaultdict(list)
    if "event" in articles:
        for act in _with_context(statuses, articles).itertuples():
            if act.event:
                acts[act.event, act.verb_class].append(act)
    return acts


def _with_context(statuses: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The acts that can be of a pair, with all that is compared."""
    texts, days, begins = texts_of(articles), _days(articles), _begins(articles)
    outlets, events = groups_of(articles, "outlet"), groups_of(articles, "event")
    outlets = outlets.where(outlets != "", outlets.index)  # an article without an outlet has one of its own
    kept = statuses[statuses["status"].isin([*_BEGUN, "planned", "denied"])]
    kept = kept.rename(columns={"article_id": "article"})
    kept = kept.assign(article=kept["article"].astype("str"), source=kept["source"].astype(object).fillna(""))
    acts = list(kept.itertuples())
    before = [_before(texts[act.article], act.start) for act in acts]
    context = list(zip(acts, before, strict=True))
    return kept.assign(
        outlet=kept["article"].map(outlets),
        event=kept["article"].map(events),
        beside=[_beside(left, texts[act.article], act.end) for act, left in context],
        speaker=[_speaker(act.source, left) for act, left in context],
        day=[days[act.article] for act in acts],
        opens=[act.start < begins[act.article] + _OPENING for act in acts],
    )


def _days(articles: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """The day on which each article was published, as far as it is known."""
    published = articles["published"] if "published" in articles else pd.Series(pd.NaT, articles.index)
    days = pd.to_datetime(published, utc=True).dt.normalize()
    return dict(zip(articles.index.astype("str"), days, strict=True))


def _begins(articles: pd.DataFrame) -> dict[str, int]:
    """Where the headline of each article stands, its beginning where it is not found."""
    headlines = articles["headline"] if "headline" in articles else pd.Series("", articles.index)
    return {
        name: max(0, text.find(headline)) if isinstance(headline, str) else 0
        for (name, text), headline in zip(texts_of(articles).items(), headlines, strict=True)
    }

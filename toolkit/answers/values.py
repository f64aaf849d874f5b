"""Values: the questions of a map of claims to which articles give different answers."""

import math
import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.segments import segment
from toolkit.corpus.selection import of_articles
from toolkit.shipped import lexicon

NEEDED = "event matter value low high status outlets silent origins kind mark spans".split()
PLACE = ["article_id", "start", "end"]
_AGAIN = re.compile(r" \(\d+\)$")  # the number that keeps two matters of one wording apart
_WORDS = re.compile(
    r" \([^()]*\)(?=\?$)"
)  # what the sentences share, where no verb says which count is meant
_UNITS = re.compile(r" \((?:thousand|million|billion|trillion|years?)\)(?=\?$)")  # they tell nothing of what
_SHOUTED = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,})*\b")
_FAR = 3  # times: what is further apart is told so
_STAGES = {"done", "under_way"}
_MARKS = {
    "later": "One was published later and may know more.",
    "revised": "One speaks of a number that was corrected or has grown.",
}


class Question(NamedTuple):
    """A question of an event: its rows in the map, how far apart they are, and why it is to be checked."""

    event: str
    text: str
    rows: pd.DataFrame
    apart: float
    why: str


def map_of(articles: pd.DataFrame, matters: pd.DataFrame, event: str | None = None) -> pd.DataFrame:
    """The rows of a map of claims about these articles, or one event, and which stand in headlines."""
    require_columns(articles, ["outlet", "event", "text"], "articles")
    require_columns(matters, [*NEEDED, *PLACE], "matters")
    rows = of_articles(matters, articles)
    rows = rows.assign(in_headline=_in_headlines(articles, rows))
    return rows if event is None else rows[rows["event"] == event]


def _in_headlines(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Which of the rows that set a headline against its text stand in the headline."""
    marked = rows[rows["mark"] == "headline"]
    some = articles[articles.index.astype("str").isin(marked["article_id"].astype("str"))]
    heads = segment(some).query("kind == 'headline'").rename(columns={"start": "opens", "end": "closes"})
    met = marked[PLACE].reset_index(names="row").merge(heads, on="article_id")
    inside = met.loc[(met["opens"] <= met["start"]) & (met["end"] <= met["closes"]), "row"]
    return pd.Series(rows.index.isin(inside), rows.index)


def questions(rows: pd.DataFrame) -> list[Question]:
    """Questions with different answers: one of each event first, within that those furthest apart first.

    Numbers that are less than a tenth apart come last: often the one rounds the other.
    """
    found = [
        _question(event, matter, part)
        for (event, matter), part in rows.groupby(["event", "matter"], sort=False)
        if (part["kind"] == "to check").any() and len(part) > 1
    ]
    found.sort(key=lambda question: -question.apart)
    seen: dict[str, int] = {}
    turns = []
    for question in found:
        seen[question.event] = turn = seen.get(question.event, -1) + 1
        turns.append(np.inf if question.apart < 1 else turn)
    return [found[place] for place in np.argsort(turns, kind="stable")]


def asked(matter: str) -> str:
    """A matter as a question, without what tells it from another of the same words.

    Examples
    --------
    >>> asked("How many jobs go? (2)"), asked("How many years (fleet, Tarn)?")
    ('How many jobs go?', 'How many years?')
    >>> asked("How much money (fine)?"), asked("How many of them (oath, Roberts)?")
    ('How much money (fine)?', 'Which number (oath, Roberts)?')
    """
    question = _AGAIN.sub("", matter)
    if question.startswith("How many of them"):
        return question.replace("How many of them", "Which number")
    return (_WORDS if question.startswith("How many") else _UNITS).sub("", question)


def inline(value: str) -> str:
    """A value as it stands within a sentence.

    Examples
    --------
    >>> inline("At least 40 people"), inline("TENS OF THOUSANDS of Kim's soldiers"), inline("$4 million")
    ('at least 40 people', "tens of thousands of Kim's soldiers", '$4 million')
    """
    shouted = _SHOUTED.match(value)
    return shouted[0].lower() + value[shouted.end() :] if shouted else value[:1].lower() + value[1:]


def value_of(row) -> str:
    """A value as it is printed, or the status of an act as an answer."""
    return (
        lexicon("answers/phrases.toml")["statuses"].get(row.status, row.status) if row.status else row.value
    )


def extremes(question: Question) -> tuple:
    """The two rows that are furthest apart."""
    rows = list(question.rows.itertuples())
    if rows[0].status:
        return rows[0], rows[-1]
    rows.sort(key=lambda row: (row.low, row.high if row.high == row.high else np.inf))
    return rows[0], rows[-1]


def _question(event: str, matter: str, rows: pd.DataFrame) -> Question:
    """One question, its numbers from the lowest to the highest."""
    is_act = bool((rows["status"] != "").any())
    if not is_act:
        rows = rows.sort_values(["low", "high"], kind="stable")
    apart, why = (_acts_apart if is_act else _numbers_apart)(rows)
    explained = [text for mark, text in _MARKS.items() if (rows["mark"] == mark).any()]
    return Question(event, asked(matter), rows, apart, " ".join(filter(None, [why, *explained])))


def _acts_apart(rows: pd.DataFrame) -> tuple[float, str]:
    """What happened and did not stands before what is at different stages."""
    statuses = set(rows["status"])
    if "denied" in statuses and statuses & _STAGES:
        return 2.0, "One says it happened, another that it did not."
    return 1.1, "The outlets see it at different stages."


def _numbers_apart(rows: pd.DataFrame) -> tuple[float, str]:
    """How many times the lowest number the highest is, at the least."""
    low, high = rows["low"].max(), rows["high"].min()  # a number that is open above has no high
    ratio = low / high if high > 0 else np.inf
    heads = rows[rows["in_headline"] & (rows["mark"] == "headline")]
    if len(heads):
        than = "goes further" if heads["low"].max() >= low else "says less"
        return max(ratio, 1.0), f"The headline {than} than the article’s own text."
    if not np.isfinite(ratio):
        return 1.0, "One says none."
    if ratio <= 1:
        return 1.0, "The numbers differ."
    if ratio < 1.1:
        return 0.0, "Less than a tenth apart: the one may round the other."
    if ratio < _FAR:
        return ratio, ""  # as a reader sees
    exact = (rows["low"] == rows["high"]).all()
    return ratio, f"The highest is {'' if exact else 'at least '}{_times(ratio, exact)} times the lowest."


def _times(ratio: float, exact: bool) -> str:
    """The ratio, rounded down where it is the least that it can be."""
    if ratio >= 10:
        return f"{math.floor(ratio) if not exact else round(ratio):,}"
    return f"{ratio if exact else math.floor(10 * ratio) / 10:.1f}".removesuffix(".0")


def cut(text: str, longest: int) -> str:
    """The text, cut where it is long."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"

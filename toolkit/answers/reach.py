"""Reach: what cannot be said with a corpus, and what corpus it would take."""

import pandas as pd

from toolkit.answers.markup import LITERAL, Shown, fill, joined
from toolkit.answers.prose import comparable_events, counted, names_of, opening
from toolkit.checks import require_columns

_FOR_P = 6  # events that two outlets of one article each need
_GENERAL = 20  # events, drawn by a rule, for a claim about outlets


def limits(articles: pd.DataFrame) -> Shown:
    """List what cannot be said with these articles, each with what it would take.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `event` and, where known, `published`, `published_precision` and
        `language`.

    Returns
    -------
    Shown
        A list: what the corpus is too small for, or lacks, first; then what no corpus of texts tells.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon"], "event": "e", "published": pd.NaT})
    >>> print(limits(articles))
    How the outlet differs from others. It would take articles of others on the same events.
    Who was first. No article has a date; it would take times of publication.
    Anything beyond this one event. A general claim needs 20 events or more, drawn by a rule.
    Which number is right. Reports may speak of different hours; it takes the sources that they name.
    That an outlet means it. Words can come from those it quotes, or from what the event was for its readers.
    """
    require_columns(articles, ["outlet", "event"], "articles")
    said = [*_too_few(articles), *_dates(articles), *_language(articles), *_beyond(articles)]
    said += [
        (
            "Which number is right.",
            "Reports may speak of different hours; it takes the sources that they name.",
        ),
        (
            "That an outlet means it.",
            "Words can come from those it quotes, or from what the event was for its readers.",
        ),
    ]
    items = joined(fill("<li style='margin:0 0 8px 0'><b>{}</b> {}</li>", *pair) for pair in said)
    return Shown(fill("<ul class='plain limits {}'>{}</ul>", LITERAL, items))


def _too_few(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What too few outlets or events do not allow."""
    shared = len(comparable_events(articles))
    if len(names_of(articles)) < 2:
        return [
            ("How the outlet differs from others.", "It would take articles of others on the same events.")
        ]
    if not shared:
        what = "No event is told by two outlets; it would take articles of both on the same events."
        return [("How outlets differ.", what)]
    if shared < _FOR_P:
        events = "One event is" if shared == 1 else f"{opening(counted(shared, 'event'))} are"
        what = (
            f"{events} told by two outlets or more; so few tell only the steadiest differences from chance."
        )
        return [("Whether most differences are more than chance.", what)]
    return []


def _dates(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What missing dates do not allow."""
    if "published" not in articles or articles["published"].isna().all():
        return [("Who was first.", "No article has a date; it would take times of publication.")]
    n = int(articles["published"].isna().sum())
    days = int((articles.get("published_precision", pd.Series("")) == "day").sum())
    told = [f"{opening(counted(n, 'article'))} {'has' if n == 1 else 'have'} no date"] * (n > 0)
    told += [f"of {counted(days, 'article')} only the day is known"] * (days > 0)
    if told:
        what = opening("; ".join(told)) + ". It would take the hour of publication."
        return [("Who was first, on every event.", what)]
    what = "Times of publication are not times of writing, and both may use a third text."
    return [("Who took from whom, for certain.", what)]


def _language(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What is not read of articles in other languages."""
    if "language" not in articles:
        return []
    language = articles["language"].fillna("").astype("str").str.lower().str[:2]
    n = int((~language.isin(["", "en"])).sum())
    what = "The rules for sources, numbers and acts read English."
    return [
        (f"What is said in {counted(n, 'article')} that {'is' if n == 1 else 'are'} not in English.", what)
    ] * (n > 0)


def _beyond(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What the events at hand do not allow."""
    n = articles.loc[articles["event"] != "", "event"].nunique()
    these = "this one event" if n == 1 else f"these {counted(n, 'event')}" if n else "these articles"
    more = "events that were" if n >= _GENERAL else f"{_GENERAL} events or more,"
    return [(f"Anything beyond {these}.", f"A general claim needs {more} drawn by a rule.")]

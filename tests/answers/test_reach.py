import pandas as pd
import pytest
from answers.builders import EVIL, stories

from toolkit.answers import limits


def said(articles):
    return str(limits(articles))


def many(events, outlets=("Beacon", "Ledger"), **columns):
    return stories(*((name, f"event {n}", "x") for n in range(events) for name in outlets), **columns)


def test_one_outlet_cannot_be_compared():
    assert "How the outlet differs from others. It would take articles of others" in said(
        many(3, ("Beacon",))
    )


def test_outlets_without_a_common_event_cannot_be_compared():
    articles = stories(("Beacon", "a", "x"), ("Ledger", "b", "x"))
    assert "No event is told by two outlets; it would take articles of both" in said(articles)


@pytest.mark.parametrize(
    ("events", "told"), [(1, "One event is told by two outlets or more"), (5, "Five events are told by two")]
)
def test_few_events_tell_nothing_from_chance(events, told):
    assert told in said(many(events))
    assert "more than chance" not in said(many(6))


def test_what_dates_do_not_tell():
    articles = many(1)
    assert "No article has a date; it would take times of publication." in said(articles)
    articles.loc["a0", "published"] = pd.Timestamp("2024-10-18", tz="UTC")
    assert "One article has no date. It would take the hour of publication." in said(articles)
    articles["published"] = pd.Timestamp("2024-10-18", tz="UTC")
    assert "Who took from whom, for certain." in said(articles)
    days = articles.assign(published_precision="day")
    assert "Of two articles only the day is known." in said(days)


def test_other_languages_are_named():
    assert "What is said in two articles that are not in English." in said(many(1, language="de"))
    assert "English" not in said(many(1, language="en-GB"))


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (1, "Anything beyond this one event. A general claim needs 20 events or more, drawn by a rule."),
        (80, "Anything beyond these 80 events. A general claim needs events that were drawn by a rule."),
    ],
)
def test_what_lies_beyond(n, told):
    assert told in said(many(n))


def test_articles_without_events_are_articles():
    assert "Anything beyond these articles." in said(many(2).assign(event=""))


def test_nothing_is_markup():
    assert "<script" not in limits(stories((EVIL, EVIL, EVIL)))._repr_html_()


def test_a_missing_column_is_a_sentence():
    with pytest.raises(ValueError, match="articles has no column 'event'"):
        limits(pd.DataFrame({"outlet": ["Beacon"]}))

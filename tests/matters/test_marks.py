import pandas as pd
import pytest

from tests.helpers import pages
from toolkit.claims.numbers import quantities
from toolkit.matters.marks import mark_of, published_of
from toolkit.matters.meetings import compare


def mark(first, second, kind="between outlets", **columns):
    articles, segments = pages({"a": first, "b": second}, **columns)
    compared = compare(quantities(articles, segments), articles)
    a, b = (compared.claims.iloc[row] for row in (0, 1))
    return mark_of(a, b, kind, compared, published_of(articles))


def test_a_headline_is_marked_as_such():
    assert mark("They saw 12 miners.", "They saw 14 miners.", "headline against body") == "headline"


def test_two_numbers_that_agree_are_a_rounding_and_a_number_and_its_bound_a_range():
    assert mark("They saw 11,932 miners.", "They saw 12,000 miners.", "near") == "rounding"
    assert mark("They saw 12 miners.", "They saw 10 to 15 miners.", "near") == "range"
    assert mark("They saw at least 10 miners.", "They saw 12 miners.", "near") == "range"


@pytest.mark.parametrize(
    "text",
    [
        "They saw 12 miners, a figure that was revised.",
        "Police had earlier said 12 miners died.",
        "The toll rose to 12 miners.",
        "That is up from 12 miners.",
        "The initial count was 12 miners.",
    ],
)
def test_a_value_that_says_it_was_corrected_is_revised(text):
    assert mark(text, "They saw 14 miners.") == mark("They saw 14 miners.", text) == "revised"
    assert mark("They saw 12 miners.", "They saw 14 miners.") == ""


@pytest.mark.parametrize(("hour", "told"), [("06:00", "later"), ("05:59", "")])
def test_six_hours_later_an_article_may_know_more(hour, told):
    published = pd.to_datetime(["2026-01-01 00:00", f"2026-01-01 {hour}"], utc=True)
    for times in (published, published[::-1]):
        assert mark("They saw 12 miners.", "They saw 14 miners.", published=times) == told


def test_what_was_published_at_an_unknown_time_is_not_later():
    assert (
        mark("They saw 12 miners.", "They saw 14 miners.", published=[pd.Timestamp("2026-01-01"), pd.NaT])
        == ""
    )


def test_times_are_by_article_as_text():
    articles = pd.DataFrame({"text": ["x", "y"]}, index=[3, 4])
    assert [*published_of(articles).times.values()] == [pd.NaT, pd.NaT]
    times = published_of(articles.assign(published=["2026-01-01T09:00+09:00", None])).times
    assert times["3"] == pd.Timestamp("2026-01-01", tz="UTC")
    assert times["4"] is pd.NaT


def test_two_articles_of_one_day_are_not_ordered_where_one_has_no_time():
    texts = "They saw 12 miners.", "They saw 14 miners."
    precision = {"published_precision": ["day", "time"]}
    assert mark(*texts, published=["2026-01-01T00:00", "2026-01-01T20:00"], **precision) == ""
    assert mark(*texts, published=["2026-01-01T00:00", "2026-01-02T01:00"], **precision) == "later"
    assert mark(*texts, published=["2026-01-01", None], **precision) == ""

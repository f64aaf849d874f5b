"""Places in the article and rates over time."""

import pandas as pd
import pytest
from helpers import words

from toolkit.terms.places import term_positions, term_trends

OUTLETS = pd.Series({"a0": "Sun", "a1": "Star", "a2": "Sun", "a3": "Star"})


def test_positions_are_shares_of_the_articles_words():
    table = term_positions(words(["war b war c"], ["d war"]), ["war", "b war"], OUTLETS)
    assert table[["article_id", "group", "term", "words", "position"]].values.tolist() == [
        ["a0", "Sun", "war", 4, 0.0],
        ["a0", "Sun", "b war", 4, 0.25],
        ["a0", "Sun", "war", 4, 0.5],
        ["a1", "Star", "war", 2, 0.5],
    ]
    assert term_positions(words(["a"]), "peace").attrs["note"] == "'peace' does not occur."


def test_positions_by_a_column_are_those_of_the_articles_given():
    tokens = words(["war"], ["war"], ["a war"])
    articles = pd.DataFrame({"outlet": OUTLETS})
    table = term_positions(tokens, ("war",), articles.iloc[[2, 0]], by="outlet")
    assert table[["article_id", "group", "position"]].values.tolist() == [
        ["a2", "Sun", 0.5],
        ["a0", "Sun", 0],
    ]
    assert term_positions(tokens, "war", by=OUTLETS)["group"].tolist() == ["Sun", "Star", "Sun"]
    assert term_positions(tokens, "war", articles)["group"].tolist() == ["all"] * 3
    assert term_positions(tokens, "war", OUTLETS.iloc[:1])["group"].tolist() == ["Sun"]


def test_a_term_asked_for_twice_is_found_once():
    assert len(term_positions(words(["war"]), ["war", "war"])) == 1


@pytest.mark.parametrize(
    "function", [lambda tokens, articles, terms: term_positions(tokens, terms), term_trends]
)
def test_no_terms_are_named(function):
    articles = pd.DataFrame({"published": ["2026-03-01"]}, index=["a0"])
    with pytest.raises(ValueError, match="terms is empty"):
        function(words(["war"]), articles, [])


def test_trends_are_rates_of_a_period_and_undated_articles_are_left_out():
    dates = pd.to_datetime(["2026-03-01", "2026-03-01", None, "2026-03-03"], utc=True)
    articles = pd.DataFrame({"published": dates, "outlet": OUTLETS}, index=OUTLETS.index)
    tokens = words(["war b"], ["c d"], ["war"], ["war war e"])
    table = term_trends(tokens, articles, "war")
    assert table[["n", "words", "articles"]].values.tolist() == [[1, 4, 2], [2, 3, 1]]
    assert table["per_thousand"].tolist() == pytest.approx([250, 2000 / 3])
    assert table.attrs["note"] == "Articles without a date of publication are left out: 1."
    by_outlet = term_trends(tokens, articles, "war", by="outlet")
    assert by_outlet.groupby("group")["n"].sum().to_dict() == {"Star": 2, "Sun": 1}
    by_series = term_trends(tokens, articles, "war", by=OUTLETS.replace("Sun", "Moon"))
    assert by_series["group"].unique().tolist() == ["Moon", "Star"]
    some = term_trends(tokens, articles.loc[["a3", "a1"]], "war")
    assert some[["n", "words"]].values.tolist() == [[0, 2], [2, 3]]
    assert "note" not in some.attrs


def test_periods_are_days_in_utc_and_terms_are_lines_of_their_own():
    dates = ["2026-03-01T23:30:00+00:00", "2026-03-02T01:00:00+02:00", "2026-03-09T00:00:00Z"]
    articles = pd.DataFrame({"published": dates}, index=["a0", "a1", "a2"])
    tokens = words(["war"], ["war peace"], ["peace"])
    table = term_trends(tokens, articles, ["peace", "war"])
    assert [(row.term, str(row.period.date()), row.n) for row in table.itertuples()] == [
        ("peace", "2026-03-01", 1),
        ("peace", "2026-03-09", 1),
        ("war", "2026-03-01", 2),
        ("war", "2026-03-09", 0),
    ]
    assert len(term_trends(tokens, articles, "war", "MS")) == 1


@pytest.mark.parametrize(
    ("freq", "begins"), [("W", ["2026-02-23", "2026-03-02"]), ("ME", ["2026-03-01"]), ("MS", ["2026-03-01"])]
)
def test_a_week_and_a_month_are_named_by_their_first_day(freq, begins):
    dates = ["2026-03-01T23:30:00Z", "2026-03-02T00:00:00Z", "2026-03-08T23:59:00Z"]  # Sunday, Monday, Sunday
    articles = pd.DataFrame({"published": dates}, index=["a0", "a1", "a2"])
    table = term_trends(words(["war"], ["war"], ["war"]), articles, "war", freq)
    assert table["period"].dt.strftime("%Y-%m-%d").to_list() == begins


def test_a_trend_of_nothing_says_why_and_a_wrong_period_is_named():
    articles = pd.DataFrame({"published": ["2026-03-01"]}, index=["a0"])
    nothing = term_trends(words(["war"]).iloc[:0], articles, "war")
    assert nothing.attrs["note"] == "None of the articles has words to count."
    assert "per_thousand" in nothing
    with pytest.raises(ValueError, match="freq 'fortnight' is no length of a period"):
        term_trends(words(["war"]), articles, "war", "fortnight")
    with pytest.raises(ValueError, match="articles has no column 'published'"):
        term_trends(words(["war"]), articles.drop(columns="published"), "war")

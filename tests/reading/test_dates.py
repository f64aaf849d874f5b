import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.reading.dates import (
    find_date,
    parse_published,
    settle_dates,
    slash_order,
    split_date,
    weekday_conflict,
)

EVENING = "2024-10-18T09:35:00+00:00"


@pytest.mark.parametrize(
    ("written", "zone", "moment", "precision"),
    [
        ("2024-10-18", "", "2024-10-18T00:00:00+00:00", "day"),
        ("2024-10-18", "KST", "2024-10-18T00:00:00+00:00", "day"),
        ("20241018", "", "2024-10-18T00:00:00+00:00", "day"),
        ("18 October 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("Friday, Oct. 18th, 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("18/10/2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("10/18/2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("04/04/2024", "", "2024-04-04T00:00:00+00:00", "day"),
        ("2024-10-18T18:35+09:00", "", EVENING, "time"),
        ("2024-10-18 18:35:00 KST", "UTC", EVENING, "time"),
        ("2024-10-18 18:35", "Asia/Seoul", EVENING, "time"),
        ("2024-10-18 18:35", "+09:00", EVENING, "time"),
        ("2024-10-18 18:35", "GMT+9", EVENING, "time"),
        ("2024-10-18 06:05 -03:30", "", EVENING, "time"),
        ("2024-10-18T09:35:00.123Z", "", EVENING, "time"),
        ("20241018T093500Z", "", EVENING, "time"),
        ("Fri, 18 Oct 2024 18:35:00 +0900", "", EVENING, "time"),
        ("Oct 18, 2024 at 5:35 a.m. EDT", "", EVENING, "time"),
        ("October 18, 2024, 12:05 AM", "", "2024-10-18T00:05:00+00:00", "time"),
        ("2024-10-18 09:35", "", EVENING, "time"),
        ("October 18, 2024 Friday", "", "2024-10-18T00:00:00+00:00", "day"),
        ("October 18, 2024 Friday Friday", "", "2024-10-18T00:00:00+00:00", "day"),
        ("October18, 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("18 October 2024 (Friday)", "", "2024-10-18T00:00:00+00:00", "day"),
        ("October 18, 2024 Friday 4:35 AM  EST", "", EVENING, "time"),
        ("Friday, 18. October 2024 11:35:00 CEST", "", EVENING, "time"),
        ("Fri Oct 18 09:35:00 +0000 2024", "", EVENING, "time"),
        ("18-Oct-2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("Oct 18, 2024.", "", "2024-10-18T00:00:00+00:00", "day"),
        ("Sept. 5, 2019", "", "2019-09-05T00:00:00+00:00", "day"),
        ("October 18, 2024 9 a.m. GMT", "", "2024-10-18T09:00:00+00:00", "time"),
        ("Freitag, 18. Oktober 2024, 9.35 Uhr", "", EVENING, "time"),
        ("Fr., 18.10.2024 um 09:35 Uhr", "", EVENING, "time"),
        ("6.3.2025", "", "2025-03-06T00:00:00+00:00", "day"),
        ("31. März 2011 Donnerstag", "", "2011-03-31T00:00:00+00:00", "day"),
        ("Mittwoch 31. August 2011", "", "2011-08-31T00:00:00+00:00", "day"),
        ("vendredi 18 octobre 2024 à 9h35", "", EVENING, "time"),
        ("1er août 2019", "", "2019-08-01T00:00:00+00:00", "day"),
        ("29 décembre 2011", "", "2011-12-29T00:00:00+00:00", "day"),
        ("mar. 9 mars 2022", "", "2022-03-09T00:00:00+00:00", "day"),
        ("viernes, 18 de octubre de 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("sábado 2 de enero de 2010", "", "2010-01-02T00:00:00+00:00", "day"),
        ("venerdì 18 ottobre 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("sexta-feira, 18 de outubro de 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("3 de março de 2019", "", "2019-03-03T00:00:00+00:00", "day"),
        ("vrijdag 18 oktober 2024", "", "2024-10-18T00:00:00+00:00", "day"),
        ("3 mei 2019 vrijdag", "", "2019-05-03T00:00:00+00:00", "day"),
        ("20241018093500", "", EVENING, "time"),
        ("1729244100", "", EVENING, "time"),
        ("1729244100.0", "", EVENING, "time"),
        ("1729244100250", "", "2024-10-18T09:35:00.250000+00:00", "time"),
        ("1729244100000", "", EVENING, "time"),
        # The zone is not known, or could be two: the day is.
        ("18 Oct 2024, 18:35 BST", "", "2024-10-18T00:00:00+00:00", "day"),
        ("October 18, 2024, 6:35 p.m. ET", "", "2024-10-18T00:00:00+00:00", "day"),
        ("2024-10-18 18:35 CST", "", "2024-10-18T00:00:00+00:00", "day"),
        ("2024-10-18 18:35 Asia/Nowhere", "", "2024-10-18T00:00:00+00:00", "day"),
        ("2024-10-18 18:35 +99:00", "", "2024-10-18T00:00:00+00:00", "day"),
    ],
)
def test_a_date_is_understood(written, zone, moment, precision):
    found, how = parse_published(written, zone)
    assert (found.isoformat(), how) == (moment, precision)


@pytest.mark.parametrize(
    "written",
    [
        "", "03/04/2024", "11/12/2024", "12/11/2024", "30 February 2024", "18 Octember 2024", "2024",
        "October 2024", "Friday", "18/10/24", "0000-01-01", "9999-12-31", "2024-10-181", "2024-10-18 25:00",
        "2024-10-18 13:00 pm", "18/10-2024", "31.11.2024", "1999999999", "172924410", "20241318093500",
        "10 jui 2019", "28-04",
        "2024-10-18 6",
        "2024-10-18 or so",
    ],
)  # fmt: skip
def test_a_date_that_could_mean_something_else_is_not_guessed(written):
    assert parse_published(written) == (None, "unknown")


@given(st.text(st.sampled_from("0123456789-/.:T ,+JanuaryPMZ"), max_size=30))
@settings(max_examples=500, deadline=None)
def test_dates_of_any_form_never_raise(written):
    moment, precision = parse_published(written)
    assert (moment is None) == (precision == "unknown")


@pytest.mark.parametrize(
    ("first", "day"), [("day", "2024-04-03"), ("month", "2024-03-04"), ("", None), ("mixed", None)]
)
def test_which_part_of_a_slashed_date_comes_first_can_be_said(first, day):
    moment, _ = parse_published("03/04/2024", first=first)
    assert (moment and f"{moment:%Y-%m-%d}") == day
    assert f"{parse_published('3.4.2024', first=first)[0]:%Y-%m-%d}" == "2024-04-03"
    assert f"{parse_published('10/18/2024', first=first)[0]:%Y-%m-%d}" == "2024-10-18"


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["03/04/2024", "18/10/2024"], "day"),
        (["03/04/2024", "10/18/2024 12:00"], "month"),
        (["3-4-2024", "18-10-2024"], "day"),
        (["18/10/2024", "10/18/2024"], "mixed"),
        (["03/04/2024", "12/12/2024", "18.10.2024", "2024-10-18", "http://a.b/18/10/2024"], ""),
        ([], ""),
    ],
)
def test_a_column_tells_which_part_comes_first(column, order):
    assert slash_order(column) == order


def table(*given):
    rows = [
        dict(zip(("published", "published_precision"), parse_published(one), strict=True)) for one in given
    ]
    return [row | {"published_given": one} for row, one in zip(rows, given, strict=True)]


def days(articles):
    return [f"{one['published']:%m-%d}" if one["published"] else "" for one in articles]


def test_slashes_are_decided_by_their_column_and_it_is_said():
    articles = table("03/04/2024", "18/10/2024", "6.3.2024")
    assert settle_dates(articles) == "has dates such as '03/04/2024', read with the day first as others show"
    assert days(articles) == ["04-03", "10-18", "03-06"]
    assert [article["published_precision"] for article in articles] == ["day"] * 3


def test_a_column_of_both_kinds_and_one_without_evidence_are_told_and_left():
    articles = table("03/04/2024", "18/10/2024", "10/18/2024")
    assert settle_dates(articles) == (
        "has dates with the day first and with the month first; those that could be either are unknown"
    )
    assert days(articles) == ["", "10-18", "10-18"]
    articles = table("03/04/2024", "04/04/2024")
    assert (
        settle_dates(articles)
        == "has dates such as '03/04/2024', which could be two days; write 2024-10-18 instead"
    )
    assert days(articles) == ["", "04-04"]


def test_weekdays_that_are_not_those_of_their_days_are_told():
    said = settle_dates(
        table("Wednesday, November 19, 2020", "Friday 18 October 2024", "Monday 18 October 2024")
    )
    assert said == "odd dates: 2, the first says Wednesday, but 2020-11-19 was a Thursday"


def test_a_column_of_midnights_holds_days():
    articles = table("2024-10-18T00:00:00", "2024-10-19 00:00:00+09:00", "October 20, 2024 12:00 AM GMT")
    assert settle_dates(articles) == ""
    assert days(articles) == ["10-18", "10-19", "10-20"]
    assert {article["published_precision"] for article in articles} == {"day"}
    articles = table("2024-10-18T00:00:00", "2024-10-19T00:00:01")
    settle_dates(articles)
    assert {article["published_precision"] for article in articles} == {"time"}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Communication, lundi 4 mars 2019, p. 3", "lundi 4 mars 2019"),
        ("France, mercredi 11 septembre 2024 134 mots, p. 11", "mercredi 11 septembre 2024"),
        ("Lowmere Post ; Lowmere, Ont. [..]04 Mar 2019: A.2.", "04 Mar 2019"),
        ("Posted March 4, 2019 at 9:35 a.m. ET by Anna", "March 4, 2019 at 9:35 a.m. ET"),
        ("On 30 February 2019 and 4 May 2019", "4 May 2019"),
        ("v18/10/2024, no. 2024", ""),
    ],
)
def test_a_date_is_found_in_a_line(text, date):
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("December 19, 1991, Sunday, City Edition", ("December 19, 1991, Sunday", "City Edition")),
        (
            "January 11, 2010 Monday  6:10 PM First Edition",
            ("January 11, 2010 Monday 6:10 PM", "First Edition"),
        ),
        ("March 2019", ("March 2019", "")),
        ("19 lokakuuta 2019", ("19 lokakuuta 2019", "")),
        ("Harbour shut on March 4, 2019", ("", "Harbour shut on March 4, 2019")),
        ("Harbour 2019", ("", "Harbour 2019")),
    ],
)
def test_a_line_that_opens_with_a_date_is_told_from_others(line, parts):
    assert split_date(line) == parts


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Wednesday, November 19, 2020", "says Wednesday, but 2020-11-19 was a Thursday"),
        ("Montag, 18. Oktober 2024", "says Monday, but 2024-10-18 was a Friday"),
        ("Friday 18 October 2024", ""),
        ("mar 9 mars 2022", ""),
        ("Mar 9, 2022", ""),
        ("2024-10-18", ""),
        ("Friday", ""),
        ("Friday 03/04/2024", ""),
        ("Montag, 18.10.2024", "says Monday, but 2024-10-18 was a Friday"),
    ],
)
def test_a_weekday_that_is_not_that_of_its_day_is_told(given, said):
    assert weekday_conflict(given) == said


@pytest.mark.parametrize("piece", ["1/", "le ", "12 ", "mon, ", "1 jan 20", "9" * 9 + " ", "4 mars 2019 "])
def test_long_lines_take_linear_time(piece):
    find_date(piece * 20_000)

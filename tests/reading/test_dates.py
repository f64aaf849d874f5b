import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.reading.dates import parse_published

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
    ],
)
def test_a_date_is_understood(written, zone, moment, precision):
    found, how = parse_published(written, zone)
    assert (found.isoformat(), how) == (moment, precision)


@pytest.mark.parametrize(
    "written",
    [
        "", "03/04/2024", "11/12/2024", "30 February 2024", "18 Octember 2024", "2024", "October 2024",
        "Friday", "18/10/24", "0000-01-01", "9999-12-31", "2024-10-181", "2024-10-18 25:00",
        "2024-10-18 13:00 pm",
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

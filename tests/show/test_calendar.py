import pandas as pd
import pytest

from toolkit.show.calendar import date_marks
from toolkit.show.lettering import SMALL, width_of


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-11-05 06:00", "2024-11-05 11:00", ["06:00", "08:00", "10:00"]),
        ("2024-11-05 18:00", "2024-11-06 09:00", ["18:00", "6 Nov", "06:00"]),
        ("2024-11-05", "2024-11-09", ["5 Nov", "7 Nov", "9 Nov"]),
        ("2024-10-18", "2025-02-27", ["Nov 2024", "Feb 2025"]),
        ("2010-05-01", "2016-01-01", ["2011", "2013", "2015"]),
        ("2024-11-05", "2024-11-05", ["5 Nov"]),
    ],
)
def test_marks_are_round_times_as_close_as_there_is_room(first, last, expected):
    marks = date_marks(pd.Timestamp(first), pd.Timestamp(last), 180)
    assert list(marks.values()) == expected
    assert sum(width_of(text, SMALL) + 14 for text in expected) <= 180

import pandas as pd
import pytest

from toolkit.reading.times import is_earlier, published


def article(time, precision="time"):
    return pd.Series({"published": pd.Timestamp(time) if time else pd.NaT, "published_precision": precision})


@pytest.mark.parametrize(
    ("time", "precision", "said"),
    [
        ("2024-10-18 12:05+02:00", "time", "18 October 2024, 10:05"),
        ("2024-10-18 23:30-02:00", "time", "19 October 2024, 01:30"),
        ("2024-10-08 00:00+00:00", "day", "8 October 2024"),
        ("2024-10-08 07:30", "time", "8 October 2024, 07:30"),
        (None, "unknown", ""),
    ],
)
def test_a_time_is_said_in_words(time, precision, said):
    assert published(article(time, precision)) == said


def test_an_article_without_the_column_has_no_time():
    assert published(pd.Series({"text": "x"})) == ""


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        (("2024-03-01 10:00", "time"), ("2024-03-01 11:00", "time"), True),
        (("2024-03-01 11:00", "time"), ("2024-03-01 10:00", "time"), False),
        (("2024-03-01 00:00", "day"), ("2024-03-01 10:00", "time"), False),
        (("2024-03-01 10:00", "time"), ("2024-03-02 00:00", "day"), True),
        ((None, "unknown"), ("2024-03-02 00:00", "day"), False),
    ],
)
def test_a_day_alone_orders_no_two_articles_of_it(first, second, known):
    assert is_earlier(article(*first), article(*second)) is known

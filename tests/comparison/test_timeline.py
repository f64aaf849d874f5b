import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from tests.drawings import HOSTILE, LONG, drawings, require_readable, texts_of
from toolkit.comparison.timeline import plot_timeline


@pytest.fixture(autouse=True)
def _figures_are_closed():
    yield
    plt.close("all")


def articles(*rows):
    """Articles given as outlet, time and what is known of it."""
    table = pd.DataFrame(rows, columns=["outlet", "published", "published_precision"])
    return table.assign(published=pd.to_datetime(table["published"], utc=True, format="ISO8601"), event="e")


FIRST = ("Beacon", "2024-11-05T06:12", "time")
SECOND = ("Ledger", "2024-11-05T08:30", "time")
SAME_DAY = ("Sun", "2024-11-05", "day")
NEXT_DAY = ("Sun", "2024-11-06", "day")
UNKNOWN = ("Star", None, "unknown")


def bands(ax):
    return [(bar.get_x(), bar.get_width()) for bar in ax.patches if isinstance(bar, Rectangle)]


def marks(ax):
    return [line.get_xdata()[0] for line in ax.lines if line.get_marker() != "None"]


def test_articles_stand_at_their_times_the_earliest_on_top():
    ax = plot_timeline(articles(SECOND, FIRST))
    assert marks(ax) == pytest.approx([12 * 60, 150 * 60])  # seconds from 06:00
    told = texts_of(drawings(ax)[0])
    assert [text for text in told if text in ("Beacon", "Ledger")] == ["Beacon", "Ledger"]
    assert {"5 November 2024, 06:12", "07:00", "08:00"} <= set(told)


def test_a_day_without_a_time_is_a_band_over_that_day_and_no_date_is_neither():
    ax = plot_timeline(articles(FIRST, SAME_DAY, UNKNOWN))
    assert bands(ax) == [(0, 24 * 3600)]
    assert marks(ax) == [pytest.approx(6.2 * 3600)]
    assert {"5 November 2024, hour not given", "date not known"} <= set(texts_of(drawings(ax)[0]))
    assert "a band: only the day is known" in ax.words.sub
    assert "a band" not in plot_timeline(articles(FIRST, SECOND)).words.sub


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([FIRST, SECOND], "Beacon was first, on 5 November 2024 at 06:12"),
        ([FIRST, NEXT_DAY], "Beacon was first, on 5 November 2024 at 06:12"),
        ([NEXT_DAY, SAME_DAY], "Sun published on 5 November 2024"),
        ([("Sun", "2024-11-04", "day"), FIRST], "Sun was first, on 4 November 2024"),
        ([FIRST, SAME_DAY], "Beacon first of those that give the hour, on 5 November 2024 at 06:12"),
        ([FIRST, UNKNOWN], "Beacon first of those that give the hour, on 5 November 2024 at 06:12"),
        (
            [SAME_DAY, ("Post", "2024-11-05", "day")],
            "Published on 5 November 2024; who was first cannot be told",
        ),
        (
            [SAME_DAY, ("Post", "2024-11-05", "day"), ("Post", "2024-11-09", "day")],
            "Published from 5 November 2024 to 9 November 2024; who was first cannot be told",
        ),
        (
            [FIRST, ("Sun", "2024-11-05T06:12", "time")],
            "Beacon and Sun were first, on 5 November 2024 at 06:12",
        ),
        ([UNKNOWN], "No date of publication is known"),
    ],
)
def test_the_title_says_who_was_first_where_that_can_be_told(rows, title):
    assert plot_timeline(articles(*rows)).words.title == title


def test_events_far_apart_in_time_and_any_names_can_be_read():
    names = [LONG, *HOSTILE, "연합뉴스"]
    for step in ("1min", "3h", "1D", "200D"):
        times = pd.date_range("2020-01-01", periods=6, freq=step)
        rows = [(name, time, "time") for name, time in zip(names, times, strict=True)]
        require_readable(plot_timeline(articles(*rows, SAME_DAY, UNKNOWN)))


def test_of_many_articles_the_first_forty_are_drawn():
    ax = plot_timeline(articles(*[FIRST] * 41))
    assert len(marks(ax)) == 40
    assert "Of 41 articles, the first 40 are drawn." in ax.get_label()


def test_articles_of_several_events_are_refused():
    table = articles(FIRST, SECOND).assign(event=["e", "f"])
    with pytest.raises(ValueError, match=r"articles are of 2 events, .* take the rows of one: \['e', 'f'\]"):
        plot_timeline(table)
    with pytest.raises(ValueError, match="articles has no column 'published'"):
        plot_timeline(table.drop(columns="published"))


def test_no_articles_are_a_sentence():
    assert plot_timeline(articles()).get_label() == "There are no articles to put in order."

"""Differences: cells, exchanged labels, refusals, and intervals that hold the truth."""

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from toolkit.statistics.differences import (
    Sides,
    against_others,
    difference_intervals,
    difference_p,
    differences_caption,
    length_ratio,
    rates_of,
    shared_events,
)
from toolkit.statistics.exchange import Words

EVENT, SIDE = np.repeat(np.arange(6), 2), np.arange(12) % 2 == 0
HITS = np.array([4, 1, 9, 3, 5, 1, 6, 1, 8, 2, 6, 4])[:, None]


def sides(hits=HITS, n=None, outlets=None, events=EVENT, blocked=True):
    n = np.full(len(hits), 99) if n is None else np.asarray(n)
    outlets = ~SIDE * 1 if outlets is None else np.asarray(outlets)
    return Sides(np.asarray(hits), n, outlets, outlets == 0, np.asarray(events), blocked)


def test_articles_of_an_outlet_on_an_event_are_one_cell():
    given = sides([[1], [2], [4], [8]], [10, 20, 30, 40], [0, 0, 1, 0], [0, 0, 0, 1])
    cells, of_article = given.cells()
    assert cells.numerators.ravel().tolist() == [3, 4, 8]
    assert cells.denominators.tolist() == [30, 30, 40]
    assert cells.is_target.tolist() == [True, False, True]
    assert of_article.tolist() == [0, 0, 1, 2]
    assert shared_events(cells).tolist() == [True, True, False]
    assert len(given._replace(blocked=False).cells()[0].events) == 4


@drawn(st.lists(st.tuples(*[st.integers(0, 2)] * 2, st.floats(0, 9), st.floats(-9, 9)), min_size=1))
def test_cells_are_sums_in_the_order_of_the_articles(rows):
    outlets, events, n, x = map(np.array, zip(*rows, strict=True))
    cells, of_article = sides(x[:, None], n, outlets, events).cells()
    sums = np.zeros((2, len(cells.events)))
    np.add.at(sums, (slice(None), of_article[of_article >= 0]), np.array([n, x])[:, of_article >= 0])
    dropped = of_article < 0
    assert not n[dropped].any()
    assert [cells.denominators.tolist(), cells.numerators.ravel().tolist()] == sums.tolist()


def test_a_cell_without_anything_to_count_in_is_left_out():
    cells, of_article = sides([[0], [2], [4]], [0, 20, 30], [0, 1, 0], [0, 0, 1]).cells()
    assert cells.denominators.tolist() == [20, 30]
    assert of_article.tolist() == [-1, 0, 1]


def test_six_events_that_all_point_one_way_reach_the_smallest_p_of_six_events():
    p, family, reasons = difference_p(sides(), 2000, 0)
    assert (p[0], family[0], reasons) == (2 / 2**6, 2 / 2**6, [""])


def test_copies_of_an_article_do_not_make_a_difference_surer():
    once, twice = (
        sides(),
        sides(np.repeat(HITS, 3, axis=0), None, np.repeat(~SIDE * 1, 3), np.repeat(EVENT, 3)),
    )
    assert difference_p(twice, 2000, 0)[0] == difference_p(once, 2000, 0)[0]


def test_a_family_is_adjusted_for_all_that_is_tested_and_for_nothing_else():
    rng = np.random.default_rng(0)
    noise = rng.poisson(5, (12, 8))
    both = difference_p(sides(np.column_stack([HITS, noise])), 2000, 0)
    rare = difference_p(sides(np.column_stack([HITS, noise // 5])), 2000, 0)
    assert both[0][0] == rare[0][0] == 2 / 64
    assert both[1][0] > 2 / 64
    assert both[1][0] >= rare[1][0]
    assert all(adjusted >= p for p, adjusted in zip(*both[:2], strict=True))


def test_twenty_are_needed_on_events_of_both_sides():
    n = HITS.sum()
    hits = np.vstack([HITS, [[50]]])
    extra = sides(hits, None, [*(~SIDE * 1), 0], [*EVENT, 6])
    p, _, reasons = difference_p(extra, 2000, 0, fewest=n + 1, what="hits")
    assert np.isnan(p[0])
    assert reasons == [f"no p: {n} hits on shared events, {n + 1} needed"]
    assert difference_p(extra, 2000, 0, fewest=n)[0][0] == 2 / 64


def test_five_events_allow_no_p():
    rows = EVENT < 5
    p, _, reasons = difference_p(sides(HITS[rows], None, ~SIDE[rows] * 1, EVENT[rows]), 2000, 0)
    assert np.isnan(p[0])
    assert reasons == ["no p: the smallest that these articles allow is 0.0625"]


def test_outlets_that_never_meet_are_not_compared():
    given = sides(HITS, None, None, np.arange(12))
    assert difference_p(given, 2000, 0)[2] == ["no p: there is no event of both sides to compare"]
    assert np.isnan(length_ratio(given))
    assert difference_p(given._replace(blocked=False), 2000, 0)[0][0] < 0.05


def test_what_is_the_same_on_both_sides_of_every_event_has_no_p():
    assert difference_p(sides(np.full((12, 1), 3)), 2000, 0)[2] == [
        "no p: the same on both sides of every shared event"
    ]


def words_of(hits, size):
    """One sentence a hit, and one sentence without a hit, in each article."""
    article = np.repeat(np.arange(len(hits)), hits + 1)
    opens = np.cumsum(hits + 1) - (hits + 1)
    turn = np.arange(len(article)) - opens[article]
    sentence = np.flatnonzero(turn < hits[article])
    zeros = np.zeros(len(sentence), dtype=int)
    return Words(np.full(len(article), size), article, turn, sentence, zeros, zeros)


def test_longer_texts_with_more_hits_are_drawn_down():
    hits = np.where(SIDE, 6, 2)
    n = (hits + 1) * 10
    words = words_of(hits, 10)
    rates = difference_p(sides(hits[:, None], n), 2000, 0)[0][0]
    drawn = difference_p(sides(hits[:, None], n), 2000, 0, words=words)[0][0]
    assert rates == 2 / 64
    assert drawn > 0.05
    assert length_ratio(sides(hits[:, None], n)) == pytest.approx(7 / 3)
    assert against_others(sides(hits[:, None], n), 0, 2000, 0, words=words).p[0] == drawn
    assert against_others(sides(hits[:, None], n), 1, 2000, 0, words=words).p[0] == drawn
    even = sides(hits[:, None], np.where(SIDE, 60, 30))
    assert against_others(even, 0, 2000, 0, words=words).p[0] == difference_p(even, 2000, 0)[0][0]


def test_too_few_that_stay_in_the_draws_have_no_p():
    hits = np.where(SIDE, 6, 0)
    n = np.where(SIDE, 70, 5)  # of each sentence five words stay; its hit is the tenth
    words = words_of(hits, 10)
    words = words._replace(last=words.last + 9)
    p, _, reasons = difference_p(sides(hits[:, None], n), 2000, 0, what="hits", words=words)
    assert np.isnan(p[0])
    assert reasons == ["no p: too few hits are left where lengths are made equal"]


def test_columns_that_are_not_tested_do_not_shift_those_that_are_drawn():
    hits = np.where(SIDE, 6, 2)
    words = words_of(hits, 10)
    both = Words(*words[:5], np.ones(len(words.column), dtype=int))
    alone = difference_p(sides(hits[:, None], (hits + 1) * 10), 2000, 0, words=words)
    beside = difference_p(
        sides(np.column_stack([0 * hits, hits]), (hits + 1) * 10), 2000, 0, words=both, what="hits"
    )
    assert beside[0][1] == alone[0][0]
    assert beside[2][0] == "no p: 0 hits on shared events, 20 needed"


def test_one_against_several_and_alone():
    given = sides(HITS, None, np.tile([0, 1, 0, 2], 3))
    found = against_others(given, 0, 2000, 0)
    assert found.difference[0] == pytest.approx(38 / 594 - 12 / 594)
    assert found.p[0] == 2 / 64
    alone = against_others(given._replace(outlets=np.zeros(12)), 0, 2000, 0)
    assert np.isnan(alone.difference[0])
    assert alone.reasons == ["no p: there is no event of both sides to compare"]


def test_a_difference_has_the_difference_of_the_rates_and_bounds_around_it():
    found, low, high = difference_intervals(sides())
    assert found[0] == pytest.approx(38 / 594 - 12 / 594)
    assert 0 < low[0] < found[0] < high[0]
    swapped = difference_intervals(sides(HITS, None, SIDE * 1))
    assert [-swapped[0][0], -swapped[2][0], -swapped[1][0]] == pytest.approx([found[0], low[0], high[0]])


def test_without_correlation_bounds_are_those_of_zou_and_donner():
    # Each side's events are its own: nothing goes together.
    given = sides(HITS, None, None, np.arange(12))
    a, low_a, high_a, _ = (x[0] for x in rates_of(given, SIDE))
    b, low_b, high_b, _ = (x[0] for x in rates_of(given, ~SIDE))
    found, low, high = (x[0] for x in difference_intervals(given))
    assert low == pytest.approx(found - np.hypot(a - low_a, high_b - b))
    assert high == pytest.approx(found + np.hypot(high_a - a, b - low_b))


def test_outlets_that_rise_and_fall_together_have_a_narrower_difference():
    together = np.repeat([2, 9, 4, 7, 12, 5], 2)[:, None] + SIDE[:, None] * np.array([[1], [0], [2], [0]] * 3)
    apart = together.copy()
    apart[1::2] = apart[1::2][::-1]
    widths = [np.ptp([bound[0] for bound in difference_intervals(sides(x))[1:]]) for x in (together, apart)]
    assert widths[0] < widths[1]


def test_where_a_side_has_no_interval_neither_has_the_difference():
    low, high = difference_intervals(sides(np.where(SIDE, 5, 0)[:, None]))[1:]
    assert np.isnan([low[0], high[0]]).all()
    nothing = difference_intervals(sides(HITS, None, np.zeros(12)))
    assert np.isnan([x[0] for x in nothing]).all()


def test_inputs_are_unchanged():
    given = sides(HITS.copy())
    against_others(given, 0, 100, 0)
    assert (given.numerators == HITS).all()


def test_a_caption_says_what_was_exchanged():
    text = differences_caption("events", 500, 3, "frames of an outlet", drawn=True)
    assert "exchanges labels within events, at most 500 times (seed 3; in draws of equal length" in text
    assert text.endswith("more than 2 times as long), and p_family allows for all frames of an outlet.")
    assert "(seed 3), and" in differences_caption("events", 500, 3, "stances")


@pytest.mark.parametrize("ratio", [1, 2])
def test_the_level_holds_where_nothing_differs(ratio):
    rng, small = np.random.default_rng(5), []
    event, side = np.repeat(np.arange(12), 2), np.tile([0, 1], 12)
    for _ in range(300):
        n = rng.lognormal(np.log(np.where(side == 0, 300 * ratio, 300)), 0.3).astype(int)
        hits = rng.poisson(0.01 * n * rng.gamma(1, 1, 12)[event] * rng.gamma(2, 0.5, 24))
        small.append(difference_p(Sides(hits[:, None], n, side, side == 0, event), 300, 0)[0][0] <= 0.05)
    assert 0.02 < np.mean(small) < 0.09

"""What was planted in the sample (`data/sample/truth.toml`), asked of numbers, statuses and pairs.

The figures show that the rules work as meant on text written for this project; they are no promise for news.
"""

import math
from itertools import combinations

import pytest

from toolkit.claims.acts import statuses
from toolkit.claims.numbers import quantities
from toolkit.matters.maps import claim_map
from toolkit.matters.pairs import disagreements

MAKE = {"number": quantities, "status": statuses}


@pytest.fixture(scope="module")
def entries(planted, sample):
    """Planted entries by kind; each side with `article` and the spans at which its phrase stands there."""
    articles, found = sample.articles.set_index("path"), {}
    ids = dict(zip(sample.articles["path"], sample.articles.index, strict=True))
    for kind in MAKE:
        found[kind] = [
            entry | {"value": [placed(side, ids, articles["text"][side["file"]]) for side in entry["value"]]}
            for entry in planted[kind]
        ]
    return found


def placed(side, ids, text):
    starts = [at for at in range(len(text)) if text.startswith(side["phrase"], at)]
    spans = [(at, at + len(side["phrase"])) for at in starts]
    return side | {"article": ids[side["file"]], "spans": spans}


@pytest.fixture(scope="module")
def claims(sample):
    return {kind: make(sample.articles, sample.segments, sample.attributions) for kind, make in MAKE.items()}


def stands_in(row, side, ending=""):
    """Whether a claim, or one side of a pair, stands in the planted phrase and in its kind of segment."""
    where = row["article" + (ending or "_id")], row["segment" + ending]
    start, end = row["start" + ending], row["end" + ending]
    return where == (side["article"], side["segment"]) and any(
        start < last and end > first for first, last in side["spans"]
    )


def allowed(side):
    """Lowest and highest value of a planted number: "about" allows 10% either way unless a range is given."""
    low, high = side.get("low", 0), side.get("high", math.inf)
    return (low * 0.9, high * 1.1) if side["bound"] == "about" and low == high else (low, high)


def has_its_value(row, side):
    if "status" in side:
        return row["status"] == side["status"]
    high = math.inf if math.isnan(row["high"]) else row["high"]
    return (row["low"], high) == pytest.approx(allowed(side), rel=0.001)


def conflict(one, other):
    if "status" in one:
        return one["status"] != other["status"]
    return allowed(one)[1] < allowed(other)[0] or allowed(other)[1] < allowed(one)[0]


def disagreeing(entries):
    return [entry for entry in entries if entry["verdict"] == "disagree"]


def entries_of(row, entries):
    """Planted disagreements of which the two sides of a pair are sides that conflict."""
    return {
        entry["id"]
        for entry in disagreeing(entries)
        for one in entry["value"]
        for other in entry["value"]
        if stands_in(row, one, "_a") and stands_in(row, other, "_b") and conflict(one, other)
    }


@pytest.mark.parametrize(("kind", "found", "n"), [("number", 104, 106), ("status", 42, 49)])
def test_planted_claims_are_found_with_their_value(kind, found, n, claims, entries):
    sides = [side for entry in entries[kind] for side in entry["value"]]
    rows = claims[kind].to_dict("records")
    hits = [any(stands_in(row, side) and has_its_value(row, side) for row in rows) for side in sides]
    assert len(hits) == n
    assert sum(hits) >= found


def in_phrase(span, side):
    """Whether a claim (article, start, end) stands in the planted phrase."""
    article, start, end = span
    return article == side["article"] and any(start < last and end > first for first, last in side["spans"])


def value_pairs(entries):
    """Of each planted disagreement every two values that conflict: their sides."""
    for entry in disagreeing(entries):
        values = {}
        for side in entry["value"]:
            values.setdefault(side.get("status") or allowed(side), []).append(side)
        yield from (both for both in combinations(values.values(), 2) if conflict(both[0][0], both[1][0]))


def sides_of(row, sides):
    return any(in_phrase(span, side) for span in row["spans"] for side in sides)


def matter_rows(table):
    """The rows of each matter of the map."""
    return [rows.to_dict("records") for _, rows in table.groupby(["event", "matter"], sort=False)]


def shows(rows, one, other):
    """Whether a matter has two rows of which one gives the one value, one the other."""
    return any(sides_of(row, one) for row in rows) and any(
        sides_of(row, other) for row in rows if not sides_of(row, one)
    )


def is_right(row, rows, entries):
    """Whether a value to check conflicts, by what was planted, with another one of its matter."""
    return any(
        sides_of(row, mine) and any(sides_of(other, theirs) for other in rows if other is not row)
        for both in value_pairs(entries)
        for mine, theirs in (both, both[::-1])
    )


@pytest.mark.parametrize(
    ("kind", "right", "pairs", "found", "n"), [("number", 12, 17, 9, 13), ("status", 7, 7, 4, 9)]
)
def test_pairs_are_sides_of_one_planted_disagreement(kind, right, pairs, found, n, claims, entries, sample):
    table = disagreements(claims[kind], sample.articles, sample.passages)
    about = [entries_of(row, entries[kind]) for row in table.to_dict("records")]
    figures = sum(map(bool, about)), len(table), len(set().union(*about)), len(disagreeing(entries[kind]))
    assert figures == (right, pairs, found, n)


@pytest.mark.parametrize(
    ("kind", "found", "n", "right", "rows"), [("number", 15, 22, 14, 17), ("status", 4, 15, 8, 8)]
)
def test_the_map_holds_planted_values_side_by_side(kind, found, n, right, rows, claims, entries, sample):
    table = claim_map(claims[kind], sample.articles, sample.passages)
    matters, planted = matter_rows(table), list(value_pairs(entries[kind]))
    shown = [any(shows(matter, *both) for matter in matters) for both in planted]
    checked = [
        is_right(row, matter, entries[kind])
        for matter in matters
        for row in matter
        if row["kind"] == "to check"
    ]
    assert (sum(shown), len(planted), sum(checked), len(checked)) == (found, n, right, rows)

"""What was planted in the sample (`data/sample/truth.toml`), asked of numbers, statuses and pairs.

The figures show that the rules work as meant on text written for this project; they are no promise for news.
"""

import math

import pytest

from toolkit.claims.numbers import quantities
from toolkit.claims.pairs import disagreements
from toolkit.claims.acts import statuses


@pytest.fixture(scope="module")
def claims(sample):
    return {
        "number": quantities(sample.articles, sample.segments, sample.attributions),
        "status": statuses(sample.articles, sample.segments, sample.attributions),
    }


def standing(side, articles):
    """Article and the spans at which the phrase of one planted side stands in it."""
    article = articles.index[articles["path"] == side["file"]][0]
    text, phrase, start = articles["text"][article], side["phrase"], -1
    while (start := text.find(phrase, start + 1)) >= 0:
        yield article, start, start + len(phrase)


def meets(row, side, articles, ending=""):
    """Whether a claim, or one side of a pair, stands in the planted phrase in a segment of the planted kind."""
    article, segment = row["article" + (ending or "_id")], row["segment" + ending]
    return segment == side["segment"] and any(
        article == planted and row["start" + ending] < end and row["end" + ending] > start
        for planted, start, end in standing(side, articles)
    )


def allowed(side):
    """Lowest and highest value of a planted number: "about" allows 10% either way unless a range is given."""
    low, high = side.get("low", 0), side.get("high", math.inf)
    return (low * 0.9, high * 1.1) if side["bound"] == "about" and low == high else (low, high)


def right_value(row, side):
    if "status" in side:
        return row["status"] == side["status"]
    low, high = allowed(side)
    return row["low"] == pytest.approx(low, rel=0.001) and (
        math.isinf(high) if math.isnan(row["high"]) else row["high"] == pytest.approx(high, rel=0.001)
    )


def conflict(one, other):
    if "status" in one:
        return one["status"] != other["status"]
    return allowed(one)[1] < allowed(other)[0] or allowed(other)[1] < allowed(one)[0]


def right_entries(row, entries, articles):
    """Planted disagreements of which the two sides of a pair are sides that conflict."""
    return {
        entry["id"]
        for entry in entries
        if entry["verdict"] == "disagree"
        for one in entry["value"]
        for other in entry["value"]
        if meets(row, one, articles, "_a") and meets(row, other, articles, "_b") and conflict(one, other)
    }


@pytest.mark.parametrize(("kind", "found", "planted_sides"), [("number", 0, 106), ("status", 0, 49)])
def test_planted_claims_are_found_with_the_right_value(
    kind, found, planted_sides, claims, sample, planted
):
    sides = [side for entry in planted[kind] for side in entry["value"]]
    rows = claims[kind].to_dict("records")
    hits = [any(meets(row, side, sample.articles) and right_value(row, side) for row in rows) for side in sides]
    missed = [(s["file"],s["phrase"]) for s,h in zip(sides,hits) if not h]
    print(missed)
    assert len(sides) == planted_sides
    assert sum(hits) >= found, sum(hits)
    print(sum(hits),len(sides))


@pytest.mark.parametrize("kind", ["number","status"])
def test_pairs(kind, claims, sample, planted):
    table = disagreements(claims[kind], sample.articles)
    right = [right_entries(row, planted[kind], sample.articles) for row in table.to_dict("records")]
    print(sum(map(bool,right)),len(table), len(set().union(*right)), sum(e["verdict"]=="disagree" for e in planted[kind]))
    print(table[[not r for r in right]][["kind","article_a","text_a","article_b","text_b"]].to_string())
    print(set().union(*right))

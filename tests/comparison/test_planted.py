"""Shared passages against what was planted in the sample: figures that a change may better and not worsen."""

import pytest

from toolkit.comparison.wire import mark_wire, wire_share


@pytest.fixture(scope="module")
def plants(sample, planted):
    """Every planted pair: its entry, where both texts stand, and the passages that touch both of them."""
    articles, passages = sample.articles, sample.passages
    ids, rows = dict(zip(articles["path"], articles.index, strict=True)), []
    for entry in planted["reuse"]:
        stands = {}
        for end in ("from", "to"):
            name, text = ids[entry[f"{end}_file"]], entry[f"text_{end}"]
            start = articles.loc[name, "text"].index(text)
            stands[end] = name, start, start + len(text)
        found = []
        for row in passages.to_dict("records"):
            for a, b in (("from", "to"), ("to", "from")):
                share = min(covered(row, "a", stands[a]), covered(row, "b", stands[b]))
                found += [(share, row, a)] if share > 0 else []
        rows.append((entry, stands, found))
    return rows


def covered(row, side, stand):
    """Share of a planted text that one side of a passage has."""
    name, start, end = stand
    if row[f"article_{side}"] != name:
        return 0
    return (min(end, row[f"end_{side}"]) - max(start, row[f"start_{side}"])) / (end - start)


@pytest.mark.parametrize(
    ("kind", "n", "least"), [("verbatim", 20, 20), ("edited", 47, 46), ("moved", 4, 4), ("cut", 47, 37)]
)
def test_as_many_planted_pairs_are_found_as_ever(plants, kind, n, least):
    found = [bool(passages) for entry, _, passages in plants if entry["kind"] == kind]
    assert len(found) == n
    assert sum(found) >= least


@pytest.mark.parametrize(
    ("kind", "most", "least"), [("verbatim", 0.95, 20), ("edited", 0.8, 42), ("moved", 0.8, 3)]
)
def test_as_many_planted_pairs_are_found_nearly_whole_as_ever(plants, kind, most, least):
    best = [
        max((share for share, *_ in found), default=0) for entry, _, found in plants if entry["kind"] == kind
    ]
    assert sum(share >= most for share in best) >= least


def test_every_passage_found_was_planted(plants, sample):
    found = {id_of(row) for _, _, passages in plants for _, row, _ in passages}
    assert found == {id_of(row) for row in sample.passages.to_dict("records")}


def id_of(row):
    return row["article_a"], row["start_a"], row["article_b"], row["start_b"]


def test_a_passage_is_verbatim_where_the_planted_words_are(plants):
    kinds = {row["kind"] for entry, _, found in plants if entry["kind"] == "verbatim" for _, row, _ in found}
    assert kinds == {"verbatim"}
    kinds = {row["kind"] for entry, _, found in plants if entry["kind"] == "moved" for _, row, _ in found}
    assert kinds == {"edited"}


def test_who_was_first_is_told_rightly_wherever_times_tell_and_nowhere_else(plants):
    timed = [found for entry, _, found in plants if entry["order"] == "known"]
    known = [row["earlier"] == end_of(first, "from") for found in timed for _, row, first in found]
    assert all(known)
    assert len(known) >= 85
    unknown = [
        row["earlier"] for entry, _, found in plants if entry["order"] == "unknown" for _, row, _ in found
    ]
    assert set(unknown) == {"unknown"}


def end_of(of_side_a, end):
    """Side of a passage that has the planted text of that end; side a has that of `of_side_a`."""
    return "a" if of_side_a == end else "b"


@pytest.fixture(scope="module")
def agency_copy(plants, sample):
    """Body words with `wire`, and whether they stand in a text that was made from the agency's."""
    articles = sample.articles
    own = set(articles.index[articles["outlet"] == articles["agency"]])
    marked = mark_wire(sample.tokens, articles, sample.passages).query("segment == 'body'")
    marked = marked[~marked["article_id"].isin(own)].assign(copied=False)
    for entry, stands, _ in plants:
        if stands["from"][0] in own and entry["segment"] == "body":
            name, start, end = stands["to"]
            marked["copied"] |= (marked["article_id"] == name) & marked["start"].between(start, end - 1)
    return marked


def test_words_made_from_an_agencys_are_marked_as_wire_and_no_others(agency_copy):
    assert agency_copy["copied"].sum() == 1564
    assert (agency_copy["wire"] & agency_copy["copied"]).sum() >= 1466
    assert not (agency_copy["wire"] & ~agency_copy["copied"]).any()


def test_articles_that_credit_the_agency_have_credited_words(plants, sample):
    shares = wire_share(sample.tokens, sample.articles, sample.passages).set_index("article_id")
    credited = [stands["to"][0] for entry, stands, _ in plants if entry["credited"]]
    assert len(credited) == 13
    # One names it in a sentence alone, not in the credit that `agency` holds.
    assert (shares.loc[credited, "credited_words"] > 0).sum() >= 12

import numpy as np
import pandas as pd

from tests.helpers import pages
from toolkit.claims.numbers import quantities
from toolkit.corpus.selection import groups_of
from toolkit.matters.agreements import agreed_groups, count_origins, near_values
from toolkit.matters.meetings import compare
from toolkit.matters.passages import pairs_in

FIRST = "The fire killed 12 miners at the Oxford pit."


def compared(*texts, **columns):
    articles, segments = pages(dict(zip("abcdefghijklmno", texts, strict=False)), **columns)
    return compare(quantities(articles, segments), articles), articles


def groups(*texts):
    found = agreed_groups(compared(*texts)[0])
    return [sorted(np.flatnonzero(found == k).tolist()) for k in pd.unique(found)]


def test_claims_that_give_one_value_in_like_sentences_are_of_one_group():
    assert groups(
        FIRST, "At the Oxford pit fire killed 12 miners.", "Fire: 12 miners die in Oxford pit."
    ) == ([[0, 1, 2]])
    assert groups(FIRST, "At the Oxford pit fire killed 14 miners.") == [[0], [1]]
    assert groups(FIRST, "Abroad, 12 miners married.") == [[0], [1]]
    assert groups(FIRST, "At the Oxford pit fire killed 10 to 15 miners.") == [[0], [1]]


def test_ranges_open_above_are_equal():
    assert groups("At least 40 miners left Oxford pit.", "At least 40 miners left Oxford pit.") == [[0, 1]]
    assert groups("At least 40 miners left Oxford pit.", "Exactly 40 miners left Oxford pit.") == [[0], [1]]


def test_no_claims_have_no_groups():
    assert groups("No number.", "None here.") == []


def test_a_chain_of_sentences_joins_no_two_things():
    """Of fifteen outlets seven write of Oxford and seven of Vale, and one of both in one sentence."""
    oxford = "At Oxford pit flames caught 12 miners underground."
    vale = "Near Vale harbour pirates captured 12 miners aboard."
    bridge = "At Oxford pit flames caught, like Vale harbour pirates captured, 12 miners."
    found = groups(*[oxford] * 7, bridge, *[vale] * 7)
    assert not any({0, 14} <= set(group) for group in found)
    assert [0, 1, 2, 3, 4, 5, 6] in [sorted(set(group) - {7}) for group in found]


def test_near_values_are_of_one_thing_and_one_rounds_or_bounds_the_other():
    table, _ = compared(
        "The Oxford pit lost 11,932 miners.", "The Oxford pit lost 12,000 miners.",
        "The Oxford pit lost 12,000 miners.",
    )  # fmt: skip
    assert bounds("exactly 40") == bounds("40") == 0
    assert bounds("at least 40") == 1
    assert bounds("at least 30") == bounds("30 to 50") == bounds("40", "30 to 50") == 0
    pairs = near_values(table)
    assert list(zip(table.a[pairs], table.b[pairs], strict=True)) == [(0, 1), (0, 2)]
    table, _ = compared("The Oxford pit lost 11,932 miners.", "Abroad 12,000 miners sing.")
    assert len(near_values(table)) == 0


def bounds(other, first="40"):
    """How many pairs of near values 40 miners and another value are."""
    table, _ = compared(f"The Oxford pit lost {first} miners.", f"The Oxford pit lost {other} miners.")
    return len(near_values(table))


def origins(*texts, passages=None, sources=None, **columns):
    """Number of origins of the claims of some texts, one each."""
    table, articles = compared(*texts, **columns)
    if sources is not None:
        table = table._replace(claims=table.claims.assign(source=sources))
    agencies = groups_of(articles, "agency").to_dict() if "agency" in articles else {}
    return count_origins(list(table.claims.itertuples()), agencies, pairs_in(table.claims, passages))


def copied(length):
    return pd.DataFrame(
        {"article_a": ["a"], "start_a": [0], "end_a": [length], "kind": ["verbatim"]}
        | {"article_b": ["b"], "start_b": [0], "end_b": [length]}
    )


def test_each_outlet_is_an_origin():
    assert origins(FIRST, FIRST) == 2
    assert origins(FIRST, FIRST, outlet="Beacon") == 1


def test_a_copied_passage_is_one_origin():
    assert origins(FIRST, FIRST, passages=copied(len(FIRST))) == 1
    assert origins(FIRST, FIRST, passages=copied(9)) == 2
    assert origins(FIRST, FIRST, passages=copied(9).iloc[:0]) == 2


def test_one_speaker_is_one_origin_by_his_last_name():
    assert origins(FIRST, FIRST, sources=["Mayor Ada Roe", "Roe"]) == 1
    assert origins(FIRST, FIRST, sources=["Roe", "Lee"]) == 2
    assert origins(FIRST, FIRST, sources=[" ", ""]) == 2


def test_one_agency_is_one_origin():
    assert origins(FIRST, FIRST, agency="Halyard") == 1
    assert origins(FIRST, FIRST, agency=["Halyard", ""]) == 2
    assert origins(FIRST, FIRST, agency=[None, None]) == 2


def test_a_chain_of_shared_origins_counts_once():
    of = {"agency": ["Halyard", "Halyard", ""], "sources": ["", "Roe", "Roe"]}
    assert origins(FIRST, FIRST, FIRST, **of) == 1

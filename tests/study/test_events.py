from functools import partial

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit as tk
from toolkit.matters.pairs import BETWEEN, HEADLINE

PLACES = "Oxford Vale Quay Dover Brant Stowe Mere Holt Wick Thorpe Ely Leigh".split()


def corpus(folder, events, seed):
    """Three articles of each event and eight of none, whose numbers and words differ: in parts, and whole."""
    rng, rows = np.random.default_rng(seed), []
    for n in range(3 * events + 8):
        place, verb = rng.choice(PLACES), rng.choice(["killed", "injured"])
        speaker = rng.choice(["doctors", "police", "the mayor", "unions"])
        dead, cost = rng.choice([12, 14, 40, 43, 120, 12_400, 12_450]), rng.integers(3, 6)
        act = rng.choice(["will close", "was closed"])
        fire = f"The {place} pit fire {verb} {dead} miners, {speaker} said. It cost ${cost} million."
        row = {"id": f"a{rng.integers(9)}{n:03}", "outlet": "Beacon Ledger Meridian".split()[n // events % 3]}
        row |= {"event": f"e{n % events:02}" if n < 3 * events else "", "date": f"2024-10-{n % 9 + 10}"}
        row |= {"title": f"{place} fire {verb} dozens of miners"}
        rows.append(row | {"text": f"The Oxford paper mill {act}. {fire}"})
    path = folder / "news.parquet"
    pd.DataFrame(rows).to_parquet(path, row_group_size=20)
    return tk.open_parts(path, size=20, folder=folder / "by-event", by="event"), tk.load_corpus(path)


def assert_same(found, expected):
    assert_frame_equal(found, expected, check_exact=True)
    assert found.attrs == expected.attrs


@pytest.mark.parametrize(("events", "seed"), [(29, 0), (30, 1), (41, 2)])
def test_pairs_and_matters_are_those_of_memory(tmp_path, events, seed):
    parts, whole = corpus(tmp_path, events, seed)
    claims = tk.quantities(whole)
    pairs = tk.disagreements(claims, whole)
    assert set(pairs["kind"]) == {BETWEEN, HEADLINE}
    n = (pairs["kind"] == BETWEEN).sum()
    assert n == {30: 3, 41: 5}[events] if events >= 30 else n > 5
    assert (pairs["event"] == "").sum() > 2
    assert_same(tk.analyse_parts(parts, tk.disagreements), pairs)
    both = pd.concat([claims, tk.statuses(whole)])
    matters = tk.claim_map(both, whole)
    assert {"", "done"} <= set(matters["status"])
    assert_same(tk.analyse_parts(parts, tk.claim_map, tk.quantities, tk.statuses), matters)
    assert_same(tk.analyse_parts(parts, tk.claim_map), tk.claim_map(claims, whole))
    checked = matters.assign(checked=[n % 2 for n in range(len(matters))])
    find = partial(tk.analyse_parts, parts, tk.claim_map, tk.quantities, tk.statuses)
    assert_same(find(checked=checked), tk.claim_map(both, whole, checked=checked))


def test_of_equal_pairs_the_first_by_article_are_shown(tmp_path):
    text = "The Oxford pit fire killed {} miners."
    rows = [
        {"id": f"a{n:02}", "outlet": f"O{n % 2}", "event": f"e{90 - n // 2}", "text": text.format(12 + n % 2)}
        for n in range(80)
    ]
    dogs = {"outlet": "O0", "text": "At Vale 30 dogs ran."}  # with them events begin, the last one first
    rows += [dogs | {"id": f"A{k}", "event": f"e{k}"} for k in range(51, 91)]
    path = tmp_path / "news.parquet"
    pd.DataFrame(rows).to_parquet(path, row_group_size=10)
    parts, whole = tk.open_parts(path, size=10, folder=tmp_path / "kept", by="event"), tk.load_corpus(path)
    pairs = tk.disagreements(tk.quantities(whole), whole)
    assert sorted(pairs["article_a"]) == ["a00", "a02", "a04", "a06"]
    assert_same(tk.analyse_parts(parts, tk.disagreements), pairs)


def test_where_nothing_is_found_the_note_counts_all_articles(tmp_path):
    rows = [{"id": f"a{n}", "outlet": "Beacon", "event": f"e{n}", "text": "It rained."} for n in range(4)]
    path = tmp_path / "news.parquet"
    pd.DataFrame(rows).to_parquet(path, row_group_size=2)
    parts, whole = tk.open_parts(path, size=2, folder=tmp_path / "kept", by="event"), tk.load_corpus(path)
    for find in (tk.quantities, tk.statuses):
        for function in (tk.disagreements, tk.claim_map):
            expected = function(find(whole), whole)
            assert "in 4 articles" in expected.attrs["note"]
            assert_same(tk.analyse_parts(parts, function, find), expected)

import pandas as pd
import pytest

from toolkit.comparison.passages import on_both_sides


def test_a_passage_is_seen_from_either_article():
    row = {
        "article_a": "x",
        "start_a": 1,
        "end_a": 2,
        "article_b": "y",
        "start_b": 3,
        "end_b": 4,
        "kind": "edited",
    }
    seen = on_both_sides(pd.DataFrame([row], index=[7]), "kind")
    assert seen.to_dict("split")["data"] == [
        ["x", 1, 2, "y", 3, 4, "edited", 0, "a"],
        ["y", 3, 4, "x", 1, 2, "edited", 0, "b"],
    ]
    columns = [
        "article",
        "start",
        "end",
        "other_article",
        "other_start",
        "other_end",
        "kind",
        "passage",
        "side",
    ]
    assert list(seen) == columns


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="passages has no column 'start_b', 'end_b', 'kind'"):
        on_both_sides(pd.DataFrame(columns=["article_a", "start_a", "end_a", "article_b"]), "kind")


def test_ids_that_are_numbers_become_strings():
    spans = {
        f"{name}_{side}": [k] for side, k in (("a", 0), ("b", 1)) for name in ("article", "start", "end")
    }
    sides = on_both_sides(pd.DataFrame(spans))
    assert sides[["article", "other_article"]].values.tolist() == [["0", "1"], ["1", "0"]]

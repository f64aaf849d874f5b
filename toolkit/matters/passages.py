"""Passages: what text that two outlets share says of their numbers."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.spans import span_keys
from toolkit.matters.meetings import Compared

_NEEDED = "article_a start_a end_a article_b start_b end_b kind".split()


def _rows_in(claims: pd.DataFrame, passages: pd.DataFrame, side: str) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of the claims that begin in one side of each passage."""
    known = pd.Index(claims["article_id"].unique())  # as the claims are sorted: places ascend
    place = span_keys(known, claims["article_id"], claims["start"])
    ids = passages[f"article_{side}"]
    first, last = (
        np.searchsorted(place, span_keys(known, ids, passages[f"{edge}_{side}"])) for edge in ("start", "end")
    )
    return first, last


def pairs_in(claims: pd.DataFrame, passages: pd.DataFrame | None) -> set[tuple[int, int]]:
    """Pairs of claims (rows, the smaller first) at one place of the two sides of a passage.

    The claims are in the order of articles and offsets.
    """
    found: set[tuple[int, int]] = set()
    if passages is None:
        return found
    require_columns(passages, _NEEDED, "passages")
    edges = (*_rows_in(claims, passages, "a"), *_rows_in(claims, passages, "b"))
    for first_a, last_a, first_b, last_b in zip(*edges, strict=True):
        if last_a - first_a == last_b - first_b:  # as many numbers: the first is the first
            both = zip(range(first_a, last_a), range(first_b, last_b), strict=True)
            found |= {(min(pair), max(pair)) for pair in both}
    return found


def changed_numbers(compared: Compared, passages: pd.DataFrame | None) -> np.ndarray:
    """Of each pair compared: whether its numbers stand at one place of an edited passage."""
    if passages is None:
        return np.zeros(len(compared.a), bool)
    require_columns(passages, _NEEDED, "passages")
    pairs = pairs_in(compared.claims, passages[passages["kind"] == "edited"])
    n = len(compared.claims)
    return np.isin(compared.a * n + compared.b, np.array([a * n + b for a, b in pairs], dtype=np.int64))

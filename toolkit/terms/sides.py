"""Sides: the articles of a target and of its reference, with the terms that occur in them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_columns
from toolkit.corpus.counts import article_lengths, column_sums, count_matrix
from toolkit.corpus.selection import Names, counted
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.contrasts import Contrast
from toolkit.statistics.resampling import FEWEST_EVENTS, block_codes


class Sides(NamedTuple):
    """The contrast of two sides, the terms of its columns, the names of its events, and what it cannot say."""

    contrast: Contrast
    terms: pd.Index
    event_names: np.ndarray
    note: str


def sides_of(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    target: str,
    reference: str | Sequence[str] | None,
    *,
    by: str,
    block: str | None,
    segments: Names = COUNTED,
    **counting: object,
) -> Sides:
    """The articles on either side that have any words, with the terms that occur in them."""
    require_columns(articles, [by, *([block] if block else [])], "articles")
    groups = articles[by].astype(object)
    others = _others(groups, target, reference)
    counts, ids, terms = count_matrix(tokens, segments=segments, **counting)
    rows = ids.get_indexer(articles.index)
    if (rows < 0).any():
        stranger = articles.index[rows < 0][0]
        raise ValueError(f"articles has article_id {stranger!r}, unknown to tokens; tokenize it too.")
    # Rates are per running word, stop words included, whatever the unit counted.
    words = article_lengths(counted(tokens, segments=segments))[rows]
    compared = groups.isin([target, *others]).to_numpy()
    used = compared & (words > 0)
    is_target = (groups[used] == target).to_numpy()
    blocks = articles[block][used] if block else pd.Series(articles.index[used])
    events = block_codes(blocks.to_numpy(dtype=object), len(blocks))
    missing = (blocks.isna() | (blocks == "")).to_numpy()
    names = np.where(missing, articles.index[used], blocks)[np.unique(events, return_index=True)[1]]
    selected = counts[rows[used]]
    occurring = np.flatnonzero(column_sums(selected))
    note = _note(is_target, events, block, int(missing.sum()), int((compared & (words == 0)).sum()))
    permuted = events if block else np.zeros(len(events), dtype=np.int64)
    words = words[used].astype(float)
    found = Contrast(selected[:, occurring], words, is_target, events, permuted)
    return Sides(found, terms[occurring], names, note)


def _others(groups: pd.Series, target: str, reference: str | Sequence[str] | None) -> list[str]:
    """The groups that the target is compared with."""
    known = sorted(group for group in groups.dropna().unique() if group != "")
    require_choice(target, known, "target")
    if reference is None:
        return [group for group in known if group != target]
    others = [reference] if isinstance(reference, str) else list(reference)
    for other in others:
        require_choice(other, known, "reference")
    if target in others:
        raise ValueError(f"reference {target!r} is the target itself; choose from {known} or leave it out.")
    return others


def _note(
    is_target: np.ndarray, events: np.ndarray, block: str | None, unassigned: int, wordless: int
) -> str:
    """What these articles cannot say, in sentences."""
    if not len(events):
        return "None of the articles has words to count."
    both = is_target.any() and not is_target.all()
    total, shared = len(np.unique(events)), len(np.intersect1d(events[is_target], events[~is_target]))
    notes = {
        "Too few for inference: the table describes these articles and no others.": total < FEWEST_EVENTS,
        "The target has no words to count.": not is_target.any(),
        "The reference has no words to count.": is_target.all(),
        f"{total - shared} of {total} events have articles on one side only: they count in the rates and say "
        "nothing about p.": block and both and shared < total,
        f"{unassigned} articles have no event; each stands for itself.": unassigned,
        f"{wordless} articles have no words to count and are left out.": wordless,
    }
    return " ".join(text for text, holds in notes.items() if holds)

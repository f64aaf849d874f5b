"""Sides: the articles of a target and of its reference, with the terms that occur in them."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import listed, require_choice, require_choices, require_columns
from toolkit.corpus.counts import article_lengths, column_sums, count_matrix
from toolkit.corpus.selection import By, Names, counted, groups_of
from toolkit.statistics.contrasts import Contrast, events_with, smoothed_ratio
from toolkit.statistics.measures import log_likelihood, log_odds_dirichlet
from toolkit.statistics.resampling import FEWEST_EVENTS, block_codes
from toolkit.statistics.spread import dp_of_columns


class Sides(NamedTuple):
    """A contrast, the terms of its columns, the names of its events, and what these articles cannot say."""

    contrast: Contrast
    terms: pd.Index
    event_names: np.ndarray
    note: str


def sides_of(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    target: str,
    reference: str | Collection[str] | None,
    *,
    by: str | pd.Series,
    block: By,
    segments: Names,
    **counting: object,
) -> Sides:
    """The articles on either side that have any words, with the terms that occur in them."""
    require_columns(articles, [], "articles")
    # Drawn labels go to articles by their place: in the order of ids, whatever the order given.
    articles = articles.iloc[np.argsort(articles.index.astype("str").to_numpy(dtype=object), kind="stable")]
    kept, groups = grouped(tokens, articles, by, segments)
    others = _others(groups, target, reference)
    counts, _, terms = count_matrix(kept, segments=None, **counting)
    words = article_lengths(kept)  # of all that rates are based on: stop words, too, whatever the unit
    compared = groups.isin([target, *others]).to_numpy()
    used = compared & (words > 0)
    is_target = (groups[used] == target).to_numpy()
    stories = pd.Series("", groups.index) if block is None else groups_of(articles, block, "block")
    ids, stories = groups.index[used].to_numpy(dtype=object), stories[used].to_numpy(dtype=object)
    events = block_codes(stories, len(stories))
    names = np.where(stories == "", ids, stories)[np.unique(events, return_index=True)[1]]
    alone = 0 if block is None else int((stories == "").sum())
    note = _note(is_target, events, block is not None, alone, int((compared & (words == 0)).sum()))
    permuted = np.zeros(len(events), dtype=np.int64) if block is None else events
    occurring = np.flatnonzero(column_sums(counts[used]))
    contrast = Contrast(counts[used][:, occurring], words[used].astype(float), is_target, events, permuted)
    return Sides(contrast, terms[occurring], names, note)


def grouped(
    tokens: pd.DataFrame, articles: pd.DataFrame | pd.Series | None, by: By, segments: Names
) -> tuple[pd.DataFrame, pd.Series | None]:
    """The tokens that count, and the group of each article ("": it has none), or None without `by`."""
    if by is not None and articles is not None:
        require_columns(articles, [], "articles")  # a Series is `by`, and there can be one only
    groups = groups_of(articles, by)
    given = articles.to_frame() if isinstance(articles, pd.Series) else articles
    kept = counted(tokens, given, segments)
    ids = kept["article_id"].cat.categories
    return kept, None if groups is None else groups.reindex(ids).fillna("")


def asked(terms: str | Collection[str]) -> list[str]:
    """The terms asked for, each once."""
    if not (terms := list(dict.fromkeys(listed(terms, "terms")))):
        raise ValueError("terms is empty; give a word, or several.")
    return terms


def described(contrast: Contrast, terms: pd.Index) -> pd.DataFrame:
    """Counts, rates, effect, dispersion and pooled scores of every term."""
    sides = contrast.is_target, ~contrast.is_target
    target, reference = (contrast.counts[rows] for rows in sides)
    a, b = column_sums(target), column_sums(reference)
    n1, n2 = (contrast.words[rows].sum() or np.nan for rows in sides)  # a side without words has no rates
    return pd.DataFrame({"term": terms, "n_target": a, "n_reference": b}).assign(
        articles_target=column_sums(target > 0),
        articles_reference=column_sums(reference > 0),
        events=events_with(contrast.event_counts()),
        per_thousand_target=1000 * a / n1,
        per_thousand_reference=1000 * b / n2,
        log_ratio=np.where(a + b > 0, smoothed_ratio(a, b, n1, n2), np.nan),
        dp=dp_of_columns(contrast.counts, contrast.words / max(contrast.words.sum(), 1)),
        pooled_g2=log_likelihood(a, b, n1, n2, signed=True),
        pooled_z=log_odds_dirichlet(a, b, a + b)[1] + 0 * (n1 + n2),
    )


def label_of(by: str | pd.Series) -> str:
    """What a caption calls the groups of a column, or of a Series."""
    return by if isinstance(by, str) else str(by.name or "group")


def _others(groups: pd.Series, target: str, reference: str | Collection[str] | None) -> list[str]:
    """The groups that the target is compared with."""
    known = sorted(set(groups) - {""})
    require_choice(target, known, "target")
    rest = [group for group in known if group != target]
    others = rest if reference is None else require_choices(reference, known, "reference")
    if target in others:
        raise ValueError(f"reference {target!r} is the target itself; choose from {known} or leave it out.")
    return others


def _note(is_target: np.ndarray, events: np.ndarray, blocked: bool, unassigned: int, wordless: int) -> str:
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
        "nothing about p.": blocked and both and shared < total,
        f"{unassigned} articles have no event; each stands for itself.": unassigned,
        f"{wordless} articles have no words to count and are left out.": wordless,
    }
    return " ".join(text for text, holds in notes.items() if holds)

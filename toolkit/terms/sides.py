"""Sides: the articles of a target and of its reference, with the terms that occur in them."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.checks import listed, require_choice, require_choices, require_columns
from toolkit.corpus.counts import article_lengths, column_sums, units
from toolkit.corpus.selection import By, Names, counted, groups_of
from toolkit.corpus.stream import Stream
from toolkit.corpus.versions import find_versions
from toolkit.statistics.contrasts import Contrast, events_with, smoothed_ratio
from toolkit.statistics.draws import cells_of
from toolkit.statistics.exchange import BY_TERM, Cells, Outcome, Words, drawn_p
from toolkit.statistics.measures import log_likelihood, log_odds_dirichlet
from toolkit.statistics.resampling import FEWEST_EVENTS, block_codes
from toolkit.statistics.spread import dp_of_columns


class Counted(NamedTuple):
    """Articles in the order of their ids, what is counted in them, and whose they are."""

    counts: sparse.csr_array  # articles x terms
    lengths: np.ndarray  # words of each article: all that rates are based on, stop words, too
    terms: pd.Index
    words: Words
    groups: pd.Series  # "" where an article has none
    stories: pd.Series | None  # None: no blocks
    again: np.ndarray  # whether an article says again what another of its group does on the story


class Sides(NamedTuple):
    """A contrast, the terms of its columns, the names of its events, and what these articles cannot say."""

    contrast: Contrast
    terms: pd.Index
    event_names: np.ndarray
    note: str
    words: Words
    cells: Cells
    columns: np.ndarray  # codes of the terms in `words`


def counted_terms(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | pd.Series,
    block: By,
    segments: Names,
    ngram: int = 1,
    stop_words: Names = None,
    only: Collection[str] | None = None,
) -> Counted:
    """The terms of all articles, or `only` some single words, whatever sides they are going to be on."""
    require_columns(articles, [], "articles")
    # Drawn labels go to articles by their place: in the order of ids, whatever the order given.
    articles = articles.iloc[np.argsort(articles.index.astype("str").to_numpy(dtype=object), kind="stable")]
    kept, groups = grouped(tokens, articles, by, segments)
    stories = None if block is None else groups_of(articles, block, "block")
    again = np.zeros(len(groups), dtype=bool)
    if stories is not None:
        again = _said_again(kept, articles, groups, stories)
        kept = kept[~again[kept["article_id"].cat.codes]]
    start, column, terms = units(kept, ngram, stop_words) if only is None else _single(kept, only)
    of_unit = kept["article_id"].cat.codes.to_numpy()[start]
    shape = len(groups), len(terms)
    counts = sparse.csr_array((np.ones(len(start), dtype=np.int32), (of_unit, column)), shape=shape)
    words = _words(kept, start + ngram - 1, column)
    return Counted(counts, article_lengths(kept), terms, words, groups, stories, again)


def _single(kept: pd.DataFrame, only: Collection[str]) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """What `units` gives, of some single words, whether they occur or not."""
    terms = pd.Index(sorted(only), dtype="str", name="term")
    column = terms.get_indexer(kept["term"].cat.categories.astype("str"))[kept["term"].cat.codes]
    start = np.flatnonzero(column >= 0)
    return start, column[start], terms


def _said_again(
    kept: pd.DataFrame, articles: pd.DataFrame, groups: pd.Series, stories: pd.Series
) -> np.ndarray:
    """Whether the same group has published nearly the same on the same story before."""
    cells = groups.str.cat(stories, sep="\n").mask((stories == "") | (groups == ""), "")
    several = (cells != "") & cells.duplicated(keep=False)
    if not several.any():
        return several.to_numpy()
    part = kept[several.to_numpy()[kept["article_id"].cat.codes]].assign(segment="body")
    made = pd.DataFrame({"text": "", "outlet": cells[several]})
    if "published" in articles and pd.api.types.is_datetime64_any_dtype(articles["published"]):
        made["published"] = articles["published"].set_axis(groups.index)[several]
    found = find_versions(made, part)
    return groups.index.isin(found["article_id"][found["same_outlet"]])


def _words(kept: pd.DataFrame, last: np.ndarray, column: np.ndarray) -> Words:
    """Sentences, and the units that end at these rows, as what can be drawn."""
    opens = Stream(kept).opens
    article = kept["article_id"].cat.codes.to_numpy()[opens[:-1]]
    first = np.flatnonzero(np.diff(article, prepend=-1))
    turn = np.arange(len(article)) - np.repeat(first, np.diff(first, append=len(article)))
    sentence = np.repeat(np.arange(len(article)), np.diff(opens))[last]
    return Words(np.diff(opens), article, turn, sentence, last - opens[sentence], column)


def sides_in(given: Counted, target: str, reference: str | Collection[str] | None) -> Sides:
    """The articles on either side that have any words, with the terms that occur in them."""
    groups, blocked = given.groups, given.stories is not None
    compared = groups.isin([target, *_others(groups, target, reference)]).to_numpy()
    used = compared & (given.lengths > 0)
    is_target = (groups[used] == target).to_numpy()
    stories = given.stories if blocked else pd.Series("", groups.index)
    ids, stories = groups.index[used].to_numpy(dtype=object), stories[used].to_numpy(dtype=object)
    events = block_codes(stories, len(stories))
    names = np.where(stories == "", ids, stories)[np.unique(events, return_index=True)[1]]
    alone = int((stories == "").sum()) if blocked else 0
    wordless = int((compared & (given.lengths == 0) & ~given.again).sum())
    note = _note(is_target, events, blocked, alone, wordless, int((compared & given.again).sum()))
    permuted = events if blocked else np.zeros(len(events), dtype=np.int64)
    occurring = np.flatnonzero(column_sums(given.counts[used]))
    lengths = given.lengths[used].astype(float)
    contrast = Contrast(given.counts[used][:, occurring], lengths, is_target, events)
    # What one outlet says of one event hangs together; where there are no events, only an article does.
    outlets = np.unique(groups[used], return_inverse=True)[1] if blocked else np.arange(len(events))
    cell, first = cells_of(permuted, outlets)
    of_article = np.full(len(groups), -1)
    of_article[used] = cell
    cells = Cells(of_article, permuted[first], is_target[first], np.bincount(cell, lengths).astype(int))
    return Sides(contrast, given.terms[occurring], names, note, given.words, cells, occurring)


def outcome(sides: Sides, **settings: object) -> Outcome:
    """What `drawn_p` says of the terms of these sides, in their order."""
    found = drawn_p(sides.words, sides.cells, int(sides.words.column.max(initial=-1)) + 1, **settings)
    return found._replace(**{name: getattr(found, name)[sides.columns] for name in BY_TERM})


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


def _note(
    is_target: np.ndarray, events: np.ndarray, blocked: bool, unassigned: int, wordless: int, again: int
) -> str:
    """What these articles cannot say, in sentences."""
    if not len(events):
        return "None of the articles has words to count."
    both = is_target.any() and not is_target.all()
    nameless = blocked and unassigned == len(events)
    total, shared = len(np.unique(events)), len(np.intersect1d(events[is_target], events[~is_target]))
    notes = {
        "No event is named, so nothing is compared within events: give events (see group_events), or "
        "block=None.": nameless,
        f"Fewer than {FEWEST_EVENTS} events: the rates are those of these articles, and no interval bounds "
        "them.": total < FEWEST_EVENTS,
        "The target has no words to count.": not is_target.any(),
        "The reference has no words to count.": is_target.all(),
        f"{total - shared} of {total} events have articles on one side only: they count in the rates and say "
        "nothing about p.": blocked and both and shared < total and not nameless,
        f"Articles without an event, each of which stands for itself: {unassigned}.": unassigned
        and not nameless,
        f"Articles left out, for they have no words to count: {wordless}.": wordless,
        f"{again} articles say again what another of theirs does on the event and are left out.": again,
    }
    return " ".join(text for text, holds in notes.items() if holds)

"""Voices: who is heard in which outlet, and which quotations several outlets share."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq
from scipy import sparse

from toolkit.checks import require_choice, require_columns
from toolkit.corpus.selection import By, groups_of, of_articles
from toolkit.statistics.differences import (
    EVEN,
    FEWEST_COUNTED,
    Sides,
    against_others,
    differences_caption,
    length_ratio,
    rates_of,
)
from toolkit.statistics.resampling import block_codes
from toolkit.text.words import TOKEN, fold

DESCRIBED = ("speaker", "source", "source_type", "stance", "directness", "via")
"""What can be counted of an attribution."""

_FEWEST_WORDS = 4  # "he said no" is shared by chance
_ROWS = 500  # contents compared with all others at once, which bounds the memory
_QUOTED = ("direct", "mixed")
_SIDE = {"article": "article_id", "outlet": "outlet", "speaker": "speaker", "content": "content"}
_SIDE |= {"start": "content_start", "end": "content_end"}
_PRONOUNS = frozenset("he her him his i it she that they them this us we which who you".split())


def quoted_sources(
    articles: pd.DataFrame,
    attributions: pd.DataFrame,
    *,
    of: str = "speaker",
    by: str | pd.Series = "outlet",
    block: By = "event",
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Who gets a voice where: shares of each group's attributions, with intervals over events.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`; attributions of others are left out.
    attributions
        What `attribute` gives; the pieces of a split quotation count once.
    of
        What is counted: `speaker` (the person or body, by one name in all articles of an event; what is
        still a pronoun is left out, for it is several people), `source`, `source_type`, `stance`,
        `directness` or `via`.
    by, block
        The groups compared, and within what (None: all articles): columns of the articles, or Series by
        `article_id`. Articles without a group are left out, one without a block is a block of its own.
    resamples, seed
        Permutations.

    Returns
    -------
    DataFrame
        One row a group and value, most frequent first within the group: `<by>`; `<of>`; `n` (how many
        attributions); `articles`, `events` (how many have it); `share` (0-1, of the group's attributions);
        `low`, `high` (95% interval of the share, over events: see `ratio_intervals`); `difference` from the
        share among all others; `p` of the difference (labels exchanged within `block`; 20 attributions of the
        value are needed); `p_family` (p adjusted for all values of the group); `reason` (why there is no
        interval, or no p).

    Raises
    ------
    ValueError
        If a column is missing or `of` is none of those named.

    Notes
    -----
    Attributions are not drawn to one number: where one side has more than twice as many an event, p of a rare
    value is too small (simulated, 60 events, share of .02 on both sides: .05 or less in .16 of tables of 20
    against 2 an event, in .05 of 11 against 11), and the note says so.

    Examples
    --------
    >>> attributions = pd.DataFrame({"attribution_id": [0, 1, 1], "speaker": ["Roe", "Doe", "Doe"]})
    >>> attributions["article_id"] = "a"
    >>> articles = pd.DataFrame({"outlet": ["Beacon"], "event": ["e"]}, index=["a"])
    >>> quoted_sources(articles, attributions)[["outlet", "speaker", "n", "share"]].values.tolist()
    [['Beacon', 'Doe', 1, 0.5], ['Beacon', 'Roe', 1, 0.5]]
    """
    require_choice(of, DESCRIBED, "of")
    require_columns(attributions, ["attribution_id", "article_id", of], "attributions")
    require_columns(articles, [], "articles")
    articles = articles.iloc[np.argsort(articles.index.astype("str"), kind="stable")]
    groups, events = groups_of(articles, by), groups_of(articles, block, "block")
    once = of_articles(attributions, articles).drop_duplicates("attribution_id")
    once = once.assign(**{of: once[of].astype(object).fillna("").astype("str")})
    if of == "speaker":
        once = once.assign(speaker=once["speaker"].str.split(",").str[0].str.strip())
        once = once[~once["speaker"].str.casefold().isin(_PRONOUNS)]
    names, codes = np.unique(groups.to_numpy(object), return_inverse=True)
    article = groups.index.get_indexer(once["article_id"].astype("str"))
    known = (once[of] != "").to_numpy() & (names[codes[article]] != "")
    values, value = np.unique(once[of].to_numpy(object)[known], return_inverse=True)
    ones, shape = np.ones(len(value)), (len(articles), len(values))
    counts = sparse.csr_array((ones, (article[known], value)), shape=shape)
    blocked, blocks = events is not None, block_codes(events, len(articles))
    about = counts.sum(axis=1), codes, names[codes] != "", blocks, blocked
    sides = Sides(np.empty((len(articles), 0)), *about)
    name = by if isinstance(by, str) else by.name or "group"
    parts = [
        _shares(sides, counts, group, values, resamples, seed, of).assign(**{name: names[group]})
        for group in np.unique(codes[sides.denominators > 0])
    ]
    columns = [name, of, "n", "articles", "events", "share", "low", "high"]
    columns += ["difference", "p", "p_family", "reason"]
    table = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    unit, within = ("event", "events") if blocked else ("article", "all articles")
    what = f"Share of each {name}'s attributions by {of}, of those whose {of} is known"
    test = differences_caption(within, resamples, seed, f"values of {of} in one {name}")
    table.attrs["caption"] = f"{what}; 95% intervals over {unit}s. {test}"
    times = [length_ratio(sides._replace(is_target=codes == code)) for code in range(len(names))]
    each = zip(names, times, strict=True)
    if uneven := [f"{group} {ratio:.1f}" for group, ratio in each if group and ratio > EVEN]:
        table.attrs["note"] = (
            f"One side has more attributions an event, so many times those of the other: {', '.join(uneven)}."
            f" There p of a rare {of} is too small: read it as a hint."
        )
    if not parts:
        table.attrs["note"] = f"No attribution of these articles has a known {of}: no voice to compare."
    return table


def _shares(
    sides: Sides,
    counts: sparse.csr_array,
    group: int,
    values: np.ndarray,
    resamples: int,
    seed: int,
    of: str,
) -> pd.DataFrame:
    """Rows of one group: every value that it has, with its share, interval and difference from the others."""
    members = (sides.outlets == group) & (sides.denominators > 0)
    # Of values that the group does not have, those matter that are tested, for p_family.
    kept = np.flatnonzero((counts[members].sum(axis=0) > 0) | (counts.sum(axis=0) >= FEWEST_COUNTED))
    sides, values = sides._replace(numerators=counts[:, kept].toarray()), values[kept]
    counts = sides.numerators[members]
    share, low, high, why = rates_of(sides, members)
    found = against_others(sides, group, resamples, seed, what="attributions")
    events = pd.DataFrame(counts).groupby(sides.events[members]).sum()
    table = pd.DataFrame({of: values, "n": counts.sum(axis=0).astype(int), "share": share})
    table = table.assign(articles=(counts > 0).sum(axis=0), events=(events > 0).sum().to_numpy())
    table = table.assign(low=low, high=high, difference=found.difference, p=found.p, p_family=found.p_family)
    both = pd.Series(why, dtype="str") + "; " + pd.Series(found.reasons, dtype="str")
    table = table.assign(reason=both.str.strip("; "))[table["n"] > 0]
    return table.sort_values(["n", of], ascending=[False, True])


def shared_quotes(articles: pd.DataFrame, attributions: pd.DataFrame, *, least: float = 0.6) -> pd.DataFrame:
    """Find what several outlets of an event let a source say: in full, cut, edited or in their own words.

    Parameters
    ----------
    articles
        One row an article, with `outlet` and `event`; attributions of others are left out.
    attributions
        What `attribute` gives.
    least
        Smallest overlap kept: common words in the same order, as a share of the shorter content.

    Returns
    -------
    DataFrame
        One row a pair of contents of different outlets, greatest overlap first: `event`; `article_a`,
        `article_b` (ids); `outlet_a`, `outlet_b`; `speaker_a`, `speaker_b`, as in `attribute`; `content_a`,
        `content_b`, what is said; `start_a`, `end_a`, `start_b`, `end_b`; `n_words` (how many are in common);
        `overlap` (0-1: of the words of the shorter); `kind`: `full` (both quote the same words), `cut` (one
        quotes a part of the other), `edited` (both quote, words differ) or `paraphrased` (one of them reports
        indirectly).

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Words in common are the longest common subsequence. At least one of the two is a quotation: what both
    report indirectly is no quotation, and stands among the passages of `find_reuse` if it was copied.
    Contents under four words and articles without an event are left out.

    Examples
    --------
    >>> attributions = pd.DataFrame({
    ...     "article_id": ["a", "b"], "content": ["We will never give up the town", "We will never give up"],
    ...     "speaker": "Roe", "directness": "direct", "content_start": 0, "content_end": 9})
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "e"}, index=["a", "b"])
    >>> shared_quotes(articles, attributions)[["n_words", "overlap", "kind"]].values.tolist()
    [[5, 1.0, 'cut']]
    """
    needed = ["article_id", "speaker", "content", "content_start", "content_end", "directness"]
    require_columns(attributions, needed, "attributions")
    require_columns(articles, ["outlet", "event"], "articles")
    order = ["article_id", "content_start", "content_end", "attribution_id", "speaker"]
    order = [name for name in order if name in attributions]
    contents = of_articles(attributions, articles).sort_values(order, kind="stable", ignore_index=True)[
        needed
    ]
    contents = contents.assign(**contents[["speaker", "content"]].astype(object).fillna("").astype("str"))
    for name in ("outlet", "event"):
        contents[name] = contents["article_id"].astype("str").map(groups_of(articles, name))
    term = cache(fold)
    words = [list(map(term, TOKEN.findall(text))) for text in contents["content"].tolist()]
    long_enough = np.array([len(w) >= _FEWEST_WORDS for w in words], dtype=bool)
    kept = contents[long_enough & (contents["event"] != "").to_numpy()]
    pairs = [
        (a, b, shared)
        for a, b in _candidates([words[k] for k in kept.index], kept, min(least, 0.5))
        if (shared := LCSseq.similarity(words[a], words[b])) >= least * min(len(words[a]), len(words[b]))
    ]
    told = contents.loc[sorted({place for pair in pairs for place in pair[:2]})].to_dict("index")
    rows = [_pair(told[a], told[b], words[a], words[b], shared) for a, b, shared in pairs]
    sides = [f"{name}_{side}" for side in "ab" for name in _SIDE]
    table = pd.DataFrame(rows, columns=["event", *sides, "n_words", "overlap", "kind"])
    keys = ["overlap", "n_words", "article_a", "start_a", "article_b", "start_b"]
    table = table.sort_values(keys, ascending=[False, False, True, True, True, True], ignore_index=True)
    table.attrs["caption"] = (
        f"Pairs of attributed contents of different outlets, at least one of them a quotation, with"
        f" {_FEWEST_WORDS} words and more each and at least {least:.0%} of the shorter in common."
    )
    if not rows:
        table.attrs["note"] = "No two outlets of an event share a quotation."
    return table


def _candidates(words: list[list[str]], contents: pd.DataFrame, least: float) -> Iterator[tuple[int, int]]:
    """Pairs of one event and different outlets, one of which quotes, that share so many words of the shorter.

    A word of two events is two, so that one product serves for all; by event, then in the order of contents.
    """
    if not words:
        return
    event = np.unique(contents["event"].to_numpy(object), return_inverse=True)[1].astype(np.int64)
    row = np.repeat(np.arange(len(words)), [len(w) for w in words])
    word = pd.factorize(np.array([term for w in words for term in w], dtype=object))[0]
    _, column = np.unique(event[row] * (word.max() + 1) + word, return_inverse=True)
    matrix = sparse.csr_array((np.ones(len(row), np.int32), (row, column)))
    matrix.data[:] = 1
    turned, sizes, outlet = matrix.T.tocsr(), matrix.sum(axis=1), contents["outlet"].to_numpy(object)
    quoted = contents["directness"].isin(_QUOTED).to_numpy()
    found = []
    for first in range(0, len(words), _ROWS):
        common = (matrix[first : first + _ROWS] @ turned).tocoo()
        a, b = common.row + first, common.col
        close = (a < b) & (common.data >= least * np.minimum(sizes[a], sizes[b]))
        a, b = a[close], b[close]
        wanted = (outlet[a] != outlet[b]) & (quoted[a] | quoted[b])
        found.append([a[wanted], b[wanted]])
    a, b = np.concatenate(found, axis=1)
    order = np.lexsort((b, a, event[a]))
    yield from zip(contents.index[a[order]].tolist(), contents.index[b[order]].tolist(), strict=True)


def _pair(
    a: dict[str, object], b: dict[str, object], words_a: list[str], words_b: list[str], shared: int
) -> dict[str, object]:
    """One row: two contents and how they differ."""
    short, long = sorted((len(words_a), len(words_b)))
    kind = "paraphrased"
    if a["directness"] in _QUOTED and b["directness"] in _QUOTED:
        kind = "edited" if shared < short else "cut" if short < long else "full"
    sides = {f"{name}_{side}": row[_SIDE[name]] for side, row in (("a", a), ("b", b)) for name in _SIDE}
    return {"event": a["event"], **sides, "n_words": shared, "overlap": shared / short, "kind": kind}

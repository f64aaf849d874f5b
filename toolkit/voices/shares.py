"""Voices: who is heard in which outlet, and which quotations several outlets share."""

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq
from scipy import sparse

from toolkit.checks import require_choice, require_columns
from toolkit.corpus.selection import By, groups_of, of_articles
from toolkit.statistics.intervals import ratio_intervals
from toolkit.statistics.resampling import block_codes
from toolkit.text.words import TOKEN, fold

DESCRIBED = ("speaker", "source", "source_type", "stance", "directness", "via")
"""What can be counted of an attribution."""

_FEWEST_WORDS = 4  # "he said no" is shared by chance
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
        What is counted: `speaker` (the source, resolved where the rule is safe, up to its first comma; what
        is still a pronoun is left out, for it is several people), `source`, `source_type`, `stance`,
        `directness` or `via`.
    by, block
        The groups compared, and what is resampled (None: articles): columns of the articles, or Series by
        `article_id`. Articles without a group are left out, one without a block is a block of its own.
    resamples, seed
        Bootstrap.

    Returns
    -------
    DataFrame
        One row a group and value, most frequent first within the group: `by` (the column's or Series' name);
        `of`; `n` (attributions); `articles`, `events` (in which it occurs); `share` of the group's
        attributions (0 to 1); `low`, `high` (`ratio_intervals`: 95% percentile bootstrap over events of the
        ratio of sums, widened for few events); `reason` (why there is no interval).

    Raises
    ------
    ValueError
        If a column is missing or `of` is none of those named.

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
    groups, events = groups_of(articles, by), groups_of(articles, block, "block")
    blocks = pd.Series(block_codes(events, len(articles)), groups.index)
    once = of_articles(attributions, articles).drop_duplicates("attribution_id")
    if of == "speaker":
        once = once.assign(speaker=once["speaker"].str.split(",").str[0].str.strip())
        once = once[~once["speaker"].str.casefold().isin(_PRONOUNS)]
    ids, name = once["article_id"].astype("str"), by if isinstance(by, str) else by.name or "group"
    rows = pd.DataFrame({name: ids.map(groups), of: once[of], "article_id": ids, "block": ids.map(blocks)})
    rows = rows[(rows[name] != "") & (rows[of] != "")]
    parts = [
        _shares(part, of, np.unique(blocks[groups == group]), resamples, seed).assign(**{name: group})
        for group, part in rows.groupby(name)
    ]
    columns = [name, of, "n", "articles", "events", "share", "low", "high", "reason"]
    table = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    table.attrs["caption"] = (
        f"Share of each {name}'s attributions by {of}, of those whose {of} is known; 95% intervals, widened"
        f" for few events, from {resamples} resamples of {'articles' if block is None else 'events'}"
        f" (seed {seed})."
    )
    if not parts:
        table.attrs["note"] = f"No attribution of these articles has a known {of}: no voice to compare."
    return table


def _shares(part: pd.DataFrame, of: str, blocks: np.ndarray, resamples: int, seed: int) -> pd.DataFrame:
    """Rows of one group: every value with its share and interval."""
    values, codes = np.unique(part[of].astype(object), return_inverse=True)
    counts = np.zeros((len(blocks), len(values)))
    np.add.at(counts, (np.searchsorted(blocks, part["block"]), codes), 1)
    low, high, reasons = ratio_intervals(counts, counts.sum(axis=1), resamples, seed)
    table = part.groupby(of).agg(
        n=("block", "size"), articles=("article_id", "nunique"), events=("block", "nunique")
    )
    table = table.reindex(values).rename_axis(of).reset_index()
    table = table.assign(share=table["n"] / len(part), low=low, high=high, reason=reasons)
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
        `outlet_a`, `speaker_a`, `content_a`, `start_a`, `end_a`; the same for b; `n_words` in common;
        `overlap`; `kind`: `full` (both quote the same words), `cut` (one quotes a part of the other),
        `edited` (both quote, words differ) or `paraphrased` (one of them reports indirectly).

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
    contents = of_articles(attributions, articles)[needed].reset_index(drop=True)
    for name in ("outlet", "event"):
        contents[name] = contents["article_id"].astype("str").map(groups_of(articles, name))
    words = [[fold(match.group()) for match in TOKEN.finditer(text)] for text in contents["content"]]
    long_enough = np.array([len(w) >= _FEWEST_WORDS for w in words], dtype=bool)
    kept = contents[long_enough & (contents["event"] != "").to_numpy()]
    rows = [
        _pair(contents.loc[a], contents.loc[b], words[a], words[b], shared)
        for _, part in kept.groupby("event")
        for a, b in _candidates([words[k] for k in part.index], part, min(least, 0.5))
        if (shared := LCSseq.similarity(words[a], words[b])) >= least * min(len(words[a]), len(words[b]))
    ]
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


def _candidates(words: list[list[str]], part: pd.DataFrame, least: float) -> list[tuple[int, int]]:
    """Pairs of different outlets, one of which quotes, that share so much of the shorter's words."""
    _, codes = np.unique(np.concatenate([np.array(w, dtype=object) for w in words]), return_inverse=True)
    row = np.repeat(np.arange(len(words)), [len(w) for w in words])
    matrix = sparse.csr_array((np.ones(len(row), np.int32), (row, codes)))
    matrix.data[:] = 1
    common = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    sizes, outlet = matrix.sum(axis=1), part["outlet"].to_numpy()
    quoted = part["directness"].isin(_QUOTED).to_numpy()
    a, b = common.row, common.col
    close = common.data >= least * np.minimum(sizes[a], sizes[b])
    close &= (outlet[a] != outlet[b]) & (quoted[a] | quoted[b])
    return sorted(zip(part.index[a[close]], part.index[b[close]], strict=True))


def _pair(
    a: pd.Series, b: pd.Series, words_a: list[str], words_b: list[str], shared: int
) -> dict[str, object]:
    """One row: two contents and how they differ."""
    short, long = sorted((len(words_a), len(words_b)))
    kind = "paraphrased"
    if a["directness"] in _QUOTED and b["directness"] in _QUOTED:
        kind = "edited" if shared < short else "cut" if short < long else "full"
    sides = {f"{name}_{side}": row[_SIDE[name]] for side, row in (("a", a), ("b", b)) for name in _SIDE}
    return {"event": a["event"], **sides, "n_words": shared, "overlap": shared / short, "kind": kind}

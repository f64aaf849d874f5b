"""Voices: who is heard in which outlet, and which quotations several outlets share."""

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq
from scipy import sparse

from toolkit.checks import require_choice, require_columns
from toolkit.statistics.resampling import block_codes, bootstrap_weights, interval_reason, percentiles
from toolkit.text.words import TOKEN, fold

_FEWEST_WORDS = 4  # "he said no" is shared by chance
_QUOTED = ("direct", "mixed")
_PRONOUNS = frozenset("he her him his i it she that them they this us we which who you".split())


def quoted_sources(
    attributions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    of: str = "speaker",
    by: str = "outlet",
    block: str | None = "event",
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Who gets a voice where: shares of each group's attributions, with intervals over events.

    Parameters
    ----------
    attributions
        What `attribute` gives; the pieces of a split quotation count once.
    articles
        One row an article, with the columns `by` and `block`.
    of
        What is counted: `speaker` (the source, resolved where the rule is safe, up to its first comma; what
        is still a pronoun is left out, for it is several people), `source`, `source_type`, `stance`,
        `directness` or `via`.
    by, block
        Columns of the articles: the groups compared, and what is resampled (`None`: articles).
    resamples, seed
        Bootstrap.

    Returns
    -------
    DataFrame
        One row a group and value, most frequent first within the group: `by`; `of`; `n` (attributions);
        `articles`, `events` (in which it occurs); `share` of the group's attributions (0 to 1); `low`, `high`
        (95% percentile bootstrap over events of the ratio of sums, widened for few events); `reason` (why
        there is no interval).

    Raises
    ------
    ValueError
        If a column is missing or `of` is none of those named.

    Examples
    --------
    >>> attributions = pd.DataFrame({"attribution_id": [0, 1, 1], "speaker": ["Roe", "Doe", "Doe"]})
    >>> attributions["article_id"] = "a"
    >>> articles = pd.DataFrame({"outlet": ["Beacon"], "event": ["e"]}, index=["a"])
    >>> quoted_sources(attributions, articles)[["outlet", "speaker", "n", "share"]].values.tolist()
    [['Beacon', 'Doe', 1, 0.5], ['Beacon', 'Roe', 1, 0.5]]
    """
    require_choice(of, ["speaker", "source", "source_type", "stance", "directness", "via"], "of")
    require_columns(attributions, ["attribution_id", "article_id", of], "attributions")
    require_columns(articles, [by, *([block] if block else [])], "articles")
    once = attributions.drop_duplicates("attribution_id")
    if of == "speaker":
        once = once.assign(speaker=once["speaker"].str.split(",").str[0].str.strip())
        once = once[~once["speaker"].str.casefold().isin(_PRONOUNS)]
    once = once[once[of] != ""]
    blocks = pd.Series(block_codes(articles[block] if block else None, len(articles)), index=articles.index)
    rows = pd.DataFrame(
        {
            by: once["article_id"].map(articles[by]),
            of: once[of],
            "article_id": once["article_id"],
            "block": once["article_id"].map(blocks),
        }
    )
    parts = [
        _shares(part, of, blocks[articles[by] == group].unique(), resamples, seed).assign(**{by: group})
        for group, part in rows.groupby(by)
    ]
    columns = [by, of, "n", "articles", "events", "share", "low", "high", "reason"]
    table = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    table.attrs["caption"] = (
        f"{len(rows)} of {attributions['attribution_id'].nunique()} attributions, those whose {of} is known,"
        f" in {rows['article_id'].nunique()} articles; share of each {by}'s by {of}; 95% intervals, widened"
        f" for few events, from {resamples} resamples of {block or 'article'}s (seed {seed})."
    )
    if not len(rows):
        table.attrs["note"] = "No attribution was found, so there is no voice to compare."
    return table


def _shares(part: pd.DataFrame, of: str, blocks: np.ndarray, resamples: int, seed: int) -> pd.DataFrame:
    """Rows of one group: every value with its share and interval."""
    values, codes = np.unique(part[of].astype(object), return_inverse=True)
    place = np.searchsorted(np.sort(blocks), part["block"])
    counts = sparse.coo_array((np.ones(len(part)), (place, codes)), shape=(len(blocks), len(values))).tocsc()
    table = part.groupby(of).agg(
        n=("block", "size"), articles=("article_id", "nunique"), events=("block", "nunique")
    )
    table = table.reindex(values).rename_axis(of).reset_index()
    table = table.assign(share=table["n"] / len(part), low=np.nan, high=np.nan)
    table["reason"] = [interval_reason(len(blocks), events) for events in table["events"]]
    told = np.flatnonzero(table["reason"] == "")
    if len(told):
        weights = bootstrap_weights(len(blocks), resamples, seed)
        shares = (weights @ counts[:, told].toarray()) / np.maximum(weights @ counts.sum(axis=1), 1)[:, None]
        table.loc[told, ["low", "high"]] = np.percentile(shares, percentiles(len(blocks)), axis=0).T
    return table.sort_values(["n", of], ascending=[False, True])


def shared_quotes(attributions: pd.DataFrame, articles: pd.DataFrame, *, least: float = 0.6) -> pd.DataFrame:
    """Find what several outlets of an event let a source say: in full, cut, edited or in their own words.

    Parameters
    ----------
    attributions
        What `attribute` gives.
    articles
        One row an article, with `outlet` and `event`.
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
    >>> shared_quotes(attributions, articles)[["n_words", "overlap", "kind"]].values.tolist()
    [[5, 1.0, 'cut']]
    """
    needed = ["article_id", "speaker", "content", "content_start", "content_end", "directness"]
    require_columns(attributions, needed, "attributions")
    require_columns(articles, ["outlet", "event"], "articles")
    contents = attributions[needed].reset_index(drop=True)
    contents["outlet"] = contents["article_id"].map(articles["outlet"])
    contents["event"] = contents["article_id"].map(articles["event"])
    words = [[fold(match.group()) for match in TOKEN.finditer(text)] for text in contents["content"]]
    long_enough = pd.Series([len(w) >= _FEWEST_WORDS for w in words], index=contents.index, dtype=bool)
    quoted = contents["directness"].isin(_QUOTED).to_list()
    kept = contents[long_enough & (contents["event"].fillna("") != "")]
    rows = [
        row
        for event, part in kept.groupby("event")
        for a, b in _candidates([words[k] for k in part.index], part.index, part["outlet"].to_list())
        if (quoted[a] or quoted[b])
        and (row := _compare(event, contents.loc[a], contents.loc[b], words[a], words[b]))["overlap"] >= least
    ]
    sides = [
        f"{name}_{side}"
        for side in "ab"
        for name in ("article", "outlet", "speaker", "content", "start", "end")
    ]
    table = pd.DataFrame(rows, columns=["event", *sides, "n_words", "overlap", "kind"])
    keys = ["overlap", "n_words", "article_a", "start_a", "article_b", "start_b"]
    table = table.sort_values(keys, ascending=[False, False, True, True, True, True], ignore_index=True)
    table.attrs["caption"] = (
        f"Pairs of attributed contents of different outlets with at least {least:.0%} of the shorter in"
        f" common: {len(table)}, from {len(kept)} contents of {_FEWEST_WORDS} words and more."
    )
    return table


def _candidates(words: list[list[str]], index: pd.Index, outlets: list[str]) -> list[tuple[int, int]]:
    """Pairs of different outlets that share half of the shorter one's words, from one sparse product."""
    _, codes = np.unique(np.concatenate([np.array(w, dtype=object) for w in words]), return_inverse=True)
    row = np.repeat(np.arange(len(words)), [len(w) for w in words])
    matrix = sparse.csr_array((np.ones(len(row), np.int32), (row, codes)))
    matrix.data[:] = 1
    common = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    sizes = matrix.sum(axis=1)
    close = common.data >= 0.5 * np.minimum(sizes[common.row], sizes[common.col])
    pairs = zip(common.row[close], common.col[close], strict=True)
    return sorted((int(index[a]), int(index[b])) for a, b in pairs if outlets[a] != outlets[b])


def _compare(
    event: str, a: pd.Series, b: pd.Series, words_a: list[str], words_b: list[str]
) -> dict[str, object]:
    """One row: two contents and how they differ."""
    shared = LCSseq.similarity(words_a, words_b)
    short, long = sorted((len(words_a), len(words_b)))
    kind = "paraphrased"
    if a["directness"] in _QUOTED and b["directness"] in _QUOTED:
        kind = "edited" if shared < short else "cut" if short < long else "full"
    names = {"article": "article_id", "start": "content_start", "end": "content_end"}
    sides = {
        f"{name}_{side}": row[names.get(name, name)]
        for side, row in (("a", a), ("b", b))
        for name in ("article", "outlet", "speaker", "content", "start", "end")
    }
    return {"event": event, **sides, "n_words": shared, "overlap": shared / short, "kind": kind}

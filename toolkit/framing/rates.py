"""Rates: how often each frame's indicators stand in a thousand words, and whether outlets differ in that."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, Names, counted, groups_of
from toolkit.corpus.spans import row_at
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.differences import Compared, Sides, against_others, differences_caption, rates_of
from toolkit.statistics.exchange import Words
from toolkit.statistics.resampling import block_codes

PARTS = ("headline", "lead", "body")
_RATES = (
    "frame level group n words articles events per_thousand low high difference p p_family reason validity"
).split()
_CELLS = "order place frame n low high why difference p p_family why_not level group words articles events"


def frame_rates(
    hits: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: By = "outlet",
    block: By = "event",
    split: str | None = None,
    segments: Names = COUNTED,
    validation: pd.DataFrame | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Indicator hits per thousand words of each group, with the verdict on what they measure.

    Parameters
    ----------
    hits : table of `frame_hits`; hits whose first word is not among `tokens` do not count
    tokens : table of `tokenize`, or those of its rows that should count
    articles : those that count, indexed by `article_id`
    by : who is compared: a column of articles, or a Series by `article_id`; None: all are one group
    block : within what they are compared: a column of articles, or a Series by `article_id`; None: nothing
    split : `"part"` (headline, lead: the first body paragraph of tokens, body: the others), a column of
        tokens such as `"voice"`, or None
    segments : kinds of segment that count, which `frame_hits` must have searched; None for all
    validation : table of `validate_frames`; without it every frame is "not validated"
    resamples, seed : of the permutations, and of the draws

    Returns
    -------
    pandas.DataFrame
        One row a frame (as in the codebook), split and group, then by rate: `frame`, its name; `<split>` with
        `split`: its value; `<by>` (`group` without `by`, or for a Series without a name); `n` (how many
        hits); `words` (how many were searched); `articles` (how many have such words); `events` (likewise);
        `per_thousand` (hits per thousand words); `low`, `high` (95% interval of the rate); `difference` (from
        the rate of all others together, per thousand words); `p` of the difference; `p_family` (p adjusted
        for all frames of the comparison); `reason` (why there is no interval or no p); `validity` (the
        verdict: valid, undecided, not valid, not validated).

    Raises
    ------
    ValueError
        If a table lacks a column, a kind of segment is unknown or was not searched.

    Notes
    -----
    Rate: sum of hits / sum of words x 1000 over a group's articles. Intervals over events are those of
    `ratio_intervals`; whether two overlap says nothing about a difference. `p` exchanges the groups' labels
    within events, as `keyness` does: rates as they are up to 2 to 1 in length, and beyond on whole sentences
    drawn to one length (the third smallest p of nine draws); 20 hits on shared events are needed.
    A rate of indicators measures a frame only as far as `validity` says.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> texts, outlets = ["Rivals clash over costs", "Calm at sea"], ["Beacon", "Ledger"]
    >>> articles = pd.DataFrame({"text": texts, "outlet": outlets, "event": "vote"}, index=["a", "b"])
    >>> hits = pd.DataFrame({"frame": ["conflict"], "article_id": ["a"], "start": [7]})
    >>> table = frame_rates(hits, tokenize(articles), articles, segments=None)
    >>> table[["outlet", "n", "words", "per_thousand"]].to_numpy().tolist()
    [['Beacon', 1, 4, 250.0], ['Ledger', 0, 3, 0.0]]
    """
    if validation is not None:
        require_columns(validation, ["frame", "verdict"], "validation")
    counted = counted_hits(hits, tokens, articles, by, block, split, segments)
    return rates_table([counted], split, validation, resamples, seed)


class Hits(NamedTuple):
    """What is counted in some articles: whose they are, and their hits, words and sentences in each level."""

    groups: pd.Series
    blocks: pd.Series | None
    frames: list[str]
    levels: list[
        tuple[str, np.ndarray, np.ndarray, Words]
    ]  # name, hits (articles x frames), words, sentences
    n_words: int


def counted_hits(
    hits: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame, by: By, block: By, split: str | None,
    segments: Names,
) -> Hits:  # fmt: skip
    """What `frame_rates` counts in these articles."""
    require_columns(articles, [], "articles")
    kept, row = _counted(hits, tokens, articles, segments)
    groups, blocks = groups_of(articles, by), groups_of(articles, block, "block")
    groups = pd.Series("all", articles.index.astype("str")) if groups is None else groups
    levels = [
        (level, *_counts(hits, kept, row, inside), _units(hits, kept, row, inside))
        for level, inside in _levels(kept, split)
    ]
    return Hits(groups, blocks, list(hits["frame"].astype("category").cat.categories), levels, len(kept))


def _joined(parts: Sequence[Hits]) -> Hits:
    """What is counted in all parts, articles in the order of their ids: draws go by their order."""
    groups = pd.concat([part.groups for part in parts])
    order = np.argsort(groups.index, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    before = np.cumsum([0, *(len(part.groups) for part in parts)])
    levels = []
    for place, (name, *_) in enumerate(parts[0].levels):
        n, words, units = zip(*(part.levels[place][1:] for part in parts), strict=True)
        drawn = _joined_sentences(units, [rank[first:] for first in before[:-1]])
        levels.append((name, np.concatenate(n)[order], np.concatenate(words)[order], drawn))
    blocks = None if parts[0].blocks is None else pd.concat([part.blocks for part in parts]).iloc[order]
    return Hits(groups.iloc[order], blocks, parts[0].frames, levels, sum(part.n_words for part in parts))


def _joined_sentences(units: Sequence[Words], ranks: Sequence[np.ndarray]) -> Words:
    """The sentences of all parts in the order of their articles, and the hits in them."""
    article = np.concatenate([rank[part.article] for part, rank in zip(units, ranks, strict=True)])
    order = np.argsort(article, kind="stable")
    moved = np.empty(len(order), np.int64)
    moved[order] = np.arange(len(order))
    before = np.cumsum([0, *(len(part.size) for part in units)])
    sentence = np.concatenate([part.sentence + first for part, first in zip(units, before, strict=False)])
    size, turn = (np.concatenate([part[place] for part in units])[order] for place in (0, 2))
    last, column = (np.concatenate([part[place] for part in units]) for place in (4, 5))
    return Words(size, article[order], turn, moved[sentence], last, column)


def rates_table(
    parts: Sequence[Hits],
    split: str | None,
    validation: pd.DataFrame | None,
    resamples: int,
    seed: int,
    compared: Collection[str] | None = None,
) -> pd.DataFrame:
    """The table of `frame_rates` from what was counted in all parts; of some groups or all."""
    counted = _joined(parts)
    groups, blocks, frames, rows = counted.groups, counted.blocks, counted.frames, []
    name, unit = groups.name or "group", "article" if blocks is None else blocks.name or "block"
    within = "all articles" if blocks is None else f"{unit}s"
    blocked, blocks = blocks is not None, block_codes(blocks, len(groups))
    names, codes = np.unique(groups.to_numpy(object), return_inverse=True)
    for place, (level, n, words, units) in enumerate(counted.levels):
        named = names[codes] != ""
        sides = Sides(n, words * named, codes, named, blocks, blocked)
        for group in np.unique(codes[words > 0]):
            members = (codes == group) & (words > 0)
            asked = compared is None or names[group] in compared
            low, high, why = *np.full((2, len(frames)), np.nan), [""] * len(frames)
            found = Compared(low, low, low, why)
            if asked:
                _, low, high, why = rates_of(sides._replace(denominators=words), members)
            if asked and names[group]:
                found = against_others(sides, group, resamples, seed, what="hits", words=units)
            about = level, names[group], words[members].sum(), members.sum(), len(np.unique(blocks[members]))
            columns = zip(frames, n[members].sum(axis=0), low, high, why, *found, strict=True)
            rows += [(order, place, *column, *about) for order, column in enumerate(columns)]
    table = pd.DataFrame(rows, columns=_CELLS.split())
    table["reason"] = [
        "; ".join(filter(None, both)) for both in zip(table["why"], table["why_not"], strict=True)
    ]
    table[["low", "high", "difference"]] *= 1000
    table["per_thousand"] = 1000 * table["n"] / table["words"]
    # The first row of a frame is about all articles, those after it are about one outlet each.
    first = None if validation is None else validation.drop_duplicates("frame").set_index("frame")
    verdicts = {} if first is None else first["verdict"].to_dict()
    table["validity"] = [verdicts.get(frame, "not validated") for frame in table["frame"]]
    ordered = ["order", "place", "per_thousand", "group"]
    table = table.sort_values(ordered, ascending=[True, True, False, True], ignore_index=True)[_RATES]
    table = table.drop(columns=[] if split else "level").rename(columns={"group": name, "level": split})
    what = f"Indicator hits per thousand words by {name}{f' and {split}' if split else ''}"
    test = differences_caption(within, resamples, seed, "frames of an outlet", drawn=True)
    table.attrs["caption"] = f"{what}, {counted.n_words:,} words; 95% intervals over {unit}s. {test}"
    if table.empty:
        table.attrs["note"] = "No words of these articles count, so there are no rates."
    return table


def _units(hits: pd.DataFrame, kept: pd.DataFrame, row: np.ndarray, inside: np.ndarray) -> Words:
    """The sentences of those tokens that are inside, and the hits that begin in them."""
    rows = np.flatnonzero(inside)
    article, sentence = kept["article_id"].cat.codes.to_numpy()[rows], kept["sentence"].to_numpy()[rows]
    opens = np.flatnonzero((np.diff(article, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0))
    size, place = np.diff(opens, append=len(rows)), np.full(len(kept), -1)
    place[rows] = np.arange(len(rows))
    found = (row >= 0) & inside[row] if len(kept) else row >= 0
    at = place[row[found]]
    of = np.searchsorted(opens, at, "right") - 1
    turn = np.arange(len(opens)) - np.searchsorted(article[opens], article[opens])
    frame = hits["frame"].astype("category").cat.codes.to_numpy()[found]
    return Words(size, article[opens].astype(np.int64), turn, of, at - opens[of], frame.astype(np.int64))


def article_rates(hits: pd.DataFrame, tokens: pd.DataFrame, *, segments: Names = COUNTED) -> pd.DataFrame:
    """Indicator hits per thousand words of each article: `article_id` by frame, NaN where it has no words."""
    kept, row = _counted(hits, tokens, None, segments)
    n, words = _counts(hits, kept, row, np.ones(len(kept), dtype=bool))
    rates = 1000 * n / np.where(words > 0, words, np.nan)[:, None]
    frames = hits["frame"].astype("category").cat.categories
    return pd.DataFrame(rates, index=kept["article_id"].cat.categories, columns=frames)


def _counted(
    hits: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame | None, segments: Names
) -> tuple[pd.DataFrame, np.ndarray]:
    """The tokens that count, and the row among them at which each hit begins (-1: at none)."""
    require_columns(hits, ["frame", "article_id", "start"], "hits")
    require_columns(tokens, ["start", "segment"], "tokens")
    kept = counted(tokens, articles, segments)
    if "segment" in hits and isinstance(hits["segment"].dtype, pd.CategoricalDtype):
        searched = hits["segment"].cat.categories.tolist()
        missed = [kind for kind in kept["segment"].unique() if kind not in searched]
        if missed:
            where = f"in {searched} only, not in {missed[0]!r}"
            raise ValueError(f"hits were looked for {where}; give frame_hits the same segments.")
    return kept, row_at(kept, hits["article_id"], hits["start"])


def _levels(kept: pd.DataFrame, split: str | None) -> Iterator[tuple[str, np.ndarray]]:
    """Each value of the split, and which tokens have it."""
    if split is None:
        return iter([("", np.ones(len(kept), dtype=bool))])
    if split == "part":
        require_columns(kept, ["paragraph"], "tokens")
        body = kept["segment"] == "body"
        first = kept["paragraph"].where(body).groupby(kept["article_id"], observed=True).transform("min")
        part = np.where(body, np.where(kept["paragraph"] == first, "lead", "body"), kept["segment"])
        level = pd.Categorical(part, categories=PARTS)
    else:
        require_columns(kept, [split], "tokens")
        level = pd.Categorical(kept[split])
    return ((name, level == name) for name in level.categories)


def _counts(
    hits: pd.DataFrame, kept: pd.DataFrame, row: np.ndarray, inside: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Hits (articles x frames) and words (articles) of those tokens that are `inside`."""
    ids, frames = kept["article_id"].cat, hits["frame"].astype("category").cat
    article = ids.codes.to_numpy()
    found = (row >= 0) & inside[row] if len(kept) else row >= 0
    n = np.zeros((len(ids.categories), len(frames.categories)), dtype=np.int64)
    np.add.at(n, (article[row[found]], frames.codes.to_numpy()[found]), 1)
    return n, np.bincount(article[inside], minlength=len(ids.categories))

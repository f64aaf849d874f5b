"""Frames: where a codebook's indicators stand, and how often per thousand words."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.matching import keep_longest, match_patterns
from toolkit.corpus.tokens import COUNTED
from toolkit.framing.codebook import Codebook
from toolkit.statistics.resampling import block_codes, bootstrap_weights, interval_reason, percentiles

PARTS = ("headline", "lead", "body")
_RATES = "frame level group n words articles events per_thousand low high reason validity".split()
_SENSITIVITY = "frame indicator n share highest highest_without range range_without order_kept".split()


def frame_hits(
    tokens: pd.DataFrame, codebook: Codebook, *, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    r"""Every place where an indicator of a frame stands.

    Within a frame no word counts twice: longer indicators win, and what an exclusion covers is no hit. Two
    frames may share a place.

    Parameters
    ----------
    tokens : table of `tokenize`
    codebook : what `load_codebook` gives
    articles : needed only where the codebook has indicators with `case = true`

    Returns
    -------
    pandas.DataFrame
        One row a hit, in reading order, then in the codebook's order: `frame` (categorical over all frames of
        the codebook), `indicator` (the pattern), `article_id`, `sentence`, `start` and `end` (offsets into
        `text`), `segment`, and `voice` where tokens has it; `place`, the position of its first token in the corpus.

    Raises
    ------
    TypeError
        If `codebook` is not what `load_codebook` gives.
    ValueError
        If tokens lacks a column, or `articles` is missing where case counts.

    Examples
    --------
    >>> from toolkit.framing.codebook import load_codebook
    >>> from toolkit.shipped import shipped
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Talks fail\n\nRivals clash over the budget."]}, index=["a"])
    >>> codebook = load_codebook(shipped("data/codebooks") / "generic.toml")
    >>> frame_hits(tokenize(articles), codebook)[["frame", "indicator"]].to_numpy().tolist()
    [['conflict', 'rival*'], ['conflict', 'clash*'], ['economic', 'budget*']]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term", "segment"], "tokens")
    if not isinstance(codebook, Codebook):
        raise TypeError(f"codebook must come from load_codebook, not {type(codebook).__name__}.")
    patterns = codebook.indicators
    matches = match_patterns(tokens, patterns["pattern"].tolist(), articles=articles, case=patterns["case"])
    frame_of = codebook.frames.index.get_indexer(patterns["frame"])[matches["pattern_index"]]
    kept = [keep_longest(matches[frame_of == number]) for number in range(len(codebook.frames))]
    matches = pd.concat(kept).sort_values(["first", "pattern_index"])
    index, first, last = matches.to_numpy()[patterns["kind"].eq("indicator")[matches["pattern_index"]]].T
    marks = [name for name in ("article_id", "sentence", "segment", "voice") if name in tokens]
    table = tokens[marks].take(first).reset_index(drop=True)
    frames = pd.Categorical(patterns["frame"].iloc[index], categories=codebook.frames.index)
    table.insert(0, "frame", frames)
    table.insert(1, "indicator", patterns["pattern"].to_numpy()[index])
    table["start"], table["end"] = tokens["start"].to_numpy()[first], tokens["end"].to_numpy()[last]
    table["place"] = tokens["place"].to_numpy()[first]
    table.attrs["caption"] = f"{len(table):,} hits in {len(tokens):,} words; codebook {codebook.name!r}."
    return table


def frame_rates(
    hits: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    block: str | None = "event",
    split: str | None = None,
    segments: tuple[str, ...] | None = COUNTED,
    validation: pd.DataFrame | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Indicator hits per thousand words of each group, with the verdict on what they measure.

    Parameters
    ----------
    hits : table of `frame_hits`; hits whose first token is not among `tokens` do not count
    tokens : table of `tokenize`, or those of its rows that should count
    articles : indexed by `article_id`, with the columns `by` and `block`
    by : column of articles that says who is compared
    block : column of articles whose values are resampled; None resamples articles
    split : `"part"` (headline, lead: the first body paragraph, body: the others), a column of tokens such as
        `"voice"`, or None
    segments : kinds of segment that count; None for all
    validation : table of `validate_frames`; without it every frame is "not validated"

    Returns
    -------
    pandas.DataFrame
        By frame (as in the codebook), split, then rate: `frame`, the columns named by `split` and `by`, `n`
        (hits), `words`, `articles` (with such words), `events` (blocks resampled), `per_thousand` (words),
        `low`, `high` (95%), `reason` (why there is no interval), `validity` (the verdict).

    Raises
    ------
    ValueError
        If a table lacks a column.

    Notes
    -----
    Rate: sum of hits / sum of words x 1000 over a group's articles; percentile bootstrap over blocks (see
    `toolkit.statistics.resampling.rates`). A rate of indicators measures a frame only as far as `validity` says.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "vote"}, index=["a", "b"])
    >>> tokens = pd.DataFrame({"article_id": list("aaaab"), "paragraph": 0, "segment": "body"})
    >>> hits = pd.DataFrame({"frame": ["conflict"], "place": [1]})
    >>> frame_rates(hits, tokens, articles)[["outlet", "n", "words", "per_thousand"]].to_numpy().tolist()
    [['Beacon', 1, 4, 250.0], ['Ledger', 0, 1, 0.0]]
    """
    require_columns(hits, ["frame", "place"], "hits")
    require_columns(articles, [by] if block is None else [by, block], "articles")
    counted = _counted(tokens, segments=segments)
    counted = counted[counted["article_id"].isin(articles.index)]
    parts = [(level, part) for level, part in _levels(counted, split) if len(part)]
    cells = [(level, _per_article(part), _per_frame(hits, part)) for level, part in parts]
    blocks = None if block is None else articles[block]
    verdicts = {} if validation is None else validation.set_index("frame")["verdict"].to_dict()
    pieces = []
    for frame in hits["frame"].astype("category").cat.categories:
        for level, words, n in cells:
            groups = articles[by].reindex(words.index[words > 0])
            piece = rates(n[frame], words, groups, blocks, resamples=resamples, seed=seed)
            about = {"frame": frame, "level": level, "validity": verdicts.get(frame, "not validated")}
            pieces.append(piece.assign(**about))
    table = pd.concat(pieces, ignore_index=True)[_RATES] if pieces else pd.DataFrame(columns=_RATES)
    table = table.drop(columns=[] if split else "level").rename(columns={"group": by, "level": split})
    setting = f"{by} and {split}" if split else by
    unit = "articles" if block is None else f"{block}s"
    table.attrs["caption"] = (
        f"Indicator hits per thousand words by {setting}, {len(counted):,} words; 95% intervals, "
        f"widened for few events, from {resamples} resamples of {unit} (seed {seed})."
    )
    if table.empty:
        table.attrs["note"] = "No words of these articles count, so there are no rates."
    return table


def frame_sensitivity(
    hits: pd.DataFrame,
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    segments: tuple[str, ...] | None = COUNTED,
) -> pd.DataFrame:
    """What each frame's comparison would be without one of its indicators, each left out in turn.

    Parameters
    ----------
    hits, tokens, articles, by, segments : as in `frame_rates`

    Returns
    -------
    pandas.DataFrame
        One row an indicator that was found, most frequent first within its frame: `frame`, `indicator`, `n`
        (its hits), `share` (of the frame's hits), `highest` and `highest_without` (the group with the highest
        rate, with all indicators and without this one; "" where no hit is left), `range` and `range_without`
        (highest minus lowest rate per thousand words), `order_kept` (whether the groups keep their order).

    Raises
    ------
    ValueError
        If a table lacks a column.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"]}, index=["a", "b"])
    >>> tokens = pd.DataFrame({"article_id": list("aaabbb"), "paragraph": 0, "segment": "body"})
    >>> hits = pd.DataFrame({"frame": "conflict", "article_id": list("aab"), "place": [0, 1, 3]})
    >>> table = frame_sensitivity(hits.assign(indicator=["clash", "clash", "row"]), tokens, articles)
    >>> table[["indicator", "n", "highest", "highest_without", "order_kept"]].to_numpy().tolist()
    [['clash', 2, 'Beacon', 'Ledger', False], ['row', 1, 'Beacon', 'Beacon', True]]
    """
    require_columns(hits, ["frame", "indicator", "article_id", "place"], "hits")
    require_columns(articles, [by], "articles")
    counted = _counted(tokens, segments=segments)
    words = _per_article(counted)
    group = articles[by].reindex(words.index)
    words = words.groupby(group).sum()
    inside = hits[hits["place"].isin(counted.index)]
    keys = [inside["frame"], inside["indicator"], inside["article_id"].astype(str).map(group).rename(by)]
    n = pd.crosstab(keys[:2], keys[2]).reindex(columns=words.index, fill_value=0)
    frames = n.groupby(level="frame", observed=True)
    rows = [row for frame, part in frames for row in _left_out(frame, part.droplevel("frame"), words)]
    table = pd.DataFrame(rows, columns=_SENSITIVITY)
    table.attrs["caption"] = (
        f"Rates per thousand words by {by} with each of {len(table)} indicators left out in turn; "
        "the hits of the indicator are taken away and nothing takes their place."
    )
    return table


def _left_out(frame: str, n: pd.DataFrame, words: pd.Series) -> Iterator[tuple]:
    """Rows of `frame_sensitivity` for one frame, from hits by indicator (row) and group (column)."""
    total = n.sum()
    for indicator, own in n.iloc[np.argsort(-n.sum(axis=1).to_numpy(), kind="stable")].iterrows():
        both = 1000 * total / words, 1000 * (total - own) / words
        tops = [rate.idxmax() if rate.any() else "" for rate in both]
        ranges = [rate.max() - rate.min() for rate in both]
        order, without = (np.argsort(-rate, kind="stable") for rate in both)
        same = bool((order == without).all())
        yield frame, indicator, own.sum(), own.sum() / total.sum(), *tops, *ranges, same


def article_rates(
    hits: pd.DataFrame, tokens: pd.DataFrame, *, segments: tuple[str, ...] | None = COUNTED
) -> pd.DataFrame:
    """Indicator hits per thousand words of each article: `article_id` by frame, NaN where it has no words."""
    counted = _counted(tokens, segments=segments)
    words = _per_article(counted)
    return _per_frame(hits, counted).div(words.where(words > 0), axis=0) * 1000


def _counted(tokens: pd.DataFrame, segments: tuple[str, ...] | None) -> pd.DataFrame:
    require_columns(tokens, ["article_id", "paragraph", "segment"], "tokens")
    return tokens if segments is None else tokens[tokens["segment"].isin(segments)]


def _levels(tokens: pd.DataFrame, split: str | None) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each value of the split with its tokens."""
    if split is None:
        return iter([("", tokens)])
    if split == "part":
        body = tokens["segment"] == "body"
        first = tokens["paragraph"].where(body).groupby(tokens["article_id"], observed=True).transform("min")
        part = np.where(body, np.where(tokens["paragraph"] == first, "lead", "body"), tokens["segment"])
        level = pd.Categorical(part, categories=PARTS)
    else:
        require_columns(tokens, [split], "tokens")
        level = pd.Categorical(tokens[split])
    return ((name, tokens[level == name]) for name in level.categories)


def _per_article(tokens: pd.DataFrame) -> pd.Series:
    """Words of each article, also of those without any."""
    ids = tokens["article_id"].astype("category").cat
    return pd.Series(np.bincount(ids.codes, minlength=len(ids.categories)), index=ids.categories)


def _per_frame(hits: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Hits of each article (row) and frame (column) that start in these tokens."""
    ids, frames = tokens["article_id"].astype("category").cat, hits["frame"].astype("category").cat
    at = tokens.index.get_indexer(hits["place"])
    shape = (len(ids.categories), len(frames.categories))
    cell = ids.codes.to_numpy(np.int64)[at[at >= 0]] * shape[1] + frames.codes.to_numpy()[at >= 0]
    cells = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    return pd.DataFrame(cells, index=ids.categories, columns=frames.categories)


def rates(
    hits: pd.Series,
    words: pd.Series,
    groups: pd.Series,
    blocks: pd.Series | None = None,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Hits per thousand words of each group, with a percentile bootstrap interval over events.

    All four are Series indexed by article_id; `groups` says which articles count and `blocks=None` resamples
    articles. Returns, highest rate first: `group`, `n` (hits), `words`, `articles`, `events` (the blocks
    resampled), `per_thousand` (hits / words x 1000, summed over the group's articles first), `low`, `high`
    (95%), `reason` (why there is no interval, or "").
    """
    table = pd.DataFrame({"group": groups, "articles": 1})
    table["n"] = hits.reindex(groups.index, fill_value=0)
    table["words"] = words.reindex(groups.index, fill_value=0)
    table["block"] = block_codes(None if blocks is None else blocks.reindex(groups.index), len(table))
    sums = table.groupby(["group", "block"], observed=True)[["n", "words"]].sum()
    result = table.groupby("group", observed=True)[["n", "words", "articles"]].sum().astype(int)
    result["events"] = sums.groupby("group", observed=True).size()
    result["per_thousand"] = 1000 * result["n"] / result["words"].where(result["words"] > 0)
    intervals = [_interval(sums.loc[group].to_numpy(dtype=float), resamples, seed) for group in result.index]
    result[["low", "high", "reason"]] = pd.DataFrame(intervals, result.index, ["low", "high", "reason"])
    result = result.reset_index().sort_values(
        ["per_thousand", "group"], ascending=[False, True], ignore_index=True
    )
    unit = "articles" if blocks is None else "events"
    result.attrs["caption"] = (
        f"Hits per thousand words in {len(table)} articles; 95% intervals, widened for few events, from "
        f"{resamples} resamples of {unit} (seed {seed})."
    )
    return result


def _interval(sums: np.ndarray, resamples: int, seed: int) -> tuple[float, float, str]:
    """Bounds of hits per thousand words over events, whose (hits, words) are given, or why there are none."""
    reason = interval_reason(len(sums), int((sums[:, 0] > 0).sum()))
    if reason:
        return np.nan, np.nan, reason
    n, words = (bootstrap_weights(len(sums), resamples, seed) @ sums).T
    low, high = np.percentile(1000 * n / np.maximum(words, 1), percentiles(len(sums)))
    return (low, high, "") if low < high else (np.nan, np.nan, "no interval: every event has the same rate")

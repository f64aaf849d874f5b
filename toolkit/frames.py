"""Frames: where a codebook's indicators stand, and how often per thousand words."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.codebook import Codebook
from toolkit.matching import keep_longest, match_patterns
from toolkit.resampling import rates
from toolkit.tokens import COUNTED

PARTS = ("headline", "lead", "body")
_COLUMNS = "frame level group n words articles events per_thousand low high reason validity"
_NO_RATES = pd.DataFrame(columns=_COLUMNS.split())


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
        `text`), `segment`, and `voice` where tokens has it; `token`, the index label of its first token.

    Raises
    ------
    TypeError
        If `codebook` is not what `load_codebook` gives.
    ValueError
        If tokens lacks a column, or `articles` is missing where case counts.

    Examples
    --------
    >>> from toolkit.codebook import load_codebook
    >>> from toolkit.resources import shipped
    >>> from toolkit.tokens import tokenize
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
    index = matches["pattern_index"].to_numpy()
    hit = (patterns["kind"] == "indicator").to_numpy()[index]
    first, last, index = (values[hit] for values in (*matches[["first", "last"]].to_numpy().T, index))
    marks = [name for name in ("article_id", "sentence", "segment", "voice") if name in tokens]
    table = tokens[marks].take(first).reset_index(drop=True)
    frames = pd.Categorical(patterns["frame"].iloc[index], categories=codebook.frames.index)
    table.insert(0, "frame", frames)
    table.insert(1, "indicator", patterns["pattern"].to_numpy()[index])
    table["start"], table["end"] = tokens["start"].to_numpy()[first], tokens["end"].to_numpy()[last]
    table["token"] = tokens.index.to_numpy()[first]
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
    `toolkit.resampling.rates`). A rate of indicators measures a frame only as far as `validity` says.

    Examples
    --------
    >>> from toolkit import load_codebook, load_sample, tokenize
    >>> from toolkit.resources import shipped
    >>> articles = load_sample()
    >>> tokens = tokenize(articles)
    >>> codebook = load_codebook(shipped("data/codebooks") / "generic.toml")
    >>> hits = frame_hits(tokens, codebook)
    >>> table = frame_rates(hits, tokens, articles)
    >>> table.drop_duplicates("frame").set_index("frame")["outlet"][["conflict", "economic"]].tolist()
    ['Daily Blaze', 'Northshore Commons']
    """
    require_columns(hits, ["frame", "token"], "hits")
    require_columns(articles, [by] if block is None else [by, block], "articles")
    counted = _counted(tokens, segments)
    counted = counted[counted["article_id"].isin(articles.index)]
    level = _levels(counted, split)
    cells = [(name, counted[level == name]) for name in level.categories]
    cells = [(name, _per_article(part), _per_frame(hits, part)) for name, part in cells]
    blocks = None if block is None else articles[block]
    verdicts = (
        {} if validation is None else dict(zip(validation["frame"], validation["verdict"], strict=True))
    )
    pieces = [_NO_RATES]
    for frame in hits["frame"].astype("category").cat.categories:
        for name, words, n in cells:
            groups = articles[by].reindex(words.index[words > 0])
            piece = rates(n[frame], words, groups, blocks, resamples=resamples, seed=seed)
            verdict = verdicts.get(frame, "not validated")
            pieces.append(piece.assign(frame=frame, level=name, validity=verdict))
    table = pd.concat([piece for piece in pieces if len(piece)] or pieces, ignore_index=True)[list(_NO_RATES)]
    table = table.drop(columns=[] if split else "level").rename(columns={"group": by, "level": split})
    setting = f"{by} and {split}" if split else by
    unit = "articles" if block is None else f"{block}s"
    table.attrs["caption"] = (
        f"Indicator hits per thousand words by {setting}, {len(counted):,} words; 95% intervals from "
        f"{resamples} resamples of {unit} (seed {seed})."
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
    >>> from toolkit import load_codebook, load_sample, tokenize
    >>> from toolkit.resources import shipped
    >>> articles = load_sample()
    >>> tokens = tokenize(articles)
    >>> codebook = load_codebook(shipped("data/codebooks") / "generic.toml")
    >>> hits = frame_hits(tokens, codebook)
    >>> frame_sensitivity(hits, tokens, articles).drop_duplicates("frame")["indicator"].iloc[2]
    'million*'
    """
    require_columns(hits, ["frame", "indicator", "token"], "hits")
    require_columns(articles, [by], "articles")
    counted = _counted(tokens, segments)
    words = _per_article(counted)
    group = articles[by].reindex(words.index)
    words = words.groupby(group).sum()
    inside = hits[hits["token"].isin(counted.index)]
    keys = [inside["frame"], inside["indicator"], inside["article_id"].astype(str).map(group).rename(by)]
    n = pd.crosstab(keys[:2], keys[2]).reindex(columns=words.index, fill_value=0)
    rows = [
        row
        for frame, part in n.groupby(level="frame", observed=True)
        for row in _left_out(frame, part, words)
    ]
    columns = ["frame", "indicator", "n", "share", "highest", "highest_without", "range", "range_without"]
    table = pd.DataFrame(rows, columns=[*columns, "order_kept"])
    table.attrs["caption"] = (
        f"Rates per thousand words by {by} with each of {len(table)} indicators left out in turn; "
        "the hits of the indicator are taken away and nothing takes their place."
    )
    return table


def _left_out(frame: str, n: pd.DataFrame, words: pd.Series) -> list[tuple]:
    """Rows of `frame_sensitivity` for one frame, from hits by indicator (row) and group (column)."""
    n = n.droplevel("frame").iloc[np.argsort(-n.sum(axis=1).to_numpy(), kind="stable")]
    total = n.sum()
    rate, rows = 1000 * total / words, []
    for indicator, own in n.iterrows():
        without = 1000 * (total - own) / words
        tops = [values.idxmax() if values.any() else "" for values in (rate, without)]
        same = (np.argsort(-rate, kind="stable") == np.argsort(-without, kind="stable")).all()
        ranges = [values.max() - values.min() for values in (rate, without)]
        rows.append((frame, indicator, own.sum(), own.sum() / total.sum(), *tops, *ranges, bool(same)))
    return rows


def article_rates(
    hits: pd.DataFrame, tokens: pd.DataFrame, *, segments: tuple[str, ...] | None = COUNTED
) -> pd.DataFrame:
    """Indicator hits per thousand words of each article: `article_id` by frame, NaN where it has no words."""
    counted = _counted(tokens, segments)
    words = _per_article(counted)
    return _per_frame(hits, counted).div(words.where(words > 0), axis=0) * 1000


def _counted(tokens: pd.DataFrame, segments: tuple[str, ...] | None) -> pd.DataFrame:
    require_columns(tokens, ["article_id", "paragraph", "segment"], "tokens")
    return tokens if segments is None else tokens[tokens["segment"].isin(segments)]


def _levels(tokens: pd.DataFrame, split: str | None) -> pd.Categorical:
    """Value of the split for each token."""
    if split is None:
        return pd.Categorical(np.zeros(len(tokens), dtype=int), categories=[0])
    if split != "part":
        require_columns(tokens, [split], "tokens")
        return pd.Categorical(tokens[split])
    body = tokens["segment"] == "body"
    first = tokens["paragraph"].where(body).groupby(tokens["article_id"], observed=True).transform("min")
    part = np.where(body, np.where(tokens["paragraph"] == first, "lead", "body"), tokens["segment"])
    return pd.Categorical(part, categories=PARTS)


def _per_article(tokens: pd.DataFrame) -> pd.Series:
    """Words of each article, also of those without any."""
    ids = tokens["article_id"].astype("category").cat
    return pd.Series(np.bincount(ids.codes, minlength=len(ids.categories)), index=ids.categories)


def _per_frame(hits: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Hits of each article (row) and frame (column) that start in these tokens."""
    ids, frames = tokens["article_id"].astype("category").cat, hits["frame"].astype("category").cat
    at = tokens.index.get_indexer(hits["token"])
    shape = (len(ids.categories), len(frames.categories))
    cell = ids.codes.to_numpy(np.int64)[at[at >= 0]] * shape[1] + frames.codes.to_numpy()[at >= 0]
    cells = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    return pd.DataFrame(cells, index=ids.categories, columns=frames.categories)

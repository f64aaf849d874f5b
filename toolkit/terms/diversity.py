"""Diversity: how varied the words of articles are."""

import numpy as np
import pandas as pd

from toolkit.corpus.selection import By, Names, groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.intervals import ratio_intervals
from toolkit.statistics.resampling import block_codes
from toolkit.statistics.spread import hdd, mattr, mtld, ttr
from toolkit.terms.sides import grouped

FEWEST_WORDS = 50  # MTLD and HD-D wander on shorter texts (McCarthy & Jarvis 2010; Zenker & Kyle 2021)


_MEASURES = ("mattr", "mtld", "hdd")
_BOUNDS = [f"{measure}_{end}" for measure in _MEASURES for end in ("low", "high")]


def lexical_diversity(
    tokens: pd.DataFrame,
    articles: pd.DataFrame | pd.Series | None = None,
    *,
    by: By = None,
    block: By = None,
    segments: Names = COUNTED,
) -> pd.DataFrame:
    """How varied the words of each article are, or of a group's articles on average.

    Measured on each article as a whole, in reading order; articles of fewer than 50 words are too short for
    any of the measures and left out of a group's mean.

    Parameters
    ----------
    tokens, articles
        The tokens to measure, and the articles that count (None: all those of the tokens). A Series by
        `article_id` in place of the articles is `by`.
    by
        Column of the articles, or Series by `article_id`, whose values are the groups; None: each article.
    block
        The same, whose values are the events that intervals are over; None: each article stands for itself.
    segments
        Kinds of segment that count; None: all.

    Returns
    -------
    DataFrame
        One row a group, by name: `group` (an article's id without `by`); `articles` (how many are long
        enough); `words` (a mean article's); `types` (a mean article's different words); `ttr` (0-1, types by
        words); `mattr` (0-1, window 50); `mtld` (words, threshold .72, strict); `hdd` (0-1, 42 draws);
        `mattr_low`, `mattr_high`, `mtld_low`, `mtld_high`, `hdd_low`, `hdd_high` (95%, of a group's mean,
        over events); `reason` (why there are no figures or intervals, or when figures may not be compared:
        the longest article has more than twice the words of the shortest).

    Raises
    ------
    ValueError
        If a column is missing or a kind of segment is unknown.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["to be or not to be " * 10]}, index=["a"])
    >>> table = lexical_diversity(tokenize(articles), segments=None)
    >>> table[["group", "words", "types", "mattr"]].values.tolist()
    [['a', 60.0, 4.0, 0.08]]
    """
    kept, groups = grouped(tokens, articles, by, segments)
    texts = kept["term"].cat.codes.groupby(kept["article_id"], observed=True).agg(list)
    texts.index = texts.index.astype("str")
    groups = pd.Series(texts.index, texts.index) if groups is None else groups.reindex(texts.index)
    long = texts[texts.map(len) >= FEWEST_WORDS]
    columns = ["words", "types", "ttr", "mattr", "mtld", "hdd"]
    rows = [(len(text), len(set(text)), ttr(text), mattr(text), mtld(text), hdd(text)) for text in long]
    measured = pd.DataFrame(rows, long.index, columns).groupby(groups.reindex(long.index).to_numpy())
    result = measured.mean().reindex(sorted(groups.unique()))
    result.insert(0, "articles", measured.size().reindex(result.index, fill_value=0))
    shortest, longest = measured["words"].min(), measured["words"].max()
    uneven = (longest > 2 * shortest).reindex(result.index, fill_value=False)
    blocks = None if block is None else _blocks(articles, block).reindex(long.index).fillna("")
    codes = pd.Series(block_codes(blocks, len(long)), long.index)
    parts = {group: _bounds(part, codes[part.index]) for group, part in measured}
    bounds = pd.DataFrame.from_dict(parts, orient="index", columns=[*_BOUNDS, "why"]).reindex(result.index)
    result = result.join(bounds.drop(columns="why"))
    too_short = f"no article of {FEWEST_WORDS} words or more"
    why = bounds["why"].where(result["articles"] > 0, too_short)
    if by is None and not isinstance(articles, pd.Series):  # a single article is no mean
        why = why.where(why == too_short, "")
    differ = np.where(uneven, "ttr: lengths differ; ", "")
    result["reason"] = (pd.Series(differ, result.index) + why.astype("str")).str.strip("; ")
    result = result.rename_axis("group").reset_index()
    result.attrs["caption"] = (
        f"Lexical diversity of articles of {FEWEST_WORDS} words or more: means of articles; TTR falls with "
        "length, so compare MATTR, MTLD and HD-D."
    )
    if result.empty:
        result.attrs["note"] = "None of the articles has words to count."
    return result


def _blocks(articles: pd.DataFrame | pd.Series | None, block: str | pd.Series) -> pd.Series:
    """The event of each article; a Series in place of the articles is `by`."""
    return groups_of(None if isinstance(articles, pd.Series) else articles, block, "block")


def _bounds(part: pd.DataFrame, events: pd.Series) -> list[object]:
    """Intervals of the means of a group's articles over their events, and why there are none."""
    sums = part[[*_MEASURES]].groupby(events).sum()
    low, high, reasons = ratio_intervals(sums.to_numpy(), events.value_counts()[sums.index], part=False)
    return [*np.column_stack([low, high]).ravel(), reasons[0]]

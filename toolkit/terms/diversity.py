"""Diversity: how varied the words of articles are."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics.spread import hdd, mattr, mtld, ttr

FEWEST_WORDS = 50  # MTLD and HD-D wander on shorter texts (McCarthy & Jarvis 2010; Zenker & Kyle 2021)


def lexical_diversity(
    tokens: pd.DataFrame, by: pd.Series | None = None, *, segments: Collection[str] | None = COUNTED
) -> pd.DataFrame:
    """How varied the words of each article are, or of a group's articles on average.

    Measured on each article as a whole, in reading order; articles of fewer than 50 words are too short for
    any of the measures and left out of a group's mean.

    Parameters
    ----------
    by
        Series indexed by article_id (`articles["outlet"]`); None gives a row an article.

    Returns
    -------
    DataFrame
        `group`, `articles` (long enough), `words` and `types` (a mean article's), `ttr`, `mattr` (window 50),
        `mtld` (threshold .72, strict), `hdd` (42 draws), `reason` (why there are no figures, or when they may
        not be compared); by group.
    """
    require_columns(tokens, ["article_id", "term", "segment"], "tokens")
    kept = tokens if segments is None else tokens[tokens["segment"].isin(list(segments))]
    texts = kept["term"].cat.codes.groupby(kept["article_id"], observed=True).agg(list)
    groups = pd.Series(texts.index, texts.index) if by is None else by.reindex(texts.index).fillna("")
    long = texts[texts.map(len) >= FEWEST_WORDS]
    columns = ["words", "types", "ttr", "mattr", "mtld", "hdd"]
    rows = [(len(text), len(set(text)), ttr(text), mattr(text), mtld(text), hdd(text)) for text in long]
    measured = pd.DataFrame(rows, long.index, columns).groupby(groups.reindex(long.index).to_numpy())
    result = measured.mean().reindex(sorted(groups.unique()))
    result.insert(0, "articles", measured.size().reindex(result.index, fill_value=0))
    shortest, longest = measured["words"].min(), measured["words"].max()
    uneven = (longest > 2 * shortest).reindex(result.index, fill_value=False)
    too_short = f"no article of {FEWEST_WORDS} words or more"
    result["reason"] = np.select([result["articles"] == 0, uneven], [too_short, "ttr: lengths differ"], "")
    result = result.rename_axis("group").reset_index()
    result.attrs["caption"] = (
        f"Lexical diversity of {len(long)} articles of {FEWEST_WORDS} words or more: "
        "means of articles; TTR falls with length, so compare MATTR, MTLD and HD-D."
    )
    return result

"""Indicators: every place where the words of a codebook's frames stand."""

import pandas as pd

from toolkit.checks import listed, require_columns
from toolkit.corpus.matching import keep_longest, match_patterns
from toolkit.corpus.segments import KINDS
from toolkit.corpus.selection import Names, counted
from toolkit.corpus.tokens import COUNTED
from toolkit.framing.codebook import Codebook


def frame_hits(
    tokens: pd.DataFrame,
    codebook: Codebook,
    *,
    articles: pd.DataFrame | None = None,
    segments: Names = COUNTED,
) -> pd.DataFrame:
    r"""Every place where an indicator of a frame stands.

    Within a frame no word counts twice: longer indicators win, and what an exclusion covers is no hit. Two
    frames may share a place.

    Parameters
    ----------
    tokens : table of `tokenize`, or those of its rows that should be searched
    codebook : what `load_codebook` gives
    articles : the articles that are searched, None for all of tokens; with `text`, needed where the codebook
        has indicators with `case = true`
    segments : kinds of segment that are searched; None for all

    Returns
    -------
    pandas.DataFrame
        One row a hit, in reading order, then in the codebook's order: `frame`, its name; `indicator`, the
        pattern; `article_id`; `sentence`; `segment`; `voice` where the tokens have it; `start`, `end`;
        `place`, position of its first word in the corpus. Categories are all frames of the codebook and the
        kinds searched.

    Raises
    ------
    TypeError
        If `codebook` is not what `load_codebook` gives.
    ValueError
        If tokens lacks a column, a kind of segment is unknown, or `articles` is missing where case counts.

    Examples
    --------
    >>> from toolkit.framing.codebook import load_codebook
    >>> from toolkit.shipped import shipped_path
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Talks fail\n\nRivals clash over the budget."]}, index=["a"])
    >>> codebook = load_codebook(shipped_path("data/codebooks") / "generic.toml")
    >>> frame_hits(tokenize(articles), codebook)[["frame", "indicator"]].to_numpy().tolist()
    [['conflict', 'rival*'], ['conflict', 'clash*'], ['economic', 'budget*']]
    """
    require_columns(tokens, ["start", "end", "segment"], "tokens")
    if not isinstance(codebook, Codebook):
        raise TypeError(f"codebook must come from load_codebook, not {type(codebook).__name__}.")
    kept, patterns = counted(tokens, articles, segments), codebook.indicators
    matches = match_patterns(kept, patterns["pattern"].tolist(), articles=articles, case=patterns["case"])
    frame_of = codebook.frames.index.get_indexer(patterns["frame"])[matches["pattern_index"]]
    longest = [keep_longest(matches[frame_of == number]) for number in range(len(codebook.frames))]
    matches = pd.concat(longest).sort_values(["first", "pattern_index"])
    index, first, last = matches.to_numpy()[patterns["kind"].eq("indicator")[matches["pattern_index"]]].T
    marks = [name for name in ("article_id", "sentence", "segment", "voice") if name in kept]
    table = kept[marks].take(first).reset_index(drop=True)
    kinds = KINDS if segments is None else listed(segments, "segments")
    table["segment"] = pd.Categorical(table["segment"].astype("str"), categories=kinds)
    table.insert(0, "frame", pd.Categorical(patterns["frame"].iloc[index], codebook.frames.index))
    table.insert(1, "indicator", patterns["pattern"].to_numpy()[index])
    table["start"], table["end"] = kept["start"].to_numpy()[first], kept["end"].to_numpy()[last]
    table["place"] = kept["place"].to_numpy()[first]
    where = "all segments" if segments is None else " and ".join(kinds)
    table.attrs["caption"] = f"Hits of the indicators of codebook {codebook.name!r} in {where}."
    if table.empty:
        table.attrs["note"] = f"No indicator of {codebook.name!r} stands in {where} of these articles."
    return table

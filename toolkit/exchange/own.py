"""Own tokens: a table that another program made, completed and checked."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.tokens import sentences
from toolkit.text.words import fold


def check_tokens(
    tokens: pd.DataFrame, articles: pd.DataFrame, segments: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Take a table of tokens that was made elsewhere, or say in one sentence what it needs.

    Parameters
    ----------
    tokens
        One row a word, in any order: `article_id`, `start`, `end` (characters of `text`, end exclusive), and
        whatever else is known of it (`lemma`, a part of speech); `term`, if it is to count as something else
        than the word in lower case.
    articles, segments
        As for `tokenize`. Tokens of other articles, and outside of the segments, are left out.

    Returns
    -------
    DataFrame
        The columns of `tokenize`, sentences and paragraphs by the toolkit's rules; then the others given.

    Raises
    ------
    ValueError
        If a column is missing, all tokens are of other articles, or a token is outside of its text or empty,
        overlaps with the one before it, or runs over the end of its paragraph or segment.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["It sank."]}, index=["a"])
    >>> own = pd.DataFrame({"article_id": "a", "start": [3, 0], "end": [7, 2], "lemma": ["sink", "it"]})
    >>> check_tokens(own, articles)[["start", "term", "segment", "lemma"]].values.tolist()
    [[0, 'it', 'body', 'it'], [3, 'sank', 'body', 'sink']]
    """
    require_columns(tokens, ["article_id", "start", "end"], "tokens")
    units, ids = sentences(articles, segments), articles.index.astype("str")
    given = tokens["article_id"].astype("str")
    tokens = tokens.assign(article_id=pd.Categorical.from_codes(ids.get_indexer(given), ids))
    if len(tokens) and tokens["article_id"].isna().all():
        first = f"its first is {given.iloc[0]!r}"
        raise ValueError(f"tokens has none of the article_ids of articles; {first}.")
    tokens = tokens.dropna(subset="article_id").sort_values(["article_id", "start"], kind="stable")
    row = _sentence_of(tokens, units, articles)
    tokens, row = tokens[row >= 0], row[row >= 0]
    texts, of = articles["text"].to_list(), tokens["article_id"].cat.codes.tolist()
    edges = (tokens[name].tolist() for name in ("start", "end"))
    printed = pd.Categorical([texts[n][start:end] for n, start, end in zip(of, *edges, strict=True)])
    term = tokens["term"].astype("str") if "term" in tokens else printed.map(fold).astype("str")
    made = {
        "article_id": tokens["article_id"],
        **{name: units[name].to_numpy()[row] for name in ("paragraph", "sentence")},
        **{name: tokens[name].astype("int32") for name in ("start", "end")},
        "term": pd.Categorical(term),
        "segment": units["segment"].array.take(row),
        "place": np.arange(len(row), dtype=np.int32),
    }
    others = {name: tokens[name] for name in tokens.columns if name not in made}
    return pd.DataFrame(made | others).reset_index(drop=True)


def _sentence_of(tokens: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """The row of the sentence in which each token begins, -1 for none; tokens that cannot be are refused."""
    for edge in ("start", "end"):
        if not pd.api.types.is_integer_dtype(tokens[edge]):
            raise ValueError(f"tokens needs whole numbers in {edge!r}, not {tokens[edge].dtype}.")
    code, (start, end) = (
        tokens["article_id"].cat.codes.to_numpy(np.int64),
        tokens[["start", "end"]].to_numpy().T,
    )
    length = articles["text"].str.len().to_numpy()[code]
    _refuse(tokens, (start < 0) | (start >= end) | (end > length), "is empty or outside of the text")
    over = (np.diff(code, prepend=-1) == 0) & (start < np.append(0, end[:-1])[: len(end)])
    _refuse(tokens, over, "overlaps with the one before it")
    of = pd.Index(articles.index.astype("str")).get_indexer(units["article_id"])
    opens = (of.astype(np.int64) << 32) + units["start"].to_numpy()
    row = np.searchsorted(opens, (code << 32) + start, "right") - 1
    if not len(units):
        return row
    last = units.groupby(["article_id", "paragraph", "segment"], observed=True)["end"].transform("max")
    inside = (of[row] == code) & (start < units["end"].to_numpy()[row]) & (row >= 0)
    _refuse(tokens, inside & (end > last.to_numpy()[row]), "runs over the end of its paragraph or segment")
    return np.where(inside, row, -1)


def _refuse(tokens: pd.DataFrame, wrong: np.ndarray, why: str) -> None:
    if wrong.any():
        token = tokens.iloc[int(np.argmax(wrong))]
        where = f"from {token['start']} to {token['end']} of article {token['article_id']!r}"
        raise ValueError(f"tokens has {int(wrong.sum())} that cannot be: the one {where} {why}.")

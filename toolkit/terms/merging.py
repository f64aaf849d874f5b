"""Merging: all forms of a name as one token, so that counts merge them."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.matching import keep_longest, match_patterns
from toolkit.corpus.selection import counted


def merge_names(tokens: pd.DataFrame, articles: pd.DataFrame, variants: pd.DataFrame) -> pd.DataFrame:
    """Make every form of a name one token, whose term is the entity in lower case, so that counts merge them.

    Parameters
    ----------
    tokens, articles : as for `name_variants`
    variants : what `name_variants` gives, or the rows of it to merge

    Returns
    -------
    pandas.DataFrame
        The columns of `tokenize` (of the articles, in reading order), with one row for each mention of a
        form, from its first character to its last; all else unchanged.

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["He left Kiev today."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [19], "kind": ["body"]})
    >>> tokens = tokenize(articles, body)
    >>> merged = merge_names(tokens, articles, pd.DataFrame({"entity": ["Kyiv"], "variant": ["Kiev"]}))
    >>> merged["term"].to_list()
    ['he', 'left', 'kyiv', 'today']
    """
    require_columns(variants, ["entity", "variant"], "variants")
    tokens, forms = counted(tokens, articles, None), variants.drop_duplicates("variant")
    if not len(forms):
        return tokens.copy()
    places = keep_longest(match_patterns(tokens, forms["variant"].tolist(), articles=articles, case=True))
    first, last = places["first"].to_numpy(), places["last"].to_numpy()
    ends, terms = tokens["end"].to_numpy(copy=True), tokens["term"].astype(object).to_numpy(copy=True)
    keep = np.ones(len(tokens), bool)
    ends[first], terms[first] = ends[last], forms["entity"].str.lower().to_numpy()[places["pattern_index"]]
    for a, b in zip(first, last, strict=True):
        keep[a + 1 : b + 1] = False
    place = tokens["place"].to_numpy() - np.cumsum(~keep, dtype=np.int32)  # what is merged is no gap
    merged = tokens.assign(end=ends, place=place)[keep].reset_index(drop=True)
    return merged.assign(term=pd.Categorical(terms[keep], categories=sorted(set(terms[keep]))))

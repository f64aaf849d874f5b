"""Quoting: which words stand inside quotation marks, or in what a source is reported to say."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.spans import tokens_in
from toolkit.text.quotations import quoted_spans

MOSTLY = 0.5
"""Share of quoted words from which a passage is a quotation and no prose of the outlet's own."""

_SPAN = ["article_id", "start", "end"]


def quoted_tokens(
    tokens: pd.DataFrame, articles: pd.DataFrame, attributions: pd.DataFrame | None = None
) -> np.ndarray:
    """Which tokens stand inside quotation marks or, where `attributions` are given, in their contents.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["“No,” she said."]}, index=["a"])
    >>> tokens = pd.DataFrame({"article_id": pd.Categorical(["a"] * 3), "start": [1, 6, 10]})
    >>> quoted_tokens(tokens, articles).tolist()
    [True, False, False]
    """
    ids, texts = articles.index.astype("str"), articles["text"]
    marked = [(name, *span) for name, text in zip(ids, texts, strict=True) for span in quoted_spans(text)]
    spans = pd.DataFrame(marked, columns=_SPAN).astype(
        {"article_id": "str", "start": "int64", "end": "int64"}
    )
    if attributions is not None:
        names = ["article_id", "content_start", "content_end"]
        require_columns(attributions, names, "attributions")
        contents = attributions.loc[attributions["content_start"] >= 0, names].set_axis(_SPAN, axis=1)
        spans = pd.concat([spans, contents.astype({"article_id": "str"})])
    return tokens_in(tokens, spans)

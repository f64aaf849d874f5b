"""Small corpora for the tests of attribution."""

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def corpus():
    """A function that makes articles a0, a1, ... of texts, and segments that take each whole."""

    def make(*texts: str, kind: str = "body", **columns) -> tuple[pd.DataFrame, pd.DataFrame]:
        ids = pd.Index([f"a{k}" for k in range(len(texts))], name="article_id")
        articles = pd.DataFrame({"text": list(texts), **columns}, index=ids)
        spans = {"article_id": ids, "start": 0, "end": [len(text) for text in texts], "kind": kind}
        return articles, pd.DataFrame(spans)

    return make

"""A codebook, and small corpora made from rows, that the tests of framing share."""

import pandas as pd
import pytest

from toolkit.corpus.tokens import tokenize
from toolkit.framing.codebook import load_codebook

CODEBOOK = """\
name = "Test"
[frames.conflict]
definition = "Sides oppose."
indicators = ["clash", "clash over", "attack*", { pattern = "US", case = true }]
exclusions = ["heart attack*"]
[frames.money]
definition = "Costs."
indicators = ["cost*", { pattern = "clash over costs", reason = "a quarrel about money" }]
[frames.silence]
definition = "Nobody speaks."
indicators = ["silence"]
"""


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "test.toml"
    path.write_text(CODEBOOK)
    return load_codebook(path)


@pytest.fixture
def corpus():
    """A function that makes articles and tokens from rows of (outlet, event, headline, paragraph, ...)."""
    return _corpus


def _corpus(rows):
    articles = pd.DataFrame(
        {
            "outlet": [row[0] for row in rows],
            "event": [row[1] for row in rows],
            "text": ["\n\n".join(row[2:]) for row in rows],
        },
        index=pd.Index([f"{row[0]}-{row[1]}" for row in rows], name="article_id"),
    )
    spans = []
    for article, row in zip(articles.index, rows, strict=True):
        start = 0
        for place, piece in enumerate(row[2:]):
            spans.append((article, start, start + len(piece), "body" if place else "headline"))
            start += len(piece) + 2
    segments = pd.DataFrame(spans, columns=["article_id", "start", "end", "kind"])
    return articles, tokenize(articles, segments)

"""Nothing about an article depends on those beside it: mixed, split and joined, each gives the same rows."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.shipped import shipped_path

CODEBOOK = tk.load_codebook(shipped_path("data/codebooks") / "generic.toml")
PAGES = [
    "Mayor: The quay is safe\n\nShare on Facebook\n\nVALE -- “We will stay,” Ada Roe said today. She left.",
    'Ferry sinks off cape\n\nMore than 200 people died, police said. "It sank,\n\nhe added, "in a storm.',
    "",
    "He said: “No.\n\n“Never again!” Jane Roe exclaimed. The minister denied that 12,000 troops were sent",
    "A clash.\n\nAccording to the Halyard agency, rivals will close the mill. Listen to this\n\n(END)",
    "‘It’s over’: union\n\nThe strike cost $5m; tens of thousands stayed away, the union told Reuters.",
]


def words(articles):
    return tk.tokenize(articles).drop(columns="place")


def attributions(articles, **method):
    return tk.attribute(articles, **method).drop(columns="attribution_id")


def attributions_by_rules(articles):
    return attributions(articles, method="rules")


def hits(articles):
    return tk.frame_hits(tk.tokenize(articles), CODEBOOK, articles=articles).drop(columns="place")


def diversity(articles):
    return tk.lexical_diversity(tk.tokenize(articles), articles).rename(columns={"group": "article_id"})


def rows(make, articles):
    """The rows that a function makes of each article, as lists."""
    table = make(articles).astype(object)
    table = table.where(table.notna(), None).astype({"article_id": str})
    return {key: table[table["article_id"] == key].to_numpy().tolist() for key in articles.index}


@pytest.mark.parametrize(
    "make",
    [
        tk.segment, tk.sentences, words, attributions, attributions_by_rules, tk.quantities, tk.statuses,
        hits, diversity,
    ],
    ids=lambda make: make.__name__,
)  # fmt: skip
@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(len(PAGES))), cut=st.integers(1, len(PAGES) - 1))
def test_an_article_gives_the_same_rows_in_any_company(make, order, cut):
    articles = pd.DataFrame({"text": PAGES, "outlet": "Beacon"}, index=[f"a{n}" for n in range(len(PAGES))])
    mixed = articles.iloc[list(order)]
    alone = {}
    for number in range(len(PAGES)):
        alone |= rows(make, articles.iloc[[number]])
    assert rows(make, mixed) == alone
    assert rows(make, mixed[:cut]) | rows(make, mixed[cut:]) == alone

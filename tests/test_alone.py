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


def test_ids_that_are_numbers_give_as_many_rows_as_those_that_are_words(sample):
    def made(articles):
        segments = tk.segment(articles)
        said = tk.attribute(articles, segments)
        tokens = tk.mark_voice(tk.tokenize(articles, segments), said)
        passages, hits = tk.find_reuse(tokens, articles), tk.frame_hits(tokens, CODEBOOK, articles=articles)
        wire = tk.mark_wire(tokens, articles, passages)
        codes = pd.DataFrame({"article_id": articles.index, "coder": "x", "frame": "conflict", "present": 1})
        tables = {
            "attributions": said,
            "passages": passages,
            "hits": hits,
            "sentences": tk.sentences(articles),
            "own": tokens[tokens["voice"] == "own"],
            "wire": wire[wire["wire"]],
            "bodies": tk.body_text(articles)[lambda bodies: bodies != ""],
            "versions": tk.find_versions(articles),
            "headlines": tk.headlines(articles.drop(columns="headline"))[lambda lines: lines != ""],
            "agencies": tk.agencies(articles),
            "quantities": tk.quantities(articles, segments, said),
            "sources": tk.quantities(articles, segments, said).query("source != ''"),
            "statuses": tk.statuses(articles, segments, said),
            "mentions": tk.mentions(tokens, articles),
            "variants": tk.name_variants(tokens, articles),
            "speakers": tk.speakers(articles, said, by="outlet"),
            "voices": tk.quoted_sources(articles, said),
            "quotes": tk.shared_quotes(articles, said),
            "rates": tk.frame_rates(hits, tokens, articles),
            "codes": tk.read_codes(codes, articles, CODEBOOK),
            "differences": tk.differences(articles, said, "stance"),
            "gaps": tk.coverage_gaps(tokens, articles),
            "copying": tk.copying(articles, passages),
            "wire_share": tk.wire_share(tokens, articles, passages),
            "keyness": tk.keyness(tokens, articles, "Meridian"),
            "concordance": tk.concordance(tokens, articles, "said"),
        }
        return {name: len(table) for name, table in tables.items()}

    assert made(sample.articles.reset_index(drop=True)) == made(sample.articles)

"""What holds of every function: any table of the same tokens counts alike, and input stays as it is."""

import numpy as np
import pandas as pd
import pytest

from toolkit.corpus.segments import KINDS
from toolkit.corpus.tokens import tokenize
from toolkit.terms.association import collocates, phrases
from toolkit.terms.decisions import multiverse
from toolkit.terms.diversity import lexical_diversity
from toolkit.terms.frequency import lockwords, term_frequencies
from toolkit.terms.keywords import compare_outlets, keyness
from toolkit.terms.places import term_positions, term_trends

CALLS = {
    "term_frequencies": lambda tokens, articles: term_frequencies(tokens, articles, by="outlet", ngram=2),
    "lockwords": lambda tokens, articles: lockwords(tokens, articles, max_ratio=9),
    "lexical_diversity": lexical_diversity,
    "phrases": lambda tokens, articles: phrases(tokens, articles, min_count=2),
    "collocates": lambda tokens, articles: collocates(tokens, "w1", articles, window=2, min_count=1),
    "term_positions": lambda tokens, articles: term_positions(tokens, "w1", articles, by="outlet"),
    "term_trends": lambda tokens, articles: term_trends(tokens, articles, ["w1", "w2"], by="outlet"),
    "keyness": lambda tokens, articles: keyness(tokens, articles, "Sun", resamples=99),
    "keyness without blocks": lambda tokens, articles: keyness(
        tokens, articles, "Sun", block=None, resamples=99
    ),
    "compare_outlets": lambda tokens, articles: compare_outlets(tokens, articles, pairs=True, resamples=99),
    "multiverse": lambda tokens, articles: multiverse({"all": tokens}, articles, ["w1", "w2"], "Sun"),
}


@pytest.fixture(scope="module")
def corpus():
    """Sixteen articles of invented words in sentences of five: tokens with captions, and articles."""
    rng = np.random.default_rng(4)
    texts = [
        " ".join(f"{' '.join(f'w{k}' for k in rng.geometric(0.2, 5))}." for _ in range(12)) for _ in range(16)
    ]
    days = pd.to_datetime([f"2026-03-0{1 + number // 4}" for number in range(16)], utc=True)
    ids = pd.Index([f"a{number:02}" for number in range(16)], dtype="str", name="article_id")
    events = [f"e{number // 2}" for number in range(16)]
    articles = pd.DataFrame(
        {"event": events, "outlet": ["Sun", "Star"] * 8, "published": days, "text": texts}, index=ids
    )
    tokens = tokenize(articles, progress=False)
    kinds = np.where(np.arange(len(tokens)) % 90 < 5, "caption", "body")
    return tokens.assign(segment=pd.Categorical(kinds, KINDS)), articles


@pytest.mark.parametrize("name", CALLS)
def test_any_table_of_the_same_tokens_gives_the_same_table(name, corpus):
    tokens, articles = corpus
    whole = CALLS[name](tokens, articles)
    assert len(whole) > 0
    shuffled = tokens.sample(frac=1, random_state=1)
    plain = tokens.astype({"article_id": "str", "term": "str", "segment": "str"})
    for other in (shuffled, shuffled.reset_index(drop=True), tokens.set_index(tokens.index + 7), plain):
        pd.testing.assert_frame_equal(CALLS[name](other, articles), whole, check_categorical=False)


@pytest.mark.parametrize("name", CALLS)
def test_the_articles_given_are_the_articles_counted(name, corpus):
    tokens, articles = corpus
    some = articles[articles["event"] > "e0"]
    theirs = tokens[tokens["article_id"].isin(some.index)]
    of_some = CALLS[name](tokens, some)
    pd.testing.assert_frame_equal(of_some, CALLS[name](theirs, some), check_categorical=False)
    assert not of_some.equals(CALLS[name](tokens, articles))


@pytest.mark.parametrize("name", CALLS)
def test_captions_and_other_segments_count_only_when_asked_for(name, corpus):
    tokens, articles = corpus
    counted = tokens[tokens["segment"] == "body"]
    pd.testing.assert_frame_equal(CALLS[name](tokens, articles), CALLS[name](counted, articles))


@pytest.mark.parametrize("name", CALLS)
def test_input_is_unchanged_and_only_words_are_attached(name, corpus):
    tokens, articles = corpus
    before = tokens.copy(), articles.copy()
    table = CALLS[name](tokens, articles)
    pd.testing.assert_frame_equal(tokens, before[0])
    pd.testing.assert_frame_equal(articles, before[1])
    assert "caption" in table.attrs
    assert set(table.attrs) <= {"caption", "note"}
    assert all(isinstance(words, str) for words in table.attrs.values())


@pytest.mark.parametrize("name", CALLS)
def test_no_tokens_give_all_columns_and_a_reason(name, corpus):
    tokens, articles = corpus
    nothing, whole = CALLS[name](tokens.iloc[:0], articles), CALLS[name](tokens, articles)
    assert nothing.columns.tolist() == whole.columns.tolist()
    if name == "multiverse":
        assert set(nothing["detail"]) == {"not found, so not checked: does not occur"}
    else:
        assert nothing.empty
        assert nothing.attrs["note"]


@pytest.mark.parametrize("name", CALLS)
def test_tokens_of_other_articles_are_one_sentence(name, corpus):
    tokens, articles = corpus
    with pytest.raises(ValueError, match="articles has none of the article_ids of tokens"):
        CALLS[name](tokens, articles.set_axis([f"b{number}" for number in range(16)]))


@pytest.mark.parametrize("name", CALLS)
def test_a_missing_column_of_the_tokens_is_named(name, corpus):
    tokens, articles = corpus
    with pytest.raises(ValueError, match="tokens has no column 'segment'"):
        CALLS[name](tokens.drop(columns="segment"), articles)

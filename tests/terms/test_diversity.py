"""Diversity: means of articles that are long enough, in reading order."""

import numpy as np
import pandas as pd
import pytest
from helpers import words

from toolkit.statistics import measures
from toolkit.statistics.intervals import ratio_intervals
from toolkit.terms.diversity import lexical_diversity

OUTLETS = pd.Series({"a0": "Sun", "a1": "Star", "a2": "Sun", "a3": "Star"})


def test_diversity_is_the_mean_of_articles_long_enough():
    long = "a b c d e f g h i j".split() * 6
    tokens = words([" ".join(long)], ["a b"], [" ".join(long[:50])])
    table = lexical_diversity(tokens, OUTLETS).set_index("group")
    assert table["articles"].to_dict() == {"Star": 0, "Sun": 2}
    assert table.loc["Star", "reason"] == "no article of 50 words or more"
    assert table.loc["Sun", "words"] == 55
    assert table.loc["Sun", "mtld"] == pytest.approx(np.mean([measures.mtld(long), measures.mtld(long[:50])]))
    assert table.loc["Sun", "mattr"] == pytest.approx(0.2)


def test_fifty_words_are_long_enough_and_49_are_not():
    tokens = words([" ".join(map(str, range(50)))], [" ".join(map(str, range(49)))])
    assert lexical_diversity(tokens)["articles"].tolist() == [1, 0]


def test_ttr_may_not_be_compared_where_one_article_is_more_than_twice_as_long():
    for longest, reason in ((100, ""), (101, "ttr: lengths differ; ")):
        tokens = words([" ".join("ab" * 25)], [], [" ".join(["a"] * longest)])
        assert lexical_diversity(tokens, OUTLETS)["reason"].tolist() == [
            f"{reason}no interval: 2 events, 5 needed"
        ]
        assert lexical_diversity(tokens)["reason"].tolist() == ["", ""]


def test_means_have_intervals_over_events():
    texts = [["a b c d e f g h i j".split() * 6, "a b c d e f".split() * 10][k % 3 == 0] for k in range(12)]
    tokens = words(*([" ".join(text)] for text in texts))
    articles = pd.DataFrame({"outlet": "Sun", "event": [f"e{k // 2}" for k in range(12)]})
    articles.index = [f"a{k}" for k in range(12)]
    row = lexical_diversity(tokens, articles, by="outlet", block="event").iloc[0]
    values = np.array([measures.mtld(text) for text in texts])
    low, high, _ = ratio_intervals(values.reshape(6, 2).sum(axis=1)[:, None], np.full(6, 2), part=False)
    assert row[["mtld_low", "mtld_high"]].tolist() == pytest.approx([low[0], high[0]])
    assert row["mtld_low"] < row["mtld"] < row["mtld_high"]
    alone = lexical_diversity(tokens, articles, by="outlet").iloc[0]
    assert alone["mtld_low"] != row["mtld_low"]
    few = lexical_diversity(tokens, articles.iloc[:8], by="outlet", block="event").iloc[0]
    assert few["reason"] == "no interval: 4 events, 5 needed"
    with pytest.raises(ValueError, match="block 'event' is a column of the articles; give articles as well"):
        lexical_diversity(tokens, articles["outlet"], block="event")


def test_each_article_is_a_row_without_groups_and_has_no_row_without_words():
    tokens = words(["a b"], [], ["c"])
    assert lexical_diversity(tokens)["group"].tolist() == ["a0", "a2"]
    articles = pd.DataFrame({"outlet": OUTLETS})
    assert lexical_diversity(tokens, articles.iloc[2:])["group"].tolist() == ["a2"]
    assert lexical_diversity(tokens, articles, by="outlet")["group"].tolist() == ["Sun"]
    assert lexical_diversity(tokens.iloc[:0]).attrs["note"] == "None of the articles has words to count."


def test_words_are_read_in_the_order_of_the_text():
    text = " ".join("a b c d e f g h i j".split() * 3 + ["a"] * 30)
    tokens = words([text])
    shuffled = tokens.sample(frac=1, random_state=0)
    pd.testing.assert_frame_equal(lexical_diversity(shuffled), lexical_diversity(tokens))

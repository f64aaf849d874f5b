import numpy as np
import pandas as pd
import pytest

from toolkit.corpus.events import group_events
from toolkit.corpus.tokens import tokenize
from toolkit.corpus.vectors import pair_similarity


def corpus(*texts, headlines=()):
    """Articles of one day and their tokens; the first sentence of those in `headlines` is a headline."""
    ids = [f"a{n}" for n in range(len(texts))]
    articles = pd.DataFrame({"text": texts, "published": pd.Timestamp("2024-10-18", tz="UTC")}, index=ids)
    rows = []
    for key, text in zip(ids, texts, strict=True):
        cut = text.index(".") + 1 if key in headlines else 0
        rows += [(key, 0, cut, "headline")] * (cut > 0) + [(key, cut, len(text), "body")]
    return articles, tokenize(articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"]))


def cosine(*texts, **options):
    articles, tokens = corpus(*texts, **options)
    return pair_similarity(tokens, articles)["cosine"].to_list()


def test_a_word_of_a_headline_counts_three_times():
    texts = ["ferry. storm", "ferry. harbour"]
    plain, told = cosine(*texts), cosine(*texts, headlines=("a0", "a1"))
    common, own = (
        np.log(3 / 2),
        np.log(3),
    )  # weights of the shared word, of the others
    tf = 1 + np.log(3)
    assert plain == pytest.approx([common**2 / (common**2 + own**2)])
    assert told == pytest.approx([(tf * common) ** 2 / ((tf * common) ** 2 + own**2)])


@pytest.mark.parametrize(("others", "pairs"), [(7, 1), (8, 0)])
def test_pairs_below_a_cosine_of_five_hundredths_are_left_out(others, pairs):
    first, second = (" ".join(f"{letter}{n}" for n in range(others)) for letter in "xy")
    shared, own = 3 * np.log(3 / 2) ** 2, others * np.log(3) ** 2  # three words of both, the others of one
    assert (shared / (shared + own) >= 0.05) == bool(pairs)
    assert len(cosine(f"ferry sank storm {first}", f"ferry sank storm {second}")) == pairs


def test_events_are_the_groups_whose_mean_cosine_reaches_the_threshold():
    articles, tokens = corpus("ferry sank storm", "ferry sank wind", "budget vote tax", "ferry budget")
    pairs = pair_similarity(tokens, articles)
    near = pairs[(pairs["article_a"] == "a0") & (pairs["article_b"] == "a1")]["cosine"].iloc[0]
    together = group_events(articles, tokens, threshold=near - 0.01)["event"]
    apart = group_events(articles, tokens, threshold=near + 0.01)["event"]
    assert together["a0"] == together["a1"]
    assert apart["a0"] != apart["a1"]


def test_a_chain_of_like_pairs_is_no_event():
    articles, tokens = corpus("ferry sank storm", "ferry sank storm budget vote tax", "budget vote tax")
    near = pair_similarity(tokens, articles)["cosine"]
    assert len(near) == 2
    events = group_events(articles, tokens, threshold=0.9 * near.min())["event"]
    assert sorted(events.value_counts()) == [1, 2]  # the mean of a third article's pairs is half of that


def test_nothing_in_common_says_so_and_days_are_no_negative_number():
    articles, tokens = corpus("ferry sank", "budget vote")
    assert pair_similarity(tokens, articles).attrs["note"].startswith("No two of 2 articles")
    with pytest.raises(ValueError, match="days must be 0 or more, or None, not -1"):
        pair_similarity(tokens, articles, days=-1)


def test_events_fit_the_articles_by_their_index():
    articles, tokens = corpus("ferry sank storm", "budget vote tax", "ferry sank wind")
    articles["event"] = group_events(articles, tokens)["event"]
    assert articles["event"].to_list() == ["event-0001", "event-0002", "event-0001"]
    assert group_events(articles[1:], tokens)["article_id"].to_list() == ["a1", "a2"]

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


def test_words_of_the_headline_count_three_times_and_headlines_are_a_fifth():
    texts = ["ferry. storm", "ferry. harbour"]
    plain, told = cosine(*texts), cosine(*texts, headlines=("a0", "a1"))
    common, own = np.log(3 / 2), np.log(3)  # weights of the shared word, of the others
    first, lead = (1 + np.log(3)) * common, (1 + np.log(2)) * own
    assert plain == pytest.approx([0.8 * common**2 / (common**2 + own**2)])
    assert told == pytest.approx([0.8 * first**2 / (first**2 + lead**2) + 0.2])


def test_words_are_their_first_five_letters_and_stop_words_are_none():
    assert cosine("strikers it", "striking of") == pytest.approx([0.8])


def test_names_weigh_a_quarter_more():
    common, own = np.log(3 / 2), np.log(3)
    plain, named = cosine("seen roe storm", "seen roe harbour"), cosine("seen Roe storm", "seen Roe harbour")
    assert plain == pytest.approx([0.8 * 2 * common**2 / (2 * common**2 + own**2)])
    shared = common**2 + (1.25 * common) ** 2
    assert named == pytest.approx([0.8 * shared / (shared + own**2)])


def test_the_hundred_words_after_the_headline_count_twice():
    def article(word):
        return "ferry. " + "the " * 99 + f"{word} sank"  # the hundredth word, and the one after it

    common, own = np.log(3 / 2), np.log(3)
    first, lead = (1 + np.log(3)) * common, (1 + np.log(2)) * own
    shared = first**2 + common**2
    found = cosine(article("storm"), article("wind"), headlines=("a0", "a1"))
    assert found == pytest.approx([0.8 * shared / (shared + lead**2) + 0.2])


@pytest.mark.parametrize(("others", "pairs"), [(6, 1), (7, 0)])
def test_pairs_below_a_cosine_of_five_hundredths_are_left_out(others, pairs):
    first, second = (" ".join(f"{letter}{n}" for n in range(others)) for letter in "xy")
    shared, own = 3 * np.log(3 / 2) ** 2, others * np.log(3) ** 2  # three words of both, the others of one
    assert (0.8 * shared / (shared + own) >= 0.05) == bool(pairs)
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


def test_no_articles_have_no_events():
    articles, tokens = corpus("ferry sank")
    assert group_events(articles[:0], tokens[:0]).empty


def test_events_fit_the_articles_by_their_index():
    articles, tokens = corpus("ferry sank storm", "budget vote tax", "ferry sank wind")
    articles["event"] = group_events(articles, tokens)["event"]
    assert articles["event"].to_list() == ["event-0001", "event-0002", "event-0001"]
    assert group_events(articles[1:], tokens)["article_id"].to_list() == ["a1", "a2"]


STORIES = (
    "ferry storm harbour rescue captain",
    "teachers strike school union pay",
    "budget vote council taxes mayor",
)


def test_the_cut_is_the_one_that_divides_the_articles_best():
    words = [story.split() for story in STORIES]
    long = [" ".join([*story, *(f"{n}{k}" for k in range(6))]) for n, story in enumerate(words) for _ in "ab"]
    for texts in ([story for story in STORIES for _ in "ab"], long):
        articles, tokens = corpus(*texts)
        assert group_events(articles, tokens)["event"].to_list() == [
            f"event-000{n}" for n in (1, 1, 2, 2, 3, 3)
        ]


def test_two_articles_of_one_outlet_are_taken_for_less_alike():
    articles, tokens = corpus("ferry sank storm wave", "ferry sank storm wind")
    articles["outlet"] = ["Beacon", "Ledger"]
    score = group_events(articles, tokens)["score"].iloc[0]
    articles["outlet"] = "Beacon"
    assert group_events(articles, tokens)["score"].iloc[0] == pytest.approx(0.7 * score)
    articles["outlet"] = ""
    assert group_events(articles, tokens)["score"].iloc[0] == pytest.approx(score)

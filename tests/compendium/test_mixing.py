import re

import pandas as pd
import pytest
from helpers import corpus
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.compendium.mixing import mix_words, unmixed
from toolkit.report.excerpts import limit_to

LETTERS = st.sampled_from("a b c d e f g h i j k l".split())

SENTENCES = st.lists(st.lists(LETTERS, min_size=1, max_size=9), min_size=4, max_size=12)
TEXTS = SENTENCES.filter(lambda text: len(set().union(*text)) > 5)  # of fewer words there is no other order


def fives(words):
    return {tuple(words[place : place + 5]) for place in range(len(words) - 4)}


def words_of(text):
    return [word.casefold() for word in re.findall(r"[^\W_]+", text)]


def mixed(articles, tokens):
    return mix_words(tokens, articles, limit_to(4, articles["text"]))


def same(one, other):
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert one.attrs["caption"] == other.attrs["caption"]


def test_tables_of_terms_come_out_the_same_from_the_mixed_words_of_the_sample(sample):
    words, again = mixed(sample.articles, sample.tokens)
    tokens = unmixed(words)
    assert list(words) == ["article_id", "segment", "sentence", "term"]
    assert not again.any()
    for made in (
        lambda tokens: tk.term_frequencies(tokens, sample.articles, by="outlet", block="event"),
        lambda tokens: tk.compare_outlets(tokens, sample.articles),
        lambda tokens: tk.keyness(tokens, sample.articles, "Meridian", stop_words=tk.load_stop_words()),
        lambda tokens: tk.term_trends(tokens, sample.articles, ["the", "strike*"], by="outlet"),
        lambda tokens: tk.lockwords(tokens, sample.articles),
    ):
        same(made(tokens), made(sample.tokens))
    text = fives([word for term in words["term"] for word in words_of(term)])
    assert not text & set().union(*(fives(words_of(text)) for text in sample.articles["text"]))


@settings(max_examples=25)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_no_run_of_five_words_is_left_and_no_word_is_lost(texts):
    texts = [". ".join(" ".join(sentence) for sentence in text).title() + "." for text in texts]
    events = [f"e{number // 2}" for number in range(len(texts))]
    articles, tokens = corpus(*texts, event=events)
    words, _ = mixed(articles, tokens)
    runs = set().union(*(fives(words_of(text)) for text in texts))
    for read in (words["term"].tolist(), words["term"].tolist()[::-1]):
        assert not fives(read) & runs
    for column in (["article_id", "segment", "term"], ["article_id", "segment", "sentence"]):
        assert (
            words.value_counts(column).to_dict() == tokens.value_counts(column).loc[lambda n: n > 0].to_dict()
        )


def test_a_version_of_another_article_is_told_for_mixed_words_do_not_show_it():
    text = "The ferry sank off Lowmere on Friday night and nobody was hurt, the harbour office said."
    articles, tokens = corpus(
        text, f"{text} It was dark.", text, outlet=["Beacon", "Beacon", "Ledger"], event="e"
    )
    words, again = mixed(articles, tokens)
    assert again.to_dict() == {"a0": False, "a1": True, "a2": False}
    table = tk.compare_outlets(unmixed(words), articles[~again])
    same(table, tk.compare_outlets(tokens, articles))


def test_an_article_of_one_word_five_times_cannot_be_mixed():
    articles, tokens = corpus("Row row row row row.", "The boat sank in the night.", event="e")
    with pytest.raises(ValueError, match="words of article 'a0' are too few to be mixed"):
        mixed(articles, tokens)


def test_a_word_of_many_hyphens_is_one_word_and_no_run():
    articles, tokens = corpus("A never-to-be-forgotten-by-us day, it was said here.", "Rain fell.", event="e")
    assert "never-to-be-forgotten-by-us" in set(mixed(articles, tokens)[0]["term"])

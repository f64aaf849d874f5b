import numpy as np
import pandas as pd
import pytest

from toolkit.matters.contexts import (
    added,
    content_words,
    contexts_of,
    rarity,
    sentences_around,
    stem,
    whole_of,
    words_shared,
)


def claims(texts, *spans, event="pit"):
    """Claims at the given words of texts by name, given as (name, words)."""
    starts = [texts[name].index(words) for name, words in spans]
    table = pd.DataFrame({"article_id": [name for name, _ in spans], "start": starts, "event": event})
    return table.assign(end=table["start"] + [len(words) for _, words in spans])


def counted(texts):
    return whole_of(pd.DataFrame({"text": texts}))


def stems_of(contexts, row):
    return {contexts.stems[code] for code in contexts.words[[row]].tocoo().coords[1]}


@pytest.mark.parametrize(
    ("word", "cut"), [("deployment", "deploy"), ("boots", "boot"), ("bus", "bus"), ("bosses", "bosse")]
)
def test_a_stem_is_six_letters_or_has_no_plural_s(word, cut):
    assert stem(word) == cut


def test_content_words_are_no_grammar_no_numbers_and_nothing_below_three_letters():
    assert content_words("The 12 boots of Ed were at the Quay") == ["boot", "quay"]


def test_a_word_is_rare_by_the_share_of_news_and_the_articles_that_have_it():
    found = rarity(counted(["pit and pits", "mill", "said"]), ["pit", "said"])
    assert found == pytest.approx(np.log([503 / (500 * 0.004 + 1), 503 / (500 * 0.5 + 1)]))


def test_the_sentence_around_a_claim_is_that_in_which_it_begins():
    texts = {"a": "One fell. At the pit 12 men died. They left."}
    first, last = sentences_around(claims(texts, ("a", "12 men"), ("a", "died. They")), texts)
    assert first.tolist() == [10, 10]
    assert texts["a"][first[0] : last[0]].strip() == "At the pit 12 men died."
    assert last[1] == texts["a"].index("They") + 4  # a claim is never cut


def test_contexts_hold_the_words_of_the_sentence_and_those_that_follow_the_number():
    texts = {"a": "The mill fell. At the Oxford pit 12 young men of the north died there. Boots."}
    contexts = contexts_of(claims(texts, ("a", "12")), texts, counted(texts))
    assert stems_of(contexts, 0) == {"oxford", "pit", "young", "men", "north", "died"}
    assert [contexts.stems[code] for code in contexts.after[0]] == ["young", "men", "of", "the"]


def test_words_are_summed_in_the_order_of_the_alphabet_whatever_else_is_compared():
    texts = {"a": "Vale, Oxford and Quay lost 12 men.", "b": "Quay and Ely lost 12 men."}
    table = claims(texts, ("a", "12"), ("b", "12"))
    for rows in (table, table.iloc[:1], table.iloc[1:]):
        contexts = contexts_of(rows, texts, counted(texts))
        assert contexts.stems == sorted(contexts.stems)
        assert contexts.words.has_sorted_indices


def test_where_a_sentence_ends_no_words_follow():
    texts = {"a": "At the pit they counted 12 men. Boots fell."}
    contexts = contexts_of(claims(texts, ("a", "12")), texts, counted(texts))
    assert [contexts.stems[code] for code in contexts.after[0, :1]] == ["men"]
    assert contexts.after[0, 1:].tolist() == [-1, -1, -1]


def test_telling_words_are_rare_among_the_sentences_of_the_event():
    texts = {"a": "Men left Oxford 12 times.", "b": "Men left Vale 12 times."}
    table = claims(texts, ("a", "12"), ("b", "12"))
    contexts = contexts_of(table, texts, counted(texts))
    words, telling = contexts.words.toarray()[0], contexts.telling.toarray()[0]
    share = dict(zip(contexts.stems, telling / np.where(words, words, 1), strict=True))
    assert share["oxford"] == pytest.approx(np.log(3 / 1.5))
    assert share["men"] == pytest.approx(np.log(3 / 2.5))
    many = contexts_of(pd.concat([table] * 3), texts, counted(texts))  # two sentences still
    assert many.telling.toarray()[0] == pytest.approx(telling)


def test_sentences_of_no_event_are_told_apart_by_article():
    texts = {"a": "Men left Oxford 12 times.", "b": "Men left Vale 12 times."}
    table = claims(texts, ("a", "12"), ("b", "12"), event="")
    together, alone = (contexts_of(rows, texts, counted(texts)) for rows in (table, table.iloc[:1]))
    assert together.telling.sum(axis=1)[0] == alone.telling.sum(axis=1)[0] > 0


def test_what_is_counted_of_parts_adds_up():
    articles = pd.DataFrame({"text": ["Pits and pit", "Mill pit", "Fog"], "event": ["x", "x", ""]})
    whole = whole_of(articles)
    assert whole[:2] == (3, 1)
    assert whole.words == {"pit": 2, "and": 1, "mill": 1, "fog": 1}
    assert added(map(whole_of, (articles.iloc[:2], articles.iloc[2:]))) == whole
    assert whole_of(articles.drop(columns="event")).events == 0


def test_a_word_that_every_sentence_has_still_tells_a_little():
    texts = {"a": "Men left 12 times."}
    contexts = contexts_of(claims(texts, ("a", "12")), texts, counted(texts))
    assert contexts.telling.toarray()[0] == pytest.approx(contexts.words.toarray()[0] * np.log(2 / 1.5))
    texts = dict.fromkeys("abcdefghijk", "Men left 12 times.")
    contexts = contexts_of(claims(texts, *((name, "12") for name in texts)), texts, counted(texts))
    assert contexts.telling.toarray()[0] == pytest.approx(contexts.words.toarray()[0] * 0.1)


def test_words_are_shared_as_the_first_sentence_writes_them_the_rarest_first():
    texts = {"a": "Oxford police counted 12 Boots.", "b": "Boot police in Oxford counted 14."}
    table = claims(texts, ("a", "12"), ("b", "14"))
    contexts = contexts_of(table, texts, counted(texts))
    sides = np.array([0, 1]), np.array([1, 0])
    assert words_shared(contexts, table, texts, *sides, most=2) == ["Boots, Oxford", "Boot, Oxford"]
    none = np.empty(0, int)
    assert words_shared(contexts, table, texts, none, none) == []


def test_no_claims_have_empty_contexts():
    none = claims({"a": "Text."}, ("a", "Text")).iloc[:0]
    contexts = contexts_of(none, {"a": "Text."}, counted({"a": "Text."}))
    assert contexts.words.shape == (0, 0)
    assert contexts.after.shape == (0, 4)

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.corpus.counts import count_matrix, count_terms, dispersion, load_stop_words
from toolkit.statistics import measures
from toolkit.terms.association import collocates, phrases
from toolkit.terms.diversity import lexical_diversity
from toolkit.terms.frequency import lockwords, term_frequencies
from toolkit.terms.places import term_positions, term_trends

KINDS = ["headline", "body", "caption"]
TEXTS = st.lists(st.lists(st.text("abc ", max_size=12), max_size=3), min_size=1, max_size=4)


def words(*articles):
    """Tokens of articles given as lists of sentences; a sentence may be a (text, segment) pair."""
    rows, start = [], 0
    for number, sentences in enumerate(articles):
        for place, sentence in enumerate(sentences):
            text, kind = (sentence, "body") if isinstance(sentence, str) else sentence
            for term in text.split():
                rows.append((f"a{number}", 0, place, start, start + len(term), term, kind))
                start += len(term) + 1
        start = 0
    columns = ["article_id", "paragraph", "sentence", "start", "end", "term", "segment"]
    tokens = pd.DataFrame(rows, columns=columns)
    tokens["article_id"] = pd.Categorical(tokens["article_id"], [f"a{i}" for i in range(len(articles))])
    tokens["term"] = pd.Categorical(tokens["term"])
    tokens["segment"] = pd.Categorical(tokens["segment"], KINDS)
    return tokens


OUTLETS = pd.Series({"a0": "Sun", "a1": "Star", "a2": "Sun", "a3": "Star"})


def test_count_matrix_has_a_row_for_every_article_and_sorted_terms():
    matrix, ids, terms = count_matrix(words(["b a b"], [], ["c a"]))
    assert ids.tolist() == ["a0", "a1", "a2"]
    assert terms.tolist() == ["a", "b", "c"]
    assert matrix.toarray().tolist() == [[1, 2, 0], [0, 0, 0], [1, 0, 1]]


@given(TEXTS, st.integers(1, 3))
@settings(deadline=None)
def test_ngrams_equal_a_count_sentence_by_sentence(texts, n):
    expected = [
        Counter(
            " ".join(sentence.split()[i : i + n])
            for sentence in sentences
            for i in range(len(sentence.split()) - n + 1)
        )
        for sentences in texts
    ]
    matrix, _, terms = count_matrix(words(*texts), ngram=n)
    found = [{t: int(c) for t, c in zip(terms, row, strict=True) if c} for row in matrix.toarray()]
    assert found == [dict(row) for row in expected]


def test_ngrams_do_not_bridge_a_word_that_was_filtered_out():
    # Published counts of quanteda.textstats' collocation tests: a removed token leaves a gap.
    texts = ["a b c . . a b c . . a b c . . . a b c", "a b . . a b . . a b . . a b . a b"]
    tokens = words(*([text] for text in texts))
    tokens = tokens[tokens["term"] != "."]
    assert count_terms(tokens, ngram=2).values.tolist() == [["a b", 9], ["b c", 4]]
    assert count_terms(tokens, ngram=3).values.tolist() == [["a b c", 4]]


def test_ties_are_alphabetical_and_groups_add_up():
    table = count_terms(words(["b a"], ["a b c"], ["b"]), OUTLETS)
    assert table.columns.tolist() == ["term", "n", "Star", "Sun"]
    assert table.values.tolist() == [["b", 3, 1, 2], ["a", 2, 1, 1], ["c", 1, 1, 0]]


def test_captions_count_only_when_asked_for():
    tokens = words([("war", "headline"), "war now", ("war photo", "caption")])
    assert count_terms(tokens)["n"].tolist() == [2, 1]
    assert count_terms(tokens, segments=None)["n"].sum() == len(tokens)
    assert "headline, body" in count_terms(tokens).attrs["caption"]


def test_frequencies_on_paper_by_a_column_of_the_tokens():
    tokens = words(["a a b"], ["a"], [])
    tokens["voice"] = ["own", "own", "attributed", "own"]
    table = term_frequencies(tokens, "voice")
    assert table["group"].tolist() == ["attributed", "own"]
    own = table.iloc[1]
    assert own[["n", "share", "per_thousand", "articles", "share_articles"]].tolist() == [3, 1, 1000, 2, 1]
    assert own["dp"] == 0


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_shares_sum_to_1_and_dispersion_equals_the_formulas(texts):
    tokens = words(*texts)
    frequencies, table = term_frequencies(tokens), dispersion(tokens)
    assert frequencies["share"].sum() == pytest.approx(1) or tokens.empty
    matrix, _, terms = count_matrix(tokens)
    dense = matrix.toarray()[matrix.toarray().sum(axis=1) > 0]
    if len(dense) < 2:
        assert table["dp"].isna().all()
        return
    for term, row in table.set_index("term").iterrows():
        counts = dense[:, list(terms).index(term)]
        for measure in ("dp", "dp_norm", "juilland_d"):
            assert row[measure] == pytest.approx(getattr(measures, measure)(counts, dense.sum(axis=1)))


def test_one_article_has_no_dispersion_and_says_so():
    table = dispersion(words(["a b"]))
    assert table["dp"].isna().all()
    assert "Fewer than two articles" in table.attrs["note"]


def test_shipped_stop_words_keep_negation_modals_and_contrast():
    stop_words = load_stop_words()
    assert {"the", "of", "is"} <= stop_words
    kept = "no not never nor without can could may might must should will would but however only if".split()
    assert not stop_words & set(kept)
    table = count_terms(words(["the army will not leave"]), stop_words=stop_words)
    assert table["term"].tolist() == ["army", "leave", "not", "will"]
    assert f"{len(stop_words)} stop words left out" in table.attrs["caption"]


def test_a_stop_list_of_ones_own(tmp_path):
    (tmp_path / "mine.toml").write_text('mine = ["army"]\nmore = ["leave"]\n', "utf-8")
    assert load_stop_words(tmp_path / "mine.toml") == {"army", "leave"}


def test_phrases_stay_inside_sentences_and_off_stop_words():
    tokens = words(["the gun law", "gun law of"], ["a gun law", "law gun"])
    table = phrases(tokens, min_count=2, stop_words=["the"])
    assert table["term"].tolist() == ["gun law"]
    # 3 of the 3 pairs that begin with gun and of the 3 that end with law; 7 pairs in all.
    assert table.loc[0, ["n", "articles", "log_dice"]].tolist() == [3, 2, 14]
    assert table.loc[0, "pmi"] == pytest.approx(np.log2(3 * 7 / (3 * 3)))


def test_phrases_equally_strong_run_by_n_then_term_and_rare_ones_are_left_out():
    tokens = words(*[["c d", "a b", "e f"]] * 5, ["e f"], ["g h"])
    table = phrases(tokens)
    assert table[["term", "n", "log_dice"]].values.tolist() == [
        ["e f", 6, 14],
        ["a b", 5, 14],
        ["c d", 5, 14],
    ]


def test_a_phrase_of_three_is_as_strong_as_its_weaker_split():
    tokens = words(["x y z"], ["x y z"], ["x y w"], ["q w z"], ["q w z"])
    table = phrases(tokens, min_count=2).set_index("term")
    # x | y z: 2 of 3 and 2; x y | z: 2 of 3 and 4, as q w z ends in z too.
    assert table.loc["x y z", "log_dice"] == pytest.approx(float(measures.log_dice(2, 3, 4)))
    assert "z x" not in table.index


def test_collocates_on_paper():
    tokens = words(["big war ends", "war war big news"], ["big news"])
    table = collocates(tokens, "war", window=1, min_count=1).set_index("term")
    # Near war, in its sentence: big and ends; big. Of 9 words 3 are near.
    assert table["n"].to_dict() == {"big": 2, "ends": 1}
    assert table.loc["big", "expected"] == pytest.approx(3 * 3 / 9)
    assert table.loc["big", "g2"] == pytest.approx(float(measures.log_likelihood(2, 1, 3, 6)))
    assert table.loc["big", "log_dice"] == pytest.approx(float(measures.log_dice(2, 3, 3)))
    sentence = collocates(tokens, "war", window="sentence", min_count=1).set_index("term")
    assert sentence["n"].to_dict() == {"big": 2, "ends": 1, "news": 1}


@given(TEXTS, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_collocates_equal_a_walk_through_each_sentence(texts, window):
    expected = Counter()
    for sentence in (sentence.split() for sentences in texts for sentence in sentences):
        nodes = [i for i, term in enumerate(sentence) if term == "a"]
        expected.update(
            term
            for i, term in enumerate(sentence)
            if term != "a" and any(abs(i - node) <= window for node in nodes)
        )
    table = collocates(words(*texts), "a", window=window, min_count=1)
    assert dict(zip(table["term"], table["n"], strict=True)) == dict(expected)


@pytest.mark.parametrize("window", [0, -1, "paragraph", 2.5])
def test_a_window_that_is_none_is_named(window):
    with pytest.raises(ValueError, match="is neither a number of words above 0 nor 'sentence'"):
        collocates(words(["a b"]), "a", window=window)


def test_phrases_of_one_word_are_refused():
    with pytest.raises(ValueError, match="max_words must be 2 or more, not 1"):
        phrases(words(["a b"]), max_words=1)


def test_unknown_segment_and_missing_column_are_named():
    with pytest.raises(ValueError, match="segments 'title'"):
        count_terms(words(["a"]), segments=["title"])
    with pytest.raises(ValueError, match="tokens has no column 'voice'"):
        count_terms(words(["a"]), by="voice")


def test_lockwords_are_shared_within_events():
    tokens = words(["war now"], ["war peace"], ["war"], ["peace"])
    articles = pd.DataFrame({"event": ["e", "e", "f", "f"], "outlet": OUTLETS}, index=OUTLETS.index)
    table = lockwords(tokens, articles)
    assert table["term"].tolist() == ["war"]
    row = table.loc[0, ["n", "articles", "outlets", "events", "events_shared", "share_shared"]]
    assert row.tolist() == [3, 3, 2, 2, 1, 0.5]
    assert table.loc[0, "lowest_per_thousand"] == pytest.approx(1000 / 3)
    assert table.loc[0, "highest_per_thousand"] == pytest.approx(2000 / 3)
    nothing = lockwords(tokens, articles.assign(event=""))
    assert nothing.attrs["note"].startswith("No word is shared by every outlet")
    assert nothing.columns.tolist() == table.columns.tolist()


def test_lockwords_have_a_like_rate_in_every_outlet():
    tokens = words(["war war war town x"], ["war town y y y"])
    articles = pd.DataFrame({"event": "e", "outlet": ["Sun", "Star"]}, index=["a0", "a1"])
    assert lockwords(tokens, articles)["term"].tolist() == ["town"]
    assert lockwords(tokens, articles, max_ratio=3)["term"].tolist() == ["town", "war"]
    assert lockwords(tokens, articles, max_ratio=np.inf)["term"].tolist() == ["town", "war"]
    assert lockwords(tokens, articles, stop_words=["town"]).empty
    assert "at most 2 times the lowest" in lockwords(tokens, articles).attrs["caption"]
    third = pd.DataFrame({"event": ["e", "e", "f"], "outlet": ["Sun", "Star", "Moon"]}, ["a0", "a1", "a2"])
    assert lockwords(words(["town"], ["town"], ["z"]), third).empty
    with pytest.raises(ValueError, match=r"max_ratio must be 1 or more, not 0\.5"):
        lockwords(tokens, articles, max_ratio=0.5)


def test_diversity_is_the_mean_of_articles_long_enough():
    long = "a b c d e f g h i j".split() * 6
    tokens = words([" ".join(long)], ["a b"], [" ".join(long[:50])])
    table = lexical_diversity(tokens, OUTLETS).set_index("group")
    assert table["articles"].to_dict() == {"Star": 0, "Sun": 2}
    assert table.loc["Star", "reason"] == "no article of 50 words or more"
    assert table.loc["Sun", "words"] == 55
    assert table.loc["Sun", "mtld"] == pytest.approx(np.mean([measures.mtld(long), measures.mtld(long[:50])]))
    assert table.loc["Sun", "mattr"] == pytest.approx(0.2)


def test_positions_are_shares_of_the_articles_words():
    table = term_positions(words(["war b war c"], ["d war"]), ["war", "b war"], OUTLETS)
    assert table[["article_id", "group", "term", "words", "position"]].values.tolist() == [
        ["a0", "Sun", "war", 4, 0.0],
        ["a0", "Sun", "b war", 4, 0.25],
        ["a0", "Sun", "war", 4, 0.5],
        ["a1", "Star", "war", 2, 0.5],
    ]
    assert term_positions(words(["a"]), "peace").attrs["note"] == "'peace' does not occur."


def test_trends_are_rates_of_a_period_and_undated_articles_are_left_out():
    dates = pd.to_datetime(["2026-03-01", "2026-03-01", None, "2026-03-03"], utc=True)
    articles = pd.DataFrame({"published": dates, "outlet": OUTLETS}, index=OUTLETS.index)
    tokens = words(["war b"], ["c d"], ["war"], ["war war e"])
    table = term_trends(tokens, articles, "war")
    assert table[["n", "words", "articles"]].values.tolist() == [[1, 4, 2], [2, 3, 1]]
    assert table["per_thousand"].tolist() == pytest.approx([250, 2000 / 3])
    assert table.attrs["note"] == "1 articles without a date of publication are left out."
    by_outlet = term_trends(tokens, articles, "war", by="outlet")
    assert by_outlet.groupby("group")["n"].sum().to_dict() == {"Star": 2, "Sun": 1}


@pytest.mark.parametrize("function", [count_terms, term_frequencies, dispersion, phrases, lexical_diversity])
def test_no_tokens_give_an_empty_table(function):
    tokens = words(["a b"])
    before = tokens.copy()
    assert function(tokens.iloc[:0]).empty
    function(tokens)
    pd.testing.assert_frame_equal(tokens, before)

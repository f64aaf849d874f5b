"""Own tokens: of a tokenizer, or in a table, they count everywhere as the toolkit's own do."""

import warnings
from collections import Counter

import pandas as pd
import pytest

import toolkit as tk
from toolkit.exchange.own import check_tokens
from toolkit.framing.codebook import load_codebook

SHARED = "风暴摧毁了部分城墙，许多船只受损"
BEACON = f"市长说港口将关闭到星期五。{SHARED}。市长星期一表示重建需要两年。港口工人要求赔偿。"
LEDGER = f"港口工人说市长没有警告他们。{SHARED}。工会星期一批评市政府。赔偿仍然没有确定。"


def bigrams(sentence):
    """A toy tokenizer: what stands between marks, cut after every second character."""
    text = "".join(c if c.isalnum() else " " for c in sentence)
    return [part[place : place + 2] for part in text.split() for place in range(0, len(part), 2)]


@pytest.fixture(scope="module")
def articles():
    events = [f"e{number}" for number in range(8) for _ in range(2)]
    ids = pd.Index([f"a{number}" for number in range(16)], name="article_id")
    texts, outlets = [BEACON, LEDGER] * 8, ["Beacon", "Ledger"] * 8
    published = pd.date_range("2024-01-01", periods=16, tz="UTC")
    columns = {"event": events, "outlet": outlets, "text": texts, "published": published}
    return pd.DataFrame(columns, index=ids)


@pytest.fixture(scope="module")
def tokens(articles):
    return tk.tokenize(articles, tokenizer=bigrams)


def count(text, term):
    return Counter(bigrams(text))[term]


def test_terms_are_counted_as_the_tokenizer_cuts_them(tokens, articles):
    table = tk.term_frequencies(tokens, articles, by="outlet")
    for group, text in (("Beacon", BEACON), ("Ledger", LEDGER)):
        found = table[table["group"] == group].set_index("term")["n"].to_dict()
        assert found == {term: 8 * n for term, n in Counter(bigrams(text)).items()}
    pairs = tk.term_frequencies(tokens, articles, ngram=2).set_index("term")["n"]
    assert pairs["港口 工人"] == 16
    assert "闭到 风暴" not in pairs.index


def test_what_sets_outlets_apart_is_found(tokens, articles):
    table = tk.keyness(tokens, articles, target="Beacon").set_index("term")
    assert table.loc["市长", ["n_target", "n_reference"]].to_list() == [16, 0]
    assert table.loc["市长", "p"] < 0.05
    both = tk.compare_outlets(tokens, articles)
    assert set(both["target"]) == {"Beacon", "Ledger"}


def test_a_number_opens_into_its_sentences(tokens, articles):
    rows = tk.concordance(tokens, articles, "港口 工人")
    assert (len(rows), set(rows["hit"])) == (16, {"港口工人"})
    assert set(rows["right"]) == {"要求赔偿。", "说市长没有警告他们。"}
    as_printed = tk.concordance(tokens, articles, "港口工人")
    pd.testing.assert_frame_equal(as_printed, rows)
    found = tk.evidence(tokens, articles, term="赔偿", outlet="Ledger")
    assert len(found) == 8 * count(LEDGER, "赔偿")
    assert set(found["right"]) == {"仍然没有确定。"}


def test_shared_passages_are_found(tokens, articles):
    passages = tk.find_reuse(tokens, articles)
    first = passages.iloc[0]
    assert BEACON[first["start_a"] : first["end_a"]] == SHARED
    assert LEDGER[first["start_b"] : first["end_b"]] == SHARED


def test_indicators_of_frames_are_found(tokens, articles, tmp_path):
    path = tmp_path / "codebook.toml"
    path.write_text(
        'name = "T"\n[frames.damage]\ndefinition = "d"\nindicators = ["赔偿", "港口 工人", "受损"]\n', "utf-8"
    )
    codebook = load_codebook(path)
    hits = tk.frame_hits(tokens, codebook, articles=articles)
    assert len(hits) == 8 * 6
    assert set(tk.frame_rates(hits, tokens, articles)["outlet"]) == {"Beacon", "Ledger"}


def test_measures_of_a_text_and_other_counts_work(tokens, articles):
    long = articles.assign(text=articles["text"] * 3)
    diversity = tk.lexical_diversity(tk.tokenize(long, tokenizer=bigrams), long, by="outlet")
    assert diversity["articles"].to_list() == [8, 8]
    assert tk.similarity(tokens, articles)["cosine"].between(0, 1).all()
    assert tk.term_trends(tokens, articles, ["港口"])["n"].sum() == 16
    assert len(tk.term_positions(tokens, "港口", articles)) == 16
    assert len(tk.group_events(articles, tokens)) == 16


def test_stop_words_are_any_collection_and_may_be_in_capitals(articles):
    tokens = tk.tokenize(articles, tokenizer=bigrams)
    for words in (["市长"], {"市长"}, pd.Series(["市长"]), "市长"):
        assert "市长" not in set(tk.term_frequencies(tokens, articles, stop_words=words)["term"])
    english = tk.tokenize(pd.DataFrame({"text": ["The port"]}, index=["a"]))
    assert tk.term_frequencies(english, stop_words=["THE"])["term"].to_list() == ["port"]


def test_lemmas_are_counted_in_the_place_of_words():
    articles = pd.DataFrame({"text": ["Ships sank. A ship sinks."]}, index=["a"])
    lemmas = {"Ships": "ship", "sank": "sink", "sinks": "sink"}

    def tagged(text):
        starts = [text.index(word) for word in text.rstrip(".").split()]
        return [(s, s + len(w), lemmas.get(w)) for s, w in zip(starts, text.rstrip(".").split(), strict=True)]

    tokens = tk.tokenize(articles, tokenizer=tagged)
    assert tokens["lemma"].to_list() == ["ship", "sink", "a", "ship", "sink"]
    lemmatised = tokens.assign(term=tokens["lemma"])
    found = tk.term_frequencies(lemmatised, stop_words=["a"])
    assert found[["term", "n"]].values.tolist() == [["ship", 2], ["sink", 2]]
    assert tk.concordance(lemmatised, articles, "sink")["hit"].to_list() == ["sank", "sinks"]


def test_chinese_is_cut_by_a_real_tokenizer(articles):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own regular expressions
        jieba = pytest.importorskip("jieba", reason="jieba is not installed")
        jieba.setLogLevel(60)
        tokens = tk.tokenize(articles, tokenizer=jieba.lcut)
    assert {"港口", "风暴", "城墙", "星期五"} <= set(tokens["term"])
    assert "".join(tokens[tokens["article_id"] == "a0"]["term"]) == "".join(filter(str.isalnum, BEACON))


OWN = pd.DataFrame(
    {"article_id": ["a", "a", "b"], "start": [11, 0, 0], "end": [15, 4, 3], "pos": ["N", "N", "P"]}
)


def test_a_table_is_completed():
    pages = pd.DataFrame({"text": ["Port shut. Ship", "Ida"]}, index=["a", "b"])
    body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [15, 3], "kind": ["body", "headline"]})
    table = check_tokens(OWN, pages, body)
    assert [*table] == [*tk.tokenize(pages, body), "pos"]
    assert table.drop(columns=["paragraph", "pos"]).values.tolist() == [
        ["a", 0, 0, 4, "port", "body", 0],
        ["a", 1, 11, 15, "ship", "body", 1],
        ["b", 0, 0, 3, "ida", "headline", 2],
    ]  # fmt: skip


def test_a_table_of_the_toolkit_comes_out_as_it_went_in(sample):
    shuffled = sample.tokens.sample(frac=1, random_state=0)
    table = check_tokens(shuffled, sample.articles, sample.segments)
    pd.testing.assert_frame_equal(table, sample.tokens[list(table)], check_categorical=False)


def test_terms_that_are_given_are_kept_and_other_articles_and_segments_left_out():
    pages = pd.DataFrame({"text": ["Port shut"]}, index=["a"])
    own = pd.DataFrame(
        {"article_id": ["a", "a", "z"], "start": [0, 5, 0], "end": [4, 9, 4], "term": list("xyz")}
    )
    body = pd.DataFrame({"article_id": ["a"], "start": [5], "end": [9], "kind": ["body"]})
    assert check_tokens(own, pages, body)["term"].to_list() == ["y"]
    assert len(check_tokens(own, pages, body[:0])) == 0
    assert len(check_tokens(own[:0], pages)) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"end": 99},
            "tokens has 1 that cannot be: the one from 0 to 99 of article 'a' is empty or outside",
        ),
        ({"end": 0}, "the one from 0 to 0 of article 'a' is empty or outside"),
        ({"start": -1}, "the one from -1 to 4 of article 'a' is empty or outside"),
        ({"end": 7}, "the one from 5 to 9 of article 'a' overlaps with the one before it"),
        ({"start": 6, "end": 12}, "runs over the end of its paragraph or segment"),
        ({"start": 0.5}, "tokens needs whole numbers in 'start', not float64"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_a_sentence(change, message):
    pages = pd.DataFrame({"text": ["Port shut\n\nShips"]}, index=["a"])
    rows = [{"article_id": "a", "start": 0, "end": 4} | change]
    if "end" in change and change["end"] == 7:
        rows.append({"article_id": "a", "start": 5, "end": 9})
    with pytest.raises(ValueError, match=message):
        check_tokens(pd.DataFrame(rows), pages)


def test_a_table_of_other_articles_is_refused():
    with pytest.raises(ValueError, match="tokens has none of the article_ids of articles; its first is 'a'"):
        check_tokens(OWN, pd.DataFrame({"text": ["x"]}, index=["z"]))


def test_columns_that_are_missing_are_named():
    with pytest.raises(
        ValueError, match=r"tokens has no column 'start', 'end'; found \['word', 'article_id'\]"
    ):
        check_tokens(
            pd.DataFrame({"word": ["x"], "article_id": ["a"]}), pd.DataFrame({"text": ["x"]}, index=["a"])
        )

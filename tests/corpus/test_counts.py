import pandas as pd
import pytest

from toolkit.corpus.counts import count_matrix, ngrams
from toolkit.corpus.tokens import tokenize
from toolkit.files.words import load_stop_words


def corpus(*texts):
    articles = pd.DataFrame({"text": texts}, index=[f"a{n}" for n in range(len(texts))])
    rows = [(key, 0, len(text), "body") for key, text in articles["text"].items()]
    return articles, tokenize(articles, pd.DataFrame(rows, columns=["article_id", "start", "end", "kind"]))


def counts(tokens, *articles, **options):
    matrix, ids, terms = count_matrix(tokens, *articles, **options)
    return pd.DataFrame(matrix.toarray(), ids, terms).to_dict("index")


def test_rows_are_articles_and_columns_the_terms_that_occur():
    articles, tokens = corpus("a b a", "", "b")
    assert counts(tokens) == {"a0": {"a": 2, "b": 1}, "a1": {"a": 0, "b": 0}, "a2": {"a": 0, "b": 1}}
    assert counts(tokens, articles[2:]) == {"a2": {"b": 1}}


def test_sequences_neither_begin_nor_end_with_a_stop_word():
    _, tokens = corpus("the end of the war of")
    assert list(counts(tokens, ngram=3, stop_words=["the", "of"])["a0"]) == []
    assert list(counts(tokens, ngram=4, stop_words=["the", "of"])["a0"]) == ["end of the war"]
    assert list(counts(tokens, ngram=2, stop_words={"of"})["a0"]) == ["the end", "the war"]


@pytest.mark.parametrize("change", ["reset", "mixed"])
def test_sequences_do_not_bridge_what_was_filtered_out(change):
    _, tokens = corpus("a b cat. Dogs e")
    kept = tokens[tokens["term"] != "b"]
    table = kept.reset_index(drop=True) if change == "reset" else kept.sample(frac=1, random_state=0)
    assert counts(table, ngram=2) == {"a0": {"dogs e": 1}}


def test_a_sequence_has_a_word():
    with pytest.raises(ValueError, match="ngram must be 1 or more, not 0"):
        ngrams(corpus("a")[1], 0)


def test_stop_words_of_a_file(tmp_path):
    (tmp_path / "mine.toml").write_text('grammar = ["der"]\nothers = ["sagte"]', encoding="utf-8")
    assert load_stop_words(tmp_path / "mine.toml") == {"der", "sagte"}

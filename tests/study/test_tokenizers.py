"""Tokenizers of one's own, by name: in parts, in processes and kept, the tokens are those of memory."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pytest
import toys
from helpers import write
from pandas.testing import assert_frame_equal

import toolkit as tk

NAME = f"{toys.__file__}:bigrams"
FEW = {"resamples": 50}
CODEBOOK = 'name = "Own"\n[frames.who]\ndefinition = "d"\nindicators = ["市长", "港口工人"]\n'
CALLS = {
    "check_corpus": (tk.check_corpus, [], {}),
    "term_frequencies": (tk.term_frequencies, [], {"by": "outlet", "stop_words": ["港口"]}),
    "pairs": (tk.term_frequencies, [], {"by": "outlet", "ngram": 2}),
    "all segments": (tk.term_frequencies, [], {"segments": None}),
    "keyness": (tk.keyness, ["Beacon"], FEW),
    "compare_outlets": (tk.compare_outlets, [], FEW),
    "frame_rates": (tk.frame_rates, [], FEW),
    "find_reuse": (tk.find_reuse, [], {}),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Three times the news of two events, whole and in parts of five articles; and a codebook."""
    folder = tmp_path_factory.mktemp("own")
    one = toys.corpus(toys.CHINESE)
    rows = [one.assign(event=one["event"] + str(k)).rename(lambda key, k=k: f"{key}{k}") for k in range(3)]
    table = pd.concat(rows).reset_index(names="id").drop(columns="published_precision")
    table.assign(published=table["published"].dt.strftime("%Y-%m-%d")).to_parquet(
        folder / "news.parquet", row_group_size=5
    )
    (folder / "own.toml").write_text(CODEBOOK, "utf-8")
    whole = tk.load_corpus(folder / "news.parquet")
    parts = tk.open_parts(folder / "news.parquet", size=5)
    assert len(parts) == 4
    return whole, parts, tk.load_codebook(folder / "own.toml")


@pytest.fixture(scope="module")
def expected(corpus):
    whole, _, codebook = corpus
    tokens = tk.tokenize(whole, tokenizer=toys.bigrams)
    found = {
        name: function(tokens, whole, *given, **options) for name, (function, given, options) in CALLS.items()
        if function not in (tk.check_corpus, tk.frame_rates)
    }  # fmt: skip
    found["check_corpus"] = tk.check_corpus(whole, tokens=tokens)
    found["frame_rates"] = tk.frame_rates(tk.frame_hits(tokens, codebook), tokens, whole, **FEW)
    assert all(map(len, found.values()))
    return found


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield executor


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("where", ["here", "in processes"])
def test_parts_give_the_table_of_memory(corpus, expected, processes, name, where):
    _, parts, codebook = corpus
    function, given, options = CALLS[name]
    given = [codebook] if function is tk.frame_rates else given
    executor = processes if where == "in processes" else None
    found = tk.analyse_parts(parts, function, *given, executor=executor, tokenizer=NAME, **options)
    assert_frame_equal(found, expected[name], check_exact=True, check_categorical=False)
    assert found.attrs == expected[name].attrs


def test_what_reads_no_words_takes_no_tokenizer(corpus):
    with pytest.raises(ValueError, match="option 'tokenizer' is not known here"):
        tk.analyse_parts(corpus[1], tk.quoted_sources, tokenizer=NAME)


def test_parts_without_a_tokenizer_tell_of_each_part(corpus):
    for ngram in (1, 2):
        with pytest.warns(UserWarning, match="articles have no blanks between words") as told:
            tk.analyse_parts(corpus[1], tk.term_frequencies, ngram=ngram, dp=False)
        assert len(told) == 4


@pytest.fixture
def news(tmp_path):
    texts = {f"{key}.txt": text for key, text in toys.corpus(toys.CHINESE)["text"].items()}
    rows = "".join(f"{name},{name.partition('-')[0]},{name[:-4].partition('-')[2]}\n" for name in texts)
    return write(tmp_path / "news", texts | {"metadata.csv": "filename,event,outlet\n" + rows})


CUT = "import re\n\ndef cut(sentence):\n    return re.findall(r'\\w{1,2}', sentence)\n"


@pytest.fixture
def tokenizer(tmp_path):
    write(tmp_path / "code", {"words.py": CUT})
    return f"{tmp_path / 'code' / 'words.py'}:cut"


def test_what_is_prepared_has_the_tokens_of_the_tokenizer_kept_or_not(news, tokenizer, tmp_path):
    articles = tk.load_corpus(news)
    own = tk.tokenize(articles, tokenizer=toys.bigrams)
    for options in ({}, {"cache": tmp_path / "cache"}, {"cache": tmp_path / "cache"}):
        found = tk.prepare(news, tokenizer=tokenizer, **options)
        assert_frame_equal(found.tokens[list(own)], own)
        assert_frame_equal(found.passages, tk.find_reuse(own, articles, found.attributions))
        assert_frame_equal(found.tokens, tk.mark_wire(found.tokens, articles, found.passages))


def kept(cache):
    return len([*Path(cache).glob("marks-*")])


@pytest.mark.filterwarnings("ignore:.* no blanks between words")
def test_another_tokenizer_or_a_changed_one_is_prepared_anew(news, tokenizer, tmp_path):
    cache = tmp_path / "cache"
    tk.prepare(news, cache=cache)
    first = tk.prepare(news, cache=cache, tokenizer=tokenizer)
    assert kept(cache) == 2
    path = Path(tokenizer.rpartition(":")[0])
    path.write_text(CUT.replace("{1,2}", "{1,3}"), "utf-8")  # as long as it was, within the same second
    second = tk.prepare(news, cache=cache, tokenizer=tokenizer)
    assert kept(cache) == 3
    assert (
        (second.tokens["end"] - second.tokens["start"]).max()
        == 3
        > (first.tokens["end"] - first.tokens["start"]).max()
    )
    write(path.parent, {"names.txt": "港口工人\n"})  # a list of words that it may read
    tk.prepare(news, cache=cache, tokenizer=tokenizer)
    assert kept(cache) == 4
    path.rename(path.with_name("moved.py"))
    path.with_name("moved.py").rename(path)
    tk.prepare(news, cache=cache, tokenizer=tokenizer)
    assert kept(cache) == 4


def test_another_version_of_a_package_is_another_tokenizer(news, tokenizer, tmp_path, monkeypatch):
    tk.prepare(news, cache=tmp_path / "cache", tokenizer=tokenizer)
    monkeypatch.setattr("toolkit.text.tokenizers.distributions", list)
    tk.prepare(news, cache=tmp_path / "cache", tokenizer=tokenizer)
    assert kept(tmp_path / "cache") == 2


def test_tokens_that_are_kept_are_those_of_a_named_tokenizer(news, tmp_path):
    assert len(tk.prepare(news, tokenizer=toys.bigrams).tokens)
    with pytest.raises(
        TypeError, match="a tokenizer whose tokens are kept needs a name, so that it is known"
    ):
        tk.prepare(news, tokenizer=toys.bigrams, cache=tmp_path / "cache")


def test_a_corpus_without_blanks_is_told_each_time_it_is_opened(news, tmp_path):
    for _ in range(2):
        with pytest.warns(UserWarning, match="6 of 6 articles have no blanks between words"):
            tk.prepare(news, cache=tmp_path / "cache")


def test_lemmas_are_kept_and_counted(tmp_path):
    articles = toys.corpus(toys.THAI)
    name = f"{toys.__file__}:from_list"
    for _ in range(2):
        tokens = tk.prepare(articles, cache=tmp_path / "cache", tokenizer=name).tokens
        lemmas = tokens.assign(term=tokens["lemma"])
        assert tk.term_frequencies(lemmas, articles).set_index("term")["n"]["นายกx"] == 8
        assert set(tk.concordance(lemmas, articles, "นายกx")["hit"]) == {"นายก"}

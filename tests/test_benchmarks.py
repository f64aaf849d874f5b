import ast
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from tests.helpers import words
from toolkit.statistics.exchange import drawn_p
from toolkit.statistics.measures import chi_squared

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SCRIPTS = sorted(BENCHMARKS.rglob("*.py"))
PEERS = ("spacy", "polars", "duckdb", "tantivy", "ahocorasick", "datasketch", "textacy")
SENTENCES = [
    "The president of Lower Norland said on Monday that 40 boats would be built.",
    '"We will not wait," Mayor Ada Roe told reporters at the White House Inn.',
    "Immigrants from the islands were welcomed by 12 teachers and a brass band.",
    "Opponents deny that the bridge was closed, but the harbour office says that it was.",
    "Two ferries sank in the storm, according to John Doe, who owns a third.",
    "Prices of wool fell by 3 percent, and shepherds marched to the capital.",
]


@pytest.fixture
def data(tmp_path):
    """Twelve articles of sentences in a random order, in the layout of the labelled corpora."""
    rng = np.random.default_rng(0)
    texts = ["\n\n".join(SENTENCES[place] for place in rng.integers(6, size=24)) for _ in range(12)]
    rows = [{"doc_id": f"n{number}", "text": text, "date": "2024-03-01"} for number, text in enumerate(texts)]
    rows += [{"doc_id": "short", "text": "Too short."}, {"doc_id": "loud", "text": texts[0].upper()}]
    (tmp_path / "made").mkdir()
    with gzip.open(tmp_path / "made" / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


@pytest.fixture
def scripts(monkeypatch):
    """The scripts' own imports, as when Python runs one of them; peers are not there."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in PEERS:
        monkeypatch.setitem(sys.modules, name, None)
    import corpora
    import run

    return run, corpora


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(BENCHMARKS)))
def test_a_script_compiles_says_what_it_measures_and_finds_its_names(path):
    source = path.read_text("utf-8")
    compile(source, path, "exec")
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit."):
            module = __import__(node.module, fromlist=["names"])
            assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "tk":
            assert hasattr(tk, node.attr)


def test_every_row_is_in_the_table_and_absent_peers_are_named(data, scripts, monkeypatch):
    run, _ = scripts
    monkeypatch.setattr(run.gc, "collect", int)  # of all that a test session holds, a hundred times
    page = run.main([str(data), "--size", "tiny", "--out", str(data / "table.md")])
    assert (data / "table.md").read_text("utf-8") == page
    lines = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")][1:]
    assert {len(line) for line in lines} == {len(run.HEAD)}
    assert {line[0].removeprefix("| ") for line in lines} == {row.work for row in run.ROWS}
    absent = {line[5] for line in lines if line[6].startswith("not installed")}
    assert absent == {"spaCy blank English", "polars extract_all", "duckdb regexp_extract_all", "tantivy",
                      "tantivy, built", "pyahocorasick", "datasketch MinHash LSH", "textacy, no HD-D",
                      "textacy direct_quotations"}  # fmt: skip
    assert all(line[1] == "12" for line in lines)


def test_a_fresh_process_gives_the_same_corpus_and_a_peak(data, scripts, tmp_path):
    run, corpora = scripts
    corpora.keep(corpora.make_corpus(data, 12), tmp_path)
    place = next(place for place, row in enumerate(run.ROWS) if row.work.startswith("tokenize,"))
    peak = run.apart(run.peak, tmp_path, place, None)
    assert peak is None or 0 <= peak < 1000


def test_real_articles_are_neither_short_nor_all_in_capitals_and_have_events(data, scripts):
    real = scripts[1].read_real(data)
    assert real.index.to_list() == [f"n{number}" for number in range(12)]
    assert real["event"].value_counts().to_list() == [4, 4, 4]
    assert real.groupby("event")["outlet"].nunique().to_list() == [4, 4, 4]
    assert (real["published"].dt.strftime("%Y-%m-%d") == "2024-03-01").all()


def test_dealt_articles_are_of_real_paragraphs_and_the_same_on_every_deal(data, scripts):
    corpora = scripts[1]
    real = corpora.read_real(data)
    dealt = corpora.deal(real, 100)
    assert dealt.equals(corpora.deal(real, 100))
    assert not dealt.equals(corpora.deal(real, 100, seed=1))
    lines = dealt["text"].str.split("\n\n")
    assert lines.map(len).eq(12).all()
    assert set(lines.explode()) == set(SENTENCES)
    assert dealt["event"].value_counts().eq(4).all()
    assert dealt.groupby("event")["outlet"].nunique().eq(4).all()
    assert dealt["outlet"].nunique() == 40


def test_the_same_patterns_are_found_in_tokens_and_in_texts(data, scripts):
    _, corpora = scripts
    rows = sys.modules["rows"]
    corpus = corpora.make_corpus(data, 12)
    patterns = rows.some_patterns(corpus)
    assert len(set(patterns)) == len(patterns)
    found = len(rows.patterns_in_texts(corpus).run())
    assert len(rows.patterns_in_tokens(corpus).run(corpus.tokens)) == found > 100


def test_the_simulation_of_keyness_is_that_of_the_public_function(scripts):
    from terms.keyness_simulation import VOCABULARY, arrays_of, articles_of

    design = {"events": 8, "lengths": (120, 60, 40), "effect": 3.0}
    for ngram in (1, 2):
        texts, event, outlet, _ = articles_of(np.random.default_rng(3), **design)
        sentences, cells, terms = arrays_of(texts, event, outlet, ngram=ngram)
        fast = drawn_p(sentences, cells, len(terms), resamples=100, seed=4)
        named = [[f"w{code}" for code in text] for text in texts]
        tokens = words(*([" ".join(t[n : n + 20]) for n in range(0, len(t), 20)] for t in named))
        ids = [f"a{number:02}" for number in range(len(texts))]
        tokens["article_id"] = tokens["article_id"].cat.rename_categories(ids)
        about = {"event": event.astype(str), "outlet": [f"Outlet {n}" for n in outlet]}
        articles = pd.DataFrame(about, index=ids)
        table = tk.keyness(tokens, articles, "Outlet 0", ngram=ngram, resamples=100, seed=4).set_index("term")
        pairs = zip(*np.divmod(terms, VOCABULARY), strict=True)
        names = [f"w{b}" if ngram == 1 else f"w{a} w{b}" for a, b in pairs]
        expected = pd.DataFrame({"p": fast.p, "p_family": fast.family, "q": fast.q}, index=names)
        assert set(expected.index) == set(table.index)
        assert ngram == 2 or expected["p"].notna().sum() > 20
        pd.testing.assert_frame_equal(expected, table.loc[names, ["p", "p_family", "q"]], check_names=False)


def test_sentences_of_real_articles_are_dealt_by_their_share_of_the_words(scripts):
    from terms.keyness_real_text import deal, one_table

    rng = np.random.default_rng(0)
    text = [np.arange(size) for size in rng.integers(5, 30, size=400)]
    sizes = np.array([len(sentence) for sentence in text])
    for share in (0.5, 0.75):
        assert sizes[deal(text, share, rng)].sum() / sizes.sum() == pytest.approx(share, abs=0.01)
    texts = [[rng.integers(0, 40, size) for size in rng.integers(5, 30, size=12)] for _ in range(20)]
    row = one_table(texts, 20, 0.75, [1, 0])
    assert row["ratio"] == pytest.approx(3, abs=0.3)
    assert row["tested"] > 0
    assert {"before", "found", "longer"} <= set(row)


def test_a_published_keyness_is_reproduced(scripts):
    from terms.inaugural import PUBLISHED, TOTALS

    for word, (published, a, b) in PUBLISHED.items():
        sign = 1 if a / TOTALS[0] > b / TOTALS[1] else -1
        assert sign * chi_squared(a, b, *TOTALS) == pytest.approx(published, rel=1e-6), word


def test_a_figure_keeps_two_digits(scripts):
    run, _ = scripts
    assert [run.figure(value) for value in (0.01234, 0.5, 12.345, 1234.5)] == [
        "0.012",
        "0.50",
        "12.3",
        "1,234",
    ]

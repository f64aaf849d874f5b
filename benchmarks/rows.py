"""Rows of the table of speed: a work of the toolkit, and what peers do for the same question.

Each function gets a `Corpus`, makes ready what is not to be timed and gives the `Work` that is; peers are
imported inside, so that one that is missing is an ImportError.
"""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from comparison.reuse import run_minhash_lsh, run_ngram_cosine
from corpora import Corpus
from scipy import sparse

import toolkit as tk
from toolkit.corpus.counts import count_matrix
from toolkit.corpus.matching import match_patterns
from toolkit.statistics.measures import log_odds_dirichlet
from toolkit.statistics.resampling import bootstrap_weights, permuted_labels

WORDS = r"[^\W_]+(?:['’\-‐‑][^\W_]+)*"
RE2_WORDS = r"[\p{L}\p{N}]+(?:['’\-‐‑][\p{L}\p{N}]+)*"  # RE2 knows \W for ASCII only
WORD, PHRASE, WILDCARD = "president", "white house", "immigra*"
RESAMPLES, LOOPED = 2000, 100  # of keyness; terms that the loop over terms takes, scaled up to all
PATTERNS = 500


class Work(NamedTuple):
    """What is timed; `fresh` makes its argument anew, untimed, before each round; seconds times `scale`."""

    run: Callable
    fresh: Callable | None = None
    scale: float = 1.0


class Row(NamedTuple):
    """A work by name, the function of the toolkit and those of peers by label, and articles by size.

    `reads`: it goes through all texts once, so that a rate can be given.
    """

    work: str
    ours: Callable[[Corpus], Work]
    peers: dict[str, Callable[[Corpus], Work]]
    small: tuple[int, ...]
    large: tuple[int, ...] = ()
    reads: bool = False


# Tokens


def tokenize(corpus):
    articles, segments = corpus.articles, corpus.segments
    return Work(lambda: tk.tokenize(articles, segments, progress=False))


def segment(corpus):
    return Work(lambda: tk.segment(corpus.articles))


def count_vectorizer(corpus):
    from sklearn.feature_extraction.text import CountVectorizer

    return Work(lambda: CountVectorizer().fit_transform(corpus.texts))


def count_vectorizer_of_words(corpus):
    from sklearn.feature_extraction.text import CountVectorizer

    return Work(lambda: CountVectorizer(token_pattern=WORDS).fit_transform(corpus.texts))


def spacy_blank(corpus):
    import spacy

    read = spacy.blank("en")
    return Work(lambda: [len(document) for document in read.pipe(corpus.texts)])


def polars_words(corpus):
    import polars

    texts = polars.Series("text", corpus.texts)
    return Work(lambda: texts.str.to_lowercase().str.extract_all(WORDS).explode())


def duckdb_words(corpus):
    connection = _duckdb(corpus)
    query = f"""CREATE OR REPLACE TABLE words AS SELECT id, unnest(regexp_extract_all(lower(text),
                '{RE2_WORDS.replace("'", "''")}')) AS word FROM texts"""
    return Work(lambda: connection.execute(query))


def _duckdb(corpus):
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    table = pd.DataFrame({"id": range(len(corpus.texts)), "text": corpus.texts})
    connection.register("given", table)
    connection.execute("CREATE TABLE texts AS SELECT * FROM given")
    return connection


# Parts


def counts_in_parts(kept: bool):
    """Counts by outlet of the texts as they stand, from Parquet: as it comes, or kept by `open_parts`."""

    def streamed(corpus):
        path = _parquet(corpus)
        parts = tk.open_parts(path, folder=path.parent / "kept" if kept else None)
        options = {"by": "outlet", "segments": None, "dp": False}
        return Work(lambda: tk.analyse_parts(parts, tk.term_frequencies, **options))

    return streamed


def count_vectorizer_in_parts(corpus):
    """The same row groups, sums by outlet; of each its own vocabulary, and these are not brought together."""
    from sklearn.feature_extraction.text import CountVectorizer

    path = _parquet(corpus)

    def run():
        file = pq.ParquetFile(path)
        for number in range(file.num_row_groups):
            texts, outlets = file.read_row_group(number, ["text", "outlet"]).to_pydict().values()
            counts = CountVectorizer(token_pattern=WORDS).fit_transform(texts)
            codes = np.unique(outlets, return_inverse=True)[1]
            sparse.csr_array((np.ones(len(codes)), (codes, np.arange(len(codes))))) @ counts

    return Work(run)


def _parquet(corpus):
    """The articles as a file, for as long as the process lives."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    path = Path(folder, "articles.parquet")
    corpus.articles.drop(columns="dealt", errors="ignore").to_parquet(path, row_group_size=2000)
    return path


# Look-ups


def look_up(query: str):
    def indexed(corpus):
        tk.concordance(corpus.tokens, corpus.articles, query)
        return Work(lambda: tk.concordance(corpus.tokens, corpus.articles, query))

    return indexed


def look_up_first(corpus):
    # A copy of the tokens has no index yet.
    return Work(lambda tokens: tk.concordance(tokens, corpus.articles, WORD), corpus.tokens.copy)


def index_and_look_up(corpus):
    def run():
        return tk.concordance(
            tk.tokenize(corpus.articles, corpus.segments, progress=False), corpus.articles, WORD
        )

    return Work(run)


def fts5(query: str):
    def indexed(corpus):
        connection = _fts5_index(corpus)
        return Work(lambda: _fts5_hits(connection, query))

    return indexed


def fts5_from_texts(corpus):
    _fts5_table()

    return Work(lambda: _fts5_hits(_fts5_index(corpus), WORD))


def _fts5_table():
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE pages USING fts5(text)")
    except sqlite3.OperationalError as error:  # built without it
        raise ImportError(str(error), name="FTS5") from None
    return connection


def _fts5_index(corpus):
    connection = _fts5_table()
    connection.executemany("INSERT INTO pages (text) VALUES (?)", ((text,) for text in corpus.texts))
    return connection


def _fts5_hits(connection, query):
    match = query if query.endswith("*") else f'"{query}"'
    asked = "SELECT rowid, snippet(pages, 0, '[', ']', '...', 17) FROM pages WHERE pages MATCH ?"
    return connection.execute(asked, (match,)).fetchall()


def tantivy(query: str):
    def indexed(corpus):
        index = _tantivy_index(corpus)
        return Work(lambda: _tantivy_hits(index, query))

    return indexed


def tantivy_from_texts(corpus):
    import tantivy  # noqa: F401 - so that it is missed before the clock runs

    return Work(lambda: _tantivy_hits(_tantivy_index(corpus), WORD))


def _tantivy_index(corpus):
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True).build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for text in corpus.texts:
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _tantivy_hits(index, query):
    from tantivy import Query

    if query.endswith("*"):
        parsed = Query.regex_query(index.schema, "text", query.replace("*", ".*"))
    else:
        parsed = index.parse_query(f'"{query}"', ["text"])
    searcher = index.searcher()
    return searcher.search(parsed, limit=max(1, searcher.num_docs)).hits


def some_patterns(corpus) -> list[str]:
    """Words and phrases of the corpus, three to two: not the 50 commonest, each in ten places or more."""
    rng = np.random.default_rng(0)
    terms = corpus.tokens["term"].astype("str")
    pairs = terms.str.cat(terms.shift(-1, fill_value=""), sep=" ")
    chosen = []
    for forms, n in ((terms, PATTERNS * 3 // 5), (pairs, PATTERNS * 2 // 5)):
        counts = forms[forms.str.fullmatch(r"[a-z ]+")].value_counts().iloc[50:]
        common = sorted(counts[counts >= 10].index) or sorted(counts.index)
        chosen += [common[place] for place in rng.permutation(len(common))[:n]]
    return chosen


def patterns_in_tokens(corpus):
    patterns = some_patterns(corpus)
    return Work(lambda tokens: match_patterns(tokens, patterns), corpus.tokens.copy)


def patterns_again(corpus):
    patterns, tokens = some_patterns(corpus), corpus.tokens
    match_patterns(tokens, patterns)
    return Work(lambda: match_patterns(tokens, patterns))


def patterns_in_texts(corpus):
    patterns = some_patterns(corpus)

    def run():
        return match_patterns(tk.tokenize(corpus.articles, corpus.segments, progress=False), patterns)

    return Work(run)


def aho_corasick(corpus):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for pattern in some_patterns(corpus):
        automaton.add_word(pattern, len(pattern))
    automaton.make_automaton()

    def run():
        found = []
        for number, text in enumerate(corpus.texts):
            text = f" {text.lower()} "
            for last, length in automaton.iter(text):
                if not (text[last + 1].isalnum() or text[last - length].isalnum()):
                    found.append((number, last - length, last))
        return found

    return Work(run)


# Copying


def reuse(corpus):
    articles, tokens = corpus.articles, corpus.tokens
    return Work(lambda: tk.find_reuse(tokens, articles))


def reuse_within_days(corpus):
    articles, tokens = corpus.articles.assign(event=""), corpus.tokens
    return Work(lambda: tk.find_reuse(tokens, articles))


def minhash_lsh(corpus):
    import datasketch  # noqa: F401 - so that it is missed before the clock runs

    return Work(lambda: run_minhash_lsh(corpus.articles, None))


def ngram_cosine(corpus):
    return Work(lambda: run_ngram_cosine(corpus.articles, None))


def coverage_gaps(corpus):
    articles, tokens = corpus.articles, corpus.tokens
    return Work(lambda: tk.coverage_gaps(tokens, articles))


# Words of an outlet


def keyness(corpus):
    articles, tokens = corpus.articles, corpus.tokens
    target = articles["outlet"].iloc[0]
    return Work(lambda: tk.keyness(tokens, articles, target, resamples=RESAMPLES))


def keyness_closed(corpus):
    articles, tokens = corpus.articles, corpus.tokens
    target = articles["outlet"].iloc[0]
    return Work(lambda: tk.keyness(tokens, articles, target, resamples=RESAMPLES, interval="closed"))


def keyness_term_by_term(corpus):
    """The percentile bootstrap over events and the permutation p, without max-T, from some of the terms."""
    counts, side = _sides(corpus)
    blocks, words = pd.factorize(corpus.articles["event"])[0], np.asarray(counts.sum(axis=1), dtype=float)
    tested = np.flatnonzero((counts > 0).sum(axis=0) >= 5)
    chosen = np.random.default_rng(0).permutation(tested)[:LOOPED]
    columns = counts[:, chosen].toarray().T

    # What all terms share is made once, and is not to be scaled.
    weights = bootstrap_weights(blocks.max() + 1, RESAMPLES, 0)
    labels = permuted_labels(side, blocks, RESAMPLES, 0)[0].astype(float)
    drawn = [weights @ np.bincount(blocks, words * of) for of in (side, ~side)]

    def run():
        for column in columns:
            sums = [weights @ np.bincount(blocks, column * of) for of in (side, ~side)]
            logs = [np.log2((a + 0.5) / (n + 0.5)) for a, n in zip(sums, drawn, strict=True)]
            np.percentile(logs[0] - logs[1], [2.5, 97.5])
            rates = column / words
            statistic = labels @ rates / side.sum() - (1 - labels) @ rates / (~side).sum()
            (np.abs(statistic - statistic.mean()) >= abs(statistic[0] - statistic.mean())).mean()

    return Work(run, scale=max(1, len(tested)) / max(1, len(chosen)))


def log_odds(corpus):
    a, b = _counts_of_sides(corpus)
    return Work(lambda: log_odds_dirichlet(a, b, a + b))


def log_odds_word_by_word(corpus):
    """Over a dense vocabulary, as ConvoKit's FightingWords does."""
    a, b = _counts_of_sides(corpus)

    def run():
        prior = a + b
        n1, n2, a0 = a.sum(), b.sum(), prior.sum()
        z = []
        for i in range(len(a)):
            delta = np.log((a[i] + prior[i]) / (n1 + a0 - a[i] - prior[i])) - np.log(
                (b[i] + prior[i]) / (n2 + a0 - b[i] - prior[i])
            )
            z.append(delta / np.sqrt(1 / (a[i] + prior[i]) + 1 / (b[i] + prior[i])))
        return z

    return Work(run)


def _sides(corpus):
    counts = count_matrix(corpus.tokens)[0]
    return counts.tocsc(), (corpus.articles["outlet"] == corpus.articles["outlet"].iloc[0]).to_numpy()


def _counts_of_sides(corpus):
    counts, side = _sides(corpus)
    return tuple(np.asarray(counts.T @ of.astype(float)) for of in (side, ~side))


def lexical_diversity(corpus):
    articles, tokens = corpus.articles, corpus.tokens
    return Work(lambda: tk.lexical_diversity(tokens, articles))


def diversity_loop(corpus):
    """TTR, MATTR and MTLD as they are defined: every window and every stretch is counted from its start."""

    def factors(words):
        n, start, ratio = 0.0, 0, 1.0
        for place in range(len(words)):
            ratio = len(set(words[start : place + 1])) / (place + 1 - start)
            if ratio < 0.72:
                n, start, ratio = n + 1, place + 1, 1.0
        return n + (1 - ratio) / (1 - 0.72)

    def run():
        for words in _words_of_articles(corpus):
            windows = range(len(words) - 49)
            _ = sum(len(set(words[place : place + 50])) for place in windows) / max(1, len(windows))
            _ = len(set(words)), factors(words), factors(words[::-1])

    return Work(run)


def diversity_textacy(corpus):
    import spacy
    from textacy.text_stats import diversity

    read = spacy.blank("en")
    documents = list(read.pipe(corpus.texts))

    def run():
        for document in documents:
            diversity.ttr(document)
            diversity.segmented_ttr(document, segment_size=50, variant="moving-avg")
            diversity.mtld(document)

    return Work(run)


def _words_of_articles(corpus):
    tokens = corpus.tokens
    tokens = tokens[tokens["segment"].isin(tk.COUNTED)]
    terms = tokens["term"].astype("str").to_numpy(object)
    bounds = np.flatnonzero(np.diff(tokens["article_id"].cat.codes.to_numpy())) + 1
    return [words.tolist() for words in np.split(terms, bounds) if len(words) >= 50]


# Voices, claims, names


def attribute(corpus):
    return Work(lambda: tk.attribute(corpus.articles, corpus.segments))


def attribute_rules(corpus):
    return Work(lambda: tk.attribute(corpus.articles, corpus.segments, method="rules"))


def textacy_quotations(corpus, most: int = 50):
    """With spaCy's small English model, on the first articles, scaled up by their characters."""
    import spacy
    from textacy.extract import direct_quotations

    try:
        parse = spacy.load("en_core_web_sm")
    except OSError:
        raise ImportError("no English model", name="en_core_web_sm") from None
    texts = corpus.texts[:most]

    def run():
        for text in texts:
            for line in text.split("\n"):
                try:
                    list(direct_quotations(parse(line)))
                except ValueError:  # it raises on quotation marks without a partner
                    continue

    return Work(run, scale=sum(map(len, corpus.texts)) / sum(map(len, texts)))


def quantities(corpus):
    return Work(lambda: tk.quantities(corpus.articles, corpus.segments))


def statuses(corpus):
    return Work(lambda: tk.statuses(corpus.articles, corpus.segments))


def disagreements(corpus):
    claims = [made(corpus.articles, corpus.segments) for made in (tk.quantities, tk.statuses)]
    return Work(lambda: [tk.disagreements(table, corpus.articles) for table in claims])


def claim_map(corpus):
    articles, claims = corpus.articles, tk.quantities(corpus.articles, corpus.segments)
    return Work(lambda: tk.claim_map(claims, articles))


def name_variants(corpus):
    articles, tokens = corpus.articles, corpus.tokens
    return Work(lambda: tk.name_variants(tokens, articles))


SPLITTERS = {
    "CountVectorizer, default": count_vectorizer,
    "CountVectorizer, words with joiners": count_vectorizer_of_words,
    "spaCy blank English": spacy_blank,
    "polars extract_all": polars_words,
    "duckdb regexp_extract_all": duckdb_words,
}
ROWS = (
    Row("segment", segment, {}, (3000,), reads=True),
    Row("tokenize, segments given", tokenize, SPLITTERS, (3000,), reads=True),
    *(Row(f"counts by outlet in parts, {name}", counts_in_parts(kept),
          {"CountVectorizer in parts": count_vectorizer_in_parts}, (10_000,), (20_000,), reads=True)
      for name, kept in (("Parquet as it comes", False), ("Parquet kept", True))),
    Row("tokenize and look up a word", index_and_look_up,
        {"SQLite FTS5, built": fts5_from_texts, "tantivy, built": tantivy_from_texts}, (3000,), (20_000,)),
    Row("first look-up of a word, tokens given", look_up_first, {}, (3000,), (20_000,)),
    *(Row(f"look up a {kind}: {query}", look_up(query),
          {"SQLite FTS5": fts5(query), "tantivy": tantivy(query)}, (3000,), (20_000,))
      for kind, query in (("word", WORD), ("phrase", PHRASE), ("wildcard", WILDCARD))),
    Row(f"{PATTERNS} patterns, tokens given", patterns_in_tokens, {"pyahocorasick": aho_corasick}, (3000,)),
    Row(f"{PATTERNS} patterns, index given", patterns_again, {"pyahocorasick": aho_corasick}, (3000,)),
    Row(f"{PATTERNS} patterns, tokenize and match", patterns_in_texts, {"pyahocorasick": aho_corasick},
        (3000,)),
    Row("find_reuse within events", reuse, {"datasketch MinHash LSH": minhash_lsh,
        "cosine of 5-grams": ngram_cosine}, (10_000,), (50_000, 100_000)),
    Row("find_reuse without events, within 3 days", reuse_within_days,
        {"datasketch MinHash LSH": minhash_lsh, "cosine of 5-grams": ngram_cosine}, (10_000,)),
    Row("coverage_gaps", coverage_gaps, {}, (3000,)),
    Row("keyness of an outlet", keyness, {"loop over terms, no max-T": keyness_term_by_term},
        (5000,), (20_000,)),
    Row("keyness, closed-form intervals", keyness_closed, {}, (5000,), (20_000,)),
    Row("log-odds z of an outlet", log_odds, {"word by word": log_odds_word_by_word}, (5000,)),
    Row("lexical_diversity", lexical_diversity,
        {"quadratic loop, no HD-D": diversity_loop, "textacy, no HD-D": diversity_textacy}, (3000,)),
    Row("attribute", attribute, {"textacy direct_quotations": textacy_quotations}, (3000,), reads=True),
    Row("attribute, rules alone", attribute_rules, {}, (3000,), reads=True),
    Row("quantities", quantities, {}, (3000,), reads=True),
    Row("statuses", statuses, {}, (3000,), reads=True),
    Row("disagreements of both", disagreements, {}, (3000,)),
    Row("claim_map of quantities", claim_map, {}, (3000,)),
    Row("name_variants", name_variants, {}, (3000,)),
)  # fmt: skip

"""Seconds to find 500 indicators in 5 million words, beside other ways of doing it.

    python benchmarks/framing/frame_hits.py [million words]

200 words, 150 phrases, 100 prefix wildcards and 50 phrases with a wildcard, chosen so that a quarter of the
words is a hit, which is far more than in any corpus; processor time of one core. Peers that are not installed
are reported as such. They do the part of the work that they can, on a part of the text, scaled up.
"""

import re
import sys
import time

import numpy as np
import pandas as pd

from toolkit.corpus.matching import match_patterns
from toolkit.framing.codebook import Codebook
from toolkit.framing.indicators import frame_hits


def make_tokens(millions, vocabulary=60_000):
    """Tokens of 500-word articles with sentences of 25 words, and the words by frequency."""
    rng = np.random.default_rng(0)
    articles = int(millions * 2000)
    weight = 1 / np.arange(1, vocabulary + 1)
    by_rank = rng.permutation([f"{'aeiou'[n % 5]}{'bcdfghklmnprst'[n % 14]}w{n}" for n in range(vocabulary)])
    terms = np.sort(by_rank)
    codes = np.searchsorted(terms, by_rank)[rng.choice(vocabulary, articles * 500, p=weight / weight.sum())]
    ids = pd.Index([f"a{n:06}" for n in range(articles)])
    start = np.tile(np.arange(500, dtype=np.int32) * 8, articles)
    tokens = pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(np.repeat(np.arange(articles), 500), ids),
            "sentence": np.tile(np.repeat(np.arange(20, dtype=np.int32), 25), articles),
            "start": start,
            "end": start + 7,
            "term": pd.Categorical.from_codes(codes.astype(np.int32), terms),
            "segment": pd.Categorical.from_codes(np.zeros(articles * 500, np.int8), ["body"]),
        }
    )
    return tokens, by_rank


def make_patterns(words):
    plain = [words[n] for n in range(50, 250)]
    phrases = [f"{words[n]} {words[n + 7]}" for n in range(20, 170)]
    prefixes = [words[n][:5] + "*" for n in range(100, 200)]
    mixed = [f"{words[n][:5]}* {words[n + 30]}" for n in range(50)]
    return list(dict.fromkeys(plain + phrases + prefixes + mixed))


def make_codebook(patterns, frames=10):
    names = [f"frame{n}" for n in range(frames)]
    rows = [(names[n % frames], pattern, "indicator", False, "", 0) for n, pattern in enumerate(patterns)]
    indicators = pd.DataFrame(rows, columns=["frame", "pattern", "kind", "case", "reason", "line"])
    return Codebook("bench", "", "", "en", pd.DataFrame(index=pd.Index(names, name="frame")), indicators)


def report(name, seconds, best, note=""):
    print(f"{name:42} {seconds:9.2f} s  {seconds / best:8.1f} x  {note}", flush=True)


def timed(work):
    begin = time.process_time()
    found = work()
    return time.process_time() - begin, found


def count_vectorizer(texts, patterns):
    from sklearn.feature_extraction.text import CountVectorizer

    literal = [pattern for pattern in patterns if "*" not in pattern]
    return (
        CountVectorizer(vocabulary=literal, ngram_range=(1, 2), token_pattern=r"\S+").transform(texts).sum()
    )


def aho_corasick(texts, patterns):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for pattern in patterns:
        if "* " not in pattern:
            automaton.add_word(
                " " + pattern.rstrip("*") + (" " if not pattern.endswith("*") else ""), pattern
            )
    automaton.make_automaton()
    return len([(number, *hit) for number, text in enumerate(texts) for hit in automaton.iter(f" {text} ")])


def alternation(texts, patterns):
    ordered = sorted(patterns, key=len, reverse=True)
    found = re.compile(r"\b(?:" + "|".join(p.replace("*", r"\w*") for p in ordered) + r")\b").findall
    return sum(len(found(text)) for text in texts)


if __name__ == "__main__":
    tokens, words = make_tokens(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
    patterns = make_patterns(words)
    codebook = make_codebook(patterns)
    print(f"{len(patterns)} indicators, {len(tokens):,} words")
    best, hits = timed(lambda: frame_hits(tokens, codebook))
    report("frame_hits, tokens given", best, best, f"{len(hits):,} hits in 10 frames, with spans")
    alone, matches = timed(lambda: match_patterns(tokens, patterns))
    report("match_patterns, overlaps kept", alone, best, f"{len(matches):,} matches")
    terms = tokens["term"].to_numpy(dtype=object).reshape(-1, 500)
    for name, count, part in (
        ("CountVectorizer(vocabulary), no wildcards", count_vectorizer, 10),
        ("pyahocorasick, no phrases with wildcard", aho_corasick, 10),
        ("one regex alternation", alternation, 100),
    ):
        texts = [" ".join(row) for row in terms[: max(1, len(terms) // part)]]
        try:
            seconds, found = timed(lambda count=count, texts=texts: count(texts, patterns))
        except ImportError as error:
            print(f"{name:42} not installed ({error.name})")
            continue
        report(name, seconds * part, best, f"{found * part:,} hits, scaled from 1/{part} of the text")

"""Hostile text through every public function: valid results, documented errors, linear time.

    python benchmarks/fuzz.py [--minutes 10] [--seed 0]

Random mixtures of awkward pieces make corpora of two to six articles; every public function that takes
tables is called on them. A call fails if it raises anything but a ValueError or TypeError of one sentence.
Then each piece is repeated n, 2n and 4n times, and every reader of text is timed on it: time that grows more
than twelvefold from n to 4n fails.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout, suppress

import matplotlib as mpl
import pandas as pd

import toolkit as tk

mpl.use("agg")

CODES = """0 9 a b c d 1f 7f 85 a0 ad 301 200b 200d 200f 202e 2028 2029 3000 feff fffd 1f600 10ffff 130 df
fb01""".split()
WORDS = """."|?!|...|''|``|“‘|’”|--|(AP) |[…] |&amp;|<p>|<script>|</b>|$5m $9m |a|A|I |the |said |said said
he said, |Roe said that |that |“No,” he said. |Ada Roe |A. |U.S. |Mr. |-Ann|Ann |O'|de la |McRoe's
Dr. Ada B. Roe Jr., |1|12,000 |1.|9,|tens of thousands of |between 1 and |million |% |2024-10-18 |10:30
By |Photo: |http://a.b/|LOWMERE (AP) — |told AFP |(1) |has not |will be deployed |denied |if
according to |Reed: |Asked whether |who |, but |x, """
PIECES = [
    *(chr(int(code, 16)) for code in CODES),
    *".,;:!?-–—'’‘\"“”„«»()[]{}<>/\\|@#$%&*+=~^`´_…€£",
    *WORDS.replace("\n", " |").split("|"),
]
PIECES += ["\n\n", "\n- ", "\n1. ", "Share\n"]
PLAIN = "The harbour was shut, Mayor Ada Roe said. Two of 12 ships left. “We wait,” she told reporters.\n\n"


def hostile(rng: random.Random) -> str:
    """One text: pieces, each repeated, some plain sentences between."""
    parts = [rng.choice(PIECES) * rng.choice((1, 1, 2, 5, 40)) for _ in range(rng.randint(0, 40))]
    return "".join(part if rng.random() < 0.7 else PLAIN for part in parts)


def hostile_corpus(rng: random.Random) -> pd.DataFrame:
    """Two to six articles, columns missing or odd."""
    n = rng.randint(2, 6)
    texts = [hostile(rng) if rng.random() < 0.8 else PLAIN * rng.randint(1, 4) for _ in range(n)]
    days = [
        pd.Timestamp(rng.choice(["2024-10-18", "2024-10-19 10:00", "1724-01-01"]), tz="UTC") for _ in texts
    ]
    days = pd.Series([day if rng.random() < 0.8 else pd.NaT for day in days], dtype="datetime64[us, UTC]")
    columns = {
        "text": texts, "headline": "", "published": days.array, "published_precision": "day",
        "outlet": [rng.choice(["Beacon", "Ledger", "", "$un^2 <b>"]) for _ in texts],
        "event": [rng.choice(["ferry", "storm", "", "$x_1$"]) for _ in texts],
        "agency": [rng.choice(["", "AP"]) for _ in texts],
        "language": [rng.choice(["", "en", "de"]) for _ in texts],
    }  # fmt: skip
    return pd.DataFrame(columns, index=pd.Index([f"a{k}" for k in range(n)], name="article_id"))


class Tally:
    """Calls, documented refusals and failures."""

    def __init__(self) -> None:
        self.calls, self.refused, self.failed = Counter(), Counter(), {}

    def call(self, function: Callable, *tables: object, **options: object) -> object | None:
        """The result of one call, None where it was refused or failed."""
        name = function.__name__
        self.calls[name] += 1
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return function(*tables, **options)
        except (ValueError, TypeError, FileNotFoundError) as error:
            self.refused[name] += 1
            if "\n" in str(error) or len(str(error)) > 600:
                self.failed.setdefault((name, f"{type(error).__name__}: {str(error)[:150]!r}"), tables)
        except Exception as error:  # every kind of failure is what is looked for
            self.failed.setdefault((name, f"{type(error).__name__}: {str(error)[:150]!r}"), tables)
        return None


def everything(articles: pd.DataFrame, tally: Tally) -> None:
    """Every public function that takes the tables of a corpus, each on what the ones before it gave."""
    call = tally.call
    call(tk.check_corpus, articles), call(tk.describe_articles, articles)
    segments = call(tk.segment, articles)
    call(tk.body_text, articles, segments), call(tk.headlines, articles, segments)
    call(tk.sentences, articles, segments)
    tokens, attributions = call(tk.tokenize, articles, segments), call(tk.attribute, articles, segments)
    if tokens is None or attributions is None:
        return
    terms = ["said", "harbour"]
    tokens = call(tk.mark_voice, tokens, attributions)
    passages = call(tk.find_reuse, tokens, articles, attributions)
    numbers = call(tk.quantities, articles, segments, attributions)
    acts = call(tk.statuses, articles, segments, attributions)
    for claims in (numbers, acts):
        call(tk.disagreements, claims, articles, passages)
        matters = call(tk.claim_map, claims, articles, passages, attributions)
        if matters is not None:
            call(tk.plot_matter, matters)
    call(tk.keyness, tokens, articles, "Beacon"), call(tk.compare_outlets, tokens, articles)
    call(tk.similarity, tokens, articles["outlet"]), call(tk.pair_similarity, tokens, articles)
    (
        call(tk.group_events, articles, tokens),
        call(tk.phrases, tokens),
        call(tk.name_variants, tokens, articles),
    )
    (
        call(tk.term_frequencies, tokens, articles["outlet"]),
        call(tk.lexical_diversity, tokens, articles["outlet"]),
    )
    call(tk.lockwords, tokens, articles), call(tk.collocates, tokens, "said")
    call(tk.labels, tokens, articles, ["Ada Roe"]), call(tk.term_positions, tokens, articles, terms)
    call(tk.term_trends, tokens, articles, terms), call(tk.concordance, tokens, articles, "harbour")
    call(tk.evidence, tokens, articles, term="said"), call(tk.agencies, articles)
    if passages is not None:
        call(tk.copying, articles, passages), call(tk.mark_wire, tokens, articles, passages)
        call(tk.wire_share, tokens, articles, passages), call(tk.coverage_gaps, tokens, articles, passages)
        call(tk.side_by_side, articles, passages, *articles.index[:2])
        call(tk.plot_timeline, articles[articles["event"] == articles["event"].iloc[0]])
    call(tk.find_versions, articles), call(tk.other_languages, articles), call(tk.mentions, tokens, articles)
    call(tk.speakers, articles, attributions), call(tk.differences, articles, tokens, "voice")
    call(tk.quoted_sources, articles, attributions), call(tk.shared_quotes, articles, attributions)
    book = call(tk.load_codebook, "war")
    if book is not None:
        hits = call(tk.frame_hits, tokens, articles, book)
        call(tk.frame_rates, tokens, articles, hits)
        call(tk.coding_sheet, articles, book)
    for table in (articles, attributions, passages, numbers):
        call(tk.show_table, table)
    call(tk.show_text, articles["text"].iloc[0])
    with tempfile.TemporaryDirectory() as folder:
        call(tk.write_tables, {"articles": articles}, folder)
    mpl.pyplot.close("all")


READERS = {
    "segment": lambda a: tk.segment(a),
    "tokenize": lambda a: tk.tokenize(a, tk.segment(a)),
    "sentences": lambda a: tk.sentences(a, tk.segment(a)),
    "attribute": lambda a: tk.attribute(a, tk.segment(a)),
    "quantities": lambda a: tk.quantities(a, tk.segment(a)),
    "statuses": lambda a: tk.statuses(a, tk.segment(a)),
    "name_variants": lambda a: tk.name_variants(tk.tokenize(a, tk.segment(a)), a),
    "agencies": tk.agencies,
    "check_corpus": tk.check_corpus,
    "find_reuse": lambda a: tk.find_reuse(tk.tokenize(a, tk.segment(a)), a),
}


def growth(piece: str, n: int) -> list[tuple[str, float, float]]:
    """Name, seconds at n and at 4n repetitions of each reader that grows too fast."""
    slow = []
    for name, reader in READERS.items():
        seconds = []
        for times in (n, 2 * n, 4 * n):
            text = PLAIN + piece * times + "\n\n" + PLAIN
            articles = pd.DataFrame(
                {"text": [text, PLAIN], "outlet": ["Beacon", "Ledger"], "event": "ferry", "headline": ""},
                index=pd.Index(["a", "b"], name="article_id"),
            )
            begun = time.process_time()
            with suppress(ValueError):
                reader(articles)
            seconds.append(time.process_time() - begun)
        if seconds[-1] > 1 and seconds[-1] > 12 * max(seconds[0], 0.05):
            slow.append((name, seconds[0], seconds[-1]))
    return slow


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--repeat", type=int, default=500, help="n of the timed part")
    asked = parser.parse_args(arguments)
    tally, rng, end = Tally(), random.Random(asked.seed), time.monotonic() + 60 * asked.minutes
    corpora = 0
    while time.monotonic() < end:
        with redirect_stdout(io.StringIO()):  # what is shown
            everything(hostile_corpus(rng), tally)
        corpora += 1
    calls, refused = sum(tally.calls.values()), sum(tally.refused.values())
    told = f"{corpora} corpora, {calls:,} calls of {len(tally.calls)} functions, {refused:,} refused in a"
    print(f"{told} sentence, {len(tally.failed)} kinds of failure", flush=True)
    for name, error in tally.failed:
        print(f"- {name}: {error}", flush=True)
    slow = []
    for piece in PIECES if asked.repeat else ():
        slow += [(piece, *row) for row in growth(piece, asked.repeat)]
    for piece, name, first, last in slow:
        print(f"- {name} on {piece!r}: {first:.2f} s at n, {last:.2f} s at 4n")
    print(f"{len(slow)} of {len(PIECES) * len(READERS)} pairs of a piece and a reader grow too fast")
    return int(bool(tally.failed or slow))


if __name__ == "__main__":
    sys.exit(main())

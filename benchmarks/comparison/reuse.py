"""Text reuse: recall on planted passages and seconds at 10,000 articles, beside what else one might use.

    python benchmarks/reuse.py FOLDER [articles]

FOLDER holds `basil/articles.jsonl.gz`, `polnear/articles.jsonl.gz` and `msrp/pairs.jsonl.gz`. Peers that are
not installed are reported as such. Seconds are processor time of one thread.
"""

import difflib
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq

from toolkit.comparison.reuse import find_reuse
from toolkit.corpus.tokens import tokenize
from toolkit.text.words import TOKEN


def real_articles(folder: Path) -> pd.DataFrame:
    """Articles of ten outlets, all in one event, so that every two may be compared."""
    tables = [pd.read_json(folder / name / "articles.jsonl.gz", lines=True) for name in ("basil", "polnear")]
    table = pd.concat([part[["doc_id", "outlet", "text"]] for part in tables]).set_index("doc_id")
    return table.assign(event="one").sample(1000, random_state=0)


def body_tokens(articles: pd.DataFrame) -> pd.DataFrame:
    ends = articles["text"].str.len().to_numpy()
    body = pd.DataFrame({"article_id": articles.index, "start": 0, "end": ends, "kind": "body"})
    return tokenize(articles, body)


def edit(words: list[str], rate: float, vocabulary: list[str], rng: np.random.Generator) -> list[str]:
    """Each word substituted, deleted or followed by another at the rate, a third each."""
    kept = []
    for word in words:
        change = rng.integers(3) if rng.random() < rate else None
        kept += [word] if change in (None, 2) else []
        kept += [vocabulary[rng.integers(len(vocabulary))]] if change in (0, 2) else []
    return kept


def plant(articles: pd.DataFrame, n: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two edited sentences for each verbatim run, put into articles of other outlets; where they stand."""
    sentences = [(name, match.group()) for name, text in articles["text"].items()
                 for match in re.finditer(r"[A-Z][^.!?\n]{60,400}(?=[.!?]\s)", text)]  # fmt: skip
    vocabulary = [word for _, sentence in sentences[::20] for word in TOKEN.findall(sentence)]
    texts, outlets, rows = articles["text"].to_dict(), articles["outlet"].to_dict(), []
    for number in rng.permutation(len(sentences)):
        source, sentence = sentences[number]
        words, target = TOKEN.findall(sentence), articles.index[rng.integers(len(articles))]
        if len(words) < 12 or outlets[target] == outlets[source]:
            continue
        rate = rng.uniform(0, 0.3) if len(rows) % 3 else 0.0
        start = 0 if rate else rng.integers(0, len(words) - 11)
        copied = words if rate else words[start : start + rng.integers(7, 13)]
        printed = " ".join(edit(copied, rate, vocabulary, rng))
        cut = texts[target].find("\n", rng.integers(len(texts[target])))
        cut = len(texts[target]) if cut < 0 else cut
        texts[target] = f"{texts[target][:cut]}\n{printed}.{texts[target][cut:]}"
        rows.append((source, target, printed, rate, sentence))
        if len(rows) == n:
            break
    planted = pd.DataFrame(rows, columns=["source", "target", "printed", "rate", "sentence"])
    return articles.assign(text=pd.Series(texts)), planted


def score(articles: pd.DataFrame, planted: pd.DataFrame, passages: pd.DataFrame) -> None:
    """Recall of plants (half of the copy, a verbatim run in full), and how many passages are no plant."""
    hit, found = set(), np.zeros(len(planted), bool)
    by_pair = passages.groupby(["article_a", "article_b"]).indices
    for row in planted.itertuples():
        start = articles.loc[row.target, "text"].find(row.printed)
        for pair in ((row.source, row.target), (row.target, row.source)):
            side = "b" if pair[1] == row.target else "a"
            for place in by_pair.get(pair, []):
                passage = passages.iloc[place]
                end = start + len(row.printed)
                shared = min(end, passage[f"end_{side}"]) - max(start, passage[f"start_{side}"])
                if shared > 0:
                    hit.add(place)
                    enough = shared >= len(row.printed) * (0.5 if row.rate else 1)
                    found[row.Index] |= enough
    edited = (planted["rate"] > 0).to_numpy()
    print(f"verbatim runs of 7-12 words   {(~edited).sum():5}  recall {found[~edited].mean():.3f}")
    for low, high in ((0, 0.1), (0.1, 0.2), (0.2, 0.3), (0, 0.3)):
        rows = edited & planted["rate"].between(low, high).to_numpy()
        print(f"sentences edited at {low:.1f}-{high:.1f}   {rows.sum():5}  recall {found[rows].mean():.3f}")
    other = passages.drop(index=passages.index[sorted(hit)])
    kinds = other["kind"].value_counts()
    print(f"passages {len(passages)}: {len(hit)} planted, {kinds['verbatim']} other runs of 7 words or more, "
          f"{kinds['edited']} other edited ones (to be read)")  # fmt: skip


def many_articles(folder: Path, n: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of 3 KB made from runs of 5 words of real sentences, 10 an event, every fifth with a copy."""
    words = [word for text in real_articles(folder)["text"] for word in re.findall(r"[\w'’,-]+", text)]
    pieces = [" ".join(words[start : start + 5]) for start in range(0, len(words) - 5, 5)]
    texts = []
    for _ in range(n):
        chosen = [pieces[number] for number in rng.integers(len(pieces), size=102)]
        texts.append(". ".join(" ".join(chosen[first : first + 4]) for first in range(0, 102, 4)))
    vocabulary, rows = words[::50], []
    for target in range(0, n, 5):
        source, rate = target // 10 * 10 + (target + 3) % 10, rng.uniform(0, 0.2)
        copied = " ".join(edit(" ".join(texts[source].split(". ")[2:4]).split(), rate, vocabulary, rng))
        texts[target] += f". {copied}"
        rows.append((source, target))
    articles = pd.DataFrame({"text": texts, "outlet": [f"outlet {number % 20}" for number in range(n)],
                             "event": [f"event {number // 10}" for number in range(n)]})  # fmt: skip
    days = pd.to_timedelta(np.arange(n) * 60 // n, unit="D")
    articles["published"] = pd.Timestamp("2024-01-01", tz="UTC") + days
    articles.index = articles.index.astype("str")
    return articles, pd.DataFrame(rows, columns=["source", "target"]).astype("str")


def run_toolkit(articles: pd.DataFrame, tokens: pd.DataFrame) -> set[tuple[str, str]]:
    passages = find_reuse(tokens, articles)
    return {tuple(sorted(pair)) for pair in zip(passages["article_a"], passages["article_b"], strict=True)}


def run_toolkit_without_events(articles: pd.DataFrame, tokens: pd.DataFrame) -> set[tuple[str, str]]:
    return run_toolkit(articles.assign(event=""), tokens)


def run_minhash_lsh(articles: pd.DataFrame, tokens: pd.DataFrame) -> set[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=0.2, num_perm=128), set()
    for name, text in articles["text"].items():
        words = text.lower().split()
        shingles = [" ".join(words[start : start + 5]).encode() for start in range(len(words) - 4)]
        sketch = MinHash(num_perm=128)
        sketch.update_batch(shingles)
        found |= {tuple(sorted((name, other))) for other in index.query(sketch)}
        index.insert(name, sketch)
    return found


def run_ngram_cosine(articles: pd.DataFrame, tokens: pd.DataFrame) -> set[tuple[str, str]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(ngram_range=(5, 5), token_pattern=r"\S+", dtype=np.float32)
    vectors = vectorizer.fit_transform(articles["text"])
    alike, names = (vectors @ vectors.T).tocoo(), articles.index.to_numpy()
    near = (alike.data > 0.01) & (alike.row < alike.col)
    pairs = zip(names[alike.row[near]], names[alike.col[near]], strict=True)
    return {tuple(sorted(pair)) for pair in pairs}


def run_difflib(articles: pd.DataFrame, tokens: pd.DataFrame, pairs: int = 200) -> set[tuple[str, str]]:
    """Only the first pairs inside events, because all would take days; the seconds printed are for those."""
    found, done = set(), 0
    for _, group in articles.groupby("event"):
        for a in range(len(group)):
            for b in range(a):
                if done == pairs:
                    return found
                done += 1
                texts = group["text"].iloc[a].lower().split(), group["text"].iloc[b].lower().split()
                blocks = difflib.SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
                if max(block.size for block in blocks) >= 7:
                    found.add(tuple(sorted((group.index[a], group.index[b]))))
    return found


def compare(articles: pd.DataFrame, tokens: pd.DataFrame, planted: pd.DataFrame) -> None:
    truth = {tuple(sorted(pair)) for pair in zip(planted["source"], planted["target"], strict=True)}
    methods: list[Callable] = [run_toolkit, run_toolkit_without_events, run_minhash_lsh, run_ngram_cosine]
    methods.append(run_difflib)
    base = None
    for method in methods:
        start = time.process_time()
        try:
            found = method(articles, tokens)
        except ImportError as error:
            print(f"{method.__name__:28} not installed ({error.name})")
            continue
        seconds = time.process_time() - start
        base = base or seconds
        note = " (200 pairs only)" if method is run_difflib else ""
        print(f"{method.__name__:28} {seconds:8.1f} s {seconds / base:7.1f} x  recall of pairs "
              f"{len(found & truth) / len(truth):.3f}  other pairs {len(found - truth):,}{note}")  # fmt: skip


def paraphrases(folder: Path) -> None:
    """Accuracy on MSRP train: an edit matcher is no model of paraphrase."""
    pairs = pd.read_json(folder / "msrp" / "pairs.jsonl.gz", lines=True).query("split == 'train'")
    texts = [pairs[f"text_{side}"] for side in "ab"]
    sides = [[[word.lower() for word in TOKEN.findall(text)] for text in side] for side in texts]
    kept = np.array([LCSseq.similarity(a, b) / max(len(a), len(b)) for a, b in zip(*sides, strict=True)])
    found = kept >= 0.5
    jaccard = np.array([len({*a} & {*b}) / len({*a} | {*b}) for a, b in zip(*sides, strict=True)])
    label = pairs["label"].to_numpy() == 1
    articles = pd.DataFrame(
        {
            "text": [text for pair in zip(*texts, strict=True) for text in pair],
            "outlet": list("AB") * len(pairs),
        }
    )
    articles["event"] = [f"pair {number // 2}" for number in range(len(articles))]
    articles.index = articles.index.astype("str")
    passages = find_reuse(body_tokens(articles), articles)
    reused = np.isin(np.arange(len(pairs)), passages["article_a"].astype(int) // 2)
    guesses = {"a passage found": reused, "kept words >= .5": found, "Jaccard >= .37": jaccard >= 0.37}
    for name, guess in guesses.items():
        print(f"MSRP train, {name:18} accuracy {(guess == label).mean():.3f}")


def main(folder: Path, n: int) -> None:
    rng = np.random.default_rng(0)
    articles, planted = plant(real_articles(folder), 900, rng)
    score(articles, planted, find_reuse(body_tokens(articles), articles))
    paraphrases(folder)
    articles, planted = many_articles(folder, n, rng)
    tokens = body_tokens(articles)
    print(f"{n:,} articles of {articles['text'].str.len().mean():.0f} characters, {len(tokens):,} words")
    compare(articles, tokens, planted)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)

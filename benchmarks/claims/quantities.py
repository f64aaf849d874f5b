"""The hand-coded numbers of MUC-4 that `quantities` finds, and the seconds it takes.

Usage: python benchmarks/claims/quantities.py FOLDER, where FOLDER holds articles.jsonl.gz and
gold_quantities.jsonl.gz (MUC-3/MUC-4 texts, public domain, with the quantities of their answer keys).
"""

import re
import sys
import time
from pathlib import Path

import pandas as pd

from toolkit.claims.numbers import quantities
from toolkit.claims.numerals import NUMBER, read_number


def standing(text):
    """Values of all numerals and number words of a text."""
    numbers = (read_number(match.group()) for match in re.finditer(rf"(?<!\w){NUMBER}", text, re.IGNORECASE))
    return {number[0] for number in numbers if number}


def main(folder):
    articles = pd.read_json(Path(folder) / "articles.jsonl.gz", lines=True).set_index("doc_id")
    articles = articles[articles["split"] == "dev"]
    gold = pd.read_json(Path(folder) / "gold_quantities.jsonl.gz", lines=True)
    gold = gold[(gold["value"] > 1) & ~gold["is_range"] & gold["doc_id"].isin(articles.index)]
    ends = articles["text"].str.len().to_numpy()
    segments = pd.DataFrame({"article_id": articles.index, "start": 0, "end": ends, "kind": "body"})
    began = time.perf_counter()
    table = quantities(articles, segments)
    seconds = time.perf_counter() - began
    counts = table[table["unit"] == "count"]
    # "About 50" is 45 to 55: its middle is the number printed; of "more than 50", low is.
    given = counts["low"].where(counts["high"].isna(), counts[["low", "high"]].mean(axis=1)).round(4)
    found = given.groupby(counts["article_id"]).agg(set).to_dict()
    printed = {doc: standing(articles["text"][doc]) for doc in gold["doc_id"].unique()}
    gold = gold[[row.value in printed[row.doc_id] for row in gold.itertuples()]]
    hits = sum(row.value in found.get(row.doc_id, ()) for row in gold.itertuples())
    print(
        f"{len(articles)} articles, {ends.sum() / 1e6:.1f} M characters, {len(table)} found, {seconds:.0f} s"
    )
    print(
        f"hand-coded values above 1 standing in the text: {len(gold)}; found {hits}, {hits / len(gold):.3f}"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])

"""A published keyness reproduced: inaugural speeches of American presidents, 1945 and later against before.

    python benchmarks/terms/inaugural.py SPEECHES

SPEECHES is a `.jsonl.gz` with `article_id`, `year` and `text`, up to 2021. Printed is the documented example
of `textstat_keyness` (R package quanteda.textstats: X2, counts of the target and of the reference), our
counts and X2 of the same words, and what `keyness` says of them, each speech being one article and the labels
of all exchanged. Counts differ where a final 's is no part of a word here ("America's" is "america").
"""

import sys

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.statistics.measures import chi_squared

# The published X2 has no correction for continuity: it is ours to seven digits with these totals, which are
# those of words and marks of punctuation. Nothing was fitted but the totals.
TOTALS = 43_002, 108_539
PUBLISHED = {
    "we": (764.4484, 1048, 779),
    "us": (207.5181, 289, 216),
    "america": (200.5544, 148, 54),
    "our": (183.5362, 917, 1307),
    "world": (171.9660, 196, 123),
    "americans": (163.1532, 76, 7),
    "today": (137.7753, 84, 21),
    "upon": (-58.39810, 39, 332),
    "public": (-58.87042, 12, 213),
    "constitution": (-59.66134, 9, 200),
    "it": (-60.68425, 266, 1132),
    "states": (-63.87803, 29, 305),
    "be": (-72.68161, 278, 1224),
    "should": (-88.14817, 16, 309),
    "which": (-177.10087, 96, 911),
    "of": (-197.08830, 1514, 5666),
    "the": (-331.99069, 2089, 8094),
}


def main(path: str) -> None:
    articles = pd.read_json(path, lines=True).set_index("article_id")
    articles["period"] = np.where(articles["year"] >= 1945, "post-war", "pre-war")
    ends = articles["text"].str.len().to_numpy()
    body = pd.DataFrame({"article_id": articles.index, "start": 0, "end": ends, "kind": "body"})
    tokens = tk.tokenize(articles, body, progress=False)
    whole = tk.keyness(tokens, articles, "post-war", by="period", block=None)
    totals = tokens["article_id"].map(articles["period"]).value_counts()
    table = pd.DataFrame(PUBLISHED, index=["published", "n_target", "n_reference"]).T
    ours = whole.set_index("term").loc[table.index]
    table[["our n_target", "our n_reference"]] = ours[["n_target", "n_reference"]]
    counts = ours["n_target"], ours["n_reference"], totals["post-war"], totals["pre-war"]
    table["our X2"] = chi_squared(*counts) * np.sign(ours["log_ratio"])
    table[["p", "p_family", "q", "draws"]] = ours[["p", "p_family", "q", "draws"]]
    print(table.round(4).to_string())
    pooled = whole[chi_squared(whole["n_target"], whole["n_reference"], *counts[2:]) > 10.83]
    held = ", ".join(f"{(pooled[name] <= 0.05).sum()} with {name}" for name in ("p", "p_family", "q"))
    print(f"Words with a pooled X2 of p < .001: {len(pooled)}; of these at .05 or less: {held}.")
    print(whole.attrs["caption"])


if __name__ == "__main__":
    main(sys.argv[1])

"""Speed and F1 of the attribution model and of the rules alone, beside peers and published figures.

    python benchmarks/attribution/attribution.py [DATA]

DATA is the folder `training/README.md` describes; without it the sample that ships is timed and nothing is
scored.
"""

import sys
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from score import TOKEN, from_table, score  # noqa: E402
from train_attribution import as_tables, read_articles  # noqa: E402

import toolkit as tk  # noqa: E402

# Exact-span F1 on PolNeAR's test split, CofeNet (COLING 2022), table 6; other tokens and sentences, so good
# to a few points.
PUBLISHED = {
    "rules": (11, 23, 6),
    "CRF": (51, 53, 29),
    "BiLSTM-CRF": (70, 67, 59),
    "BERT-CRF": (82, 75, 71),
    "BERT-Cofe": (83, 75, 73),
}


def seconds(run) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def run_textacy(texts: list[str]) -> float:
    import spacy
    from textacy.extract import direct_quotations

    parser = spacy.load("en_core_web_sm")

    def read(text: str) -> None:
        for line in text.split("\n"):
            try:
                list(direct_quotations(parser(line)))
            except ValueError:  # it raises on quotation marks without a partner
                continue

    return seconds(lambda: [read(text) for text in texts])


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if data:
        articles = read_articles(data, "dev")
        texts, segments = as_tables((articles + read_articles(data, "train"))[:100])
    else:
        articles, texts = [], tk.load_sample()
        segments = tk.segment(texts)
    n = sum(len(TOKEN.findall(text)) for text in texts["text"])
    rows = []
    for method in ("model", "rules"):
        took = seconds(lambda method=method: tk.attribute(texts, segments, method=method))
        rows.append(
            {
                "system": method,
                "seconds": took,
                "tokens_per_second": n / took,
                "remark": f"{len(texts)} articles",
            }
        )
        if articles:
            found = tk.attribute(*as_tables(articles), method=method)
            rows[-1] |= score(articles, from_table(found))
    try:
        took = run_textacy(texts["text"].to_list())
        rows.append({"system": "textacy, spaCy small", "seconds": took, "tokens_per_second": n / took})
    except (ImportError, OSError):
        rows.append({"system": "textacy, spaCy small", "remark": "not installed"})
    for name, figures in PUBLISHED.items():
        exact = {
            f"exact {role}": figure / 100
            for role, figure in zip(("source", "cue", "content"), figures, strict=True)
        }
        rows.append({"system": f"published {name}", "remark": "test split"} | exact)
    table = pd.DataFrame(rows).set_index("system")
    print(table.T.to_string(float_format=lambda x: f"{x:,.3f}" if x < 100 else f"{x:,.0f}", na_rep=""))


if __name__ == "__main__":
    main()

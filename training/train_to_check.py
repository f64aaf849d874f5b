"""Fit the weights of `toolkit/matters/to_check.toml` on pairs of numbers that people read (see README.md)."""

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from toolkit.claims.numbers import quantities
from toolkit.matters.meetings import compare
from toolkit.matters.ranking import conflicts
from toolkit.shipped import PACKAGE

BY_HAND = ("digit", "slip", "changed")
PENALTY, FOLDS, SEEDS = 0.1, 10, 5
RIGHT = {"right", "later"}
WEIGHTS = PACKAGE / "matters" / "to_check.toml"


def read_pairs(folder: Path) -> pd.DataFrame:
    """Features of the pairs that were read alike by all readers, with `right`, `event` and `part`."""
    articles = pd.read_json(folder / "articles.jsonl.gz", lines=True).set_index("doc_id")
    pairs = pd.read_csv(folder / "pairs.csv")
    parts = [
        pairs_of_part(part, some, pairs[pairs["set"] == part]) for part, some in articles.groupby("part")
    ]
    return pd.concat(parts).drop_duplicates(ignore_index=True)


def pairs_of_part(part: str, articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Features of the pairs of one collection that the rules set against each other."""
    compared = compare(quantities(articles), articles)
    a, b, features = conflicts(compared)
    row = {pair: k for k, pair in enumerate(zip(a, b, strict=True))}
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for k, claim in enumerate(compared.claims.itertuples()):
        spans.setdefault(claim.article_id, []).append((claim.start, claim.end, k))
    found = []
    for pair in pairs.itertuples():
        ends = claims_of(pair, spans)
        right = {pair.label in RIGHT, pair.label2 in RIGHT}
        if ends in row and len(right) == 1 and "misread" not in (pair.label, pair.label2):
            told = {"right": float(right.pop()), "event": compared.claims["event"][ends[0]], "part": part}
            found.append(features.iloc[row[ends]].to_dict() | told)
    return pd.DataFrame(found, columns=[*features, "right", "event", "part"])


def claims_of(pair, spans: dict[str, list[tuple[int, int, int]]]) -> tuple[int, ...]:
    """Rows of the two claims that a reader's spans overlap, the smaller first; -1 where none does."""
    sides = [(pair.article_a, pair.start_a, pair.end_a), (pair.article_b, pair.start_b, pair.end_b)]
    return tuple(
        sorted(
            next((k for first, last, k in spans.get(name, []) if first < end and start < last), -1)
            for name, start, end in sides
        )
    )


def model():
    return make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=1000))


def left_out(table: pd.DataFrame, names: list[str]) -> np.ndarray:
    """Log-odds of each pair by models that have not seen its event, the mean of several divisions."""
    total = np.zeros(len(table))
    for seed in range(SEEDS):
        events = pd.Series(table["event"].unique()).sample(frac=1, random_state=seed).reset_index(drop=True)
        number = table["event"].map(dict(zip(events, events.index % FOLDS, strict=True)))
        for train, test in GroupKFold(FOLDS).split(table, groups=number):
            fitted = model().fit(table.iloc[train][names], table["right"].iloc[train])
            total[test] += fitted.decision_function(table.iloc[test][names]) / SEEDS
    return total


def tell(table: pd.DataFrame, score: np.ndarray) -> None:
    """Print how well models rank the events that they have not seen."""
    right = table["right"].to_numpy(bool)
    events = table["event"].nunique()
    print(f"{len(table)} pairs, {right.sum()} of them right, in {events} events; events left out:")
    for part in ["", *table["part"].unique()]:
        rows = np.flatnonzero(table["part"].eq(part) | (part == ""))
        best = rows[np.argsort(-score[rows])]
        firsts = ", ".join(f"{right[best[:n]].mean():.2f} of {n}" for n in (5, 10, 20, 30, 40))
        precision = average_precision_score(right[rows], score[rows])
        print(f"{part or 'all':4} AP {precision:.3f}; right: {firsts}")


def write_weights(table: pd.DataFrame, names: list[str]) -> None:
    """Put intercept and weights, by unit of each feature, where the toolkit reads them."""
    scaler, logistic = model().fit(table[names], table["right"])
    weight = logistic.coef_[0] / scaler.scale_
    intercept = logistic.intercept_[0] - (weight * scaler.mean_).sum()
    text = re.sub(r"(?m)^intercept = .*", f"intercept = {intercept:.2f}", WEIGHTS.read_text("utf-8"))
    for name, value in zip(names, weight, strict=True):
        text = re.sub(rf"(\[features\.{name}\][^\n]*\nweight = )[^\n]*", rf"\g<1>{value:.2f}", text)
    WEIGHTS.write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DATA")
    table = read_pairs(parser.parse_args().folder)
    names = [name for name in table.columns if name not in (*BY_HAND, "right", "event", "part")]
    tell(table, left_out(table, names))
    write_weights(table, names)


if __name__ == "__main__":
    main()

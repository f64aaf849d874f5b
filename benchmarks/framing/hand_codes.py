"""What hand codes, indicators and both together are worth on two labelled sets in a folder.

python benchmarks/framing/hand_codes.py FOLDER [--curve]
"""

import sys
from hashlib import sha1
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import PredefinedSplit, StratifiedKFold, cross_val_predict, learning_curve

from toolkit.framing.classifier import FrameClassifier, indicator_counts
from toolkit.framing.codebook import load_codebook
from toolkit.shipped import shipped_path

GVFC = {
    "politics": "politics",
    "public opinion": "public_opinion",
    "gun control/regulation": "gun_control",
    "school or public space safety": "safety",
    "race/ethnicity": "race",
    "economic consequences": "economy",
    "mental health": "mental_health",
    "society/culture": "society",
    "gun or 2nd amendment rights": "gun_rights",
}
NARRATIVE = {
    "frame_conflict": "conflict",
    "frame_human_interest": "human_interest",
    "frame_economic": "economic",
    "frame_resolution": "responsibility",
    "frame_moral": "morality",
}


def macro(labels, predicted):
    return f1_score(labels, predicted, average="macro", zero_division=0)


def report(name, score, unseen):
    print(f"  {name:35} {score:.3f}   unseen fifth {unseen:.3f}", flush=True)


def gvfc(folder, repeats=10):
    """Headlines, nine frames: random folds, as the set has no events."""
    headlines = pd.read_json(folder / "gvfc/articles.jsonl.gz", lines=True)
    texts, labels = headlines["title"].to_numpy(object), headlines["theme1"].map(GVFC).to_numpy(object)
    codebook = load_codebook(shipped_path("data/codebooks") / "gvfc.toml")
    frames, counts = codebook.frames.index.to_numpy(object), indicator_counts(texts, codebook)
    commonest = pd.Series(labels).mode()[0]
    guess = np.where(counts.any(axis=1), frames[counts.argmax(axis=1)], commonest)
    # A fifth that nobody looked at while the indicators were written.
    unseen = np.array([int(sha1(name.encode()).hexdigest(), 16) % 5 == 4 for name in headlines["doc_id"]])
    print(f"GVFC, {len(texts)} headlines, macro-F1")
    always = np.repeat(commonest, len(labels))
    report("commonest frame always", macro(labels, always), macro(labels[unseen], always[unseen]))
    report("indicators alone", macro(labels, guess), macro(labels[unseen], guess[unseen]))
    models = {"text": FrameClassifier(), "text and indicators": FrameClassifier(codebook)}
    scores = {name: [] for name in models}
    parts = {name: [] for name in models}
    for repeat in range(repeats):
        folds = StratifiedKFold(5, shuffle=True, random_state=repeat)
        for name, model in models.items():
            predicted = cross_val_predict(model, texts, labels, cv=folds)
            scores[name] += [macro(labels[test], predicted[test]) for _, test in folds.split(texts, labels)]
            parts[name].append(macro(labels[unseen], predicted[unseen]))
    for name in models:
        report(f"{name}, {repeats} x 5 folds", np.mean(scores[name]), np.mean(parts[name]))


def curve(folder):
    headlines = pd.read_json(folder / "gvfc/articles.jsonl.gz", lines=True)
    codebook = load_codebook(shipped_path("data/codebooks") / "gvfc.toml")
    texts, labels = headlines["title"].to_numpy(object), headlines["theme1"].map(GVFC).to_numpy(object)
    drawn = {"train_sizes": [50, 100, 200, 400, 800], "shuffle": True, "random_state": 0}
    drawn["cv"] = StratifiedKFold(5, shuffle=True, random_state=0)
    print("GVFC, macro-F1 by number of hand codes")
    for name, model in (("text", FrameClassifier()), ("text and indicators", FrameClassifier(codebook))):
        sizes, _, scores = learning_curve(model, texts, labels, scoring="f1_macro", **drawn)
        print(f"  {name:20}", *(f"{n}: {f1:.3f}" for n, f1 in zip(sizes, scores.mean(axis=1), strict=True)))


def narrative(folder):
    """Climate articles, five frames that may occur together: the set's own folds."""
    articles = pd.read_json(folder / "narrative_frames/articles.jsonl.gz", lines=True)
    codebook = load_codebook(shipped_path("data/codebooks") / "generic.toml")
    texts = articles["text"].to_numpy(object)
    counts = indicator_counts(texts, codebook)
    folds = PredefinedSplit(articles["fold"].rank(method="dense").astype(int))
    rates = counts / articles["text"].str.split().str.len().to_numpy()[:, None]
    print(f"narrative_frames, {len(texts)} articles: F1 of yes to all, text, text and indicators; AUC")
    for column, frame in NARRATIVE.items():
        labels = articles[column].to_numpy(int)
        f1 = [f1_score(labels, np.ones(len(labels)))]
        for model in (FrameClassifier(), FrameClassifier(codebook)):
            f1.append(f1_score(labels, cross_val_predict(model, texts, labels, cv=folds)))
        auc = roc_auc_score(labels, rates[:, codebook.frames.index.get_loc(frame)])
        print(f"  {column:22}", *(f"{score:.3f}" for score in f1), f"  {auc:.3f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    data = Path(sys.argv[1])
    if "--curve" in sys.argv:
        curve(data)
    else:
        gvfc(data)
        narrative(data)

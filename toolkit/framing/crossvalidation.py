"""Cross-validation: how well a classifier does on unseen events, and how many codes it needs."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, cross_val_predict

from toolkit.framing.classifier import FrameClassifier, texts_of

_SCORES = ["frame", "n", "precision", "recall", "f1", "constant_f1"]


def frame_folds(
    labels: Sequence, *, groups: Sequence | None = None, folds: int = 5, seed: int = 0
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Train and test rows of each fold, frames spread evenly, a group (an event) never on both sides.

    Parameters
    ----------
    labels, groups : the frame of each article, and its event where there are events
    folds, seed : how many, and of their random order

    Returns
    -------
    list of (train, test)
        Positions in `labels`; every position is in one test fold.

    Raises
    ------
    ValueError
        If there are fewer than `folds` codes a frame on average, or fewer groups than folds.

    Examples
    --------
    >>> [test.tolist() for _, test in frame_folds(["a", "a", "b", "b"], groups=[0, 1, 0, 1], folds=2)]
    [[1, 3], [0, 2]]
    """
    labels = np.asarray(labels)
    frames = len(np.unique(labels))
    if len(labels) < folds * frames:
        wanted = f"code at least {folds * frames} articles or ask for fewer folds"
        raise ValueError(f"{len(labels)} codes for {frames} frames are too few for {folds} folds; {wanted}.")
    if groups is not None and (found := len(np.unique(groups))) < folds:
        raise ValueError(f"groups has {found} values, too few for {folds} folds; ask for fewer.")
    splitter = StratifiedKFold if groups is None else StratifiedGroupKFold
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a frame rarer than the folds is in some of them only
        return list(splitter(folds, shuffle=True, random_state=seed).split(labels, labels, groups))


def cross_validate(
    classifier: FrameClassifier,
    texts: Sequence[str],
    labels: Sequence,
    *,
    groups: Sequence | None = None,
    folds: int = 5,
    repeats: int = 1,
    seed: int = 0,
) -> pd.DataFrame:
    """How well a classifier finds each frame in articles it has not seen.

    Parameters
    ----------
    classifier : not changed
    texts, labels, groups : one text, frame and event an article; without `groups` folds are random
    folds, repeats, seed : as in `frame_folds`; each repeat has other folds

    Returns
    -------
    pandas.DataFrame
        One row a frame, most frequent first, and a last one, `(mean)`: `frame`, `n` (codes), `precision`,
        `recall`, `f1` (of the out-of-fold predictions, mean over repeats), `constant_f1` (of giving every
        text this frame; in the last row of giving every text the commonest).

    Raises
    ------
    ValueError
        As `frame_folds`, or if `texts` is no sequence of texts.

    Examples
    --------
    >>> texts, labels = ["a clash", "a price", "the clash", "the price"], ["war", "money", "war", "money"]
    >>> cross_validate(FrameClassifier(), texts, labels, folds=2)[["frame", "n", "f1"]].to_numpy().tolist()
    [['money', 2, 1.0], ['war', 2, 1.0], ['(mean)', 4, 1.0]]
    """
    texts, labels = texts_of(texts), np.asarray(labels)
    frames, n = np.unique(labels, return_counts=True)
    scores = []
    for repeat in range(seed, seed + repeats):
        splits = frame_folds(labels, groups=groups, folds=folds, seed=repeat)
        predicted = cross_val_predict(classifier, texts, labels, cv=splits)
        scores.append(precision_recall_fscore_support(labels, predicted, labels=frames, zero_division=0)[:3])
    table = pd.DataFrame(np.mean(scores, axis=0).T, columns=["precision", "recall", "f1"])
    table = table.assign(frame=frames, n=n, constant_f1=2 * n / (n + len(labels)))
    table = table.sort_values(["n", "frame"], ascending=[False, True], ignore_index=True)
    constant = table["constant_f1"].max() / len(frames)
    mean = pd.DataFrame(table[["precision", "recall", "f1"]].mean()).T
    mean = mean.assign(frame="(mean)", n=len(labels), constant_f1=constant)
    table = pd.concat([table, mean], ignore_index=True)[_SCORES]
    unit = "random folds" if groups is None else "folds of whole groups"
    table.attrs["caption"] = f"{len(labels)} codes; {repeats} repeats of {folds} {unit} (seed {seed})."
    return table


def learning_curve(
    classifier: FrameClassifier,
    texts: Sequence[str],
    labels: Sequence,
    *,
    sizes: Sequence[int] = (50, 100, 200, 400, 800),
    groups: Sequence | None = None,
    folds: int = 5,
    repeats: int = 3,
    seed: int = 0,
) -> pd.DataFrame:
    """Macro-F1 by number of hand codes, with and without the indicators, in the same folds.

    Parameters
    ----------
    classifier, texts, labels, groups, folds, repeats, seed : as in `cross_validate`, which raises the same
    sizes : numbers of codes to learn from, drawn from the training folds

    Returns
    -------
    pandas.DataFrame
        One row a size that the training folds can hold: `codes`, `f1` and `sd` (mean and standard deviation
        over folds and repeats), `text_only_f1` and `text_only_sd` (without the codebook), `constant_f1` (of
        always giving the commonest frame), `runs`.

    Examples
    --------
    >>> texts, labels = ["a clash", "a price", "the clash", "the price"], ["war", "money", "war", "money"]
    >>> learning_curve(FrameClassifier(), texts, labels, sizes=[2], folds=2)["runs"].tolist()
    [6]
    """
    texts, labels = np.array(texts_of(texts), dtype=object), np.asarray(labels)
    models = (classifier, clone(classifier).set_params(codebook=None))
    runs = []
    for repeat in range(seed, seed + repeats):
        rng = np.random.default_rng(repeat)
        for train, test in frame_folds(labels, groups=groups, folds=folds, seed=repeat):
            train = rng.permutation(train)
            for size in [size for size in sizes if size <= len(train)]:
                runs.append((size, *(_macro_f1(m, texts, labels, train[:size], test) for m in models)))
    by_size = pd.DataFrame(runs, columns=["codes", "f1", "text_only_f1"]).groupby("codes")
    spread = by_size.std(ddof=0).set_axis(["sd", "text_only_sd"], axis=1)
    table = by_size.mean().join(spread)[["f1", "sd", "text_only_f1", "text_only_sd"]]
    n = np.unique(labels, return_counts=True)[1]
    table["constant_f1"] = max(2 * n / (n + len(labels))) / len(n)
    table = table.assign(runs=by_size.size()).reset_index()
    table.attrs["caption"] = (
        f"Macro-F1 on unseen texts by number of hand codes, of {len(labels)} (seed {seed})."
    )
    if table.empty:
        table.attrs["note"] = f"{len(labels)} codes are too few for a curve that begins at {min(sizes)}."
    return table


def _macro_f1(
    model: FrameClassifier, texts: np.ndarray, labels: np.ndarray, train: np.ndarray, test: np.ndarray
) -> float:
    if len(np.unique(labels[train])) < 2:
        predicted = np.repeat(labels[train][:1], len(test))
    else:
        predicted = clone(model).fit(texts[train], labels[train]).predict(texts[test])
    return f1_score(labels[test], predicted, labels=np.unique(labels), average="macro", zero_division=0)

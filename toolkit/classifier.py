"""FrameClassifier: hand codes and a codebook's indicators together, as a scikit-learn estimator."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.svm import LinearSVC
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from toolkit.codebook import Codebook
from toolkit.frames import frame_hits
from toolkit.tokens import TOKEN, tokenize


class FrameClassifier(ClassifierMixin, BaseEstimator):
    """Linear support vector machine on words, characters and a codebook's indicators.

    Parameters
    ----------
    codebook : what `load_codebook` gives; None for the text alone
    C : inverse strength of regularisation
    word_ngrams, char_ngrams : shortest and longest n-gram, weighted by tf-idf (tf sublinear)
    indicator_weight : by which the square root of a frame's hits is multiplied
    class_weight : as in `LinearSVC`; by default rare frames count as much as common ones

    Attributes
    ----------
    classes_ : the frames, sorted
    model_, words_, characters_ : the fitted LinearSVC and TfidfVectorizers

    Notes
    -----
    X is a sequence of texts, y one frame each. For frames that may occur together, fit one classifier a frame
    on 0 and 1, or put this one into `sklearn.multioutput.MultiOutputClassifier`.

    Examples
    --------
    >>> texts = ["Rivals clash in court", "Prices and taxes rise", "Rivals trade blame", "Taxes hit shops"]
    >>> model = FrameClassifier().fit(texts, ["conflict", "economic", "conflict", "economic"])
    >>> model.predict(["Prices rise in shops"]).tolist()
    ['economic']
    """

    def __init__(
        self,
        codebook: Codebook | None = None,
        *,
        C: float = 0.3,
        word_ngrams: tuple[int, int] = (1, 2),
        char_ngrams: tuple[int, int] = (3, 5),
        indicator_weight: float = 1.0,
        class_weight: str | dict | None = "balanced",
    ) -> None:
        self.codebook = codebook
        self.C = C
        self.word_ngrams = word_ngrams
        self.char_ngrams = char_ngrams
        self.indicator_weight = indicator_weight
        self.class_weight = class_weight

    def __sklearn_tags__(self):
        """Say that X is a sequence of strings."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.one_d_array, tags.input_tags.two_d_array = True, True, False
        return tags

    def fit(self, X: Sequence[str], y: Sequence) -> "FrameClassifier":
        """Learn from texts and their codes."""
        texts, y = _texts(X), np.asarray(y)
        check_classification_targets(y)
        if len(texts) != len(y):
            raise ValueError(f"X has {len(texts)} texts and y {len(y)} codes; give each text one code.")
        if len(np.unique(y)) < 2:
            raise ValueError(
                f"y needs 2 classes or more, and has {np.unique(y).tolist()}; code other articles too."
            )
        self.words_ = TfidfVectorizer(
            token_pattern=TOKEN.pattern, ngram_range=self.word_ngrams, sublinear_tf=True
        )
        self.characters_ = TfidfVectorizer(
            analyzer="char_wb", ngram_range=self.char_ngrams, sublinear_tf=True
        )
        features = self._features(texts, fit=True)
        self.model_ = LinearSVC(C=self.C, class_weight=self.class_weight, random_state=0).fit(features, y)
        self.classes_ = self.model_.classes_
        return self

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give the frame of each text."""
        check_is_fitted(self)
        return self.model_.predict(self._features(_texts(X)))

    def decision_function(self, X: Sequence[str]) -> np.ndarray:
        """Signed distance from the boundary: (texts,) for two classes, else (texts, classes)."""
        check_is_fitted(self)
        return self.model_.decision_function(self._features(_texts(X)))

    def _features(self, texts: list[str], *, fit: bool = False) -> sparse.csr_matrix:
        parts = [
            part.fit_transform(texts) if fit else part.transform(texts)
            for part in (self.words_, self.characters_)
        ]
        if self.codebook is not None:
            hits = indicator_counts(texts, self.codebook)
            parts.append(sparse.csr_matrix(self.indicator_weight * np.sqrt(hits)))
        return sparse.hstack(parts, format="csr")


def telling_features(classifier: FrameClassifier, *, n: int = 10) -> pd.DataFrame:
    """The features that speak most for each frame.

    Returns
    -------
    pandas.DataFrame
        `n` rows a frame, strongest first: `frame`, `feature`, `kind` (word, character, or indicator: all
        those of the frame named), `weight` (coefficient of the linear model).
    """
    check_is_fitted(classifier)
    names = [(name, "word") for name in classifier.words_.get_feature_names_out()]
    names += [(name, "character") for name in classifier.characters_.get_feature_names_out()]
    if classifier.codebook is not None:
        names += [(frame, "indicator") for frame in classifier.codebook.frames.index]
    weights = classifier.model_.coef_
    weights = np.vstack([-weights, weights]) if len(weights) == 1 else weights
    rows = []
    for frame, weight in zip(classifier.classes_, weights, strict=True):
        rows += [(frame, *names[place], weight[place]) for place in np.argsort(-weight, kind="stable")[:n]]
    table = pd.DataFrame(rows, columns=["frame", "feature", "kind", "weight"])
    table.attrs["caption"] = (
        f"The {n} features with the largest weights of each frame, of {len(names):,} features."
    )
    return table


def frame_folds(
    labels: Sequence, *, groups: Sequence | None = None, folds: int = 5, seed: int = 0
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Train and test rows of each fold, frames spread evenly, a group (an event) never on both sides.

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
    if groups is not None and len(np.unique(groups)) < folds:
        raise ValueError(
            f"groups has {len(np.unique(groups))} values, too few for {folds} folds; ask for fewer."
        )
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

    Returns
    -------
    pandas.DataFrame
        One row a frame, most frequent first, and a last one, `(mean)`: `frame`, `n` (codes), `precision`,
        `recall`, `f1` (of the out-of-fold predictions, mean over repeats), `constant_f1` (of giving every
        text this frame; in the last row of giving every text the commonest).
    """
    texts, labels = np.array(_texts(texts), dtype=object), np.asarray(labels)
    frames, n = np.unique(labels, return_counts=True)
    scores = []
    for repeat in range(repeats):
        predicted = labels.copy()
        for train, test in frame_folds(labels, groups=groups, folds=folds, seed=seed + repeat):
            predicted[test] = clone(classifier).fit(texts[train], labels[train]).predict(texts[test])
        scores.append(precision_recall_fscore_support(labels, predicted, labels=frames, zero_division=0)[:3])
    table = pd.DataFrame({"frame": frames, "n": n})
    table[["precision", "recall", "f1"]] = np.mean(scores, axis=0).T
    table["constant_f1"] = 2 * n / (n + n.sum())
    table = table.sort_values(["n", "frame"], ascending=[False, True], ignore_index=True)
    mean = table[["precision", "recall", "f1"]].mean().to_dict()
    mean |= {"frame": "(mean)", "n": n.sum(), "constant_f1": table["constant_f1"].max() / len(frames)}
    table = pd.concat([table, pd.DataFrame([mean])], ignore_index=True)
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

    Returns
    -------
    pandas.DataFrame
        One row a size that the training folds can hold: `codes`, `f1` and `sd` (mean and standard deviation
        over folds and repeats), `text_only_f1` and `text_only_sd` (without the codebook), `constant_f1` (of
        always giving the commonest frame), `runs`.
    """
    texts, labels = np.array(_texts(texts), dtype=object), np.asarray(labels)
    models = (classifier, clone(classifier).set_params(codebook=None))
    scores: dict[int, list] = {}
    for repeat in range(repeats):
        rng = np.random.default_rng(seed + repeat)
        for train, test in frame_folds(labels, groups=groups, folds=folds, seed=seed + repeat):
            train = rng.permutation(train)
            for size in [size for size in sizes if size <= len(train)]:
                row = [_macro_f1(model, texts, labels, train[:size], test) for model in models]
                scores.setdefault(size, []).append(row)
    constant = 2 * max(np.unique(labels, return_counts=True)[1])
    constant = constant / (constant / 2 + len(labels)) / len(np.unique(labels))
    rows = [
        (
            size,
            *np.ravel(list(zip(np.mean(runs, axis=0), np.std(runs, axis=0), strict=True))),
            constant,
            len(runs),
        )
        for size, runs in sorted(scores.items())
    ]
    columns = ["codes", "f1", "sd", "text_only_f1", "text_only_sd", "constant_f1", "runs"]
    table = pd.DataFrame(rows, columns=columns)
    table.attrs["caption"] = (
        f"Macro-F1 on unseen texts by number of hand codes; {len(labels)} codes in all (seed {seed})."
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


def _texts(X: Sequence[str]) -> list[str]:
    if isinstance(X, str):
        raise ValueError("X must be a sequence of texts, not one text.")
    if getattr(X, "ndim", 1) != 1 or not all(isinstance(text, str) for text in X):
        raise ValueError("X must be a sequence of texts (strings); give for example articles['text'].")
    return [str(text) for text in X]


def indicator_counts(texts: list[str], codebook: Codebook) -> np.ndarray:
    """Hits of each text (row) and frame (column), the whole text counted."""
    articles = pd.DataFrame({"text": texts}, index=[str(number) for number in range(len(texts))])
    whole = {"article_id": articles.index, "start": 0, "end": articles["text"].str.len(), "kind": "body"}
    hits = frame_hits(tokenize(articles, pd.DataFrame(whole)), codebook, articles=articles)
    counts = np.zeros((len(texts), len(codebook.frames)))
    np.add.at(counts, (hits["article_id"].cat.codes, hits["frame"].cat.codes), 1)
    return counts

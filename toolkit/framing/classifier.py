"""FrameClassifier: hand codes and a codebook's indicators together, as a scikit-learn estimator."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted

from toolkit.corpus.tokens import tokenize
from toolkit.framing.codebook import Codebook
from toolkit.framing.indicators import frame_hits
from toolkit.text.tokenizers import Tokenizer, tokenizer_of, words_in
from toolkit.text.words import TOKEN


class FrameClassifier(ClassifierMixin, BaseEstimator):
    """Linear support vector machine on words, characters and a codebook's indicators.

    Parameters
    ----------
    codebook : what `load_codebook` gives; None for the text alone
    C : inverse strength of regularisation
    word_ngrams, char_ngrams : shortest and longest n-gram, weighted by tf-idf (tf sublinear)
    tokenizer : of your own, as for `tokenize`

    The defaults of C and of the n-grams are those of `benchmarks/framing/hand_codes.py`.

    Attributes
    ----------
    classes_ : the frames, sorted
    model_, words_, characters_ : the fitted LinearSVC and TfidfVectorizers

    Notes
    -----
    X is a sequence of texts, y one frame each; rare frames count as much as common ones. A frame's indicators
    are one feature, the square root of its hits. For frames that may occur together, fit one classifier a
    frame on 0 and 1, or put this one into `sklearn.multioutput.MultiOutputClassifier`.

    How good it is on unseen events, and how many codes it needs, is scikit-learn's to say:
    `cross_val_predict` and `LearningCurveDisplay` with `cv=StratifiedGroupKFold(5)` and the events as
    `groups`, `classification_report` for each frame; set beside them the F1 of giving every text one frame.

    Examples
    --------
    >>> texts = ["Rivals clash in court", "Prices and taxes rise", "Rivals trade blame", "Taxes hit shops"]
    >>> model = FrameClassifier().fit(texts, ["conflict", "economic", "conflict", "economic"])
    >>> model.predict(["Prices rise in shops"]).tolist()
    ['economic']

    What speaks most for the second of two frames (of more: for frame k, `model.model_.coef_[k]`):

    >>> weights = pd.Series(model.model_.coef_[0], model.get_feature_names_out())
    >>> weights.nlargest(1).index.tolist()
    ['word: taxes']
    """

    def __init__(
        self,
        codebook: Codebook | None = None,
        *,
        C: float = 0.3,
        word_ngrams: tuple[int, int] = (1, 2),
        char_ngrams: tuple[int, int] = (3, 5),
        tokenizer: Tokenizer | str | None = None,
    ) -> None:
        self.codebook = codebook
        self.C = C
        self.word_ngrams = word_ngrams
        self.char_ngrams = char_ngrams
        self.tokenizer = tokenizer

    def __sklearn_tags__(self):
        """Say that X is a sequence of strings."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.one_d_array, tags.input_tags.two_d_array = True, True, False
        return tags

    def fit(self, X: Sequence[str], y: Sequence) -> "FrameClassifier":
        """Learn from texts and their codes."""
        texts, y = texts_of(X), np.asarray(y)
        check_classification_targets(y)
        check_consistent_length(texts, y)
        words = {"token_pattern": TOKEN.pattern}
        if self.tokenizer is not None:
            own = partial(words_in, tokenizer=tokenizer_of(self.tokenizer))
            words = {"tokenizer": own, "token_pattern": None, "lowercase": False}
        characters = {"analyzer": "char_wb", "ngram_range": self.char_ngrams}
        self.words_ = TfidfVectorizer(**words, ngram_range=self.word_ngrams, sublinear_tf=True)
        self.characters_ = TfidfVectorizer(**characters, sublinear_tf=True)
        features = self._features(texts, "fit_transform")
        self.model_ = LinearSVC(C=self.C, class_weight="balanced", random_state=0).fit(features, y)
        self.classes_ = self.model_.classes_
        return self

    def predict(self, X: Sequence[str]) -> np.ndarray:
        """Give the frame of each text."""
        check_is_fitted(self)
        return self.model_.predict(self._features(texts_of(X)))

    def decision_function(self, X: Sequence[str]) -> np.ndarray:
        """Signed distance from the boundary: (texts,) for two classes, else (texts, classes)."""
        check_is_fitted(self)
        return self.model_.decision_function(self._features(texts_of(X)))

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Names of the columns of `model_.coef_`: `word: troops`, `characters: oop`, `indicator: conflict`.

        `input_features` is there because scikit-learn's pipelines hand it over; texts have none.
        """
        check_is_fitted(self)
        frames = [] if self.codebook is None else self.codebook.frames.index
        words, characters = (part.get_feature_names_out() for part in (self.words_, self.characters_))
        indicators = np.array([f"indicator: {frame}" for frame in frames], dtype=object)
        return np.concatenate(["word: " + words, "characters: " + characters, indicators])

    def _features(self, texts: list[str], step: str = "transform") -> sparse.csr_matrix:
        parts = [getattr(vectorizer, step)(texts) for vectorizer in (self.words_, self.characters_)]
        if self.codebook is not None:
            parts.append(sparse.csr_matrix(np.sqrt(indicator_counts(texts, self.codebook, self.tokenizer))))
        return sparse.hstack(parts, format="csr")


def texts_of(X: Sequence[str]) -> list[str]:
    """Texts as a list, or a ValueError if they are none."""
    if isinstance(X, str) or getattr(X, "ndim", 1) != 1 or not all(isinstance(text, str) for text in X):
        raise ValueError("X must be a sequence of texts (strings); give for example articles['text'].")
    return [str(text) for text in X]


def indicator_counts(
    texts: list[str], codebook: Codebook, tokenizer: Tokenizer | str | None = None
) -> np.ndarray:
    """Hits of each text (row) and frame (column), the whole text counted."""
    articles = pd.DataFrame({"text": texts}, index=[str(number) for number in range(len(texts))])
    whole = {"article_id": articles.index, "start": 0, "end": articles["text"].str.len(), "kind": "body"}
    tokens = tokenize(articles, pd.DataFrame(whole), tokenizer=tokenizer, progress=False)
    hits = frame_hits(tokens, codebook, articles=articles)
    counts = np.zeros((len(texts), len(codebook.frames)))
    np.add.at(counts, (hits["article_id"].cat.codes, hits["frame"].cat.codes), 1)
    return counts

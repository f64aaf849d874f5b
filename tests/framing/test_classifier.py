"""FrameClassifier: a scikit-learn estimator whose scores can be checked by eye."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import (
    GridSearchCV,
    GroupKFold,
    KFold,
    StratifiedGroupKFold,
    cross_val_predict,
    cross_val_score,
    learning_curve,
)
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from sklearn.utils import estimator_checks

from toolkit.framing.classifier import FrameClassifier, indicator_counts
from toolkit.framing.codebook import load_codebook
from toolkit.shipped import shipped_path

CODEBOOK = """\
name = "Test"
[frames.conflict]
definition = "Sides oppose."
indicators = ["clash", "row", "feud", "quarrel", "spat", "brawl"]
[frames.money]
definition = "Costs."
indicators = ["cost", "price", "wage", "rent", "toll", "fee"]
"""
WORDS = {
    "conflict": "clash row feud quarrel spat brawl".split(),
    "money": "cost price wage rent toll fee".split(),
}
LABELS = np.array(["conflict", "money"] * 6)
TEXTS = [f"the {WORDS[label][place // 2]} of number {place}" for place, label in enumerate(LABELS)]


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "test.toml"
    path.write_text(CODEBOOK)
    return load_codebook(path)


def test_indicators_let_it_know_words_that_no_code_has_shown(codebook):
    # Every indicator stands in one text only, so the text alone cannot know the held-out word.
    model = FrameClassifier(codebook, char_ngrams=(3, 3))
    assert cross_val_score(model, TEXTS, LABELS, cv=3).mean() == 1
    assert cross_val_score(model.set_params(codebook=None), TEXTS, LABELS, cv=3).mean() < 1


def test_indicators_are_counted_by_text_and_frame(codebook):
    assert indicator_counts(["a clash, a row", "rent", "", "row of rent"], codebook).tolist() == [
        [2, 0], [0, 1], [0, 0], [1, 1]]  # fmt: skip


def test_counting_indicators_of_many_texts_shows_no_progress_bar(codebook, capsys):
    assert indicator_counts(["a clash"] * 1000, codebook).sum() == 1000
    assert capsys.readouterr().err == ""


def test_grid_search_clone_and_pipelines_work(codebook):
    model = FrameClassifier(codebook)
    assert clone(model).get_params()["C"] == model.C
    search = GridSearchCV(model, {"C": [0.1, 1], "char_ngrams": [(2, 3)]}, cv=GroupKFold(3))
    search.fit(TEXTS, LABELS, groups=np.arange(12) // 4)
    assert search.best_params_["char_ngrams"] == (2, 3)
    piped = make_pipeline(FrameClassifier(codebook)).fit(pd.Series(TEXTS), LABELS)
    assert piped.predict(["a feud"]).tolist() == ["conflict"]
    both = MultiOutputClassifier(model).fit(
        np.array(TEXTS, dtype=object), np.column_stack([LABELS == "money"] * 2)
    )
    assert both.predict(np.array(["the rent"], dtype=object)).tolist() == [[True, True]]


@pytest.mark.filterwarnings("ignore:Can't test estimator")  # the checks with numbers are left out for text
def test_it_passes_the_checks_of_scikit_learn_that_need_no_numbers():
    results = estimator_checks.check_estimator(FrameClassifier(), on_fail=None, on_skip=None)
    assert {result["status"] for result in results} == {"passed"}
    for check in (
        estimator_checks.check_parameters_default_constructible,
        estimator_checks.check_no_attributes_set_in_init,
        estimator_checks.check_get_params_invariance,
        estimator_checks.check_set_params,
        estimator_checks.check_estimator_repr,
        estimator_checks.check_estimator_cloneable,
        estimator_checks.check_estimator_tags_renamed,
        estimator_checks.check_valid_tag_types,
    ):
        check("FrameClassifier", FrameClassifier())


def test_fitting_twice_gives_the_same(codebook):
    model = FrameClassifier(codebook)
    before = model.get_params()
    first = model.fit(TEXTS, LABELS).decision_function(TEXTS)
    assert all(model.get_params()[name] is value for name, value in before.items())
    np.testing.assert_array_equal(model.fit(TEXTS, LABELS).decision_function(TEXTS), first)
    assert first.shape == (12,)
    assert model.classes_.tolist() == ["conflict", "money"]


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        ("one text", ["a"], r"X must be a sequence of texts \(strings\)"),
        ([1, 2], ["a", "b"], r"X must be a sequence of texts \(strings\)"),
        (np.array([["a"], ["b"]], dtype=object), ["a", "b"], r"X must be a sequence of texts \(strings\)"),
        (["x y", "y z"], ["a"], r"inconsistent numbers of samples: \[2, 1\]"),
        (
            ["x y", "y z"],
            ["a", "a"],
            "at least 2 classes in the data, but the data contains only one",
        ),
        (["x y", "y z"], [0.5, 1.2], "Unknown label type"),
    ],
)
def test_unusable_input_is_refused(texts, labels, message):
    with pytest.raises(ValueError, match=message):
        FrameClassifier().fit(texts, labels)


def test_it_must_be_fitted_first():
    for use in (FrameClassifier.predict, FrameClassifier.decision_function):
        with pytest.raises(NotFittedError):
            use(FrameClassifier(), ["a"])
    with pytest.raises(NotFittedError):
        FrameClassifier().get_feature_names_out()


def test_names_of_features_are_those_of_the_columns_of_the_weights(codebook):
    model = FrameClassifier(codebook).fit(TEXTS, LABELS)
    names = model.get_feature_names_out()
    weights = pd.Series(model.model_.coef_[0], names)
    assert weights.nlargest(1).index.tolist() == ["indicator: money"]
    assert weights.nsmallest(1).index.tolist() == ["indicator: conflict"]
    assert {"word: clash", "word: of number", "characters: clash", "characters:  th"} <= set(names)
    assert names[-2:].tolist() == ["indicator: conflict", "indicator: money"]
    # "the clash": a text of its own words has nothing in the columns of others.
    found = model._features(["the clash"]).toarray()[0]
    assert {"word: clash", "word: the clash", "characters: las", "indicator: conflict"} <= set(
        names[found > 0]
    )
    assert not {"word: rent", "word: number", "indicator: money"} & set(names[found > 0])
    alone = FrameClassifier().fit(TEXTS, LABELS)
    assert not any(name.startswith("indicator") for name in alone.get_feature_names_out())
    assert len(alone.get_feature_names_out()) == alone.model_.coef_.shape[1]


def test_words_go_by_one_and_two_and_characters_by_three_to_five():
    names = (
        FrameClassifier().fit(["a great quarrel broke out", "rents rise"], ["x", "y"]).get_feature_names_out()
    )
    sizes = {
        "word": {len(name[6:].split(" ")) for name in names if name.startswith("word: ")},
        "characters": {len(name[12:]) for name in names if name.startswith("characters: ")},
    }
    assert sizes == {"word": {1, 2}, "characters": {3, 4, 5}}


def test_a_frames_indicators_are_one_feature_the_root_of_its_hits(codebook):
    model = FrameClassifier(codebook).fit(TEXTS, LABELS)
    assert model._features(["row row row row rent"]).toarray()[0, -2:].tolist() == [2, 1]


def test_terms_that_come_again_and_again_count_by_the_logarithm():
    # tf is 1 + ln 3 for what stands three times; both words, and their letters, stand in one text of two.
    model = FrameClassifier().fit(["clash clash clash row", "rent"], ["x", "y"])
    names = model.get_feature_names_out()
    found = dict(zip(names, model._features(["clash clash clash row"]).toarray()[0], strict=True))
    assert found["word: clash"] / found["word: row"] == pytest.approx(1 + np.log(3))
    assert found["characters: las"] / found["characters: row"] == pytest.approx(1 + np.log(3))


def test_regularisation_is_that_of_the_benchmark_unless_told_otherwise():
    # With two texts far apart, the weights that C allows: doubling or halving it shows in their length.
    lengths = {
        C: np.linalg.norm(FrameClassifier(C=C).fit(TEXTS, LABELS).model_.coef_) for C in (0.15, 0.3, 0.6)
    }
    assert lengths[0.15] < lengths[0.3] < lengths[0.6]
    assert np.linalg.norm(FrameClassifier().fit(TEXTS, LABELS).model_.coef_) == lengths[0.3]


def test_a_rare_frame_counts_as_much_as_a_common_one():
    # Eleven against one: without balanced weights a text of both is on the common side.
    texts = [f"the clash of number {place}" for place in range(11)] + ["the rent of number 11"]
    labels = ["conflict"] * 11 + ["money"]
    model = FrameClassifier().fit(texts, labels)
    assert model.predict(["the clash and the rent"]).tolist() == ["money"]
    unweighted = LinearSVC(C=0.3, random_state=0).fit(model._features(texts), labels)
    assert unweighted.predict(model._features(["the clash and the rent"])).tolist() == ["conflict"]


EVENTS = np.arange(12) // 2


def test_events_are_kept_whole_by_cross_validation_of_scikit_learn(codebook):
    # Words of each event stand in it alone: with events kept whole the text alone can only guess.
    folds = StratifiedGroupKFold(3, shuffle=True, random_state=0)
    predicted = cross_val_predict(FrameClassifier(codebook), TEXTS, LABELS, groups=EVENTS, cv=folds)
    assert predicted.tolist() == LABELS.tolist()
    report = classification_report(LABELS, predicted, output_dict=True)
    assert report["macro avg"]["f1-score"] == 1
    alone = FrameClassifier(char_ngrams=(3, 3))
    assert (
        f1_score(LABELS, cross_val_predict(alone, TEXTS, LABELS, groups=EVENTS, cv=folds), average="macro")
        < 1
    )


def test_the_learning_curve_of_scikit_learn_shows_what_indicators_save(codebook):
    drawn = {
        "train_sizes": [4, 8],
        "cv": StratifiedGroupKFold(3),
        "shuffle": True,
        "random_state": 0,
        "scoring": "f1_macro",
    }
    model = FrameClassifier(codebook, char_ngrams=(3, 3))
    sizes, _, scores = learning_curve(model, TEXTS, LABELS, groups=EVENTS, **drawn)
    alone = learning_curve(clone(model).set_params(codebook=None), TEXTS, LABELS, groups=EVENTS, **drawn)[2]
    assert sizes.tolist() == [4, 8]
    assert scores[-1].mean() == 1 > alone[-1].mean()


def test_headlines_about_guns(shared):
    headlines = pd.read_json(shared / "data/gvfc/articles.jsonl.gz", lines=True).head(400)
    codebook = load_codebook(shipped_path("data/codebooks") / "gvfc.toml")
    texts, themes = headlines["title"].to_numpy(object), headlines["theme1"].to_numpy(object)
    models = FrameClassifier(codebook), FrameClassifier()
    predicted = [cross_val_predict(model, texts, themes, cv=KFold(2)) for model in models]
    with_list, alone = (f1_score(themes, one, average="macro", zero_division=0) for one in predicted)
    assert with_list > alone + 0.02

"""FrameClassifier: a scikit-learn estimator whose scores can be checked by eye."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks

from toolkit.framing.classifier import FrameClassifier, indicator_counts, telling_features
from toolkit.framing.codebook import load_codebook
from toolkit.framing.crossvalidation import cross_validate, frame_folds, learning_curve

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
        ("one text", ["a"], "X must be a sequence of texts, not one text"),
        ([1, 2], ["a", "b"], r"X must be a sequence of texts \(strings\)"),
        (np.array([["a"], ["b"]], dtype=object), ["a", "b"], r"X must be a sequence of texts \(strings\)"),
        (["x y", "y z"], ["a"], "X has 2 texts and y 1 codes"),
        (["x y", "y z"], ["a", "a"], r"y needs 2 classes or more, and has \['a'\]"),
        (["x y", "y z"], [0.5, 1.2], "Unknown label type"),
    ],
)
def test_unusable_input_is_refused(texts, labels, message):
    with pytest.raises(ValueError, match=message):
        FrameClassifier().fit(texts, labels)


def test_it_must_be_fitted_first():
    with pytest.raises(NotFittedError):
        FrameClassifier().predict(["a"])


def test_telling_features_are_the_largest_weights(codebook):
    model = FrameClassifier(codebook).fit(TEXTS, LABELS)
    table = telling_features(model, n=2)
    assert table["frame"].tolist() == ["conflict"] * 2 + ["money"] * 2
    assert table.loc[[0, 2], ["feature", "kind"]].to_numpy().tolist() == [
        ["conflict", "indicator"], ["money", "indicator"]]  # fmt: skip
    assert (table["weight"] > 0).all()


def test_folds_keep_events_together_and_hold_every_article_once():
    groups = np.repeat(np.arange(6), 2)
    folds = frame_folds(LABELS, groups=groups, folds=3)
    assert sorted(np.concatenate([test for _, test in folds])) == list(range(12))
    assert not any(set(groups[train]) & set(groups[test]) for train, test in folds)


def test_too_few_codes_or_events_are_told():
    with pytest.raises(ValueError, match="10 codes for 9 frames are too few for 5 folds; code at least 45"):
        frame_folds([*range(9), 0])
    with pytest.raises(ValueError, match="groups has 2 values, too few for 5 folds"):
        frame_folds(LABELS, groups=[0, 1] * 6)


def test_a_frame_rarer_than_the_folds_is_no_error():
    assert len(frame_folds(["a"] * 12 + ["b"] * 2, folds=5)) == 5


def test_cross_validation_has_the_constant_beside_each_frame(codebook):
    labels = np.where(np.arange(12) < 8, "conflict", "money")
    table = cross_validate(FrameClassifier(), TEXTS, labels, folds=2, repeats=2)
    assert table["frame"].tolist() == ["conflict", "money", "(mean)"]
    assert table["n"].tolist() == [8, 4, 12]
    always = [f1_score(labels == frame, np.ones(12, bool)) for frame in ("conflict", "money")]
    assert table["constant_f1"].tolist() == pytest.approx([*always, always[0] / 2])
    assert table["f1"].iloc[-1] == pytest.approx(table["f1"].iloc[:2].mean())
    pd.testing.assert_frame_equal(table, cross_validate(FrameClassifier(), TEXTS, labels, folds=2, repeats=2))


def test_a_learning_curve_compares_with_and_without_indicators(codebook):
    table = learning_curve(FrameClassifier(codebook), TEXTS, LABELS, sizes=(4, 8, 99), folds=3, repeats=2)
    assert table["codes"].tolist() == [4, 8]
    assert table["runs"].tolist() == [6, 6]
    assert table["f1"].iloc[-1] == 1 > table["text_only_f1"].iloc[-1]
    assert table["constant_f1"].iloc[0] == pytest.approx(1 / 3)


def test_too_few_codes_for_a_curve_give_an_empty_table_with_a_note(codebook):
    table = learning_curve(FrameClassifier(codebook), TEXTS, LABELS, folds=3)
    assert len(table) == 0
    assert table.attrs["note"] == "12 codes are too few for a curve that begins at 50."


def test_headlines_about_guns(shared):
    from toolkit.shipped import shipped

    headlines = pd.read_json(shared / "data/gvfc/articles.jsonl.gz", lines=True).head(400)
    codebook = load_codebook(shipped("data/codebooks") / "gvfc.toml")
    texts, themes = headlines["title"], headlines["theme1"]
    table = learning_curve(FrameClassifier(codebook), texts, themes, sizes=(200,), folds=2, repeats=1)
    assert table["f1"].iloc[0] > table["text_only_f1"].iloc[0] + 0.02

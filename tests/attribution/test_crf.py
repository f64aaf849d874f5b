from pathlib import Path

import numpy as np
import pytest

from toolkit.attribution import crf


def test_the_best_path_equals_the_best_of_all_paths():
    scores = np.random.default_rng(0).normal(size=(9, 3)).astype(np.float32)
    transitions = np.random.default_rng(1).normal(size=(3, 3)).astype(np.float32)
    lengths = np.array([4, 2, 3])
    path = crf.best_paths(scores, np.array([0, 4, 6]), lengths, transitions)
    for start, length in zip((0, 4, 6), lengths, strict=True):
        every = np.stack(np.meshgrid(*[range(3)] * length, indexing="ij"), -1).reshape(-1, length)
        value = scores[start + np.arange(length), every].sum(1)
        value += transitions[every[:, :-1], every[:, 1:]].sum(1)
        assert path[start : start + length].tolist() == every[value.argmax()].tolist()


@pytest.mark.parametrize("length", [599, 600, 601, 1200])
def test_a_long_line_is_cut_and_every_word_still_has_a_role(length):
    model = crf.load_model()
    codes = np.random.default_rng(0).integers(0, 1 << 22, size=(length, 5))
    roles = crf.decode(codes, np.zeros(length, int), model)
    parts = [crf.decode(codes[k : k + 600], np.zeros(len(codes[k : k + 600]), int), model) for k in (0, 600)]
    assert roles[:1200].tolist() == np.concatenate(parts).tolist()


def test_no_words_have_no_roles():
    assert crf.decode(np.empty((0, 5), int), np.empty(0, int), crf.load_model()).tolist() == []


def test_the_model_is_small():
    assert (Path(crf.__file__).parent / "attribution.npz").stat().st_size < 1_000_000

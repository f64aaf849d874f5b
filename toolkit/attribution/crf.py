"""A conditional random field decoded in numpy: weights from a file, the best paths of many lines at once."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from scipy import sparse

ROLES = ("O", "cue", "sourceL", "sourceR", "contentL", "contentR", "contentN")
STATES = ("O", *(f"{place}-{role}" for role in ROLES[1:] for place in ("BI" if role == "cue" else "BIE")))
LONGEST_LINE = 600  # tokens; a longer line is cut, so that a text without any break costs no more than others


class Model(NamedTuple):
    """Weights, one state a column; `row` finds those of a hashed feature, row 0 is for unknown ones."""

    row: np.ndarray  # (2 ** HASH_BITS,) int32
    weights: np.ndarray  # (features + 1, states) float32
    transitions: np.ndarray  # (from, to) float32
    roles: np.ndarray  # index into ROLES of each state
    clusters: dict[str, np.ndarray]


@cache
def load_model(name: str = "attribution/attribution.npz") -> Model:
    """The model inside the package; a plain numpy archive, read without pickle."""
    with files("toolkit").joinpath(name).open("rb") as file, np.load(file, allow_pickle=False) as archive:
        stored = {key: archive[key] for key in archive.files}
    features, states = len(stored["gaps"]), stored["transitions"].shape[0]
    row = np.zeros(1 << int(stored["hash_bits"]), dtype=np.int32)
    row[np.cumsum(stored["gaps"].astype(np.int64))] = np.arange(1, features + 1)
    weights = np.zeros((features + 1) * states, dtype=np.float32)
    present = np.unpackbits(stored["present"], count=features * states)
    weights[states + np.flatnonzero(present)] = stored["values"]
    return Model(
        row,
        weights.reshape(-1, states) * stored["step"],
        stored["transitions"],
        stored["roles"],
        {name: stored["cluster_" + name] for name in ("word", "fine", "coarse")},
    )


def decode(codes: np.ndarray, line: np.ndarray, model: Model) -> np.ndarray:
    """The role (index into ROLES) of every token on the best path through its line.

    `codes` has a row of hashed features for every token, `line` numbers the lines in order.
    """
    n, columns = len(codes), model.row[codes]
    known = columns > 0
    ends = np.append(0, np.cumsum(known.sum(1)))
    present = columns[known]
    ones = np.ones(len(present), np.float32)
    rows = sparse.csr_matrix((ones, present, ends), shape=(n, len(model.weights)))
    place = np.arange(n)
    first = np.append(True, line[1:] != line[:-1])[:n]
    within = place - np.maximum.accumulate(np.where(first, place, 0))
    starts = np.flatnonzero(within % LONGEST_LINE == 0)
    lengths = np.diff(np.append(starts, n))
    return model.roles[best_paths(rows @ model.weights, starts, lengths, model.transitions)]


def best_paths(
    scores: np.ndarray, starts: np.ndarray, lengths: np.ndarray, transitions: np.ndarray
) -> np.ndarray:
    """Viterbi over all lines at once, one step a position: the states with the highest sum in each line."""
    path = np.zeros(len(scores), dtype=np.int64)
    if not len(scores):
        return path
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    back = np.zeros(scores.shape, dtype=np.int8)
    running = scores[starts]
    # How many lines have more than t words.
    active = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")
    into = np.ascontiguousarray(transitions.T)
    for step in range(1, lengths[0]):
        m = active[step]
        candidates = running[:m, None, :] + into
        best = candidates.argmax(2)
        back[starts[:m] + step] = best
        running[:m] = np.take_along_axis(candidates, best[:, :, None], 2)[:, :, 0] + scores[starts[:m] + step]
    state = running.argmax(1)
    for step in range(lengths[0] - 1, -1, -1):
        m = active[step]
        path[starts[:m] + step] = state[:m]
        state[:m] = back[starts[:m] + step, state[:m]]
    return path

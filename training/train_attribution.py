"""Train the attribution model from `articles.jsonl.gz` and `gold.jsonl.gz` (see README.md beside this file).

    python training/train_attribution.py DATA

A conditional random field over hashed features, with an L1 penalty, by AdaGrad on batches of articles; the
weights are the mean over the later passes. Everything is numpy; the same data give the same bytes on the same
machine.
"""

import argparse
import collections
import gzip
import json
import zlib
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from score import from_table, score
from sklearn.cluster import KMeans
from sklearn.utils.extmath import randomized_svd

from toolkit.attribution import crf
from toolkit.attribution.attributions import attribute
from toolkit.attribution.features import HASH_BITS, TEMPLATES, code, cue_classes, feature_codes
from toolkit.attribution.rules import rule_roles
from toolkit.attribution.words import Words, read_words
from toolkit.corpus.tokens import sentences

ROLES = ("source", "cue", "content")
SETTINGS = {"passes": 10, "penalty": 1.4, "rate": 0.065, "batch": 30, "dropout": 0.3, "lean": 1.5}
LARGEST = 950_000  # bytes of the model


def read_articles(folder: Path, split: str) -> list[dict]:
    """The articles of a split, each with `attributions`: for every role a list of (start, end)."""
    gold = collections.defaultdict(list)
    for row in _rows(folder / "gold.jsonl.gz"):
        if row["is_gold"]:
            gold[row["doc_id"]].append(
                {role: [tuple(span) for span in row[role + "_spans"]] for role in ROLES}
            )
    articles = [row for row in _rows(folder / "articles.jsonl.gz") if row["split"] == split]
    return [{"doc_id": a["doc_id"], "text": a["text"], "attributions": gold[a["doc_id"]]} for a in articles]


def _rows(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def gold_roles(words: Words, attributions: list[dict]) -> np.ndarray:
    """A role a word: O, cue, source or content; these with the side of the cue they stand on (N: no cue)."""
    roles = np.full(len(words.form), "O", dtype="<U8")
    where = {role: [_places(words, a[role]) for a in attributions] for role in ROLES}
    for role in ("content", "source"):
        for places, cue in zip(where[role], where["cue"], strict=True):
            for sentence in np.unique(words.sentence[places]):
                here = places[words.sentence[places] == sentence]
                beside = cue[words.sentence[cue] == sentence]
                if len(beside):
                    roles[here] = np.where(here < beside[0], role + "L", role + "R")
                else:
                    roles[here] = role + ("N" if role == "content" else "L")
    for places in where["cue"]:
        roles[places] = "cue"
    return roles


def _places(words: Words, spans: list[tuple[int, int]]) -> np.ndarray:
    chosen = [np.arange(*np.searchsorted(words.start, span)) for span in spans]
    return np.concatenate(chosen) if chosen else np.arange(0)


def gold_states(roles: np.ndarray, words: Words) -> list[str]:
    """Roles with their place in the run: B first, E last, I between."""
    key = np.char.add(roles, words.sentence.astype(str))
    starts = np.append(True, key[1:] != key[:-1])
    ends = np.append(starts[1:], True)
    place = np.where(starts, "B-", np.where(ends, "E-", "I-"))
    states = np.where(roles == "O", "O", np.char.add(place, roles))
    return [state if state in crf.STATES else "I" + state[1:] for state in states.tolist()]


def word_clusters(
    read: list[Words], *, fine: int = 192, coarse: int = 32, seed: int = 0
) -> dict[str, np.ndarray]:
    """Words by the company they keep: k-means over the leading singular vectors of neighbour counts."""
    words = []
    for article in read:
        lower = [_plain(form) for form in article.forms]
        words += [*np.array(lower, dtype=object)[article.form], "\n"]
    counts = collections.Counter(words)
    kept = sorted(word for word, n in counts.items() if n >= 4 and word != "\n")
    number = {word: i for i, word in enumerate(kept)}
    frequent = {w: i for i, w in enumerate(sorted(kept, key=lambda w: (-counts[w], w))[:800])}
    rows, columns = [], []
    for offset, block in ((-1, 0), (1, 1), (-2, 2), (2, 3)):
        for here, there in zip(words[2:-2], words[2 + offset : len(words) - 2 + offset], strict=True):
            if here in number:
                rows.append(number[here])
                columns.append(frequent.get(there, 800) + 801 * block)
    table = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(kept), 4 * 801))
    vectors, values, _ = randomized_svd(_weighted(table), n_components=60, random_state=seed)
    vectors = vectors * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    by_code = np.argsort([code(word) for word in kept])
    result = {"word": np.array([code(word) for word in kept], dtype=np.uint32)[by_code]}
    weights = np.log1p([counts[word] for word in kept])
    for name, k in (("fine", fine), ("coarse", coarse)):
        groups = KMeans(k, n_init=2, random_state=seed).fit(vectors, sample_weight=weights)
        result[name] = groups.labels_.astype(np.uint8)[by_code]
    return result


def _plain(word: str) -> str:
    word = "".join("0" if c.isdigit() else c for c in word.lower().replace("’", "'"))
    return word[:-2] if word.endswith("'s") else word


def _weighted(table: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information."""
    table = table.tocoo()
    total, row, column = table.sum(), np.ravel(table.sum(1)), np.ravel(table.sum(0))
    information = np.log(table.data * total / (row[table.row] * column[table.col]))
    return sparse.csr_matrix((np.maximum(information, 0), (table.row, table.col)), shape=table.shape)


def train(codes, states, lines, *, passes, penalty, rate, batch, dropout, lean, seed=0):
    """Weights (features, states), transitions and the hashed codes of the features.

    `codes`, `states` (numbers) and `lines` hold an array an article.
    """
    counts = sum(np.bincount(block.ravel(), minlength=1 << HASH_BITS) for block in codes)
    kept = np.flatnonzero(counts >= 3)
    row = np.zeros(1 << HASH_BITS, dtype=np.int32)
    row[kept] = np.arange(1, len(kept) + 1)
    n_states, n_batches = len(crf.STATES), -(-len(codes) // batch)
    batches = [_batch(range(k, len(codes), n_batches), codes, states, lines, row) for k in range(n_batches)]
    allowed = _seen_transitions(states, lines, n_states)
    weights = np.zeros((len(kept) + 1, n_states), dtype=np.float32)
    squares, transitions = np.ones_like(weights), np.zeros((n_states, n_states), dtype=np.float32)
    transition_squares, due, total = np.ones_like(transitions), np.zeros(len(weights), dtype=np.float32), 0.0
    mean, mean_transitions, n_tokens = (
        np.zeros_like(weights),
        np.zeros_like(transitions),
        sum(map(len, states)),
    )
    rng = np.random.default_rng(seed)
    for turn in range(passes):
        step_size, loss = rate / (1 + 0.15 * turn), 0.0
        for k in rng.permutation(n_batches):
            rows, features, gold, starts, lengths = batches[k]
            here = weights[rows]
            features.data[:] = (rng.random(len(features.data), dtype=np.float32) >= dropout) / (1 - dropout)
            error, transition_error, batch_loss = gradient(
                features @ here, gold, starts, lengths, transitions, allowed
            )
            slope = features.T @ error
            slope[rows == 0] = 0  # features seen less than three times
            squares[rows] += slope * slope
            step = step_size / np.sqrt(squares[rows])
            here -= step * slope
            total += len(gold) / n_tokens
            shrink = (
                step * (penalty * (total - due[rows]))[:, None]
            )  # what rare features missed since their last batch
            due[rows] = total
            weights[rows] = np.sign(here) * np.maximum(np.abs(here) - shrink, 0)
            transition_squares += transition_error**2
            transitions -= step_size / np.sqrt(transition_squares) * transition_error
            loss += batch_loss
        if turn >= passes // 2:
            mean, mean_transitions = mean + weights, mean_transitions + transitions
        print(
            f"pass {turn + 1}: loss per token {loss / n_tokens:.4f}, weights {(weights != 0).sum():,}",
            flush=True,
        )
    mean, mean_transitions = mean / (passes - passes // 2), mean_transitions / (passes - passes // 2)
    # Gold cues outnumber those found; `lean` was chosen on two thirds of dev.
    mean_transitions[:, crf.STATES.index("B-cue")] += lean
    return kept, mean[1:], np.where(allowed > 0, mean_transitions, -30).astype(np.float32)


def _batch(chosen, codes, states, lines, row):
    """The features of some articles as a sparse matrix over the rows they use, and where their lines are."""
    rows, columns = np.unique(row[np.concatenate([codes[i] for i in chosen])], return_inverse=True)
    gold = np.concatenate([states[i] for i in chosen])
    n, width = len(gold), codes[0].shape[1]
    features = sparse.csr_matrix(
        (np.ones(n * width, np.float32), columns.ravel().astype(np.int32), np.arange(n + 1) * width),
        shape=(n, len(rows)),
    )
    line = np.concatenate([lines[i] + 100_000 * k for k, i in enumerate(chosen)])
    starts = np.flatnonzero(np.append(True, line[1:] != line[:-1]))
    lengths = np.diff(np.append(starts, n))
    order = np.argsort(-lengths, kind="stable")
    return rows, features, gold, starts[order], lengths[order]


def _seen_transitions(states, lines, n_states) -> np.ndarray:
    seen = np.zeros((n_states, n_states), dtype=np.float32)
    for state, line in zip(states, lines, strict=True):
        same = line[1:] == line[:-1]
        seen[state[:-1][same], state[1:][same]] = 1
    return seen


def gradient(scores, gold, starts, lengths, transitions, allowed):
    """Forward-backward over all lines: expected minus observed states and transitions, and the loss."""
    n = len(scores)
    highest = scores.max(1, keepdims=True)
    potential, passage = np.exp(scores - highest), np.exp(transitions) * allowed
    active = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")
    forward, backward, scale = np.empty_like(potential), np.empty_like(potential), np.empty(n, np.float32)
    value = np.empty((0, scores.shape[1]), np.float32)
    for step in range(lengths[0]):
        at = starts[: active[step]] + step
        value = potential[at] if step == 0 else (value[: active[step]] @ passage) * potential[at]
        scale[at] = value.sum(1)
        value = value / scale[at][:, None]
        forward[at] = value
    expected, value = np.zeros_like(transitions), np.ones((len(starts), scores.shape[1]), np.float32)
    for step in range(lengths[0] - 1, -1, -1):
        at = starts[: active[step]] + step
        backward[at] = value[: active[step]]
        if step:
            weighted = value[: active[step]] * potential[at] / scale[at][:, None]
            expected += forward[at - 1].T @ weighted
            value[: active[step]] = weighted @ passage.T
    error = forward * backward
    error /= error.sum(1, keepdims=True)
    inner = np.setdiff1d(np.arange(n), starts)
    loss = np.log(scale).sum() + highest.sum() - scores[np.arange(n), gold].sum()
    loss -= transitions[gold[inner - 1], gold[inner]].sum()
    error[np.arange(n), gold] -= 1
    expected *= passage
    np.subtract.at(expected, (gold[inner - 1], gold[inner]), 1)
    return error, expected, loss


def write_model(path: Path, kept, weights, transitions, clusters) -> None:
    """Write the weights, leaving out the smallest until the file is no larger than LARGEST."""
    for cut in np.arange(0.004, 0.060, 0.001):
        _write(path, kept, np.where(np.abs(weights) < cut, 0, weights), transitions, clusters)
        if path.stat().st_size <= LARGEST:
            return


def _write(path: Path, kept, weights, transitions, clusters) -> None:
    """Weights in 60 steps to the largest, those not 0, with the gaps between their features' codes."""
    step = np.abs(weights).max() / 60
    values = np.rint(weights / step).astype(np.int8)
    used = values.any(1)
    kept, values = kept[used], values[used]
    np.savez_compressed(
        path,
        hash_bits=HASH_BITS,
        gaps=np.diff(kept, prepend=0).astype(np.uint16),
        present=np.packbits(values.ravel() != 0),
        values=values[values != 0],
        step=np.float32(step),
        transitions=np.round(transitions, 2),
        roles=np.array([crf.ROLES.index(state[2:] or "O") for state in crf.STATES], dtype=np.int8),
        **{f"cluster_{name}": array for name, array in clusters.items()},
    )


def as_tables(articles: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles and segments, the whole text read as body."""
    index = pd.Index([article["doc_id"] for article in articles], name="article_id")
    texts = pd.DataFrame({"text": [article["text"] for article in articles]}, index=index)
    spans = {"article_id": index, "start": 0, "end": texts["text"].str.len().to_numpy(), "kind": "body"}
    return texts, pd.DataFrame(spans)


def figures(articles: list[dict]) -> dict[str, float]:
    """Scores of the public table."""
    return score(articles, from_table(attribute(*as_tables(articles))))


def write_card(folder: Path, path: Path) -> None:
    """The model card: what went in, how it was made, how good the model is, what it is not good for."""
    dev, articles = read_articles(folder, "dev"), read_articles(folder, "train")
    held_back = [zlib.crc32(article["doc_id"].encode()) % 3 == 2 for article in dev]
    parts = {
        "train, every eighth": articles[::8],
        "dev, two thirds": [article for article, held in zip(dev, held_back, strict=True) if not held],
        "dev, third held back": [article for article, held in zip(dev, held_back, strict=True) if held],
    }
    scores = {name: figures(part) for name, part in parts.items()}
    lines = [
        "| " + " | ".join([measure, *(f"{scores[name][measure]:.3f}" for name in parts)]) + " |"
        for measure in scores["dev, two thirds"]
    ]
    model, file = crf.load_model(), Path(crf.__file__).parent / "attribution.npz"
    template = (Path(__file__).parent / "model_card.template.md").read_text(encoding="utf-8")
    text = template.format(
        date=date.today().isoformat(),
        header=" | ".join(parts),
        rule="|---" * (len(parts) + 1),
        table="\n".join(lines),
        counts=", ".join(f"{len(part)} articles of {name}" for name, part in parts.items()),
        settings=SETTINGS,
        features=f"{len(model.weights) - 1:,}",
        weights=f"{(model.weights != 0).sum():,}",
        size=f"{file.stat().st_size:,}",
        templates=len(TEMPLATES),
        states=len(crf.STATES),
    )
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with articles.jsonl.gz and gold.jsonl.gz")
    parser.add_argument(
        "--card", action="store_true", help="only score the model in the package and write its card"
    )
    arguments = parser.parse_args()
    if not arguments.card:
        write_model(
            Path(crf.__file__).parent / "attribution.npz",
            *train_on(read_articles(arguments.data, "train")),
        )
        crf.load_model.cache_clear()
    write_card(arguments.data, Path(__file__).parent / "model_card.md")


def train_on(articles: list[dict]) -> tuple:
    """Features, weights, transitions and clusters learned from articles with their gold."""
    texts, segments = as_tables(articles)
    read = list(read_words(texts, segments, sentences(texts, segments), size=1))  # an article at a time
    clusters = word_clusters(read)
    codes = [feature_codes(words, clusters, rule_roles(words, cue_classes(words))) for words in read]
    number = {state: k for k, state in enumerate(crf.STATES)}
    states = []
    for words, article in zip(read, articles, strict=True):
        roles = gold_roles(words, article["attributions"])
        states.append(np.array([number[state] for state in gold_states(roles, words)]))
    return *train(codes, states, [words.paragraph for words in read], **SETTINGS), clusters


if __name__ == "__main__":
    main()

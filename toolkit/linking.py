"""Linking: which source and which content belong to which cue, once every token has its role."""

import numpy as np

from toolkit.crf import ROLES
from toolkit.marks import Marks

OTHER_CUE = 8  # tokens that a cue in between counts for
GAP = 3  # tokens at most between the parts of one cue ("has not yet ... said")

Run = tuple[int, int, int]  # role, first token, token after the last


def runs_by_sentence(roles: np.ndarray, sentence: np.ndarray) -> list[list[Run]]:
    """Stretches of one role, gathered by sentence; sentences without a role are left out."""
    if not len(roles):
        return []
    changes = (roles[1:] != roles[:-1]) | (sentence[1:] != sentence[:-1])
    first = np.flatnonzero(np.append(True, changes))
    stop = np.append(first[1:], len(roles))
    kept = roles[first] > 0
    first, stop = first[kept], stop[kept]
    runs = list(zip(roles[first].tolist(), first.tolist(), stop.tolist(), strict=True))
    borders = np.flatnonzero(np.diff(sentence[first])) + 1
    return [runs[a:b] for a, b in zip([0, *borders], [*borders, len(runs)], strict=True)] if runs else []


def link(roles: np.ndarray, marks: Marks, article: np.ndarray) -> list[dict[str, list[Run]]]:
    """Attributions in reading order, each with its runs of `source`, `cue` and `content`.

    A quotation without a cue in its sentence goes on with the last attribution, if that is at most a sentence
    away; otherwise it is an attribution of its own, with a source if there is one in its sentence.
    """
    attributions: list[dict[str, list[Run]]] = []
    latest, latest_end = None, (-1, -9)
    for runs in runs_by_sentence(roles, marks.sentence):
        here = int(article[runs[0][1]]), int(marks.sentence[runs[0][1]])
        by_role = {
            name: [r for r in runs if ROLES[r[0]].startswith(name)] for name in ("cue", "source", "content")
        }
        made = _link_sentence(by_role)
        follows = latest is not None and here[0] == latest_end[0] and here[1] - latest_end[1] <= 2
        bare = not by_role["cue"] and not by_role["source"]
        if (
            bare
            and follows
            and all(marks.quoted[first:stop].mean() > 0.5 for _, first, stop in by_role["content"])
        ):
            latest["content"] += by_role["content"]
        else:
            attributions += made
            latest = made[-1]
        latest_end = here
    return attributions


def _link_sentence(by_role: dict[str, list[Run]]) -> list[dict[str, list[Run]]]:
    """The attributions of one sentence."""
    made: list[dict[str, list[Run]]] = []
    others = by_role["source"] + by_role["content"]
    for cue in by_role["cue"]:
        if made:
            before = made[-1]["cue"][-1][2]
            if cue[1] - before <= GAP and not any(before <= run[1] < cue[1] for run in others):
                made[-1]["cue"].append(cue)
                continue
        made.append({"source": [], "cue": [cue], "content": []})
    if not made:
        return [{"source": by_role["source"], "cue": [], "content": by_role["content"]}]
    cues = [(a["cue"][0][1], a["cue"][-1][2]) for a in made]
    for run in by_role["content"]:
        made[_best(run, cues)]["content"].append(run)
    for run in by_role["source"]:
        made[_best(run, cues)]["source"].append(run)
    for attribution, cue in zip(made, cues, strict=True):
        if not attribution["source"] and by_role["source"]:
            attribution["source"] = [min(by_role["source"], key=lambda run: _distance(run, cue, cues))]
    return made


def _best(run: Run, cues: list[tuple[int, int]]) -> int:
    """The cue a run belongs to: the nearest on the side its role tells."""
    return min(range(len(cues)), key=lambda k: _distance(run, cues[k], cues))


def _distance(run: Run, cue: tuple[int, int], cues: list[tuple[int, int]]) -> float:
    """Tokens between, plus a price for each cue in between and for the side the role does not expect."""
    role, first, stop = run
    gap, is_left = (cue[0] - stop, True) if stop <= cue[0] else (first - cue[1], False)
    low, high = min(first, cue[0]), max(first, cue[0])
    between = sum(low < other[0] < high for other in cues)
    expected = ROLES[role][-1]
    return gap + OTHER_CUE * between + (1000 if expected == ("R" if is_left else "L") else 0)

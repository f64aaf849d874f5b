"""Linking: which source and which content belong to which cue, once every token has its role."""

import numpy as np

from toolkit.voices.crf import ROLES
from toolkit.voices.marks import Marks

OTHER_CUE = 8  # tokens that a cue in between counts for
GAP = 3  # tokens at most between the parts of one cue ("has not yet ... said")

NAMES = ("source", "cue", "content")
Run = tuple[int, int, int]  # role, first token, token after the last
Attribution = dict[str, list[Run]]


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


def link(roles: np.ndarray, marks: Marks, article: np.ndarray) -> list[Attribution]:
    """Attributions in reading order, each with its runs of `source`, `cue` and `content`.

    A sentence that is all quotation belongs to the cue after it, if the quotation goes on to there; else to
    the last attribution, if that is at most a sentence away; else it is an attribution of its own.
    """
    sentences = []
    for runs in runs_by_sentence(roles, marks.sentence):
        by_role = {name: [r for r in runs if ROLES[r[0]].startswith(name)] for name in NAMES}
        bare = not by_role["cue"] and not by_role["source"]
        bare &= all(marks.quoted[first:stop].mean() > 0.5 for _, first, stop in by_role["content"])
        sentences.append((bare, _link_sentence(by_role)))
    quotation, following = np.cumsum(marks.direction == 1), []
    for k, (bare, made) in reversed([*enumerate(sentences)]):
        speaker = _speaker_after(made[0]["content"], following, marks, quotation) if bare else None
        if speaker:
            speaker["content"] = made[0]["content"] + speaker["content"]
            sentences[k] = False, []
        following = [speaker] if speaker else made
    attributions: list[Attribution] = []
    end = -1
    for bare, made in sentences:
        for attribution in made:
            places = [run[1] for name in NAMES for run in attribution[name]]
            near = end >= 0 and article[places[0]] == article[end]
            if bare and near and marks.sentence[min(places)] - marks.sentence[end] <= 2:
                attributions[-1]["content"] += attribution["content"]
            else:
                attributions.append(attribution)
            end = max(end, *places)
    return attributions


def _speaker_after(contents: list[Run], following: list[Attribution], marks, quotation) -> Attribution | None:
    """The attribution of the next sentence whose words these are: the same quotation, or one just closed."""
    last = contents[-1][2] - 1
    for attribution in following:
        for _, first, _ in attribution["content"]:
            if quotation[first] == quotation[last] and marks.quoted[last] and marks.quoted[first]:
                return attribution
    if not following or following[0]["content"] or not (following[0]["cue"] and following[0]["source"]):
        return None
    start = min(following[0]["cue"][0][1], following[0]["source"][0][1])
    same_line = marks.paragraph[start] == marks.paragraph[last]
    return following[0] if same_line and start - last == 1 else None


def _link_sentence(by_role: Attribution) -> list[Attribution]:
    """The attributions of one sentence."""
    made: list[Attribution] = []
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

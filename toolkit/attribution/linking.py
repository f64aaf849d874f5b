"""Linking: which source and which content belong to which cue, once every word has its role."""

from bisect import bisect_left, bisect_right

import numpy as np

from toolkit.attribution.crf import ROLES
from toolkit.attribution.cues import cue_lexicon
from toolkit.attribution.words import Words

OTHER_CUE = 8  # words that a cue in between counts for
GAP = 3  # words at most between the parts of one cue ("has not yet ... said")

SPOKEN = ("statement", "according")  # classes of cues
NEXT = 2  # words at most, a full stop among them, from a mark left open to the next paragraph's
DASHES = ("-", "--", "–", "—", "―")  # before the name under a quotation

NAMES = ("source", "cue", "content")
Run = tuple[int, int, int]  # role, first word, word after the last
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


def link(roles: np.ndarray, words: Words) -> list[Attribution]:
    """Attributions in reading order, each with its runs of `source`, `cue` and `content`.

    A sentence that is all quotation belongs to the cue after it, if the quotation goes on to there; else to
    the last attribution, if that is at most a sentence away; else it is an attribution of its own.
    """
    sentences = []
    for runs in runs_by_sentence(roles, words.sentence):
        by_role = {name: [r for r in runs if ROLES[r[0]].startswith(name)] for name in NAMES}
        bare = not by_role["cue"] and not by_role["source"]
        bare &= all(words.quoted[first:stop].mean() > 0.5 for _, first, stop in by_role["content"])
        sentences.append((bare, _link_sentence(by_role, words)))
    quotation, following = np.cumsum(words.direction == 1), []
    for k, (bare, made) in reversed([*enumerate(sentences)]):
        speaker = _speaker_after(made[0]["content"], following, words, quotation) if bare else None
        if speaker:
            speaker["content"] = made[0]["content"] + speaker["content"]
            sentences[k] = False, []
        following = [speaker] if speaker else made
    attributions: list[Attribution] = []
    end = -1
    for bare, made in sentences:
        for attribution in made:
            places = [run[1] for name in NAMES for run in attribution[name]]
            near = end >= 0 and words.article[places[0]] == words.article[end]
            near &= bare and words.sentence[min(places)] - words.sentence[end] <= 2
            last = [a for a in attributions[:-3:-1] if words.article[_first(a)] == words.article[places[0]]]
            speaker = next((a for a in last if is_spoken(a, words)), None) if near else None
            if speaker:
                speaker["content"] += attribution["content"]
            else:
                attributions.append(attribution)
            end = max(end, *places)
    return attributions


def _first(attribution: Attribution) -> int:
    return min(run[1] for name in NAMES for run in attribution[name])


def is_spoken(attribution: Attribution, words: Words) -> bool:
    """Whether the cue is a word of speech or a mark, or some of the content stands in quotation marks."""
    cue = words.text(*attribution["cue"]).lower().split()
    spoken = any(cue_lexicon().get(word, ("", ""))[1] in SPOKEN or not word[0].isalnum() for word in cue)
    return spoken or any(words.quoted[first:stop].any() for _, first, stop in attribution["content"])


def _speaker_after(contents: list[Run], following: list[Attribution], words, quotation) -> Attribution | None:
    """The attribution of the next sentence whose words these are: the same quotation, or one just closed."""
    last = contents[-1][2] - 1
    for attribution in following:
        for _, first, _ in attribution["content"]:
            one_line = words.paragraph[first] == words.paragraph[last] and quotation[first] == quotation[last]
            # A quotation over paragraphs opens in each, and closes in the last.
            goes_on = words.direction[last] != -1 and words.direction[first] == 1 and first - last <= NEXT
            goes_on &= words.article[first] == words.article[last]
            if (one_line or goes_on) and words.quoted[last] and words.quoted[first]:
                return attribution
    if not following or following[0]["content"] or not (following[0]["cue"] and following[0]["source"]):
        return None
    start = min(following[0]["cue"][0][1], following[0]["source"][0][1])
    signed = words.text((start, start + 1)) in DASHES and words.article[start] == words.article[last]
    near = signed or words.paragraph[start] == words.paragraph[last]
    return following[0] if near and start - last == 1 else None


def _link_sentence(by_role: Attribution, words: Words) -> list[Attribution]:
    """The attributions of one sentence."""
    made: list[Attribution] = []
    others = by_role["source"] + by_role["content"]
    for cue in by_role["cue"]:
        if made:
            before = made[-1]["cue"][-1][2]
            one = cue[1] - before <= GAP and not any(before <= run[1] < cue[1] for run in others)
            if one and words.text((cue[1], cue[1] + 1)) != "according":
                made[-1]["cue"].append(cue)
                continue
        made.append({"source": [], "cue": [cue], "content": []})
    if not made:
        return [{"source": by_role["source"], "cue": [], "content": by_role["content"]}]
    cues = [(a["cue"][0][1], a["cue"][-1][2]) for a in made]
    starts = [start for start, _ in cues]
    for name in ("content", "source"):
        for run in by_role[name]:
            after = bisect_left(starts, run[1])  # farther cues on either side are never nearer
            near = range(max(after - 1, 0), min(after + 1, len(cues)))
            made[min(near, key=lambda k, run=run: _distance(run, cues[k], starts))][name].append(run)
    for attribution, cue in zip(made, cues, strict=True):
        if not attribution["source"] and by_role["source"]:
            nearest = min(by_role["source"], key=lambda run, cue=cue: _distance(run, cue, starts))
            attribution["source"] = [nearest] * (nearest[1] - cue[1] <= GAP)
    return made


def _distance(run: Run, cue: tuple[int, int], starts: list[int]) -> int:
    """Words between, plus a price for each cue in between and for the side the role does not expect."""
    role, first, stop = run
    gap, is_left = (cue[0] - stop, True) if stop <= cue[0] else (first - cue[1], False)
    low, high = min(first, cue[0]), max(first, cue[0])
    between = bisect_left(starts, high) - bisect_right(starts, low)
    expected = ROLES[role][-1]
    return gap + OTHER_CUE * between + (1000 if expected == ("R" if is_left else "L") else 0)

"""Second-hand speech: what one source says that another has said, and through whom its words came."""

import numpy as np

from toolkit.names.sources import source_type
from toolkit.voices.features import cue_classes
from toolkit.voices.linking import NAMES, Attribution, Run, link
from toolkit.voices.marks import Marks
from toolkit.voices.rules import LEFT, LISTENED, RIGHT, SOURCE_RIGHT, rule_roles

SPEECH = frozenset(
    "said says say saying told tells added adds wrote writes warned warns confirmed announced denied"
    " claimed claims insisted acknowledged argued declared believes reported reports revealed show shows"
    " showed according".split()
)
SELF = frozenset("i we you it he she they who which that this there".split())
CITING = ("citing", "quoting")
CLOSE = 2  # tokens at most between the words of two attributions that report each other: ", that"
LONGEST = 10  # tokens at most of a source that is cited
FEWEST = 2  # a content found by its place has more tokens


def second_hand(attributions: list[Attribution], marks: Marks, outlets: frozenset[str]) -> list[Attribution]:
    """The attributions with those inside them, each after the one that reports it; `via` holds its source.

    `outlets` are names of media beside those that `source_type` knows.
    """
    result, before = [], None
    chain = _chained(attributions, marks)
    limits = [_extent(attribution)[0] for attribution in chain[1:]]
    for attribution, limit in zip(chain, [*limits, len(marks.words)], strict=False):
        if attribution["cue"] and attribution["source"] and not attribution["content"]:
            attribution["content"] = _missing(attribution, limit, marks)
        result.append(attribution)
        source = _words(attribution["source"], marks)
        result += _cited(attribution, before, marks)
        before = attribution
        if source_type(source) in ("media", "document") or _bare(source) in outlets:
            known = [other["cue"] for other in chain]
            result += [inner for inner in _inside(attribution, marks) if inner["cue"] not in known]
    return result


def _chained(attributions: list[Attribution], marks: Marks) -> list[Attribution]:
    chain: list[Attribution] = []
    for attribution in attributions:
        attribution["via"] = []
        if chain and _same_sentence(chain[-1], attribution, marks):
            before = chain.pop()
            chain += _reporting(before, attribution, marks) or [before, attribution]
        else:
            chain.append(attribution)
    return chain


def _same_sentence(before: Attribution, after: Attribution, marks: Marks) -> bool:
    if not all(a["cue"] and a["source"] for a in (before, after)):
        return False
    return marks.sentence[before["cue"][-1][1]] == marks.sentence[after["cue"][0][1]]


def _reporting(before: Attribution, after: Attribution, marks: Marks) -> list[Attribution]:
    """Two attributions, one of which has no words but the other: "P, Q said, according to R"."""
    (start, stop), (begin, end) = _extent(before), _extent(after)
    if before["source"] == after["source"] or not 0 <= begin - stop <= CLOSE:
        return []
    spoken = all(SPEECH & set(_words(a["cue"], marks).lower().split()) for a in (before, after))
    if not after["content"] and before["content"]:
        way = after["source"] if spoken else []
        return [after | {"content": [(LEFT, start, stop)]}, before | {"via": way}]
    if after["content"] and sum(close - first for _, first, close in before["content"]) <= 1:
        if after["content"][0][1] < after["cue"][0][1]:  # Q said P, according to R
            inner = before | {"content": after["content"], "via": after["source"] if spoken else []}
            return [after | {"content": [(LEFT, start, after["content"][-1][2])]}, inner]
        way = before["source"] if spoken and _words(after["source"], marks).lower() not in SELF else []
        return [before | {"content": [(RIGHT, begin, end)]}, after | {"via": way}]
    return []


def _missing(attribution: Attribution, limit: int, marks: Marks) -> list[Run]:
    """What stands before a source and a cue of speech that end their clause, else what stands after them."""
    start, stop = _extent(attribution)
    spoken = SPEECH & set(_words(attribution["cue"], marks).lower().split())
    a, b = np.searchsorted(marks.sentence, [marks.sentence[start], marks.sentence[start] + 1]).tolist()
    b -= _words([(0, b - 1, b)], marks) in ".?!"
    if stop < b and _words([(0, stop, stop + 1)], marks) != ",":
        b = min(b, max(limit, stop))
        return [(RIGHT, stop, b)] if spoken and b - stop > FEWEST else []
    comma = _words([(0, start - 1, start)], marks) == ","
    return [(LEFT, a, start - comma)] if spoken and start - a > FEWEST else []


def _extent(attribution: Attribution) -> tuple[int, int]:
    runs = [run for name in NAMES for run in attribution[name]]
    return min(run[1] for run in runs), max(run[2] for run in runs)


def _cited(attribution: Attribution, before: Attribution | None, marks: Marks) -> list[Attribution]:
    """The source that is cited for an attribution: "Reuters said ..., citing two officials"."""
    cue = (attribution["cue"] or [(0, 0, 0)])[-1]
    named = [run for run in attribution["content"] if run[1] == cue[2] and run[2] - run[1] <= LONGEST]
    if _words([cue], marks).lower() not in CITING or not named:
        return []
    source = [(SOURCE_RIGHT, *named[0][1:])]
    if source_type(_words(source, marks)) in ("unknown", "document"):
        return []
    if attribution["cue"][1:]:
        attribution["cue"].remove(cue)
        attribution["content"].remove(named[0])
        attribution["content"] = attribution["content"] or _missing(attribution, cue[1], marks)
        before = attribution
    if not before or before["source"] != attribution["source"] or not before["content"]:
        return []
    return [{"source": source, "cue": [cue], "content": before["content"], "via": attribution["source"]}]


def _inside(attribution: Attribution, marks: Marks) -> list[Attribution]:
    """What others say within the content, by the rules: "Reuters said [the ministry said ...]".

    Short parentheses are passed over: "The Weather Office (WO) said".
    """
    found = []
    for _, first, stop in attribution["content"]:
        place = np.setdiff1d(np.arange(first, stop), _parentheses(first, stop, marks))
        codes, here = np.unique(marks.words[place], return_inverse=True)
        spoken = np.isin(marks.vocabulary[codes].astype(str), [*SPEECH])[here]
        if not spoken.any():
            continue
        none = np.zeros(len(place), dtype=np.int64)
        lines = marks.start[place], marks.end[place], marks.paragraph[place], marks.sentence[place]
        words = Marks(here, marks.vocabulary[codes], *lines, none, none)
        roles = rule_roles(words, np.where(spoken, cue_classes(words), 0))
        edge = np.append(place, stop)
        for inner in link(roles, words, none):
            runs = {name: [(role, edge[a], edge[b]) for role, a, b in inner[name]] for name in NAMES}
            source = _words(runs["source"], marks)
            if all(runs.values()) and source.lower() not in SELF and source_type(source) != "unknown":
                runs["content"] = [_whole(run, runs["cue"][-1], marks) for run in runs["content"]]
                found.append({**runs, "via": attribution["source"]})
    return found


def _whole(content: Run, cue: Run, marks: Marks) -> Run:
    """Content from the end of its cue, unless someone is told, without the mark that closes the outer one."""
    role, first, stop = content
    if first > cue[2] and _words([cue], marks) not in LISTENED:
        first = cue[2]
    while stop > first + 1 and (
        marks.direction[stop - 1] == -1 or _words([(0, stop - 1, stop)], marks) == ","
    ):
        stop -= 1
    return role, first, stop


def _parentheses(first: int, stop: int, marks: Marks) -> list[int]:
    words = marks.vocabulary[marks.words[first:stop]].tolist()
    return [first + k + j for k in range(len(words)) if words[k : k + 3 : 2] == ["(", ")"] for j in range(3)]


def _bare(source: str) -> str:
    return source[4:] if source.lower().startswith("the ") else source


def _words(runs: list[Run], marks: Marks) -> str:
    return " ".join(marks.vocabulary[k] for _, first, stop in runs for k in marks.words[first:stop].tolist())

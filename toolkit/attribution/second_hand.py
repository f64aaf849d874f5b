"""Second-hand speech: what one source says that another has said, and through whom its words came."""

import re

import numpy as np

from toolkit.attribution.features import cue_classes
from toolkit.attribution.linking import NAMES, Attribution, Run, link
from toolkit.attribution.rules import LEFT, LISTENED, RIGHT, SOURCE_RIGHT, rule_roles
from toolkit.attribution.words import Words, word_list
from toolkit.names.sources import source_type

SPEECH = word_list("speech")
SELF = word_list("pronouns")
CITING = ("citing", "quoting")
CLOSE = 2  # words at most between two attributions that report each other: ", that"
CITED = 10  # words at most of a source that is cited
FEWEST = 2  # a content found by its place has more words


def with_second_hand(
    attributions: list[Attribution], words: Words, outlets: frozenset[str]
) -> list[Attribution]:
    """The attributions with those inside them, each after the one that reports it; `via` holds its source.

    `outlets` are names of media beside those that `source_type` knows.
    """
    result, before = [], None
    chain = _chained(attributions, words)
    limits = [_extent(attribution)[0] for attribution in chain[1:]]
    known = {tuple(attribution["cue"]) for attribution in chain}
    for attribution, limit in zip(chain, [*limits, len(words.form)], strict=False):
        if attribution["cue"] and attribution["source"] and not attribution["content"]:
            attribution["content"] = _missing(attribution, limit, words)
        result.append(attribution)
        source = words.text(*attribution["source"])
        result += _cited(attribution, before, words)
        before = attribution
        if source_type(source) in ("media", "document") or re.sub("^[Tt]he ", "", source) in outlets:
            inside = _inside(attribution, words)
            result += [inner for inner in inside if tuple(inner["cue"]) not in known]
    return result


def _chained(attributions: list[Attribution], words: Words) -> list[Attribution]:
    chain: list[Attribution] = []
    for after in attributions:
        after["via"], before = [], chain[-1] if chain else {"cue": []}
        if all(a["cue"] and a["source"] for a in (before, after)):
            one_sentence = words.sentence[before["cue"][-1][1]] == words.sentence[after["cue"][0][1]]
            if one_sentence and (made := _reporting(before, after, words)):
                chain[-1:] = made
                continue
        chain.append(after)
    return chain


def _reporting(before: Attribution, after: Attribution, words: Words) -> list[Attribution]:
    """Two attributions, one of which has no words but the other: "P, Q said, according to R"."""
    (start, stop), (begin, end) = _extent(before), _extent(after)
    if before["source"] == after["source"] or not 0 <= begin - stop <= CLOSE:
        return []
    spoken = all(SPEECH & set(words.text(*a["cue"]).lower().split()) for a in (before, after))
    if not after["content"] and before["content"]:
        way = after["source"] if spoken else []
        return [after | {"content": [(LEFT, start, stop)]}, before | {"via": way}]
    if after["content"] and sum(close - first for _, first, close in before["content"]) <= 1:
        if after["content"][0][1] < after["cue"][0][1]:  # Q said P, according to R
            inner = before | {"content": after["content"], "via": after["source"] if spoken else []}
            return [after | {"content": [(LEFT, start, after["content"][-1][2])]}, inner]
        way = before["source"] if spoken and words.text(*after["source"]).lower() not in SELF else []
        return [before | {"content": [(RIGHT, begin, end)]}, after | {"via": way}]
    return []


def _missing(attribution: Attribution, limit: int, words: Words) -> list[Run]:
    """What stands before a source and a cue of speech that end their clause, else what stands after them."""
    start, stop = _extent(attribution)
    spoken = SPEECH & set(words.text(*attribution["cue"]).lower().split())
    a, b = np.searchsorted(words.sentence, [words.sentence[start], words.sentence[start] + 1]).tolist()
    b -= words.text((b - 1, b)) in ".?!"
    if stop < b and words.text((stop, stop + 1)) != ",":
        b = min(b, max(limit, stop))
        return [(RIGHT, stop, b)] if spoken and b - stop > FEWEST else []
    comma = words.text((start - 1, start)) == ","
    return [(LEFT, a, start - comma)] if spoken and start - a > FEWEST else []


def _extent(attribution: Attribution) -> tuple[int, int]:
    runs = [run for name in NAMES for run in attribution[name]]
    return min(run[1] for run in runs), max(run[2] for run in runs)


def _cited(attribution: Attribution, before: Attribution | None, words: Words) -> list[Attribution]:
    """The source that is cited for an attribution: "Reuters said ..., citing two officials"."""
    cue = (attribution["cue"] or [(0, 0, 0)])[-1]
    named = [run for run in attribution["content"] if run[1] == cue[2] and run[2] - run[1] <= CITED]
    if words.text(cue).lower() not in CITING or not named:
        return []
    source = [(SOURCE_RIGHT, *named[0][1:])]
    if source_type(words.text(*source)) in ("unknown", "document"):
        return []
    if attribution["cue"][1:]:
        attribution["cue"].remove(cue)
        attribution["content"].remove(named[0])
        attribution["content"] = attribution["content"] or _missing(attribution, cue[1], words)
        before = attribution
    if not before or before["source"] != attribution["source"] or not before["content"]:
        return []
    return [{"source": source, "cue": [cue], "content": before["content"], "via": attribution["source"]}]


def _inside(attribution: Attribution, words: Words) -> list[Attribution]:
    """What others say within the content, by the rules: "Reuters said [the ministry said ...]".

    Short parentheses are passed over: "The Weather Office (WO) said". Quotation marks count for nothing here.
    """
    found = []
    for _, first, stop in attribution["content"]:
        place = np.setdiff1d(np.arange(first, stop), _parentheses(first, stop, words))
        codes, form = np.unique(words.form[place], return_inverse=True)
        spoken = np.isin(words.forms[codes].astype(str), [*SPEECH])[form]
        if not spoken.any():
            continue
        inner_words = words._replace(
            form=form,
            forms=words.forms[codes],
            quoted=np.zeros_like(place),
            direction=np.zeros_like(place),
            **{name: getattr(words, name)[place] for name in ("article", "paragraph", "sentence")},
        )
        roles = rule_roles(inner_words, np.where(spoken, cue_classes(inner_words), 0))
        edge = np.append(place, stop)
        for inner in link(roles, inner_words):
            runs = {name: [(role, edge[a], edge[b]) for role, a, b in inner[name]] for name in NAMES}
            source = words.text(*runs["source"])
            if all(runs.values()) and source.lower() not in SELF and source_type(source) != "unknown":
                runs["content"] = [_whole(run, runs["cue"][-1], words) for run in runs["content"]]
                found.append({**runs, "via": attribution["source"]})
    return found


def _whole(content: Run, cue: Run, words: Words) -> Run:
    """Content from the end of its cue, unless someone is told, without the mark that closes the outer one."""
    role, first, stop = content
    if first > cue[2] and words.text(cue) not in LISTENED:
        first = cue[2]
    while stop > first + 1 and (words.direction[stop - 1] == -1 or words.text((stop - 1, stop)) == ","):
        stop -= 1
    return role, first, stop


def _parentheses(first: int, stop: int, words: Words) -> list[int]:
    forms = words.forms[words.form[first:stop]].tolist()
    return [first + k + j for k in range(len(forms)) if forms[k : k + 3 : 2] == ["(", ")"] for j in range(3)]

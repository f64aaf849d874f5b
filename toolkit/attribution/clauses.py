"""Clauses that say who speaks: between commas, before a colon, after a dash; and reporters' questions."""

import numpy as np

from toolkit.attribution import rules
from toolkit.attribution.linking import DASHES
from toolkit.attribution.rules import (
    AFTER_NAME,
    BREAKS,
    CUE,
    DAYS,
    DETERMINERS,
    FINITE,
    HELPERS,
    SOURCE_LEFT,
)
from toolkit.attribution.words import Words, lowered, sentence_bounds, word_list
from toolkit.names.sources import source_type

ASIDE, ALSO_NOUNS = word_list("aside"), word_list("also_nouns")
QUESTIONS = word_list("questions")
TIMES = AFTER_NAME - {"by", "for", "with", "that", "to", "as"} | DAYS
SPEAKER = 12  # words at most of a speaker beside a dash or between commas
TURN = 5  # words at most of a speaker before the colon of a turn
SUBJECT = 5  # words at most of a subject parted from its verb: "The committee, said Roe, derided ..."
BESIDE = 40  # words at most from a cue to a comma


def clause_roles(roles: np.ndarray, words: Words) -> np.ndarray:
    """Roles with those of clauses between commas, of turns and signed quotations put in, of questions out."""
    roles, (first, last) = roles.copy(), sentence_bounds(words.sentence)
    low = [word if outside else "" for word, outside in zip(lowered(words), words.quoted == 0, strict=True)]
    forms = np.array([form.lower() for form in words.forms], dtype=object)
    readers = {_aside: ASIDE, _question: QUESTIONS, _turn: (":",), _signature: DASHES}
    for read, triggers in readers.items():
        there = np.isin(forms, [*triggers])[words.form] & (words.quoted == 0)
        for k in np.flatnonzero(there).tolist():
            a, b = int(first[k]), int(last[k]) + 1
            read(k, a, b - (low[b - 1] in (".", "!", "?")), low, roles, words)
    return roles


def _write(roles: np.ndarray, *spans: tuple[int, int, int]) -> None:
    for role, start, stop in spans:
        roles[start:stop] = role


def _aside(k: int, a: int, b: int, low: list[str], roles: np.ndarray, words: Words) -> None:
    """A speaker between commas: "It was, said Roe on Monday, a disaster", "It is late, a study found"."""
    comma = next((j for j in range(k - 1, max(a, k - BESIDE), -1) if low[j] == ","), a)
    stop = next((j for j in range(k + 1, min(b, k + BESIDE)) if low[j] == ","), b)
    if comma < a + 2 or low[a] in AFTER_NAME | BREAKS or "" in (low[a], low[comma - 1]):
        return
    if any(low[j] in ASIDE and roles[j] == CUE for j in range(a, comma)):
        return
    found = _speaker(k, comma + 1, stop, low, words)
    if found is None:
        return
    cue, source = found
    goes_on = stop + 1 < b and _goes_on(low[a:comma], low[stop + 1])
    roles_of_cue, roles_of_source = roles[slice(*cue)], roles[slice(*source)]
    known = (
        (roles_of_cue == CUE).all()
        and (roles_of_source > 0).all()
        and (roles[a:comma] == rules.LEFT).mean() > 0.5
    )
    left = np.isin(roles[a:comma], (rules.LEFT, rules.CARRIED, 0)).mean() > 0.5
    known |= stop < b and left and (roles_of_cue == CUE).any() and (roles_of_source > 0).any()
    if known and not goes_on:
        return
    side = SOURCE_LEFT if source < cue else rules.SOURCE_RIGHT
    _write(roles, (0, a, stop), (rules.LEFT, a, comma), (CUE, *cue), (side, *source))
    if goes_on:
        _write(roles, (0, stop, stop + 1), (rules.RIGHT, stop + 1, b))


def _speaker(k: int, a: int, b: int, low: list[str], words: Words):
    """Spans of cue and source in the words between two commas, the cue at `k`, if they hold nothing else."""
    start = k + 1 + (low[k : k + 2] == ["according", "to"])
    if k == a:
        close = next((j for j in range(start, b) if low[j] in TIMES), b)
        capital = close > start and words.text((start, start + 1))[0].isupper()
        named = capital or words.heading[k] > 0 or {*low[start : start + 1]} <= DETERMINERS | {"one"}
        named &= low[k] not in ("told", "tells") and 0 < close - start <= SPEAKER
        named &= not (BREAKS | FINITE) & {*low[start:close]}
        return ((k, start), (start, close)) if named else None
    begin = k
    while begin > a and (low[begin - 1] in HELPERS or low[begin - 1].endswith("ly")):
        begin -= 1
    whole = a < begin <= a + SPEAKER and start == k + 1 and (start == b or low[start] in TIMES)
    if not whole or low[a] in AFTER_NAME | ASIDE or (BREAKS | FINITE) & {*low[a:begin]}:
        return None
    plural = low[begin - 1].endswith("s") and not low[begin - 1].endswith(("'s", "ss", "is", "us"))
    kind = source_type(words.text((a, begin)))
    said = low[k] in ("said", "says", "say") or kind != "unknown"
    named = plural or kind == "document" or (said and low[k] not in ALSO_NOUNS)
    return ((begin, k + 1), (a, begin)) if named else None


def _goes_on(before: list[str], after: str) -> bool:
    """Whether a statement goes on behind its speaker, since one half of it alone would be none."""
    short = len(before) <= SUBJECT and not FINITE & {*before} and before[0] in DETERMINERS
    return after in FINITE or before[-1] in FINITE or (short and after.endswith("ed"))


def _question(k: int, a: int, b: int, low: list[str], roles: np.ndarray, words: Words) -> None:
    """What a reporter asked is the reporter's: "Asked whether it would reopen, Roe said ..."."""
    opens = k == a or (k == a + 1 and low[a] in ("when", "if", "once", "but", "and"))
    if not opens and (
        low[k - 1] not in (",", "when") or low[k + 1 : k + 2] not in (["whether"], ["if"], ["about"])
    ):
        return
    commas = [j for j in range(k + 1, min(b, k + BESIDE)) if low[j] == "," or words.direction[j] == -1]
    spoken = next((j for j in range(k + 1, min(b, k + BESIDE)) if roles[j] == CUE), 0)
    stops = [j for j in commas if (roles[j + 1 : min(j + 3, b)] == SOURCE_LEFT).any()]
    stops = stops or [j for j in commas if j < spoken][-1:]
    if stops:
        _write(roles, (0, a if opens else k, stops[0] + 1))


def _turn(k: int, a: int, b: int, low: list[str], roles: np.ndarray, words: Words) -> None:
    """A speaker and a colon before a quotation, on the same line or the next: "And from Ada Roe: ..."."""
    opened = k + 1 < len(low) and words.direction[k + 1] == 1 and words.article[k] == words.article[k + 1]
    start = max((j + 1 for j in range(max(a, k - BESIDE), k) if low[j] == ""), default=a)
    if not opened or words.heading[k] or k - start > BESIDE:
        return
    sent = next((j + 1 for j in range(start, min(k, start + TURN)) if low[j] == "from"), start)
    text = words.text((sent, k))
    if sent == start and (CUE in roles[start:k] or k - start > TURN or not text[:1].isupper()):
        return
    close = next((j + 1 for j in range(k + 1, b) if words.direction[j] == -1), max(b, k + 1))
    named = 0 < k - sent <= SPEAKER and not {",", *FINITE, *DAYS} & {*low[sent:k]}
    if named and close >= b and source_type(text) != "unknown":
        _write(roles, (0, start, k), (SOURCE_LEFT, sent, k), (CUE, k, k + 1), (rules.RIGHT, k + 1, close))


def _signature(k: int, a: int, b: int, low: list[str], roles: np.ndarray, words: Words) -> None:
    """A quotation that is signed: "..." - Ada Roe, teacher."""
    signed = k > 0 and words.direction[k - 1] == -1 and words.article[k - 1] == words.article[k]
    if not signed or not 0 < b - k - 1 <= SPEAKER or words.heading[k]:
        return
    if not words.text((k + 1, k + 2))[0].isupper() or {"", ":", *DASHES, *FINITE} & {*low[k + 1 : b]}:
        return
    first = k
    while first and low[first - 1] == "" and words.sentence[first - 1] == words.sentence[k - 1]:
        first -= 1
    if a < k or not roles[first:k].any():
        _write(roles, (0, a, k), (rules.LEFT if a < k else rules.CARRIED, first, k))
    _write(roles, (CUE, k, k + 1), (rules.SOURCE_RIGHT, k + 1, b))

"""Clauses that say who speaks: between commas, before a colon, after a dash; and reporters' questions."""

import numpy as np

from toolkit.names.sources import source_type
from toolkit.voices.linking import DASHES
from toolkit.voices.rules import (
    AFTER_NAME,
    BREAKS,
    CARRIED,
    CUE,
    DAYS,
    DETERMINERS,
    FINITE,
    HELPERS,
    LEFT,
    RIGHT,
    SOURCE_LEFT,
    SOURCE_RIGHT,
)
from toolkit.voices.words import Words, sentence_bounds, word_list

ASIDE = word_list("aside")
ALSO_NOUNS = word_list("also_nouns")
QUESTIONS = word_list("questions")
NO_SPEECH = word_list("no_speech")
SPEAKER = 12  # words at most of a speaker beside a dash or between commas
TURN = 5  # words at most of a speaker before the colon of a turn
SUBJECT = 5  # words at most of a subject parted from its verb: "The committee, said Roe, derided ..."
BESIDE = 40  # words at most from a cue to a comma

Span = tuple[int, int]


def clause_roles(roles: np.ndarray, words: Words) -> np.ndarray:
    """Roles with those of clauses between commas, of turns and signed quotations put in, of questions out."""
    roles, (first, last) = roles.copy(), sentence_bounds(words.sentence)
    lower = np.array([form.lower() for form in words.forms], dtype=object)
    readers = ((ASIDE, _aside), (QUESTIONS, _question), ((":",), _turn), (DASHES, _signature))
    for forms, read in (*readers, (("that",), _that)):
        there = np.isin(lower, [*forms])[words.form] & (words.quoted == 0)
        before = -1
        for k in np.flatnonzero(there).tolist():
            a, b = int(first[k]), int(last[k]) + 1
            if a != before:  # words in quotation marks are left out
                low = np.where(words.quoted[a:b], "", lower[words.form[a:b]]).tolist()
            before = a
            read(k - a, low, roles[a:b], a, words)
            if read is _signature and k == a and roles[k] == CUE:
                _quotation_before(k, roles, words)
    return roles


def _aside(k: int, low: list[str], roles: np.ndarray, a: int, words: Words) -> None:
    """A speaker between commas: "It was, said Roe on Monday, a disaster", "It is late, a study found."."""
    end = len(low) - (low[-1] in (".", "!", "?"))
    comma = next((j for j in range(k - 1, max(0, k - BESIDE), -1) if low[j] == ","), 0)
    stop = next((j for j in range(k + 1, min(end, k + BESIDE)) if low[j] == ","), end)
    if comma < 2 or "" in low[:comma] or low[0] in AFTER_NAME | BREAKS:
        return
    clause = words.text((a + comma + 1, a + stop)).split()
    found = _speaker(k - comma - 1, low[comma + 1 : stop], clause, words.heading[a] > 0)
    if found is None:
        return
    cue, source = (slice(comma + 1 + start, comma + 1 + close) for start, close in found)
    goes_on = stop + 1 < end and _goes_on(low[:comma], low[stop + 1 : end])
    known = (roles[cue] == CUE).all() and (roles[source] > 0).all() and (roles[:comma] > 0).mean() > 0.5
    if not goes_on and (known or (stop < end and (roles[cue] == CUE).any() and (roles[source] > 0).any())):
        return
    roles[:stop] = 0
    roles[:comma], roles[cue] = LEFT, CUE
    roles[source] = SOURCE_LEFT if source.start < cue.start else SOURCE_RIGHT
    if goes_on:
        roles[stop : stop + 1], roles[stop + 1 : end] = 0, RIGHT


def _speaker(k: int, low: list[str], forms: list[str], heading: bool) -> tuple[Span, Span] | None:
    """Cue and source in the words between two commas, the cue at `k`, if they hold nothing else."""
    start = k + 1 + (low[k : k + 2] == ["according", "to"])
    times = AFTER_NAME - {"by", "for", "with"} | DAYS
    if k == 0:
        close = next((j for j in range(start + 1, len(low)) if low[j] in times), len(low))
        named = close > start and (
            heading or forms[start][0].isupper() or low[start] in DETERMINERS | {"one"}
        )
        named &= not set(low[start:close]) & (BREAKS | FINITE)
        return ((0, start), (start, close)) if named and close - start <= SPEAKER else None
    begin = k
    while begin and (low[begin - 1] in HELPERS or low[begin - 1].endswith("ly")):
        begin -= 1
    if start > k + 1 or begin == 0 or begin > SPEAKER or not (low[k + 1 :] == [] or low[k + 1] in times):
        return None
    if low[0] in AFTER_NAME or set(low[:begin]) & (BREAKS | FINITE):
        return None
    plural = low[begin - 1].endswith("s") and not low[begin - 1].endswith(("'s", "’s", "ss", "is", "us"))
    if low[k] in ALSO_NOUNS and not plural:
        return None
    said = low[k] in ("said", "says", "say") or source_type(" ".join(forms[:begin])) != "unknown"
    return ((begin, k + 1), (0, begin)) if said or plural else None


def _goes_on(before: list[str], after: list[str]) -> bool:
    """Whether a statement goes on behind its speaker, since one half of it alone would be none."""
    if after[0] in FINITE or before[-1] in FINITE:
        return True
    short = len(before) <= SUBJECT and not FINITE & set(before)
    return short and after[0].endswith("ed") and before[0] in DETERMINERS


def _question(k: int, low: list[str], roles: np.ndarray, a: int, words: Words) -> None:
    """What a reporter asked is the reporter's: "Asked whether it would reopen, Roe said ..."."""
    opens = k == 0 or (k == 1 and low[0] in ("when", "if", "once", "but", "and"))
    if not opens and low[k - 1] not in (",", "when"):
        return
    commas = [j for j in range(k + 1, min(len(low), k + BESIDE)) if low[j] == ","]
    stop = next((j for j in commas if (roles[j + 1 : j + 3] == SOURCE_LEFT).any()), None)
    if stop is None:
        spoken = next((j for j in range(k + 1, min(len(low), k + BESIDE)) if roles[j] == CUE), 0)
        stop = max((j for j in commas if j < spoken), default=None)
    if stop is not None:
        roles[0 if opens else k : stop + 1] = 0


def _that(k: int, low: list[str], roles: np.ndarray, a: int, words: Words) -> None:
    """An unfamiliar verb of speech, known by its frame: "Roe groused that ..."."""
    end = len(low) - (low[-1] in (".", "!", "?"))
    verb = low[k - 1] if k else ""
    if not verb.endswith("ed") or verb in NO_SPEECH or roles[k - 1 : k + 1].any() or end - k < TURN:
        return
    begin = next((j for j in range(k - 1, 0, -1) if low[j - 1] in BREAKS | {",", ""}), 0)
    source = words.text((a + begin, a + k - 1))
    plain = 0 < k - 1 - begin <= TURN and not FINITE & set(low[begin:k]) and low[begin] not in AFTER_NAME
    if plain and not roles[begin : k - 1].any() and source_type(source) in ("person", "office", "document"):
        roles[begin : k - 1], roles[k - 1] = SOURCE_LEFT, CUE
        roles[k:end] = np.where(roles[k:end] == 0, RIGHT, roles[k:end])


def _turn(k: int, low: list[str], roles: np.ndarray, a: int, words: Words) -> None:
    """A speaker and a colon before a quotation, on the same line or the next: "And from Ada Roe: ..."."""
    here, n = a + k, len(words.form)
    if words.heading[here] or here + 1 >= n or words.direction[here + 1] != 1:
        return
    if words.article[here] != words.article[here + 1]:
        return
    if k - (start := max((j + 1 for j in range(max(0, k - BESIDE), k) if low[j] == ""), default=0)) > BESIDE:
        return
    sent = next((j + 1 for j in range(start, k) if low[j] == "from" and j - start < TURN), start)
    text = words.text((a + sent, here))
    if sent == start and (CUE in roles[start:k] or k - start > TURN or not text[:1].isupper()):
        return
    if sent >= k or k - sent > SPEAKER or "," in low[sent:k] or source_type(text) == "unknown":
        return
    roles[start:k], roles[k] = 0, CUE
    roles[sent:k] = SOURCE_LEFT
    close = next((j + 1 for j in range(k + 1, len(low)) if words.direction[a + j] == -1), len(low))
    roles[k + 1 : close] = RIGHT


def _signature(k: int, low: list[str], roles: np.ndarray, a: int, words: Words) -> None:
    """A quotation that is signed: "..." - Ada Roe, teacher."""
    here, end = a + k, len(low) - (low[-1] == ".")
    signed = here > 0 and words.direction[here - 1] == -1 and words.article[here - 1] == words.article[here]
    if not signed or not 0 < end - k - 1 <= SPEAKER or words.heading[here]:
        return
    name = low[k + 1 : end]
    if not words.text((here + 1, here + 2))[0].isupper() or {"", ":", *DASHES, *FINITE} & set(name):
        return
    roles[k], roles[k + 1 : end] = CUE, SOURCE_RIGHT
    quotation = words.quoted[a:here] > 0
    roles[:k] = np.where(quotation, LEFT, 0)


def _quotation_before(k: int, roles: np.ndarray, words: Words) -> None:
    """Words in quotation marks that end before a word are content, if they have no role yet."""
    first = k
    while first and words.quoted[first - 1] and words.sentence[first - 1] == words.sentence[k - 1]:
        first -= 1
    if not roles[first:k].any():
        roles[first:k] = CARRIED

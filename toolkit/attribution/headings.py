"""Headings: which of them report what someone says, and which only look like it."""

import numpy as np

from toolkit.attribution.crf import ROLES
from toolkit.attribution.cues import cue_lexicon
from toolkit.attribution.linking import Run, runs_by_sentence
from toolkit.attribution.rules import CUE, LEFT, RIGHT, SOURCE_LEFT, SOURCE_RIGHT
from toolkit.attribution.words import HEADINGS, Words, sentence_bounds, word_list
from toolkit.names.sources import source_type, speaks_in_heading

SPEAKING = ("statement", "clause", "according")
NO_SOURCE = word_list("no_source")
SPEAKER = 5  # words at most of a speaker beside a colon or at the end of a heading
STATEMENT = 3  # words at least of a statement after its speaker, more of one before


def heading_roles(roles: np.ndarray, words: Words) -> np.ndarray:
    """Roles with the speakers beside a headline's colon put in and those of silent headings out.

    A heading keeps its roles only with a source, and with a cue of speech or words that can be a speaker.
    """
    roles = roles.copy()
    _read_colons(roles, words)
    for runs in runs_by_sentence(np.where(words.heading > 0, roles, 0), words.sentence):
        source, cue = (
            words.text(*(run for run in runs if ROLES[run[0]].startswith(name))) for name in ("source", "cue")
        )
        spoken = any(cue_lexicon().get(word, ("", ""))[1] in SPEAKING for word in cue.lower().split())
        if spoken and not source:
            source = _speaker_after(roles, runs, words)
        if not source or not (spoken or _is_speaker(source, cue, runs, words)):
            for _, first, stop in runs:
                roles[first:stop] = 0
    return roles


def _read_colons(roles: np.ndarray, words: Words) -> None:
    """Write the roles of headlines like "Mayor: The bridge is safe" and "Bridge to close: report".

    What stands before or after the colon must be a source by its words, or "Analysis: ..." would be one.
    """
    headline = words.heading == HEADINGS["headline"]
    colons = np.isin(words.forms, [":"])[words.form] & headline & (words.quoted == 0)
    first, last = sentence_bounds(words.sentence)
    for colon in np.flatnonzero(colons).tolist():
        a, b = int(first[colon]), int(last[colon]) + 1
        stop = b - (words.text((b - 1, b)) == ".")
        before, after = words.text((a, colon)), words.text((colon + 1, stop))
        left, right = colon - a, stop - colon - 1  # words on either side
        if 0 < right <= SPEAKER and left > STATEMENT and _closes(after, colon, words):
            found = LEFT, SOURCE_RIGHT
        elif 0 < left <= SPEAKER and right >= STATEMENT and CUE not in roles[a:b] and _is_source(before):
            found = SOURCE_LEFT, RIGHT
        else:
            continue
        roles[a:b] = 0
        roles[a:colon], roles[colon], roles[colon + 1 : stop] = found[0], CUE, found[1]


def _closes(after: str, colon: int, words: Words) -> bool:
    """Whether the words after a colon are the source of those before: in lower case, or after a quotation."""
    return (after[0].islower() or words.direction[colon - 1] == -1) and _is_source(after)


def _is_source(words: str) -> bool:
    return source_type(words) != "unknown" and not set(words.lower().split()) & NO_SOURCE


def _speaker_after(roles: np.ndarray, runs: list[Run], words: Words) -> str:
    """The words that end a heading after quotation and cue ("'Never', says mayor"), marked as its source."""
    cue = next(run for run in runs if ROLES[run[0]] == "cue")
    stop = int(np.searchsorted(words.sentence, words.sentence[cue[1]] + 1))
    speaker = words.text((cue[2], stop))
    quoted = any(words.quoted[first : cue[1]].any() for _, first, _ in runs)
    if not (quoted and 0 < stop - cue[2] <= SPEAKER and speaks_in_heading(speaker, "")):
        return ""
    roles[cue[2] : stop] = SOURCE_RIGHT
    return speaker


def _is_speaker(source: str, cue: str, runs: list[Run], words: Words) -> bool:
    """Whether a cue, a colon or quotation marks stand beside words that can be a source."""
    known = any(word == ":" or word in cue_lexicon() for word in cue.lower().split())
    if not known and not any(words.quoted[first:stop].any() for _, first, stop in runs):
        return False
    number = words.article[runs[0][1]]
    first, stop = np.searchsorted(words.article, [number, number + 1])
    below = words.form[first:stop][words.heading[first:stop] == 0]
    return speaks_in_heading(source, " ".join(words.forms[below]))

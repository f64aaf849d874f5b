"""Headings: which of them report what someone says, and which only look like it."""

import numpy as np

from toolkit.names.sources import speaks_in_heading
from toolkit.voices.crf import ROLES
from toolkit.voices.cues import cue_lexicon
from toolkit.voices.linking import Run, runs_by_sentence
from toolkit.voices.marks import Marks

SPEAKING = ("statement", "clause", "according")
LONGEST = 5  # words of a source at the end of a heading


def sourced_headings(roles: np.ndarray, marks: Marks, heading: np.ndarray, article: np.ndarray) -> np.ndarray:
    """Roles without those of headings that have no source, or neither a cue of speech nor a likely speaker.

    `heading` and `article` have a value a token: whether it stands in a headline or subhead, and where.
    """
    roles = roles.copy()
    for runs in runs_by_sentence(np.where(heading, roles, 0), marks.sentence):
        source, cue = (_words(runs, name, marks) for name in ("source", "cue"))
        spoken = any(cue_lexicon().get(word.lower(), ("", ""))[1] in SPEAKING for word in cue)
        if spoken and not source:
            source = _speaker_after(roles, runs, marks)
        if not source or not (spoken or _is_speaker(source, cue, runs, marks, heading, article)):
            for _, first, stop in runs:
                roles[first:stop] = 0
    return roles


def _speaker_after(roles: np.ndarray, runs: list[Run], marks: Marks) -> list[str]:
    """The words that end a heading after quotation and cue ("'Never', says mayor"), marked as its source."""
    cue = next(run for run in runs if ROLES[run[0]] == "cue")
    stop = int(np.searchsorted(marks.sentence, marks.sentence[cue[1]] + 1))
    words = [str(word) for word in marks.vocabulary[marks.words[cue[2] : stop]]]
    quoted = any(marks.quoted[first : cue[1]].any() for _, first, _ in runs)
    if not (quoted and 0 < len(words) <= LONGEST and speaks_in_heading(" ".join(words), "")):
        return []
    roles[cue[2] : stop] = ROLES.index("sourceR")
    return words


def _is_speaker(source, cue, runs, marks, heading, article) -> bool:
    """Whether a cue, a colon or quotation marks stand beside words that can be a source."""
    known = any(word == ":" or word.lower() in cue_lexicon() for word in cue)
    if not known and not any(marks.quoted[first:stop].any() for _, first, stop in runs):
        return False
    first, stop = np.searchsorted(article, [article[runs[0][1]], article[runs[0][1]] + 1])
    below = marks.words[first:stop][~heading[first:stop]]
    return speaks_in_heading(" ".join(source), " ".join(marks.vocabulary[below]))


def _words(runs: list[Run], name: str, marks: Marks) -> list[str]:
    places = [marks.words[first:stop] for role, first, stop in runs if ROLES[role].startswith(name)]
    return [str(word) for place in places for word in marks.vocabulary[place]]

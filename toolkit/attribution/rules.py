"""Attribution by rule: patterns around cue words. The model looks at them; they also do without it."""

import numpy as np

from toolkit.attribution.crf import ROLES
from toolkit.attribution.words import Words, lowered, sentence_bounds, word_list

CUE, SOURCE_LEFT, SOURCE_RIGHT, LEFT, RIGHT, CARRIED = range(1, len(ROLES))
HELPERS = word_list("helpers")
DETERMINERS = word_list("determiners")
BREAKS = word_list("breaks")
AFTER_NAME = word_list("after_name")
DAYS = word_list("days")
LISTENED = word_list("listened")
FINITE = word_list("finite")
STOPS = frozenset('.?!…;:()—–-"“”')
REACH = 14  # words at most in a source
CARRIED_FROM = 6  # words in quotation marks from which a sentence without a cue goes on with what was said


def rule_roles(words: Words, cue_class: np.ndarray) -> np.ndarray:
    """The role (index into `crf.ROLES`) the rules give to every word."""
    low = lowered(words)
    quoted, roles = words.quoted.tolist(), np.zeros(len(low), dtype=np.int8)
    capital = np.array([form[0].isupper() for form in words.forms], dtype=bool)[words.form]
    first, last = sentence_bounds(words.sentence)
    done, spoken = 0, np.zeros(len(low), dtype=bool)
    for k in np.flatnonzero((cue_class > 0) & (words.quoted == 0)).tolist():
        if k < done:
            continue
        a, b = int(first[k]), int(last[k]) + 1
        found = _around(k, max(a, done), b, low, quoted, capital, int(cue_class[k]))
        if found is None:
            continue
        done = _write(roles, found, low, quoted, max(a, done), b)
        spoken[first[k]] = True
    # Quotations of some length in sentences without a cue go on with what was said before.
    inside = np.append(0, np.cumsum(words.quoted))
    length = inside[last + 1] - inside[first]
    roles[(words.quoted == 1) & ~spoken[first] & (roles == 0) & (length >= CARRIED_FROM)] = CARRIED
    return roles


def _around(k, a, b, low, quoted, capital, kind):
    """Cue and source spans and the pattern at one cue word, or nothing."""
    following = low[k + 1] if k + 1 < b else "."
    start = k
    while (
        start > a and not quoted[start - 1] and (low[start - 1] in HELPERS or low[start - 1].endswith("ly"))
    ):
        start -= 1
    if kind == 5:
        named = _name_after(k + 2, b, low, quoted, apposition=k > a)
        return ((k, k + 2), named, "around") if following == "to" else None
    if kind == 4:
        named = k > a and low[k - 1].endswith("'s") and following == "that"
        return ((k, k + 1), _name_before(k, a, low, quoted), "before") if named else None
    if k > a and low[k - 1] in DETERMINERS:
        return None
    source = _name_before(start, a, low, quoted)
    after_clause = (
        start > a and (quoted[start - 1] or low[start - 1] == ",") and (not source or source[0] > a)
    )
    named = k + 1 < b and not quoted[k + 1] and (capital[k + 1] or following in ("the", "a", "an", "one"))
    if kind == 1 and after_clause and named and low[k] not in LISTENED and following != "that":
        return (start, k + 1), _name_after(k + 1, b, low, quoted), "around"
    if source is None:
        return None
    closed = source[0] > a and (low[source[0] - 1] == "," or quoted[source[0] - 1])
    closed = kind == 1 and closed and (following in AFTER_NAME | DAYS or low[k] in LISTENED)
    if following in (".", ",") or closed:
        return ((start, k + 1), source, "around") if kind == 1 else None
    if kind == 3 and following in BREAKS:
        return None
    return (start, k + 1 + (following in ("out", "for") and kind == 1)), source, "before"


def _name_before(end, a, low, quoted):
    """The words before a cue that may name the source; a set-off apposition belongs to it."""
    if end - 1 > a and low[end - 1] == "," and not quoted[end - 1]:
        comma = next((j for j in range(end - 2, max(a, end - 18), -1) if low[j] == "," or quoted[j]), a)
        inner = _words_before(comma, a, low, quoted) if low[comma] == "," else None
        return (inner[0], end) if inner else None
    return _words_before(end, a, low, quoted)


def _words_before(end, a, low, quoted):
    """The words before a place back to the clause's edge, without helping verbs and prepositions in front."""
    start = end
    while start > a and end - start < REACH:
        word = low[start - 1]
        if quoted[start - 1] or word in STOPS or word in BREAKS or word == ",":
            break
        start -= 1
    while start < end and (low[start] in HELPERS or low[start] in AFTER_NAME):
        start += 1
    return (start, end) if start < end else None


def _name_after(start, b, low, quoted, *, apposition=True):
    """The words after a cue that may name the source, with an apposition after a comma."""
    end = start
    while end < b and end - start < REACH and not quoted[end] and low[end] not in STOPS:
        if end > start and low[end] in (AFTER_NAME - {"by", "for"}) | DAYS:
            break
        if low[end] == ",":
            if apposition and end + 1 < b and low[end + 1] in ("a", "an", "the", "who", "whose", "one"):
                return start, next((j for j in range(end + 1, b) if low[j] in ",." or quoted[j]), b)
            break
        end += 1
    return (start, end) if end > start else None


def _write(roles, found, low, quoted, a, b) -> int:
    """Write one attribution into `roles`; the place up to which the sentence is used up."""
    (cue, stop), source, pattern = found
    start, end = source or (stop, stop)
    left, right = min(cue, start), max(stop, end)
    if pattern == "around" and left - a < 2:
        pattern = "before"
    if pattern == "before":
        spans, done = [(_content_start(right, b, low, quoted), b, RIGHT)], b
    else:
        spans, done = [(a, left, LEFT)], right
        rest = [j for j in range(right, b) if quoted[j]]
        if len(rest) > 2:
            spans, done = [*spans, (rest[0], rest[-1] + 1, RIGHT)], b
    for begin, close, role in spans:
        while close > begin and low[close - 1] in (",", ".") and not quoted[close - 1]:
            close -= 1
        roles[begin:close] = role
    roles[start:end] = SOURCE_LEFT if start < cue else SOURCE_RIGHT
    roles[cue:stop] = CUE
    return done


def _content_start(start, b, low, quoted) -> int:
    """Where the statement begins after its cue: behind a listener, place or day before `that` or a mark."""
    while start < b and low[start] in (",", ":") and not quoted[start]:
        start += 1
    if start >= b or quoted[start] or low[start] == "that":
        return start
    aside = low[start] in AFTER_NAME | DAYS or low[start - 1] in LISTENED
    for j in range(start, min(b, start + 10)):
        if low[j] in ("that", ":") or (quoted[j] and aside):
            return j + (low[j] == ":")
        if low[j] == "," and not aside:
            break
    return start

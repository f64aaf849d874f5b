"""Statements: which attributions report one, where its words end, and who is its source."""

import numpy as np

from toolkit.names.sources import source_type
from toolkit.voices.cues import cue_lexicon, cue_stance
from toolkit.voices.linking import DASHES, SPOKEN, Attribution, Run, is_spoken
from toolkit.voices.rules import AFTER_NAME, BREAKS, DAYS, DETERMINERS, FINITE, HELPERS, RIGHT, SOURCE_LEFT
from toolkit.voices.words import Words, word_list

ACTS, BE, PARTICIPLES = word_list("acts"), word_list("be"), word_list("participles")
BELIEVED, FELT = word_list("believed"), word_list("felt")
CONNECTORS, JOINED, PERSONS = word_list("connectors"), word_list("joined"), word_list("persons")
TURNS, CONTINUED = word_list("turns"), word_list("continued")
OPENERS = frozenset("that whether if how why what who when".split())
ABOUT = ("about", ":")
TIMES = AFTER_NAME - {"to", "by", "for", "with", "that", "as"}
FEWEST = 4  # words of a statement that is not quoted
NAME = 8  # words at most of a name
CLAUSE = 25  # words at most between a source and its cue


def mended(attribution: Attribution, words: Words) -> Attribution:
    """The attribution with the ends of its contents, its cue and its source mended."""
    if not attribution["cue"]:
        return attribution
    *cue, last = attribution["cue"]
    source = attribution["source"] or (_subject(attribution, words) if attribution["content"] else [])
    return {
        "cue": [*cue, _without_day(last, words)],
        "content": [_ended(run, last[2], words) for run in attribution["content"]],
        "source": [_named(run, words) for run in source],
    }


def is_statement(attribution: Attribution, words: Words) -> bool:
    """Whether somebody says or thinks so: no act, no passive of its object, no expectation of nobody."""
    cue = [word for _, first, stop in attribution["cue"] for word in _low(words, first, stop)]
    if not cue or words.heading[attribution["cue"][0][1]]:
        return True
    entries = [cue_lexicon()[word] for word in cue if word in cue_lexicon()]
    classes, silent = {kind for _, kind, _ in entries}, cue_stance(" ".join(cue)) == "declining"
    content = [word for _, first, stop in attribution["content"] for word in _low(words, first, stop)]
    quoted = any(words.quoted[first:stop].any() for _, first, stop in attribution["content"])
    agent = any(words.text((first - 1, first)) == "by" for _, first, _ in attribution["source"] if first)
    if _is_passive(cue) and not agent and not quoted:
        return bool(set(cue) & BELIEVED) and bool(content)
    spoken = classes & {*SPOKEN} or not cue[-1][0].isalnum()
    if silent:
        return True
    marked = attribution["source"] and quoted and words.quoted[attribution["content"][0][1]]
    opens = bool(content) and (content[0] in OPENERS or marked)
    if not entries or {lemma for lemma, _, _ in entries} <= ACTS:
        return bool(spoken or opens or (cue[-1] in ABOUT and not quoted))
    if quoted:
        return bool(attribution["source"] or spoken)
    if not content:
        return bool(spoken)
    if sum(word[0].isalnum() for word in content) < FEWEST:
        return bool(spoken and FINITE & {*content})
    return bool(attribution["source"] or spoken or content[0] == "that")


def _low(words: Words, first: int, stop: int) -> list[str]:
    return [form.lower().replace("’", "'") for form in words.forms[words.form[first:stop]]]


def _is_passive(cue: list[str]) -> bool:
    """Whether the subject of a cue is its object: "were criticized for", but not "is convinced that"."""
    after = next((k + 1 for k, word in enumerate(cue) if word in BE), len(cue))
    verb = next((word for word in cue[after:] if not (word in HELPERS or word.endswith("ly"))), "")
    return (verb.endswith("ed") or verb in PARTICIPLES) and verb not in FELT


def _without_day(cue: Run, words: Words) -> Run:
    role, first, stop = cue
    low = _low(words, max(first, stop - 2), stop)
    days = (low[-1] in DAYS) * (1 + (low[0] == "on"))
    return role, first, stop - days if stop - days > first else stop


def _ended(run: Run, after: int, words: Words) -> Run:
    """A content without the day before it and what the reporter adds: ", but the town ...", "(...)"."""
    role, first, stop = run
    if role != RIGHT:
        return run
    quoted, low = words.quoted[first:stop].tolist(), _low(words, first, stop)
    day = 1 + (low[0] == "on")
    begin = day if first == after and len(low) - day >= FEWEST and low[day - 1] in DAYS else 0
    end = len(low)
    if words.direction[first] == 1 and 0 in quoted[FEWEST:] and quoted[: FEWEST + 1] == [1] * (FEWEST + 1):
        close = quoted.index(0)  # said "..." after the meeting
        end = close if low[close] in TIMES and not any(quoted[close:]) else end
    for k in range(begin + FEWEST, end - 1):
        comma = low[k - 1] == "," and not quoted[k - 1]
        apart = (comma or words.direction[first + k - 1] == -1) and not quoted[k] and low[k] in TURNS
        if apart and _is_reporters(low[k], low[k + 1], words.text((first + k + 1, first + k + 2))):
            end = k - comma
            break
    if low[end - 1] == ")" and not quoted[end - 1]:
        bracket = max((k for k in range(begin + FEWEST, end) if low[k] == "("), default=end)
        end = bracket if end - bracket > FEWEST else end
    return role, first + begin, first + end


def _is_reporters(conjunction: str, follows: str, form: str) -> bool:
    """Whether a clause that begins with a conjunction and this word is no longer the source's."""
    if conjunction == "but":
        return follows not in CONTINUED
    subject = follows in PERSONS
    if conjunction == "while":
        subject |= form[0].isupper() or follows in DETERMINERS
    return subject or conjunction not in ("and", "while")


def _subject(attribution: Attribution, words: Words) -> list[Run]:
    """The source of a cue that has none: the subject of the first clause of its sentence."""
    cue, stop = attribution["cue"][0][1:]
    a = int(np.searchsorted(words.sentence, words.sentence[cue]))
    if not 0 < cue - a <= CLAUSE or words.quoted[a:cue].any():
        return []
    if source_type(whole := words.text((a, cue))) == "document" and "," not in whole and cue - a <= NAME:
        return [(SOURCE_LEFT, a, cue)]
    participle = words.text((cue - 1, cue)) == "," and words.text((cue, stop)).split()[-1].endswith("ing")
    if not participle and not is_spoken(attribution, words):
        return []
    low, forms = _low(words, a, cue), words.forms[words.form[a:cue]]
    n, start = len(low), 0
    if low[0] in AFTER_NAME | BREAKS:
        capital = (k for k in range(1, n) if forms[k][0].isupper() and low[k] not in DAYS)
        start = low.index(",") + 1 if "," in low[:-1] and low[0] in BREAKS else next(capital, n)
    while start < n and low[start] in CONNECTORS | DAYS | {","}:
        start += 1
    stop = start
    if low[start:] and low[start] in DETERMINERS:
        verbs = (k for k in range(start, n) if low[k] in FINITE or low[k].endswith("ed"))
        stop = next(verbs, start)
    elif low[start:] and low[start] in PERSONS:
        stop = start + 1
    else:
        while stop < n and (forms[stop][0].isupper() or (stop > start and low[stop] == ".")):
            stop += 1
    return [(SOURCE_LEFT, a + start, a + stop)] if start < stop <= start + NAME else []


def _named(run: Run, words: Words) -> Run:
    """A source with the name before its apposition, without the words that only join its sentence."""
    role, first, stop = run
    low = _low(words, first, stop)
    skip = 2 * (low[:2] == ["another", ","])
    while skip < len(low) - 1 and (low[skip] in CONNECTORS | DAYS or (skip and low[skip] == ",")):
        skip += 1
    while len(low) > skip + 1 and low[-1] in DASHES:
        low.pop()
    first, stop = first + skip, first + len(low)
    closed = "," in words.text((stop - 1, min(stop + 1, len(words.form)))).split()
    if skip or not closed or low[0] not in DETERMINERS | {"one", "who", "whose"}:
        return role, first, stop
    a = int(np.searchsorted(words.sentence, words.sentence[first]))
    begin = first - 1
    if begin <= a or words.text((begin, first)) != ",":
        return role, first, stop
    while begin > max(a, first - NAME) and _in_name(words.text((begin - 1, begin))):
        begin -= 1
    before = words.text((begin - 1, begin)).lower() if begin > a else ""
    named = begin < first - 1 and before not in AFTER_NAME | JOINED and not words.quoted[begin]
    return role, begin if named else first, stop


def _in_name(form: str) -> bool:
    return (form[0].isupper() or form == ".") and form.lower() not in DAYS | AFTER_NAME

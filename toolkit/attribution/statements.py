"""Statements: which attributions report one, where its words end, and who is its source."""

from toolkit.attribution.cues import cue_lexicon, cue_stance
from toolkit.attribution.linking import DASHES, SPOKEN, Attribution, Run, is_spoken
from toolkit.attribution.rules import (
    AFTER_NAME,
    BREAKS,
    DAYS,
    DETERMINERS,
    FINITE,
    HELPERS,
    RIGHT,
    SOURCE_LEFT,
    SOURCE_RIGHT,
)
from toolkit.attribution.words import Words, word_list
from toolkit.names.sources import source_type

ACTS, BE, PARTICIPLES = word_list("acts"), word_list("be"), word_list("participles")
BELIEVED, FELT = word_list("believed"), word_list("felt")
CONNECTORS, JOINED, PERSONS = word_list("connectors"), word_list("joined"), word_list("persons")
TURNS, CONTINUED = word_list("turns"), word_list("continued")
OPENERS = frozenset("that whether if how why what who when".split())
TIMES = AFTER_NAME - {"to", "by", "for", "with", "that", "as"}
FEWEST = 4  # words of a statement that is not quoted
NAME = 8  # words at most of a name
CLAUSE = 25  # words at most between a source and its cue


def stated(attributions: list[Attribution], words: Words, low: list[str]) -> list[Attribution]:
    """The attributions that report a statement, with the ends of contents and the sources mended.

    `low` holds all words in lower case.
    """
    for attribution in attributions:
        if attribution["cue"]:
            attribution |= _according(attribution, words, low)
            *cue, (role, first, stop) = attribution["cue"]
            days = (low[stop - 1] in DAYS) * (1 + (low[stop - 2] == "on"))
            source = attribution["source"] or (
                _subject(attribution, words, low) if attribution["content"] else []
            )
            attribution |= {
                "cue": [*cue, (role, first, stop - days if stop - days > first else stop)],
                "content": [_ended(run, stop, words, low) for run in attribution["content"]],
                "source": [_named(_whole(run, first, words, low), words, low) for run in source],
            }
    return [attribution for attribution in attributions if _is_statement(attribution, words, low)]


def _according(attribution: Attribution, words: Words, low: list[str]) -> dict[str, list[Run]]:
    """Source and content of "According to Roe, ..." where nothing was taken for its content."""
    _, first, stop = attribution["cue"][-1]
    opens = low[first:stop] == ["according", "to"] and first == _opening(first, words)
    if attribution["content"] or not opens or len(attribution["source"]) != 1:
        return {}
    role, start, after = attribution["source"][0]
    end = int(words.sentence.searchsorted(words.sentence[first], side="right"))
    comma = next((k for k in range(start, end) if low[k] == "," and (k >= after or after > end - 2)), end)
    last = end - (low[end - 1] in ".?!")
    if last - comma <= FEWEST:
        return {}
    return {"source": [(role, start, comma)], "content": [(RIGHT, comma + 1, last)]}


def _is_statement(attribution: Attribution, words: Words, low: list[str]) -> bool:
    """Whether somebody says or thinks so: no act, no passive of its object, no expectation of nobody."""
    cue = [word for _, first, stop in attribution["cue"] for word in low[first:stop]]
    if not cue or words.heading[attribution["cue"][0][1]]:
        return True
    runs, source = attribution["content"], attribution["source"]
    content = [word for _, first, stop in runs for word in low[first:stop]]
    quoted = any(words.quoted[first:stop].any() for _, first, stop in runs)
    agent = any(low[first - 1] == "by" for _, first, _ in source if first)
    by = cue[-1].endswith("ed") and low[(end := attribution["cue"][-1][2]) : end + 1] == ["by"]
    if by and not agent and not BE & {*cue}:  # the figures reported by Roe
        return False
    if _is_passive(cue) and not agent and not quoted:
        return bool(BELIEVED & {*cue}) and bool(content)
    entries = [cue_lexicon()[word] for word in cue if word in cue_lexicon()]
    spoken = any(kind in SPOKEN for _, kind, _ in entries) or not cue[-1][0].isalnum()
    if cue_stance(" ".join(cue)) == "declining":
        return True
    if all(lemma in ACTS or kind == "noun" for lemma, kind, _ in entries):
        opens = bool(content) and (content[0] in OPENERS or bool(source and words.quoted[runs[0][1]]))
        return spoken or opens or (cue[-1] == "about" and not quoted)
    if quoted:
        return bool(source) or spoken
    if sum(word[0].isalnum() for word in content) < FEWEST:
        return spoken and (not content or bool((FINITE | {"that"}) & {*content}))
    return bool(source) or spoken or content[0] == "that"


def _is_passive(cue: list[str]) -> bool:
    """Whether the subject of a cue is its object: "were criticized for", but not "is convinced that"."""
    after = next((k + 1 for k, word in enumerate(cue) if word in BE), len(cue))
    verb = next((word for word in cue[after:] if not (word in HELPERS or word.endswith("ly"))), "")
    return (verb.endswith("ed") or verb in PARTICIPLES) and verb not in FELT


def _ended(run: Run, after: int, words: Words, low: list[str]) -> Run:
    """A content without the day before it and what the reporter adds: ", but the town ...", "(...)"."""
    role, first, stop = run
    if role != RIGHT:
        return run
    day = 1 + (low[first] == "on")
    first += day if first == after and stop - first - day >= FEWEST and low[first + day - 1] in DAYS else 0
    quoted = words.quoted[first:stop].tolist()
    if words.direction[first] == 1 and all(quoted[:FEWEST]) and 0 in quoted:
        close = quoted.index(0)  # said "..." after the meeting
        stop = first + close if low[first + close] in TIMES and not any(quoted[close:]) else stop
    for k in range(first + FEWEST, stop - 1):
        comma = low[k - 1] == "," and not quoted[k - 1 - first]
        apart = low[k] in TURNS and not quoted[k - first] and (comma or words.direction[k - 1] == -1)
        if apart and _is_reporters(low[k], low[k + 1], words.text((k + 1, k + 2))):
            return role, first, k - comma
    if low[stop - 1] == ")" and not quoted[stop - 1 - first]:
        bracket = max((k for k in range(first + FEWEST, stop) if low[k] == "("), default=stop)
        stop = bracket if stop - bracket > FEWEST else stop
    return role, first, stop


def _is_reporters(conjunction: str, follows: str, form: str) -> bool:
    """Whether a clause that begins with a conjunction and this word is no longer the source's."""
    if conjunction == "but":
        return follows not in CONTINUED
    subject = follows in PERSONS
    if conjunction == "while":
        subject |= form[0].isupper() or follows in DETERMINERS
    return subject or conjunction not in ("and", "while")


def _opening(k: int, words: Words) -> int:
    """The first word of the sentence of a word."""
    return int(words.sentence.searchsorted(words.sentence[k]))


def _subject(attribution: Attribution, words: Words, low: list[str]) -> list[Run]:
    """The source of a cue that has none: the subject of the first clause of its sentence."""
    cue, stop = attribution["cue"][0][1:]
    a, end = _opening(cue, words), stop
    if cue > a and words.direction[cue - 1] == -1:  # "It is safe," quipped Ada Roe.
        while end < len(low) and words.text((end, end + 1))[0].isupper():
            end += 1
        return [(SOURCE_RIGHT, stop, end)] if end > stop else []
    if not 0 < cue - a <= CLAUSE or words.quoted[a:cue].any():
        return []
    if cue - a <= NAME and "," not in low[a:cue] and source_type(words.text((a, cue))) == "document":
        return [(SOURCE_LEFT, a, cue)]
    if not (low[cue - 1] == "," and low[stop - 1].endswith("ing")) and not is_spoken(attribution, words):
        return []
    capital = [form[0].isupper() for form in words.forms[words.form[a:cue]]]
    start = a + (low[a] in CONNECTORS)
    if low[start] in BREAKS and "," in low[start : cue - 1]:
        start = low.index(",", start) + 1
    elif low[start] in AFTER_NAME | BREAKS:
        start = next((k for k in range(start + 1, cue) if capital[k - a] and low[k] not in DAYS), cue)
    while start < cue and low[start] in CONNECTORS | DAYS | {","}:
        start += 1
    if low[start] in PERSONS:
        end = start + 1
    elif low[start] in DETERMINERS:
        end = next((k for k in range(start, cue) if low[k] in FINITE or low[k].endswith("ed")), start)
    else:
        end = next(
            (k for k in range(start, cue) if not (capital[k - a] or (k > start and low[k] == "."))), cue
        )
    if not start < end <= min(start + NAME, cue):
        return []
    apposed = low[end] == low[cue - 1] == "," and low[end + 1] in DETERMINERS | {"who"} and end + 1 < cue - 1
    return [(SOURCE_LEFT, start, cue if apposed else end)]


def _whole(run: Run, cue: int, words: Words, low: list[str]) -> Run:
    """The source of "Ada Roe, who had left early, said": not "who", but all that stands before the cue."""
    role, first, stop = run
    a = _opening(first, words)
    if low[first:stop] != ["who"] or cue - first < FEWEST or low[cue - 1] != "," or low[first - 1] != ",":
        return run
    begin = next((k for k in range(first - 1, a, -1) if low[k - 1] in BREAKS | {","}), a)
    return (role, begin, cue) if 0 < first - begin <= NAME else run


def _named(run: Run, words: Words, low: list[str]) -> Run:
    """A source with the name before its apposition, without the words that only join its sentence."""
    role, start, stop = run
    first = start + 2 * (low[start : start + 2] == ["another", ","])
    while first < stop - 1:
        day = low[first] == "on" and low[first + 1] in DAYS
        if not (day or low[first] in CONNECTORS | DAYS or (first > start and low[first] == ",")):
            break
        first += 1
    while stop > first + 1 and low[stop - 1] in DASHES:
        stop -= 1
    apposed = (
        low[first] in DETERMINERS | {"one", "who", "whose"}
        and low[first - 1] == "," in low[stop - 1 : stop + 1]
    )
    if first > start or not apposed:
        return role, first, stop
    begin, a = first - 1, _opening(first, words)
    while begin > max(a, first - NAME) and low[begin - 1] not in DAYS | AFTER_NAME:
        form = words.text((begin - 1, begin))
        if not (form[0].isupper() or form == "."):
            break
        begin -= 1
    named = (
        begin < first - 1
        and not words.quoted[begin]
        and (begin <= a or low[begin - 1] not in AFTER_NAME | JOINED)
    )
    return role, begin if named else first, stop

"""Acts: words of the verb classes in a text, and whether each is reported as done, planned or denied."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd

from toolkit.claims.statements import find_claims
from toolkit.shipped import lexicon
from toolkit.text.inflection import verb_forms

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WINDOW = 90  # characters on either side that may govern an act
_NEGATION = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)


def _forms(entry: str) -> list[tuple[str, str]]:
    """Every form of one entry of the lexicon: `deploy`, `send sent sent` or `pull_out`."""
    base, *irregular = entry.split()
    verb, _, particle = base.partition("_")
    regular = [pair for pair in verb_forms(verb).items() if not irregular or pair[1] != "past"]
    forms = [(f"{form} {particle}".strip(), kind) for form, kind in [(verb, "base"), *regular]]
    return [(form.replace("_", " "), kind) for form, kind in forms + [(form, "past") for form in irregular]]


@cache
def _forms_known() -> tuple[dict[str, tuple[str, str]], dict[str, re.Pattern[str]]]:
    """Form -> (class, kinds); and the first word of forms of several words -> pattern that finds them."""
    known: dict[str, tuple[str, str]] = {}
    for name, words in lexicon("claims/verb_classes.toml").items():
        pairs = [pair for verb in words.get("verbs", []) for pair in _forms(verb)]
        pairs += [(noun, "noun") for noun in words.get("nouns", [])]
        pairs += [(form, "undone") for verb in words.get("undone", []) for form, _ in _forms(verb)]
        for form, kind in pairs:
            first, kinds = known.get(form, (name, ""))
            known[form] = (first, kinds if kind in kinds.split() else f"{kinds} {kind}".strip())
    longer = sorted((form for form in known if " " in form), key=len, reverse=True)
    patterns = {
        word: re.compile(rf"(?:{'|'.join(form for form in longer if form.split()[0] == word)})(?!\w)", re.I)
        for word in {form.split()[0] for form in longer}
    }
    return known, patterns


def find_acts(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Words of a known act: match, verb class, kinds (base, s, ing, past, noun, undone; one or more).

    Examples
    --------
    >>> [(match.group(), verb_class, kinds) for match, verb_class, kinds in find_acts("They sent help.")]
    [('sent', 'deploy', 'past')]
    """
    known, phrases = _forms_known()
    for word in _WORD.finditer(text):
        form = word.group().lower()
        match = (form in phrases and phrases[form].match(text, word.start())) or word
        verb_class, kinds = known.get(match.group().lower(), ("none", ""))
        if verb_class != "none":
            yield match, verb_class, kinds


@cache
def _rules(name: str) -> list[tuple[str, re.Pattern[str]]]:
    """One list of `claims/status_rules.toml`: status and pattern, anchored where it touches the act."""
    lists = lexicon("claims/status_rules.toml")
    anchor = lists["anchors"].get(name, "WORDS$")
    rules = [(rule["status"], rule["words"].replace("{chain}", lists["chain"])) for rule in lists[name]]
    patterns = [(status, anchor.replace("WORDS", f"(?:{words})")) for status, words in rules]
    return [(status, re.compile(pattern, re.IGNORECASE | re.VERBOSE)) for status, pattern in patterns]


def _first(name: str, context: str) -> str | None:
    """Status by the first rule of the list that fits; a negated plan is a denial."""
    for status, rule in _rules(name):
        if match := rule.search(context):
            negated = status == "planned" and _NEGATION.search(context[: match.start()])
            return "denied" if negated else status
    return None


def _status(kinds: str, left: str, right: str, in_headline: bool) -> str:
    """Status of one act, "" where no rule is sure."""
    governed = _first("verb_left", left) if kinds != "noun" else None
    if kinds == "undone":  # "remains in force"
        return "denied" if governed is None else ""
    if governed is None and "past" in kinds:
        governed = _first("past_left", left)
    if governed is None and "ing" in kinds:
        governed = _first("ing_left", left)
    if governed is not None:
        return governed
    if kinds == "past" and left.strip():  # a participle after its noun, or the simple past
        return "done"
    if in_headline and (kinds == "s" or (kinds.startswith("base") and left.lower().endswith(" to "))):
        return "done" if kinds == "s" else "planned"  # "Beacon sends help", "Beacon to send help"
    if "noun" in kinds:
        return _first("noun_left", left) or _first("noun_right", right) or ""
    return ""


def _find(sentence: str, in_headline: bool) -> Iterator[tuple[int, int, str, str]]:
    """Acts of one sentence whose status is sure: start, end, verb class, status."""
    acts = list(find_acts(sentence))
    starts = {match.start() for match, _, _ in acts}
    for match, verb_class, kinds in acts:
        start, end = match.span()
        if sentence[end : end + 4] == " to " and end + 4 in starts:
            continue  # "preparing to send" is about sending
        left = re.split(r"[;:!?]\s|[—–]", sentence[max(0, start - _WINDOW) : start])[-1]
        if status := _status(kinds, left, sentence[end : end + _WINDOW], in_headline):
            yield start, end, verb_class, status


def statuses(
    articles: pd.DataFrame,
    segments: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    *,
    language: str | None = None,
) -> pd.DataFrame:
    """Find acts of a known class, and whether they are done, under way, planned, possible or denied.

    Parameters
    ----------
    articles : one row an article, indexed by `article_id`, with `text`
    segments : what `segment(articles)` gives; made here where left out
    attributions : what `attribute(articles)` gives, for the column `source`
    language : "en" reads all articles as English; else those in other languages are not read (see the note)

    Returns
    -------
    pandas.DataFrame
        One row an act: `article_id`, `sentence`, `start`, `end` (of the word for the act), `segment`,
        `verb_class` (of `claims/verb_classes.toml`), `status`, `text`, `source` (the speaker; "" where the
        outlet speaks or no attributions were given).

    Raises
    ------
    ValueError
        If a table lacks a column it needs, or `language` is not known.

    Notes
    -----
    Rules for English (`claims/status_rules.toml`), precision before recall: an act whose status no rule
    decides makes no row, and a noun ("deployment") counts only where a word such as "begun" governs it.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["They decided to send aid. They did not move it."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [48], "kind": ["body"]})
    >>> statuses(articles, body)[["verb_class", "status", "text"]].values.tolist()
    [['deploy', 'planned', 'send'], ['deploy', 'denied', 'move']]
    """
    caption = "Acts of known classes and their status, in headlines, subheads, bodies and captions."
    table = find_claims(_find, "verb_class status", caption, articles, segments, attributions, language)
    return table["article_id sentence start end segment verb_class status text source".split()]

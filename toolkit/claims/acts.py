"""Acts: words of the verb classes in a text, and whether each is reported as done, planned or denied."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd

from toolkit.claims.statements import find_claims
from toolkit.shipped import lexicon
from toolkit.text.inflection import plural, verb_forms

_ANYTHING = re.compile(".*", re.DOTALL)
_WINDOW = 90  # characters on either side that may govern an act
_FAR = 300  # ... before "it" and "them" in which the thing that these stand for may stand
_BESIDE = 60  # characters on either side in which the thing that an act is done to may stand
_CLAUSE = re.compile(r"[,.;:!?—–]|\b(?:that|who|which|because|after|while|when)\b")
_IT = re.compile(r"\s+(?:it|them|him|her|these|those|all)\b")
_NO_OBJECT = re.compile(
    r"\s*(?:$|[.,;:!?)”\"—–]|(?:in|on|at|by|to|from|for|after|before|during|last|next|this|today|tomorrow|tonight"
    r"|yesterday|when|while|as|again|until|with|without|and|but|or|because|since|into|under|over|of|amid|within"
    r"|down|home|abroad|away|early|late|here|there|soon|now|already|again|about|\w+day|\w+ly)\b)"
)
_NOT_ONLY = re.compile(r"\b(?:not|n['’]t)\s+(?:only|just|merely|simply)\s+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOSING = "\"”’') \n"
# In a headline "Beacon to send help" is a plan, "Roe urges Beacon to send help" is none.
_TO = re.compile(
    r"^(?!.*\b(?:urg|ask|tell|told|want|press|push|forc|call|beg|plead|allow|let|need|ha[sd]|have|able|way|how"
    r"|right|power|bid|mov|effort|attempt|threat|fail|refus|try|tri|seek|fight|chance|help|want)\w*\b).*\sto\s$",
)
_NOUN_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)”\"’]|(?:[a-z]{1,4}|against|already|begun|starts|started|completed|finished|carried|could"
    r"|would|might)\b)"
)
_BE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s+(?:(?!to\s)\w+\s+){0,2}$")
_THE = re.compile(r"\b(?:the|an?|this|any|his|her|its|their|our)\s+$")
_UNDONE = {"planned": "denied", "open": ""}  # what "not" makes of a plan, and of what need not be
_VERB = re.compile(
    r"(?:\b(?:to|will|would|not|never|may|might|can|could|should|must|shall|did|do|does)|n['’]t|['’]ll)"
    r"\s+(?:(?:\w+ly|also|soon)\s+)?$"
)
_NOUN_OF = re.compile(r"\s+(?:for|of|over|against|draws?)\b")
_BREAK = re.compile(r"[;:!?]\s|[—–]")
_NEGATION = re.compile(r"(?:\b(?:not|never|no)|n['’]t)\s+(?:\w+\s+)?$")


def _forms(entry: str) -> list[tuple[str, str]]:
    """Every form of one entry of the lexicon: `deploy`, `send sent sent` or `pull_out`."""
    base, *irregular = entry.split()
    verb, _, particle = base.partition("_")
    regular = [pair for pair in verb_forms(verb).items() if not irregular or pair[1] != "past"]
    forms = [(f"{form} {particle}".strip(), kind) for form, kind in [(verb, "base"), *regular]]
    return [(form.replace("_", " "), kind) for form, kind in forms + [(form, "past") for form in irregular]]


@cache
def _forms_known() -> tuple[dict[str, tuple[str, str]], dict[str, re.Pattern[str]], re.Pattern[str]]:
    """Form -> (class, kinds); first word of forms of several words -> their pattern; that of first words."""
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
    return known, patterns, _whole_words({form.split()[0] for form in known})


def _whole_words(words: set[str]) -> re.Pattern[str]:
    """A pattern of lower-case words, no part of others; a group a first letter, so that most fail at once."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        by_letter.setdefault(word[0], []).append(word[1:])
    groups = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]-)(?:{groups})(?!-?[^\W\d_])")


def find_acts(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Words of a known act: match, verb class, kinds (base, s, ing, past, noun, undone; one or more).

    Examples
    --------
    >>> [(match.group(), verb_class, kinds) for match, verb_class, kinds in find_acts("They sent help.")]
    [('sent', 'deploy', 'past')]
    """
    known, phrases, firsts = _forms_known()
    lower = text.lower()
    if len(lower) != len(text):  # as after "İ": no word of the lexicon has such letters
        lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    for word in firsts.finditer(lower):
        form, (start, end) = word.group(), word.span()
        match = form in phrases and phrases[form].match(text, start)
        match = match or _ANYTHING.match(text, start, end)
        verb_class, kinds = known.get(match.group().lower(), ("none", ""))
        if verb_class != "none":
            yield match, verb_class, kinds


def _things(words: str) -> frozenset[str]:
    """Nouns in both numbers; `$people` stands for a list of the status rules."""
    lists = lexicon("claims/status_rules.toml")["things"]
    nouns = " ".join(lists[word[1:]] if word[0] == "$" else word for word in words.split()).split()
    return frozenset(form for noun in nouns for form in (noun, plural(noun)))


@cache
def _senses() -> dict[str, tuple[re.Pattern[str] | None, frozenset[str], frozenset[str], frozenset[str]]]:
    """Class -> what shows another sense; things of its acts; forms sure without these; forms never sure."""
    other, senses = lexicon("claims/status_rules.toml")["other_sense"], {}
    for name, words in lexicon("claims/verb_classes.toml").items():
        entries = {entry.split()[0]: entry for entry in words.get("verbs", [])}
        sure, vague = (
            {form for word in words.get(key, "").split() for form, _ in _forms(entries.get(word, word))}
            for key in ("sure", "vague")
        )
        pattern = re.compile(other[name], re.VERBOSE) if name in other else None
        senses[name] = pattern, _things(words.get("things", "")), frozenset(sure), frozenset(vague)
    return senses


def _in_sense(form: str, verb_class: str, kinds: str, before: str, after: str) -> bool:
    """Whether a word has the sense of its class: by itself, or by what is done to what beside it."""
    other, things, sure, vague = _senses()[verb_class]
    if form in vague or (other and other.search(f"{before[-_BESIDE:]}@{after[:_BESIDE]}")):
        return False
    if not things or form in sure:
        return True
    if not things.isdisjoint(_LETTERS.findall(_CLAUSE.split(after[:_BESIDE], maxsplit=1)[0])):
        return True
    if kinds == "undone" or _IT.match(after):
        return not things.isdisjoint(_LETTERS.findall(before))
    return bool(_NO_OBJECT.match(after)) and not things.isdisjoint(_LETTERS.findall(before[-_BESIDE:]))


@cache
def _rules(name: str) -> list[tuple[str, re.Pattern[str]]]:
    """One list of `claims/status_rules.toml`: status and pattern, anchored where it touches the act."""
    lists = lexicon("claims/status_rules.toml")
    anchor = lists["anchors"].get(name, "WORDS$")
    rules = [(rule["status"], rule["words"].replace("{chain}", lists["chain"])) for rule in lists[name]]
    patterns = [(status, anchor.replace("WORDS", f"(?:{words})")) for status, words in rules]
    return [(status, re.compile(pattern, re.VERBOSE)) for status, pattern in patterns]


def _first(name: str, context: str) -> str | None:
    """Status by the first rule of the list that fits; a negated plan is a denial."""
    for status, rule in _rules(name):
        if match := rule.search(context):
            negated = status in _UNDONE and _NEGATION.search(context[: match.start()])
            return _UNDONE[status] if negated else status
    return None


def _status(kinds: str, left: str, right: str, in_headline: bool) -> str:
    """Status of one act, "" where no rule is sure."""
    if "past" not in kinds and ((kinds.startswith("base") and _BE.search(left)) or _THE.search(left)):
        kinds = "noun" if "noun" in kinds else "none"  # "will be open" is a state, "by a bomb" a thing
    if right.startswith(" no "):
        return ""  # "paid no ransom"
    left, only = _NOT_ONLY.sub(" ", left), bool(_NOT_ONLY.search(left))
    if kinds in ("base noun", "s noun", "noun base", "noun s") and not _VERB.search(left):
        kinds = "noun"  # "whether the attack ..."
    governed = _first("verb_left", left) if kinds not in ("noun", "none") else None
    if kinds == "undone":  # "remains in force"
        return "denied" if governed is None else ""
    if governed is None and "past" in kinds:
        governed = _first("past_left", left)
    if governed is None and "ing" in kinds:
        governed = _first("ing_left", left)
    if governed is not None:
        return governed
    if (kinds == "past" and left.strip()) or (only and kinds == "s"):  # a participle, or the simple past
        return "done"
    headline_s = kinds == "s" and left.strip() and not _NOUN_OF.match(right)
    if in_headline and (headline_s or (kinds.startswith("base") and _TO.match(left))):
        return "done" if headline_s else "planned"  # "Beacon sends help", "Beacon to send help"
    if "noun" in kinds and _NOUN_ENDS.match(right):
        return _first("noun_left", left) or _first("noun_right", right) or ""
    return ""


def _find(sentence: str, in_headline: bool) -> Iterator[tuple[int, int, str, str]]:
    """Acts of one sentence whose sense and status are sure: start, end, verb class, status."""
    acts = list(find_acts(sentence))
    if acts and sentence.rstrip(_CLOSING).endswith("?"):
        return
    starts = {match.start() for match, _, _ in acts}
    for match, verb_class, kinds in acts:
        start, end = match.span()
        if sentence[end : end + 4] == " to " and end + 4 in starts:
            continue  # "preparing to send" is about sending
        # Theresa May offered: the name is no "may"
        before = sentence[max(0, start - _FAR) : start].replace(" May ", " M ").lower()
        after = sentence[end : end + _WINDOW].lower()
        if not _in_sense(match.group().lower(), verb_class, kinds, before, after):
            continue
        if status := _status(kinds, _BREAK.split(before[-_WINDOW:])[-1], after, in_headline):
            yield start, end, verb_class, status


def statuses(
    articles: pd.DataFrame,
    segments: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    *,
    language: str | None = None,
) -> pd.DataFrame:
    """Find acts of a known class, and whether they are done, under way, planned, possible, denied or open.

    Parameters
    ----------
    articles : one row an article, indexed by `article_id`, with `text`
    segments : what `segment(articles)` gives; made here where left out
    attributions : what `attribute(articles)` gives, for the column `source`
    language : "en" reads all articles as English; else those in other languages are not read (see the note)

    Returns
    -------
    pandas.DataFrame
        One row an act: `article_id`; `sentence`; `start`, `end` (of the word for the act: characters of
        `text`, end exclusive); `segment`; `verb_class`, of the act (see `claims/verb_classes.toml`);
        `status`, what the text says of it (done, under_way, planned, possible, denied, open); `text`, the
        word as printed; `source` (the speaker; "" where the outlet speaks or no attributions were given).

    Raises
    ------
    ValueError
        If a table lacks a column it needs, or `language` is not known.

    Notes
    -----
    Rules for English (`claims/status_rules.toml`), precision before recall. An act that must, should or is
    asked to be done, or before which something holds, is `open`: neither done nor decided. A verb that may
    have another sense counts only beside what its class is done to ("sent troops", not "sent word"), a noun
    ("deployment") only where a word such as "begun" governs it, and nothing in questions; an act whose status
    no rule decides makes no row.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["They decided to send aid. No troops were moved."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [48], "kind": ["body"]})
    >>> statuses(articles, body)[["verb_class", "status", "text"]].values.tolist()
    [['deploy', 'planned', 'send'], ['deploy', 'denied', 'moved']]
    """
    caption = "Acts of known classes and their status, in headlines, subheads, bodies and captions."
    table = find_claims(_find, "verb_class status", caption, articles, segments, attributions, language)
    return table["article_id sentence start end segment verb_class status text source".split()]

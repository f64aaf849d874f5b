"""Bodies: ministries, parties, firms and documents; where they are named, and by which one name each goes."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from toolkit.names.people import calm_lines
from toolkit.names.persons import NAME, name_words
from toolkit.text.initials import acronyms, unambiguous

HEAD_ENDS = re.compile(r",|\s(?:of|in|from|at|for|to|and|or|who|on|with)\s")
"""Where the head of a description ends: "spokesman" in "spokesman for the port"."""

_DOCUMENT = re.compile(
    r"report|letter|poll|survey|study|memo|lawsuit|bill|indictment|complaint|ruling|affidavit"
)
_ANOTHER = re.compile(r"\b(?:another|earlier|previous|second|separate|different|other|last|first)\b")
_MADE = re.compile(r"\s(?:released|compiled|was|by|that|which|published|signed)\b")
_ARTICLE = re.compile(r"^(?:The|A|An)(?= )")
_AROUND = re.compile(r"^(?:The|A|An|In|At) |['’]s?$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){3,6}|UN|EU|AP")
_NO_BODY = frozenset("USA GOP CEO CFO COO DNA HIV AIDS COVID USSR PHD MVP VIP FAQ ETA LGBT LGBTQ".split())
_COMMITTEE = (
    r"(?:House|Senate|Department of|Ministry of|Centers for) (?:[A-Z]\w+,? |and ){1,7}?"
    r"(?:Committee|Commission|Services|Prevention|Affairs)"
)
_BODY = re.compile(rf"{_COMMITTEE}|{NAME.pattern}(?:\s(?:of|for)\s(?:the\s)?{NAME.pattern})*")


@cache
def _titles_after() -> re.Pattern[str]:
    """Titles behind a body's name, which are of the person who is named next."""
    return re.compile(rf"(?i)(?: (?:{'|'.join(sorted(name_words()['titles']))}))+$")


def find_bodies(text: str, persons: Sequence[int] = ()) -> Iterator[tuple[int, int]]:
    """Spans that name bodies: capitalised words with a noun for a body among them, and acronyms.

    A body ends where one of the `persons` begins (their starts, ascending).

    Examples
    --------
    >>> text = "Today the Department of Water met the NRWA and the Vale Ferries Council in Port Vale."
    >>> [text[start:end] for start, end in find_bodies(text)]
    ['Department of Water', 'NRWA', 'Vale Ferries Council']
    """
    low = set(re.findall(r"\b[a-z]+\b", text))
    for first, last in calm_lines(text):
        for match in _BODY.finditer(text, first, last):
            next_person = persons[bisect_left(persons, match.start()) :][:1]
            end = min([match.end(), *next_person])
            words = _AROUND.sub("", text[match.start() : end].rstrip())
            words = _titles_after().sub("", words) if " " in words else words
            if words.casefold() not in low and _names_body(words):
                start = text.index(words, match.start())
                yield start, start + len(words)


def _names_body(words: str) -> bool:
    """Whether capitalised words name a body."""
    folded = words.casefold().split()
    if len(folded) == 1:
        return bool(_ACRONYM.fullmatch(words)) and words.replace(".", "") not in _NO_BODY
    return not words.isupper() and bool(name_words()["organisations"] & set(folded))


def body_names(sources: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The one name of the body or document that each source is, among all sources of an event.

    It is the commonest of the ways in which it is printed, in full where one of the `texts` explains an
    acronym in brackets. "The report" is the event's one report.

    Examples
    --------
    >>> body_names(["The N.R.A.", "the NRA", "a new report", "The report"], [])
    ['the N.R.A.', 'the N.R.A.', 'a new report', 'a new report']
    """
    explained = unambiguous(pair for text in texts for pair in acronyms(text))
    keys = {source: _key(source) for source in sources}
    keys |= _documents(keys)
    letters = _initials(keys) | {acronym.casefold(): _key(name) for acronym, name in explained.items()}
    keys = {source: letters.get(key, key) for source, key in keys.items()}
    printed = defaultdict(Counter)
    for source in sources:
        printed[keys[source]][_ARTICLE.sub(lambda m: m[0].lower(), source.split(",")[0].strip())] += 1
    names = {key: min(forms, key=lambda form: (-forms[form], form)) for key, forms in printed.items()}
    names |= {_key(name): name for name in explained.values()}
    return [names[keys[source]] for source in sources]


def _initials(keys: dict[str, str]) -> dict[str, str]:
    """Key of an acronym -> key of the one source whose initials it has."""
    short = {key for source, key in keys.items() if re.fullmatch(r"(?:[Tt]he )?(?:[A-Z]\.?){2,6}", source)}
    full = (("".join(re.findall(r"\b[A-Z](?=[a-z])", _ARTICLE.sub("", source))), source) for source in keys)
    return unambiguous((x.casefold(), keys[source]) for x, source in full if x.casefold() in short)


def _documents(keys: dict[str, str]) -> dict[str, str]:
    """Source -> key, for the ways of calling one document: "the report", "a report by the House"."""
    kinds = defaultdict(lambda: defaultdict(list))
    for source in keys:
        noun = HEAD_ENDS.split(_MADE.split(source)[0])[0].casefold().split()[-1:]
        if noun and _DOCUMENT.fullmatch(noun[0]) and not _ANOTHER.search(source):
            kinds[noun[0]][frozenset(re.findall(r"[A-Z]\w+", _ARTICLE.sub("", source)))].append(source)
    joined = {}
    for noun, by_names in kinds.items():
        groups: list[frozenset[str]] = []  # capitalised words of what can be one document
        for named in filter(None, by_names):
            near = [group for group in groups if group <= named or named <= group]
            groups = [group for group in groups if group not in near] + [named.union(*near)]
        for named, sources in by_names.items():
            own = [group for group in groups if named <= group]
            if len(own) <= 1:
                joined |= dict.fromkeys(sources, " ".join([noun, *sorted(*own or [[]])]))
    return joined


def _key(source: str) -> str:
    """What the ways of printing one body have in common."""
    words = re.split(r"[,(;]|\s(?:that|which|who)\s", source.strip())[0].casefold().replace(".", "")
    words = re.sub(r"^(?:the|an?)\s+|['’]s?$", "", re.sub(r"[-\s]+", " ", words).strip())
    words = re.sub(r"^department of (?:the )?(.+)$", r"\1 department", re.sub(r"['’]s?(?= )", "", words))
    return name_words()["same"].get(words, words)

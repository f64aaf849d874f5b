"""Sources: of which type they are, and through whom their words came."""

import re
from functools import cache, lru_cache

import pandas as pd

from toolkit.names.people import find_people, take_apart
from toolkit.names.persons import NAME
from toolkit.shipped import lexicon

_PRONOUNS = {"he": "person", "she": "person", "they": "unknown", "it": "unknown", "who": "unknown"}
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RECIPIENT_ENDS = re.compile(
    rf"\s(?:that|in|on|by|about|after|during|last|late|early|this|then|when|while|{_DAY})\b|[,.:;“\"]"
)
_NAMED_MEDIA = re.compile(
    r"(?:[a-z]+\s){0,3}(?:agency|newspaper|broadcaster|channel|magazine|website|daily),?\s"
    rf"({NAME.pattern})"
)
_INITIALS = re.compile(r"(?:[Tt]he\s)?[A-Z]{2,6}")
_HEAD_ENDS = re.compile(
    r",|\s(?:of|in|from|at|for|with|without|on|over|after|before|since|as|who|that|to|by|familiar|close)\s"
)


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    """One pattern for each list of a lexicon of phrases."""
    lists = {kind: "|".join(map(str.strip, phrases.split(";"))) for kind, phrases in lexicon(name).items()}
    return {kind: re.compile(rf"(?<!\w)(?:{words})s?(?!\w)", re.IGNORECASE) for kind, words in lists.items()}


@lru_cache(maxsize=1 << 16)
def source_type(source: str) -> str:
    """What a source is: person, office, anonymous, media, document, or unknown.

    Parameters
    ----------
    source
        The source as it stands in the text.

    Returns
    -------
    str
        `anonymous` for speakers kept unnamed ("two officials", "sources close to the talks"), `media` for
        outlets and agencies, `document` for reports, polls and letters, `office` for bodies ("the ministry",
        "NATO"), `person` for anyone named or meant singly, `unknown` for what no rule knows.

    Examples
    --------
    >>> [source_type(s) for s in ("Mayor Ada Roe", "two officials", "the Interior Ministry", "the report")]
    ['person', 'anonymous', 'office', 'document']
    """
    types, text = _patterns("names/sources.toml"), " ".join(source.split())
    head = _HEAD_ENDS.split(text)[0]
    head = re.sub(r"^.*['’]s\s+(?=\w)", "", head)  # the speaker in "Roe's office" is the office
    if not re.search(r"\w", text):
        return "unknown"
    if head.lower() in _PRONOUNS:
        return _PRONOUNS[head.lower()]
    named = _named_person(head, types)
    if not named and types["anonymous"].search(text) and not re.search(r",\s+(?!who\b)", text):
        return "anonymous"
    for kind in ("document", "media", "office"):
        if types[kind].search(head if named else text) and not (named and types["role"].search(head)):
            return kind
    if named or types["role"].search(text):
        return "person"
    return "office" if _INITIALS.fullmatch(head) else "unknown"


def speaks_in_heading(source: str, text: str) -> bool:
    """Whether the words beside a heading's colon are a source and no topic, as in "Steel crisis: ...".

    Their head must be a body, an office, a document or unnamed people; or a person whom `text`, the article
    below, names in full.

    Examples
    --------
    >>> [speaks_in_heading(source, "Ada Roe spoke.") for source in ("Spy agency", "Roe", "Ferry crisis")]
    [True, True, False]
    """
    words = source.lower() if source.isupper() and len(source) > 6 else source
    head, types = _HEAD_ENDS.split(words)[0].strip(), _patterns("names/sources.toml")
    if any(match.end() == len(head) for kind in types.values() for match in kind.finditer(head)):
        return True
    if _INITIALS.fullmatch(head):
        return True
    full = {take_apart(mention.name).surname for mention in find_people(text) if mention.likely}
    named = NAME.fullmatch(head) is not None
    return named and (bool(types["role"].search(head)) or head.split()[-1] in full)


def _named_person(head: str, types: dict[str, re.Pattern[str]]) -> bool:
    """Whether the words before the first preposition hold a name that is no body's name."""
    words = re.sub(r"^(?:the|a|an)\s+", "", head, flags=re.IGNORECASE)
    names = [name for name in NAME.findall(words) if not re.fullmatch(r"[A-Z.]{2,6}", name)]
    if not names or head.lower().startswith(("a ", "an ", "two ", "some ")):
        return False
    bodies = any(types[kind].search(names[-1]) for kind in ("office", "media", "document"))
    return not bodies and (
        len(names[-1].split()) > 1 or bool(types["role"].search(head)) or words[0].isupper()
    )


def media_names(articles: pd.DataFrame) -> frozenset[str]:
    """The names of outlets and agencies that the corpus itself gives."""
    columns = [articles[column] for column in ("outlet", "agency") if column in articles]
    return frozenset(name for column in columns for name in column.dropna().astype("str").unique() if name)


def told_media(recipient: str, outlets: frozenset[str] = frozenset()) -> str:
    """The outlet or agency inside the words after `told`, as in "told the Yonhap news agency"; else nothing.

    `outlets` are names of media beside those of `names/sources.toml`.

    Examples
    --------
    >>> told_media("Yonhap that the movement has begun"), told_media("rival agency Halyard.")
    ('Yonhap', 'Halyard')
    """
    words = " ".join(recipient.split())
    named = _NAMED_MEDIA.match(words)
    if named:
        return named[1]
    first = re.sub(r"['’]s$", "", _RECIPIENT_ENDS.split(words)[0].strip())
    if not re.match(r"(?:[a-z]+\s){0,3}[A-Z]", first) or first.startswith("by ") or len(first.split()) > 6:
        return ""
    bare = re.sub(r"^[Tt]he\s", "", first)
    return first if bare in outlets or _patterns("names/sources.toml")["media"].search(first) else ""


KINDS_OF_TYPES = {"document": "document", "media": "media", "anonymous": "unnamed"}
"""The kind of a speaker whom the lists of kinds do not know, by its type."""


@lru_cache(maxsize=1 << 16)
def speaker_kind(description: str) -> str:
    """The kind of speaker that a name or description tells; "" where no list of `names/kinds.toml` knows it.

    Examples
    --------
    >>> [speaker_kind(words) for words in ("union boss", "the union's lawyer", "Sen.", "Ada Roe")]
    ['union', 'union', 'parliament', '']
    """
    kinds = _patterns("names/kinds.toml").items()
    found = [(match.start(), kind) for kind, words in kinds if (match := words.search(description))]
    return min(found, key=lambda place: place[0])[1] if found else ""

"""Epithets: the titles, parties and descriptions that stand beside a name."""

import re
from functools import cache

from toolkit.names.persons import name_words

_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!Mr|Ms|Dr|St|Lt)(?<!Mrs|Sen|Rep|Gov|Gen|Rev)(?<!Sens|Reps)[.!?:;][”\"’)]*\s|\n|[”“\"]"
)
_LAST = 5  # words of a label before a name at most
_OFFICES = "secretary|minister|speaker|leader|head|director|king|queen|prince|chairman|member|archbishop|duke"
_OF_OFFICE = re.compile(
    rf"(?:^|\s)((?:{_OFFICES}) of (?:the )?(?:(?:[A-Z][\w’-]*|state) (?:and )?){{1,4}})$", re.IGNORECASE
)
_ADJECTIVE = re.compile(r"\w+(?:al|ive|ent|ant|ior|ish|ese|ian|ist|ic|ous|ary)\Z|\w+-\w+\Z")
_PARTICIPLE = re.compile(r"\w+(?:ed|ing)\Z")
_NO_LABEL = re.compile(
    r"(?:same|one|day|way|week|month|year|move|decision|claim|charge|reference|step|fact|plan|bill|statement|role|"
    r"position|number|notion|result|sign|lot|few|little|bit|point|prospect|proposal|time|place|process|practice|"
    r"first|second|third|latter|next|last|more|most)\b"
)
_AGENT = re.compile(r"(?!other|former|later|latter)\w{3,}(?:er|or|ist|man|woman|ian)\Z")
_DETERMINERS = frozenset(["a", "an", "the", "his", "her", "its", "their"])
_NOT_LAST = frozenset(["former", "acting", "vice", "prime", "deputy"])
_BEFORE_VERBS = frozenset(["we", "they", "you", "i", "to", "will", "would", "could", "can", "who"])
_HONORIFICS = frozenset(["mr.", "mrs.", "ms.", "messrs.", "mr", "mrs", "ms", "messrs", "miss"])
_UNTIL = (
    r"(?:[\w-]+, (?=[a-z-]+ ))?(?:[^,.;:()\"“”—–\n]|\.(?=\S)|(?<=\b[A-Z])\.){2,90}?"
    r"(?=\s?(?:[,;:(—–\n”]|(?<!\b[A-Z])\.(?!\w)|\s-\s|$))"
)


@cache
def heads() -> frozenset[str]:
    """Nouns for persons: titles, roles and others."""
    words = name_words()
    return words["roles"] | words["titles"] | words["persons"]


@cache
def _after() -> dict[str, re.Pattern[str]]:
    nouns, edges = (
        "|".join(sorted(words)) for words in (heads(), name_words()["edges"] | name_words()["fillers"])
    )
    return {
        "party": re.compile(
            r"(?:['’]s)? ?\(([RDI])(?:-([^)]{2,14}))?\)|, ([RDI])-([A-Z][\w.]{1,8}\.?)(?=[,.\s])"
        ),
        "member": re.compile(
            r", ((?:(?:an?|the) )?(?:[A-Z][\w.]+ ){0,2}(?:Democrat|Republican|Independent)\b"
            r"(?: of [A-Z]\w+(?: [A-Z]\w+)?| from [A-Z]\w+)?)(?=[,.;)])"
        ),
        "apposed": re.compile(
            r"(?: of (?:[A-Z][\w.]+ ?){1,3})?(?:, \d\d)?(?:,| ?[—–]) ?"
            rf"((?:an?|its|his|her|their|now) (?P<any>{_UNTIL})|the (?P<the>{_UNTIL})|(?!(?:{edges})\b)"
            rf"(?:[\w’'.-]+ ){{0,4}}(?:{nouns})(?: (?:of|at|for|with|and|in|to) {_UNTIL}|(?=[,;.—–])))"
        ),
    }


def labels_beside(left: str, right: str) -> list[tuple[str, str]]:
    """Labels in the text before and after a name, each with its place, in lower case.

    Examples
    --------
    >>> labels_beside("Later Sen. ", " (R-Wis.) left."), labels_beside("met ", ", 41, a retired pilot, left")
    ([('sen.', 'before'), ('republican (wis.)', 'after')], [('retired pilot', 'after')])
    """
    found = []
    left = _SENTENCE.split(left)[-1]
    if (label := _before(left, right)) and label.split()[-1] not in _HONORIFICS:
        found.append((label, "before"))
    after = _after()
    if match := after["party"].match(right):
        party, state = (match[1], match[2]) if match[1] else (match[3], match[4])
        found.append((f"{_PARTIES[party]} ({state.casefold()})" if state else _PARTIES[party], "after"))
    elif match := after["member"].match(right):
        found.append((match[1].casefold(), "after"))
    elif match := after["apposed"].match(right):
        fits = _describes(match[1]) if match["any"] is None else not _NO_LABEL.match(match["any"])
        if (
            fits
            and not _NO_LABEL.match(match["the"] or "")
            and not re.match(r"(?:who|which|said|says)\b", match[1])
        ):
            found.append((match[1].casefold(), "after"))
    return [
        (re.sub("^(?:the|an?|now) ", "", label.replace("’", "'")).strip(" ,"), place)
        for label, place in found
    ]


def _describes(label: str) -> bool:
    """Whether a noun for a person is among the words."""
    words = re.findall(r"[^\W_]+", label.casefold())
    return bool(heads() & set(words)) or any(map(_AGENT.match, words))


def _before(left: str, right: str) -> str:
    """The label that ends where a name begins."""
    if right[:1] in (",", ".", ";") and (
        match := re.search(
            r"^(?:.*\s)?((?:the|an?|its|his|her|their|[\w’'-]+['’]s)\s[^,.;:()\"“”]{3,60}),\s$", left, re.I
        )
    ):
        return match[1].casefold() if _describes(match[1]) else ""
    if match := _OF_OFFICE.search(left):
        return f"{_before_words(left[: match.start(1)], '')} {match[1]}".strip().casefold()
    words = left.split()
    if not words or not left.endswith((" ", "\u00a0")) or re.search(r"[^\w.’'-]$", words[-1]):
        return ""
    last = words[-1].strip(".").casefold()
    if last not in heads() or last in _NOT_LAST or (words[-1].islower() and last in name_words()["inside"]):
        return ""
    if words[-1].islower() and len(words) > 1 and words[-2].casefold() in _BEFORE_VERBS:  # we witness Roe
        return ""
    return f"{_before_words(' '.join(words[:-1]), words[-1])} {words[-1]}".strip().casefold()


def _before_words(left: str, head: str) -> str:
    """The words of a label before its head: what describes, and no verb whose object the person is."""
    lists, kept = name_words(), []
    words = left.split()
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        folded = word.casefold().strip(".")
        before = words[place - 1].casefold() if place else ""
        if (
            len(kept) == _LAST - 1
            or re.search(r"[^\w.’'-]$", word)
            or folded in lists["edges"] | lists["calendar"]
        ):
            break
        if re.search(r"['’]s?$", word) or folded in lists["fillers"]:
            break
        opens = not before or before in _DETERMINERS or before.endswith(("'s", "’s", ","))
        known = folded in heads() | lists["organisations"] | lists["describing"]
        if head.islower():
            fits = known or not _PARTICIPLE.match(folded) or opens
        else:
            fits = (
                known
                or word[0].isupper()
                or bool(_ADJECTIVE.match(folded))
                or (_PARTICIPLE.match(folded) and before in _DETERMINERS)
            )
        if not fits:
            break
        kept.insert(0, word)
    return " ".join(kept)

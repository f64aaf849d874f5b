"""People: where a text names persons, by which name and title, and of which sex these say that they are."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from toolkit.names.persons import COMPASS, NAME, PARTICLES, name_words
from toolkit.text.spelling import alike, plain, sound

_SHOUTED = 0.75  # share of words in capitals from which a heading does not tell which of them are names
_HEADING = 120  # characters of a heading at most
_INNER = re.compile(r"(?<=\w)['’]s?(?=[ \u00a0])")
_LAST = re.compile(r"['’]s?$")
_PARTICLES_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(PARTICLES)})[ \u00a0])+$")
_OPENS = re.compile(r"(?:^|[\n.!?:;—–“\"‘(])[\"“‘’”)]*\s*$")
_SUFFIX = frozenset(["jr", "sr", "ii", "iii", "iv"])
_JOINING = _SUFFIX.union(PARTICLES)
_LONGEST = 4  # words of a name, its suffix apart
_LOOK = 60  # characters beside a name that tell who it is
_ENDED = re.compile(r"[.!?][\"”’)]*\s*$")
_LINE, _LONG_WORDS = re.compile(r"[^\n]+"), re.compile(r"\b[^\W\d_]{3,}")
_LOW = re.compile(r"\b[a-z]+\b")
_JUNIOR = re.compile(r"\b[JS]r$")
_CONTRACTED = re.compile(r"['’](?:ve|re|ll|d|m|t)$", re.IGNORECASE)
_OF_PERSON = re.compile(
    r"\s(?:administration|campaign|team|White House|era|presidency|voters?|supporters?)\b"
)
_PLACED = re.compile(r"\b(?:in|near|city of|mayor of|town of|north of|south of|east of|west of)[ \u00a0]$")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|of|from|to|at|near|for|across|around|outside|over|through)[ \u00a0]$"
)
_SPEAKS = re.compile(r"['’]s?\b|,| (?:sa(?:id|ys)|told|who|has|had|was|is|did|also|will|would|[a-z]+ed)\b")


class Name(NamedTuple):
    """A name taken apart: Hope Ann Marlow Jr. is given names, surname, suffix."""

    given: tuple[str, ...]
    surname: str
    suffix: str


class Mention(NamedTuple):
    """A person's name in a text, without title and possessive."""

    start: int
    end: int
    name: str
    title: str  # in lower case, "" where none stands before
    sex: str  # m, f, or "" where title and words beside do not tell
    told: bool  # whether more than its capitals tells a person
    likely: bool  # whether its surname would: a full name inside a sentence, without an ordinary word
    related: bool  # whether it is brought in as somebody's wife, father, ...


@cache
def _known() -> dict:
    """Sets of first names, what they are short for, patterns of words beside a name."""
    words = name_words()
    roles, kin, female, male = (
        "|".join(sorted(nouns))
        for nouns in (
            words["roles"] | words["titles"] | words["persons"],
            *(words[name] for name in ("relatives", "female_titles", "male_titles")),
        )
    )
    patterns = {
        "apposed": r",? (?:\d\d\b|who\b|\((?:[RDI](?:-|\))|\d\d\))"
        rf"|(?:an?|the|his|her|its) (?:[\w’'-]+ ){{0,4}}?(?:{roles})\b)",
        "kin_before": rf"(?:['’]s|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ff]irst)) (?:[\w-]+ ){{0,2}}(?:{kin}),? $"
        rf"|\b(?:{kin}) of (?:[\w.’'-]+ ){{0,4}}$",
        "kin_after": rf", (?:his|her|their|my|\w+['’]s|the \w+['’]s) (?:[\w-]+ ){{0,2}}(?:{kin})\b",
        "f_before": rf"(?i)\b(?:{female})s?,? $",
        "m_before": rf"(?i)\b(?:{male})s?,? $",
    }
    made = {"m": words["male"], "f": words["female"], "first": words["male"] | words["female"]}
    made["never"] = words["organisations"] | words["no_names"] | words["calendar"]
    return made | {name: re.compile(pattern) for name, pattern in patterns.items()}


def is_first(word: str) -> bool:
    """Whether a word is a first name that `names/names.toml` knows."""
    return word.casefold() in _known()["first"]


@lru_cache(maxsize=1 << 16)
def take_apart(name: str) -> Name:
    """Given names, surname with its particles, and suffix of a bare name.

    Examples
    --------
    >>> take_apart("Ursula von der Leyen").surname, take_apart("Kim Jong-un").surname
    ('von der Leyen', 'Kim')
    >>> take_apart("Hope Marlow Jr.")
    Name(given=('Hope',), surname='Marlow', suffix='jr')
    """
    words, suffix = name.replace(",", "").split(), ""
    if len(words) > 1 and words[-1].strip(".").casefold() in _SUFFIX:
        suffix = words.pop().strip(".").casefold()
    place = len(words) - 1
    while place > 0 and words[place - 1] in PARTICLES:
        place -= 1
    given, surname = tuple(words[:place]), " ".join(words[place:])
    first = words[0].casefold()
    foreign = len(words) > 1 and first in name_words()["surname_first"]
    if foreign and (
        not is_first(first) or "-" in surname or (len(words) == 3 and len(words[1]) < 5 > len(words[2]))
    ):
        return Name(tuple(words[1:]), words[0], suffix)
    return Name(given, surname, suffix)


def sex_of_given(given: tuple[str, ...]) -> str:
    """M or f where the first name is one of the one sex only, else nothing."""
    known, first = _known(), given[0].casefold() if given else ""
    return "".join(sex for sex in "mf" if first in known[sex]).replace("mf", "")


@lru_cache(maxsize=1 << 16)
def same_given(a: str, b: str) -> bool:
    """Whether two given names can be one person's: equal, an initial, a short form, a spelling.

    Examples
    --------
    >>> same_given("Bob", "Robert"), same_given("J.", "Jane"), same_given("Paul", "Paula")
    (True, True, False)
    """
    first, second = plain(a), plain(b)
    if first == second or (min(len(first), len(second)) == 1 and first[:1] == second[:1]):
        return True
    if any(first in row and second in row for row in name_words()["nicknames"]):
        return True
    sexes = {sex_of_given((a,)), sex_of_given((b,))}
    if sexes == {"m", "f"} or min(len(first), len(second)) < 3:
        return False
    if alike(first, second):  # Maja and Maya, but Christina is not Christine
        return sound(first) == sound(second) or not (is_first(a) and is_first(b))
    return first.startswith(second) or second.startswith(first)


def agree(a: Name, b: Name) -> bool:
    """Whether two names of one surname can be one person's: Anna Marlow and Anna Reed Marlow, never a Jr."""
    if a.suffix != b.suffix:
        return False
    short, long = sorted((a.given, b.given), key=len)
    if len(short) == len(long) or plain("".join(short)) == plain("".join(long)):
        return plain("".join(short)) == plain("".join(long)) or all(map(same_given, short, long))
    if not short:
        return True
    if same_given(short[0], long[0]):
        rest = iter(long[1:])
        return all(any(same_given(word, other) for other in rest) for word in short[1:])
    return len(short) == 1 and len(short[0].strip(".")) > 1 and plain(short[0]) in map(plain, long[1:])


def find_people(text: str, spoken: frozenset[str] = frozenset(), *, at: int | None = None) -> list[Mention]:
    """All runs of capitalised words that can be a person's name; `spoken` are names of those who speak.

    A title, a known first name, "who", an age or a role beside it tells a person; so does having spoken.
    With `at`, of others than those that hold this place some are left out, which is faster.

    Examples
    --------
    >>> [(mention.name, mention.title, mention.told) for mention in
    ...  find_people("Today Sen. Hope Marlow met Lorn Pike, 41, in Port Vale.")]
    [('Hope Marlow', 'sen', True), ('Lorn Pike', '', True), ('Port Vale', '', False)]
    """
    low = set(_LOW.findall(text))
    found = []
    for first, last in calm_lines(text):
        for match in NAME.finditer(text, first, last):
            start = match.start()
            for part in map(str.strip, _INNER.split(match.group())):
                # A particle before the run may belong to the name: von der Leyen.
                wanted = at is None or start - _LOOK <= at < start + len(part)
                mention = _mention(text, start, part, low, spoken) if wanted else None
                found += [mention] if mention else []
                start = text.find(" ", start + len(part)) + 1 or len(text)
    return found


@lru_cache(maxsize=1 << 10)
def calm_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the lines in which capitals tell names: no headlines in title case."""
    spans = []
    for line in _LINE.finditer(text):
        if len(line.group()) <= _HEADING and not _ENDED.search(line.group()):
            words = _LONG_WORDS.findall(line.group())
            if len(words) > 3 and sum(word[0].isupper() for word in words) >= _SHOUTED * len(words):
                continue
        spans.append(line.span())
    return tuple(spans)


def _mention(text: str, start: int, run: str, low: set[str], spoken: frozenset[str]) -> Mention | None:
    """The person that a run of capitalised words may name, without what stands before the name."""
    run = _LAST.sub("", run)
    words, end = run.split(), start + len(run)
    opening = _OPENS.search(text, max(0, start - 4), start) is not None
    cut, title, known_first = _before_name(run, opening, words[0].casefold() in low)
    kept = words[cut:]
    begin = end - len(" ".join(kept))
    before, after = text[max(0, begin - _LOOK) : begin], text[end : end + _LOOK]
    particles = before.rstrip().endswith(PARTICLES) and _PARTICLES_BEFORE.search(before)
    if len(words) == 1 and particles:
        begin, kept = begin - len(particles.group()), [*particles.group().split(), *kept]
        before = before[: particles.start()]
    if (
        _OF_PERSON.match(after)
        or _is_no_name(" ".join(kept))
        or (opening and kept[0].casefold() in low and words[1:] == [] and not _SPEAKS.match(after))
    ):
        return None
    name, lists, known = " ".join(kept).replace(",", ""), name_words(), _known()
    name += "." * bool(_JUNIOR.match(name, len(name) - 2))
    full, last = bool(take_apart(name).given), before.rstrip().rfind(" ") + 1  # the word before it
    sex = "f" if title in lists["female_titles"] else "m" if title in lists["male_titles"] else ""
    if not title:
        sex = next((sex for sex in "fm" if known[sex + "_before"].search(before, last)), "")
        if not full and _AFTER_PREPOSITION.search(before, last) and after[:1] not in ("'", "’"):
            title = "?" if _PLACED.search(before) else "of"
        elif not full and before.endswith(("the ", "The ")):
            title = "?"
    told = title not in ("", "?", "of") or (name in spoken and (full or not opening))
    told = told or (full and (known_first or known["apposed"].match(after) is not None))
    likely = told or (full and not opening and not any(word.casefold() in low for word in kept))
    related = full and bool(known["kin_before"].search(before) or known["kin_after"].match(after))
    return Mention(begin, end, name, title, sex, told, likely, related)


@lru_cache(maxsize=1 << 16)
def _before_name(run: str, opening: bool, is_word: bool) -> tuple[int, str, bool]:
    """How many words stand before the name, the last title among them, and whether a first name follows.

    `is_word` says whether the text has the first word in lower case, too.
    """
    words, lists, cut, title = run.split(), name_words(), 0, ""
    last = len(words) - 1 - (len(words) > 1 and words[-1].strip(".").casefold() in _SUFFIX)
    for place, word in enumerate(words[:last]):
        folded = word.strip(".").casefold()
        if folded in lists["titles"] and not (place and is_first(words[place - 1])):
            cut, title = place + 1, folded
    folded = words[0].casefold()
    if opening and not cut and last and not is_first(folded):  # Meanwhile Lorn Pike
        cut = int(is_word or any(folded in lists[kind] for kind in ("openings", "edges", "fillers")))
    first = next((place for place in range(cut, last) if is_first(words[place])), None)
    cut = cut if first is None else first
    while cut < last - 1 and words[cut].casefold() in lists["organisations"]:  # Secretary of State Lorn Pike
        cut += 1
    half = (len(words) - cut) // 2
    twice = half and words[cut : cut + half] == words[cut + half :]  # a caption that runs into its sentence
    return cut + half * bool(twice), title, first is not None


@lru_cache(maxsize=1 << 16)
def _is_no_name(run: str) -> bool:
    """Whether words are a body's or a place's name, a title, or no name at all."""
    words = run.split()
    folded = [word.strip(".").casefold() for word in words]
    letters = words[-1].isupper() and len(words[-1]) > 1 and "." not in words[-1] and not is_first(words[0])
    return (
        words[0] in ("The", "A", "I")
        or letters
        or (len(words) > 1 and folded[0] in COMPASS)
        or len(words) > _LONGEST + 2 * (not _JOINING.isdisjoint(folded))
        or name_words()["titles"].issuperset(folded)
        or not _known()["never"].isdisjoint(folded)
        or _CONTRACTED.search(words[0]) is not None
    )  # fmt: skip

"""Identities: which mentions in the articles of an event are of one person."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from toolkit.corpus.selection import groups_of
from toolkit.names.people import Mention, agree, calm_lines, find_people, sex_of_given, take_apart
from toolkit.text.spelling import alike, plain, skeleton

_MOST = 50  # names of one surname that are compared with one another; more are taken as they are printed
_DOMINANT = 0.8  # share of the certain mentions from which a surname alone is one person's
_ENOUGH = 5  # so many of them, at least
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "of", ""])
_CAPITALISED = re.compile(r"[^\W\d_][\w’'.-]*")


class Named(NamedTuple):
    """A mention with the person it is of."""

    start: int
    end: int
    person: str
    sex: str


@dataclass
class _Person:
    """What the articles of an event say of one person."""

    names: Counter = field(default_factory=Counter)
    articles: Counter = field(default_factory=Counter)  # mentions that title or first name make certain
    mentions: int = 0
    sexes: set = field(default_factory=set)
    titles: set = field(default_factory=set)
    related: bool = False

    @property
    def name(self) -> str:
        """The commonest of the full names; of equals, one without initials, then the shortest."""
        return min(self.names, key=lambda name: (-self.names[name], "." in name.split()[0], len(name), name))

    @property
    def sex(self) -> str:
        """M or f where nothing speaks against it, else nothing."""
        return next(iter(self.sexes)) if len(self.sexes) == 1 else ""


def cast(texts: Sequence[str], spoken: Sequence[frozenset[str]] = ()) -> list[list[Named]]:
    """The persons whom the articles of one event name: for each text its mentions, in order.

    A full name joins those that agree with it (spelling, initials, middle and short names; never a Jr.), a
    surname alone, with a title or without, the one full name that its article gives, else its event. Whom it
    could be of several, it names nobody but itself.

    Examples
    --------
    >>> [[named.person for named in article] for article in
    ...  cast(["Mayor Hope Marlow left. Ms. Marlow slept.", "Mayor Marlow saw Hope A. Marlow Jr."])]
    [['Hope Marlow', 'Hope Marlow'], ['Hope Marlow', 'Hope A. Marlow Jr.']]
    """
    spoken = spoken or [frozenset()] * len(texts)
    found = [find_people(text, words) for text, words in zip(texts, spoken, strict=True)]
    stands_for = _spellings(found)
    persons = _persons(found, stands_for)
    mixed = _mixed(found, stands_for)
    alone = [(m.title in _HONORIFICS, k, m) for k, mentions in enumerate(found) for m in mentions if m.told]
    for _, article, mention in sorted(alone, key=itemgetter(0)):
        name = take_apart(mention.name)
        bearers = [] if name.given else persons.get(stands_for[plain(name.surname)], [])
        if person := _whose(mention, article, bearers):
            person.mentions += 1
            person.articles[article] += 1
    result, sexes = [], defaultdict(set)
    for article, (text, mentions) in enumerate(zip(texts, found, strict=True)):
        named = []
        for mention in [*mentions, *_shouted(text, persons, stands_for)]:
            name = take_apart(mention.name)
            key = stands_for.get(plain(name.surname))
            if key is None or mention.title == "?":
                continue
            if name.given and not mention.likely:  # Later Roe
                mention = mention._replace(name=name.surname, start=mention.end - len(name.surname))
            person = _whose(mention, article, persons.get(key, []), likeliest=True)
            if person is not None:
                named.append(Named(mention.start, mention.end, person.name, person.sex))
            elif not take_apart(mention.name).given:
                titled = key in mixed and mention.sex
                who = f"{mention.title.capitalize()}. {mention.name}" if titled else mention.name
                sexes[who] |= {mention.sex} - {""}
                named.append(Named(mention.start, mention.end, who, mention.sex))
        result.append(sorted(named))
    sex = {who: next(iter(told)) for who, told in sexes.items() if len(told) == 1}
    return [[n._replace(sex=sex.get(n.person, n.sex)) for n in named] for named in result]


def members_of(articles: pd.DataFrame) -> dict[str, list[int]]:
    """Event -> positions of its articles; one without is an event of its own, whose name is a line break."""
    events = groups_of(articles, "event") if "event" in articles else [""] * len(articles)
    members = defaultdict(list)
    for place, event in enumerate(events):
        members[event or f"\n{place}"].append(place)
    return members


def _spellings(found: list[list[Mention]]) -> dict[str, str]:
    """Told surname -> the surname that stands for all its spellings; those never share an article."""
    where: dict[str, set[int]] = defaultdict(set)
    for article, mentions in enumerate(found):
        for mention in mentions:
            if mention.told:
                where[plain(take_apart(mention.name).surname)].add(article)
    buckets, stands_for = defaultdict(list), {}
    for surname in sorted(where, key=lambda name: (-len(where[name]), name)):
        kin = buckets[skeleton(surname)]
        same = (k for k in kin[:_MOST] if where[k].isdisjoint(where[surname]) and alike(surname, k))
        stands_for[surname] = next(same, surname)
        if stands_for[surname] == surname:
            kin.append(surname)
    return stands_for


def _persons(found: list[list[Mention]], stands_for: dict[str, str]) -> dict[str, list[_Person]]:
    """Surname -> the persons whose full names the articles give."""
    full: dict[str, Counter] = defaultdict(Counter)
    for mentions in found:
        for mention in mentions:
            name = take_apart(mention.name)
            if name.given and mention.likely and (key := stands_for.get(plain(name.surname))):
                full[key][mention.name] += 1
    persons, owner = {}, {}
    for surname, names in full.items():
        # The fullest name comes first, so that initials and short names find theirs.
        letters = {name: len("".join(take_apart(name).given).replace(".", "")) for name in names}
        order = sorted(names, key=lambda name: (-letters[name], -names[name], name))
        made: list[_Person] = []
        for name in order:
            fits = made if len(order) <= _MOST else []
            fits = [p for p in fits if all(agree(take_apart(name), take_apart(other)) for other in p.names)]
            if len(fits) != 1:
                fits = [_Person()]
                made += fits
            fits[0].names[name] = names[name]
            owner[name] = fits[0]
        persons[surname] = made
    for article, mentions in enumerate(found):
        for mention in mentions:
            if person := owner.get(mention.name):
                person.articles[article] += 1
                person.mentions += 1
                person.sexes |= {mention.sex or sex_of_given(take_apart(mention.name).given)} - {""}
                person.titles |= {mention.title} - {""}
                person.related |= mention.related
    return {surname: _without_suffix(made) for surname, made in persons.items()}


def _without_suffix(persons: list[_Person]) -> list[_Person]:
    """Chief Justice John Roe Jr. is Chief Justice John Roe of another article, for both hold the office."""
    kept = [person for person in persons if not take_apart(person.name).suffix]
    for person in persons:
        name = take_apart(person.name)
        same = [
            other
            for other in kept
            if name.suffix
            and other.titles & person.titles - _HONORIFICS
            and not set(other.articles) & set(person.articles)
            and agree(name._replace(suffix=""), take_apart(other.name))
        ]
        if len(same) == 1:
            same[0].names += person.names
            same[0].articles += person.articles
            same[0].mentions += person.mentions
        elif name.suffix:
            kept.append(person)
    return kept


def _mixed(found: list[list[Mention]], stands_for: dict[str, str]) -> set[str]:
    """Surnames that stand alone with the titles of both sexes."""
    sexes = defaultdict(set)
    for mentions in found:
        for mention in mentions:
            name = take_apart(mention.name)
            if mention.sex and mention.told and not name.given:
                sexes[stands_for[plain(name.surname)]].add(mention.sex)
    return {surname for surname, both in sexes.items() if len(both) > 1}


def _whose(mention: Mention, article: int, persons: list[_Person], likeliest: bool = False) -> _Person | None:
    """The one person of the surname whom a mention can be of, or who is meant nearly always."""
    name = take_apart(mention.name)
    if name.given:
        exact = [person for person in persons if mention.name in person.names]
        fits = exact or [p for p in persons if all(agree(name, take_apart(other)) for other in p.names)]
        return fits[0] if len(fits) == 1 else None
    fits = [p for p in persons if not mention.sex or p.sex in ("", mention.sex)]
    fits = [p for p in fits if not name.suffix or take_apart(p.name).suffix == name.suffix]
    fits = [p for p in fits if not p.related or not mention.title or mention.title in p.titles]
    fits = [p for p in fits if not p.related] or fits
    fits = [p for p in fits if mention.title in p.titles - _HONORIFICS] or fits
    if len(fits) > 1:
        fits = [p for p in fits if not take_apart(p.name).suffix or p.articles[article]]
    here = [p for p in fits if p.articles[article]] or fits
    if len(here) > 1 and likeliest:
        most, total = max(here, key=lambda p: p.mentions), sum(p.mentions for p in here)
        here = [most] if most.mentions >= max(_DOMINANT * total, _ENOUGH) else []
    return here[0] if len(here) == 1 else None


def _shouted(text: str, persons: dict[str, list[_Person]], stands_for: dict[str, str]) -> Iterator[Mention]:
    """Mentions in lines that put every word in capitals: names that other lines tell."""
    calm = set(calm_lines(text))
    for line in re.finditer(r"[^\n]+", text):
        words = list(_CAPITALISED.finditer(line.group())) if line.span() not in calm else []
        for k, word in enumerate(words):
            bare = re.sub(r"['’]s?$|[.]$", "", word.group())
            bearers, start = persons.get(stands_for.get(plain(bare), ""), []), line.start() + word.start()
            end, before = start + len(bare), words[k - 1].group() if k else ""
            if any(before == take_apart(name).given[0] for person in bearers for name in person.names):
                yield Mention(
                    line.start() + words[k - 1].start(), end, f"{before} {bare}", "", "", True, True, False
                )
            elif bearers and not re.search(rf"(?<!\w){re.escape(bare.lower())}(?!\w)", text):
                yield Mention(start, end, bare, "", "", False, False, False)

"""References: which person or body a source of an attribution is, and whom "he" and "she" stand for."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from toolkit.names.bodies import HEAD_ENDS, body_names
from toolkit.names.epithets import heads
from toolkit.names.identities import Named, cast, members_of
from toolkit.names.people import find_people
from toolkit.names.persons import name_words
from toolkit.names.sources import source_type
from toolkit.text.lines import flowing

NEAR = 3  # sentences back in which "he" or "she" looks for its person
_COLUMNS = "article_id sentence source source_start source_end content_start content_end".split()
_PRONOUNS = frozenset(
    "i me we us you he him she her it they them this that these those who whom which their his its".split()
) | {"none", "nobody"}
_SEX = {"he": "m", "she": "f"}
_SAME_SEX = {"m": re.compile(r"\b(?:he|his|him)\b", re.I), "f": re.compile(r"\b(?:she|her)\b", re.I)}
_QUOTE = re.compile(r"“[^”“]{1,1500}”|(?<![\w.,!?])\"(?=[^\s\"])[^\"]{1,1500}\"(?!\w)|“[^”“\n]+(?=\n|\Z)")
_STOP = re.compile(
    r"(?<![A-Z])(?<!Mr|Ms|Dr)(?<!Mrs|Sen|Rep|Gov)(?<!Sens|Reps)[.!?][”\"’)]*\s+(?=[\"“‘]?[A-Z])|\n+"
)
_WORDED = re.compile("[a-z]{3}")
_OTHER_PERSON = re.compile(r"\s*(?:,|,?\s(?:and|or)\s|/)\s*(?:[A-Z][\w.]*\s){0,3}$")
_AFTER_HEAD = re.compile(
    r"['’]?\s*(?:$|[(\[,;:—–-]|(?:of|in|on|from|at|who|both|instead|himself|herself|then|also|later|again|too)\b)"
)
_GOVERNED = re.compile(
    r"\b(?:to|for|by|with|from|and|at|in|on|against|between|like|as|of|than|including|around|about|under)"
    r"\s(?:(?:the|his|her|all|many|most|some|other|fellow)\s)?(?:[A-Z][\w.’'-]*\s)*$"
)
_JOINED = re.compile(
    r"(?!The\b|An?\b)(?:(?:[A-Z][\w.’'-]*|and|on)\s)*(?:Chair\w*|Leader|Director|Secretary|Member)\s"
)
_OFFICE_OF = re.compile(
    r"(?:secretary|minister|speaker|leader|director|chairm[ae]n|head|attorney|justice|member)"
    r"\sof\s(?:the\s)?(?:[A-Z][\w.]*\s)+$", re.I
)  # fmt: skip
_PARTS = re.compile(r",\s|\(")
_DESCRIBED = re.compile(r"the (?:new )?((?:[\w.-]+ ){0,3}?([\w-]+))(?: (?:himself|herself))?", re.I)
_SOMEBODY = re.compile(r"(?:the|an?|one|another|his|her) (?!\w+s\b)", re.I)
_BESIDE = re.compile(
    r"\b(?:with|like|unlike|to|of|by|for|from|against|on|about|after|before)\s(?:[\w.,’'-]+\s){0,5}$"
)
_FRONTED = re.compile(r"[\"“]?(?:After|Before|While|When|Since|By|In|On|Without|Despite|Besides)\s\w+ing\b")
_SHORT_TITLES = {"senator": "sen.", "governor": "gov.", "representative": "rep.", "general": "gen."}
_CAPITAL = re.compile(r"(?<!^)[A-Z]|^[A-Z]{2}")


@cache
def _role_noun() -> re.Pattern[str]:
    """A noun for a person that stands without a name: "the president", "his wife"."""
    people = "|".join(sorted(name_words()["persons"]))
    return re.compile(rf"\b(?:the|his|her|their|an?|another|one) (?:[\w-]+ ){{0,3}}?(?:{people})\b", re.I)


def identify(attributions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Say of every attribution which person or body its source is.

    Parameters
    ----------
    attributions
        Rows with `article_id`, `sentence`, and `source` and `content` with their offsets, in reading order.
    articles
        Their articles, with `text` and, if known, `event`: an identity holds for the articles of one event.

    Returns
    -------
    DataFrame
        Aligned with `attributions`: `person`, the commonest full name of the person, or the body as it is
        mostly printed ("" for a pronoun that could be of several, and where there is no source); `sure`:
        named (the source is a name or has one), sure (a pronoun or office of one person, by two rules),
        likely (by one), "" (a description, or nobody).

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Ada Roe spoke. Roe said no. She said so twice."]}, index=["a"])
    >>> spoken = pd.DataFrame({"article_id": "a", "sentence": [1, 2], "source": ["Roe", "She"],
    ...     "source_start": [15, 28], "source_end": [18, 31], "content_start": -1, "content_end": -1})
    >>> identify(spoken, articles).values.tolist()
    [['Ada Roe', 'named'], ['Ada Roe', 'sure']]
    """
    persons, sure = np.full(len(attributions), "", object), np.full(len(attributions), "", object)
    spoken, texts = defaultdict(list), list(map(flowing, articles["text"]))
    columns = (attributions[name] for name in _COLUMNS)
    for number, (article, *row) in enumerate(zip(*columns, strict=True)):
        spoken[str(article)].append(_Row(number, *row))
    ids = articles.index.astype("str")
    for places in members_of(articles).values():
        quoting = [place for place in places if ids[place] in spoken]
        rows = [spoken[ids[place]] for place in quoting]
        for number, who, how in _of_event([texts[place] for place in quoting], rows):
            persons[number], sure[number] = who, how
    return pd.DataFrame({"person": persons, "sure": sure}, attributions.index, dtype="str")


class _Row(NamedTuple):
    """An attribution: its number in the table, and where its source and content stand."""

    number: int
    sentence: int
    source: str
    start: int
    end: int
    content_start: int
    content_end: int


def _of_event(texts: list[str], rows: list[list[_Row]]) -> list[tuple[int, str, str]]:
    """Number, person and how sure of every attribution of an event's articles."""
    found, bodies = [], []
    people = cast(texts, [_names([row.source for row in part]) for part in rows])
    for text, part, named in zip(texts, rows, people, strict=True):
        article, spoke = _Article(text, named, part), {}
        for row in part:
            who, how = article.whose(row, spoke)
            if who:
                found.append((row.number, who, how))
            elif row.source.strip() and row.source.casefold() not in _PRONOUNS:
                bodies.append(row)
            if how in ("named", "sure"):
                spoke.pop(who, None)
                spoke[who] = row.sentence
    names = body_names([row.source for row in bodies], texts)
    return found + [
        (row.number, who, "named" if _CAPITAL.search(who) else "")
        for row, who in zip(bodies, names, strict=True)
    ]


def _is_governed(before: str, others: list[Named]) -> bool:
    """Whether what stands before a name in its source makes it another's: "an aide to", "Roe joined"."""
    if others:  # Roe's aide Cole, but not "Roe met Cole"
        last = re.findall(r"[\w-]+", before)[-1:]
        return before.endswith(("’s ", "'s ")) or not last or last[0].casefold() not in heads()
    named = _OFFICE_OF.search(before) or _JOINED.fullmatch(before)
    return before.endswith(("’s ", "'s ")) or (bool(_GOVERNED.search(before)) and not named)


def _names(sources: list[str]) -> frozenset[str]:
    """Names of persons among the sources."""
    described = [HEAD_ENDS.split(source)[0] for source in sources if source_type(source) == "person"]
    return frozenset(mention.name for words in described for mention in find_people(words)[-1:])


class _Article:
    """The mentions of an article by sentence, and its quotations."""

    def __init__(self, text: str, named: list[Named], attributions: list[_Row]):
        self.text, self.named = text, named
        self.starts = [mention.start for mention in named]
        quotes = [match.span() for match in _QUOTE.finditer(text)]
        self.opens, self.closes = [a for a, _ in quotes], [b for _, b in quotes]
        self.stops = [0, *(match.end() for match in _STOP.finditer(text))]
        self.contents, self.bearers, self.offices = defaultdict(list), defaultdict(set), {}
        for row in attributions:
            self.contents[row.start].append((row.content_start, row.content_end))
        for mention in named:
            self.bearers[mention.person.split()[-1]].add(mention.person)
        self.unnamed = sorted(row.start for row in attributions if self.is_somebody(row))

    def whose(self, row: _Row, spoke: dict[str, int]) -> tuple[str, str]:
        """The person that a source is, and how sure that is; `spoke` has the sentences of those who spoke."""
        word = row.source.casefold()
        if word in _SEX:
            who = self.antecedent(row.start, _SEX[word])
            near = [
                name for name, where in islice(reversed(spoke.items()), 2) if row.sentence - where <= NEAR
            ]
            return who, ("sure" if near == [who] else "likely") if who else ""
        if word in ("who", "which"):
            who = self.before(row.start)
            return who, "sure" if who else ""
        if who := self.head(row.start, row.end):
            return who, "named"
        who = self.described(row.source)
        return who, "sure" if who else ""

    def is_somebody(self, row: _Row) -> bool:
        """Whether a source is one person without a name, whom "he" or "she" may mean."""
        single = _SOMEBODY.match(row.source) and source_type(row.source) in ("person", "anonymous", "unknown")
        return bool(single) and not self.head(row.start, row.end)

    def outside(self, place: int) -> bool:
        """Whether a place stands in no quotation."""
        k = bisect_right(self.opens, place) - 1
        return k < 0 or place >= self.closes[k]

    def between(self, start: int, end: int) -> list[Named]:
        return self.named[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, start: int) -> str:
        """The person whose name ends just before a place."""
        k = bisect_left(self.starts, start) - 1
        near = k >= 0 and self.text[self.named[k].end : start].strip() in ("", ",")
        return self.named[k].person if near else ""

    def head(self, start: int, end: int) -> str:
        """The one person whom a source names; nobody where it names several, or another's aide."""
        near = self.between(start - 60, end)
        inside = [m._replace(start=max(m.start, start)) for m in near if m.end > start]
        for a, b in pairwise(inside):
            if a.person != b.person and _OTHER_PERSON.match(self.text[a.end : b.start]):
                return ""
        edges = [start, *(m.end() for m in _PARTS.finditer(self.text, start, end)), end]
        for first, last in pairwise(edges):
            for mention in (m for m in inside if first <= m.start < last):
                before = self.text[first : mention.start]
                rest = self.text[mention.end : max(last, mention.end)]
                others = [m for m in inside if first <= m.start < mention.start]
                if _AFTER_HEAD.match(rest) and not _is_governed(before, others):
                    return mention.person
        return ""

    def described(self, source: str) -> str:
        """The one person whom the article calls by the title or description that a source is."""
        match = _DESCRIBED.fullmatch(source.split(",")[0].strip())
        if not match or match[2].casefold() not in heads():
            return ""
        title = match[1].casefold()
        if title not in self.offices:
            words = "|".join(map(re.escape, {title, _SHORT_TITLES.get(title, title)}))
            before = re.compile(rf"(?<!vice )(?<!former )(?<!deputy )\b(?:{words})(?:-elect)?,? $", re.I)
            after = re.compile(
                rf",? ?(?:an?|the|its|his|her|their)? {re.escape(title)}\b(?!['’]| of\b)", re.I
            )
            self.offices[title] = {
                m.person
                for m in self.named
                if before.search(self.text, max(0, m.start - 60), m.start) or after.match(self.text, m.end)
            }
        held = self.offices[title]
        return next(iter(held)) if len(held) == 1 else ""

    def antecedent(self, start: int, sex: str) -> str:
        """The one person who fits in the nearest sentence that names somebody outside quotations.

        Nobody is named in the words that are said to be one's own.
        """
        end, back, contents = start, 0, self.contents[start]
        if not self.outside(start):
            return ""
        for edge in islice(reversed(self.stops[: bisect_right(self.stops, start)]), 12):
            spoken = end == start and any(start - 5 < b <= start for _, b in contents)  # "..., he said"
            near = [] if spoken else [m for m in self.between(edge, end) if self.outside(m.start)]
            near = [m for m in near if not any(a <= m.start < b for a, b in contents)]
            fit = {m.person: m for m in reversed(near) if m.sex in ("", sex)}
            if len(fit) > 1 or (not spoken and self.has_role(edge, end)):
                return ""
            for person, mention in fit.items():
                place = mention.start
                others = self.bearers[person] - {person}
                pronouns = (m.start() for m in _SAME_SEX[sex].finditer(self.text, edge, end))
                first = min((a for a in pronouns if self.outside(a)), default=place)
                beside = self.text[mention.end : start].strip() == "," and _BESIDE.search(
                    self.text, edge, place
                )
                beside = beside or (end == start and _FRONTED.match(self.text, edge))
                return "" if others or first < place or beside else person
            back += any(self.outside(m.start()) for m in _WORDED.finditer(self.text, edge, end))
            if back > NEAR:
                break
            end = edge
        return ""

    def has_role(self, start: int, end: int) -> bool:
        """Whether a noun for a person stands there that belongs to no name, or somebody unnamed speaks."""
        if bisect_left(self.unnamed, start) < bisect_left(self.unnamed, end):
            return True
        for match in _role_noun().finditer(self.text, start, end):
            after = self.between(match.end(), match.end() + 12)
            apposed = after and re.match(r",? ", self.text[match.end() : match.end() + 2])
            apposed = apposed and "." not in self.text[match.end() : after[0].start]
            if self.outside(match.start()) and not apposed and not self.text[: match.start()].endswith(", "):
                return True
        return False

"""References: which person or body a source of an attribution is, and whom "he" and "she" stand for."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache
from itertools import islice, pairwise

import numpy as np
import pandas as pd

from toolkit.names.bodies import HEAD_ENDS, body_names
from toolkit.names.identities import Named, cast
from toolkit.names.persons import NAME, bare_name, name_words
from toolkit.names.sources import source_type

NEAR = 3  # sentences back in which "he" or "she" looks for its person
SURE = ("named", "sure", "likely", "")
"""How an identity is known: by a name, by two rules that agree, by one rule; not at all."""

_PRONOUNS = frozenset("i me my we us our you your it its they them their this that these those one".split())
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
    r"\s(?:the\s|his\s|her\s)?(?:[A-Z][\w.’'-]*\s)*$"
)
_JOINED = re.compile(r"(?!The\b|An?\b)(?:(?:[A-Z][\w.’'-]*|and|on)\s)*(?:Chair\w*|Leader|Director|Secretary|Member)\s")
_OFFICE_OF = re.compile(
    r"(?:secretary|minister|speaker|leader|director|chairm[ae]n|head|attorney|justice|member)"
    r"\sof\s(?:the\s)?(?:[A-Z][\w.]*\s)+$", re.I
)  # fmt: skip
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
    ids = articles.index.astype("str")
    events = articles["event"].fillna("").astype("str") if "event" in articles else pd.Series("", ids)
    event = [name or f"\n{number}" for number, name in enumerate(events)]
    where = dict(zip(ids, event, strict=True))
    texts = dict(zip(ids, articles["text"], strict=True))
    members, rows_of = defaultdict(list), defaultdict(list)
    columns = [
        "article_id",
        "sentence",
        "source",
        "source_start",
        "content_start",
        "content_end",
        "source_end",
    ]
    for row in zip(range(len(attributions)), *(attributions[name] for name in columns), strict=True):
        rows_of[str(row[1])].append(row)
    for article in ids:
        if article in rows_of:
            members[where[article]].append(article)
    persons, sure = np.full(len(attributions), "", object), np.full(len(attributions), "", object)
    for group in members.values():
        found = _of_event([texts[a] for a in group], [rows_of[a] for a in group])
        for number, who, how in found:
            persons[number], sure[number] = who, how
    return pd.DataFrame({"person": persons, "sure": sure}, attributions.index, dtype="str")


def _of_event(texts: list[str], rows: list[list[tuple]]) -> list[tuple[int, str, str]]:
    """Number, person and how sure of every attribution of an event's articles."""
    spoken = [_spoken([row[3] for row in part]) for part in rows]
    found, bodies = [], []
    for text, part, named in zip(texts, rows, cast(texts, spoken), strict=True):
        article = _Article(text, named, part)
        spoke: dict[str, int] = {}
        for number, _, sentence, source, start, _, _, end in part:
            who, how = "", ""
            if source.lower() in _SEX:
                who, how = article.pronoun(source.lower(), start, sentence, spoke)
            elif source.lower() in ("who", "which"):
                who = article.before(start)
                how = "sure" if who else ""
            elif source:
                who = article.head(start, end)
                how = "named" if who else ""
                if not who:
                    who = article.described(source)
                    how = "sure" if who else ""
                if not who and source.casefold() not in _PRONOUNS:
                    bodies.append((number, source))
            if who and how in ("named", "sure"):
                spoke.pop(who, None)
                spoke[who] = sentence
            if who:
                found.append((number, who, how))
    names = body_names([source for _, source in bodies], texts)
    return found + [(k, who, "named" if _CAPITAL.search(who) else "") for (k, _), who in zip(bodies, names, strict=True)]


def _spoken(sources: list[str]) -> frozenset[str]:
    """Names of persons among the sources."""
    heads = [HEAD_ENDS.split(source)[0] for source in sources if source_type(source) == "person"]
    return frozenset(bare_name(name) for head in heads for name in NAME.findall(head)[-1:])


class _Article:
    """The mentions of an article by sentence, and its quotations."""

    def __init__(self, text: str, named: list[Named], attributions: list[tuple]):
        self.text, self.named = text, named
        self.starts = [mention.start for mention in named]
        quotes = [match.span() for match in _QUOTE.finditer(text)]
        self.opens, self.closes = [a for a, _ in quotes], [b for _, b in quotes]
        self.stops = [0, *(match.end() for match in _STOP.finditer(text))]
        self.contents = defaultdict(list)
        for row in attributions:
            self.contents[row[4]].append((row[5], row[6]))
        self.unnamed = [
            row[4]
            for row in attributions
            if _SOMEBODY.match(row[3])
            and source_type(row[3]) in ("person", "anonymous", "unknown")
            and not self.head(row[4], row[-1])
        ]

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
        inside = self.between(start, end)
        for a, b in pairwise(inside):
            if a.person != b.person and _OTHER_PERSON.match(self.text[a.end : b.start]):
                return ""
        edges = [start, *(m.end() for m in re.compile(r",\s|\(").finditer(self.text, start, end)), end]
        for first, last in pairwise(edges):
            for mention in inside:
                if not first <= mention.start < last:
                    continue
                before = self.text[first : mention.start]
                governed = _GOVERNED.search(before) and not _OFFICE_OF.search(before) and not _JOINED.fullmatch(before)
                rest = self.text[mention.end : max(last, mention.end)]
                if not governed and not before.endswith(("’s ", "'s ")) and _AFTER_HEAD.match(rest):
                    return mention.person
        return ""

    def described(self, source: str) -> str:
        """The one person whom the article calls by the title or description that a source is."""
        match = _DESCRIBED.fullmatch(source.split(",")[0].strip())
        if not match or match[2].casefold() not in name_words()["persons"] | name_words()["titles"]:
            return ""
        words = re.escape(match[1].casefold())
        short = re.escape(_SHORT_TITLES.get(match[1].casefold(), match[1].casefold()))
        before = re.compile(rf"(?<!vice )(?<!former )(?<!deputy )\b(?:{words}|{short})(?:-elect)?,? $", re.I)
        after = re.compile(rf",? ?(?:an?|the|its|his|her|their)? {words}\b(?!['’]| of\b)", re.I)
        fit = (
            m.person
            for m in self.named
            if before.search(self.text, max(0, m.start - 60), m.start) or after.match(self.text, m.end)
        )
        held = set(fit)
        return held.pop() if len(held) == 1 else ""

    def pronoun(self, word: str, start: int, sentence: int, spoke: dict[str, int]) -> tuple[str, str]:
        """The person whom "he" or "she" stands for, and how sure that is."""
        who = self.antecedent(start, _SEX[word])
        near = [name for name, where in islice(reversed(spoke.items()), 2) if sentence - where <= NEAR]
        return (who, "sure" if near == [who] else "likely") if who else ("", "")

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
            if len(fit) > 1 or not spoken and self.has_role(edge, end):
                return ""
            for person, mention in fit.items():
                place = mention.start
                others = any(m.person != person and m.person.split()[-1] == person for m in self.named)
                pronouns = (m.start() for m in _SAME_SEX[sex].finditer(self.text, edge, end))
                first = min((a for a in pronouns if self.outside(a)), default=place)
                beside = self.text[mention.end : start].strip() == "," and _BESIDE.search(
                    self.text, edge, place
                )
                beside = beside or end == start and _FRONTED.match(self.text, edge)
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

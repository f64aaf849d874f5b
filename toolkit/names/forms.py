"""Names: where they stand in the text, and which forms are forms of one name."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from toolkit.corpus.tokens import CLAIMED
from toolkit.names.spelling import alike, plain, skeleton
from toolkit.shipped import lexicon

_COMPASS = frozenset("north south east west northern southern eastern western central new united".split())
_SIDES = ("north", "south", "east", "west")
_LINKS = frozenset("de del la van von der den bin ibn al el da dos di du le".split())
# Titles that also stand inside names: Brackwater General Hospital.
_INSIDE = frozenset("general major justice father king prince pope deputy vice prime attorney mayor".split())
_ACRONYM = re.compile(
    r"((?:[A-Z][\w’'-]+[ -]|(?:of|for|the|and|de|del|la|on) ){1,8}[A-Z][\w-]+)"
    r"(?:['’]s?)?,? ?[(\[]([A-Z]{2,7})[)\]]"
)


@cache
def name_words() -> dict:
    """The words of `names/names.toml`, with `same` as name -> first name of its row."""
    words = lexicon("names/names.toml")
    same = {name.casefold(): row[0].casefold() for row in words["same"] for name in row}
    sets = {
        name: frozenset(entries)
        for name, entries in words.items()
        if isinstance(entries, list) and name != "same"
    }
    return sets | {"abbreviated": words["abbreviated"], "same": same}


def _mentions(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Runs of capitalised words that are names: article (position), first and last row, form as printed."""
    words_of, texts = name_words(), articles["text"].to_list()
    codes = articles.index.astype(str).get_indexer(tokens["article_id"].cat.categories.astype(str))[
        tokens["article_id"].cat.codes
    ]
    starts, ends, sentence = (tokens[name].to_numpy() for name in ("start", "end", "sentence"))
    terms, names = tokens["term"].cat.codes.to_numpy(), tokens["term"].cat.categories.astype(object)
    capital = np.fromiter(
        (texts[code][start].isupper() for code, start in zip(codes, starts, strict=True)), bool, len(tokens)
    )
    new = np.r_[True, (codes[1:] != codes[:-1]) | (sentence[1:] != sentence[:-1])][: len(tokens)]
    unit = np.cumsum(new) - 1
    # A sentence of capitals, or a headline in title case, does not tell which of its words are names.
    opening = new | np.fromiter(
        (texts[code][start - 1 : start] in tuple('"“‘') for code, start in zip(codes, starts, strict=True)),
        bool,
        len(tokens),
    )
    telling = (np.bincount(unit, capital) < 0.75 * np.bincount(unit))[unit] & ~opening if len(tokens) else new
    written = [np.bincount(terms[telling & which], minlength=len(names)) for which in (capital, ~capital)]
    calendar = words_of["calendar"] | {"a"}
    common = np.array(
        [name in calendar or name.startswith("i'") or name[0].isdigit() for name in names], bool
    )
    initial = capital & (ends - starts == 1) & ~common[terms]  # N. Korea
    is_name = initial | capital & ~common[terms] & (telling | (written[0] > written[1])[terms])
    is_link = np.isin(terms, np.flatnonzero([name in _LINKS for name in names])) & ~capital
    rows, run = [], []
    for row in [*np.flatnonzero(is_name | is_link).tolist(), -1]:
        if run and (
            row != run[-1] + 1 or new[row] or not _joins(texts[codes[row]], run[-1], row, starts, ends)
        ):
            rows += _names(run, [names[terms[i]] for i in run], is_link)
            run = []
        run.append(row)
    found = [(codes[a], a, b, re.sub(r"\s+", " ", texts[codes[a]][starts[a] : ends[b]])) for a, b in rows]
    table = pd.DataFrame(found, columns=["article", "first", "last", "form"])
    before = [a > 0 and not new[a] and names[terms[a - 1]] == "the" for _, a, _, _ in found]
    alone = table["form"].str.casefold().isin(_COMPASS) & np.array(before, bool)
    table.loc[alone, "form"] = "the " + table.loc[alone, "form"]
    table.loc[alone, "first"] -= 1
    return table.assign(after_the=np.array(before, bool))


def _joins(text: str, last: int, row: int, starts: np.ndarray, ends: np.ndarray) -> bool:
    """Whether nothing stands between two words of a name but a blank, a hyphen or the point of an initial."""
    gap = text[ends[last] : starts[row]]
    return gap in (" ", "-") or (gap == ". " and ends[last] - starts[last] < 3)


def claimed(tokens: pd.DataFrame) -> pd.DataFrame:
    """Tokens of headlines, bodies and captions: datelines and bylines follow a style of their own."""
    return tokens[tokens["segment"].isin(CLAIMED)] if "segment" in tokens else tokens


def _names(run: list[int], words: list[str], is_link: np.ndarray) -> list[tuple[int, int]]:
    """First and last rows of the names in a run of capitalised words, cut at titles."""
    titles, pieces = name_words()["titles"], [[]]
    for place, (row, word) in enumerate(zip(run, words, strict=True)):
        before = words[place - 1] if place else ""
        certain = not place or (word not in _INSIDE and place < len(run) - 1) or before in titles
        if word in titles and (certain or before.endswith(("n", "ish", "ese", "ch", "i"))):
            pieces.append([])
        else:
            pieces[-1].append(row)
    spans = []
    for piece in pieces:
        inner = [row for row in piece if not is_link[row]]
        if inner and (inner[0] != inner[-1] or len(words[run.index(inner[0])]) > 1):
            spans.append((inner[0], inner[-1]))
    return spans


def _spellings(mentions: pd.DataFrame, events: Sequence[str]) -> dict[str, str]:
    """Word -> the word that stands for all its spellings. Spellings share an event and never an article."""
    where, counts = defaultdict(set), Counter()
    for article, form in zip(mentions["article"], mentions["form"], strict=True):
        for word in form.casefold().split():
            where[word].add(article)
            counts[word] += 1
    buckets = defaultdict(list)
    for word in sorted(where, key=lambda word: (-counts[word], word)):
        buckets[skeleton(word)].append(word)
    met = {word: {events[article] for article in articles} - {""} for word, articles in where.items()}
    stands_for = {}
    for words in buckets.values():
        for place, word in enumerate(words):
            for other in words[:place]:
                together = met[word] & met[other] or not any(events)
                apart = together and other not in stands_for and not where[word] & where[other]
                if apart and alike(word, other):
                    stands_for[word] = other
                    break
    return stands_for


def _key(form: str, spellings: dict[str, str]) -> str:
    """What all spellings of a form have in common."""
    words = name_words()["same"].get(form.casefold(), form.casefold()).replace(".", "").split()
    if len(words) > 1:
        words[0] = name_words()["abbreviated"].get(words[0], words[0])
    return "".join(plain(spellings.get(word, word)) for word in words)


def _initials(words: list[str]) -> str:
    return "".join(part[0] for word in words for part in word.split("-") if part[:1].isupper())


def _acronyms(articles: pd.DataFrame, spellings: dict[str, str]) -> dict[str, str]:
    """Acronym -> key of the one name behind which it stands in brackets."""
    found = defaultdict(set)
    for text in articles["text"]:
        for match in _ACRONYM.finditer(text):
            words = match[1].split()
            names = [words[place:] for place in range(len(words)) if words[place][0].isupper()]
            for name in [name for name in names if _initials(name) == match[2]][:1]:
                found[match[2]].add(_key(" ".join(name), spellings))
    return {acronym: keys.pop() for acronym, keys in found.items() if len(keys) == 1}


def _is_person(words: list[str]) -> bool:
    """Whether a full name may be a person's, so that its last word may stand for it."""
    return 1 < len(words) < 5 and words[0] not in _COMPASS and not name_words()["organisations"] & set(words)


def _short_forms(mentions: pd.DataFrame, spellings: dict[str, str]) -> dict[str, str]:
    """Surname, "the North" -> key of the one full name that it stands for in the articles that use it."""
    full, last = defaultdict(set), defaultdict(Counter)
    for article, form in set(zip(mentions["article"], mentions["form"], strict=True)):
        words, key = form.casefold().split(), _key(form, spellings)
        compass = name_words()["abbreviated"].get(words[0].strip("."), words[0])
        if _is_person(words):
            for word in {words[-1], words[0] if words[0] in name_words()["surname_first"] else words[-1]}:
                full[article, plain(spellings.get(word, word))].add(key)
        elif len(words) == 2 and compass in _SIDES and not words[1].endswith(("n", "ns")):
            full[article, "the" + compass].add(key)
    for article, form, after_the in zip(
        *(mentions[c] for c in ("article", "form", "after_the")), strict=True
    ):
        is_side = form.startswith("the ")
        if len(form.split()) == 1 + is_side:
            keys = full[article, _key(form, spellings)] if is_side or not after_the else set()
            last[form][next(iter(keys)) if len(keys) == 1 else ""] += 1
    best = {form: keys.most_common(1)[0] for form, keys in last.items()}
    return {form: key for form, (key, n) in best.items() if key and n >= 0.8 * last[form].total()}


def _grouped(mentions: pd.DataFrame, articles: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Form -> entity (its commonest full form), and form -> kind, for names that have more than one form."""
    if not len(mentions):
        return {}, {}
    events = (
        articles["event"].fillna("").astype(str).to_numpy() if "event" in articles else [""] * len(articles)
    )
    spellings, counts = _spellings(mentions, events), Counter(mentions["form"])
    short, acronyms = _short_forms(mentions, spellings), _acronyms(articles, spellings)
    groups = defaultdict(list)
    for form in sorted(counts):
        groups[short.get(form) or acronyms.get(form) or _key(form, spellings)].append(form)
    entity_of, kind_of = {}, {}
    for forms in groups.values():
        shortened = [form for form in forms if form in short or form in acronyms or _is_abbreviated(form)]
        full = [form for form in forms if form not in shortened] or forms
        entity = min(full, key=lambda form: (form.isupper(), -counts[form], form))
        # Words in capitals alone are no choice of name.
        if len({form for form in forms if not form.isupper() or form in acronyms}) > 1:
            entity_of |= dict.fromkeys(forms, entity)
            kind_of |= {form: _kind(form, entity, form in short, form in acronyms) for form in forms}
    return entity_of, kind_of


def _is_abbreviated(form: str) -> bool:
    """Whether a form is like N. Korea, with a letter for a known word."""
    return form[1:3] == ". " and form[0].lower() in name_words()["abbreviated"] and form.count(" ") == 1


def _kind(form: str, entity: str, is_short: bool, is_acronym: bool) -> str:
    """How a form differs from the entity's main form."""
    same, a, b = name_words()["same"], form.casefold(), entity.casefold()
    if form == entity:
        return "main form"
    if is_acronym or _is_abbreviated(form):
        return "abbreviation"
    if a == b:
        return "case"
    if same.get(a, a) == same.get(b, b):
        return "exonym"
    known = is_short and (a.startswith("the ") or plain(a) in {plain(word) for word in b.split()})
    return "short form" if known else "spelling"


def find_names(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mentions of names that have more than one form: `article` (position), `form`, `entity` and `kind`."""
    mentions = _mentions(claimed(tokens), articles)
    entity_of, kind_of = _grouped(mentions, articles)
    mentions["entity"], mentions["kind"] = mentions["form"].map(entity_of), mentions["form"].map(kind_of)
    return mentions[mentions["entity"].notna()]

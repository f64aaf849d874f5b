"""Names: where they stand in the text, and which forms are forms of one name."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.names.persons import COMPASS, PARTICLES, acronyms, name_words, surnames, unambiguous
from toolkit.names.spelling import alike, plain, skeleton

_SIDES = ("north", "south", "east", "west")
# Titles that also stand inside names: Brackwater General Hospital.
_INSIDE = frozenset("general major justice father king prince pope deputy vice prime attorney mayor".split())
_SHOUTED = 0.75  # share of capitalised words from which a sentence does not tell which of its words are names
_SAFE = 0.8  # share of a short form's mentions that must stand for one full name


def _mentions(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Runs of capitalised words that are names: article (position), first and last row, form as printed."""
    words_of, texts = name_words(), articles["text"].to_list()
    codes = tokens["article_id"].cat.codes.to_numpy()
    starts, ends, sentence = (tokens[name].to_numpy() for name in ("start", "end", "sentence"))
    terms, names = tokens["term"].cat.codes.to_numpy(), tokens["term"].cat.categories.astype(object)
    places = list(zip(codes.tolist(), starts.tolist(), strict=True))
    capital = np.array([texts[code][start].isupper() for code, start in places], bool)
    quoted = np.array([texts[code][start - 1 : start] in ('"', "“", "‘") for code, start in places], bool)
    new = (np.diff(codes, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0)
    unit = np.cumsum(new) - 1
    # A sentence of capitals, or a headline in title case, does not tell which of its words are names.
    shouted = np.bincount(unit, capital) >= _SHOUTED * np.bincount(unit)
    telling = ~shouted[unit] & ~new & ~quoted
    written = [np.bincount(terms[telling & which], minlength=len(names)) for which in (capital, ~capital)]
    calendar = words_of["calendar"] | {"a"}
    common = np.array(
        [name in calendar or name.startswith("i'") or name[0].isdigit() for name in names], bool
    )
    initial = capital & (ends - starts == 1) & ~common[terms]  # N. Korea
    is_name = initial | capital & ~common[terms] & (telling | (written[0] > written[1])[terms])
    is_link = np.isin(names, PARTICLES)[terms] & ~capital
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
    table["after_the"] = [a > 0 and not new[a] and names[terms[a - 1]] == "the" for _, a, _, _ in found]
    alone = table["form"].str.casefold().isin(COMPASS) & table["after_the"].astype(bool)
    table.loc[alone, "form"] = "the " + table.loc[alone, "form"]
    table.loc[alone, "first"] -= 1
    return table


def _joins(text: str, last: int, row: int, starts: np.ndarray, ends: np.ndarray) -> bool:
    """Whether nothing stands between two words of a name but a blank, a hyphen or the point of an initial."""
    gap = text[ends[last] : starts[row]]
    return gap in (" ", "-") or (gap == ". " and ends[last] - starts[last] < 3)


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


def _short_forms(mentions: pd.DataFrame, spellings: dict[str, str]) -> dict[str, str]:
    """Surname, "the North" -> key of the one full name that it stands for in the articles that use it."""
    meant = defaultdict(Counter)
    for _, rows in mentions.groupby("article"):
        full = unambiguous(
            (short, _key(form, spellings))
            for form in rows["form"].unique()
            for short in [*(_key(word, spellings) for word in surnames(form)), *_side(form)]
        )
        for form, after_the in zip(rows["form"], rows["after_the"], strict=True):
            is_side = form.startswith("the ")
            if len(form.split()) == 1 + is_side:
                key = _key(form, spellings) if is_side or not after_the else ""
                meant[form][full.get(key, "")] += 1
    best = {form: keys.most_common(1)[0] for form, keys in meant.items()}
    return {form: key for form, (key, n) in best.items() if key and n >= _SAFE * meant[form].total()}


def _side(form: str) -> list[str]:
    """What is also called the North: North Korea, but not North Koreans."""
    words = form.casefold().split()
    side = name_words()["abbreviated"].get(words[0].strip("."), words[0])
    return ["the" + side] if len(words) == 2 and side in _SIDES and not words[1].endswith(("n", "ns")) else []


def _grouped(mentions: pd.DataFrame, articles: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Form -> entity (its commonest full form), and form -> kind, for names that have more than one form."""
    events = articles.get("event", pd.Series("", articles.index)).fillna("").astype("str").to_list()
    spellings, counts = _spellings(mentions, events), Counter(mentions["form"])
    short = _short_forms(mentions, spellings)
    explained = (pair for text in articles["text"] for pair in acronyms(text))
    acronym = unambiguous((letters, _key(name, spellings)) for letters, name in explained)
    groups = defaultdict(list)
    for form in sorted(counts):
        groups[short.get(form) or acronym.get(form) or _key(form, spellings)].append(form)
    entity_of, kind_of = {}, {}
    for forms in groups.values():
        shortened = [form for form in forms if form in short or form in acronym or _is_abbreviated(form)]
        full = [form for form in forms if form not in shortened] or forms
        entity = min(full, key=lambda form: (form.isupper(), -counts[form], form))
        # Words in capitals alone are no choice of name.
        if len({form for form in forms if not form.isupper() or form in acronym}) > 1:
            entity_of |= dict.fromkeys(forms, entity)
            kind_of |= {form: _kind(form, entity, form in short, form in acronym) for form in forms}
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
    """Mentions of names that have more than one form: `article` (position), `form`, `entity` and `kind`.

    `tokens` are what `counted(tokens, articles)` gives.
    """
    mentions = _mentions(tokens, articles)
    entity_of, kind_of = _grouped(mentions, articles)
    mentions["entity"], mentions["kind"] = mentions["form"].map(entity_of), mentions["form"].map(kind_of)
    return mentions[mentions["entity"].notna()]

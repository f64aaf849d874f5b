"""Names: where they stand in the text, and which forms are forms of one name."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.names.persons import COMPASS, PARTICLES, acronyms, name_words, surnames, unambiguous
from toolkit.names.spelling import alike, plain, skeleton
from toolkit.text.lines import flowing

_SIDES = ("north", "south", "east", "west")
_SHOUTED = 0.75  # share of capitalised words from which a sentence does not tell which of its words are names
_SAFE = 0.8  # share of a short form's mentions that must stand for one full name


def _mentions(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Names, runs of capitalised words: article (position), form as printed, whether "the" stands before."""
    words_of, texts = name_words(), list(map(flowing, articles["text"]))
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
    common = [name in calendar or name.startswith("i'") or name[0].isdigit() for name in names]
    common = np.array(common, bool)
    initial = capital & (ends - starts == 1) & ~common[terms]  # N. Korea
    is_name = initial | capital & ~common[terms] & (telling | (written[0] > written[1])[terms])
    is_link = np.isin(names, PARTICLES)[terms] & ~capital
    rows, run = [], []
    for row in [*np.flatnonzero(is_name | is_link).tolist(), -1]:
        next_to = run and row == run[-1] + 1 and not new[row]
        if run and not (
            next_to
            and _joins(texts[codes[row]][ends[run[-1]] : starts[row]], ends[run[-1]] - starts[run[-1]])
        ):
            rows += _names(run, [names[terms[i]] for i in run], is_link)
            run = []
        run.append(row)
    found = []
    for a, b in rows:
        form = re.sub(r"\s+", " ", texts[codes[a]][starts[a] : ends[b]])
        after_the = a > 0 and not new[a] and names[terms[a - 1]] == "the"
        form = "the " + form if after_the and form.casefold() in COMPASS else form
        found.append((codes[a], form, after_the))
    return pd.DataFrame(found, columns=["article", "form", "after_the"])


def _joins(gap: str, length: int) -> bool:
    """Whether no more stands between two words of a name than a blank, a hyphen or an initial's point."""
    return gap in (" ", "-") or (gap == ". " and length < 3)


def _names(run: list[int], words: list[str], is_link: np.ndarray) -> list[tuple[int, int]]:
    """First and last rows of the names in a run of capitalised words, cut at titles."""
    titles, pieces = name_words()["titles"], [[]]
    for place, (row, word) in enumerate(zip(run, words, strict=True)):
        before = words[place - 1] if place else ""
        outside = word not in name_words()["inside"] and place < len(run) - 1
        certain = not place or outside or before in titles
        if word in titles and (certain or before.endswith(("n", "ish", "ese", "ch", "i"))):
            pieces.append([])
        else:
            pieces[-1].append(row)
    inner = [[row for row in piece if not is_link[row]] for piece in pieces]
    return [(p[0], p[-1]) for p in inner if p and (p[0] != p[-1] or len(words[run.index(p[0])]) > 1)]


def _spellings(mentions: pd.DataFrame, events: Sequence[str]) -> dict[str, str]:
    """Word -> the word that stands for all its spellings. Spellings share an event and never an article."""
    where, buckets = defaultdict(list), defaultdict(list)
    for article, form in zip(mentions["article"], mentions["form"], strict=True):
        for word in form.casefold().split():
            where[word].append(article)
    for word in sorted(where, key=lambda word: (-len(where[word]), word)):
        buckets[skeleton(word)].append(word)
    where = {word: frozenset(articles) for word, articles in where.items()}
    met = {word: {events[article] for article in articles} - {""} for word, articles in where.items()}
    stands_for = {}
    for words in buckets.values():
        for place, word in enumerate(words):
            for other in words[:place]:
                together = met[word] & met[other] or not any(events)
                apart = together and other not in stands_for and where[word].isdisjoint(where[other])
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
    explained = (pair for text in articles["text"] for pair in acronyms(flowing(text)))
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

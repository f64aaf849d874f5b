"""Names: where they stand in the text, and which forms are forms of one name."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import pandas as pd

from toolkit.corpus.spans import rows_of
from toolkit.names.persons import COMPASS, PARTICLES, name_words
from toolkit.text.initials import acronyms, unambiguous
from toolkit.text.lines import flowing
from toolkit.text.spelling import alike, plain, skeleton
from toolkit.text.words import letters_at

_SIDES = ("north", "south", "east", "west")
_SHOUTED = 0.75  # share of capitalised words from which a sentence does not tell which of its words are names


def _mentions(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Names, runs of capitalised words: article (position), form as printed, first and last row."""
    words_of, texts = name_words(), list(map(flowing, articles["text"]))
    codes = tokens["article_id"].cat.codes.to_numpy()
    starts, ends, sentence = (tokens[name].to_numpy() for name in ("start", "end", "sentence"))
    terms, names = tokens["term"].cat.codes.to_numpy(), tokens["term"].cat.categories.to_numpy(object)
    capital, quoted = letters_at(texts, codes, starts)
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
    codes, starts, ends, terms = (column.tolist() for column in (codes, starts, ends, terms))
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
        found.append((codes[a], form, a, b))
    return pd.DataFrame(found, columns=["article", "form", "first", "last"])


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


def _key(form: str, spellings: dict[str, str]) -> str:
    """What all spellings of a form have in common."""
    words = name_words()["same"].get(form.casefold(), form.casefold()).replace(".", "").split()
    if len(words) > 1:
        words[0] = name_words()["abbreviated"].get(words[0], words[0])
    return "".join(plain(spellings.get(word, word)) for word in words)


def _spellings(in_article: Sequence[int], forms: Sequence[str], events: Sequence[str]) -> dict[str, str]:
    """Word -> the word that stands for all its spellings. Spellings share an event and never an article."""
    where, buckets = defaultdict(list), defaultdict(list)
    for article, form in zip(in_article, forms, strict=True):
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


def _side(form: str) -> list[str]:
    """What is also called the North: North Korea, but not North Koreans."""
    words = form.casefold().split()
    side = name_words()["abbreviated"].get(words[0].strip("."), words[0])
    return ["the" + side] if len(words) == 2 and side in _SIDES and not words[1].endswith(("n", "ns")) else []


def _grouped(names: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The names that have more than one form, with `entity` (the commonest full form) and `kind`."""
    events = articles.get("event", pd.Series("", articles.index)).fillna("").astype("str").to_list()
    in_article, forms, persons = (names[name].tolist() for name in ("article", "form", "person"))
    spellings, counts = _spellings(in_article, forms, events), Counter(forms)
    key_of = cache(partial(_key, spellings=spellings))
    key_of_person = cache(partial(_person_key, spellings=spellings))
    explained = (pair for text in articles["text"] for pair in acronyms(flowing(text)))
    acronym = unambiguous((letters, key_of(name)) for letters, name in explained)
    in_full: dict[int, list] = defaultdict(list)
    for article, form in zip(in_article, forms, strict=True):
        for side in _side(form):
            in_full[article].append((side, key_of(form)))
    sides = {article: unambiguous(pairs) for article, pairs in in_full.items()}
    keys, groups = [], defaultdict(set)
    for article, form, person in zip(in_article, forms, persons, strict=True):
        key = key_of_person(person) or acronym.get(form) or key_of(form)
        keys.append(sides.get(article, {}).get(key, key))
        # Words in capitals alone are no choice of name.
        if not form.isupper() or form.replace(".", "") in acronym:
            groups[keys[-1]].add(form)
    main = {}
    for key in [key for key in groups if len(groups[key]) > 1]:
        short = [form for form in groups[key] if _is_short(form, key, spellings) or form in acronym]
        full = groups[key].difference(short) or groups[key]
        main[key] = min(full, key=lambda form: (form.isupper(), -counts[form], form))
    names = names.assign(entity=[main.get(key) for key in keys]).dropna(subset="entity")
    kind_of = cache(lambda form, entity: _kind(form, entity, form in acronym))
    return names.assign(kind=list(map(kind_of, names["form"].tolist(), names["entity"].tolist())))


def _person_key(person: str, spellings: dict[str, str]) -> str:
    """What the names of one person in several events have in common: all but initials."""
    words = [word for word in person.split() if len(word.strip(".")) > 1]
    return _key(" ".join(words), spellings) if len(words) > 1 else ""


def _is_short(form: str, key: str, spellings: dict[str, str]) -> bool:
    """Whether a form is less than the name: a surname, "the North", N. Korea."""
    return (
        form.startswith("the ") or _is_abbreviated(form) or (" " not in form and _key(form, spellings) != key)
    )


def _is_abbreviated(form: str) -> bool:
    """Whether a form is like N. Korea, with a letter for a known word."""
    return form[1:3] == ". " and form[0].lower() in name_words()["abbreviated"] and form.count(" ") == 1


def _kind(form: str, entity: str, is_acronym: bool) -> str:
    """How a form differs from the entity's main form."""
    same, a, b = name_words()["same"], form.casefold(), entity.casefold()
    if form == entity:
        return "main form"
    if is_acronym or _is_abbreviated(form):
        return "abbreviation"
    if a.replace("’", "'") == b.replace("’", "'"):
        return "case"
    if same.get(a, a) == same.get(b, b):
        return "exonym"
    short, full = ([plain(word) for word in words.split()] for words in (a, b))
    if a.startswith("the ") or (len(short) < len(full) and set(short) <= set(full)):
        return "short form"
    if len(short) > len(full) and set(full) <= set(short):
        return "long form"
    other_first = len(short) > 1 < len(full) and short[-1] == full[-1] and not alike(short[0], full[0])
    return "first name" if other_first else "spelling"


def find_names(tokens: pd.DataFrame, articles: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Mentions of names that have more than one form: `article` (position), `form`, `entity` and `kind`.

    `tokens` are what `counted(tokens, articles)` gives, `people` what `persons_at` finds in them: a person's
    name is what the resolver of persons says; of other names each run of capitalised words is one.
    """
    people = people[people["person"].str.contains(" ")]
    ids = pd.Series(articles.index.astype("str")[people["article"].to_numpy(int)])
    spans = {"article_id": ids, "start": people["start"].to_numpy(), "end": people["end"].to_numpy()}
    first, last = rows_of(tokens, pd.DataFrame(spans))
    covered = np.zeros(len(tokens) + 1, np.int32)
    np.add.at(covered, first, 1)
    np.add.at(covered, last + 1, -1)
    names = _mentions(tokens, articles)
    taken = np.append(0, np.cumsum(np.cumsum(covered[:-1]) > 0))
    free = taken[names["last"].to_numpy(int) + 1] == taken[names["first"].to_numpy(int)]
    names = pd.concat([names[free], people], ignore_index=True)[["article", "form", "person"]]
    return _grouped(names.assign(person=names["person"].fillna("")), articles)

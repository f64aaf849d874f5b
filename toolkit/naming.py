"""Naming: the spellings and forms of one name, and what each outlet calls its bearer."""

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from toolkit.checks import require_columns
from toolkit.matching import keep_longest, match_patterns
from toolkit.statuses import CLAIMED

_COLUMNS = ["entity", "variant", "kind", "outlet", "n", "articles"]
_COMPASS = frozenset("north south east west northern southern eastern western central new united".split())
_LINKS = frozenset("de del la van von der den bin ibn al el da dos di du le".split())
_INSIDE = frozenset("general major justice father king prince pope deputy vice prime attorney mayor".split())  # Brackwater General Hospital
# Spellings that transliteration and English style choose between; applied in this order.
_SOUNDS = [(re.compile(pattern), sound) for pattern, sound in (
    ("sch", "sh"), ("ph", "f"), ("kh", "h"), ("qu|qv|kw|kv", "kv"), ("ck|q", "k"), ("c(?!h)", "k"), ("w", "v"), ("[jy]", "i"),
    ("x", "ks"), ("t[sz]", "z"), ("(?<=[^aeiousc])h", ""), (r"(.)\1+", r"\1"))]
_ACRONYM = re.compile(r"((?:[A-Z][\w’'-]+[ -]|(?:of|for|the|and|de|del|la|on) ){1,8}[A-Z][\w-]+)(?:['’]s?)?,? ?[(\[]([A-Z]{2,7})[)\]]")
_STOP = frozenset(
    "a an the and or but nor of in on at by to for from with as that than which who whom whose when where while if not is are was were be"
    " been has have had do does did will would can could may might should said says told tell tells added saw see met asked asks called"
    " according after before about against between into over under like likes near since until because though although then".split())


@cache
def _lexicon() -> dict:
    """The words of `lexicons/names.toml`, with `same` as name -> first name of its row."""
    lexicon = tomllib.loads((files("toolkit") / "lexicons/names.toml").read_text("utf-8"))
    same = {name.casefold(): row[0].casefold() for row in lexicon["same"] for name in row}
    return {name: frozenset(words) for name, words in lexicon.items() if isinstance(words, list) and name != "same"} | {
        "abbreviated": lexicon["abbreviated"], "same": same}


def _plain(word: str) -> str:
    """Lower case without accents, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not unicodedata.combining(letter))


def _sound(word: str) -> str:
    """What different spellings of a name have in common."""
    word = _plain(word)
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _alike(a: str, b: str) -> bool:
    """Whether two words can be spellings of one name; only vowels and letters for one sound may differ.

    Consonants carry the difference between names (Iran, Iraq), endings that between a country and its people or
    between Antonio and Antonia.
    """
    if min(len(a), len(b)) < 4 or re.fullmatch(r"(?:n|an|ian|s|es|ns|i|is|ish)", a[len(b):] if a.startswith(b) else b[len(a):] if b.startswith(a) else "x"):
        return False
    first, second = _sound(a), _sound(b)
    if first == second:
        return len(a) == len(b) or min(len(a), len(b)) > 4  # Vesk and Wesk, but not Mary and Marry
    if min(len(a), len(b)) < 6 or {first[-1], second[-1]} == {"a", "o"}:
        return False
    return OSA.distance(first, second) <= (2 if min(len(a), len(b)) > 7 else 1)


def _skeleton(word: str) -> str:
    return re.sub("[aeiou]+", "*", _sound(word))


def _mentions(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every run of capitalised words that are names: article (position), `first` and `last` row, `form` as printed."""
    lexicon, texts = _lexicon(), articles["text"].to_list()
    codes = articles.index.astype(str).get_indexer(tokens["article_id"].cat.categories.astype(str))[tokens["article_id"].cat.codes]
    starts, ends, sentence = (tokens[name].to_numpy() for name in ("start", "end", "sentence"))
    terms, names = tokens["term"].cat.codes.to_numpy(), tokens["term"].cat.categories.astype(object)
    capital = np.fromiter((texts[code][start].isupper() for code, start in zip(codes, starts, strict=True)), bool, len(tokens))
    new = np.r_[True, (codes[1:] != codes[:-1]) | (sentence[1:] != sentence[:-1])][: len(tokens)]
    unit = np.cumsum(new) - 1
    # A sentence of capitals, or a headline in title case, does not tell which of its words are names.
    opening = new | np.fromiter((texts[code][start - 1 : start] in tuple("\"“‘") for code, start in zip(codes, starts, strict=True)), bool, len(tokens))
    telling = (np.bincount(unit, capital) < 0.75 * np.bincount(unit))[unit] & ~opening if len(tokens) else new
    written = [np.bincount(terms[telling & which], minlength=len(names)) for which in (capital, ~capital)]
    common = np.array([name in lexicon["calendar"] or name == "a" or name.startswith("i'") or name[0].isdigit() for name in names], bool)
    initial = capital & (ends - starts == 1) & ~common[terms]  # N. Korea
    is_name = initial | capital & ~common[terms] & (telling | (written[0] > written[1])[terms])
    is_link = np.isin(terms, np.flatnonzero([name in _LINKS for name in names])) & ~capital
    rows, run = [], []
    for row in [*np.flatnonzero(is_name | is_link).tolist(), -1]:
        joined = run and row >= 0 and row == run[-1] + 1 and not new[row] and \
            texts[codes[row]][ends[run[-1]] : starts[row]] in (" ", "-", ". " if ends[run[-1]] - starts[run[-1]] < 3 else " ")
        if run and not joined:
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


def _claimed(tokens: pd.DataFrame) -> pd.DataFrame:
    """Tokens of headlines, bodies and captions: datelines and bylines follow a style of their own."""
    return tokens[tokens["segment"].isin(CLAIMED)] if "segment" in tokens else tokens


def _names(run: list[int], words: list[str], is_link: np.ndarray) -> list[tuple[int, int]]:
    """First and last rows of the names in a run of capitalised words, cut at titles ("Ruritanian President | Jane Roe")."""
    titles, pieces, piece = _lexicon()["titles"], [], []
    for place, (row, word) in enumerate(zip(run, words, strict=True)):
        before = words[place - 1] if place else ""
        certain = word not in _INSIDE and place < len(run) - 1
        if word in titles and (certain or not place or before in titles or before.endswith(("n", "ish", "ese", "ch", "i"))):
            pieces.append(piece)
            piece = []
        else:
            piece.append(row)
    pieces.append(piece)
    for piece in pieces:
        while piece and is_link[piece[0]]:
            piece.pop(0)
        while piece and is_link[piece[-1]]:
            piece.pop()
    return [(piece[0], piece[-1]) for piece in pieces if len(piece) > 1 or (piece and len(words[run.index(piece[0])]) > 1)]


def _spellings(mentions: pd.DataFrame, events: np.ndarray) -> dict[str, str]:
    """Word -> the word that stands for all its spellings. Spellings share an event and never an article."""
    where = defaultdict(set)
    counts = Counter()
    for article, form in zip(mentions["article"], mentions["form"], strict=True):
        for word in form.casefold().split():
            where[word].add(article)
            counts[word] += 1
    buckets = defaultdict(list)
    for word in sorted(where, key=lambda word: (-counts[word], word)):
        buckets[_skeleton(word)].append(word)
    stands_for = {}
    for words in buckets.values():
        for place, word in enumerate(words):
            shared = {events[article] for article in where[word]} - {""}
            for other in words[:place]:
                together = shared & {events[article] for article in where[other]} or not any(events)
                if together and other not in stands_for and not where[word] & where[other] and _alike(word, other):
                    stands_for[word] = other
                    break
    return stands_for


def _key(form: str, spellings: dict[str, str]) -> str:
    """What all spellings of a form have in common."""
    lexicon = _lexicon()
    words = lexicon["same"].get(form.casefold(), form.casefold()).replace(".", "").split()
    if len(words) > 1:
        words[0] = lexicon["abbreviated"].get(words[0], words[0])
    return "".join(_plain(spellings.get(word, word)) for word in words)


def _initials(words: list[str]) -> str:
    return "".join(part[0] for word in words for part in word.split("-") if part[:1].isupper())


def _acronyms(mentions: pd.DataFrame, articles: pd.DataFrame, spellings: dict[str, str]) -> dict[str, str]:
    """Acronym -> key of the name it abbreviates: explained in brackets, or its article has just one such name."""
    found = defaultdict(set)
    for text in articles["text"]:
        for match in _ACRONYM.finditer(text):
            words = match[1].split()
            first = next((place for place in range(len(words)) if words[place][0].isupper() and _initials(words[place:]) == match[2]), None)
            if first is not None:
                found[match[2]].add(_key(" ".join(words[first:]), spellings))
    for _, forms in mentions.groupby("article")["form"]:
        names = {form: _initials(form.split()) for form in forms if len(form.split()) > 2}
        for acronym in {form for form in forms if form.isupper() and form.isalpha() and len(form) > 2}:
            found[acronym] |= {_key(form, spellings) for form, initials in names.items() if initials == acronym}
    return {acronym: keys.pop() for acronym, keys in found.items() if len(keys) == 1}


def _is_person(words: list[str]) -> bool:
    """Whether a full name may be a person's, so that its last word may stand for it."""
    return 1 < len(words) < 5 and words[0] not in _COMPASS and not _lexicon()["organisations"] & set(words)


def _short_forms(mentions: pd.DataFrame, spellings: dict[str, str]) -> dict[str, str]:
    """Surname, "the North" -> key of the one full name that it stands for in the articles that use it."""
    full, last = defaultdict(set), defaultdict(Counter)
    for article, form in set(zip(mentions["article"], mentions["form"], strict=True)):
        words = form.casefold().split()
        key = _key(form, spellings)
        if _is_person(words):
            ends = {words[-1], words[0]} if words[0] in _lexicon()["surname_first"] else {words[-1]}
            for word in ends:
                full[article, _plain(spellings.get(word, word))].add(key)
        elif len(words) == 2 and words[0].replace(".", "") in {"north", "south", "east", "west", "n", "s"} and not words[1].endswith(("n", "ns")):
            full[article, "the" + _lexicon()["abbreviated"].get(words[0].replace(".", ""), words[0])].add(key)
    for article, form, after_the in zip(mentions["article"], mentions["form"], mentions["after_the"], strict=True):
        key = _key(form, spellings)
        if len(form.split()) == 1 + form.startswith("the "):
            keys = full[article, key] if form.startswith("the ") or not after_the else set()
            last[form][next(iter(keys)) if len(keys) == 1 else ""] += 1
    return {form: best for form, keys in last.items() for best, n in keys.most_common(1) if best and n >= 0.8 * keys.total()}


def _grouped(mentions: pd.DataFrame, articles: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Form -> entity (its commonest full form), and form -> kind, for names that have more than one form."""
    if not len(mentions):
        return {}, {}
    events = articles["event"].fillna("").astype(str).to_numpy() if "event" in articles else np.full(len(articles), "")
    spellings, counts = _spellings(mentions, events), Counter(mentions["form"])
    short, acronyms = _short_forms(mentions, spellings), _acronyms(mentions, articles, spellings)
    groups = defaultdict(list)
    for form in sorted(counts):
        groups[short.get(form) or acronyms.get(form) or _key(form, spellings)].append(form)
    entity_of, kind_of = {}, {}
    for forms in groups.values():
        full = [form for form in forms if form not in short and form not in acronyms and not _is_abbreviated(form)] or forms
        entity = min(full, key=lambda form: (form.isupper(), -counts[form], form))
        if len({form for form in forms if not form.isupper() or form in acronyms}) > 1:  # capitals alone are no choice of name
            entity_of |= dict.fromkeys(forms, entity)
            kind_of |= {form: _kind(form, entity, form in short, form in acronyms) for form in forms}
    return entity_of, kind_of


def _is_abbreviated(form: str) -> bool:
    """Whether a form is like N. Korea, with a letter for a known word."""
    return form[1:3] == ". " and form[0].lower() in _lexicon()["abbreviated"] and form.count(" ") == 1


def _kind(form: str, entity: str, is_short: bool, is_acronym: bool) -> str:
    """How a form differs from the entity's main form."""
    same, a, b = _lexicon()["same"], form.casefold(), entity.casefold()
    if form == entity:
        return "main form"
    if is_acronym or _is_abbreviated(form):
        return "abbreviation"
    if a == b:
        return "case"
    if same.get(a, a) == same.get(b, b):
        return "exonym"
    known = is_short and (a.startswith("the ") or _plain(a) in {_plain(word) for word in b.split()})
    return "short form" if known else "spelling"


def name_variants(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Find the spellings and forms of each name and count who uses which.

    Parameters
    ----------
    tokens : table of `tokenize`, or rows of it
    articles : one row an article, indexed by `article_id`, with `outlet`, `text` and, if known, `event`

    Returns
    -------
    pandas.DataFrame
        One row a form and outlet, of names that have more than one form: `entity`, the commonest full form;
        `variant`, as printed; `kind` (main form; spelling; case; exonym, another name of one place; abbreviation;
        short form); `outlet`; `n` (mentions) and `articles` (with a mention). Sorted by entity, variant, outlet.

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Notes
    -----
    No model: names are runs of words that the corpus capitalises inside sentences; a text in capitals throughout
    gives none. Two spellings are one name if only vowels or letters for one sound differ (Roman-alphabet
    transliteration: y, i, j; v, w; k, c, q; double letters; h), if an event has both, and if no article does.
    Hyphens, blanks, case and accents never count. Acronyms are those explained in brackets, exonyms those of
    `lexicons/names.toml`; a surname or "the North" joins the one full name that its articles give. Precision before recall.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"event": "visit", "outlet": ["Beacon", "Ledger"],
    ...     "text": ["Today we saw Jana Zelinskyy.", "Later we met Jana Zelinski."]}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [28, 27], "kind": "body"})
    >>> name_variants(tokenize(articles, body), articles)[["entity", "variant", "kind", "outlet", "n"]].values.tolist()
    [['Jana Zelinski', 'Jana Zelinski', 'main form', 'Ledger', 1], ['Jana Zelinski', 'Jana Zelinskyy', 'spelling', 'Beacon', 1]]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term"], "tokens")
    require_columns(articles, ["outlet", "text"], "articles")
    tokens = _claimed(tokens)
    mentions = _mentions(tokens, articles)
    entity_of, kind_of = _grouped(mentions, articles)
    mentions = mentions.assign(entity=mentions["form"].map(entity_of), outlet=articles["outlet"].to_numpy()[mentions["article"].astype(int)])
    mentions = mentions[mentions["entity"].notna()].rename(columns={"form": "variant"})
    table = mentions.groupby(["entity", "variant", "outlet"], sort=True).agg(n=("article", "size"), articles=("article", "nunique")).reset_index()
    table["kind"] = table["variant"].map(kind_of).astype("str")
    table = table[_COLUMNS]
    table.attrs["caption"] = (f"Forms of {table['entity'].nunique()} names that {len(articles)} articles write in more than one way; "
                              "n counts mentions.")
    if not len(table):
        table.attrs["note"] = f"No name in {len(articles)} articles has more than one form."
    return table


def merge_names(tokens: pd.DataFrame, articles: pd.DataFrame, variants: pd.DataFrame) -> pd.DataFrame:
    """Make every form of a name one token, whose term is the entity in lower case, so that counts merge them.

    Parameters
    ----------
    tokens, articles : as for `name_variants`
    variants : what `name_variants` gives, or the rows of it to merge

    Returns
    -------
    pandas.DataFrame
        `tokens` with one row for each mention of a form, from its first character to its last; all else unchanged.

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["He left Kiev today."]}, index=["a"])
    >>> tokens = tokenize(articles, pd.DataFrame({"article_id": ["a"], "start": [0], "end": [19], "kind": ["body"]}))
    >>> merged = merge_names(tokens, articles, pd.DataFrame({"entity": ["Kyiv"], "variant": ["Kiev"]}))
    >>> merged["term"].to_list()
    ['he', 'left', 'kyiv', 'today']
    """
    require_columns(variants, ["entity", "variant"], "variants")
    forms = variants.drop_duplicates("variant")
    if not len(forms):
        return tokens.copy()
    places = keep_longest(match_patterns(tokens, forms["variant"].tolist(), articles=articles, case=True))
    first, last = places["first"].to_numpy(), places["last"].to_numpy()
    ends, terms, keep = tokens["end"].to_numpy(copy=True), tokens["term"].astype(object).to_numpy(copy=True), np.ones(len(tokens), bool)
    ends[first], terms[first] = ends[last], forms["entity"].str.lower().to_numpy()[places["pattern_index"]]
    for a, b in zip(first, last, strict=True):
        keep[a + 1 : b + 1] = False
    merged = tokens.assign(end=ends)[keep].reset_index(drop=True)
    return merged.assign(term=pd.Categorical(terms[keep], categories=sorted(set(terms[keep]))))


def labels(tokens: pd.DataFrame, articles: pd.DataFrame, entity: str) -> pd.DataFrame:
    """Find the titles, epithets and descriptions that each outlet puts to a name.

    Parameters
    ----------
    tokens, articles : as for `name_variants`
    entity : a name; all the forms that `name_variants` finds of it are looked up

    Returns
    -------
    pandas.DataFrame
        One row a label and outlet: `entity`; `label`, in lower case; `place` (before, after the name); `outlet`; `n`
        (mentions); `articles` (with a mention). Commonest first. `concordance` shows the sentences.

    Raises
    ------
    ValueError
        If `entity` is blank or a table lacks a column it needs.

    Notes
    -----
    Before the name: up to five words that end in a title or role of `lexicons/names.toml` ("union boss Jane Roe"), or
    a description set off by commas ("the union's leader, Jane Roe,"). After it: an apposition between commas ("Jane
    Roe, the union's leader,"). Descriptions that stand alone ("the union boss said") cannot be told safely and are left out.

    Examples
    --------
    >>> from toolkit.tokens import tokenize
    >>> articles = pd.DataFrame({"outlet": ["Beacon"], "text": ["Then union boss Jane Roe left."]}, index=["a"])
    >>> tokens = tokenize(articles, pd.DataFrame({"article_id": ["a"], "start": [0], "end": [30], "kind": ["body"]}))
    >>> labels(tokens, articles, "Jane Roe")[["label", "place", "outlet", "n"]].values.tolist()
    [['union boss', 'before', 'Beacon', 1]]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term"], "tokens")
    require_columns(articles, ["outlet", "text"], "articles")
    if not str(entity).strip():
        raise ValueError("entity is blank; give a name such as 'Jane Roe'.")
    tokens = _claimed(tokens)
    entity_of, _ = _grouped(_mentions(tokens, articles), articles)
    main = entity_of.get(entity, entity)
    forms = sorted({entity, *(form for form, name in entity_of.items() if name == main)})
    places = keep_longest(match_patterns(tokens, forms, articles=articles, case=True))
    texts, ids, found = articles["text"].to_dict(), tokens["article_id"].astype(str).to_numpy(), []
    for first, last in zip(places["first"], places["last"], strict=True):
        text, start, end = texts[ids[first]], int(tokens["start"].iloc[first]), int(tokens["end"].iloc[last])
        left, right = re.split(r"[.!?]\s|\n", text[max(0, start - 90) : start])[-1], re.split(r"\n", text[end : end + 90])[0]
        found += [(re.sub("^(?:the|an?) ", "", label.replace("’", "'")), place, ids[first]) for label, place in _labels_around(left, right)]
    table = pd.DataFrame(found, columns=["label", "place", "article"])
    table["outlet"] = table["article"].map(articles["outlet"])
    table = table.groupby(["label", "place", "outlet"], sort=True).agg(n=("article", "size"), articles=("article", "nunique")).reset_index()
    table = table.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)
    table.insert(0, "entity", main)
    table.attrs["caption"] = f"What outlets call {main} ({len(places)} mentions of {', '.join(forms)})."
    if not len(table):
        table.attrs["note"] = f"No title or description stands beside {main} in {len(places)} mentions."
    return table


_APPOSITION = r"(?:the|an?|its|his|her|their|[\w’'-]+['’]s)\s[^,.;:()\"“”]{3,60}"


def _labels_around(left: str, right: str) -> list[tuple[str, str]]:
    """Labels directly before and after a name, with their place."""
    found, head = [], _lexicon()["roles"] | _lexicon()["titles"]
    words = []
    for word in reversed(re.findall(r"\S+", left)):
        if len(words) == 5 or re.search(r"[^\w.’'-]$", word) or word.casefold() in _STOP or re.search(r"['’]s$", word):
            break
        words.insert(0, re.sub(r"^[^\w]+|[.]$", "", word).casefold())
    if words and words[-1] in head:
        found.append((" ".join(words), "before"))
    elif (match := re.search(rf"(?:^|[\s“\"])({_APPOSITION}),\s$", left, re.IGNORECASE)) and right.startswith(",") and head & set(_words(match[1])):
        found.append((match[1].casefold(), "before"))
    if match := re.match(rf"(?:['’]s)?,\s({_APPOSITION}|[^,.;:()\"“”]{{3,60}})[,.;]", right, re.IGNORECASE):
        opening = _words(match[1])[:4]
        if head & set(opening) and opening[0] not in _STOP - {"the", "a", "an"}:
            found.append((match[1].casefold(), "after"))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())

"""Disagreements: pairs of claims to check: the same kind of thing, a like context, different values."""

import re

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from toolkit.checks import require_columns
from toolkit.text.words import TOKEN, fold

_SIDE = ["article", "outlet", "segment", "start", "end", "text", "source"]
_VALUES = {"quantities": ["low", "high"], "statuses": ["status"]}
_PROMINENT = ("headline", "subhead")
_MEASURES = {"durations", "distances", "temperatures", "weights", "volumes", "areas"}
# "Ten more", "an additional ten" and "one of them" count a part, which says nothing about the whole;
# "two other people" and "five others" are about the same rest.
_OTHER = re.compile(r"\bothers?\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:additional|another|more(?! than)|extra|further|remaining|first|last"
    r"|of (?:the|them|its|their|his|these|those))\b",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"\b[Oo]f (?:the|those|these|them) *$")  # before a count: part of a set named before
_ANYTHING = {"demand"}  # whoever asks, seeks or wants one thing may not ask for another
_SENTENCE_END = re.compile(r"(?<=[\w%,]{4}[.!?])[\"”’)]*\s|\n")  # not after "Gov." or "U.S."
_NAME = re.compile(r"(?<=[\w,(] )\(?([A-Z][a-z]\w+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST, _BEFORE = 600, 60  # characters of a sentence read on either side; ... for names and years before it
_SAME_MATTER, _SAME_ACT = 3, 2  # stems that two sentences share where no act ties them; ... two verbs do
_REPEATS = 20  # more mentions of one number by one article tell nothing new
_AROUND = 200  # characters of context on either side of a claim in running text
_ALIKE, _SURELY_ALIKE = 0.13, 0.2  # similarity asked within a verb class, and where one is unknown
_DENIED, _ONLY_PLANNED = 0.15, 0.25  # ... of an act and its denial, of what is done here and planned there


def _stems(context: str) -> list[str]:
    """Content words but numbers, cut to five letters so that Ukraine and Ukrainian meet."""
    words = [fold(match.group()) for match in TOKEN.finditer(context)]
    words = [word for word in words if len(word) > 2 and not word[0].isdigit()]
    return [word[:5] for word in words if word not in ENGLISH_STOP_WORDS]


def _bags(texts: list[list[str]]) -> sparse.csr_matrix:
    """Which text has which word, as text x word."""
    kinds = [list(dict.fromkeys(words)) for words in texts]
    word, names = pd.factorize(np.array([word for words in kinds for word in words], dtype=object))
    text = np.repeat(np.arange(len(kinds)), [len(words) for words in kinds])
    return sparse.csr_matrix((np.ones(len(word), np.float32), (text, word)), (len(kinds), len(names) or 1))


def _contexts(claims: pd.DataFrame, texts: dict[str, str]) -> sparse.csr_matrix:
    """Words around each claim: the line of a headline or caption, else 200 characters a side."""
    contexts = []
    for claim in claims.itertuples():
        text = texts[claim.article_id]
        start, end = max(0, claim.start - _AROUND), claim.end + _AROUND
        if claim.segment != "body":
            start, end = text.rfind("\n", 0, claim.start) + 1, (text + "\n").find("\n", claim.end)
        contexts.append(text[start : claim.start] + " " + text[claim.end : end])
    return _bags([_stems(context) for context in contexts])


def _close(claims: pd.DataFrame, texts: dict[str, str]) -> list[sparse.csr_matrix]:
    """What stands around each claim in its sentence: stems; before it names (of a body) and years."""
    stems, names, years = [], [], []
    for claim in claims.itertuples():
        text = texts[claim.article_id]
        first, last = max(0, claim.start - _LONGEST), claim.end + _LONGEST
        begin = max((end.end() for end in _SENTENCE_END.finditer(text, first, claim.start)), default=first)
        end, before = _SENTENCE_END.search(text, claim.end, last), text[begin : claim.start]
        stems.append(_stems(before + " " + text[claim.end : end.start() if end else last]))
        names.append(_NAME.findall(before[-_BEFORE:]) if claim.segment == "body" else [])
        years.append(_YEAR.findall(before[-_BEFORE:]))
    return [_bags(words) for words in (stems, names, years)]


def _same_matter(claims: pd.DataFrame, close: list[sparse.csr_matrix]) -> np.ndarray:
    """Whether the sentences of two claims share enough words, which is more where no act ties them."""
    shared = (close[0] @ close[0].T).toarray()
    if "status" not in claims:
        acts = claims["verb_class"].to_numpy() != ""
        return np.logical_or.outer(acts, acts) | (shared >= _SAME_MATTER)
    verb = claims["text"].str.lower().str[:4].to_numpy(object)
    return (verb[:, None] == verb) | (shared >= _SAME_ACT)


def _told_apart(claims: pd.DataFrame, close: list[sparse.csr_matrix]) -> np.ndarray:
    """Whether other names or years before two claims say that they are about two subjects or times."""
    (names, named), (years, dated) = (
        ((words @ words.T).toarray() > 0, np.asarray(words.sum(axis=1)).ravel() > 0) for words in close[1:]
    )
    apart = np.logical_or.outer(dated, dated) & ~years
    # A percentage of nothing that is named is a candidate's or a company's; else names may be of speakers.
    return apart | (np.outer(named, named) & ~names & claims["key"].eq("percent ").to_numpy())


def _alike(vectors: sparse.csr_matrix) -> np.ndarray:
    """Share of the shorter context's words, or of eight where it is shorter, that the other context has."""
    sizes = np.asarray(vectors.sum(axis=1)).ravel()
    return (vectors @ vectors.T).toarray() / np.maximum(np.minimum(sizes[:, None], sizes), 8)


def _slack(values: np.ndarray) -> np.ndarray:
    """How far a round number may be off: half its last digit that is not 0, at most 5%; nothing below 100."""
    digits = [f"{value:.0f}" for value in np.nan_to_num(values, posinf=0)]
    magnitude = np.array([10.0 ** (len(number) - len(number.rstrip("0"))) for number in digits])
    return np.where(values >= 100, np.minimum(magnitude / 2, values * 0.05), 0)


def _ranges(claims: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """Matrix of conflict and of agreement: ranges overlap, or the rounder one rounds the other."""
    low, high = claims["low"].to_numpy(float), claims["high"].fillna(np.inf).to_numpy(float)
    slack = np.where(low == high, _slack(low), 0)
    slack = np.maximum(slack[:, None], slack)
    agree = (low[:, None] <= high + slack) & (low <= high[:, None] + slack)
    return [(~agree, agree, _ALIKE)]


def _far(claims: pd.DataFrame, unsure: np.ndarray) -> np.ndarray:
    """Whether two quantities lie so far apart that they are likelier about two things."""
    if "low" not in claims:
        return np.zeros_like(unsure)
    middle = claims[["low", "high"]].mean(axis=1).clip(lower=0.1).to_numpy()
    ratio = np.maximum(middle[:, None] / middle, middle / middle[:, None])
    general = claims["key"].str.endswith((" money", " ")).to_numpy()  # no noun tells what the money is for
    return (ratio > np.where(general[:, None], 2, 5)) & (unsure | general[:, None])


def _statuses(claims: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """Matrices of conflict and agreement: with a denial; of what is done with what is only planned."""
    status = claims["status"].to_numpy()
    done, begun = status == "done", np.isin(status, ["done", "under_way"])
    same, both_begun = status[:, None] == status, np.outer(begun, begun)
    denied, planned = np.outer(begun, status == "denied"), np.outer(done, status == "planned")
    return [(denied | denied.T, same, _DENIED), (planned | planned.T, same | both_begun, _ONLY_PLANNED)]


def _comparable(claims: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Claims that can be set against others, with `key`, the thing that they are about."""
    if kind == "statuses":
        return claims[~claims["verb_class"].isin(_ANYTHING)].assign(key=lambda rows: rows["verb_class"])
    counted = claims[~claims["unit"].isin(["date", "time", "age", "unreadable"]) & claims["low"].notna()]
    thing = counted["noun_class"].where(counted["noun_class"] != "", counted["noun"])
    # "60 votes" names no act of voting, and "a five vote majority" counts no votes.
    itself = counted["text"].str.lower().str.extract(r"(\w+?)s?$")[0] == counted["verb_class"]
    counted = counted.assign(verb_class=counted["verb_class"].mask(itself, ""))
    told = ((thing != "") | (counted["unit"] == "percent")) & ~thing.isin(_MEASURES)
    rest = np.where(counted["text"].str.contains(_OTHER), "other ", "")
    told &= ~counted["text"].str.contains(_PART)
    return counted.assign(key=counted["unit"] + " " + rest + thing)[told]


def _is_part(claim: tuple, text: str) -> bool:
    """Whether a claim counts some of a set that was named before: of the 10 who came."""
    return getattr(claim, "unit", "") == "count" and bool(_OF_THE.search(text[: claim.start][-12:]))


def _silent(agree: np.ndarray, article: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Claim x claim: whether the article of the second nowhere (of `where`) says what the first says."""
    written_in = np.equal.outer(article, np.arange(article.max() + 1)) & where[:, None]
    return (agree.astype(np.float32) @ written_in.astype(np.float32) == 0)[:, article]


def _pairs(
    claims: pd.DataFrame, vectors: sparse.csr_matrix, close: list[sparse.csr_matrix],
    conflict: np.ndarray, agree: np.ndarray, alike: float,
) -> list[tuple[int, int, float, str]]:  # fmt: skip
    """Positions of claims a, b of one event that conflict, with similarity and kind."""
    verbs, outlet = claims["verb_class"].to_numpy(object), claims["outlet"].to_numpy(object)
    article, similarity = pd.factorize(claims["article_id"])[0], _alike(vectors)
    body, prominent = claims["segment"].eq("body").to_numpy(), claims["segment"].isin(_PROMINENT).to_numpy()
    same_act, known = verbs[:, None] == verbs, np.outer(verbs != "", verbs != "")
    needed = np.where(known, np.where(same_act, alike, np.inf), max(alike, _SURELY_ALIKE))
    needed = np.where(_far(claims, ~same_act | ~known), np.inf, needed)
    agree = agree & (same_act | ~known)
    # What a body says elsewhere excuses neither its headline nor the claim that an act is done.
    strong = prominent
    if "status" in claims:
        strong = prominent | claims["status"].isin(["done", "under_way"]).to_numpy()
    alone = _silent(agree, article, np.ones(len(claims), bool))
    conflict = conflict & ~_told_apart(claims, close)
    between = conflict & (outlet[:, None] != outlet) & (similarity >= needed) & _same_matter(claims, close)
    between = between & alone & (strong[:, None] | alone.T)
    inside = conflict & (article[:, None] == article) & (similarity >= needed / 2)
    inside = inside & _silent(agree, article, body) & np.outer(prominent, body)
    return [
        (a, b, float(similarity[a, b]), kind)
        for kind, pairs in (
            ("between outlets", between & ~np.tril(between.T)),
            ("headline against body", inside),
        )
        for a, b in zip(*np.nonzero(pairs), strict=True)
    ]


def disagreements(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Pairs of claims to check: between outlets, or headline and body, with different values or statuses.

    Each is about the same kind of thing in a like context; whether it is one thing, only a reader can tell.

    Parameters
    ----------
    claims : what `quantities` or `statuses` gives
    articles : one row an article, indexed by `article_id`, with `outlet`, `text` and, for pairs between
    outlets, `event`

    Returns
    -------
    pandas.DataFrame
        One row a pair: `event`; `kind` (between outlets, headline against body); `noun_class` (the noun
        itself where it is in no class) and `verb_class`; for each side, ending in `_a` and `_b`: `article`,
        `outlet`, `segment`, `start`, `end`, `text`, `source`, and `low` and `high`, or `status`; for
        quantities `gap`, the ratio between the ranges at their nearest; `similarity`, the share of the
        shorter context's words that the other has. Sorted by event, kind, the thing, articles and offsets.

    Raises
    ------
    ValueError
        If `claims` is neither table or a column is missing.

    Notes
    -----
    Quantities are about the same thing if unit, noun class and verb class are the same (10,000 in training
    say nothing about 12,000 sent) and the other context has 13% of the shorter one's words, cut to five
    letters (20% where a verb class is unknown; half of that inside one article). They agree if their ranges
    overlap or the rounder one rounds the other (11,932 and 12,000). A claim that the other article makes too,
    if elsewhere, is no disagreement, except in a headline. Left out are measures of time, distance, weight
    and the like, parts ("ten more", "two of the"), and numbers far apart that no noun or verb class ties
    together. Two sentences without any verb class must share 3 stems; other names shortly before two
    percentages of nothing named, or a year before one of two claims, tell them apart. Statuses conflict if
    the act is denied in one and done or under way in the other (15%), or done in one and no more than planned
    in the other (25%); where the verbs differ (sent, moved), the sentences must share 2 stems, and asking,
    seeking or wanting, which may be for anything, is left out. Work grows with the square of an event's
    different claims about one thing (of one claim that an article repeats, 20 mentions are read).

    Examples
    --------
    >>> from toolkit.claims.numbers import quantities
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "fire", "text": [
    ...     "The fire killed 12 miners at Oxford pit.", "The pit fire killed 30 miners."]}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [40, 30], "kind": "body"})
    >>> claims = quantities(articles, body)
    >>> disagreements(claims, articles)[["kind", "noun_class", "text_a", "text_b", "gap"]].values.tolist()
    [['between outlets', 'miners', '12 miners', '30 miners', 2.5]]
    """
    about = "statuses" if "status" in claims else "quantities"
    needed = ["status"] if about == "statuses" else ["low", "high", "unit", "noun", "noun_class"]
    columns = ["article_id", "start", "end", "segment", "text", "verb_class", "source", *needed]
    require_columns(claims, columns, "claims")
    require_columns(articles, ["outlet", "text"], "articles")
    texts = articles["text"].to_dict()
    claims = _comparable(claims, about)
    claims = claims[[not _is_part(row, texts[row.article_id]) for row in claims.itertuples()] or slice(0)]
    repeats = claims.groupby(["article_id", "segment", "key", "verb_class", *_VALUES[about]], dropna=False)
    claims = claims[repeats.cumcount() < _REPEATS].reset_index(drop=True)
    events = articles["event"] if "event" in articles else articles["outlet"].map(lambda _: "")
    claims = claims.assign(article=claims["article_id"])
    for name, values in (("outlet", articles["outlet"]), ("event", events)):
        claims[name] = claims["article_id"].map(values).fillna("").astype(str)
    vectors, close = _contexts(claims, texts), _close(claims, texts)
    # Without an event, claims are compared inside one article only.
    block = claims["event"].where(claims["event"] != "", claims["article_id"])
    pairs = []
    for _, rows in claims.groupby([block, "key"], sort=True):
        places = rows.index.to_numpy()
        for conflict, agree, alike in (_statuses if about == "statuses" else _ranges)(rows):
            near = vectors[places], [words[places] for words in close]
            found = _pairs(rows, *near, conflict, agree, alike)
            pairs += [(places[a], places[b], similarity, kind) for a, b, similarity, kind in found]
    table = _table(claims, pairs, about)
    table.attrs["caption"] = (
        f"Pairs to check: the same kind of thing in a like context, with different "
        f"{about.replace('quantities', 'values')}: {len(table)} in {len(articles)} articles."
    )
    if not len(table):
        table.attrs["note"] = f"No pairs of {about} to check were found in {len(articles)} articles."
    return table


def _table(claims: pd.DataFrame, pairs: list[tuple[int, int, float, str]], about: str) -> pd.DataFrame:
    """The pairs as rows, of repeated claims the pair most alike."""
    a, b = (claims.iloc[[pair[side] for pair in pairs]].reset_index(drop=True) for side in (0, 1))
    table = pd.DataFrame({"event": a["event"], "kind": pd.Series([pair[3] for pair in pairs], dtype="str")})
    thing = ["noun_class", "verb_class"] if about == "quantities" else ["verb_class"]
    if about == "quantities":
        table["noun_class"] = a["key"].astype("str").str.partition(" ")[2] if len(a) else a["key"]
    table["verb_class"] = a["verb_class"].where(a["verb_class"] != "", b["verb_class"])
    for side, rows in (("_a", a), ("_b", b)):
        table = table.join(rows[[*_SIDE, *_VALUES[about]]].add_suffix(side))
    if about == "quantities":
        below, above = np.fmin(table["high_a"], table["high_b"]), np.fmax(table["low_a"], table["low_b"])
        table["gap"] = above / below.where(below > 0)
    table["similarity"] = pd.Series([pair[2] for pair in pairs], dtype=float)
    table = table.sort_values("similarity", ascending=False, kind="stable")
    values = [f"{column}_{side}" for column in _VALUES[about] for side in "ab"]
    table = table.drop_duplicates(["kind", "article_a", "article_b", *thing, *values])
    order = ["event", "kind", *thing, "article_a", "article_b", "start_a", "start_b"]
    return table.sort_values(order, kind="stable").reset_index(drop=True)

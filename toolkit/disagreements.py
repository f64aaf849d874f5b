"""Disagreements: pairs of claims about the same thing that cannot both be right."""

import re

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

from toolkit.checks import require_columns
from toolkit.tokens import TOKEN, fold

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
_REPEATS = 20  # more mentions of one number by one article tell nothing new
_AROUND = 200  # characters of context on either side of a claim in running text
_ALIKE, _SURELY_ALIKE = 0.13, 0.2  # similarity asked within a verb class, and where one is unknown
_DENIED, _ONLY_PLANNED = 0.15, 0.25  # ... of an act and its denial, of what is done here and planned there


def _stems(context: str) -> list[str]:
    """Content words but numbers, cut to five letters so that Ukraine and Ukrainian meet."""
    words = [fold(match.group()) for match in TOKEN.finditer(context)]
    words = [word for word in words if len(word) > 2 and not word[0].isdigit()]
    return [word[:5] for word in words if word not in ENGLISH_STOP_WORDS] or ["-"]


def _contexts(claims: pd.DataFrame, texts: dict[str, str]) -> sparse.csr_matrix:
    """Words around each claim: the line of a headline or caption, else 200 characters a side."""
    contexts = []
    for claim in claims.itertuples():
        text = texts[claim.article_id]
        start, end = max(0, claim.start - _AROUND), claim.end + _AROUND
        if claim.segment != "body":
            start, end = text.rfind("\n", 0, claim.start) + 1, (text + "\n").find("\n", claim.end)
        contexts.append(text[start : claim.start] + " " + text[claim.end : end])
    if not contexts:
        return sparse.csr_matrix((0, 1))
    return CountVectorizer(analyzer=_stems, binary=True).fit_transform(contexts).astype(np.float32)


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
        return claims.assign(key=claims["verb_class"])
    counted = claims[~claims["unit"].isin(["date", "time", "age", "unreadable"]) & claims["low"].notna()]
    thing = counted["noun_class"].where(counted["noun_class"] != "", counted["noun"])
    told = ((thing != "") | (counted["unit"] == "percent")) & ~thing.isin(_MEASURES)
    rest = np.where(counted["text"].str.contains(_OTHER), "other ", "")
    return counted.assign(key=counted["unit"] + " " + rest + thing)[
        told & ~counted["text"].str.contains(_PART)
    ]


def _silent(agree: np.ndarray, article: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Claim x claim: whether the article of the second nowhere (of `where`) says what the first says."""
    written_in = np.equal.outer(article, np.arange(article.max() + 1)) & where[:, None]
    return (agree.astype(np.float32) @ written_in.astype(np.float32) == 0)[:, article]


def _pairs(
    claims: pd.DataFrame, vectors: sparse.csr_matrix, conflict: np.ndarray, agree: np.ndarray, alike: float
) -> list[tuple[int, int, float, str]]:
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
    between = conflict & (outlet[:, None] != outlet) & (similarity >= needed)
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
    """Pair claims about one thing that cannot both be right: between outlets, between headline and body.

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
    together. Statuses conflict if the act is denied in one and done or under way in the other (15%), or done
    in one and no more than planned in the other (25%). Work grows with the square of an event's different
    claims about one thing (of one claim that an article repeats, 20 mentions are read).

    Examples
    --------
    >>> from toolkit.quantities import quantities
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
    claims = _comparable(claims, about)
    repeats = claims.groupby(["article_id", "segment", "key", "verb_class", *_VALUES[about]], dropna=False)
    claims = claims[repeats.cumcount() < _REPEATS].reset_index(drop=True)
    events = articles["event"] if "event" in articles else articles["outlet"].map(lambda _: "")
    claims = claims.assign(article=claims["article_id"])
    for name, values in (("outlet", articles["outlet"]), ("event", events)):
        claims[name] = claims["article_id"].map(values).fillna("").astype(str)
    vectors = _contexts(claims, articles["text"].to_dict())
    # Without an event, claims are compared inside one article only.
    block = claims["event"].where(claims["event"] != "", claims["article_id"])
    pairs = []
    for _, rows in claims.groupby([block, "key"], sort=True):
        places = rows.index.to_numpy()
        for conflict, agree, alike in (_statuses if about == "statuses" else _ranges)(rows):
            found = _pairs(rows, vectors[places], conflict, agree, alike)
            pairs += [(places[a], places[b], similarity, kind) for a, b, similarity, kind in found]
    table = _table(claims, pairs, about)
    table.attrs["caption"] = (
        f"Pairs of {about} that cannot both be right: {len(table)} in {len(articles)} articles."
    )
    if not len(table):
        table.attrs["note"] = f"No {about} that contradict each other were found in {len(articles)} articles."
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

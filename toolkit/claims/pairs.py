"""Disagreements: pairs of claims to check: the same kind of thing, a like context, different values."""

import re

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.claims.contexts import contexts_of, likeness, same_matter, shared_words, told_apart
from toolkit.claims.deeds import act_pairs
from toolkit.claims.statements import texts_of
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.progress import steps

_SIDE = ["article_id", "outlet", "segment", "start", "end", "text", "source"]
# What each kind of claims must have; the value of a claim first.
_NEEDED = {"quantities": ["low", "high", "unit", "noun", "noun_class"], "statuses": ["status"]}
_NAMES = ["article_id", "noun", "noun_class", "verb_class", "source"]  # missing where read from a file
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
_REPEATS = 20  # more mentions of one number by one article tell nothing new
_ALIKE, _SURELY_ALIKE = 0.13, 0.2  # similarity asked within a verb class, and where one is unknown
_DENIED, _ONLY_PLANNED = 0.15, 0.25  # ... of an act and its denial, of what is done here and planned there


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


def _comparable(claims: pd.DataFrame, texts: dict[str, str], about: str) -> pd.DataFrame:
    """Claims that can be set against others, with `key`, the thing that they are about."""
    if about == "statuses":
        return claims[~claims["verb_class"].isin(_ANYTHING)].assign(key=lambda rows: rows["verb_class"])
    counted = claims[~claims["unit"].isin(["date", "time", "age", "unreadable"]) & claims["low"].notna()]
    thing = counted["noun_class"].where(counted["noun_class"] != "", counted["noun"])
    # "60 votes" names no act of voting, and "a five vote majority" counts no votes.
    itself = counted["text"].str.lower().str.extract(r"(\w+?)s?$")[0] == counted["verb_class"]
    rest = np.where(counted["text"].str.contains(_OTHER), "other ", "")
    before = [texts[row.article_id][max(0, row.start - 12) : row.start] for row in counted.itertuples()]
    of_them = np.array([bool(_OF_THE.search(text)) for text in before], bool) & (counted["unit"] == "count")
    told = ((thing != "") | (counted["unit"] == "percent")) & ~thing.isin(_MEASURES)
    told &= ~counted["text"].str.contains(_PART) & ~of_them
    verbs = counted["verb_class"].mask(itself, "")
    return counted.assign(verb_class=verbs, key=counted["unit"] + " " + rest + thing)[told]


def _varied(claims: pd.DataFrame, values: list[str]) -> pd.DataFrame:
    """The claims about things of which their event gives more than one value."""
    kinds = claims.groupby(["block", "key"])[values].transform("nunique", dropna=False)
    return claims[(kinds > 1).any(axis=1)]


def _can_meet(claims: pd.DataFrame, conflict: np.ndarray) -> bool:
    """Whether any two claims that conflict are of two outlets or of one article."""
    outlet, article = claims["outlet"].to_numpy(object), claims["article_id"].to_numpy(object)
    return bool((conflict & ((outlet[:, None] != outlet) | (article[:, None] == article))).any())


def _silent(agree: np.ndarray, article: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Claim x claim: whether the article of the second nowhere (of `where`) says what the first says."""
    written_in = np.equal.outer(article, np.arange(article.max() + 1)) & where[:, None]
    return (agree.astype(np.float32) @ written_in.astype(np.float32) == 0)[:, article]


def _pairs(
    claims: pd.DataFrame, shared: list[np.ndarray], conflict: np.ndarray, agree: np.ndarray, alike: float
) -> list[tuple[int, int, float, str]]:
    """Row labels of claims a, b of one event that conflict, with similarity and kind."""
    around, sentence, names, years = shared
    verbs, outlet = claims["verb_class"].to_numpy(object), claims["outlet"].to_numpy(object)
    article, similarity = pd.factorize(claims["article_id"])[0], likeness(around)
    body = claims["segment"].eq("body").to_numpy()
    prominent = claims["segment"].isin(["headline", "subhead"]).to_numpy()
    same_act, known = verbs[:, None] == verbs, np.outer(verbs != "", verbs != "")
    needed = np.where(known, np.where(same_act, alike, np.inf), max(alike, _SURELY_ALIKE))
    # What a body says elsewhere excuses neither its headline nor the claim that an act is done.
    if "status" in claims:
        strong = prominent | claims["status"].isin(["done", "under_way"]).to_numpy()
    else:
        strong, needed = prominent, np.where(_far(claims, ~same_act | ~known), np.inf, needed)
    agree = agree & (same_act | ~known)
    alone = _silent(agree, article, np.ones(len(claims), bool))
    conflict = conflict & ~told_apart(claims, names, years)
    between = conflict & (outlet[:, None] != outlet) & (similarity >= needed) & same_matter(claims, sentence)
    between = between & alone & (strong[:, None] | alone.T)
    inside = conflict & (article[:, None] == article) & (similarity >= needed / 2)
    inside = inside & _silent(agree, article, body) & np.outer(prominent, body)
    kinds = {"between outlets": between & ~np.tril(between.T), "headline against body": inside}
    return [
        (claims.index[a], claims.index[b], float(similarity[a, b]), kind)
        for kind, pairs in kinds.items()
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
    require_columns(claims, "article_id start end segment text verb_class source".split(), "claims")
    about = "statuses" if "status" in claims else "quantities"
    require_columns(claims, _NEEDED[about], "claims")
    require_columns(articles, ["outlet", "text"], "articles")
    if "status" in claims:
        return act_pairs(claims, articles)
    texts, values = texts_of(articles), _NEEDED[about][:2]
    claims = claims.assign(**claims.filter(_NAMES).astype(object).fillna("").astype("str"))
    claims = _comparable(of_articles(claims, articles), texts, about)
    claims = claims.sort_values(["article_id", "start"], kind="stable")
    repeats = claims.groupby(["article_id", "segment", "key", "verb_class", *values], dropna=False)
    claims = claims[repeats.cumcount() < _REPEATS].reset_index(drop=True)
    for name in ("outlet", "event"):
        claims[name] = claims["article_id"].map(groups_of(articles, name)) if name in articles else ""
    # Without an event, claims are compared inside one article only.
    claims["block"] = claims["event"].where(claims["event"] != "", claims["article_id"])
    claims.attrs, pairs = {}, []  # a caption would be copied at every step
    varied = _varied(claims, values)
    varied = varied.astype(dict.fromkeys(varied.select_dtypes("str"), object))  # quicker in many small tables
    contexts, things = contexts_of(varied, texts), varied.groupby(["block", "key"], sort=True)
    for _, rows in steps(things, "disagreements", things.ngroups):
        read = _statuses if about == "statuses" else _ranges
        telling = [found for found in read(rows) if _can_meet(rows, found[0])]
        places = varied.index.searchsorted(rows.index)
        shared = shared_words(contexts, places) if telling else []
        for conflict, agree, alike in telling:
            pairs += _pairs(rows, shared, conflict, agree, alike)
    table = _table(claims, pairs, values)
    table.attrs["caption"] = f"Pairs of different {about} to check: the same kind of thing in a like context."
    if not len(table):
        table.attrs["note"] = f"No pairs of {about} to check were found in {len(articles)} articles."
    return table


def _table(claims: pd.DataFrame, pairs: list[tuple[int, int, float, str]], values: list[str]) -> pd.DataFrame:
    """The pairs as rows, of repeated claims the pair most alike."""
    a, b = (claims.iloc[[pair[side] for pair in pairs]].reset_index(drop=True) for side in (0, 1))
    table = pd.DataFrame({"event": a["event"], "kind": pd.Series([pair[3] for pair in pairs], dtype="str")})
    thing = ["noun_class", "verb_class"] if "low" in values else ["verb_class"]
    if "low" in values:
        table["noun_class"] = a["key"].astype("str").str.partition(" ")[2] if len(a) else a["key"]
    table["verb_class"] = a["verb_class"].where(a["verb_class"] != "", b["verb_class"])
    for side, rows in (("_a", a), ("_b", b)):
        table = table.join(rows[[*_SIDE, *values]].rename(columns={"article_id": "article"}).add_suffix(side))
    if "low" in values:
        below, above = np.fmin(table["high_a"], table["high_b"]), np.fmax(table["low_a"], table["low_b"])
        table["gap"] = above / below.where(below > 0)
    table["similarity"] = pd.Series([pair[2] for pair in pairs], dtype=float)
    table = table.sort_values("similarity", ascending=False, kind="stable")
    sides = [f"{column}_{side}" for column in values for side in "ab"]
    table = table.drop_duplicates(["kind", "article_a", "article_b", *thing, *sides])
    order = ["event", "kind", *thing, "article_a", "article_b", "start_a", "start_b"]
    return table.sort_values(order, kind="stable").reset_index(drop=True)

"""Disagreements: pairs of claims to check, the likeliest contradictions of each event."""

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.matters.contexts import Whole, whole_of, words_shared
from toolkit.matters.deeds import act_pairs, captioned
from toolkit.matters.meetings import Compared, compare
from toolkit.matters.passages import changed_numbers
from toolkit.matters.ranking import conflicts, log_odds, reasons
from toolkit.shipped import lexicon

BETWEEN, HEADLINE = "between outlets", "headline against body"
_SIDE = ["article_id", "outlet", "segment", "start", "end", "text", "source", "low", "high"]
_ROWS = ["row_a", "row_b"]
_REACH = 1000  # characters below a headline that say what it sums up
_AN_EVENT = 5  # rows at most
_MANY, _PER_EVENT = 30, 0.1  # from so many events on, so many rows an event at most


def disagreements(
    claims: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Pairs of claims that may contradict one another, to be read in both articles.

    Parameters
    ----------
    claims : what `quantities` or `statuses` gives
    articles : one row an article, indexed by `article_id`, with `outlet`, `text` and, for pairs between
        outlets, `event`
    passages : what `find_reuse` gives: a number that was changed in shared words speaks for a pair

    Returns
    -------
    pandas.DataFrame
        One row a pair: `event`; `kind` (of quantities: between outlets, headline against body; of acts:
        between openings, one speaker); `verb_class`, the act; `article_a`, `article_b` (ids); `outlet_a`,
        `outlet_b`; `segment_a`, `segment_b`; `start_a`, `start_b`, `end_a`, `end_b`; `text_a`, `text_b`, as
        printed; `source_a`, `source_b`, on whose word ("": the outlet's). Of quantities: `noun_class` (the
        noun itself where it is in no class); `low_a`, `low_b`, `high_a`, `high_b`, the values that it allows;
        `gap`, the ratio between the ranges at their nearest; `score`, 0 to 1, how likely the pair is right by
        what is known of it; `speaks_for`, `speaks_against`, in words. Of statuses: `status_a`, `status_b`, as
        in `statuses`; `similarity`, the share (0-1) of the words beside the one act that stand beside the
        other; `mark` ("later" where the other may only know more, else ""). Quantities are sorted by event,
        then score; for statuses see `toolkit.matters.deeds.act_pairs`.

    Raises
    ------
    ValueError
        If `claims` is neither table or a column is missing.

    Notes
    -----
    Numbers are set against one another that have one unit and a like noun and whose ranges do not meet; a
    rounder number agrees with the one that it rounds. Their order is that of a logistic model whose features
    and weights stand in `matters/to_check.toml`. Shown are pairs above its cut, each couple of values once an
    event, at most 5 an event, and at most a tenth as many as there are events. In a corpus of fewer than 30
    events, which a reader can go through, more are shown: those above a lower cut that are of one act, or of
    which neither article gives the other's value, too. A headline is set against the number of the same kind
    of thing with which its own body begins. Two percentages are a pair only where what they are a share of is
    named in both alike. Work grows with the square of an event's numbers of one unit.

    Examples
    --------
    >>> from toolkit.claims.numbers import quantities
    >>> texts = ["The fire killed 12 miners at Oxford pit.", "The Oxford pit fire killed 14 miners."]
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "fire", "text": texts}, ["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [40, 37], "kind": "body"})
    >>> pairs = disagreements(quantities(articles, body), articles)
    >>> pairs[["kind", "noun_class", "text_a", "text_b"]].values.tolist()
    [['between outlets', 'miners', '12 miners', '14 miners']]
    """
    require_columns(claims, [], "claims")
    if "status" in claims and "low" in claims:
        raise ValueError("claims holds quantities and statuses; give one of them here, or both to claim_map.")
    if "status" in claims:
        return act_pairs(claims, articles)
    whole = whole_of(articles)
    found = pairs_to_check(compare(claims, articles, whole), whole, passages)
    return pairs_table(shown_pairs([found], whole), whole)


def pairs_to_check(compared: Compared, whole: Whole, passages: pd.DataFrame | None = None) -> pd.DataFrame:
    """The pairs of some events that may be shown; `row_a` and `row_b` are rows of the compared claims."""
    a, b, features = conflicts(compared, changed_numbers(compared, passages))
    odds = log_odds(features)
    shown = _likeliest(compared, a, b, features, odds, whole)
    told = [reasons(features.iloc[pair]) for pair in shown]
    also = words_shared(compared.contexts, compared.claims, compared.texts, a[shown], b[shown])
    pairs = [
        (a[pair], b[pair], BETWEEN, score, _with_words(why, words), against)
        for pair, score, (why, against), words in zip(shown, _scores(odds[shown]), told, also, strict=True)
    ]
    pairs += [(i, j, HEADLINE, np.nan, "its own body begins otherwise", "") for i, j in _headlines(compared)]
    columns = [*_ROWS, "kind", "score", "speaks_for", "speaks_against"]
    found = pd.DataFrame(pairs, columns=columns).astype({"row_a": int, "row_b": int, "score": float})
    return _table(compared.claims, found)


def _with_words(why: str, words: str) -> str:
    """What speaks for a pair, and the words that both sentences have."""
    return "; ".join(filter(None, [why, words and f"both sentences have: {words}"]))


def shown_pairs(tables: Iterable[pd.DataFrame], whole: Whole) -> pd.DataFrame:
    """The pairs that are shown of what `pairs_to_check` gives for all events, or for some of them each."""
    table = pd.concat(tables)
    sides = ["article_a", "start_a", "article_b", "start_b"]
    best = table.assign(down=-table["score"]).sort_values(["down", *sides], kind="stable")
    between = best["kind"] == BETWEEN
    shown = best[~between | (between.cumsum() <= _limit(whole))]
    return shown.sort_values(["event", "down", *sides], kind="stable", ignore_index=True).drop(columns="down")


def pairs_table(pairs: pd.DataFrame, whole: Whole) -> pd.DataFrame:
    """The table of `disagreements` of numbers, of what `shown_pairs` gives."""
    return captioned(pairs.drop(columns=_ROWS), "quantities", whole.articles)


def _limit(whole: Whole) -> float:
    """How many pairs of two outlets are shown at most."""
    return math.ceil(whole.events * _PER_EVENT) if whole.events >= _MANY else math.inf


def _likeliest(
    compared: Compared, a: np.ndarray, b: np.ndarray,
    features: pd.DataFrame, odds: np.ndarray, whole: Whole,
) -> np.ndarray:  # fmt: skip
    """The pairs that are likely enough to be shown, best first, of equals the first by article and offset."""
    cuts = lexicon("matters/to_check.toml")
    above = odds > cuts["cut"]
    if whole.events < _MANY:
        above |= (odds > cuts["cut_of_few"]) & _telling(compared.claims, a, b, features)
    best = np.flatnonzero(above)
    best = best[np.lexsort((b[best], a[best], -_scores(odds[best])))]
    best = _first_of_each(compared.claims, a, b, best)
    return best[: min(_limit(whole), len(best))]


def _scores(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-odds))


def _telling(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray, features: pd.DataFrame) -> np.ndarray:
    """Pairs of one act, or of values that neither article shares, of what is named and is no time."""
    kind = claims["noun_class"].iloc[a].to_numpy(object)
    named = (claims["noun"] != "").to_numpy()
    known = (named[a] & named[b]) | (kind == "money")
    agreed = (features["same_act"] == 1) | (features["given_too"] == 0)
    return agreed.to_numpy() & known & (kind != "durations")


def _first_of_each(claims: pd.DataFrame, a: np.ndarray, b: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Of pairs, best first: the first of each couple of values of an event, at most five an event."""
    value = claims["low"].map(str).astype("str") + " " + claims["high"].map(str).astype("str")
    ends = zip(value.iloc[a[best]], value.iloc[b[best]], strict=True)
    couple = pd.Series([" ".join(sorted(pair)) for pair in ends], dtype="str")
    event = claims["event"].iloc[a[best]].reset_index(drop=True)
    first = ~pd.DataFrame({"event": event, "couple": couple}).duplicated().to_numpy()
    best, event = best[first], event[first]
    return best[(event.groupby(event).cumcount() < _AN_EVENT).to_numpy()]


def _headlines(compared: Compared) -> list[tuple[int, int]]:
    """Numbers of headlines, each with the first of its own opening that contradicts it, where none agrees."""
    claims, found = compared.claims, []
    prominent = claims["segment"].eq("headline") & claims["unit"].eq("count")
    thing = claims["noun_class"].where(claims["noun_class"] != "", claims["noun"]).replace("durations", "")
    article, high = pd.factorize(claims["article_id"])[0], claims["high"].fillna(np.inf).to_numpy(float)
    low, start, end = (claims[name].to_numpy() for name in ("low", "start", "end"))
    in_body = claims["segment"].eq("body").to_numpy(bool)
    verb, unit, things = (column.to_numpy(object) for column in (claims["verb_class"], claims["unit"], thing))
    for row in np.flatnonzero(prominent & (thing != "")):
        own = np.arange(*np.searchsorted(article, [article[row], article[row] + 1]))  # by article
        own = own[in_body[own] & (start[own] < end[row] + _REACH)]
        act = (verb[own] == verb[row]) | (verb[own] == "") | (verb[row] == "")
        rivals = own[act & (things[own] == things[row])]
        meet = (low[own] <= high[row]) & (high[own] >= low[row]) & (unit[own] == unit[row])
        if len(rivals) and not meet.any():
            found.append((row, rivals[0]))
    return found


def _table(claims: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs as rows with their two sides."""
    a, b = (claims.iloc[pairs[f"row_{side}"]].reset_index(drop=True) for side in "ab")
    thing = a["noun_class"].where(a["noun_class"] != "", a["noun"])
    verb = a["verb_class"].where(a["verb_class"] != "", b["verb_class"])
    table = pd.DataFrame(
        {"event": a["event"], "kind": pairs["kind"], "noun_class": thing, "verb_class": verb}
    )
    for side, rows in (("_a", a), ("_b", b)):
        table = table.join(rows[_SIDE].rename(columns={"article_id": "article"}).add_suffix(side))
    below, above = np.fmin(table["high_a"], table["high_b"]), np.fmax(table["low_a"], table["low_b"])
    table["gap"] = above / below.where(below > 0)
    table = table.join(pairs[["score", "speaks_for", "speaks_against", *_ROWS]])
    return table.astype({name: "str" for name in table.columns if table[name].dtype == object})

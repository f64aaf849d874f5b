"""Values: what the map of claims says of each value of a matter, a number or the status of an act."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from toolkit.claims.statements import texts_of
from toolkit.corpus.selection import groups_of
from toolkit.matters.agreements import agreed_groups, count_origins, near_values, origins_of
from toolkit.matters.contexts import sentences_around, words_shared
from toolkit.matters.deeds import OPENINGS, act_pairs
from toolkit.matters.marks import mark_of, times_of
from toolkit.matters.meetings import Compared, compare
from toolkit.matters.pairs import pairs_to_check
from toolkit.matters.questions import question_of, question_of_act

AGREED, TO_CHECK = "agreed", "to check"
PLACE = ["article_id", "start", "end"]
_STATUSES = ["done", "under_way", "denied", "planned"]  # the most decisive first
_NEAR = "near"  # kind of a tie: one value rounds or bounds the other
_REASONS = {
    True: "one opening plans or denies what the other reports",
    False: "one speaker, in two outlets",
}


def number_rows(
    numbers: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None
) -> Iterator[dict]:
    """The rows of numbers; `number` says of which matter, `place` in which order its values stand."""
    compared, times, covering = compare(numbers, articles), times_of(articles), _covering(articles)
    _, group = np.unique(agreed_groups(compared), return_inverse=True)
    n_outlets = compared.claims.groupby(group)["outlet"].nunique().to_numpy()
    ties = _ties(compared, group, n_outlets, pairs_to_check(compared, articles, passages), times)
    claims = compared.claims.assign(first=compared.contexts.first, last=compared.contexts.last)
    origins = origins_of(compared, articles, passages)
    members = dict(pd.Series(np.arange(len(claims))).groupby(group).apply(np.array))
    for number, groups in _matters(ties, n_outlets):
        values = sorted(groups, key=lambda k: (-n_outlets[k], members[k][0]))
        matter = _matter(compared, np.concatenate([members[k] for k in values]), covering)
        for place, k in enumerate(values):
            is_agreed = not place and n_outlets[k] > 1
            yield (
                {"number": number, "place": place, "status": "", **matter}
                | {"origins": count_origins(origins, members[k])}
                | claims.iloc[members[k][0]][["low", "high"]].to_dict()
                | _side(claims.iloc[members[k]], compared.texts, times)
                | _judged(ties[(ties["group_a"] == k) | (ties["group_b"] == k)], is_agreed)
            )


def _ties(
    compared: Compared, group: np.ndarray, n_outlets: np.ndarray, pairs: pd.DataFrame, times: pd.Series
) -> pd.DataFrame:
    """What ties the values of a matter: pairs to check, and values that round or bound one another."""
    near = near_values(compared)
    close = pd.DataFrame({"row_a": compared.a[near], "row_b": compared.b[near], "kind": _NEAR, "score": 1.0})
    table = pairs[["row_a", "row_b", "kind", "score", "speaks_for", "speaks_against"]]
    table = pd.concat([table, close.assign(speaks_for="", speaks_against="")], ignore_index=True)
    for side in "ab":
        table[f"group_{side}"] = group[table[f"row_{side}"].to_numpy(int)]
    paired = table.loc[table["kind"] != _NEAR, ["group_a", "group_b"]].to_numpy().ravel()
    asked = np.union1d(np.flatnonzero(n_outlets > 1), paired)
    table = table[table["group_a"].isin(asked) | table["group_b"].isin(asked)].reset_index(drop=True)
    sides = (compared.claims.iloc[table[f"row_{side}"].to_numpy(int)].iterrows() for side in "ab")
    table["mark"] = [
        mark_of(a, b, kind, compared, times)
        for (_, a), (_, b), kind in zip(*sides, table["kind"], strict=True)
    ]
    return table.sort_values("score", ascending=False, kind="stable")


def _matters(ties: pd.DataFrame, n_outlets: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Number and groups of each matter in which two outlets agree, or that has something to check."""
    ends, n = ties[["group_a", "group_b"]].to_numpy(int).T, len(n_outlets)
    joined = sparse.csr_array((np.ones(len(ties)), tuple(ends)), shape=(n, n))
    matter = connected_components(joined, directed=False)[1] if n else np.empty(0, int)
    for number in np.unique(matter[np.concatenate([np.flatnonzero(n_outlets > 1), *ends])]):
        yield number, np.flatnonzero(matter == number)


def _matter(compared: Compared, rows: np.ndarray, covering: dict[str, set[str]]) -> dict:
    """What all values of a matter share in the map: event, question, outlets that are silent."""
    claims = compared.claims.iloc[rows]
    ends = rows[:1], rows[-1:]
    words = words_shared(compared.contexts, compared.claims, compared.texts, *ends, 4)[0].split(", ")
    return _shared(claims, question_of(claims, words), covering)


def _shared(claims: pd.DataFrame, question: str, covering: dict[str, set[str]]) -> dict:
    """Event, question and silent outlets of a matter with these claims."""
    event = claims["event"].iloc[0]
    silent = covering.get(event, set()) - set(claims["outlet"])
    return {"event": event, "matter": question, "silent": tuple(sorted(silent))}


def _side(claims: pd.DataFrame, texts: dict[str, str], times: pd.Series) -> dict:
    """What one value of a matter has in the map: its claims, first published first."""
    claims = claims.assign(time=claims["article_id"].map(times)).sort_values("time", kind="stable")
    first, named = claims.iloc[0], claims["source"][claims["source"].str.strip() != ""]
    said = [
        f"{claim.outlet}: {' '.join(texts[claim.article_id][claim.first : claim.last].split())}"
        for claim in claims.itertuples()
    ]
    return {
        "value": " ".join(first["text"].split()), "outlets": tuple(sorted(set(claims["outlet"]))),
        "sources": tuple(sorted(set(named))), "first": claims["time"].iloc[0],
        "sentences": tuple(dict.fromkeys(said)),
        "spans": tuple(zip(claims["article_id"], claims["start"], claims["end"], strict=True)),
        **{name: first[name] for name in PLACE},
    }  # fmt: skip


def _judged(ties: pd.DataFrame, is_agreed: bool) -> dict:
    """Kind, mark and reasons of a value by the ties that it has to others."""
    if is_agreed:
        return {"kind": AGREED, "mark": "", "speaks_for": "", "speaks_against": ""}
    best = ties.iloc[0]
    kind = AGREED if best["kind"] == _NEAR else TO_CHECK
    return {"kind": kind} | best[["mark", "speaks_for", "speaks_against"]].to_dict()


def _covering(articles: pd.DataFrame) -> dict[str, set[str]]:
    """Outlets that cover each event."""
    if "event" not in articles:
        return {}
    outlets, events = groups_of(articles, "outlet"), groups_of(articles, "event")
    outlets = outlets.where(outlets != "", outlets.index)
    return {event: set(names) for event, names in outlets[events != ""].groupby(events)}


def act_rows(acts: pd.DataFrame, articles: pd.DataFrame) -> Iterator[dict]:
    """The rows of acts: a matter a class of acts of an event, a value a status."""
    pairs, times, covering = act_pairs(acts, articles), times_of(articles), _covering(articles)
    texts = texts_of(articles)
    for number, ((_, verb_class), found) in enumerate(pairs.groupby(["event", "verb_class"])):
        claims = _sides(found, texts)
        matter = _shared(claims, question_of_act(verb_class), covering)
        why = _REASONS[bool((found["kind"] == OPENINGS).all())]
        mark = "later" if (found["mark"] == "later").all() else ""
        judged = {"kind": TO_CHECK, "mark": mark, "speaks_for": why, "speaks_against": ""}
        for place, status in enumerate(name for name in _STATUSES if (claims["status"] == name).any()):
            side = _side(claims[claims["status"] == status], texts, times)
            value = {"low": np.nan, "high": np.nan, "status": status, "origins": len(side["outlets"])}
            yield {"number": -1 - number, "place": place, **matter, **side, **judged, **value}


def _sides(pairs: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """The acts of some pairs, each once, with the sentence in which it stands."""
    names = ["event", "article", "outlet", "start", "end", "text", "source", "status"]
    sides = [
        pairs.rename(columns=lambda name, end=end: name.removesuffix(end))[names] for end in ("_a", "_b")
    ]
    claims = pd.concat(sides).drop_duplicates(["article", "start"]).rename(columns={"article": "article_id"})
    first, last = sentences_around(claims, texts)
    return claims.assign(first=first, last=last)

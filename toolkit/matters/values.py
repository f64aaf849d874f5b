"""Values: what the map of claims says of each value of a matter, a number or the status of an act."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from toolkit.claims.statements import texts_of
from toolkit.corpus.selection import groups_of
from toolkit.matters.agreements import agreed_groups, count_origins, near_values
from toolkit.matters.contexts import sentences_around, words_shared
from toolkit.matters.deeds import OPENINGS, act_pairs
from toolkit.matters.marks import NEAR, Published, mark_of, published_of
from toolkit.matters.meetings import Compared
from toolkit.matters.passages import pairs_in
from toolkit.matters.questions import question_of, question_of_act

AGREED, TO_CHECK = "agreed", "to check"
PLACE = ["article_id", "start", "end"]
_STATUSES = ["done", "under_way", "denied", "planned"]  # the most decisive first
_AGREED = {"kind": AGREED, "mark": "", "speaks_for": "", "speaks_against": ""}
_REASONS = {
    True: "one opening plans or denies what the other reports",
    False: "one speaker, in two outlets",
}


def number_rows(
    compared: Compared, pairs: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None
) -> Iterator[dict]:
    """The rows of numbers; `number` says of which matter, `place` in which order its values stand.

    `pairs` are those of `shown_pairs` between the compared claims.
    """
    published, covering = published_of(articles), _covering(articles)
    _, group = np.unique(agreed_groups(compared), return_inverse=True)
    n_outlets = compared.claims.groupby(group)["outlet"].nunique().to_numpy()
    ties = _ties(compared, group, n_outlets, pairs, published)
    judged = {}
    for tie in _records(ties):  # the strongest first
        for k in (tie.group_a, tie.group_b):
            judged.setdefault(k, _judged(tie))
    claims = compared.claims.assign(first=compared.contexts.first, last=compared.contexts.last)
    claims = _records(claims.assign(time=[published.times[article] for article in claims["article_id"]]))
    agencies, copied = _agencies(articles), pairs_in(compared.claims, passages)
    order = np.argsort(group, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
    speaking = _things_of(claims)
    for number, groups in _matters(ties, n_outlets):
        values = sorted(groups, key=lambda k: (-n_outlets[k], members[k][0]))
        rows = np.concatenate([members[k] for k in values])
        words = words_shared(compared.contexts, compared.claims, compared.texts, rows[:1], rows[-1:], 4)[0]
        every = [claims[row] for row in rows]
        spoke = _speaking(speaking, every)
        matter = _matter(every, question_of(every, words.split(", ")), covering, spoke)
        for place, k in enumerate(values):
            is_agreed = not place and n_outlets[k] > 1
            side = _side([claims[row] for row in members[k]], compared.texts)
            value = {"low": claims[members[k][0]].low, "high": claims[members[k][0]].high, "status": ""}
            told = {
                "number": number,
                "place": place,
                "origins": _origins(claims, members[k], agencies, copied),
            }
            yield matter | value | side | told | (_AGREED if is_agreed else judged[k])


def _agencies(articles: pd.DataFrame) -> dict[str, str]:
    """The agency of each article that names one."""
    return groups_of(articles, "agency").to_dict() if "agency" in articles else {}


def _origins(claims: list, rows: np.ndarray, agencies: dict[str, str], copied: set[tuple[int, int]]) -> int:
    """How many of the claims in some rows are independent."""
    place = {row: k for k, row in enumerate(rows.tolist())}
    inside = [(place[i], place[j]) for i, j in copied if i in place and j in place] if len(place) > 1 else []
    return count_origins([claims[row] for row in place], agencies, inside)


def _records(table: pd.DataFrame) -> list:
    """The rows as named tuples, which are read much faster one by one than rows of a table."""
    return list(table.itertuples())


def _ties(
    compared: Compared, group: np.ndarray, n_outlets: np.ndarray, pairs: pd.DataFrame, published: Published
) -> pd.DataFrame:
    """What ties the values of a matter: pairs to check, and values that round or bound one another."""
    near = near_values(compared)
    close = pd.DataFrame({"row_a": compared.a[near], "row_b": compared.b[near], "kind": NEAR, "score": 1.0})
    table = pairs[["row_a", "row_b", "kind", "score", "speaks_for", "speaks_against"]]
    table = pd.concat([table, close.assign(speaks_for="", speaks_against="")], ignore_index=True)
    for side in "ab":
        table[f"group_{side}"] = group[table[f"row_{side}"].to_numpy(int)]
    paired = table.loc[table["kind"] != NEAR, ["group_a", "group_b"]].to_numpy().ravel()
    asked = np.union1d(np.flatnonzero(n_outlets > 1), paired)
    table = table[table["group_a"].isin(asked) | table["group_b"].isin(asked)].reset_index(drop=True)
    sides = (compared.claims.iloc[table[f"row_{side}"].to_numpy(int)].iterrows() for side in "ab")
    table["mark"] = [
        mark_of(a, b, kind, compared, published)
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


def _things_of(claims: list) -> dict[tuple[str, str, str], set[str]]:
    """Event, unit and thing (a noun and its class) -> the outlets that give a number of it."""
    things: dict[tuple[str, str, str], set[str]] = {}
    for claim in claims:
        for thing in {claim.noun, claim.noun_class}:
            things.setdefault((claim.event, claim.unit, thing), set()).add(claim.outlet)
    return things


def _speaking(things: dict[tuple[str, str, str], set[str]], claims: list) -> set[str]:
    """The outlets that give any number of the things that some claims count: they are not silent on them."""
    keys = {(claim.event, claim.unit, thing) for claim in claims for thing in (claim.noun, claim.noun_class)}
    return set().union(*(things.get(key, set()) for key in keys if key[2] or key[1] != "count"))


def _matter(claims: list, question: str, covering: dict[str, set[str]], spoke: set[str]) -> dict:
    """What all values of a matter share in the map: event, question, outlets that are silent.

    An outlet that spoke of the thing in a number or act that is not compared is not silent.
    """
    silent = covering.get(claims[0].event, set()) - {claim.outlet for claim in claims} - spoke
    return {"event": claims[0].event, "matter": question, "silent": tuple(sorted(silent))}


def _side(claims: list, texts: dict[str, str]) -> dict:
    """What one value of a matter has in the map: its claims, first published first."""
    claims = sorted(claims, key=lambda claim: (pd.isna(claim.time), claim.time))
    first = claims[0]
    said = (
        f"{claim.outlet}: {' '.join(texts[claim.article_id][claim.first : claim.last].split())}"
        for claim in claims
    )
    return {
        "value": " ".join(first.text.split()),
        "outlets": tuple(sorted({claim.outlet for claim in claims})),
        "sources": tuple(sorted({claim.source for claim in claims if claim.source.strip()})),
        "first": first.time,
        "sentences": tuple(dict.fromkeys(said)),
        "spans": tuple((claim.article_id, claim.start, claim.end) for claim in claims),
        **{name: getattr(first, name) for name in PLACE},
    }


def _judged(tie) -> dict:
    """Kind, mark and reasons of a value by the strongest tie that it has to others."""
    kind = AGREED if tie.kind == NEAR else TO_CHECK
    return {"kind": kind} | {name: getattr(tie, name) for name in ("mark", "speaks_for", "speaks_against")}


def _covering(articles: pd.DataFrame) -> dict[str, set[str]]:
    """Outlets that cover each event."""
    if "event" not in articles:
        return {}
    covering: dict[str, set[str]] = {}
    for event, outlet in zip(groups_of(articles, "event"), _outlets_of(articles), strict=True):
        if event:
            covering.setdefault(event, set()).add(outlet)
    return covering


def act_rows(
    acts: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None = None
) -> Iterator[dict]:
    """The rows of acts: a matter a class of acts of an event, a value a status."""
    pairs, covering, texts = act_pairs(acts, articles), _covering(articles), texts_of(articles)
    times, agencies = published_of(articles).times, _agencies(articles)
    sides = _sides(pairs, texts)
    claims = _records(sides.assign(time=[times[article] for article in sides["article_id"]]))
    copied, speaking = pairs_in(sides, passages), _speaking_of_acts(acts, articles)
    members: dict[tuple[str, str], list[int]] = {}
    for k, claim in enumerate(claims):
        members.setdefault((claim.event, claim.verb_class), []).append(k)
    for number, ((event, verb_class), found) in enumerate(pairs.groupby(["event", "verb_class"])):
        rows, spoke = members[event, verb_class], speaking[event, verb_class]
        matter = _matter([claims[k] for k in rows], question_of_act(verb_class), covering, spoke)
        why = _REASONS[bool((found["kind"] == OPENINGS).all())]
        mark = "later" if (found["mark"] == "later").all() else ""
        judged = {"kind": TO_CHECK, "mark": mark, "speaks_for": why, "speaks_against": ""}
        by_status = {status: [k for k in rows if claims[k].status == status] for status in _STATUSES}
        for place, (status, some) in enumerate((status, some) for status, some in by_status.items() if some):
            origins = _origins(claims, np.array(some), agencies, copied)
            value = {"low": np.nan, "high": np.nan, "status": status, "origins": origins}
            side = _side([claims[k] for k in some], texts)
            yield {"number": -1 - number, "place": place} | matter | side | judged | value


def _speaking_of_acts(acts: pd.DataFrame, articles: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """Event and verb class -> the outlets that give such an act any status."""
    if "event" not in articles:
        return {}
    events, outlets = groups_of(articles, "event"), _outlets_of(articles)
    ids = acts["article_id"].astype("str")
    told = zip(events.reindex(ids), acts["verb_class"], outlets.reindex(ids), strict=True)
    speaking: dict[tuple[str, str], set[str]] = {}
    for event, verb_class, outlet in told:
        speaking.setdefault((event, verb_class), set()).add(outlet)
    return speaking


def _outlets_of(articles: pd.DataFrame) -> pd.Series:
    """The outlet of each article; one without an outlet has one of its own."""
    outlets = groups_of(articles, "outlet")
    return outlets.where(outlets != "", outlets.index)


def _sides(pairs: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """The acts of some pairs, each once, with the sentence in which it stands."""
    names = ["event", "verb_class", "article", "outlet", "start", "end", "text", "source", "status"]
    sides = [
        pairs.rename(columns=lambda name, end=end: name.removesuffix(end))[names] for end in ("_a", "_b")
    ]
    claims = pd.concat(sides).drop_duplicates(["verb_class", "article", "start"])
    claims = claims.rename(columns={"article": "article_id"}).sort_values(["article_id", "start"])
    first, last = sentences_around(claims, texts)
    return claims.assign(first=first, last=last)

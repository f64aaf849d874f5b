"""The map of claims: what outlets agree on, and what is to be checked."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from toolkit.checks import require_columns
from toolkit.claims.statements import sources_of, texts_of
from toolkit.coding.answers import Sheet, read_answers
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.matters.agreements import agreements, count_origins, origins_of, same_within
from toolkit.matters.contexts import sentences_around, words_shared
from toolkit.matters.deeds import OPENINGS, act_pairs
from toolkit.matters.marks import mark_of, times_of
from toolkit.matters.meetings import Compared, compare
from toolkit.matters.pairs import doubts
from toolkit.matters.questions import question_of, question_of_act

AGREED, TO_CHECK = "agreed", "to check"
_PLACE = ["article_id", "start", "end"]
_COLUMNS = {
    "event": "str", "matter": "str", "value": "str", "low": "float64", "high": "float64", "status": "str",
    "outlets": "object", "silent": "object", "sources": "object", "first": "datetime64[ns, UTC]", "origins": "int64",
    "kind": "str", "mark": "str", "speaks_for": "str", "speaks_against": "str", "checked": "float64",
    "sentences": "object", "spans": "object", "article_id": "str", "start": "int64", "end": "int64",
}  # fmt: skip
_STATUSES = ["done", "under_way", "denied", "planned"]  # the most decisive first


def claim_map(
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    passages: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    *,
    checked: Sheet | None = None,
) -> pd.DataFrame:
    """What the outlets of an event agree on, who is silent, and which other values are to be checked.

    Parameters
    ----------
    claims : what `quantities` or `statuses` gives, or both in one table (`pd.concat`)
    articles : one row an article, indexed by `article_id`, with `outlet`, `text` and `event`; where known
        `published`, `published_precision` and `agency`
    passages : what `find_reuse` gives: a copied claim is no origin of its own
    attributions : what `attribute` gives, for the sources; left out, `claims` tells them
    checked : rows of an earlier map with `checked` filled in (1 or 0, yes or no), as a table or a CSV file

    Returns
    -------
    pandas.DataFrame
        One row a matter and value: `event`; `matter`, the question that the values answer; `value`, as first
        printed, with `low` and `high` (missing: open above), or `status` of an act; `outlets` that give it,
        `silent` ones, that cover the event and give no value of the matter, `sources` on whose word (all
        tuples); `first`, when it was first published; `origins`, how many of the claims are independent;
        `kind`: `agreed`, two or more outlets give it, or `to check`; `mark` of other values of the matter:
        `rounding` and `range` (they agree), `later` (its article, or the other one, may know more),
        `revised`, `headline` (against its own body); `speaks_for` and `speaks_against` what is to be checked;
        `checked` (1, 0 or missing); `sentences` ("outlet: sentence", a tuple) and `spans` (article, start and
        end of each claim); `article_id`, `start`, `end` of the first. By event, matters with the most outlets
        first, the value that most give first.

    Raises
    ------
    ValueError
        If a column is missing, or `checked` has no answers that can be read.

    Notes
    -----
    Numbers are of one thing where unit and noun fit and their sentences share rare words, weighted by
    ln((500 + n) / (500 s + c)) for a word in c of the n articles and a share s of news; how many must be
    shared depends on how much the number itself tells. Groups of claims merge while at least half of their
    pairs are of one thing. What is to be checked is what `disagreements` gives. Who, where, when and why are
    not read.

    Examples
    --------
    >>> from toolkit.claims.numbers import quantities
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger", "Sun"], "event": "fire", "text": [
    ...     "The fire killed 12 miners at Oxford pit.", "The Oxford pit fire killed 12 miners.",
    ...     "At Oxford pit 14 miners were killed by fire."]}, index=["a", "b", "c"])
    >>> body = pd.DataFrame({"article_id": ["a", "b", "c"], "start": 0, "end": [40, 37, 44], "kind": "body"})
    >>> matters = claim_map(quantities(articles, body), articles)
    >>> matters[["matter", "value", "outlets", "kind"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['How many miners were killed?', '12 miners', ('Beacon', 'Ledger'), 'agreed'],
     ['How many miners were killed?', '14 miners', ('Sun',), 'to check']]
    """
    if not {"low", "status"} & set(claims.columns):
        raise ValueError("claims has neither 'low' nor 'status'; give what quantities or statuses gives.")
    require_columns(articles, ["outlet", "text"], "articles")
    claims = of_articles(claims, articles)
    if attributions is not None:
        claims = claims.assign(source=sources_of(claims, articles, attributions))
    numbers, acts = (claims[claims[name].notna()] if name in claims else None for name in ("low", "status"))
    rows = [] if numbers is None else list(_number_rows(numbers, articles, passages))
    rows += [] if acts is None else list(_act_rows(acts, articles))
    table = pd.DataFrame(rows, columns=[*_COLUMNS, "number", "place"])
    table = table.assign(checked=np.nan, first=pd.to_datetime(table["first"], utc=True)).astype(_COLUMNS)
    most = table["outlets"].map(len).groupby(table["number"]).transform("max")
    order = table.assign(most=-most).sort_values(["event", "most", "number", "place"], kind="stable").index
    table = _named(table.loc[order].reset_index(drop=True))[list(_COLUMNS)]
    table.attrs["caption"] = "What outlets agree on, and which values are to be checked."
    if not len(table):
        table.attrs["note"] = f"No claim of two outlets on one matter was found in {len(articles)} articles."
    if checked is not None:
        table["checked"] = read_answers(checked, table[_PLACE], "checked")
        told = table["checked"].dropna()
        table.attrs["note"] = f"Of {len(told)} rows checked here {int(told.sum())} were real."
    return table


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """Questions that two matters of an event have, with a number behind the second one."""
    matters = table.drop_duplicates("number")
    again = dict(zip(matters["number"], matters.groupby(["event", "matter"]).cumcount(), strict=True))
    told = [
        f"{name} ({again[k] + 1})" if again[k] else name for name, k in zip(table["matter"], table["number"])
    ]
    return table.assign(matter=pd.Series(told, table.index, dtype="str"))


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
        **{name: first[name] for name in _PLACE},
    }  # fmt: skip


def _number_rows(
    numbers: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame | None
) -> Iterator[dict]:
    """The rows of numbers; `number` says of which matter, `place` in which order its values stand."""
    compared = compare(numbers, articles)
    times, covering = times_of(articles), _covering(articles)
    claims = compared.claims.assign(first=compared.contexts.first, last=compared.contexts.last)
    _, group = np.unique(agreements(compared), return_inverse=True)
    n_outlets = claims.groupby(group)["outlet"].nunique().to_numpy()
    links = _links(compared, group, n_outlets, doubts(compared, articles, passages), times)
    ends = links[["group_a", "group_b"]].to_numpy().T
    joined = sparse.csr_array((np.ones(len(links)), ends), shape=(len(n_outlets), len(n_outlets)))
    matter = connected_components(joined, directed=False)[1] if len(n_outlets) else group
    asked = np.unique(matter[np.unique(np.concatenate([np.flatnonzero(n_outlets > 1), *ends]))])
    origins = origins_of(compared, articles, passages)
    members = dict(pd.Series(np.arange(len(claims))).groupby(group).apply(np.array))
    groups = pd.Series(np.arange(len(matter))).groupby(matter).apply(list)
    for number in asked:
        values = sorted(groups[number], key=lambda k: (-n_outlets[k], members[k][0]))
        rows = claims.iloc[np.concatenate([members[k] for k in values])]
        event, told = rows["event"].iloc[0], set(rows["outlet"])
        pair = np.concatenate([members[k] for k in values])[[0, -1]]
        words = words_shared(compared.contexts, claims, compared.texts, pair[:1], pair[1:], 2)[0]
        shared = {
            "event": event,
            "matter": question_of(rows, words),
            "silent": tuple(sorted(covering[event] - told)),
        }
        for place, k in enumerate(values):
            side = _side(claims.iloc[members[k]], compared.texts, times)
            found = links[(links["group_a"] == k) | (links["group_b"] == k)]
            judged = _judged(found, n_outlets[values[0]] > 1, place)
            value = {name: claims[name].iloc[members[k][0]] for name in ("low", "high")}
            number_of = {"number": number, "place": place, "origins": count_origins(origins, members[k])}
            yield shared | side | value | judged | number_of | {"status": ""}


def _links(
    compared: Compared, group: np.ndarray, n_outlets: np.ndarray, pairs: pd.DataFrame, times: pd.Series
) -> pd.DataFrame:
    """What ties the values of a matter: pairs to check, and values that round or bound one another."""
    claims = compared.claims
    near = same_within(compared)
    table = pairs[["row_a", "row_b", "kind", "score", "speaks_for", "speaks_against"]]
    close = pd.DataFrame({"row_a": compared.a[near], "row_b": compared.b[near], "kind": "near", "score": 1.0})
    table = pd.concat([table, close.assign(speaks_for="", speaks_against="")], ignore_index=True)
    for side in "ab":
        table[f"group_{side}"] = group[table[f"row_{side}"].to_numpy(int)]
    asked = set(np.flatnonzero(n_outlets > 1)) | set(
        table.loc[table["kind"] != "near", ["group_a", "group_b"]].to_numpy().ravel()
    )
    table = table[table["group_a"].isin(asked) | table["group_b"].isin(asked)].reset_index(drop=True)
    table["mark"] = [
        mark_of(claims.iloc[pair.row_a], claims.iloc[pair.row_b], pair.kind, compared, times)
        for pair in table.itertuples()
    ]
    return table.sort_values("score", ascending=False, kind="stable")


def _judged(links: pd.DataFrame, is_agreed: bool, place: int) -> dict:
    """Kind, mark and reasons of a value by the ties that it has to others."""
    if not place and is_agreed:
        return {"kind": AGREED, "mark": "", "speaks_for": "", "speaks_against": ""}
    best = links.iloc[0]
    near = best["kind"] == "near"
    return {"kind": AGREED if near else TO_CHECK} | best[["mark", "speaks_for", "speaks_against"]].to_dict()


def _covering(articles: pd.DataFrame) -> dict[str, set[str]]:
    """Outlets that cover each event."""
    if "event" not in articles:
        return {}
    outlets = groups_of(articles, "outlet")
    outlets = outlets.where(outlets != "", outlets.index)
    return {
        event: set(outlets[names.index]) for event, names in outlets.groupby(groups_of(articles, "event"))
    }


def _act_rows(acts: pd.DataFrame, articles: pd.DataFrame) -> Iterator[dict]:
    """The rows of acts: a matter a class of acts of an event, a value a status."""
    pairs, times, covering = act_pairs(acts, articles), times_of(articles), _covering(articles)
    texts = texts_of(articles)
    for number, ((event, verb_class), found) in enumerate(pairs.groupby(["event", "verb_class"])):
        names = ["article", "outlet", "start", "end", "text", "source", "status"]
        sides = [found[[f"{name}_{side}" for name in names]].set_axis(names, axis=1) for side in "ab"]
        claims = (
            pd.concat(sides).drop_duplicates(["article", "start"]).rename(columns={"article": "article_id"})
        )
        first, last = sentences_around(claims, texts)
        claims = claims.assign(first=first, last=last)
        silent = tuple(sorted(covering[event] - set(claims["outlet"])))
        openings = (found["kind"] == OPENINGS).all()
        why = (
            "one opening plans or denies what the other reports"
            if openings
            else "one speaker, in two outlets"
        )
        mark = "later" if (found["mark"] == "later").all() else ""
        for place, status in enumerate(name for name in _STATUSES if name in set(claims["status"])):
            side = _side(claims[claims["status"] == status], texts, times)
            judged = {"kind": TO_CHECK, "mark": mark, "speaks_for": why, "speaks_against": ""}
            value = {"low": np.nan, "high": np.nan, "status": status, "origins": len(side["outlets"])}
            shared = {"event": event, "matter": question_of_act(verb_class), "silent": silent}
            yield shared | side | judged | value | {"number": -1 - number, "place": place}

"""The map of claims: what outlets agree on, and what is to be checked."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.claims.statements import sources_of
from toolkit.coding.answers import Sheet, read_answers
from toolkit.corpus.selection import of_articles
from toolkit.matters.contexts import Whole, whole_of
from toolkit.matters.meetings import compare
from toolkit.matters.pairs import pairs_to_check, shown_pairs
from toolkit.matters.values import PLACE, act_rows, number_rows

_COLUMNS = {
    "event": "str", "matter": "str", "value": "str", "low": "float64", "high": "float64", "status": "str",
    "outlets": "object", "silent": "object", "sources": "object", "first": "datetime64[ns, UTC]",
    "origins": "int64", "kind": "str", "mark": "str", "speaks_for": "str", "speaks_against": "str",
    "checked": "float64", "sentences": "object", "spans": "object",
    "article_id": "str", "start": "int64", "end": "int64",
}  # fmt: skip


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
        `published` and `agency`
    passages : what `find_reuse` gives: a copied claim is no origin of its own
    attributions : what `attribute` gives, for the sources; left out, `claims` tells them
    checked : rows of an earlier map with `checked` filled in (1 or 0, yes or no), as a table or a CSV file

    Returns
    -------
    pandas.DataFrame
        One row a matter and value: `event`; `matter`, the question that the values answer; `value`, as first
        printed; `low`, `high`, the numbers that it allows, in its unit (`high` missing: open above; both
        missing: an act); `status`, of an act ("" of a number); `outlets`, those that give it (a tuple);
        `silent`, outlets that cover the event and give no number of such things, or no status of such an act
        (a tuple); `sources`, on whose word (a tuple); `first`, when it was first published (UTC; of a day
        without a time, its midnight); `origins`, how many of the claims are independent; `kind`: `agreed`,
        two or more outlets give it, or it agrees with such a value (see `mark`), or `to check`; `mark` of
        other values: `rounding` and `range` (they agree), `later` (its article, or the other one, may know
        more), `revised`, `headline` (against its own body); `speaks_for`, `speaks_against`: reasons why it
        may and may not be another answer, in words; `checked` (1, 0 or missing: what a reader said of it);
        `sentences` ("outlet: sentence", a tuple); `spans` (article, start and end of each claim, a tuple);
        `article_id`, `start`, `end`: where the first stands. By event, matters with the most outlets first,
        the value that most give first.

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
    >>> texts = ["The fire killed 12 workers at Oxford pit.", "The Oxford pit fire killed 12 workers.",
    ...          "At Oxford pit 14 workers were killed by fire."]
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger", "Sun"], "event": "fire", "text": texts})
    >>> ends = articles["text"].str.len()
    >>> body = pd.DataFrame({"article_id": ["0", "1", "2"], "start": 0, "end": ends, "kind": "body"})
    >>> matters = claim_map(quantities(articles, body), articles)
    >>> matters["matter"].unique().tolist()
    ['How many workers were killed?']
    >>> matters[["value", "outlets", "kind"]].values.tolist()
    [['12 workers', ('Beacon', 'Ledger'), 'agreed'], ['14 workers', ('Sun',), 'to check']]
    """
    require_columns(claims, [], "claims")
    if not {"low", "status"} & set(claims.columns):
        raise ValueError("claims has neither 'low' nor 'status'; give what quantities or statuses gives.")
    require_columns(articles, ["outlet", "text"], "articles")
    require_columns(claims, PLACE, "claims")
    given, claims = len(claims), of_articles(claims, articles)
    if attributions is not None:
        claims = claims.assign(source=sources_of(claims, articles, attributions))
    rows = map_rows(claims, articles, whole_of(articles), passages)
    table = matters_table([rows], len(articles), checked)
    if given and claims.empty:
        table.attrs["note"] = "None of the claims is of these articles; is their index the article_id?"
    return table


def map_rows(
    claims: pd.DataFrame, articles: pd.DataFrame, whole: Whole,
    passages: pd.DataFrame | None = None, pairs: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """The rows of the map, or of that of some events, with `number` (the matter) and `place` (of the value).

    `pairs` are those of `shown_pairs` in these articles; left out, the articles are the whole corpus.
    """
    rows = []
    if "low" in claims:
        compared = compare(claims[claims["low"].notna()], articles, whole)
        if pairs is None:
            pairs = shown_pairs([pairs_to_check(compared, whole, passages)], whole)
        rows += number_rows(compared, pairs, articles, passages)
    if "status" in claims:
        rows += act_rows(claims[claims["status"].notna()], articles, passages)
    return pd.DataFrame(rows, columns=[*_COLUMNS, "number", "place"])


def matters_table(tables: Sequence[pd.DataFrame], n: int, checked: Sheet | None = None) -> pd.DataFrame:
    """The map of n articles, of what `map_rows` gives for all of them or for each part."""
    rows = [table.assign(number=table["number"] * len(tables) + k) for k, table in enumerate(tables)]
    table = _in_order(pd.concat([table for table in rows if len(table)] or rows))
    table.attrs["caption"] = "What outlets agree on, and which values are to be checked."
    if not len(table):
        none = f"No claim of two outlets on one matter was found in {n} article{'s' * (n != 1)}"
        table.attrs["note"] = f"{none}; claims are compared within events (see `group_events`)."
    if checked is not None:
        table["checked"], lost = read_answers(checked, table[[*PLACE, "value"]], "checked")
        told = table["checked"].dropna()
        note = f"Of {len(told)} rows checked here {int(told.sum())} were real."
        table.attrs["note"] = note + f" {lost} answers fit no row of this map." * (lost > 0)
    return table


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """The rows by event, matters with the most outlets first, their values in their own order."""
    table = table.assign(checked=np.nan, first=pd.to_datetime(table["first"], utc=True)).astype(_COLUMNS)
    most = table["outlets"].map(len).groupby(table["number"]).transform("max")
    alone = table["article_id"].where(table["event"] == "", "")  # of no event: in any part
    order = ["event", "most", "alone", "number", "place"]
    table = table.assign(most=-most, alone=alone).sort_values(order, kind="stable")
    return _named(table.reset_index(drop=True))[list(_COLUMNS)]


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """Questions that two matters of an event have, with a number behind the second one."""
    matters = table.drop_duplicates("number")
    again = dict(zip(matters["number"], matters.groupby(["event", "matter"]).cumcount(), strict=True))
    named = zip(table["matter"], table["number"], strict=True)
    told = [f"{name} ({again[k] + 1})" if again[k] else name for name, k in named]
    return table.assign(matter=pd.Series(told, table.index, dtype="str"))

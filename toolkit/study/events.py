"""Events: what the outlets of each event agree on and differ in, of a corpus in parts."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from toolkit.checks import require_choices
from toolkit.claims.acts import statuses
from toolkit.claims.numbers import quantities
from toolkit.coding.answers import Sheet
from toolkit.corpus.segments import segment
from toolkit.matters.contexts import Whole, added, whole_of
from toolkit.matters.deeds import act_pairs, captioned
from toolkit.matters.maps import map_rows, matters_table
from toolkit.matters.meetings import compare
from toolkit.matters.pairs import pairs_table, pairs_to_check, shown_pairs

_CLAIMS = (quantities, statuses)


def require_events(run: Callable) -> None:
    """Raise unless all articles of an event stand in one part."""
    parts, _ = run.args
    if loose := [part.name for part in parts if part.piece.by != "event"]:
        what = f"{loose[0]} may hold some articles of an event only"
        raise ValueError(f'{what}; open them with folder= and by="event".')


def disagreements_in(run: Callable, claims: Callable = quantities) -> pd.DataFrame:
    """`disagreements`: pairs of each part, of which those are shown that are the likeliest of the corpus."""
    require_choices([claims], _CLAIMS, "claims")
    require_events(run)
    if claims is quantities:
        return pairs_table(*_shown(run))
    sizes, tables = zip(*run(_acts), strict=True)
    whole = pd.concat([table for table in tables if len(table)] or tables)
    return captioned(whole.sort_values("event", kind="stable", ignore_index=True), "acts", sum(sizes))


def _acts(articles: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    return len(articles), act_pairs(statuses(articles, segment(articles)), articles)


def _shown(run: Callable) -> tuple[pd.DataFrame, Whole]:
    """The pairs of numbers that are shown, and what is counted of the corpus."""
    whole = added(run(whole_of))
    return shown_pairs(run(partial(_pairs, whole=whole)), whole), whole


def _pairs(articles: pd.DataFrame, whole: Whole) -> pd.DataFrame:
    return pairs_to_check(compare(quantities(articles, segment(articles)), articles, whole), whole)


def map_in(run: Callable, *claims: Callable, checked: Sheet | None = None) -> pd.DataFrame:
    """`claim_map`: of the claims of each part, and the pairs that are shown of the corpus."""
    claims = claims or (quantities,)
    require_choices(claims, _CLAIMS, "claims")
    require_events(run)
    pairs, whole = _shown(run)
    rows = run(partial(_rows, claims=claims, whole=whole, pairs=pairs))
    return matters_table(list(rows), whole.articles, checked)


def _rows(
    articles: pd.DataFrame, claims: tuple[Callable, ...], whole: Whole, pairs: pd.DataFrame
) -> pd.DataFrame:
    segments = segment(articles)
    table = pd.concat([find(articles, segments) for find in claims])
    own = pairs[pairs["article_a"].isin(articles.index)]
    return map_rows(table, articles, whole, pairs=own)

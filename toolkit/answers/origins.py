"""Origins: whose text stands in the articles of others, as one sentence."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import Shown, answer, chip, fill, number, outlet, signs
from toolkit.answers.prose import comparable_events, counted, opening, spelt, undated
from toolkit.checks import require_columns
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.names.credits import is_agency_name
from toolkit.show.outlets import Look
from toolkit.show.wording import percent
from toolkit.statistics.differences import Sides, against_others, rates_of
from toolkit.statistics.resampling import block_codes

ASKED = "Who copied"
SHARED = "Who shares text"  # where no agency is behind it: nobody is shown to have copied
_HOLDS = 0.05


class Taken(NamedTuple):
    """How much of an outlet's words is agency copy, with the interval and the test against the others."""

    outlet: str
    share: float
    low: float
    high: float
    p: float


def copying(
    articles: pd.DataFrame, wire: pd.DataFrame, copied: pd.DataFrame, passages: pd.DataFrame
) -> Shown:
    """Say who takes text from an agency, or which outlets share most text.

    Parameters
    ----------
    articles
        One row an article, with `outlet` and `event`.
    wire
        What `wire_share` gives.
    copied
        What `copying` gives.
    passages
        What `find_reuse` gives.

    Returns
    -------
    Shown
        From what to what share of the words of outlets that are no agency stands in an agency's text; where
        there is none, the two outlets that share most, and whether it is known who had it first.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    An outlet is an agency if it is known as one, or articles name it as their `agency`, and all of its words
    are its own or an agency's. Whether outlets differ is tested as in `differences`, without the agencies.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "e", "published": pd.NaT})
    >>> wire = pd.DataFrame(columns="article_id outlet words wire_words credited_words share".split())
    >>> copied = {"outlet_a": ["Beacon"], "outlet_b": ["Ledger"], "first": "", "passages": 2, "words": 31}
    >>> copied = pd.DataFrame(copied | {"prose_words": 31, "verbatim": 2})
    >>> passages = pd.DataFrame({"outlet_a": ["Beacon"], "outlet_b": ["Ledger"], "event": ["e"]})
    >>> print(copying(articles, wire, copied, passages))
    Who shares text
    ● Beacon and ■ Ledger share most text: two passages, in one event.
    ◐ read both Who had it first is not known: no article has a date.
    """
    require_columns(articles, ["outlet", "event"], "articles")
    require_columns(wire, "article_id outlet words wire_words credited_words share".split(), "wire")
    require_columns(copied, "outlet_a outlet_b first passages words prose_words".split(), "copied")
    require_columns(passages, ["outlet_a", "outlet_b", "event"], "passages")
    told = of_articles(wire, articles).dropna(subset=["share"])
    agencies, passages = _agencies(articles, told), of_articles(passages, articles)
    taking = told[~told["outlet"].isin(agencies) & (told["outlet"] != "")]
    if agencies and (taking["wire_words"] > 0).any():
        return _from_agencies(articles, taking, agencies, passages)
    credited = int((taking["credited_words"] > 0).sum())
    told_of = (
        f"{opening(counted(credited, 'article'))} {'names' if credited == 1 else 'name'} an agency as author."
    )
    return _shared(articles, copied, passages, [told_of] * (credited > 0))


def _agencies(articles: pd.DataFrame, told: pd.DataFrame) -> list[str]:
    """Outlets that are agencies."""
    credited = set(groups_of(articles, "agency")) if "agency" in articles else set()
    whole = told.groupby("outlet")["share"].min()
    return [name for name in whole.index[whole == 1] if name in credited or is_agency_name(name)]


def _from_agencies(
    articles: pd.DataFrame, told: pd.DataFrame, agencies: list[str], passages: pd.DataFrame
) -> Shown:
    """From what to what share of the words of outlets is an agency's."""
    looks, taken = signs(articles), sorted(_taken(articles, told), key=lambda one: (one.share, one.outlet))
    takers = [one for one in taken if one.share > 0]
    low, high = takers[0], takers[-1]
    agency = fill("the agency {}", outlet(agencies[0], looks)) if len(agencies) == 1 else "news agencies"
    if len(takers) == 1:
        start = fill("{} takes text from {}", outlet(low.outlet, looks), agency)
        shares = fill("{} of its words", number(percent(low.share)))
    else:
        other = "other " * bool(agencies)
        whole = "both" if len(takers) == 2 else f"all {spelt(len(takers))}"
        part = f"{spelt(len(takers))} of {spelt(len(taken))}"
        who = f"{opening(whole if len(takers) == len(taken) else part)} {other}outlets"
        start = fill("{} take text from {}", who, agency)
        shares = fill(
            "from {} of the words in {} to {} in {}",
            number(percent(low.share)), outlet(low.outlet, looks),
            number(percent(high.share)), outlet(high.outlet, looks),
        )  # fmt: skip
    n = counted(len(passages), "shared passage")
    sure = [
        chip("holds"),
        f"That text is shared: {n} of seven words and more." if len(passages) else "Agencies are credited.",
    ]
    sure += _which_most(taken, [low, high], looks) if len(taken) > 1 else []
    return answer(ASKED, fill("{}: {}.", start, shares), Markup(" ").join(sure))


def _which_most(taken: list[Taken], ends: list[Taken], looks: dict[str, Look]) -> list[object]:
    """Whether it holds that one takes more, or less, than the others."""
    known = [one for one in ends if one.low == one.low]
    both = " and ".join(f"{percent(one.low)} to {percent(one.high)}" for one in known)
    ranges = f" ({'ranges' if len(known) > 1 else 'range'} {both})" if known else ""
    tested = [one for one in ends if one.p == one.p]
    if not tested:
        return [chip("none"), f"Whether one takes more than another{ranges}: too few events to say."]
    surest = min(tested, key=lambda one: one.p)
    if surest.p * len(taken) > _HOLDS:  # the one that stands out of so many was chosen for it
        return [chip("chance"), f"Which of them takes most{ranges}."]
    more = "most" if surest is ends[-1] else "least"
    return [chip("holds"), fill("That {} takes {}{}.", outlet(surest.outlet, looks), more, ranges)]


def _taken(articles: pd.DataFrame, told: pd.DataFrame) -> list[Taken]:
    """The share of each outlet with its interval over events, and its test against the others."""
    ids = told["article_id"].astype("str")
    names, codes = np.unique(told["outlet"].to_numpy(object), return_inverse=True)
    events = groups_of(articles, "event").reindex(ids)
    blocks = block_codes(events, len(told))
    counts, words = told[["wire_words"]].to_numpy(), told["words"].to_numpy()
    sides = Sides(counts, words, codes, codes >= 0, blocks)
    taken = []
    for code, name in enumerate(names):
        share, low, high, _ = rates_of(sides, codes == code)
        p = np.nan
        if len(names) > 1:
            p = against_others(sides, code, 2000, 0, what="words").p_family[0]
        taken.append(Taken(str(name), *map(float, (share[0], low[0], high[0], p))))
    return taken


def _shared(articles: pd.DataFrame, copied: pd.DataFrame, passages: pd.DataFrame, tail: list[str]) -> Shown:
    """The two outlets that share most text, and whether it is known who had it first."""
    if copied.empty:
        return _nothing(articles, tail)
    looks = signs(articles)
    pairs = [tuple(sorted(pair)) for pair in copied[["outlet_a", "outlet_b"]].to_numpy()]
    rows = copied.assign(pair=pairs)
    words = rows.groupby("pair")["words"].sum()
    pair = min(words.index, key=lambda pair: (-words[pair], pair))
    rows = rows[rows["pair"] == pair]
    is_pair = [tuple(sorted(two)) == pair for two in passages[["outlet_a", "outlet_b"]].to_numpy()]
    shared = passages[np.array(is_pair, dtype=bool)]
    events = shared.loc[shared["event"] != "", "event"].nunique()
    both = sum(set(pair) <= set(part) for _, part in articles.groupby("event")["outlet"])
    where = f", in {counted(events, 'event')}" if events else ""
    if events and both > events:
        where = f", in {spelt(events)} of the {counted(both, 'event')} that both tell"
    amount = number(counted(int(rows["passages"].sum()), "passage"))
    said = fill("{} and {} share most text: {}{}.", *(outlet(name, looks) for name in pair), amount, where)
    sure = [chip("read"), _who_first(articles, rows, looks)]
    if rows["prose_words"].sum() < rows["words"].sum() / 2:
        sure.append("Most of it is quotations, which both may have heard themselves.")
    return answer(SHARED, said, Markup(" ").join([*sure, *tail]))


def _who_first(articles: pd.DataFrame, rows: pd.DataFrame, looks: dict[str, Look]) -> object:
    """Who had most of the text first, or why that is not known."""
    first = rows[rows["first"] != ""].groupby("first")["words"].sum()
    if len(first) and first.max() > rows["words"].sum() / 2:
        earlier = first.idxmax()
        later = "That the other took it from there is likely, not certain: both may use a third text."
        return fill("{} had most of these words first. {}", outlet(earlier, looks), later)
    return f"Who had it first is not known: {undated(articles)}."


def _nothing(articles: pd.DataFrame, tail: list[str]) -> Shown:
    """That no text is shared."""
    if not comparable_events(articles):
        said = "No event is told by two outlets, so that nobody could copy from another."
        return answer(SHARED, said, chip("none"))
    said = "No two outlets share a passage of seven words or more."
    missed = "Text that was put into other words is not seen as copied."
    return answer(SHARED, said, Markup(" ").join([chip("read"), missed, *tail]))

"""Happening: one event in short, in three lines."""

import pandas as pd
from markupsafe import Markup

from toolkit.answers.disputes import dispute
from toolkit.answers.markup import LITERAL, Shown, fill, joined, number, outlet, signs
from toolkit.answers.prose import counted, named, names_of, said_by, undated
from toolkit.answers.values import asked, inline, map_of, questions
from toolkit.checks import require_choice, require_columns
from toolkit.corpus.selection import of_articles
from toolkit.show.calendar import day
from toolkit.show.outlets import Look

_DISPUTES = 2


def event(articles: pd.DataFrame, matters: pd.DataFrame, passages: pd.DataFrame, *, event: str) -> Shown:
    """Say in three lines on what the outlets disagree about one event, what they agree on, and who was first.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `event` and `text`, `published`.
    matters
        What `claim_map` gives.
    passages
        What `find_reuse` gives.
    event
        The event, as in `articles`.

    Returns
    -------
    Shown
        A list of three lines at most.

    Raises
    ------
    ValueError
        If a column is missing, or there is no such event.

    Examples
    --------
    >>> columns = "event matter value low high status outlets silent origins kind mark spans"
    >>> matters = pd.DataFrame(columns=[*columns.split(), "article_id", "start", "end"])
    >>> passages = pd.DataFrame(columns="article_a article_b outlet_a outlet_b earlier".split())
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "fire", "text": ""})
    >>> articles["published"] = pd.to_datetime([None, None], utc=True)
    >>> print(event(articles, matters, passages, event="fire"))
    No number and no act was found on which ● Beacon and ■ Ledger differ; most true conflicts are missed.
    Who was first is not known: no article has a date.
    """
    require_columns(articles, ["outlet", "event", "text", "published"], "articles")
    require_columns(passages, ["article_a", "article_b", "outlet_a", "outlet_b", "earlier"], "passages")
    require_choice(event, sorted(set(articles["event"])), "event")
    these = articles[articles["event"] == event]
    rows, looks = map_of(these, matters), signs(articles)
    found = questions(rows)[:_DISPUTES]
    lines = [dispute(question, looks) for question in found] or [_no_dispute(these, looks)]
    lines += _agreement(rows, looks) if len(found) < _DISPUTES else []
    lines += [_first(these, of_articles(passages, these), looks)] if len(names_of(these)) > 1 else []
    items = joined(fill("<li style='margin:0 0 6px 0'>{}</li>", line) for line in lines)
    return Shown(fill("<ul class='plain short {}'>{}</ul>", LITERAL, items))


def _no_dispute(articles: pd.DataFrame, looks: dict[str, Look]) -> Markup:
    """That nothing was found on which they differ."""
    outlets = names_of(articles)
    if len(outlets) < 2:
        return fill("{} alone tells it.", named(outlets, looks) if outlets else "Nobody")
    said = "No number and no act was found on which {} differ; most true conflicts are missed."
    return fill(said, named(outlets, looks))


def _agreement(rows: pd.DataFrame, looks: dict[str, Look]) -> list[Markup]:
    """What most of them agree on."""
    agreed = rows[(rows["kind"] == "agreed") & (rows["outlets"].map(len) > 1)]
    if agreed.empty:
        return []
    most = agreed.loc[agreed["outlets"].map(len).idxmax()]
    who, value = said_by(most["outlets"], looks), number(inline(most["value"]))
    return [fill("They agree: “{}” {}, {}.", asked(most["matter"]), value, who)]


def _first(articles: pd.DataFrame, passages: pd.DataFrame, looks: dict[str, Look]) -> Markup:
    """Who was first, and who followed with how much of it."""
    dated = articles.dropna(subset=["published"])
    precise = dated.get("published_precision", pd.Series("time", dated.index)) == "time"
    dated = dated.assign(at=dated["published"].where(precise, dated["published"].dt.floor("D")))
    dated = dated.sort_values("at", kind="stable") if len(dated) else dated
    if len(dated) < 2:
        return fill("Who was first is not known: {}.", undated(articles))
    first, second = dated.iloc[0], dated.iloc[1]
    whole = bool(precise.loc[[dated.index[0], dated.index[1]]].all())
    if first["at"] == second["at"] or (not whole and first["at"].date() == second["at"].date()):
        return fill("Who was first is not known: {}.", undated(articles))
    when = f"on {day(first['at'])}" + (f" at {first['at']:%H:%M} (UTC)" if whole else "")
    said = fill("{} was first, {}", outlet(first["outlet"], looks), when)
    return fill("{}{}.", said, _followed(dated if whole else dated.head(1), passages, looks))


def _followed(dated: pd.DataFrame, passages: pd.DataFrame, looks: dict[str, Look]) -> Markup:
    """Which article printed most passages of the first one after it, and how much later."""
    first = str(dated.index[0])
    one, other = passages["article_a"].astype("str"), passages["article_b"].astype("str")
    of_a, of_b = (
        (one == first) & (passages["earlier"] == "a"),
        (other == first) & (passages["earlier"] == "b"),
    )
    later = pd.concat([other[of_a], one[of_b]]).value_counts()
    if later.empty:
        return Markup("")
    n = int(later.max())
    article = min(later.index[later == n])
    names = pd.concat([passages["outlet_b"].set_axis(other), passages["outlet_a"].set_axis(one)])
    name = names.loc[[article]].iloc[0]
    at = dated["at"].set_axis(dated.index.astype("str"))
    after = f" after {_lasting(at[article] - at[first])}" if article in at.index else " later"
    shared = number(counted(n, "passage"))
    return fill("; {} followed{}, with {} of it", outlet(name, looks), after, shared)


def _lasting(time: pd.Timedelta) -> str:
    """How long something lasts, in the two largest units.

    Examples
    --------
    >>> _lasting(pd.Timedelta("1h 44m")), _lasting(pd.Timedelta("1 day 2h"))
    ('1 hour 44 minutes', '1 day 2 hours')
    """
    parts = time.components
    units = [(parts.days, "day"), (parts.hours, "hour"), (parts.minutes, "minute")]
    told = [f"{n} {unit}{'s' * (n != 1)}" for n, unit in units if n]
    return " ".join(told[:2]) or "less than a minute"

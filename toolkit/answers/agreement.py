"""Agreement: what most outlets of an event say alike, who is silent, and from how many origins it comes."""

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import LITERAL, Shown, chip, fill, joined, number, signs
from toolkit.answers.prose import counted, named, opening, said_by, spelt, titles
from toolkit.answers.quotations import quoted
from toolkit.answers.values import inline, map_of
from toolkit.show.outlets import Look

_NONE = (
    "No number was found that two outlets or more give of one thing; more than half of such numbers are"
    " missed."
)


def agreed(
    articles: pd.DataFrame, matters: pd.DataFrame, *, event: str | None = None, rows: int = 8
) -> Shown:
    """List what most outlets agree on.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `event` and `text`.
    matters
        What `claim_map` gives.
    event
        One event; left out, those of all, in turn.
    rows
        How many are listed.

    Returns
    -------
    Shown
        Each question with its value, the outlets that give it, those that are silent, and how many of them
        are independent of one another. What other outlets give otherwise is left out: it stands on a card.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "fire", "text": "x"}, ["a", "b"])
    >>> row = {"event": "fire", "matter": "How many ships?", "value": "two ships", "low": 2, "high": 2,
    ...        "status": "", "outlets": ("Beacon", "Ledger"), "silent": (), "origins": 1, "mark": "",
    ...        "kind": "agreed", "spans": (), "article_id": "a", "start": 0, "end": 1}
    >>> print(agreed(articles, pd.DataFrame([row])))
    Two ships, say ● Beacon and ■ Ledger. From one origin.
    x
    ◐ read both Of such numbers about 95 in 100 were right on unseen news. One origin: they copied it, or \
have it of one speaker or agency.
    """
    table = map_of(articles, matters, event)
    keys = [table["event"], table["matter"]]
    disputed = (table["kind"] == "to check").groupby(keys).transform("any")
    table = table[~disputed & (table["kind"] == "agreed") & (table["outlets"].map(len) > 1)]
    if table.empty:
        return Shown(fill("<p class='note'>{} {}</p>", chip("read"), _NONE))
    table = table.assign(most=-table["outlets"].map(len), turn=-table["origins"])
    table = table.sort_values(["most", "turn", "event"], kind="stable")
    table = table.assign(turn=table.groupby("event").cumcount()).sort_values("turn", kind="stable")
    told = titles(articles) if event is None and len(set(table["event"])) > 1 else {}
    shown = list(table.head(rows).itertuples())
    places = [(str(row.article_id), int(row.start), int(row.end)) for row in shown]
    quotes = quoted(articles, places)
    looks = signs(articles)
    items = joined(_item(row, looks, told, quotes[place]) for row, place in zip(shown, places, strict=True))
    more = len(table) - rows
    stand = "stands" if more == 1 else "stand"
    further = f" {opening(counted(max(more, 0), 'further number'))} that they agree on {stand} in the tables."
    right = (
        "Of such numbers about 95 in 100 were right on unseen news. One origin: they"
        " copied it, or have it of one speaker or agency."
    )
    pattern = "<ul class='plain agreed {}'>{}</ul><p class='sure'>{} {}{}</p>"
    return Shown(fill(pattern, LITERAL, items, chip("read"), right, further if more > 0 else ""))


def _item(row, looks: dict[str, Look], told: dict[str, str], quote: Markup) -> Markup:
    """One value with who gives it and who does not."""
    origins = "From one origin" if row.origins == 1 else f"From {spelt(row.origins)} origins"
    silent = fill(" {} {} no such number.", named(row.silent, looks), _give(row.silent)) if row.silent else ""
    about = fill(" <small>{}</small>", told[row.event]) if row.event in told else ""
    pattern = "<li style='margin:0 0 8px 0'>{}, {}.{} {}.{}{}</li>"
    value, said = number(opening(inline(row.value))), said_by(row.outlets, looks)
    return fill(pattern, value, said, silent, origins, about, quote)


def _give(outlets: tuple) -> str:
    return "gives" if len(outlets) == 1 else "give"

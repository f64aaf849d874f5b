"""Agreement: what most outlets of an event say alike, who is silent, and from how many origins it comes."""

import re
from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import LITERAL, Shown, chip, fill, joined, number, signs
from toolkit.answers.prose import counted, named, names_of, opening, said_by, titles
from toolkit.answers.quotations import quoted
from toolkit.answers.values import asked, inline, map_of
from toolkit.claims.count_nouns import NOUN_CLASSES
from toolkit.shipped import lexicon
from toolkit.show.outlets import Look

_NONE = (
    "No number was found that two outlets or more give of one thing; more than half of such numbers are"
    " missed."
)
RIGHT = (
    "about 95 in 100 were really the same number of the same thing, as read by two readers, on news that the"
    " rules were not made for"
)
_ORIGIN = (
    "“From one origin”: they copied it, or have it of one speaker or agency. Where no origin is named, none"
    " of that was found."
)
_CONTEXT = re.compile(r" \([^()]*\)")
_SMALL = 10


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
        Each question with its value, the outlets that give it, those that are silent, and whether some have
        it from one origin; people, money and percentages first, durations and numbers below ten last. What
        other outlets give otherwise is left out: it stands on a card.

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
    “From one origin”: they copied it, or have it of one speaker or agency. Where no origin is named, none \
of that was found.
    “How many ships?” Two ships, say ● Beacon and ■ Ledger. From one origin.
    x
    ◐ read both Of such numbers about 95 in 100 were really the same number of the same thing, as read by \
two readers, on news that the rules were not made for.
    """
    table = map_of(articles, matters, event)
    keys = [table["event"], table["matter"]]
    disputed = (table["kind"] == "to check").groupby(keys).transform("any")
    table = table[~disputed & (table["kind"] == "agreed") & (table["outlets"].map(len) > 1)]
    if table.empty:
        return Shown(fill("<p class='note'>{} {}</p>", chip("read"), _NONE))
    weights = [_weight(*row) for row in table[["matter", "value", "low"]].itertuples(index=False)]
    table = table.assign(weight=weights, most=-table["outlets"].map(len), turn=-table["origins"])
    table = table.sort_values(["weight", "most", "turn", "event"], kind="stable")
    table["turn"] = table.groupby(["weight", "event"]).cumcount()
    table = table.sort_values(["weight", "turn"], kind="stable")
    told = titles(articles) if event is None and len(set(table["event"])) > 1 else {}
    shown = list(table.head(rows).itertuples())
    places = [(str(row.article_id), int(row.start), int(row.end)) for row in shown]
    quotes = quoted(articles, places)
    looks = signs(articles)
    telling = {name: names_of(part) for name, part in articles.groupby("event")}
    items = joined(
        _item(row, looks, told, telling.get(row.event, ()), quotes[place])
        for row, place in zip(shown, places, strict=True)
    )
    more = len(table) - rows
    stand = "stands" if more == 1 else "stand"
    further = f" {opening(counted(max(more, 0), 'further number'))} that they agree on {stand} in the tables."
    pattern = "<p class='note'>{}</p><ul class='plain agreed {}'>{}</ul><p class='sure'>{} {}{}</p>"
    right = f"Of such numbers {RIGHT}."
    return Shown(fill(pattern, _ORIGIN, LITERAL, items, chip("read"), right, further if more > 0 else ""))


def _weight(matter: str, value: str, low: float) -> int:
    """People, money and shares (0) before other numbers, and before what agrees easily (2)."""
    words = re.findall(r"[^\W\d_]+|[$€£¥%]", f"{_CONTEXT.sub('', matter)} {value}".lower())
    kinds = lexicon("answers/phrases.toml")["agreed"]
    classes = {NOUN_CLASSES.get(word, word) for word in words}
    if classes & set(kinds["shares"].split()):
        return 0
    if classes & set(kinds["easily"].split()):
        return 2
    return 0 if classes & set(kinds["people"].split()) else 2 if low < _SMALL else 1


def _item(row, looks: dict[str, Look], told: dict[str, str], telling: Sequence[str], quote: Markup) -> Markup:
    """One value with what is asked, who gives it and who does not."""
    origins = ""  # each outlet has its own
    if row.origins < len(row.outlets):
        origins = f" From {counted(row.origins, 'origin')}."
    silent = fill(" In {} none was found.", named(row.silent, looks)) if row.silent else ""
    rest = [name for name in telling if name not in {*row.outlets, *row.silent}]
    other = fill(" {} {} such numbers, too, which were not matched.", named(rest, looks), _give(rest))
    about = fill(" <small>{}</small>", told[row.event]) if row.event in told else ""
    pattern = "<li style='margin:0 0 8px 0'>“{}” {}, {}.{}{}{}{}{}</li>"
    value, said = number(opening(inline(row.value))), said_by(row.outlets, looks)
    return fill(pattern, asked(row.matter), value, said, silent, other if rest else "", origins, about, quote)


def _give(outlets: Sequence[str]) -> str:
    return "gives" if len(outlets) == 1 else "give"

"""Mentioned: which persons and bodies the articles name, whether they are quoted or not."""

import re
from collections import defaultdict

import numpy as np
import pandas as pd

from toolkit.corpus.selection import groups_of
from toolkit.corpus.spans import row_at
from toolkit.names.identities import cast


def find_persons(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mentions of persons: `article` (position), `event`, `row` (of the token), `start`, `end`, `form`, `person`, `sex`.

    `tokens` are what `counted(tokens, articles)` gives; an article without an event is an event of its own.
    """
    texts = articles["text"].to_list()
    members = defaultdict(list)
    for place, event in enumerate(events_of(articles)):
        members[event].append(place)
    found = [
        (
            place,
            event,
            named.start,
            named.end,
            re.sub(r"\s+", " ", texts[place][named.start : named.end]),
            *named[2:],
        )
        for event, places in members.items()
        for place, mentions in zip(places, cast([texts[place] for place in places]), strict=True)
        for named in mentions
    ]
    table = pd.DataFrame(found, columns=["article", "event", "start", "end", "form", "person", "sex"])
    ids = articles.index.astype("str")[table["article"].to_numpy(int)]
    table["row"] = row_at(tokens, pd.Series(ids), table["start"])
    return table[table["row"] >= 0].sort_values(["article", "start"], ignore_index=True)


def events_of(articles: pd.DataFrame) -> list[str]:
    """The event of each article; one without is an event of its own."""
    events = groups_of(articles, "event") if "event" in articles else np.full(len(articles), "", object)
    return [event or f"\n{number}" for number, event in enumerate(events)]

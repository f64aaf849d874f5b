"""Prose: numbers, lists and names as a reader expects them in a sentence."""

from collections.abc import Iterable, Sequence

import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import joined, outlet, signs
from toolkit.show.outlets import Look

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def spelt(n: int) -> str:
    """A number as it stands in a sentence: in words up to twelve.

    Examples
    --------
    >>> spelt(3), spelt(1400)
    ('three', '1,400')
    """
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def counted(n: int, what: str, several: str = "") -> str:
    """So many of something.

    Examples
    --------
    >>> counted(1, "event"), counted(0, "event"), counted(2, "story", "stories")
    ('one event', 'no events', 'two stories')
    """
    return f"{spelt(n)} {what if n == 1 else several or what + 's'}"


def listing(parts: Iterable[object], last: str = "and") -> Markup:
    """A list in a sentence.

    Examples
    --------
    >>> str(listing(["Beacon", "Ledger", "Sun"]))
    'Beacon, Ledger and Sun'
    """
    *first, end = list(parts) or [""]
    return joined([joined(first, ", "), end], f" {last} ") if first else joined([end])


def opening(sentence: str) -> str:
    """The sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def titles(articles: pd.DataFrame) -> dict[str, str]:
    """What each event is called: its `event_title` where the articles have one, else its name."""
    named = articles[articles["event"] != ""]
    called = named["event_title"].fillna("") if "event_title" in named else named["event"]
    told = called.where(called != "").groupby(named["event"]).first()  # the first that is not missing
    return {str(event): str(event if pd.isna(title) else title) for event, title in told.items()}


def names_of(articles: pd.DataFrame) -> Sequence[str]:
    """The outlets of these articles, by name."""
    return sorted({str(name) for name in articles["outlet"].dropna()} - {""})


def comparable_events(articles: pd.DataFrame) -> list[str]:
    """Events that two outlets or more tell."""
    told = articles[(articles["event"] != "") & (articles["outlet"] != "")]
    outlets = told.groupby("event")["outlet"].nunique()
    return [str(event) for event in outlets.index[outlets > 1]]


def named(outlets: Iterable[str], looks: dict[str, Look], most: int = 3) -> Markup:
    """Outlets with their signs, the first few by name."""
    names = list(outlets)
    shown: list[object] = [outlet(name, looks) for name in names[: most if len(names) > most + 1 else None]]
    more = len(names) - len(shown)
    return listing([*shown, f"{spelt(more)} more"] if more else shown)


def others(articles: pd.DataFrame, target: str) -> object:
    """The other outlet by name where there is one, else "the other outlets"."""
    rest = [name for name in names_of(articles) if name != target]
    return outlet(rest[0], signs(articles)) if len(rest) == 1 else "the other outlets"


def said_by(outlets: Sequence[str], looks: dict[str, Look]) -> Markup:
    """Who says it, with the verb before."""
    return joined(["says " if len(outlets) == 1 else "say ", named(outlets, looks)])


def times(n: int) -> str:
    """How often.

    Examples
    --------
    >>> times(0), times(1), times(2), times(8)
    ('never', 'once', 'twice', '8 times')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n:,} times")


def undated(articles: pd.DataFrame) -> str:
    """Why times do not tell who was first."""
    if "published" not in articles or articles["published"].isna().all():
        return "no article has a date"
    if "published_precision" in articles and (articles["published_precision"] == "day").any():
        return "days are known, not hours"
    return "times of publication do not tell"

"""Differing: which words set an outlet apart, as one sentence."""

import re
from collections import Counter

import numpy as np
import pandas as pd
from markupsafe import Markup

from toolkit.answers.markup import Shown, answer, chip, fill, number, outlet, signs, word
from toolkit.answers.prose import (
    comparable_events,
    counted,
    listing,
    names_of,
    opening,
    others,
    spelt,
    times,
)
from toolkit.checks import require_columns
from toolkit.corpus.selection import groups_of
from toolkit.show.wording import times as so_often

ASKED = "What differs most"
_NEEDED = "target term n_target n_reference articles_target log_ratio low high p p_family".split()
_HOLDS = 0.05
_LEAST = 0.14  # of log2: what is less than 1.1 times as often is told by its counts
_USUAL = (15, 30)  # occurrences of a word of which it is said how far apart it would have to be
_MOST = 20  # times as often: what would have to be larger is not told by how much
_FOUND = 4 / 1.96  # standard errors, of 1.96 that an interval has on a side, at which such words mostly hold


def words(articles: pd.DataFrame, compared: pd.DataFrame) -> Shown:
    """Say which word sets an outlet apart most, and how many there are.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `event` and `text`.
    compared
        What `compare_outlets` gives.

    Returns
    -------
    Shown
        The outlet and its word; or that no word holds, which is nearest, and what could have been found.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": "e", "text": ["A Row.", "No."]})
    >>> row = {"target": "Beacon", "term": "row", "n_target": 8, "n_reference": 0, "articles_target": 7,
    ...        "log_ratio": 5.2, "low": 3.1, "high": None, "p": .0005, "p_family": .001}
    >>> print(words(articles, pd.DataFrame([row])))
    What differs most
    ● Beacon stands out most: it writes Row at least 8 times as often as ■ Ledger.
    ● holds 8 times in all seven of its articles, elsewhere never. One word was compared.
    """
    require_columns(articles, ["outlet", "event", "text"], "articles")
    require_columns(compared, _NEEDED, "compared")
    tested = compared[compared["p"].notna()]
    if tested.empty:
        return _untested(articles)
    more = tested[tested["log_ratio"] > 0]
    held = more[more["p_family"] <= _HOLDS].sort_values(
        ["low", "p_family", "term"], ascending=[False, True, True], kind="stable"
    )
    return _found(articles, tested, held) if len(held) else _nothing(articles, tested, more)


def _found(articles: pd.DataFrame, tested: pd.DataFrame, held: pd.DataFrame) -> Shown:
    """The outlet with the word that is furthest apart, and its other words."""
    looks = signs(articles)
    own_name = [set(target.lower().split()) >= {term} for target, term in held[["target", "term"]].to_numpy()]
    first = held.iloc[int(np.argmin(own_name))]  # that an outlet names itself tells little
    own = held[(held["target"] == first["target"]) & (held["term"] != first["term"])]
    said = [
        fill(
            "{} stands out most: it writes {} {}",
            outlet(first["target"], looks), word(as_written(first, articles)), _how_often(first, articles),
        )
    ]  # fmt: skip
    if len(own):
        named = listing(_other_word(row, articles) for _, row in own.head(2).iterrows())
        such = "such as " if len(own) > 2 else ""
        hold = "holds" if len(own) == 1 else "hold"
        more = f"{counted(len(own), 'more word')} that {hold}, {such}"
        said = [fill("{}, and {}{}", *said, more, named)]
    n = (tested["target"] == first["target"]).sum()
    elsewhere = [
        fill("{} {}", outlet(target, looks), spelt(len(part)))
        for target, part in held.groupby("target")
        if target != first["target"]
    ]
    sure = [chip("holds"), _counts(articles, first), f"{_compared(n)}."]
    sure += [fill("Such words elsewhere: {}.", listing(elsewhere))] if 0 < len(elsewhere) < 6 else []
    return answer(ASKED, fill("{}.", *said), Markup(" ").join(sure))


def _other_word(row: pd.Series, articles: pd.DataFrame) -> Markup:
    """A further word with how many times as often it is written, as the figure of the words tells it."""
    often = f"at least {so_often(row['low'])}"
    if not row["low"] >= _LEAST:
        often = f"{times(row['n_target'])}, elsewhere {times(row['n_reference'])}"
    return fill("{} ({})", word(as_written(row, articles)), often)


def _how_often(row: pd.Series, articles: pd.DataFrame) -> Markup:
    """How many times as often as the others, or how often where that has no lower end."""
    if row["low"] >= _LEAST:
        often = f"at least {so_often(row['low'])} as often"
        return fill("{} as {}", number(often), others(articles, row["target"]))
    return fill(
        "{}, {} {}",
        number(times(row["n_target"])),
        others(articles, row["target"]),
        times(row["n_reference"]),
    )


def _counts(articles: pd.DataFrame, row: pd.Series) -> str:
    """How often the word stands where."""
    n = max(int((articles["outlet"] == row["target"]).sum()), row["articles_target"])
    of = int(row["articles_target"])
    where = f"all {spelt(n)} of its articles" if of == n else f"{spelt(of)} of its {spelt(n)} articles"
    where = f"{opening(times(row['n_target']))} in {'its one article' if n == 1 else where}"
    return f"{where}, elsewhere {times(row['n_reference'])}."


def _compared(n: int) -> str:
    return "One word was compared" if n == 1 else f"{n:,} words were compared"


def _nothing(articles: pd.DataFrame, tested: pd.DataFrame, more: pd.DataFrame) -> Shown:
    """That no word holds, which is nearest, and how far apart one would have had to be."""
    looks, sure = signs(articles), [chip("chance")]
    near = more.sort_values(["p_family", "p", "low"], ascending=[True, True, False], kind="stable")
    for _, row in near.head(1).iterrows():
        sure.append(
            fill(
                "Nearest: {} writes {} {}, {} {}.",
                outlet(row["target"], looks), word(as_written(row, articles)), times(row["n_target"]),
                others(articles, row["target"]), times(row["n_reference"]),
            )
        )  # fmt: skip
    needed = _of_intervals(articles, tested)
    return answer(
        ASKED, "No word sets an outlet apart by more than chance.", Markup(" ").join([*sure, needed])
    )


def _of_intervals(articles: pd.DataFrame, tested: pd.DataFrame) -> str:
    """How many times as frequent a usual word would have to be, by how wide its interval is."""
    n = tested["n_target"] + tested["n_reference"]
    usual = tested[n.between(*_USUAL) & tested["low"].notna() & tested["high"].notna()]
    if usual.empty:
        return ""
    ratio = 2 ** ((usual["high"] - usual["low"]).median() / 2 * _FOUND)
    events = counted(len(comparable_events(articles)), "event")
    often = f"more than {_MOST}" if ratio > _MOST else f"roughly {ratio:.{0 if ratio >= 3 else 1}f}"
    return (
        f"With {events}, a word that is used about 20 times must be {often} times as frequent to be told"
        " from chance."
    )


def _untested(articles: pd.DataFrame) -> Shown:
    """Why no word was tested."""
    shared = len(comparable_events(articles))
    if len(names_of(articles)) < 2:
        said, needed = "There is nobody to compare the words of one outlet with.", ""
    elif not shared:
        said, needed = "No event is told by two outlets, so their words cannot be compared.", ""
    else:
        events = f"{opening(counted(shared, 'event'))} {'is' if shared == 1 else 'are'}"
        said = "Which words differ by more than chance cannot be told."
        needed = f"{events} told by two outlets or more; to compare two outlets takes six."
    return answer(ASKED, said, fill("{} {}", chip("none"), needed))


def as_written(row: pd.Series, articles: pd.DataFrame) -> str:
    """A word as the outlet mostly writes it: I, Averland.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon"], "text": ["I say: I and Tarn’s."]})
    >>> as_written(pd.Series({"target": "Beacon", "term": "i"}), articles)
    'I'
    """
    spelling = re.escape(row["term"]).replace("'", "['’‘´`]").replace(r"\-", "[-‐‑]").replace(r"\ ", r"\s+")
    pattern = re.compile(rf"(?<!\w){spelling}(?!\w)", re.IGNORECASE)
    texts = articles.loc[(groups_of(articles, "outlet") == row["target"]).to_numpy(), "text"]
    forms = Counter(" ".join(found.group().split()) for text in texts for found in pattern.finditer(text))
    return max(forms, key=lambda form: (forms[form], form.islower(), form), default=row["term"])

"""Verdict: what of a corpus can be used, what cannot, and what it is enough for, in lines for a terminal."""

import textwrap
from math import log2

import numpy as np
import pandas as pd

from toolkit.corpus.load import describe_articles

_WIDTH = 110
_SHOWN = 10  # files that were refused or ignored
_NO_ARTICLE = "is no article"  # by its name: not worth a line
_FOR_INTERVAL = 5  # events that two outlets tell
_FOR_P = 40  # exchanges of labels: with fewer, no p of both directions is below .05


def comparable(articles: pd.DataFrame) -> list[str]:
    """Say what these articles are enough for and what they are not, one sentence each.

    Examples
    --------
    >>> pages = pd.DataFrame({"outlet": ["Beacon"] * 2, "event": ["storm", "vote"], "published": pd.NaT})
    >>> for sentence in comparable(pages):
    ...     print(sentence)
    One outlet, Beacon: its words, names and sources can be counted, but compared with nobody's.
    No date is known: who was first cannot be told.
    """
    outlets = articles.loc[articles["outlet"] != "", "outlet"].unique()
    told = articles[(articles["event"] != "") & (articles["outlet"] != "")]
    of_event = told.groupby("event")["outlet"].nunique()
    shared = of_event.index[of_event > 1]
    if len(outlets) == 0:
        said = ["No outlet is named: in a report each article stands for one. See --outlet and --layout."]
    elif len(outlets) == 1:
        said = [
            f"One outlet, {outlets[0]}: its words, names and sources can be counted, but compared with"
            " nobody's."
        ]
    elif of_event.empty:
        said = ["No event is named: a report groups the articles itself, and says so. See --events."]
    elif shared.empty:
        said = ["No event is told by two outlets: a difference may be one of events, and none can be tested."]
    else:
        n = f"{told['event'].isin(shared).sum():,} of {_counted(len(articles), 'article')}"
        events = f"{_counted(len(shared), 'event')} that two or more of them tell"
        said = [
            f"Can be compared: {len(outlets):,} outlets on {events} ({n}).",
            *_too_few(told[told["event"].isin(shared)]),
        ]
    undated = int(articles["published"].isna().sum())
    if undated == len(articles):
        return [*said, "No date is known: who was first cannot be told."]
    some = f"Articles without a date: {undated:,}; who was first can be told of the others only."
    return said + [some] * bool(undated)


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'s' * (n != 1)}"


def _too_few(told: pd.DataFrame) -> list[str]:
    """What cannot be worked out of articles on events that two outlets tell, if anything."""
    cells = told[["event", "outlet"]].drop_duplicates()  # all that an outlet says of an event is one
    # In how many ways what is said of the events could be what an outlet says, for the outlet with most.
    ways = cells.groupby("event")["outlet"].transform("size")
    bits = float(np.log2(ways).groupby(cells["outlet"]).sum().max())
    few = cells["event"].nunique() < _FOR_INTERVAL
    what = ["intervals"] * few + ["p-values"] * (bits < log2(_FOR_P))
    return [f"Too few events for {' and '.join(what)}: read the sentences themselves."] * bool(what)


def judge(
    articles: pd.DataFrame, scan: pd.DataFrame, faults: pd.DataFrame, *, everything: bool = False
) -> list[str]:
    """Lines about a corpus: the worst first, then what is fine in one line, and what can be compared last.

    Parameters
    ----------
    articles, scan, faults
        Tables of `load_corpus`, `scan_corpus` and `check_corpus`.
    everything
        Whether files that were read and checks that found nothing are listed one by one.
    """
    lines = [describe_articles(articles), *left_out(scan, everything=everything)]
    for severity, found in faults[faults["n"] > 0].groupby("severity", sort=False):
        lines.append(f"{severity}:")
        columns = (found[name] for name in ("check", "n", "examples", "what_to_do"))
        for check, n, examples, advice in zip(*columns, strict=True):
            lines += _indented(
                f"{check}, {n:,} ({textwrap.shorten(examples, 60, placeholder=' …')}): {advice}"
            )
    fine = faults.loc[faults["n"] == 0, "check"]
    read = scan.loc[(scan["status"] == "read") & (scan["reason"] == ""), "path"]
    if everything:
        lines += ["read:", *(line for path in read for line in _indented(path))]
        lines += ["nothing found:", *_indented(", ".join(fine))]
    else:
        parts = [_counted(len(part), what) for part, what in ((read, "file"), (fine, "check")) if len(part)]
        lines += [f"fine: {', '.join(parts)}; --all lists them"] * bool(parts)
    return [*lines, *(line for said in comparable(articles) for line in textwrap.wrap(said, _WIDTH))]


def left_out(scan: pd.DataFrame, *, everything: bool = False) -> list[str]:
    """Lines with every file or row that was refused, ignored or needs a look, and why."""
    said = scan[~scan["reason"].isin(["", _NO_ARTICLE])]
    order = said["status"].map({"refused": 0, "read": 1}).fillna(2)
    said = said.loc[order.sort_values(kind="stable").index]
    shown = said if everything else said.head(_SHOWN)
    lines = []
    for status, part in shown.groupby("status", sort=False):
        lines.append("read, but look:" if status == "read" else f"{status}:")
        for path, reason in zip(part["path"], part["reason"], strict=True):
            lines += _indented(f"{path} {reason}")
    more = len(said) - len(shown)
    return lines + [f"  and {more:,} more; --all lists them"] * bool(more)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")

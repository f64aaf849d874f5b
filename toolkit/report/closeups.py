"""Close-ups: the events that a report reads closely, one page each."""

import re
from collections.abc import Iterable

import nbformat
import pandas as pd

from toolkit.claims.acts import statuses
from toolkit.claims.numbers import quantities
from toolkit.matters.maps import claim_map
from toolkit.study.prepared import Prepared

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")  # what Markdown could take for more than text


def events_to_read(prepared: Prepared, n: int) -> list[str]:
    """Events that two outlets tell: those with most values to check, then those with most shared passages."""
    articles, segments, attributions, _, passages, _ = prepared
    told = articles[articles["event"] != ""].groupby("event")["outlet"].nunique()
    names = told.index[told > 1]
    if not n or names.empty:
        return []
    claims = pd.concat([f(articles, segments, attributions) for f in (quantities, statuses)])
    matters = claim_map(claims, articles, passages, attributions)
    ranked = pd.DataFrame({"event": names})
    for column, events in (
        ("check", matters.loc[matters["kind"] == "to check", "event"]),
        ("shared", passages["event"]),
    ):
        ranked[column] = ranked["event"].map(events.value_counts()).fillna(0)
    order = ranked.sort_values(["check", "shared", "event"], ascending=[False, False, True])
    return order["event"].head(n).to_list()


def slugs_of(events: Iterable[str]) -> dict[str, str]:
    """Names of files for events, each another.

    Examples
    --------
    >>> slugs_of(["Fire at sea!", "fire at sea", "…"])
    {'Fire at sea!': 'event-fire-at-sea', 'fire at sea': 'event-fire-at-sea-2', '…': 'event-unnamed'}
    """
    slugs: dict[str, str] = {}
    for event in events:
        plain = re.sub(r"[\W_]+", "-", event.casefold()).strip("-")[:50].strip("-") or "unnamed"
        plain = plain.removeprefix("event-")
        slug, number = f"event-{plain}", 1
        while slug in slugs.values():
            number += 1
            slug = f"event-{plain}-{number}"
        slugs[event] = slug
    return slugs


def retitle(notebook: nbformat.NotebookNode, title: str) -> None:
    """Give a notebook another title, which is text, whatever stands in it."""
    heading = "# " + _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", " ".join(title.split()))
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and re.search(r"(?m)^# ", cell.source):
            cell.source = re.sub(r"(?m)^# .+$", lambda _: heading, cell.source, count=1)
            return
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(heading, id="title"))

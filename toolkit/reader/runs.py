"""Runs: an article as runs of words with their kinds of mark, for a page that makes text nodes of them."""

import pandas as pd

from toolkit.reader.article import article_of, looks_in
from toolkit.reader.marks import key_entries, marks_of, shared_with
from toolkit.reading.times import published
from toolkit.show.marked import Mark, mark_of, stretches
from toolkit.show.outlets import Look
from toolkit.text.lines import flowing

Tables = dict[str, pd.DataFrame | None]


def side_of(articles: pd.DataFrame, tables: Tables, place: tuple[str, int, int], spans: pd.DataFrame) -> dict:
    """An article, opened at a place: who, when, a key to its marks, and its runs of words.

    A run is its words, its kinds of mark, what they say, and the place that it leads to: passages lead to the
    article of the other outlet.
    """
    name, start, end = place
    article = article_of(articles, name)
    marks = marks_of(articles, name, **(tables | {"passages": None}), spans=spans)
    links: list[list] = []
    if tables["passages"] is not None:
        for row in shared_with(tables["passages"], articles, name).itertuples():
            link = {"class": "link", "title": f"{row.kind}, also in {row.outlet}: open it there"}
            marks.append(mark_of("same", row.start, row.end, title=f"also in {row.outlet}"))
            marks.append(Mark(row.start, row.start, "a", link | {"href": str(len(links))}, f"⇄ {row.outlet}"))
            links.append([str(row.other), int(row.other_start), int(row.other_end)])
    marks.append(Mark(start, end, "span", {"class": "at"}))
    outlet, when = str(article.get("outlet", "")), published(article)
    zone = " UTC" if when and article.get("published_precision") == "time" else ""
    return {
        "article": name,
        "outlet": outlet,
        "sign": sign_of(looks_in(articles), outlet),
        "when": f"{when}{zone}",
        "key": [list(entry) for entry in key_entries(marks, {"found": spans})],
        "runs": [_run(words, around, links) for words, around in stretches(flowing(article["text"]), marks)],
    }


def sign_of(looks: dict[str, Look], outlet: str) -> list[str]:
    """Sign and colour of an outlet, both empty where it has none."""
    return [looks[outlet].sign, looks[outlet].colour] if outlet in looks else ["", ""]


def _run(words: str, around: tuple[Mark, ...], links: list[list]) -> list:
    if words:
        kinds = " ".join(mark.attributes.get("class", "") for mark in around)
        titles = dict.fromkeys(mark.attributes["title"] for mark in around if "title" in mark.attributes)
        return [words, kinds, "; ".join(titles), None]
    told = around[-1]
    leads = links[int(told.attributes["href"])] if told.tag == "a" else None
    return [told.label, told.attributes["class"], told.attributes.get("title", ""), leads]

"""Europresse downloads (.html), of the older kind (tables) and the newer (articles)."""

import re
from typing import Any

from toolkit.files.databases.labels import COPYRIGHT, tidy
from toolkit.reading.dates import find_date
from toolkit.reading.fields import Rows
from toolkit.reading.markup import html_lines

# Tags do not nest in these pages: pieces are cut at opening tags alone.
_NEW = re.compile(r"(?=<article\b)", re.IGNORECASE)
_OLD = re.compile(r"(?=<span[^>]{0,200}DocPublicationName)", re.IGNORECASE)
_ZONE = re.compile(r"(?=<(?:header|section|aside|footer)\b)", re.IGNORECASE)
_ISSUE = re.compile(r", ?(?:no\.?|n[°ºo]\.?|num[ée]ro|issue) ?\d.*$", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\w+[·•](\d{8})[·•][\w·•-]+)")
_NUMBERED = re.compile(r"(?:num[ée]ro de document|document (?:number|no)|news[·•]\d{8})", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:p|pp|page)\. ?([\w-]+)")
_COUNTED = re.compile(r"\b(\d[\d ]*) mots|\b(\d[\d,]*) words")
_RESERVED = re.compile(rf"{COPYRIGHT.pattern}|(?:droits r.serv.s|rights reserved)\W*$", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:(?:de|du|des|la|le|et|avec|and|van|von|par|by|By|Par|&) )*[A-ZÀ-Ý][\w'’.-]*,?"
    r"(?: (?:de|du|des|la|le|et|avec|and|van|von|&|[A-ZÀ-Ý][\w'’.-]*),?){1,8}(?<![.!?])"
)
_MARK = "\ue000"  # stands where the headline stood; no page has this character


def is_europresse(head: str) -> bool:
    """Say whether a page is a Europresse download."""
    return bool(re.search(r"DocPublicationName|titreArticleVisu|docOcurrContainer", head, re.IGNORECASE))


def europresse_rows(text: str) -> Rows:
    """Rows of an .html, one an article.

    Raises
    ------
    ValueError
        If the page holds no articles.
    """
    newer = bool(_NEW.search(text))
    pieces = (_NEW if newer else _OLD).split(text)[1:]
    if not pieces:
        raise ValueError("is a Europresse page without articles; open the documents and save them again")
    for number, piece in enumerate(pieces, 1):
        yield number, _fields(piece.partition("</article>")[0] if newer else piece)


def _fields(piece: str) -> dict[str, str]:
    """Fields of an article: outlet, headline, author by their classes, the rest by its place."""
    from lxml import html

    zones = _zones(piece)
    root = html.document_fromstring(zones["header"] or "<p>")
    texts = _taken(root, "doctext", "dococurr")
    shown = [html_lines(_source(node)) for node in root.xpath(".//*[contains(@class, 'itreArticleVisu')]")]
    titles = _taken(root, "titrearticle", mark=_MARK)
    names, headers, authors = (_taken(root, word) for word in ("publicationname", "docheader", "author"))
    headline = (shown or [titles])[0]
    above, _, below = "\n".join(html_lines(_source(root))).partition(_MARK)
    beside = list(filter(None, below.split("\n")))
    body = html_lines(zones["section"]) or texts
    if not body:  # the older kind: all that follows the headline, the author first
        body, beside = beside, []
        n_names = bool(not authors and body and _PERSON.fullmatch(body[0]))
        authors, body = authors or body[:n_names], body[n_names:]
    authors, decks = authors or beside[:1], [line for line in titles if line not in headline]
    fields = {"headline": " ".join(headline), "outlet": _ISSUE.sub("", (names or [""])[0])}
    fields |= {"byline": "; ".join(authors), "notes": " ".join(html_lines(zones["aside"]))}
    day = find_date(" ".join(headers)) or find_date(above)
    decks = [*above.split("\n"), *decks, *(line for line in beside if line not in authors)]
    fields["deck"] = "; ".join(
        line for line in decks if re.search(r"\w", line) and (not day or day not in line)
    )
    return tidy(fields | _header(" ".join(headers), day) | _ending(body, html_lines(zones["footer"]), day))


def _zones(piece: str) -> dict[str, str]:
    """Head, body, notes and foot of an article as HTML; the older kind has a head only."""
    zones, outer = dict.fromkeys(("header", "section", "aside", "footer"), ""), "header"
    for zone in _ZONE.split(piece):
        opened = re.match(r"<(header|section|aside|footer)\b", zone, re.IGNORECASE)
        name = opened[1].lower() if opened else "header"
        inner, _, after = zone.partition("</aside>") if name == "aside" else (zone, "", "")
        outer = outer if name == "aside" else name
        zones[name] += inner
        zones[outer] += after
    return zones


def _header(header: str, day: str) -> dict[str, str]:
    """Section, page and number of words from the line with the date."""
    section, _, after = header.partition(day) if day else (header, "", "")
    page, words = _PAGE.search(after), _COUNTED.search(after)
    return {
        "section": section.strip(" ,;•-"),
        "page": page[1] if page else "",
        "words_given": "".join(words.groups("")) if words else "",
    }


def _ending(body: list[str], foot: list[str], day: str) -> dict[str, str]:
    """The text up to its copyright and number, and these two; the number has the day, too."""
    end = next((i for i, line in enumerate(body) if _NUMBERED.search(line)), len(body))
    last = [*body[end:], *foot]
    while end and _RESERVED.search(body[end - 1]):
        end -= 1
        last.insert(0, body[end])
    number = _NUMBER.search(" ".join(last))
    return {
        "text": "\n\n".join(body[:end]),
        "copyright": next((line for line in last if _RESERVED.search(line)), ""),
        "accession": number[1] if number else "",
        "published": day or (number[2] if number else ""),
    }


def _taken(root: Any, *words: str, mark: str = "") -> list[str]:
    """Lines of the outermost elements whose class has one of the words; they go, or a mark stays."""
    found: dict[Any, list[str]] = {}
    for node in root.xpath(".//*[@class]"):
        fits = any(word in node.get("class", "").lower() for word in words)
        if fits and not any(outer in found for outer in node.iterancestors()):
            found[node] = html_lines(_source(node))
    for node in found:
        node.clear(keep_tail=True)
        node.text = mark
    return [line for lines in found.values() for line in lines]


def _source(node: Any) -> str:
    from lxml import html

    return html.tostring(node, encoding="unicode", with_tail=False)

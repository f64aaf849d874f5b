"""Europresse downloads (.html), of the older kind (tables) and the newer (articles)."""

import re
from typing import Any

from toolkit.reading.databases.labels import COPYRIGHT, tidy
from toolkit.reading.databases.markup import html_lines
from toolkit.reading.dates import find_date
from toolkit.reading.fields import Rows

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

    zones = {"header": "", "section": "", "aside": "", "footer": ""}
    outer = "header"
    for zone in _ZONE.split(piece):
        opened = re.match(r"<(header|section|aside|footer)\b", zone, re.IGNORECASE)
        name = opened[1].lower() if opened else "header"
        inner, _, after = zone.partition("</aside>") if name == "aside" else (zone, "", "")
        outer = outer if name == "aside" else name
        zones[name] += inner
        zones[outer] += after
    root = html.document_fromstring(zones["header"] or "<p>")
    texts = _taken(root, "doctext", "dococurr")
    shown = [html_lines(_source(node)) for node in root.xpath(".//*[contains(@class, 'itreArticleVisu')]")]
    titles = _taken(root, "titrearticle", mark=_MARK)
    names, headers, authors = (_taken(root, word) for word in ("publicationname", "docheader", "author"))
    headline = (shown or titles or [[]])[0]
    above, _, below = "\n".join(html_lines(_source(root))).partition(_MARK)
    body = html_lines(zones["section"]) or [line for text in texts for line in text] or below.split("\n")
    beside = below.split("\n") if zones["section"] or texts else []
    outlet = next((line for lines in names for line in lines), "")
    fields = {"headline": " ".join(headline), "outlet": _ISSUE.sub("", outlet)}
    header = " ".join(line for lines in headers for line in lines)
    fields["published"] = find_date(header) or find_date(above)
    day = fields["published"]
    section, _, after = header.partition(day) if day else (header, "", "")
    fields["section"] = section.strip(" ,;•-")
    fields["page"] = page[1] if (page := _PAGE.search(after)) else ""
    fields["words_given"] = "".join(words.groups("")) if (words := _COUNTED.search(after)) else ""
    authors = authors or [[line for line in beside if line][:1]]
    fields["byline"] = "; ".join(line for lines in authors for line in lines)
    decks = [
        *above.split("\n"),
        *(line for lines in titles for line in lines if line not in headline),
        *beside,
    ]
    known = [*fields.values(), *(line for lines in authors for line in lines), ""]
    fields["deck"] = "; ".join(line for line in decks if line not in known and re.search(r"\w", line))
    end = next((i for i, line in enumerate(body) if _NUMBERED.search(line)), len(body))
    last = [*body[end:], *html_lines(zones["footer"])]
    while end and _RESERVED.search(body[end - 1]):
        end -= 1
        last.insert(0, body[end])
    fields["text"] = "\n\n".join(filter(None, body[:end]))
    fields["notes"] = " ".join(html_lines(zones["aside"]))
    fields["copyright"] = next((line for line in last if _RESERVED.search(line)), "")
    if number := _NUMBER.search(" ".join(last)):
        fields["accession"] = number[1]
        fields["published"] = fields["published"] or number[2]
    return tidy(fields)


def _taken(root: Any, *words: str, mark: str = "") -> list[list[str]]:
    """Lines of the outermost elements whose class has one of the words; they go, or a mark stays."""
    found: dict[Any, list[str]] = {}
    for node in root.xpath(".//*[@class]"):
        fits = any(word in node.get("class", "").lower() for word in words)
        if fits and not any(outer in found for outer in node.iterancestors()):
            found[node] = html_lines(_source(node))
    for node in found:
        node.clear(keep_tail=True)
        node.text = mark
    return list(found.values())


def _source(node: Any) -> str:
    from lxml import html

    return html.tostring(node, encoding="unicode", with_tail=False)

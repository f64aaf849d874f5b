"""Factiva downloads: .html with a table of codes or without, and .xml."""

import io
import re
from typing import Any

from toolkit.files.databases.labels import COPYRIGHT, language_code, tidy
from toolkit.reading.dates import find_date, split_date
from toolkit.reading.fields import Rows

_ARTICLE = re.compile(r"(?=<div[^>]{0,200}\sclass=[\"']?article\s+\w+Article\b)", re.IGNORECASE)
_CODES = {
    "SE": "section", "HD": "headline", "BY": "byline", "CR": "credit", "WC": "words_given", "PD": "published",
    "ET": "time", "SN": "outlet", "SC": "outlet_code", "ED": "edition", "PG": "page", "VOL": "volume",
    "LA": "language", "CY": "copyright", "LP": "text", "TD": "text", "CT": "contact", "ART": "graphic",
    "CLM": "series", "DLN": "dateline", "NS": "subjects", "RE": "geographic", "CO": "company",
    "IN": "industry", "PUB": "publisher", "AN": "accession", "RF": "reference",
}  # fmt: skip
_WORDS = re.compile(
    r"\d[\d.,’' ]* ?(?:words?|w[öo]rter|mots?|palabras?|parole|palavras?|woorden)", re.IGNORECASE
)
_TIME = re.compile(r"\d\d?:\d\d(?: ?[AP]M)?(?: [A-Z]{3,4})?", re.IGNORECASE)
_ACCESSION = re.compile(r"(?:document|dokument|documento)\s+([A-Z0-9]{4,}\w{10,})", re.IGNORECASE)
_DOUBLED = re.compile(r"(?<!\S)(\(?)(\S{4,500}) ?\[(?:https?://)?\2/?\]")  # an address and its link
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?(?:Z|\+00:00)?$")
_XML = {
    "headline": "headline", "byline": "byline", "credit": "credit", "wordCount": "words_given",
    "sourceName": "outlet", "sourceCode": "outlet_code", "edition": "edition", "sectionName": "section",
    "baseLanguage": "language", "copyright": "copyright", "publisherName": "publisher",
    "accessionNo": "accession", "columnName": "series", "artWork": "graphic", "contact": "contact",
}  # fmt: skip


def is_factiva_page(head: str) -> bool:
    """Say whether a page is a Factiva download."""
    return bool(
        re.search(r"<title>\s*(?:Dow Jones )?Factiva\W*</title>|class=[\"']?articleParagraph", head)
        or _ARTICLE.search(head)
    )


def is_factiva_xml(head: str) -> bool:
    """Say whether XML is a Factiva download."""
    return "PPSResponse" in head[:2_000] or "global.factiva.com" in head[:2_000]


def factiva_page_rows(text: str) -> Rows:
    """Rows of an .html, one an article; dates stay in the language of the page.

    Raises
    ------
    ValueError
        If the page holds no articles, but perhaps a list of headlines.
    """
    from lxml import html

    pieces = _ARTICLE.split(text)[1:]
    if not pieces:
        raise ValueError(
            "is a Factiva page without articles; choose 'Article Format: Full Article' and save again"
        )
    for number, piece in enumerate(pieces, 1):
        article = html.document_fromstring(piece)
        coded = [row for row in article.xpath(".//tr[td[1]//b]") if _code(row) in _CODES]
        fields = _from_table(coded) if coded else _from_blocks(article)
        language = re.search(r"article\s+([a-z]{2})\w*Article", piece)
        fields["language"] = fields.get("language") or (language[1] if language else "")
        yield number, _finished(fields)


def factiva_xml_rows(text: str) -> Rows:
    """Rows of an .xml, one an article; entities are not resolved.

    Raises
    ------
    ValueError
        If the XML is broken.
    """
    from lxml import etree

    data = io.BytesIO(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode())
    number = 0
    try:
        for _, node in etree.iterparse(data, tag="{*}article", resolve_entities=False, no_network=True):
            number += 1
            status = node.find("{*}status")
            failed = status is not None and status.get("value", "0") != "0"
            yield (
                number,
                f"is not in the file: Factiva says {status.get('value')}" if failed else _from_xml(node),
            )
            node.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(f"is cut or broken XML ({error}); download it again") from error


def _from_table(rows: list[Any]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for row in rows:
        name, values = _CODES[_code(row)], row.xpath("./td")[1:]
        if values:
            paragraphs = values[0].xpath(".//*[contains(@class, 'articleParagraph')]") or values
            said = "\n\n".join(" ".join(paragraph.text_content().split()) for paragraph in paragraphs)
            fields[name] = "\n\n".join(filter(None, [fields.get(name), said]))
    return fields


def _code(row: Any) -> str:
    return re.sub(r"\W", "", row.xpath("./td")[0].text_content())


def _from_blocks(article: Any) -> dict[str, str]:
    """Fields by their look and order: section, headline, author, words, date, time, outlet, code, page."""
    paragraphs = article.xpath(".//*[contains(@class, 'articleParagraph')]")
    fields = {"text": "\n\n".join(" ".join(paragraph.text_content().split()) for paragraph in paragraphs)}
    for paragraph in paragraphs:
        paragraph.drop_tree()
    expected = "section"
    for node in article.xpath(".//div[not(div or p)] | .//p"):
        line = " ".join(node.text_content().split())
        if node.get("id") == "hd" or node.xpath(".//*[contains(@class, 'Headline')]"):
            name, expected = "headline", "byline"
        elif _WORDS.fullmatch(line):
            name = "words_given"
        elif line and split_date(line) == (line, ""):
            name, expected = "published", "outlet"
        elif _TIME.fullmatch(line):
            name = "time"
        elif COPYRIGHT.match(line):
            name, expected = "copyright", "accession"
        elif accession := _ACCESSION.fullmatch(line):
            name, line = "accession", accession[1]
        elif "author" in (node.get("class") or ""):
            name = "byline"
        elif expected == "page" and language_code(line):
            name = "language"
        else:
            name, expected = (
                expected,
                {"outlet": "outlet_code", "outlet_code": "page"}.get(expected, expected),
            )
        if line and name not in fields:
            fields[name] = line
    return fields


def _from_xml(article: Any) -> dict[str, str] | str:
    fields = {}
    for tag, name in _XML.items():
        if (node := article.find(f"{{*}}{tag}")) is not None:
            fields[name] = " ".join(" ".join(node.itertext()).split()) if not len(node) else _said(node)
    parts = [node for tag in ("leadParagraph", "tailParagraphs") for node in article.iterfind(f"{{*}}{tag}")]
    fields["text"] = "\n\n".join(filter(None, map(_said, parts)))
    for tag, name in (("publicationDate", "published"), ("publicationTime", "time")):
        moment = article.findtext(f"{{*}}{tag}/{{*}}dateTime") or article.findtext(f"{{*}}{tag}") or ""
        fields[name] = moment.strip()
    return _finished(fields)


def _said(node: Any) -> str:
    """Paragraphs of an element; words stay whole where a part of them is marked as a hit."""
    paragraphs = node.findall("{*}paragraph") or [node]
    return "\n\n".join(" ".join("".join(paragraph.itertext()).split()) for paragraph in paragraphs)


def _finished(fields: dict[str, str]) -> dict[str, str]:
    time = fields.pop("time", "")
    moment = time if "T" in time else f"{_MIDNIGHT.sub('', fields.get('published', ''))} {time}"
    fields["published"] = _MIDNIGHT.sub("", moment)
    fields["accession"] = re.sub(r"^\w+ ", "", fields.get("accession", ""))
    day = re.fullmatch(r"\w*?0{2,4}((?:19|20)\d{6})[a-z]\w*", fields["accession"])
    if day and not find_date(fields["published"]):  # in a language that is not known
        fields["published"] = day[1]
    fields["text"] = _DOUBLED.sub(r"\1\2", fields.get("text", ""))
    return tidy(fields)

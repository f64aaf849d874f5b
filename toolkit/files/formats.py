"""Formats: which reader takes a file, told by its first bytes, by its suffix only where these do not tell.

A new format is a line of `PACKED`, `MARKUP` or `PLAIN`; the first that fits takes the file.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from toolkit.files.databases import europresse, factiva, lexisnexis, nexis_uni, proquest
from toolkit.reading.documents import document_rows, is_document, is_workbook
from toolkit.reading.fields import Rows
from toolkit.reading.json import is_json, json_rows
from toolkit.reading.pages import mail_rows, page_rows
from toolkit.reading.tables import csv_rows, is_tab_table, parquet_rows, workbook_rows
from toolkit.reading.text import text_rows

PAGE, BUNDLE, TABLE, NONE = "page", "bundle", "table", "none"
"""A file of one article, which metadata and its path may describe; of many; a table; one that is refused."""


class Reader(NamedTuple):
    """How files of one kind are known and read."""

    name: str
    fits: Callable[[Any], bool]
    """Of the first characters of a text (of the whole of a packed file, in bytes)."""
    rows: Callable[[Any], Rows]
    """Of the whole text (of the bytes of a packed file)."""
    kind: str = BUNDLE


def _refused(name: str, fits: Callable[[Any], bool], reason: str) -> Reader:
    def rows(_: object) -> Rows:
        raise ValueError(reason)

    return Reader(name, fits, rows, NONE)


def _opens(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data[:100].lstrip().startswith(marks)


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda head: bool(re.compile(pattern, re.IGNORECASE).match(head[:5000]))


_BUNDLE = "an export of a database is to be downloaded as .html, .txt or .docx"
_MARKS = (b"PAR1", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"WARC/")
PACKED = (
    Reader("Parquet", _opens(b"PAR1"), parquet_rows, TABLE),
    Reader("Excel", is_workbook, workbook_rows, TABLE),
    Reader("Nexis Uni", nexis_uni.is_nexis_uni, nexis_uni.nexis_uni_rows),
    Reader("Word", is_document, document_rows, PAGE),
    _refused(
        "zip",
        _opens(b"PK\x03\x04", b"PK\x05\x06"),
        "is a packed file of no kind known here, or unpacks to too much; save it as .docx, .xlsx or .txt",
    ),
    _refused("PDF", _opens(b"%PDF"), f"is a PDF; save the text of an article as .txt; {_BUNDLE}"),
    _refused("RTF", _opens(b"{\\rtf"), f"is an RTF document; save an article as .docx or .txt; {_BUNDLE}"),
    _refused(
        "old Office",
        _opens(b"\xd0\xcf\x11\xe0"),
        f"is of an old Office or locked; save a table as .xlsx, an article as .docx or .txt; {_BUNDLE}",
    ),
    _refused(
        "WARC",
        _opens(b"WARC/"),
        "is a web archive (WARC); take its pages out, each into an .html file, and give their folder",
    ),
)
_MAIL = r"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type: *(?:multipart/|text/html)"
_HTML = r"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?s:.{0,2000}?)-->\s*){0,3}<(?:!doctype html|html|head|body)\b"
MARKUP = (
    Reader("LexisNexis", lexisnexis.is_lexisnexis_page, lexisnexis.lexisnexis_page_rows),
    Reader("ProQuest", proquest.is_proquest_mail, proquest.proquest_mail_rows),
    Reader("ProQuest", proquest.is_proquest_page, proquest.proquest_page_rows),
    Reader("Factiva", factiva.is_factiva_xml, factiva.factiva_xml_rows),
    Reader("Factiva", factiva.is_factiva_page, factiva.factiva_page_rows),
    Reader("Europresse", europresse.is_europresse, europresse.europresse_rows),
    _refused(
        "feed",
        _matches(r"(?=<)(?!<!doctype html|<html)(?s:.{0,500}?)<(?:rss|feed|rdf:RDF)[\s>]"),
        "is a feed (RSS or Atom), which holds teasers; save the pages it links to as .html",
    ),
    Reader("HTML", _matches(_HTML), page_rows, PAGE),
)
"""Texts with tags; asked only where there is one."""
PLAIN = (
    Reader("LexisNexis", lexisnexis.is_lexisnexis_text, lexisnexis.lexisnexis_text_rows),
    Reader("ProQuest", proquest.is_proquest_text, proquest.proquest_text_rows),
    Reader("MHTML", _matches(_MAIL), mail_rows, PAGE),
    Reader("JSON", is_json, json_rows, TABLE),
    Reader("CSV", is_tab_table, csv_rows, TABLE),
)
_BY_NAME = {
    "parquet xlsx xlsm docx doc xls odt ods pdf rtf mht mhtml eml rss atom warc": "is a {} file by its"
    " name only; save its text as .txt",
    "xml": "is {} of no kind known here; save its texts as .txt or .csv",
    "tar tgz rar 7z bz2 xz": "is a {} archive; unpack it, or pack it as .zip",
    "rds rda rdata dta sav": "is a {} file, of another program; save its table as .csv",
}


def _always(_: str) -> bool:
    return True


BY_SUFFIX = {
    ".txt": Reader("text", _always, text_rows, PAGE),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Reader("HTML", _always, page_rows, PAGE)),
    **dict.fromkeys((".csv", ".tsv", ".tab"), Reader("CSV", _always, csv_rows, TABLE)),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), Reader("JSON", _always, json_rows, TABLE)),
}
BY_SUFFIX |= {
    f".{name}": _refused(name, _always, reason.format(f".{name}"))
    for names, reason in _BY_NAME.items()
    for name in names.split()
}


def is_packed(head: bytes) -> bool:
    """Say whether a file is to be taken as bytes: its format is told by what it packs."""
    return head[:100].lstrip().startswith(_MARKS)


def find_reader(start: bytes | str, suffix: str) -> Reader:
    """The first format that fits the start of a file; else that of its suffix (see `BY_SUFFIX`).

    Examples
    --------
    >>> find_reader('{"text": "Storm"}', ".txt").name, find_reader("Storm over Lowmere", ".txt").name
    ('JSON', 'text')
    """
    known: tuple[Reader, ...] = PACKED
    if isinstance(start, str):
        start, known = start.lstrip(), (*MARKUP, *PLAIN) if "<" in start else PLAIN
    return next((reader for reader in known if reader.fits(start)), BY_SUFFIX[suffix])

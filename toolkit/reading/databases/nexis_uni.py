"""Nexis Uni downloads: Word files (.docx) of one or many articles, read as the XML that they are."""

import re

from toolkit.reading.databases.labels import COPYRIGHT, FAILED, column_of, tidy
from toolkit.reading.dates import split_date
from toolkit.reading.documents import is_document, paragraphs_of
from toolkit.reading.fields import Rows

_END = re.compile(
    r"end of document|ende des dokuments|fin du document|fin de document|einde van (?:het )?document"
    r"|fin del documento|fine del documento|fim do documento",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:documents?|dokumente?|documenten|documentos?|documenti) ?\((\d+)\)", re.IGNORECASE)
_LISTED = re.compile(r"(\d+)\. ?(.+)")
_LABEL = re.compile(r"([A-ZÄÖÜÉ][\w' -]{2,28}?) ?: ?(.*)", re.DOTALL)
_HEADINGS = "graphic notes correction subjects".split()


def is_nexis_uni(data: bytes) -> bool:
    """Say whether the bytes are a Word file in which articles of Nexis Uni end."""
    if not is_document(data):
        return False
    try:
        lines = _lines(data)
    except ValueError:
        return False
    labels = {_label(line)[0] for line in lines}
    return any(map(_END.fullmatch, lines)) or {"load_date", "words_given"} <= labels


def nexis_uni_rows(data: bytes) -> Rows:
    """Rows of a Word file: one an article, and one for each that its cover names and that is not there."""
    pieces: list[list[str]] = [[]]
    for line in _lines(data):
        if _END.fullmatch(line):
            pieces.append([])
        else:
            pieces[-1].append(line)
    pieces = list(filter(None, pieces))
    articles = [_fields(piece) for piece in pieces]
    yield from enumerate(articles, 1)
    yield from _missing(pieces[0] if pieces else [], articles)


def _lines(data: bytes) -> list[str]:
    """Lines of all paragraphs without blank ones."""
    lines = (" ".join(line.split()) for text in paragraphs_of(data) for line in text.split("\n"))
    return list(filter(None, lines))


def _label(line: str) -> tuple[str, str]:
    """Column and value of a line with a label; ("", "") of another."""
    label = _LABEL.fullmatch(line)
    column = column_of(label[1]) if label else ""
    return (column, label[2]) if label and column else ("", "")


def _fields(lines: list[str]) -> dict[str, str] | str:
    """Fields of an article from its lines: headline, outlet, date, labels, body, classification."""
    if any(FAILED.search(line) for line in lines):
        return "is an error message of the database in place of the article; download it again"
    body = next((i for i, line in enumerate(lines) if column_of(line) == "body"), len(lines))
    length = next((i for i in range(body - 1, -1, -1) if _label(lines[i])[0] == "words_given"), -1)
    cover = [_LISTED.fullmatch(line) or _COUNT.fullmatch(line) for line in lines[:length]]
    listed = [i for i, found in enumerate(cover) if found]
    opens = listed[-1] + 1 if listed and _COUNT.fullmatch(lines[listed[0]]) else 0
    known = length if length >= 0 else body if body < len(lines) else opens
    near = range(known - 1, opens - 1, -1) if known > opens else range(opens, len(lines) if opens else 8)
    dated = next((i for i in near if _is_dated(lines[i : i + 1])), -1)
    given, edition = split_date(lines[dated]) if dated >= 0 else ("", "")
    start = dated + 1 if dated >= 0 else min(opens + 2, known)
    head = lines[opens : start - (dated >= 0)]
    head = head[-2:] if opens else head  # what stands before is the cover
    headline, _, deck = " ".join(head[:-1] or head).partition("; ")
    fields = {"headline": headline, "deck": deck, "published": given, "edition": edition}
    fields["outlet"] = re.sub(r"(\w)\(", r"\1 (", head[-1]) if len(head) > 1 else ""
    column = "edition"
    while start < body:
        line, (named, value) = lines[start], _label(lines[start])
        if start > length and body == len(lines) and not named and not COPYRIGHT.match(line):
            break
        column = named or ("copyright" if COPYRIGHT.match(line) else column)
        fields[column] = f"{fields.get(column, '')} {value if named else line}".strip()
        start += 1
    start += start == body
    end = next((i for i in range(start, len(lines)) if _opens_tail(lines[i])), len(lines))
    fields["text"] = "\n\n".join(lines[start:end])
    for line in lines[end:]:
        named, value = _label(line)
        column = named or column_of(line) or column
        fields[column] = (
            f"{fields.get(column, '')} {value if named else '' if column_of(line) else line}".strip()
        )
    return tidy(fields)


def _is_dated(line: list[str]) -> bool:
    given, rest = split_date(line[0]) if line else ("", "")
    return bool(given) and len(rest) <= 60


def _opens_tail(line: str) -> bool:
    return column_of(line) in _HEADINGS or _label(line)[0] == "load_date"


def _missing(cover: list[str], articles: list[dict[str, str] | str]) -> Rows:
    """Articles that the cover counts and lists, and that are not there."""
    total = next((int(count[1]) for line in cover if (count := _COUNT.fullmatch(line))), 0)
    n_missing = total - len(articles)
    if n_missing <= 0:
        return
    there = {
        _key("; ".join(filter(None, map(article.get, ("headline", "deck")))))
        for article in articles
        if isinstance(article, dict)
    }
    listed = [(int(item[1]), item[2]) for line in cover if (item := _LISTED.fullmatch(line))]
    gone = [(number, title) for number, title in listed if _key(title) not in there]
    if len(gone) == n_missing:
        for number, title in gone:
            yield number, f"article {number} of {total} ({title[:60]!r}) is not in the file"
    else:
        yield total, f"{n_missing} of {total} articles are not in the file"


def _key(title: str) -> str:
    return re.sub(r"\W", "", title.casefold())[:60]

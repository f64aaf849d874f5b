"""Nexis Uni downloads: Word files (.docx) of one or many articles, read as the XML that they are."""

import re

from toolkit.files.databases.labels import COPYRIGHT, FAILED, column_of, tidy
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
    fields, start = _opening(lines, length if length >= 0 else body)
    column = "edition"
    while start < body and not (start > length and body == len(lines) and _is_text(lines[start])):
        column = _collect(fields, lines[start], "copyright" if COPYRIGHT.match(lines[start]) else column)
        start += 1
    start += start == body
    end = next((i for i in range(start, len(lines)) if _opens_tail(lines[i])), len(lines))
    fields["text"] = "\n\n".join(lines[start:end])
    for line in lines[end:]:
        column = _collect(fields, line, column)
    return tidy(fields)


def _opening(lines: list[str], known: int) -> tuple[dict[str, str], int]:
    """Headline, outlet and date, found backwards from a line that is `known` to follow; where they end."""
    _, titles = _cover(lines)
    opens = titles[-1][0] + 1 if titles else 0
    if known == len(lines):
        near = range(opens, len(lines) if opens else min(8, len(lines)))
    else:
        near = range(known - 1, opens - 1, -1)
    dated = next((i for i in near if _is_dated(lines[i])), -1)
    given, edition = split_date(lines[dated]) if dated >= 0 else ("", "")
    start = dated + 1 if dated >= 0 else min(opens + 2, known)
    head = lines[opens : start - (dated >= 0)]
    if opens:  # what stands before the first title of the cover is the cover
        named = [i for i, line in enumerate(head) if _key(line) == _key(titles[0][1])]
        head = head[named[-1] if named else -2 :]
    headline, _, deck = " ".join(head[:-1] or head).partition("; ")
    fields = {"headline": headline, "deck": deck, "published": given, "edition": edition}
    fields["outlet"] = re.sub(r"(\w)\(", r"\1 (", head[-1]) if len(head) > 1 else ""
    return fields, start


def _collect(fields: dict[str, str], line: str, column: str) -> str:
    """Add a line to the column of its label or heading, or to `column` if it has none; the column."""
    named, value = _label(line)
    heading = "" if named else column_of(line)
    column = named or heading or column
    fields[column] = f"{fields.get(column, '')} {value if named or heading else line}".strip()
    return column


def _is_text(line: str) -> bool:
    return not _label(line)[0] and not COPYRIGHT.match(line)


def _is_dated(line: str) -> bool:
    given, rest = split_date(line)
    return bool(given) and len(rest) <= 60


def _opens_tail(line: str) -> bool:
    return column_of(line) in _HEADINGS or _label(line)[0] == "load_date"


def _missing(cover: list[str], articles: list[dict[str, str] | str]) -> Rows:
    """Articles that the cover counts and lists, and that are not there."""
    total, titles = _cover(cover)
    n_missing = total - len(articles)
    if n_missing <= 0:
        return
    headlines = [
        "; ".join(filter(None, map(article.get, ("headline", "deck"))))
        for article in articles
        if isinstance(article, dict)
    ]
    there = set(map(_key, headlines))
    gone = [(number, title) for number, (_, title) in enumerate(titles, 1) if _key(title) not in there]
    if len(gone) == n_missing:
        for number, title in gone:
            yield number, f"article {number} of {total} ({title[:60]!r}) is not in the file"
    else:
        yield total, f"{n_missing} of {total} articles are not in the file"


def _cover(lines: list[str]) -> tuple[int, list[tuple[int, str]]]:
    """How many articles the cover counts, and the titles that it lists, each with its place."""
    counted = next((i for i, line in enumerate(lines[:50]) if _COUNT.fullmatch(line)), -1)
    if counted < 0:
        return 0, []
    titles: list[tuple[int, str]] = []
    for i, line in enumerate(lines[counted:], counted):
        title = _LISTED.fullmatch(line)
        if title and int(title[1]) == len(titles) + 1:  # "1. FC Lowmere" may be a headline
            titles.append((i, title[2]))
    total = _COUNT.fullmatch(lines[counted])
    return int(total[1]) if total else 0, titles


def _key(title: str) -> str:
    return re.sub(r"\W", "", title.casefold())[:60]

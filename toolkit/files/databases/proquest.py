"""ProQuest downloads: .txt, .html, and the .eml of an article that was mailed."""

import email
import email.policy
import re

from toolkit.files.databases.labels import column_of, missing_rows, plain, tidy
from toolkit.reading.dates import find_date
from toolkit.reading.fields import Rows
from toolkit.reading.markup import html_lines

# Column -> labels (English, German, French, Spanish, Italian, Portuguese); "/" parts them.
_LABELS = {
    "headline": "title/titel/titre/titulo/titolo",
    "outlet": "publication title/titel der publikation/publikationstitel/titre de la publication"
    "/titre de publication/titulo de publicacion/titulo de la publicacion/titolo della pubblicazione"
    "/titulo da publicacao",
    "published": "publication date/publikationsdatum/erscheinungsdatum/datum der publikation"
    "/date de publication/fecha de publicacion/data di pubblicazione/data de publicacao",
    "info": "publication info/publikationsinfo/publikationsinformationen/informations sur la publication"
    "/infos sur la publication/info publication/informacion de publicacion/informazioni sulla pubblicazione",
    "text": "full text/volltext/texte integral/texte complet/texto completo/testo completo/texto integral",
    "abstract": "abstract/zusammenfassung/resume/resumen/resumo/riassunto/abstract (summary)",
    "language": "language of publication/language/publikationssprache/sprache der publikation"
    "/langue de publication/langue de la publication/idioma de la publicacion/idioma de publicacion"
    "/lingua di pubblicazione",
    "document_type": "document type/dokumenttyp/dokumententyp/type de document/tipo de documento"
    "/tipo di documento",
    "accession": "proquest document id/proquest dokument id/id du document proquest"
    "/id de documento de proquest/id documento proquest",
    "url": "document url/dokument url/url du document/url de documento/url del documento/url do documento",
    "subjects": "subject/business indexing term/identifier / keyword"
    "/fach/thema/betreff/sujet/materia/asunto/soggetto/assunto",
    "geographic": "location/ort/standort/lieu/lugar/ubicacion/luogo/local",
    "person": "people/personen/personnes/personas/persone/pessoas",
    "company": "company / organization/unternehmen / organisation/empresa / organizacion",
    "page": "first page/pages/erste seite/premiere page/primera pagina/paginas/prima pagina",
    "place": "place of publication/ort der publikation/lieu de publication/lugar de publicacion",
    "links": "links/link/enlaces/liens",
    "furniture": "contact us at/database copyright/terms and conditions/database/datenbank/base de datos",
}
_COLUMN = {plain(label): column for column, labels in _LABELS.items() for label in labels.split("/")}
_COLUMN |= {"companyorganization": "company", "issn": "issn", "publisher": "publisher", "edition": "edition"}
_LABEL = re.compile(r"([^\W\d_][\w /&()-]{1,40}?) ?: *(.*)")
_RULE = re.compile(r"^_{40,}[ \t\r]*$", re.MULTILINE)
_COUNTER = re.compile(r"(?:document|dokument|documento) (\d+) (?:of|von|de|di) (\d+)", re.IGNORECASE)
_ANCHOR = re.compile(r"(?=<a\s+name=[\"']?DocID_)", re.IGNORECASE)
_CREDIT = re.compile(r"(captions?|credits?)\s?: *(.+)", re.IGNORECASE)
_NONE = re.compile(
    r"(?:none|not) ?available\W*|nicht verf[uü]gbar\W*|no disponible\W*|non disponible\W*", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"contact us at|database copyright|terms and conditions|report information from proquest"
    r"|table of contents",
    re.IGNORECASE,
)


def is_proquest_text(head: str) -> bool:
    """Say whether a text is parted by long underscores, or opens with labels of ProQuest."""
    head = head[:20_000]
    if "_" * 40 not in head and "ProQuest" not in head:
        return False
    columns = {_column(line)[0] for line in head.splitlines()}
    return len(columns & {"info", "text", "outlet", "accession", "url"}) >= (1 if _RULE.search(head) else 3)


def is_proquest_page(head: str) -> bool:
    """Say whether a page is a ProQuest download."""
    return bool(
        re.search(r"name=[\"']?DocID_|<strong>\s*Publication info:|<text wordcount=", head, re.IGNORECASE)
    )


def is_proquest_mail(head: str) -> bool:
    """Say whether a text is an e-mail of ProQuest."""
    head = head[:20_000]
    mailed = re.search(r"\A(?:[\w-]+:.*\n(?:[ \t].*\n)*)+", head.replace("\r\n", "\n"))
    return bool(
        mailed and re.search(r"^Content-Type:", mailed[0], re.I | re.M) and "proquest" in head.lower()
    )


def proquest_text_rows(text: str) -> Rows:
    """Rows of a .txt, one an article; one without its text is named."""
    pieces = [[line.strip() for line in piece.splitlines() if line.strip()] for piece in _RULE.split(text)]
    yield from _rows(pieces)


def proquest_page_rows(text: str) -> Rows:
    """Rows of an .html; an article that its contents link and the page does not hold is named."""
    pieces = _ANCHOR.split(text)[1:] or [text]
    yield from _rows([_page_lines(piece) for piece in pieces])
    linked, there = (re.findall(rf"{where}=[\"']?#?(DocID_\w+)", text) for where in ("href", "name"))
    linked = list(dict.fromkeys(linked))
    gone = [number for number, name in enumerate(linked, 1) if name not in {*there}]
    yield from ((number, f"article {number} of {len(linked)} is not in the file") for number in gone)


def _page_lines(piece: str) -> list[str]:
    count = re.search(r"<text[^>]{0,200}wordcount=[\"']?(\d+)", piece)
    lines = [line for line in html_lines(piece) if line != "ProQuest document link"]
    return [*lines[:1], f"Length: {count[1]}", *lines[1:]] if count else lines


def proquest_mail_rows(text: str) -> Rows:
    """Rows of an .eml: those of the page in it.

    Raises
    ------
    ValueError
        If there is neither a page nor a text in it.
    """
    body = email.message_from_bytes(text.encode(), policy=email.policy.default).get_body(("html", "plain"))
    if body is None:
        raise ValueError("is an e-mail without a page in it; download the articles as text")
    content = body.get_content()
    yield from (proquest_page_rows if body.get_content_subtype() == "html" else proquest_text_rows)(content)


def _rows(pieces: list[list[str]]) -> Rows:
    number, printed = 0, []
    for lines in pieces:
        if lines and (counter := _COUNTER.fullmatch(lines[0])):
            printed.append((int(counter[1]), int(counter[2])))
            lines = lines[1:]
        labels = {_column(line)[0] for line in lines} - {"", "furniture", "links"}
        closing = any(_FURNITURE.match(line) or "ProQuest LLC" in line for line in lines)
        if len(labels) < 2 and (not lines or closing):
            continue
        number += 1
        yield number, _fields(lines) if len(labels) > 1 else "has none of the labels of a ProQuest article"
    yield from missing_rows(printed)


def _column(line: str) -> tuple[str, str]:
    """Column and value of a line that begins with a label, ("", "") of another."""
    label = _LABEL.match(line)
    column = (_COLUMN.get(plain(label[1])) or column_of(label[1])) if label else ""
    return (column, label[2]) if label and column else ("", "")


def _fields(lines: list[str]) -> dict[str, str] | str:
    """Fields of an article: the text from its label to the block of labels that follows; what those say."""
    opens = next((i for i, line in enumerate(lines) if _column(line)[0] == "text"), -1)
    if opens < 0:
        return f"has no full text in this download ({lines[0][:60]!r}); it may have an abstract"
    end = next((i for i in range(opens + 1, len(lines)) if _opens_block(lines, i)), len(lines))
    body = [line for line in [_column(lines[opens])[1], *lines[opens + 1 : end]] if line]
    if not body or _NONE.fullmatch(" ".join(body)):
        return f"has no full text in this download ({lines[0][:60]!r}); it may have an abstract"
    fields = _labelled(lines[:opens], "headline") | _labelled(lines[end:], "")
    while len(body) > 1 and (credit := _CREDIT.fullmatch(body[-1])):
        name = credit[1].lower().rstrip("s")
        fields[name] = "; ".join(filter(None, [credit[2], fields.get(name)]))
        body.pop()
    info, given = fields.pop("info", ""), fields.get("published", "")
    outlet, _, place = (fields.get("outlet") or re.split(r"[\[:]", info)[0]).partition(";")
    fields |= {
        "outlet": outlet.strip(),
        "place": fields.get("place") or place.strip(),
        "text": "\n\n".join(body),
    }
    dates = (find_date(given), find_date(given.replace(" ", "")), find_date(info), given)  # "Jan 11, 2 009"
    fields["published"] = next(filter(None, dates), "")
    fields["url"] = fields.get("url", "").partition(" ")[0]
    return tidy({name: value for name, value in fields.items() if name not in ("furniture", "links")})


def _opens_block(lines: list[str], place: int) -> bool:
    """Say whether the block of labels begins here; the text may look like one label, not like three."""
    column, after = _column(lines[place])[0], lines[place + 1 : place + 4]
    n_labels = sum(bool(_LABEL.match(line)) and not _CREDIT.match(line) for line in after)
    sure = column in ("accession", "url", "furniture", "outlet", "published")
    return bool(column) and (n_labels >= 2 or (sure and n_labels == len(after)))


def _labelled(lines: list[str], column: str) -> dict[str, str]:
    """Fields of lines with labels; a line without one goes on with that before, first with `column`."""
    fields: dict[str, str] = {}
    for line in lines:
        named, value = _column(line)
        if line.startswith("http"):
            fields.setdefault("url", line)
        elif named and named not in fields:
            column, fields[named] = named, "" if _NONE.fullmatch(value) else value
        elif (label := _LABEL.match(line)) and not named and column not in ("headline", "abstract"):
            column = plain(label[1])
            fields[column] = label[2]
        elif column and not named:
            fields[column] = f"{fields.get(column, '')} {line}".strip()
    return fields

"""LexisNexis downloads (the older interface) as .txt or .html: one file, many articles, one layout."""

import re
from collections.abc import Iterator
from itertools import pairwise

from toolkit.files.databases.labels import COPYRIGHT, FAILED, column_of, missing_rows, tidy
from toolkit.reading.dates import split_date
from toolkit.reading.fields import Rows
from toolkit.reading.markup import html_lines

_OF = r"(\d+) (?:of|von|de|van|di) (\d+)"
_COUNTER = re.compile(
    rf"\s*(?:FOCUS - )?(?:{_OF} (?:DOCUMENT|DOKUMENT)\w*|(?:DOCUMENT|DOKUMENT)O? {_OF})\s*", re.IGNORECASE
)
_LABEL = re.compile(r"([A-ZÄÖÜÀÂÉÈÊÎÔÛÇÑÁÍÓÚÃÕ][A-ZÄÖÜÀÂÉÈÊÎÔÛÇÑÁÍÓÚÃÕ' -]{2,28}) ?:(?: +|$)")
_LENGTH = re.compile(
    r"(?:LENGTH|L(?:Ä|AE)NGE|LONGUEUR|LENGTE|LONGITUD|EXTENSI[ÓO]N|LUNGHEZZA|COMPRIMENTO) ?: *\D{0,9}\d"
)
_SIGNS = (
    "DOCUMENT DOKUMENT LENGTH LÄNGE LAENGE LONGUEUR LENGTE LONGITUD EXTENSI LUNGHEZZA COMPRIMENTO".split()
)
_BESIDE = re.compile(r"(?:distributed|supplied|provided) by\b|vol(?:ume|\.)? ?\d|(?:issue|no\.?) ?\d", re.I)
_EDITION = re.compile(
    r"\b(?:edition|ausgabe|édition|editie|edici[óo]n|edizione|edição|final)\b", re.IGNORECASE
)
_APPENDED = re.compile(r"\bcorrection\b.{0,40}\bappended\b", re.IGNORECASE)
_CLASSED = re.compile(r"\(\d\d?%\)")  # how well an article fits a subject
_TWICE = re.compile(r"\b(\S+) \1$")
_ARTICLE = re.compile(r"(?=<a\s+name=[\"']?DOC_ID_)", re.IGNORECASE)
_DOCUMENT = re.compile(r"<DOCFULL>(?:\s*-->)?", re.IGNORECASE)
_FIRST = "byline section words_given headline highlight dateline series body".split()
_DIVISION = re.compile(r"(?=<div\b)", re.IGNORECASE)
_HEAD = [*_FIRST, "correction", "load_date", "graphic"]
_TAIL = (
    "load_date language graphic correction document_type notes subjects company industry geographic person"
    " ticker outlet_url copyright".split()
)
_LONG = "graphic correction notes".split()  # may hold several paragraphs
_ENDS = "load_date language document_type".split()
_NEAR = 8

Block = list[str]


def is_lexisnexis_text(head: str) -> bool:
    """Say whether a text opens with a counter ("1 of 10 DOCUMENTS") or with labels of LexisNexis."""
    head = head[:20_000]
    capitals = head.upper()
    if not any(sign in capitals for sign in _SIGNS):
        return False
    lines = head.splitlines()
    counted = [line for line in lines if _COUNTER.fullmatch(line)]
    labels = {column for line in lines if (column := _column(line)) in _HEAD}
    measured = any(_LENGTH.match(line) for line in lines)
    return (
        any(line.startswith("    ") for line in counted)
        or bool(labels) * bool(counted) + len(labels) * measured > 1
    )


def is_lexisnexis_page(head: str) -> bool:
    """Say whether a page is a LexisNexis download."""
    return bool(re.search(r"<!--\s*LXNComment|<DOCFULL>|<a\s+name=[\"']?DOC_ID_", head, re.IGNORECASE))


def lexisnexis_text_rows(text: str) -> Rows:
    """Rows of a .txt: one an article, and one for each that the counters name and the file does not hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    counters = [i for i, line in enumerate(lines) if _COUNTER.fullmatch(line)]
    alone = [i for i in counters if not "".join(lines[max(i - 1, 0) : i] + lines[i + 1 : i + 2]).strip()]
    centred = [i for i in alone if lines[i].startswith("    ")]
    starts = centred or alone or counters
    pieces: list[tuple[tuple[int, int], list[Block]]] = []
    for start, end in pairwise([*starts, len(lines)]):
        counter, blocks = _counter(lines[start]), _blocks(lines[start + 1 : end])
        if pieces and counter[0] != pieces[-1][0][0] + 1 and not _has_head(blocks):
            pieces[-1][1].extend([[lines[start]], *blocks])  # a counter that the article itself quotes
        else:
            pieces.append((counter, blocks))
    if not starts:
        pieces = [((0, 0), _blocks(lines))]
    yield from _rows(pieces)


def lexisnexis_page_rows(text: str) -> Rows:
    """Rows of an .html: as of a .txt, for the paragraphs of both come in the same order."""
    pattern = _ARTICLE if _ARTICLE.search(text) else _DOCUMENT
    pieces = []
    for piece in pattern.split(text)[1:]:
        blocks: list[Block] = []
        for lines in map(html_lines, _DIVISION.split(piece.partition("</DOCFULL>")[0])):
            dated = len(lines) <= 4 and bool(lines) and bool(split_date(lines[0])[0])  # with its edition
            blocks += [lines] if dated else [[line] for line in lines]
        counted = next((i for i, block in enumerate(blocks[:4]) if _COUNTER.fullmatch(block[0])), -1)
        counter = _counter(blocks[counted][0]) if counted >= 0 else (0, 0)
        if blocks[counted + 1 :]:
            pieces.append((counter, blocks[counted + 1 :]))
    yield from _rows(pieces)


def _counter(line: str) -> tuple[int, int]:
    number, total = re.findall(r"\d+", line)
    return int(number), int(total)


def _rows(pieces: list[tuple[tuple[int, int], list[Block]]]) -> Rows:
    articles, printed = [], []
    for (number, total), blocks in pieces:
        for article in _split(blocks):
            articles.append((number, article))
            printed += [(number, total)] if total else []
            number = 0  # of what follows the counter is missing
    numbers = [number for number, _ in articles]
    in_order = numbers == sorted({*numbers} - {0})  # else counters are wrong, and the place counts
    for place, (number, blocks) in enumerate(articles, 1):
        yield number if in_order else place, _fields(blocks)
    yield from missing_rows(printed)


def _split(blocks: list[Block]) -> Iterator[list[Block]]:
    """Articles between two counters: more than one where a counter is missing, found by their ends."""
    lengths = [i for i, block in enumerate(blocks) if _LENGTH.match(block[0])]
    start = 0
    for before, after in pairwise(lengths):
        ends = [i for i in range(before + 1, after) if _column(blocks[i][0]) in _ENDS]
        if ends and _has_head(blocks[ends[-1] + 1 :]):
            cut = ends[-1] + 1
            while _column(blocks[cut][0]) in _TAIL or COPYRIGHT.match(blocks[cut][0]):
                cut += 1
            yield blocks[start:cut]
            start = cut
    yield blocks[start:] if start else blocks


def _blocks(lines: list[str]) -> list[Block]:
    """Lines that stand together; after a label a label begins a block, and without blank lines every line."""
    solid = "" not in "\n".join(line.strip() for line in lines).strip().split("\n")
    blocks: list[Block] = [[]]
    for line in lines:
        if not line.strip() or solid or (blocks[-1] and _column(line) and _column(blocks[-1][0])):
            blocks.append([])
        if line.strip():
            blocks[-1].append(line.rstrip())
    return [block for block in blocks if block]


def _column(line: str) -> str:
    label = _LABEL.match(line)
    return column_of(label[1]) if label else ""


def _has_head(blocks: list[Block]) -> bool:
    return any(_LENGTH.match(line) or split_date(line)[0] for block in blocks[:15] for line in block[:4])


def _fields(blocks: list[Block]) -> dict[str, str] | str:
    """Fields of an article from its blocks: head up to the length, body, end labels, copyright."""
    if any(FAILED.search(" ".join(block)) for block in blocks[:12]):
        return "is an error message of the database in place of the article; download it again"
    length = next((i for i, block in enumerate(blocks[:40]) if _LENGTH.match(block[0])), -1)
    labelled = next(
        (i for i, block in enumerate(blocks[: max(length, 12) + 1]) if _column(block[0]) in _FIRST), -1
    )
    if labelled < 0:
        fields, start = _opening(blocks, False)
    else:
        fields, start = _opening(blocks[:labelled], True)[0], labelled
        column = "headline"
        while start < len(blocks) and (start <= length or _column(blocks[start][0]) in _HEAD):
            if _column(blocks[start][0]) == "body":  # the text may begin on its line
                blocks = [*blocks[:start], _without_label(blocks[start]), *blocks[start + 1 :]]
                break
            column = _collect(fields, blocks[start], column)
            start += 1
    end, column = _body_end(blocks, start), "copyright"
    for block in blocks[end:]:
        column = _collect(fields, block, "copyright" if COPYRIGHT.match(block[0]) else column)
    fields["text"] = "\n\n".join(filter(None, map(_unwrapped, blocks[start:end])))
    if _TWICE.search(fields.get("published", "")):  # exports that repeat the last word of every field
        fields = {name: _TWICE.sub(r"\1", value) for name, value in fields.items()}
    fields["headline"], _, fields["deck"] = fields.get("headline", "").partition("; ")
    return tidy(fields)


def _without_label(block: Block) -> Block:
    label = _LABEL.match(block[0])
    return [block[0][label.end() if label else 0 :], *block[1:]]


def _collect(fields: dict[str, str], block: Block, column: str) -> str:
    """Add a block to the column of its label, or to `column` if it has none; the column."""
    if label := _LABEL.match(block[0]):
        column = column_of(label[1]) or re.sub(r"\W", "_", label[1].lower())
    value = " ".join(" ".join(_without_label(block)).split())
    fields[column] = f"{fields.get(column, '')} {value}".strip()
    return column


def _opening(blocks: list[Block], whole: bool) -> tuple[dict[str, str], int]:
    """Outlet, date, edition and headline (a block, or the `whole` rest) before the labels; their end."""
    lines = [(i, line) for i, block in enumerate(blocks[:12]) for line in block]
    centred = any(line.startswith("    ") for _, line in lines)
    dated = (
        (place, *split_date(line))
        for place, (_, line) in enumerate(lines)
        if not centred or line.startswith("  ")
    )
    place, given, rest = next((found for found in dated if found[1] and len(found[2]) <= 60), (-1, "", ""))
    if place < 0:  # no date: the outlet is what is centred, else the first line
        place = (
            next((i for i, (_, line) in enumerate(lines) if not line.startswith("  ")), 1) - 1
            if centred
            else 0
        )
        before, after = lines[: place + 1], place + 1
    else:
        before, after = lines[:place], place + 1
    copyright_ = [line for _, line in before if COPYRIGHT.match(line)]
    names = [line.strip() for _, line in before if not COPYRIGHT.match(line)]
    names = [line for line in names if not _BESIDE.match(line) and not _LABEL.match(line)] or names
    outlet = " ".join(names[-2:] if len(names) > 1 and len(names[-2]) > 60 else names[-1:])
    same = lines[place][0] if given else -1
    edition = [rest] if rest else []
    while after < len(lines) and (
        lines[after][0] == same or (_is_edition(lines[after][1], centred) and lines[after][0] < lines[-1][0])
    ):
        edition.append(lines[after][1].strip())
        after += 1
    head = lines[after][0] if after < len(lines) else len(blocks)
    end = len(blocks) if whole else head + 1
    appended = [line for line in edition if _APPENDED.search(line)]
    fields = {
        "outlet": re.sub(r"(\w)\(", r"\1 (", outlet),
        "published": given,
        "edition": "; ".join(line for line in edition if line not in appended),
        "correction": "; ".join(appended),
        "copyright": " ".join(copyright_),
        "headline": " ".join(line.strip() for block in blocks[head:end] for line in block),
    }
    return fields, end


def _is_edition(line: str, centred: bool) -> bool:
    if len(line.split()) <= 8 and _APPENDED.search(line):
        return True
    return line.startswith("    ") if centred else len(line.split()) <= 8 and bool(_EDITION.search(line))


def _body_end(blocks: list[Block], start: int) -> int:
    """Where the end labels begin: backwards, over what belongs to one of them."""
    end = i = len(blocks)
    while i > start:
        i -= 1
        first = blocks[i][0]
        near = {_column(block[0]) for block in blocks[max(start, i - _NEAR) : i]}
        if _column(first) in _TAIL or COPYRIGHT.match(first) or first.startswith(" " * 10):
            end = i
        elif not near & {*(_TAIL if _LABEL.match(first) or _CLASSED.search(first) else _LONG)}:
            break
    return end


def _unwrapped(block: Block) -> str:
    """One line a paragraph; lines of more than a hundred characters are paragraphs themselves."""
    if max(map(len, block)) > 100:
        return "\n".join(line.strip() for line in block)
    block = [line for line in block if line]
    paragraphs: list[str] = []
    for before, line in zip(["", *block], block, strict=False):
        if paragraphs and not (line.startswith("  ") and not before.startswith("  ")):
            paragraphs[-1] += f" {line.strip()}"
        else:
            paragraphs.append(line.strip())
    return "\n\n".join(paragraphs)

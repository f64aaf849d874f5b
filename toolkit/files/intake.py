"""Files as researchers have them: their articles, and a note on every file on what became of it."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.files.folders import Entry, files_below
from toolkit.files.formats import BUNDLE, BY_SUFFIX, NONE, PAGE, TABLE, Reader
from toolkit.files.metadata import Described, described_files, layout_pattern, matched
from toolkit.files.rows import reader_of, rows_of, suffix_of
from toolkit.reading.dates import settle_dates
from toolkit.reading.fields import Rows, columns_of, require_text, to_article
from toolkit.reading.limits import MAX_FILE, megabytes
from toolkit.reading.pages import without_markup

_TEXTUAL = (".md", ".text", "")
_TOLD = 3  # different reasons in a warning; scan_corpus lists all
_WHERE = {"path": "", "encoding": ""}  # what the same article may have otherwise in another file
_METADATA = re.compile(r"metadata\.[^/]+", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:txt|x?html?|mhtml?|docx)(?:\.gz)?\Z|\.gz\Z", re.IGNORECASE)
Known = list[tuple[Entry, Reader | ValueError | None]]
"""Files with their reader, what is wrong with them, or None for what is no article by its name."""


def read_articles(
    path: str | Path, layout: str | None = None, metadata: str | Path | None = None
) -> tuple[list[dict], list[dict]]:
    """Articles below `path`, and notes: one a file and one a refused row, with `row` 0 for a whole file.

    A note that loading should tell is `told`; the others only say why a file is no article.
    """
    pattern = layout_pattern(layout) if layout else None
    for given in (path, metadata or path):
        if not Path(given).exists():
            raise FileNotFoundError(f"{str(given)!r} does not exist; give the path of a folder or a file.")
    with files_below(Path(path)) as entries:
        known: Known = [(entry, reader_of(entry)) for entry in entries]
        return _read(known, path, pattern, metadata)


def _read(
    known: Known, path: str | Path, pattern: re.Pattern | None, metadata: str | Path | None
) -> tuple[list[dict], list[dict]]:
    kinds = {reader.kind for _, reader in known if isinstance(reader, Reader)}
    if (pattern or metadata) and PAGE not in kinds:
        name = Path(path).name
        raise ValueError(f"layout and metadata describe .txt files, and there are none in {name!r}.")
    sidecar = sidecar_of(known, metadata) if PAGE in kinds else None
    described, notes = read_metadata(*sidecar, required=bool(metadata)) if sidecar else ({}, [])
    pages = {
        entry.name: reader for entry, reader in known if isinstance(reader, Reader) and reader.kind == PAGE
    }
    rows, own = matched(described, list(pages)), own_tables(known, sidecar, path, metadata)
    of_page = {page: described[name][1] for page, name in rows.items()}
    articles, found = read_known(known, of_page, own, pattern, described=bool(described))
    notes += found
    used, table = set(rows.values()), sidecar[0].name if sidecar else ""
    for name, (row, _) in described.items():
        if name not in used:
            reason = f"names {name!r}, which is no file of an article below the folder"
            notes.append(_note(table, "refused", reason, row))
    decided = settle_dates([article for place, article in articles.values() if place in pages])
    if decided and sidecar and not notes[0]["reason"]:
        notes[0] |= {"reason": decided, "told": True}
    return [article for _, article in articles.values()], notes


def read_known(
    known: Known, of_page: dict[str, dict], own: dict[str, list[dict]],
    pattern: re.Pattern | None = None, *, described: bool = False,
) -> tuple[dict[str, tuple[str, dict]], list[dict]]:  # fmt: skip
    """Place and fields of each article by its id, and notes on the files.

    `of_page` is what metadata say of pages by their names; `described`: there are metadata, and a page that
    they do not name gets a note. `own` are notes on tables that hold no articles, by name.
    """
    kinds = {reader.kind for _, reader in known if isinstance(reader, Reader)}
    articles: dict[str, tuple[str, dict]] = {}
    notes = []
    for entry, reader in known:
        if not isinstance(reader, Reader) or reader.kind == NONE:
            notes.append(_passed_over(entry, reader))
        elif reader.kind == PAGE:
            note = _read_page(entry, reader, articles, pattern, of_page.get(entry.name, {}))
            if described and entry.name not in of_page and not note["reason"]:
                note |= {"reason": "has no row in the metadata", "told": True}
            notes.append(note)
        elif entry.name in own:
            notes += own[entry.name]
        elif reader.kind == BUNDLE or kinds <= {TABLE, NONE}:
            notes += read_rows(entry, reader, articles)
        else:
            notes.append(_beside(entry, reader))
    return articles, notes


def own_tables(
    known: Known, sidecar: tuple[Entry, Reader] | None, path: str | Path, metadata: str | Path | None
) -> dict[str, list[dict]]:
    """Notes on tables that hold no articles of the corpus, by name.

    They are the metadata, which have notes, and what `write_tables` wrote beside articles.
    """
    names = {entry.name for entry, _ in known}
    own: dict[str, list[dict]] = {}
    for name in names:
        folder, _, file = name.rpartition("/")
        beside = {f"{folder}/{other}".lstrip("/") for other in ("captions.txt", "articles.parquet")}
        if beside <= names and file != "articles.parquet":
            own[name] = [_note(name, "ignored", "was written beside articles.parquet", told=False)]
    if sidecar:
        own[os.path.relpath(metadata, path).replace(os.sep, "/") if metadata else sidecar[0].name] = []
    return own


def _note(name: str, status: str, reason: object = "", row: int = 0, *, told: bool = True) -> dict:
    name = name.encode("utf-8", "replace").decode()  # names can be any bytes
    note = {"path": f"{name}:{row}" if row else name, "status": status, "reason": str(reason)}
    return note | {"told": told and bool(reason), "encoding": "", "articles": 0, "bytes": 0, "row": row}


def sidecar_of(known: Known, metadata: str | Path | None) -> tuple[Entry, Reader] | None:
    """The table that describes the pages: the one that was given, or metadata.csv or its like beside them."""
    if metadata:
        if Path(metadata).is_dir():
            raise ValueError(f"metadata {Path(metadata).name!r} is a folder; give the path of a table.")
        with files_below(Path(metadata)) as (entry, *_):
            reader = reader_of(entry)
        # A table of metadata may be called as one likes.
        return entry, reader if isinstance(reader, Reader) and reader.kind == TABLE else BY_SUFFIX[".csv"]
    tables = [
        (entry, reader)
        for entry, reader in known
        if isinstance(reader, Reader) and reader.kind == TABLE and _METADATA.fullmatch(entry.name)
    ]
    return min(tables, key=lambda table: (table[0].name != "metadata.csv", table[0].name), default=None)


def read_metadata(entry: Entry, reader: Reader, *, required: bool) -> tuple[Described, list[dict]]:
    """Fields by the file that they describe, none where the table cannot be used, and notes on it."""
    note = _note(entry.name, "read")
    try:
        described, refused = described_files(rows_of(entry, reader, note))
        if not described and not refused:
            raise ValueError("has no rows")
    except ValueError as error:
        if required:
            raise ValueError(f"metadata {entry.name!r} {error}.") from error
        return {}, [_note(entry.name, "refused", error)]
    return described, [note, *(_note(entry.name, "refused", reason, row) for row, reason in refused)]


def _passed_over(entry: Entry, reader: Reader | ValueError | None) -> dict:
    """Note on a file that is not read; what may hold articles is told."""
    suffix, name = suffix_of(entry.name), entry.name
    if isinstance(reader, ValueError):
        status = "refused" if entry.told else "ignored"
        return _note(name, status, reader, told=entry.told) | {"bytes": entry.size}
    if reader:
        try:
            reader.rows(None)
        except ValueError as error:
            return _note(name, "refused", error)
    if suffix in _TEXTUAL:
        what = f"is a {suffix} file" if suffix else "has no suffix"
        return _note(name, "ignored", f"{what}; call it .txt if it is an article")
    return _note(name, "ignored", "is no article", told=False)


def _beside(entry: Entry, reader: Reader) -> dict:
    """Note on a table that is not read as there are files of articles; one that may hold more is told."""
    told = bool(_METADATA.search(entry.name))
    try:
        rows = rows_of(entry, reader, {})
        columns = columns_of(tuple(next((fields for _, fields in rows if isinstance(fields, dict)), {})))
        told |= ("text" in columns) != ("filename" in columns)  # with both it is about the lines of a page
    except ValueError:
        pass
    reason = "is a table beside files of articles; read it by its own path, or give it as metadata="
    return _note(entry.name, "ignored", reason, told=told)


def _read_page(
    entry: Entry, reader: Reader, articles: dict, pattern: re.Pattern | None, fields: dict
) -> dict:
    """Add the article of a file with its fields in the metadata; a note on it."""
    note, stem = _note(entry.name, "read"), _ENDING.sub("", entry.name, count=1)
    try:
        ((_, given),) = rows_of(entry, reader, note)
        place = pattern.fullmatch(stem) if pattern else None
        if pattern and not place:
            raise ValueError("does not fit the layout; move or rename it")
        said = (place.groupdict() if place else {}) | {key: value for key, value in fields.items() if value}
        given |= {key if name == "text" else name: said[key] for name, key in columns_of(tuple(said)).items()}
        article = to_article(given, stem, note["path"], note["encoding"])
        if article["article_id"] == stem and stem in articles:
            raise ValueError(f"is called like {articles[stem][0]}; rename it if it is another article")
        _add(articles, article, note["path"], note)
    except ValueError as error:
        note |= {"status": "refused", "reason": str(error), "told": True}
    return note


def read_rows(
    entry: Entry, reader: Reader, articles: dict, rows: Callable[[dict], Rows] | None = None
) -> list[dict]:
    """Add the articles of a table or bundle; notes on the file and on its rows that gave none.

    `rows` gives some of them, and puts their encoding into the note; None: all.
    """
    note, refused, remarks = _note(entry.name, "read"), [], []
    found: list[tuple[str, int, dict[str, Any]]] = []
    n_marked = row = before = size = 0
    try:
        for row, fields in rows(note) if rows else rows_of(entry, reader, note):
            place = f"{note['path']}:{row}"
            if size > MAX_FILE:
                raise ValueError(f"holds more than {megabytes(MAX_FILE)} of text; divide it")
            if not row:
                remarks.append(str(fields))
                continue
            if isinstance(fields, dict) and reader.kind == TABLE and reader.name != "JSON":
                require_text(fields)  # of the whole table rather than of each of its rows
            try:
                if isinstance(fields, str):
                    raise ValueError(fields)
                fields, is_marked = without_markup(fields)
                found.append((place, row, to_article(fields, place, note["path"], note["encoding"])))
                n_marked += is_marked
                size += len(found[-1][2]["text"])
            except ValueError as error:
                refused.append(_note(entry.name, "refused", error, row))
        if not row:
            raise ValueError("has no rows")
    except ValueError as error:
        note |= {"status": "refused", "reason": str(error), "told": True}
    if n_marked:
        remarks.append(f"has HTML in {n_marked:,} texts; the tags were taken out")
    remarks += filter(None, [settle_dates([article for _, _, article in found])])
    remarks += _make_ids_unique([article for _, _, article in found], articles, note["path"])
    for place, row, article in found:
        try:
            before += not _add(articles, article, place, note)
        except ValueError as error:
            refused.append(_note(entry.name, "refused", error, row))
    if remarks and note["status"] == "read":
        note |= {"reason": "; ".join(remarks), "told": True}
    elif before:  # a table that was saved in two formats
        note["reason"] = f"{before} of its articles were read before, word for word"
    return [note, *sorted(refused, key=lambda refusal: refusal["row"])]


def _make_ids_unique(found: list[dict], articles: dict, name: str) -> list[str]:
    """Put the name of a file before the ids of its articles if other articles of other files have them."""
    same_id = [(article, articles.get(article["article_id"], ("", article))[1]) for article in found]
    others = [first["path"] for article, first in same_id if first["text"] != article["text"]]
    if not others:
        return []
    for article, first in same_id:
        if first is article or first["text"] != article["text"]:
            article["article_id"] = f"{name}:{article['article_id']}"
    return [f"has ids that {others[0]} has too; they begin with {name}: here"]


def _add(articles: dict, article: dict, place: str, note: dict) -> bool:
    """Add an article under its id; False where the very same one is there."""
    taken, first = articles.setdefault(article["article_id"], (place, article))
    if taken != place and first | _WHERE != article | _WHERE:
        raise ValueError(f"has the article_id {article['article_id']!r} of {taken}; change it")
    note["articles"] += taken == place
    return taken == place


def left_out(notes: list[dict], name: str) -> str:
    """What was left out or needs a look, in one sentence: each reason once, with its first place."""
    places: dict[str, list[str]] = {}
    for note in notes:
        places.setdefault(note["reason"], []).append(note["path"])
    shown = list(places.items())[:_TOLD]
    reasons = [f"{first} {why}{f' (and {len(more)} more)' if more else ''}" for why, (first, *more) in shown]
    count = "1 note" if len(notes) == 1 else f"{len(notes)} notes"
    return f"{count} on reading {name!r}: {'; '.join(reasons)}; scan_corpus lists all" if notes else ""

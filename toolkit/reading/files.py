"""Files as researchers have them: their articles, and a note on every file on what became of it."""

import csv
import gzip
import io
import json
import os
import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.reading.encodings import decode
from toolkit.reading.fields import ALIASES, as_text, columns_of, require_text, to_article

TABLES = (".csv", ".tsv", ".parquet", ".jsonl", ".ndjson")
_CONVERTIBLE = ".docx .doc .rtf .pdf .html .htm .odt .xlsx .xls .json .zip .warc".split()
_README = "readme license licence copying notice".split()
_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)

Rows = Iterator[tuple[int, dict | str]]
"""Rows of a table, numbered from 1 (in JSONL: lines), each as its fields or as what is wrong with it."""


def read_articles(
    path: str | Path, layout: str | None = None, metadata: str | Path | None = None
) -> tuple[list[dict], list[dict]]:
    """Articles below `path`, and notes: one a file and one a refused row, with `row` 0 for a whole file."""
    path, pattern = Path(path), _layout_pattern(layout) if layout else None
    root, files, has_texts = _find_files(path, layout, metadata)
    sidecar, described, notes = Path(metadata or root / "metadata.csv"), None, []
    if metadata or (has_texts and path.is_dir() and sidecar.is_file()):
        described, notes = _read_metadata(sidecar, required=bool(metadata))
    articles: dict[str, tuple[str, dict]] = {}
    for file in files:
        name = file.relative_to(root).as_posix().encode("utf-8", "replace").decode()  # names can be any bytes
        if _kind(file) == ".txt":
            row, fields = (described or {}).pop(unicodedata.normalize("NFC", name), (0, {}))
            note = _read_text(file, name, articles, pattern, fields)
            if described is not None and not row:
                note["reason"] = note["reason"] or "has no row in the metadata"
            notes.append(note)
        elif _kind(file) in TABLES and not has_texts:
            notes += _read_table(file, name, articles)
        elif described is None or file != sidecar:
            notes.append(_passed_over(file, name))
    for name, (row, _) in (described or {}).items():
        reason = f"names {name!r}, which is no .txt file below the folder"
        notes.append(_note(sidecar.name, "refused", reason, row))
    return [article for _, article in articles.values()], notes


def _find_files(path: Path, layout: str | None, metadata: str | Path | None) -> tuple[Path, list[Path], bool]:
    """Root, files by path, and whether there are texts among them."""
    for given in (path, Path(metadata or path)):
        if not given.exists():
            raise FileNotFoundError(f"{str(given)!r} does not exist; give the path of a folder or a file.")
    root, files = (path, _list_files(path)) if path.is_dir() else (path.parent, [path])
    has_texts = any(_kind(file) == ".txt" for file in files)
    if (layout or metadata) and not has_texts:
        raise ValueError(f"layout and metadata describe .txt files, and there are none in {path.name!r}.")
    return root, files, has_texts


def _note(name: str, status: str, reason: object = "", row: int = 0) -> dict:
    place = f"{name}:{row}" if row else name
    note = {"path": place, "status": status, "reason": str(reason)}
    return note | {"encoding": "", "articles": 0, "bytes": 0, "row": row}


def _list_files(root: Path) -> list[Path]:
    """Files by path, and folders that are hidden, closed or linked without what is in them."""
    found = []
    for entry in sorted(root.rglob("*")):
        *folders, name = entry.relative_to(root).parts
        is_open = entry.is_dir() and not entry.is_symlink() and os.access(entry, os.R_OK | os.X_OK)
        if (not is_open or name.startswith(".")) and not any(folder.startswith(".") for folder in folders):
            found.append(entry)
    return found


def _kind(file: Path) -> str:
    """Suffix that says how to read a file, compressed or not; none of a readme or a hidden file."""
    stem, suffix = os.path.splitext(file.name.lower().removesuffix(".gz"))
    return "" if stem in _README or stem.startswith(".") else suffix


def _passed_over(file: Path, name: str) -> dict:
    kind = _kind(file)
    if file.is_dir() and not file.name.startswith("."):
        return _note(name, "refused", "is a link to a folder, or a closed one; put its files here")
    if kind in _CONVERTIBLE:
        return _note(name, "refused", f"is a {kind} file; save its text as .txt, or in a row of a .csv")
    reason = "is a table beside .txt files; read it by its own path" if kind in TABLES else "is no article"
    return _note(name, "ignored", reason)


def _layout_pattern(layout: str) -> re.Pattern[str]:
    """Compile a layout; a field holds neither a slash nor the character that follows it: one reading only."""
    parts = re.split(r"\{(\w*)\}", layout.removesuffix(".txt"))
    names, between = parts[1::2], parts[2::2]
    valid = all(name.isidentifier() for name in names) and len(set(names)) == len(names)
    if not names or not valid or "" in between[:-1]:
        raise ValueError(f"layout {layout!r} needs different {{fields}} with a character between any two.")
    fields = [
        f"(?P<{name}>[^/{re.escape(mark[:1])}]+){re.escape(mark)}"
        for name, mark in zip(names, between, strict=True)
    ]
    return re.compile(re.escape(parts[0]) + "".join(fields))


def _read_metadata(path: Path, *, required: bool) -> tuple[dict[str, tuple[int, dict]], list[dict]]:
    """Read the sidecar: (row, fields) by file name, and notes on it."""
    note, described, again = _note(path.name, "read"), {}, []
    try:
        for row, fields in _table_rows(path, note):
            if isinstance(fields, str):
                again.append(_note(path.name, "refused", fields, row))
                continue
            columns = columns_of(tuple(fields))
            key = columns.get("filename") or columns.get("path") or columns.get("article_id")
            if key is None:
                raise ValueError(f"has no column 'filename' (found: {', '.join(fields)})")
            name = unicodedata.normalize("NFC", as_text(fields.pop(key)).strip()).replace("\\", "/")
            if described.setdefault(name.removeprefix("./"), (row, fields))[0] != row:
                reason = f"describes {name!r} a second time; keep one row"
                again.append(_note(path.name, "refused", reason, row))
    except ValueError as error:
        if required:
            raise ValueError(f"metadata {path.name!r} {error}.") from error
        return {}, [_note(path.name, "refused", error)]
    return described, [note, *again]


def _read_text(file: Path, name: str, articles: dict, pattern: re.Pattern | None, fields: dict) -> dict:
    """Add the article of a text file with its fields in the metadata; a note on it."""
    note, stem = _note(name, "read"), re.sub(r"\.txt(\.gz)?$", "", name, flags=re.IGNORECASE)
    try:
        text, note["encoding"] = decode(_file_bytes(file, note))
        if _HTML.match(text):
            raise ValueError("is an HTML page; save the text of the page")
        place = pattern.fullmatch(stem) if pattern else None
        if pattern and not place:
            raise ValueError("does not fit the layout; move or rename it")
        given = {"text": text} | (place.groupdict() if place else {})
        given |= {key: value for key, value in fields.items() if value}
        _add(articles, given, stem, note, name)
    except ValueError as error:
        note |= {"status": "refused", "reason": str(error)}
    return note


def _read_table(file: Path, name: str, articles: dict) -> list[dict]:
    """Add the articles of a table; notes on the file and on its rows that gave none."""
    note, refused, row = _note(name, "read"), [], 0
    try:
        for row, fields in _table_rows(file, note):
            if isinstance(fields, dict) and "json" not in _kind(file):
                require_text(fields)  # of the whole table rather than of each of its rows
            try:
                _add(articles, fields, f"{name}:{row}", note, f"{name}:{row}")
            except ValueError as error:
                refused.append(_note(name, "refused", error, row))
        if not row:
            raise ValueError("has no rows")
    except ValueError as error:
        note |= {"status": "refused", "reason": str(error)}
    return [note, *refused]


def _add(articles: dict, fields: dict | str, name: str, note: dict, place: str) -> None:
    """Add an article under its id, or `name` if it brings none, with the place that a second one is told."""
    if isinstance(fields, str):
        raise ValueError(fields)
    article = to_article(fields, name, note["path"], note["encoding"])
    taken, _ = articles.setdefault(article["article_id"], (place, article))
    if taken != place:
        raise ValueError(f"has the article_id {article['article_id']!r} of {taken}; change it")
    note["articles"] += 1


def _file_bytes(file: Path, note: dict) -> bytes:
    """Content of a file, unpacked; its size on disk goes into the note."""
    try:
        note["bytes"], data = file.stat().st_size, file.read_bytes()
        data = gzip.decompress(data) if file.suffix.lower() == ".gz" else data
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if not data.strip():
        raise ValueError("is empty")
    return data


def _table_rows(file: Path, note: dict) -> Rows:
    kind = _kind(file)
    if kind not in TABLES:
        raise ValueError(f"is no table; give one of {', '.join(TABLES)}")
    data = _file_bytes(file, note)
    if kind == ".parquet":
        return enumerate(pq.ParquetFile(pa.BufferReader(data)).read().to_pylist(), 1)
    text, note["encoding"] = decode(data)
    return _csv_rows(text) if kind in (".csv", ".tsv") else _jsonl_rows(text)


def _csv_rows(text: str) -> Rows:
    start = text.lstrip().partition("\n")[0].replace('"', "")
    known = {mark: len(ALIASES.keys() & columns_of(tuple(start.split(mark)))) for mark in ",;\t|"}
    delimiter = max(known, key=lambda mark: (known[mark], start.count(mark)))
    limit = csv.field_size_limit(len(text) + 1)  # its own, 131,072 characters, is too few
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    finally:
        csv.field_size_limit(limit)
    header = [name.strip() for name in header]
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise ValueError(f"has two columns named {twice[0]!r}; rename one")
    for number, row in enumerate(rows, 1):
        fits = len(row) == len(header)
        reason = f"has {len(row)} fields, the header {len(header)}; quote text that has {delimiter!r}"
        if row:
            yield number, dict(zip(header, row, strict=True)) if fits else reason


def _jsonl_rows(text: str) -> Rows:
    """Rows with numbers as they are written: an id is not a quantity."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_int=str, parse_float=str, parse_constant=lambda _: "")
            fits = isinstance(record, dict)
            yield number, record if fits else "is no JSON object with the fields of an article"
        except (ValueError, RecursionError) as error:
            yield number, f"is not valid JSON ({error})"

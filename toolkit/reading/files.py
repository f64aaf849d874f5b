"""Files as researchers have them: their articles, and a note on every file on what became of it."""

import gzip
import os
import re
import unicodedata
import zlib
from pathlib import Path

from toolkit.reading.encodings import decode
from toolkit.reading.fields import Rows, as_text, columns_of, require_text, to_article
from toolkit.reading.json import json_rows
from toolkit.reading.tables import csv_rows, parquet_rows
from toolkit.reading.text import text_rows

_READERS = {".txt": text_rows, ".csv": csv_rows, ".tsv": csv_rows, ".jsonl": json_rows, ".ndjson": json_rows}
TABLES = (".parquet", *list(_READERS)[1:])
_CONVERTIBLE = ".docx .doc .rtf .pdf .html .htm .odt .xlsx .xls .json .zip .warc".split()
_TEXTUAL = (".md", ".text", "")
_WHERE = {"path": "", "encoding": ""}  # what the same article may have otherwise in another file
_README = "readme license licence copying notice".split()
_WRITTEN = ("captions.txt", "tables.xlsx")  # by write_tables, beside tables of articles


def read_articles(
    path: str | Path, layout: str | None = None, metadata: str | Path | None = None
) -> tuple[list[dict], list[dict]]:
    """Articles below `path`, and notes: one a file and one a refused row, with `row` 0 for a whole file.

    A note that loading should tell is `told`; the others only say why a file is no article.
    """
    path, pattern = Path(path), _layout_pattern(layout) if layout else re.compile(".*", re.DOTALL)
    root, files, sidecar, has_texts = _find_files(path, layout, metadata)
    described, notes = _read_metadata(sidecar, required=bool(metadata)) if sidecar else (None, [])
    articles: dict[str, tuple[str, dict]] = {}
    for file in files:
        name = file.relative_to(root).as_posix().encode("utf-8", "replace").decode()  # names can be any bytes
        if _kind(file) == ".txt":
            row, fields = (described or {}).pop(unicodedata.normalize("NFC", name), (0, {}))
            note = _read_text(file, name, articles, pattern, fields)
            if described is not None and not row and not note["reason"]:
                note |= {"reason": "has no row in the metadata", "told": True}
            notes.append(note)
        elif _kind(file) in TABLES and not has_texts:
            notes += _read_table(file, name, articles)
        elif file != sidecar:
            notes.append(_passed_over(file, name))
    for name, (row, _) in (described or {}).items():
        reason = f"names {name!r}, which is no .txt file below the folder"
        notes.append(_note(Path(sidecar or "").name, "refused", reason, row))
    return [article for _, article in articles.values()], notes


def _find_files(
    path: Path, layout: str | None, metadata: str | Path | None
) -> tuple[Path, list[Path], Path | None, bool]:
    """Root, files by path, the table that describes the texts, and whether there are texts."""
    for given in (path, Path(metadata or path)):
        if not given.exists():
            raise FileNotFoundError(f"{str(given)!r} does not exist; give the path of a folder or a file.")
    root, files = (path, _list_files(path)) if path.is_dir() else (path.parent, [path])
    has_texts = any(_kind(file) == ".txt" for file in files)
    if (layout or metadata) and not has_texts:
        raise ValueError(f"layout and metadata describe .txt files, and there are none in {path.name!r}.")
    found = [file for file in files if file.parent == root and _is_metadata(file)] if has_texts else []
    first = min(found, key=lambda file: (file.name != "metadata.csv", file.name), default=None)
    return root, files, Path(metadata) if metadata else first, has_texts


def _note(name: str, status: str, reason: object = "", row: int = 0, *, told: bool = True) -> dict:
    place = f"{name}:{row}" if row else name
    note = {"path": place, "status": status, "reason": str(reason), "told": told and bool(reason)}
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
    """Suffix that says how to read a file, compressed or not; "." for what is no article by its name."""
    name = file.name.lower()
    stem, suffix = os.path.splitext(name.removesuffix(".gz"))
    return "." if stem in _README or stem.startswith(".") or name in _WRITTEN else suffix


def _is_metadata(file: Path) -> bool:
    return file.name.lower().startswith("metadata.") and _kind(file) in TABLES


def _passed_over(file: Path, name: str) -> dict:
    """Note on a file that is not read; what may hold articles is told."""
    kind = _kind(file)
    if file.is_dir() and kind != ".":
        return _note(name, "refused", "is a link to a folder, or a closed one; put its files here")
    if kind in _CONVERTIBLE:
        return _note(name, "refused", f"is a {kind} file; save its text as .txt, or in a row of a .csv")
    if kind in _TEXTUAL:
        what = f"is a {kind} file" if kind else "has no suffix"
        return _note(name, "ignored", f"{what}; call it .txt if it is an article")
    if kind in TABLES:
        told = _is_metadata(file) or _has_articles(file)
        return _note(name, "ignored", "is a table beside .txt files; read it by its own path", told=told)
    return _note(name, "ignored", "is no article", told=False)


def _has_articles(file: Path) -> bool:
    """Say whether a table has texts of its own: a column of texts, and none that names their files."""
    try:
        first = next((fields for _, fields in _rows(file, {}) if isinstance(fields, dict)), {})
    except ValueError:
        return False
    columns = columns_of(tuple(first))
    return "text" in columns and "filename" not in columns


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


def _read_metadata(path: Path, *, required: bool) -> tuple[dict[str, tuple[int, dict]] | None, list[dict]]:
    """Read the sidecar: (row, fields) by file name, None where it cannot be used, and notes on it."""
    note, again = _note(path.name, "read"), []
    described: dict[str, tuple[int, dict]] = {}
    try:
        for row, fields in _rows(path, note):
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
        return None, [_note(path.name, "refused", error)]
    return described, [note, *again]


def _read_text(file: Path, name: str, articles: dict, pattern: re.Pattern, fields: dict) -> dict:
    """Add the article of a text file with its fields in the metadata; a note on it."""
    note, stem = _note(name, "read"), re.sub(r"\.txt(\.gz)?$", "", name, flags=re.IGNORECASE)
    try:
        ((_, given),) = _rows(file, note)
        if not (place := pattern.fullmatch(stem)):
            raise ValueError("does not fit the layout; move or rename it")
        given |= place.groupdict() | {key: value for key, value in fields.items() if value}
        _add(articles, given, stem, note, name)
    except ValueError as error:
        note |= {"status": "refused", "reason": str(error), "told": True}
    return note


def _read_table(file: Path, name: str, articles: dict) -> list[dict]:
    """Add the articles of a table; notes on the file and on its rows that gave none."""
    note, refused, row, before = _note(name, "read"), [], 0, 0
    try:
        for row, fields in _rows(file, note):
            if isinstance(fields, dict) and "json" not in _kind(file):
                require_text(fields)  # of the whole table rather than of each of its rows
            try:
                before += not _add(articles, fields, f"{name}:{row}", note, f"{name}:{row}")
            except ValueError as error:
                refused.append(_note(name, "refused", error, row))
        if not row:
            raise ValueError("has no rows")
    except ValueError as error:
        note |= {"status": "refused", "reason": str(error), "told": True}
    if before:  # a table that was saved in two formats
        note["reason"] = f"{before} of its articles were read before, word for word"
    return [note, *refused]


def _add(articles: dict, fields: dict | str, name: str, note: dict, place: str) -> bool:
    """Add an article under its id, or `name` if it brings none; False where the very same one is there."""
    if isinstance(fields, str):
        raise ValueError(fields)
    article = to_article(fields, name, note["path"], note["encoding"])
    taken, first = articles.setdefault(article["article_id"], (place, article))
    if taken != place and first | _WHERE != article | _WHERE:
        raise ValueError(f"has the article_id {article['article_id']!r} of {taken}; change it")
    note["articles"] += taken == place
    return taken == place


def _rows(file: Path, note: dict) -> Rows:
    """Rows of a file; its encoding and its size on disk go into the note."""
    if file.exists() and not file.is_file():
        raise ValueError("is no file but a folder, a pipe or a device")  # a pipe would be waited for
    try:
        note["bytes"], data = file.stat().st_size, file.read_bytes()
        data = gzip.decompress(data) if file.suffix.lower() == ".gz" else data
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if not data.strip():
        raise ValueError("is empty")
    if _kind(file) == ".parquet":
        return parquet_rows(data)
    text, note["encoding"] = decode(data)
    return _READERS.get(_kind(file), csv_rows)(text)  # metadata may be called as one likes

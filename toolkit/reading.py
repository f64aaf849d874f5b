"""Files as researchers have them, read as one stream of articles and of notes on what gave none."""

import csv
import gzip
import io
import json
import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from toolkit.encodings import decode
from toolkit.fields import ALIASES, as_text, columns_of, require_text, to_article

TABLES = (".csv", ".tsv", ".parquet", ".json", ".jsonl", ".ndjson")
MAX_TEXT, MAX_TABLE = 50_000_000, 2_000_000_000
_CONVERTIBLE = ".docx .doc .rtf .pdf .html .htm .odt .xlsx .xls .zip .warc".split()
_README = "readme license licence copying notice".split()
_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


class Seen(NamedTuple):
    """What was met in a file, or in a row of it (`row` 0: the whole file)."""

    path: str
    status: str = ""
    reason: str = ""
    encoding: str = ""
    bytes: int = 0
    row: int = 0

    @property
    def place(self) -> str:
        """The file, with the row if it is about one."""
        return f"{self.path}:{self.row}" if self.row else self.path

    def refused(self, reason: object, row: int = 0) -> "Seen":
        """The same place, refused for `reason`."""
        return self._replace(status="refused", reason=str(reason), row=row)


Stream = Iterator[tuple[Seen, dict | None]]
Rows = Iterator[tuple[int, dict | str]]


def read_articles(path: str | Path, layout: str | None = None, metadata: str | Path | None = None) -> Stream:
    """Yield all that is seen below `path`, with its article or None; an id that is taken is refused."""
    taken: dict[str, str] = {}
    for seen, article in _read(Path(path), layout, metadata):
        seen = seen._replace(path=seen.path.encode("utf-8", "replace").decode())  # names can be any bytes
        if article and taken.setdefault(article["article_id"], seen.place) != seen.place:
            name = article["article_id"]
            yield (
                seen.refused(f"has the article_id {name!r} of {taken[name]}; change it", seen.row),
                None,
            )
        else:
            yield seen, article


def _read(path: Path, layout: str | None, metadata: str | Path | None) -> Stream:
    pattern = _layout_pattern(layout) if layout else None
    for given in (path, Path(metadata or path)):
        if not given.exists():
            raise FileNotFoundError(f"{str(given)!r} does not exist; give the path of a folder or a file.")
    root, found = (path, list(_list_files(path))) if path.is_dir() else (path.parent, [Seen(path.name)])
    texts = {seen.path for seen in found if not seen.status and _kind(seen.path) == ".txt"}
    if (layout or metadata) and not texts:
        raise ValueError(f"layout and metadata describe .txt files, and there are none in {path.name!r}.")
    sidecar, described = Path(metadata or root / "metadata.csv"), None
    if metadata or (texts and path.is_dir() and sidecar.is_file()):
        notes, described = _read_metadata(sidecar, required=bool(metadata))
        yield from ((note, None) for note in notes)
    for seen in tqdm(found, disable=len(found) <= 1000, unit="file", leave=False, file=sys.stderr):
        if seen.path in texts:
            yield _read_text(root, seen, pattern, described)
        elif not (seen.status or texts) and _kind(seen.path) in TABLES:
            yield from _read_table(root, seen)
        elif described is None or root / seen.path != sidecar:
            yield _passed_over(seen), None
    for name, (row, _) in (described or {}).items():
        yield Seen(sidecar.name).refused(f"names {name!r}, which is no .txt file below the folder", row), None


def _list_files(root: Path, folder: str = "") -> Iterator[Seen]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Seen(folder or ".").refused(f"cannot be opened ({error.strerror})")
        return
    for entry in entries:
        name = folder + entry.name
        if entry.name.startswith("."):
            yield Seen(name, "ignored", "is hidden")
        elif entry.is_symlink() and not (entry.is_file() and _is_inside(Path(entry.path), root)):
            yield Seen(name).refused("is a link to a folder or out of the corpus; put the files here")
        elif entry.is_dir():
            yield from _list_files(root, f"{name}/")
        else:
            yield Seen(name)


def _is_inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _kind(name: str) -> str:
    """Suffix that says how to read a file, compressed or not; a readme has none."""
    stem, suffix = os.path.splitext(name.lower().removesuffix(".gz"))
    return "" if os.path.basename(stem) in _README else suffix


def _passed_over(seen: Seen) -> Seen:
    kind = _kind(seen.path)
    if seen.status:
        return seen
    if kind in _CONVERTIBLE:
        return seen.refused(f"is a {kind} file; save its text as .txt, or in a row of a .csv")
    reason = "is a table beside .txt files; read it by its own path" if kind in TABLES else "is no article"
    return seen._replace(status="ignored", reason=reason)


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


def _read_metadata(path: Path, *, required: bool) -> tuple[list[Seen], dict[str, tuple[int, dict]]]:
    """Read the sidecar: notes on it and, by file name, (row, fields)."""
    seen, notes, rows = Seen(path.name, "read"), [], {}
    try:
        table, encoding, size = _table_rows(path)
        seen = seen._replace(encoding=encoding, bytes=size)
        for row, fields in table:
            if isinstance(fields, str):
                notes.append(seen.refused(fields, row))
                continue
            columns = columns_of(tuple(fields))
            key = columns.get("filename") or columns.get("path") or columns.get("article_id")
            if key is None:
                raise ValueError(f"has no column 'filename' (found: {', '.join(fields)})")
            name = unicodedata.normalize("NFC", as_text(fields.pop(key)).strip()).replace("\\", "/")
            if rows.setdefault(name.removeprefix("./"), (row, fields))[0] != row:
                notes.append(seen.refused(f"describes {name!r} a second time; keep one row", row))
    except ValueError as error:
        if required:
            raise ValueError(f"metadata {path.name!r} {error}.") from error
        return [seen.refused(error)], {}
    return [seen, *notes], rows


def _read_text(
    root: Path, seen: Seen, pattern: re.Pattern[str] | None, described: dict[str, tuple[int, dict]] | None
) -> tuple[Seen, dict | None]:
    row, fields = (described or {}).pop(unicodedata.normalize("NFC", seen.path), (0, {}))
    stem = re.sub(r"\.txt(\.gz)?$", "", seen.path, flags=re.IGNORECASE)
    try:
        data, size = _file_bytes(root / seen.path, MAX_TEXT)
        seen = seen._replace(bytes=size)
        text, encoding = decode(data)
        seen = seen._replace(status="read", encoding=encoding)
        if _HTML.match(text):
            raise ValueError("is an HTML page; save the text of the page")
        place = pattern.fullmatch(stem) if pattern else None
        if pattern and not place:
            raise ValueError("does not fit the layout; move or rename it")
        named = place.groupdict() if place else {}
        given = {"text": text} | named | {key: value for key, value in fields.items() if value}
        article = to_article(given, stem, seen.path, encoding)
    except ValueError as error:
        return seen.refused(error), None
    missing = described is not None and not row
    return seen._replace(reason="has no row in the metadata" if missing else ""), article


def _read_table(root: Path, seen: Seen) -> Stream:
    row, has_header = 0, "json" not in _kind(seen.path)
    try:
        rows, encoding, size = _table_rows(root / seen.path)
        seen = seen._replace(status="read", encoding=encoding, bytes=size)
        for row, fields in rows:
            if has_header and isinstance(fields, dict):
                require_text(fields)  # once for the table rather than for each of its rows
            try:
                if isinstance(fields, str):
                    raise ValueError(fields)
                article = to_article(fields, f"{seen.path}:{row}", seen.path, encoding)
                yield seen._replace(row=row), article
            except ValueError as error:
                yield seen.refused(error, row), None
        if not row:
            raise ValueError("has no rows")
    except ValueError as error:
        yield seen.refused(error), None


def _file_bytes(path: Path, limit: int) -> tuple[bytes, int]:
    """Content of a file, unpacked, and its size on disk."""
    data = bytearray()
    try:
        with (gzip.open if path.suffix.lower() == ".gz" else open)(path, "rb") as stream:
            while chunk := stream.read(1 << 20):
                data += chunk
                if len(data) > limit:
                    raise ValueError(f"is larger than {limit // 1_000_000:,} MB; split it")
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if not data.strip():
        raise ValueError("is empty")
    return bytes(data), path.stat().st_size


def _table_rows(path: Path) -> tuple[Rows, str, int]:
    """Rows of a table, numbered from 1 (in JSONL: lines), each as its fields or as what is wrong with it."""
    kind = _kind(path.name)
    if kind not in TABLES:
        raise ValueError(f"is no table; give one of {', '.join(TABLES)}")
    data, size = _file_bytes(path, MAX_TABLE)
    if kind == ".parquet":
        return _parquet_rows(data), "", size
    text, encoding = decode(data)
    read = {".csv": _csv_rows, ".tsv": _csv_rows, ".json": _json_rows}.get(kind, _jsonl_rows)
    return read(text), encoding, size


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
        if len(row) == len(header):
            yield number, {name: value for name, value in zip(header, row, strict=True) if name}
        elif row:
            yield (
                number,
                f"has {len(row)} fields, the header {len(header)}; quote text that has {delimiter!r}",
            )


def _jsonl_rows(text: str) -> Rows:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, _fields(_json(line))
            except ValueError as error:
                yield number, str(error)


def _json_rows(text: str) -> Rows:
    records = _json(text)
    for number, record in enumerate(records if isinstance(records, list) else [records], 1):
        yield number, _fields(record)


def _fields(record: object) -> dict | str:
    return record if isinstance(record, dict) else "is no JSON object with the fields of an article"


def _json(text: str) -> object:
    """Parse with numbers as they are written: an id is not a quantity."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: "")
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not valid JSON ({error})") from error


def _parquet_rows(data: bytes) -> Rows:
    table = pq.ParquetFile(pa.BufferReader(data))
    records = (record for batch in table.iter_batches(batch_size=1000) for record in batch.to_pylist())
    yield from enumerate(records, 1)

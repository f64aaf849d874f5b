"""Pieces: a corpus too large to be read at once, as files and stretches of files that are read one by one."""

import io
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from toolkit import __version__
from toolkit.files.folders import Entry, entry_of, files_below, is_hidden
from toolkit.files.formats import BY_SUFFIX, PACKED, PAGE, TABLE
from toolkit.files.intake import read_known, read_metadata, read_rows, sidecar_of
from toolkit.files.metadata import layout_pattern, matched
from toolkit.files.rows import reader_of, suffix_of
from toolkit.reading.dates import settle_dates
from toolkit.reading.encodings import decode
from toolkit.reading.fields import Rows
from toolkit.reading.json import json_rows
from toolkit.reading.limits import MAX_FILE, megabytes
from toolkit.reading.tables import rows_of_groups

GROUPS, LINES, FILES, KEPT = "row groups", "lines", "files", "kept"
MARK = b"toolkit.articles"  # of a file that holds articles as they were loaded: the version that wrote it
BY = b"toolkit.by"  # the column of which the file holds all articles of a value
_LINED = (".jsonl", ".ndjson")


class Piece(NamedTuple):
    """Where some articles stand: files below a path, or some row groups or bytes of a single file."""

    name: str
    path: str
    kind: str
    files: tuple[str, ...]
    begin: int = 0
    end: int = 0
    before: int = 0
    """Rows or lines of the file above this piece."""
    size: int = 0
    """Bytes of the files: of others, they are other files."""
    by: str = ""
    """A column of which no other piece holds an article of a value that one of this piece has."""
    layout: str | None = None
    of_page: tuple[tuple[str, dict], ...] | None = None
    """Names of the files that metadata describe, with what they say; None where there are no metadata."""


def pieces_of(path: str | Path, size: int, layout: str | None, metadata: str | Path | None) -> list[Piece]:
    """The pieces of all files below a path or address, of about `size` articles each where files allow it.

    Raises
    ------
    FileNotFoundError
        If nothing is there.
    ValueError
        If no file holds articles, a folder of pages has neither a layout nor metadata, or there is a zip
        archive.
    """
    path = str(path)
    entries = {entry.name: entry for entry in _entries(path)}
    if packed := [name for name in entries if ".zip/" in name.lower() or path.lower().endswith(".zip")]:
        raise ValueError(f"{packed[0]!r} is in a zip archive, which is not read in parts; unpack it.")
    readers = {name: BY_SUFFIX.get(suffix_of(name)) for name in entries}
    pages = [name for name, reader in readers.items() if reader and reader.kind == PAGE]
    if pages:
        return _sized(_pages(path, entries, pages, size, layout, metadata), entries)
    if layout or metadata:
        raise ValueError(f"layout and metadata describe .txt files, and there are none in {_last(path)!r}.")
    pieces: list[Piece] = []
    for name, reader in readers.items():
        if name.lower().endswith(".parquet"):
            pieces += _row_groups(path, name, size)
        elif name.lower().endswith(_LINED):
            pieces += _lines(path, name, size)
        elif reader and reader.kind == TABLE:
            pieces.append(Piece(name, path, FILES, (name,)))
    if not pieces:
        raise ValueError(
            f"no file of articles was found in {_last(path)!r}; give Parquet, CSV or JSON files."
        )
    return _sized(pieces, entries)


def _sized(pieces: list[Piece], entries: dict[str, Entry]) -> list[Piece]:
    return [piece._replace(size=sum(entries[name].size for name in piece.files)) for piece in pieces]


def _entries_of(piece: Piece) -> list[Entry]:
    """The files of a piece, as long as they are what was found when it was made."""
    entries = [_entry(piece.path, name) for name in piece.files]
    if sum(entry.size for entry in entries) != piece.size:
        raise ValueError(f"{piece.name} changed after it was opened; open the corpus again.")
    return entries


def read_piece(piece: Piece) -> tuple[list[dict], list[dict]]:
    """Articles of a piece, and notes on its files and refused rows, as `read_articles` gives them."""
    entries = _entries_of(piece)
    articles: dict[str, tuple[str, dict]] = {}
    if piece.kind == FILES:
        known = [(entry, reader_of(entry)) for entry in entries]
        pattern = layout_pattern(piece.layout) if piece.layout else None
        described = piece.of_page is not None
        articles, notes = read_known(known, dict(piece.of_page or ()), {}, pattern, described=described)
        if described or pattern:
            settle_dates([article for _, article in articles.values()])
    else:
        reader, rows = {GROUPS: (PACKED[0], _group_rows), LINES: (BY_SUFFIX[".jsonl"], _line_rows)}[
            piece.kind
        ]
        notes = read_rows(entries[0], reader, articles, partial(rows, piece, entries[0]))
    return [article for _, article in articles.values()], notes


def kept_table(piece: Piece) -> pa.Table:
    """The table of a piece that holds articles as they were loaded."""
    with _entries_of(piece)[0].opened() as stream:
        return pq.ParquetFile(stream).read()


def _entries(path: str) -> list[Entry]:
    """Files below a path or an address, by name, without those that are hidden."""
    if "://" in path:
        system, base = _system(path)
        found = system.get_file_info(base)
        if found.type == fs.FileType.NotFound:
            raise FileNotFoundError(f"{path!r} does not exist; give the address of a folder or a file.")
        selector = fs.FileSelector(base, recursive=True)
        files = (
            [found] if found.is_file else sorted(system.get_file_info(selector), key=lambda info: info.path)
        )
        names = {info.path[len(base) :].strip("/") or info.base_name: info for info in files if info.is_file}
        return [_remote(system, info, name) for name, info in names.items() if not is_hidden(name)]
    if not Path(path).exists():
        raise FileNotFoundError(f"{path!r} does not exist; give the path of a folder or a file.")
    with files_below(Path(path)) as entries:
        return [entry for entry in entries if entry.told]


def _entry(path: str, name: str) -> Entry:
    """A file below a path or an address, or the file that this is, to be opened where it is read."""
    if "://" not in path:
        inner = Path(path, name) if Path(path).is_dir() else Path(path)
        return entry_of(inner, name, os.path.realpath(path) if inner.is_symlink() else None)
    system, base = _system(path)
    found = system.get_file_info([base, f"{base}/{name}"])
    return _remote(system, found[0] if found[0].is_file else found[1], name)


def _remote(system: fs.FileSystem, info: fs.FileInfo, name: str) -> Entry:
    return Entry(name, info.size or 0, lambda: io.BufferedReader(system.open_input_file(info.path)))


def _system(path: str) -> tuple[fs.FileSystem, str]:
    """The file system of an address such as s3://bucket/news, and the path in it."""
    try:
        return fs.FileSystem.from_uri(path)
    except pa.ArrowInvalid:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise ValueError(f"{path!r} needs the package fsspec; install it, or copy the files.") from None
        system, base = url_to_fs(path)
        return fs.PyFileSystem(fs.FSSpecHandler(system)), base.rstrip("/")


def _last(path: str | Path) -> str:
    return str(path).rstrip("/").rpartition("/")[2]


def _pages(
    path: str, entries: dict[str, Entry], pages: list[str], size: int,
    layout: str | None, metadata: str | Path | None,
) -> list[Piece]:  # fmt: skip
    """Blocks of pages, each with what the metadata say of them."""
    tables = [(entry, reader_of(entry)) for entry in entries.values() if "metadata" in entry.name.lower()]
    sidecar = sidecar_of(tables, metadata)
    described = read_metadata(*sidecar, required=bool(metadata))[0] if sidecar else {}
    if not described and not layout:
        found = f"{_last(path)!r} is a folder of pages"
        raise ValueError(f"{found}; give layout= or a metadata.csv: nothing is guessed from paths in parts.")
    rows = matched(described, pages)
    pieces = []
    for block in (tuple(pages[first : first + size]) for first in range(0, len(pages), size)):
        told = f"{block[0]} to {block[-1]}" if len(block) > 1 else block[0]
        of_page = tuple((page, described[rows[page]][1]) for page in block if page in rows)
        pieces.append(Piece(told, path, FILES, block, layout=layout, of_page=of_page if described else None))
    return pieces


def _row_groups(path: str, name: str, size: int) -> Iterator[Piece]:
    """Neighbouring row groups until they hold `size` articles; a row group is never cut."""
    try:
        with _entry(path, name).opened() as stream:
            shape = pq.ParquetFile(stream).metadata
    except (OSError, pa.ArrowInvalid):
        yield Piece(name, path, FILES, (name,))  # this part fails and says why, and the others do not
        return
    marks = shape.metadata or {}
    if marks.get(MARK) == __version__.encode():
        yield Piece(name, path, KEPT, (name,), by=marks.get(BY, b"").decode())
        return
    groups = [shape.row_group(number) for number in range(shape.num_row_groups)]
    if large := [number for number, group in enumerate(groups) if group.total_byte_size > MAX_FILE]:
        what = f"row group {large[0]} of {name} holds more than {megabytes(MAX_FILE)}"
        raise ValueError(f"{what}; write the file anew with row groups of some thousand articles.")
    first = before = rows = 0
    for number, group in enumerate(groups):
        rows += group.num_rows
        if rows >= size or number == len(groups) - 1:
            told = f"row groups {first} to {number}" if first < number else f"row group {first}"
            yield Piece(f"{name}, {told}", path, GROUPS, (name,), first, number + 1, before)
            first, before, rows = number + 1, before + rows, 0


def _lines(path: str, name: str, size: int) -> Iterator[Piece]:
    """Stretches of `size` lines."""
    begin = end = before = line = 0
    with _entry(path, name).opened() as stream:
        for line, data in enumerate(stream, 1):
            end += len(data)
            if line == before + size:
                yield _stretch(path, name, begin, end, before, line)
                begin, before = end, line
    if line > before:
        yield _stretch(path, name, begin, end, before, line)


def _stretch(path: str, name: str, begin: int, end: int, before: int, last: int) -> Piece:
    return Piece(f"{name}, lines {before + 1} to {last}", path, LINES, (name,), begin, end, before)


def _group_rows(piece: Piece, entry: Entry, _: dict) -> Rows:
    """Rows of the row groups of a piece, numbered as in the whole file."""
    with entry.opened() as stream:
        yield from rows_of_groups(pq.ParquetFile(stream), range(piece.begin, piece.end), piece.before)


def _line_rows(piece: Piece, entry: Entry, note: dict) -> Rows:
    """Rows of the lines of a piece, numbered as in the whole file."""
    with entry.opened() as stream:
        stream.seek(piece.begin)
        text, note["encoding"] = decode(stream.read(piece.end - piece.begin))
    for number, row in json_rows(text):
        yield number + piece.before if number else 0, row

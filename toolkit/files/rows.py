"""Rows of a file: which reader takes it, and what it holds, within the limits of what is read."""

import os

from toolkit.files.folders import Entry, chunks_of
from toolkit.files.formats import BY_SUFFIX, PAGE, Reader, find_reader, is_packed
from toolkit.reading.encodings import decode, start_of
from toolkit.reading.fields import Rows
from toolkit.reading.limits import MAX_FILE, MAX_PAGE, MAX_TEXT, megabytes

_README = "readme license licence copying notice".split()
_WRITTEN = ("captions.txt", "tables.xlsx")  # by write_tables, beside tables of articles


def suffix_of(name: str) -> str:
    """Suffix that says how to read a file, compressed or not; "." for what is no article by its name."""
    name = name.rpartition("/")[2].lower()
    stem, suffix = os.path.splitext(name.removesuffix(".gz"))
    return "." if stem in _README or stem.startswith(".") or name in _WRITTEN else suffix


def reader_of(entry: Entry) -> Reader | ValueError | None:
    """The reader of a file, what is wrong with it, or None for what is no article by its name."""
    suffix = suffix_of(entry.name)
    if suffix not in BY_SUFFIX and not entry.fault:
        return None
    try:
        start = next(chunks_of(entry), b"")
        return find_reader(_data(entry, MAX_FILE) if is_packed(start) else start_of(start), suffix)
    except ValueError as error:
        return error


def _data(entry: Entry, most: int) -> bytes:
    parts, total = [], 0
    for part in chunks_of(entry):
        parts.append(part)
        total += len(part)
        if total > most:
            raise ValueError(f"is larger than {megabytes(most)}; divide it")
    return b"".join(parts)


def rows_of(entry: Entry, reader: Reader, note: dict) -> Rows:
    """Rows of a file; its encoding and its size on disk go into the note."""
    note["bytes"] = entry.size
    data = _data(entry, MAX_FILE if reader.kind != PAGE else MAX_TEXT if reader.name == "text" else MAX_PAGE)
    if not data.strip():
        raise ValueError("is empty")
    if is_packed(data):
        return reader.rows(data)
    text, note["encoding"] = decode(data)
    del data  # a large file is not held twice
    return reader.rows(text)

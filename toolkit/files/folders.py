"""Folders: the files of a corpus, in a folder or a zip archive; nothing outside is read."""

import gzip
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.reading.limits import MAX_MEMBERS, MAX_UNPACKED, is_bomb, limited, megabytes

_UNREADABLE = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError
)  # fmt: skip
_PARTS = re.compile(r"(.+)[_.-](?:files|dateien|fichiers|archivos|ficheiros|bestanden)", re.IGNORECASE)
_GENERATOR = re.compile(rb'<meta (?=[^>]*name="generator")[^>]*content="news-coverage-toolkit"')
_HEAD = 2_000  # bytes of a page, in which its generator is named
_PACKED = "compendium.json"  # is in every study that the toolkit packed
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)


class Entry(NamedTuple):
    """A file, or a folder that is not looked into."""

    name: str
    """Path below the corpus, with / between folders."""
    size: int
    opened: Callable[[], Any]
    fault: str = ""
    """Why it is not read."""
    told: bool = True


@contextmanager
def files_below(path: Path) -> Iterator[list[Entry]]:
    """Files below `path` by name, those in zip archives too, and folders that are hidden, closed or linked.

    A file that is a link may lead to a file below `path` only; `path` itself is taken at its word.
    """
    with ExitStack() as archives:
        if path.is_dir():
            entries = _walk(path, os.path.realpath(path))
            yield [inner for entry in entries for inner in _unpacked(entry, f"{entry.name}/", archives)]
        else:
            yield list(_unpacked(entry_of(path, path.name, None), "", archives))


def chunks_of(entry: Entry) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked if packed with gzip; what is wrong raises a ValueError."""
    if entry.fault:
        raise ValueError(entry.fault)
    try:
        with entry.opened() as stream:
            is_gzip = stream.peek(2).startswith(b"\x1f\x8b")
            unpacked: Any = gzip.GzipFile(fileobj=stream) if is_gzip else stream
            yield from limited(unpacked, entry.size)
    except _UNREADABLE as error:
        raise ValueError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def is_hidden(name: str) -> bool:
    """Say whether a path leads to or through what its system hides."""
    return any((part[:1] == "." and part != "..") or part == "__MACOSX" for part in name.split("/"))


def _walk(folder: Path, root: str) -> Iterator[Entry]:
    waiting: list[tuple[Path, str, Entry | None]] = [(folder, "", None)]
    while waiting:  # and no function that calls itself: folders may be nested deeper than Python allows
        path, name, entry = waiting.pop()
        if entry:
            yield entry
        else:
            prefix = f"{name}/" if name else ""
            with os.scandir(path) as found:
                inside = sorted(found, key=lambda entry: entry.name, reverse=True)
            stems = [os.path.splitext(entry.name) for entry in inside]
            pages = {stem for stem, suffix in stems if suffix.lower() in (".html", ".htm", ".xhtml")}
            waiting += [
                (path / e.name, prefix + e.name, _met(e, prefix + e.name, pages, root)) for e in inside
            ]


def _met(entry: os.DirEntry[str], name: str, pages: set[str], root: str) -> Entry | None:
    """What a folder holds, as an entry; None for a folder to look into."""
    of_page, is_link, path = _PARTS.fullmatch(entry.name), entry.is_symlink(), Path(entry.path)
    if is_hidden(entry.name):
        return _closed(name, "is no article", told=False)
    if not (path.is_dir() if is_link else entry.is_dir()):
        return entry_of(path, name, root if is_link else None)
    if of_page and of_page[1] in pages:
        return _closed(name, "holds the pictures and scripts of a saved page", told=False)
    if is_link or not os.access(path, os.R_OK | os.X_OK):
        return _closed(name, "is a link to a folder, or a closed one; put its files here")
    if _is_report(path):
        return _closed(name, "is a report of this toolkit", told=False)
    return None


def _is_report(folder: Path) -> bool:
    """Whether `python -m toolkit report` wrote a folder, whose pages quote articles and are none."""
    try:
        with open(folder / "index.html", "rb") as page:
            return _GENERATOR.search(page.read(_HEAD)) is not None
    except OSError:
        return False


def _closed(name: str, fault: str, size: int = 0, *, told: bool = True) -> Entry:
    return Entry(name, size, lambda: open(os.devnull, "rb"), fault, told)


def entry_of(path: Path, name: str, root: str | None) -> Entry:
    """A file, which must be below `root` if that is given."""
    try:
        found = path.stat()
    except OSError as error:
        return _closed(name, f"cannot be read ({error.strerror})")
    if root and not Path(os.path.realpath(path)).is_relative_to(root):
        return _closed(name, "is a link to a file outside the folder; put a copy of it here")
    if not stat.S_ISREG(found.st_mode):
        return _closed(name, "is no file but a folder, a pipe or a device")  # a pipe would be waited for
    return Entry(name, found.st_size, partial(open, path, "rb"))


def _unpacked(entry: Entry, prefix: str, archives: ExitStack) -> Iterator[Entry]:
    """Files of an archive, which stays open as long as its entries are read; another file as it is."""
    if entry.fault or not entry.name.lower().endswith(".zip"):
        yield entry
        return
    try:
        archive = archives.enter_context(zipfile.ZipFile(archives.enter_context(entry.opened())))
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        yield _closed(entry.name, f"cannot be opened as a zip archive ({error})", entry.size)
        return
    members = [member for member in archive.infolist() if not member.is_dir()]
    if any(member.filename == _PACKED for member in members):
        yield _closed(entry.name, "is a study that this toolkit packed", entry.size, told=False)
        return
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        most = f"{MAX_MEMBERS:,} files or {megabytes(MAX_UNPACKED)}"
        yield _closed(entry.name, f"holds more than {most}; unpack and divide it", entry.size)
        return
    for member in sorted(members, key=lambda member: member.filename.split("/")):
        name, hidden = prefix + member.filename.replace("\\", "/"), is_hidden(member.filename)
        hidden &= not _OUTSIDE.match(member.filename)
        fault = "is no article" if hidden else _member_fault(member)
        yield Entry(name, member.file_size, partial(archive.open, member), fault, told=not hidden)


def _member_fault(member: zipfile.ZipInfo) -> str:
    if _OUTSIDE.match(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
        return "leads out of its zip archive; take it out and put it into the folder"
    if member.flag_bits & 1:
        return "is locked with a password; unpack the zip archive"
    if member.filename.lower().endswith(".zip"):
        return "is a zip archive in another; unpack it"
    if is_bomb(member.file_size, member.compress_size):
        size = megabytes(member.file_size)
        return f"unpacks from {member.compress_size:,} bytes to {size}; unpack it if you trust it"
    return ""

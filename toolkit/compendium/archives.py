"""Archives: the one file of a compendium, written whole or not at all, and opened without trusting it."""

import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import NoneType
from typing import Any, NamedTuple

from toolkit import __version__
from toolkit.reading.limits import MAX_MEMBERS, MAX_UNPACKED, is_bomb, megabytes

MANIFEST, FORMAT = "compendium.json", 1
ALWAYS = ("articles.csv", "versions.txt", "README.md", "ro-crate-metadata.json")
DERIVED = ("terms/words.csv", "terms/term_frequencies.csv", "terms/compare_outlets.csv")  # without texts
_TEXT = (str, NoneType)
_NEEDED = {  # and of which kind it is
    "corpus": str,
    "texts": bool,
    "settings": dict,
    "program": str,
    "files": list,
    **{f"settings.{name}": _TEXT for name in ("layout", "events", "outlet", "tokenizer")},
    "settings.parameters": (dict, NoneType),
    "settings.event": (list, NoneType),
    "settings.event_pages": (int, NoneType),
    "settings.excerpts": (int, NoneType),
}
_OUTSIDE = re.compile(r"/|[A-Za-z]:|.*\\|(?:.*/)?\.\.?(?:/|\Z)", re.DOTALL)
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same files, the same bytes


class Compendium(NamedTuple):
    """What a compendium says of itself, and the contents of its files by their names."""

    about: dict[str, Any]
    files: dict[str, bytes]


def write_archive(path: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into a zip archive, which takes the place of an older one when it is whole."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as beside:
            try:
                with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
                    for name, content in files.items():
                        member = zipfile.ZipInfo(name, _MOMENT)
                        member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                        archive.writestr(member, content)
                beside.close()
                os.chmod(beside.name, 0o644)
                os.replace(beside.name, path)
            except BaseException:
                os.unlink(beside.name)
                raise
    except OSError as error:
        raise OSError(f"{str(path)!r} could not be written ({error.strerror}); nothing was.") from error


def require_place(path: Path, corpus: Path) -> None:
    """Raise at once where a compendium cannot be written, or would take the place of something else."""
    if path.suffix != ".zip":
        raise ValueError(f"{str(path)!r} is no name of a compendium; let it end in .zip.")
    if path.resolve().is_relative_to(corpus.resolve()):
        raise ValueError(f"{str(path)!r} lies in the corpus, which it would join; name another folder.")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"There is no folder {str(path.parent)!r}; make it first.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise PermissionError(f"{str(path.parent)!r} cannot be written to; name another folder.")
    if path.exists():
        try:
            read_archive(path)
        except (ValueError, FileNotFoundError):  # a folder is no file
            raise FileExistsError(f"{str(path)!r} is there and no compendium; name another file.") from None


def read_archive(path: Path) -> Compendium:
    """Open a compendium: nothing is unpacked to a disk, and no member may lead out of it.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no compendium, is damaged, was made to fill a disk, or by a version that packs otherwise.
    """
    if not path.is_file():
        raise FileNotFoundError(f"There is no compendium {str(path)!r}; name a file that `pack` wrote.")
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if MANIFEST not in names:
                raise ValueError(f"{str(path)!r} is no compendium: it holds no {MANIFEST}.")
            _require_harmless(path, archive)
            files = {name: archive.read(name) for name in names if not name.endswith("/")}
        about = json.loads(files[MANIFEST])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        if zipfile.is_zipfile(path):
            raise ValueError(f"{str(path)!r} is damaged ({error}); ask for it again.") from error
        raise ValueError(f"{str(path)!r} is no compendium but another kind of file, or damaged.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{str(path)!r} is damaged: its {MANIFEST} cannot be read.") from error
    _require_whole(path, about, files)
    return Compendium(about, files)


def _require_whole(path: Path, about: Any, files: Mapping[str, bytes]) -> None:
    """Raise where a compendium does not say of itself what it must, or lacks a file."""
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        made = about.get("toolkit", "unknown") if isinstance(about, dict) else "unknown"
        raise ValueError(
            f"{str(path)!r} was packed in another format, by version {made} of the toolkit; this is"
            f" {__version__}: verify it with that one."
        )
    for said, kinds in _NEEDED.items():
        where, _, name = said.rpartition(".")
        inside = about[where] if where else about
        if name not in inside and not where:
            raise ValueError(f"{str(path)!r} is damaged: its {MANIFEST} says nothing of {name!r}.")
        if not isinstance(value := inside.get(name), kinds) or (said == "corpus" and not value):
            raise ValueError(f"{str(path)!r} is damaged: its {MANIFEST} says {value!r} of {name!r}.")
    needed = {*ALWAYS, *map(str, about["files"]), *(() if about["texts"] else DERIVED)}
    if missing := sorted(needed - set(files)):
        raise ValueError(f"{str(path)!r} is damaged: it lacks {missing[0]!r}; ask for it again.")
    if _OUTSIDE.match(name := about["corpus"]) or "/" in name:
        raise ValueError(f"{str(path)!r} is not opened: its corpus {name!r} leads out of it.")


def _require_harmless(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        most = f"{MAX_MEMBERS:,} files or {megabytes(MAX_UNPACKED)}"
        raise ValueError(f"{str(path)!r} holds more than {most}, and is not opened.")
    for member in members:
        if _OUTSIDE.match(member.filename) or stat.S_ISLNK(member.external_attr >> 16):
            raise ValueError(f"{str(path)!r} is not opened: its {member.filename!r} leads out of it.")
        if is_bomb(member.file_size, member.compress_size):
            raise ValueError(f"{str(path)!r} is not opened: its {member.filename!r} unpacks to too much.")


def unpack(files: Mapping[str, bytes], folder: str, place: Path) -> None:
    """Write the files of a folder of a compendium below a place; `read_archive` has looked at their names."""
    for name, content in files.items():
        if name.startswith(folder):
            target = place / name.removeprefix(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

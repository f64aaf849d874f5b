"""Files of a report: written beside those of an earlier one, and put in their place when all are there."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_OURS = re.compile('<meta (?=[^>]*name="generator")[^>]*content="news-coverage-toolkit"')
_PRINTER = b"Skia/PDF"  # what Chromium writes of itself


def require_folder(out: Path, corpus: Path) -> None:
    """Make the folder `out`; raise at once, before anything is read, where that is not possible."""
    if out.resolve().is_relative_to(corpus.resolve()):
        raise ValueError(f"{str(out)!r} lies in the corpus, whose pages it would join; name another folder.")
    if file := next((place for place in (out, *out.parents) if place.is_file()), None):
        raise NotADirectoryError(f"{str(file)!r} is a file; name a folder for the reports.")
    out.mkdir(parents=True, exist_ok=True)
    if not os.access(out, os.W_OK | os.X_OK):
        raise PermissionError(f"{str(out)!r} cannot be written to; name another folder for the reports.")


def require_unchanged(out: Path, files: Mapping[str, str | bytes]) -> None:
    """Raise rather than write over tables in `out` that somebody may have corrected."""
    for name, text in files.items():
        if (out / name).exists() and (out / name).read_bytes() != _encoded(name, text):
            raise FileExistsError(
                f"{str(out / name)!r} is not as it would be written now; give it with --events, or delete it."
            )


def write_files(out: Path, files: Mapping[str, str | bytes]) -> None:
    """Write every file of a report, or none: what was there is whole until all new ones are.

    Tables get a mark of UTF-8, without which spreadsheet programs garble accents. A name may have a folder.
    """
    with TemporaryDirectory(prefix=".writing-", dir=out, ignore_cleanup_errors=True) as beside:
        for name, text in files.items():
            try:
                place = Path(beside, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(_encoded(name, text))
            except OSError as error:
                raise OSError(
                    f"{str(out / name)!r} could not be written ({error.strerror}); the old is kept."
                ) from error
        for name in files:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(Path(beside, name), out / name)


def _encoded(name: str, text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")


def remove_old(out: Path, files: Mapping[str, object]) -> None:
    """Remove what an earlier report left and this one has not: pages of events, prints, and tables.

    Only pages with the mark of the toolkit, what a browser printed of them, and folders of tables that hold
    nothing but what the toolkit writes.
    """
    for page in out.glob("*.html"):
        if not _OURS.search(page.read_text("utf-8", "replace")):
            continue
        if page.name not in files and page.name.startswith("event-"):
            page.unlink()
        printed = page.with_suffix(".pdf")
        if printed.name not in files and printed.is_file() and _PRINTER in printed.read_bytes():
            printed.unlink()
    for folder in (out / "tables").glob("*"):
        if folder.is_dir() and {path.suffix for path in folder.iterdir()} <= {".csv", ".xlsx"}:
            for path in folder.iterdir():
                if f"tables/{folder.name}/{path.name}" not in files:
                    path.unlink()
            if not any(folder.iterdir()):
                folder.rmdir()

"""Fingerprints: numbers that change with any file, article, setting, or line of the program."""

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from toolkit.shipped import PACKAGE

# Packages that read files or decide about text; another version of one may see other words.
_PACKAGES = "ftfy lxml numpy openpyxl pandas pyarrow rapidfuzz scikit-learn scipy trafilatura".split()
_PARTS = ("*.py", "*.toml", "*.npz", "*.txt")
_SETTLED = 3e9  # nanoseconds: a file written since may be written again without a trace in its times


@cache
def of_program() -> str:
    """Of the code, lexicons and model of this package, and of the versions of what it is built on."""
    digest = hashlib.sha256(repr([sys.version, *map(version, _PACKAGES)]).encode())
    for path in sorted(path for part in _PARTS for path in PACKAGE.rglob(part)):
        digest.update(f"{path.relative_to(PACKAGE)} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def of_articles(articles: pd.DataFrame) -> str:
    """Of all that the articles hold, and of the program that reads them.

    Examples
    --------
    >>> one = pd.DataFrame({"text": ["Storm."]}, index=["a"])
    >>> of_articles(one) == of_articles(one.copy()), of_articles(one) == of_articles(one.assign(text="Sun."))
    (True, False)
    """
    digest = hashlib.sha256(of_program().encode())
    for name, column in [("", articles.index), *articles.items()]:
        values = column.tolist()
        digest.update(repr([name, str(column.dtype), len(values)]).encode("utf-8", "surrogatepass"))
        digest.update(repr(values).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def of_files(path: Path, options: Mapping[str, object]) -> tuple[str, bool]:
    """Of names, sizes and times of all files below a path, and of how they are to be read.

    Says, too, whether that is enough to know them by: not while one is so new that it could be written again
    within the same tick of the clock. Files that options name are known by their content.
    """
    now, newest = time.time_ns(), 0
    digest = hashlib.sha256(f"{of_program()} {path.resolve()}".encode("utf-8", "surrogateescape"))
    for name, value in sorted(options.items()):
        told = Path(value).read_bytes() if name in ("events", "metadata") and value else value
        digest.update(repr((name, Path(value).name if told is not value else "", told)).encode())
    for file in _files(path):
        try:
            found = os.stat(file)
        except OSError:  # a link to nowhere
            found = os.lstat(file)
        digest.update(repr((file, found.st_size, found.st_mtime_ns, found.st_ctime_ns)).encode())
        newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
    return digest.hexdigest()[:32], newest < now - _SETTLED


def _files(path: Path) -> Iterator[str]:
    if not path.is_dir():
        yield str(path)
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (os.path.join(folder, name) for name in sorted(names))

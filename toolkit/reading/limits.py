"""Limits: how much of a file is read, in one place, so that no file fills the memory or runs for ever."""

from collections.abc import Iterator
from typing import IO

# Bytes, unless something else is said.
CHUNK = 1 << 20  # read at a time; the first of these tell the format
MAX_TEXT = 10_000_000  # one article: its .txt file, characters of its cell
MAX_PAGE = 50_000_000  # a saved page or a document, which may hold pictures
MAX_TAGS = 100_000  # tags of a page
MAX_HEADER = 20_000  # characters of the line that names columns, where that is how a table is known
MAX_LINE = 50_000_000  # a line of a file
MAX_FILE = 500_000_000  # a table or a bundle, unpacked; characters of all its texts
MAX_MEMBERS = 100_000  # files in an archive
MAX_UNPACKED = 2_000_000_000  # all files in an archive, unpacked
MAX_RATIO = 200  # times that a file may be larger unpacked: text is packed to a third, seldom to a twentieth
SMALL = 20_000_000  # below this any ratio will do


def limited(stream: IO[bytes], packed: int) -> Iterator[bytes]:
    """Yield the bytes of a stream in chunks; `packed` is the size on disk.

    Raises
    ------
    ValueError
        If a line is too long, or the stream is too large for its packed size.
    """
    total = line = 0
    while part := stream.read(CHUNK):
        total += len(part)
        line = line + len(part) if b"\n" not in part else len(part) - part.rfind(b"\n") - 1
        if line > MAX_LINE:
            raise ValueError(f"has a line of more than {megabytes(MAX_LINE)}; leave it out or divide it")
        if is_bomb(total, packed):
            raise ValueError(f"unpacks to more than {MAX_RATIO} times its size; pack it anew if you trust it")
        yield part


def is_bomb(unpacked: int, packed: int) -> bool:
    """Say whether a file unpacks to so much that it was made to fill a disk.

    Examples
    --------
    >>> is_bomb(1_000_000_000, 1_000_000), is_bomb(1_000_000, 1_000), is_bomb(10_000_000_000, 500_000_000)
    (True, False, False)
    """
    return unpacked > SMALL and unpacked > MAX_RATIO * packed


def megabytes(size: int) -> str:
    """Write a number of bytes for people: `10 MB`."""
    return f"{size / 1e6:,.0f} MB"

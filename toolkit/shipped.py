"""Files that ship with the toolkit: the sample corpus, codebooks, notebooks, and lexicons of the rooms."""

import tomllib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped_path(name: str) -> Path:
    """Path of a file or folder that ships with the toolkit, in an installed wheel or in a checkout.

    Examples
    --------
    >>> shipped_path("data/nothing")
    Traceback (most recent call last):
    FileNotFoundError: 'data/nothing' does not ship with this installation of the toolkit; reinstall it.
    """
    for folder in (PACKAGE / "_shipped", PACKAGE.parent):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"{name!r} does not ship with this installation of the toolkit; reinstall it.")


@cache
def lexicon(name: str) -> dict:
    """Word lists and rules of a room, such as `attribution/cues.toml`; read once, and not to be changed.

    Examples
    --------
    >>> "said" in lexicon("attribution/cues.toml")["irregular"]["say"]
    True
    """
    return tomllib.loads((PACKAGE / name).read_text("utf-8"))

"""Files that ship with the toolkit: the sample corpus, codebooks, notebooks."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Path of a file or folder that ships with the toolkit, in an installed wheel or in a checkout.

    Examples
    --------
    >>> shipped("data/nothing")
    Traceback (most recent call last):
    FileNotFoundError: 'data/nothing' does not ship with this installation of the toolkit; reinstall it.
    """
    for folder in (PACKAGE / "_shipped", PACKAGE.parent):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"{name!r} does not ship with this installation of the toolkit; reinstall it.")

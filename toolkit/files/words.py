"""Words: lists of words of grammar, the one that ships and those of a user."""

import re
import tomllib
from pathlib import Path

from toolkit.reading.encodings import decode
from toolkit.shipped import lexicon
from toolkit.text.words import fold


def load_stop_words(path: str | Path | None = None) -> frozenset[str]:
    """Words of grammar to leave out of tables; the list that ships keeps negation and modal verbs.

    Every `stop_words=` takes what this gives, or any list, set or column of words.

    Parameters
    ----------
    path
        A text file with a word a line (or several, with blanks or commas between; what follows # or | is a
        remark), or a TOML file of lists, all of which count. None: the English list that ships.

    Returns
    -------
    frozenset
        The words, in lower case as terms are.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is no text, has no word, or is no TOML of lists of words.

    Examples
    --------
    >>> "the" in load_stop_words(), "not" in load_stop_words(), "may" in load_stop_words()
    (True, False, False)
    """
    if path is None:
        return _united(lexicon("files/stop_words.toml"))
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no list of words {str(path)!r}; give the path of a .txt file.")
    try:
        text, _ = decode(path.read_bytes())
        if path.suffix.lower() == ".toml":
            words = _united(tomllib.loads(text))
        else:
            words = _united({"": re.split(r"[\s,;]+", re.sub(r"[#|].*", "", text))})
    except ValueError as error:
        raise ValueError(f"{path.name!r} is no list of words: {str(error).rstrip('.')}.") from None
    if not words:
        raise ValueError(f"{path.name!r} has no word; write one a line.")
    return words


def _united(lists: dict[str, list[str]]) -> frozenset[str]:
    if not all(isinstance(words, list) for words in lists.values()):
        raise ValueError('write words = ["the", "of"]')
    return frozenset(fold(str(word)) for words in lists.values() for word in words if word)

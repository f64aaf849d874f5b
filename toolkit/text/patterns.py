"""Patterns: words, phrases and wildcards as a reader writes them, cut into words like the text itself."""

import re

from toolkit.text.words import STRAIGHT, TOKEN

_STAR, _QUESTION = "ꙮ", "ꟿ"  # letters nobody writes: they carry * and ? through the token pattern
_ANY = {ord(_STAR): "*", ord(_QUESTION): "?"}


def pattern_words(pattern: str) -> tuple[str, ...]:
    """Words of a pattern, cut like the text itself; `*` and `?` inside a word stay.

    Raises
    ------
    ValueError
        If nothing but wildcards would be left to search for.

    Examples
    --------
    >>> pattern_words("Kim Jong-un's deploy*")
    ('Kim', 'Jong-un', 'deploy*')
    """
    carried = str(pattern).replace("*", _STAR).replace("?", _QUESTION)
    words = tuple(match.group().translate(_ANY | STRAIGHT) for match in TOKEN.finditer(carried))
    if not any(word.strip("*?") for word in words):
        raise ValueError(f"pattern {pattern!r} has no word to search for; write a word, a phrase or deploy*.")
    return words


def compiled(word: str) -> re.Pattern:
    """What a word with wildcards fits."""
    return re.compile(re.escape(word).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)

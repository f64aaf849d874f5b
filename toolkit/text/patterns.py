"""Patterns: words, phrases and wildcards as a reader writes them, cut into words like the text itself."""

import re
from collections.abc import Container, Iterator, Sequence

from toolkit.text.words import STRAIGHT, TOKEN

_STAR, _QUESTION = "ꙮ", "ꟿ"  # letters nobody writes: they carry * and ? through the token pattern
# Scripts written without blanks between words: Thai, Lao, Burmese, Khmer; kana and Chinese characters.
UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_RUN = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in UNSPACED)}]{{2,12}}")
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


def recut(words: Sequence[str], terms: Container[str]) -> list[list[str]]:
    """The ways in which a phrase of a script without blanks is a run of terms, if it is none as written.

    Examples
    --------
    >>> recut(["港口工人"], {"港口", "工人", "工", "人"})
    [['港口', '工', '人'], ['港口', '工人']]
    >>> recut(["港口"], {"港口", "港", "口"}), recut(["dockworker"], {"dock", "worker"})
    ([], [])
    """
    joined = "".join(words)
    if not _RUN.fullmatch(joined) or all(word in terms for word in words):
        return []
    return list(_cuts(joined, terms))


def _cuts(text: str, terms: Container[str]) -> Iterator[list[str]]:
    """Every way to write a text as terms, shorter first."""
    if not text:
        yield []
    for end in range(1, len(text) + 1):
        if text[:end] in terms:
            yield from ([text[:end], *rest] for rest in _cuts(text[end:], terms))

"""Languages: which one a text is in, told by its script and by its words of grammar."""

import re
from collections import Counter
from functools import cache

from toolkit.shipped import lexicon

_READ = 6000  # characters read: more do not tell more
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _KINDS = 4, 3  # words of grammar that tell a language, and different ones: one sentence has them
_SHARE = 0.15  # of all words; running text of any of these languages has twice as many
_LEAD = 1.4  # times as many as in any other language, or it is not told (Danish and Norwegian share most)
_LONG, _FOREIGN = 60, 0.1  # so many words without so many of grammar are in no language of the lists


def language_of(text: str) -> str:
    """English name of the language of a text, "" where it is too short or too mixed to tell.

    The words of grammar of the languages in `text/languages.toml` decide first: at least four, three of them
    different, 15% of all words and two fifths more than in any other language; then the script of most
    letters. Sixty words with hardly a word of grammar of any of these are in "another language".

    Examples
    --------
    >>> language_of("Der Hafen ist seit Montag zu, weil der Sturm die Mauer zerstört hat.")
    'German'
    >>> language_of("The harbour is shut because the storm tore the wall of it."), language_of("Storm Ida")
    ('English', '')
    """
    words = _WORD.findall(text[:_READ].casefold())
    found: dict[str, dict[str, int]] = {language: {} for language in lexicon("text/languages.toml")["words"]}
    for word, n in Counter(filter(_grammar().__contains__, words)).items():
        for language in _grammar()[word]:
            found[language][word] = n
    first, second = sorted(found, key=lambda language: -sum(found[language].values()))[:2]
    hits, others = (sum(found[language].values()) for language in (first, second))
    kinds = {word for word in found[first] if len(word) > 1}  # a letter alone may be an initial
    told = hits >= max(_FEWEST, _SHARE * len(words), _LEAD * others) and len(kinds) >= _KINDS
    if told or (script := _script("".join(words))):
        return first if told else script
    return "another language" if len(words) >= _LONG and hits < _FOREIGN * len(words) else ""


@cache
def _grammar() -> dict[str, list[str]]:
    """The languages in which each word is one of grammar."""
    known: dict[str, list[str]] = {}
    for language, words in lexicon("text/languages.toml")["words"].items():
        for word in words:
            known.setdefault(word, []).append(language)
    return known


def _script(letters: str) -> str:
    """What the letters of a text are, where most are of one script other than Latin."""
    counts = {
        name: len(re.findall(f"[{letters_of}]", letters))
        for name, letters_of in lexicon("text/languages.toml")["scripts"].items()
    }
    if counts["Japanese"] * 10 > counts["Chinese"]:  # Japanese writes most nouns in Chinese characters
        counts["Japanese"], counts["Chinese"] = counts["Japanese"] + counts["Chinese"], 0
    name = max(counts, key=lambda script: counts[script])
    return name if counts[name] >= 10 and counts[name] > len(letters) / 2 else ""


@cache
def _names() -> dict[str, str]:
    codes = lexicon("text/languages.toml")["codes"]
    return {form: name for name, forms in codes.items() for form in [name.casefold(), *forms]}


def language_named(given: str) -> str:
    """English name of a language given as a code or by name; as given where it is not known, "" for unknown.

    Examples
    --------
    >>> language_named("de-AT"), language_named("ENGLISH; ANGLAIS"), language_named("und")
    ('German', 'English', '')
    """
    parts = re.findall(r"[^\W\d_]+", given.casefold())
    if not parts or parts[0] in ("und", "unknown", "mul", "nan", "none", "zxx"):
        return ""
    return next((_names()[part] for part in parts if part in _names()), given.strip())

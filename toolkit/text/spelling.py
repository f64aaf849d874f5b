"""Spelling: whether two words can be spellings of one name."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

# Spellings that transliteration and English style choose between; applied in this order.
_SOUNDS = dict(
    pair.split()
    for pair in "sch sh,ph f,kh h,qu|qv|kw|kv kv,ck|q k,c(?!h) k,w v,[jy] i,x ks,t[sz] z".split(",")
) | {"(?<=[^aeiousc])h": "", r"(.)\1+": r"\1"}
_ENDINGS = ("n", "an", "ian", "s", "es", "ns", "i", "is", "ish")  # of peoples and plurals


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Lower case without accents, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and not unicodedata.combining(letter))


def sound(word: str) -> str:
    """What different spellings of a name have in common."""
    word = plain(word)
    for pattern, sound in _SOUNDS.items():
        word = re.sub(pattern, sound, word)
    return word


def alike(a: str, b: str) -> bool:
    """Whether two words can be spellings of one name; only vowels and letters for one sound may differ.

    Consonants carry the difference between names (Iran, Iraq), endings that between a country and its people
    or between Antonio and Antonia.

    Examples
    --------
    >>> alike("Lindqvist", "Lindquist"), alike("Iran", "Iraq"), alike("Austria", "Austrian")
    (True, False, False)
    """
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) < 4 or (longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS):
        return False
    first, second = sound(a), sound(b)
    if first == second:
        return len(a) == len(b) or len(shorter) > 4  # Vesk and Wesk, but not Mary and Marry
    if len(shorter) < 6 or {first[-1], second[-1]} == {"a", "o"}:
        return False
    return OSA.distance(first, second) <= (2 if len(shorter) > 7 else 1)


def skeleton(word: str) -> str:
    """The sound with every run of vowels as one star: words that are alike share it.

    Examples
    --------
    >>> skeleton("Zelenskyy"), skeleton("Zelinski")
    ('z*l*nsk*', 'z*l*nsk*')
    """
    return re.sub("[aeiou]+", "*", sound(word))

"""Acts: words of the verb classes, in every inflected form, found in a text."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DOUBLING = re.compile("(?:^|[^aeiou])[aeiou][bdgmnprtl]$")


def _inflect(base: str) -> list[tuple[str, str]]:
    """Regular forms of an English verb, each with its kind; both spellings where the consonant may double."""
    if re.search("[^aeiou]y$", base):
        return [(base[:-1] + "ies", "s"), (base + "ing", "ing"), (base[:-1] + "ied", "past")]
    s_form = base + ("es" if re.search("(?:s|sh|ch|x|z)$", base) else "s")
    if base.endswith("e"):
        ing = base[:-2] + "ying" if base.endswith("ie") else base[:-1] + "ing"
        return [(s_form, "s"), (ing, "ing"), (base + "d", "past")]
    stems = [base, base + base[-1]] if _DOUBLING.search(base) else [base]
    return [(s_form, "s")] + [
        (stem + ending, kind) for stem in stems for ending, kind in (("ing", "ing"), ("ed", "past"))
    ]


def _forms(entry: str) -> Iterator[tuple[str, str]]:
    """Every form of one entry of the lexicon: `deploy`, `send sent sent` or `pull_out`."""
    base, *irregular = entry.split()
    verb, _, particle = base.partition("_")
    forms = [(base, "base")]
    forms += [(f"{form}_{particle}" if particle else form, kind) for form, kind in _inflect(verb)]
    if irregular:
        forms = [(form, kind) for form, kind in forms if kind != "past"] + [
            (form, "past") for form in irregular
        ]
    yield from ((form.replace("_", " "), kind) for form, kind in forms)


@cache
def _lexicon() -> tuple[dict[str, tuple[str, str]], dict[str, re.Pattern[str]]]:
    """Form -> (class, kinds); and the first word of forms of several words -> pattern that finds them."""
    known: dict[str, tuple[str, str]] = {}
    phrases: dict[str, list[str]] = {}
    classes = tomllib.loads((files("toolkit") / "lexicons/verb_classes.toml").read_text("utf-8"))
    for name, words in classes.items():
        pairs = [pair for verb in words.get("verbs", []) for pair in _forms(verb)]
        for form, kind in pairs + [(noun, "noun") for noun in words.get("nouns", [])]:
            first, kinds = known.get(form, (name, ""))
            known[form] = (first, kinds if kind in kinds.split() else f"{kinds} {kind}".strip())
            if " " in form:
                phrases.setdefault(form.split()[0], []).append(form)
    patterns = {
        word: re.compile(rf"(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
        for word, forms in phrases.items()
    }
    return known, patterns


def find_acts(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Words of a known act: match, verb class, and kinds (base, s, ing, past, noun; several where ambiguous).

    Examples
    --------
    >>> [(match.group(), verb_class, kinds) for match, verb_class, kinds in find_acts("They sent help.")]
    [('sent', 'deploy', 'past')]
    """
    known, phrases = _lexicon()
    for word in _WORD.finditer(text):
        form = word.group().lower()
        match = (form in phrases and phrases[form].match(text, word.start())) or word
        if match.group().lower() in known:
            yield match, *known[match.group().lower()]

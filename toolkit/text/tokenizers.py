"""Tokenizers of other packages, by their names: the words that they find, as spans that are checked."""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import distributions
from operator import attrgetter
from pathlib import Path
from types import ModuleType

import numpy as np
import pyarrow as pa

from toolkit.text.patterns import UNSPACED
from toolkit.text.units import Batch, Units
from toolkit.text.words import fold

Tokenizer = Callable[[str], Iterable]

_FEW = 10  # letters of such a script in an article are a name
_SHARE = 0.1  # a sentence has a quarter of the letters that it has in English: a fifth is half of an article
_UNSPACED = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in UNSPACED)}]")
_FORMS = "such as 'jieba:lcut' (of a package) or 'words.py:cut' (of a file)"


def tokenizer_of(given: Tokenizer | str) -> Tokenizer:
    """A tokenizer, itself or by its name, so that other processes find it: `MODULE:FUNCTION`.

    Raises
    ------
    TypeError
        If it is neither a function nor a name.
    ValueError
        If a name has another form, or there is no such function.

    Examples
    --------
    >>> tokenizer_of("builtins:str.split")("It sank.")
    ['It', 'sank.']
    """
    if callable(given):
        return given
    if not isinstance(given, str):
        raise TypeError(f"tokenizer must be a function that is given a sentence, or its name, not {given!r}.")
    try:
        module, function = _module_of(given)
        found = attrgetter(function)(module)
    except Exception as error:  # the code of a file may raise whatever it likes
        why = str(error).rstrip(".") or type(error).__name__
        raise ValueError(f"tokenizer {given!r} cannot be loaded ({why}); give a name {_FORMS}.") from error
    if not callable(found):
        raise ValueError(f"tokenizer {given!r} is no function; give a name {_FORMS}.")
    return found


def placed(name: str) -> str:
    """The name by which a process that runs in another folder finds the same tokenizer."""
    module, _, function = name.rpartition(":")
    file = Path(module if module.endswith(".py") else f"{module}.py")
    return f"{file.resolve()}:{function}" if file.is_file() else name


def fingerprint_of(name: str) -> str:
    """A number that changes with the .py and .txt files beside that of a tokenizer, and with any package."""
    tokenizer_of(name)  # which says what is wrong with a name
    module, function = _module_of(name)
    installed = sorted({f"{one.name} {one.version}" for one in distributions()})
    digest = hashlib.sha256(repr([function, installed]).encode())
    file = Path(getattr(module, "__file__", None) or "none")
    for path in _beside(file) if file.is_file() else ():
        digest.update(f"{path.name} {path.stat().st_size} ".encode("utf-8", "surrogateescape"))
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _module_of(name: str) -> tuple[ModuleType, str]:
    module, _, function = name.rpartition(":")
    if not module or not function:
        raise ValueError("it has no colon")
    if not module.endswith(".py"):
        return import_module(module), function
    if not (path := Path(module).resolve()).is_file():
        raise ValueError(f"there is no file {module!r}")
    return _loaded(path, path.read_bytes(), tuple(one.stat().st_mtime_ns for one in _beside(path))), function


def _beside(file: Path) -> list[Path]:
    return sorted(path for path in file.parent.iterdir() if path.suffix in (".py", ".txt") and path.is_file())


@cache
def _loaded(path: Path, source: bytes, changed: tuple[int, ...]) -> ModuleType:
    """The module that a file is, loaded once as long as nothing beside it is changed."""
    name, folder, known = f"_tokenizer_{path.stem}", str(path.parent), set(sys.modules)
    module = sys.modules[name] = ModuleType(name)  # where a dataclass looks for its module
    module.__file__ = str(path)
    sys.path.insert(0, folder)  # the files beside it
    try:
        exec(compile(source, path, "exec"), vars(module))
    finally:
        sys.path.remove(folder)
        for new in set(sys.modules) - known:  # they, too, are read anew when they are changed
            if str(Path(getattr(sys.modules[new], "__file__", None) or "none").parent) == folder:
                del sys.modules[new]
    return module


def own_tokens(
    batch: Batch, units: Units, tokenizer: Tokenizer
) -> tuple[np.ndarray, pa.DictionaryArray, list[str]]:
    """What `find_tokens` gives, by a tokenizer that reads one sentence at a time; and lemmas, "" for none."""
    rows, terms, lemmas = [], [], []
    for unit, (begin, end) in enumerate(zip(units.start.tolist(), units.end.tolist(), strict=True)):
        text = batch.text[begin:end]
        for start, stop, lemma in spans_in(text, tokenizer):
            rows.append((unit, begin + start, begin + stop))
            terms += [fold(text[start:stop]).encode("utf-8", "surrogatepass"), b""]
            lemmas.append(fold(lemma))
    unit, start, end = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    article = units.article[unit]
    offset = batch.base[article]
    places = article, units.paragraph[unit], units.sentence[unit], start - offset, end - offset
    table = np.array([*places, units.kind[unit]], dtype=np.int32)
    return table, pa.array(terms, pa.binary()).dictionary_encode(), lemmas


def spans_in(text: str, tokenizer: Tokenizer) -> list[tuple[int, int, str]]:
    """Start, end and lemma ("" for none) of each word; what holds no letter and no digit is no word.

    Raises
    ------
    TypeError
        If the tokenizer gives neither words nor spans.
    ValueError
        If a word does not come next in the text, or a span is outside of it or begins before the last ended.

    Examples
    --------
    >>> spans_in("港口关闭。", lambda text: ["港口", "关闭", "。"])
    [(0, 2, ''), (2, 4, '')]
    >>> spans_in("It sank.", lambda text: [(0, 2, "it"), (3, 7, "sink")])
    [(0, 2, 'it'), (3, 7, 'sink')]
    """
    found, at, words = [], 0, tokenizer(text)
    if isinstance(words, str) or not isinstance(words, Iterable):
        what = f"{words!r} ({type(words).__name__}) for {_shown(text)}"
        raise TypeError(f"tokenizer gives {what}; it must give a list of its words.")
    for given in words:
        start, end, lemma = _span(given, text, at)
        if not 0 <= start <= end <= len(text):
            size = f"{len(text)} characters; count them from 0, end exclusive"
            raise ValueError(f"tokenizer gives the span {start, end} in {_shown(text)}, which has {size}.")
        if start < at:
            why = f"after one that ends at {at}; give each word once, in the order of the text"
            raise ValueError(f"tokenizer gives the span {start, end} in {_shown(text)} {why}.")
        at = end
        if any(map(str.isalnum, text[start:end])):
            word = text[start:end]
            blank = len(word) - len(word.lstrip())
            found.append((start + blank, start + len(word.rstrip()), lemma))
    return found


def _span(given: object, text: str, at: int) -> tuple[int, int, str]:
    """One thing that a tokenizer gives as a span: a word as printed, or (start, end), or with a lemma."""
    if isinstance(given, str):
        if (start := text.find(given := given.strip(), at)) < 0:
            what = "as printed, one after the other, or spans (start, end)"
            raise ValueError(
                f"tokenizer gives {given!r}, which does not come next in {_shown(text)}; give words {what}."
            )
        return start, start + len(given), ""
    try:
        start, end, *lemma = given
        return int(start), int(end), str(lemma[0] or "") if lemma else ""
    except (TypeError, ValueError):
        forms = "words as printed, (start, end) or (start, end, lemma)"
        raise TypeError(f"tokenizer gives {given!r} ({type(given).__name__}); give {forms}.") from None


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


def words_in(text: str, tokenizer: Tokenizer) -> list[str]:
    """The terms that a tokenizer finds in a text."""
    return [fold(text[start:end]) for start, end, _ in spans_in(text, tokenizer)]


def unspaced(texts: Mapping[str, str]) -> str:
    """A sentence on the texts that are written without blanks between words, "" where there are none.

    Examples
    --------
    >>> unspaced({"a": "The port is shut.", "b": "港口将关闭到星期五下午"})[:62]
    "1 of 2 articles have no blanks between words (the first is 'b'"
    """
    found = [name for name, text in texts.items() if _is_unspaced(text)]
    if not found:
        return ""
    what = f"have no blanks between words (the first is {found[0]!r}), so that whole clauses count as words"
    return f"{len(found)} of {len(texts)} articles {what}; give a tokenizer (tokenizer=, --tokenizer)."


def _is_unspaced(text: str) -> bool:
    enough = max(_FEW, _SHARE * len(text))
    more = len(text.encode("utf-8", "surrogatepass")) - len(text)  # such a letter has three bytes
    return more >= 2 * enough and len(_UNSPACED.findall(text)) >= enough

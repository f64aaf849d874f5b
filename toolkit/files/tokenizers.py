"""Tokenizers by their names, so that any process finds them: `MODULE:FUNCTION`, `FILE.py:FUNCTION`."""

import hashlib
from functools import cache
from importlib import import_module
from importlib.metadata import distributions
from operator import attrgetter
from pathlib import Path
from types import ModuleType

from toolkit.text.tokenizers import Tokenizer

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
    beside = file.parent.iterdir() if file.is_file() else ()
    for path in sorted(path for path in beside if path.suffix in (".py", ".txt") and path.is_file()):
        digest.update(f"{path.name} {path.stat().st_size} ".encode("utf-8", "surrogateescape"))
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _module_of(name: str) -> tuple[ModuleType, str]:
    module, _, function = name.rpartition(":")
    if not module or not function:
        raise ValueError("it has no colon")
    if not module.endswith(".py"):
        return import_module(module), function
    if not Path(module).is_file():
        raise ValueError(f"there is no file {module!r}")
    return _loaded(Path(module).resolve(), Path(module).read_bytes()), function


@cache
def _loaded(path: Path, source: bytes) -> ModuleType:
    """The module that a file is, loaded once as long as it is not changed."""
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    exec(compile(source, path, "exec"), vars(module))
    return module

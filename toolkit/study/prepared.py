"""Prepared: a corpus with all its marks, worked out once and kept for whoever asks next."""

import os
import shutil
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.attribution.attributions import mark_voice
from toolkit.checks import require_columns
from toolkit.comparison.reuse import find_reuse
from toolkit.comparison.wire import mark_wire
from toolkit.corpus.load import load_corpus
from toolkit.corpus.tokens import tokenize
from toolkit.names.credits import agencies
from toolkit.study.batches import mark
from toolkit.study.fingerprint import of_articles, of_files
from toolkit.study.kept import WRITING, keep, open_kept
from toolkit.text.tokenizers import Tokenizer, fingerprint_of, unspaced

_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n"  # bford.info/cachedir: backups leave it out
_TOLD = "# Written by the news coverage toolkit (prepare); to be deleted whenever you like.\n"
_MOST = 8  # corpora that a folder keeps, those that were used last
_LEFT = 86_400  # seconds after which what a killed process left half written is deleted


class Prepared(NamedTuple):
    """The tables of a corpus, in the order in which they are made of one another."""

    articles: pd.DataFrame
    segments: pd.DataFrame
    attributions: pd.DataFrame
    tokens: pd.DataFrame
    passages: pd.DataFrame
    agencies: pd.DataFrame


def prepare(
    corpus: str | Path | pd.DataFrame,
    *,
    cache: str | Path | None = None,
    workers: int | None = None,
    tokenizer: Tokenizer | str | None = None,
    **options: str | Path | None,
) -> Prepared:
    """Load a corpus and work out all its marks: on all cores, and once, where a folder keeps them.

    Parameters
    ----------
    corpus
        A folder or file, as for `load_corpus`, or a table of articles with `text` and `outlet`.
    cache
        Folder that keeps the tables, to be opened by the next call; it is made where it does not exist.
        None: nothing is kept.
    workers
        Processes that read articles; None: one a core, this one alone for fewer than 200 articles.
    tokenizer
        As for `tokenize`; what is kept must be known, so that beside `cache` it is a name ("words.py:cut").
    **options
        Further options of `load_corpus`: `layout`, `metadata`, `events`, `outlet`.

    Returns
    -------
    Prepared
        Six tables, to be unpacked or asked for by name: `articles` of `load_corpus`; `segments` of
        `segment`; `attributions` of `attribute`; `tokens` of `tokenize` with `voice` (`mark_voice`) and
        `wire` (`mark_wire`); `passages` of `find_reuse`, attributions given; `agencies`. They are those that
        these functions give, whatever the number of workers.

    Raises
    ------
    ValueError
        If the corpus cannot be read, an id stands twice, a column is missing, `workers` is not above 0, or
        `cache` lies in the corpus.
    FileExistsError, NotADirectoryError
        If `cache` is a file, or a folder of something else.
    TypeError
        If options are given with a table, or a tokenizer without a name with a cache.

    Notes
    -----
    What is kept is known by a fingerprint: of all that the articles hold, the code, lexicons and model of the
    toolkit, and the versions of the packages beneath. Any other corpus, text, option or version has another
    one, and is worked out anew. A path is looked at first: where names, sizes and times of its files (and the
    content of `events` and `metadata`) are those of an earlier call, its articles are not read again.
    Files that are seconds old are always read. A tokenizer is known by the .py and .txt files beside its own
    and the versions of all packages; of other files that it reads (a model) nothing is known.

    What is kept is written beside and renamed when it is whole, so that an interrupted run, a full disk or
    two processes at a time leave all of it or nothing; batches of 100 articles that were done are kept until
    then, and an interrupted run goes on where it was. A file that is not as it was written is told and made
    anew. The eight corpora used last are kept.

    Examples
    --------
    >>> import toolkit as tk
    >>> articles, segments, attributions, tokens, passages, agencies = tk.prepare(tk.load_sample())
    >>> tokens[["voice", "wire"]].dtypes.astype(str).to_list()
    ['category', 'bool']
    """
    if workers is not None and workers < 1:
        raise ValueError(f"workers must be 1 or more, or None for one a core, not {workers}.")
    if isinstance(corpus, pd.DataFrame) and options:
        raise TypeError(f"{', '.join(options)} tell how a path is read; a table of articles takes none.")
    if not (cache is None or tokenizer is None or isinstance(tokenizer, str)):
        why = "so that it is known when it changes: 'words.py:cut' for the function cut in words.py"
        raise TypeError(f"a tokenizer whose tokens are kept needs a name, {why}; not {tokenizer!r}.")
    options = {name: value for name, value in options.items() if value is not None}
    folder = None if cache is None else _opened(Path(cache), corpus)
    if isinstance(corpus, pd.DataFrame):
        articles, key = corpus, folder and of_articles(corpus)
    else:
        articles, key = _load(Path(corpus), options, folder)
    require_columns(articles, ["text", "outlet"], "articles")
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()][0]
        raise ValueError(f"articles has the index {twice!r} twice; every article needs an id of its own.")
    if folder is None:
        return Prepared(articles, **_marks(articles, workers, None, tokenizer))
    known = [] if tokenizer is None else [fingerprint_of(tokenizer)]
    entry = folder / "-".join(["marks", key, *known])
    tables, told = open_kept(entry) or (None, {})
    if tables is None:
        unfinished = folder / f"unfinished-{key}"
        tables = _marks(articles, workers, unfinished, tokenizer)
        if _kept(entry, tables, {"note": "" if known else unspaced(articles["text"])}):
            shutil.rmtree(unfinished, ignore_errors=True)
    elif told["note"]:  # which `tokenize` has said the first time
        warnings.warn(told["note"], stacklevel=2)
    _tidy(folder, entry)
    return Prepared(articles, **tables)


def _marks(
    articles: pd.DataFrame, workers: int | None, beside: Path | None, tokenizer: Tokenizer | str | None
) -> dict[str, pd.DataFrame]:
    segments, attributions = mark(articles, workers=workers, beside=beside)
    tokens = mark_voice(tokenize(articles, segments, tokenizer=tokenizer), attributions)
    passages = find_reuse(tokens, articles, attributions)
    credited = agencies(articles)
    return {
        "segments": segments,
        "attributions": attributions,
        "tokens": mark_wire(tokens, articles, passages, agencies=credited),
        "passages": passages,
        "agencies": credited,
    }


def _load(path: Path, options: Mapping[str, object], folder: Path | None) -> tuple[pd.DataFrame, str | None]:
    """Articles of a path with their fingerprint, from where they are kept if no file is another since."""
    if folder is None or not path.exists():
        return load_corpus(path, **options), None
    seen, settled = of_files(path, options)
    entry = folder / f"articles-{seen}"
    tables, told = open_kept(entry) or (None, {})
    if tables is None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            tables = {"articles": load_corpus(path, **options)}
        told = {"key": of_articles(tables["articles"]), "warnings": [str(one.message) for one in caught]}
        if settled and of_files(path, options)[0] == seen:
            _kept(entry, tables, told)
    if entry.is_dir():
        os.utime(entry)
    for message in told["warnings"]:
        warnings.warn(message, stacklevel=3)
    return tables["articles"], told["key"]


def _kept(entry: Path, tables: dict[str, pd.DataFrame], told: Mapping[str, object] | None = None) -> bool:
    """Keep tables if that is possible, and say so if not: who waited for them gets them all the same."""
    try:
        keep(entry, tables, told)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        warnings.warn(f"Nothing was kept in {str(entry.parent)!r}: {reason}", RuntimeWarning, stacklevel=4)
        return False
    return True


def _opened(folder: Path, corpus: object) -> Path:
    """The folder that keeps tables, made if need be; never one that holds something else."""
    if not isinstance(corpus, pd.DataFrame) and folder.resolve().is_relative_to(Path(corpus).resolve()):
        raise ValueError(
            f"cache {str(folder)!r} lies in the corpus, whose files it would join; name another."
        )
    if file := next((place for place in (folder, *folder.parents) if place.is_file()), None):
        raise NotADirectoryError(f"cache {str(file)!r} is a file; name a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    tag = folder / _TAG
    if not tag.exists():
        if any(not path.name.startswith((_TAG, WRITING)) for path in folder.iterdir()):
            raise FileExistsError(f"cache {str(folder)!r} holds other files; name a new or an empty folder.")
        made = folder / f"{WRITING}{os.getpid()}"  # another process may read the tag at this very moment
        made.write_text(_SIGNATURE + _TOLD, "utf-8")
        os.replace(made, tag)
    elif _TOLD not in tag.read_text("utf-8", "replace"):
        raise FileExistsError(f"cache {str(folder)!r} is that of another program; name another folder.")
    return folder


def _tidy(folder: Path, used: Path) -> None:
    """Delete all but what was used last, and what killed processes left."""
    if used.is_dir():
        os.utime(used)
    for kind in ("marks-*", "articles-*", "unfinished-*"):
        entries = sorted(folder.glob(kind), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-_MOST]:
            shutil.rmtree(entry, ignore_errors=True)
    for left in folder.rglob(f"{WRITING}*"):
        if left.stat().st_mtime < time.time() - _LEFT:
            shutil.rmtree(left, ignore_errors=True)

"""Packs: a corpus, its notebooks and what came out, in one file."""

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from toolkit import __version__
from toolkit.checks import listed
from toolkit.compendium.archives import FORMAT, require_place, write_archive
from toolkit.compendium.crate import described, seeds
from toolkit.compendium.hashes import hashes_of
from toolkit.compendium.replaced import MOST, cut_file, require_no_quotes, table_bytes, texts_replaced
from toolkit.corpus.load import describe_articles
from toolkit.files.folders import is_hidden
from toolkit.report.excerpts import limit_to
from toolkit.report.pages import made
from toolkit.shipped import shipped_path
from toolkit.study.fingerprint import of_program
from toolkit.text.tokenizers import placed


def pack(
    corpus: str | Path,
    out: str | Path,
    *,
    texts: bool = True,
    notebooks: Iterable[str | Path] | None = None,
    layout: str | None = None,
    events: str | Path | None = None,
    outlet: str | None = None,
    tokenizer: str | None = None,
    parameters: Mapping[str, object] | None = None,
    cache: str | Path | None = None,
    event: Collection[str] | str = (),
    event_pages: int | None = None,
) -> list[str]:
    """Run the notebooks on a corpus and put all that another needs to check them into one file.

    Parameters
    ----------
    corpus, notebooks, layout, events, outlet, tokenizer, parameters, cache, event, event_pages
        As for `render`.
    out
        The file, such as `study.zip`; an older compendium of this name is written over.
    texts
        Whether the articles are packed. If not, pages and tables quote at most four words of an article in a
        row, and the words of each article stand mixed in `terms/words.csv`, from which the tables of
        `term_frequencies`, `compare_outlets`, `keyness` and `term_trends` come out the same.

    Returns
    -------
    list of str
        One sentence for each cell that gave an error instead of a result.

    Raises
    ------
    FileNotFoundError, FileExistsError, OSError, ValueError
        As for `render`, or if `out` is no name of a compendium, lies in the corpus, or is something else, or
        `parameters` cannot be written down or lead elsewhere; if `texts` are not packed, and a notebook,
        tokenizer, setting or file of one's own quotes five words of an article in a row.

    See Also
    --------
    verify : runs it again and compares.
    """
    corpus, out = Path(corpus), Path(out)
    if not corpus.exists():
        raise FileNotFoundError(f"There is no corpus {str(corpus)!r}; name a folder or file of articles.")
    require_place(out, corpus)
    try:
        json.dumps(parameters and dict(parameters))
    except TypeError as error:
        raise ValueError(f"parameters must be texts, numbers and lists of them ({error}).") from error
    books = [Path(path) for path in notebooks or sorted(shipped_path("notebooks").glob("0*.ipynb"))]
    named = _named_files(parameters or {}, books, corpus)
    settings: dict[str, Any] = {
        "layout": layout,
        "events": events and str(events),
        "outlet": outlet,
        "tokenizer": tokenizer and placed(tokenizer),
        "parameters": dict(parameters or {}),
        "event": listed(event, "event"),
        "event_pages": event_pages,
        "excerpts": None if texts else MOST,
    }
    with TemporaryDirectory() as beside:
        read = gathered(corpus, Path(beside))
        report = made(read, None, notebooks=books, cache=cache, workbooks=False, **settings)
        files, notes = {}, list(report.problems)
        if texts:
            files["articles.csv"] = table_bytes(hashes_of(report.articles))
            files |= {
                f"corpus/{path.relative_to(beside).as_posix()}": path.read_bytes() for path in _below(read)
            }
            for name, book in report.books.items():
                files[f"notebooks/{name}.ipynb"] = nbformat.writes(book).encode()
    called, code = corpus.resolve().name, {f"code/{path.name}": _source(path) for path in books}
    tokenizer = settings["tokenizer"]
    code |= _beside(settings, texts, named)
    if not texts:
        settings["event"] = report.named  # cut as the events of the articles are
        limit = limit_to(MOST, report.articles["text"])
        require_no_quotes(
            {
                **dict.fromkeys(report.files, b""),
                **code,
                "settings": json.dumps(settings, ensure_ascii=False).encode(),
            },
            limit,
        )
        files, notes = texts_replaced(report.articles, tokenizer, notes)
        called = cut_file(called, limit)
    files |= code
    for name, content in report.files.items():
        files[f"pages/{name}"] = content if isinstance(content, bytes) else _encoded(name, content)
    about = {"format": FORMAT, "toolkit": __version__, "program": of_program(), "texts": texts}
    about |= {"corpus": called, "settings": settings, "seeds": seeds()}
    write_archive(out, described(files, about, describe_articles(report.articles), notes))
    return report.problems


def _named_files(parameters: Mapping[str, object], books: Iterable[Path], corpus: Path) -> dict[str, Path]:
    """Files that parameters name, as notebooks find them, but those named by their place in the corpus."""
    folders, found = {book.resolve().parent for book in books}, {}
    for name, value in parameters.items():
        there = [path for folder in sorted(folders) if os.path.isfile(path := folder / str(value))]
        if there and isinstance(value, str) and (Path(value).is_absolute() or not (corpus / value).exists()):
            found[name] = there[0]
        elif paths := [text for text in _texts_in(value) if os.path.isabs(text)]:
            raise ValueError(
                f"parameter {name!r} names {paths[0]!r}, which others do not have; give one file, which is"
                " packed, or a path below the corpus."
            )
    return found


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts_in([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts_in(one)


def _beside(settings: dict[str, Any], texts: bool, named: Mapping[str, Path]) -> dict[str, bytes]:
    """Files that settings name, which then name them by their place; events without texts by the articles."""
    files, (file, mark, function) = {}, (settings["tokenizer"] or "").partition(".py:")
    if path := settings["events"]:
        settings["events"] = name = f"settings/{Path(path).name}" if texts else "articles.csv"
        files |= {name: Path(path).read_bytes()} if texts else {}
    if mark:
        settings["tokenizer"] = f"settings/{Path(file).name}.py:{function}"
        files[f"settings/{Path(file).name}.py"] = Path(f"{file}.py").read_bytes()
    for parameter, path in named.items():
        name = f"settings/{path.name}"
        name = f"settings/{parameter}-{path.name}" if name in files else name
        settings["parameters"][parameter], files[name] = name, path.read_bytes()
    return files


def gathered(corpus: Path, place: Path) -> Path:
    """A copy of what is read of a corpus below a place; nothing hidden, and no link that leads out."""
    root = corpus.resolve()
    copy = place / root.name
    if root.is_file():
        shutil.copyfile(root, copy)
        return copy
    copy.mkdir(parents=True, exist_ok=True)
    for path in _below(root):
        if path.resolve().is_relative_to(root) and not is_hidden(path.relative_to(root).as_posix()):
            target = copy / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return copy


def _below(path: Path) -> Iterator[Path]:
    """Regular files, in order; folders that are links are not looked into."""
    if path.is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names) if Path(folder, name).is_file())


def _source(path: Path) -> bytes:
    """A notebook without what came out when it ran, who wrote it, and pictures pasted into it."""
    book = nbformat.read(path, as_version=4)
    book.metadata = {name: book.metadata[name] for name in ("kernelspec",) if name in book.metadata}
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {name: cell.metadata[name] for name in ("tags",) if name in cell.metadata}
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(book).encode()


def _encoded(name: str, text: str) -> bytes:
    """Tables get a mark of UTF-8, without which spreadsheet programs garble accents."""
    return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")

"""Packs: a corpus, its notebooks and what came out, in one file."""

import json
import os
import shutil
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pandas as pd

from toolkit import __version__
from toolkit.compendium.archives import FORMAT, MANIFEST, require_place, write_archive
from toolkit.compendium.crate import crate, readme, seeds, versions
from toolkit.compendium.hashes import hashes_of
from toolkit.compendium.mixing import mix_words
from toolkit.compendium.termtables import term_tables
from toolkit.corpus.load import describe_articles
from toolkit.corpus.segments import segment
from toolkit.corpus.tokens import tokenize
from toolkit.files.folders import is_hidden
from toolkit.report.excerpts import Limit, cut_table, limit_to, stretched
from toolkit.report.pages import Report, made
from toolkit.shipped import shipped_path
from toolkit.study.fingerprint import of_program

MOST = 4  # words of an article in a row that a compendium without texts may hold


def pack(
    corpus: str | Path,
    out: str | Path,
    *,
    texts: bool = True,
    notebooks: Iterable[str | Path] | None = None,
    layout: str | None = None,
    events: str | Path | None = None,
    outlet: str | None = None,
    parameters: Mapping[str, object] | None = None,
    cache: str | Path | None = None,
    event: Collection[str] | str = (),
    event_pages: int = 3,
) -> list[str]:
    """Run the notebooks on a corpus and put all that another needs to check them into one file.

    Parameters
    ----------
    corpus, notebooks, layout, events, outlet, parameters, cache, event, event_pages
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
        As for `render`, or if `out` is no name of a compendium, lies in the corpus, or is something else; if
        a notebook of one's own quotes five words of an article in a row, and `texts` are not packed.

    See Also
    --------
    verify : runs it again and compares.
    """
    corpus, out = Path(corpus), Path(out)
    if not corpus.exists():
        raise FileNotFoundError(f"There is no corpus {str(corpus)!r}; name a folder or file of articles.")
    require_place(out, corpus)
    settings = {
        "layout": layout,
        "events": events and "settings/events.csv",
        "outlet": outlet,
        "parameters": dict(parameters or {}),
        "event": [event] if isinstance(event, str) else sorted(event),
        "event_pages": event_pages,
        "excerpts": None if texts else MOST,
    }
    books = [Path(path) for path in notebooks or sorted(shipped_path("notebooks").glob("0*.ipynb"))]
    with TemporaryDirectory() as beside:
        read = gathered(corpus, Path(beside))
        report = made(
            read, None, notebooks=books, layout=layout, events=events, outlet=outlet, parameters=parameters,
            cache=cache, event=event, event_pages=event_pages, excerpts=settings["excerpts"],
        )  # fmt: skip
        files: dict[str, str | bytes] = {f"code/{path.name}": _source(path) for path in books}
        if events:
            files["settings/events.csv"] = Path(events).read_bytes()
        files |= {f"pages/{name}": content for name, content in sorted(report.files.items())}
        notes = [*report.problems]
        about = {
            "format": FORMAT,
            "toolkit": __version__,
            "program": of_program(),
            "corpus": corpus.resolve().name,
        }
        about |= {"texts": texts, "settings": settings, "seeds": seeds()}
        if texts:
            files["articles.csv"] = _csv(hashes_of(report.articles))
            files |= {f"notebooks/{name}.ipynb": nbformat.writes(book) for name, book in report.books.items()}
            files |= {
                f"corpus/{path.relative_to(beside).as_posix()}": path.read_bytes() for path in _below(read)
            }
        else:
            files |= _without(report, books)
    described = describe_articles(report.articles)
    files["codebook.csv"] = _codebook()
    files["versions.txt"] = versions()
    name = f"Compendium of {about['corpus']}"
    files["README.md"] = readme(name, described, texts, notes)
    about["files"] = sorted([*files, "ro-crate-metadata.json", MANIFEST])
    files[MANIFEST] = json.dumps(about, indent=1, ensure_ascii=False)
    sizes = {
        path: len(_bytes(path, content)) for path, content in files.items() if not path.startswith("corpus/")
    }
    files["ro-crate-metadata.json"] = crate(name, described, sizes, "corpus" if texts else "")
    write_archive(out, {path: _bytes(path, content) for path, content in sorted(files.items())})
    return report.problems


def gathered(corpus: Path, place: Path) -> Path:
    """A copy of what is read of a corpus below a place; nothing hidden, and no link that leads out."""
    root = corpus.resolve()
    copy = place / root.name
    if root.is_file():
        shutil.copyfile(root, copy)
        return copy
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


def _without(report: Report, books: Iterable[Path]) -> dict[str, str | bytes]:
    """What stands for the texts: hashes, mixed words, and the tables of terms."""
    limit = limit_to(MOST, report.articles["text"])
    for path in books:
        _require_no_quote(path, limit)
    articles = named_anew(report.articles, limit)
    with warnings.catch_warnings():  # of languages, which the notebooks have said
        warnings.simplefilter("ignore", UserWarning)
        tokens = tokenize(articles, segment(articles))
    words, again = mix_words(tokens, articles, limit)
    hashes = hashes_of(articles).assign(said_again=again.reindex(articles.index.astype("str")).to_numpy())
    files = {"articles.csv": _csv(cut_table(hashes, limit)), "terms/words.csv": _csv(words)}
    tables = term_tables(tokens, articles, articles)
    return files | {f"terms/{name}.csv": _csv(table) for name, table in tables.items()}


def named_anew(articles: pd.DataFrame, limit: Limit) -> pd.DataFrame:
    """The articles, numbered where an id says five words of a text in a row, as a path may its headline."""
    ids = articles.index.astype("str")
    numbers = pd.Index(
        [f"article-{number:05}" for number in range(1, len(ids) + 1)], name=articles.index.name
    )
    quoted = any(stretched([text], limit).any() for text in ids)
    cut = cut_table(articles[["outlet", "event"]], limit)
    return articles.set_axis(numbers if quoted else ids).assign(
        **{name: cut[name].to_numpy() for name in cut}
    )


def _require_no_quote(path: Path, limit: Limit) -> None:
    if path.resolve().parent == shipped_path("notebooks").resolve():
        return
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells, 1):
        if stretched([cell.source], limit).any():
            raise ValueError(
                f"{path.name} quotes more than {MOST} words of an article in its cell {number}; shorten the"
                " quotation, or pack with the texts."
            )


def _source(path: Path) -> str:
    """A notebook without what came out when it ran."""
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(book)


def _codebook() -> str:
    import toolkit

    return _csv(toolkit.describe_tables()) if hasattr(toolkit, "describe_tables") else ""


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")


def _bytes(name: str, content: str | bytes) -> bytes:
    """Tables get a mark of UTF-8, without which spreadsheet programs garble accents."""
    if isinstance(content, bytes):
        return content
    return content.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")

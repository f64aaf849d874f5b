"""Reports: notebooks run on a corpus and written as single HTML files for a colleague without Python."""

import sysconfig
import tempfile
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import ne
from os.path import isabs
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import nbformat
import pandas as pd

from toolkit.answers.prose import titles
from toolkit.checks import listed, require_choices
from toolkit.corpus.load import load_corpus
from toolkit.notebooks.runs import errors_of, hide_folders, run_all
from toolkit.report.closeups import events_to_read, retitle
from toolkit.report.downloads import WORKBOOK, downloads_of, shorten_tables
from toolkit.report.excerpts import Limit, cut_names, cut_page, cut_table, limit_to
from toolkit.report.files import remove_old, require_folder, require_unchanged, write_files
from toolkit.report.overview import first_page, title_of
from toolkit.report.page import Frame, short_name, write_page
from toolkit.report.plans import CLOSE, Given, Run, asks_for, planned, require_notebooks, values_of
from toolkit.report.prints import print_pages, require_browser
from toolkit.report.proposals import propose, unread
from toolkit.report.tables import Download, Known
from toolkit.shipped import PACKAGE, shipped_path
from toolkit.show.outlets import looks_of
from toolkit.study.prepared import prepare
from toolkit.text.tokenizers import placed, tokenizer_of


def render(
    corpus: str | Path,
    out: str | Path,
    *,
    notebooks: Iterable[str | Path] | None = None,
    run: bool = True,
    layout: str | None = None,
    events: str | Path | None = None,
    outlet: str | None = None,
    parameters: Mapping[str, object] | None = None,
    cache: str | Path | None = None,
    event: Collection[str] | str = (),
    event_pages: int | None = None,
    excerpts: int | None = None,
    pdf: bool = False,
    tokenizer: str | None = None,
) -> list[str]:
    """Write one self-contained HTML file a notebook, and `index.html`, about a corpus.

    Nothing in the files runs: a content-security policy forbids scripts and every network request. They are
    written beside those of an earlier run and then take their place, all or none.

    Parameters
    ----------
    corpus, layout, events, outlet
        As for `load_corpus`. Where no article has an event, they are grouped by `group_events`; where none
        has an outlet, each stands for one. Every page says so, and `events.csv` beside them holds it, to be
        corrected and given back as `events`.
    out
        Folder for the reports; it is made where it does not exist.
    notebooks
        Notebooks whose `parameters` cell assigns `corpus`, and `options` and `cache`, which they give to
        `prepare`; those that come with the toolkit if left out. One that assigns `tables` gets the folder
        `tables/<name of the notebook>` in `out` there, and its page links what it writes into it
        (`write_tables`, with `spreadsheet=True`). One called `06-event` is run for each event that is read
        closely.
    run
        Whether to run them on the corpus; if not, their saved outputs are rendered.
    parameters
        Further values for names that the `parameters` cell of a notebook assigns.
    cache
        Folder in which `prepare` keeps what the notebooks read, for the next report as well; if left out, a
        folder that is deleted after.
    event
        Events to be read closely, each on a page of its own.
    event_pages
        How many events get one where `event` names none (3): those with most values to check, and then most
        shared passages. Where `notebooks` are given, one of them must be called `06-event`.
    excerpts
        How many words of an article may stand in a row, in pages and in the tables beside them; whole
        articles and articles side by side are left out. If left out, there is no limit.
    pdf
        Whether to print each page as PDF too, by a Chromium or Chrome that is installed.
    tokenizer
        The name of a function that finds words, as for `tokenize`: "jieba:lcut", "words.py:cut". Notebooks
        get it in their `options`. Without one, every page tells of articles that need it; of those that are
        not in English every page tells, too.

    Returns
    -------
    list of str
        One sentence for each cell that gave an error instead of a result.

    Raises
    ------
    FileNotFoundError, NotADirectoryError, FileExistsError, OSError, ValueError
        If the corpus or a notebook is missing or cannot be read, two notebooks have one name, none has a
        parameter, `out` is a file, lies in the corpus or cannot be written to, or holds an `events.csv` that
        would be lost; if no article tells an `event`, `event_pages` are given beside it, a number is not
        above 0, the tokenizer is not found, or no browser is installed.
    TypeError
        If the tokenizer is a function and no name.
    """
    browser = require_browser() if pdf else ""
    corpus, out = Path(corpus), Path(out)
    require_folder(out, corpus)
    report = made(
        corpus, out, notebooks=notebooks, run=run, layout=layout, events=events, outlet=outlet,
        parameters=parameters, cache=cache, event=event, event_pages=event_pages, excerpts=excerpts,
        tokenizer=tokenizer,
    )  # fmt: skip
    pages = {name: str(page) for name, page in report.files.items() if name.endswith(".html")}
    files = report.files | (print_pages(pages, browser) if pdf else {})
    write_files(out, files)
    remove_old(out, files)
    return report.problems


class Report(NamedTuple):
    """Articles as they are named; files by name; notebooks by name of page; errors; events asked for."""

    articles: pd.DataFrame
    files: dict[str, str | bytes]
    books: dict[str, nbformat.NotebookNode]
    problems: list[str]
    named: list[str]


def made(
    corpus: Path,
    out: Path | None,
    *,
    notebooks: Iterable[str | Path] | None = None,
    run: bool = True,
    parameters: Mapping[str, object] | None = None,
    cache: str | Path | None = None,
    event: Collection[str] | str = (),
    event_pages: int | None = None,
    excerpts: int | None = None,
    tokenizer: str | None = None,
    workbooks: bool = True,
    **reading: str | Path | None,
) -> Report:
    """A report that is not yet written, for the folder `out` if there is one; `render` explains the rest."""
    paths = [Path(path) for path in notebooks or sorted(shipped_path("notebooks").glob("0*.ipynb"))]
    named = listed(event, "event")
    if named and not any(path.stem == CLOSE for path in paths):
        paths.append(shipped_path(f"notebooks/{CLOSE}.ipynb"))
    require_notebooks(paths, parameters or {})
    _require_numbers(event_pages, excerpts)
    if named and event_pages is not None:
        raise ValueError(f"event names whose pages are made, and event_pages is {event_pages}; give one.")
    event_pages = 3 if event_pages is None else event_pages
    named_tokenizer = _placed(tokenizer)
    given: dict[str, Any] = {name: value and str(value) for name, value in reading.items()}
    if given.get("events"):
        given["events"] = str(Path(str(given["events"])).resolve())
    articles = load_corpus(corpus, **given)
    given["tokenizer"] = named_tokenizer
    options = {name: value for name, value in given.items() if value}
    limit = None if excerpts is None else limit_to(excerpts, articles["text"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        proposed, notes = propose(articles, given["tokenizer"]) if run else (None, [])
    files: dict[str, str | bytes] = {}
    if proposed is not None:
        articles = articles.assign(event=proposed["event"], outlet=proposed["outlet"])
    renamed = {name: cut_names(articles[name], limit) if limit else {} for name in ("event", "outlet")}
    shorter = {
        name: articles[name].map(cut) for name, cut in renamed.items() if any(map(ne, cut, cut.values()))
    }
    articles, named = articles.assign(**shorter), [renamed["event"].get(one, one) for one in named]
    if proposed is not None:
        shown = proposed.assign(**{name: names.to_numpy() for name, names in shorter.items()})
        shown = cut_table(shown, limit) if limit else shown
        files["events.csv"] = shown.to_csv(index=False, lineterminator="\n")
    require_choices(named, sorted(set(articles["event"]) - {""}), "event")
    asked = named
    if out:
        require_unchanged(out, files)
    if notes:
        where = out / "events.csv" if out else "events.csv, which is packed"
        warnings.warn(f"{' '.join(notes)} Correct that in {where}: see --events.", stacklevel=3)
        notes.append("Correct that in events.csv beside this page, and run again with --events and its path.")
    for told in unread(articles, tokenizer) if run else ():
        warnings.warn(told, stacklevel=2)
        notes.append(told)
    with TemporaryDirectory() as beside:
        write_files(Path(beside), files)
        proposals = {"events": str(Path(beside, "events.csv"))} if files or shorter else {}
        if limit and proposals:  # notebooks know the articles by their ids, which are cut beside pages
            articles[["event", "outlet"]].to_csv(proposals["events"])
        kept = Path(beside, "cache") if cache is None else Path(cache).resolve()
        chosen = event_pages if not named and any(path.stem == CLOSE for path in paths) else 0
        if run and (asks_for(paths, "cache") or chosen):
            with warnings.catch_warnings():  # what there is to say of the files has been said
                warnings.simplefilter("ignore", UserWarning)
                prepared = prepare(corpus.resolve(), cache=kept, workers=None, **options | proposals)
            named = named or events_to_read(prepared, chosen)
        runs = planned(paths, named) if run else [Run(path, path.stem) for path in paths]
        tables = Path(beside, "tables")
        known = Given(
            corpus.resolve(), options, proposals, {"cache": str(kept), **(parameters or {})}, tables
        )
        values, problems = values_of(runs, known)
        results = dict(zip(runs, run_all([one.path for one in runs], values if run else None), strict=True))
        downloads, written = _tables(runs, tables, limit, workbooks)
        problems += [f"{one.name}: {error}" for one, book in results.items() for error in errors_of(book)]
        folders = [Path(beside), kept.parent, kept, corpus.resolve().parent, *_machine()]
        folders += [Path(given[name] or "").parent for name in ("events", "tokenizer") if name in given]
        folders += [Path(text).parent for text in map(str, (parameters or {}).values()) if isabs(text)]
        folders += [out.resolve()] if out else []
        for book in results.values():
            hide_folders(book, [*folders, *(path.resolve().parent for path in paths)])
    pages = _pages(results, articles, _name(corpus.resolve()), notes, downloads, limit)
    files |= {**written, **pages}
    return Report(articles, files, {one.name: book for one, book in results.items()}, problems, asked)


def _placed(tokenizer: str | None) -> str | None:
    """The name of a tokenizer as notebooks find it, who run in folders and processes of their own."""
    if not isinstance(tokenizer, str | None):
        raise TypeError(f"tokenizer must be a name, since notebooks run apart, not {tokenizer!r}.")
    if tokenizer is None:
        return None
    tokenizer_of(name := placed(tokenizer))
    return name


def _require_numbers(event_pages: int | None, excerpts: int | None) -> None:
    if event_pages is not None and event_pages < 0:
        raise ValueError(f"event_pages must be 0 or more, not {event_pages}.")
    if excerpts is not None and excerpts < 1:
        raise ValueError(f"excerpts must be 1 word or more, not {excerpts}.")


def _tables(
    runs: Iterable[Run], folder: Path, limit: Limit | None, workbooks: bool
) -> tuple[dict[str, list[Download]], dict[str, bytes]]:
    """The tables that each run wrote, for its page to link, and their files."""
    downloads: dict[str, list[Download]] = {}
    files: dict[str, bytes] = {}
    for run in runs:
        if limit:
            shorten_tables(folder / run.name, limit)
        if not workbooks:
            (folder / run.name / WORKBOOK).unlink(missing_ok=True)
        downloads[run.name], written = downloads_of(folder / run.name)
        files |= written
    return downloads, files


def _name(corpus: Path) -> str:
    """What pages call a corpus."""
    is_sample = corpus == shipped_path("data/sample").resolve()
    return "Sample corpus" if is_sample else f"Corpus {corpus.stem if corpus.is_file() else corpus.name}"


def _machine() -> list[Path]:
    """Folders that are known from this machine alone."""
    python = map(sysconfig.get_path, ("purelib", "platlib", "stdlib"))
    return [PACKAGE.parent, Path.home(), Path(tempfile.gettempdir()), *map(Path, python)]


def _pages(
    results: Mapping[Run, nbformat.NotebookNode],
    articles: pd.DataFrame,
    corpus: str,
    notes: Sequence[str],
    downloads: Mapping[str, Sequence[Download]],
    limit: Limit | None,
) -> dict[str, str]:
    """The pages by the names of their files, the first one first."""
    called = titles(articles)
    for run, book in results.items():
        if run.event:
            retitle(book, called[run.event])
    index = first_page({run.path.with_stem(run.name): book for run, book in results.items()}, articles)
    names = {"index": "Answers"} | {
        run.name: called[run.event] if run.event else short_name(run.name) for run in results
    }
    known, pages = Known(looks_of(set(articles["outlet"]) - {""}), called), {}
    for run, book in {Run(Path("index"), "index"): index, **results}.items():
        about = articles[articles["event"] == run.event] if run.event else articles
        title = called[run.event] if run.event else title_of(book)
        kicker = f"{corpus}: one event" if run.event else corpus
        frame = Frame(
            run.name, title, kicker, about, known, list(names.items()), notes,
            downloads.get(run.name, ()), limit.most if limit else None,
        )  # fmt: skip
        page = write_page(book, frame)
        pages[f"{run.name}.html"] = cut_page(page, limit) if limit else page
    return pages

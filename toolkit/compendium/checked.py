"""Checked: a compendium run again, and what is equal and what differs."""

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from toolkit.checks import require_columns
from toolkit.compendium.archives import Compendium, read_archive, unpack
from toolkit.compendium.comparing import notebooks_differ, tables_differ
from toolkit.compendium.crate import versions
from toolkit.compendium.hashes import corpora_differ, hashes_of, require_same
from toolkit.compendium.packs import gathered
from toolkit.compendium.replaced import (
    MOST,
    events_again,
    named_anew,
    own,
    read_table,
    table_bytes,
    terms_again,
)
from toolkit.corpus.load import load_corpus
from toolkit.report.excerpts import limit_to
from toolkit.report.pages import Report, made
from toolkit.study.fingerprint import of_program

COLUMNS = ["what", "name", "same", "told"]
_SETTINGS = "layout events outlet tokenizer parameters event event_pages excerpts".split()
_GIVEN = {"corpus", "options", "cache", "tables"}  # parameters that lead to files of this machine
_ORDER = ["versions", "articles", "table", "notebook", "terms"]
_NAMED = 5  # packages that a sentence names


def verify(compendium: str | Path, *, corpus: str | Path | None = None, trust: bool = False) -> pd.DataFrame:
    """Run a compendium again and say what is equal and what differs.

    Parameters
    ----------
    compendium
        A file that `pack` wrote.
    corpus
        Folder or file of the articles, where they are not in the compendium, or to be used instead of those.
        Their hashes are compared first.
    trust
        Whether notebooks that are not the toolkit's own may be run: their code can do what you can do.

    Returns
    -------
    DataFrame
        One row a thing compared: `what` (versions, articles, table, notebook, terms: a table made of mixed
        words); `name` of its file; `same`, whether it is; `told`, a sentence on what differs first, "" where
        there is none. Other versions are told and may give the same tables.

    Raises
    ------
    FileNotFoundError
        If there is no such file or corpus.
    ValueError
        If the file is no compendium, damaged, or of another format, the corpus is another one, or a notebook
        is not the toolkit's own and not trusted.

    See Also
    --------
    pack : writes the file.
    """
    packed = read_archive(Path(compendium))
    rows = [("versions", "versions.txt", not (told := _versions_differ(packed)), told)]
    if corpus is not None and not Path(corpus).exists():
        raise FileNotFoundError(f"There is no corpus {str(corpus)!r}; name a folder or file of articles.")
    if packed.about["texts"] or corpus is not None:
        _require_trust(packed, trust)
        rows += _run_again(packed, corpus and Path(corpus))
    if not packed.about["texts"]:
        rows += [("terms", f"{name}.csv", not told, told) for name, told in terms_again(packed.files).items()]
    table = pd.DataFrame(sorted(rows, key=lambda row: _ORDER.index(row[0])), columns=COLUMNS)
    table.attrs["caption"] = f"What of {Path(compendium).name!r} comes out again."
    return table


def in_sentences(table: pd.DataFrame) -> list[str]:
    """What `verify` found, line by line: what differs first, then what is equal, in one line.

    Examples
    --------
    >>> found = pd.DataFrame({"what": ["table", "table"], "name": ["a.csv", "b.csv"], "same": [True, False],
    ...                       "told": ["", "row 1, column 'n': packed was '2', now it is '3'."]})
    >>> in_sentences(found)
    ["Differs: table b.csv: row 1, column 'n': packed was '2', now it is '3'.", 'Equal: 1 table.']
    """
    other = table[~table["same"]]
    lines = [
        told if what in ("versions", "articles") else f"Differs: {what} {name}: {told}"
        for what, name, told in other[["what", "name", "told"]].itertuples(index=False)
    ]
    counts = table.loc[table["same"], "what"].value_counts(sort=False)
    said = [
        what if what in ("versions", "articles") else f"{n:,} {_WORDS[what][n != 1]}"
        for what, n in counts.items()
    ]
    return [*lines, f"Equal: {', '.join(said) or 'nothing'}."]


_WORDS = {
    "table": ("table", "tables"),
    "notebook": ("notebook", "notebooks"),
    "terms": ("table of terms, made of the packed words", "tables of terms, made of the packed words"),
}


def _versions_differ(packed: Compendium) -> str:
    """What is installed in another version, in a sentence."""
    before, now = (_parsed(text) for text in (packed.files["versions.txt"].decode("utf-8"), versions()))
    other = [
        f"{name} {before[name]} (here {now[name]})"
        for name in before
        if now.get(name, before[name]) != before[name]
    ]
    if missing := [name for name in before if name not in now]:
        other.append(f"{len(missing)} packages that are not installed here, such as {missing[0]}")
    if not other and packed.about["program"] != of_program():
        other = ["the code of the toolkit, whose version is the same"]
    more = f" and {len(other) - _NAMED:,} more" if len(other) > _NAMED else ""
    return f"Packed with other versions: {', '.join(other[:_NAMED])}{more}." if other else ""


def _parsed(text: str) -> dict[str, str]:
    first, *lines = text.splitlines() or ["# Python unknown"]
    return {"Python": first.removeprefix("# Python ")} | dict(
        line.split("==", 1) for line in lines if "==" in line
    )


def _require_trust(packed: Compendium, trust: bool) -> None:
    """Raise where code would be run that came with the compendium, or that it names."""
    if not trust and (named := packed.about["settings"].get("tokenizer")):
        raise ValueError(f"the tokenizer {named!r} would be run; look at it first, and then add --trust.")
    for name, content in packed.files.items():
        if name.startswith("code/") and not trust and own(name, content) is None:
            raise ValueError(
                f"{name} is not a notebook of this version of the toolkit, and its code would be run; look at"
                " it first, and then add --trust."
            )


def _run_again(packed: Compendium, corpus: Path | None) -> Iterator[tuple[str, str, bool, str]]:
    """Rows of `verify` on articles, tables and notebooks."""
    about, files = packed.about, packed.files
    stored = read_table(files["articles.csv"]).drop(columns="said_again", errors="ignore")
    require_columns(stored, ["article_id", "outlet", "event", "published", "sha256"], "articles.csv")
    with TemporaryDirectory() as beside:
        for folder in ("corpus", "code", "settings"):
            unpack(files, f"{folder}/", Path(beside, folder))
        place = Path(beside, "given" if corpus else "corpus")
        read = place / about["corpus"]
        if corpus:
            place.mkdir()
            gathered(corpus, place).rename(read)
        settings = _settings(about["settings"], Path(beside))
        reading = {name: settings[name] for name in ("layout", "events", "outlet")}
        with warnings.catch_warnings():  # which come again when the notebooks run
            warnings.simplefilter("ignore", UserWarning)
            taken = reading["events"] == "articles.csv"
            now = hashes_of(load_corpus(read, **reading | ({"events": None} if taken else {})))
        require_same(stored, now)
        if taken:
            settings["events"] = str(Path(beside, "events.csv"))
            again = events_again(stored, now)
            if "pages/events.csv" in files:  # what was proposed is proposed again
                again["outlet" if again["outlet"].is_unique else "event"] = ""
            Path(settings["events"]).write_bytes(table_bytes(again))
        books = [own(name, files[name]) or Path(beside, name) for name in files if name.startswith("code/")]
        report = made(read, None, notebooks=books, workbooks=False, **settings)
    articles = report.articles
    if not about["texts"]:
        articles = named_anew(articles, limit_to(MOST, articles["text"]))
    told = " ".join(corpora_differ(stored, hashes_of(articles)))
    yield "articles", "articles.csv", not told, told
    for name in files:
        if name.startswith("pages/") and name.endswith(".csv"):
            content = report.files.get(name.removeprefix("pages/"), b"")
            content = content if isinstance(content, bytes) else content.encode("utf-8-sig")
            told = tables_differ(files[name], content) if content else _error(name.split("/")[-2], report)
            yield "table", name.removeprefix("pages/").removeprefix("tables/"), not told, told
        if name.startswith("notebooks/"):
            book = report.books.get(Path(name).stem)
            told = notebooks_differ(files[name], book) if book else "it is not run any more."
            yield "notebook", Path(name).stem, not told, told


def _error(notebook: str, report: Report) -> str:
    """Why a notebook makes a table no more."""
    found = (told for told in report.problems if told.startswith(f"{notebook}:"))
    return f"it is not made any more. {next(found, '')}".strip()


def _settings(packed: Mapping[str, Any], place: Path) -> dict[str, Any]:
    """Settings of a report; files that they name are those in the compendium, and no others."""
    settings = {name: packed.get(name) for name in _SETTINGS}
    for name in ("events", "tokenizer"):
        if (
            settings[name]
            and settings[name] != "articles.csv"
            and (name == "events" or ".py:" in settings[name])
        ):
            settings[name] = str(Path(place, "settings", Path(settings[name]).name))
    settings["parameters"] = {
        name: str(place / value) if _is_packed(value, place) else value
        for name, value in (settings["parameters"] or {}).items()
        if name not in _GIVEN
    }
    return settings


def _is_packed(value: object, place: Path) -> bool:
    """Whether a parameter names a file of the compendium, as `pack` writes it."""
    return (
        isinstance(value, str)
        and value.startswith("settings/")
        and value.removeprefix("settings/") in {path.name for path in (place / "settings").glob("*")}
    )

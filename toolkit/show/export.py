"""Tables written for other programs: CSV and Parquet, and a spreadsheet in which no cell is a formula."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd

from toolkit.checks import require_columns
from toolkit.show.tables import joined_cells

MAX_ROWS = 20_000  # of a sheet; nobody scrolls through more, and a workbook takes a minute for 100,000
_RISKY = re.compile(r"\A[=+\-@\t\r]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OPTIONS = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}


def write_tables(
    tables: pd.DataFrame | Mapping[str, pd.DataFrame], folder: str | Path, *, spreadsheet: bool = False
) -> pd.DataFrame:
    """Write each table as CSV and Parquet, and their captions as `captions.txt`.

    Parameters
    ----------
    tables : pandas.DataFrame, or mapping of str to pandas.DataFrame
        Name of the files (letters, digits, `_`, `-`) and table; one table alone is called `table`. A named
        index becomes columns.
    folder : str or Path
        Made if it is not there; files of the same names are written over.
    spreadsheet : bool
        Also write `tables.xlsx`, with a sheet for each table of at most 20,000 rows, and make the CSV safe
        for spreadsheet programs: with a mark of UTF-8, and with `'` before text that begins with `=`, `+`,
        `-`, `@`, a tab or a return.

    Returns
    -------
    pandas.DataFrame
        One row a file in the order written: `path` and `rows` (tables' rows in it).

    Raises
    ------
    TypeError
        If `tables` is neither a table nor a mapping to tables.
    ValueError
        If there is no table, or a name cannot be that of a file and a sheet.

    Notes
    -----
    A cell of a spreadsheet holds 32,767 characters; longer text is cut there, with a warning. A cell of
    several values is written as "Beacon; Ledger". A folder with a table of articles is a corpus:
    `load_corpus` gives the same articles again.

    Examples
    --------
    >>> import tempfile
    >>> terms = pd.DataFrame({"term": ["sea"], "n": [2]})
    >>> write_tables({"terms": terms}, tempfile.mkdtemp())["path"].tolist()
    ['terms.csv', 'terms.parquet', 'captions.txt']
    """
    tables = {"table": tables} if isinstance(tables, pd.DataFrame) else tables
    if not isinstance(tables, Mapping):
        raise TypeError(f"tables must be a table or a dict of tables, not {type(tables).__name__}.")
    flat = {str(name): _flat(table, f"table {str(name)!r}") for name, table in tables.items()}
    names = list(flat)
    short = {name[:31].casefold() for name in names}
    if not names or len(short) < len(names) or not all(re.fullmatch(r"[\w-]+", name) for name in names):
        raise ValueError(f"tables need names of letters, digits, _, -, different in 31 of them; got {names}.")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in flat.items():
        write_csv(table, folder / f"{name}.csv", spreadsheet=spreadsheet)
        table.to_parquet(folder / f"{name}.parquet", index=False)
        written += [(f"{name}.csv", len(table)), (f"{name}.parquet", len(table))]
    sheets = {name: table for name, table in flat.items() if spreadsheet and len(table) <= MAX_ROWS}
    if sheets:
        write_workbook(sheets, folder / "tables.xlsx")
        written.append(("tables.xlsx", sum(map(len, sheets.values()))))
    words = {name: filter(None, map(table.attrs.get, ("caption", "note"))) for name, table in tables.items()}
    captions = "".join(f"{name}: {' '.join(said) or 'no caption'}\n" for name, said in words.items())
    (folder / "captions.txt").write_text(captions, encoding="utf-8", newline="\n")
    files = pd.DataFrame([*written, ("captions.txt", 0)], columns=["path", "rows"])
    files.attrs["caption"] = f"Files written to {folder.name!r}."
    if spreadsheet and (long := [name for name in names if name not in sheets]):
        files.attrs["note"] = f"More than {MAX_ROWS:,} rows, so not in the workbook: {', '.join(long)}."
    return files


def _flat(table: pd.DataFrame, what: str) -> pd.DataFrame:
    """Index that has a name as columns; columns of several levels under one name; cells of one value."""
    require_columns(table, [], what)
    levels = [name for name in table.index.names if name is not None]
    names = [" ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in table.columns]
    every = [*levels, *names]
    if twice := [name for name in names if every.count(name) > 1]:
        raise ValueError(f"{what} has two columns named {twice[0]!r}, its index counted; rename one.")
    return joined_cells(table.set_axis(names, axis=1).reset_index(drop=not levels))


def _map_text(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """Table with `change` made to every string and to the names of the columns."""
    changed = table.rename(columns=change)
    for name in changed.select_dtypes(["object", "str", "category"]):
        codes, texts = pd.factorize(changed[name], use_na_sentinel=False)  # each text once
        made = [change(value) if isinstance(value, str) else value for value in texts]
        changed[name] = pd.Series(made, dtype="object").take(codes).set_axis(changed.index)
    return changed


def write_csv(table: pd.DataFrame, path: Path, *, spreadsheet: bool) -> None:
    """Write a CSV file, safe for spreadsheet programs if it is for one."""
    encoding = "utf-8-sig" if spreadsheet else "utf-8"
    table = _map_text(table, lambda text: _RISKY.sub(r"'\g<0>", text)) if spreadsheet else table
    # The standard line end: after any other, a return within a text is written without quotes.
    table.to_csv(path, index=False, encoding=encoding, lineterminator="\r\n")


def write_workbook(
    tables: dict[str, pd.DataFrame], path: Path, dress: Callable[[pd.ExcelWriter], None] | None = None
) -> None:
    """Write a sheet for each table, without a formula in any cell; `dress` does what else is to be done."""
    writer: pd.ExcelWriter
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs=_OPTIONS) as writer:
        writer.book.set_properties({"created": datetime(2000, 1, 1)})  # the same tables, the same bytes
        for name, table in tables.items():
            sheet = _map_text(table, lambda text: _FORBIDDEN.sub("", text))
            for column in sheet.select_dtypes("datetimetz"):
                sheet[column] = sheet[column].dt.tz_convert("UTC").dt.tz_localize(None)
            sheet.to_excel(writer, sheet_name=name[:31], index=False, freeze_panes=(1, 0))
        if dress:
            dress(writer)

"""Downloads: the tables that notebooks write, beside the pages."""

from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pyarrow.parquet

from toolkit.report.excerpts import Limit, cut_table
from toolkit.report.tables import Download
from toolkit.show.export import write_tables

WORKBOOK = "tables.xlsx"


def downloads_of(folder: Path) -> tuple[list[Download], dict[str, bytes]]:
    """What a notebook wrote with `write_tables`, for its page to name, and the files by their addresses.

    Of the Parquet files, which readers of pages have no program for, the columns and rows are read.
    """
    downloads, files = [], {}
    for path in sorted(folder.glob("*.csv")):
        whole = path.with_suffix(".parquet")
        known = pyarrow.parquet.read_metadata(whole) if whole.is_file() else None
        columns = tuple(known.schema.to_arrow_schema().names) if known else ()
        downloads.append(Download(_address(path), columns, known.num_rows if known else 0))
    if (folder / WORKBOOK).is_file():
        downloads.append(Download(_address(folder / WORKBOOK), (), 0))
    for download in downloads:
        name = download.address.rpartition("/")[2]
        files[f"tables/{folder.name}/{name}"] = (folder / name).read_bytes()
    return downloads, files


def _address(path: Path) -> str:
    return f"tables/{quote(path.parent.name)}/{quote(path.name)}"


def shorten_tables(folder: Path, limit: Limit) -> None:
    """Write the tables of a folder again, with no more than so many words of an article in a row.

    What `write_tables` did not write is left out.
    """
    tables = {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    for path in folder.glob("*"):
        path.unlink()
    if tables:
        cut = {name: cut_table(table, limit) for name, table in tables.items()}
        write_tables(cut, folder, spreadsheet=True)

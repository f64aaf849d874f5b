"""Kept: tables in a folder, exactly as they were; it has its name when it is whole, or there is none.

A table is a Parquet file. One with categories, such as tokens, which has many rows and no text of its own, is
an Arrow file of its codes beside a Parquet file of each column's categories: it is mapped into memory. A sum
over every file tells whether it is as it was written.
"""

import json
import shutil
import warnings
import zlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import feather

_LIST = "files.json"
WRITING = ".writing-"
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException)


def keep(entry: Path, tables: Mapping[str, pd.DataFrame], about: Mapping[str, object] | None = None) -> None:
    """Write tables, and what there is to say about them, into a new folder; nothing is there until all is.

    Raises
    ------
    OSError, ValueError
        If a file cannot be written, or a table cannot be kept as it is; the folder is not there then.
    """
    entry.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=WRITING, dir=entry.parent, ignore_cleanup_errors=True) as beside:
        folder = Path(beside, entry.name)
        folder.mkdir()
        for name, table in tables.items():
            _write(folder / name, table)
        sums = {path.name: _sum(path) for path in sorted(folder.iterdir())}
        attrs = {name: table.attrs for name, table in tables.items()}
        said = {"tables": attrs, "files": sums, "about": dict(about or {})}
        (folder / _LIST).write_text(json.dumps(said), "utf-8")
        for name, table in tables.items():
            if not _same(_read(folder / name, sums, json.loads(json.dumps(table.attrs))), table):
                raise ValueError(f"the table {name} has values that its file does not give back.")
        try:
            folder.rename(entry)
        except OSError:
            if not entry.is_dir():  # else another process was first, with the same
                raise


def open_kept(entry: Path) -> tuple[dict[str, pd.DataFrame], dict[str, object]] | None:
    """The tables of a folder, by name, and what was said about them; None where there is no such folder.

    One that is damaged is told, and deleted.
    """
    if not entry.is_dir():
        return None
    try:
        said = json.loads((entry / _LIST).read_text("utf-8"))
        tables = {name: _read(entry / name, said["files"], attrs) for name, attrs in said["tables"].items()}
        return tables, said["about"]
    except _DAMAGED as error:
        reason = str(error).partition("\n")[0]
        warnings.warn(f"{str(entry)!r} was damaged ({reason}) and is made anew.", stacklevel=2)
        shutil.rmtree(entry, ignore_errors=True)
        return None


def _write(path: Path, table: pd.DataFrame) -> None:
    coded = [name for name, dtype in table.dtypes.items() if isinstance(dtype, pd.CategoricalDtype)]
    if not coded:
        table.to_parquet(f"{path}.parquet", compression="lz4")
        return
    for name in coded:
        categories = pd.DataFrame(index=table[name].cat.categories)
        categories.to_parquet(f"{path}.{name}.parquet", compression="lz4")
    codes = table.assign(**{name: table[name].cat.codes for name in coded})
    feather.write_feather(codes, f"{path}.arrow", compression="uncompressed")


def _read(path: Path, sums: Mapping[str, int], attrs: dict) -> pd.DataFrame:
    folder, name = path.parent, path.name
    if f"{name}.parquet" in sums:
        table = pd.read_parquet(_checked(folder, f"{name}.parquet", sums))
    else:
        codes = feather.read_table(_checked(folder, f"{name}.arrow", sums))
        # What stays in the mapped file cannot be written to, unlike a table that has just been made.
        columns = {
            column: np.require(codes[column].to_numpy(), requirements="W") for column in codes.column_names
        }
        for column in columns:
            if f"{name}.{column}.parquet" in sums:
                categories = pd.read_parquet(_checked(folder, f"{name}.{column}.parquet", sums)).index
                columns[column] = pd.Categorical.from_codes(columns[column], categories)
        table = pd.DataFrame(columns, copy=False)
    table.attrs = attrs
    return table


def _checked(folder: Path, name: str, sums: Mapping[str, int]) -> pa.BufferReader:
    """A file, mapped into memory, if it is what was written."""
    with pa.memory_map(str(folder / name)) as file:
        buffer = file.read_buffer()
    if zlib.crc32(buffer) != sums[name]:
        raise ValueError(f"{name} is not what was written")
    return pa.BufferReader(buffer)


def _sum(path: Path) -> int:
    with pa.memory_map(str(path)) as file:
        return zlib.crc32(file.read_buffer())


def _same(first: pd.DataFrame, second: pd.DataFrame) -> bool:
    """Whether two tables are equal in values, types, index, names and attrs."""
    same = first.equals(second) and first.attrs == second.attrs
    return same and first.index.dtype == second.index.dtype and first.index.names == second.index.names

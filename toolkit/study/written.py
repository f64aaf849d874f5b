"""Written parts: articles as they were loaded, kept as Parquet, all those of an event in one file."""

import shutil
import warnings
from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit import __version__
from toolkit.checks import require_columns
from toolkit.corpus.selection import groups_of
from toolkit.study.parts import Part, hashed_ids, map_parts, parts_of, require_own_ids
from toolkit.study.pieces import BY, MARK

_HELD = 50_000  # articles that wait to be written, so that a file has few and large row groups
_MOST = 500  # files that are open at a time


def write_parts(
    parts: Iterable[Part], folder: str | Path, *, by: str | None = None, executor: Executor | None = None
) -> list[Part]:
    """Keep the articles of all parts as they are loaded; the parts of the folder. See `open_parts`."""
    parts, folder = list(parts), Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{str(folder)!r} is not empty; give a folder that is, or a new one.")
    begun = folder / ".unfinished"  # a dot hides it from whoever opens the folder
    begun.mkdir(parents=True)
    try:
        with _Files(begun, by, len(parts)) as files:
            for part, articles in map_parts(parts, _as_loaded, executor=executor):
                files.add(part.name, articles)
            files.finish()
        for path in sorted(begun.iterdir()):
            path.rename(folder / path.name)
    finally:
        shutil.rmtree(begun)
    return parts_of(folder)


def _as_loaded(articles: pd.DataFrame) -> pd.DataFrame:
    return articles


class _Files:
    """Files being written, one for each part, and articles that wait to be."""

    def __init__(self, folder: Path, by: str | None, parts: int):
        self.folder, self.by, self.parts = folder, by, min(parts, _MOST)
        self.waiting: dict[int, list[pd.DataFrame]] = {}
        self.held = self.added = 0
        self.schema, self.left_out = None, set()
        self.writers: dict[int, pq.ParquetWriter] = {}
        self.ids: list[tuple[str, np.ndarray]] = []

    def __enter__(self) -> "_Files":
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self.writers.values():
            writer.close()

    def add(self, name: str, articles: pd.DataFrame) -> None:
        """Put the articles of a part into those that wait, and write these if there are enough."""
        self.ids.append((name, hashed_ids(articles)))
        if self.by is None:
            number = np.full(len(articles), self.added)
        else:
            require_columns(articles, [self.by], "articles")
            values = groups_of(articles, self.by)
            values = values.where(values != "", values.index.to_series())
            number = np.array([crc32(value.encode("utf-8", "replace")) % self.parts for value in values])
        self.added += 1
        for place in np.unique(number).tolist():
            self.waiting.setdefault(place, []).append(articles[number == place])
        self.held += len(articles)
        if self.held >= _HELD:
            self.write()

    def write(self) -> None:
        """Write all that wait, each part's articles as a row group."""
        if self.schema is None and self.waiting:
            tables = [table for held in self.waiting.values() for table in held]
            self.schema = _schema(dict.fromkeys(name for table in tables for name in table), self.by)
        for place, held in sorted(self.waiting.items()):
            rows = pd.concat(held).reset_index()
            self.left_out |= set(rows) - set(self.schema.names)
            if place not in self.writers:
                path = self.folder / f"{place:05}.parquet"
                self.writers[place] = pq.ParquetWriter(path, self.schema, compression="zstd")
            rows = rows.assign(**dict.fromkeys(set(self.schema.names) - set(rows), ""))[self.schema.names]
            strings = rows.columns.drop("published")
            rows[strings] = rows[strings].fillna("")
            table = pa.Table.from_pandas(rows, self.schema, preserve_index=False)
            self.writers[place].write_table(table.replace_schema_metadata(self.schema.metadata))
            if self.by is None:
                self.writers.pop(place).close()
        self.waiting, self.held = {}, 0

    def finish(self) -> None:
        """Write what still waits, and tell what was left out."""
        self.write()
        require_own_ids(self.ids)
        if self.left_out:
            names = sorted(self.left_out)
            warnings.warn(f"left out are the columns {names}, which the first articles lack.", stacklevel=3)


def _schema(columns: Iterable[str], by: str | None) -> pa.Schema:
    """Types of the columns, and what a file of them is."""
    moment = pa.timestamp("ns", tz="UTC")
    fields = [(name, moment if name == "published" else pa.string()) for name in ("article_id", *columns)]
    return pa.schema(fields, {MARK: __version__.encode(), BY: (by or "").encode()})

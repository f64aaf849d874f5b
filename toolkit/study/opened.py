"""Opened corpora: parts of one that is too large to load, as files have them or newly brought together."""

from concurrent.futures import Executor
from pathlib import Path

from toolkit.study.parts import Part, parts_of
from toolkit.study.written import write_parts


def open_parts(
    path: str | Path,
    *,
    size: int = 2000,
    layout: str | None = None,
    metadata: str | Path | None = None,
    outlet: str | None = None,
    folder: str | Path | None = None,
    by: str | None = None,
    executor: Executor | None = None,
) -> list[Part]:
    r"""List the parts of a corpus that is too large to load: each loads as `load_corpus` would.

    Parameters
    ----------
    path : str or Path
        A file or folder of Parquet, JSON, JSONL, CSV or Excel tables, or of pages (.txt, .html, .docx); or
        an address such as "s3://bucket/news", by pyarrow or, where it is installed, fsspec.
    size : int
        Articles of a part, as far as files allow: row groups of Parquet stay whole, and of other tables a
        file is a part, except that JSONL (.jsonl, .ndjson) is cut between lines.
    layout, metadata, outlet
        As for `load_corpus`.
    folder : str or Path, optional
        Keep the articles as they are loaded, as Parquet in this folder, which must be empty or not be there:
        the parts are then those of the folder, which load without being repaired again, now or later.
    by : str, optional
        A column such as "event": in the folder, all articles that have one value there stand in one part.
    executor : concurrent.futures.Executor, optional
        Loads what is kept, as in `map_parts`; this process writes it.

    Returns
    -------
    list of Part
        In reading order. A part has a `name` and `load()`, which gives its articles; it holds no text, and
        any process or machine that sees the path can load it.

    Raises
    ------
    FileNotFoundError
        If nothing is there.
    ValueError
        If no file holds articles, `size` is below 1, a folder of pages has neither layout nor metadata, a
        row group is too large to be a part, or an archive would have to be unpacked; if `folder` holds files
        or is missing beside `by`, articles have no column `by`, or two that are kept have one id.
    RuntimeError
        As in `map_parts`, if articles are kept. Whatever fails, `folder` is left empty.

    Notes
    -----
    Columns, ids and repairs are those of `load_corpus`; of other articles a part knows nothing. So nothing is
    guessed from paths, whether 3/4 is in March or April is told from the part alone, and that no two parts
    have an id in common is seen where they are brought together (`analyse_parts`).

    Which part of the folder an article goes to is told by a checksum of its value (of its id where that is
    ""): any run gives the same parts, as many as there were and 500 at most. Up to 50,000 articles wait in
    memory to be written. Columns that the first of them lack are left out, with a warning.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "news.jsonl")
    >>> _ = path.write_text('{"id": 1, "text": "Fog"}\n{"id": 2, "text": "Hail"}\n{"id": 3, "text": "Ice"}')
    >>> parts = open_parts(path, size=2)
    >>> parts[1].name, parts[1].load()["text"].to_list()
    ('news.jsonl, lines 3 to 3', ['Ice'])
    """
    if by is not None and folder is None:
        raise ValueError(f"by={by!r} brings articles together; give folder=, where they are to be kept.")
    parts = parts_of(path, size, layout, metadata, outlet)
    return parts if folder is None else write_parts(parts, folder, by=by, executor=executor)

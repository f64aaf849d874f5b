"""The corpus: articles in one table, what was read and refused, and what to look at before counting."""

import warnings
from pathlib import Path

import pandas as pd

from toolkit.reading import read_articles
from toolkit.resources import shipped

COLUMNS = (
    "event outlet published published_precision published_given headline text byline agency url language path"
    " encoding"
).split()


def load_corpus(
    path: str | Path, *, layout: str | None = None, metadata: str | Path | None = None
) -> pd.DataFrame:
    r"""Load the articles of a folder or a file into one table.

    Parameters
    ----------
    path : str or Path
        A folder of .txt files, with a `metadata.csv` keyed by the column `filename` or with a `layout`; a
        table of articles (CSV, TSV, Parquet, JSON, JSONL; also .gz); or a folder of such tables.
    layout : str, optional
        Where the paths below the folder tell the fields, such as `"{event}/{outlet}/{published}_{slug}.txt"`.
        A field holds neither a slash nor the character that follows it in the layout.
    metadata : str or Path, optional
        A table of metadata that is not `metadata.csv` in the folder. It wins over the layout.

    Returns
    -------
    pandas.DataFrame
        One row an article in reading order (paths by name, rows as they come), index `article_id`: the id
        given, else the path without suffix, else `<file>:<row>`. `event`, `outlet`, `byline`, `agency`,
        `url`, `language` ("" where not given); `published` (UTC; NaT where unknown),
        `published_precision` (time, day, unknown) and `published_given` (as it was written); `headline`;
        `text` (after repair, opening with the headline if that came in a field of its own); `path`;
        `encoding`; and all further columns of the tables as strings.

    Raises
    ------
    FileNotFoundError
        If `path` does not exist.
    ValueError
        If no article can be read, or `layout` or `metadata` cannot be used.

    Notes
    -----
    The usual names of columns are known: title or headline; text, body, content; publisher, media_name,
    source; date, published_at. Values stay strings: "NA" is a headline, "007" an id. A file is read as UTF-8
    or UTF-16, else as cp1252. Repair mends mojibake, entities and line ends, makes blanks of control
    characters and no-break spaces, drops soft hyphens and zero-width spaces, and leaves quotation marks
    alone; offsets elsewhere are those of the repaired text. A time without a zone is in that of the column
    `timezone` ("Asia/Seoul", "+09:00", "KST"), else in UTC. One warning tells how many places could not be
    read or lack metadata; `scan_corpus` lists them.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp(), "storm", "Beacon")
    >>> folder.mkdir(parents=True)
    >>> page = folder / "2024-10-18_harbour.txt"
    >>> _ = page.write_text("Harbour shut\n\nNo ship sails.", encoding="utf-8")
    >>> articles = load_corpus(folder.parent.parent, layout="{event}/{outlet}/{published}_{slug}.txt")
    >>> articles[["event", "outlet", "published_precision"]].reset_index(drop=True)
       event  outlet published_precision
    0  storm  Beacon                 day
    """
    rows, notes, found = [], [], []
    for seen, article in read_articles(path, layout, metadata):
        found.append(seen)
        rows += [article] if article else []
        notes += [seen] if seen.reason and seen.status != "ignored" else []
    name = Path(path).name
    if not rows:
        first = next((f"; {seen.place} {seen.reason}" for seen in notes or found), "")
        raise ValueError(f"no article could be read from {name!r}: {len(found)} files and rows seen{first}.")
    if notes:
        count = "1 note" if len(notes) == 1 else f"{len(notes)} notes"
        message = f"{count} on reading {name!r}: {notes[0].place} {notes[0].reason}; scan_corpus lists all."
        warnings.warn(message, stacklevel=2)
    return _table(rows)


def _table(rows: list[dict]) -> pd.DataFrame:
    names = dict.fromkeys(["article_id", *COLUMNS, *(name for row in rows for name in row)])
    columns = {name: pd.Series([row.get(name) or "" for row in rows], dtype="str") for name in names}
    published = pd.to_datetime(pd.Series([row["published"] for row in rows]), utc=True)
    articles = pd.DataFrame(columns | {"published": published.astype("datetime64[ns, UTC]")})
    articles = articles.set_index("article_id")
    outlets, events = _named(articles["outlet"]), _named(articles["event"])
    articles.attrs["caption"] = f"{len(articles)} articles; outlets named: {outlets}; events named: {events}."
    return articles


def _named(column: pd.Series) -> int:
    """Different values that are not empty."""
    return column[column != ""].nunique()


def load_sample() -> pd.DataFrame:
    """Load the sample corpus that ships with the toolkit: four invented outlets, as `load_corpus` does."""
    return load_corpus(shipped("data/sample"))

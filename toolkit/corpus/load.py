"""The corpus: articles in one table, and what was read and refused."""

import warnings
from collections import Counter
from pathlib import Path

import pandas as pd

from toolkit.checks import require_columns
from toolkit.files.intake import left_out, read_articles
from toolkit.reading.events import take_events
from toolkit.reading.fields import with_outlet
from toolkit.reading.layouts import guess_fields
from toolkit.shipped import shipped_path

COLUMNS = (
    "event outlet published published_precision published_given headline text byline agency url language path"
    " encoding"
).split()
SCANNED = "path status reason encoding articles bytes".split()
CAPTION = "Articles as they were read, in reading order; `published` in UTC."


def load_corpus(
    path: str | Path,
    *,
    layout: str | None = None,
    metadata: str | Path | None = None,
    events: str | Path | None = None,
    outlet: str | None = None,
) -> pd.DataFrame:
    r"""Load the articles of a folder or a file into one table.

    Parameters
    ----------
    path : str or Path
        A folder, a .zip archive or a file: of articles, one a file (.txt, .html, .docx), with a
        `metadata.csv` keyed by the column `filename` or with a `layout`; of downloads from news databases; or
        of tables (CSV, Excel, Parquet) and JSON. `docs/formats.md` lists formats and columns; also .gz.
    layout : str, optional
        Where the paths below the folder tell the fields, such as `"{event}/{outlet}/{published}_{slug}.txt"`.
        A field holds neither a slash nor the character that follows it in the layout.
    metadata : str or Path, optional
        A table of metadata that is not `metadata.csv` in the folder. It wins over the layout.
    events : str or Path, optional
        A CSV file with the columns `article_id`, `event` and, if wanted, `outlet`, such as the `events.csv`
        beside a report. What stands in it wins over all else.
    outlet : str, optional
        The column that names the outlet, where it is called otherwise.

    Returns
    -------
    pandas.DataFrame
        One row an article in reading order (paths by name, rows as they come): `article_id`, the index of the
        articles: the id given, else the path without suffix, else `<file>:<row>`; `event`, the story that
        outlets cover; `outlet`, who published it; `byline`, `agency`, `url`, `language`, as given;
        `published` (UTC; NaT where unknown); `published_precision` (time, day, unknown); `published_given`
        (as it was written); `headline`, as given; `text` (after repair, opening with the headline if that
        came in a field of its own); `path` of the file; `encoding` of the file; `<further>`, all other
        columns of the tables, as text. Text is "" where nothing is given.

    Raises
    ------
    FileNotFoundError
        If `path` does not exist.
    ValueError
        If no article can be read, `layout`, `metadata` or `outlet` cannot be used, or `events` names none of
        the articles.

    Notes
    -----
    The usual names of columns are known: title or headline; text, body, content; publisher, media_name,
    source; date, published_at. Values stay strings: "NA" is a headline, "007" an id. A file is read as
    UTF-8, else as a page declares, else as cp1252, and repaired (`toolkit.reading.encodings.repair`);
    offsets elsewhere are those of the repaired text. A time without a zone is in that of the column
    `timezone` ("Asia/Seoul", "+09:00", "KST"), else in UTC. Outlet, event and day that no article has are
    read from paths of one shape (`toolkit.reading.layouts`). A warning tells what was left out,
    another what was guessed.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp(), "storm", "Beacon")
    >>> folder.mkdir(parents=True)
    >>> _ = (folder / "2024-10-18_harbour.txt").write_text("Harbour shut\n\nNo ship sails.", "utf-8")
    >>> articles = load_corpus(folder.parent.parent, layout="{event}/{outlet}/{published}_{slug}.txt")
    >>> articles[["event", "outlet", "published_precision"]].values.tolist()
    [['storm', 'Beacon', 'day']]
    """
    articles, notes = read_articles(path, layout, metadata)
    name = Path(path).resolve().name
    told = [note for note in notes if note["told"]]
    if not articles:
        first = f"{told[0]['path']} {told[0]['reason']}" if told else "put .txt files or a table there"
        kinds = Counter(Path(note["path"]).suffix or note["path"] for note in notes if not note["row"])
        found = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "no files"
        raise ValueError(f"no article could be read from {name!r} (found: {found}); {first}.")
    articles = with_outlet(articles, outlet)
    articles, guessed = (articles, "") if layout else guess_fields(articles)
    articles, unmatched = (articles, "") if events is None else take_events(articles, Path(events))
    for sentence in filter(None, [left_out(told, name), "; ".join(filter(None, [guessed, unmatched]))]):
        warnings.warn(f"{sentence}.", stacklevel=2)
    return articles_table(articles)


def articles_table(rows: list[dict]) -> pd.DataFrame:
    """The table of articles from a dict of fields for each."""
    names = dict.fromkeys(["article_id", *COLUMNS, *(name for row in rows for name in row)])
    columns = {name: pd.Series([row.get(name) or "" for row in rows], dtype="str") for name in names}
    published = pd.to_datetime(pd.Series([row["published"] for row in rows]), utc=True)
    columns["published"] = published.astype("datetime64[ns, UTC]")
    articles = pd.DataFrame(columns).set_index("article_id")
    articles.attrs["caption"] = CAPTION
    return articles


def describe_articles(articles: pd.DataFrame) -> str:
    """Say in a sentence how many articles, outlets and events these are, and from which days.

    Parameters
    ----------
    articles : pandas.DataFrame
        As from `load_corpus`, or some of its rows; needs `outlet`, `event` and `published`.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["Beacon", "Ledger"], "event": ["storm", ""]})
    >>> describe_articles(articles.assign(published=pd.to_datetime(["2024-10-18", None], utc=True)))
    'Articles: 2; outlets: 2; events: 1; 2024-10-18 to 2024-10-18 (UTC), 1 without a date.'
    """
    require_columns(articles, ["outlet", "event", "published"], "articles")
    counts = {name: articles.loc[articles[name] != "", name].nunique() for name in ("outlet", "event")}
    named = "; ".join(f"{name}s: {n:,}" if n else f"no {name} named" for name, n in counts.items())
    days = articles["published"].dropna().dt.strftime("%Y-%m-%d")
    dates = f"{days.min()} to {days.max()} (UTC)" if len(days) else "no dates known"
    undated = f", {len(articles) - len(days)} without a date" if 0 < len(days) < len(articles) else ""
    return f"Articles: {len(articles):,}; {named}; {dates}{undated}."


def scan_corpus(
    path: str | Path, *, layout: str | None = None, metadata: str | Path | None = None
) -> pd.DataFrame:
    """List everything that `load_corpus` meets below `path`, read or not, and why.

    Parameters
    ----------
    path, layout, metadata
        As for `load_corpus`.

    Returns
    -------
    pandas.DataFrame
        One row a file, and one row each row of a table that was refused, in reading order: `path` (`<file>`
        or `<file>:<row>`); `status` (read; refused; ignored: no article by its name); `reason` ("" if there
        is nothing to say); `encoding`; `articles` (how many were read); `bytes` (of the file; 0 for a row).

    Raises
    ------
    FileNotFoundError, ValueError
        As for `load_corpus`, except that a corpus without a readable article gives its table.
    """
    articles, notes = read_articles(path, layout, metadata)
    table = pd.DataFrame(notes, columns=SCANNED)
    table = table.astype(dict.fromkeys(SCANNED[:4], "str") | dict.fromkeys(SCANNED[4:], "int64"))
    table.attrs["caption"] = f"Files below {Path(path).resolve().name!r}, and rows that were refused."
    if guessed := "" if layout else guess_fields(articles)[1]:
        table.attrs["note"] = guessed
    return table


def load_sample() -> pd.DataFrame:
    """Load the sample corpus that ships with the toolkit (invented outlets), as `load_corpus` does.

    The columns of `load_corpus`; `event_title`, `section`, `updated` (see `data/README.md`).
    """
    return load_corpus(shipped_path("data/sample"))

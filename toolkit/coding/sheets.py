"""Hand codes: blind sheets for coders, their codes back, and how far coders agree."""

import hashlib
import re
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.segments import body_text, headlines, segment
from toolkit.show.export import write_tables

_YES = {"1", "1.0", "yes", "y", "true", "x"}
_NO = {"0", "0.0", "no", "n", "false"}
_COLUMNS = ["article_id", "coder", "frame", "present"]


class Codebook(Protocol):
    """What a sheet needs of a codebook: a table of its frames (see `load_codebook`)."""

    frames: pd.DataFrame


def coding_sheet(
    articles: pd.DataFrame,
    codebook: Codebook,
    folder: str | Path | None = None,
    *,
    segments: pd.DataFrame | None = None,
    n: int = 100,
    by: str = "outlet",
    block: str = "event",
    seed: int = 0,
) -> pd.DataFrame:
    """A blind sample of articles for coders, in random order, with an empty column for each frame.

    Parameters
    ----------
    articles : indexed by `article_id`, with `text` and the columns `by` and `block`
    codebook : what `load_codebook` gives
    folder : where to write sheet and codebook (definitions, questions), as CSV and in `tables.xlsx`
    segments : table of `segment`, made where left out: coders see headline and body
    n : articles at most; as evenly from the values of `by`, and within each of `block`, as can be
    seed : of the sample and its order

    Returns
    -------
    pandas.DataFrame
        `unit` (a code that does not tell the article), `text` (headline and body, names of `by` replaced by
        [...]), one empty column a frame (for 1 or 0), `note`.

    Raises
    ------
    ValueError
        If articles lacks a column, or `n` is below 1.

    Examples
    --------
    >>> from toolkit import load_codebook, load_sample
    >>> from toolkit.shipped import shipped
    >>> codebook = load_codebook(shipped("data/codebooks") / "troops-to-russia.toml")
    >>> coding_sheet(load_sample(), codebook, n=4).shape
    (4, 7)
    """
    require_columns(articles, ["text", by, block], "articles")
    if n < 1:
        raise ValueError(f"n must be 1 or more, not {n}.")
    chosen = articles.loc[_even_sample(articles, by, block, n, seed)]
    segments = segment(chosen) if segments is None else segments
    texts = (headlines(chosen, segments) + "\n\n" + body_text(chosen, segments)).str.strip()
    names = sorted({str(name) for name in articles[by] if name}, key=lambda name: (-len(name), name))
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or r"(?!)")
    sheet = pd.DataFrame({"unit": [_unit(article) for article in chosen.index]})
    sheet["text"] = [named.sub("[...]", text) for text in texts]
    sheet = sheet.assign(**dict.fromkeys([*codebook.frames.index, "note"], ""))
    sheet.attrs["caption"] = f"{len(sheet)} of {len(articles)} articles in random order (seed {seed})."
    if folder is not None:
        frames = codebook.frames[["label", "definition", "questions"]]
        write_tables({"coding_sheet": sheet, "codebook": frames}, folder, spreadsheet=True)
    return sheet


def read_codes(
    sheets: str | Path | pd.DataFrame | dict[str, str | Path | pd.DataFrame],
    articles: pd.DataFrame,
    codebook: Codebook,
) -> pd.DataFrame:
    """Codes of any number of coders, people or models, as one long table.

    Parameters
    ----------
    sheets : a CSV file or table, or for several coders `{"anna": "anna.csv", ...}`. Either a filled coding
        sheet (`unit` or `article_id`, a column for each frame coded) or a long table (`article_id`, `frame`,
        `present`). A column `coder` names the coder, else the key or the file does. Codes are 1 or 0, yes
        or no; blank is not coded.
    articles : indexed by `article_id`
    codebook : what `load_codebook` gives

    Returns
    -------
    pandas.DataFrame
        One row a code, by article, frame and coder: `article_id`, `coder`, `frame`, `present` (1 or 0).

    Raises
    ------
    FileNotFoundError
        If a file is not there.
    ValueError
        If a sheet has no codes, a code other than yes or no, an unknown article or frame, or a code twice.

    Examples
    --------
    >>> from toolkit import load_codebook, load_sample
    >>> from toolkit.shipped import shipped
    >>> codebook = load_codebook(shipped("data/codebooks") / "generic.toml")
    >>> len(read_codes(shipped("data/sample") / "codes.csv", load_sample(), codebook))
    310
    """
    if not isinstance(sheets, dict):
        sheets = {"" if isinstance(sheets, pd.DataFrame) else Path(sheets).stem: sheets}
    codes = pd.concat([_read_sheet(name, sheet, articles, codebook) for name, sheet in sheets.items()])
    twice = codes[codes.duplicated(["article_id", "coder", "frame"])]
    if len(twice):
        article, coder, frame = twice.iloc[0][["article_id", "coder", "frame"]]
        raise ValueError(f"coder {coder!r} has coded {frame!r} of {article!r} twice; delete one of the rows.")
    article = articles.index.get_indexer(codes["article_id"])
    frame = codebook.frames.index.get_indexer(codes["frame"])
    codes = codes.iloc[np.lexsort((codes["coder"], frame, article))].reset_index(drop=True)
    n_articles, coders = codes["article_id"].nunique(), codes["coder"].nunique()
    codes.attrs["caption"] = f"{len(codes):,} codes of {n_articles} articles by {coders} coders."
    return codes


def _even_sample(articles: pd.DataFrame, by: str, block: str, n: int, seed: int) -> pd.Index:
    """Ids drawn in turn from the values of `by`, and there in turn from those of `block`; in random order."""
    drawn = articles.sample(frac=1, random_state=np.random.default_rng(seed))
    for columns in ([by, block], by):
        turn = drawn.groupby(columns, sort=False).cumcount()
        drawn = drawn.loc[turn.sort_values(kind="stable").index]
    chosen = drawn.index[:n]
    return chosen[np.random.default_rng(seed + 1).permutation(len(chosen))]


def _unit(article_id: str) -> str:
    return "u" + hashlib.sha256(str(article_id).encode()).hexdigest()[:10]  # no spreadsheet makes it a number


def _read_sheet(name: str, sheet: str | Path | pd.DataFrame, articles: pd.DataFrame, codebook: Codebook):
    """One sheet as a long table, checked."""
    what, known = f"sheet {name!r}" if name else "the sheet of codes", codebook.frames.index.tolist()
    if not isinstance(sheet, pd.DataFrame):
        if str(sheet).endswith((".xlsx", ".xls")):
            raise ValueError(f"{str(sheet)!r} is a spreadsheet; save the sheet of codes as CSV.")
        text = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
        sheet = pd.read_csv(sheet, sep=None, engine="python", **text)
    coder = sheet["coder"].astype(str) if "coder" in sheet else name
    table = sheet.assign(article_id=_articles_of(sheet, articles, what), coder=coder)
    if not {"frame", "present"} <= set(sheet.columns):
        columns = [frame for frame in known if frame in sheet]
        if not columns:
            raise ValueError(f"{what} has no column for a frame; the codebook has {known}.")
        table = table.melt(["article_id", "coder"], columns, var_name="frame", value_name="present")
    strange = table.loc[~table["frame"].isin(known), "frame"].tolist()
    if strange:
        raise ValueError(f"{what} codes {strange[0]!r}, no frame of the codebook; it has {known}.")
    table["present"] = [_present(value, what) for value in table["present"]]
    coded = table.groupby("coder")["present"].count()
    silent = [*coded.index[coded == 0], *([name] if table.empty else [])]
    if silent:
        raise ValueError(f"{what}: coder {silent[0]!r} has coded nothing; fill in 1 or 0.")
    return table.dropna(subset="present").astype({"present": int, "frame": str})[_COLUMNS]


def _articles_of(sheet: pd.DataFrame, articles: pd.DataFrame, what: str) -> list[str]:
    if not {"article_id", "unit"} & set(sheet.columns):
        raise ValueError(f"{what} has neither 'unit' nor 'article_id'; found {list(sheet.columns)}.")
    units = {_unit(article): article for article in articles.index}
    ids = sheet["article_id"].tolist() if "article_id" in sheet else sheet["unit"].replace(units).tolist()
    unknown = sorted({str(article) for article in ids} - set(articles.index.astype(str)))
    if unknown:
        raise ValueError(f"{what} has codes for {len(unknown)} unknown articles, the first {unknown[0]!r}.")
    return ids


def _present(value: object, what: str) -> float:
    answer = "" if pd.isna(value) else str(value).strip().lower()
    if answer not in _YES | _NO | {""}:
        raise ValueError(f"{what} has the code {value!r}; use 1 or 0, or leave it blank.")
    return float(answer in _YES) if answer else np.nan

"""Sheets: a blind sample of articles for coders, and their codes back."""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from toolkit.checks import listed, require_choices, require_columns
from toolkit.coding.workbooks import read_workbook, write_coding_workbook
from toolkit.corpus.segments import body_text, headlines, segment
from toolkit.corpus.selection import By, groups_of
from toolkit.reading.documents import is_workbook
from toolkit.reading.encodings import decode
from toolkit.show.export import write_csv

# As spreadsheet programs write them in English, German, French and Spanish.
_YES = "1|1.0|1,0|yes|y|true|x|wahr|ja|vrai|oui|verdadero|sí|si".split("|")
_NO = "0|0.0|0,0|no|n|false|falsch|nein|faux|non|falso".split("|")
ANSWERS = dict.fromkeys(_YES, 1.0) | {"": np.nan} | dict.fromkeys(_NO, 0.0)
_COLUMNS = ["article_id", "coder", "frame", "present"]

Sheet = str | Path | pd.DataFrame


class Codebook(Protocol):
    """What a sheet needs of a codebook: a table of its frames (see `load_codebook`)."""

    @property
    def frames(self) -> pd.DataFrame:
        """One row a frame."""


def coding_sheet(
    articles: pd.DataFrame,
    codebook: Codebook,
    folder: str | Path | None = None,
    *,
    segments: pd.DataFrame | None = None,
    n: int = 100,
    by: By = "outlet",
    block: By = "event",
    seed: int = 0,
) -> pd.DataFrame:
    """A blind sample of articles for coders, in random order, with an empty column for each frame.

    Parameters
    ----------
    articles : indexed by `article_id`, with `text`
    codebook : what `load_codebook` gives
    folder : where to write the sheet and the codebook (definitions, questions), as CSV and, for Excel with a
        list to choose from in each cell, in `coding_sheet.xlsx`; `read_codes` reads either
    segments : table of `segment`, made where left out: coders see headline and body
    n : articles at most; as evenly from the values of `by`, and within each of `block`, as can be
    by, block : columns of articles, or Series by `article_id`; `block=None` means no blocks
    seed : of the sample and its order

    Returns
    -------
    pandas.DataFrame
        One row an article, in random order: `unit` (a code that does not tell the article); `text` (headline
        and body, names of `by` replaced by [...]); `<frame>`, an empty column for each frame of the codebook,
        for 1 or 0; `note`, empty, for the coder.

    Raises
    ------
    ValueError
        If articles lacks a column or has an id twice, or `n` is below 1.
    TypeError
        If `codebook` is not what `load_codebook` gives.

    Examples
    --------
    >>> from toolkit import load_codebook, load_sample
    >>> from toolkit.shipped import shipped_path
    >>> codebook = load_codebook(shipped_path("data/codebooks") / "troops-to-russia.toml")
    >>> coding_sheet(load_sample(), codebook, n=4).shape
    (4, 7)
    """
    require_columns(articles, ["text"], "articles")
    _require_codebook(codebook)
    if n < 1:
        raise ValueError(f"n must be 1 or more, not {n}.")
    groups, blocks = groups_of(articles, by), groups_of(articles, block, "block")
    chosen = articles.take(_even_sample(groups, blocks, n, seed))
    segments = segment(chosen) if segments is None else segments
    texts = (headlines(chosen, segments) + "\n\n" + body_text(chosen, segments)).str.strip()
    names = sorted(set(groups) - {""}, key=lambda name: (-len(name), name))
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)")
    sheet = pd.DataFrame({"unit": [unit_of(article) for article in chosen.index]})
    sheet["text"] = [named.sub("[...]", text) for text in texts]
    sheet = sheet.assign(**dict.fromkeys([*codebook.frames.index, "note"], ""))
    sheet.attrs["caption"] = f"Articles drawn evenly, in random order (seed {seed})."
    if sheet.empty:
        sheet.attrs["note"] = "There are no articles to code."
    if folder is not None:
        frames, folder = codebook.frames[["label", "definition", "questions"]], Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(sheet, folder / "coding_sheet.csv", spreadsheet=True)
        write_csv(frames.reset_index(), folder / "codebook.csv", spreadsheet=True)
        write_coding_workbook(sheet, frames, folder / "coding_sheet.xlsx")
    return sheet


def read_codes(
    sheets: Sheet | dict[str, Sheet] | Collection[Sheet], articles: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Codes of any number of coders, people or models, as one long table.

    Parameters
    ----------
    sheets : a file (.xlsx, .csv) or table, or for several coders `{"anna": "anna.xlsx", ...}` or a list.
        Either a filled coding sheet (`unit` or `article_id`, a column for each frame coded) or a long table
        (`article_id`, `frame`, `present`). A column `coder` names the coder, else the key or the file does.
        Codes are 1 or 0, yes or no, true or false; blank is not coded, and rows without anything in them and
        other columns are left out. Text files may have commas, semicolons or tabs, and be in UTF-8 or, as
        Excel saves them, in cp1252; of a workbook the sheet is read that has most of these columns, whatever
        it is called. A model is a coder like others: hold its codes against people's with `reliability`
        before they count.
    articles : indexed by `article_id`
    codebook : what `load_codebook` gives

    Returns
    -------
    pandas.DataFrame
        One row a code, by article, frame and coder: `article_id`; `coder`, who coded; `frame`, by its name in
        the codebook; `present` (1 or 0).

    Raises
    ------
    FileNotFoundError
        If a file is not there, or is a folder.
    TypeError
        If `codebook` is not what `load_codebook` gives.
    ValueError
        If a file cannot be read as a workbook or a table of text, or if a sheet has no codes, a code other
        than yes or no, an unknown article or frame, a column twice, or a code twice.

    Examples
    --------
    >>> from toolkit import load_codebook, load_sample
    >>> from toolkit.shipped import shipped_path
    >>> codebook = load_codebook(shipped_path("data/codebooks") / "generic.toml")
    >>> len(read_codes(shipped_path("data/sample") / "codes.csv", load_sample(), codebook))
    310
    """
    _require_codebook(codebook)
    several = [sheets] if isinstance(sheets, Sheet) else sheets
    named = several.items() if isinstance(several, dict) else [("", one) for one in listed(several, "sheets")]
    read = [_read_sheet(name, sheet, articles, codebook) for name, sheet in named]
    codes = pd.concat(read or [pd.DataFrame(columns=_COLUMNS)])
    twice = codes[codes.duplicated(["article_id", "coder", "frame"])]
    if len(twice):
        raise ValueError("coder {1!r} has coded {2!r} of {0!r} twice; delete one row.".format(*twice.iloc[0]))
    article = articles.index.astype("str").get_indexer(codes["article_id"])
    frame = codebook.frames.index.get_indexer(codes["frame"])
    codes = codes.iloc[np.lexsort((codes["coder"], frame, article))].reset_index(drop=True)
    codes.attrs["caption"] = "Hand codes: 1 where a coder found the frame in the article, 0 where not."
    if codes.empty:
        codes.attrs["note"] = "No sheet was given, so there are no codes."
    return codes


def _require_codebook(codebook: object) -> None:
    if not isinstance(getattr(codebook, "frames", None), pd.DataFrame):
        raise TypeError(f"codebook must come from load_codebook, not {type(codebook).__name__}.")


def _even_sample(groups: pd.Series, blocks: pd.Series | None, n: int, seed: int) -> np.ndarray:
    """Rows drawn in turn from the groups, and there in turn from the blocks; in random order."""
    rows = pd.DataFrame({"group": groups, "block": "" if blocks is None else blocks}).reset_index(drop=True)
    drawn = rows.sample(frac=1, random_state=np.random.default_rng(seed))
    for columns in (["group", "block"], "group"):
        drawn = drawn.loc[drawn.groupby(columns, sort=False).cumcount().sort_values(kind="stable").index]
    return np.random.default_rng(seed + 1).permutation(drawn.index[:n].to_numpy(copy=True))


def unit_of(article_id: str) -> str:
    """A code that does not tell the article, and is a name that any file may have."""
    return "u" + hashlib.sha256(str(article_id).encode()).hexdigest()[:10]  # no spreadsheet makes it a number


def read_file(path: str | Path, names: Collection[str]) -> pd.DataFrame:
    """A workbook or CSV file as text, whatever program saved it; `names` are columns that it may have."""
    if not (path := Path(path)).is_file():
        why = "is a folder; give the files in it, one a coder" if path.is_dir() else "is not there"
        raise FileNotFoundError(f"sheet {str(path)!r} {why}.")
    data = path.read_bytes()
    try:
        if is_workbook(data):
            return read_workbook(data, names)
        text, _ = decode(data)
        mark = max(",;\t", key=text.lstrip().partition("\n")[0].count)
        sheet = pd.read_csv(io.StringIO(text), sep=mark, dtype=str, keep_default_na=False)
        if not isinstance(sheet.index, pd.RangeIndex):
            raise ValueError("its rows have more fields than its header")
    except ValueError as error:
        raise ValueError(
            f"{path.name!r} is no table ({str(error).strip()}); save it as .xlsx or as UTF-8 CSV."
        ) from None
    return sheet


def _with_names(sheet: pd.DataFrame, names: list[str], what: str) -> pd.DataFrame:
    """The sheet with its columns called as they were, whatever case they are in now."""
    written = {name.casefold(): name for name in names}
    header = [written.get(str(name).strip().casefold(), name) for name in sheet.columns]
    if twice := [name for name, n in Counter(header).items() if n > 1 and name in names]:
        raise ValueError(f"{what} has two columns named {twice[0]!r}; delete one.")
    return sheet.set_axis(header, axis=1)


def _read_sheet(name: str, sheet: Sheet, articles: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """One sheet as a long table, checked."""
    known = codebook.frames.index.tolist()
    names = ["unit", *_COLUMNS, *known]
    if not isinstance(sheet, pd.DataFrame):
        name, sheet = name or Path(sheet).stem, read_file(sheet, names)
    what = f"sheet {name!r}" if name else "the sheet of codes"
    sheet = _with_names(sheet, names, what)
    blank = sheet.astype("str").fillna("").apply(lambda column: column.str.strip()) == ""
    sheet = sheet[~blank.all(axis=1)]  # spreadsheet programs leave empty rows below the last
    coder = sheet["coder"].astype("str").where(~blank["coder"], name) if "coder" in sheet else name
    named = "article_id" if "article_id" in sheet else "unit"
    require_columns(sheet, [named], what)
    known_ids = articles.index.astype("str")
    ids = sheet[named].astype("str").replace({unit_of(article): article for article in known_ids})
    if unknown := sorted(set(ids) - set(known_ids)):
        raise ValueError(f"{what} has codes for {len(unknown)} unknown articles, the first {unknown[0]!r}.")
    table = sheet.assign(article_id=ids, coder=coder)
    if not {"frame", "present"} <= set(sheet.columns):
        columns = [frame for frame in known if frame in sheet]
        if not columns:
            raise ValueError(f"{what} has no column for a frame; the codebook has {known}.")
        table = table.melt(["article_id", "coder"], columns, var_name="frame", value_name="present")
    require_choices(table["frame"].unique(), known, f"{what}: frame")
    answers = table["present"].astype("str").fillna("").str.strip().str.lower()
    require_choices(answers.unique(), ANSWERS, f"{what}: code")
    table["present"] = answers.map(ANSWERS)
    coded = table.groupby("coder")["present"].count()
    if silent := [*coded.index[coded == 0]] or [name] * table.empty:
        raise ValueError(f"{what}: coder {silent[0]!r} has coded nothing; fill in 1 or 0.")
    return table.dropna(subset="present").astype({"present": int, "frame": str})[_COLUMNS]

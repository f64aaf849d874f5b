"""Hand codes: blind sheets for coders, their codes back, and how far coders agree."""

import hashlib
import re
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.codebook import Codebook
from toolkit.export import write_tables
from toolkit.resampling import FEWEST_EVENTS, bootstrap_weights
from toolkit.segments import body_text, headlines, segment

_YES = {"1", "1.0", "yes", "y", "true", "x"}
_NO = {"0", "0.0", "no", "n", "false"}
_COLUMNS = ["article_id", "coder", "frame", "present"]
_RELIABILITY = "frame coders units codes percent alpha low high reason".split()


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
    >>> from toolkit.resources import shipped
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
    >>> from toolkit.resources import shipped
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


def reliability(codes: pd.DataFrame, *, resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """How far coders agree on each frame, beyond chance.

    Parameters
    ----------
    codes : table of `read_codes`; `present` may hold any numbers that name categories
    resamples, seed : of the bootstrap over articles

    Returns
    -------
    pandas.DataFrame
        One row a frame: `frame`, `coders`, `units` (articles coded by two or more), `codes` (of these),
        `percent` (of pairs of codes of one article that are equal, mean over articles), `alpha`, `low`,
        `high` (95%), `reason` (why there is no alpha or no interval, or "").

    Raises
    ------
    ValueError
        If codes lacks a column.

    Notes
    -----
    Krippendorff's alpha, nominal: 1 - observed / expected disagreement. Codes may be missing. The interval
    is the percentile bootstrap over units; resamples without different codes have no alpha and are left out.

    References
    ----------
    Hayes & Krippendorff (2007), Answering the call for a standard reliability measure for coding data,
    Communication Methods and Measures 1(1), doi:10.1080/19312450709336664

    Examples
    --------
    >>> codes = pd.DataFrame({"article_id": list("ababab"), "coder": list("xxyyzz"), "frame": "conflict"})
    >>> table = reliability(codes.assign(present=[1, 0, 1, 0, 1, 1]))
    >>> table[["units", "percent", "alpha"]].round(3).to_numpy().tolist()
    [[2.0, 66.667, 0.375]]
    """
    require_columns(codes, _COLUMNS, "codes")
    parts = codes.groupby("frame", sort=False, observed=True)
    rows = [_agreement(part, resamples, seed) | {"frame": frame} for frame, part in parts]
    table = pd.DataFrame(rows, columns=_RELIABILITY)
    table.attrs["caption"] = (
        f"Agreement of {codes['coder'].nunique()} coders on {codes['article_id'].nunique()} articles, and "
        f"Krippendorff's alpha (nominal) with 95% intervals from {resamples} resamples (seed {seed})."
    )
    if table.empty:
        table.attrs["note"] = "No hand codes, so there is no agreement to measure."
    return table


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


def _agreement(codes: pd.DataFrame, resamples: int, seed: int) -> dict[str, object]:
    """One row of `reliability`."""
    counts = pd.crosstab(codes["article_id"], codes["present"]).to_numpy()
    counts = counts[counts.sum(axis=1) > 1]
    m, coders = counts.sum(axis=1), codes["coder"].nunique()
    row = {"coders": coders, "units": len(counts), "codes": m.sum()}
    if not len(counts):
        why = "one coder" if coders == 1 else "no article has codes of two coders"
        return row | {"reason": f"no alpha: {why}"}
    differing = m**2 - (counts**2).sum(axis=1)  # ordered pairs of unequal codes in each unit
    row["percent"] = 100 * (1 - np.mean(differing / (m * (m - 1))))
    if (counts.sum(axis=0) > 0).sum() < 2:
        return row | {"reason": "no alpha: all codes are equal"}
    row["alpha"] = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    drawn = bootstrap_weights(len(counts), resamples, seed).astype(float)
    totals = drawn @ counts
    expected = (totals.sum(axis=1) ** 2 - (totals**2).sum(axis=1)) / (totals.sum(axis=1) - 1)
    observed = (drawn @ (differing / (m - 1)))[expected > 0]
    low, high = np.percentile(1 - observed / expected[expected > 0], [2.5, 97.5])
    if low == high:
        return row | {"reason": "no interval: no disagreement"}
    if len(counts) < FEWEST_EVENTS:
        return row | {"reason": f"no interval: {len(counts)} articles, {FEWEST_EVENTS} needed"}
    return row | {"low": low, "high": high, "reason": ""}

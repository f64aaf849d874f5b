"""Answers: rows of a table that a reader has marked as true or not."""

import numpy as np
import pandas as pd

from toolkit.checks import require_choices, require_columns
from toolkit.coding.sheets import ANSWERS, Sheet, read_file


def read_answers(sheet: Sheet, rows: pd.DataFrame, name: str) -> tuple[np.ndarray, int]:
    """The answers of a sheet to rows of a table (1, 0, or missing), and how many answers fit no row.

    Parameters
    ----------
    sheet : a table, or a workbook or CSV file as any program saves it: columns of `rows` and the answers
    rows : the columns that tell one row from another
    name : column of the answers (1 or 0, yes or no; blank is not answered)

    Raises
    ------
    ValueError
        If a column is missing, an answer is neither yes nor no, or a row is answered twice.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a", "b"], "start": [3, 5]})
    >>> read_answers(rows.assign(real=["yes", ""]), rows, "real")
    (array([ 1., nan]), 0)
    """
    table = sheet if isinstance(sheet, pd.DataFrame) else read_file(sheet, [*rows.columns, name])
    require_columns(table, [*rows.columns, name], "the sheet")
    answers = table[name].astype(object).fillna("").astype(str).str.strip().str.lower()
    require_choices(answers.unique(), ANSWERS, f"the sheet: {name}")
    answered = table[list(rows.columns)].astype(str).assign(answer=answers.map(ANSWERS)).dropna()
    if answered.duplicated(list(rows.columns)).any():
        twice = answered[answered.duplicated(list(rows.columns))].iloc[0]
        raise ValueError(f"the sheet answers {', '.join(twice.iloc[:-1])} twice; delete one row.")
    answers = rows.astype(str).merge(answered, "left")["answer"].to_numpy(float)
    return answers, len(answered) - int(np.isfinite(answers).sum())

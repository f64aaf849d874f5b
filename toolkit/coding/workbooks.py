"""Workbooks: coding sheets for Excel, with lists to choose from, and what Excel saves of them."""

import io
import warnings
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from toolkit.show.export import write_workbook

_HEADER_ROWS = 20  # a title and remarks may stand above the names of the columns
_CHOICES = {
    "validate": "list",
    "source": ["1", "0"],
    "error_message": "Choose 1 (yes) or 0 (no), or leave the cell empty.",
}


def write_coding_workbook(sheet: pd.DataFrame, frames: pd.DataFrame, path: Path) -> None:
    """Write a coding sheet and its codebook; a cell of a frame shows its question and offers 1 and 0."""

    def dress(writer: pd.ExcelWriter) -> None:
        page = writer.sheets["coding_sheet"]
        text = writer.book.add_format({"text_wrap": True, "valign": "top"})
        page.set_column(0, len(sheet.columns) - 1, 14, text)
        page.set_column(1, 1, 90, text)
        page.freeze_panes(1, 1)
        for place, name in enumerate(sheet.columns):
            if name in frames.index and len(sheet):
                about = {"input_title": str(frames.loc[name, "label"])[:32]}
                about["input_message"] = str(frames.loc[name, "questions"] or frames.loc[name, "definition"])[
                    :255
                ]
                page.data_validation(1, place, len(sheet), place, _CHOICES | about)
        book = writer.sheets["codebook"]
        book.set_column(0, 1, 20, text)
        book.set_column(2, 3, 60, text)

    write_workbook({"coding_sheet": sheet, "codebook": frames.reset_index()}, path, dress)


def read_workbook(data: bytes, names: Collection[str]) -> pd.DataFrame:
    """The sheet of a workbook in which most of the names stand in one row, as text from that row on.

    Whatever the sheet is called, wherever it begins; a value of merged cells stands in each of them.

    Raises
    ------
    ValueError
        If the workbook cannot be read, or none of the names is in it.
    """
    from openpyxl import load_workbook  # only where a workbook is read

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles, which do not matter here
            pages = [_rows(page) for page in load_workbook(io.BytesIO(data), data_only=True).worksheets]
    except Exception as error:  # openpyxl raises whatever it meets in a damaged workbook
        raise ValueError("it is no Excel workbook that can be read") from error
    known = {name.casefold() for name in names}
    found = [
        (len(known & {cell.casefold() for cell in row}), -place, number)
        for number, rows in enumerate(pages)
        for place, row in enumerate(rows[:_HEADER_ROWS])
    ]
    hits, place, number = max(found, default=(0, 0, 0))
    if not hits:
        raise ValueError("none of its sheets has a column of the coding sheet")
    header, *rows = pages[number][-place:]
    named = [place for place, name in enumerate(header) if name]
    cells = [[row[place] for place in named] for row in rows]
    return pd.DataFrame(cells, columns=[header[place] for place in named], dtype="str")


def _rows(page: object) -> list[list[str]]:
    """Cells of a sheet as text, merged ones filled."""
    rows = [[_cell(value) for value in row] for row in page.iter_rows(values_only=True)]
    for area in page.merged_cells.ranges:
        left, top, right, bottom = area.bounds
        for row in rows[top - 1 : bottom]:
            row[left - 1 : right] = [rows[top - 1][left - 1]] * (right - left + 1)
    return rows


def _cell(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value).strip()

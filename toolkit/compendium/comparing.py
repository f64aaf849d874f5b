"""Comparing: tables and notebooks that were packed, with what comes out now."""

import io
import math
import re

import nbformat
import pandas as pd

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")  # of an object in memory: differs between runs
_WIDTH = 60  # characters of a value that are shown
_CLOSE = 1e-9  # other processors add in another order, which the last digits show


def tables_differ(stored: bytes, now: bytes) -> str:
    r"""The first difference between two CSV files, in a sentence; "" where they say the same.

    Numbers are the same where they differ by less than a billionth.

    Examples
    --------
    >>> tables_differ(b"term,n\nsea,2\n", b"term,n\nsea,3\n")
    "row 1, column 'n': packed was '2', now it is '3'."
    """
    if stored == now:
        return ""
    before, after = (
        pd.read_csv(io.BytesIO(one), dtype="str", keep_default_na=False, encoding="utf-8-sig")
        for one in (stored, now)
    )
    if list(before) != list(after):
        return f"other columns: packed were {list(before)}, now there are {list(after)}."
    for row, (left, right) in enumerate(zip(before.values.tolist(), after.values.tolist(), strict=False), 1):
        for column, one, other in zip(before, left, right, strict=True):
            if not _same(one, other):
                told = f"packed was {_shown(one, other)}, now it is {_shown(other, one)}"
                return f"row {row:,}, column {column!r}: {told}."
    if len(before) != len(after):
        return f"packed were {len(before):,} rows, now there are {len(after):,}."
    return ""


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return math.isclose(float(one), float(other), rel_tol=_CLOSE, abs_tol=1e-12)
    except ValueError:
        return False


def _shown(text: str, other: str) -> str:
    """A value; of a long one, what stands around the first character that is another."""
    if len(text) <= _WIDTH:
        return repr(text)
    same = next((place for place, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), len(other))
    first = max(0, same - _WIDTH // 2)
    return repr(f"{'…' if first else ''}{text[first : first + _WIDTH]}…")


def notebooks_differ(stored: bytes, now: nbformat.NotebookNode) -> str:
    """The first cell whose code or outputs are others, and how, in a sentence; "" where none is."""
    before = [
        cell
        for cell in nbformat.reads(stored.decode("utf-8"), as_version=4).cells
        if cell.cell_type == "code"
    ]
    after = [cell for cell in now.cells if cell.cell_type == "code"]
    if len(before) != len(after):
        return f"packed were {len(before)} cells of code, now there are {len(after)}."
    for one, other in zip(before, after, strict=True):
        where = f"cell [{other.execution_count or ' '}]"
        if one.source != other.source and "parameters" not in one.metadata.get("tags", []):
            return f"{where} holds other code."
        left, right = _outputs(one), _outputs(other)
        if len(left) != len(right):
            return f"{where}: packed were {len(left)} outputs, now there are {len(right)}."
        for was, comes in zip(left, right, strict=True):
            if was != comes and (told := _difference(was, comes)):
                return f"{where}: {told}"
    return ""


def _outputs(cell: nbformat.NotebookNode) -> list[dict[str, str]]:
    """What a cell gave, by kind; without what went to stderr, where progress is told."""
    found = []
    for output in cell.outputs:
        if output.get("name") != "stderr":
            kinds = {
                **output.get("data", {}),
                "text": output.get("text", ""),
                "evalue": output.get("evalue", ""),
            }
            found.append({kind: _ADDRESS.sub("0x", str(value)) for kind, value in kinds.items() if value})
    return found


def _difference(stored: dict[str, str], now: dict[str, str]) -> str:
    from toolkit.notebooks.stored import lines_differ, pictures_differ  # loads pytest, which is slow

    if set(stored) != set(now):
        return f"packed was {', '.join(sorted(stored))}, now it is {', '.join(sorted(now))}."
    for kind in sorted(stored, key="text/plain".__ne__):
        if kind == "image/png":
            if told := pictures_differ(stored[kind], now[kind]):
                return f"{told}."
        elif stored[kind] != now[kind]:
            if "svg" in kind or "narrow" in kind:
                return "its figure is drawn otherwise."
            first = lines_differ(stored[kind], now[kind]).splitlines()[:2]
            return " | ".join(line.strip() for line in first).rstrip(".") + "."
    return ""

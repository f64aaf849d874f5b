"""The figure of frames: rates with their ranges and verdicts, by outlet, voice or part."""

from collections.abc import Collection

import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.show.bands import Band, Row, beyond, draw_bands, values_of
from toolkit.show.marks import holding, legend, looks_for
from toolkit.show.style import Words, drawn, empty, largest
from toolkit.show.wording import joined, number
from toolkit.show.words import value_words

_MOST = 8  # groups that a page has room for
_UNDECIDED = "too few codes to tell"
_SPLITS = {"own": "own voice", "attributed": "reported"}


def plot_frame_rates(
    table: pd.DataFrame,
    *,
    by: str = "outlet",
    split: str | None = None,
    outlets: Collection[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of each frame, with its 95% interval, one band a frame and one row a group.

    Parameters
    ----------
    table : what `frame_rates` gives
    by : column of the table that says who is compared
    split : column of the table that `frame_rates` was split by, such as `"voice"` or `"part"`
    outlets : all outlets of the corpus, so that each has the look it has elsewhere; None: those of the table
    ax : where to draw; new axes where left out

    Returns
    -------
    Axes
        A mark is filled where the rate differs from that of all others (`p_family` of .05 or less), hollow
        where it could be chance or was not tested. Of more than eight groups, with `split` four to six, those
        with most words are drawn.

    Raises
    ------
    ValueError
        If table lacks a column, or is split and `split` does not say by what.
    """
    rows = ["frame", by, *([split] if split else [])]
    require_columns(table, [*rows, "words", "per_thousand", "low", "high", "validity"], "table")
    if table.duplicated(rows).any():
        raise ValueError(f"table has several rows for one value of {rows}; say by what it is split.")
    if table.empty:
        return empty(table, ax)
    looks = looks_for(table[by], outlets)
    most = _MOST if split is None else max(4, 12 // table[split].nunique())
    groups, left_out = largest(
        table.drop_duplicates(rows[1:]).groupby(by)["words"].sum(), most, "with most words"
    )
    shown = table[table[by].isin(groups)]
    shown = shown.assign(
        holds=holding(shown),
        label=[_label(*names) for names in shown[rows[1:]].itertuples(index=False, name=None)],
    )
    several = len(set(shown["validity"])) > 1  # a verdict of all is told once
    once = "" if several else f" Lists of words: {_verdict(shown['validity'].iloc[0])}."
    ordered = shown if split is None else shown.sort_values(by, kind="stable")
    bands = [
        Band(
            _named(frame),
            _verdict(part["validity"].iloc[0]) if several else "",
            [
                Row(
                    row.label,
                    row.per_thousand,
                    row.low,
                    row.high,
                    looks[str(who)],
                    row.holds,
                    number(row.per_thousand),
                )
                for row, who in zip(part.itertuples(), part[by], strict=True)
            ],
        )
        for frame, part in ordered.groupby("frame", sort=False)
    ]
    sub = f"Signs of each way of telling in a thousand words. {legend(shown['holds'])}{beyond(bands)}"
    sub += once + left_out
    words = Words(_title(shown), sub, values_of(bands, number))
    return drawn(lambda sheet: draw_bands(sheet, bands, "in a thousand words", number), words, ax)


def _label(name: str, part: str = "") -> str:
    return f"{name or '(none)'}" + (f" ({_SPLITS.get(part, part)})" if part else "")


def _named(frame: str) -> str:
    """What a reader calls a frame."""
    words = value_words("frame", str(frame)).replace("_", " ")
    return words[:1].upper() + words[1:]


def _verdict(validity: str) -> str:
    return _UNDECIDED if validity == "undecided" else value_words("validity", str(validity))


def _title(shown: pd.DataFrame) -> str:
    """Which frames are told more by whom, of those that hold and are not refuted; else that none is."""
    usable = shown[shown["validity"] != "not valid"]
    found = usable[usable["holds"] & (usable.get("difference", 0) > 0)]
    found = found.sort_values("per_thousand", ascending=False, kind="stable").drop_duplicates("frame").head(3)
    if len(found):
        pairs = zip(found["frame"], found["label"], strict=True)
        told = [f"of {_named(frame).lower()} in {who}" for frame, who in pairs]
        return f"Most words {joined(told)}"
    return "No way of telling differs by more than chance"

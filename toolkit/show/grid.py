"""A grid of numbers: one row an event, one column an outlet; what is not there says so."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from toolkit.show.lettering import aside, tall, wrapped, write
from toolkit.show.outlets import Look
from toolkit.show.style import SOFT, Sheet


def draw_grid(
    sheet: Sheet,
    rows: Mapping[str, str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], int],
    looks: Mapping[str, Look],
) -> Axes:
    """Numbers in cells, the larger the darker, a row for each event; a missing cell is a missing article."""
    left = 0 if sheet.narrow else 240
    wide = (sheet.width - left) / len(columns)
    heads = [wrapped(f"{looks[name].sign} {name}", wide - 4, 12) for name in columns]
    names = [wrapped(name, sheet.width if sheet.narrow else left - 14) for name in rows.values()]
    above = [tall(len(lines), 24) if sheet.narrow else 0 for lines in names]
    steps = [
        high + (36 if sheet.narrow else tall(len(lines), 36))
        for high, lines in zip(above, names, strict=True)
    ]
    ax = sheet.axes(sum(steps), left, 0, top=15 * max(map(len, heads)) + 12, bottom=6)
    ax.set_xlim(0, len(columns))
    ax.grid(False)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    for place, (name, lines) in enumerate(zip(columns, heads, strict=True)):
        at, up = (place + 0.5, 0), 7.5 * len(lines) + 5
        write(ax, lines, at, (0, up), across="center", size=12, colour=looks[name].colour)
    start, most = 0.0, max(cells.values(), default=1) or 1
    for name, lines, high, step in zip(rows, names, above, steps, strict=True):
        middle = start + high + (step - high) / 2
        beside = start + high / 2 + 2 if sheet.narrow else middle
        write(ax, lines, (0, beside), (-left, 0), coords=("axes fraction", "data"))
        for place, column in enumerate(columns):
            _cell(ax, place, middle, cells.get((name, column)), most, looks[column].colour, wide)
        start += step
    return ax


def _cell(ax: Axes, place: int, y: float, value: int | None, most: int, colour: str, wide: float) -> None:
    """One number on its shade, or the words that there is no article."""
    if value is None:
        told = wrapped("no article", wide - 4, 12)
        aside(ax, told, (place + 0.5, y), across="center", size=12)
        return
    fill = {"color": colour, "alpha": 0.08 + 0.3 * value / most} if value else {"color": SOFT}
    ax.barh(y, 0.94, left=place + 0.03, height=30, lw=0, **fill)
    write(ax, f"{value:,}", (place + 0.5, y), across="center")

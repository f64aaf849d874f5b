"""Figures as SVG that follows its page: text as text, colours as properties, the same bytes everywhere."""

import hashlib
import html
import io
import re
import warnings
from collections.abc import Iterator
from typing import cast

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.show.lettering import printable
from toolkit.show.style import NARROW, VARIABLES, Drawing, Sheet, Words, settings

NARROW_TYPE = "application/vnd.toolkit.narrow"
_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_LEFT_OUT = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|<style .*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_RUN = re.compile(r'((?:<use [^>]*?) (style="[^"]*")/>)(?:\s*<use [^>]*? \2/>)+')


def outputs_of(ax: Axes, caption: str | None = None) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """What a notebook is handed for a figure: its title as HTML, then both drawings with their words.

    Raises
    ------
    TypeError, ValueError
        If `ax` is no Axes, or nothing says what the figure shows.
    """
    figure = ax.get_figure(root=True) if isinstance(ax, Axes) else None
    if figure is None:
        raise TypeError(f"ax must be the Axes that a plot_ function gives, not {type(ax).__name__}.")
    told = caption or str(ax.get_label())
    if not told:
        raise ValueError("the figure says nothing of itself; give a caption, for those who do not see it.")
    words = ax.words if isinstance(ax, Drawing) else Words("", "")  # others have theirs in the picture
    alt = printable(caption or words.values or told)
    data: dict[str, object] = {"image/svg+xml": svg_of(figure, alt), "text/plain": told}
    if isinstance(ax, Drawing):
        with settings():
            narrow = ax.again(Sheet(NARROW)).get_figure(root=True)
        data[NARROW_TYPE] = svg_of(cast(Figure, narrow), alt)
    plt.close(figure)
    if words.title:
        yield _title(words), {"text/html": {"figure": True}}
    title, sub = map(printable, words[:2])
    yield data, {"image/svg+xml": {"alt": alt, "title": title, "sub": sub}}


def _title(words: Words) -> dict[str, object]:
    """Title and subtitle as a paragraph, escaped; classes keep JupyterLab from reading mathematics."""
    title, sub = (html.escape(printable(part)) for part in words[:2])
    below = f"<br>{sub}" if sub else ""
    page = f"<p class='figure-title tex2jax_ignore mathjax_ignore'><b>{title}</b>{below}</p>"
    return {"text/html": page, "text/plain": " ".join(filter(None, map(printable, words[:2])))}


def svg_of(figure: Figure, alt: str) -> str:
    """The figure, without its title, as one SVG element."""
    headings = [ax.heading for ax in figure.axes if isinstance(ax, Drawing) and hasattr(ax, "heading")]
    drawn = io.StringIO()
    for heading in headings:
        heading.set_visible(False)
    with settings(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing")  # the reader's fonts have them
        figure.savefig(drawn, format="svg", metadata=_METADATA)
    for heading in headings:
        heading.set_visible(True)
    return _own(drawn.getvalue(), alt)


def _own(text: str, alt: str) -> str:
    """The SVG of matplotlib with our colours, short numbers, and ids that no other figure has."""
    text = _LEFT_OUT.sub("", text[text.index("<svg") :])
    width, height = (float(size) for size in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)[0])
    text = _TAG.sub(lambda tag: _tag(tag[0]), text)
    text = re.sub(r">\s+<", "><", text)
    text = _RUN.sub(_shared, text)
    ids = dict.fromkeys(re.findall(r'(?:href="#|url\(#)([^")]+)', text))
    name = hashlib.sha256(text.encode()).hexdigest()[:6]
    new = {old: f"f{name}-{number}" for number, old in enumerate(ids)}
    text = re.sub(r' id="([^"]+)"', lambda m: f' id="{new[m[1]]}"' if m[1] in new else "", text)
    text = re.sub(r'(href="#|url\(#)([^")]+)', lambda m: m[1] + new[m[2]], text)
    text = re.sub(r"<g/>|<defs></defs>", "", text)
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{html.escape(alt)}" {size}'
    head += f' style="max-width:{width:g}px;stroke-linejoin:round;font-family:var(--sans,sans-serif)">'
    return head + re.sub(r"^<svg[^>]*>", "", text).strip()


def _tag(tag: str) -> str:
    """One tag: text is never in it, so that names stay what they are."""
    tag = re.sub(
        r"#[0-9a-f]{6}", lambda m: f"var(--{VARIABLES[m[0]]}, {m[0]})" if m[0] in VARIABLES else m[0], tag
    )
    tag = re.sub(r"\d+\.\d{2,}", lambda m: f"{float(m[0]):.1f}".removesuffix(".0"), tag)
    tag = re.sub(r"font: ([^;\"]*?)([\d.]+px) [^;\"]+", r"font: \1\2 var(--sans, sans-serif)", tag)
    tag = re.sub(r" *font-family: [^;\"]+;?| *text-anchor: start;?", "", tag)
    tag = re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)
    tag = re.sub(r"([:;,])\s+|\s+(?=\n)|\n", r"\1", tag)
    return tag.replace("xlink:href", "href").replace(" />", "/>")


def _shared(run: re.Match) -> str:
    """Many marks of one look: the look once, around them."""
    return f"<g {run[2]}>{run[0].replace(f' {run[2]}', '')}</g>"

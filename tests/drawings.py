"""What a drawing says and where, for the tests of figures: texts of an SVG with their boxes."""

import re
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from toolkit.show.lettering import width_of
from toolkit.show.pictures import NARROW_TYPE, outputs_of

LONG = "The Daily Northshore Commons & Gazette"
HOSTILE = ("<script>alert(1)</script>", "$x$ to $y$", "\u202eesrever", "a & b \x00")


class Label(NamedTuple):
    """One text with its size and its box: left, top, right, bottom."""

    text: str
    size: float
    box: tuple[float, float, float, float]


def drawings(ax):
    """SVG texts of the wide and the narrow drawing."""
    data, _ = list(outputs_of(ax))[-1]
    return data["image/svg+xml"], data[NARROW_TYPE]


def labels_of(svg):
    """All texts, with boxes as wide as the font that comes with matplotlib makes them."""
    found = []
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        style = element.get("style")
        size = float(re.search(r"([\d.]+)px", style)[1])
        x, y, wide = float(element.get("x")), float(element.get("y")), width_of(element.text, size)
        anchor = re.search(r"text-anchor:(\w+)", style)
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor[1] if anchor else "start"]
        found.append(Label(element.text, size, (left, y - 0.74 * size, left + wide, y + 0.18 * size)))
    return found


def texts_of(svg):
    return [label.text for label in labels_of(svg)]


def require_readable(ax):
    """Both drawings: type of 12 and more, nothing over another or outside, no colour that stays as it is."""
    for svg in drawings(ax):
        width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
        labels = labels_of(svg)
        assert labels
        for text, size, (left, top, right, bottom) in labels:
            assert size >= 12, text
            assert min(left, top) >= -1, text
            assert max(right - width, bottom - height) <= 1, text
        for one, other in combinations(labels, 2):
            (a, b, c, d), (e, f, g, h) = one.box, other.box
            assert c <= e or g <= a or d <= f or h <= b, (one.text, other.text)
        tags = "".join(re.findall(r"<(?!svg)[^>]*>", svg))
        fixed = re.sub(r"var\(--[\w-]+,#[0-9a-f]{6}\)|href=\"#|url\(#", "", tags)
        assert "#" not in fixed
    assert len(drawings(ax)[0]) < 60_000

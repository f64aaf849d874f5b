"""Doccano: a text a line as JSON, whose spans are counted in UTF-16."""

import json
from collections.abc import Iterator

from toolkit.exchange.marks import Marked, Span
from toolkit.exchange.offsets import Offsets

_SPANS, _LABELS = ("entities", "label", "labels"), ("cats", "label", "labels")


def lines_of(marked: list[Marked], *, with_frames: bool, with_spans: bool) -> str:
    """The file to import: `label`, or `entities` and `cats` where articles have codes and spans."""
    both, lines = with_frames and with_spans, []
    for one in marked:
        offsets = Offsets(one.text)
        spans = [[offsets.to_utf16(s.start), offsets.to_utf16(s.end), s.label] for s in one.spans]
        given = (
            {"entities": spans, "cats": one.labels}
            if both
            else {"label": spans if with_spans else one.labels}
        )
        lines.append(json.dumps({"article_id": one.name, "text": one.text} | given))
    return "\n".join([*lines, ""])


def read_lines_of(rows: list[dict], coder: str) -> Iterator[Marked]:
    """Each text of an export of one coder."""
    for row in rows:
        offsets, text = Offsets(row["text"]), row["text"]
        spans = next((row[name] for name in _SPANS if _is_spans(row.get(name))), [])
        labels = next((row[name] for name in _LABELS if row.get(name) and isinstance(row[name][0], str)), [])
        yield Marked(
            str(row.get("article_id", "")), text, coder, labels, [_span(span, offsets) for span in spans]
        )


def _is_spans(given: object) -> bool:
    return isinstance(given, list) and bool(given) and not isinstance(given[0], str)


def _span(given: list | dict, offsets: Offsets) -> Span:
    if isinstance(given, dict):  # of a project with relations
        given = [given["start_offset"], given["end_offset"], given["label"]]
    start, end, label = given
    places = offsets.from_utf16(start), offsets.from_utf16(end)
    return Span(*(-1 if place is None else place for place in places), label)

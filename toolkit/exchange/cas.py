"""CAS: a text with its annotations as INCEpTION reads and writes it (UIMA CAS JSON), counted in UTF-16."""

import json

from toolkit.exchange.marks import Marked, Span
from toolkit.exchange.offsets import Offsets

# The layers that INCEpTION makes for a project of spans, and for one of labels of documents.
SPAN, DOCUMENT = "custom.Span", "custom.DocumentLabel"
_NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_OWN = ("custom.", "webanno.custom.", _NAMED)
_STRING = {"%NAME": "label", "%RANGE": "uima.cas.String"}
_TYPES = {
    SPAN: {"%NAME": SPAN, "%SUPER_TYPE": "uima.tcas.Annotation", "label": _STRING},
    DOCUMENT: {"%NAME": DOCUMENT, "%SUPER_TYPE": "uima.cas.AnnotationBase", "label": _STRING},
}


def cas_of(one: Marked) -> str:
    """One text with its spans and labels."""
    offsets = Offsets(one.text)
    whole = {"begin": 0, "end": offsets.to_utf16(len(one.text)), "language": "x-unspecified"}
    made = [("uima.tcas.DocumentAnnotation", whole)]
    for span in one.spans:
        place = {"begin": offsets.to_utf16(span.start), "end": offsets.to_utf16(span.end)}
        made.append((SPAN, place | {"label": span.label}))
    made += [(DOCUMENT, {"label": label}) for label in one.labels]
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text"}
    structures = [sofa | {"sofaString": one.text}]
    structures += [
        {"%ID": number, "%TYPE": kind, "@sofa": 1} | features
        for number, (kind, features) in enumerate(made, 2)
    ]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [one["%ID"] for one in structures[1:]]}}
    return json.dumps({"%TYPES": _TYPES, "%FEATURE_STRUCTURES": structures, "%VIEWS": views}, indent=1)


def read_cas(cas: dict, name: str, coder: str) -> Marked:
    """What one coder made of a text; layers of the project's own, and named entities, are read."""
    structures = cas["%FEATURE_STRUCTURES"]
    if isinstance(structures, dict):
        structures = [{"%ID": int(number)} | one for number, one in structures.items()]
    by_id = {one["%ID"]: one for one in structures}
    view = cas["%VIEWS"]["_InitialView"]
    text = by_id[view["%SOFA"]]["sofaString"]
    offsets, labels, spans = Offsets(text), [], []
    for one in (by_id[number] for number in view["%MEMBERS"]):
        if not one["%TYPE"].startswith(_OWN):
            continue
        if "end" in one:
            places = offsets.from_utf16(one.get("begin", 0)), offsets.from_utf16(one["end"])
            spans.append(Span(*(-1 if place is None else place for place in places), _label(one)))
        elif label := _label(one):
            labels.append(label)
    return Marked(name, text, coder, labels, spans)


def _label(structure: dict) -> str:
    """What a structure says: its feature `label` or `value`, else its only one of text, else its layer."""
    texts = {key: value for key, value in structure.items() if key[0] not in "%@" and isinstance(value, str)}
    given = (
        texts.get("label") or texts.get("value") or (next(iter(texts.values())) if len(texts) == 1 else "")
    )
    return given or ("" if "end" not in structure else structure["%TYPE"].rpartition(".")[2])

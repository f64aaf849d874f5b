"""Codings: what coders marked in an annotation tool, as tables, held against the texts."""

import json
import re
import warnings
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from toolkit.checks import listed, require_choices, require_columns
from toolkit.coding.sheets import unit_of
from toolkit.exchange.cas import read_cas
from toolkit.exchange.doccano import read_lines_of
from toolkit.exchange.label_studio import read_tasks_of
from toolkit.exchange.marks import Marked, Span
from toolkit.files.folders import chunks_of, files_below
from toolkit.reading.encodings import decode

_UNIT = re.compile(r"u[0-9a-f]{10}")
_SPANS, _CODES = ["article_id", "coder", "label", "start", "end"], ["article_id", "coder", "frame", "present"]


class Codings(NamedTuple):
    """What coders marked: `codes` of whole articles, as `read_codes` gives them, and `spans` of text."""

    codes: pd.DataFrame
    spans: pd.DataFrame


def read_tasks(
    files: str | Path | dict[str, str | Path],
    articles: pd.DataFrame,
    *,
    frames: Collection[str] | None = None,
) -> Codings:
    """Read what coders marked in an annotation tool, every span checked against the text.

    Parameters
    ----------
    files : what the tool exported: a file, a folder or a zip archive of files, or several in a list or as
        `{"anna": "anna.zip", ...}`; without such a name the tool says who coded, or the name of the file
        does. Label Studio: JSON. doccano: JSONL. INCEpTION: UIMA CAS JSON.
    articles : indexed by `article_id`, with `text`: those from which the tasks were written
    frames : codes that an article may have; those that were not chosen in a coded article are 0. None: all
        that were chosen anywhere. doccano and INCEpTION do not say who has looked at what: every article of
        their files counts as coded, so export those that are finished

    Returns
    -------
    Codings
        `codes`, as for `reliability`, and `spans`, one row a span, as for `evidence(tokens, articles,
        spans=...)`, by article, coder and place. Of the codes: `article_id`; `coder`, who coded; `frame`, by
        its name; `present` (1 or 0). Of the spans: `article_id`; `coder`, who marked it; `label`, which;
        `start`, `end`.

    Raises
    ------
    FileNotFoundError
        If a file is not there.
    ValueError
        If a file is of no tool known here, a text is of no article or was changed, a span is not where the
        tool says it is, a code is not one of `frames`, a coder has coded an article twice, or nobody has
        begun.

    Warns
    -----
    UserWarning
        If no file has a code or a span.

    Examples
    --------
    >>> import tempfile
    >>> articles = pd.DataFrame({"text": ["The council clashed."]}, index=["a"])
    >>> spans = pd.DataFrame({"article_id": ["a"], "start": [4], "end": [11], "label": ["actor"]})
    >>> from toolkit import write_tasks
    >>> folder = tempfile.mkdtemp()
    >>> _ = write_tasks(articles, folder, "doccano", spans=spans)
    >>> read_tasks({"anna": folder}, articles).spans.values.tolist()
    [['a', 'anna', 'actor', 4, 11]]
    """
    require_columns(articles, ["text"], "articles")
    texts = articles["text"].set_axis(articles.index.astype("str"))
    one_file = isinstance(files, str | Path)
    given = (
        files.items()
        if isinstance(files, dict)
        else [("", path) for path in ([files] if one_file else listed(files, "files"))]
    )
    known, by_text = {unit_of(name): name for name in texts.index}, {}
    for name, text in texts.items():
        by_text.setdefault(text, []).append(name)
    marked = []
    for coder, path in given:
        for one in _marked_in(Path(path)):
            name = _article_of(one, texts, known, by_text)
            spans = [_checked(span, name, texts[name]) for span in one.spans]
            marked.append(one._replace(name=name, coder=coder or one.coder, spans=spans))
    twice = [who for who, n in Counter((one.name, one.coder) for one in marked).items() if n > 1]
    if twice:
        raise ValueError("article {!r} is coded by {!r} twice; leave one out.".format(*twice[0]))
    if not any(one.labels or one.spans for one in marked):
        told = (
            "Nothing is marked in these files; if nobody has coded them yet, export them when somebody has."
        )
        warnings.warn(told, stacklevel=2)
    order = {name: place for place, name in enumerate(texts.index)}
    marked.sort(key=lambda one: (order[one.name], one.coder))
    chosen = dict.fromkeys(label for one in marked for label in one.labels)
    frames = list(chosen) if frames is None else list(map(str, listed(frames, "frames")))
    require_choices(list(chosen), frames, "the frame of an article")
    codes = [(o.name, o.coder, frame, int(frame in o.labels)) for o in marked for frame in frames]
    spans = [(o.name, o.coder, s.label, s.start, s.end) for o in marked for s in sorted(o.spans)]
    return Codings(
        _table(codes, _CODES, "Codes of articles, as they were chosen in an annotation tool."),
        _table(spans, _SPANS, "Spans of text, as they were marked in an annotation tool."),
    )


def _table(rows: list[tuple], columns: list[str], caption: str) -> pd.DataFrame:
    numbers = ["present", "start", "end"]
    dtypes = {name: "int64" if name in numbers else "str" for name in columns}
    table = pd.DataFrame(rows, columns=columns).astype(dtypes)
    table.attrs["caption"] = caption
    if table.empty:
        table.attrs["note"] = "The files hold none."
    return table


def _marked_in(path: Path) -> Iterator[Marked]:
    """What every file below a path says."""
    if not path.exists():
        raise FileNotFoundError(f"There is no file {str(path)!r}; give what the tool exported.")
    found = begun = False
    with files_below(path) as entries:
        for entry in entries:
            if "INITIAL_CAS" in entry.name:  # INCEpTION's text before anybody has marked it
                begun = True
            elif entry.name.lower().endswith((".json", ".jsonl")):
                found = True
                try:
                    text, _ = decode(b"".join(chunks_of(entry)))
                    yield from _read(text, entry.name, path)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    why = f"has no {error}" if isinstance(error, KeyError) else str(error)
                    forms = "Label Studio's JSON, doccano's JSONL or UIMA CAS JSON"
                    raise ValueError(
                        f"{entry.name!r} is no export known here ({why}); give {forms}."
                    ) from None
    if begun and not found:
        raise ValueError(f"in {path.name!r} nobody has marked anything yet; export it when somebody has.")
    if not found:
        raise ValueError(
            f"{path.name!r} holds no .json or .jsonl file; export as JSON, JSONL or UIMA CAS JSON."
        )


def _read(text: str, name: str, path: Path) -> list[Marked]:
    """The texts of one file, told by its content."""
    parts, stem = name.split("/"), Path(name).stem
    if name.lower().endswith(".jsonl"):
        return list(read_lines_of([json.loads(line) for line in text.split("\n") if line.strip()], stem))
    content = json.loads(text)
    if isinstance(content, list):
        return list(read_tasks_of(content))
    folder = parts[-2] if len(parts) > 1 else path.stem
    # INCEpTION keeps a folder a document with a file a coder; a single export is named for the document.
    coder, unit = (folder, stem) if _UNIT.search(stem) else (stem, folder)
    return [read_cas(content, unit, "" if coder == unit else coder)]


def _article_of(one: Marked, texts: pd.Series, known: dict[str, str], by_text: dict[str, list[str]]) -> str:
    """The article that a marked text is of, by its id or code, else by its text."""
    unit = _UNIT.search(one.name)
    name = one.name if one.name in texts.index else known.get(unit[0] if unit else "", "")
    same = by_text.get(one.text, [])
    if not name and len(same) > 1:
        raise ValueError(
            f"a text is that of articles {same[0]!r} and {same[1]!r}; keep the names of the files."
        )
    name = name or (same[0] if same else "")
    shown = repr(one.text[:40] + "…")
    if not name:
        raise ValueError(
            f"a text is of no article: {shown}; give the articles that the tasks were made from."
        )
    if one.text != texts[name]:
        why = "give the articles as they were when the tasks were written"
        raise ValueError(f"article {name!r} has another text in the tool ({shown}); {why}.")
    return name


def _checked(span: Span, name: str, text: str) -> Span:
    """The span, if it is where the tool says."""
    found = text[span.start : span.end] if 0 <= span.start < span.end <= len(text) else None
    where = f"span {span.label!r} of article {name!r} ({span.start} to {span.end})"
    if found is None:
        raise ValueError(f"{where} is empty, outside of the text or inside of a character; mark it again.")
    if span.printed is not None and _blank(span.printed) != _blank(found):
        raise ValueError(f"{where} is {span.printed!r} in the tool, {found!r} in the text; mark it again.")
    return span


def _blank(text: str) -> str:
    """A text without blanks: how a tool writes the breaks of a line is its own affair."""
    return "".join(text.replace("\\n", "\n").split())

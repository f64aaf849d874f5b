"""Tasks: articles for an annotation tool, with what is marked in them already."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from toolkit.checks import listed, require_choice, require_columns
from toolkit.coding.sheets import unit_of
from toolkit.corpus.selection import of_articles
from toolkit.exchange.cas import cas_of
from toolkit.exchange.doccano import lines_of
from toolkit.exchange.label_studio import interface_of, tasks_of
from toolkit.exchange.marks import Marked, Span

_TOOLS = {
    "label-studio": "Paste interface.xml as the labelling interface of the project, then import tasks.json.",
    "doccano": 'Make a project for {}, allow overlapping spans, leave "Count grapheme clusters" off, and'
    " import tasks.jsonl as JSONL.",
    "inception": "Make a project with the layers {}, at the level of characters, with any overlap, and"
    ' import the files as "UIMA CAS JSON".',
}


def write_tasks(
    articles: pd.DataFrame,
    folder: str | Path,
    tool: str,
    *,
    frames: Collection[str] = (),
    labels: Collection[str] = (),
    codes: pd.DataFrame | None = None,
    spans: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Write articles as tasks of an annotation tool.

    Parameters
    ----------
    articles : indexed by `article_id`, with `text`, which is written whole, so that offsets fit: coders see
        what outlet a text names
    folder : where to write; made if it is not there
    tool : "label-studio", "doccano" or "inception"
    frames : codes that an article may have, such as `codebook.frames.index`
    labels : kinds of spans that may be marked in it
    codes : what is coded already, to be corrected: a table of `read_codes`, of one coder
    spans : what is marked already: `article_id`, `start`, `end`, `label`; whatever else is left out

    Returns
    -------
    pandas.DataFrame
        One row a file: `path` of the file; `rows` (articles in it). Its note says how to set up the project.

    Raises
    ------
    ValueError
        If the tool is unknown, there is nothing to mark, an article is empty, a span is empty or outside of
        its text, or codes are of several coders.

    Examples
    --------
    >>> import tempfile
    >>> articles = pd.DataFrame({"text": ["The council clashed."]}, index=["a"])
    >>> spans = pd.DataFrame({"article_id": ["a"], "start": [4], "end": [11], "label": ["actor"]})
    >>> write_tasks(articles, tempfile.mkdtemp(), "label-studio", spans=spans)["path"].to_list()
    ['tasks.json', 'interface.xml']
    """
    require_columns(articles, ["text"], "articles")
    require_choice(tool, _TOOLS, "tool")
    spans = pd.DataFrame(columns=["article_id", "start", "end", "label"]) if spans is None else spans
    codes = pd.DataFrame(columns=["article_id", "frame", "present"]) if codes is None else codes
    require_columns(spans, ["article_id", "start", "end", "label"], "spans")
    require_columns(codes, ["article_id", "frame", "present"], "codes")
    if len(coders := codes["coder"].unique() if "coder" in codes else []) > 1:
        raise ValueError(f"codes are of {len(coders)} coders, {coders[0]!r} first; give those of one.")
    frames = list(dict.fromkeys([*map(str, listed(frames, "frames")), *codes["frame"].astype("str")]))
    labels = list(dict.fromkeys([*map(str, listed(labels, "labels")), *spans["label"].astype("str")]))
    if not frames and not labels:
        raise ValueError(
            "there is nothing to mark; give frames (codes of an article), labels (of spans) or both."
        )
    marked = _to_mark(articles, of_articles(codes, articles), of_articles(spans, articles))
    files = _files(tool, marked, frames, labels)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (content, _) in files.items():
        (folder / name).write_text(content, "utf-8", newline="\n")
    table = pd.DataFrame([(name, rows) for name, (_, rows) in files.items()], columns=["path", "rows"])
    table.attrs["caption"] = f"Files written to {folder.name!r} for {tool}."
    table.attrs["note"] = _TOOLS[tool].format(_project(tool, frames, labels))
    return table


def _to_mark(articles: pd.DataFrame, codes: pd.DataFrame, spans: pd.DataFrame) -> list[Marked]:
    """Each article with what is known of it."""
    texts = articles["text"].set_axis(articles.index.astype("str"))
    if (texts.str.strip() == "").any():
        raise ValueError(
            f"article {texts.index[texts.str.strip() == ''][0]!r} has no text to mark; leave it out."
        )
    found: dict[str, list[Span]] = {}
    for span in spans.itertuples():
        name, size = str(span.article_id), len(texts[str(span.article_id)])
        if not 0 <= span.start < span.end <= size:
            where = f"{span.start} to {span.end} of article {name!r}, which has {size} characters"
            raise ValueError(f"spans has a span that is empty or outside of its text: {where}.")
        found.setdefault(name, []).append(Span(int(span.start), int(span.end), str(span.label)))
    chosen = (
        codes[codes["present"].astype(bool)].groupby(codes["article_id"].astype("str"))["frame"].agg(list)
    )
    return [
        Marked(name, text, "", list(map(str, chosen.get(name, []))), found.get(name, []))
        for name, text in texts.items()
    ]


def _files(
    tool: str, marked: list[Marked], frames: list[str], labels: list[str]
) -> dict[str, tuple[str, int]]:
    """Content of each file, and the number of articles in it."""
    if tool == "label-studio":
        return {
            "tasks.json": (tasks_of(marked), len(marked)),
            "interface.xml": (interface_of(frames, labels), 0),
        }
    if tool == "doccano":
        lines = lines_of(marked, with_frames=bool(frames), with_spans=bool(labels))
        return {"tasks.jsonl": (lines, len(marked))}
    return {f"{unit_of(one.name)}.json": (cas_of(one), 1) for one in marked}


def _project(tool: str, frames: list[str], labels: list[str]) -> str:
    """What kind of project a tool needs."""
    if tool == "doccano":
        kinds = {(True, True): "intent detection and slot filling", (True, False): "text classification"}
        return kinds.get((bool(frames), bool(labels)), "sequence labeling")
    layers = ["custom.Span"] * bool(labels) + ["custom.DocumentLabel (no singleton)"] * bool(frames)
    return " and ".join(layers)

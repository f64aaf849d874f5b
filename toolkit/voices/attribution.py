"""Attribution: who says what in an article, by which cue, and which words are the outlet's own."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.checks import require_choice, require_columns
from toolkit.corpus.segments import segment
from toolkit.corpus.tokens import sentences
from toolkit.names.sources import antecedent, media_names, resolve_sources, source_type, told_media
from toolkit.voices import crf
from toolkit.voices.cues import cue_stance
from toolkit.voices.features import cue_classes, feature_codes
from toolkit.voices.headings import sourced_headings
from toolkit.voices.linking import link
from toolkit.voices.marks import Marks, read_marks
from toolkit.voices.rules import headline_roles, rule_roles
from toolkit.voices.second_hand import second_hand

TAGGED = ("headline", "subhead", "body")
"""The segments in which attributions are looked for."""

HEADINGS = {"headline": 2, "subhead": 1}

BATCH = 500_000  # characters that are tagged at once: enough to keep numpy busy, little enough to stay small

SPANS = ("source", "cue", "content")
PARTS = ("via", *SPANS)
NOWHERE = (-1, -1)
COLUMNS = ["attribution_id", "article_id", "sentence"]
COLUMNS += [column for name in SPANS for column in (name, name + "_start", name + "_end")]
COLUMNS += ["directness", "stance", "source_type", "via", "speaker"]


def attribute(
    articles: pd.DataFrame, segments: pd.DataFrame | None = None, *, method: str = "model"
) -> pd.DataFrame:
    """Find who says what: direct, indirect and mixed attributions with their source, cue and content.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `text`.
    segments
        What `segment(articles)` gives; it is called where this is left out. Headlines, subheads and body
        are read, so that datelines, captions and link lists are no sources.
    method
        "model", a conditional random field trained on PolNeAR, or "rules", the patterns around cue
        words alone.

    Returns
    -------
    DataFrame
        One row a piece of an attribution, in reading order:

        - `attribution_id`: the same for the pieces of a split quotation; `article_id`; `sentence`, the
          number in `sentences(articles, segments)` of the sentence in which the piece begins;
        - `source`, `cue`, `content` and their `_start`, `_end` (offsets into `text`, end exclusive; "" and
          -1, -1 where there is none, as for a quotation without a speaker);
        - `directness` of the whole attribution: direct (all in quotation marks), indirect (none), mixed;
        - `stance` of the cue: neutral, asserting, doubting, hedging, confirming, denying, declining;
        - `source_type`: person, office, anonymous, media, document, unknown;
        - `via`: the outlet, agency or document through which it came, "" where the article has it first-hand;
        - `speaker`: whom the source stands for in this article (`resolve_sources`), else the source itself.

    Raises
    ------
    ValueError
        If `articles` has no column `text`, or `method` is not known.

    Notes
    -----
    Rules and model know English only. A headline or subhead counts only with a source, and with a cue of
    speech or words beside it that can be a source ("Mayor: ...", not "Steel crisis: ...").
    Second-hand speech ("Reuters said the ministry said ...") has a row of its own inside the content of the
    outer one, with `via`.

    References
    ----------
    Newell, Margolin and Ruths (2018), "An attribution relations corpus for political news", LREC.
    Lafferty, McCallum and Pereira (2001), "Conditional random fields", ICML.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["The ferry was late, Ada Roe said on Friday."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [43], "kind": ["body"]})
    >>> attribute(articles, body)[["source", "cue", "content"]].values.tolist()
    [['Ada Roe', 'said', 'The ferry was late']]
    """
    require_columns(articles, ["text"], "articles")
    require_choice(method, ("model", "rules"), "method")
    segments = segment(articles) if segments is None else segments
    units = sentences(articles, segments)
    outlets = media_names(articles)
    pieces = [piece for batch in _batches(articles, segments) for piece in _tag(*batch, method, outlets)]
    return _describe(_place(pieces, units, articles), articles, outlets)


def mark_voice(tokens: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Add the column `voice`: whether the outlet speaks or reports what a source says or thinks.

    Parameters
    ----------
    tokens
        What `tokenize(articles, segments)` gives.
    attributions
        What `attribute(articles, segments)` gives.

    Returns
    -------
    DataFrame
        A copy of `tokens` with `voice` (categorical): "attributed" inside the content of any
        attribution, else "own".
        Source and cue are the outlet's words, unless they stand inside the content of another attribution.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> tokens = pd.DataFrame({"article_id": pd.Categorical(["a", "a"]), "start": [0, 5], "end": [4, 9]})
    >>> said = {"attribution_id": [0], "article_id": ["a"], "source_start": [-1], "source_end": [-1]}
    >>> said |= {"cue_start": [5], "cue_end": [9], "content_start": [0], "content_end": [4]}
    >>> mark_voice(tokens, pd.DataFrame(said))["voice"].to_list()
    ['attributed', 'own']
    """
    require_columns(tokens, ["article_id", "start"], "tokens")
    columns = [f"{name}_{edge}" for name in SPANS for edge in ("start", "end")]
    require_columns(attributions, ["attribution_id", "article_id", *columns], "attributions")
    ids = tokens["article_id"].astype("category").cat
    article = ids.categories.get_indexer(attributions["article_id"])
    texts, starts = ids.codes.to_numpy().astype(np.int64), tokens["start"].to_numpy()
    width = int(max(starts.max(initial=0), attributions[columns].to_numpy().max(initial=0))) + 2
    order = np.argsort(texts * width + starts, kind="stable")
    place = (texts * width + starts)[order]
    depth = np.zeros(len(tokens) + 1, dtype=np.int64)
    for name, sign in (("content", 1), ("source", -1), ("cue", -1)):
        first, stop = attributions[name + "_start"].to_numpy(), attributions[name + "_end"].to_numpy()
        inside = (first >= attributions["content_start"]) & (stop <= attributions["content_end"])
        kept = (first >= 0) & (article >= 0) & inside.to_numpy()
        for edge, step in ((first, sign), (stop, -sign)):
            np.add.at(depth, np.searchsorted(place, article[kept] * width + edge[kept]), step)
    attributed = np.empty(len(tokens), dtype=np.int8)
    attributed[order] = np.cumsum(depth)[:-1] > 0
    return tokens.assign(voice=pd.Categorical.from_codes(attributed, categories=["own", "attributed"]))


def _batches(articles: pd.DataFrame, segments: pd.DataFrame) -> Iterator[tuple[str, np.ndarray]]:
    """Texts to tag, joined by line breaks; of each piece its place there, article, place in it, heading."""
    read = segments[segments["kind"].isin(TAGGED)]
    position = articles.index.get_indexer(read["article_id"])
    heading = read["kind"].astype("object").map(HEADINGS).fillna(0).to_numpy(np.int64)
    order = np.lexsort((read["start"], position))
    texts, parts, origin, size = articles["text"].to_list(), [], [], 0
    columns = position[order], *read[["start", "end"]].to_numpy()[order].T, heading[order]
    for article, start, end, kind in zip(*columns, strict=True):
        if size > BATCH and origin[-1][1] != article:
            yield "\n".join(parts), np.array(origin)
            parts, origin, size = [], [], 0
        # A line broken at a fixed width goes on in the next line.
        parts.append(re.sub(r"(?<=[a-z,;])\n(?=\S)|\n(?=[a-z])", " ", texts[article][start:end]))
        origin.append((size, article, start, kind))
        size += end - start + 1
    if parts:
        yield "\n".join(parts), np.array(origin)


def _tag(text: str, origin: np.ndarray, method: str, outlets: frozenset[str]) -> Iterator[dict]:
    """The attributions of one batch: article, share in quotation marks, a list of spans for each of PARTS."""
    marks = read_marks(text)
    piece = np.searchsorted(origin[:, 0], marks.start, side="right") - 1
    article, offset = origin[piece, 1], origin[piece, 2] - origin[piece, 0]
    roles = rule_roles(marks, cue_classes(marks))
    if method == "model":
        model = crf.load_model()
        roles = crf.decode(feature_codes(marks, model.clusters, roles), marks.paragraph, model)
    roles = headline_roles(roles, marks, origin[piece, 3] == HEADINGS["headline"])
    roles = sourced_headings(roles, marks, origin[piece, 3] > 0, article)
    for found in second_hand(link(roles, marks, article), marks, outlets):
        spans = {name: [_span(run, marks, offset, name) for run in found[name]] for name in PARTS}
        quoted = [marks.quoted[first:stop] for _, first, stop in found["content"]]
        share = float(np.mean(np.concatenate(quoted))) if quoted else 0.0
        # Words alone, without a speaker, a cue or quotation marks, are no attribution.
        if sum([bool(found["source"]), bool(found["cue"]), bool(quoted), share > 0]) > 1:
            anchor = (found["content"] or found["cue"])[0][1]
            yield {**spans, "article": int(article[anchor]), "quoted": share}


def _span(run: tuple[int, int, int], marks: Marks, offset: np.ndarray, name: str) -> tuple[int, int]:
    """Start and end in the article; a source loses its 's."""
    _, first, stop = run
    word, shift = marks.vocabulary[marks.words[stop - 1]], int(offset[first])
    cut = 2 if name in ("source", "via") and word.endswith(("'s", "’s")) else 0
    return int(marks.start[first]) + shift, int(marks.end[stop - 1]) + shift - cut


def _place(attributions: list[dict], units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row a piece: spans, number of the attribution, article, sentence."""
    rows = []
    for number, found in enumerate(attributions):
        length = max(len(found[name]) for name in SPANS)
        for k in range(length):
            spans = [_piece(found[name], k, repeat=name != "content") for name in PARTS]
            rows.append((number, found["article"], found["quoted"], *sum(spans, ())))
    edges = [f"{name}_{edge}" for name in PARTS for edge in ("start", "end")]
    table = pd.DataFrame(rows, columns=["attribution_id", "article", "quoted", *edges])
    if not rows:
        table = table.astype({name: float if name == "quoted" else np.int64 for name in table})
    first = np.where(table["content_start"] >= 0, table["content_start"], table["cue_start"])
    first = np.where(first >= 0, first, table["source_start"])
    width = int(max(units["end"].max() if len(units) else 0, 0)) + 1
    begins = articles.index.get_indexer(units["article_id"]) * width + units["start"].to_numpy()
    unit = np.searchsorted(begins, table["article"].to_numpy() * width + first, side="right") - 1
    return table.assign(sentence=units["sentence"].to_numpy()[unit] if len(units) else unit)


def _piece(spans: list[tuple[int, int]], k: int, *, repeat: bool) -> tuple[int, int]:
    """The k-th span; source and cue stand again with every further piece of content."""
    if k < len(spans):
        return spans[k]
    return spans[0] if repeat and spans else NOWHERE


def _describe(table: pd.DataFrame, articles: pd.DataFrame, outlets: frozenset[str]) -> pd.DataFrame:
    """Texts of the spans and what they say about source and cue, in the order of the public columns."""
    texts = articles["text"].to_list()
    for name in PARTS:
        spans = zip(table["article"], table[name + "_start"], table[name + "_end"], strict=True)
        table[name] = pd.Series(
            [texts[a][start:end] for a, start, end in spans], index=table.index, dtype="str"
        )
    table["article_id"] = articles.index.take(table["article"].to_numpy(np.int64)).astype("str")
    table["directness"] = np.select(
        [table["quoted"] >= 0.9, table["quoted"] > 0], ["direct", "mixed"], "indirect"
    )
    table["stance"] = _mapped(table["cue"], cue_stance)
    table["source_type"] = _mapped(table["source"], source_type)
    table["via"] = [_way(row, texts, articles, outlets) for row in table.to_dict("records")]
    table["speaker"] = resolve_sources(table, articles)
    for k in np.flatnonzero(table["source"].isin(["who", "which"])):
        start, text = table["source_start"].iloc[k], texts[table["article"].iloc[k]]
        table.loc[k, "speaker"] = antecedent(text[max(0, start - 60) : start]) or table.loc[k, "source"]
    result = table[COLUMNS].copy()
    counts = f"{table['attribution_id'].nunique()} attributions in {len(articles)} articles"
    result.attrs["caption"] = f"One row a piece of an attribution: {counts}; English text only."
    return result


def _way(row: dict, texts: list[str], articles: pd.DataFrame, outlets: frozenset[str]) -> str:
    """Through whom the words came: who says so, or the outlet that was told, if not the article's own."""
    own = str(articles["outlet"].iloc[row["article"]]) if "outlet" in articles else ""
    text, end, start = texts[row["article"]], row["cue_end"], row["content_start"]
    recipient = ""
    if row["via"]:
        return row["via"] if row["via"] not in own else ""
    if re.search(r"\bt(?:old|ell)", row["cue"]):
        recipient = text[end : start if start > end else end + 80]
    elif row["stance"] in ("confirming", "declining", "denying") and " to " in row["content"]:
        recipient = text[start + row["content"].rindex(" to ") + 4 : row["content_end"] + 40]
    told = told_media(recipient, outlets)
    return told if told.removeprefix("the ").removeprefix("The ") not in own else ""


def _mapped(texts: pd.Series, rule) -> pd.Series:
    """`rule` of every text, worked out once for each distinct text."""
    distinct = {text: rule(text) for text in texts.unique()}
    return texts.map(distinct).astype("str")

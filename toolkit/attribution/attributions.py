"""Attribution: who says what in an article, by which cue, and which words are the outlet's own."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.attribution import crf
from toolkit.attribution.clauses import clause_roles
from toolkit.attribution.cues import cue_stance
from toolkit.attribution.features import cue_classes, feature_codes
from toolkit.attribution.headings import heading_roles
from toolkit.attribution.linking import link
from toolkit.attribution.rules import CARRIED, rule_roles
from toolkit.attribution.second_hand import with_second_hand
from toolkit.attribution.statements import stated
from toolkit.attribution.words import Words, lowered, place_keys, read_words
from toolkit.checks import require_choice, require_columns
from toolkit.corpus.languages import refused
from toolkit.corpus.segments import segment
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.corpus.spans import span_keys
from toolkit.corpus.tokens import sentences
from toolkit.names.references import identify
from toolkit.names.sources import media_names, source_type, told_media
from toolkit.progress import steps
from toolkit.text.lines import flowing

SPANS = ("source", "cue", "content")
PARTS = ("via", *SPANS)
NOWHERE = (-1, -1)
DIRECT = 0.9  # share of a direct attribution's words that stand in quotation marks
COLUMNS = ["attribution_id", "article_id", "sentence"]
COLUMNS += [column for name in SPANS for column in (name, name + "_start", name + "_end")]
COLUMNS += ["directness", "stance", "source_type", "via", "speaker", "person", "sure"]


def attribute(
    articles: pd.DataFrame,
    segments: pd.DataFrame | None = None,
    *,
    method: str = "model",
    language: str | None = None,
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
    language
        "en" reads every article as English; else those in another language (`other_languages`) are not read.

    Returns
    -------
    DataFrame
        One row a piece of an attribution, in reading order:

        - `attribution_id`, a number, the same for the pieces of a split quotation; `article_id`; `sentence`,
          the number in `sentences(articles, segments)` of the sentence in which the piece begins;
        - `source`, who speaks, as printed ("" of a quotation without a speaker); `cue`, the words that say
          that he does ("" where there are none); `content`, what is said, as printed; `source_start`,
          `source_end`, `cue_start`, `cue_end`, `content_start`, `content_end` (characters of `text`, end
          exclusive; -1 where there is none);
        - `directness` of the whole attribution: direct (all in quotation marks), indirect (none), mixed;
        - `stance` of the cue: neutral, asserting, doubting, hedging, confirming, denying, declining;
        - `source_type`, what the source is: person, office, anonymous, media, document, unknown;
        - `via`, the outlet, agency or document through which it came, "" where the article has it first-hand;
        - `speaker`, the `person`, else the source itself (a pronoun that could be of several);
        - `person`, which person or body the source is, by one name in all articles of an event;
        - `sure`, how the person is known: named (the source is a name, or holds it), sure (a pronoun or title
          of one person), likely (a pronoun by one rule of two), "" (a description, or nobody is known).

    Raises
    ------
    ValueError
        If `articles` has no column `text`, or `method` or `language` is not known.

    Notes
    -----
    Rules and model know English only; the note names the languages that were refused. Acts ("vetoed a bill"),
    passives ("was criticized for"), expectations of nobody and contents of one to three words that are not
    quoted are no attributions. A headline or subhead counts only with a source, and with a cue of speech or
    words beside it that can be a source ("Mayor: ...", not "Steel crisis: ...").
    Second-hand speech ("Reuters said the ministry said ...") has a row of its own inside the content of the
    outer one, with `via`. Of other articles nothing is read but the names of outlets and
    agencies and, in those of the same event, of persons and bodies.

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
    segments = segment(articles) if segments is None else of_articles(segments, articles)
    foreign, note = refused(articles, language)
    table = find_spoken(articles, segments, foreign, media_names(articles), method)
    return with_persons(table, identify(table, articles), articles, note)


def find_spoken(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    foreign: frozenset[str],
    outlets: frozenset[str],
    method: str = "model",
) -> pd.DataFrame:
    """Attributions without their persons: what is read of each article by itself, whatever the others are.

    `foreign` are the ids of articles that are not read, `outlets` the names of media of the whole corpus.
    """
    units = sentences(articles, segments)
    read = segments[~segments["article_id"].astype("str").isin(foreign)]
    batches = steps(read_words(articles, read, units), "attribute")
    found = [row for words in batches for row in _tag(words, method, outlets)]
    return _describe(_place(found, units, articles), articles, outlets)


def with_persons(
    table: pd.DataFrame, identities: pd.DataFrame, articles: pd.DataFrame, note: str = ""
) -> pd.DataFrame:
    """What `attribute` gives: the table of `find_spoken` with what `identify` says of its rows."""
    table = table.join(identities)
    speaker = table["person"].where(table["person"] != "", table["source"])
    result = table.assign(speaker=speaker)[COLUMNS].copy()
    result.attrs["caption"] = "One row a piece of an attribution; English text only."
    none = f"No attribution was found in {len(articles)} article{'s' * (len(articles) != 1)}."
    notes = [note, "" if len(result) else none]
    if any(notes):
        result.attrs["note"] = " ".join(filter(None, notes))
    return result


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
        The columns of `tokenize`; `voice` ("attributed" inside the content of any attribution, else "own").
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
    require_columns(attributions, ["article_id", *columns], "attributions")
    ids, whose = tokens["article_id"].astype("category"), attributions["article_id"]
    edge = {column: span_keys(ids.cat.categories, whose, attributions[column]) for column in columns}
    opened, closed = [], []
    sides = {"content": (opened, closed), "source": (closed, opened), "cue": (closed, opened)}
    for name, (opens, closes) in sides.items():
        first, stop = edge[name + "_start"], edge[name + "_end"]
        inside = (first >= edge["content_start"]) & (stop <= edge["content_end"])
        inside &= attributions[name + "_start"].to_numpy() >= 0
        opens.append(first[inside])
        closes.append(stop[inside])
    place = span_keys(ids.cat.categories, ids, tokens["start"])
    attributed = np.searchsorted(np.sort(np.concatenate(opened)), place, side="right")
    attributed = attributed > np.searchsorted(np.sort(np.concatenate(closed)), place, side="right")
    voice = pd.Categorical.from_codes(attributed.astype(np.int8), categories=["own", "attributed"])
    return tokens.assign(voice=voice)


def _tag(words: Words, method: str, outlets: frozenset[str]) -> Iterator[dict]:
    """The attributions of one batch: article, share in quotation marks, a list of spans for each of PARTS."""
    roles = rule_roles(words, cue_classes(words))
    if method == "model":
        model = crf.load_model()
        read = crf.decode(feature_codes(words, model.clusters, roles), words.paragraph, model)
        # A sentence of which the model says nothing, though most of it is quoted, goes on with what was said.
        said, quoted, n = (np.bincount(words.sentence, values) for values in (read, words.quoted, None))
        goes_on = ((said == 0) & (2 * quoted > n))[words.sentence]
        roles = np.where(goes_on & (roles == CARRIED), roles, read)
    linked = link(heading_roles(clause_roles(roles, words), words), words)
    for found in stated(with_second_hand(linked, words, outlets), words, lowered(words)):
        quoted = [words.quoted[first:stop] for _, first, stop in found["content"]]
        share = float(np.mean(np.concatenate(quoted))) if quoted else 0.0
        # Words alone, without a speaker, a cue or quotation marks, are no attribution.
        if sum([bool(found["source"]), bool(found["cue"]), bool(quoted), share > 0]) > 1:
            spans = {name: [_span(run, words, name) for run in found[name]] for name in PARTS}
            anchor = (found["content"] or found["cue"])[0][1]
            yield {**spans, "article": int(words.article[anchor]), "quoted": share}


def _span(run: tuple[int, int, int], words: Words, name: str) -> tuple[int, int]:
    """Start and end in the article; a source loses its 's."""
    _, first, stop = run
    possessive = name in ("source", "via") and words.text((stop - 1, stop)).endswith(("'s", "’s"))
    return int(words.start[first]), int(words.end[stop - 1]) - 2 * possessive


def _place(attributions: list[dict], units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row a piece: spans, number of the attribution, article, sentence."""
    rows = []
    for number, found in enumerate(attributions):
        # Source and cue stand again with every further piece of content.
        first = {name: found[name][0] if found[name] and name != "content" else NOWHERE for name in PARTS}
        for k in range(max(len(found[name]) for name in SPANS)):
            spans = [found[name][k] if k < len(found[name]) else first[name] for name in PARTS]
            rows.append((number, found["article"], found["quoted"], *sum(spans, ())))
    edges = [f"{name}_{edge}" for name in PARTS for edge in ("start", "end")]
    table = pd.DataFrame(rows, columns=["attribution_id", "article", "quoted", *edges])
    if not rows:
        table = table.astype({name: float if name == "quoted" else np.int64 for name in table})
    first = np.where(table["content_start"] >= 0, table["content_start"], table["cue_start"])
    ids = articles.index.astype("str")
    begins = place_keys(ids.get_indexer(units["article_id"]), units["start"].to_numpy())
    unit = np.searchsorted(begins, place_keys(table["article"].to_numpy(), first), side="right") - 1
    ids = ids.take(table["article"].to_numpy())
    return table.assign(article_id=ids, sentence=units["sentence"].to_numpy()[unit])


def _describe(table: pd.DataFrame, articles: pd.DataFrame, outlets: frozenset[str]) -> pd.DataFrame:
    """Texts of the spans and what they say about source and cue."""
    texts = list(map(flowing, articles["text"]))
    whose = groups_of(articles, "outlet").to_list() if "outlet" in articles else [""] * len(articles)
    for name in PARTS:
        spans = zip(table["article"], table[name + "_start"], table[name + "_end"], strict=True)
        table[name] = pd.Series([texts[a][start:end] for a, start, end in spans], table.index, "str")
    quoted = [table["quoted"] >= DIRECT, table["quoted"] > 0]
    table["directness"] = np.select(quoted, ["direct", "mixed"], "indirect")
    table["stance"] = _mapped(table["cue"], cue_stance)
    table["source_type"] = _mapped(table["source"], source_type)
    rows = table.to_dict("records")
    table["via"] = [_way(row, texts[row["article"]], whose[row["article"]], outlets) for row in rows]
    return table[[name for name in COLUMNS if name in table]].copy()


def _way(row: dict, text: str, own: str, outlets: frozenset[str]) -> str:
    """Through whom the words came: who says so, or the outlet that was told, if not the article's own."""
    end, start, recipient = row["cue_end"], row["content_start"], ""
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

"""Tokens and sentences: one row a unit, with the offsets at which it stands in the article's text."""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from tqdm import tqdm

from toolkit.checks import require_columns
from toolkit.corpus.segments import KINDS, segment

COUNTED = ("headline", "body")
"""The segments that counting functions take unless told otherwise."""

CLAIMED = ("headline", "subhead", "body", "caption")
"""The segments in which an article makes claims; bylines, credits, notes and furniture make none."""


def _mark_ranges(first: int, last: int) -> str:
    """Combining marks of any script as a character class: `re` has no class of its own for them."""
    is_mark = [unicodedata.category(chr(code)).startswith("M") for code in range(first, last + 1)]
    edges = np.flatnonzero(np.diff([False, *is_mark, False])) + first
    return "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in edges.reshape(-1, 2))


_BASIC, _ASTRAL = _mark_ranges(0x300, 0xFFFF), _mark_ranges(0x10000, 0x1F000) + "\U000e0100-\U000e01ef"
# The look-ahead keeps the long astral class, which `re` searches one range at a time, off ordinary text.
_MARKS = rf"(?:[{_BASIC}]|(?=[\U00010000-\U0010ffff])[{_ASTRAL}])"
_WORD = rf"(?:[^\W_]|{_MARKS})"
_RUN = rf"(?:[^\W_]++{_MARKS}*+|{_MARKS}++)++"
_NUMBER_OR_WORD = rf"{_RUN}(?:(?<=\d)[.,](?=\d){_RUN})*+"
_DOTTED = rf"[^\W\d_](?:\.[^\W\d_])++(?!{_WORD})\.?"
_PART = rf"(?:{_DOTTED}|{_NUMBER_OR_WORD})"
_FINAL_S = rf"[sS](?!{_WORD})"
_JOINER = rf"(?:['’](?!{_FINAL_S})|[-‐‑])(?={_WORD})"
TOKEN = re.compile(rf"(?<!['’](?={_FINAL_S})){_PART}(?:{_JOINER}{_PART})*+")
"""The pattern that defines a token: letters, digits and marks with single inner joiners, `12,000`, `U.S.`."""

# No sentence ends after these, whatever follows: a name or a number does.
_TITLES = frozenset(
    "adm amb art ave brig capt cmdr col cpl det dr fig gen gov hon insp lt maj messrs mr mrs ms mt no nos"
    " pfc pres prof pvt rep reps rev sen sens sgt spc st supt vs jan feb mar apr jun jul aug sep sept oct"
    " nov dec".split()
)
# After these a sentence ends only where a word follows that seldom stands in a name.
_AMBIGUOUS = frozenset("bros co corp dept est etc inc jr ltd sr univ".split())
_STARTERS = frozenset(
    "a after all although an and as asked at both but by critics despite during each earlier even for from"
    " he her here his however i if in it its last many meanwhile more most no not now officials on one"
    " only our she since so some such than that the their then there these they this those though to"
    " under until we what when where which while who with yet you".split()
)
_SPEECH = "added|asked|cried|said|says|shouted|told|tweeted|wrote"
_TERMINAL = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\"”’')\]]*)(?=\s)|[。！？]+[”’」』）]*")
_SPEAKER = re.compile(rf"\s+(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{_SPEECH})\b")
_NEXT = re.compile(r"\s*[\"“‘'(\[]*([^\W_]+)")
_LAST = re.compile(r"[^\s(\[\"“‘'—–-]*$")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_UNIT = [(name, np.int32) for name in ("article", "paragraph", "sentence", "start", "end", "kind")]


def _ends_sentence(text: str, terminal: re.Match[str], start: int, end: int) -> bool:
    """Whether the stop, question or exclamation mark matched by `terminal` ends a sentence."""
    if terminal["mark"] is None:  # full-width marks end sentences only
        return True
    following = _NEXT.match(text, terminal.end(), min(end, terminal.end() + 60))
    if following is None:
        return True
    word = following[1]
    if word[0].islower():
        return False
    if terminal["mark"] != ".":
        # "Never again!" Jane Roe said: the sentence goes on after the quotation.
        quoted = bool(terminal["close"]) and terminal["close"][0] in "\"”’'"
        return not (quoted and _SPEAKER.match(text, terminal.end(), min(end, terminal.end() + 80)))
    last = _LAST.search(text, max(start, terminal.start() - 20), terminal.start())[0].lower()
    if terminal["close"]:
        return True
    if last in _TITLES and not (last == "no" and not word[0].isdigit()):
        return False
    if len(last) == 1 and last.isalpha() and last != "i":  # an initial: George W. Bush
        return False
    if "." in last or last in _AMBIGUOUS:  # the U.S. Senate, but: ... in the U.S. The
        return word.lower() in _STARTERS
    return True


def _sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trimmed spans of the sentences of one segment; a line break always ends one."""
    for line in _LINE.finditer(text, start, end):
        first, last = line.span()
        stops = [
            stop.end()
            for stop in _TERMINAL.finditer(text, first, last)
            if _ends_sentence(text, stop, first, last)
        ]
        for stop in [*stops, last]:
            sentence = text[first:stop]
            if stripped := sentence.strip():
                begin = first + sentence.index(stripped[0])
                yield begin, begin + len(stripped)
            first = stop


def _units(texts: list[str], spans: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, ...]]:
    """Rows of the sentence table, numbered within their article, from (article, start, end, kind)."""
    current = paragraph = sentence = previous = -1
    for article, start, end, kind in spans:
        if article != current:
            current, paragraph, sentence, previous = article, -1, -1, 0
        for first, last in _sentence_spans(texts[article], start, end):
            paragraph += paragraph < 0 or "\n" in texts[article][previous:first]
            sentence, previous = sentence + 1, last
            yield article, paragraph, sentence, first, last, kind


def sentences(articles: pd.DataFrame, segments: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split every segment into sentences.

    A line break ends a sentence; so does a stop, unless an abbreviation, an initial or a lower-case word says
    otherwise. The rules are English; full-width stops are known too.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `text`.
    segments
        What `segment(articles)` gives; it is called where this is left out.

    Returns
    -------
    DataFrame
        One row a sentence in reading order: `article_id`; `paragraph`, the number of the non-blank line, and
        `sentence`, both from 0 within the article over all segments; `start`, `end` (offsets into `text`, end
        exclusive); `segment`, its kind.

    Raises
    ------
    ValueError
        If `articles` has no column `text`, or `segments` not its own.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Mr. Roe left. He said so."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [25], "kind": ["body"]})
    >>> sentences(articles, body)[["sentence", "start", "end"]].values.tolist()
    [[0, 0, 13], [1, 14, 25]]
    """
    require_columns(articles, ["text"], "articles")
    segments = segment(articles) if segments is None else segments
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    known = articles.index.get_indexer(segments["article_id"])
    if (known < 0).any():
        stranger = segments["article_id"].iloc[int(np.argmin(known))]
        raise ValueError(f"segments has article_id {stranger!r}, which is not in articles.")
    order = np.lexsort((segments["start"], known))
    kinds = pd.Categorical(segments["kind"], categories=KINDS).codes
    spans = zip(
        known[order], *segments[["start", "end"]].to_numpy()[order].T.tolist(), kinds[order], strict=True
    )
    units = np.fromiter(_units(articles["text"].to_list(), spans), dtype=_UNIT)
    return pd.DataFrame(
        {
            "article_id": articles.index.take(units["article"]).astype("str"),
            **{name: units[name] for name in ("paragraph", "sentence", "start", "end")},
            "segment": pd.Categorical.from_codes(units["kind"], categories=KINDS),
        }
    )


def fold(form: str) -> str:
    """The term that a running word counts as: lower case, one code point to one, straight apostrophes.

    Examples
    --------
    >>> fold("O’Brien")
    "o'brien"
    """
    lowered = form.lower()
    if not form.isascii():  # İ would become two code points, a final Σ another letter than an inner one
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in form)
    return lowered.replace("’", "'")


def _article_tokens(text: str, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Token spans (n, 2) of one article and, for each, the number of the sentence it stands in."""
    spans = np.array([match.span() for match in TOKEN.finditer(text)], np.int32).reshape(-1, 2)
    unit = np.searchsorted(starts, spans[:, 0], "right") - 1
    inside = (unit >= 0) & (spans[:, 1] <= ends[unit])
    following = np.append(starts[1:], len(text) + 1)[unit]
    between = ~inside & (spans[:, 0] >= ends[unit]) & (spans[:, 1] <= following)
    if (inside | between | (spans[:, 1] <= starts[0])).all():
        return spans[inside], unit[inside]
    # A word that runs over the border of a segment (ReservedNorth) is one word on each side of it.
    pieces = [
        (*match.span(), number)
        for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
        for match in TOKEN.finditer(text, start, end)
    ]
    table = np.array(pieces, np.int32).reshape(-1, 3)
    return table[:, :2], table[:, 2]


def tokenize(
    articles: pd.DataFrame, segments: pd.DataFrame | None = None, *, progress: bool = True
) -> pd.DataFrame:
    """Find every running word of every segment.

    A token is a run of letters, digits and marks of any script with single inner joiners (apostrophe,
    hyphen). Numbers keep their separators (`12,000`), dotted abbreviations are one token (`U.S.`), a final
    's is none.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `text`.
    segments
        What `segment(articles)` gives; it is called where this is left out.
    progress
        Whether to show how far it is, from 1,000 articles on.

    Returns
    -------
    DataFrame
        One row a token in reading order: `article_id` (categorical over all articles), `paragraph`,
        `sentence`, `start`, `end` (int32; `text[start:end]` is the word as printed), `term` (categorical,
        sorted: the word in lower case), `segment` (categorical over the kinds) and `place` (int32), the position
        in the corpus, by which neighbours are known however the table is filtered or sorted.

    Raises
    ------
    ValueError
        If `articles` has no column `text` or its index repeats an id.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Roe's U.S. troops: 12,000"]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [25], "kind": ["body"]})
    >>> tokenize(articles, body)["term"].to_list()
    ['roe', 'u.s.', 'troops', '12,000']
    """
    require_columns(articles, ["text"], "articles")
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()][0]
        raise ValueError(f"articles has the index {twice!r} twice; every article needs an id of its own.")
    units = sentences(articles, segments)
    positions = articles.index.get_indexer(units["article_id"])
    texts = articles["text"].to_list()
    vocabulary: defaultdict[str, int] = defaultdict()
    vocabulary.default_factory = vocabulary.__len__
    spans, rows, forms = [np.empty((0, 2), np.int32)], [np.empty(0, np.int64)], array("i")
    first_rows = np.flatnonzero(np.diff(positions, prepend=-1))
    bounds = zip(first_rows, np.append(first_rows, len(units))[1:], strict=True)
    unit_starts, unit_ends = units["start"].to_numpy(), units["end"].to_numpy()
    quiet = not progress or len(texts) < 1000
    for begin, stop in tqdm(bounds, total=len(first_rows), desc="tokenize", disable=quiet):
        text = texts[positions[begin]]
        found, unit = _article_tokens(text, unit_starts[begin:stop], unit_ends[begin:stop])
        forms.extend([vocabulary[text[first:last]] for first, last in found.tolist()])
        spans.append(found)
        rows.append(unit + begin)
    row, span = np.concatenate(rows), np.concatenate(spans)
    terms, codes = np.unique(np.array([fold(form) for form in vocabulary], dtype=object), return_inverse=True)
    return pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(positions[row], categories=articles.index.astype("str")),
            "paragraph": units["paragraph"].to_numpy()[row],
            "sentence": units["sentence"].to_numpy()[row],
            "start": span[:, 0],
            "end": span[:, 1],
            "term": pd.Categorical.from_codes(
                codes.astype(np.int32)[np.asarray(forms, np.int32)], categories=terms
            ),
            "segment": units["segment"].array.take(row),
            "place": np.arange(len(row), dtype=np.int32),
        }
    )

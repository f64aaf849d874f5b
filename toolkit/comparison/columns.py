"""Side by side: two articles in two columns, with what they share linked and what was changed marked."""

import html
import zlib

import pandas as pd
from IPython.display import HTML

from toolkit.checks import require_columns
from toolkit.comparison.alignment import as_characters, equal_blocks
from toolkit.corpus.tokens import COUNTED
from toolkit.text.words import TOKEN, fold

Spans = list[tuple[int, int]]

_STYLE = """<style>
.toolkit-side {display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr))}
.toolkit-side h4 {margin: 0 0 .5rem; font-size: 1em}
.toolkit-side .text {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5}
.toolkit-side mark {background: rgba(60, 130, 220, .18); color: inherit; border-radius: .2em}
.toolkit-side mark:target {outline: 2px solid currentColor}
.toolkit-side a {color: inherit; font-size: .75em; font-weight: bold; vertical-align: super; padding: 0 .2em}
.toolkit-side small {font-size: inherit; opacity: .55}
.toolkit-side del {background: rgba(220, 80, 60, .28); text-decoration: line-through}
.toolkit-side ins {background: rgba(60, 160, 80, .28); text-decoration: underline}
</style>"""


def side_by_side(
    articles: pd.DataFrame, a: str, b: str, passages: pd.DataFrame, *, segments: pd.DataFrame | None = None
) -> HTML:
    """Two articles in two columns, shared passages numbered and linked to each other, edits marked.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`; columns `text` and `outlet`.
    a, b
        The `article_id` of the left and of the right one.
    passages
        Table of `find_reuse`. Where passages overlap in a text, the longer one is shown.
    segments
        Table of `segment`; where given, what is neither headline nor body, and so not compared, is greyed.

    Returns
    -------
    IPython.display.HTML
        Words of a passage that only the left side has are struck through, those that only the right side has
        underlined. On a narrow screen one column stands below the other. All text is escaped; nothing runs.

    Raises
    ------
    ValueError
        If a column is missing, or `a` or `b` is no article.

    Examples
    --------
    >>> columns = {"text": ["The <b>old</b> quay.", "The new quay."], "outlet": ["A", "B"]}
    >>> articles = pd.DataFrame(columns, index=["a", "b"])
    >>> row = {"article_a": "a", "start_a": 0, "end_a": 19, "article_b": "b", "start_b": 0, "end_b": 12}
    >>> page = side_by_side(articles, "a", "b", pd.DataFrame([row | {"n_words": 2}])).data
    >>> "<b>" in page, "<ins>new</ins>" in page
    (False, True)
    """
    require_columns(articles, ["text", "outlet"], "articles")
    needed = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "n_words"]
    require_columns(passages, needed, "passages")
    for side, name in (("a", a), ("b", b)):
        if name not in articles.index:
            known = list(articles.index[:5])
            raise ValueError(f"{side} {name!r} is no article_id of articles; the first ones are {known}.")
    texts = articles.loc[a, "text"], articles.loc[b, "text"]
    prefix = f"side-{zlib.crc32(f'{a}|{b}'.encode()):08x}"
    marks: tuple[list, list] = ([], [])
    for number, spans in enumerate(_shown(passages, a, b), start=1):
        for mark, span, changed in zip(marks, spans, _changes(texts, spans), strict=True):
            mark.append((*span, number, changed))
    columns = [
        f"<section><h4>{_title(articles.loc[name])}</h4><div class='text' dir='auto'>"
        f"{_marked(text, mark, _asides(segments, name), prefix, side)}</div></section>"
        for name, text, mark, side in zip((a, b), texts, marks, "ab", strict=True)
    ]
    return HTML(f"{_STYLE}<div class='toolkit-side tex2jax_ignore mathjax_ignore'>{''.join(columns)}</div>")


def _asides(segments: pd.DataFrame | None, name: str) -> Spans:
    """Spans of an article that are not compared."""
    if segments is None:
        return []
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    rows = segments[(segments["article_id"] == name) & ~segments["kind"].isin(COUNTED)]
    return sorted(zip(rows["start"], rows["end"], strict=True))


def _shown(passages: pd.DataFrame, a: str, b: str) -> list[Spans]:
    """Spans in a and in b of the passages that the two share, without overlaps, in the order of a."""
    chosen: list[Spans] = []
    for row in passages.sort_values("n_words", ascending=False, kind="stable").itertuples():
        spans = [(row.start_a, row.end_a), (row.start_b, row.end_b)]
        if (row.article_a, row.article_b) == (b, a):
            spans.reverse()
        elif (row.article_a, row.article_b) != (a, b):
            continue
        sides = [(old[side], spans[side]) for old in chosen for side in (0, 1)]
        if not any(old[0] < new[1] and new[0] < old[1] for old, new in sides):
            chosen.append(spans)
    return sorted(chosen)


def _changes(texts: tuple[str, str], within: Spans) -> tuple[Spans, Spans]:
    """Spans of the words that only one of two passages has, for either; neighbours are one."""
    words = [list(TOKEN.finditer(text, *span)) for text, span in zip(texts, within, strict=True)]
    codes, _ = pd.factorize(pd.Series([fold(word.group()) for side in words for word in side], dtype=object))
    split = len(words[0])
    blocks = equal_blocks(as_characters(codes[:split]), as_characters(codes[split:]))
    spans: tuple[Spans, Spans] = ([], [])
    for side, found, column in zip(spans, words, (0, 1), strict=True):
        after = 0
        for block in [*blocks, (len(words[0]), len(words[1]), 0)]:
            if block[column] > after:
                side.append((found[after].start(), found[block[column] - 1].end()))
            after = block[column] + block[2]
    return spans


def _tagged(text: str, first: int, last: int, spans: Spans, tag: str) -> str:
    """The text from `first` to `last`, escaped, with what stands in `spans` inside a tag."""
    pieces, position = [], first
    for start, end in spans:
        start, end = max(start, position), min(end, last)
        if start < end:
            pieces.append(html.escape(text[position:start]))
            pieces.append(f"<{tag}>{html.escape(text[start:end])}</{tag}>")
            position = end
    return "".join(pieces) + html.escape(text[position:last])


def _marked(text: str, marks: list, asides: Spans, prefix: str, side: str) -> str:
    """The text, escaped, with marks, links and asides."""
    other, tag, pieces, position = ("b", "del", [], 0) if side == "a" else ("a", "ins", [], 0)
    for start, end, number, changed in sorted(marks):
        pieces.append(_tagged(text, position, start, asides, "small"))
        pieces.append(f"<mark id='{prefix}-{side}{number}'><a href='#{prefix}-{other}{number}'>{number}</a>")
        pieces.append(f"{_tagged(text, start, end, changed, tag)}</mark>")
        position = end
    return "".join(pieces) + _tagged(text, position, len(text), asides, "small")


def _title(article: pd.Series) -> str:
    """Outlet and time of publication."""
    published = article.get("published")
    if published is None or pd.isna(published):
        return html.escape(str(article["outlet"]))
    shown = "%Y-%m-%d %H:%M UTC" if article.get("published_precision") == "time" else "%Y-%m-%d"
    return html.escape(f"{article['outlet']}, {published.strftime(shown)}")

"""Side by side: two articles in two columns, with what they share linked and what was changed marked."""

import zlib

import pandas as pd
from IPython.display import HTML

from toolkit.checks import require_columns
from toolkit.comparison.alignment import equal_blocks
from toolkit.comparison.passages import on_both_sides
from toolkit.corpus.tokens import COUNTED
from toolkit.show.marked import Mark, marked_text
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
    articles: pd.DataFrame, passages: pd.DataFrame, a: str, b: str, *, segments: pd.DataFrame | None = None
) -> HTML:
    """Two articles in two columns, shared passages numbered and linked to each other, edits marked.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`; columns `text` and `outlet`, and where known `published`
        and `published_precision`.
    passages
        Table of `find_reuse`. Where passages overlap in a text, the longer one is shown.
    a, b
        The `article_id` of the left and of the right one.
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
    >>> page = side_by_side(articles, pd.DataFrame([row | {"n_words": 2}]), "a", "b").data
    >>> "<b>" in page, "<ins>new</ins>" in page
    (False, True)
    """
    require_columns(articles, ["text", "outlet"], "articles")
    articles, a, b = articles.set_axis(articles.index.astype("str")), str(a), str(b)
    for side, name in (("a", a), ("b", b)):
        if name not in articles.index:
            raise ValueError(f"{side} {name!r} is no article_id; the first are {[*articles.index[:5]]}.")
    texts = articles.loc[a, "text"], articles.loc[b, "text"]
    prefix = f"side-{zlib.crc32(f'{a}|{b}'.encode()):08x}"
    shared = [(spans, _changes(texts, spans)) for spans in _shown(passages, a, b)]
    columns = ""
    for side, (name, here, there, tag) in enumerate([(a, "a", "b", "del"), (b, "b", "a", "ins")]):
        marks = []
        for number, (spans, changes) in enumerate(shared, start=1):
            start, end = spans[side]
            marks.append(Mark(start, end, "mark", {"id": f"{prefix}-{here}{number}"}))
            marks.append(Mark(start, start, "a", {"href": f"#{prefix}-{there}{number}"}, str(number)))
            marks += [Mark(*span, tag) for span in changes[side]]
        text = marked_text(texts[side], marks + _asides(segments, name))
        title = marked_text(_title(articles.loc[name]))
        columns += f"<section><h4>{title}</h4><div class='text' dir='auto'>{text}</div></section>"
    return HTML(f"{_STYLE}<div class='toolkit-side tex2jax_ignore mathjax_ignore'>{columns}</div>")


def _asides(segments: pd.DataFrame | None, name: str) -> list[Mark]:
    """Marks on what is not compared in an article."""
    if segments is None:
        return []
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    rows = segments[(segments["article_id"].astype("str") == name) & ~segments["kind"].isin(COUNTED)]
    return [Mark(start, end, "small") for start, end in zip(rows["start"], rows["end"], strict=True)]


def _shown(passages: pd.DataFrame, a: str, b: str) -> list[Spans]:
    """Spans in a and in b of the passages that the two share, without overlaps, in the order of a."""
    seen = on_both_sides(passages, "n_words").astype({"article": "str", "other_article": "str"})
    seen = seen.query("article == @a and other_article == @b")
    chosen: list[Spans] = []
    for row in seen.sort_values("n_words", ascending=False, kind="stable").itertuples():
        spans = [(row.start, row.end), (row.other_start, row.other_end)]
        sides = [(old[side], spans[side]) for old in chosen for side in (0, 1)]
        if not any(old[0] < new[1] and new[0] < old[1] for old, new in sides):
            chosen.append(spans)
    return sorted(chosen)


def _changes(texts: tuple[str, str], within: Spans) -> tuple[Spans, Spans]:
    """Spans of the words that only one of two passages has, for either; neighbours are one."""
    words = [list(TOKEN.finditer(text, *span)) for text, span in zip(texts, within, strict=True)]
    blocks = equal_blocks(*([fold(word.group()) for word in side] for side in words))
    spans: tuple[Spans, Spans] = ([], [])
    for side, found, column in zip(spans, words, (0, 1), strict=True):
        after = 0
        for block in [*blocks, (len(words[0]), len(words[1]), 0)]:
            if block[column] > after:
                side.append((found[after].start(), found[block[column] - 1].end()))
            after = block[column] + block[2]
    return spans


def _title(article: pd.Series) -> str:
    """Outlet and time of publication."""
    published = article.get("published")
    if published is None or pd.isna(published):
        return str(article["outlet"])
    shown = "%Y-%m-%d %H:%M UTC" if article.get("published_precision") == "time" else "%Y-%m-%d"
    return f"{article['outlet']}, {published.strftime(shown)}"

"""Side by side: two articles in two columns, with what they share linked and what was changed marked."""

import html
import zlib

import pandas as pd

from toolkit.checks import require_columns, require_own
from toolkit.comparison.alignment import equal_blocks
from toolkit.comparison.passages import on_both_sides
from toolkit.corpus.tokens import COUNTED
from toolkit.reading.times import is_earlier, published
from toolkit.show.marked import LITERAL, Mark, Shown, key_of, mark_of, paragraph, paragraphs
from toolkit.show.outlets import looks_of, outlet_html
from toolkit.text.lines import flowing
from toolkit.text.words import TOKEN, fold

Spans = list[tuple[int, int]]
Parts = list[tuple[int, int, str]]

_COLUMNS = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(21rem,100%),1fr));gap:0 2.4rem"
_NUMBER = (
    "font-size:.75em;font-weight:700;text-decoration:none;border:1px solid;border-radius:3px;padding:0 .3em"
)
_KEY = [
    ("same", "underlined", "in both; the number leads to the other side"),
    ("del", "old", "word of the left article"),
    ("ins", "new", "what the right one has instead"),
]


def side_by_side(
    articles: pd.DataFrame, passages: pd.DataFrame, a: str, b: str, *, segments: pd.DataFrame | None = None
) -> Shown:
    """Two articles in two columns: the earlier one as it stands, the later one with what it changed.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`; columns `text` and `outlet`, and where known `published`
        and `published_precision`. An outlet has the colour that it has among all of these.
    passages
        Table of `find_reuse`. Where passages overlap in a text, the longer one is shown.
    a, b
        The `article_id` of two articles. The one known to be earlier stands left, whichever comes first here;
        where that is not known, `a` does.
    segments
        Table of `segment`; where given, what is neither headline nor body, and so not compared, is left out.

    Returns
    -------
    HTML for a notebook
        Shared passages are underlined, with a number that leads to the other side. In those of the right
        article, words of the left one that it replaced are struck through, and its own are highlighted. On a
        narrow screen one column stands below the other. All text is escaped; nothing runs.

    Raises
    ------
    ValueError
        If a column is missing, `a` or `b` is no article, both are one, or segments are of other articles.

    Examples
    --------
    >>> columns = {"text": ["The <b>old</b> quay.", "The new quay."], "outlet": ["A", "B"]}
    >>> articles = pd.DataFrame(columns, index=["a", "b"])
    >>> row = {"article_a": "a", "start_a": 0, "end_a": 19, "article_b": "b", "start_b": 0, "end_b": 12}
    >>> side_by_side(articles, pd.DataFrame([row | {"n_words": 2}]), "a", "b")
    A and B side by side: 1 shared passage.
    """
    require_columns(articles, ["text", "outlet"], "articles")
    articles, a, b = articles.set_axis(articles.index.astype("str")), str(a), str(b)
    for side, name in (("a", a), ("b", b)):
        if name not in articles.index:
            raise ValueError(f"{side} {name!r} is no article_id; the first are {[*articles.index[:5]]}.")
    if a == b:
        raise ValueError(f"a and b are both {a!r}; name two articles.")
    require_own(segments, articles.loc[[a, b]], "segments")
    a, b = (b, a) if is_earlier(articles.loc[b], articles.loc[a]) else (a, b)
    left, right = articles.loc[a], articles.loc[b]
    prefix = f"side-{zlib.crc32(f'{a}|{b}'.encode()):08x}"
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    shared = _shown(passages, a, b)
    for number, spans in enumerate(shared, start=1):
        marks[0].extend(_linked(spans[0], f"{prefix}-e{number}", f"{prefix}-l{number}", number, "right"))
        marks[1].extend(_linked(spans[1], f"{prefix}-l{number}", f"{prefix}-e{number}", number, "left"))
        marks[1].extend(_changes((left["text"], right["text"]), spans))
    looks = looks_of(articles["outlet"].dropna().unique())
    order = ("Earlier", "Later") if is_earlier(left, right) else ("", "")
    columns = "".join(
        _column(article, _parts(article, segments), side, word, outlet_html(str(article["outlet"]), looks))
        for article, side, word in zip((left, right), marks, order, strict=True)
    )
    timed = any(article.get("published_precision") == "time" for article in (left, right))
    note = "Times are UTC. " * timed
    note += "Captions, teasers and the like are left out." * (segments is not None)
    note = f"<p class='note' style='font-size:.9em;opacity:.8'>{note.strip()}</p>" if note else ""
    key = key_of(_KEY if shared else [("", "", "The two share no passage.")])
    page = f"{key}<div class='pair quote {LITERAL}' style='{_COLUMNS}'>{columns}</div>{note}"
    size = f"{len(shared)} shared passage{'s' * (len(shared) != 1)}"
    return Shown(page, f"{left['outlet']} and {right['outlet']} side by side: {size}.")


def _linked(span: tuple[int, int], here: str, there: str, number: int, side: str) -> list[Mark]:
    """A passage, and the number that opens it and leads to its like."""
    link = {"href": f"#{there}", "title": f"passage {number}, go to the {side} article", "style": _NUMBER}
    return [mark_of("same", *span, id=here), Mark(span[0], span[0], "a", link, str(number))]


def _column(article: pd.Series, parts: Parts, marks: list[Mark], order: str, outlet: str) -> str:
    """One article: outlet, time, and its paragraphs."""
    when = html.escape(": ".join(filter(None, (order, published(article)))))
    head = f"<h3 style='margin:0'>{outlet}</h3><p class='when' style='margin:0 0 .8em;opacity:.8'>{when}</p>"
    text = "".join(paragraph(article["text"], marks, (i, j), kind == "headline") for i, j, kind in parts)
    text = f"<div dir='auto' style='line-height:1.7'>{text}</div>"
    return f"<section style='min-width:0'>{head}{text}</section>"


def _parts(article: pd.Series, segments: pd.DataFrame | None) -> Parts:
    """Start, end and kind of the paragraphs that are shown."""
    text = flowing(article["text"])
    if segments is None:
        return [(start, end, "") for start, end in paragraphs(text)]
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    rows = segments[(segments["article_id"].astype("str") == article.name) & segments["kind"].isin(COUNTED)]
    spans = zip(rows["start"], rows["end"], rows["kind"], strict=True)
    inside = [(begin, kind, paragraphs(text[begin:end])) for begin, end, kind in spans]
    return [(begin + start, begin + end, kind) for begin, kind, found in inside for start, end in found]


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


def _changes(texts: tuple[str, str], within: Spans) -> list[Mark]:
    """Marks on the right text: its own words, and before them those of the left one that are not in it."""
    words = [list(TOKEN.finditer(text, *span)) for text, span in zip(texts, within, strict=True)]
    blocks = equal_blocks(*([fold(word.group()) for word in side] for side in words))
    marks, after = [], (0, 0)
    for *begins, size in [*blocks, (len(words[0]), len(words[1]), 0)]:
        old, new = (side[i:j] for side, i, j in zip(words, after, begins, strict=True))
        end = after[1]
        place = new[0].start() if new else words[1][end].start() if end < len(words[1]) else within[1][1]
        if old:
            gone = " ".join(texts[0][old[0].start() : old[-1].end()].split())
            struck = mark_of("del", place, place, gone)
            blank = Mark(place, place, "span", {}, " ")
            marks += [blank, struck] if place and texts[1][place - 1 : place].strip() else [struck, blank]
        if new:
            marks.append(mark_of("ins", place, new[-1].end()))
        after = (begins[0] + size, begins[1] + size)
    return marks

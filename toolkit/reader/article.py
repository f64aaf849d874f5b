"""Article: one text read as its outlet printed it, with everything that is known of its stretches."""

import html

import pandas as pd

from toolkit.checks import require_columns, require_own
from toolkit.reader.marks import Spans, key_entries, marks_of
from toolkit.reading.times import published
from toolkit.show.marked import LITERAL, Shown, key_of, paragraph, paragraphs
from toolkit.show.outlets import Look, looks_of, outlet_html
from toolkit.text.lines import flowing


def read(
    articles: pd.DataFrame,
    article_id: str,
    *,
    segments: pd.DataFrame | None = None,
    tokens: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    spans: Spans = None,
) -> Shown:
    """One article with its marks: what is not counted, who speaks, what other outlets share, what was found.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `text`; `outlet` and `published` where known.
    article_id
        The article to read.
    segments
        Table of `segment`: what is neither headline nor body is shown slanted, since nothing counts it.
    tokens
        Tokens with `voice` (`mark_voice`): they mark attributed words where `attributions` do not.
    attributions
        Table of `attribute`: attributed words get a dotted line, and the name of who says them.
    passages
        Table of `find_reuse`: what other outlets have, too, gets a full line and their names.
    spans
        Any table with `article_id`, `start` and `end` (of `evidence`, `quantities`, `frame_hits`), or several
        by name, such as `{"numbers": quantities, "conflict": hits}`; the first is highlighted, the next three
        have a frame, a double line, a dashed frame.

    Returns
    -------
    HTML for a notebook
        Outlet, time and id, a key to the marks that occur, and the text in its paragraphs. All text is
        escaped; nothing runs.

    Raises
    ------
    ValueError
        If there is no such article, a table lacks a column, or segments or tokens are of other articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Roe sends <b>troops</b>."], "outlet": ["Beacon"]}, index=["a"])
    >>> page = read(articles, "a", spans=pd.DataFrame({"article_id": ["a"], "start": [13], "end": [19]}))
    >>> page
    Beacon, a: read with its marks.
    >>> "&lt;b&gt;<mark class='hit'" in page.data, "<b>troops" in page.data
    (True, False)
    """
    article = article_of(articles, article_id)
    require_own(segments, articles, "segments")
    require_own(tokens, articles, "tokens")
    tables = {"segments": segments, "tokens": tokens, "attributions": attributions, "passages": passages}
    marks = marks_of(articles, article.name, **tables, spans=spans)
    text, headlines = article["text"], []
    if segments is not None:
        rows = segments[segments["article_id"].astype("str") == article.name]
        rows = rows[rows["kind"] == "headline"]
        headlines = [*zip(rows["start"], rows["end"], strict=True)]
    written = "".join(
        paragraph(text, marks, (start, end), any(first <= start < last for first, last in headlines))
        for start, end in paragraphs(flowing(text))
    )
    page = f"{heading(article, articles)}{key_of(key_entries(marks, spans))}"
    page += f"<div dir='auto' style='line-height:1.8'>{written}</div>"
    page = f"<div class='article quote {LITERAL}' style='max-width:44em'>{page}</div>"
    return Shown(page, f"{article.get('outlet', 'Article')}, {article.name}: read with its marks.")


def article_of(articles: pd.DataFrame, article_id: str) -> pd.Series:
    """The row of an article, named by its id."""
    require_columns(articles, ["text"], "articles")
    ids = articles.index.astype("str")
    if str(article_id) not in ids:
        raise ValueError(f"article_id {article_id!r} is no article; the first are {[*ids[:5]]}.")
    return articles.iloc[ids.get_loc(str(article_id))].rename(str(article_id))


def heading(article: pd.Series, articles: pd.DataFrame) -> str:
    """Outlet with its sign, time and id of an article, on one line."""
    outlet = [outlet_html(str(article["outlet"]), looks_in(articles))] if "outlet" in articles else []
    when = published(article)
    zone = " UTC" if article.get("published_precision") == "time" and when else ""
    told = [html.escape(value) for value in (f"{when}{zone}", article.name) if value]
    return f"<p class='by' style='margin:0'>{' · '.join([*outlet, *told])}</p>"


def looks_in(articles: pd.DataFrame) -> dict[str, Look]:
    """The look of every outlet of these articles."""
    return looks_of(articles["outlet"].dropna().unique()) if "outlet" in articles else {}

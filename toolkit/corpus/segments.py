r"""Segments: every character of a page copy marked with what it is, and with the rule that decided.

The rules are in the room `text`, which sees one page at a time; here pages become tables.
"""

import pandas as pd

from toolkit.checks import require_columns
from toolkit.progress import steps
from toolkit.text.pages import page_segments

KINDS = (
    "headline", "subhead", "byline", "timestamp", "dateline", "body",
    "caption", "credit", "note", "teaser", "furniture", "copyright",
)  # fmt: skip
"""Every kind of segment."""


def segment(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Mark every line of every article as headline, body, caption, ..., with the rule that decided.

    Parameters
    ----------
    articles
        One row an article, index `article_id`; column `text`, and `headline` if known: a line near the top
        that says the same is the headline, whatever it looks like.

    Returns
    -------
    pandas.DataFrame
        One row a segment, articles in their order, then by start: `article_id`; `start`, `end` (characters of
        `text`, end exclusive); `kind` (one of `KINDS`); `rule` (what decided; "paragraph" for body, which no
        rule claimed). Segments do not overlap and hold every character of `text` that is not blank.

    Raises
    ------
    ValueError
        If `articles` has no column `text`.

    Notes
    -----
    A line is a segment, cut further where it holds a dateline, an update tag, the credit of a picture, a time
    or a notice of rights. Where lines were broken at a fixed width, the paragraph takes the place of the
    line. The rules would rather leave furniture in than take a sentence out: a line that no rule
    claims is body, as is any line of more than 2,000 characters. After an end mark nothing is body; after
    "read more" the story may go on.

    Examples
    --------
    >>> text = "Ferry sinks off Port Vale\n\nShare on Facebook\n\nPORT VALE -- A ferry sank on Friday."
    >>> segments = segment(pd.DataFrame({"text": [text]}, index=["a1"]))
    >>> segments[["start", "end", "kind", "rule"]]
       start  end       kind       rule
    0      0   25   headline   headline
    1     27   44  furniture  share-bar
    2     46   58   dateline   dateline
    3     59   82       body  paragraph
    """
    require_columns(articles, ["text"], "articles")
    given = articles["headline"] if "headline" in articles else [""] * len(articles)
    pages = zip(articles.index, articles["text"], given, strict=True)
    rows = [
        (article_id, *piece)
        for article_id, text, headline in steps(pages, "segment", len(articles))
        for piece in page_segments(text, headline if isinstance(headline, str) else "")
    ]
    dtypes = {"article_id": "str", "start": "int64", "end": "int64", "kind": "str", "rule": "str"}
    segments = pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)
    segments.attrs["caption"] = (
        "Stretches of each article, in characters of text, with the rule that decided."
    )
    return segments


def body_text(articles: pd.DataFrame, segments: pd.DataFrame | None = None) -> pd.Series:
    r"""Return the body of each article as a reading copy: its paragraphs with a blank line between them.

    Offsets into `text` do not apply to this copy; to count words, filter tokens by `segment`.

    Parameters
    ----------
    articles, segments
        As for and from `segment`, which is asked if `segments` are left out.

    Returns
    -------
    pandas.Series
        The body, indexed by `article_id`; "" where an article has none.

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> text = "Ferry sinks off cape\n\nIt sank on Friday.\n\n(END)"
    >>> body_text(pd.DataFrame({"text": [text]}, index=["a1"]))["a1"]
    'It sank on Friday.'
    """
    return joined(articles, segments, ["body"], "\n\n").rename("body")


def headlines(articles: pd.DataFrame, segments: pd.DataFrame | None = None) -> pd.Series:
    r"""Return the headline of each article: that of the metadata, else the one found on the page.

    Parameters and errors are those of `body_text`.

    Returns
    -------
    pandas.Series
        The headline without its update tag, indexed by `article_id`; "" where there is none.

    Examples
    --------
    >>> text = "(2nd LD) Ferry sinks off cape\n\nIt sank on Friday."
    >>> headlines(pd.DataFrame({"text": [text]}, index=["a1"]))["a1"]
    'Ferry sinks off cape'
    """
    found = joined(articles, segments, ["headline"], " ")
    given = articles["headline"].fillna("").astype("str") if "headline" in articles else found
    return given.where(given.str.strip() != "", found).rename("headline")


def joined(
    articles: pd.DataFrame, segments: pd.DataFrame | None, kinds: list[str], between: str
) -> pd.Series:
    """What stands in the segments of some kinds of each article, with something between any two."""
    require_columns(articles, ["text"], "articles")
    segments = segment(articles) if segments is None else segments
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    wanted = segments[segments["kind"].isin(kinds)].sort_values("start", kind="stable")
    texts = articles["text"].set_axis(articles.index.astype("str")).to_dict()
    parts = {article_id: [] for article_id in texts}
    ids = wanted["article_id"].astype("str")
    for article_id, start, end in zip(ids, wanted["start"], wanted["end"], strict=True):
        if article_id in parts:
            parts[article_id].append(texts[article_id][start:end])
    return pd.Series([between.join(found) for found in parts.values()], articles.index, "str")

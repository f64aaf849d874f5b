"""Segments: every character of a page copy marked with what it is, and with the rule that decided.

Nothing is deleted. The rules about single lines are in `toolkit.page_rules`, their words in
`lexicons/page_furniture.toml`; here they are applied in order, and lines are cut where two kinds share one.
"""

import re
from collections import Counter

import pandas as pd

from toolkit.checks import require_columns
from toolkit.page_rules import (
    Page,
    bare,
    credit_start,
    first_rule,
    is_open,
    is_paragraph,
    n_words,
    pattern,
)

KINDS = (
    "headline", "subhead", "byline", "timestamp", "dateline", "body", "caption", "credit", "note", "teaser",
    "furniture", "copyright",
)
"""Every kind of segment."""

DATELINE_PARAGRAPHS = 3
"""Only these many first paragraphs may open with a dateline."""


def segment(articles: pd.DataFrame) -> pd.DataFrame:
    """Mark every line of every article as headline, body, caption, furniture, ..., with the rule that decided.

    Parameters
    ----------
    articles
        One row an article, index `article_id`; column `text`, and `headline` if known: a line that says the
        same as `headline` is the headline, whatever it looks like.

    Returns
    -------
    pandas.DataFrame
        One row a segment, articles in their order, then by `start`: `article_id`; `start`, `end` (characters
        of `text`, end exclusive); `kind` (one of `KINDS`); `rule` (what decided; "paragraph" for body that no rule
        claimed). Segments do not overlap and hold every character of `text` that is not blank.

    Raises
    ------
    ValueError
        If `articles` has no column `text`.

    Notes
    -----
    A line is a segment, cut further where it holds a dateline, an update tag, the credit of a picture, a time or
    a copyright notice. In copies with hard line breaks the block between blank lines takes the place of the line.
    A line that no rule claims is body, as is any line of more than 2,000 characters: the rules would rather leave furniture in
    than take a sentence out. After an end mark nothing is body; after "read more" the story may go on.

    Examples
    --------
    >>> text = "Ferry sinks off Port Vale\\n\\nShare on Facebook\\n\\nPORT VALE -- A ferry sank on Friday, police said."
    >>> segments = segment(pd.DataFrame({"text": [text]}, index=pd.Index(["a1"], name="article_id")))
    >>> segments[["start", "end", "kind", "rule"]]
       start  end       kind       rule
    0      0   25   headline   headline
    1     27   44  furniture  share-bar
    2     46   58   dateline   dateline
    3     59   95       body  paragraph
    """
    require_columns(articles, ["text"], "articles")
    headlines = articles["headline"] if "headline" in articles else [""] * len(articles)
    rows = [
        (article_id, *piece)
        for article_id, text, headline in zip(articles.index, articles["text"], headlines, strict=True)
        for piece in _segment_text(text, headline if isinstance(headline, str) else "")
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 5
    segments = pd.DataFrame(
        {
            "article_id": pd.Series(columns[0], dtype="str"),
            "start": pd.Series(columns[1], dtype="int64"),
            "end": pd.Series(columns[2], dtype="int64"),
            "kind": pd.Series(columns[3], dtype="str"),
            "rule": pd.Series(columns[4], dtype="str"),
        }
    )
    shares = Counter(columns[3])
    segments.attrs["caption"] = (
        f"{len(segments)} segments of {len(articles)} articles, characters of text; "
        f"{shares['body']} are body, {shares['furniture']} furniture."
    )
    return segments


def body_text(articles: pd.DataFrame, segments: pd.DataFrame | None = None) -> pd.Series:
    """Return the body of each article as a reading copy: its paragraphs with a blank line between them.

    Offsets into `text` do not apply to this copy; to count, filter tokens by `segment` instead.

    Parameters
    ----------
    articles
        As for `segment`.
    segments
        What `segment` returned; made here if left out.

    Returns
    -------
    pandas.Series
        The body, indexed by `article_id`; "" where an article has none.

    Raises
    ------
    ValueError
        If `articles` has no column `text`, or `segments` not its own.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Ferry sinks off cape\\n\\nIt sank on Friday.\\n\\n(END)"]}, index=["a1"])
    >>> body_text(articles)["a1"]
    'It sank on Friday.'
    """
    return _joined(articles, segments, "body", "\n\n").rename("body")


def headlines(articles: pd.DataFrame, segments: pd.DataFrame | None = None) -> pd.Series:
    """Return the headline of each article: that of the metadata, else the one found on the page.

    Parameters
    ----------
    articles
        As for `segment`.
    segments
        What `segment` returned; made here if left out.

    Returns
    -------
    pandas.Series
        The headline without its update tag, indexed by `article_id`; "" where there is none.

    Raises
    ------
    ValueError
        If `articles` has no column `text`, or `segments` not its own.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["(2nd LD) Ferry sinks off cape\\n\\nIt sank on Friday."]}, index=["a1"])
    >>> headlines(articles)["a1"]
    'Ferry sinks off cape'
    """
    found = _joined(articles, segments, "headline", " ").rename("headline")
    if "headline" not in articles:
        return found
    given = articles["headline"].fillna("").astype("str")
    return given.where(given.str.strip() != "", found)


def _joined(articles: pd.DataFrame, segments: pd.DataFrame | None, kind: str, between: str) -> pd.Series:
    """The segments of one kind of each article, joined."""
    require_columns(articles, ["text"], "articles")
    segments = segment(articles) if segments is None else segments
    require_columns(segments, ["article_id", "start", "end", "kind"], "segments")
    wanted = segments[segments["kind"] == kind].sort_values(["article_id", "start"], kind="stable")
    texts = articles["text"].to_dict()
    parts = {}
    for article_id, start, end in zip(wanted["article_id"], wanted["start"], wanted["end"], strict=True):
        parts.setdefault(article_id, []).append(texts[article_id][start:end])
    return pd.Series([between.join(parts.get(a, [])) for a in articles.index], index=articles.index, dtype="str")


def _segment_text(text: str, headline: str) -> list[tuple[int, int, str, str]]:
    """The segments of one text as (start, end, kind, rule)."""
    spans = _lines(text, headline.strip())
    lines = [text[start:end].replace("\n", " ").replace("\u00a0", " ") for start, end in spans]
    page = Page(lines)
    page.headline = _find_headline(page, headline)
    if page.headline is not None:
        page.decide(page.headline, "headline", "headline")
    _apply_rules(page)
    _mark_form_blocks(page)
    _mark_duplicates(page)
    _mark_after_end(page)
    _mark_subheads(page)
    return _cut(page, spans)


def _lines(text: str, headline: str) -> list[tuple[int, int]]:
    """Where the lines of the text are; the blocks where lines were broken at a fixed width."""
    spans = [match.span() for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    broken = sum(text[start].islower() for start, _ in spans) > 0.3 * len(spans)
    if broken and len(spans) > 5:
        spans = [match.span() for match in re.finditer(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text)]
        spans = [(start, start + len(text[start:end].rstrip())) for start, end in spans]
    if spans and n_words(headline) > 3 and text.startswith(headline, spans[0][0]):
        start, end = spans[0]
        rest = text[start + len(headline) : end]
        if rest[:1].isspace():  # headline and lead on one line, as some archives export them
            spans[:1] = [(start, start + len(headline)), (end - len(rest.lstrip()), end)]
    return spans


def _find_headline(page: Page, given: str) -> int | None:
    """The line that says what the metadata say; else the first that looks like a headline, above all paragraphs."""
    top, wanted = range(min(12, len(page.lines))), bare(given)
    for i in top:
        if wanted and bare(page.lines[i]) == wanted:
            return i
    for i in top:
        line = page.line(i)
        is_name = n_words(line) <= 3 and is_open(line) and line.istitle()  # of the site or a section
        if first_rule(page, i) or (is_name and page.line(i + 1) and not is_paragraph(page.lines[i + 1])):
            continue
        is_title = 3 <= n_words(line) <= 32 and len(line) <= 220 and _looks_like_title(line)
        return i if is_title and not pattern("dateline").match(line) else None
    return None


def _looks_like_title(line: str) -> bool:
    """No stop at the end, a single question, or Every Long Word a Capital before the Stop."""
    if line[-1] in ",;:":
        return False
    if is_open(line) or (line[-1] in "?!" and n_words(line) <= 20 and not re.search(r"[a-z]{3}[.!?] ", line)):
        return True
    long_words = [word for word in line.split() if len(word) > 3]
    return len(long_words) > 2 and sum(word[0].isupper() for word in long_words) >= 0.9 * len(long_words)


def _apply_rules(page: Page) -> None:
    for i, line in enumerate(page.lines):
        if page.kinds[i] is not None:
            continue
        if rule := first_rule(page, i):
            page.decide(i, rule.kind, rule.name)
        elif page.first is None and is_paragraph(line):
            page.first = i


def _mark_form_blocks(page: Page) -> None:
    """The short lines between a poll and the fields of its form are its question and answers."""
    for i in range(len(page.lines)):
        if page.rules[i] != "call-to-action" or not re.search(r"\b(?:our|this|the) poll\b", page.lower[i][:80]):
            continue
        fields = [
            j
            for j in range(i + 1, min(i + 15, len(page.lines)))
            if page.rules[j] in ("form-field", "share-bar", "call-to-action")
        ]
        for j in range(i + 1, fields[0]) if fields else ():
            if page.kinds[j] is None and n_words(page.lines[j]) <= 25:
                page.decide(j, "furniture", "form-block")


def _mark_duplicates(page: Page) -> None:
    """A paragraph that stands on the page again, word for word; short lines only beside such a paragraph."""
    seen, again = set(), set()
    for i, line in enumerate(page.lines):
        if page.kinds[i] is None and line in seen:
            again.add(i)
        seen.add(line)
    for i in again:
        if len(page.lines[i]) >= 40 or i - 1 in again or i + 1 in again:
            page.decide(i, "furniture", "duplicate")


def _mark_after_end(page: Page) -> None:
    """What stands below an end mark belongs to the page."""
    ends = [i for i, rule in enumerate(page.rules) if rule == "end-mark" and page.first is not None and i > page.first]
    for i in range(ends[0], len(page.lines)) if ends else ():
        if page.kinds[i] is None:
            page.decide(i, "furniture", "after-end-mark")


def _mark_subheads(page: Page) -> None:
    """Short lines that open with a capital and lack a stop, between paragraphs that are whole sentences."""
    for i in range((page.first or 0) + 1, len(page.lines) - 1):
        line, above, below = page.lines[i], page.lines[i - 1], page.lines[i + 1]
        if (
            page.kinds[i] is None
            and page.kinds[i + 1] is None
            and n_words(line) <= 12
            and len(line) <= 100
            and not re.search(r"[.!?…,;:–—-][\"”’')\]]{0,3}$", line)
            and line.lstrip("'\"‘“(")[:1].isupper()
            and (page.kinds[i - 1] is not None or not is_open(above))
            and n_words(below) >= 8
            and not below[0].islower()
        ):
            page.decide(i, "subhead", "subhead")


def _cut(page: Page, spans: list[tuple[int, int]]) -> list[tuple[int, int, str, str]]:
    """Lines as segments, cut where a line holds a part of another kind."""
    pieces, paragraphs = [], 0
    for i, (start, end) in enumerate(spans):
        line, kind, rule = page.line(i), page.kinds[i] or "body", page.rules[i] or "paragraph"
        parts = [(0, end - start, kind, rule)]
        if line and kind == "body":
            parts = _body_parts(line, may_open=paragraphs < DATELINE_PARAGRAPHS)
            paragraphs += is_paragraph(line)
        elif line:
            parts = _other_parts(line, kind, rule)
        for a, b, part_kind, part_rule in parts:
            part = page.lines[i][a:b]
            left, right = len(part) - len(part.lstrip()), len(part) - len(part.rstrip())
            if left < len(part):
                pieces.append((start + a + left, start + b - right, part_kind, part_rule))
    return pieces


def _body_parts(line: str, *, may_open: bool) -> list[tuple[int, int, str, str]]:
    """Dateline, body, and what runs on behind it."""
    dateline = pattern("dateline").match(line) if may_open and n_words(line) > 5 else None
    opens = dateline.end() if dateline else 0
    tail = pattern("run_on").search(line, max(opens, len(line) - 300))
    ends = tail.start() if tail and tail.start() > opens else len(line)
    parts = [(0, opens, "dateline", "dateline"), (opens, ends, "body", "paragraph")]
    if ends < len(line):
        parts.append((ends, len(line), tail.lastgroup, "run-on"))
    return parts


def _other_parts(line: str, kind: str, rule: str) -> list[tuple[int, int, str, str]]:
    """The update tag, the moment in a byline, the credit in a caption."""
    tag = pattern("update_tag").match(line)
    opens = tag.end() if tag and kind in ("headline", "caption", "furniture") and tag.end() < len(line) else 0
    parts = [(0, opens, "note", "update-tag")]
    moment = pattern("name_and_moment").fullmatch(line) if rule == "name-and-moment" else None
    credit = credit_start(line) if kind == "caption" else None
    if moment:
        return [(0, moment.start(1), kind, rule), (moment.start(1), len(line), "timestamp", rule)]
    if credit and credit > opens:
        return [*parts, (opens, credit, kind, rule), (credit, len(line), "credit", "picture-credit")]
    return [*parts, (opens, len(line), kind, rule)]

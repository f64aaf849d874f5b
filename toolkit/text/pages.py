"""Pages: every line of a page copy marked with what it is, and with the rule that decided.

The rules are in `text/page_furniture.toml` and `toolkit.text.page_rules`; here they are asked line by
line, what only the whole page can tell is added (headline, copies, end mark, subheads), and lines are cut.
"""

import re

from toolkit.text import page_rules
from toolkit.text.lines import flowing
from toolkit.text.page_rules import Page, bare, first_rule, is_open, is_paragraph, n_words, pattern

DATELINE_PARAGRAPHS = 3
"""Only these many first paragraphs may open with a dateline."""

_PLAIN = {ord("\u00a0"): " ", ord("’"): "'"}

Piece = tuple[int, int, str, str]
"""A segment without its article: start, end, kind, rule."""


def page_segments(text: str, headline: str = "") -> list[Piece]:
    """The segments of a page; a line near its top that says the `headline` is the headline."""
    text = flowing(text)
    spans = _spans(text, headline.strip())
    page = Page([text[start:end].translate(_PLAIN) for start, end in spans])
    page.headline = _find_headline(page, headline)
    if page.headline is not None:
        page.decide(page.headline, "headline", "headline")
    for i, line in enumerate(page.lines):
        if page.kinds[i] is None and (found := first_rule(page, i)):
            page.decide(i, *found)
        elif page.kinds[i] is None and page.first is None and is_paragraph(line):
            page.first = i
    _mark_form_blocks(page)
    _mark_head(page)
    _mark_duplicates(page)
    _mark_after_end(page)
    _mark_foot(page)
    _mark_subheads(page)
    _mark_beside(page)
    return _cut(page, spans)


def _spans(text: str, headline: str) -> list[tuple[int, int]]:
    """Where the lines of the text are, without the blanks around them."""
    spans, place = [], 0
    for line in text.split("\n"):
        if inner := line.strip():
            start = place + line.index(inner)
            spans.append((start, start + len(inner)))
        place += len(line) + 1
    if spans and n_words(headline) > 3 and text.startswith(headline, spans[0][0]):
        start, end = spans[0]
        rest = text[start + len(headline) : end]
        if rest[:1].isspace():  # headline and lead on one line, as some archives export them
            spans[:1] = [(start, start + len(headline)), (end - len(rest.lstrip()), end)]
    return spans


def _find_headline(page: Page, given: str) -> int | None:
    """The line that says what the metadata say, else the first above any paragraph that looks like one."""
    top, wanted = range(min(16, len(page.lines))), bare(given)
    for i in top:
        if wanted and bare(page.lines[i]) == wanted:
            return i
    label = None  # the first line that may be the name of the site or a section, or a short headline
    for i in top:
        line, claimed, goes_on = page.line(i), first_rule(page, i), _goes_on_below(page, i)
        if i == 0 and claimed and claimed[0] == "teaser" and pattern("labelled").match(line) and goes_on:
            return i  # "Live: storm shuts the harbour" above the story is no link to it
        if claimed or (n_words(line) == 1 and not goes_on):
            continue
        if pattern("dateline").match(line):
            return label
        is_title = page_rules.is_title(line) or (
            label is None and goes_on and page_rules.is_short_title(line)
        )
        if is_title and not (_is_label(line) and (i or n_words(line) < 4) and not goes_on):
            return i
        if not is_open(line):
            return label
        if label is None and 1 < n_words(line) <= 22 and line[-1] not in ",:":
            label = i
    return label


def _is_label(line: str) -> bool:
    """Whether a line may name a site or a section: up to four words, which headlines seldom are."""
    return n_words(line) <= 4 and is_open(line)


def _goes_on_below(page: Page, i: int) -> bool:
    """Whether the next line that no rule claims is running text."""
    below = next((j for j in range(i + 1, min(i + 9, len(page.lines))) if not first_rule(page, j)), None)
    return below is not None and page_rules.is_sentence(page.lines[below])


def _mark_form_blocks(page: Page) -> None:
    """The short lines between a poll and the last field of its form are question and answers."""
    form = ("form-field", "share-bar", "call-to-action")
    for i, lower in enumerate(page.lower):
        if page.rules[i] == "call-to-action" and re.search(r"\b(?:our|this|the) poll\b", lower[:80]):
            fields = [j for j in range(i + 1, min(i + 15, len(page.lines))) if page.rules[j] in form]
            for j in range(i + 1, fields[0]) if fields else ():
                if page.kinds[j] is None and n_words(page.lines[j]) <= 25:
                    page.decide(j, "furniture", "form-block")


def _mark_head(page: Page) -> None:
    """Lines without a stop between the headline and the first paragraph: standfirst, names, roles, counts."""
    above = page.headline if page.headline is not None else len(page.lines)
    for i in range(above + 1, min(above + 16, page.first or 0)):
        line = page.lines[i]
        if page.kinds[i] is None and page_rules.is_bare_label(line):
            page.decide(i, *(("subhead", "standfirst") if n_words(line) > 4 else ("furniture", "head-label")))


def _mark_foot(page: Page) -> None:
    """Lines without a stop below the last sentence where a rule has claimed one; long ones below that one."""
    told = [i for i, kind in enumerate(page.kinds) if kind is None and page_rules.is_sentence(page.lines[i])]
    foot = range(max(told, default=len(page.lines)), len(page.lines))
    claimed = min((i for i in foot if page.kinds[i]), default=len(page.lines))
    for i in foot if claimed < len(page.lines) else ():
        longest = page_rules.LONGEST_LABEL if i > claimed else 3
        if page.kinds[i] is None and page_rules.is_bare_label(page.lines[i], longest):
            page.decide(i, "furniture", "page-foot")


def _mark_beside(page: Page) -> None:
    """Short lines without a stop beside furniture of the page are more of it."""
    first = page.first if page.first is not None else len(page.lines)
    places = range(first + 1, len(page.lines))
    for step, order in ((-1, places), (1, reversed(places))):
        for i in order:
            beside = page.kinds[i + step] if i + step < len(page.lines) else None
            if (
                page.kinds[i] is None
                and beside in ("furniture", "teaser")
                and page_rules.is_bare_label(page.lines[i], 16)
            ):
                page.decide(i, "furniture", "beside-furniture")


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
    first = page.first if page.first is not None else len(page.lines)
    if "end-mark" in page.rules[first:]:
        for i in range(page.rules.index("end-mark", first), len(page.lines)):
            if page.kinds[i] is None:
                page.decide(i, "furniture", "after-end-mark")


def _mark_subheads(page: Page) -> None:
    """Short lines that open with a capital and lack a stop, between paragraphs that are whole sentences."""
    first = page.first if page.first is not None else len(page.lines)
    for i in range(first + 1, len(page.lines) - 1):
        line, above, below = page.lines[i], page.lines[i - 1], page.lines[i + 1]
        is_label = n_words(line) <= 12 and len(line) <= 100 and not pattern("clause_end").search(line)
        opens = (
            line.lstrip("'\"‘“(")[:1].isupper()
            and n_words(below) >= 8
            and page_rules.is_sentence(below)
            and not below[0].islower()
        )
        closed = page.kinds[i - 1] is not None or not is_open(above)
        if is_label and opens and closed and page.kinds[i] is None and page.kinds[i + 1] is None:
            page.decide(i, "subhead", "subhead")


def _cut(page: Page, spans: list[tuple[int, int]]) -> list[Piece]:
    """Lines as segments, cut where a line holds a part of another kind."""
    pieces, paragraphs = [], 0
    for i, (start, _) in enumerate(spans):
        line, kind, rule = page.lines[i], page.kinds[i] or "body", page.rules[i] or "paragraph"
        parts = [(0, len(line), kind, rule)]
        if page.line(i) and kind == "body":
            parts = _body_parts(line, may_open=paragraphs < DATELINE_PARAGRAPHS)
            paragraphs += is_paragraph(line)
        elif page.line(i):
            parts = _other_parts(line, kind, rule)
        for a, b, part_kind, part_rule in parts:
            if part := line[a:b].strip():
                a = line.index(part, a)
                pieces.append((start + a, start + a + len(part), part_kind, part_rule))
    return pieces


def _body_parts(line: str, *, may_open: bool) -> list[Piece]:
    """Dateline, body, and what runs on behind it."""
    dateline = pattern("dateline").match(line) if may_open and n_words(line) > 5 else None
    opens = dateline.end() if dateline else 0
    may_run_on = page_rules.holds_any(line[-300:].lower(), page_rules.words("run_on_signs"))
    tail = pattern("run_on").search(line, max(opens, len(line) - 300)) if may_run_on else None
    ends = tail.start() if tail else len(line)
    parts = [(0, opens, "dateline", "dateline"), (opens, ends, "body", "paragraph")]
    return [*parts, (ends, len(line), tail.lastgroup, "run-on")] if tail else parts


def _other_parts(line: str, kind: str, rule: str) -> list[Piece]:
    """The update tag before a line, the moment behind a byline, the credit behind a caption."""
    tag = pattern("update_tag").match(line) if kind in ("headline", "caption", "furniture") else None
    opens, ends, tail = tag.end() if tag else 0, len(line), ("credit", "picture-credit")
    if kind == "caption":
        ends = max(opens, page_rules.credit_start(line) or ends)
    elif rule == "name-and-moment":
        ends, tail = pattern("name_and_moment").fullmatch(line).start(1), ("timestamp", rule)
    return [(0, opens, "note", "update-tag"), (opens, ends, kind, rule), (ends, len(line), *tail)]

"""Sentences: the evidence of a number as a list, each folding out into its place in the article."""

import html
from collections.abc import Callable

import pandas as pd
from IPython.display import display

from toolkit.checks import require_columns, require_own
from toolkit.corpus.selection import of_articles
from toolkit.reader.article import article_of, heading, looks_in
from toolkit.reader.marks import marks_of
from toolkit.show.marked import LITERAL, Shown, mark_of, marked_text, paragraph, paragraphs
from toolkit.show.outlets import outlet_html
from toolkit.text.lines import flowing
from toolkit.text.words import fold

_PARTS = ["article_id", "start", "end", "left", "hit", "right"]
_CLOSING = tuple(".,;:!?%…”’»)]")  # stand close to the word before them
_LIST = "list-style:none;margin:.4em 0;padding:0 0 0 1.3em"
_FOLD = "display:list-item;cursor:pointer"  # as a report's style sheet would make rows of a grid of them

Named = Callable[[pd.Series], str]


def show_evidence(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    table: pd.DataFrame | None = None,
    *,
    by: str | None = None,
    rows: int = 20,
    each: int = 3,
    around: int = 1,
    segments: pd.DataFrame | None = None,
    tokens: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
) -> None:
    """Show sentences that fold out into their place in the article; or a table whose rows fold out into them.

    Parameters
    ----------
    sentences
        Table of `evidence` or `concordance`.
    articles
        One row an article, with `text`; sentences of others are left out.
    table
        Where given, its rows are what folds out, in its order, each into the sentences that have its value of
        `by`. With `p_family` (of `keyness`), a row says whether its difference holds.
    by
        What sentences are grouped by. A column of theirs (`outlet`, `event`); where they have none of that
        name, the words that were found, in small letters, which fits the column `term` of a table. None:
        `term` with a table, no groups without.
    rows
        How many groups are shown, or how many sentences where there are none.
    each
        How many sentences of a group are shown.
    around
        How many paragraphs before and after its own a sentence folds out into; 0: it does not fold.
    segments, tokens, attributions, passages
        Marks on these paragraphs, as for `read`; with `segments`, what is not counted is passed over.

    Raises
    ------
    ValueError
        If a column is missing, `rows`, `each` or `around` is negative, or segments or tokens are of other
        articles.

    Examples
    --------
    >>> from toolkit.corpus.context import evidence
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Roe sends troops. No troops came."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [33], "kind": ["body"]})
    >>> tokens = tokenize(articles, body)
    >>> words = pd.DataFrame({"term": ["troops", "came"]})
    >>> show_evidence(evidence(tokens, articles, term=list(words["term"])), articles, words)
    troops: 2 times in 1 article
      Roe sends troops.
      No troops came.
    came: once in 1 article
      No troops came.
    """
    require_columns(sentences, _PARTS, "sentences")
    require_columns(articles, ["text"], "articles")
    for name, number in (("rows", rows), ("each", each), ("around", around)):
        if not (isinstance(number, int) and number >= 0):
            raise ValueError(f"{name} is {number!r}; give a number, 0 or more.")
    require_own(segments, articles, "segments")
    require_own(tokens, articles, "tokens")
    sentences = of_articles(sentences, articles)
    tables = {"segments": segments, "tokens": tokens, "attributions": attributions, "passages": passages}
    place = Places(articles, around, tables)
    if table is None and by is None:
        shown = sentences.head(rows)
        page = f"<p>{_size(len(sentences), rows)}</p>{_list(shown, place, _whose(articles, shown))}"
        display(Shown(f"<div class='{LITERAL}'>{page}</div>", _plain(shown)))
        return
    by = by or "term"
    if by != "term":
        require_columns(sentences, [by], "sentences")
    keys = sentences[by].astype("str") if by in sentences else sentences["hit"].map(_folded)
    if table is not None:
        require_columns(table, [by], "table")
    wanted = (table if table is not None else keys.drop_duplicates().to_frame(by)).head(rows)
    pages, plain = [], []
    for number, row in enumerate(wanted.to_dict("records")):
        group = sentences[keys == str(row[by])]
        name = _as_written(group, str(row[by])) if by not in sentences else str(row[by])
        head = outlet_html(name, looks_in(articles)) if by == "outlet" else f"<b>{html.escape(name)}</b>"
        pages.append(_fold_out(group, head, row, place, each, number == 0))
        plain.append(f"{name}: {_counted(group)}\n{_plain(group.head(each), '  ')}".rstrip())
    display(Shown(f"<div class='words {LITERAL}'>{''.join(pages)}</div>", "\n".join(plain)))


class Places:
    """Where sentences stand: their paragraph and those around it, with marks; each article looked at once."""

    def __init__(self, articles: pd.DataFrame, around: int, tables: dict[str, pd.DataFrame | None]):
        self.articles, self.around, self.tables = articles, around, tables
        self._read: dict[str, tuple] = {}

    def around_of(self, row: dict) -> str:
        """The paragraphs around a sentence, as HTML; empty where nothing folds."""
        if not self.around:
            return ""
        name = str(row["article_id"])
        if name not in self._read:
            article = article_of(self.articles, name)
            marks = marks_of(self.articles, name, **self.tables)
            self._read[name] = article, paragraphs(flowing(article["text"])), marks
        article, spans, marks = self._read[name]
        asides = [mark for mark in marks if mark.attributes.get("class") == "aside"]
        near = [
            (start, end)
            for start, end in spans
            if start <= row["start"] < end or not any(mark.start <= start < mark.end for mark in asides)
        ]
        here = next((number for number, (_, end) in enumerate(near) if end > row["start"]), 0)
        near = near[max(0, here - self.around) : here + self.around + 1]
        hit = mark_of("hit", row["start"], row["end"])
        text = "".join(paragraph(article["text"], [*marks, hit], span) for span in near)
        return f"<div class='quote' style='padding-left:1em'>{heading(article, self.articles)}{text}</div>"


def _fold_out(group: pd.DataFrame, head: str, row: dict, place: Places, each: int, is_open: bool) -> str:
    """One row of a table: its name, how often it stands where, how sure that is, and sentences below."""
    head = f"{head} <span>{_counted(group)}</span>{_chip(row)}"
    if group.empty:
        return f"<p>{head}</p>"
    more = len(group) - each
    rest = f"<p class='note'>and {more:,} more</p>" if more > 0 else ""
    shown = group.head(each)
    body = f"{_list(shown, place, _whose(place.articles, group))}{rest}"
    opened = " open" if is_open else ""
    return f"<details{opened}><summary style='cursor:pointer'>{head}</summary>{body}</details>"


def sentence_list(rows: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Sentences as a list of HTML that does not fold."""
    return _list(rows, Places(articles, 0, {}), _whose(articles, rows))


def _list(rows: pd.DataFrame, place: Places, whose: Named) -> str:
    """Sentences as a list, each folding out into its place."""
    items = []
    for row in rows.to_dict("records"):
        sentence = f"<span class='quote'>{_sentence(row)}</span>"
        sentence += f"<small style='display:block'>{whose(row)}</small>"
        if below := place.around_of(row):
            sentence = f"<details><summary style='{_FOLD}'>{sentence}</summary>{below}</details>"
        items.append(f"<li style='margin:0 0 .5em'>{sentence}</li>")
    return f"<ul class='evidence' style='{_LIST}'>{''.join(items)}</ul>"


def _sentence(row: dict) -> str:
    """A sentence as HTML, with what was found in it marked."""
    before, hit, after = joined(row)
    found = [mark_of("hit", len(before), len(before) + len(hit))] if hit else []
    return marked_text(before + hit + after, found)


def joined(row: dict) -> tuple[str, str, str]:
    """What stands before, in and after a hit, with the blanks between."""
    left, hit, right = (str(row[name]) for name in ("left", "hit", "right"))
    return f"{left} " if left else "", hit, right if right.startswith(_CLOSING) or not right else f" {right}"


def _whose(articles: pd.DataFrame, rows: pd.DataFrame) -> Named:
    """What stands under a sentence: its outlet, unless all have one, and its event."""
    several = "outlet" in rows and len(set(rows["outlet"])) > 1
    looks = looks_in(articles) if several else {}
    titles = (
        articles["event_title"] if "event_title" in articles else articles.get("event", pd.Series(dtype=str))
    )
    titles = titles.set_axis(titles.index.astype("str")).astype(object).fillna("")

    def told(row: dict) -> str:
        event = html.escape(str(titles.get(str(row["article_id"]), "")))
        return " · ".join(filter(None, [several and outlet_html(str(row["outlet"]), looks), event]))

    return told


def _chip(row: dict) -> str:
    """Whether a difference holds, where the table tells."""
    if "p_family" not in row:
        return ""
    sure = row["p_family"]
    kind, said = ("none", "not measured") if pd.isna(sure) else ("holds", "holds")
    kind, said = ("", "could be chance") if sure > 0.05 else (f" {kind}", said)
    return f" <span class='chip{kind}' style='padding-left:1em'>{said}</span>"


def _folded(hit: str) -> str:
    return " ".join(fold(hit).split())


def _as_written(group: pd.DataFrame, name: str) -> str:
    """A word as it is mostly written; of two as frequent, the first by name."""
    written = group["hit"].map(str.split).str.join(" ").value_counts()
    return min(written.index, key=lambda form: (-written[form], form), default=name)


def _counted(group: pd.DataFrame) -> str:
    """How often, and in how many articles."""
    n, k = len(group), group["article_id"].nunique()
    if n and not group["hit"].any():  # the sentences themselves
        return f"{n:,} sentence{'s' * (n != 1)} in {k:,} article{'s' * (k != 1)}"
    times = {0: "not found", 1: "once", 2: "2 times"}.get(n, f"{n:,} times")
    return f"{times} in {k:,} article{'s' * (k != 1)}" if n else times


def _size(n: int, rows: int) -> str:
    whole = f"{n:,} place{'s' * (n != 1)}." if n else "Nothing was found."
    return whole if n <= rows else f"The first {rows:,} of {n:,} places."


def _plain(rows: pd.DataFrame, indent: str = "") -> str:
    """Sentences where no HTML is shown."""
    lines = [" ".join("".join(joined(row)).split()) for row in rows.to_dict("records")]
    return "\n".join(f"{indent}{line}" for line in lines) or "Nothing was found."

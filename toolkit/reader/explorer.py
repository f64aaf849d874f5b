"""Explorer: search, narrow, read and compare in JupyterLab; what was found becomes a line of code."""

import html
from datetime import date
from pathlib import Path

import anywidget
import pandas as pd
import traitlets
from IPython import get_ipython

from toolkit.checks import require_choice, require_own
from toolkit.reader.article import article_of, looks_in
from toolkit.reader.marks import marks_of
from toolkit.reader.runs import Tables, side_of, sign_of
from toolkit.reader.searches import NARROWED, Search, code_of, code_of_kept
from toolkit.reader.sentences import joined, sentence_list
from toolkit.show.marked import LITERAL
from toolkit.show.outlets import Look

_PAGE = 50  # sentences that the list shows at once
_STATIC, _AROUND, _OUTLETS = 10, 20, 20  # sentences, words on either side, outlets in a saved notebook
_LONGEST = 200  # characters of a question
_VIEW = "application/vnd.jupyter.widget-view+json"


class Explorer(anywidget.AnyWidget):
    """What `explore` gives; `ask`, `opened`, `beside` and `kept` come from the page, the rest goes to it."""

    _esm = Path(__file__).parent / "explore.js"
    _css = Path(__file__).parent / "explore.css"
    options = traitlets.Dict().tag(sync=True)
    days = traitlets.Bool().tag(sync=True)
    ask = traitlets.Any().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    opened = traitlets.Any([]).tag(sync=True)
    beside = traitlets.Any([]).tag(sync=True)
    reading = traitlets.List().tag(sync=True)
    kept = traitlets.Any([]).tag(sync=True)
    kept_code = traitlets.Unicode().tag(sync=True)

    def __init__(self, search: Search, tables: Tables, term: str, where: dict):
        self._search, self._tables, self._places = search, tables, None
        self._ids, self._looks = frozenset(search.articles.index.astype("str")), looks_in(search.articles)
        choices = search.choices()
        for name, value in where.items():
            require_choice(name, [*choices, *(["since", "until"] if search.has_days() else [])], "condition")
            if name in NARROWED:
                require_choice(str(value), choices[name], name)
            elif not _is_day(str(value)):
                raise ValueError(f"{name} is {value!r}; give a day such as 2024-10-18.")
        if (since := str(where.get("since", ""))) > (until := str(where.get("until", since))):
            raise ValueError(f"since {since!r} is after until {until!r}; give the earlier day as since.")
        options = {name: values for name, values in choices.items() if len(values) > 1 or name in where}
        ask = {"term": term, "page": 0} | dict.fromkeys((*NARROWED, "since", "until"), "")
        ask |= {name: str(value) for name, value in where.items()}
        self._said = {"ask": ask, "opened": [], "beside": [], "kept": []}  # what made sense last
        super().__init__(options=options, days=search.has_days(), ask=ask)
        self._look_up()
        self.observe(lambda _: self._look_up(), "ask")
        self.observe(lambda _: self._open(), ["opened", "beside"])
        self.observe(lambda _: self.set_trait("kept_code", code_of_kept(self.kept)), "kept")

    def set_state(self, sync_data: object) -> None:
        """Take from a page only what it may say; what makes no sense, the check below ignores."""
        told = sync_data if isinstance(sync_data, dict) else {}
        super().set_state({name: told[name] for name in ("ask", "opened", "beside", "kept") if name in told})

    @traitlets.validate("ask", "opened", "beside", "kept")
    def _sensible(self, proposal: dict) -> object:
        """What is proposed, or as much of it as makes sense; else what was there before."""
        name, value = proposal["trait"].name, proposal["value"]
        if name == "ask":
            answers = value.items() if isinstance(value, dict) else ()
            known = {key: answer for key, answer in answers if self._is_answer(key, answer)}
            self._said[name] = self._said[name] | known
        elif isinstance(value, list):
            places = value if name == "kept" else [value] if value else []
            if all(map(self._is_place, places)):
                self._said[name] = value
        return self._said[name]

    def _is_answer(self, name: object, value: object) -> bool:
        """Whether a part of a question is known, and its value one that can be asked for."""
        if name == "page":
            return type(value) is int and 0 <= value < 2**31
        if name not in self._said["ask"] or not isinstance(value, str):
            return False
        if name in ("since", "until"):
            return not value or _is_day(value)
        return len(value) <= _LONGEST if name == "term" else value in ("", *self.options.get(name, []))

    def _is_place(self, place: object) -> bool:
        """Whether this is a stretch of one of the articles: id, start, end."""
        if not isinstance(place, list) or [type(part) for part in place] != [str, int, int]:
            return False
        name, start, end = place
        known = name in self._ids
        return known and 0 <= start < end <= len(article_of(self._search.articles, name)["text"])

    def _look_up(self) -> None:
        """Answer the question that the page asks."""
        ask, search = self.ask, self._search
        self._places, rows, counts, code = None, [], [], ""
        if not ask["term"].strip():
            status = "Type a word, a phrase, a wildcard such as deploy*, or several with commas between."
        else:
            try:
                self._places = search.find(ask)
            except ValueError as error:
                status = str(error)
            else:
                code, status = code_of(ask), self._status()
                counts = _bars(search.rates(self._places, ask), self._looks)
        n = 0 if self._places is None else len(self._places.first)
        pages = -(-n // _PAGE)
        page = min(ask["page"], max(pages - 1, 0))
        if n:
            rows = search.rows(self._places, page * _PAGE, (page + 1) * _PAGE).to_dict("records")
        told = {"status": status, "counts": counts, "code": code, "page": page, "pages": pages}
        self.view = told | {"rows": [_hit(row) for row in rows]}
        self._open()  # what is open shows what was found

    def _status(self) -> str:
        n, k = len(self._places.first), self._search.n_articles(self._places)
        if not n:
            return "Nothing found. Is the word spelt so, and what is it narrowed to?"
        of = len(self._places.articles)
        return f"{n:,} place{'s' * (n > 1)} in {k:,} of {of:,} article{'s' * (of > 1)}."

    def _open(self) -> None:
        """Show the article that was opened, and the one beside it."""
        places = [place for place in (self.opened, self.beside if self.opened else []) if place]
        articles, tables = self._search.articles, self._tables
        self.reading = [side_of(articles, tables, place, self._hits_in(place[0])) for place in places]

    def _hits_in(self, name: str) -> pd.DataFrame:
        """Where the places found stand in an article."""
        tokens, places = self._search.tokens, self._places
        if places is None:
            return pd.DataFrame({"article_id": [], "start": [], "end": []})
        ids = tokens["article_id"].cat
        known = ids.categories.astype("str").get_indexer([name])[0]
        here = (ids.codes.to_numpy()[places.first] == known) & (known >= 0)
        start = tokens["start"].to_numpy()[places.first[here]]
        end = tokens["end"].to_numpy()[places.last[here]]
        return pd.DataFrame({"article_id": name, "start": start, "end": end})

    def __repr__(self) -> str:
        return f"{self.view['status']} {self.view['code']}".strip()

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        """A page for saved notebooks and reports; and the explorer, where somebody sits before it."""
        data = {"text/plain": repr(self), "text/html": self._page()}
        if _somebody_is_there():
            data[_VIEW] = {"version_major": 2, "version_minor": 1, "model_id": self.model_id}
        return data, {}

    def _page(self) -> str:
        """What was found, needing no program: how often, rates by outlet, the first sentences, the code."""
        view, bars = self.view, self.view["counts"]
        titles = ("outlet", "times", "words", "in a thousand words")
        head = "".join(f"<th scope='col'>{title}</th>" for title in titles)
        lines = "".join(
            f"<tr><th scope='row' style='text-align:left'>{html.escape(name)}</th>"
            f"<td>{n}</td><td>{words}</td><td>{rate}</td></tr>"
            for name, n, words, rate, *_ in bars[:_OUTLETS]
        )
        table = f"<table class='toolkit'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
        more = f"<p>and {len(bars) - _OUTLETS:,} more outlets</p>" if len(bars) > _OUTLETS else ""
        sentences = ""
        if view["rows"]:
            rows = self._search.rows(self._places, 0, _STATIC, _AROUND)
            sentences = sentence_list(rows, self._search.articles)
        code = f"<p>This table as code: <code>{html.escape(view['code'])}</code></p>" if view["code"] else ""
        told = f"<p>{html.escape(view['status'])}</p>{table if bars else ''}{more}{sentences}{code}"
        return f"<div class='{LITERAL}'>{told}</div>"


def explore(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    segments: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    attributions: pd.DataFrame | None = None,
    term: str = "",
    **where: str,
) -> Explorer:
    """Explore a corpus in JupyterLab: search, narrow, open the article, compare, keep; all offline.

    Parameters
    ----------
    tokens
        What `tokenize` gives, with whatever marks were added: with `voice`, a search can be narrowed to one.
    articles
        One row an article, with `text`; `outlet`, `event`, `published` where known. Only these are searched.
    segments, passages, attributions
        Tables whose marks an opened article shows, as in `read`; passages lead to the other outlet's article.
    term
        What is searched first: a word, a phrase, a wildcard (`deploy*`), or several with commas between.
    **where
        What the search is narrowed to first: `outlet`, `event`, `segment`, `voice`, and the days `since` and
        `until` ("2024-10-18"), both included. Headlines and bodies are searched unless `segment` is given.

    Returns
    -------
    Explorer
        As the last line of a cell, the explorer; where nobody can use it (a report, a run of the whole
        notebook), how often each outlet says it, the first sentences, and the code. Arrow keys go through the
        sentences, Enter opens one, k keeps it. "This table as code" is a call of `evidence` that gives the
        same rows: nothing that was found lives in the notebook.

    Raises
    ------
    ValueError
        If a column is missing, a condition or its value is unknown, `since` is after `until`, or segments are
        of other articles.
    TypeError
        If `term` is no text.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"text": ["Roe sends troops. None came."], "outlet": ["Beacon"]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [28], "kind": ["body"]})
    >>> explore(tokenize(articles, body), articles, term="troops")
    1 place in 1 of 1 article. tk.evidence(tokens, articles, term='troops')
    """
    if not isinstance(term, str):
        raise TypeError(f"term must be text such as 'troops, deploy*', not {type(term).__name__}.")
    search = Search(tokens, articles)
    require_own(segments, articles, "segments")
    voices = tokens if "voice" in tokens and attributions is None else None
    tables = {"segments": segments, "passages": passages, "attributions": attributions, "tokens": voices}
    for article_id in articles.index[:1]:
        marks_of(articles, str(article_id), **tables)  # refuses tables without their columns at once
    return Explorer(search, tables, term, where)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value and value < "9999-12-31"
    except ValueError:
        return False


def _somebody_is_there() -> bool:
    """Whether a person runs this cell: a run of a whole notebook (nbclient, nbval) allows no input."""
    kernel = getattr(get_ipython(), "kernel", None)
    asked = kernel.get_parent() if kernel is not None else {}
    return bool(asked.get("content", {}).get("allow_stdin"))


def _hit(row: dict) -> dict:
    """A sentence of the list: its place, where that is, and the words before, in and after the hit."""
    left, hit, right = joined(row)
    where = " · ".join(str(row[name]) for name in NARROWED if pd.notna(row.get(name)) and row[name])
    place = [str(row["article_id"]), int(row["start"]), int(row["end"])]
    return {"place": place, "where": where, "left": left, "hit": hit, "right": right}


def _bars(rates: pd.DataFrame, looks: dict[str, Look]) -> list[list]:
    """By outlet: name, times, words, rate, length of the bar in percent, sign and colour."""
    most = max(rates["per_thousand"].max(), 1e-9) if len(rates) else 1
    return [
        [
            row.outlet,
            f"{row.n:,}",
            f"{row.words:,}",
            f"{row.per_thousand:.2f}",
            round(100 * row.per_thousand / most, 1),
            *sign_of(looks, row.outlet),
        ]
        for row in rates.itertuples()
    ]

"""Speakers: the persons and bodies that speak in the articles, and who quotes whom."""

import re
from collections import Counter, defaultdict

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, groups_of, of_articles
from toolkit.names.epithets import labels_beside
from toolkit.names.people import take_apart
from toolkit.names.sources import KINDS_OF_TYPES, speaker_kind
from toolkit.show.style import COLOURS, empty, explain, literal, new_axes
from toolkit.text.words import TOKEN

STANCES = ("neutral", "asserting", "doubting", "hedging", "confirming", "denying", "declining")
_QUOTATION = re.compile(r"[“\"]([^”“\"]*)(?:[”\"]|$)")
_FIRST = 3  # mentions in an article that are read for a role


def speakers(
    articles: pd.DataFrame, attributions: pd.DataFrame, *, by: By = None, likely: bool = True
) -> pd.DataFrame:
    """List who speaks: one row a person or body and event, with role, kind, outlets, words and stances.

    Parameters
    ----------
    articles
        One row an article, indexed by `article_id`, with `outlet`, `text` and, if known, `event`; attributions
        of others are left out.
    attributions
        What `attribute` gives; the pieces of a split quotation count once.
    by
        Groups that get a row each, such as "outlet": a column of the articles or a Series by `article_id`.
    likely
        Whether pronouns count whose person only one rule of two tells; False leaves them out.

    Returns
    -------
    DataFrame
        Most attributions first: `event`; `person`, the person or body as `attribute` names it, or the words
        for a speaker without a name; `by`, if given; `kind` (government, opposition, parliament, party,
        campaign, court, police, military, company, union, organisation, expert, witness, media, document,
        unnamed; from `names/kinds.toml`; "" where no list knows it); `role`, the commonest title or
        description beside the name; `outlets`, `articles`, `attributions` (numbers); `words` of the contents;
        `quoted`, those in quotation marks; and, for each stance of the cues, the number of attributions: in
        whose stance the outlets let them speak.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Pronouns that could be of several persons and quotations without a speaker are in no row. A column of
    one's own is joined by the name: `table.merge(parties, on="person")`, or, to compare outlets by it,
    `attributions["party"] = attributions["person"].map(party)` and
    `quoted_sources(articles, attributions, of="party")`.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": "Beacon", "event": "e", "text": "Mayor Roe said no."}, index=["a"])
    >>> made = {"attribution_id": [0], "article_id": ["a"], "source": ["Mayor Roe"], "content": ["no"]}
    >>> made |= {"person": ["Roe"], "sure": ["named"], "directness": "indirect", "stance": ["neutral"]}
    >>> table = speakers(articles, pd.DataFrame(made | {"source_type": ["person"]}))
    >>> table[["person", "kind", "role", "outlets", "attributions", "words"]].values.tolist()
    [['Roe', 'government', 'mayor', 1, 1, 1]]
    """
    needed = ["attribution_id", "article_id", "source", "source_type", "content", "directness", "stance"]
    require_columns(attributions, [*needed, "person", "sure"], "attributions")
    require_columns(articles, ["outlet", "text"], "articles")
    name = by if isinstance(by, str) else getattr(by, "name", None) or "group"
    rows = of_articles(attributions, articles)[[*needed, "person", "sure"]]
    rows = rows[(rows["person"] != "") & (likely | (rows["sure"] != "likely"))]
    ids = rows["article_id"].astype("str")
    rows = rows.assign(article_id=ids, outlet=ids.map(groups_of(articles, "outlet")))
    rows["event"] = ids.map(groups_of(articles, "event")) if "event" in articles else ""
    rows["words"] = [sum(1 for _ in TOKEN.finditer(text)) for text in rows["content"]]
    rows["quoted"] = [
        _quoted(text, number, how)
        for text, number, how in zip(rows["content"], rows["words"], rows["directness"], strict=True)
    ]
    keys = ["event", "person"]
    described = _described(rows, articles)
    if by is not None:
        rows[name] = ids.map(groups_of(articles, by))
        rows, keys = rows[rows[name] != ""], [*keys, name]
    once = rows.drop_duplicates("attribution_id")
    table = once.groupby(keys, sort=True).agg(
        outlets=("outlet", "nunique"), articles=("article_id", "nunique"), attributions=("outlet", "size")
    )
    table = table.join(rows.groupby(keys)[["words", "quoted"]].sum())
    stances = once.groupby(keys)["stance"].value_counts().unstack(fill_value=0)
    table = table.join(stances.reindex(columns=list(STANCES), fill_value=0)).reset_index()
    table = table.merge(described, on=["event", "person"], how="left")
    columns = [*keys, "kind", "role", "outlets", "articles", "attributions", "words", "quoted", *STANCES]
    table = table[columns].sort_values(["attributions", *keys], ascending=[False] + [True] * len(keys))
    table = table.reset_index(drop=True)
    without = "" if likely else ", without pronouns that one rule alone resolves"
    table.attrs["caption"] = (
        f"Who speaks, one row a person or body and event{without}; stances are those of the cues."
    )
    if not len(table):
        table.attrs["note"] = f"Nobody speaks by name or description in {len(articles)} articles."
    return table


def _quoted(content: str, words: int, directness: str) -> int:
    """Words of a content that stand in quotation marks."""
    if directness != "mixed":
        return words if directness == "direct" else 0
    return sum(1 for quotation in _QUOTATION.findall(content) for _ in TOKEN.finditer(quotation))


def _described(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Role and kind of every person or body of an event."""
    texts = dict(zip(articles.index.astype("str"), articles["text"], strict=True))
    spoken, found = defaultdict(list), []
    columns = ["event", "person", "source", "source_type", "sure", "article_id"]
    for event, person, *rest in zip(*(rows[name] for name in columns), strict=True):
        spoken[event, person].append(rest)
    for (event, person), part in spoken.items():
        sources, types, sure, ids = (list(dict.fromkeys(values)) for values in zip(*part, strict=True))
        surname, labels = take_apart(person).surname, []
        if "person" in types:
            labels = [label for source in sources for label in _labels(source + ",", surname)]
            if not labels and "named" in sure:
                labels = [label for article in ids for label in _labels(texts[article], surname)]
        counts = Counter(labels)
        order = sorted(
            counts, key=lambda label: (-counts[label], label.startswith(_PARTIES), len(label), label)
        )
        role = order[0] if order else ""
        kinds = (speaker_kind(text) for text in [*order, person, *sources])
        fallback = Counter(KINDS_OF_TYPES.get(kind, "") for _, kind, *_ in part).most_common(1)[0][0]
        kind = fallback if fallback in ("document", "unnamed") else next(filter(None, kinds), fallback)
        found.append((event, person, kind, role))
    return pd.DataFrame(found, columns=["event", "person", "kind", "role"])


_PARTIES = ("republican", "democrat", "independent")


def _labels(text: str, surname: str) -> list[str]:
    """Labels beside the first mentions of a surname."""
    labels = []
    for match in list(re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text))[:_FIRST]:
        given = re.search(
            r"(?:[A-Z][\w.’'-]*[ \u00a0]){0,4}$", text[max(0, match.start() - 60) : match.start()]
        )
        words = given.group().split()
        starts = [match.start()] + [match.start() - len(" ".join(words[k:])) - 1 for k in range(len(words))]
        for start in sorted(starts, reverse=True):
            found = labels_beside(text[max(0, start - 100) : start], text[match.end() : match.end() + 120])
            if any(place == "before" for _, place in found) or start == min(starts):
                labels += [label for label, _ in found]
                break
    return labels


def plot_speakers(table: pd.DataFrame, *, by: str = "outlet", top: int = 15, ax: Axes | None = None) -> Axes:
    """Draw who is quoted by whom: groups on the left, speakers on the right, a line for each that quotes.

    Parameters
    ----------
    table
        What `speakers(articles, attributions, by=...)` gives, or rows of it.
    by
        Column with the groups.
    top
        Number of speakers drawn, those with most attributions.
    ax
        Axes to draw on; new ones where left out.

    Returns
    -------
    Axes
        Lines are the wider the more attributions there are; speakers stand near those who quote them.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    require_columns(table, [by, "person", "attributions"], "table")
    counts = table.pivot_table(index="person", columns=by, values="attributions", aggfunc="sum", fill_value=0)
    most = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index[:top]
    counts = counts.loc[most] if len(table) else counts
    ax = new_axes(ax, (8.0, 1.5 + 0.34 * max(len(counts), 4)))
    if table.empty:
        return empty(ax, table)
    counts = counts.loc[:, counts.sum() > 0]
    left = np.linspace(0, 1, len(counts.columns) + 2)[1:-1]
    centre = (counts.to_numpy() @ left) / counts.sum(axis=1).to_numpy()
    counts = counts.iloc[np.lexsort((counts.index.to_numpy(str), centre))]
    right = (np.arange(len(counts)) + 0.5) / len(counts)
    widest = counts.to_numpy().max()
    for column, group in enumerate(counts.columns):
        colour = COLOURS[column % len(COLOURS)]
        for row, n in enumerate(counts[group]):
            if n:
                ax.plot(
                    [0, 1],
                    [left[column], right[row]],
                    color=colour,
                    alpha=0.6,
                    linewidth=0.6 + 5 * n / widest,
                )
        ax.text(-0.02, left[column], literal(group), ha="right", va="center", color=colour)
    for row, person in enumerate(counts.index):
        ax.text(1.02, right[row], literal(f"{person} ({counts.iloc[row].sum()})"), ha="left", va="center")
    ax.set(xlim=(-0.5, 1.7), ylim=(1.02, -0.02))
    ax.set_axis_off()
    ax.set_title(literal(f"Who is quoted by whom: {by} and speaker"), loc="left")
    what = (
        f"The {len(counts)} speakers with most attributions; a line is the wider the more a {by} has of them."
    )
    return explain(ax, what, table)

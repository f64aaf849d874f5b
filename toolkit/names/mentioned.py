"""Mentioned: which persons and bodies the articles name, whether they are quoted or not."""

import re

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, counted, group_name, groups_of, of_articles
from toolkit.corpus.spans import row_at
from toolkit.names.bodies import body_names, find_bodies
from toolkit.names.identities import cast, members_of
from toolkit.names.people import take_apart
from toolkit.text.lines import flowing

_PERSONS = ["article_id", "event", "start", "end", "form", "person", "sex"]


def mentions(
    tokens: pd.DataFrame, articles: pd.DataFrame, *, by: By = "outlet", persons: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count who is mentioned, and not only quoted: persons and bodies, named as `attribute` names them.

    Parameters
    ----------
    tokens
        Table of `tokenize`, or rows of it; headlines and bodies are read.
    articles
        One row an article, with `text` and, if known, `event`: an identity holds for the articles of one
        event; a surname alone in an article without an event is that article's own, with a row of its own.
    by
        Groups that get a row each: a column of the articles or a Series by `article_id`; None: no groups.
    persons
        What `find_persons(articles)` gives, worked out once for several calls; None: it is made anew.

    Returns
    -------
    pandas.DataFrame
        One row a name, most mentions first: `event`; `name` of either; `type` (person, body); `<by>` with
        `by`; `n` (mentions); `articles` (with a mention); `headline`, `lead` (articles that name it there).

    Raises
    ------
    ValueError
        If a table lacks a column it needs, or `by` is called like another column of the result.

    Notes
    -----
    English only. Persons are told by titles, first names and descriptions; bodies by a noun such as ministry
    in their name, or by capital letters (NATO). Pronouns and descriptions are no mentions here.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> text = "We met Mayor Ada Roe. Roe left the Port Council."
    >>> articles = pd.DataFrame({"outlet": ["Beacon"], "text": [text]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [48], "kind": ["body"]})
    >>> mentions(tokenize(articles, body), articles)[["name", "type", "n", "lead"]].values.tolist()
    [['Ada Roe', 'person', 2, 1], ['Port Council', 'body', 1, 1]]
    """
    require_columns(tokens, ["article_id", "paragraph", "start", "end", "segment"], "tokens")
    require_columns(articles, ["text"], "articles")
    groups = groups_of(articles, by)
    name = group_name(by, *"name type n articles headline lead article row own".split())
    tokens = counted(tokens, articles)
    table = persons_at(tokens, articles, persons)
    table = table.rename(columns={"person": "name"}).assign(type="person")
    table = pd.concat([table, _find_bodies(tokens, articles, table)], ignore_index=True)
    at = tokens.iloc[table["row"].to_numpy(int)]
    body = tokens[tokens["segment"] == "body"]
    first = body.groupby(body["article_id"].cat.codes)["paragraph"].min()
    lead = at["paragraph"].to_numpy() == first.reindex(table["article"]).to_numpy()
    table["lead"] = table["article"].where(lead)
    table["headline"] = table["article"].where(at["segment"].to_numpy() == "headline")
    without, keys = table["event"].str.startswith("\n"), ["event", "name", "type"]
    bare = table["name"].map(lambda one: not take_apart(one).given).astype(bool) & (table["type"] == "person")
    table["own"] = table["article"].where(without & bare, -1)
    table["event"] = table["event"].mask(without, "")
    if groups is not None:
        table[name] = groups.to_numpy()[table["article"].to_numpy(int)]
        table, keys = table[table[name] != ""], list(dict.fromkeys([*keys, name]))
    count = {column: (column, "nunique") for column in ("headline", "lead")}
    count = {"n": ("row", "size"), "articles": ("article", "nunique"), **count}
    table = table.groupby([*keys, "own"]).agg(**count).reset_index().drop(columns="own")
    table = table.sort_values(["n", *keys], ascending=[False] + [True] * len(keys), ignore_index=True)
    what = "persons and bodies by name, n counts mentions in headlines and bodies."
    table.attrs["caption"] = f"Who is mentioned: {what}"
    if not len(table):
        table.attrs["note"] = f"No person or body is named in English in {len(articles)} articles."
    return table


def find_persons(articles: pd.DataFrame) -> pd.DataFrame:
    """Where persons are named, and who they are: for `mentions`, `name_variants` and `labels`.

    Parameters
    ----------
    articles
        One row an article, with `text` and, if known, `event`: an identity holds for the articles of one
        event, so that other articles may give other persons.

    Returns
    -------
    pandas.DataFrame
        One row a mention: `article_id`; `event` ("": the article is an event of its own); `start`, `end`;
        `form`, as printed; `person`, by one name in the event; `sex` (m, f, or "" where nothing tells it).

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> table = find_persons(pd.DataFrame({"text": ["Mayor Ada Roe left. Roe slept."]}, index=["a"]))
    >>> table[["article_id", "start", "form", "person"]].values.tolist()
    [['a', 6, 'Ada Roe', 'Ada Roe'], ['a', 20, 'Roe', 'Ada Roe']]
    """
    require_columns(articles, ["text"], "articles")
    texts, ids, found = list(map(flowing, articles["text"])), articles.index.astype("str").tolist(), []
    for event, places in members_of(articles).items():
        known = "" if event.startswith("\n") else event
        for place, article in zip(places, cast([texts[place] for place in places]), strict=True):
            for start, end, *who in article:
                form = re.sub(r"\s+", " ", texts[place][start:end])
                found.append((ids[place], known, start, end, form, *who))
    return pd.DataFrame(found, columns=_PERSONS)


def persons_at(tokens: pd.DataFrame, articles: pd.DataFrame, persons: pd.DataFrame | None) -> pd.DataFrame:
    """Mentions of persons that begin at a token that is counted, with `article` (position) and `row`.

    `tokens` are what `counted(tokens, articles)` gives; an article without an event has one of its own.
    """
    persons = find_persons(articles) if persons is None else persons
    require_columns(persons, _PERSONS, "persons")
    table = of_articles(persons, articles)
    article = articles.index.astype("str").get_indexer(table["article_id"].astype("str"))
    own = pd.Series(article, table.index).astype("str").radd("\n")
    event = table["event"].astype(object).where(table["event"] != "", own)
    return _at_tokens(table[_PERSONS[2:]].assign(article=article, event=event), tokens, articles)


def _find_bodies(tokens: pd.DataFrame, articles: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Mentions of bodies, no part of which is a person: article, event, row, start, end, name, type."""
    texts, found = list(map(flowing, articles["text"])), []
    taken = persons.groupby("article")["start"].agg(list).to_dict()
    for event, places in members_of(articles).items():
        spans = [
            (place, *span) for place in places for span in find_bodies(texts[place], taken.get(place, []))
        ]
        forms = [re.sub(r"\s+", " ", texts[place][start:end]) for place, start, end in spans]
        names = body_names(forms, [texts[place] for place in places])
        found += [(k, event, *span, name, "body") for (k, *span), name in zip(spans, names, strict=True)]
    columns = ["article", "event", "start", "end", "name", "type"]
    return _at_tokens(pd.DataFrame(found, columns=columns), tokens, articles)


def _at_tokens(table: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The mentions that begin at a token that is counted, with its row."""
    ids = articles.index.astype("str")[table["article"].to_numpy(int)]
    table = table.assign(row=row_at(tokens, pd.Series(ids), table["start"]))
    return table[table["row"] >= 0].sort_values(["article", "start"], ignore_index=True)

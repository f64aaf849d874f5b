"""Mentioned: which persons and bodies the articles name, whether they are quoted or not."""

import re

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, counted, group_name, groups_of
from toolkit.corpus.spans import row_at
from toolkit.names.bodies import body_names, find_bodies
from toolkit.names.identities import cast, members_of
from toolkit.names.people import take_apart
from toolkit.text.lines import flowing


def mentions(tokens: pd.DataFrame, articles: pd.DataFrame, *, by: By = "outlet") -> pd.DataFrame:
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

    Returns
    -------
    pandas.DataFrame
        Most mentions first: `event`; `name`; `type` (person, body); `by`, if given; `n` (mentions);
        `articles` (with a mention); `headline`, `lead` (articles that name it there).

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
    table = find_persons(tokens, articles).rename(columns={"person": "name"}).assign(type="person")
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
        table.attrs["note"] = f"No person or body is named in {len(articles)} articles."
    return table


def find_persons(tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mentions of persons: article (position), event, row (of the token), start, end, form, person, sex.

    `tokens` are what `counted(tokens, articles)` gives; an article without an event is an event of its own.
    """
    texts, found = list(map(flowing, articles["text"])), []
    for event, places in members_of(articles).items():
        for place, article in zip(places, cast([texts[place] for place in places]), strict=True):
            for start, end, *who in article:
                form = re.sub(r"\s+", " ", texts[place][start:end])
                found.append((place, event, start, end, form, *who))
    return _at_tokens(found, ["article", "event", "start", "end", "form", "person", "sex"], tokens, articles)


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
    return _at_tokens(found, ["article", "event", "start", "end", "name", "type"], tokens, articles)


def _at_tokens(found: list, columns: list[str], tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The mentions that begin at a token that is counted, with its row."""
    table = pd.DataFrame(found, columns=columns)
    ids = articles.index.astype("str")[table["article"].to_numpy(int)]
    table["row"] = row_at(tokens, pd.Series(ids), table["start"])
    return table[table["row"] >= 0].sort_values(["article", "start"], ignore_index=True)

"""Naming: who writes which form of a name, and what each outlet calls its bearer."""

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.matching import keep_longest, match_patterns
from toolkit.corpus.selection import counted, groups_of
from toolkit.names.epithets import labels_beside
from toolkit.names.forms import find_names
from toolkit.names.mentioned import persons_at
from toolkit.names.people import sex_of_given, take_apart
from toolkit.text.lines import flowing

KINDS_OF_FORMS = "main form;spelling;exonym;first name;abbreviation;case;long form;short form".split(";")
"""How a form may differ from the main one; real differences first."""


def name_variants(
    tokens: pd.DataFrame, articles: pd.DataFrame, *, persons: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the spellings and forms of each name and count who uses which.

    Parameters
    ----------
    tokens : table of `tokenize`, or rows of it; headlines and bodies are read
    articles : one row an article, indexed by `article_id`, with `outlet`, `text` and, if known, `event`; only
        tokens of theirs are read
    persons : what `find_persons(articles)` gives, worked out once for several calls; None: it is made anew

    Returns
    -------
    pandas.DataFrame
        One row a form and outlet, of names that have more than one form: `entity`, the commonest full form;
        `variant`, as printed; `kind` (main form; spelling; exonym, another name of one place; first name, Bob
        for Robert; abbreviation; case, or another apostrophe; long form, with a middle name; short form, such
        as a surname); `outlet`; `n` (mentions so); `articles` (with one). Names with real differences first
        (spelling, exonym), then by entity, kind, variant, outlet.

    Raises
    ------
    ValueError
        If a table lacks a column it needs.

    Notes
    -----
    No model: names are runs of words that the corpus capitalises inside sentences; a text in capitals
    throughout gives none. Two spellings are one name if only vowels or letters for one sound differ
    (Roman-alphabet transliteration: y, i, j; v, w; k, c, q; double letters; h), if an event has both, and if
    no article does. Hyphens, blanks, case and accents never count. Acronyms are those explained in brackets,
    exonyms those of `names/names.toml`. Persons are those of `attribute`: a surname joins the one full name
    that its article or event gives; "the North" that of its article. Precision before recall.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"event": "visit", "outlet": ["Beacon", "Ledger"],
    ...     "text": ["Today we saw Jana Zelinskyy.", "Later we met Jana Zelinski."]}, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [28, 27], "kind": "body"})
    >>> name_variants(tokenize(articles, body), articles)[["variant", "kind", "outlet", "n"]].values.tolist()
    [['Jana Zelinski', 'main form', 'Ledger', 1], ['Jana Zelinskyy', 'spelling', 'Beacon', 1]]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term"], "tokens")
    require_columns(articles, ["outlet", "text"], "articles")
    tokens = counted(tokens, articles)
    mentions = find_names(tokens, articles, persons_at(tokens, articles, persons))
    mentions = mentions.rename(columns={"form": "variant"})
    mentions["outlet"] = groups_of(articles, "outlet").to_numpy()[mentions["article"].astype(int)]
    groups = mentions.groupby(["entity", "variant", "kind", "outlet"], sort=True)
    table = groups.agg(n=("article", "size"), articles=("article", "nunique")).reset_index()
    rank = table["kind"].map(KINDS_OF_FORMS.index)
    table["rank"] = rank.where(rank > 0).groupby(table["entity"]).transform("min")
    table = table.assign(own=rank).sort_values(
        ["rank", "entity", "own", "variant", "outlet"], ignore_index=True
    )
    table = table.drop(columns=["rank", "own"])
    table.attrs["caption"] = "Forms of names that the articles write in several ways; n counts mentions."
    if not len(table):
        table.attrs["note"] = f"No name in {len(articles)} articles has two forms that are known in English."
    return table


def labels(
    tokens: pd.DataFrame, articles: pd.DataFrame, entity: str, *, persons: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the titles, epithets and descriptions that each outlet puts to a name.

    Parameters
    ----------
    tokens, articles, persons : as for `name_variants`
    entity : one name; all the forms that `name_variants` finds of it are looked up

    Returns
    -------
    pandas.DataFrame
        One row a label and outlet, commonest first: `entity`, the name; `label`, in lower case; `place`
        (before, after); `outlet`; `n` (mentions so); `articles` (with one); `elsewhere`, what others put
        there most and this one does not: "leader (Ledger)". `concordance` shows the sentences.

    Raises
    ------
    ValueError
        If `entity` is no name, or a table lacks a column it needs.

    Notes
    -----
    Before the name: up to five words that end in a title or role of `names/names.toml` ("union boss Jane
    Roe"), or a description set off by commas ("the union's leader, Jane Roe,"). After it: an apposition
    between commas ("Jane Roe, the union's leader,"). Descriptions that stand alone ("the union boss said")
    cannot be told safely and are left out.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> articles = pd.DataFrame({"outlet": "Beacon", "text": ["Then union boss Jane Roe left."]}, index=["a"])
    >>> body = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [30], "kind": ["body"]})
    >>> tokens = tokenize(articles, body)
    >>> labels(tokens, articles, "Jane Roe")[["label", "place", "outlet", "n"]].values.tolist()
    [['union boss', 'before', 'Beacon', 1]]
    """
    require_columns(tokens, ["article_id", "sentence", "start", "end", "term"], "tokens")
    require_columns(articles, ["outlet", "text"], "articles")
    if not isinstance(entity, str) or not entity.strip():
        raise ValueError(f"entity must be one name such as 'Jane Roe', not {entity!r}.")
    tokens = counted(tokens, articles)
    main, forms, spans = _mentions_of(entity, tokens, articles, persons)
    found, texts = [], list(map(flowing, articles["text"]))
    for code, start, end in spans:
        left, right = texts[code][max(0, start - 100) : start], texts[code][end : end + 120]
        found += [(label, place, code) for label, place in labels_beside(left, right)]
    table = pd.DataFrame(found, columns=["label", "place", "article"])
    table["outlet"] = groups_of(articles, "outlet").to_numpy()[table["article"].astype(int)]
    groups = table.groupby(["label", "place", "outlet"], sort=True)
    table = groups.agg(n=("article", "size"), articles=("article", "nunique")).reset_index()
    table = table.sort_values("n", ascending=False, kind="stable").reset_index(drop=True)
    table.insert(0, "entity", main)
    table["elsewhere"] = [_elsewhere(row, table) for row in table.itertuples()]
    table.attrs["caption"] = f"What outlets call {main} (forms: {', '.join(forms)}); n counts mentions."
    if not len(table):
        table.attrs["note"] = f"No title or description stands beside {main} in {len(spans)} mentions."
    return table


def _mentions_of(
    entity: str, tokens: pd.DataFrame, articles: pd.DataFrame, persons: pd.DataFrame | None
) -> tuple[str, list[str], list[tuple[int, int, int]]]:
    """The name that an entity goes by, its forms, and where it is mentioned: article, start, end."""
    everybody = persons_at(tokens, articles, persons)
    people = everybody[_is_of(everybody, entity)]
    if len(people):
        main = people["person"].mode()[0]
        return main, sorted(set(people["form"])), people[["article", "start", "end"]].values.tolist()
    names = find_names(tokens, articles, everybody)
    main = next(iter(names.loc[names["form"] == entity, "entity"]), entity)
    forms = sorted({entity, *names.loc[names["entity"] == main, "form"]})
    places = keep_longest(match_patterns(tokens, forms, articles=articles, case=True))
    first, last = tokens.iloc[places["first"]], tokens.iloc[places["last"]]
    codes = first["article_id"].cat.codes
    return main, forms, list(zip(codes, first["start"], last["end"], strict=True))


def _is_of(people: pd.DataFrame, entity: str) -> pd.Series:
    """Which mentions are of the person: by any of his names, or by a surname that nobody shares."""
    name, event = take_apart(entity), people["event"]
    named = (people["person"] == entity) | (people["form"] == entity)
    whose = set(zip(event[named], people["person"][named], strict=True))
    own = pd.Series([key in whose for key in zip(event, people["person"], strict=True)], people.index, bool)
    namesakes = people["person"].str.endswith(" " + name.surname) & (people["person"] != name.surname)
    alone = (people["person"] == name.surname) & ~event.isin(set(event[namesakes]))
    alone &= people["sex"].isin(["", sex_of_given(name.given)]) | (sex_of_given(name.given) == "")
    return own | alone & bool(name.given)


def _elsewhere(row, table: pd.DataFrame) -> str:
    """What other outlets put in the same place most, if the row's outlet does not: "leader (Ledger)"."""
    own = set(table.loc[table["outlet"] == row.outlet, "label"])
    other = table[(table["place"] == row.place) & ~table["label"].isin(own)]
    if not len(other):
        return ""
    label = other.groupby("label")["n"].sum().idxmax()
    return f"{label} ({', '.join(sorted(other.loc[other['label'] == label, 'outlet']))})"

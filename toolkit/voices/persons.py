"""Speakers: the persons and bodies that speak in the articles, and who quotes whom."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice

import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import By, group_name, groups_of, of_articles
from toolkit.names.epithets import labels_beside
from toolkit.names.people import find_people, take_apart
from toolkit.names.sources import KINDS_OF_TYPES, speaker_kind
from toolkit.text.quotations import quoted_in
from toolkit.text.words import TOKEN

STANCES = ("neutral", "asserting", "doubting", "hedging", "confirming", "denying", "declining")
_FIRST, _LOOK = 3, 130  # mentions in an article that are read for a role, characters beside them
_IN_WORD = re.compile(r"\w")
_PARTIES = ("republican", "democrat", "independent")


def speakers(
    articles: pd.DataFrame, attributions: pd.DataFrame, *, by: By = None, likely: bool = True
) -> pd.DataFrame:
    """List who speaks: one row a person or body and event, with role, kind, outlets, words and stances.

    Parameters
    ----------
    articles
        One row an article, with `outlet`, `text` and, if known, `event`; attributions of others are left out.
    attributions
        What `attribute` gives; the pieces of a split quotation count once.
    by
        Groups that get a row each, such as "outlet": a column of the articles or a Series by `article_id`.
    likely
        Whether pronouns count whose person only one rule of two tells; False leaves them out.

    Returns
    -------
    DataFrame
        One row a speaker, most attributions first: `event`; `person`, the person or body as `attribute` names
        it, or the words for a speaker without a name; `<by>` with `by`; `kind` (government, opposition,
        parliament, party, campaign, court, police, military, company, union, organisation, expert, witness,
        media, document, unnamed; from `names/kinds.toml`; "" where no list knows it); `role`, the commonest
        title or description beside the name; `outlets`, `articles`, `attributions` (how many); `words` (how
        many in the contents); `quoted` (how many of them in quotation marks); `neutral`, `asserting`,
        `doubting`, `hedging`, `confirming`, `denying`, `declining` (how many attributions have a cue of this
        stance).

    Raises
    ------
    ValueError
        If a column is missing, or `by` is called like another column of the result.

    Notes
    -----
    Pronouns that could be of several persons and quotations without a speaker are in no row. In articles
    without an event a full name is one person, a surname alone has a row for each article. A column of
    one's own is joined by the name: `table.merge(parties, on="person")`. Whether outlets differ in it:
    `differences(articles, attributions.merge(parties, on="person"), "party")`.

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
    counts = {"outlets": ("outlet", "nunique"), "articles": ("article_id", "nunique")}
    counts |= {"attributions": ("stance", "size")}
    name = group_name(by, *needed, "own", "person", "kind", "role", *counts, "words", "quoted", *STANCES)
    rows = of_articles(attributions, articles)[[*needed, "person", "sure"]].astype(object).fillna("")
    rows = rows.sort_values(["attribution_id", "article_id", "source", "content"], kind="stable")
    rows = rows[(rows["person"] != "") & (likely | (rows["sure"] != "likely"))]
    ids = rows["article_id"].astype("str")
    rows = rows.assign(article_id=ids, outlet=ids.map(groups_of(articles, "outlet")))
    rows["event"] = ids.map(groups_of(articles, "event")) if "event" in articles else ""
    rows["words"] = [len(TOKEN.findall(content)) for content in rows["content"]]
    rows["quoted"] = _quoted(rows)
    surname = rows["person"].map(lambda person: not take_apart(person).given).astype(bool)
    surname &= (rows["source_type"] == "person").groupby([ids, rows["person"]]).transform("any")
    rows["own"] = ids.where(surname & (rows["event"] == ""), "")  # such a name holds for its article alone
    if by is not None:
        rows[name] = ids.map(groups_of(articles, by))
    described, keys = _described(rows, articles), ["event", "person"]
    if by is not None:
        rows, keys = rows[rows[name] != ""], list(dict.fromkeys([*keys, name]))
    once = rows.drop_duplicates("attribution_id")
    once = once.assign(**{stance: once["stance"] == stance for stance in STANCES})
    table = once.groupby([*keys, "own"]).agg(**counts, **{stance: (stance, "sum") for stance in STANCES})
    table = table.join(rows.groupby([*keys, "own"])[["words", "quoted"]].sum()).reset_index()
    table = table.merge(described, on=["event", "own", "person"], how="left")
    table = table[[*keys, "kind", "role", *counts, "words", "quoted", *STANCES]].sort_values(
        ["attributions", *keys], ascending=[False] + [True] * len(keys), ignore_index=True
    )
    without = "" if likely else ", without pronouns that one rule alone resolves"
    table.attrs["caption"] = (
        f"Who speaks, one row a person or body and event{without}; stances are those of the cues."
    )
    if not len(table):
        table.attrs["note"] = f"Nobody speaks by name or description in {len(articles)} articles."
    return table


def _quoted(rows: pd.DataFrame) -> list[int]:
    """Words of each content that stand in quotation marks."""
    contents = rows["content"].where(rows["directness"] == "mixed", "").tolist()
    inside = [
        sum(len(TOKEN.findall(content[start:end])) for start, end in spans)
        for content, spans in zip(contents, quoted_in(contents), strict=True)
    ]
    each = zip(rows["words"], rows["directness"], inside, strict=True)
    return [words if directness == "direct" else some for words, directness, some in each]


def _described(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Role and kind of every person or body of an event."""
    texts = dict(zip(articles.index.astype("str"), articles["text"], strict=True))
    spoken, found = defaultdict(list), []
    columns = ["event", "own", "person", "source", "source_type", "sure", "article_id"]
    for *who, source, kind, sure, article in zip(*(rows[name] for name in columns), strict=True):
        spoken[*who].append((source, kind, sure, article))
    for (*where, person), part in spoken.items():
        sources, types, sure, ids = (list(dict.fromkeys(values)) for values in zip(*part, strict=True))
        surname, labels = take_apart(person).surname, []
        if "person" in types:
            labels = [label for source in sources for label in _labels(source + ",", surname)]
            if not labels and "named" in sure:
                labels = [label for article in ids for label in _labels(texts[article], surname)]
        n = Counter(labels)
        order = sorted(n, key=lambda label: (-n[label], label.startswith(_PARTIES), len(label), label))
        role = order[0] if order else ""
        known = next(filter(None, map(speaker_kind, [*order, person, *sources])), "")
        fallback = Counter(KINDS_OF_TYPES.get(kind, "") for _, kind, *_ in part).most_common(1)[0][0]
        kind = fallback if fallback in ("document", "unnamed") and known != "media" else known or fallback
        found.append((*where, person, kind, role))
    return pd.DataFrame(found, columns=["event", "own", "person", "kind", "role"])


def _places(text: str, words: str) -> Iterator[int]:
    """Where words stand that are no part of longer ones; a pattern for each name would cost more."""
    place = text.find(words)
    while place >= 0:
        whole = not _IN_WORD.match(text[place - 1 : place]) and not _IN_WORD.match(text, place + len(words))
        if whole:
            yield place
        place = text.find(words, place + (len(words) if whole else 1))


def _labels(text: str, surname: str) -> list[str]:
    """Labels beside the first mentions of a surname."""
    labels = []
    for place in islice(_places(text, surname), _FIRST):
        first = max(0, place - _LOOK)
        near = text[first : place + len(surname) + _LOOK]
        for mention in find_people(near, at=place - first):
            if mention.start <= place - first < mention.end:
                labels += [label for label, _ in labels_beside(near[: mention.start], near[mention.end :])]
    return labels

"""Wire copy: words that are an agency's own, or shared with it.

Articles are nearly the same where their passages add up to most of the words of either: compare
`passages.groupby(["article_a", "article_b"])["n_words"].sum()` with `tokens.groupby("article_id").size()`.
"""

import re

import pandas as pd

from toolkit.checks import require_columns
from toolkit.comparison.passages import on_both_sides
from toolkit.comparison.quoting import quoted_tokens
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.corpus.spans import tokens_in
from toolkit.names.credits import agencies as named_agencies
from toolkit.names.credits import is_agency_name, usual_name

_UNTOLD = "no agency text or credit on this event"
_PART = "an agency contributed; how much cannot be told"
_EMPTY = "no body words"


def given(articles: pd.DataFrame, name: str) -> pd.Series:
    """A column that articles may lack, by `article_id`; "" where nothing is given."""
    return groups_of(articles if name in articles else articles.assign(**{name: ""}), name)


def is_agency(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is an agency's own: its outlet is one by name, by `agency` or by `outlet_type`."""
    outlet, agency = given(articles, "outlet"), given(articles, "agency")
    known = outlet.map({name: is_agency_name(name) for name in outlet.unique()}).astype(bool)
    return known | ((outlet == agency) & (agency != "")) | (given(articles, "outlet_type") == "agency")


def credits_of(articles: pd.DataFrame, found: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table of `agencies` in reading order: the one that is given, or made now."""
    if found is None:
        return named_agencies(articles if "text" in articles else articles.assign(text=""))
    require_columns(found, ["article_id", "start", "agency", "kind"], "agencies")
    return found.astype({"article_id": "str"}).sort_values(["article_id", "start"], kind="stable")


def agency_of(articles: pd.DataFrame, found: pd.DataFrame | None = None) -> pd.Series:
    """The agency whose copy an article is said to be, by `article_id`; "" where none is named.

    It stands in the column `agency`, else in the `byline`, else in the text with the kind `copy`; `found` is
    what `agencies` gives.
    """
    found = credits_of(articles, found)
    copy = found[found["kind"] == "copy"].drop_duplicates("article_id").set_index("article_id")
    empty = pd.Series("", articles.index.astype("str"), dtype="str")
    agency, byline = (groups_of(articles, n) if n in articles else empty for n in ("agency", "byline"))
    byline = byline.map(lambda line: usual_name(re.split(r"(?:^[Bb]y |[,/;|] ?)", line)[-1]))
    named = agency.map(usual_name).mask(agency == "", byline.where(byline.map(is_agency_name), ""))
    return named.mask(named == "", copy["agency"].reindex(named.index).fillna(""))


def _is_wire(articles: pd.DataFrame, agencies: pd.DataFrame | None) -> pd.Series:
    """Whether all words of an article are wire: an agency's own, or credited to one that is not at hand."""
    own, event, agency = is_agency(articles), given(articles, "event"), agency_of(articles, agencies)
    at_hand = (event + "\0" + given(articles, "outlet").map(usual_name))[own]
    return own | ((agency != "") & ~(event + "\0" + agency).isin(at_hand))


def mark_wire(
    tokens: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame, *,
    agencies: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Mark the words that are wire copy.

    Parameters
    ----------
    tokens
        Table of `tokenize`, or rows of it in any order.
    articles
        One row an article; `outlet`, `text`, and where known `agency` (which the article credits), `byline`,
        `outlet_type`, `event`.
    passages
        Table of `find_reuse`; only those between two of the articles count.
    agencies
        Table of `agencies`; left out, the articles are read for it.

    Returns
    -------
    DataFrame
        The columns of `tokenize`; `wire`, whether the word is wire copy. The rows are the tokens of the
        articles.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    An article is an agency's own if its outlet is one of `names/credits.toml`, or equals its `agency`, or
    its `outlet_type` is "agency". It credits one in the column `agency`, in its `byline`, or by a dateline or
    a line of its own in the text (the kind `copy` of `agencies`; "told AFP" credits one fact and no more).
    Wire are all words of an agency's own article, and all words of an article that credits an agency of which
    the corpus has no article on that event, because what was copied cannot be told then (where it has one,
    only what is shared counts); and the words of a passage shared with either, unless that came later.

    Examples
    --------
    >>> from toolkit.comparison.reuse import find_reuse
    >>> from toolkit.corpus.tokens import tokenize
    >>> text = ["The ferry to Port Vale will not sail today.", "The ferry to Port Vale will not sail, alas."]
    >>> columns = {"text": text, "outlet": ["Agency X", "Ledger"], "agency": ["Agency X", ""]}
    >>> articles = pd.DataFrame(columns, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [43, 43], "kind": "body"})
    >>> tokens = tokenize(articles, body)
    >>> marked = mark_wire(tokens, articles, find_reuse(tokens, articles))
    >>> marked.loc[~marked["wire"], "term"].to_list()
    ['alas']
    """
    require_columns(tokens, ["article_id", "start", "end"], "tokens")
    require_columns(articles, ["outlet", "text"], "articles")
    tokens, passages = of_articles(tokens, articles), of_articles(passages, articles)
    whole = _is_wire(articles, agencies)
    wires, seen = whole.index[whole], on_both_sides(passages, "earlier")
    copied = seen[seen["other_article"].isin(wires) & (seen["earlier"] != seen["side"])]
    ids = tokens["article_id"].astype("category")
    shared = tokens_in(tokens.assign(article_id=ids), copied.rename(columns={"article": "article_id"}))
    return tokens.assign(wire=shared | ids.isin(wires).to_numpy())


def wire_share(
    tokens: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame, *,
    agencies: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Share of the body words of each article that are wire copy by the rule of `mark_wire`.

    Parameters
    ----------
    tokens, articles, passages, agencies
        As for `mark_wire`.

    Returns
    -------
    DataFrame
        One row an article, in the order of `articles`: `article_id`; `outlet`; `event`; `words` (how many the
        body has); `wire_words` (how many of them are wire copy); `quoted_words`, wire copy inside quotation
        marks, which an outlet may have heard itself; `credited_words`, wire copy in an article that names its
        agency; `share` (0-1, of `words`; missing where it cannot be told, `wire_words` being 0); `reason` why
        it is missing: no body words, an agency contributed and nobody says how much, or no agency's own
        article and no credit to one on the event (in an article without an event: no sign of wire copy in the
        article itself).

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Shares of outlets, with intervals over events and a test, are told by
    `differences(articles, table[table["share"].notna()], "wire_words", per="words")`.

    Examples
    --------
    >>> import toolkit as tk
    >>> articles = tk.load_sample()
    >>> tokens = tk.tokenize(articles)
    >>> table = wire_share(tokens, articles, tk.find_reuse(tokens, articles))
    >>> bool((table["credited_words"] <= table["wire_words"]).all())
    True
    """
    require_columns(tokens, ["segment"], "tokens")
    found = credits_of(articles, agencies)
    body = mark_wire(tokens[tokens["segment"] == "body"], articles, passages, agencies=found)
    ids = body["article_id"].astype("category")
    wired = articles[articles.index.astype("str").isin(ids[body["wire"]].astype("str").unique())]
    body = body.assign(quoted=body["wire"] & quoted_tokens(body.assign(article_id=ids), wired))
    counts = body.groupby("article_id", observed=True).agg(
        words=("wire", "size"), wire_words=("wire", "sum"), quoted_words=("quoted", "sum")
    )
    own, event, credited = is_agency(articles), given(articles, "event"), agency_of(articles, found) != ""
    counts = counts.reindex(own.index, fill_value=0).astype("int64")
    words, wire = counts["words"], counts["wire_words"]
    signs = own | credited | (wire > 0)
    told = signs | (signs.groupby(event).transform("any") & (event != ""))
    parts = own.index.isin(found.loc[found["kind"] == "part", "article_id"]) & (wire == 0)
    reason = pd.Series("", own.index).mask(~told, _UNTOLD).mask(parts, _PART).mask(words == 0, _EMPTY)
    columns = {
        "outlet": given(articles, "outlet"), "event": event, **counts,
        "credited_words": wire * credited, "share": (wire / words).where(reason == ""), "reason": reason,
    }  # fmt: skip
    table = pd.DataFrame(columns).rename_axis("article_id").reset_index().astype({"article_id": "str"})
    table.attrs["caption"] = (
        "Share of an article's body words that are wire copy; quoted_words stand in quotation marks; `reason`"
        " why the share is missing."
    )
    if not (own | credited).any():
        table.attrs["note"] = "No article is an agency's own or names one, so wire copy cannot be told."
    return table

"""Wire copy and who had it first: what passages say about agencies, outlets and near-duplicates."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.tokens import COUNTED

_PASSAGES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "n_words", "kind", "earlier"]


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    return articles.get(name, pd.Series("", articles.index)).fillna("").astype("str")


def _in_spans(tokens: pd.DataFrame, articles: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Which tokens stand in one of the spans (`article_id`, `start`, `end`)."""
    position = articles.index.astype("str").get_indexer(tokens["article_id"].cat.categories).astype(np.int64)
    longest = max(tokens["end"].max(), spans["end"].max()) + 1 if len(tokens) and len(spans) else 1
    place = position[tokens["article_id"].cat.codes.to_numpy()] * longest + tokens["start"].to_numpy()
    article = articles.index.get_indexer(spans["article_id"]).astype(np.int64) * longest
    order = np.argsort(place, kind="stable")
    depth = np.zeros(len(tokens) + 1, np.int64)
    np.add.at(depth, np.searchsorted(place[order], article + spans["start"].to_numpy()), 1)
    np.add.at(depth, np.searchsorted(place[order], article + spans["end"].to_numpy()), -1)
    inside = np.empty(len(tokens), bool)
    inside[order] = np.cumsum(depth)[:-1] > 0
    return inside


def _is_agency(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is an agency's own: its outlet is its `agency`, or its `outlet_type` says so."""
    outlet = _column(articles, "outlet")
    named = (outlet == _column(articles, "agency")) & (outlet != "")
    return named | (_column(articles, "outlet_type") == "agency")


def mark_wire(tokens: pd.DataFrame, passages: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mark the words that are wire copy.

    Parameters
    ----------
    tokens
        Table of `tokenize`.
    passages
        Table of `find_reuse`.
    articles
        One row an article; `outlet`, and where known `agency` (which the article credits), `outlet_type`,
        `event`.

    Returns
    -------
    DataFrame
        The tokens with a column `wire` (bool).

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    An article is an agency's own if its `agency` equals its `outlet`, or its `outlet_type` is "agency".
    Wire are

    - all words of an agency's own article;
    - the words of a passage shared with an agency's own article, unless that came later;
    - all words of an article that credits an agency of which the corpus has no article on that event, because
      what was copied cannot be told then. Where it has one, only what is shared counts.

    Examples
    --------
    >>> from toolkit.reuse import find_reuse
    >>> from toolkit.tokens import tokenize
    >>> text = ["The ferry to Port Vale will not sail today.", "The ferry to Port Vale will not sail, alas."]
    >>> columns = {"text": text, "outlet": ["Agency X", "Ledger"], "agency": ["Agency X", ""]}
    >>> articles = pd.DataFrame(columns, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [43, 43], "kind": "body"})
    >>> tokens = tokenize(articles, body)
    >>> marked = mark_wire(tokens, find_reuse(tokens, articles), articles)
    >>> marked.loc[~marked["wire"], "term"].to_list()
    ['alas']
    """
    require_columns(tokens, ["article_id", "start", "end"], "tokens")
    require_columns(passages, _PASSAGES, "passages")
    require_columns(articles, ["outlet"], "articles")
    own = _is_agency(articles)
    agency, event = _column(articles, "agency"), _column(articles, "event")
    at_hand = set(zip(_column(articles, "outlet")[own], event[own], strict=True))
    unseen = [pair not in at_hand for pair in zip(agency, event, strict=True)]
    entire = own | ((agency != "") & np.array(unseen, bool))
    sides = []
    for side, other in (("a", "b"), ("b", "a")):
        of_agency = own.reindex(passages[f"article_{other}"], fill_value=False).to_numpy()
        copied = passages[of_agency & (passages["earlier"] != side).to_numpy()]
        names = {f"article_{side}": "article_id", f"start_{side}": "start", f"end_{side}": "end"}
        sides.append(copied[list(names)].rename(columns=names))
    spans = pd.concat(sides)
    whole = entire.to_numpy()[articles.index.get_indexer(tokens["article_id"].cat.categories)]
    wire = _in_spans(tokens, articles, spans) | whole[tokens["article_id"].cat.codes.to_numpy()]
    return tokens.assign(wire=wire)


def wire_share(passages: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Share of the body words of each article that are wire copy.

    Parameters
    ----------
    passages, tokens, articles
        As for `mark_wire`, whose rule decides what is wire copy.

    Returns
    -------
    DataFrame
        One row an article, in the order of `articles`: `article_id`; `outlet`; `event`; `words`, of the body;
        `wire_words`, those that are wire copy; `credited_words`, those of them in an article that names its
        agency; `share` (0-1, of `words`; missing where there are none).

    Raises
    ------
    ValueError
        If a column is missing.

    Examples
    --------
    >>> from toolkit.reuse import find_reuse
    >>> from toolkit.tokens import tokenize
    >>> text = ["The ferry to Port Vale will not sail today.", "The ferry to Port Vale will not sail, alas."]
    >>> columns = {"text": text, "outlet": ["Agency X", "Ledger"], "agency": ["Agency X", ""]}
    >>> articles = pd.DataFrame(columns, index=["a", "b"])
    >>> body = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": [43, 43], "kind": "body"})
    >>> tokens = tokenize(articles, body)
    >>> table = wire_share(find_reuse(tokens, articles), tokens, articles)
    >>> table[["outlet", "words", "wire_words", "share"]].round(3)
         outlet  words  wire_words  share
    0  Agency X      9           9  1.000
    1    Ledger      9           8  0.889
    """
    require_columns(tokens, ["segment"], "tokens")
    body = mark_wire(tokens[tokens["segment"] == "body"], passages, articles)
    counts = body.groupby("article_id", observed=False)["wire"].agg(["size", "sum"])
    counts = counts.reindex(articles.index, fill_value=0).astype("int64")
    words, wire = counts["size"].to_numpy(), counts["sum"].to_numpy()
    agency = _column(articles, "agency")
    table = pd.DataFrame(
        {
            "article_id": articles.index.astype("str"),
            "outlet": _column(articles, "outlet").to_numpy(),
            "event": _column(articles, "event").to_numpy(),
            "words": words,
            "wire_words": wire,
            "credited_words": np.where(agency != "", wire, 0),
            "share": np.divide(wire, words, out=np.full(len(words), np.nan), where=words > 0),
        }
    ).astype({"outlet": "str", "event": "str"})
    table.attrs["caption"] = (
        f"Share of body words that are wire copy, in {len(table):,} articles, of which "
        f"{int(_is_agency(articles).sum()):,} are an agency's own and {int((agency != '').sum()):,} name one."
    )
    if not (_is_agency(articles) | (agency != "")).any():
        table.attrs["note"] = "No article is an agency's own or names one, so wire copy cannot be told."
    return table


def copying(passages: pd.DataFrame) -> pd.DataFrame:
    """Who had a passage first and who printed it later, by pair of outlets.

    Parameters
    ----------
    passages
        Table of `find_reuse`.

    Returns
    -------
    DataFrame
        One row a pair of outlets and direction, most words first: `first`, `later` (outlets; in alphabetical
        order where it is unknown who was first); `direction` (known, unknown); `articles`, pairs of articles;
        `passages`, `verbatim`, `edited` (numbers of passages); `words`, equal words.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Who was first is known from the times of publication alone. The later outlet need not have copied the
    earlier one: both may have printed the same agency or the same press release.

    Examples
    --------
    >>> row = {"article_a": "a", "start_a": 0, "end_a": 9, "article_b": "b", "start_b": 0, "end_b": 9,
    ...        "n_words": 8, "kind": "edited", "earlier": "b", "outlet_a": "Beacon", "outlet_b": "Ledger"}
    >>> copying(pd.DataFrame([row, row]))[["first", "later", "passages", "words"]].values.tolist()
    [['Ledger', 'Beacon', 2, 16]]
    """
    require_columns(passages, [*_PASSAGES, "outlet_a", "outlet_b"], "passages")
    a, b = passages["outlet_a"].astype("str"), passages["outlet_b"].astype("str")
    earlier = passages["earlier"]
    swap = (earlier == "b") | ((earlier == "unknown") & (b < a))
    rows = passages.assign(
        first=a.mask(swap, b),
        later=b.mask(swap, a),
        direction=np.where(earlier == "unknown", "unknown", "known"),
        pair=passages["article_a"].astype("str") + "\0" + passages["article_b"].astype("str"),
        is_verbatim=passages["kind"] == "verbatim",
        is_edited=passages["kind"] == "edited",
    )
    keys = ["first", "later", "direction"]
    table = rows.groupby(keys, as_index=False).agg(
        articles=("pair", "nunique"), passages=("kind", "size"), verbatim=("is_verbatim", "sum"),
        edited=("is_edited", "sum"), words=("n_words", "sum"),
    )  # fmt: skip
    table = table.sort_values(["words", *keys], ascending=[False, True, True, True], ignore_index=True)
    table.attrs["caption"] = (
        f"{len(passages):,} shared passages by pair of outlets and by who published first, unknown for "
        f"{int((earlier == 'unknown').sum()):,}, where dates are missing or too close to each other."
    )
    return table


def near_duplicates(passages: pd.DataFrame, tokens: pd.DataFrame, *, share: float = 0.8) -> pd.DataFrame:
    """Pairs of articles of different outlets that are nearly the same text.

    Parameters
    ----------
    passages, tokens
        Tables of `find_reuse` and `tokenize`.
    share
        Share of its headline and body words that either article must have in common with the other.

    Returns
    -------
    DataFrame
        One row a pair, the closest first: `article_a`, `article_b`; `words`, equal words; `share_a`,
        `share_b` (0-1).

    Raises
    ------
    ValueError
        If a column is missing or `share` is not within 0 and 1.

    Examples
    --------
    >>> import toolkit as tk
    >>> articles = tk.load_sample()
    >>> tokens = tk.tokenize(articles)
    >>> near_duplicates(tk.find_reuse(tokens, articles), tokens)["article_a"].to_list()
    []
    """
    require_columns(passages, _PASSAGES, "passages")
    require_columns(tokens, ["article_id", "segment"], "tokens")
    if not 0 <= share <= 1:
        raise ValueError(f"share must be within 0 and 1, not {share}.")
    totals = tokens.loc[tokens["segment"].isin(COUNTED), "article_id"].astype("str").value_counts()
    table = passages.groupby(["article_a", "article_b"], as_index=False).agg(words=("n_words", "sum"))
    for side in ("a", "b"):
        of = totals.reindex(table[f"article_{side}"]).to_numpy(float)
        table[f"share_{side}"] = np.minimum(1.0, table["words"].to_numpy() / of)
    table = table[(table[["share_a", "share_b"]] >= share).all(axis=1)]
    order = ["words", "article_a", "article_b"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    table.attrs["caption"] = (
        f"{len(table):,} pairs of articles of different outlets that share {share:.0%} of either's words."
    )
    return table

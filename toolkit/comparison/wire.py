"""Wire copy and who had it first: what passages say about agencies and outlets.

Articles are nearly the same where their passages add up to most of the words of either: compare
`passages.groupby(["article_a", "article_b"])["n_words"].sum()` with `tokens.groupby("article_id").size()`.
"""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.comparison.passages import on_both_sides
from toolkit.corpus.selection import groups_of, of_articles
from toolkit.corpus.spans import tokens_in

_UNTOLD = "no agency text or credit on this event"


def given(articles: pd.DataFrame, name: str) -> pd.Series:
    """A column that articles may lack, by `article_id`; "" where nothing is given."""
    return groups_of(articles if name in articles else articles.assign(**{name: ""}), name)


def is_agency(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is an agency's own: its outlet is its `agency`, or its `outlet_type` says so."""
    named = (given(articles, "outlet") == given(articles, "agency")) & (given(articles, "agency") != "")
    return named | (given(articles, "outlet_type") == "agency")


def _is_wire(articles: pd.DataFrame) -> pd.Series:
    """Whether all words of an article are wire: an agency's own, or credited to one that is not at hand."""
    own, event, agency = is_agency(articles), given(articles, "event"), given(articles, "agency")
    at_hand = (event + "\0" + given(articles, "outlet"))[own]
    return own | ((agency != "") & ~(event + "\0" + agency).isin(at_hand))


def mark_wire(tokens: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Mark the words that are wire copy.

    Parameters
    ----------
    tokens
        Table of `tokenize`, or rows of it in any order.
    articles
        One row an article; `outlet`, and where known `agency` (which the article credits), `outlet_type`,
        `event`.
    passages
        Table of `find_reuse`; only those between two of the articles count.

    Returns
    -------
    DataFrame
        The tokens of the articles with a column `wire` (bool).

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    An article is an agency's own if its `agency` equals its `outlet`, or its `outlet_type` is "agency". Wire
    are all words of an agency's own article, and all words of an article that credits an agency of which the
    corpus has no article on that event, because what was copied cannot be told then (where it has one, only
    what is shared counts); and the words of a passage shared with either, unless that came later.

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
    require_columns(articles, ["outlet"], "articles")
    tokens, passages = of_articles(tokens, articles), of_articles(passages, articles)
    whole = _is_wire(articles)
    wires, seen = whole.index[whole], on_both_sides(passages, "earlier")
    copied = seen[seen["other_article"].isin(wires) & (seen["earlier"] != seen["side"])]
    ids = tokens["article_id"].astype("category")
    shared = tokens_in(tokens.assign(article_id=ids), copied.rename(columns={"article": "article_id"}))
    return tokens.assign(wire=shared | ids.isin(wires).to_numpy())


def wire_share(tokens: pd.DataFrame, articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Share of the body words of each article that are wire copy by the rule of `mark_wire`.

    Parameters
    ----------
    tokens, articles, passages
        As for `mark_wire`.

    Returns
    -------
    DataFrame
        One row an article, in the order of `articles`: `article_id`; `outlet`; `event`; `words`, of the body;
        `wire_words`, those that are wire copy; `credited_words`, those of them in an article that names its
        agency; `share` (0-1, of `words`; missing where it cannot be told, `wire_words` being 0); `reason`
        why it is missing: no body words, or no agency's own article and no credit to one on the event
        (in an article without an event: no sign of wire copy in the article itself).

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
    body = mark_wire(tokens[tokens["segment"] == "body"], articles, passages)
    counts = body.groupby("article_id", observed=True)["wire"].agg(["size", "sum"])
    own, event, credited = is_agency(articles), given(articles, "event"), given(articles, "agency") != ""
    counts = counts.reindex(own.index, fill_value=0).astype("int64")
    words, wire = counts["size"], counts["sum"]
    signs = own | credited | (wire > 0)
    told = signs | (signs.groupby(event).transform("any") & (event != ""))
    reason = pd.Series("", own.index).mask(~told, _UNTOLD).mask(words == 0, "no body words")
    columns = {
        "outlet": given(articles, "outlet"), "event": event, "words": words, "wire_words": wire,
        "credited_words": wire * credited, "share": (wire / words).where(reason == ""), "reason": reason,
    }  # fmt: skip
    table = pd.DataFrame(columns).rename_axis("article_id").reset_index().astype({"article_id": "str"})
    table.attrs["caption"] = (
        "Share of an article's body words that are wire copy; `reason` why it is missing."
    )
    if not (own | credited).any():
        table.attrs["note"] = "No article is an agency's own or names one, so wire copy cannot be told."
    return table


def _held_in_common(passages: pd.DataFrame) -> np.ndarray:
    """Which passages stand, by more than half on both sides, in what both articles share with one source."""
    seen = on_both_sides(passages, "earlier")
    later = seen.loc[seen["earlier"] != seen["side"], ["article", "start", "end", "other_article"]]
    met = seen.merge(later.set_axis(["article", "opens", "closes", "source"], axis=1), on="article")
    met = met.query("source != other_article and opens < end and start < closes")
    met = met.sort_values(["passage", "side", "source", "opens"])
    keys = [met[name] for name in ("passage", "side", "source")]
    done = met.groupby(keys)["closes"].cummax().groupby(keys).shift(fill_value=0)
    first = met[["opens", "start"]].max(axis=1).clip(lower=done)
    share = (met[["closes", "end"]].min(axis=1) - first).clip(lower=0) / (met["end"] - met["start"])
    held = share.groupby(keys).sum() > 0.5
    sides = held[held].groupby(level=["passage", "source"]).size()
    return np.isin(np.arange(len(passages)), sides.index[sides == 2].get_level_values("passage"))


def copying(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Who had a passage first and who printed it later, by pair of outlets.

    Parameters
    ----------
    articles
        The articles that count, and that may be the common source of two others.
    passages
        Table of `find_reuse`; only those between two of the articles count.

    Returns
    -------
    DataFrame
        One row a pair of outlets and direction, most words first: `first`, `later` (outlets; in alphabetical
        order where it is unknown who was first); `direction` (known, unknown); `articles`, pairs of articles;
        `passages`, `verbatim`, `edited` (numbers of passages); `words`, equal words; `n_common`, passages
        that likely come from a common source: more than half of their characters in both articles also
        stand in passages that each shares with one same third article.

    Raises
    ------
    ValueError
        If a column is missing.

    Notes
    -----
    Who was first is known from the times of publication alone. The later outlet need not have copied the
    earlier one: both may have printed the same agency or the same press release. A third article that is
    known to be later than one of the two is no common source.

    Examples
    --------
    >>> row = {"article_a": "a", "start_a": 0, "end_a": 9, "article_b": "b", "start_b": 0, "end_b": 9,
    ...        "n_words": 8, "kind": "edited", "earlier": "b", "outlet_a": "Beacon", "outlet_b": "Ledger"}
    >>> articles = pd.DataFrame(index=["a", "b"])
    >>> table = copying(articles, pd.DataFrame([row, row]))
    >>> table[["first", "later", "passages", "words"]].values.tolist()
    [['Ledger', 'Beacon', 2, 16]]
    """
    require_columns(articles, [], "articles")
    require_columns(
        passages, ["article_a", "article_b", "outlet_a", "outlet_b", "kind", "n_words", "earlier"], "passages"
    )
    passages = of_articles(passages, articles)
    a, b = passages["outlet_a"].astype("str"), passages["outlet_b"].astype("str")
    unknown = passages["earlier"] == "unknown"
    swap = (passages["earlier"] == "b") | (unknown & (b < a))
    rows = passages.assign(
        first=a.mask(swap, b), later=b.mask(swap, a), direction=np.where(unknown, "unknown", "known"),
        pair=passages["article_a"].astype("str") + "\0" + passages["article_b"].astype("str"),
        verbatim=passages["kind"] == "verbatim", edited=passages["kind"] == "edited",
        common=_held_in_common(passages),
    )  # fmt: skip
    keys = ["first", "later", "direction"]
    table = rows.groupby(keys, as_index=False).agg(
        articles=("pair", "nunique"), passages=("kind", "size"), verbatim=("verbatim", "sum"),
        edited=("edited", "sum"), words=("n_words", "sum"), n_common=("common", "sum"),
    )  # fmt: skip
    table = table.sort_values(["words", *keys], ascending=[False, True, True, True], ignore_index=True)
    table.attrs["caption"] = (
        "Shared passages by pair of outlets and by who published first, which is unknown where dates are "
        "missing or too close to each other; n_common of them likely come from a common third article."
    )
    if table.empty:
        table.attrs["note"] = "No two of these articles share a passage."
    return table

"""Wire copy and who had it first: what passages say about agencies, outlets and near-duplicates."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.spans import tokens_in
from toolkit.corpus.tokens import COUNTED

_PASSAGES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b", "n_words", "kind", "earlier"]
_UNTOLD = "no agency text or credit on this event"


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    return articles.get(name, pd.Series("", articles.index)).fillna("").astype("str")


def _is_agency(articles: pd.DataFrame) -> pd.Series:
    """Whether an article is an agency's own: its outlet is its `agency`, or its `outlet_type` says so."""
    outlet = _column(articles, "outlet")
    named = (outlet == _column(articles, "agency")) & (outlet != "")
    return named | (_column(articles, "outlet_type") == "agency")


def _is_wire(articles: pd.DataFrame) -> pd.Series:
    """Whether all words of an article are wire: an agency's own, or credited to one that is not at hand."""
    own, event, agency = _is_agency(articles), _column(articles, "event"), _column(articles, "agency")
    at_hand = set(zip(_column(articles, "outlet")[own], event[own], strict=True))
    unseen = np.array([pair not in at_hand for pair in zip(agency, event, strict=True)], bool)
    return own | ((agency != "") & unseen)


def mark_wire(tokens: pd.DataFrame, passages: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mark the words that are wire copy.

    Parameters
    ----------
    tokens, passages
        Tables of `tokenize` and `find_reuse`.
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
    >>> marked = mark_wire(tokens, find_reuse(tokens, articles), articles)
    >>> marked.loc[~marked["wire"], "term"].to_list()
    ['alas']
    """
    require_columns(tokens, ["article_id", "start", "end"], "tokens")
    require_columns(passages, _PASSAGES, "passages")
    require_columns(articles, ["outlet"], "articles")
    whole = _is_wire(articles)
    wires, sides = whole.index[whole], []
    for side, other in (("a", "b"), ("b", "a")):
        copied = passages[f"article_{other}"].isin(wires) & (passages["earlier"] != side)
        spans = passages.loc[copied, [f"article_{side}", f"start_{side}", f"end_{side}"]]
        sides.append(spans.set_axis(["article_id", "start", "end"], axis=1))
    return tokens.assign(wire=tokens_in(tokens, pd.concat(sides)) | tokens["article_id"].isin(wires))


def wire_share(passages: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Share of the body words of each article that are wire copy by the rule of `mark_wire`.

    Parameters
    ----------
    passages, tokens, articles
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

    Examples
    --------
    >>> import toolkit as tk
    >>> articles = tk.load_sample()
    >>> tokens = tk.tokenize(articles)
    >>> table = wire_share(tk.find_reuse(tokens, articles), tokens, articles)
    >>> bool((table["credited_words"] <= table["wire_words"]).all())
    True
    """
    require_columns(tokens, ["segment"], "tokens")
    body = mark_wire(tokens[tokens["segment"] == "body"], passages, articles)
    counts = body.groupby("article_id", observed=False)["wire"].agg(["size", "sum"])
    counts = counts.reindex(articles.index, fill_value=0).astype("int64")
    words, wire, credited = counts["size"], counts["sum"], _column(articles, "agency") != ""
    own, event = _is_agency(articles), _column(articles, "event")
    signs = own | credited | (wire > 0)
    told = signs | (signs.groupby(event).transform("any") & (event != ""))
    reason = pd.Series("", articles.index).mask(~told, _UNTOLD).mask(words == 0, "no body words")
    columns = {
        "outlet": _column(articles, "outlet"), "event": event, "words": words, "wire_words": wire,
        "credited_words": wire.where(credited, 0), "share": (wire / words).where(reason == ""),
        "reason": reason,
    }  # fmt: skip
    table = pd.DataFrame(columns).rename_axis("article_id").reset_index().astype({"article_id": "str"})
    table.attrs["caption"] = (
        f"Share of body words that are wire copy, in {len(table):,} articles, of which "
        f"{int(own.sum()):,} are an agency's own and {int(credited.sum()):,} name one; for "
        f"{int((reason == _UNTOLD).sum()):,} it cannot be told."
    )
    if not (own | credited).any():
        table.attrs["note"] = "No article is an agency's own or names one, so wire copy cannot be told."
    return table


def _held_in_common(passages: pd.DataFrame, sources: pd.Index) -> np.ndarray:
    """Which passages stand, by more than half on both sides, in what both articles share with one source."""
    spans = []
    for side, other in (("a", "b"), ("b", "a")):
        rows = passages[passages[f"article_{other}"].isin(sources) & (passages["earlier"] != side)]
        rows = rows[[f"article_{side}", f"start_{side}", f"end_{side}", f"article_{other}"]]
        spans.append(rows.set_axis(["article", "from", "to", "source"], axis=1))
    spans = pd.concat(spans)
    keys, held = ["passage", "source"], []
    for side, other in (("a", "b"), ("b", "a")):
        names = [f"article_{side}", f"start_{side}", f"end_{side}", f"article_{other}"]
        sides = passages[names].set_axis(["article", "start", "end", "other"], axis=1)
        met = sides.assign(passage=np.arange(len(sides))).merge(spans, on="article")
        met = met[(met["source"] != met["other"]) & (met["from"] < met["end"]) & (met["start"] < met["to"])]
        met = met.sort_values([*keys, "from"])
        done = met.groupby(keys)["to"].cummax().groupby([met[key] for key in keys]).shift(fill_value=0)
        first = met[["from", "start"]].max(axis=1).clip(lower=done)
        met["share"] = (met[["to", "end"]].min(axis=1) - first).clip(lower=0) / (met["end"] - met["start"])
        held.append(met.groupby(keys)["share"].sum() > 0.5)
    both = held[0].index[held[0]].intersection(held[1].index[held[1]])
    return np.isin(np.arange(len(passages)), both.get_level_values("passage"))


def copying(passages: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Who had a passage first and who printed it later, by pair of outlets.

    Parameters
    ----------
    passages
        Table of `find_reuse`.
    articles
        Articles that may be the common source of two others: all, or those of agencies. If given, `n_common`
        is counted.

    Returns
    -------
    DataFrame
        One row a pair of outlets and direction, most words first: `first`, `later` (outlets; in alphabetical
        order where it is unknown who was first); `direction` (known, unknown); `articles`, pairs of articles;
        `passages`, `verbatim`, `edited` (numbers of passages); `words`, equal words; with `articles`,
        `n_common`, passages that likely come from a common source: more than half of their characters in
        both articles also stand in passages that each shares with one same third article.

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
    >>> copying(pd.DataFrame([row, row]))[["first", "later", "passages", "words"]].values.tolist()
    [['Ledger', 'Beacon', 2, 16]]
    """
    require_columns(passages, [*_PASSAGES, "outlet_a", "outlet_b"], "passages")
    a, b = passages["outlet_a"].astype("str"), passages["outlet_b"].astype("str")
    unknown = passages["earlier"] == "unknown"
    swap = (passages["earlier"] == "b") | (unknown & (b < a))
    rows = passages.assign(
        first=a.mask(swap, b), later=b.mask(swap, a), direction=np.where(unknown, "unknown", "known"),
        pair=passages["article_a"].astype("str") + "\0" + passages["article_b"].astype("str"),
        verbatim=passages["kind"] == "verbatim", edited=passages["kind"] == "edited",
        common=False if articles is None else _held_in_common(passages, articles.index),
    )  # fmt: skip
    keys = ["first", "later", "direction"]
    table = rows.groupby(keys, as_index=False).agg(
        articles=("pair", "nunique"), passages=("kind", "size"), verbatim=("verbatim", "sum"),
        edited=("edited", "sum"), words=("n_words", "sum"), n_common=("common", "sum"),
    )  # fmt: skip
    if articles is None:
        table = table.drop(columns="n_common")
    table = table.sort_values(["words", *keys], ascending=[False, True, True, True], ignore_index=True)
    table.attrs["caption"] = (
        f"{len(passages):,} shared passages by pair of outlets and by who published first, unknown for "
        f"{int(unknown.sum()):,}, where dates are missing or too close to each other."
    )
    if articles is not None:
        table.attrs["caption"] += f" {int(rows['common'].sum()):,} likely come from a common third article."
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
        One row a pair, most words first: `article_a`, `article_b`; `words`, equal words; `share_a`,
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
    >>> near_duplicates(tk.find_reuse(tokens, articles), tokens, share=0.3)["words"].to_list()
    [91, 87, 85, 84]
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

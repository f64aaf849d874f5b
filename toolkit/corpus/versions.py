"""Versions: articles that stand in the corpus more than once, word for word or nearly so."""

import numpy as np
import pandas as pd

from toolkit.checks import require_columns
from toolkit.corpus.selection import counted, groups_of
from toolkit.corpus.tokens import tokenize
from toolkit.text.shingles import first_versions


def find_versions(
    articles: pd.DataFrame, tokens: pd.DataFrame | None = None, *, share: float = 0.8
) -> pd.DataFrame:
    """Find articles that say again what an article before them says.

    Parameters
    ----------
    articles
        One row an article, index `article_id`; columns `text` and, where known, `outlet` and `published`.
    tokens
        Table of `tokenize`, which is called where this is left out; headline and body are compared.
    share
        Two articles of one outlet are versions of one story if so large a share (0-1) of the runs of five
        words of the shorter are in the longer, which is at most four times as long.

    Returns
    -------
    DataFrame
        One row an article that has a twin before it (by date, then as they stand), as they stand:
        `article_id`; `first`, id of the earliest of its versions in its own outlet, else the earliest article
        of another outlet with the same words; `kind` (copy: the same words as `first`, whatever case and
        punctuation; version: nearly the same, within an outlet only); `share` (0-1) of runs of words that an
        earlier version has, the largest; `same_outlet`, whether both name the same outlet. What outlets have
        in common otherwise is found by `find_reuse`.

    Raises
    ------
    ValueError
        If `articles` has no `text`, or `share` is not above 0 and at most 1.

    Notes
    -----
    Versions of versions are versions: the groups are the connected components of the pairs found. To count
    every story of an outlet once, leave out the rows with `same_outlet`:
    `articles[~articles.index.astype("str").isin(versions["article_id"][versions["same_outlet"]])]`.

    Examples
    --------
    >>> first = "The council of Lowmere shut the port on Monday after the storm."
    >>> articles = pd.DataFrame(
    ...     {"outlet": ["Beacon", "Beacon", "Ledger"], "text": [first, first + " Nobody was hurt.", first]},
    ...     index=["a", "b", "c"],
    ... )
    >>> find_versions(articles)
      article_id first     kind  share  same_outlet
    0          b     a  version    1.0         True
    1          c     a     copy    1.0        False
    """
    require_columns(articles, ["text"], "articles")
    if not 0 < share <= 1:
        raise ValueError(f"share must be above 0 and at most 1, not {share}.")
    kept = counted(tokenize(articles, progress=False) if tokens is None else tokens, articles)
    order = _by_time(articles)
    bounds = np.searchsorted(kept["article_id"].cat.codes, [order, order + 1]).T
    codes = kept["term"].cat.codes.to_numpy()
    words = [codes[begin:end] for begin, end in bounds]
    outlet = groups_of(articles, "outlet" if "outlet" in articles else None)
    outlet = np.full(len(order), "") if outlet is None else outlet.to_numpy(dtype=object)[order]
    first_copy, first, closest = first_versions(words, outlet, share)
    here = np.arange(len(order))
    own = first < here
    first = np.where(own, first, first_copy)
    ids = articles.index.astype("str").to_numpy(dtype=object)[order]
    rows = {
        "article_id": ids,
        "first": ids[first],
        "kind": np.where(first_copy[first] == first_copy, "copy", "version"),
        "share": np.where(own, closest, 1.0),
        "same_outlet": own & (outlet != ""),
    }
    found = (first < here) & (np.diff(bounds)[:, 0] > 0)  # two articles without a word are no copies
    table = pd.DataFrame(rows)[found].iloc[np.argsort(order[found])].reset_index(drop=True)
    table = table.astype(dict.fromkeys(["article_id", "first", "kind"], "str"))
    table.attrs["caption"] = (
        f"Articles that say again what an earlier one says: word for word, or within an outlet {share:.0%} "
        "of the runs of five words of the shorter."
    )
    return table


def _by_time(articles: pd.DataFrame) -> np.ndarray:
    """Positions of the articles by `published`, undated ones last, then in their order."""
    published = articles.get("published", pd.Series(pd.NaT, articles.index))
    moments = pd.to_datetime(published, utc=True).dt.tz_localize(None).to_numpy()
    return np.argsort(moments, kind="stable")

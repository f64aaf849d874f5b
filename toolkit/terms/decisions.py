"""Decisions: does a keyness finding survive other decisions about what counts, and each event left out."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from toolkit.corpus.selection import By, Names, groups_of
from toolkit.corpus.tokens import COUNTED
from toolkit.statistics import contrasts
from toolkit.statistics.exchange import ALPHA
from toolkit.statistics.resampling import smallest_p
from toolkit.terms.sides import Sides, asked, described, sides_of

LEFT_OUT = "each event left out"
_NUMBERS = ["n_target", "n_reference", "log_ratio", "p"]


def robustness(
    versions: Mapping[str, pd.DataFrame],
    articles: pd.DataFrame,
    terms: str | Collection[str],
    target: str,
    reference: str | Collection[str] | None = None,
    *,
    by: str | pd.Series = "outlet",
    block: By = "event",
    segments: Names = COUNTED,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Whether what `keyness` says of these terms survives other decisions, and each event left out.

    Parameters
    ----------
    versions
        Tables of tokens by the name of the decision they follow from. The first is what the others are held
        against: `{"as counted": tokens, "own voice": tokens[tokens["voice"] == "own"]}`.
    terms
        The single words to check.
    articles, target, reference, by, block, segments, resamples, seed
        As in `keyness`.

    Returns
    -------
    DataFrame
        One row a term and check (each version, and "each event left out" of the first): `term`, `check`,
        `n_target`, `n_reference`, `log_ratio`, `p` (of the term alone; NaN where the articles allow none of
        .05 or less), `holds` (p of .05 or less in the direction of the first version; missing without a p),
        `detail` (why there is no p; the event whose absence weakens the term most: the numbers of that row
        are those without it).

    Raises
    ------
    TypeError
        If `versions` is no dict of tables, or has none.
    ValueError
        If there is no term, a column is missing, or target or reference is unknown or the same.

    Examples
    --------
    >>> from toolkit.corpus.tokens import tokenize
    >>> stories = pd.DataFrame({"outlet": ["Sun", "Star"] * 6, "event": list("aabbccddeeff"),
    ...                         "text": ["Rebels fled.", "Thugs fled."] * 6}, index=list("ABCDEFGHIJKL"))
    >>> tokens = tokenize(stories).assign(segment="body")
    >>> versions = {"as counted": tokens, "first five": tokens[tokens["article_id"].isin(stories.index[:10])]}
    >>> table = robustness(versions, stories, "rebels", "Sun")
    >>> table[["check", "n_target", "p", "holds"]].round(3).values.tolist()
    [['as counted', 6, 0.031, True], ['first five', 5, nan, <NA>], ['each event left out', 5, nan, <NA>]]
    """
    if not isinstance(versions, Mapping) or not versions:
        raise TypeError("versions must be a dict of tables of tokens, such as {'as counted': tokens}.")
    terms = asked(terms)
    named = block is not None and groups_of(articles, block, "block").ne("").any()
    cards, first = {}, next(iter(versions))
    for check, tokens in versions.items():
        sides = sides_of(tokens, articles, target, reference, by=by, block=block, segments=segments)
        cards[check] = _card(sides, terms, resamples, seed)
        if check == first:
            left_out = _left_out(sides, terms, named, resamples, seed)
    cards[LEFT_OUT] = left_out
    table = pd.concat(cards, names=["check", "term"]).reset_index()
    signs = np.sign(table["term"].map(cards[first]["log_ratio"]))
    holds = (table["p"] <= ALPHA) & (np.sign(table["log_ratio"]) == signs)
    table["holds"] = holds.astype("boolean").mask(table["p"].isna())
    table = pd.concat([table[table["term"] == term] for term in terms], ignore_index=True)
    table = table[["term", "check", *_NUMBERS, "holds", "detail"]]
    table.attrs["caption"] = (
        f"Whether terms of {target} hold (p of {ALPHA} or less, same direction) under other decisions; p of "
        f"the term alone, from {resamples} permutations at most, seed {seed}."
    )
    return table


def _card(sides: Sides, terms: list[str], resamples: int, seed: int) -> pd.DataFrame:
    """Counts, log ratio and p of each of the terms in these tokens, and why there is none."""
    contrast, found = sides.contrast, np.flatnonzero(sides.terms.isin(terms))
    table = described(contrast.part(np.arange(len(contrast.words)), found), sides.terms[found])
    few = _too_few(contrast, resamples)
    table["p"] = np.nan if few else contrasts.permutation_p(contrast, found, resamples, seed)[0]
    same = "same rate on both sides of every shared event"
    table["detail"] = few or np.where(table["p"].isna(), same, "")
    return _complete(table, terms, "does not occur")


def _left_out(sides: Sides, terms: list[str], named: bool, resamples: int, seed: int) -> pd.DataFrame:
    """Counts, log ratio and p of each term without the event whose absence makes its p largest."""
    contrast, names = sides.contrast, sides.event_names
    if not named or len(names) < 2:
        why = "there is no other event" if named else "there is no event to leave out"
        return _complete(pd.DataFrame(columns=["term", *_NUMBERS, "detail"]), terms, why)
    found, rows = np.flatnonzero(sides.terms.isin(terms)), []
    for column, p, size in zip(
        found, *contrasts.left_out_p(contrast, found, resamples, seed).mT, strict=True
    ):
        weakest = np.lexsort((size, -p))[0]
        rest = contrast.part(contrast.events != weakest, [column])
        few = _too_few(rest, resamples)
        detail = f"weakest without {names[weakest]}" + (f"; {few}" if few else "")
        numbers = described(rest, sides.terms[[column]]).assign(
            p=np.nan if few else p[weakest], detail=detail
        )
        rows.extend(numbers[["term", *_NUMBERS, "detail"]].values.tolist())
    return _complete(pd.DataFrame(rows, columns=["term", *_NUMBERS, "detail"]), terms, "does not occur")


def _too_few(contrast: contrasts.Contrast, resamples: int) -> str:
    """Why these articles allow no p of .05 or less, or ""."""
    possible = smallest_p(contrast.is_target, contrast.blocks, resamples)
    return "" if possible <= ALPHA else f"the smallest p that these articles allow is {possible:.3g}"


def _complete(table: pd.DataFrame, terms: list[str], why: str) -> pd.DataFrame:
    """A row for each term; the detail of those that have none says why."""
    card = table.set_index("term")[[*_NUMBERS, "detail"]].reindex(terms)
    card = card.fillna({"n_target": 0, "n_reference": 0, "detail": why})
    return card.astype({"n_target": int, "n_reference": int, "log_ratio": float, "p": float})
